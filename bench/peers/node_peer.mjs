// node_peer.mjs SYSTEM LIST SECONDS > texts.jsonl: readability or defuddle, both on linkedom; see python_peer.py for the
// protocol. Both give HTML; its text, with a line for each block, is made outside the clock.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

const [system, listing, seconds] = process.argv.slice(2);
const kWarmUpPages = 20;
const kBlocks = "address,article,aside,blockquote,br,dd,div,dl,dt,figcaption,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,li," +
  "main,nav,ol,p,pre,section,table,td,th,tr,ul";

// Modules lie in the folder that the peers were installed into, not beside this file.
const require = createRequire(join(process.cwd(), "node_modules", "x.js"));
const { parseHTML } = require("linkedom");

function decoded(bytes) {
  const declared = /charset\s*=\s*["']?([\w-]+)/i.exec(bytes.subarray(0, 4096).toString("latin1"));
  try {
    return new TextDecoder(declared ? declared[1] : "utf-8").decode(bytes);
  } catch {  // no such charset
    return new TextDecoder().decode(bytes);
  }
}

async function loaded() {
  if (system === "readability") {
    const { Readability } = require("@mozilla/readability");
    return (document) => new Readability(document).parse()?.content ?? "";
  }
  const entry = join(process.cwd(), "node_modules/defuddle/dist/node.js");
  const { Defuddle } = await import(pathToFileURL(entry));
  return async (document, url) => (await Defuddle(document, url, { useAsync: false })).content;
}

function textOf(html) {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  for (const block of document.querySelectorAll(kBlocks)) {
    block.before("\n");
    block.after("\n");
  }
  return document.body.textContent;
}

const extract = await loaded();

async function timed(page) {
  const bytes = gunzipSync(readFileSync(page.path));
  const begin = performance.now();
  let html = "";
  try {
    html = await extract(parseHTML(decoded(bytes)).document, page.url ?? undefined);
  } catch (error) {  // a system that fails on a page has no text for it
    console.error(`${system}: ${page.id}: ${error}`.slice(0, 200));
  }
  return [html, (performance.now() - begin) / 1000];
}

const pages = readFileSync(listing, "utf8").trim().split("\n").map((line) => JSON.parse(line));
console.log = console.info = console.warn = () => {};  // Defuddle writes there
for (const page of pages.slice(0, kWarmUpPages)) await timed(page);
const end = performance.now() + 1000 * Number(seconds);
for (const page of pages) {
  const [html, spent] = await timed(page);
  process.stdout.write(JSON.stringify({ id: page.id, text: textOf(html), seconds: spent }) + "\n");
  if (performance.now() > end) break;
}
