// The way to the hub (hub/hub.js): a SharedWorker's port, or one within this page where the browser has
// no SharedWorker or cannot start it.

// Pages of two versions may be open at once; each speaks to a worker of its own. To be raised with the words that
// pages and hub speak.
const PROTOCOL = 2;
const LOOK_MS = 5_000;
const SILENCE_MS = 25_000; // the hub says something every ten seconds
const UNANSWERED_MS = 9_000;

export class Connection {
  #port = null;
  #worker = null;
  #hub = null; // only where it is in this page
  #asks = new Map();
  #lastAsk = 0;
  #heardAt = performance.now();
  #onWords;
  #onOpen;

  /** onWords([{ type, … }]): what the hub says; onOpen(): a port is there, say hello. */
  constructor({ onWords, onOpen }) {
    this.#onWords = onWords;
    this.#onOpen = onOpen;
    setTimeout(() => this.#connect()); // the page is drawn first
    // A worker can be ended by the browser, without a word to the pages.
    setInterval(() => this.#look(), LOOK_MS);
    document.addEventListener('visibilitychange', () => this.#look());
  }

  #look() {
    const silence = performance.now() - this.#heardAt;
    if (document.hidden) return; // its timers may be late: it looks when it is looked at
    if (silence > SILENCE_MS || (this.#asks.size > 0 && silence > UNANSWERED_MS)) this.#connect();
    else if (this.#asks.size > 0) this.say({ type: 'there' });
  }

  /** Whether no other page speaks with this hub. */
  get hasOwnHub() {
    return this.#hub !== null;
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
    this.#heardAt = performance.now();
    if (this.#hub || !('SharedWorker' in window)) {
      this.#connectWithin();
      return;
    }
    try {
      const address = new URL('../shared-worker.js', import.meta.url);
      const worker = new SharedWorker(address, { type: 'module', name: `parley-${PROTOCOL}` });
      worker.onerror = () => this.#connectWithin();
      this.#worker = worker;
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
    this.#heardAt = performance.now();
    // It runs; what it may complain of later is no reason for a second one.
    if (this.#worker) this.#worker.onerror = null;
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
