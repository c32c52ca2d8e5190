// How rooms are called on the page. Every room has a name, by which the server knows it; a private one's is only a
// number, and people know it by its title, or by who else is in it.

import { html, Icon } from './html.js';
import { t } from './words.js';

/** Whether a room is one that only its members see. */
export const isClosed = (one) => one.name.startsWith('~');

export const labelOf = (one) => one.direct ?? one.title ?? (isClosed(one) ? t('rooms.private') : one.name);

/** As it stands in a sentence: "#kitchen", "Surprise party", "Bob". */
export const mentionOf = (one) => (isClosed(one) ? '' : '#') + labelOf(one);

/** Whether what someone types may mean that room. */
export const fits = (one, typed) => {
  const wanted = typed.trim().replace(/^#/, '').toLocaleLowerCase();
  return [labelOf(one), one.name].some((name) => name.toLocaleLowerCase().includes(wanted)
    || (!isClosed(one) && name.toLocaleLowerCase().includes(wanted.replace(/\s+/g, '-'))));
};

/** The sign before a room's name; what it says is for those who listen, too. */
export const Sign = ({ one }) => {
  if (!isClosed(one)) return html`<span class="hash" aria-hidden="true">#</span>`;
  return html`<span class="hash"><${Icon} name=${one.direct ? 'person' : 'lock'} /></span><span class="unseen">${t(one.direct ? 'rooms.is.direct' : 'rooms.is.private')}${' '}</span>`;
};
