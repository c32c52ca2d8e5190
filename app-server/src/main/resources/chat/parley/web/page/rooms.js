// The rooms there are, as the hub told of them, and which of them is on the page.

import { computed, signal } from '../vendor/signals-core.js';
import { labelOf } from './places.js';

export const FIRST_ROOM = 'general';

export const room = signal(''); // the name of the one on the page

const known = new Map(); // room → its summary
const version = signal(0);

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

// First the first room, then the others, then conversations with one person.
const rank = (one) => (one.name === FIRST_ROOM ? 0 : one.direct === undefined ? 1 : 2);

const before = (one, other) =>
  rank(one) - rank(other) || byName.compare(labelOf(one), labelOf(other)) || (one.name < other.name ? -1 : 1);

// Sorting thousands of names takes longer than a message may: it is done when there is a new one.
let order = null;

/** The rooms there are, by name, "general" first. */
export const rooms = computed(() => {
  version.value;
  order ??= [...known.values()].filter((one) => one.listed || one.unread > 0).sort(before).map((one) => one.name);
  const shown = order.map((name) => known.get(name));
  // The first room and the one on the page are there though nobody wrote in them.
  for (const name of new Set([FIRST_ROOM, room.value || FIRST_ROOM])) {
    if (known.get(name)?.listed) continue;
    const added = { unread: 0, ...known.get(name), name };
    const place = shown.findIndex((one) => before(added, one) <= 0);
    if (shown[place]?.name !== name) shown.splice(place < 0 ? shown.length : place, 0, added);
  }
  return shown;
});

/** What is known of a room. */
export const roomOf = (name) => {
  version.value;
  return known.get(name) ?? { name };
};

/** What is known of the room on the page. */
export const here = computed(() => roomOf(room.value));

function changed(reorder) {
  if (reorder) order = null;
  version.value += 1;
}

const standsElsewhere = (old, one) =>
  !old || old.listed !== one.listed || !one.listed || old.title !== one.title || old.direct !== one.direct;

export function putRooms(summaries) {
  let reorder = false;
  for (const one of summaries) {
    reorder ||= standsElsewhere(known.get(one.name), one);
    known.set(one.name, one);
  }
  changed(reorder);
}

export function dropRoom(name) {
  known.delete(name);
  changed(true);
}

export function forgetRooms() {
  known.clear();
  changed(true);
}
