// What this page shows of one room: a run of messages without a hole, which may or may not reach the
// newest. No page, no network: the rules of merging only.

/** So many messages of a room are on the page at most. */
export const WINDOW = 300;

export class MessageWindow {
  messages = [];
  ids = new Set();
  loaded = false;
  previewed = false; // there is something to look at already
  problem = null; // as the server said it
  hasOlder = false;
  atTail = true;
  olderState = 'idle'; // 'loading', 'failed'
  newerState = 'idle';
  newest = null; // the id of the newest that came in while the run did not reach it
  newFrom = null; // the id of the first message that nobody looked at here
  version = 0; // grows with every change

  constructor(room) {
    this.room = room;
  }

  /** The newest messages. */
  fill({ messages, hasOlder, newFrom, unread }) {
    this.messages = [];
    this.ids = new Set();
    this.loaded = true;
    this.previewed = false;
    this.problem = null;
    this.hasOlder = hasOlder;
    this.atTail = true;
    this.newest = null;
    if (unread > 0) this.newFrom ??= newFrom;
    this.#push(messages);
    this.#dropOldest();
    this.changed();
  }

  /** Shown until the newest come: nothing is added to it, because there may be a hole between. */
  preview({ messages, hasOlder }) {
    this.#push(messages);
    this.hasOlder = hasOlder;
    this.previewed = true;
    this.changed();
  }

  /** What came in meanwhile is not here: the run ends, and goes on when one scrolls down. */
  cutOff() {
    this.atTail = false;
    this.changed();
  }

  fail(problem) {
    this.problem = problem;
    this.changed();
  }

  changed() {
    this.version += 1;
  }

  #push(messages) {
    for (const message of messages) {
      if (this.ids.has(message.id)) continue;
      if (message.key) {
        // What looked like this message was someone else's of the same words, after all.
        const other = this.messages.findLast((one) => one.key === message.key);
        if (other) delete other.key;
      }
      this.ids.add(message.id);
      this.messages.push(message);
    }
  }

  /**
   * Messages that came in. follows: the newest are in view, so the oldest may go; somebody who reads
   * further up must not have the ground pulled away, so for them the run ends here instead and is
   * continued when they scroll down. Returns how many are news.
   */
  take(messages, follows) {
    if (!this.loaded) return 0; // what is on its way holds them
    const news = messages.filter((message) => !this.ids.has(message.id));
    if (news.length === 0) return 0;
    if (this.atTail && this.messages.length + news.length > WINDOW && !follows) this.atTail = false;
    if (this.atTail) {
      this.#push(news);
      this.#dropOldest();
    } else {
      this.newest = news.at(-1).id;
    }
    this.changed();
    return news.length;
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
    this.changed();
  }

  addNewer({ messages, has_more: hasMore }) {
    this.#push(messages);
    // What came in while this page was on its way may be newer than all of it.
    this.atTail = !hasMore && (this.newest === null || this.ids.has(this.newest));
    this.newerState = 'idle';
    this.#dropOldest();
    this.changed();
  }

  /** Someone deleted a message. Whether it is here. */
  erase(id) {
    const at = this.messages.findIndex((message) => message.id === id && !message.deleted);
    if (at < 0) return false;
    this.messages[at] = { ...this.messages[at], text: '', deleted: true };
    this.changed();
    return true;
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
