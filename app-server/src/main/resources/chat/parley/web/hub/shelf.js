// What this browser keeps: the messages that wait to be sent, and small things by name. It is in
// IndexedDB, which pages and workers share. Where that is forbidden or full, everything is kept in
// memory instead, and `durable` says so.

import { ROOT } from './api.js';

const NAME = 'parley' + (ROOT.pathname === '/' ? '' : ROOT.pathname); // servers below paths of one proxy keep apart
const VERSION = 1;
const OPEN_MS = 3_000; // some browsers never answer
const OUTBOX = 'outbox';
const KEPT = 'kept';

const asked = (request) => new Promise((done, failed) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

const completed = (transaction) => new Promise((done, failed) => {
  transaction.oncomplete = () => done();
  transaction.onabort = () => failed(transaction.error ?? new Error('The transaction was given up'));
  transaction.onerror = () => failed(transaction.error);
});

function openDatabase() {
  return new Promise((done, failed) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(OUTBOX, { keyPath: 'id' });
      request.result.createObjectStore(KEPT);
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
    setTimeout(() => failed(new Error('The storage does not answer')), OPEN_MS);
    request.onblocked = () => failed(new Error('Another tab keeps the storage from being opened'));
  });
}

const higher = (kept, given) =>
  Object.fromEntries(Object.keys({ ...kept, ...given }).map((name) => [name, Math.max(kept[name] ?? 0, given[name] ?? 0)]));

export class Shelf {
  #database = null; // a promise of it
  #memory = { [OUTBOX]: new Map(), [KEPT]: new Map() };
  #durable = true;

  /** Whether the last thing that was to be kept is kept over a reload. */
  get durable() {
    return this.#durable;
  }

  /** Everything of the outbox, in no order. */
  entries() {
    return this.#read(OUTBOX, (store) => store.getAll(), (memory) => [...memory.values()]);
  }

  /** Resolves when the entry is on disk; whether it is. */
  putEntry(entry) {
    return this.#write(OUTBOX, entry.id, entry, (store) => store.put(entry));
  }

  removeEntry(id) {
    return this.#write(OUTBOX, id, undefined, (store) => store.delete(id));
  }

  async recall(key, fallback) {
    const value = await this.#read(KEPT, (store) => store.get(key), (memory) => memory.get(key));
    return value ?? fallback;
  }

  remember(key, value) {
    return this.#write(KEPT, key, value, (store) => store.put(value, key));
  }

  /** Puts numbers by name to those that are kept, in one step with reading them; of two the higher one stays. */
  raise(key, numbers) {
    return this.#write(KEPT, key, numbers, (store) => {
      const before = store.get(key);
      before.onsuccess = () => store.put(higher(before.result ?? {}, numbers), key);
    });
  }

  async #read(name, ask, recall) {
    const memory = this.#memory[name];
    try {
      const store = (await this.#open()).transaction(name).objectStore(name);
      const found = await asked(ask(store));
      if (!Array.isArray(found)) return found ?? recall(memory);
      const known = new Set(found.map((one) => one.id));
      return [...found, ...recall(memory).filter((one) => !known.has(one.id))];
    } catch {
      this.#database = null;
      return recall(memory); // no storage: what is in memory is all there is
    }
  }

  async #write(name, key, value, change) {
    const memory = this.#memory[name];
    try {
      const transaction = (await this.#open()).transaction(name, 'readwrite', { durability: name === OUTBOX ? 'strict' : 'default' });
      const whole = completed(transaction);
      change(transaction.objectStore(name));
      await whole;
      memory.delete(key);
      this.#durable = true;
      return true;
    } catch {
      this.#database = null; // opened anew the next time: the browser may have closed it
      if (value === undefined) memory.delete(key);
      else memory.set(key, value);
      this.#durable = false;
      return false;
    }
  }

  #open() {
    this.#database ??= openDatabase().then((database) => {
      const forget = () => {
        this.#database = null;
      };
      database.onclose = forget;
      database.onversionchange = () => {
        database.close();
        forget();
      };
      return database;
    });
    return this.#database;
  }
}
