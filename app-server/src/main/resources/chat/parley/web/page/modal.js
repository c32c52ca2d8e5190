// A window over the page, and what several of them have in them.

import { useLayoutEffect, useRef, useState } from '../vendor/preact-hooks.js';
import { dialog, hovers, screen } from './chat.js';
import { html, Icon } from './html.js';
import { t } from './words.js';

/** A modal dialog; Escape and what is around it close it, if it can be closed. */
export function Modal({ label, className, onClose, children }) {
  const box = useRef();
  const leaving = useRef(false);
  useLayoutEffect(() => { // at once: what is typed next is for what is in here
    const dialogBox = box.current;
    const before = document.activeElement;
    dialogBox.showModal();
    return () => {
      // What is around a modal dialog cannot have the focus before it is closed.
      leaving.current = true;
      dialogBox.close();
      if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus({ preventScroll: true });
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

export const shut = () => {
  dialog.value = '';
};

export function Head({ title, sign }) {
  return html`
    <div class="dialog-head">
      <h2>${sign}<bdi>${title}</bdi></h2>
      <button class="icon-button" type="button" aria-label=${t('settings.close')} onClick=${shut}><${Icon} name="close" /></button>
    </div>`;
}

export const Choice = ({ legend, name, options, chosen, onChoose }) => html`
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

/** One line to be written, with its name above it. */
export const Field = ({ id, label, hint, value, onWrite, bad, type = 'text', ...more }) => html`
  <div class="field">
    <label for=${id}>${label}</label>
    <input id=${id} type=${type} spellcheck=${false} dir="auto" value=${value} onInput=${(event) => onWrite(event.target.value)}
           aria-invalid=${bad ? 'true' : null} aria-describedby=${hint ? `${id}-hint` : null} ...${more} />
    ${hint && html`<p id=${`${id}-hint`} class="hint">${hint}</p>`}
  </div>`;

/** What went wrong, read aloud when it comes. */
export const Complaint = ({ words, id }) => html`<p id=${id} class="complaint" role="alert" hidden=${!words}>${words}</p>`;

/** A button that asks before it does what cannot be taken back. */
export function Sure({ label, question, action, onDo, className = 'plain-button danger' }) {
  const [asking, ask] = useState(false);
  const yes = useRef();
  const first = useRef();
  const asked = useRef(false);
  useLayoutEffect(() => {
    if (asking) {
      yes.current.focus();
      yes.current.closest('.sure').scrollIntoView({ block: 'nearest' }); // with the way back beside it
    } else if (asked.current) first.current?.focus();
    asked.current = asking;
  }, [asking]);
  const go = async () => {
    await onDo();
    ask(false);
  };
  if (!asking) return html`<button class=${className} type="button" ref=${first} onClick=${() => ask(true)}>${label}</button>`;
  return html`
    <div class="sure" role="group" aria-label=${question}>
      <p>${question}</p>
      <div class="dialog-buttons">
        <button class="main-button danger" type="button" ref=${yes} onClick=${go}>${action}</button>
        <button class="plain-button" type="button" onClick=${() => ask(false)}>${t('sure.no')}</button>
      </div>
    </div>`;
}
