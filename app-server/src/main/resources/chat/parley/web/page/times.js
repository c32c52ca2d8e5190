// Times in the reader's language and time zone.

import { computed } from '../vendor/signals-core.js';
import { language } from './settings.js';

// The reader's own region writes the time, if they speak the chosen language; else the language does.
const locale = computed(() => navigator.languages?.find((tag) => tag.toLowerCase().startsWith(language.value)) ?? language.value);

const format = (options) => computed(() => new Intl.DateTimeFormat(locale.value, options));
const clock = format({ hour: 'numeric', minute: '2-digit' });
const full = format({ dateStyle: 'full', timeStyle: 'medium' });
const short = format({ dateStyle: 'medium', timeStyle: 'short' });
const dayThisYear = format({ weekday: 'long', day: 'numeric', month: 'long' });
const dayOtherYear = format({ day: 'numeric', month: 'long', year: 'numeric' });
const nearDay = computed(() => new Intl.RelativeTimeFormat(locale.value, { numeric: 'auto' }));

export const clockTime = (date) => clock.value.format(date);
export const dateTime = (date) => short.value.format(date);
export const fullTime = (date) => full.value.format(date);

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** A key for the day in this person's time zone. */
export const dayKey = (date) => `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;

export function dayName(date) {
  // Rounded, because a day that changes to summer time has 23 hours.
  const days = Math.round((midnight(date) - midnight(new Date())) / 86_400_000);
  if (days === 0 || days === -1) {
    const words = nearDay.value.format(days, 'day');
    return words.charAt(0).toLocaleUpperCase(locale.value) + words.slice(1);
  }
  return (date.getFullYear() === new Date().getFullYear() ? dayThisYear : dayOtherYear).value.format(date);
}

export function duration(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds}\u00a0s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}\u00a0min`;
  return `${Math.floor(seconds / 3600)}\u00a0h\u00a0${Math.floor((seconds % 3600) / 60)}\u00a0min`;
}
