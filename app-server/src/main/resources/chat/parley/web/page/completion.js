// What fits the name of an emoji that is being typed: ":coff" offers ☕. The names are those of the
// emoji picker's own list, which the browser loads once.

import { html } from './html.js';
import { language } from './settings.js';
import { t } from './words.js';

const BEGUN = /(?:^|[\s(])(:([\p{L}\p{N}_+-]{2,30}))$/u;
const OFFERED = 6;

const bases = new Map(); // language → the promise of its names

async function names(tag) {
  if (!bases.has(tag)) {
    const loading = import('../vendor/emoji/database.js').then(({ default: Database }) =>
      new Database({ locale: tag, dataSource: new URL(`../vendor/emoji/${tag}.json`, import.meta.url).href }));
    bases.set(tag, loading);
    loading.catch(() => bases.delete(tag)); // tried again with the next letter
  }
  return bases.get(tag);
}

/** Offers for what stands before the caret, or null. */
export async function complete(text, caret) {
  const begun = BEGUN.exec(text.slice(0, caret));
  if (!begun) return null;
  try {
    const fits = await (await names(language.value)).getEmojiBySearchQuery(begun[2]);
    const offers = fits.slice(0, OFFERED);
    return offers.length === 0 ? null : offer(offers, caret - begun[1].length, 0);
  } catch (error) {
    console.info(error); // no names to be had now: one can write on
    return null;
  }
}

/** offers from that place of the text, of which one is chosen. */
const offer = (offers, from, at) => ({
  offers,
  from,
  at,
  /** Whether the key was meant for the list. */
  keyed(event, set, take) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) set(offer(offers, from, (at + step + offers.length) % offers.length));
    else if (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey)) take(offers[at]);
    else if (event.key === 'Escape') set(null);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  },
});

export const Completions = ({ found, onTake }) => found && html`
  <ul id="completions" class="completions" role="listbox" aria-label=${t('composer.completions')}>
    ${found.offers.map((one, i) => html`
      <li key=${one.unicode} id=${`completion-${i}`} role="option" aria-selected=${String(i === found.at)}
          onPointerDown=${(event) => { event.preventDefault(); onTake(one); }}>
        <span class="completion-sign">${one.unicode}</span><span>:${one.shortcodes?.[0] ?? one.annotation}:</span>
      </li>`)}
  </ul>`;
