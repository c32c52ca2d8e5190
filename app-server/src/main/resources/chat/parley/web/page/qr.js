// A link as a QR code, for the camera of a phone. Dark on light in every theme: not every phone reads it the other way round.

import { useEffect, useState } from '../vendor/preact-hooks.js';
import { html } from './html.js';
import { t } from './words.js';

const QUIET_ZONE = 4; // modules of margin that a camera needs

/** Its side in modules, and the dark ones as the path of an SVG. */
async function drawn(text) {
  const { qrcode } = await import('../vendor/qrcode.js'); // few need it, so the page does not begin with it
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (code.isDark(y, x)) path += `M${x} ${y}h1v1h-1z`;
    }
  }
  return { size, path };
}

/** Nothing as long as it cannot be drawn: there is the link beside it. */
export function QrCode({ text }) {
  const [code, setCode] = useState(null);
  useEffect(() => {
    let wanted = true;
    setCode(null);
    drawn(text).then((made) => { if (wanted) setCode(made); }).catch(() => {});
    return () => { wanted = false; };
  }, [text]);
  if (code === null) return null;
  const side = code.size + 2 * QUIET_ZONE;
  return html`
    <svg class="qr" role="img" aria-label=${t('share.qr')} viewBox=${`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`} shape-rendering="crispEdges">
      <path d=${code.path} />
    </svg>`;
}
