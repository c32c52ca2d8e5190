// Keys that work wherever one is on the page.

import { dialog, drawer, emojiOpen, screen, step } from './chat.js';
import { gate } from './identity.js';
import { narrow } from './sidebar.js';

/** There the keys of a program go with another key than elsewhere. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform ?? '');

export function listen() {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || gate.value !== '') return;
    if (act(event)) event.preventDefault();
  });
  narrow.addEventListener('change', () => {
    drawer.value = false;
  });
}

/** Whether the key was one of ours. */
function act(event) {
  const { key, altKey, shiftKey, ctrlKey, metaKey } = event;
  const mod = isMac ? metaKey : ctrlKey;
  if (mod && !altKey) {
    const opens = { k: 'switcher', ',': 'settings', '/': 'keys' }[key.toLowerCase()];
    if (!opens) return false;
    dialog.value = dialog.value === opens ? '' : opens;
    return true;
  }
  if (dialog.value !== '') return false;
  if (altKey && !mod && (key === 'ArrowUp' || key === 'ArrowDown')) {
    step(key === 'ArrowUp' ? -1 : 1, shiftKey);
    return true;
  }
  if (key === 'F6') {
    nextPane(shiftKey);
    return true;
  }
  if (key === 'Escape' && drawer.value) {
    drawer.value = false;
    return true;
  }
  if (key === 'Escape' && !emojiOpen.value) {
    screen.toLatest(false);
    screen.focusComposer();
    return true;
  }
  return false;
}

/** The list of rooms, the messages, the box: round and round. */
function nextPane(backwards) {
  const panes = ['#side', '.head', '.scroller', '.composer'].map((one) => document.querySelector(one)).filter((one) => one?.checkVisibility?.() ?? one);
  const here = panes.findIndex((one) => one.contains(document.activeElement));
  const next = panes.at((here + (backwards ? -1 : 1) + panes.length) % panes.length);
  (next.matches('.scroller') ? next : next.querySelector('a[aria-current], textarea, button, input'))?.focus();
}
