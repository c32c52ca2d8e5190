// What was written here and is not yet on the server. It is kept in the browser's storage until the
// server has it, goes out in order with one message of a room in flight, and every retry carries the
// same id, so that the server takes it once however often it is sent.

import * as api from './api.js';
import { afterMs, backoffMs } from './backoff.js';

const CLAIM_MS = 250;
const NO_PROBLEM = { problem: null, note: null };

/**
 * An entry: { id, room, sender, text, at, place, state, attempts, problem, note, messageId, echo }, where
 * state is 'waiting', 'sending', 'sent' or 'failed'; problem is what the server said to a failed one (see
 * api.Refused.plain), note what it said to one that will be tried again; messageId is the server's id of
 * it once it is known, echo that of a message which looks like it.
 */
export class Outbox {
  #shelf;
  #onEntry;
  #onGone;
  #onSent;
  #onSignedOut;
  #entries = [];
  #unkept = new Set(); // ids that are being written to disk: not sent before they are there
  #busy = new Set(); // rooms
  #held = true; // until the server is known to be there, and the one that was written to
  #failures = 0;
  #heldUntil = 0; // by the monotonic clock, ms
  #timer = 0;
  #channel = null;
  #orphans = null; // while adopt() is asking the others

  /** onEntry(entry): it is new or has changed; onGone(id); onSent(entry, ack); onSignedOut(problem). */
  constructor({ shelf, onEntry, onGone, onSent, onSignedOut }) {
    this.#shelf = shelf;
    this.#onEntry = onEntry;
    this.#onGone = onGone;
    this.#onSent = onSent;
    this.#onSignedOut = onSignedOut;
    // Everyone of this browser shares the storage. Each looks after what was written in it; what nobody
    // looks after was left behind by a closed page and is taken over.
    if ('BroadcastChannel' in globalThis) {
      this.#channel = new BroadcastChannel(`parley.outbox${api.ROOT.pathname}`);
      this.#channel.onmessage = ({ data }) => {
        if (data?.ask) this.#channel.postMessage({ mine: this.#entries.map((entry) => entry.id) });
        else if (Array.isArray(data?.mine)) data.mine.forEach((id) => this.#orphans?.delete(id));
      };
    }
  }

  get entries() {
    return this.#entries;
  }

  find(test) {
    return this.#entries.find(test);
  }

  /** Takes over what closed pages left behind, this one's own before a reload included. */
  async adopt() {
    if (this.#orphans) return;
    this.#orphans = new Map();
    const kept = await this.#shelf.entries();
    for (const entry of kept) this.#orphans.set(entry.id, entry);
    for (const entry of this.#entries) this.#orphans.delete(entry.id);
    if (this.#orphans.size > 0 && this.#channel) {
      this.#channel.postMessage({ ask: true });
      await new Promise((done) => setTimeout(done, CLAIM_MS));
    }
    const found = [...this.#orphans.values()];
    this.#orphans = null;
    const news = found
      .filter((one) => typeof one.text === 'string' && typeof one.room === 'string' && !this.#entries.some((mine) => mine.id === one.id))
      // Unknown whether a former page sent it: then it may be on the server already.
      .map((one) => ({ ...one, state: one.state === 'failed' ? 'failed' : 'waiting', attempts: 1, note: null }));
    if (news.length === 0) return;
    this.#entries = [...this.#entries, ...news].sort((one, other) => one.place - other.place);
    news.forEach((entry) => this.#onEntry(entry));
    this.#pump();
  }

  /** Takes a message, whose id is a UUID made for it; resolves when it is on disk, with whether it is. */
  async add({ id, room, sender, text }) {
    if (this.#entries.some((entry) => entry.id === id)) return this.#shelf.durable;
    const place = Math.max(Date.now(), (this.#entries.at(-1)?.place ?? 0) + 1);
    const entry = { id, room, sender, text, at: Date.now(), place, state: 'waiting', attempts: 0, ...NO_PROBLEM };
    this.#entries.push(entry);
    return this.#keepAndGo(entry);
  }

  /** Once more, behind what is already waiting, with the same id. */
  async retry(id, sender) {
    const entry = this.#entries.find((one) => one.id === id && one.state === 'failed');
    if (!entry) return;
    // A message that was refused was not taken: it may go out under the new name.
    if (api.aboutTheName(entry.problem)) entry.sender = sender;
    const place = Math.max(Date.now(), this.#entries.at(-1).place + 1);
    Object.assign(entry, { state: 'waiting', place, ...NO_PROBLEM });
    this.#entries = [...this.#entries.filter((other) => other !== entry), entry];
    await this.#keepAndGo(entry);
  }

  remove(id) {
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
    this.#onGone(id);
    return this.#shelf.removeEntry(id);
  }

  /** The one who wrote all this has gone. */
  async clear() {
    await Promise.all([...this.#entries].map((entry) => this.remove(entry.id)));
  }

  /** The server is gone: what answers next may be another one. */
  hold() {
    this.#held = true;
  }

  /** The server is there, and it is the one that was written to. */
  release() {
    this.#held = false;
    this.wake();
  }

  /** Another server is there: what waits was not written for it, and a person has to decide. */
  async refuse(problem) {
    for (const entry of this.#entries.filter((one) => one.state === 'waiting')) {
      this.#become(entry, { state: 'failed', problem, note: null });
      await this.#keep(entry);
    }
  }

  /** Someone asked: no more waiting. */
  wake() {
    this.#failures = 0;
    this.#heldUntil = 0;
    this.#pump();
  }

  async #keepAndGo(entry) {
    this.#unkept.add(entry.id);
    this.#onEntry(entry);
    const kept = await this.#keep(entry);
    this.#unkept.delete(entry.id);
    this.#pump();
    return kept;
  }

  #keep({ id, room, sender, text, at, place, state, problem }) {
    return this.#shelf.putEntry({ id, room, sender, text, at, place, state, problem });
  }

  #pump() {
    const wait = this.#heldUntil - performance.now();
    clearTimeout(this.#timer);
    if (this.#held) return;
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#pump(), wait);
      return;
    }
    const blocked = new Set(this.#busy);
    for (const entry of [...this.#entries]) {
      if (entry.state !== 'waiting' || blocked.has(entry.room)) continue;
      blocked.add(entry.room); // first in, first out: what comes behind in this room waits for it
      if (!this.#unkept.has(entry.id)) this.#sendOne(entry);
    }
  }

  async #sendOne(entry) {
    this.#busy.add(entry.room);
    this.#become(entry, { state: 'sending', attempts: entry.attempts + 1 });
    try {
      const ack = await api.send(entry);
      this.#failures = 0;
      this.#become(entry, { state: 'sent', note: null });
      this.#onSent(entry, ack);
      this.#shelf.removeEntry(entry.id); // not waited for: were it lost, the server would know the id
    } catch (error) {
      if (api.isSignedOut(error)) {
        // Nothing is wrong with the message: it goes on waiting for its author.
        this.hold();
        this.#become(entry, { state: 'waiting', note: null });
        this.#onSignedOut(error.plain);
      } else if (error instanceof api.Refused && !error.passing) {
        this.#become(entry, { state: 'failed', problem: error.plain, note: null });
        await this.#keep(entry);
      } else {
        this.#failures += 1;
        this.#become(entry, { state: 'waiting', note: error instanceof api.Refused ? error.plain : null });
        const ms = error.retryAfterMs != null ? afterMs(error.retryAfterMs) : backoffMs(this.#failures);
        this.#heldUntil = Math.max(this.#heldUntil, performance.now() + ms);
      }
    } finally {
      this.#busy.delete(entry.room);
    }
    this.#pump();
  }

  #become(entry, change) {
    Object.assign(entry, change);
    if (this.#entries.includes(entry)) this.#onEntry(entry);
  }
}
