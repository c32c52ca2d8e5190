// The one poll of this page. It holds a place (the cursor) in the server's order of things and moves
// it only by what it was told. Nothing here knows of the page.

import * as api from './api.js';
import { afterMs, backoffMs } from './backoff.js';

const LONGEST_S = 25;
const SHORTEST_S = 5;

/**
 * States, as given to onState:
 *   { name: 'live' }                              a poll is open, or about to be
 *   { name: 'lost', since, detail }               trying again by itself
 *   { name: 'ended', why, detail }                stopped until resume(): 'superseded', 'disconnected' or 'refused'
 */
export class Sync {
  #clientId = '';
  #begin;
  #probe;
  #onReply;
  #onState;

  #cursor = null;
  #state = { name: 'live' };
  #running = false;
  #failures = 0;
  #fruitless = 0; // replies in a row that came at once and told nothing
  #longestS = LONGEST_S;
  #wake = () => {};
  #pollStop = null;
  #pollStarted = 0;

  /**
   * begin: async () => cursor, the place to start from; probe: async () => void, a short question that
   * tells at once that the server is back, where a poll would be silent for 25 seconds.
   */
  constructor({ begin, probe, onReply, onState }) {
    this.#begin = begin;
    this.#probe = probe;
    this.#onReply = onReply;
    this.#onState = onState;
  }

  get state() {
    return this.#state;
  }

  start(clientId) {
    this.#clientId = clientId;
    this.#go();
  }

  #go() {
    if (this.#running) return;
    this.#running = true;
    this.#run().finally(() => {
      this.#running = false;
    });
  }

  /** After 'ended': take the place back. */
  resume() {
    this.#failures = 0;
    this.#become({ name: 'live' });
    this.#go();
  }

  /** Do not wait any longer; and if the open poll is older than any can be (the computer slept), drop it. */
  nudge() {
    this.#wake();
    if (this.#pollStop && Date.now() - this.#pollStarted > (LONGEST_S + 10) * 1000) this.#pollStop.abort();
  }

  async #run() {
    while (this.#state.name !== 'ended') {
      try {
        if (this.#cursor === null) this.#cursor = await this.#begin();
        else if (this.#failures > 0) await this.#probe();
        this.#become({ name: 'live' });
        await this.#pollOnce();
      } catch (error) {
        if (error instanceof api.Cancelled) continue;
        if (!(error instanceof api.Refused || error instanceof api.Unreachable)) console.error(error);
        await this.#failed(error);
      }
    }
  }

  async #pollOnce() {
    this.#pollStop = new AbortController();
    this.#pollStarted = Date.now();
    let reply;
    try {
      reply = await api.poll(this.#clientId, this.#cursor, this.#patience(), this.#pollStop.signal);
    } catch (error) {
      const heldS = (Date.now() - this.#pollStarted) / 1000;
      // Something between here and the server cuts long requests: ask for shorter ones. A server that
      // was stopped looks the same once; it costs no more than a few shorter polls.
      if (error instanceof api.Unreachable && heldS > SHORTEST_S + 1 && heldS < LONGEST_S + 5) {
        this.#failures = 0;
        this.#longestS = Math.max(SHORTEST_S, Math.floor(heldS * 0.8));
      }
      throw error;
    } finally {
      this.#pollStop = null;
    }
    this.#failures = 0;
    if (reply.timeout === true && this.#longestS < LONGEST_S) this.#longestS += 1;
    this.#onReply(reply);
    if (reply.cursor) this.#cursor = reply.cursor;
    if (reply.retry_after_ms > 0) {
      this.#failures = 1;
      this.#become({ name: 'lost', since: Date.now(), detail: 'The server is restarting.' });
      await this.#sleep(reply.retry_after_ms);
      return;
    }
    // A server, or a cache before it, that answers every poll at once with nothing must not be asked
    // in a loop without end.
    const fruitful = reply.messages?.length > 0 && !reply.reset;
    this.#fruitless = fruitful || Date.now() - this.#pollStarted > 1000 ? 0 : this.#fruitless + 1;
    if (this.#fruitless > 1) await this.#sleep(backoffMs(this.#fruitless));
  }

  /** Jitter, so that a room full of people does not ask again in one instant. */
  #patience() {
    const shortest = Math.max(SHORTEST_S, this.#longestS - 3);
    return shortest + Math.floor(Math.random() * (this.#longestS - shortest + 1));
  }

  async #failed(error) {
    if (error instanceof api.Refused && !error.passing) {
      // A place that cannot even be read is no place: start over from the newest.
      if (error.field === 'cursor' && this.#cursor !== null) {
        this.#cursor = null;
        return;
      }
      const why = error.status === 409 ? 'superseded' : error.status === 410 ? 'disconnected' : 'refused';
      this.#become({ name: 'ended', why, detail: error.message });
      return;
    }
    this.#failures += 1;
    this.#become({
      name: 'lost',
      since: this.#state.name === 'lost' ? this.#state.since : Date.now(),
      detail: error instanceof api.Refused ? error.message : '',
    });
    await this.#sleep(error.retryAfterMs != null ? afterMs(error.retryAfterMs) : backoffMs(this.#failures));
  }

  #sleep(ms) {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.#wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  #become(state) {
    if (state.name === 'live' && this.#state.name === 'live' && this.#state.confirmed) return;
    this.#state = { ...state, confirmed: true };
    this.#onState(this.#state);
  }
}
