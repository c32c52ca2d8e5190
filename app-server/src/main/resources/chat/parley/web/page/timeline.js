// The messages of the open room. The view stays at the bottom if it was there, and else holds still
// whatever is added above or below. Where one is, and holding it, is here; rows are in row.js.

import { Component, createRef } from '../vendor/preact.js';
import { signal } from '../vendor/signals.js';
import { isOwn, leaveScreen, load, missed, page, pending, say, screen, seen, shownRoom } from './chat.js';
import { Blank } from './blank.js';
import { copyText } from './clipboard.js';
import { html, Icon } from './html.js';
import { me } from './identity.js';
import { mentionOf } from './places.js';
import { roomOf } from './rooms.js';
import { Row } from './row.js';
import { dayKey, dayName } from './times.js';
import { language } from './settings.js';
import { t } from './words.js';

const GROUP_MS = 5 * 60_000;
const NEAR_BOTTOM_PX = 48;
const AWAY_PX = 160;
const LOAD_AHEAD_PX = 700;
const HUSH_MS = 1_000;

const away = signal(false);

export class Timeline extends Component {
  #scroller = createRef();
  #log = createRef();
  #view = null;
  #stick = true;
  #openAtNew = false;
  #toBottomWhenLoaded = false;
  #unfolded = new Set();
  #quiet = 0;
  #height = 0; // of the part of the page that scrolls, in pixels, when it was last looked at
  #observer = null;

  componentDidMount() {
    Object.assign(screen, {
      toLatest: (smoothly) => this.#toLatest(smoothly),
      toEnd: () => this.#pin(),
      follows: () => this.#stick && Boolean(this.#view?.atTail),
      hush: () => this.#hush(),
    });
    // The keyboard of a phone, a turned phone, a resized window, a growing message box.
    this.#observer = new ResizeObserver(() => this.#resized());
    this.#observer.observe(this.#scroller.current);
    this.#hush();
    this.#settle(null);
  }

  componentWillUnmount() {
    this.#observer.disconnect();
    clearTimeout(this.#quiet);
    leaveScreen();
  }

  getSnapshotBeforeUpdate() {
    return this.#stick ? null : this.#anchor();
  }

  componentDidUpdate(_props, _state, anchor) {
    this.#settle(anchor);
  }

  render() {
    const view = shownRoom();
    if (view !== this.#view) this.#turnTo(view);
    const waits = pending.value;
    const items = itemsOf(view, waits);
    return html`
      <div class="stage">
        <div class="scroller" tabindex="0" role="region" aria-labelledby="title" ref=${this.#scroller}
             onScroll=${() => this.#scrolled()} onClick=${clicked}>
          <div class="log" role="log" aria-live="off" aria-relevant="additions" aria-labelledby="title"
               aria-busy=${String(!view.loaded)} ref=${this.#log} onKeyDown=${steps}>
            ${items.length > 0 && html`<${Top} key="top" view=${view} state=${view.olderState} more=${view.hasOlder} />`}
            ${items.map((item) => this.#draw(item))}
          </div>
        </div>
        <${Blank} view=${view} version=${view.version} empty=${items.length === 0} />
        <${Jump} onClick=${() => this.#toLatest(true)} />
      </div>`;
  }

  #draw(item) {
    switch (item.kind) {
      case 'day': return html`<${Divider} key=${item.key} words=${dayName(item.date)} />`;
      case 'new': return html`<${Divider} key="new" words=${t('log.new')} isNew=${true} />`;
      default: {
        const { key, message, entry, date, first, last, own } = item;
        return html`<${Row} key=${key} id=${key} message=${message} entry=${entry} date=${date} first=${first} last=${last}
          own=${own} language=${language.value} unfolded=${this.#unfolded} stop=${item.stop === true} />`;
      }
    }
  }

  #turnTo(view) {
    this.#view = view;
    this.#stick = true;
    this.#openAtNew = true;
    this.#toBottomWhenLoaded = false;
    this.#unfolded = new Set();
    this.#hush();
  }

  // ---- where one is

  #distance() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller.current;
    return scrollHeight - scrollTop - clientHeight;
  }

  #pin() {
    const scroller = this.#scroller.current;
    scroller.scrollTop = scroller.scrollHeight;
  }

  /** After the page was changed: back to where one was. */
  #settle(anchor) {
    const view = this.#view;
    const scroller = this.#scroller.current;
    if (this.#toBottomWhenLoaded && view.atTail && view.loaded) {
      this.#toBottomWhenLoaded = false;
      this.#stick = true;
    }
    if (this.#openAtNew && view.loaded) this.#goToNew();
    else if (this.#stick) this.#pin();
    else if (anchor?.node.isConnected) scroller.scrollTop += anchor.node.getBoundingClientRect().top - anchor.top;
    this.#showJump();
    this.#loadAround();
    if (view.loaded) seen();
    performance.mark('parley:drawn');
  }

  /** A room is opened where reading ended, or at the bottom if all that is new fits into view. */
  #goToNew() {
    this.#openAtNew = false;
    this.#pin();
    const divider = this.#log.current.querySelector('.divider.new');
    if (!divider) return;
    const scroller = this.#scroller.current;
    const above = scroller.getBoundingClientRect().top - divider.getBoundingClientRect().top;
    if (above > 0) scroller.scrollTop -= above + 16;
    this.#stick = this.#distance() < NEAR_BOTTOM_PX;
  }

  /** The first row in view that will still be there. */
  #anchor() {
    const scroller = this.#scroller.current;
    const top = scroller.getBoundingClientRect().top;
    for (const node of this.#log.current.children) {
      if (!node.classList.contains('row')) continue;
      const box = node.getBoundingClientRect();
      if (box.bottom > top) return { node, top: box.top };
    }
    return null;
  }

  #resized() {
    this.#height = this.#scroller.current.clientHeight;
    if (this.#stick) this.#pin();
    this.#showJump();
  }

  #scrolled() {
    // A window that has just shrunk is no one who scrolled.
    if (this.#height !== this.#scroller.current.clientHeight) {
      this.#resized();
      return;
    }
    const before = this.#stick;
    this.#stick = this.#distance() < NEAR_BOTTOM_PX;
    if (this.#stick && !before) seen();
    this.#showJump();
    this.#loadAround();
  }

  #toLatest(smoothly) {
    this.#stick = true;
    missed.value = 0;
    if (!this.#view.atTail) {
      this.#toBottomWhenLoaded = true;
      load();
      return;
    }
    const scroller = this.#scroller.current;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const far = this.#distance() > 3 * scroller.clientHeight;
    if (!smoothly || calm || far) this.#pin();
    else scroller.scrollTo({ top: scroller.scrollHeight, behavior: 'smooth' });
    this.#showJump();
    seen();
  }

  #loadAround() {
    const view = this.#view;
    if (!view.loaded) return;
    if (view.hasOlder && view.olderState === 'idle' && this.#scroller.current.scrollTop < LOAD_AHEAD_PX) page('older');
    if (!view.atTail && view.newerState === 'idle' && this.#distance() < LOAD_AHEAD_PX) page('newer');
  }

  #showJump() {
    const view = this.#view;
    away.value = view.loaded && (!view.atTail || (!this.#stick && this.#distance() > AWAY_PX));
  }

  /** A screen reader reads what is added to a live region; it must not read the history, or older pages. */
  #hush() {
    const log = this.#log.current;
    if (!log) return;
    log.setAttribute('aria-live', 'off');
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => log.setAttribute('aria-live', 'polite'), HUSH_MS);
  }
}

/** What there is to show, in order: days, the line above what is new, messages, and what waits. */
function itemsOf(view, waits) {
  const items = [];
  let previous = null;
  const add = (message, entry) => {
    const date = new Date(message.timestamp * 1000);
    const day = dayKey(date);
    if (day !== previous?.day) items.push({ kind: 'day', key: `day:${day}:${message.key ?? message.id}`, date });
    const startsNew = message.id !== null && message.id === view.newFrom;
    if (startsNew) items.push({ kind: 'new', key: 'new' });
    const first = !previous || startsNew || previous.day !== day || previous.sender !== message.sender || previous.guest !== message.guest
      || Math.abs(date - previous.date) > GROUP_MS;
    if (!first) previous.item.last = false;
    const item = {
      kind: 'message', key: message.key ?? message.id, message, entry, date, first, last: true, own: entry !== null || isOwn(message),
    };
    items.push(item);
    if (message === last) item.stop = true;
    previous = { day, date, sender: message.sender, guest: message.guest, item };
  };
  const last = view.messages.at(-1);
  me.value; // whose messages stand on the other side
  view.messages.forEach((message) => add(message, null));
  if (view.atTail && view.loaded) {
    for (const entry of waits) {
      add({ id: null, key: entry.id, sender: entry.sender, text: entry.text, timestamp: entry.at / 1000 }, entry);
    }
  }
  return items;
}

const Divider = ({ words, isNew }) => html`
  <div class=${'divider' + (isNew ? ' new' : '')} role="separator" aria-label=${words}><span>${words}</span></div>`;

const sayBeginning = (one) => t(one.direct ? 'log.beginning.direct' : 'log.beginning', { room: mentionOf(one) });

/** Always of one height, whatever it says: what is below must not move. */
const Top = ({ view, state, more }) => html`
  <div class="top">
    <span>${state === 'failed' ? t('log.older.failed') : more ? t('log.older') : sayBeginning(roomOf(view.room))}</span>
    ${state === 'failed' && html`<button type="button" class="text-button" onClick=${() => page('older')}>${t('log.retry')}</button>`}
  </div>`;

const Jump = ({ onClick }) => away.value && html`
  <button class="jump" type="button" onClick=${onClick}>
    <${Icon} name="down" />
    <span>${missed.value > 0 ? t('log.jump.new', { count: missed.value }) : t('log.jump')}</span>
  </button>`;

/** One button of all the messages is reached by Tab; from there the arrows lead to those of the others. */
function steps(event) {
  if (!event.target.matches('.more')) return;
  const buttons = [...event.currentTarget.querySelectorAll('.more')];
  const here = buttons.indexOf(event.target);
  const next = { ArrowUp: here - 1, ArrowDown: here + 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (next === undefined || event.altKey) return;
  event.preventDefault();
  buttons[Math.max(0, Math.min(next, buttons.length - 1))].focus();
}

/** The buttons within messages' texts, which are no components. */
async function clicked(event) {
  const button = event.target.closest('.copy-code');
  if (!button) return;
  say(t(await copyText(button.previousElementSibling.textContent) ? 'toast.copied' : 'toast.uncopied'));
}
