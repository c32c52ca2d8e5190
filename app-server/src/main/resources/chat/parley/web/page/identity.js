// Who one is here: the name, the token that proves it, and how one gets in. The token is kept in this browser's storage
// of this server, and goes into the header of requests and to the hub, nowhere else.

import { computed, signal } from '../vendor/signals-core.js';
import * as api from '../hub/api.js';
import { forget, recall, remember } from './store.js';

const SERVER = api.ROOT.pathname; // below one proxy there may be several
// The name and its token in one place: other pages must never see one without the other.
const OWNER = `owner.${SERVER}`;
const ACCESS = `access.${SERVER}`;
const INVITE = `parley.invite.${SERVER}`;

const early = window.parleyEarly;

/** As this browser's storage has it; a guest has a name only. */
const kept = () => recall(OWNER) ?? { name: recall('name', ''), token: '' };

export const me = signal('');
const token = signal('');

function become(who) {
  me.value = who.name;
  token.value = who.token;
  api.bear(who.token);
  if (who.token === '') administrator.value = false;
}

/** Whether the name is one's own, and not just one that nobody has. */
export const owned = computed(() => token.value !== '');

/** { access: 'open' | 'invite' | 'accounts', sign_up }, or null as long as it is not known. */
export const access = signal(null);

/** The code of an invite that is not used yet. */
export const invite = signal(early.invite);
early.invited = () => {
  invite.value = early.invite;
  spendIfIn();
};

export const administrator = signal(false);

become(kept());

/** Why the way in is on the page: '' (it is not), 'first', 'expired', 'out'. */
export const gate = signal('');

/** What the hub is told of it. */
export const identity = () => ({ name: me.value, token: token.value });

function spend() {
  invite.value = '';
  early.invite = '';
  try {
    sessionStorage.removeItem(INVITE);
  } catch {
    // Nothing was kept.
  }
}

/** Whoever is in needs no invite. */
function spendIfIn() {
  if (invite.value !== '' && gate.value === '' && me.value !== '') spend();
}

function learnAccess(reply) {
  access.value = { access: reply.access, sign_up: Boolean(reply.sign_up) };
  remember(ACCESS, reply.access);
}

/** How one gets in, asked if it is not known. Rejects if the server does not answer. */
export async function howToGetIn() {
  if (access.value === null) learnAccess(await api.access());
  return access.value;
}

/** What early.js asked for, if it has come. */
export function heardEarly(reply) {
  if (typeof reply?.access === 'string') learnAccess(reply);
}

/** Before the page is drawn: whether one can go straight in. */
export function letIn() {
  const mode = access.value?.access ?? recall(ACCESS, 'open');
  if (me.value === '' || (mode !== 'open' && token.value === '')) gate.value = 'first';
  spendIfIn();
  return gate.value === '';
}

/** As a guest, who may have any name. */
export function call(name) {
  remember('name', name);
  become({ name, token: '' });
}

/** Takes what join, register and login reply. */
function enter(reply) {
  const { name, token: next } = reply;
  remember(OWNER, { name, token: next });
  remember('name', name);
  become({ name, token: next });
  administrator.value = Boolean(reply.administrator);
  spend();
}

export const claim = async (name, code) => enter(await api.join(name, code || undefined));
export const register = async (name, password, code) => enter(await api.register(name, password, code || undefined));
export const login = async (name, password) => enter(await api.login(name, password));

/** Knows nothing any more. Resolves with whether the server was told, so that the token is of no use to anyone. */
export async function logout() {
  let told = true;
  try {
    await api.logout();
  } catch (error) {
    told = api.isSignedOut(api.plainOf(error));
  }
  forget('name');
  forget(OWNER);
  become({ name: '', token: '' });
  return told;
}

/** Whether the server knows us, or lets us in as a guest. */
export async function isKnown() {
  become(kept()); // another page may have signed in meanwhile
  try {
    await api.me();
  } catch (error) {
    return !api.isSignedOut(api.plainOf(error));
  }
  return true;
}

/** The server does not know us any more. */
export function refused() {
  gate.value = owned.value ? 'expired' : 'first';
  forget(OWNER);
  become({ name: me.value, token: '' });
  access.value = null; // it may be another by now
}

/** Whether one may invite and moderate everywhere. */
export async function askWho() {
  if (!owned.value) return;
  try {
    administrator.value = Boolean((await api.me()).administrator);
  } catch {
    // The poll meets with the same, and says it.
  }
}

/**
 * What other pages of this browser do: onChange('name' | 'in' | 'out' | 'expired'), that is: a guest has another name;
 * somebody came in; all is forgotten; the server does not know the name any more.
 */
export function follow(onChange) {
  window.addEventListener('storage', ({ key }) => {
    if (key !== 'parley.name' && key !== `parley.${OWNER}` && key !== null) return;
    const next = kept();
    const before = { name: me.value, token: token.value };
    if (next.token === before.token && next.name === before.name) return;
    const expired = next.token === '' && before.token !== '' && next.name !== '';
    if (expired) {
      if (gate.value === '') refused();
    } else {
      become(next);
    }
    onChange(expired ? 'expired' : next.name === '' ? 'out' : next.token !== before.token || gate.value !== '' ? 'in' : 'name');
  });
}
