// The texts of this page, in the chosen language. A component that asks for a text is drawn anew when
// the language changes.

import { computed } from '../vendor/signals-core.js';
import en from '../text/en.js';
import { chooseLanguage, language } from './settings.js';

const loaders = { en: () => en, de: async () => (await import('../text/de.js')).default };

/** The languages there are, each named in itself. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' };

const tables = { en };

/** Loads the table of a language; resolves when texts come in it. */
export async function load(tag) {
  tables[tag] ??= await loaders[tag]();
}

/** From now on in that language. */
export async function speak(tag) {
  await load(tag);
  chooseLanguage(tag);
}

const plural = computed(() => new Intl.PluralRules(language.value));
const number = computed(() => new Intl.NumberFormat(language.value));

/** The text of that name, with what is to be filled in; `count` chooses the form of a text that depends on it. */
export function t(key, values = {}) {
  const table = tables[language.value] ?? en;
  const text = table[key] ?? en[key];
  const form = typeof text === 'string' ? text : text[plural.value.select(values.count)] ?? text.other;
  return form.replace(/\{(\w+)\}/g, (_, name) => say(values[name]));
}

/** A text around a node: its parts before and after the place of that name. */
export function around(key, name, values = {}) {
  return t(key, { ...values, [name]: '\u0000' }).split('\u0000');
}

const say = (value) => (typeof value === 'number' ? number.value.format(value) : String(value ?? ''));

/** What the server, or the way to it, said no with: { code, detail, status }. */
export function sayProblem(problem) {
  if (!problem) return '';
  if (problem.status === 0) return t('log.unreachable');
  const known = [`error.${problem.code}.${problem.field}`, `error.${problem.code}`].find((key) => key in en);
  return t(known ?? 'error.other', { detail: problem.detail });
}
