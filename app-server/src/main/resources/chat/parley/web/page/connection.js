// The way to the hub (hub/hub.js): a SharedWorker's port, or one within this page where the browser has
// no SharedWorker or cannot start it.

const early = window.parleyEarly; // early.js
const SILENCE_MS = 60_000;
const LOOK_MS = 15_000;

export class Connection {
  #port = null;
  #hub = null; // only where it is in this page
  #asks = new Map();
  #lastAsk = 0;
  #heardAt = Date.now();
  #onWords;
  #onOpen;

  /** onWords([{ type, … }]): what the hub says; onOpen(): a port is there, say hello. */
  constructor({ onWords, onOpen }) {
    this.#onWords = onWords;
    this.#onOpen = onOpen;
    this.#connect();
    // A worker can be ended by the browser, without a word to the pages.
    setInterval(() => {
      if (Date.now() - this.#heardAt > SILENCE_MS) this.#connect();
    }, LOOK_MS);
  }

  say(words) {
    this.#port?.postMessage(words);
  }

  /** Says something that is answered. Rejects with the problem. */
  ask(words) {
    const ask = ++this.#lastAsk;
    return new Promise((done, failed) => {
      this.#asks.set(ask, { done, failed, words: { ...words, ask } });
      this.say({ ...words, ask });
    });
  }

  #connect() {
    this.#heardAt = Date.now();
    if (!('SharedWorker' in window)) {
      this.#connectWithin();
      return;
    }
    try {
      const worker = early.worker ?? early.startWorker();
      early.worker = null;
      worker.onerror = () => this.#connectWithin();
      this.#use(worker.port);
    } catch {
      this.#connectWithin();
    }
  }

  async #connectWithin() {
    const { Hub } = await import('../hub/hub.js');
    this.#hub ??= new Hub({ alone: true });
    const { port1, port2 } = new MessageChannel();
    this.#hub.connect(port1);
    this.#use(port2);
  }

  #use(port) {
    this.#port?.close();
    this.#port = port;
    port.onmessage = ({ data }) => this.#hear(data);
    this.#onOpen();
    // What the one before did not answer; a message bears its id, so it is taken once.
    for (const { words } of this.#asks.values()) this.say(words);
  }

  #hear(list) {
    this.#heardAt = Date.now();
    const words = list.filter((one) => {
      if (one.type === 'ping') this.say({ type: 'pong' });
      else if (one.type === 'answer') this.#answered(one);
      return one.type !== 'ping' && one.type !== 'answer';
    });
    if (words.length > 0) this.#onWords(words);
  }

  #answered({ ask, value, problem }) {
    const waiting = this.#asks.get(ask);
    this.#asks.delete(ask);
    if (problem) waiting?.failed(problem);
    else waiting?.done(value);
  }
}
