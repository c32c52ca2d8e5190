// What can be done with a message of others', or one's own.

import * as api from '../hub/api.js';
import { copyText } from './clipboard.js';
import { dialog, erase, say, subject } from './chat.js';
import { html } from './html.js';
import { administrator, me, owned } from './identity.js';
import { Head, Modal, shut, Sure } from './modal.js';
import { talkTo } from './newroom.js';
import { isClosed } from './places.js';
import { here } from './rooms.js';
import { sayProblem, t } from './words.js';

const QUOTED_CHARS = 160;

export function choose(message) {
  subject.value = message;
  dialog.value = 'message';
}

const moderates = () =>
  here.value.role === 'owner' || here.value.role === 'moderator' || (administrator.value && !isClosed(here.value));

const isAuthor = (message) => owned.value && message.sender === me.value && !message.guest;

const mayDelete = (message) => !message.deleted && (isAuthor(message) || moderates());

/** Whether one can write to the author alone: both need a name of their own. */
export const mayTalkTo = (name, guest) => owned.value && !guest && name !== me.value && here.value.direct === undefined;

/** Whether there is anything that can be done with it. */
export const hasActions = (message) => !message.deleted || mayTalkTo(message.sender, message.guest);

export function MessageActions() {
  const message = subject.value;
  if (message === null) return null;
  const copy = async () => {
    say(t(await copyText(message.text) ? 'toast.copied' : 'toast.uncopied'));
    shut();
  };
  const remove = async () => {
    shut();
    try {
      await api.deleteMessage(message.id);
      erase(message.id); // the poll tells the others
    } catch (error) {
      say(t('message.undeleted', { problem: sayProblem(api.plainOf(error)) }));
    }
  };
  const quoted = message.text.length > QUOTED_CHARS ? message.text.slice(0, QUOTED_CHARS) + '…' : message.text;
  return html`
    <${Modal} label=${t('message.actions')} className="dialog sheet" onClose=${shut}>
      <${Head} title=${message.sender} />
      <blockquote class="quote" dir="auto">${message.deleted ? t('message.deleted') : quoted}</blockquote>
      <div class="stacked">
        ${!message.deleted && html`<button class="plain-button" type="button" onClick=${copy}>${t('message.copy.text')}</button>`}
        ${mayTalkTo(message.sender, message.guest) && html`
          <button class="plain-button" type="button" onClick=${() => talkTo(message.sender)}>${t('people.message', { name: message.sender })}</button>`}
        ${mayDelete(message) && html`
          <${Sure} label=${t('message.delete.it')} question=${t('message.delete.sure')} action=${t('message.delete.it')} onDo=${remove} />`}
      </div>
    <//>`;
}
