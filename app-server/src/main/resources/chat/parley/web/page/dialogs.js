// The windows over the page: one's name at the first time, the settings, the list of keys, and the way
// to a room by its name.

import { useEffect, useRef, useState } from '../vendor/preact-hooks.js';
import { copyText } from './clipboard.js';
import { dialog, go, hovers, me, rename, rooms, say, screen, unreadOf } from './chat.js';
import { diagnostics } from './diagnostics.js';
import { html, Icon } from './html.js';
import { isMac } from './keys.js';
import { nameProblem, tidyName } from './names.js';
import { permitted, state } from './notices.js';
import {
  chooseDensity, chooseEnter, chooseNotify, chooseTheme, DENSITIES, density, enter, ENTERS, language, notify, theme, THEMES,
} from './settings.js';
import { LANGUAGES, speak, t } from './words.js';

/** A modal dialog; Escape and what is around it close it, if it can be closed. */
function Modal({ label, className, onClose, children }) {
  const box = useRef();
  const leaving = useRef(false);
  useEffect(() => {
    const dialogBox = box.current;
    const before = document.activeElement;
    dialogBox.showModal();
    return () => {
      // What is around a modal dialog cannot have the focus before it is closed.
      leaving.current = true;
      dialogBox.close();
      if (before instanceof HTMLElement && before !== document.body) before.focus({ preventScroll: true });
      else if (hovers.matches) screen.focusComposer();
    };
  }, []);
  const cancel = (event) => {
    event.preventDefault();
    onClose?.();
  };
  // A browser lets Escape be refused once only; the second time the dialog is closed all the same.
  const closed = () => {
    if (leaving.current) return;
    if (onClose) onClose();
    else box.current.showModal();
  };
  const pressed = (event) => {
    if (event.target === box.current) onClose?.();
  };
  return html`
    <dialog class=${className} aria-label=${label} ref=${box} onCancel=${cancel} onClose=${closed} onPointerDown=${pressed}>
      <div class="dialog-body">${children}</div>
    </dialog>`;
}

const shut = () => {
  dialog.value = '';
};

/** A name with its complaint; onName(name) takes a good one. */
function NameForm({ label, action, onName, autofocus }) {
  const [name, setName] = useState(me.value);
  const [problem, setProblem] = useState('');
  const submit = (event) => {
    event.preventDefault();
    const tidy = tidyName(name);
    const why = nameProblem(tidy);
    setProblem(why === '' ? '' : t(why));
    if (why === '') onName(tidy);
  };
  const write = (event) => {
    setName(event.target.value);
    setProblem('');
  };
  return html`
    <form class="name-form" novalidate onSubmit=${submit}>
      <label for="name">${label}</label>
      <div class="name-row">
        <input id="name" type="text" autocomplete="nickname" spellcheck=${false} enterkeyhint="go" dir="auto" autofocus=${autofocus}
               value=${name} onInput=${write} aria-invalid=${problem !== '' ? 'true' : null} aria-describedby="name-problem" />
        <button class="main-button" type="submit">${action}</button>
      </div>
      <p id="name-problem" class="complaint" role="alert" hidden=${problem === ''}>${problem}</p>
    </form>`;
}

export const Welcome = () => html`
  <${Modal} label=${t('welcome.title')} className="dialog welcome">
    <img src="web/icon.svg" alt="" width="64" height="64" />
    <h2>${t('welcome.title')}</h2>
    <p class="dialog-text">${t('welcome.text')}</p>
    <${NameForm} label=${t('welcome.name')} action=${t('welcome.join')} onName=${rename} autofocus=${true} />
  <//>`;

function Head({ title }) {
  return html`
    <div class="dialog-head">
      <h2>${title}</h2>
      <button class="icon-button" type="button" aria-label=${t('settings.close')} onClick=${shut}><${Icon} name="close" /></button>
    </div>`;
}

const Choice = ({ legend, name, options, chosen, onChoose }) => html`
  <fieldset class="choice">
    <legend>${legend}</legend>
    <div class="choice-options">
      ${options.map(([value, words]) => html`
        <label key=${value}>
          <input type="radio" name=${name} value=${value} checked=${value === chosen} onChange=${() => onChoose(value)} />
          <span>${words}</span>
        </label>`)}
    </div>
  </fieldset>`;

export function Settings() {
  const renamed = (name) => {
    if (name !== me.value) {
      rename(name);
      say(t('settings.saved'));
    }
    shut();
  };
  return html`
    <${Modal} label=${t('settings.title')} className="dialog" onClose=${shut}>
      <${Head} title=${t('settings.title')} />
      <${NameForm} label=${t('settings.name')} action=${t('settings.save')} onName=${renamed} />
      <p class="hint">${t('settings.name.text')}</p>
      <${Choice} legend=${t('settings.theme')} name="theme" chosen=${theme.value} onChoose=${chooseTheme}
                 options=${THEMES.map((one) => [one, t(`settings.theme.${one}`)])} />
      <${Choice} legend=${t('settings.language')} name="language" chosen=${language.value} onChoose=${speak}
                 options=${Object.entries(LANGUAGES)} />
      <${Choice} legend=${t('settings.density')} name="density" chosen=${density.value} onChoose=${chooseDensity}
                 options=${DENSITIES.map((one) => [one, t(`settings.density.${one}`)])} />
      <${Choice} legend=${t('settings.enter')} name="enter" chosen=${enter.value} onChoose=${chooseEnter}
                 options=${ENTERS.map((one) => [one, t(`settings.enter.${one}`)])} />
      <${Notifications} />
      <div class="dialog-buttons">
        <button class="plain-button" type="button" onClick=${() => { dialog.value = 'keys'; }}>${t('settings.keys')}</button>
        <button class="plain-button" type="button" onClick=${copyDiagnostics}>${t('settings.diagnostics')}</button>
      </div>
    <//>`;
}

const copyDiagnostics = async () => say(t(await copyText(diagnostics()) ? 'toast.copied' : 'toast.uncopied'));

function Notifications() {
  const [can, setCan] = useState(state());
  const choose = async (event) => {
    const wanted = event.target.checked;
    chooseNotify(wanted && await permitted());
    setCan(state());
  };
  return html`
    <fieldset class="choice">
      <legend>${t('settings.notifications')}</legend>
      ${can === 'possible'
        ? html`<label class="check"><input type="checkbox" checked=${notify.value} onChange=${choose} /><span>${t('settings.notify')}</span></label>`
        : html`<p class="hint">${t(`settings.notify.${can}`)}</p>`}
    </fieldset>`;
}

const mod = () => (isMac ? '⌘' : t('key.ctrl'));

export const Keys = () => html`
  <${Modal} label=${t('keys.title')} className="dialog" onClose=${shut}>
    <${Head} title=${t('keys.title')} />
    <dl class="keys">
      ${[
        ['keys.send', [enter.value === 'send' ? [t('key.enter')] : [mod(), t('key.enter')]]],
        ['keys.break', [enter.value === 'send' ? [t('key.shift'), t('key.enter')] : [t('key.enter')]]],
        ['keys.complete', [[':'], ['@'], ['#']]],
        ['keys.switch', [[mod(), 'K']]],
        ['keys.rooms', [[t('key.alt'), '↑'], [t('key.alt'), '↓']]],
        ['keys.unread', [[t('key.alt'), t('key.shift'), '↑'], [t('key.alt'), t('key.shift'), '↓']]],
        ['keys.read', [[t('key.escape')]]],
        ['keys.panes', [['F6']]],
        ['keys.settings', [[mod(), ',']]],
        ['keys.list', [[mod(), '/']]],
      ].map(([words, ways]) => html`
        <div key=${words}>
          <dt>${t(words)}</dt>
          <dd>${ways.map((keys) => html`<span class="combination">${keys.map((one) => html`<kbd>${one}</kbd>`)}</span>`)}</dd>
        </div>`)}
    </dl>
  <//>`;

const OFFERED = 8;

export function Switcher() {
  const [typed, type] = useState('');
  const [at, setAt] = useState(0);
  const wanted = typed.trim().replace(/^#/, '').toLocaleLowerCase();
  const fits = rooms.value
    .filter((one) => one.name.toLocaleLowerCase().includes(wanted))
    .sort((one, other) => (unreadOf(other) > 0) - (unreadOf(one) > 0) || (other.lastActivity ?? 0) - (one.lastActivity ?? 0))
    .slice(0, OFFERED);
  const chosen = Math.min(at, Math.max(0, fits.length - 1));
  const take = (one) => {
    shut();
    go(one.name);
  };
  const keyed = (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && fits.length > 0) {
      event.preventDefault();
      setAt((chosen + by + fits.length) % fits.length);
    } else if (event.key === 'Enter' && fits[chosen]) {
      event.preventDefault();
      take(fits[chosen]);
    }
  };
  const write = (event) => {
    type(event.target.value);
    setAt(0);
  };
  return html`
    <${Modal} label=${t('switcher.title')} className="dialog switcher" onClose=${shut}>
      <input type="text" role="combobox" aria-label=${t('switcher.label')} placeholder=${t('switcher.title')} aria-expanded="true"
             aria-controls="switcher-rooms" aria-activedescendant=${fits.length > 0 ? `switch-${chosen}` : null}
             autocomplete="off" spellcheck=${false} dir="auto" autofocus value=${typed} onInput=${write} onKeyDown=${keyed} />
      <ul id="switcher-rooms" role="listbox" aria-label=${t('rooms.title')}>
        ${fits.map((one, i) => html`
          <li key=${one.name} id=${`switch-${i}`} role="option" aria-selected=${String(i === chosen)} onClick=${() => take(one)}>
            <span class="hash" aria-hidden="true">#</span><bdi>${one.name}</bdi>
            ${unreadOf(one) > 0 && html`<span class="badge">${unreadOf(one)}</span>`}
          </li>`)}
      </ul>
      ${fits.length === 0 && html`<p class="hint" role="status">${t('switcher.none')}</p>`}
    <//>`;
}
