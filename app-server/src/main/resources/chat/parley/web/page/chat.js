// What this page knows of the chat, as signals, and what a person can do. Nothing of it draws; the
// components do, when a signal they read has changed.

import { batch, computed, signal } from '../vendor/signals-core.js';
import { ROOT } from '../hub/api.js';
import { uuid } from '../hub/ids.js';
import { Connection } from './connection.js';
import * as self from './identity.js';
import { hashOf, roomInAddress, roomProblem } from './names.js';
import { notice } from './notices.js';
import { labelOf, mentionOf } from './places.js';
import { dropRoom, FIRST_ROOM, forgetRooms, putRooms, room, roomOf, rooms } from './rooms.js';
import { notify } from './settings.js';
import { forget, keysUnder, recall, remember } from './store.js';
import { t } from './words.js';
import { MessageWindow } from './window.js';

const NEWER_PAUSE_MS = 2_000;
const LOAD_AGAIN_MS = 5_000;
const TOAST_MS = 2_600;

const { gate, me } = self;
export const link = signal({ name: 'live' });
const hidden = signal(document.hidden);
/** Which dialog is open, by its name in shell.js; none: ''. */
export const dialog = signal('');
/** What the open dialog is about, if it is about something: a message. */
export const subject = signal(null);
export const drawer = signal(false);
export const toast = signal({ words: '', shown: false });
export const emojiOpen = signal(false);

/** Told of what only the page on the screen can do: { toLatest(smoothly), toEnd(), follows(), focusComposer(), hush() }. */
export const screen = {};

/** As long as no messages are on the screen. */
export const leaveScreen = () => Object.assign(screen, { toLatest() {}, toEnd() {}, follows: () => true, focusComposer() {}, hush() {} });

leaveScreen();

let connection = null;
let view = new MessageWindow('');
const viewVersion = signal(0);
const entries = new Map(); // id → entry of the outbox, in order
const entriesVersion = signal(0);
/** Messages that came while someone reads further up. */
export const missed = signal(0);

/** The room on the page; reading it means to be drawn when it changes. */
export const shownRoom = () => {
  viewVersion.value;
  return view;
};

const redraw = () => {
  viewVersion.value += 1;
};

/** Whether there is a mouse or the like, and so most likely a keyboard. */
export const hovers = matchMedia('(hover: hover)');

/** How many messages of a room count as unread here: none of one that is being looked at. */
export const unreadOf = (one) => (one.name === room.value && !hidden.value && screen.follows() ? 0 : one.unread ?? 0);

export const unreadTotal = computed(() => rooms.value.reduce((sum, one) => sum + unreadOf(one), 0));

/** What waits in the room on the page, in order. */
export const pending = computed(() => {
  entriesVersion.value;
  viewVersion.value;
  return [...entries.values()]
    .filter((entry) => entry.room === room.value
      && (entry.state === 'failed' || (!entry.echo && !(entry.messageId && view.ids.has(entry.messageId)))))
    .sort((one, other) => one.place - other.place);
});

export const waiting = computed(() => {
  entriesVersion.value;
  return [...entries.values()].filter((entry) => entry.state === 'waiting' || entry.state === 'sending').length;
});

const ownIds = new Set();

/** What a guest wrote under a name that became one's own later was somebody's. */
export const isOwn = (message) =>
  (message.sender === me.value && !(self.owned.value && message.guest)) || Boolean(message.key) || ownIds.has(message.id);

// ---- the hub

function connect() {
  const onWords = (words) => {
    batch(() => words.forEach(take));
    seen();
  };
  connection = new Connection({ onWords, onOpen: () => queueMicrotask(hello) });
}

const look = () => ({ room: room.value, visible: !document.hidden, notify: notify.value });

function hello() {
  connection?.say({ type: 'hello', ...self.identity(), ...look() });
}

function looked() {
  if (!left) connection?.say({ type: 'look', ...look() });
}

// The page has said goodbye: a word after that would have it counted as there.
let left = false;

/** What a room could not be shown for may be over when the server is there again. */
const isPassing = ({ status }) => status === 0 || status >= 500;

let welcomed = false;

function take(words) {
  switch (words.type) {
    case 'chat':
      link.value = words.link;
      forgetRooms();
      putRooms(words.rooms);
      words.own.forEach((id) => ownIds.add(id));
      entries.clear();
      words.entries.forEach((entry) => entries.set(entry.id, entry));
      entriesVersion.value += 1;
      // Welcomed once more: the hub is a new one, or this page was away. What came meanwhile is missing here, and
      // whoever reads further up goes on reading.
      if (welcomed && (!view.loaded || screen.follows())) load();
      else if (welcomed) {
        view.cutOff();
        redraw();
      }
      welcomed = true;
      break;
    case 'rooms':
      putRooms(words.rooms);
      markNew();
      break;
    case 'messages':
      if (words.room === room.value) receive(words.messages);
      break;
    case 'entry':
      entries.set(words.entry.id, words.entry);
      if (words.entry.messageId) ownIds.add(words.entry.messageId);
      entriesVersion.value += 1;
      break;
    case 'gone':
      entries.delete(words.id);
      entriesVersion.value += 1;
      break;
    case 'forget':
      ownIds.clear();
      words.own.forEach((id) => ownIds.add(id));
      forgetRooms();
      break;
    case 'left':
      leftRoom(words.room);
      break;
    case 'deleted':
      if (words.room === room.value) erase(words.id);
      break;
    case 'changed':
      changes.value += 1;
      break;
    case 'link':
      link.value = words.link;
      if (words.link.why === 'signed_out') shutOut();
      if (words.link.name !== 'live') break;
      if (view.olderState === 'failed') {
        view.olderState = 'idle';
        redraw();
      }
      if (view.problem && isPassing(view.problem)) load();
      break;
    case 'reset':
      load();
      break;
    case 'notify':
      notice(noticeTitle(words.message), words.message, go);
      break;
    default: // of another version: nothing to do
  }
}

function noticeTitle({ sender, room: name }) {
  const one = roomOf(name);
  return one.direct ? sender : t('notice.title', { sender, room: mentionOf(one) });
}

/** Grows when rooms, or who is in them, may have changed. */
export const changes = signal(0);

function leftRoom(name) {
  const one = roomOf(name);
  dropRoom(name);
  forget(`draft.${name}`);
  if (name !== room.value) return;
  dialog.value = '';
  go(FIRST_ROOM);
  say(t('toast.left', { room: labelOf(one) }));
}

/** That message was deleted: a line stays. */
export function erase(id) {
  if (view.erase(id)) redraw();
}

function receive(messages) {
  performance.mark('parley:arrived');
  const follows = screen.follows();
  const news = view.take(messages, follows);
  if (news === 0) return;
  if (!follows) missed.value += messages.filter((message) => !isOwn(message)).length;
  redraw();
}

/** Whoever looked away finds a line above what came meanwhile. */
function markNew() {
  const summary = roomOf(view.room);
  if (!view.loaded || summary.newFrom == null) return;
  if (!document.hidden && screen.follows()) return;
  if (view.newFrom === summary.newFrom || (view.newFrom !== null && !dividerIsRead)) return;
  view.newFrom = summary.newFrom;
  dividerIsRead = false;
  redraw();
}

// ---- rooms

export function open(name) {
  if (name === room.value && view.loaded) return;
  batch(() => {
    view = new MessageWindow(name);
    room.value = name;
    missed.value = 0;
    dividerIsRead = false;
    drawer.value = false;
    redraw();
  });
  const problem = roomProblem(name);
  if (problem !== '') {
    view.fail({ status: 422, code: '', field: 'room', detail: t(problem) });
    redraw();
    return;
  }
  remember('room', name);
  looked();
  load();
  // Not where that would bring up a keyboard on the screen.
  if (dialog.value === '' && hovers.matches) queueMicrotask(() => screen.focusComposer());
}

/** Chosen by a person: it goes into the browser's history. */
export function go(name) {
  drawer.value = false;
  // At once, and not when the browser tells of the new address: the next key may come before that.
  open(name);
  if (location.hash !== hashOf(name)) location.hash = hashOf(name);
}

/** The newest of the room on the page. */
export async function load() {
  const shown = view;
  if (shown.room === '' || roomProblem(shown.room) !== '') return;
  if (shown.problem) {
    shown.fail(null);
    redraw();
  }
  try {
    const history = await connection.ask({ type: 'open', room: shown.room });
    if (shown !== view) return;
    screen.hush();
    shown.fill(history);
    missed.value = 0;
  } catch (problem) {
    if (shown !== view) return;
    shown.fail(problem);
    if (isPassing(problem)) setTimeout(() => { if (shown === view && shown.problem) load(); }, LOAD_AGAIN_MS);
  }
  redraw();
}

/** What was asked for before anything else is shown until the hub has answered. */
function preview(reply) {
  if (!Array.isArray(reply.messages) || view.loaded) return;
  view.preview({ messages: reply.messages, hasOlder: Boolean(reply.has_more) });
  redraw();
}

/** A page of older messages, or of newer ones where the run on the page does not reach the newest. */
export async function page(side) {
  const shown = view;
  const state = side + 'State';
  const edge = side === 'older' ? shown.messages[0] : shown.messages.at(-1);
  if (!edge || shown[state] === 'loading') return;
  shown[state] = 'loading';
  redraw();
  try {
    const reply = await connection.ask({ type: 'page', room: shown.room, [side === 'older' ? 'before' : 'after']: edge.id });
    // Meanwhile the room may have been filled anew.
    if (shown.ids.has(edge.id)) {
      screen.hush();
      if (side === 'older') shown.addOlder(reply);
      else shown.addNewer(reply);
    }
  } catch {
    shown[state] = 'failed';
    // Down there is no place for a button: it is tried again when one scrolls on.
    if (side === 'newer') {
      setTimeout(() => {
        shown[state] = 'idle';
        shown.changed();
        redraw();
      }, NEWER_PAUSE_MS);
    }
  }
  if (shown[state] === 'loading') shown[state] = 'idle';
  shown.changed();
  redraw();
}

/** The newest of the room on the page is being looked at. */
export function seen() {
  if (document.hidden || !view.loaded || !screen.follows()) return;
  missed.value = 0;
  dividerIsRead = true;
  if ((roomOf(view.room).unread ?? 0) > 0 || !seenOnce.has(view)) {
    seenOnce.add(view);
    connection.say({ type: 'seen', room: view.room });
  }
}

const seenOnce = new WeakSet();

// Whether what is below the line was seen: when more comes unseen, the line goes there.
let dividerIsRead = false;

// ---- what a person does

// Messages on their way to the hub's storage. They are kept in the page's own, which takes them at once, so that the
// box may be emptied at once; what is still there when a page begins is handed over once more, with the same id.
const HANDED = 'handed.';

/** Takes a message: when this returns it is kept. */
export function send(text) {
  const message = { id: uuid(), room: room.value, sender: me.value, text, at: Date.now(), server: ROOT.pathname };
  remember(HANDED + message.id, message);
  view.newFrom = null;
  redraw();
  hand(message);
}

async function hand({ id, room: to, sender, text }) {
  const { kept } = await connection.ask({ type: 'send', id, room: to, sender, text });
  forget(HANDED + id);
  if (!kept) say(t('toast.unkept'));
  if (to !== view.room) return;
  // What is read here was read before one answered.
  connection.say({ type: 'seen', room: to });
  screen.toLatest(false);
}

function handAgain() {
  keysUnder(HANDED)
    .map((key) => recall(key))
    .filter((one) => one?.server === ROOT.pathname && typeof one.id === 'string' && typeof one.text === 'string')
    .sort((one, other) => one.at - other.at)
    .forEach(hand);
}

export const retry = (entry) => connection.say({ type: 'retry', id: entry.id, sender: me.value });
export const remove = (entry) => connection.say({ type: 'remove', id: entry.id });
export const tryNow = () => connection.say({ type: 'wake' });

/** The rooms are read anew; resolves when they are there. */
export const listAgain = () => connection.ask({ type: 'list' });

// ---- who one is

/** Another name, where names are free. */
export function rename(name) {
  self.call(name);
  connection.say({ type: 'identity', ...self.identity() });
}

/** One is in, for the first time or again. */
export function comeIn() {
  if (connection === null) {
    gate.value = '';
    begin();
    return;
  }
  connection.say({ type: 'identity', ...self.identity() });
  show();
}

function show() {
  gate.value = '';
  openAnew(room.value);
  self.askWho();
}

/** The hub was told that the server does not know us. What waits to be sent stays with the hub. */
async function shutOut() {
  if (gate.value !== '' || leaving) return;
  // A page that was asleep may have told the hub of a token of yesterday.
  const known = await self.isKnown();
  if (gate.value !== '') return;
  if (known) {
    connection.say({ type: 'identity', ...self.identity() });
    return;
  }
  self.refused();
  openAnew('');
}

let leaving = false;

/** Leaves this browser to others: nothing of what one read or wrote stays in it. Resolves as identity.logout(). */
export async function signOut() {
  leaving = true;
  const told = await self.logout();
  leaving = false;
  connection.say({ type: 'identity', name: '', token: '' });
  goneOut();
  [...keysUnder('draft.'), ...keysUnder(HANDED)].forEach(forget);
  forget('room');
  return told;
}

function goneOut() {
  gate.value = 'out';
  entries.clear();
  entriesVersion.value += 1;
  openAnew('');
  room.value = FIRST_ROOM;
  history.replaceState(null, '', hashOf(FIRST_ROOM));
  looked();
}

/** Another page of this browser signed in or out, or changed the name. It has told the hub, where there is one for all. */
function followIdentity(what) {
  const say = () => connection?.hasOwnHub && connection.say({ type: 'identity', ...self.identity() });
  if (what === 'expired') openAnew('');
  else if (what === 'out') {
    say();
    goneOut();
  } else if (what === 'name' || connection !== null) {
    say();
    if (what === 'in') show();
  } else comeIn();
}

/** From now on with what other pages do. */
export const followOthers = () => self.follow(followIdentity);

/** Nothing of what was read stays on the page; then that room is opened, if it is one. */
function openAnew(name) {
  batch(() => {
    dialog.value = '';
    forgetRooms();
    view = new MessageWindow(name);
    redraw();
  });
  if (name !== '') {
    room.value = name;
    load();
  }
}

let toastTimer = 0;

export function say(words) {
  toast.value = { words, shown: true };
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { toast.value = { words, shown: false }; }, TOAST_MS);
}

/** The room before (-1) or after (1) this one in the list, of all or of those with unread messages. */
export function step(by, unreadOnly) {
  const list = rooms.value;
  const here = list.findIndex((one) => one.name === room.value);
  for (let i = 1; i <= list.length; i++) {
    const next = list.at((here + by * i) % list.length);
    if (next.name !== room.value && (!unreadOnly || unreadOf(next) > 0)) {
      go(next.name);
      return;
    }
  }
}

export const draftOf = (name) => recall(`draft.${name}`, '');

export function keepDraft(name, text) {
  if (text === '') forget(`draft.${name}`);
  else remember(`draft.${name}`, text);
}

// ---- begin and end

/** Once a name is known. early: a history reply of the room that is opened, if there is one already (early.js). */
export function begin(early = null) {
  const name = roomInAddress() || recall('room', FIRST_ROOM);
  history.replaceState(null, '', hashOf(name));
  connect();
  open(name);
  self.askWho();
  if (early && window.parleyEarly.history.room === name) preview(early);
  handAgain();

  window.addEventListener('hashchange', () => {
    const asked = roomInAddress() || FIRST_ROOM;
    if (asked !== room.value) open(asked);
  });
  document.addEventListener('visibilitychange', () => {
    hidden.value = document.hidden;
    looked();
    if (document.hidden) {
      // The line has done its duty once one goes away having read everything.
      if (screen.follows() && (roomOf(view.room).unread ?? 0) === 0) view.newFrom = null;
      return;
    }
    tryNow();
    seen();
  });
  window.addEventListener('online', tryNow);
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    left = false;
    hello();
  });
  window.addEventListener('pagehide', () => {
    left = true;
    connection.say({ type: 'bye' });
  });
}
