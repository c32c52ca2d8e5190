// The list of rooms, finding and making one, and the drawer that the list is on a phone.

import { useEffect, useRef, useState } from '../vendor/preact-hooks.js';
import { dialog, drawer, go, me, room, rooms, unreadOf } from './chat.js';
import { Avatar, html, Icon } from './html.js';
import { hashOf, roomNameFrom, roomProblem } from './names.js';
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
  const fits = wanted === '' ? rooms.value : rooms.value.filter((one) => one.name.toLocaleLowerCase().includes(wanted.toLocaleLowerCase()));
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
    const same = fits.filter((one) => one.name.toLocaleLowerCase() === wanted.toLocaleLowerCase());
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
          ${fits.slice(0, LISTED).map((one) => html`
            <${RoomLink} key=${one.name} name=${one.name} unread=${unreadOf(one)} here=${one.name === room.value} onGo=${choose} />`)}
        </ul>
        ${fits.length > LISTED && html`<p class="rooms-more">${t('rooms.more', { count: fits.length - LISTED })}</p>`}
        ${isNew && html`
          <button class="make" type="button" onClick=${submit}>
            <${Icon} name="plus" /><span>${t('rooms.make', { room: wanted })}</span>
          </button>`}
      </div>

      <button class="me" type="button" onClick=${() => { dialog.value = 'settings'; }} aria-label=${`${t('head.settings')}: ${me.value}`}>
        <${Avatar} name=${me.value} />
        <span class="me-words"><bdi class="me-name">${me.value}</bdi><span class="me-hint">${t('me.change')}</span></span>
        <${Icon} name="gear" />
      </button>
    </nav>`;
}

function RoomLink({ name, unread, here, onGo }) {
  const click = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onGo(name);
  };
  return html`
    <li>
      <a href=${hashOf(name)} class=${unread > 0 ? 'unread' : ''} aria-current=${here ? 'page' : null} onClick=${click}>
        <span class="hash" aria-hidden="true">#</span><bdi class="name" title=${name}>${name}</bdi>
        ${unread > 0 && html`
          <span class="badge"><span aria-hidden="true">${unread > BADGE_MAX ? `${BADGE_MAX}+` : unread}</span><span class="unseen">${' ' + t('rooms.count', { count: unread })}</span></span>`}
      </a>
    </li>`;
}
