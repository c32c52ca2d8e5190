// Letting others in: the link to the room on the page, and for administrators an invite.

import { useState } from '../vendor/preact-hooks.js';
import * as api from '../hub/api.js';
import { dialog, say } from './chat.js';
import { copyText } from './clipboard.js';
import { html, Icon } from './html.js';
import { access, administrator } from './identity.js';
import { Complaint, Head, Modal, shut } from './modal.js';
import { hashOf } from './names.js';
import { isClosed } from './places.js';
import { QrCode } from './qr.js';
import { here, room } from './rooms.js';
import { dateTime } from './times.js';
import { isOwnComputer, Trust } from './trust.js';
import { sayProblem, t } from './words.js';

export const share = () => {
  dialog.value = 'share';
};

const PAGE = location.href.split('#')[0];

export function Share() {
  return html`
    <${Modal} label=${t('share.title')} className="dialog" onClose=${shut}>
      <${Head} title=${t('share.title')} />
      ${administrator.value && !isOpen() && html`<${Invite} />`}
      <${Link} id="link" label=${t('share.room')} link=${PAGE + hashOf(room.value)} copied=${'toast.link'} hint=${t(hintFor())} />
      ${administrator.value && isOpen() && html`<${Invite} />`}
      <${Trust} />
    <//>`;
}

/** Whether whoever reaches this server is let in. */
const isOpen = () => access.value === null || access.value.access === 'open';

function hintFor() {
  if (isClosed(here.value)) return 'share.private';
  if (isOpen()) return isOwnComputer() ? 'share.here' : 'share.public';
  return administrator.value ? 'share.closed' : 'share.closed.ask';
}

function Link({ id, label, link, copied, hint }) {
  const copy = async () => say(await copyText(link) ? t(copied) : t('toast.uncopied'));
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <div class="name-row">
        <input id=${id} type="text" readonly dir="ltr" value=${link} onFocus=${(event) => event.target.select()} aria-describedby=${`${id}-hint`} />
        <button class="main-button" type="button" onClick=${copy}>${t('share.copy')}</button>
      </div>
      <p id=${`${id}-hint`} class="hint">${hint}</p>
    </div>`;
}

/** The key of this server goes into the link where no authority has signed it, so that Parley's own app knows the server by it. */
const inviteLink = ({ invite, pin }) => `${PAGE}#join=${invite}${pin && location.protocol === 'https:' ? `&pin=${pin}` : ''}`;

function Invite() {
  const [made, setMade] = useState(null);
  const [problem, complain] = useState('');
  const make = async () => {
    complain('');
    try {
      setMade(await api.makeInvite());
    } catch (error) {
      complain(sayProblem(api.plainOf(error)));
    }
  };
  return html`
    <section class="field" aria-label=${t('share.invite')}>
      ${made === null
        ? html`
          <p class="field-name">${t('share.invite')}</p>
          <p class="hint">${t('share.invite.text')}</p>
          <button class="plain-button" type="button" onClick=${make}><${Icon} name="people" /><span>${t('share.invite.make')}</span></button>`
        : html`
          <${Link} id="invite-link" label=${t('share.invite')} link=${inviteLink(made)} copied=${'toast.invite'}
                   hint=${t('share.invite.made', { count: made.left ?? made.uses, date: dateTime(new Date(made.expires * 1000)) })} />
          ${!isOwnComputer() && html`<${QrCode} text=${inviteLink(made)} />`}`}
      ${isOwnComputer() && !isOpen() && html`<p class="hint">${t('share.here')}</p>`}
      <${Complaint} words=${problem} />
    </section>`;
}
