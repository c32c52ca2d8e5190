// Parley in the browser: what holds the parts together. The rules of merging are in room.js, the poll
// in sync.js, what waits to be sent in outbox.js, what is seen in timeline.js, sidebar.js, composer.js
// and bar.js.

import * as api from './api.js';
import { backoffMs } from './backoff.js';
import { Bar } from './bar.js';
import { Composer } from './composer.js';
import { newClientId } from './ids.js';
import { Outbox } from './outbox.js';
import { Room } from './room.js';
import { hashOf, Sidebar } from './sidebar.js';
import * as store from './store.js';
import { Sync } from './sync.js';
import { colourOf, copyText, initialOf, nameProblem, roomProblem, tidyName } from './text.js';
import { Timeline } from './timeline.js';

const $ = (id) => document.getElementById(id);

const FIRST_ROOM = 'general';
const PAGE = 50;
const OWN_IDS = 300;
const LIST_AGE_MS = 60_000;

let clientId = ''; // made when the name is known; another name shows from the next time the page is loaded
const rooms = new Map();
let me = store.recall('name', '');
let current = null;
const ownIds = new Set(store.recall('own', [])); // sent from this browser, perhaps under another name
let listedAt = 0;

// ---- the parts

const outbox = new Outbox({ onChange: render, onSent: sent });

const sync = new Sync({ begin, probe: listRooms, onReply: receive, onState: stateChanged });

const timeline = new Timeline({
  scroller: $('scroller'),
  log: $('log'),
  blank: $('blank'),
  jump: $('jump'),
  jumpText: $('jump-text'),
  actions: {
    older: () => page('older'),
    newer: () => page('newer'),
    reload: () => load(current),
    latest: () => load(current),
    seen,
    retry: (entry) => outbox.retry(entry, me),
    remove: (entry) => outbox.remove(entry),
    copied: (done) => toast(done ? 'Copied' : 'This browser does not let a page copy. Please select the text.'),
    rename: () => askName(),
    share,
  },
});

const sidebar = new Sidebar({
  onGo: (room) => {
    if (location.hash === hashOf(room)) open(room);
    else location.hash = hashOf(room);
  },
});

const composer = new Composer({
  onSend: (text) => {
    outbox.add(current.name, me, text);
    current.newFrom = null;
    timeline.toLatest({ smoothly: false });
    render();
  },
});

const bar = new Bar({
  onAct: (state) => {
    outbox.wake();
    if (state.name === 'ended') sync.resume();
    else sync.nudge();
  },
});

// ---- rooms

function roomOf(name) {
  let room = rooms.get(name);
  if (!room) {
    room = new Room(name);
    rooms.set(name, room);
  }
  return room;
}

const isOwn = (message) => message.sender === me || ownIds.has(message.id);

function roomInAddress() {
  try {
    return tidyName(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return '';
  }
}

function open(name) {
  const left = current;
  current = roomOf(name);
  if (left && left !== current) {
    left.newFrom = null;
    // Where one was reading further up is not kept; the room opens at its newest again.
    if (!left.atTail) left.reset();
    if (!left.listed && left.messages.length === 0 && outbox.inRoom(left.name).length === 0) rooms.delete(left.name);
  }
  current.problem = roomProblem(name);
  if (current.problem === '') store.remember('room', name);
  $('room-name').textContent = name;
  $('room-name').title = name;
  timeline.open(current);
  if (!current.loaded && !current.loading && current.problem === '' && sync.state.name !== 'lost') load(current);
  render();
  seen();
  if (!sidebar.isNarrow) composer.focus();
}

/** The newest of a room. Trouble with the connection is shown by the bar; what the server refuses is shown in the room. */
async function load(room, attempt = 1) {
  if (room.loading) return;
  room.loading = true;
  room.arrived = [];
  room.problem = '';
  render();
  try {
    fill(room, await api.history(room.name, { limit: PAGE }));
  } catch (error) {
    room.loading = false;
    if (error instanceof api.Refused && (!error.passing || attempt >= 3)) room.problem = error.message;
    else setTimeout(() => { if (room === current && !room.loaded) load(room, attempt + 1); }, backoffMs(attempt));
  }
  render();
  if (room === current) seen();
}

function fill(room, reply) {
  timeline.hush();
  room.fill(reply);
  if (room.unread > 0 && room.newFrom === null) {
    const others = room.messages.filter((message) => !isOwn(message));
    room.newFrom = others.at(-room.unread)?.id ?? null;
  }
}

/** A page of older messages, or of newer ones where the run on the page does not reach the newest. */
async function page(side) {
  const room = current;
  const state = side + 'State';
  const edge = side === 'older' ? room.messages[0] : room.messages.at(-1);
  if (!edge || room[state] === 'loading') return;
  room[state] = 'loading';
  render();
  try {
    const reply = await api.history(room.name, { limit: PAGE, [side === 'older' ? 'before' : 'after']: edge.id });
    // Meanwhile the room may have been filled anew.
    if (room.ids.has(edge.id)) {
      timeline.hush();
      if (side === 'older') room.addOlder(reply);
      else room.addNewer(reply);
    }
  } catch (error) {
    room[state] = 'failed';
    // Down there is no place for a button: it is tried again when one scrolls on.
    if (side === 'newer') setTimeout(() => { room[state] = 'idle'; }, 2000);
  }
  if (room[state] === 'loading') room[state] = 'idle';
  render();
}

// How many messages a room had when it was last looked at, by any tab of this browser: what is above
// that is unread when the page is opened the next time.
const seenCounts = () => store.recall('seen', {});

async function listRooms() {
  const reply = await api.rooms();
  const firstTime = listedAt === 0;
  listedAt = Date.now();
  const counts = seenCounts();
  for (const { room: name, message_count: count, last_activity: last } of reply.rooms ?? []) {
    const room = roomOf(name);
    room.listed = true;
    room.count = count ?? 0;
    room.lastActivity = last ?? 0;
    // What a room held before it was first heard of counts as read.
    counts[name] = Math.min(counts[name] ?? room.count, room.count);
    if (firstTime && room !== current) room.unread = Math.max(room.unread, room.count - counts[name]);
  }
  store.remember('seen', counts);
  render();
}

/** The newest of the current room is being looked at. */
function seen() {
  if (!current || document.hidden || !current.loaded || !timeline.follows) return;
  const news = current.unread > 0;
  current.unread = 0;
  const counts = seenCounts();
  if (current.count > 0 && counts[current.name] !== current.count) {
    store.remember('seen', { ...counts, [current.name]: current.count });
  }
  if (news) render();
}

// ---- what comes in

/** Where the poll starts: at the place that came with the first history. */
async function begin() {
  const room = current;
  let cursor;
  try {
    if (room.problem !== '') throw new api.Refused(422, { detail: room.problem });
    room.loading = true;
    const reply = await api.history(room.name, { limit: PAGE });
    fill(room, reply);
    cursor = reply.cursor;
  } catch (error) {
    room.loading = false;
    if (!(error instanceof api.Refused) || error.passing) throw error;
    room.problem = error.message;
    ({ cursor } = await api.history(FIRST_ROOM, { limit: 1 }));
  } finally {
    render();
  }
  seen();
  listRooms().catch(() => {});
  return cursor;
}

function receive(reply) {
  if (reply.reset) {
    // This is not the log that was read so far, or it was cut: begin from what it says now.
    for (const room of rooms.values()) room.reset();
    timeline.open(current);
    load(current);
    listRooms().catch(() => {});
    return;
  }
  for (const message of reply.messages ?? []) deliver(message);
  render();
  seen();
}

function deliver(message) {
  const room = roomOf(message.room);
  room.listed = true;
  const entry = ownEntry(message);
  if (entry) {
    message.key = 'own:' + entry.id;
    if (entry.messageId === message.id) outbox.remove(entry);
    else entry.echo = message.id;
  }
  const follows = room !== current || timeline.follows;
  if (!room.take(message, follows)) return;
  if (isOwn(message)) return;
  const inView = room === current && follows && !document.hidden;
  if (!inView) {
    room.unread += 1;
    room.newFrom ??= message.id;
    if (room === current && !follows) timeline.missed(1);
  }
}

/**
 * The entry of the outbox that a message is, if it is one. The poll may bring a message before the
 * answer to its sending comes, and then it is known only by its looks.
 */
function ownEntry(message) {
  return outbox.find((entry) => entry.room === message.room && (
    entry.messageId === message.id
    || (!entry.messageId && !entry.echo && entry.attempts > 0 && entry.state !== 'failed'
      && entry.text === message.text && entry.sender === message.sender)));
}

function sent(entry, ack) {
  const room = roomOf(entry.room);
  entry.messageId = ack.message_id;
  ownIds.add(ack.message_id);
  store.remember('own', [...ownIds].slice(-OWN_IDS));
  if (entry.echo && entry.echo !== entry.messageId) {
    // It was someone else's of the same words, after all.
    const other = room.messages.find((message) => message.id === entry.echo);
    if (other) delete other.key;
    entry.echo = null;
  }
  if (entry.echo || room.ids.has(entry.messageId)) outbox.remove(entry);
}

/** What is to be shown below the room's messages. */
function pendingIn(room) {
  const pending = [];
  for (const entry of outbox.inRoom(room.name)) {
    if (entry.messageId && room.ids.has(entry.messageId)) outbox.remove(entry);
    else if (!entry.echo || entry.state === 'failed') pending.push(entry);
  }
  return pending;
}

function stateChanged(state) {
  if (state.name === 'live') {
    outbox.wake();
    if (current?.olderState === 'failed') current.olderState = 'idle';
    if (current && !current.loaded && !current.loading && current.problem === '') load(current);
  }
  render();
}

// ---- what is seen

let drawing = false;

/** Once for all that happens in one turn. Not tied to frames: a hidden page must count on. */
function render() {
  if (drawing) return;
  drawing = true;
  queueMicrotask(() => {
    drawing = false;
    if (current) draw();
  });
}

function draw() {
  timeline.render({ pending: pendingIn(current), isOwn });
  composer.turnTo(current.name, current.problem === '');
  sidebar.render([...rooms.values()].filter((room) => room.listed || room === current || room.unread > 0), current.name);
  bar.render(sync.state, outbox.waiting);
  const unread = [...rooms.values()].reduce((sum, room) => sum + room.unread, 0);
  document.title = (document.hidden && unread > 0 ? `(${unread}) ` : '') + `${current.name} – Parley`;
}

function showMe() {
  $('me-name').textContent = me;
  $('me-avatar').textContent = initialOf(me);
  $('me-avatar').className = 'avatar ' + colourOf(me);
}

let toastTimer = 0;

function toast(words) {
  const box = $('toast');
  box.textContent = words;
  box.classList.add('shown');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => box.classList.remove('shown'), 2600);
}

async function share() {
  const link = location.href.split('#')[0] + hashOf(current.name);
  toast(await copyText(link) ? 'The link to this room is copied' : link);
}

// ---- one's name

function askName() {
  const first = me === '';
  $('welcome-title').textContent = first ? 'Welcome to Parley' : 'Your name';
  $('welcome-text').textContent = first ? 'Chat with the people on this network.' : 'From now on your messages are sent under this name.';
  $('welcome-icon').hidden = !first;
  $('welcome-go').textContent = first ? 'Join the chat' : 'Save';
  $('welcome-cancel').hidden = first;
  $('welcome-name').value = me;
  complainOfName('');
  if (!$('welcome').open) $('welcome').showModal();
  $('welcome-name').focus();
  $('welcome-name').select();
}

function complainOfName(words) {
  $('welcome-error').textContent = words;
  $('welcome-error').hidden = words === '';
  $('welcome-name').toggleAttribute('aria-invalid', words !== '');
}

$('welcome-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const name = tidyName($('welcome-name').value);
  const problem = nameProblem(name);
  complainOfName(problem);
  if (problem !== '') return;
  const first = me === '';
  me = name;
  store.remember('name', me);
  $('welcome').close();
  if (first) begins();
  showMe();
  render();
});
$('welcome-name').addEventListener('input', () => complainOfName(''));
$('welcome-cancel').addEventListener('click', () => $('welcome').close());
$('welcome').addEventListener('close', () => {
  if (me === '') askName(); // nothing can be sent without a name
  else if (!sidebar.isNarrow) composer.focus();
});
$('me').addEventListener('click', askName);

// ---- begin and end

$('share').addEventListener('click', share);
$('skip').addEventListener('click', () => composer.focus());

window.addEventListener('hashchange', () => {
  if (current) open(roomInAddress() || FIRST_ROOM);
});

document.addEventListener('visibilitychange', () => {
  if (!current) return;
  render();
  if (document.hidden) {
    // Whoever comes back finds a line above what came meanwhile.
    if (current.unread === 0) current.newFrom = null;
    return;
  }
  sync.nudge();
  outbox.adopt();
  seen();
  if (Date.now() - listedAt > LIST_AGE_MS) listRooms().catch(() => {});
});
window.addEventListener('online', () => {
  sync.nudge();
  outbox.wake();
});
window.addEventListener('pageshow', (event) => {
  if (event.persisted) sync.nudge();
});
window.addEventListener('pagehide', (event) => {
  // A page that may be brought back keeps its place.
  if (current && !event.persisted) api.leave(clientId);
});

function begins() {
  $('app').hidden = false;
  showMe();
  const name = roomInAddress() || store.recall('room', FIRST_ROOM);
  history.replaceState(null, '', hashOf(name));
  current = roomOf(name);
  current.loading = true; // by begin()
  open(name);
  clientId = newClientId(me);
  sync.start(clientId);
  outbox.adopt();
}

if (nameProblem(me) === '') begins();
else {
  me = '';
  askName();
}
