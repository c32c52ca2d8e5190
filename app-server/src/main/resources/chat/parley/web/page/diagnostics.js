// What helps whoever is asked for help: nothing of it is what people wrote or how they are called.

import { link, waiting } from './chat.js';
import { state } from './notices.js';
import { rooms } from './rooms.js';
import { language, theme } from './settings.js';

/** As text, to be sent to someone. */
export const diagnostics = () => JSON.stringify({
  time: new Date().toISOString(),
  browser: navigator.userAgent,
  page: `${location.protocol}//${location.host}${location.pathname}`,
  secure_context: window.isSecureContext,
  shared_worker: 'SharedWorker' in window,
  notifications: state(),
  link: link.value,
  waiting: waiting.value,
  rooms: rooms.value.length,
  language: language.value,
  theme: theme.value,
  window: `${innerWidth}x${innerHeight} at ${devicePixelRatio}`,
}, null, 2);
