// Before anything is painted: the chosen looks, so that a dark page does not begin with a white flash. An
// invite is taken out of the address bar, before anyone looks over a shoulder or copies it. And the page's first
// questions to the server are asked while its modules load: how one gets in, and, for whoever has been here
// before, the newest messages of the room.

{
  const recall = (key) => {
    try {
      return JSON.parse(localStorage.getItem(`parley.${key}`) ?? 'null');
    } catch {
      return null; // nothing is kept in this browser
    }
  };

  const early = { history: null, access: null, invite: '', invited: () => {} };
  window.parleyEarly = early;
  const server = new URL('.', location.href).pathname; // below one proxy there may be several, each with its own tokens

  // "#join=CODE", "#pin=PIN": a room's name has no "=" in it.
  const takeInvite = (hashBefore = '') => {
    const words = location.hash.slice(1);
    if (!/^(join|pin)=/.test(words)) return false;
    const code = new URLSearchParams(words).get('join');
    history.replaceState(history.state, '', location.pathname + location.search + hashBefore);
    if (code) {
      early.invite = code;
      try {
        sessionStorage.setItem(`parley.invite.${server}`, code);
      } catch {
        // Then it is lost with a reload.
      }
    }
    return true;
  };
  try {
    early.invite = sessionStorage.getItem(`parley.invite.${server}`) ?? '';
  } catch {
    // Nothing is kept in this browser.
  }
  takeInvite();
  addEventListener('hashchange', (event) => {
    if (!takeInvite(new URL(event.oldURL).hash)) return;
    event.stopImmediatePropagation(); // it is no room
    early.invited();
  });

  const theme = recall('theme');
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.looks = dark ? 'dark' : 'light';

  const ask = (path, token) =>
    fetch(`api/${path}`, { cache: 'no-store', redirect: 'error', headers: token ? { Authorization: `Bearer ${token}` } : {} })
      .then((reply) => (reply.ok ? reply.json() : null))
      .catch(() => null); // asked for again, as usual, and then it is said what is wrong

  early.access = ask('access');
  const owner = recall(`owner.${server}`); // see page/identity.js
  const closed = (recall(`access.${server}`) ?? 'open') !== 'open';
  if (owner || (recall('name') && !closed)) {
    let room = '';
    try {
      room = decodeURIComponent(location.hash.slice(1));
    } catch {
      // Not the name of a room: the page will say so.
    }
    room ||= recall('room') || 'general';
    early.history = { room, reply: ask(`history?room=${encodeURIComponent(room)}&limit=50`, owner?.token) };
  }
}
