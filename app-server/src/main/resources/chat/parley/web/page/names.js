// How people and rooms are named, and how names look.

const COLOURS = 12;

/** So many characters have passwords, and passphrases of rooms, at least. */
export const SECRET_MIN = 8;

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

/** What a reader takes for single characters. */
export const graphemes = (text) => (letters ? Array.from(letters.segment(text), (part) => part.segment) : [...text]);

/** A name's first letter, without the marks that some pile on it. */
export const initialOf = (name) => {
  const first = graphemes(name.slice(0, 24))[0] ?? '?';
  return first.toLocaleUpperCase().replace(/(\p{M}{2})\p{M}+/gu, '$1');
};

/** As the server keeps names: trimmed, composed. */
export const tidyName = (name) => name.trim().normalize('NFC');

/** Why a name cannot be used, as a text's key; empty if it can. The server has the last word. */
export function nameProblem(name) {
  if (name === '') return 'problem.name.empty';
  if ([...name].length > 64) return 'problem.name.long';
  if (/^[.~]/.test(name)) return 'problem.name.start';
  if (/[/\\;%?#\p{Cc}]/u.test(name)) return 'problem.name.signs';
  return '';
}

/** How the server names rooms that only their members see. */
const PRIVATE = /^~[0-9A-Za-z_-]{26}$/;

export function roomProblem(name) {
  if (PRIVATE.test(name)) return '';
  if (name === '') return 'problem.room.empty';
  if ([...name].length > 64) return 'problem.room.long';
  if (name.startsWith('.')) return 'problem.room.start';
  if (!/^[\p{L}\p{M}\p{N}_.-]+$/u.test(name)) return 'problem.room.signs';
  return '';
}

/** What someone types for a room, as a room's name: "#Tea break " is Tea-break. */
export const roomNameFrom = (typed) => tidyName(typed).replace(/^#/, '').replace(/\s+/g, '-');

export const hashOf = (room) => '#' + encodeURIComponent(room);

export function roomInAddress() {
  try {
    return tidyName(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return '';
  }
}
