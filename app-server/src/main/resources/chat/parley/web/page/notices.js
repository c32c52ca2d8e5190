// The system's notifications, where the browser gives them: only to pages over https or from this
// computer itself.

const BODY_CHARS = 200;

/** 'possible', 'insecure', 'unsupported' or 'denied'. */
export function state() {
  if (!window.isSecureContext) return 'insecure';
  if (!('Notification' in window)) return 'unsupported';
  return Notification.permission === 'denied' ? 'denied' : 'possible';
}

/** Asks the person; whether they let us. */
export async function permitted() {
  return state() === 'possible' && (Notification.permission === 'granted' || await Notification.requestPermission() === 'granted');
}

export function notice(title, message, open) {
  if (state() !== 'possible' || Notification.permission !== 'granted') return;
  try {
    const shown = new Notification(title, { body: message.text.slice(0, BODY_CHARS), tag: message.room });
    shown.onclick = () => {
      window.focus();
      open(message.room);
      shown.close();
    };
  } catch (error) {
    // Some browsers of phones have the name and not the thing: the title counts all the same.
    console.info(error);
  }
}
