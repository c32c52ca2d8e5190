// The one poll. It holds a place (the cursor) in the server's order of things and moves it only by what
// it was told. Nothing here knows of a page.

import * as api from './api.js';
import { afterMs, backoffMs } from './backoff.js';

const LONGEST_S = 25;
const SHORTEST_S = 5;

const whyEnded = (error) => {
  if (api.isSignedOut(error)) return 'signed_out';
  if (error.status === 409) return 'superseded';
  return error.status === 410 ? 'disconnected' : 'refused';
};

/**
 * States, as given to onState:
 *   { name: 'live' }                        a poll is open, or about to be
 *   { name: 'lost', since, problem }        trying again by itself; problem as api.Refused.plain, or null
 *   { name: 'ended', why, problem }         stopped until resume(): 'superseded', 'disconnected' or 'refused'; or until
 *                                           restart(): 'signed_out'
 */
export class Sync {
  #clientId = '';
  #begin;
  #probe;
  #onReply;
  #onLeft;
  #onState;

  #cursor = null;
  #state = { name: 'live' };
  #told = false;
  #running = false;
  #failures = 0;
  #fruitless = 0; // replies in a row that came at once and told nothing
  #longestS = LONGEST_S;
  #wake = () => {};
  #pollStop = null;
  #catching = false; // the open poll is one of catchUp()
  #pollStarted = 0; // by the clock on the wall: it counts while the computer sleeps
  #open = true; // whether this one may poll now
  #opened = () => {};
  #behind = false; // it may ask, though another page polls: something was missed

  /**
   * begin: async () => cursor, the place to start from; probe: async () => void, a short question that
   * tells at once that the server is back, where a poll would be silent for 25 seconds; onReply(reply,
   * from): what a poll from that cursor brought; onLeft(room): it may not be read any more, the others may.
   */
  constructor({ begin, probe, onReply, onLeft, onState }) {
    this.#begin = begin;
    this.#probe = probe;
    this.#onReply = onReply;
    this.#onLeft = onLeft;
    this.#onState = onState;
  }

  get state() {
    return this.#state;
  }

  get cursor() {
    return this.#cursor;
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
      if (this.#state.name !== 'ended') this.#go(); // taken up again in the moment in which it ended
    });
  }

  /** Somebody else asks from now on, who may see other rooms: nothing of the place that was held is theirs. */
  restart(clientId) {
    this.#clientId = clientId;
    this.#cursor = null;
    this.#failures = 0;
    this.#fruitless = 0;
    if (this.#state.name === 'ended') this.#become({ name: 'live' });
    this.#pollStop?.abort();
    this.#wake();
    this.#opened();
    this.#go();
  }

  /** Nobody is to ask any more, until restart(). */
  end(problem) {
    this.#become({ name: 'ended', why: 'signed_out', problem });
    this.#pollStop?.abort();
    this.#wake();
    this.#opened();
  }

  /** After 'ended': take the place back. */
  resume() {
    if (this.#state.name !== 'ended' || this.#state.why === 'signed_out') return;
    this.#failures = 0;
    this.#become({ name: 'live' });
    this.#go();
  }

  /** Do not wait any longer; and if the open poll is older than any can be (the computer slept), drop it. */
  nudge() {
    this.#wake();
    const age = Date.now() - this.#pollStarted;
    if (age > (LONGEST_S + 10) * 1000 || age < 0) this.#pollStop?.abort();
  }

  /** Whether to poll: where every page has a poll of its own, only one of them may. */
  allow(open) {
    this.#open = open;
    if (open) this.#opened();
    else if (!this.#catching) this.#pollStop?.abort();
  }

  /** What another page's poll brought; false if this one stands elsewhere and has to ask for itself. */
  take(reply, from) {
    if (this.#cursor === null || from !== this.#cursor) return false;
    this.#accept(reply, from);
    return true;
  }

  /** Asks for itself, though another page polls, until nothing more is missing. */
  catchUp() {
    this.#behind = true;
    this.#opened();
  }

  async #run() {
    while (this.#state.name !== 'ended') {
      try {
        if (this.#cursor === null) this.#cursor = await this.#begin();
        else if (this.#failures > 0) await this.#probe();
        if (this.#state.name === 'ended') break;
        this.#become({ name: 'live' });
        await this.#allowed();
        if (this.#cursor !== null && this.#state.name !== 'ended') await this.#pollOnce();
      } catch (error) {
        if (error instanceof api.Cancelled || this.#state.name === 'ended') continue;
        if (error.code === 'room_left') {
          this.#onLeft(error.room);
          this.#fruitless += 1;
          if (this.#fruitless > 1) await this.#sleep(backoffMs(this.#fruitless));
          continue;
        }
        if (!(error instanceof api.Refused || error instanceof api.Unreachable)) console.error(error);
        await this.#failed(error);
      }
    }
  }

  async #allowed() {
    while (!this.#open && !this.#behind && this.#cursor !== null && this.#state.name !== 'ended') {
      await new Promise((done) => {
        this.#opened = done;
      });
    }
  }

  async #pollOnce() {
    const stop = new AbortController();
    this.#pollStop = stop;
    this.#pollStarted = Date.now();
    const from = this.#cursor;
    this.#catching = !this.#open;
    this.#behind = false; // whoever says so from now on means the next
    let reply;
    try {
      reply = await api.poll(this.#clientId, from, this.#catching ? SHORTEST_S : this.#patience(), stop.signal);
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
    if (this.#catching && (reply.messages?.length > 0 || reply.events?.length > 0)) this.#behind = true; // there may be more
    this.#failures = 0;
    if (reply.timeout === true && this.#longestS < LONGEST_S) this.#longestS += 1;
    // Another page's poll may have brought the same in the meantime.
    if (this.#cursor === from) this.#accept(reply, from);
    if (reply.retry_after_ms > 0) {
      this.#failures = 1;
      this.#become({ name: 'lost', since: Date.now(), problem: { status: 503, code: 'draining', field: '', detail: '' } });
      await this.#sleep(reply.retry_after_ms);
      return;
    }
    // A server, or a cache before it, that answers every poll at once with nothing must not be asked
    // in a loop without end.
    const fruitful = (reply.messages?.length > 0 || reply.events?.length > 0) && !reply.reset;
    this.#fruitless = fruitful || Date.now() - this.#pollStarted > 1000 ? 0 : this.#fruitless + 1;
    if (this.#fruitless > 1) await this.#sleep(backoffMs(this.#fruitless));
  }

  #accept(reply, from) {
    if (typeof reply.cursor === 'string' && reply.cursor !== '') this.#cursor = reply.cursor;
    this.#onReply(reply, from);
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
      this.#become({ name: 'ended', why: whyEnded(error), problem: error.plain });
      return;
    }
    this.#failures += 1;
    this.#become({
      name: 'lost',
      since: this.#state.name === 'lost' ? this.#state.since : Date.now(),
      problem: error instanceof api.Refused ? error.plain : null,
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
    if (this.#told && state.name === 'live' && this.#state.name === 'live') return;
    this.#told = true;
    this.#state = state;
    this.#onState(state);
  }
}
