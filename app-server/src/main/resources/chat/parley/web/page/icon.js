// The tab's title and icon, which count what is unread.

import { unreadTotal } from './chat.js';
import { gate } from './identity.js';
import { labelOf } from './places.js';
import { here, room } from './rooms.js';

const SIZE = 64;
const MOST = 99;

let drawn = null;

export function countOnIcon() {
  const unread = gate.value === '' ? unreadTotal.value : 0;
  if (gate.value !== '') document.title = 'Parley';
  else if (room.value !== '') document.title = (unread > 0 ? `(${unread}) ` : '') + `${labelOf(here.value)} – Parley`;
  const words = unread === 0 ? '' : unread > MOST ? `${MOST}+` : String(unread);
  if (words === drawn) return;
  drawn = words;
  const link = document.querySelector('link[rel="icon"]');
  if (words === '') link.href = 'web/icon.svg';
  else draw(words, (address) => { if (drawn === words) link.href = address; });
}

function draw(words, done) {
  const icon = new Image();
  icon.onload = () => {
    const canvas = document.createElement('canvas');
    canvas.width = SIZE;
    canvas.height = SIZE;
    const pen = canvas.getContext('2d');
    pen.drawImage(icon, 0, 0, SIZE, SIZE);
    const width = words.length === 1 ? 38 : words.length === 2 ? 46 : 58;
    pen.fillStyle = '#c62a1c';
    pen.beginPath();
    pen.roundRect(SIZE - width, 0, width, 36, 18);
    pen.fill();
    pen.fillStyle = '#ffffff';
    pen.font = '700 28px system-ui, sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(words, SIZE - width / 2, 19.5);
    done(canvas.toDataURL('image/png'));
  };
  icon.src = 'web/icon.svg';
}
