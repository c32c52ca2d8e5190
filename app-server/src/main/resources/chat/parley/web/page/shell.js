// The frame of the page.

import { MessageActions } from './actions.js';
import { dialog, drawer, screen, toast, unreadOf } from './chat.js';
import { Bar } from './bar.js';
import { Composer } from './composer.js';
import { Keys, Settings, Switcher } from './dialogs.js';
import { Gate, SignIn } from './gate.js';
import { html, Icon } from './html.js';
import { gate } from './identity.js';
import { NewRoom } from './newroom.js';
import { People } from './people.js';
import { labelOf, Sign } from './places.js';
import { here, room, rooms } from './rooms.js';
import { Share, share } from './share.js';
import { Sidebar } from './sidebar.js';
import { Timeline } from './timeline.js';
import { t } from './words.js';

const DIALOGS = {
  settings: Settings, keys: Keys, switcher: Switcher, share: Share, newroom: NewRoom, people: People, message: MessageActions, signin: SignIn,
};

export function App() {
  if (gate.value !== '') return html`<${Gate} /><${Toast} />`;
  const Dialog = DIALOGS[dialog.value];
  return html`
    <div class=${'app' + (drawer.value ? ' side-open' : '')}>
      <button class="skip" type="button" onClick=${() => screen.focusComposer()}>${t('app.skip')}</button>
      <${Sidebar} />
      <div class="veil" onClick=${() => { drawer.value = false; }}></div>
      <main class="main" inert=${drawer.value}>
        <${RoomHead} />
        <${Bar} />
        <${Timeline} />
        <${Composer} />
      </main>
    </div>
    ${Dialog && html`<${Dialog} />`}
    <${Toast} />`;
}

function RoomHead() {
  const elsewhere = rooms.value.reduce((sum, one) => sum + (one.name === room.value ? 0 : unreadOf(one)), 0);
  const one = here.value;
  return html`
    <header class="head">
      <button id="side-open" class="icon-button narrow-only" type="button" aria-controls="side" aria-expanded=${String(drawer.value)}
              aria-label=${elsewhere === 0 ? t('rooms.title') : t('rooms.unread', { count: elsewhere })}
              onClick=${() => { drawer.value = true; }}>
        <${Icon} name="menu" />
        ${elsewhere > 0 && html`<span class="dot"></span>`}
      </button>
      <div class="heading">
        <h1 id="title" class="title" title=${labelOf(one)}><${Sign} one=${one} /><bdi>${labelOf(one)}</bdi></h1>
        ${one.topic && html`<p class="topic" title=${one.topic} dir="auto">${one.topic}</p>`}
      </div>
      <button class="icon-button wide-only" type="button" aria-label=${t('head.switch')} title=${t('head.switch')}
              onClick=${() => { dialog.value = 'switcher'; }}><${Icon} name="search" /></button>
      <button class="icon-button" type="button" aria-label=${t('head.people')} title=${t('head.people')}
              onClick=${() => { dialog.value = 'people'; }}><${Icon} name="people" /></button>
      ${!one.direct && html`
        <button class="quiet-button" type="button" onClick=${share}><${Icon} name="link" /><span>${t('head.share')}</span></button>`}
      <button class="icon-button" type="button" aria-label=${t('head.settings')} title=${t('head.settings')}
              onClick=${() => { dialog.value = 'settings'; }}><${Icon} name="gear" /></button>
    </header>`;
}

const Toast = () => html`
  <div class=${'toast' + (toast.value.shown ? ' shown' : '')} role="status">${toast.value.words}</div>`;
