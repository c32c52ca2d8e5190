// The quiet bar under the room's name: why nothing comes in at the moment, since when, how much waits
// to go out, and what one can do. It shows itself after three seconds; most troubles are shorter.

import { useEffect, useState } from '../vendor/preact-hooks.js';
import { link, tryNow, waiting } from './chat.js';
import { html } from './html.js';
import { duration } from './times.js';
import { sayProblem, t } from './words.js';

const PATIENCE_MS = 3_000;

const ENDED = {
  superseded: () => [t('bar.superseded'), t('bar.here')],
  disconnected: () => [t('bar.disconnected'), t('bar.connect')],
  banned: (problem) => [sayProblem(problem), t('bar.again')],
  refused: (problem) => [t('bar.refused', { problem: sayProblem(problem) }), t('bar.again')],
};

export function Bar() {
  const state = link.value;
  const now = useNow(state.name === 'lost', state.since);
  if (state.name === 'ended') {
    const ended = state.problem?.code === 'banned' ? ENDED.banned : ENDED[state.why];
    if (!ended) return html`<${Strip} />`; // signed out: the way in is on the page
    const [words, action] = ended(state.problem);
    return html`<${Strip} words=${words} action=${action} />`;
  }
  const lostMs = now - state.since;
  if (state.name !== 'lost' || lostMs < PATIENCE_MS) return html`<${Strip} />`;
  const words = state.problem ? sayProblem(state.problem) : t('bar.lost');
  const more = waiting.value > 0 ? t('bar.waiting', { count: waiting.value }) : '';
  return html`<${Strip} words=${words} time=${t('bar.since', { time: duration(lostMs) })} more=${more} action=${t('bar.try')} />`;
}

/** The time, every second while it matters. */
function useNow(counts, since) {
  const [now, set] = useState(Date.now());
  useEffect(() => {
    if (!counts) return undefined;
    set(Date.now());
    const first = setTimeout(() => set(Date.now()), Math.max(0, PATIENCE_MS - (Date.now() - since)));
    const timer = setInterval(() => set(Date.now()), 1000);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [counts, since]);
  return now;
}

// The seconds are not for a screen reader, so they stand apart. The box stays: only what is added to
// one that was there already is read out.
const Strip = ({ words = '', time = '', more = '', action = '' }) => html`
  <div class="bar" role="status" data-shown=${words !== '' ? '' : null}>
    ${words !== '' && html`
      <span class="bar-words"><span>${words}</span>${time && html`<span aria-hidden="true">${' · ' + time}</span>`}${more && html`<span>${' · ' + more}</span>`}</span>
      <button class="bar-button" type="button" onClick=${tryNow}>${action}</button>`}
  </div>`;
