// Before anything is painted: the chosen looks, so that a dark page does not begin with a white flash. And
// for whoever has been here before, the newest messages of the room, which are asked for while the
// page's modules load.

{
  const recall = (key) => {
    try {
      return JSON.parse(localStorage.getItem(`parley.${key}`) ?? 'null');
    } catch {
      return null; // nothing is kept in this browser
    }
  };

  const theme = recall('theme');
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.looks = dark ? 'dark' : 'light';

  window.parleyEarly = { history: null };
  if (recall('name')) {
    let room = '';
    try {
      room = decodeURIComponent(location.hash.slice(1));
    } catch {
      // Not the name of a room: the page will say so.
    }
    room ||= recall('room') || 'general';
    window.parleyEarly.history = {
      room,
      reply: fetch(`api/history?room=${encodeURIComponent(room)}&limit=50`, { cache: 'no-store', redirect: 'error' })
        .then((reply) => (reply.ok ? reply.json() : null))
        .catch(() => null), // asked for again, as usual, and then it is said what is wrong
    };
  }
}
