// The emoji picker, in a frame of its own: it styles itself from scripts, which this page's policy does
// not let happen. Nothing that people write gets in there; what comes out is checked.

import { useEffect, useRef } from '../vendor/preact-hooks.js';
import { html } from './html.js';
import { language, looks } from './settings.js';
import { t } from './words.js';

const LONGEST = 40;

export function EmojiPicker({ onPick, onClose }) {
  const frame = useRef();
  useEffect(() => {
    const heard = ({ source, origin, data }) => {
      if (source !== frame.current?.contentWindow || origin !== location.origin) return;
      if (data?.type === 'close') onClose();
      else if (typeof data?.emoji === 'string' && data.emoji.length <= LONGEST) onPick(data.emoji);
    };
    const pressed = (event) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        onClose();
      }
    };
    const away = (event) => {
      if (!event.target.closest?.('.emoji-panel, .emoji-button')) onClose();
    };
    window.addEventListener('message', heard);
    document.addEventListener('keydown', pressed, true);
    document.addEventListener('pointerdown', away);
    return () => {
      window.removeEventListener('message', heard);
      document.removeEventListener('keydown', pressed, true);
      document.removeEventListener('pointerdown', away);
    };
  }, []);
  const address = `web/emoji.html?language=${language.value}&theme=${looks.value}`;
  return html`<div class="emoji-panel"><iframe ref=${frame} src=${address} title=${t('emoji.title')}></iframe></div>`;
}
