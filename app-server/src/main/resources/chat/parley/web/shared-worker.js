// One for all pages of this browser: see hub/hub.js.

import { Hub } from './hub/hub.js';

const hub = new Hub({ alone: false });

globalThis.onconnect = ({ ports: [port] }) => hub.connect(port);
