// The box in which a message is written. It empties only when the message is kept.
// What was begun in a room stays there, also over a reload.

import { useEffect, useLayoutEffect, useRef, useState } from '../vendor/preact-hooks.js';
import { dialog, draftOf, emojiOpen, hovers, keepDraft, screen, send, shownRoom } from './chat.js';
import { complete, Completions } from './completion.js';
import { EmojiPicker } from './emoji.js';
import { html, Icon } from './html.js';
import { byteLength } from './markdown.js';
import { roomProblem } from './names.js';
import { mentionOf } from './places.js';
import { here, room } from './rooms.js';
import { enter } from './settings.js';
import { t } from './words.js';

const LIMIT_BYTES = 16_384;
const NEAR_BYTES = 1_000;

export function Composer() {
  const box = useRef();
  const form = useRef();
  const name = room.value;
  const [text, setText] = useState('');
  const [found, setFound] = useState(null); // what fits a name that is being typed
  const open = roomProblem(name) === '' && shownRoom().problem?.code !== 'room_unknown';
  const left = LIMIT_BYTES - byteLength(text);
  const ready = open && text.trim() !== '' && left >= 0;

  const write = (words) => {
    setText(words);
    keepDraft(room.peek(), words);
  };

  useLayoutEffect(() => {
    setText(draftOf(name));
    setFound(null);
  }, [name]);

  /** As high as what is in it; the style sheet ends that at eight lines. */
  const fit = () => {
    const follows = screen.follows();
    box.current.style.height = 'auto';
    box.current.style.height = box.current.scrollHeight + 'px';
    if (follows) screen.toEnd(); // for a moment the messages had more room, and moved into it
  };
  useLayoutEffect(fit, [text]);
  useEffect(() => {
    screen.focusComposer = () => box.current?.focus({ preventScroll: true });
    let width = 0;
    const observer = new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width !== width) fit();
      width = contentRect.width;
    });
    observer.observe(form.current);
    if (hovers.matches && dialog.peek() === '') screen.focusComposer();
    return () => observer.disconnect();
  }, []);

  const submit = (event) => {
    event?.preventDefault();
    // Read from the box: two keys may come before the page is drawn again.
    const words = box.current.value;
    if (!open || words.trim() === '' || byteLength(words) > LIMIT_BYTES) return;
    send(words);
    box.current.value = '';
    write('');
    setFound(null);
    screen.focusComposer();
  };

  /** Puts text where the caret is. */
  const insert = (words, from = box.current.selectionStart, to = box.current.selectionEnd) => {
    const area = box.current;
    area.setRangeText(words, from, to, 'end');
    write(area.value);
    area.focus();
  };

  const take = (one) => {
    if (box.current.selectionStart < found.from) return;
    insert(one.text + ' ', found.from, box.current.selectionStart);
    setFound(null);
  };

  const look = async () => {
    const { value, selectionStart } = box.current;
    const next = await complete(value, selectionStart);
    if (box.current?.value === value) setFound(next);
  };

  const keyed = (event) => {
    // Enter that ends the composing of a word in another script is not meant for us (229: Safari).
    if (event.isComposing || event.keyCode === 229) return;
    if (found && found.keyed(event, setFound, take)) return;
    const mod = event.ctrlKey || event.metaKey;
    if (event.key !== 'Enter' || event.shiftKey || (enter.value === 'break' && !mod)) return;
    event.preventDefault();
    submit();
  };

  const note = left >= NEAR_BYTES ? '' : t(left >= 0 ? 'composer.left' : 'composer.over', { count: Math.abs(left) });
  return html`
    <form class="composer" novalidate ref=${form} onSubmit=${submit}>
      <${Completions} found=${found} onTake=${take} />
      <div class="composer-box">
        <button class="icon-button emoji-button" type="button" aria-label=${t('composer.emoji')} aria-expanded=${String(emojiOpen.value)}
                disabled=${!open} onClick=${() => { emojiOpen.value = !emojiOpen.value; }}>
          <${Icon} name="smile" />
        </button>
        <textarea id="draft" rows="1" dir="auto" enterkeyhint="send" autocomplete="off" aria-label=${t('composer.label')}
                  aria-describedby="composer-note" aria-autocomplete="list" aria-controls=${found ? 'completions' : null}
                  aria-activedescendant=${found ? `completion-${found.at}` : null}
                  ref=${box} value=${text} disabled=${!open}
                  placeholder=${open ? t('composer.placeholder', { room: mentionOf(here.value) }) : t('composer.closed')}
                  onInput=${(event) => { write(event.target.value); look(); }} onKeyDown=${keyed}
                  onBlur=${() => setFound(null)} onSelect=${() => { if (found && box.current.selectionStart <= found.from) setFound(null); }}></textarea>
        <button id="send" class="send" type="submit" aria-label=${t('composer.send')} disabled=${!ready}><${Icon} name="send" /></button>
      </div>
      <p id="composer-note" class=${'composer-note' + (left < 0 ? ' bad' : '')} aria-live="polite">${note}</p>
      ${emojiOpen.value && html`<${EmojiPicker} onPick=${(emoji) => insert(emoji)} onClose=${() => { emojiOpen.value = false; screen.focusComposer(); }} />`}
    </form>`;
}
