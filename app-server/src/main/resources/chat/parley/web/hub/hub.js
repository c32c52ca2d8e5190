// What all pages of this browser share: the one poll, the messages that were read, what is unread, and
// what waits to be sent. It lives in a SharedWorker, or, where there is none, in the page itself, and is
// spoken to through a port alike.
//
// A page says, with an `ask` number where it wants an answer:
//   hello { name, token, room, visible, notify }   first of all, and again when it was away
//   identity { name, token }                somebody signed in, or has another name; no name: signed out for good
//   look { room, visible, notify }          what it shows now
//   open { room }                           → { messages, hasOlder, newFrom, unread }
//   page { room, before | after }           → { messages, has_more }
//   seen { room }                           its newest message is in view
//   send { id, room, sender, text }         → { kept }
//   list                                    the rooms may have changed → { rooms }, the list is told before
//   retry { id, sender } · remove { id } · wake · pong · there · bye
// It is told, in lists:
//   chat { link, rooms, entries, own }      everything, once; own: ids of messages that were sent from here
//   forget { own }                          somebody else asks from now on: the rooms are not theirs
//   left { room }                           it cannot be read any more
//   deleted { room, id }                    that message was deleted
//   changed                                 rooms, or who is in them: who shows that asks anew
//   rooms { rooms } · messages { room, messages } · entry { entry } · gone { id } · link { link }
//   reset                                   the log is another one: open the room anew
//   notify { message } · ping · answer { ask, value | problem }

import * as api from './api.js';
import { backoffMs } from './backoff.js';
import { newClientId } from './ids.js';
import { Ledger } from './ledger.js';
import { RoomList } from './list.js';
import { Outbox } from './outbox.js';
import { Peers } from './peers.js';
import { Recognition } from './recognition.js';
import { Shelf } from './shelf.js';
import { Sync } from './sync.js';
import { Tabs } from './tabs.js';

const FIRST_ROOM = 'general';
const PAGE = 50;
const OWN_IDS = 300;
const TICK_MS = 10_000;
const SLEPT_MS = 15_000; // a tick that comes so much too late: the computer slept
const LOAD_ATTEMPTS = 3;
const REPLY_ENTRIES = 100; // of a poll: fewer means that there is no more
const OTHER_SERVER = { status: 404, code: 'other_server', field: '', detail: '' };

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

export class Hub {
  #shelf = new Shelf();
  #ledger = new Ledger();
  #own = new Set(); // ids of messages sent from this browser, perhaps under another name
  #tabs;
  #me = '';
  #token = '';
  #who = 0; // grows when somebody else asks: what was asked for before is not theirs
  #roomList = new RoomList(() => this.#listAgain());
  #clientId = '';
  #begun; // a promise: the poll has its place
  #begins = () => {};
  #hasBegun = false;
  #loads = new Map(); // room → the promise of its history
  #outbox;
  #sync;
  #peers = null;
  #recognition = new Recognition(this.#shelf);
  #adopted; // a promise: what closed pages left behind was looked through
  #caughtUp = false;
  #changed = new Set(); // rooms whose summary has to be told
  #ticked = Date.now();

  /** alone: every page has a hub of its own, so they have to agree on who polls. */
  constructor({ alone }) {
    this.#outbox = new Outbox({
      shelf: this.#shelf,
      onEntry: (entry) => this.#tabs.tell({ type: 'entry', entry: { ...entry } }),
      onGone: (id) => this.#tabs.tell({ type: 'gone', id }),
      onSent: (entry, ack) => this.#sent(entry, ack),
      onSignedOut: (problem) => this.#sync.end(problem),
    });
    this.#sync = new Sync({
      begin: () => this.#begin(),
      probe: () => this.#recognition.ask(),
      onReply: (reply, from) => this.#receive(reply, from),
      onLeft: (room) => {
        if (this.#peers?.leads) this.#peers.tellLeft(room);
        this.#left(room);
      },
      onState: (state) => this.#linkChanged(state),
    });
    this.#begun = new Promise((done) => {
      this.#begins = done;
    });
    if (alone) {
      this.#peers = new Peers({
        onLead: (lead) => {
          this.#sync.allow(lead);
          if (lead) this.#tellLink(); // it was another's
        },
        onReply: (reply, from) => this.#sync.take(reply, from),
        onBehind: () => this.#sync.catchUp(),
        onWake: () => this.#wake(),
        onSeen: (seen) => this.#ledger.alsoSeen(seen).forEach((room) => this.#touch(room)),
        onLink: (link) => this.#heardOfLink(link),
        onLeft: (room) => this.#left(room),
      });
    }
    const kept = this.#recall();
    this.#adopted = kept.then(() => this.#outbox.adopt());
    this.#tabs = new Tabs({
      ready: kept,
      onWelcome: (tab) => this.#welcome(tab),
      onWords: (tab, words) => this.#hear(tab, words),
      onGone: () => this.#gone(),
    });
    setInterval(() => this.#tick(), TICK_MS);
  }

  connect(port) {
    this.#tabs.connect(port);
  }

  async #recall() {
    this.#ledger = new Ledger(await this.#shelf.recall('seen', null));
    this.#own = new Set(await this.#shelf.recall('own', []));
    await this.#recognition.recall();
  }

  // ---- what pages say

  #hear(tab, said) {
    switch (said.type) {
      case 'hello':
      case 'look': {
        const { room, visible, notify } = said;
        Object.assign(tab, { room, visible, notify });
        this.#looks();
        if (said.name) this.#identify(said);
        break;
      }
      case 'identity':
        this.#identify(said);
        break;
      case 'list':
        this.#tabs.answer(tab, said.ask, this.#roomList.again());
        break;
      case 'open':
        tab.room = said.room;
        this.#tabs.answer(tab, said.ask, this.#open(said.room));
        break;
      case 'page': {
        const { room, before, after } = said;
        this.#tabs.answer(tab, said.ask, this.#page(room, { limit: PAGE, before, after }));
        break;
      }
      case 'seen':
        this.#seen(said.room);
        break;
      case 'send': {
        const kept = this.#outbox.add(said);
        this.#tabs.answer(tab, said.ask, kept.then((durable) => ({ kept: durable })));
        break;
      }
      case 'retry':
        this.#outbox.retry(said.id, said.sender);
        break;
      case 'remove':
        this.#outbox.remove(said.id);
        break;
      case 'wake':
        this.#peers?.wakeAll();
        this.#wake();
        break;
      default: // 'pong', or of a page of another version: nothing to do
    }
  }

  #welcome(tab) {
    this.#tabs.post(tab, {
      type: 'chat',
      link: this.#sync.state,
      rooms: this.#ledger.rooms.map((room) => room.summary),
      entries: this.#outbox.entries.map((entry) => ({ ...entry })),
      own: [...this.#own],
    });
    this.#sync.allow(this.#peers?.leads ?? true);
    this.#outbox.adopt();
  }

  #identify({ name, token }) {
    const anew = token !== this.#token || this.#sync.state.why === 'signed_out';
    if (name === this.#me && (!anew || name === '')) return;
    const another = anew && name !== this.#me && this.#me !== '';
    const first = this.#who === 0;
    // The poll that is open is another's; the server may not notice by itself that nobody waits for it.
    if (anew && !first && this.#sync.state.name !== 'ended') api.leave(this.#clientId);
    this.#me = name;
    this.#token = token;
    api.bear(token);
    if (name === '') {
      this.#forgetAll();
      return;
    }
    if (another) this.#own.clear();
    this.#clientId = newClientId(name);
    if (first) this.#who = 1;
    if (first || !anew) {
      this.#sync.start(this.#clientId);
      return;
    }
    this.#startAnew(this.#ledger.seen);
    this.#sync.restart(this.#clientId);
  }

  /** What was read was for another's eyes. */
  #startAnew(seen) {
    this.#who += 1;
    this.#ledger = new Ledger(seen);
    this.#loads.clear();
    this.#changed.clear();
    this.#caughtUp = false;
    this.#tabs.tell({ type: 'forget', own: [...this.#own] });
  }

  /** Someone leaves this browser: of them nothing stays. */
  #forgetAll() {
    this.#outbox.hold();
    this.#sync.end(null);
    this.#outbox.clear();
    this.#own.clear();
    this.#startAnew(null);
    this.#recognition.forget();
    this.#shelf.remember('own', []);
    this.#shelf.remember('seen', null);
  }

  /** Throws if somebody else asks than did when that number was taken. */
  #stillFor(who) {
    if (who !== this.#who) throw new api.Cancelled();
  }

  #gone() {
    this.#looks();
    if (!this.#tabs.isEmpty) return;
    this.#sync.allow(false);
    if (this.#clientId === '') return;
    api.leave(this.#clientId);
    // A page may yet come back, and must not be ended by a goodbye that arrives late.
    this.#clientId = newClientId(this.#me);
    this.#sync.start(this.#clientId);
  }

  #looks() {
    this.#ledger.trim(new Set(this.#tabs.all.map((tab) => tab.room)));
    this.#peers?.show(this.#tabs.all.some((tab) => tab.visible));
  }

  #wake() {
    this.#outbox.wake();
    if (this.#sync.state.name === 'ended') this.#sync.resume();
    else this.#sync.nudge();
    if (this.#peers) this.#shelf.recall('seen', {}).then((seen) => this.#ledger.alsoSeen(seen).forEach((room) => this.#touch(room)));
  }

  #tick() {
    const late = Date.now() - this.#ticked - TICK_MS;
    this.#ticked = Date.now();
    if (Math.abs(late) > SLEPT_MS) this.#wake();
    this.#tabs.tick();
  }

  // ---- rooms

  /** Where the poll starts: at the place that came with the first history. */
  async #begin() {
    const who = this.#who;
    this.#ledger.forget();
    this.#loads.clear();
    await this.#recognition.ask();
    this.#stillFor(who);
    const name = this.#tabs.all.find((tab) => tab.room !== '')?.room ?? FIRST_ROOM;
    let reply;
    try {
      const room = this.#ledger.room(name);
      room.arrived = [];
      reply = await api.history(name, { limit: PAGE });
      room.fill(reply);
      this.#stillFor(who);
      this.#filled(room);
    } catch (error) {
      if (!(error instanceof api.Refused) || error.passing || api.isSignedOut(error)) throw error;
      reply = await api.history(FIRST_ROOM, { limit: 1 }); // the room cannot be shown; its page says why
    }
    await this.#list();
    this.#keepSeen();
    this.#begins();
    if (this.#hasBegun) this.#tabs.tell({ type: 'reset' });
    this.#hasBegun = true;
    return reply.cursor;
  }

  async #list() {
    const who = this.#who;
    const { rooms } = await api.rooms();
    this.#stillFor(who);
    this.#caughtUp = false;
    this.#ledger.list(rooms ?? []).forEach((name) => this.#drop(name));
    this.#ledger.rooms.forEach((room) => this.#touch(room));
  }

  /** The list once more, while the poll is open. */
  async #listAgain() {
    const who = this.#who;
    const { rooms } = await api.rooms();
    this.#stillFor(who);
    this.#ledger.listAgain(rooms ?? []).forEach((name) => this.#drop(name));
    this.#ledger.rooms.forEach((room) => this.#touch(room));
    this.#keepSeen();
    return { rooms: this.#ledger.rooms.map((room) => room.summary) };
  }

  #listUntilRead() {
    const who = this.#who;
    this.#roomList.untilRead(() => who === this.#who);
  }

  /** A room cannot be read any more; if it is not said which, the list tells. */
  #left(name) {
    this.#drop(name);
    this.#listUntilRead();
  }

  /** Nothing of a room stays in memory. */
  #drop(name) {
    this.#loads.delete(name);
    if (!this.#ledger.remove(name)) return;
    this.#changed.forEach((room) => { if (room.name === name) this.#changed.delete(room); });
    this.#tabs.tell({ type: 'left', room: name });
  }

  async #page(name, options) {
    const reply = await api.history(name, options);
    const room = this.#ledger.room(name);
    return { messages: reply.messages.map((message) => room.asItIs(message)), has_more: reply.has_more };
  }

  async #open(name) {
    await this.#begun;
    const room = this.#ledger.room(name);
    const isOwn = (message) => this.#isOwn(message);
    while (!room.cached) await this.#load(room);
    await this.#reachBack(room, isOwn);
    while (!room.cached) await this.#load(room);
    this.#ledger.markNew(room, isOwn);
    const { messages, hasOlder } = room.cached;
    return { messages: [...messages], hasOlder, newFrom: room.newFrom, unread: room.unread };
  }

  /** Reads older messages until the first unread one is there, so that the room can be opened at it. */
  async #reachBack(room, isOwn) {
    try {
      while (room.cached && !this.#ledger.reachesNew(room, isOwn)) {
        const { cached } = room;
        const reply = await api.history(room.name, { limit: 100, before: cached.messages[0].id });
        if (room.cached === cached) room.fillBefore(reply);
      }
    } catch (error) {
      if (!(error instanceof api.Refused || error instanceof api.Unreachable)) throw error;
      // Then it is opened at its newest, as far as it is known.
    }
  }

  #load(room) {
    let load = this.#loads.get(room.name);
    if (!load) {
      load = this.#fetch(room).finally(() => {
        if (this.#loads.get(room.name) === load) this.#loads.delete(room.name);
      });
      this.#loads.set(room.name, load);
    }
    return load;
  }

  async #fetch(room) {
    for (let attempt = 1; ; attempt++) {
      room.arrived = [];
      try {
        const reply = await api.history(room.name, { limit: PAGE });
        // Else the log became another one meanwhile, or it is unknown which of the two is newer: read once more.
        if (room.arrived !== null && room.fill(reply)) {
          this.#filled(room);
          return;
        }
        if (attempt > LOAD_ATTEMPTS) await sleep(backoffMs(1));
      } catch (error) {
        const final = error instanceof api.Refused && (!error.passing || attempt >= LOAD_ATTEMPTS);
        if (final) {
          room.arrived = null;
          throw error;
        }
        await sleep(backoffMs(attempt));
      }
    }
  }

  /** Of what was sent, what is not to come any more: it is there, or what is newer is. */
  #filled(room) {
    const newest = room.cached.messages.at(-1);
    if (newest) this.#recognition.know(newest);
    for (const entry of [...this.#outbox.entries]) {
      if (entry.room !== room.name || !entry.messageId) continue;
      if (room.cached.ids.has(entry.messageId) || newest?.timestamp > entry.sentAt) this.#outbox.remove(entry.id);
    }
  }

  #seen(name) {
    const room = this.#ledger.find(name);
    if (!room || !this.#ledger.looked(room)) return;
    this.#touch(room);
    this.#keepSeen();
    this.#peers?.tellSeen({ [name]: room.count });
  }

  #keepSeen() {
    this.#shelf.raise('seen', this.#ledger.seen);
  }

  // ---- what comes in

  #receive(reply, from) {
    if (this.#peers?.leads) this.#peers.relay(reply, from);
    if (reply.reset) {
      this.#forget();
      return;
    }
    const messages = reply.messages ?? [];
    for (const message of messages) this.#deliver(message);
    this.#happened(reply.events ?? []);
    if (!this.#caughtUp && messages.length < REPLY_ENTRIES) {
      this.#caughtUp = true;
      this.#ledger.caughtUp();
    }
  }

  /** What was done to messages and rooms. It is applied behind the messages of the same reply: all of it is about what was there. */
  #happened(events) {
    for (const event of events) {
      if (event.type !== 'delete') continue;
      this.#ledger.room(event.room).erase(event.message_id);
      this.#tabs.tellThoseIn(event.room, { type: 'deleted', room: event.room, id: event.message_id });
    }
    if (events.some((event) => event.type === 'member' || event.type === 'room')) {
      this.#tabs.tell({ type: 'changed' });
      this.#listUntilRead();
    }
  }

  /** This is not the log that was read so far, or it was cut: begin from what it says now. */
  async #forget() {
    const who = this.#who;
    this.#ledger.forget();
    this.#loads.clear();
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#list();
        break;
      } catch {
        if (who !== this.#who) return;
        await sleep(backoffMs(attempt)); // the bar says what is wrong
      }
    }
    this.#shelf.remember('seen', this.#ledger.seen); // lower than before, maybe
    // What was taken by the old log and did not come is not to come.
    for (const entry of [...this.#outbox.entries]) if (entry.messageId) this.#outbox.remove(entry.id);
    this.#tabs.tell({ type: 'reset' });
  }

  #deliver(message) {
    const mine = this.#ownEntry(message);
    if (mine) message.key = mine.id;
    this.#recognition.know(message);
    const { room, news, first } = this.#ledger.take(message);
    if (news) {
      this.#tabs.tellThoseIn(room.name, { type: 'messages', room: room.name, messages: [message] });
    }
    if (mine) {
      if (mine.messageId === message.id) this.#outbox.remove(mine.id);
      else this.#echoed(mine, message.id);
    }
    if (!news) return;
    if (first && !this.#isOwn(message)) {
      room.unread += 1;
      room.newFrom ??= message.id;
      this.#notify(message);
    }
    this.#touch(room);
  }

  /**
   * The entry of the outbox that a message is, if it is one. The poll may bring a message before the
   * answer to its sending comes, and then it is known only by its looks.
   */
  #ownEntry(message) {
    return this.#outbox.find((entry) => entry.room === message.room && (
      entry.messageId === message.id
      || (!entry.messageId && !entry.echo && entry.attempts > 0 && entry.state !== 'failed'
        && entry.text === message.text && entry.sender === message.sender)));
  }

  #echoed(entry, id) {
    entry.echo = id;
    this.#tabs.tell({ type: 'entry', entry: { ...entry } });
  }

  #sent(entry, ack) {
    entry.messageId = ack.message_id;
    entry.sentAt = ack.timestamp;
    this.#own.add(ack.message_id);
    this.#own = new Set([...this.#own].slice(-OWN_IDS));
    this.#shelf.remember('own', [...this.#own]);
    // What looked like it was someone else's of the same words, after all.
    if (entry.echo && entry.echo !== entry.messageId) this.#echoed(entry, null);
    if (entry.echo) {
      this.#outbox.remove(entry.id);
      return;
    }
    const room = this.#ledger.find(entry.room);
    if (room?.cached) this.#filled(room);
  }

  #isOwn(message) {
    return (message.sender === this.#me && !(this.#token !== '' && message.guest)) || this.#own.has(message.id);
  }

  #notify(message) {
    if (message.deleted) return;
    const tabs = this.#tabs.all;
    if (tabs.some((tab) => tab.visible && tab.room === message.room)) return;
    const teller = tabs.find((tab) => tab.notify);
    if (teller) this.#tabs.post(teller, { type: 'notify', message });
  }

  /** Another page polls, and its link has changed; this one has a link of its own only while it asks. */
  #heardOfLink(link) {
    const own = this.#sync.state;
    // The server is there again; what it asked to wait for itself is waited for.
    if (own.name === 'lost' && own.problem === null && link.name === 'live') this.#sync.nudge();
    if (own.name !== 'live') return;
    this.#tabs.tell({ type: 'link', link });
    if (link.name === 'live') this.#outbox.wake();
  }

  /** How this one stands with the server: told here, and to the other pages if it polls for them. */
  #tellLink() {
    const link = this.#sync.state;
    if (this.#peers?.leads) this.#peers.tellLink(link);
    this.#tabs.tell({ type: 'link', link });
  }

  #linkChanged(state) {
    this.#tellLink();
    if (state.name === 'live') this.#release();
    else this.#outbox.hold();
  }

  async #release() {
    await this.#adopted;
    if (this.#recognition.tookStranger()) await this.#outbox.refuse(OTHER_SERVER);
    if (this.#sync.state.name === 'live') this.#outbox.release();
  }

  // ---- what pages are told

  #touch(room) {
    this.#changed.add(room);
    queueMicrotask(() => {
      if (this.#changed.size === 0) return;
      const rooms = [...this.#changed].map((one) => one.summary);
      this.#changed.clear();
      this.#tabs.tell({ type: 'rooms', rooms });
    });
  }
}
