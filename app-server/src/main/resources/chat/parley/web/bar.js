// The quiet bar under the room's name: why nothing comes in at the moment, since when, how much waits
// to go out, and what one can do. It shows itself after three seconds; most troubles are shorter.

import { counted, duration } from './text.js';

const PATIENCE_MS = 3_000;

export class Bar {
  #bar = document.getElementById('bar');
  #text = document.getElementById('bar-text');
  #time = document.getElementById('bar-time');
  #more = document.getElementById('bar-more');
  #button = document.getElementById('bar-action');
  #timer = 0;
  #state = { name: 'live' };
  #waiting = 0;

  /** onAct(state): someone pressed the button. */
  constructor({ onAct }) {
    this.#button.addEventListener('click', () => onAct(this.#state));
  }

  render(state, waiting) {
    this.#state = state;
    this.#waiting = waiting;
    this.#draw();
  }

  #draw() {
    clearTimeout(this.#timer);
    const state = this.#state;
    if (state.name === 'live') {
      this.#bar.hidden = true;
      return;
    }
    if (state.name === 'ended') {
      const [words, action] = ENDED[state.why](state.detail);
      this.#say(words, '', '', action);
      return;
    }
    const lostMs = Date.now() - state.since;
    this.#timer = setTimeout(() => this.#draw(), lostMs < PATIENCE_MS ? PATIENCE_MS - lostMs : 1000);
    if (lostMs < PATIENCE_MS) {
      this.#bar.hidden = true;
      return;
    }
    const waits = this.#waiting === 0 ? '' : ` ${counted(this.#waiting, 'message waits', 'messages wait')} to be sent.`;
    if (state.detail) this.#say(state.detail, ` It has been ${duration(lostMs)}.`, waits, 'Try now');
    else this.#say('No connection to the server', ` for ${duration(lostMs)}`, '.' + waits, 'Try now');
  }

  // The seconds are not for a screen reader, so they stand apart.
  #say(words, time, more, action) {
    if (this.#text.textContent !== words) this.#text.textContent = words;
    if (this.#more.textContent !== more) this.#more.textContent = more;
    this.#time.textContent = time;
    this.#button.textContent = action;
    this.#bar.hidden = false;
  }
}

const ENDED = {
  superseded: () => ['Parley is open in another tab, and messages arrive there.', 'Use it here'],
  disconnected: () => ['You were disconnected from the server.', 'Connect again'],
  refused: (detail) => [detail || 'The server refuses this page.', 'Try again'],
};
