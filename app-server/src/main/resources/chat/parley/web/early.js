// Before anything is painted: the chosen looks, so that a dark page does not begin with a white flash.

{
  let theme = null;
  try {
    theme = JSON.parse(localStorage.getItem('parley.theme') ?? 'null');
  } catch {
    // Nothing is kept in this browser: as the system.
  }
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.looks = dark ? 'dark' : 'light';
}
