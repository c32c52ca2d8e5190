// The server's HTTP interface, as the web client uses it. Addresses are relative to these files, so that
// the chat also works under a path of a reverse proxy, and alike in a page and in a worker.

// Request timeout, too many requests: what is refused so can succeed later.
const PASSING = new Set([408, 429]);

/** Where the server's addresses begin. */
export const ROOT = new URL('../../', import.meta.url);

/** The server answered, and said no. */
export class Refused extends Error {
  constructor(status, body, retryAfterMs) {
    super(typeof body?.detail === 'string' ? body.detail : `The server answered ${status}.`);
    this.status = status;
    this.code = typeof body?.code === 'string' ? body.code : '';
    this.field = typeof body?.field === 'string' ? body.field : '';
    this.retryAfterMs = retryAfterMs;
  }

  /** What can be sent from the worker to a page: the page says it in its own language. */
  get plain() {
    return { status: this.status, code: this.code, field: this.field, detail: this.message };
  }

  /** Whether the same request can succeed later without anyone changing it. */
  get passing() {
    return this.status >= 500 || PASSING.has(this.status);
  }
}

/** Whether a request was refused (see Refused.plain) for its sender's name, so that another name would help. */
export const aboutTheName = (problem) =>
  problem?.field === 'sender' || problem?.code === 'name_taken' || problem?.code === 'name_invalid';

/** No answer, or one that is not Parley's (a captive portal, a proxy's error page). */
export class Unreachable extends Error {}

/** The caller gave up on the request itself. */
export class Cancelled extends Error {}

const PATIENCE_MS = 15_000;

async function call(path, { method = 'GET', query = {}, body, signal, patienceMs = PATIENCE_MS } = {}) {
  const pairs = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  const address = new URL('api/' + path + (pairs.length ? '?' + new URLSearchParams(pairs) : ''), ROOT);

  // A connection can die without a word (sleep, a cable): no request waits for ever.
  const stop = new AbortController();
  const abort = () => stop.abort();
  const timer = setTimeout(abort, patienceMs);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);

  try {
    const reply = await fetch(address, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      cache: 'no-store',
      redirect: 'error',
      signal: stop.signal,
    });
    const text = await reply.text();
    let json = null;
    try {
      json = JSON.parse(text);
    } catch {
      // Judged below: an error without a body is still an error, a success without one is not ours.
    }
    const theirs = typeof json?.code !== 'string';
    // A proxy's "not found" while the server behind it is away says nothing about the request.
    if (!reply.ok && theirs && !PASSING.has(reply.status) && reply.status < 500) throw new Unreachable('The answer was not a chat server’s.');
    if (!reply.ok) throw new Refused(reply.status, json, retryAfter(reply));
    if (json === null || typeof json !== 'object') throw new Unreachable('The answer was not a chat server’s.');
    return json;
  } catch (error) {
    if (error instanceof Refused || error instanceof Unreachable) throw error;
    if (signal?.aborted) throw new Cancelled();
    throw new Unreachable('The server cannot be reached.');
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

function retryAfter(reply) {
  const value = reply.headers.get('Retry-After');
  if (!value) return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 300_000) : null;
}

export const rooms = (signal) => call('rooms', { signal });

export const history = (room, { limit = 50, before, after, signal } = {}) =>
  call('history', { query: { room, limit, before, after }, signal });

/** Every room at once: one open request, however many rooms there are. */
export const poll = (clientId, cursor, seconds, signal) =>
  call('poll', {
    query: { client_id: clientId, room: '*', cursor, timeout: seconds },
    signal,
    patienceMs: seconds * 1000 + PATIENCE_MS,
  });

export const send = (entry) =>
  call('send', {
    method: 'POST',
    body: { sender: entry.sender, text: entry.text, room: entry.room, client_message_id: entry.id },
    patienceMs: 20_000,
  });

/** Ends a client's poll while the last page goes away; nobody waits for the answer. */
export function leave(clientId) {
  fetch(new URL('api/client/' + encodeURIComponent(clientId), ROOT), { method: 'DELETE', keepalive: true }).catch(() => {});
}
