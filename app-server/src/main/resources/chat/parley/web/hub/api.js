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
    this.room = typeof body?.room === 'string' ? body.room : '';
    this.retryAfterMs = retryAfterMs;
  }

  /** What can be sent from the worker to a page: the page says it in its own language. */
  get plain() {
    const { status, code, field, message: detail, retryAfterMs } = this;
    return { status, code, field, detail, retryAfterMs };
  }

  /** Whether the same request can succeed later without anyone changing it. */
  get passing() {
    return this.status >= 500 || PASSING.has(this.status);
  }
}

/** Whether a request was refused (see Refused.plain) for its sender's name, so that another name would help. */
export const aboutTheName = (problem) =>
  problem?.field === 'sender' || problem?.code === 'name_taken' || problem?.code === 'name_invalid';

/** Whether a request was refused because the server does not know, or not any more, who asks. */
export const isSignedOut = (problem) => problem?.code === 'token_missing' || problem?.code === 'token_invalid';

/** No answer, or one that is not Parley's (a captive portal, a proxy's error page). */
export class Unreachable extends Error {}

/** The caller gave up on the request itself. */
export class Cancelled extends Error {}

/** What went wrong with a request, as it can be shown. Throws what is no such trouble. */
export function plainOf(error) {
  if (error instanceof Refused) return error.plain;
  if (error instanceof Unreachable) return { status: 0, code: '', field: '', detail: '' };
  throw error;
}

const PATIENCE_MS = 15_000;

let token = '';

/** From now on each request says who asks, by that token; none, if it is empty. It goes into a header, never into an address. */
export function bear(next) {
  token = next;
}

const headersFor = (body) => ({
  ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
  ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
});

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
      headers: headersFor(body),
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
    query: { client_id: clientId, room: '*', cursor, timeout: seconds, events: 'delete,member,room' },
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
  const address = new URL('api/client/' + encodeURIComponent(clientId), ROOT);
  fetch(address, { method: 'DELETE', keepalive: true, headers: headersFor() }).catch(() => {});
}

// ---- who one is

/** { access: 'open' | 'invite' | 'accounts', sign_up } */
export const access = () => call('access');

/** The three ways to a token; each gives { name, token, expires, administrator }. */
export const join = (name, invite) => call('join', { method: 'POST', body: { name, invite } });
export const register = (name, password, invite) => call('register', { method: 'POST', body: { name, password, invite } });
export const login = (name, password) => call('login', { method: 'POST', body: { name, password } });

export const logout = () => call('logout', { method: 'POST' });
export const me = () => call('me');
export const setPassword = (password, old) => call('me/password', { method: 'PUT', body: { password, old } });

// ---- rooms and who is in them

const roomPath = (room, rest = '') => `rooms/${encodeURIComponent(room)}${rest}`;
const memberPath = (room, name) => roomPath(room, `/members/${encodeURIComponent(name)}`);

export const makeRoom = (wanted) => call('rooms', { method: 'POST', body: wanted });
export const changeRoom = (room, change) => call(roomPath(room), { method: 'PATCH', body: change });
export const joinRoom = (room, passphrase) => call(roomPath(room, '/join'), { method: 'POST', body: { passphrase } });
export const leaveRoom = (room) => call(roomPath(room, '/leave'), { method: 'POST' });
export const members = (room) => call(roomPath(room, '/members'));
export const setMember = (room, name, role) => call(memberPath(room, name), { method: 'PUT', body: { role } });
export const removeMember = (room, name) => call(memberPath(room, name), { method: 'DELETE' });
export const deleteMessage = (id) => call(`messages/${encodeURIComponent(id)}`, { method: 'DELETE' });

// ---- what an administrator may

export const makeInvite = () => call('admin/invites', { method: 'POST', body: {} });
export const ban = (name) => call(`admin/bans/${encodeURIComponent(name)}`, { method: 'PUT', body: {} });
