// What a person has chosen for this browser. Every open page follows at once.

import { computed, effect, signal } from '../vendor/signals-core.js';
import { recall, remember } from './store.js';

export const THEMES = ['system', 'light', 'dark'];
const TAGS = ['en', 'de'];

const spoken = () => {
  const wanted = (navigator.languages ?? []).map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find((tag) => TAGS.includes(tag)) ?? TAGS[0];
};

const oneOf = (known, value, fallback) => (known.includes(value) ? value : fallback);

export const theme = signal(oneOf(THEMES, recall('theme'), 'system'));
export const language = signal(oneOf(TAGS, recall('language'), spoken()));
export const notify = signal(recall('notify') === true);

export function chooseTheme(value) {
  theme.value = oneOf(THEMES, value, 'system');
  remember('theme', theme.value);
}

export function chooseLanguage(value) {
  language.value = oneOf(TAGS, value, TAGS[0]);
  remember('language', language.value);
}

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
  if (theme.value === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme.value;
});

window.addEventListener('storage', ({ key }) => {
  if (key === 'parley.theme') theme.value = oneOf(THEMES, recall('theme'), 'system');
  if (key === 'parley.notify') notify.value = recall('notify') === true;
});
