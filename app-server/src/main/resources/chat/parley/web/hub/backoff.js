// Full jitter: any time up to a bound that doubles. When a server comes back, its clients do not all
// come back in the same instant, and nobody waits for long: 10,000 who return within 8 s are one for
// each millisecond.

const BASE_MS = 500;
const CAP_MS = 8_000;
const FLOOR_MS = 250;

/** How long to wait after so many failures in a row (1 or more). */
export function backoffMs(failures) {
  const bound = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(failures - 1, 10));
  return FLOOR_MS + Math.random() * bound;
}

/** The server said when: not earlier, and not all at once. */
export const afterMs = (ms) => Math.max(ms, FLOOR_MS) + Math.random() * 1000;
