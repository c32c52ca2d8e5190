// Full jitter: any time up to a bound that doubles. When a server comes back, its clients do not all
// come back in the same instant.

const BASE_MS = 500;
const CAP_MS = 20_000;
const FLOOR_MS = 250;

/** How long to wait after so many failures in a row (1 or more). */
export function backoffMs(failures) {
  const bound = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(failures, 10));
  return FLOOR_MS + Math.random() * bound;
}

/** The server said when: not earlier, and not all at once. */
export const afterMs = (ms) => Math.max(ms, FLOOR_MS) + Math.random() * 1000;
