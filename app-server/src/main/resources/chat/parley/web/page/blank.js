// What stands where no messages are: because they are on their way, cannot be had, or nobody wrote yet.

import { useState } from '../vendor/preact-hooks.js';
import * as api from '../hub/api.js';
import { listAgain, load } from './chat.js';
import { html, Icon } from './html.js';
import { Complaint, Field } from './modal.js';
import { isClosed, mentionOf } from './places.js';
import { here } from './rooms.js';
import { share } from './share.js';
import { around, sayProblem, t } from './words.js';

export function Blank({ view, empty }) {
  if (view.problem?.code === 'room_unknown' && isClosed({ name: view.room })) return html`<${Locked} key=${view.room} room=${view.room} />`;
  if (view.problem) {
    return html`
      <div class="blank">
        <div class="blank-icon"><${Icon} name="alert" /></div>
        <h2>${t('log.problem')}</h2>
        <p>${sayProblem(view.problem)}</p>
        <button type="button" class="main-button" onClick=${() => load()}>${t('log.retry')}</button>
      </div>`;
  }
  if (view.previewed) return null;
  if (!view.loaded) {
    return html`
      <div class="blank">
        <div class="ghosts" role="status" aria-label=${t('log.loading')}>
          <div class="ghost"></div><div class="ghost"></div><div class="ghost"></div>
        </div>
      </div>`;
  }
  if (!empty) return null;
  const [before, after] = around(here.value.direct ? 'log.empty.direct' : 'log.empty.text', 'room');
  return html`
    <div class="blank">
      <img src="web/icon.svg" alt="" width="72" height="72" />
      <h2>${t('log.empty')}</h2>
      <p>${before}<bdi class="strong">${mentionOf(here.value)}</bdi>${after}</p>
      ${!here.value.direct && html`<button type="button" class="quiet-button framed" onClick=${share}><${Icon} name="link" /><span>${t('head.share')}</span></button>`}
    </div>`;
}

/** A private room of which one is no member, or none at all: that is not told. */
function Locked({ room }) {
  const [passphrase, write] = useState('');
  const [problem, complain] = useState('');
  const submit = async (event) => {
    event.preventDefault();
    if (passphrase === '') return;
    try {
      await api.joinRoom(room, passphrase);
    } catch (error) {
      const plain = api.plainOf(error);
      complain(t(plain.code === 'room_unknown' ? 'locked.wrong' : 'error.other', { detail: sayProblem(plain) }));
      return;
    }
    await listAgain().catch(() => {}); // the poll tells of it too
    load();
  };
  return html`
    <div class="blank">
      <div class="blank-icon calm"><${Icon} name="lock" /></div>
      <h2>${t('locked.title')}</h2>
      <p>${t('locked.text')}</p>
      <form class="fields locked" novalidate onSubmit=${submit}>
        <${Field} id="passphrase" type="password" label=${t('locked.passphrase')} value=${passphrase} bad=${problem !== ''} autocomplete="off"
                  onWrite=${(value) => { write(value); complain(''); }} />
        <${Complaint} words=${problem} />
        <button class="main-button" type="submit">${t('locked.join')}</button>
      </form>
    </div>`;
}
