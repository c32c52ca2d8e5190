// Before anything is painted: the chosen looks, so that a dark page does not begin with a white flash. And
// for whoever has been here before, what takes a moment: the worker that all tabs share, and the newest
// messages of the room.

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

  // Pages of two versions may be open at once; each speaks to a worker of its own. To be raised with the words
  // that pages and worker speak (hub/hub.js).
  const PROTOCOL = 1;
  const startWorker = () => new SharedWorker('web/shared-worker.js', { type: 'module', name: `parley-${PROTOCOL}` });
  const early = { startWorker, worker: null, failed: false, history: null };
  window.parleyEarly = early;

  if (recall('name')) {
    try {
      early.worker = startWorker();
      early.worker.onerror = () => { early.failed = true; };
    } catch {
      early.failed = true; // there are none in this browser: the page does without
    }
    let room = '';
    try {
      room = decodeURIComponent(location.hash.slice(1));
    } catch {
      // Not the name of a room: the page will say so.
    }
    room ||= recall('room') || 'general';
    early.history = {
      room,
      reply: fetch(`api/history?room=${encodeURIComponent(room)}&limit=50`, { cache: 'no-store', redirect: 'error' })
        .then((reply) => (reply.ok ? reply.json() : null))
        .catch(() => null), // asked for again, as usual, and then it is said what is wrong
    };
  }
}
