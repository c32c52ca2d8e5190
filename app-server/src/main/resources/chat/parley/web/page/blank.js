// What stands where no messages are: because they are on their way, cannot be had, or nobody wrote yet.

import { load, room } from './chat.js';
import { html, Icon } from './html.js';
import { share } from './share.js';
import { around, sayProblem, t } from './words.js';

export function Blank({ view, empty }) {
  if (view.problem) {
    return html`
      <div class="blank">
        <div class="blank-icon"><${Icon} name="alert" /></div>
        <h2>${t('log.problem')}</h2>
        <p>${sayProblem(view.problem)}</p>
        <button type="button" class="main-button" onClick=${() => load()}>${t('log.retry')}</button>
      </div>`;
  }
  if (view.previewed) return null;
  if (!view.loaded) {
    return html`
      <div class="blank">
        <div class="ghosts" role="status" aria-label=${t('log.loading')}>
          <div class="ghost"></div><div class="ghost"></div><div class="ghost"></div>
        </div>
      </div>`;
  }
  if (!empty) return null;
  const [before, after] = around('log.empty.text', 'room');
  return html`
    <div class="blank">
      <img src="web/icon.svg" alt="" width="72" height="72" />
      <h2>${t('log.empty')}</h2>
      <p>${before}<bdi class="strong">#${room.value}</bdi>${after}</p>
      <button type="button" class="quiet-button framed" onClick=${share}><${Icon} name="link" /><span>${t('head.share')}</span></button>
    </div>`;
}
