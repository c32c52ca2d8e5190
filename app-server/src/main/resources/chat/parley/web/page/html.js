// Preact's elements from template strings, and what several components draw.

import htm from '../vendor/htm.js';
import { h } from '../vendor/preact.js';
import { colourOf, initialOf } from './names.js';

export const html = htm.bind(h);

/** One of the icons of index.html. */
export const Icon = ({ name }) => html`<svg class="icon" aria-hidden="true"><use href=${'#i-' + name} /></svg>`;

export const Avatar = ({ name }) =>
  html`<span class=${'avatar ' + colourOf(name)} aria-hidden="true">${initialOf(name)}</span>`;
