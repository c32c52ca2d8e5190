// The emoji picker's page: a library's element, and a word to the page around it when one is chosen.

import Picker from './vendor/emoji/picker.js';

const asked = new URLSearchParams(location.search);
const language = asked.get('language') === 'de' ? 'de' : 'en';
const theme = asked.get('theme') === 'dark' ? 'dark' : 'light';

const tell = (words) => parent.postMessage(words, location.origin);

const i18n = language === 'de' ? (await import('./vendor/emoji/i18n-de.js')).default : undefined;
const picker = new Picker({
  locale: language,
  dataSource: new URL(`./vendor/emoji/${language}.json`, import.meta.url).href,
  ...(i18n && { i18n }),
});
picker.className = theme;
document.documentElement.lang = language;
document.documentElement.dataset.theme = theme;
picker.addEventListener('emoji-click', ({ detail }) => tell({ emoji: detail.unicode ?? '' }));
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') tell({ type: 'close' });
});
document.body.append(picker);
// There is no event for it: the search box is there once the element has drawn itself.
const watch = new MutationObserver(() => {
  const search = picker.shadowRoot.querySelector('input');
  if (!search) return;
  watch.disconnect();
  if (matchMedia('(hover: hover)').matches) search.focus();
});
watch.observe(picker.shadowRoot, { childList: true, subtree: true });
