// What fits a name that is being typed: ":coff" offers ☕, "@a" people who wrote in this room, "#k" rooms.
// The names of emoji are those of the picker's own list, which the browser loads once.

import { shownRoom } from './chat.js';
import { html } from './html.js';
import { isClosed } from './places.js';
import { rooms } from './rooms.js';
import { language } from './settings.js';
import { t } from './words.js';

const BEGUN = /(?:^|[\s(])(:[\p{L}\p{N}_+-]{2,30}|[@#][\p{L}\p{M}\p{N}_.-]{0,40})$/u;
const OFFERED = 6;

const bases = new Map(); // language → the promise of its emoji

async function emoji(tag, wanted) {
  if (!bases.has(tag)) {
    const loading = import('../vendor/emoji/database.js').then(({ default: Database }) =>
      new Database({ locale: tag, dataSource: new URL(`../vendor/emoji/${tag}.json`, import.meta.url).href }));
    bases.set(tag, loading);
    loading.catch(() => bases.delete(tag)); // tried again with the next letter
  }
  const fits = await (await bases.get(tag)).getEmojiBySearchQuery(wanted);
  return fits.map((one) => ({ key: one.unicode, text: one.unicode, sign: one.unicode, words: `:${one.shortcodes?.[0] ?? one.annotation}:` }));
}

const begins = (name, wanted) => name.toLocaleLowerCase().startsWith(wanted);

function people(wanted) {
  const names = new Set(shownRoom().messages.map((message) => message.sender).reverse());
  return [...names].filter((name) => begins(name, wanted)).map((name) => ({ key: name, text: '@' + name, sign: '@', words: name }));
}

const roomsLike = (wanted) => rooms.value.filter((one) => !isClosed(one) && begins(one.name, wanted))
  .map((one) => ({ key: one.name, text: '#' + one.name, sign: '#', words: one.name }));

/** Offers for what stands before the caret, or null. */
export async function complete(text, caret) {
  const begun = BEGUN.exec(text.slice(0, caret))?.[1];
  if (!begun) return null;
  const wanted = begun.slice(1).toLocaleLowerCase();
  try {
    const fits = begun[0] === ':' ? await emoji(language.value, wanted) : begun[0] === '@' ? people(wanted) : roomsLike(wanted);
    const offers = fits.slice(0, OFFERED);
    return offers.length === 0 ? null : offer(offers, caret - begun.length, 0);
  } catch (error) {
    console.info(error); // no names to be had now: one can write on
    return null;
  }
}

/** offers from that place of the text, of which one is marked; chosen, if by a key. */
const offer = (offers, from, at, chosen = false) => ({
  offers,
  from,
  at,
  /** Whether the key was meant for the list. */
  keyed(event, set, take) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return false;
    // "#1" and Enter is a message as often as a room: Enter takes an offer that was chosen, or an emoji.
    const enters = event.key === 'Enter' && !event.shiftKey && (chosen || offers[at].sign === offers[at].text);
    if (!step && !enters && event.key !== 'Tab' && event.key !== 'Escape') return false;
    event.preventDefault();
    event.stopPropagation();
    if (step) set(offer(offers, from, (at + step + offers.length) % offers.length, true));
    else if (event.key === 'Escape') set(null);
    else take(offers[at]);
    return true;
  },
});

export const Completions = ({ found, onTake }) => found && html`
  <ul id="completions" class="completions" role="listbox" aria-label=${t('composer.completions')}>
    ${found.offers.map((one, i) => html`
      <li key=${one.key} id=${`completion-${i}`} role="option" aria-selected=${String(i === found.at)}
          onPointerDown=${(event) => { event.preventDefault(); onTake(one); }}>
        <span class="completion-sign" aria-hidden="true">${one.sign}</span><bdi>${one.words}</bdi>
      </li>`)}
  </ul>`;
