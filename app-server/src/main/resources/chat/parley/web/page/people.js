// The room on the page: what it is about, who is in it, and what may be changed there.

import { useEffect, useRef, useState } from '../vendor/preact-hooks.js';
import * as api from '../hub/api.js';
import { mayTalkTo } from './actions.js';
import { changes, go, listAgain, say, shownRoom } from './chat.js';
import { Avatar, html, Icon } from './html.js';
import { administrator, me } from './identity.js';
import { Complaint, Field, Head, Modal, shut, Sure } from './modal.js';
import { SECRET_MIN, tidyName } from './names.js';
import { talkTo } from './newroom.js';
import { isClosed, labelOf, Sign } from './places.js';
import { FIRST_ROOM, here, room } from './rooms.js';
import { sayProblem, t } from './words.js';

const ROLES = ['owner', 'moderator', 'member'];

/** Members first, by their roles; then who wrote here, as far as it is on the page. */
function everyone(members, messages) {
  const listed = members.toSorted((one, other) => place(one) - place(other) || one.name.localeCompare(other.name));
  const known = new Set(listed.map((one) => one.name));
  const guests = new Map(messages.map(({ sender, guest }) => [sender, Boolean(guest)]));
  return [...listed, ...[...guests].filter(([name]) => !known.has(name)).map(([name, guest]) => ({ name, guest, role: '' }))];
}

const place = ({ role }) => [...ROLES, '', 'banned'].indexOf(role);

export function People() {
  const one = here.value;
  const [members, setMembers] = useState(null);
  const [problem, complain] = useState('');
  const [opened, open] = useState(''); // whose actions are shown
  const list = useRef();

  const look = async () => {
    // A room in which nobody wrote yet is none to the server.
    if (!isClosed(one) && !one.listed) {
      setMembers([]);
      return;
    }
    try {
      setMembers((await api.members(room.value)).members);
    } catch (error) {
      const plain = api.plainOf(error);
      setMembers([]);
      // Whom a public room's roles are given to is not for everyone to know.
      if (isClosed(one)) complain(sayProblem(plain));
    }
  };
  useEffect(() => { look(); }, [room.value, changes.value, one.listed]);

  /** Does something with the server, then shows how things are. Whether it went well. */
  const act = async (does, said = sayProblem) => {
    complain('');
    try {
      const reply = await does();
      if (reply.warning) complain(reply.warning);
      await Promise.all([listAgain(), look()]);
      return true;
    } catch (error) {
      const plain = error instanceof Error ? api.plainOf(error) : error;
      complain(said(plain));
      return false;
    }
  };

  /** The same with somebody; their actions are shut then, and the keyboard is not left nowhere. */
  const actOn = (name) => async (does) => {
    if (!await act(does)) return;
    open('');
    requestAnimationFrame(() => {
      if (!list.current || list.current.closest('dialog').contains(document.activeElement)) return;
      const buttons = [...list.current.querySelectorAll('[data-of]')];
      (buttons.find((button) => button.dataset.of === name) ?? buttons[0] ?? list.current.closest('dialog').querySelector('button')).focus();
    });
  };

  const manages = one.role === 'owner' || one.role === 'moderator' || (administrator.value && !isClosed(one));
  const people = members === null ? [] : everyone(members, isClosed(one) ? [] : shownRoom().messages);
  const context = { one, manages, actOn, opened, open };
  return html`
    <${Modal} label=${t('people.title')} className="dialog" onClose=${shut}>
      <${Head} title=${labelOf(one)} sign=${html`<${Sign} one=${one} />`} />
      <${About} one=${one} manages=${manages} act=${act} />
      <section class="people" aria-label=${t('people.who')}>
        <h3>${t('people.who')}</h3>
        ${members === null && html`<p class="hint" role="status">${t('people.loading')}</p>`}
        ${members !== null && people.length === 0 && html`<p class="hint">${t('people.nobody')}</p>`}
        <ul ref=${list}>${people.map((person) => html`<${Person} key=${person.name} person=${person} ...${context} />`)}</ul>
        <${Complaint} words=${problem} />
        ${manages && isClosed(one) && one.direct === undefined && html`<${Add} act=${act} />`}
      </section>
      ${one.role === 'owner' && isClosed(one) && one.direct === undefined && html`<${Passphrase} act=${act} complain=${complain} />`}
      ${isClosed(one) && one.role && one.direct === undefined && html`<${Leave} one=${one} complain=${complain} />`}
    <//>`;
}

function About({ one, manages, act }) {
  const [changing, change] = useState(false);
  const [title, setTitle] = useState('');
  const [topic, setTopic] = useState('');
  const begin = () => {
    setTitle(one.title ?? '');
    setTopic(one.topic ?? '');
    change(true);
  };
  const submit = async (event) => {
    event.preventDefault();
    const next = { topic: topic.trim(), ...(isClosed(one) && title.trim() !== '' ? { title: title.trim() } : {}) };
    if (await act(() => api.changeRoom(one.name, next))) change(false);
  };
  if (changing) {
    return html`
      <form class="fields" novalidate onSubmit=${submit}>
        ${isClosed(one) && html`<${Field} id="room-title" label=${t('newroom.name.private')} value=${title} onWrite=${setTitle} autocomplete="off" autofocus />`}
        <${Field} id="room-topic" label=${t('newroom.topic')} value=${topic} onWrite=${setTopic} autocomplete="off" />
        <div class="dialog-buttons">
          <button class="main-button" type="submit">${t('settings.save')}</button>
          <button class="plain-button" type="button" onClick=${() => change(false)}>${t('sure.no')}</button>
        </div>
      </form>`;
  }
  const words = one.direct ? t('people.direct', { name: one.direct }) : t(isClosed(one) ? 'newroom.private.text' : 'newroom.public.text');
  return html`
    <div class="about">
      ${one.topic && html`<p dir="auto">${one.topic}</p>`}
      <p class="hint">${words}</p>
      ${manages && one.direct === undefined && html`
        <button class="text-button" type="button" onClick=${begin}>${t(isClosed(one) ? 'people.change.private' : 'people.change.public')}</button>`}
    </div>`;
}

function Person({ person, one, manages, actOn, opened, open }) {
  const { name, role, guest } = person;
  const shown = opened === name;
  const self = name === me.value;
  const may = manages && !self && one.direct === undefined && !guest;
  const talks = mayTalkTo(name, guest) && role !== 'banned';
  const words = [role !== '' && t(`people.role.${role}`), guest && t('people.guest'), self && t('people.you')].filter(Boolean).join(' · ');
  return html`
    <li>
      <div class="person">
        <${Avatar} name=${name} />
        <span class="person-words"><bdi class="person-name" title=${name}>${name}</bdi>${words && html`<span class="hint">${words}</span>`}</span>
        ${(may || talks) && html`
          <button class="icon-button" type="button" aria-label=${t('people.actions', { name })} aria-expanded=${String(shown)} data-of=${name}
                  onClick=${() => open(shown ? '' : name)}><${Icon} name="more" /></button>`}
      </div>
      ${shown && html`
        <div class="person-actions">
          ${talks && html`<button class="plain-button" type="button" onClick=${() => talkTo(name)}>${t('people.message', { name })}</button>`}
          ${may && html`<${Powers} name=${name} role=${role} one=${one} act=${actOn(name)} />`}
        </div>`}
    </li>`;
}

/** What whoever looks after a room can do to another. */
function Powers({ name, role, one, act }) {
  const become = (next) => () => act(() => api.setMember(one.name, name, next));
  if (role === 'banned') {
    return html`<button class="plain-button" type="button" onClick=${() => act(() => api.removeMember(one.name, name))}>${t('people.unban')}</button>`;
  }
  const gives = one.role === 'moderator' ? ['moderator', 'member'] : ROLES;
  return html`
    ${gives.filter((next) => next !== role && (role !== '' || next !== 'member' || isClosed(one))).map((next) => html`
      <button key=${next} class="plain-button" type="button" onClick=${become(next)}>${t(`people.make.${next}`)}</button>`)}
    ${role !== '' && isClosed(one) && html`
      <${Sure} label=${t('people.remove')} question=${t('people.remove.sure', { name })} action=${t('people.remove')}
               onDo=${() => act(() => api.removeMember(one.name, name))} />`}
    <${Sure} label=${t('people.ban')} question=${t('people.ban.sure', { name })} action=${t('people.ban')} onDo=${become('banned')} />
    ${administrator.value && html`
      <${Sure} label=${t('people.ban.server')} question=${t('people.ban.server.sure', { name })} action=${t('people.ban.server')}
               onDo=${() => act(() => api.ban(name))} />`}`;
}

function Add({ act }) {
  const [name, write] = useState('');
  const submit = async (event) => {
    event.preventDefault();
    const tidy = tidyName(name);
    const said = (problem) => (problem.code === 'not_found' ? t('people.add.unknown', { name: tidy }) : sayProblem(problem));
    if (tidy !== '' && await act(() => api.setMember(room.value, tidy, 'member'), said)) write('');
  };
  return html`
    <form class="field" novalidate onSubmit=${submit}>
      <label for="add">${t('people.add')}</label>
      <div class="name-row">
        <input id="add" type="text" spellcheck=${false} autocomplete="off" dir="auto" value=${name} onInput=${(event) => write(event.target.value)} />
        <button class="main-button" type="submit">${t('people.add.do')}</button>
      </div>
    </form>`;
}

function Passphrase({ act, complain }) {
  const [words, write] = useState('');
  const set = async (passphrase) => {
    if (!await act(() => api.changeRoom(room.value, { passphrase }))) return;
    write('');
    say(t('settings.saved'));
  };
  const submit = (event) => {
    event.preventDefault();
    if (words === '') return;
    if ([...words].length < SECRET_MIN) complain(t('problem.passphrase.short', { count: SECRET_MIN }));
    else set(words);
  };
  return html`
    <form class="field" novalidate onSubmit=${submit}>
      <label for="set-passphrase">${t('people.passphrase')}</label>
      <div class="name-row">
        <input id="set-passphrase" type="text" spellcheck=${false} autocomplete="off" dir="auto" value=${words} aria-describedby="set-passphrase-hint"
               onInput=${(event) => write(event.target.value)} />
        <button class="main-button" type="submit">${t('settings.save')}</button>
      </div>
      <p id="set-passphrase-hint" class="hint">${t('newroom.passphrase.text', { count: SECRET_MIN })}</p>
      <button class="text-button" type="button" onClick=${() => set('')}>${t('people.passphrase.none')}</button>
    </form>`;
}

function Leave({ one, complain }) {
  const leave = async () => {
    try {
      await api.leaveRoom(one.name);
    } catch (error) {
      complain(sayProblem(api.plainOf(error)));
      return;
    }
    shut();
    go(FIRST_ROOM);
    listAgain().catch(() => {}); // the poll tells of it too
  };
  return html`<div class="leave"><${Sure} label=${t('people.leave')} question=${t('people.leave.sure', { room: labelOf(one) })} action=${t('people.leave')} onDo=${leave} /></div>`;
}
