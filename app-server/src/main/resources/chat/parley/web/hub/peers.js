// Where browsers have no SharedWorker, each page has a hub of its own. A browser opens at most six
// connections to one server, so the pages agree that only one of them holds a poll: of those that are
// visible, the one that has been so for the longest. It hands on what its poll brings. A page that
// hears nothing for longer than any poll takes asks for itself.

const SILENCE_MS = 45_000;

export class Peers {
  #id = Math.random().toString(36).slice(2);
  #channel;
  #visible = false;
  #since = 0;
  #others = new Map(); // id → since when it is visible
  #leads = false;
  #silence = 0;
  #onLead;
  #onReply;
  #onBehind;
  #onWake;

  /**
   * onLead(whether this page is to poll); onReply(reply, from): what another's poll brought, returns
   * whether it was of use; onBehind(): ask for oneself, once; onWake(): someone pressed "Try now".
   */
  constructor({ onLead, onReply, onBehind, onWake }) {
    this.#onLead = onLead;
    this.#onReply = onReply;
    this.#onBehind = onBehind;
    this.#onWake = onWake;
    this.#channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('parley.peers') : null;
    if (this.#channel) this.#channel.onmessage = ({ data }) => this.#hear(data);
  }

  get leads() {
    return this.#leads;
  }

  /** Whether this page can be seen. */
  show(visible) {
    if (visible !== this.#visible) {
      this.#visible = visible;
      this.#since = Date.now();
      this.#say(visible ? { type: 'here', since: this.#since, asks: true } : { type: 'gone' });
    }
    this.#settle();
  }

  relay(reply, from) {
    this.#say({ type: 'reply', reply, from });
  }

  wakeAll() {
    this.#say({ type: 'wake' });
  }

  #say(words) {
    this.#channel?.postMessage({ id: this.#id, ...words });
  }

  #hear(said) {
    switch (said?.type) {
      case 'here':
        this.#others.set(said.id, said.since);
        if (said.asks && this.#visible) this.#say({ type: 'here', since: this.#since });
        break;
      case 'gone':
        this.#others.delete(said.id);
        break;
      case 'reply':
        this.#expect();
        if (this.#visible && !this.#onReply(said.reply, said.from)) this.#onBehind();
        return;
      case 'wake':
        this.#onWake();
        return;
      default:
        return;
    }
    this.#settle();
  }

  #settle() {
    const elder = [...this.#others].some(([id, since]) => since < this.#since || (since === this.#since && id < this.#id));
    this.#leads = this.#visible && !elder;
    this.#expect();
    this.#onLead(this.#leads);
  }

  /** The one who polls may have ended without a word. */
  #expect() {
    clearTimeout(this.#silence);
    if (!this.#visible || this.#leads) return;
    this.#silence = setTimeout(() => {
      this.#others.clear();
      this.#say({ type: 'here', since: this.#since, asks: true });
      this.#onBehind();
      this.#settle();
    }, SILENCE_MS);
  }
}
