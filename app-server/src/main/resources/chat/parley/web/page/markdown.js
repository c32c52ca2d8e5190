// A message's text as nodes: Markdown by a chat's rules, the same as the desktop app's. The end of a
// line is one; HTML is text; images are links to them and are never loaded; headings are bold
// paragraphs; only http, https and mailto addresses are links. What comes out of the parser goes
// through a sanitiser that knows the few elements a message may have.

import DOMPurify from '../vendor/purify.js';
import { Marked } from '../vendor/marked.js';
import { graphemes } from './names.js';

const CACHED = 800;
const MAX_ELEMENTS = 1_000;
// What nobody writes and some of the parser's patterns take their time over: a run without a space that is no word or
// address, marks of lists and quotes deep within each other, thousands of lines or signs.
const LONG_RUN = /\S{1000}/;
const DEEP = /^(?:[ \t]*(?:[-*+>#]|\d{1,9}[.)])){12}/m;
const FENCED = /^(```+|~~~+)[^\n]*\n[\s\S]*?^\1/gm;
const SIGNS = /[*_~`[\]()<>#|!&\\]/g;
const MAX_SIGNS = 800;
const MAX_LINES = 500;
const TAGS = ['p', 'br', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'hr'];
const ATTRIBUTES = ['href', 'start'];
const ADDRESS = /^(?:https?:\/\/|mailto:)/i;

const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const none = () => undefined;

const marked = new Marked({
  gfm: true,
  breaks: true,
  // What a chat does not have stays as it was written.
  tokenizer: { html: none, tag: none, def: none, table: none },
  renderer: {
    heading({ tokens }) {
      return `<p><strong>${this.parser.parseInline(tokens)}</strong></p>`;
    },
    image({ href, text }) {
      return ADDRESS.test(href) ? `<a href="${escaped(href)}">${escaped(text || href)}</a>` : escaped(`![${text}](${href})`);
    },
    link({ href, tokens, raw }) {
      return ADDRESS.test(href) ? `<a href="${escaped(href)}">${this.parser.parseInline(tokens)}</a>` : escaped(raw);
    },
    checkbox({ checked }) {
      return checked ? '☑ ' : '☐ ';
    },
  },
});

const purify = DOMPurify(window);
const RULES = {
  ALLOWED_TAGS: TAGS,
  ALLOWED_ATTR: ATTRIBUTES,
  ALLOWED_URI_REGEXP: ADDRESS,
  ADD_URI_SAFE_ATTR: ['start'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

const cache = new Map(); // id → { text, nodes }

/** The nodes of a message, new ones each time; copyLabel names the button of a block of code. */
export function nodesOf(id, text, copyLabel) {
  let kept = cache.get(id);
  if (!kept || kept.text !== text) {
    kept = { text, nodes: read(text) };
    cache.delete(id);
    cache.set(id, kept);
    if (cache.size > CACHED) cache.delete(cache.keys().next().value);
  }
  const nodes = kept.nodes.cloneNode(true);
  for (const button of nodes.querySelectorAll('.copy-code')) button.setAttribute('aria-label', copyLabel);
  return nodes;
}

function read(text) {
  if (isSimple(text)) {
    try {
      const nodes = purify.sanitize(marked.parse(text), RULES);
      const elements = nodes.querySelectorAll('*');
      if (elements.length <= MAX_ELEMENTS && nodes.textContent.trim() !== '') {
        elements.forEach(finish);
        // The parser's line breaks between blocks are nobody's.
        [...nodes.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() === '').forEach((node) => node.remove());
        return nodes;
      }
    } catch (error) {
      // Nested deeper than the parser can go: nobody means that as formatting.
      if (!(error instanceof RangeError) && !/call stack/i.test(error.message)) console.error(error);
    }
  }
  return literal(text);
}

function isSimple(text) {
  if (text.length < 200) return true;
  if (LONG_RUN.test(text) || DEEP.test(text)) return false;
  const outside = text.replace(FENCED, '');
  return (outside.match(SIGNS)?.length ?? 0) <= MAX_SIGNS && outside.split('\n', MAX_LINES + 1).length <= MAX_LINES;
}

function literal(text) {
  const nodes = document.createDocumentFragment();
  const words = document.createElement('p');
  words.className = 'literal';
  words.dir = 'auto';
  words.textContent = text;
  nodes.append(words);
  return nodes;
}

function finish(node) {
  switch (node.localName) {
    case 'a':
      if (!node.hasAttribute('href')) {
        node.replaceWith(...node.childNodes); // an address that the sanitiser did not let through
        break;
      }
      node.target = '_blank';
      node.rel = 'noopener noreferrer nofollow';
      node.dir = 'auto';
      break;
    case 'pre': {
      node.dir = 'ltr';
      node.tabIndex = 0;
      const box = document.createElement('div');
      box.className = 'code-block';
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy-code';
      node.replaceWith(box);
      box.append(node, button);
      break;
    }
    case 'p':
    case 'li':
    case 'blockquote':
      node.dir = 'auto';
      break;
    default:
  }
}

/** One to three emoji alone are shown large. */
export function onlyEmoji(text) {
  const bare = text.replace(/\s+/g, '');
  if (bare === '' || bare.length > 40) return false;
  const parts = graphemes(bare);
  return parts.length <= 3 && parts.every((part) => /\p{Emoji_Presentation}|\p{Extended_Pictographic}/u.test(part));
}

/** Whether a text is so long that it is shown folded. */
export const isLong = (text) => text.length > 1500 || text.split('\n', 22).length > 20;

export const byteLength = (text) => new TextEncoder().encode(text).length;
