// What is known of the rooms: how many messages each has, how many of them nobody looked at here, and of
// the rooms that were opened their newest messages without a hole. No network, no page: the rules only.

const CACHED_MESSAGES = 300;
const CACHED_ROOMS = 20;
const ERASED_IDS = 300;

/** What of a room the server's list says, besides its numbers; undefined where it says nothing. */
const told = ({ title, topic, private: closed, role, direct }) => ({ title, topic, closed, role, direct });

/** The same message after someone deleted it. */
export const erase = (message) => ({ ...message, text: '', deleted: true });

/** Whether a room is one that only its members see, by its id. */
export const isPrivate = (room) => room.startsWith('~');

/** One room. `cached` is null until its history was read. */
class Room {
  constructor(name) {
    this.name = name;
    this.count = 0;
    this.unread = 0;
    this.newFrom = null; // the id of the first message that nobody looked at here
    this.lastActivity = 0; // seconds since 1970
    this.countedUntil = 0; // messages up to this time are in `count` already
    this.listed = false; // the server has told of it
    this.cached = null; // { messages, ids, hasOlder }
    this.arrived = null; // what the poll brought while the history was on its way
    this.told = false; // the server's list had it
    this.about = told({});
    this.late = false; // the list had it for the first time while the poll was open: what the poll brings of it is unread
    this.erased = new Set(); // ids of deleted messages, the last few: a history that was on its way may still have their text
  }

  get summary() {
    const { name, count, unread, newFrom, lastActivity, listed } = this;
    return { name, count, unread, newFrom, lastActivity, listed, ...this.about };
  }

  /** A message that the poll, or a history, brought, as it is by now. */
  asItIs(message) {
    return this.erased.has(message.id) && !message.deleted ? erase(message) : message;
  }

  erase(id) {
    this.erased = new Set([...this.erased, id].slice(-ERASED_IDS));
    if (this.arrived) this.arrived = this.arrived.map((message) => this.asItIs(message));
    if (this.cached) this.cached.messages = this.cached.messages.map((message) => this.asItIs(message));
  }

  /** A message that the poll brought; whether it is news. */
  take(message) {
    this.listed = true;
    if (this.cached?.ids.has(message.id)) return false;
    this.arrived?.push(message);
    if (message.timestamp > this.countedUntil) this.count += 1;
    this.lastActivity = Math.max(this.lastActivity, message.timestamp);
    if (this.cached) this.#push([message]);
    return true;
  }

  /**
   * The newest messages, as a history reply has them, and what the poll brought meanwhile. False if the two
   * do not meet, so that it is unknown which is newer; then another, newer reply is needed.
   */
  fill({ messages, has_more: hasMore }) {
    const late = after(messages, this.arrived ?? []);
    if (late === null) return false;
    this.arrived = null;
    this.cached = { messages: [], ids: new Set(), hasOlder: Boolean(hasMore) };
    this.#push([...messages, ...late]);
    this.count = Math.max(this.count, this.cached.messages.length);
    return true;
  }

  /** A page of messages before those that are cached. */
  fillBefore({ messages, has_more: hasMore }) {
    const { cached } = this;
    const unknown = messages.filter((message) => !cached.ids.has(message.id));
    unknown.forEach((message) => cached.ids.add(message.id));
    cached.messages.unshift(...unknown.map((message) => this.asItIs(message)));
    cached.hasOlder = Boolean(hasMore);
  }

  #push(messages) {
    const { cached } = this;
    for (const message of messages) {
      if (cached.ids.has(message.id)) continue;
      cached.ids.add(message.id);
      cached.messages.push(this.asItIs(message));
    }
    const tooMany = cached.messages.length - CACHED_MESSAGES;
    if (tooMany <= 0) return;
    cached.messages.splice(0, tooMany).forEach((message) => cached.ids.delete(message.id));
    cached.hasOlder = true;
  }
}

/** Of what the poll brought meanwhile, what is newer than the history; null if they have nothing in common. */
function after(history, arrived) {
  if (history.length === 0 || arrived.length === 0) return arrived;
  const ids = new Set(history.map((message) => message.id));
  const lastKnown = arrived.findLastIndex((message) => ids.has(message.id));
  return lastKnown >= 0 ? arrived.slice(lastKnown + 1) : null;
}

export class Ledger {
  #rooms = new Map();
  #seen; // room → how many messages it had when it was last looked at
  #first; // nothing was kept: the rooms are met for the first time, and what they hold is the past

  /** seen: what was kept of an earlier time, { room: count }; null if nobody was here before. */
  constructor(seen = null) {
    this.#seen = new Map(Object.entries(seen ?? {}));
    this.#first = seen === null;
  }

  get rooms() {
    return [...this.#rooms.values()];
  }

  get seen() {
    return Object.fromEntries(this.#seen);
  }

  room(name) {
    let room = this.#rooms.get(name);
    if (!room) {
      room = new Room(name);
      this.#rooms.set(name, room);
    }
    return room;
  }

  find(name) {
    return this.#rooms.get(name);
  }

  /**
   * The server's list of rooms, read after the place from which the poll goes on was taken. Returns the private rooms
   * that are gone from it.
   */
  list(listed) {
    for (const one of listed) {
      const { room: name, message_count: count, last_activity: last } = one;
      const room = this.room(name);
      Object.assign(room, { listed: true, told: true, late: false, about: told(one) });
      room.count = count ?? 0;
      room.lastActivity = last ?? 0;
      room.countedUntil = room.lastActivity;
      // A room that was not there the last time has nothing that was read.
      const known = Math.min(this.#seen.get(name) ?? (this.#first ? room.count : 0), room.count);
      this.#seen.set(name, known);
      room.unread = room.count - known;
      if (room.unread === 0) room.newFrom = null;
    }
    this.#first = false;
    return this.#goneFrom(listed);
  }

  /** The list once more, while the poll is open: of rooms that it told of before the poll keeps the numbers. Returns as list(). */
  listAgain(listed) {
    for (const one of listed) {
      const room = this.room(one.room);
      // A public one that the first list did not have was made meanwhile: the poll brings, or brought, all of it.
      if (!room.told && isPrivate(one.room)) this.#meet(room, one);
      room.listed = true;
      room.about = told(one);
    }
    return this.#goneFrom(listed);
  }

  /** What a room held before it was first heard of counts as read; what the poll is still to bring of it does not. */
  #meet(room, { message_count: count, last_activity: last }) {
    const older = Math.max(0, (count ?? 0) - room.count);
    room.count += older;
    this.#seen.set(room.name, Math.min((this.#seen.get(room.name) ?? 0) + older, room.count - room.unread));
    Object.assign(room, { listed: true, told: true, late: true, countedUntil: last ?? 0 });
    room.lastActivity = Math.max(room.lastActivity, last ?? 0);
  }

  #goneFrom(listed) {
    const names = new Set(listed.map((one) => one.room));
    return this.rooms.filter((room) => isPrivate(room.name) && room.told && !names.has(room.name)).map((room) => room.name);
  }

  /** A room that cannot be read any more. Whether it was there. */
  remove(name) {
    return this.#rooms.delete(name);
  }

  /** The poll has brought all that was there when the list was read: from now on each message counts. */
  caughtUp() {
    for (const room of this.#rooms.values()) room.countedUntil = 0;
  }

  /** A message that the poll brought. Returns { room, news, first }: first, if it was not counted before. */
  take(message) {
    const room = this.room(message.room);
    // A room that is heard of for the first time has nothing that was read.
    if (!this.#seen.has(room.name)) this.#seen.set(room.name, room.count);
    const counted = message.timestamp <= room.countedUntil;
    const news = room.take(message);
    // The list counted it, and nobody has looked at it.
    if (news && counted && room.late) this.#seen.set(room.name, Math.max(0, (this.#seen.get(room.name) ?? 0) - 1));
    return { room, news, first: news && (!counted || room.late) };
  }

  /** Someone looks at the newest of a room. Whether that was new. */
  looked(room) {
    const before = this.#seen.get(room.name);
    this.#seen.set(room.name, room.count);
    if (room.unread === 0 && before === room.count) return false;
    room.unread = 0;
    room.newFrom = null;
    return true;
  }

  /** Another page of this browser looked, meanwhile. Returns the rooms whose unread count fell. */
  alsoSeen(seen) {
    const changed = [];
    for (const [name, count] of Object.entries(seen)) {
      if (count <= (this.#seen.get(name) ?? 0)) continue;
      this.#seen.set(name, count);
      const room = this.#rooms.get(name);
      if (!room) continue;
      const unread = Math.max(0, Math.min(room.unread, room.count - count));
      if (unread === room.unread) continue;
      room.unread = unread;
      if (unread === 0) room.newFrom = null;
      changed.push(room);
    }
    return changed;
  }

  /** Whether what is cached of a room reaches back to its first unread message, or cannot. isOwn(message). */
  reachesNew(room, isOwn) {
    const { messages, hasOlder } = room.cached;
    if (room.unread === 0 || room.newFrom !== null || !hasOlder || messages.length >= CACHED_MESSAGES) return true;
    return messages.filter((message) => !isOwn(message)).length >= room.unread;
  }

  /** After a history came: where the unread ones begin, if that is among what is cached. */
  markNew(room, isOwn) {
    if (room.unread === 0 || room.newFrom !== null) return;
    const others = room.cached.messages.filter((message) => !isOwn(message));
    const reached = others.length >= room.unread || !room.cached.hasOlder;
    room.newFrom = reached ? others.at(-Math.min(room.unread, others.length))?.id ?? null : null;
  }

  /** Rooms that nobody shows keep no messages once there are too many of them. */
  trim(shown) {
    const cached = this.rooms.filter((room) => room.cached && !shown.has(room.name));
    for (const room of cached.slice(0, Math.max(0, cached.length - CACHED_ROOMS))) room.cached = null;
  }

  /** The log is another one: nothing of what was read holds. The numbers come with the next list. */
  forget() {
    for (const room of this.#rooms.values()) {
      Object.assign(room, { cached: null, arrived: null, newFrom: null, count: 0, unread: 0, countedUntil: 0, listed: false });
    }
  }
}
