// Derives the emoji index that the app carries from a release of emoji-datasource-twitter,
// and lays the sheet of pictures beside it. To renew both:
//
//   npm pack emoji-datasource-twitter@16.0.0 && tar xzf emoji-datasource-twitter-16.0.0.tgz
//   node app-desktop/src/build/emoji-index.mjs package
//   (cd app-desktop/src/main/resources/chat/parley/desktop/emoji && sha256sum index.tsv sheet-32.png > SHA256SUMS)
//
// The columns of index.tsv: the fully qualified sequence in hexadecimal, the column and the row of
// its picture in the sheet, its short names, its category, its name. Rows are in Unicode's order. A
// row with nothing after its place in the sheet is a skin tone of the last full row above it.

import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const source = process.argv[2];
if (!source) {
  console.error("usage: node emoji-index.mjs FOLDER-OF-THE-NPM-PACKAGE");
  process.exit(2);
}
const target = join(
  dirname(fileURLToPath(import.meta.url)),
  "../main/resources/chat/parley/desktop/emoji",
);

const unqualified = (sequence) => sequence.replaceAll("-FE0F", "");
const seen = new Set();

function place(entry) {
  // The app looks sequences up without their variation selectors: that must lose nothing.
  const key = unqualified(entry.unified);
  if (seen.has(key)) throw new Error(`two emoji for ${key}`);
  if ((entry.non_qualified ?? key) !== key) throw new Error(`unexpected ${entry.non_qualified}`);
  seen.add(key);
  return [entry.unified, entry.sheet_x, entry.sheet_y];
}

const rows = JSON.parse(readFileSync(join(source, "emoji.json"), "utf8"))
  .filter((entry) => entry.has_img_twitter)
  .sort((a, b) => a.sort_order - b.sort_order)
  .flatMap((entry) => [
    [...place(entry), entry.short_names.join(","), entry.category, entry.name.toLowerCase()],
    ...Object.values(entry.skin_variations ?? {})
      .filter((variation) => variation.has_img_twitter)
      .map(place),
  ]);

writeFileSync(join(target, "index.tsv"), rows.map((row) => row.join("\t") + "\n").join(""));
copyFileSync(join(source, "img/twitter/sheets-256/32.png"), join(target, "sheet-32.png"));
