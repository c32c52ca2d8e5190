// Making a room: one for everyone, or one for whoever is let in.

import { useState } from '../vendor/preact-hooks.js';
import * as api from '../hub/api.js';
import { Claim } from './account.js';
import { dialog, go, listAgain, say, subject } from './chat.js';
import { html } from './html.js';
import { owned } from './identity.js';
import { Choice, Complaint, Field, Head, Modal, shut } from './modal.js';
import { roomNameFrom, roomProblem, SECRET_MIN } from './names.js';
import { sayProblem, t } from './words.js';

const KINDS = ['public', 'private'];

export function NewRoom() {
  const [kind, choose] = useState('public');
  const [name, setName] = useState('');
  const [topic, setTopic] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState(null); // { words, field }
  const closed = kind === 'private';
  const writes = (set) => (value) => {
    set(value);
    setProblem(null);
  };

  const submit = async (event) => {
    event.preventDefault();
    const wanted = closed ? name.trim() : roomNameFrom(name);
    if (closed && passphrase !== '' && [...passphrase].length < SECRET_MIN) {
      setProblem({ words: t('problem.passphrase.short', { count: SECRET_MIN }), field: 'passphrase' });
      return;
    }
    const why = closed ? (wanted === '' ? 'problem.title.empty' : '') : roomProblem(wanted);
    if (why !== '') {
      setProblem({ words: t(why), field: 'name' });
      return;
    }
    const about = { topic: topic.trim() || undefined };
    try {
      const { room } = await api.makeRoom(closed
        ? { title: wanted, ...about, private: true, passphrase: passphrase || undefined }
        : { name: wanted, ...about });
      await listAgain();
      shut();
      go(room.room);
    } catch (error) {
      const plain = error instanceof Error ? api.plainOf(error) : error;
      setProblem({ words: plain.status === 409 ? t('newroom.exists') : sayProblem(plain), field: plain.field || 'name' });
    }
  };

  const bad = (...fields) => fields.includes(problem?.field);
  return html`
    <${Modal} label=${t('newroom.title')} className="dialog" onClose=${shut}>
      <${Head} title=${t('newroom.title')} />
      <${Choice} legend=${t('newroom.kind')} name="kind" chosen=${kind} onChoose=${(value) => { choose(value); setProblem(null); }}
                 options=${KINDS.map((one) => [one, t(`newroom.${one}`)])} />
      <p class="hint">${t(`newroom.${kind}.text`)}</p>
      ${closed && !owned.value ? html`<${Claim} />` : html`
        <form class="fields" novalidate onSubmit=${submit}>
          <${Field} id="room-name" label=${t(closed ? 'newroom.name.private' : 'newroom.name.public')} value=${name} onWrite=${writes(setName)}
                    bad=${bad('name', 'title')} autocomplete="off" autofocus />
          <${Field} id="room-topic" label=${t('newroom.topic')} value=${topic} onWrite=${writes(setTopic)} bad=${bad('topic')} autocomplete="off" />
          ${closed && html`
            <${Field} id="room-passphrase" label=${t('newroom.passphrase')} hint=${t('newroom.passphrase.text', { count: SECRET_MIN })} value=${passphrase}
                      onWrite=${writes(setPassphrase)} bad=${bad('passphrase')} autocomplete="off" />`}
          <${Complaint} words=${problem?.words} />
          <button class="main-button" type="submit">${t('newroom.make')}</button>
        </form>`}
    <//>`;
}

/** Goes to the conversation with one other; there is one, or it is made. */
export async function talkTo(name) {
  try {
    const { room } = await api.makeRoom({ direct: name });
    await listAgain();
    dialog.value = '';
    subject.value = null;
    go(room.room);
  } catch (error) {
    const plain = error instanceof Error ? api.plainOf(error) : error;
    say(plain.status === 404 ? t('people.unknown', { name }) : sayProblem(plain));
  }
}
