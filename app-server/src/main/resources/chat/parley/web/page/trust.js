// Whether others on the network could read along: said in plain words wherever one lets people in.

import { html, Icon } from './html.js';
import { t } from './words.js';

const OWN_COMPUTER = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether the page came from this computer itself, by an address that leads nobody else here. */
export const isOwnComputer = () => OWN_COMPUTER.test(location.hostname);

/** 'encrypted', 'here' (it never leaves this computer) or 'open'. */
export const trust = () => {
  if (location.protocol === 'https:') return 'encrypted';
  return isOwnComputer() ? 'here' : 'open';
};

export const Trust = () => html`
  <p class=${'trust ' + trust()}><${Icon} name=${trust() === 'open' ? 'unlock' : 'lock'} /><span>${t(`trust.${trust()}`, { host: location.host })}</span></p>`;
