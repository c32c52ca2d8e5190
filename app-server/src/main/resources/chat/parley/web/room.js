// What this page knows of one room: a run of messages without a hole, which may or may not reach the
// newest, and how many are unread. No page, no network: the rules of merging only.

/** So many messages of a room are kept and shown at most. */
export const WINDOW = 300;

export class Room {
  constructor(name) {
    this.name = name;
    this.count = 0; // messages in it, as far as is known
    this.unread = 0;
    this.lastActivity = 0;
    this.listed = false; // the server has told of it
    this.reset();
  }

  /** Forgets the messages, not the numbers. */
  reset() {
    this.messages = [];
    this.ids = new Set();
    this.loaded = false;
    this.loading = false;
    this.problem = '';
    this.hasOlder = false;
    this.atTail = true;
    this.olderState = 'idle'; // 'loading', 'failed'
    this.newerState = 'idle';
    this.newFrom = null; // the id of the first message that nobody looked at here
    this.arrived = []; // came by the poll while the history was on its way
  }

  /** The newest messages, as a history reply has them. */
  fill({ messages, has_more: hasMore }) {
    const late = this.#after(messages, this.arrived);
    this.messages = [];
    this.ids = new Set();
    this.loaded = true;
    this.loading = false;
    this.problem = '';
    this.hasOlder = Boolean(hasMore);
    this.atTail = true;
    this.arrived = [];
    this.#push([...messages, ...late]);
  }

  /** Of what the poll brought meanwhile, what is newer than the history. Both are in the log's order. */
  #after(history, arrived) {
    if (history.length === 0) return arrived;
    const ids = new Set(history.map((message) => message.id));
    const lastKnown = arrived.findLastIndex((message) => ids.has(message.id));
    if (lastKnown >= 0) return arrived.slice(lastKnown + 1);
    // None in common: all newer, or (in a very busy room) all older than the page that was sent.
    return arrived.filter((message) => message.timestamp >= history.at(-1).timestamp);
  }

  #push(messages) {
    for (const message of messages) {
      if (this.ids.has(message.id)) continue;
      this.ids.add(message.id);
      this.messages.push(message);
    }
  }

  /**
   * A message that the poll brought. follows: the newest are in view, so the oldest may go; somebody
   * who reads further up must not have the ground pulled away, so for them the run ends here instead
   * and is continued when they scroll down.
   * Returns whether it is news.
   */
  take(message, follows) {
    if (this.ids.has(message.id)) return false;
    this.count += 1;
    this.lastActivity = Math.max(this.lastActivity, message.timestamp);
    if (this.loading) this.arrived.push(message);
    if (!this.loaded || !this.atTail) return true;
    if (this.messages.length >= WINDOW && !follows) {
      this.atTail = false;
      return true;
    }
    this.#push([message]);
    this.#dropOldest();
    return true;
  }

  addOlder({ messages, has_more: hasMore }) {
    const unknown = messages.filter((message) => !this.ids.has(message.id));
    unknown.forEach((message) => this.ids.add(message.id));
    this.messages.unshift(...unknown);
    this.hasOlder = Boolean(hasMore);
    this.olderState = 'idle';
    if (this.messages.length > WINDOW) {
      this.#forget(this.messages.splice(WINDOW));
      this.atTail = false;
    }
  }

  addNewer({ messages, has_more: hasMore }) {
    this.#push(messages);
    this.atTail = !hasMore;
    this.newerState = 'idle';
    this.#dropOldest();
  }

  #dropOldest() {
    if (this.messages.length <= WINDOW) return;
    this.#forget(this.messages.splice(0, this.messages.length - WINDOW));
    this.hasOlder = true;
  }

  #forget(messages) {
    messages.forEach((message) => this.ids.delete(message.id));
  }
}
