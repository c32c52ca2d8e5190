// One message. Who wrote it and when is in every row, so that it is read aloud; it is seen in a group's first.

import { Component, createRef } from '../vendor/preact.js';
import { aboutTheName } from '../hub/api.js';
import { choose, hasActions } from './actions.js';
import { dialog, remove, retry, say } from './chat.js';
import { copyText } from './clipboard.js';
import { Avatar, html, Icon } from './html.js';
import { owned } from './identity.js';
import { isLong, nodesOf, onlyEmoji } from './markdown.js';
import { colourOf } from './names.js';
import { clockTime, fullTime } from './times.js';
import { sayProblem, t } from './words.js';

const SIGNS = { sent: ['check', 'message.sent'], sending: ['clock', 'message.sending'], waiting: ['clock', 'message.waiting'] };

export class Row extends Component {
  #row = createRef();

  shouldComponentUpdate(next) {
    const now = this.props;
    return next.message !== now.message && next.message.text !== now.message.text
      || next.message.id !== now.message.id || next.message.deleted !== now.message.deleted
      || next.message.sender !== now.message.sender || next.date.getTime() !== now.date.getTime()
      || next.entry !== now.entry || next.first !== now.first || next.last !== now.last || next.own !== now.own
      || next.language !== now.language || next.stop !== now.stop || next.message.guest !== now.message.guest;
  }

  render({ id, message, entry, date, first, last, own, unfolded, stop }) {
    const bare = !message.deleted && onlyEmoji(message.text);
    const long = !message.deleted && isLong(message.text);
    const open = unfolded.has(id);
    const classes = ['row', first && 'first', last && 'last', own && 'own',
      entry && entry.state !== 'sent' && 'pending', entry?.state === 'failed' && 'failed'].filter(Boolean).join(' ');
    const sign = entry ? SIGNS[entry.state] : own && last ? SIGNS.sent : null;
    return html`
      <div class=${classes} ref=${this.#row} data-message=${entry ? null : message.id} data-pending=${entry?.id} data-state=${entry?.state}>
        <${Avatar} name=${message.sender} />
        <div class="stack">
          <div class="meta">
            <bdi class=${'who ' + colourOf(message.sender)}>${message.sender}</bdi>
            ${message.guest && html`${' '}<span class="guest">${t('people.guest')}</span>`}
            ${' '}<time datetime=${date.toISOString()} title=${fullTime(date)}>${clockTime(date)}</time>
          </div>
          <div class="line">
            <div class=${'bubble' + (bare ? ' bare' : '') + (long && !open ? ' folded' : '')} title=${fullTime(date)}>
              ${message.deleted
                ? html`<div class="text gone">${t('message.deleted')}</div>`
                : html`<${Text} id=${id} text=${message.text} large=${bare} copyLabel=${t('message.code')} />`}
              ${long && html`<button type="button" class="text-button fold" aria-expanded=${String(open)}
                onClick=${() => this.#fold()}>${t(open ? 'message.less' : 'message.all')}</button>`}
            </div>
            ${sign && html`<span class="mark" title=${t(sign[1])}><${Icon} name=${sign[0]} /><span class="unseen">${t(sign[1])}</span></span>`}
            ${!entry && hasActions(message) && html`
              <button type="button" class="more" tabindex=${stop ? 0 : -1} aria-label=${t('message.actions')} aria-haspopup="dialog"
                      onClick=${() => choose(message)}><${Icon} name="more" /></button>`}
            <time class="aside" aria-hidden="true" title=${fullTime(date)}>${clockTime(date)}</time>
          </div>
          <${Fate} entry=${entry} />
        </div>
      </div>`;
  }

  #fold() {
    const { id, unfolded } = this.props;
    if (!unfolded.delete(id)) unfolded.add(id);
    this.forceUpdate(() => {
      if (!unfolded.has(id)) this.#row.current.scrollIntoView({ block: 'nearest' });
    });
  }
}

/** What is in the bubble, put there as nodes that the sanitiser has let through. */
class Text extends Component {
  #box = createRef();

  shouldComponentUpdate(next) {
    return next.id !== this.props.id || next.text !== this.props.text || next.copyLabel !== this.props.copyLabel;
  }

  componentDidMount() {
    this.#fill();
  }

  componentDidUpdate() {
    this.#fill();
  }

  #fill() {
    const { id, text, copyLabel } = this.props;
    this.#box.current.replaceChildren(nodesOf(id, text, copyLabel));
  }

  render({ large }) {
    return html`<div class=${'text' + (large ? ' large' : '')} dir="auto" ref=${this.#box}></div>`;
  }
}

/** Words below a message of one's own, where a sign does not do. */
function Fate({ entry }) {
  if (entry?.state === 'waiting' && entry.note) {
    return html`<div class="fate"><span class="sign">${sayProblem(entry.note)}</span></div>`;
  }
  if (entry?.state !== 'failed') return null;
  const { problem } = entry;
  const button = (key, action) => html`<button type="button" class="text-button" onClick=${action}>${t(key)}</button>`;
  return html`
    <div class="fate">
      <span class="sign bad"><${Icon} name="alert" /><span>${t('message.failed', { problem: sayProblem(problem) })}</span></span>
      <span class="choices">
        ${aboutTheName(problem) && !owned.value && button('message.rename', () => { dialog.value = 'settings'; })}
        ${problem.code === 'name_taken' && !owned.value && button('gate.login', () => { dialog.value = 'signin'; })}
        ${button('message.retry', () => retry(entry))}
        ${button('message.copy', async () => say(t(await copyText(entry.text) ? 'toast.copied' : 'toast.uncopied')))}
        ${button('message.delete', () => remove(entry))}
      </span>
    </div>`;
}
