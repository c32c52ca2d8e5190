// Where browsers have no SharedWorker, each page has a hub of its own. A browser opens at most six
// connections to one server, so the pages agree that only one of them holds a poll: of those that are
// visible, the one that has been so for the longest. It hands on what its poll brings. Each says every
// few seconds that it is there; one that is silent is counted out.

import { ROOT } from './api.js';

const BEAT_MS = 4_000;
const SILENT_MS = 11_000;

export class Peers {
  #id = Math.random().toString(36).slice(2);
  #channel;
  #visible = false;
  #since = 0;
  #others = new Map(); // id → { since when it is visible, when it was heard, by the monotonic clock }
  #leads = false;
  #onLead;
  #onReply;
  #onBehind;
  #onWake;
  #onSeen;
  #onLink;
  #onLeft;

  /**
   * onLead(whether this page is to poll); onReply(reply, from): what another's poll brought, returns
   * whether it was of use; onBehind(): ask for oneself until nothing is missing; onWake(): someone pressed
   * "Try now"; onSeen({ room: count }): read in another page; onLink(state), onLeft(room): see Sync, of the
   * one who polls.
   */
  constructor({ onLead, onReply, onBehind, onWake, onSeen, onLink, onLeft }) {
    this.#onLead = onLead;
    this.#onReply = onReply;
    this.#onBehind = onBehind;
    this.#onWake = onWake;
    this.#onSeen = onSeen;
    this.#onLink = onLink;
    this.#onLeft = onLeft;
    this.#channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(`parley.peers${ROOT.pathname}`) : null;
    if (this.#channel) this.#channel.onmessage = ({ data }) => this.#hear(data);
    setInterval(() => this.#beat(), BEAT_MS);
    // A page that ends has no time left for words through its own port.
    globalThis.addEventListener?.('pagehide', () => this.show(false));
  }

  get leads() {
    return this.#leads;
  }

  /** Whether this page can be seen. */
  show(visible) {
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.#since = Date.now();
    this.#say(visible ? { type: 'here', since: this.#since, asks: true } : { type: 'gone' });
    this.#settle();
    // What came while nobody looked was handed to nobody here.
    if (visible && !this.#leads) this.#onBehind();
  }

  relay(reply, from) {
    this.#say({ type: 'reply', reply, from });
  }

  wakeAll() {
    this.#say({ type: 'wake' });
  }

  /** How the one who polls stands with the server: the others do not find out by themselves. */
  tellLink(link) {
    this.#say({ type: 'link', link });
  }

  tellLeft(room) {
    this.#say({ type: 'left', room });
  }

  tellSeen(seen) {
    this.#say({ type: 'seen', seen });
  }

  #beat() {
    if (!this.#visible) return;
    this.#say({ type: 'here', since: this.#since });
    this.#settle();
  }

  #say(words) {
    this.#channel?.postMessage({ id: this.#id, ...words });
  }

  #hear(said) {
    switch (said?.type) {
      case 'here':
        this.#others.set(said.id, { since: said.since, heard: performance.now() });
        if (said.asks && this.#visible) this.#say({ type: 'here', since: this.#since });
        this.#settle();
        break;
      case 'gone':
        this.#others.delete(said.id);
        this.#settle();
        break;
      case 'reply':
        if (this.#visible && !this.#onReply(said.reply, said.from)) this.#onBehind();
        break;
      case 'wake':
        this.#onWake();
        break;
      case 'link':
        if (!this.#leads) this.#onLink(said.link);
        break;
      case 'left':
        this.#onLeft(said.room);
        break;
      case 'seen':
        this.#onSeen(said.seen);
        break;
      default: // of another version: nothing to do
    }
  }

  #settle() {
    const now = performance.now();
    for (const [id, { heard }] of this.#others) if (now - heard > SILENT_MS) this.#others.delete(id);
    const elder = [...this.#others].some(([id, { since }]) => since < this.#since || (since === this.#since && id < this.#id));
    const leads = this.#visible && !elder;
    if (leads === this.#leads) return;
    this.#leads = leads;
    this.#onLead(leads);
  }
}
