// The box in which a message is written. It empties only when the message is safely in the outbox.
// What was begun in a room stays there, also over a reload.

import { byteLength, counted } from './text.js';

const LIMIT_BYTES = 16_384;
const NEAR_BYTES = 1_000;
const DRAFTS = 'parley.drafts';

export class Composer {
  #form = document.getElementById('composer');
  #box = document.getElementById('draft');
  #button = document.getElementById('send');
  #note = document.getElementById('composer-note');
  #room = '';
  #drafts = readDrafts();
  #onSend;
  #open = true;

  /** onSend(text): takes the message. */
  constructor({ onSend }) {
    this.#onSend = onSend;
    this.#box.addEventListener('input', () => {
      this.#keepDraft();
      this.#refresh();
    });
    this.#box.addEventListener('keydown', (event) => {
      // Enter that ends the composing of a word in another script is not meant for us (229: Safari).
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.#submit();
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    new ResizeObserver(() => this.#fit()).observe(this.#form);
  }

  focus() {
    this.#box.focus({ preventScroll: true });
  }

  /** open: whether one can write here at all. */
  turnTo(room, open) {
    if (room !== this.#room) {
      this.#room = room;
      this.#box.value = this.#drafts[room] ?? '';
    }
    this.#open = open;
    this.#box.disabled = !open;
    this.#box.placeholder = open ? `Message #${room}` : 'Nothing can be written here';
    this.#refresh();
  }

  #submit() {
    const text = this.#box.value;
    if (!this.#ready(text)) return;
    this.#onSend(text);
    this.#box.value = '';
    this.#keepDraft();
    this.#refresh();
    this.focus();
  }

  #ready(text) {
    return this.#open && text.trim() !== '' && byteLength(text) <= LIMIT_BYTES;
  }

  #refresh() {
    const text = this.#box.value;
    this.#button.disabled = !this.#ready(text);
    const left = LIMIT_BYTES - byteLength(text);
    this.#note.textContent = left >= NEAR_BYTES ? ''
      : left >= 0 ? `${counted(left, 'byte', 'bytes')} left`
        : `This message is too long by ${counted(-left, 'byte', 'bytes')}. Please split it.`;
    this.#note.classList.toggle('bad', left < 0);
    this.#fit();
  }

  /** As high as what is in it; the style sheet ends that at eight lines. */
  #fit() {
    this.#box.style.height = 'auto';
    this.#box.style.height = this.#box.scrollHeight + 'px';
  }

  #keepDraft() {
    if (this.#box.value === '') delete this.#drafts[this.#room];
    else this.#drafts[this.#room] = this.#box.value;
    try {
      // Of this tab only: two tabs would write over each other's.
      sessionStorage.setItem(DRAFTS, JSON.stringify(this.#drafts));
    } catch {
      // Kept in memory, then.
    }
  }
}

function readDrafts() {
  try {
    return { ...JSON.parse(sessionStorage.getItem(DRAFTS) ?? '{}') };
  } catch {
    return {};
  }
}
