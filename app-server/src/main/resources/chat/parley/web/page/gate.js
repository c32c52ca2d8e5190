// The way in: one's name, and whatever else this server wants of those who come.

import { useEffect, useRef, useState } from '../vendor/preact-hooks.js';
import { plainOf } from '../hub/api.js';
import { comeIn, waiting } from './chat.js';
import { html } from './html.js';
import { access, call, claim, gate, howToGetIn, invite, login, me, register } from './identity.js';
import { Complaint, Field, Head, Modal, shut } from './modal.js';
import { nameProblem, SECRET_MIN, tidyName } from './names.js';
import { Trust } from './trust.js';
import { sayProblem, t } from './words.js';

const ASK_AGAIN_MS = 3_000;

/** As a guest; by an invite; with a password that one has; with a new one. By each kind of server, the usual one first. */
const WAYS = { open: ['guest', 'login'], invite: ['join', 'login'], accounts: ['login', 'register'] };
const MORE = { guest: 'gate.to.guest', join: 'gate.to.join', login: 'gate.to.login', register: 'gate.to.register' };

/** From a link, or the code alone. */
const codeFrom = (typed) => new URLSearchParams(typed.split('#').at(-1)).get('join') ?? typed.trim();

export function Gate() {
  const mode = access.value?.access ?? 'open';
  const ways = WAYS[mode] ?? WAYS.invite;
  const [chosen, choose] = useState('');
  const expired = gate.value === 'expired';
  const usual = expired ? 'login' : mode === 'accounts' && invite.value !== '' ? 'register' : ways[0];
  const way = ways.includes(chosen) ? chosen : usual;
  const [refused, refuse] = useState(false); // the invite, by the server

  // How one gets in may not be known yet, or be another after a while.
  useEffect(() => {
    if (access.value !== null) return undefined;
    let timer = 0;
    const ask = () => howToGetIn().catch(() => { timer = setTimeout(ask, ASK_AGAIN_MS); });
    ask();
    return () => clearTimeout(timer);
  }, [access.value]);

  const title = t(expired ? 'gate.expired' : 'welcome.title');
  return html`
    <${Modal} label=${title} className="dialog welcome">
      <img src="web/icon.svg" alt="" width="64" height="64" />
      <h2>${title}</h2>
      <p class="dialog-text">
        ${expired ? t('gate.expired.text') : t(textOf(way, refused))}
        ${waiting.value > 0 && ` ${t('gate.waiting', { count: waiting.value })}`}
      </p>
      <${WayForm} key=${way} way=${way} onDone=${comeIn} onRefused=${() => refuse(true)} />
      <div class="gate-more">
        ${ways.filter((one) => one !== way).map((one) => html`
          <button key=${one} class="text-button" type="button" onClick=${() => choose(one)}>${t(MORE[one])}</button>`)}
      </div>
      <${Trust} />
    <//>`;
}

const textOf = (way, refused) => (way === 'join' && (refused || invite.value === '') ? 'gate.text.uninvited' : `gate.text.${way}`);

/** Signing in while one is here already, as a guest. */
export const SignIn = () => html`
  <${Modal} label=${t('gate.login')} className="dialog" onClose=${shut}>
    <${Head} title=${t('gate.login')} />
    <p class="dialog-text">${t('gate.text.login')}</p>
    <${WayForm} way="login" onDone=${comeIn} />
  <//>`;

function WayForm({ way, onDone, onRefused }) {
  const [name, setName] = useState(me.value);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [wantsCode, wantCode] = useState(false); // the one of the link was not good
  const [problem, setProblem] = useState(null); // { words, field }
  const [busy, setBusy] = useState(false);
  const form = useRef();
  const [first] = useState(me.value === '' ? 'name' : way === 'login' || way === 'register' ? 'password' : 'invite'); // to be written
  const secret = way === 'login' || way === 'register';
  const needsCode = way === 'join' || (way === 'register' && access.value?.sign_up !== true);
  const asksCode = needsCode && (invite.value === '' || wantsCode);
  const givenCode = asksCode ? codeFrom(code) : invite.value;
  const writes = (set) => (value) => {
    set(value);
    setProblem(null);
  };

  // The form may come in another's place, whose field had the keyboard.
  useEffect(() => { [...form.current.elements].find((one) => one.value === '')?.focus(); }, []);
  useEffect(() => { form.current.querySelector('[aria-invalid]')?.focus(); }, [problem]);

  const submit = async (event) => {
    event.preventDefault();
    if (busy) return;
    const tidy = tidyName(name);
    const wrong = whatIsWrong(way, tidy, password, needsCode ? givenCode : null);
    setProblem(wrong);
    if (wrong) return;
    setBusy(true);
    try {
      const known = access.value !== null;
      await howToGetIn();
      // Only now it is known what is wanted: the page asks for it.
      if (known || WAYS[access.value.access]?.includes(way)) await goIn(way, tidy, password, givenCode, onDone);
    } catch (error) {
      const plain = plainOf(error);
      if (plain.field === 'invite') {
        wantCode(true);
        onRefused?.();
        setCode(givenCode);
      }
      setProblem({ words: sayRefusal(plain, way), field: plain.code === 'name_taken' ? 'name' : plain.field });
    } finally {
      setBusy(false);
    }
  };

  const bad = (field) => problem?.field === field;
  return html`
    <form class="fields" novalidate ref=${form} onSubmit=${submit}>
      <${Field} id="name" label=${t('welcome.name')} value=${name} onWrite=${writes(setName)} bad=${bad('name')} autofocus=${first === 'name' || (first === 'invite' && !asksCode)}
                autocomplete=${secret ? 'username' : 'nickname'} enterkeyhint=${secret || asksCode ? 'next' : 'go'} />
      ${secret && html`
        <${Field} id="password" type="password" label=${t('gate.password')} value=${password} onWrite=${writes(setPassword)} bad=${bad('password')} autofocus=${first === 'password'}
                  hint=${way === 'register' ? t('gate.password.hint', { count: SECRET_MIN }) : null}
                  autocomplete=${way === 'register' ? 'new-password' : 'current-password'} />`}
      ${asksCode && html`
        <${Field} id="invite" label=${t('gate.invite')} value=${code} onWrite=${writes(setCode)} bad=${bad('invite')} autofocus=${first === 'invite'}
                  autocomplete="off" autocapitalize="none" />`}
      <${Complaint} words=${problem?.words} />
      <button class="main-button" type="submit" aria-disabled=${busy ? 'true' : null}>${t(`gate.go.${way}`)}</button>
    </form>`;
}

function goIn(way, name, password, code, onDone) {
  const done = { guest: async () => call(name), join: () => claim(name, code), login: () => login(name, password), register: () => register(name, password, code) };
  return done[way]().then(onDone);
}

function whatIsWrong(way, name, password, code) {
  const why = nameProblem(name);
  if (why !== '') return { words: t(why), field: 'name' };
  if (way === 'login' && password === '') return { words: t('problem.password.empty'), field: 'password' };
  if (way === 'register' && [...password].length < SECRET_MIN) {
    return { words: t('problem.password.short', { count: SECRET_MIN }), field: 'password' };
  }
  return code === '' ? { words: t('problem.invite.empty'), field: 'invite' } : null;
}

function sayRefusal(problem, way) {
  if (problem.code === 'forbidden' && way === 'login') return t('gate.wrong');
  if (problem.code === 'name_taken') return t('gate.taken');
  if (problem.code === 'slow_down') return t('gate.slow', { count: Math.max(1, Math.ceil((problem.retryAfterMs ?? 1_000) / 1_000)) });
  return sayProblem(problem);
}
