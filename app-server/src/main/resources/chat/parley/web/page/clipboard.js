/** Copies, also where there is no secure context and so no asynchronous clipboard. Whether it was done. */
export async function copyText(text) {
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Refused; the old way may still be allowed.
    }
  }
  const before = document.activeElement;
  // What is outside of an open dialog cannot be focused.
  const place = document.querySelector('dialog[open]') ?? document.body;
  const box = document.createElement('textarea');
  Object.assign(box, { className: 'unseen', value: text, readOnly: true });
  place.append(box);
  box.select();
  let done = false;
  try {
    done = document.execCommand('copy');
  } catch {
    done = false;
  }
  box.remove();
  before?.focus({ preventScroll: true });
  return done;
}
