// The list of rooms, finding and making one, and the drawer that the list is on a phone.

import { useEffect, useRef, useState } from '../vendor/preact-hooks.js';
import { dialog, drawer, go, unreadOf } from './chat.js';
import { Avatar, html, Icon } from './html.js';
import { me, owned } from './identity.js';
import { hashOf, roomNameFrom, roomProblem } from './names.js';
import { fits, isClosed, labelOf, Sign } from './places.js';
import { room, rooms } from './rooms.js';
import { t } from './words.js';

/** So many rooms stand in the list; the others are found by typing. */
const LISTED = 200;
const BADGE_MAX = 99;

export const narrow = matchMedia('(max-width: 719px)');

export function Sidebar() {
  const [typed, type] = useState('');
  const [problem, complain] = useState('');
  const close = useRef();
  const open = drawer.value;

  const wasOpen = useRef(false);

  useEffect(() => {
    if (open) close.current?.focus();
    else if (wasOpen.current) document.getElementById('side-open')?.focus();
    wasOpen.current = open;
  }, [open]);

  const wanted = roomNameFrom(typed);
  const found = wanted === '' ? rooms.value : rooms.value.filter((one) => fits(one, typed));
  const isNew = wanted !== '' && !rooms.value.some((one) => one.name === wanted);

  const write = (words) => {
    type(words);
    complain('');
  };

  const choose = (name) => {
    write('');
    go(name);
  };

  /** What was typed, or the only room that fits it. */
  const submit = (event) => {
    event?.preventDefault();
    if (wanted === '') return;
    const same = found.filter((one) => [one.name, labelOf(one)].some((name) => roomNameFrom(name).toLocaleLowerCase() === wanted.toLocaleLowerCase()));
    const name = isNew && same.length === 1 ? same[0].name : wanted;
    const why = roomProblem(name);
    if (why === '') choose(name);
    else complain(t(why));
  };

  const finderKey = (event) => {
    if (event.key === 'Escape' && typed !== '') {
      event.stopPropagation();
      write('');
    }
  };

  const listed = found.slice(0, LISTED);
  const places = listed.filter((one) => one.direct === undefined);
  const direct = listed.filter((one) => one.direct !== undefined);

  const shut = () => {
    drawer.value = false;
  };

  return html`
    <nav id="side" class="side" aria-label=${t('rooms.title')}>
      <div class="brand">
        <img src="web/icon.svg" alt="" width="32" height="32" />
        <span>Parley</span>
        <button ref=${close} class="icon-button narrow-only" type="button" aria-label=${t('rooms.close')} onClick=${shut}>
          <${Icon} name="close" />
        </button>
      </div>

      <form class="finder" novalidate onSubmit=${submit}>
        <${Icon} name="search" />
        <input type="text" aria-label=${t('rooms.find')} placeholder=${t('rooms.find')} autocomplete="off" autocapitalize="none"
               spellcheck=${false} enterkeyhint="go" dir="auto" value=${typed}
               aria-invalid=${problem !== '' ? 'true' : null} aria-describedby="finder-error"
               onInput=${(event) => write(event.target.value)} onKeyDown=${finderKey} />
      </form>
      <p id="finder-error" class="complaint" role="alert" hidden=${problem === ''}>${problem}</p>

      <div class="rooms-scroll">
        <ul class="rooms">
          ${places.map((one) => html`<${RoomLink} key=${one.name} one=${one} unread=${unreadOf(one)} here=${one.name === room.value} onGo=${choose} />`)}
        </ul>
        ${direct.length > 0 && html`
          <h2 id="direct" class="rooms-title">${t('rooms.direct')}</h2>
          <ul class="rooms" aria-labelledby="direct">
            ${direct.map((one) => html`<${RoomLink} key=${one.name} one=${one} unread=${unreadOf(one)} here=${one.name === room.value} onGo=${choose} />`)}
          </ul>`}
        ${found.length > LISTED && html`<p class="rooms-more">${t('rooms.more', { count: found.length - LISTED })}</p>`}
        ${isNew && html`
          <button class="make" type="button" onClick=${submit}>
            <${Icon} name="plus" /><span>${t('rooms.make', { room: wanted })}</span>
          </button>`}
        ${wanted === '' && html`
          <button class="make" type="button" onClick=${() => { shut(); dialog.value = 'newroom'; }}>
            <${Icon} name="plus" /><span>${t('newroom.title')}</span>
          </button>`}
      </div>

      <button class="me" type="button" onClick=${() => { dialog.value = 'settings'; }} aria-label=${`${t('head.settings')}: ${me.value}`}>
        <${Avatar} name=${me.value} />
        <span class="me-words"><bdi class="me-name">${me.value}</bdi><span class="me-hint">${t(owned.value ? 'me.change' : 'me.guest')}</span></span>
        <${Icon} name="gear" />
      </button>
    </nav>`;
}

function RoomLink({ one, unread, here, onGo }) {
  const label = labelOf(one);
  const click = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onGo(one.name);
  };
  return html`
    <li>
      <a href=${hashOf(one.name)} class=${unread > 0 ? 'unread' : ''} aria-current=${here ? 'page' : null} onClick=${click}>
        <${Sign} one=${one} /><bdi class="name" title=${isClosed(one) ? label : one.name}>${label}</bdi>
        ${unread > 0 && html`
          <span class="badge"><span aria-hidden="true">${unread > BADGE_MAX ? `${BADGE_MAX}+` : unread}</span><span class="unseen">${' ' + t('rooms.count', { count: unread })}</span></span>`}
      </a>
    </li>`;
}
