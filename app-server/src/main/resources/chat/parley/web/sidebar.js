// The list of rooms, finding and making one, and the drawer that the list is on a phone.

import { make, roomNameFrom, roomProblem } from './text.js';

const $ = (id) => document.getElementById(id);

export const hashOf = (room) => '#' + encodeURIComponent(room);

export class Sidebar {
  #links = new Map(); // room → { item, link, badge }
  #rooms = [];
  #current = '';
  #narrow = matchMedia('(max-width: 719px)');
  #onGo;

  /** onGo(room): someone chose a room. */
  constructor({ onGo }) {
    this.#onGo = onGo;
    const name = $('finder-name');
    name.addEventListener('input', () => {
      this.#complain('');
      this.#list();
    });
    name.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && name.value !== '') {
        event.stopPropagation();
        name.value = '';
        this.#complain('');
        this.#list();
      }
    });
    $('finder').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#choose();
    });
    $('make').addEventListener('click', () => this.#choose());
    $('rooms').addEventListener('click', (event) => {
      const link = event.target.closest('a');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      this.#go(link.dataset.room);
    });

    $('side-open').addEventListener('click', () => this.#setOpen(true));
    $('side-close').addEventListener('click', () => this.#setOpen(false));
    $('veil').addEventListener('click', () => this.#setOpen(false));
    $('side').addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.isOpen) this.#setOpen(false);
    });
    this.#narrow.addEventListener('change', () => this.#setOpen(false, false));
  }

  get isOpen() {
    return document.body.classList.contains('side-open');
  }

  get isNarrow() {
    return this.#narrow.matches;
  }

  #setOpen(open, focus = true) {
    document.body.classList.toggle('side-open', open);
    $('main').inert = open;
    $('side-open').setAttribute('aria-expanded', String(open));
    if (focus) (open ? $('side-close') : $('side-open')).focus();
  }

  /** rooms: [{ name, unread }] */
  render(rooms, current) {
    this.#rooms = [...rooms].sort((one, other) =>
      (other.name === 'general') - (one.name === 'general')
      || one.name.localeCompare(other.name, undefined, { numeric: true, sensitivity: 'base' })
      || (one.name < other.name ? -1 : 1));
    this.#current = current;
    this.#list();
  }

  #list() {
    const typed = roomNameFrom($('finder-name').value);
    const wanted = typed.toLocaleLowerCase();
    const shown = this.#rooms.filter((room) => room.name.toLocaleLowerCase().includes(wanted));

    const names = new Set(shown.map((room) => room.name));
    for (const [name, { item }] of this.#links) {
      if (names.has(name)) continue;
      item.remove();
      this.#links.delete(name);
    }
    const list = $('rooms');
    let place = list.firstChild;
    for (const room of shown) {
      const entry = this.#links.get(room.name) ?? this.#makeLink(room.name);
      this.#update(entry, room);
      if (entry.item === place) place = place.nextSibling;
      else list.insertBefore(entry.item, place);
    }

    $('make').hidden = typed === '' || this.#rooms.some((room) => room.name === typed);
    $('make-name').textContent = typed;

    const elsewhere = this.#rooms.reduce((sum, room) => sum + (room.name === this.#current ? 0 : room.unread), 0);
    $('side-dot').hidden = elsewhere === 0;
    $('side-open-name').textContent = elsewhere === 0 ? 'Rooms' : `Rooms, ${elsewhere} unread`;
  }

  #makeLink(name) {
    const badge = make('span', { class: 'badge' });
    const link = make('a', { href: hashOf(name), 'data-room': name },
      make('span', { class: 'hash', textContent: '#', 'aria-hidden': 'true' }),
      make('bdi', { class: 'name', textContent: name, title: name }), badge);
    const entry = { item: make('li', {}, link), link, badge };
    this.#links.set(name, entry);
    return entry;
  }

  #update({ link, badge }, room) {
    const here = room.name === this.#current;
    if (here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
    link.classList.toggle('unread', room.unread > 0);
    const words = room.unread > 99 ? '99+' : room.unread > 0 ? String(room.unread) : '';
    if (badge.dataset.words !== words) {
      badge.dataset.words = words;
      badge.hidden = words === '';
      badge.replaceChildren(words, make('span', { class: 'unseen', textContent: ' unread' }));
    }
  }

  /** What was typed, or the only room that fits it. */
  #choose() {
    const typed = roomNameFrom($('finder-name').value);
    if (typed === '') return;
    const exact = this.#rooms.some((room) => room.name === typed);
    const fits = this.#rooms.filter((room) => room.name.toLocaleLowerCase() === typed.toLocaleLowerCase());
    const name = !exact && fits.length === 1 ? fits[0].name : typed;
    const problem = roomProblem(name);
    this.#complain(problem);
    if (problem === '') this.#go(name);
  }

  #go(name) {
    $('finder-name').value = '';
    this.#complain('');
    this.#list();
    if (this.isOpen) this.#setOpen(false);
    this.#onGo(name);
  }

  #complain(words) {
    $('finder-error').textContent = words;
    $('finder-error').hidden = words === '';
    $('finder-name').toggleAttribute('aria-invalid', words !== '');
  }
}
