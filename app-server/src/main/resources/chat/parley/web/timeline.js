// The messages of the open room on the page. It is told to render and brings the page to what the room
// and the outbox say, row by row by key, so that what did not change is not touched. The view stays at
// the bottom if it was there, and else holds still whatever is added above or below.

import {
  clockTime, colourOf, copyText, counted, dayKey, dayName, fullTime, icon, initialOf, isLong, make, onlyEmoji, textNodes,
} from './text.js';
import { aboutTheName } from './outbox.js';

const GROUP_MS = 5 * 60_000;
const NEAR_BOTTOM_PX = 48;
const LOAD_AHEAD_PX = 700;

export class Timeline {
  #scroller;
  #log;
  #blank;
  #jump;
  #jumpText;
  #actions;

  #room = null;
  #pending = [];
  #isOwn = () => false;
  #rows = new Map(); // key → { node, update }
  #unfolded = new Set();
  #stick = true;
  #missed = 0; // arrived below while someone reads further up
  #openAtNew = false;
  #toBottomWhenLoaded = false;
  #quietTimer = 0;

  /** actions: { older, newer, reload, latest, seen, retry, remove, copied, rename, share } */
  constructor({ scroller, log, blank, jump, jumpText, actions }) {
    this.#scroller = scroller;
    this.#log = log;
    this.#blank = blank;
    this.#jump = jump;
    this.#jumpText = jumpText;
    this.#actions = actions;

    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    jump.addEventListener('click', () => this.toLatest());
    // The keyboard of a phone, a turned phone, a resized window, a growing message box.
    new ResizeObserver(() => {
      if (this.#stick) this.#pin();
    }).observe(scroller);
  }

  /** Whether the newest message is in view. */
  get follows() {
    return this.#stick && Boolean(this.#room?.atTail);
  }

  open(room) {
    this.#room = room;
    this.#rows.clear();
    this.#log.replaceChildren();
    this.#unfolded.clear();
    this.#stick = true;
    this.#openAtNew = true;
    this.#toBottomWhenLoaded = false;
    this.#missed = 0;
    this.hush();
  }

  missed(count) {
    this.#missed += count;
  }

  toLatest({ smoothly = true } = {}) {
    this.#missed = 0;
    this.#stick = true;
    if (this.#room && !this.#room.atTail) {
      this.#toBottomWhenLoaded = true;
      this.#actions.latest();
      return;
    }
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const far = this.#distance() > 3 * this.#scroller.clientHeight;
    if (!smoothly || calm || far) this.#pin();
    else this.#scroller.scrollTo({ top: this.#scroller.scrollHeight, behavior: 'smooth' });
    this.#showJump();
    this.#actions.seen();
  }

  /** A screen reader reads what is added to a live region; it must not read the history, or older pages. */
  hush() {
    this.#log.setAttribute('aria-live', 'off');
    clearTimeout(this.#quietTimer);
    this.#quietTimer = setTimeout(() => this.#log.setAttribute('aria-live', 'polite'), 1000);
  }

  render({ pending, isOwn }) {
    this.#pending = pending;
    this.#isOwn = isOwn;
    const room = this.#room;
    if (!room) return;

    const anchor = this.#stick ? null : this.#anchor();
    this.#reconcile(this.#items());
    this.#renderBlank();
    this.#log.setAttribute('aria-busy', String(room.loading));
    if (this.#toBottomWhenLoaded && room.atTail && !room.loading) {
      this.#toBottomWhenLoaded = false;
      this.#stick = true;
    }
    if (this.#openAtNew && room.loaded) this.#goToNew();
    else if (this.#stick) this.#pin();
    else if (anchor?.node.isConnected) this.#scroller.scrollTop += anchor.node.getBoundingClientRect().top - anchor.top;
    this.#showJump();
    this.#loadAround();
  }


  // ---- where one is

  #distance() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  #pin() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  /** A room is opened where reading ended, or at the bottom if all that is new fits into view. */
  #goToNew() {
    this.#openAtNew = false;
    this.#pin();
    const divider = this.#rows.get('new')?.node;
    if (!divider) return;
    const above = this.#scroller.getBoundingClientRect().top - divider.getBoundingClientRect().top;
    if (above > 0) this.#scroller.scrollTop -= above + 16;
    this.#stick = this.#distance() < NEAR_BOTTOM_PX;
  }

  /** The first row in view that will still be there. */
  #anchor() {
    const top = this.#scroller.getBoundingClientRect().top;
    for (const node of this.#log.children) {
      if (!node.classList.contains('row')) continue;
      const box = node.getBoundingClientRect();
      if (box.bottom > top) return { node, top: box.top };
    }
    return null;
  }

  #scrolled() {
    const before = this.#stick;
    this.#stick = this.#distance() < NEAR_BOTTOM_PX;
    if (this.#stick && this.#room?.atTail) {
      this.#missed = 0;
      if (!before) this.#actions.seen();
    }
    this.#showJump();
    this.#loadAround();
  }

  #loadAround() {
    const room = this.#room;
    if (!room?.loaded) return;
    if (room.hasOlder && room.olderState === 'idle' && this.#scroller.scrollTop < LOAD_AHEAD_PX) this.#actions.older();
    if (!room.atTail && room.newerState === 'idle' && this.#distance() < LOAD_AHEAD_PX) this.#actions.newer();
  }

  #showJump() {
    const away = Boolean(this.#room?.loaded) && (!this.#room.atTail || this.#distance() > 160);
    this.#jump.hidden = !(away && (!this.#stick || !this.#room.atTail));
    const words = this.#missed > 0 ? `Jump to latest · ${counted(this.#missed, 'new', 'new')}` : 'Jump to latest';
    if (this.#jumpText.textContent !== words) this.#jumpText.textContent = words;
  }

  // ---- what there is to show

  #items() {
    const room = this.#room;
    const items = [];
    if (room.loaded && (room.messages.length > 0 || this.#pending.length > 0)) items.push({ kind: 'top', key: 'top' });
    let previous = null;
    const add = (message, entry) => {
      const date = new Date(message.timestamp * 1000);
      const day = dayKey(date);
      if (day !== previous?.day) items.push({ kind: 'day', key: 'day:' + day, date });
      const startsNew = message.id !== null && message.id === room.newFrom;
      if (startsNew) items.push({ kind: 'new', key: 'new' });
      const first = !previous || startsNew || previous.day !== day || previous.sender !== message.sender
        || Math.abs(date - previous.date) > GROUP_MS;
      if (!first) previous.item.last = false;
      const item = {
        kind: 'message', key: message.key ?? message.id, message, entry, date, first, last: true,
        own: this.#isOwn(message),
      };
      items.push(item);
      previous = { day, date, sender: message.sender, item };
    };
    room.messages.forEach((message) => add(message, null));
    if (room.atTail && room.loaded) {
      for (const entry of this.#pending) {
        add({ id: null, key: 'own:' + entry.id, sender: entry.sender, text: entry.text, timestamp: entry.at / 1000 }, entry);
      }
    }
    return items;
  }

  #reconcile(items) {
    const keys = new Set(items.map((item) => item.key));
    for (const [key, row] of this.#rows) {
      if (keys.has(key)) continue;
      row.node.remove();
      this.#rows.delete(key);
    }
    let place = this.#log.firstChild;
    for (const item of items) {
      let row = this.#rows.get(item.key);
      if (!row) {
        row = this.#make(item);
        this.#rows.set(item.key, row);
      }
      row.update(item);
      if (row.node === place) place = place.nextSibling;
      else this.#log.insertBefore(row.node, place);
    }
  }

  #make(item) {
    switch (item.kind) {
      case 'day': return this.#makeDay();
      case 'new': return fixed(make('div', { class: 'divider new' }, make('span', { textContent: 'New' })));
      case 'top': return this.#makeTop();
      default: return new MessageRow(item, this.#unfolded, this.#actions);
    }
  }

  #makeDay() {
    const words = make('span');
    return {
      node: make('div', { class: 'divider' }, words),
      update: ({ date }) => {
        const name = dayName(date);
        if (words.textContent !== name) words.textContent = name;
      },
    };
  }

  /** Always of one height, whatever it says: what is below must not move. */
  #makeTop() {
    const words = make('span');
    const again = make('button', { type: 'button', class: 'text-button', textContent: 'Try again', on: { click: () => this.#actions.older() } });
    return {
      node: make('div', { class: 'top' }, words, again),
      update: () => {
        const { hasOlder, olderState, name } = this.#room;
        again.hidden = olderState !== 'failed';
        const said = olderState === 'failed' ? 'Older messages could not be loaded.'
          : hasOlder ? 'Loading older messages…' : `This is the beginning of #${name}.`;
        if (words.textContent !== said) words.textContent = said;
      },
    };
  }

  // ---- nothing to show

  #renderBlank() {
    const room = this.#room;
    const empty = room.loaded && room.messages.length === 0 && this.#pending.length === 0;
    const state = room.problem ? 'problem' : !room.loaded ? 'loading' : empty ? 'empty' : 'none';
    const key = state + '\n' + room.name + '\n' + room.problem;
    if (this.#blank.dataset.key === key) return;
    this.#blank.dataset.key = key;
    this.#blank.hidden = state === 'none';
    this.#blank.replaceChildren(...this.#blankNodes(state, room));
  }

  #blankNodes(state, room) {
    switch (state) {
      case 'loading':
        return [make('div', { class: 'ghosts', 'aria-label': 'Loading messages' }, ...[0, 1, 2].map(() => make('div', { class: 'ghost' })))];
      case 'problem':
        return [
          make('div', { class: 'blank-icon bad' }, icon('alert')),
          make('h2', { textContent: 'This room cannot be shown' }),
          make('p', { textContent: room.problem }),
          make('button', { type: 'button', class: 'main-button', textContent: 'Try again', on: { click: () => this.#actions.reload() } }),
        ];
      case 'empty':
        return [
          make('img', { src: 'web/icon.svg', alt: '', width: 72, height: 72 }),
          make('h2', { textContent: 'Say hello' }),
          make('p', {}, 'Nobody has written in ', make('bdi', { class: 'strong', textContent: '#' + room.name }),
            ' yet. Write the first message below, or send someone the link to this room.'),
          make('button', { type: 'button', class: 'quiet-button framed', on: { click: () => this.#actions.share() } },
            icon('link'), make('span', { textContent: 'Copy link' })),
        ];
      default:
        return [];
    }
  }
}

const SENT = { icon: 'check', words: 'Sent' };
const SENDING = { icon: 'clock', words: 'Sending' };
const WAITING = { icon: 'clock', words: 'Waiting to be sent' };

const fixed = (node) => ({ node, update: () => {} });

/** One message. Who wrote it and when is in every row, so that it is read aloud; it is seen in a group's first. */
class MessageRow {
  #avatar;
  #who;
  #sender = null;
  #bubble;
  #text;
  #time;
  #aside;
  #mark; // a small sign beside the bubble: on its way, or arrived
  #fate; // words below it, where a sign does not do
  #fold = null;
  #shown = null; // the text that is on the page
  #fateShown = '';
  #unfolded;
  #actions;

  constructor({ key }, unfolded, actions) {
    this.#unfolded = unfolded;
    this.#actions = actions;
    this.#avatar = make('div', { 'aria-hidden': 'true' });
    this.#who = make('bdi');
    this.#text = make('div', { class: 'text', dir: 'auto' });
    this.#bubble = make('div', { class: 'bubble' }, this.#text);
    this.#time = make('time');
    this.#aside = make('time', { class: 'aside', 'aria-hidden': 'true' });
    this.#mark = make('span', { class: 'mark' });
    this.#fate = make('div', { class: 'fate' });
    this.node = make('div', { class: 'row' },
      this.#avatar,
      make('div', { class: 'stack' },
        make('div', { class: 'meta' }, this.#who, ' ', this.#time),
        make('div', { class: 'line' }, this.#bubble, this.#mark, this.#aside),
        this.#fate));
    this.key = key;
  }

  update({ message, entry, date, first, last, own }) {
    const classes = this.node.classList;
    classes.toggle('first', first);
    classes.toggle('last', last);
    classes.toggle('own', own || entry !== null);
    classes.toggle('pending', entry !== null && entry.state !== 'sent');
    classes.toggle('failed', entry?.state === 'failed');
    const shown = message.deleted ? null : message.text;
    if (this.#shown !== shown || this.#text.childNodes.length === 0) this.#setText(shown);
    this.#setSender(message.sender);
    this.#setTime(date);
    this.#setFate(entry, own && last);
  }

  #setSender(sender) {
    if (sender === this.#sender) return;
    this.#sender = sender;
    this.#who.textContent = sender;
    this.#who.className = 'who ' + colourOf(sender);
    this.#avatar.textContent = initialOf(sender);
    this.#avatar.className = 'avatar ' + colourOf(sender);
  }

  #setTime(date) {
    const iso = date.toISOString();
    if (this.#time.dateTime === iso) return;
    for (const node of [this.#time, this.#aside]) {
      node.dateTime = iso;
      node.textContent = clockTime(date);
      node.title = fullTime(date);
    }
    this.#bubble.title = fullTime(date);
  }

  #setText(shown) {
    this.#shown = shown;
    this.#fold?.remove();
    this.#fold = null;
    this.#bubble.classList.remove('folded');
    this.#text.classList.toggle('gone', shown === null);
    this.#text.classList.toggle('large', shown !== null && onlyEmoji(shown));
    this.#bubble.classList.toggle('bare', shown !== null && onlyEmoji(shown));
    if (shown === null) {
      this.#text.textContent = 'This message was deleted.';
      return;
    }
    this.#text.replaceChildren(...textNodes(shown));
    if (isLong(shown)) this.#makeFold();
  }

  #makeFold() {
    const apply = () => {
      const open = this.#unfolded.has(this.key);
      this.#bubble.classList.toggle('folded', !open);
      this.#fold.textContent = open ? 'Show less' : 'Show all';
      this.#fold.setAttribute('aria-expanded', String(open));
    };
    this.#fold = make('button', {
      type: 'button',
      class: 'text-button fold',
      on: {
        click: () => {
          if (!this.#unfolded.delete(this.key)) this.#unfolded.add(this.key);
          apply();
          if (!this.#unfolded.has(this.key)) this.node.scrollIntoView({ block: 'nearest' });
        },
      },
    });
    this.#bubble.append(this.#fold);
    apply();
  }

  #setFate(entry, tick) {
    const state = entry ? [entry.state, entry.problem, entry.note].join('\n') : tick ? 'done' : 'none';
    if (state === this.#fateShown) return;
    this.#fateShown = state;
    const sign = !entry ? (tick ? SENT : null) : { sent: SENT, sending: SENDING, waiting: WAITING, failed: null }[entry.state];
    this.#mark.replaceChildren(...(sign ? [icon(sign.icon), make('span', { class: 'unseen', textContent: sign.words })] : []));
    this.#mark.title = sign?.words ?? '';
    this.#fate.replaceChildren(...this.#fateNodes(entry));
  }

  #fateNodes(entry) {
    if (entry?.state === 'waiting' && entry.note) return [make('span', { class: 'sign', textContent: entry.note })];
    if (entry?.state !== 'failed') return [];
    const button = (words, action) => make('button', { type: 'button', class: 'text-button', textContent: words, on: { click: action } });
    return [
      make('span', { class: 'sign bad' }, icon('alert'), make('span', { textContent: `Not sent. ${entry.problem}` })),
      make('span', { class: 'choices' },
        aboutTheName(entry) ? button('Change your name', () => this.#actions.rename()) : null,
        button('Retry', () => this.#actions.retry(entry)),
        button('Copy', async () => this.#actions.copied(await copyText(entry.text))),
        button('Delete', () => this.#actions.remove(entry))),
    ];
  }
}
