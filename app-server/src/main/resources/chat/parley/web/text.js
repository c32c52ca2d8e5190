// How names, times and texts look. Data from people becomes nodes only through textContent: nothing
// here, or anywhere, parses it as HTML.

const COLOURS = 12;

/** An element. Properties that begin with "data" or "aria" or are unknown to the element become attributes. */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'class') node.className = value;
    else if (name === 'on') for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
    else if (name in node && !name.includes('-')) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';

/** One of the icons of index.html. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', '#i-' + name);
  svg.append(use);
  return svg;
}

// ---- names

/** The class of a name's colour: the same name has the same colour for everyone, always. */
export function colourOf(name) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  // FNV's last bytes reach the low bits only; this stirs them (the finish of MurmurHash3).
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return 'c' + ((hash ^ (hash >>> 16)) >>> 0) % COLOURS;
}

const letters = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

const graphemes = (text) => (letters ? Array.from(letters.segment(text), (part) => part.segment) : [...text]);

export const initialOf = (name) => (graphemes(name.slice(0, 24))[0] ?? '?').toLocaleUpperCase();

/** As the server keeps names: trimmed, composed. */
export const tidyName = (name) => name.trim().normalize('NFC');

/** Why a name cannot be used, as a sentence; empty if it can. The server has the last word. */
export function nameProblem(name) {
  if (name === '') return 'Please write a name.';
  if ([...name].length > 64) return 'That name is too long: at most 64 characters.';
  if (/^[.~]/.test(name)) return 'A name cannot begin with a dot or “~”.';
  if (/[/\\;%?#\p{Cc}]/u.test(name)) return 'A name cannot have any of / \\ ; % ? # in it.';
  return '';
}

export function roomProblem(name) {
  if (name === '') return 'Please write the name of a room.';
  if ([...name].length > 64) return 'That name is too long: at most 64 characters.';
  if (name.startsWith('.')) return 'The name of a room cannot begin with a dot.';
  if (!/^[\p{L}\p{M}\p{N}_.-]+$/u.test(name)) return 'The name of a room has letters, digits, “-”, “_” and “.” only.';
  return '';
}

/** What someone types for a room, as a room's name: "#Tea break " is Tea-break. */
export const roomNameFrom = (typed) => tidyName(typed).replace(/^#/, '').replace(/\s+/g, '-');

// ---- times

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const dayThisYear = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOtherYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const nearDay = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

export const clockTime = (date) => clock.format(date);
export const fullTime = (date) => full.format(date);

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** A key for the day in this person's time zone. */
export const dayKey = (date) => `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;

export function dayName(date) {
  // Rounded, because a day that changes to summer time has 23 hours.
  const days = Math.round((midnight(date) - midnight(new Date())) / 86_400_000);
  if (days === 0 || days === -1) {
    const words = nearDay.format(days, 'day');
    return words.charAt(0).toLocaleUpperCase() + words.slice(1);
  }
  return (date.getFullYear() === new Date().getFullYear() ? dayThisYear : dayOtherYear).format(date);
}

export function duration(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds}\u00a0s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}\u00a0min`;
  return `${Math.floor(seconds / 3600)}\u00a0h\u00a0${Math.floor((seconds % 3600) / 60)}\u00a0min`;
}

export const counted = (count, one, many) => `${count.toLocaleString()} ${count === 1 ? one : many}`;

// ---- texts

const BLOCK = /```[^\S\n]*[\w+#.-]*\n([\s\S]*?)\n?```|```([^\n]+?)```/g;
const CODE_OR_LINK = /`([^`\n]+)`|\bhttps?:\/\/[^\s<>"`]+/gi;

/** A message's text as nodes: blocks and words of code, links, and the rest as it was written. */
export function textNodes(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(BLOCK)) {
    // The line break before a block is the block's own.
    nodes.push(...lineNodes(text.slice(from, found.index).replace(/\n$/, '')));
    nodes.push(make('pre', { dir: 'ltr', tabIndex: 0 }, make('code', { textContent: found[1] ?? found[2] })));
    from = found.index + found[0].length;
    if (text[from] === '\n') from += 1;
  }
  nodes.push(...lineNodes(text.slice(from)));
  return nodes;
}

function lineNodes(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(CODE_OR_LINK)) {
    const [words, code] = found;
    const node = code === undefined ? linkNode(words) : make('code', { textContent: code });
    if (node === null) continue;
    nodes.push(text.slice(from, found.index), node);
    from = found.index + (code === undefined ? node.textContent.length : words.length);
  }
  nodes.push(text.slice(from));
  return nodes.filter((node) => node !== '');
}

/** A link to what is surely an address; the full stop or bracket after it belongs to the sentence. */
function linkNode(words) {
  let address = words;
  // At most a few: nobody closes forty brackets after an address.
  for (let trimmed = 0; trimmed < 40; trimmed++) {
    const last = address.at(-1);
    const closes = { ')': '(', ']': '[', '}': '{' }[last];
    const inSentence = closes
      ? address.split(last).length > address.split(closes).length
      : /[.,:;!?'’”»*_~…]/.test(last);
    if (!inSentence) break;
    address = address.slice(0, -1);
  }
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  return make('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer', dir: 'ltr', textContent: address });
}

/** One to three emoji alone are shown large. */
export function onlyEmoji(text) {
  const bare = text.replace(/\s+/g, '');
  if (bare === '' || bare.length > 40 || !letters) return false;
  const parts = graphemes(bare);
  return parts.length <= 3 && parts.every((part) => /\p{Emoji_Presentation}|\p{Extended_Pictographic}/u.test(part));
}

export const byteLength = (text) => new TextEncoder().encode(text).length;

/** Whether a text is so long that it is shown folded. */
export const isLong = (text) => text.length > 1500 || text.split('\n', 22).length > 20;

// ---- the clipboard

/** Copies, also where there is no secure context and so no asynchronous clipboard. */
export async function copyText(text) {
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Refused; the old way may still be allowed.
    }
  }
  const before = document.activeElement;
  const box = make('textarea', { class: 'unseen', value: text, readOnly: true });
  document.body.append(box);
  box.select();
  let done = false;
  try {
    done = document.execCommand('copy');
  } catch {
    done = false;
  }
  box.remove();
  before?.focus({ preventScroll: true });
  return done;
}
