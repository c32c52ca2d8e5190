// The windows over the page: the settings, the list of keys, and the way to a room by its name.

import { useState } from '../vendor/preact-hooks.js';
import { Account } from './account.js';
import { copyText } from './clipboard.js';
import { dialog, go, say, unreadOf } from './chat.js';
import { diagnostics } from './diagnostics.js';
import { html } from './html.js';
import { isMac } from './keys.js';
import { Choice, Head, Modal, shut } from './modal.js';
import { permitted, state } from './notices.js';
import { fits, labelOf, Sign } from './places.js';
import { rooms } from './rooms.js';
import {
  chooseDensity, chooseEnter, chooseNotify, chooseTheme, DENSITIES, density, enter, ENTERS, language, notify, theme, THEMES,
} from './settings.js';
import { Trust } from './trust.js';
import { LANGUAGES, speak, t } from './words.js';

export function Settings() {
  return html`
    <${Modal} label=${t('settings.title')} className="dialog" onClose=${shut}>
      <${Head} title=${t('settings.title')} />
      <${Account} />
      <${Choice} legend=${t('settings.theme')} name="theme" chosen=${theme.value} onChoose=${chooseTheme}
                 options=${THEMES.map((one) => [one, t(`settings.theme.${one}`)])} />
      <${Choice} legend=${t('settings.language')} name="language" chosen=${language.value} onChoose=${speak}
                 options=${Object.entries(LANGUAGES)} />
      <${Choice} legend=${t('settings.density')} name="density" chosen=${density.value} onChoose=${chooseDensity}
                 options=${DENSITIES.map((one) => [one, t(`settings.density.${one}`)])} />
      <${Choice} legend=${t('settings.enter')} name="enter" chosen=${enter.value} onChoose=${chooseEnter}
                 options=${ENTERS.map((one) => [one, t(`settings.enter.${one}`)])} />
      <${Notifications} />
      <${Trust} />
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
        ['keys.messages', [['↑'], ['↓']]],
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
  const found = rooms.value
    .filter((one) => fits(one, typed))
    .sort((one, other) => (unreadOf(other) > 0) - (unreadOf(one) > 0) || (other.lastActivity ?? 0) - (one.lastActivity ?? 0))
    .slice(0, OFFERED);
  const chosen = Math.min(at, Math.max(0, found.length - 1));
  const take = (one) => {
    shut();
    go(one.name);
  };
  const keyed = (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && found.length > 0) {
      event.preventDefault();
      setAt((chosen + by + found.length) % found.length);
    } else if (event.key === 'Enter' && found[chosen]) {
      event.preventDefault();
      take(found[chosen]);
    }
  };
  const write = (event) => {
    type(event.target.value);
    setAt(0);
  };
  return html`
    <${Modal} label=${t('switcher.title')} className="dialog switcher" onClose=${shut}>
      <input type="text" role="combobox" aria-label=${t('switcher.label')} placeholder=${t('switcher.title')} aria-expanded="true"
             aria-controls="switcher-rooms" aria-activedescendant=${found.length > 0 ? `switch-${chosen}` : null}
             autocomplete="off" spellcheck=${false} dir="auto" autofocus value=${typed} onInput=${write} onKeyDown=${keyed} />
      <ul id="switcher-rooms" role="listbox" aria-label=${t('rooms.title')}>
        ${found.map((one, i) => html`
          <li key=${one.name} id=${`switch-${i}`} role="option" aria-selected=${String(i === chosen)} onClick=${() => take(one)}>
            <${Sign} one=${one} /><bdi>${labelOf(one)}</bdi>
            ${unreadOf(one) > 0 && html`<span class="badge">${unreadOf(one)}</span>`}
          </li>`)}
      </ul>
      ${found.length === 0 && html`<p class="hint" role="status">${t('switcher.none')}</p>`}
    <//>`;
}
