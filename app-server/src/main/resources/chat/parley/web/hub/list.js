// Reading the list of rooms once more, because somebody made or changed a room, or who is in one. One is read at a
// time: what asks meanwhile gets the next one, which is newer than whatever happened before it was asked for.

import { Cancelled, Refused, Unreachable } from './api.js';
import { backoffMs } from './backoff.js';

export class RoomList {
  #read;
  #reading = null; // { begun, done }

  /** read: async () => what again() gives. */
  constructor(read) {
    this.#read = read;
  }

  again() {
    const before = this.#reading;
    if (before?.begun === false) return before.done;
    const reading = { begun: before === null, done: null };
    reading.done = this.#after(before, reading).finally(() => {
      if (this.#reading === reading) this.#reading = null;
    });
    this.#reading = reading;
    return reading.done;
  }

  async #after(before, reading) {
    await before?.done.catch(() => {}); // whoever asked for that was told
    reading.begun = true;
    return this.#read();
  }

  /** Tries until it was read, or is of no use any more: stillWanted(). */
  async untilRead(stillWanted) {
    for (let attempt = 1; stillWanted(); attempt++) {
      try {
        await this.again();
        return;
      } catch (error) {
        if (error instanceof Cancelled || (error instanceof Refused && !error.passing)) return; // the poll meets with the same
        if (!(error instanceof Refused || error instanceof Unreachable)) throw error;
        await new Promise((done) => setTimeout(done, backoffMs(attempt)));
      }
    }
  }
}
