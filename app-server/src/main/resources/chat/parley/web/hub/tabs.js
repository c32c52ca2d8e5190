// The pages that speak to the hub, each through a port of its own.

import { Cancelled, plainOf, Refused, Unreachable } from './api.js';

const SILENT_TICKS = 4;

export class Tabs {
  #tabs = new Set();
  #ready;
  #onWelcome;
  #onWords;
  #onGone;

  /**
   * ready: a promise; nobody is heard before. onWelcome(tab): someone speaks for the first time, or again after
   * a goodbye; onWords(tab, words); onGone(tab). A tab is { room, visible, notify } and what is private here.
   */
  constructor({ ready, onWelcome, onWords, onGone }) {
    this.#ready = ready;
    this.#onWelcome = onWelcome;
    this.#onWords = onWords;
    this.#onGone = onGone;
  }

  get all() {
    return [...this.#tabs];
  }

  get isEmpty() {
    return this.#tabs.size === 0;
  }

  connect(port) {
    const tab = { port, room: '', visible: false, notify: false, silentTicks: 0, out: [] };
    port.onmessage = ({ data }) => {
      this.#ready.then(() => this.#hear(tab, data)).catch((error) => console.error(error));
    };
    port.start?.();
  }

  #hear(tab, words) {
    tab.silentTicks = 0;
    if (words.type === 'bye') {
      this.#drop(tab);
      return;
    }
    if (!this.#tabs.has(tab)) {
      this.#tabs.add(tab);
      this.#onWelcome(tab);
    }
    if (words.type === 'there') this.post(tab, { type: 'ping' });
    else this.#onWords(tab, words);
  }

  #drop(tab) {
    if (this.#tabs.delete(tab)) this.#onGone(tab);
  }

  /** A page may end without a word; if it was only frozen, it is welcomed anew when it speaks. */
  tick() {
    for (const tab of this.#tabs) {
      tab.silentTicks += 1;
      if (tab.silentTicks > SILENT_TICKS) this.#drop(tab);
      else this.post(tab, { type: 'ping' });
    }
  }

  tell(words) {
    for (const tab of this.#tabs) this.post(tab, words);
  }

  tellThoseIn(room, words) {
    for (const tab of this.#tabs) if (tab.room === room) this.post(tab, words);
  }

  /** All that happens in one turn is told at once, so that a page draws it at once. */
  post(tab, words) {
    tab.out.push(words);
    if (tab.out.length > 1) return;
    queueMicrotask(() => queueMicrotask(() => {
      const { out } = tab;
      tab.out = [];
      tab.port.postMessage(out);
    }));
  }

  /** What a promise comes to, as the answer to what was asked. */
  async answer(tab, ask, value) {
    try {
      this.post(tab, { type: 'answer', ask, value: await value });
    } catch (error) {
      const ours = error instanceof Refused || error instanceof Unreachable;
      if (!ours && !(error instanceof Cancelled)) console.error(error);
      this.post(tab, { type: 'answer', ask, problem: plainOf(ours ? error : new Unreachable()) });
    }
  }
}
