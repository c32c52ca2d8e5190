// The settings' part about who one is: as a guest any name will do; a name that is one's own comes with signing out.

import { useState } from '../vendor/preact-hooks.js';
import * as api from '../hub/api.js';
import { comeIn, dialog, rename, say, signOut, waiting } from './chat.js';
import { html } from './html.js';
import { access, administrator, claim, me, owned } from './identity.js';
import { Complaint, Field, shut, Sure } from './modal.js';
import { nameProblem, SECRET_MIN, tidyName } from './names.js';
import { sayProblem, t } from './words.js';

export const Account = () => (owned.value ? html`<${Owner} />` : html`<${Guest} />`);

function Guest() {
  const [name, setName] = useState(me.value);
  const [problem, complain] = useState('');
  const submit = (event) => {
    event.preventDefault();
    const tidy = tidyName(name);
    const why = nameProblem(tidy);
    complain(why === '' ? '' : t(why));
    if (why !== '') return;
    if (tidy !== me.value) {
      rename(tidy);
      say(t('settings.saved'));
    }
    shut();
  };
  const write = (event) => {
    setName(event.target.value);
    complain('');
  };
  return html`
    <form class="name-form" novalidate onSubmit=${submit}>
      <label for="name">${t('settings.name')}</label>
      <div class="name-row">
        <input id="name" type="text" autocomplete="nickname" spellcheck=${false} enterkeyhint="go" dir="auto"
               value=${name} onInput=${write} aria-invalid=${problem !== '' ? 'true' : null} aria-describedby="name-problem" />
        <button class="main-button" type="submit">${t('settings.save')}</button>
      </div>
      <${Complaint} id="name-problem" words=${problem} />
    </form>
    <p class="hint">${t('settings.name.text')}</p>
    <${Claim} />`;
}

/** A guest's way to a name that nobody else can use. */
export function Claim() {
  const [problem, complain] = useState('');
  const keep = async () => {
    try {
      await claim(me.value);
    } catch (error) {
      const plain = api.plainOf(error);
      complain(plain.code === 'name_taken' ? t('gate.taken') : sayProblem(plain));
      return;
    }
    comeIn();
    say(t('account.claimed', { name: me.value }));
  };
  return html`
    <div class="claim">
      <p>${t('account.guest', { name: me.value })}</p>
      <${Complaint} words=${problem} />
      <div class="dialog-buttons">
        <button class="plain-button" type="button" onClick=${keep}>${t('account.claim')}</button>
        <button class="plain-button" type="button" onClick=${() => { dialog.value = 'signin'; }}>${t('gate.login')}</button>
      </div>
    </div>`;
}

function Owner() {
  const [changes, change] = useState(false);
  const leave = async () => {
    const told = await signOut();
    if (!told) say(t('account.untold'));
  };
  const name = me.value;
  // Where all have passwords, nobody loses the name.
  const question = [
    waiting.value > 0 && t('account.out.waiting', { count: waiting.value }),
    access.value?.access !== 'accounts' && t('account.out.sure', { name }),
  ].filter(Boolean).join(' ');
  return html`
    <section class="account" aria-label=${t('account.title')}>
      <p>${t('account.owner', { name })}${administrator.value && ` ${t('account.administrator')}`}</p>
      ${changes && html`<${Password} onDone=${() => change(false)} />`}
      <div class="dialog-buttons">
        ${!changes && html`<button class="plain-button" type="button" onClick=${() => change(true)}>${t('account.password')}</button>`}
        ${question === ''
          ? html`<button class="plain-button" type="button" onClick=${leave}>${t('account.out')}</button>`
          : html`<${Sure} label=${t('account.out')} question=${question} action=${t('account.out')} onDo=${leave} className="plain-button" />`}
      </div>
    </section>`;
}

function Password({ onDone }) {
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [problem, complain] = useState('');
  const submit = async (event) => {
    event.preventDefault();
    if ([...next].length < SECRET_MIN) {
      complain(t('problem.password.short', { count: SECRET_MIN }));
      return;
    }
    try {
      await api.setPassword(next, old || undefined);
    } catch (error) {
      const plain = api.plainOf(error);
      complain(plain.code === 'forbidden' ? t('account.password.wrong') : sayProblem(plain));
      return;
    }
    say(t('settings.saved'));
    onDone();
  };
  return html`
    <form class="fields" novalidate onSubmit=${submit}>
      <${Field} id="old-password" type="password" label=${t('account.password.old')} value=${old} onWrite=${setOld} autocomplete="current-password" />
      <${Field} id="new-password" type="password" label=${t('account.password.new')} value=${next} onWrite=${setNext} autocomplete="new-password"
                hint=${t('account.password.hint', { count: SECRET_MIN })} />
      <${Complaint} words=${problem} />
      <div class="dialog-buttons">
        <button class="main-button" type="submit">${t('settings.save')}</button>
        <button class="plain-button" type="button" onClick=${onDone}>${t('sure.no')}</button>
      </div>
    </form>`;
}
