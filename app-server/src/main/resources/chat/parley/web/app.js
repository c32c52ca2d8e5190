// Parley in the browser. The parts: hub/ speaks to the server, once for all tabs (shared-worker.js);
// page/chat.js is what this page knows; the other files of page/ draw it.

import { render } from './vendor/preact.js';
import { effect } from './vendor/signals.js';
import { begin, followOthers } from './page/chat.js';
import { html } from './page/html.js';
import { countOnIcon } from './page/icon.js';
import { heardEarly, letIn, me } from './page/identity.js';
import { listen } from './page/keys.js';
import { nameProblem } from './page/names.js';
import { language } from './page/settings.js';
import { App } from './page/shell.js';
import { load } from './page/words.js';

const EARLY_MS = 150;

await load(language.value).catch(() => {}); // then it is in English
// What early.js asked for is most likely there by now: then the first thing that is drawn has it.
const early = window.parleyEarly;
const soon = new Promise((done) => setTimeout(done, EARLY_MS));
const [access, history] = await Promise.all([early.access, early.history?.reply].map((reply) => Promise.race([reply, soon])));
heardEarly(access);
if (nameProblem(me.value) !== '') me.value = '';
if (letIn()) begin(history);
render(html`<${App} />`, document.getElementById('app'));
listen();
followOthers();
effect(countOnIcon);
