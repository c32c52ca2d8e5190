// What a person has chosen for this browser. Every open page follows.

import { computed, effect, signal } from '../vendor/signals-core.js';
import { recall, remember } from './store.js';

export const THEMES = ['system', 'light', 'dark'];
export const DENSITIES = ['comfortable', 'compact'];
/** What the Enter key does. */
export const ENTERS = ['send', 'break'];
const TAGS = ['en', 'de'];

const spoken = () => {
  const wanted = (navigator.languages ?? []).map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find((tag) => TAGS.includes(tag)) ?? TAGS[0];
};

const oneOf = (known, value, fallback) => (known.includes(value) ? value : fallback);

export const theme = signal(oneOf(THEMES, recall('theme'), 'system'));
export const language = signal(oneOf(TAGS, recall('language'), spoken()));
export const density = signal(oneOf(DENSITIES, recall('density'), 'comfortable'));
export const enter = signal(oneOf(ENTERS, recall('enter'), 'send'));
export const notify = signal(recall('notify') === true);

const choice = (chosen, key, known) => (value) => {
  chosen.value = oneOf(known, value, known[0]);
  remember(key, chosen.value);
};

export const chooseTheme = choice(theme, 'theme', THEMES);
export const chooseLanguage = choice(language, 'language', TAGS);
export const chooseDensity = choice(density, 'density', DENSITIES);
export const chooseEnter = choice(enter, 'enter', ENTERS);

export function chooseNotify(value) {
  notify.value = value;
  remember('notify', value);
}

const systemDark = matchMedia('(prefers-color-scheme: dark)');
const systemLooks = signal(systemDark.matches ? 'dark' : 'light');
systemDark.addEventListener('change', () => {
  systemLooks.value = systemDark.matches ? 'dark' : 'light';
});

/** How the page looks now: 'light' or 'dark'. */
export const looks = computed(() => (theme.value === 'system' ? systemLooks.value : theme.value));

effect(() => {
  const root = document.documentElement;
  root.lang = language.value;
  root.dataset.looks = looks.value;
  root.dataset.density = density.value;
  if (theme.value === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme.value;
});

// Not the language, whose texts have to be loaded first: it comes with the next page.
window.addEventListener('storage', ({ key }) => {
  if (key === 'parley.theme') theme.value = oneOf(THEMES, recall('theme'), 'system');
  if (key === 'parley.density') density.value = oneOf(DENSITIES, recall('density'), 'comfortable');
  if (key === 'parley.enter') enter.value = oneOf(ENTERS, recall('enter'), 'send');
  if (key === 'parley.notify') notify.value = recall('notify') === true;
});
