import { room, say } from './chat.js';
import { copyText } from './clipboard.js';
import { hashOf } from './names.js';
import { t } from './words.js';

/** Copies the link to the room on the page. */
export async function share() {
  const link = location.href.split('#')[0] + hashOf(room.value);
  say(await copyText(link) ? t('toast.link') : link);
}
