// What was written here and is not yet on the server. It is kept in the browser's storage until the
// server has it, goes out in order with one message of a room in flight, and every retry carries the
// same id, so that the server takes it once however often it is sent.

import * as api from './api.js';
import { afterMs, backoffMs } from './backoff.js';
import { uuid } from './ids.js';
import * as store from './store.js';

const SHELF = 'outbox.';
const NO_PROBLEM = { problem: '', code: '', field: '', note: '' };

/** Whether a message was refused for its sender's name, so that another name would help. */
export const aboutTheName = (entry) => entry.field === 'sender' || entry.code === 'name_taken' || entry.code === 'name_invalid';

/**
 * An entry: { id, room, sender, text, at, state, attempts, problem, code, field, note }, where state is
 * 'waiting', 'sending', 'sent' or 'failed'; problem, code and field are what the server said to a failed one, and
 * note is what it said to one that will be tried again.
 */
export class Outbox {
  #entries = [];
  #busy = new Set();
  #failures = 0;
  #heldUntil = 0;
  #timer = 0;
  #onChange;
  #onSent;
  #channel = null;
  #orphans = null; // while adopt() is asking the other tabs

  constructor({ onChange, onSent }) {
    this.#onChange = onChange;
    this.#onSent = onSent;
    // Tabs share the storage. Each looks after what was written in it; what no open tab looks after
    // was left behind by a closed one and is taken over.
    if ('BroadcastChannel' in window) {
      this.#channel = new BroadcastChannel('parley.outbox');
      this.#channel.onmessage = ({ data }) => {
        if (data?.ask) this.#channel.postMessage({ mine: this.#entries.map((entry) => entry.id) });
        else if (Array.isArray(data?.mine)) data.mine.forEach((id) => this.#orphans?.delete(id));
      };
    }
  }

  /** Takes over what closed tabs left behind, this page's own before a reload included. */
  async adopt() {
    if (this.#orphans) return;
    const orphans = new Set(store.keysUnder(SHELF).map((key) => key.slice(SHELF.length)));
    for (const entry of this.#entries) orphans.delete(entry.id);
    if (orphans.size === 0) return;
    this.#orphans = orphans;
    if (this.#channel) {
      this.#channel.postMessage({ ask: true });
      await new Promise((done) => setTimeout(done, 250));
    }
    this.#orphans = null;
    const found = [];
    for (const id of orphans) {
      const kept = store.recall(SHELF + id);
      if (kept && kept.id === id && typeof kept.text === 'string' && typeof kept.room === 'string') {
        found.push({ ...kept, state: kept.state === 'failed' ? 'failed' : 'waiting', attempts: 1, note: '' });
      }
    }
    if (found.length === 0) return;
    found.sort((one, other) => one.at - other.at);
    this.#entries = [...found, ...this.#entries];
    this.#changed();
  }

  inRoom(room) {
    return this.#entries.filter((entry) => entry.room === room);
  }

  find(test) {
    return this.#entries.find(test);
  }

  get waiting() {
    return this.#entries.filter((entry) => entry.state === 'waiting' || entry.state === 'sending').length;
  }

  add(room, sender, text) {
    const entry = { id: uuid(), room, sender, text, at: Date.now(), state: 'waiting', attempts: 0, ...NO_PROBLEM };
    this.#entries.push(entry);
    this.#keep(entry);
    this.#changed();
    return entry;
  }

  /** Once more, behind what is already waiting, with the same id. */
  retry(entry, sender) {
    // A message that was refused for its sender's name was not taken: it may go out under the new one.
    if (aboutTheName(entry)) entry.sender = sender;
    Object.assign(entry, { state: 'waiting', ...NO_PROBLEM });
    this.#entries = [...this.#entries.filter((other) => other !== entry), entry];
    this.#keep(entry);
    this.#changed();
  }

  remove(entry) {
    this.#entries = this.#entries.filter((other) => other !== entry);
    store.forget(SHELF + entry.id);
    this.#onChange();
  }

  /** The connection is back, or someone asked: no more waiting. */
  wake() {
    this.#failures = 0;
    this.#heldUntil = 0;
    this.#pump();
  }

  #keep(entry) {
    const { id, room, sender, text, at, state, problem, code, field } = entry;
    store.remember(SHELF + id, { id, room, sender, text, at, state, problem, code, field });
  }

  #changed() {
    this.#onChange();
    this.#pump();
  }

  #pump() {
    const wait = this.#heldUntil - Date.now();
    clearTimeout(this.#timer);
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#pump(), wait);
      return;
    }
    for (const entry of [...this.#entries]) {
      if (entry.state === 'waiting' && !this.#busy.has(entry.room)) this.#sendOne(entry);
    }
  }

  async #sendOne(entry) {
    this.#busy.add(entry.room);
    entry.state = 'sending';
    entry.attempts += 1;
    this.#onChange();
    try {
      const ack = await api.send(entry);
      this.#failures = 0;
      entry.state = 'sent';
      store.forget(SHELF + entry.id);
      this.#onSent(entry, ack);
    } catch (error) {
      if (error instanceof api.Refused && !error.passing) {
        Object.assign(entry, { state: 'failed', problem: error.message, code: error.code, field: error.field });
        this.#keep(entry);
      } else {
        entry.state = 'waiting';
        entry.note = error instanceof api.Refused ? error.message : '';
        this.#failures += 1;
        const ms = error.retryAfterMs != null ? afterMs(error.retryAfterMs) : backoffMs(this.#failures);
        this.#heldUntil = Math.max(this.#heldUntil, Date.now() + ms);
      }
    } finally {
      this.#busy.delete(entry.room);
    }
    this.#changed();
  }
}
