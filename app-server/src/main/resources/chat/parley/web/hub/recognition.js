// Whether the server that answers is the one that was known: another one may stand at the same address
// tomorrow, or this one may have been set back. It is known by the newest message that came from it.

import * as api from './api.js';
import { isPrivate } from './ledger.js';

const KEY = 'known';
const KEEP_MS = 5_000;

export class Recognition {
  #shelf;
  #known = null; // { room, id }
  #timer = 0;
  #stranger = false;

  constructor(shelf) {
    this.#shelf = shelf;
  }

  async recall() {
    this.#known = await this.#shelf.recall(KEY, null);
  }

  /** A message of this server's. */
  know({ room, id }) {
    this.#known = { room, id };
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      if (this.#known) this.#shelf.remember(KEY, this.#known);
    }, KEEP_MS);
  }

  /** Another person asks from now on, who may not be able to read that message. */
  async forget() {
    this.#known = null;
    await this.#shelf.remember(KEY, null);
  }

  /** Asks whether the server knows that message. Rejects if it does not answer. */
  async ask() {
    if (this.#known === null) {
      await api.rooms();
      return;
    }
    try {
      await api.history(this.#known.room, { after: this.#known.id, limit: 1 });
    } catch (error) {
      // One may have been removed from the room in which it was.
      if (error.code === 'room_unknown' && isPrivate(this.#known.room)) {
        this.#known = null;
        return;
      }
      if (error.code !== 'message_unknown') throw error;
      this.#stranger = true;
      this.#known = null;
    }
  }

  /** Whether it was found to be another one since this was last asked. */
  tookStranger() {
    const stranger = this.#stranger;
    this.#stranger = false;
    return stranger;
  }
}
