// ReDoc over this server's own OpenAPI document.

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const MONO = 'ui-monospace, "Cascadia Code", "Roboto Mono", Menlo, Consolas, monospace';

// ReDoc shows its maker's logo from its maker's host and has no option against it. Nothing here may ask
// another host, so an image from elsewhere gets no address at all. (The page's policy forbids it too;
// this keeps the browser from even trying.)
const setAttribute = HTMLImageElement.prototype.setAttribute;
HTMLImageElement.prototype.setAttribute = function (name, value) {
  const elsewhere = name.toLowerCase() === 'src' && new URL(value, location.href).origin !== location.origin
    && !String(value).startsWith('data:');
  if (elsewhere) this.hidden = true;
  else setAttribute.call(this, name, value);
};

document.body.style.margin = '0';

Redoc.init('openapi.json', {
  hideDownloadButton: false,
  expandResponses: '200',
  theme: {
    colors: { primary: { main: '#0b6870' } },
    typography: {
      fontFamily: FONT,
      headings: { fontFamily: FONT },
      code: { fontFamily: MONO },
    },
  },
}, document.getElementById('redoc'));
