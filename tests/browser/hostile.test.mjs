// hostile.test.mjs: an archive whose every field and every saved page is an attack. No script runs, no request leaves.
// A control with the same attacks and no policy proves that scripts and requests would have been seen.
//
// COPYDESK_BROWSER=full takes every attack of ../shared/corpora; without it a sample spread over all of them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { binary, open_browser, open_trap, root, serve } from "./stage.mjs";

const shared = process.env.COPYDESK_SHARED_DIR || join(root, "../shared");
const corpora = join(shared, "corpora");
const is_full = process.env.COPYDESK_BROWSER === "full";
const sample_size = 40;
const variants_at_once = 20;

function files_below(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile()).map(entry => join(entry.parentPath || entry.path, entry.name)).sort();
}

// Attacks that run in any page that lets them, for the control.
const sure_attacks = [
  "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<iframe src=javascript:alert(1)></iframe>",
  "<details open ontoggle=alert(1)>x", "<input autofocus onfocus=alert(1)>", "<script>fetch('http://leak.example/s')</script>",
  "<img src=http://leak.example/i.png>", "<link rel=stylesheet href=http://leak.example/c.css>",
  "<style>body{background:url(http://leak.example/b.png)}</style>", "<meta http-equiv=refresh content='0;url=http://leak.example/r'>",
];

/** Texts in groups that are one attack each: for the list of thousands that differ in a word or two. */
function in_groups(texts, size) {
  const groups = [];
  for (let at = 0; at < texts.length; at += size) groups.push(texts.slice(at, at + size).join("\n"));
  return groups;
}

/** Every attack once, in the order of the corpora. */
function all_payloads() {
  const payloads = [];
  for (const name of ["xss-dompurify", "xss-bluemonday", "xss-owasp", "xss-ammonia"]) {
    for (const line of readFileSync(join(corpora, name, "vectors.jsonl"), "utf8").split("\n"))
      if (line) payloads.push(String(JSON.parse(line).payload));
  }
  for (const file of files_below(join(corpora, "xss-bleach", "tests")))
    if (file.endsWith(".test")) payloads.push(readFileSync(file, "utf8"));
  const variants = files_below(join(corpora, "xss-payloadbox", "Intruder")).flatMap(file => readFileSync(file, "utf8").split("\n"));
  payloads.push(...in_groups([...new Set(variants.map(text => text.trim()).filter(Boolean))], variants_at_once));
  payloads.push(...JSON.parse(readFileSync(join(corpora, "blns", "blns.json"), "utf8")));
  for (const file of files_below(join(corpora, "hostile-generated", "reader"))) payloads.push(readFileSync(file, "utf8"));
  const unique = [...new Set(payloads.map(text => text.replaceAll("\0", "").trim()).filter(Boolean))];
  const leaks = readFileSync(join(corpora, "xss-httpleaks", "leak.html"), "utf8");
  const step = is_full ? 1 : Math.ceil(unique.length / sample_size);
  return [...sure_attacks, leaks, ...unique.filter((_, at) => at % step === 0)];
}

/** A page whose scripts, dialogs and console are watched; `scripts` are the addresses of all that was compiled. */
async function open_watched(browser) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  const seen = { dialogs: [], scripts: new Set(), script_count: 0, popups: 0 };
  page.on("dialog", dialog => { seen.dialogs.push(dialog.message()); dialog.dismiss().catch(() => {}); });
  page.on("popup", popup => { seen.popups += 1; popup.close().catch(() => {}); });
  const session = await page.context().newCDPSession(page);
  // The driver works in worlds of its own; the page has the default one.
  session.on("Debugger.scriptParsed", script => {
    if (!script.executionContextAuxData.isDefault) return;
    seen.scripts.add(script.url);
    seen.script_count += 1;
  });
  await session.send("Debugger.enable");
  return { page, session, seen };
}

/** What stands in the documents of all frames that could run or fetch; addresses of links are for people to click. */
async function faults_in_tree(session, addresses) {
  const { root: tree } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
  const faults = [], waiting = [tree];
  while (waiting.length) {
    const node = waiting.pop();
    waiting.push(...(node.children || []), ...(node.contentDocument ? [node.contentDocument] : []));
    const name = (node.nodeName || "").toLowerCase(), attributes = node.attributes || [];
    for (let i = 0; i < attributes.length; i += 2) {
      const [key, value] = [attributes[i].toLowerCase(), attributes[i + 1]];
      const is_ours = addresses.some(address => value.startsWith(address)) || /^[/#]/.test(value) || /^data:(,|image\/)/.test(value);
      if (key.startsWith("on")) faults.push(`<${name} ${key}>`);
      if (["src", "srcset", "action", "data", "poster", "background", "ping", "formaction"].includes(key) && !is_ours) faults.push(`<${name} ${key}="${value}">`);
      if (key.endsWith("href") && !is_ours && !(name === "a" && /^(https?:\/\/|mailto:)/i.test(value))) faults.push(`<${name} ${key}="${value}">`);
      if (key === "srcdoc" || key === "http-equiv") faults.push(`<${name} ${key}>`);
    }
    const source = attributes[attributes.indexOf("src") + 1];
    if (name === "script" && !["/script.js", "/shell.js"].includes(source)) faults.push("<script>");
    if (["object", "embed", "base", "portal"].includes(name)) faults.push(`<${name}>`);
  }
  return faults;
}

let folder, payloads, reader, trap, browser;
const is_here = existsSync(corpora);
const skip = is_here ? false : `SKIPPED: there is no ${corpora}`;
if (!is_here) console.error(skip);

before(async () => {
  if (!is_here) return;
  folder = mkdtempSync(join(tmpdir(), "copydesk-hostile-"));
  payloads = all_payloads();
  writeFileSync(join(folder, "payloads"), payloads.join("\0"));
  execFileSync(join(binary, "../hostile_archive"), [join(folder, "news.db"), join(folder, "payloads")]);
  reader = await serve(join(folder, "news.db"));
  trap = await open_trap();
  browser = await open_browser(trap);
});
after(async () => {
  if (!is_here) return;
  await browser.close();
  await reader.stop();
  trap.close();
  rmSync(folder, { recursive: true });
});

test("the control: without our policy the attacks run, and their requests are caught", { skip }, async () => {
  const server = createServer((request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    const number = Number(request.url.match(/\d+/));
    response.end(request.url.startsWith("/around") ? `<iframe src="/${number}"></iframe>` : `<body>${payloads[number]}`);
  });
  await new Promise(done => server.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${server.address().port}/`;
  const control_trap = await open_trap(), control_browser = await open_browser(control_trap);
  const { page, session, seen } = await open_watched(control_browser);
  let faulty = 0;
  for (let number = 0; number < Math.min(payloads.length, 40); ++number) {
    await page.goto(address + (number % 2 ? "around/" : "") + number, { timeout: 5000 }).catch(() => {});
    await new Promise(done => setTimeout(done, 50));
    faulty += (await faults_in_tree(session, [address]).catch(() => [])).length > 0;
  }
  await control_browser.close();
  control_trap.close();
  server.close();
  assert.ok(seen.dialogs.length >= 5, `dialogs: ${seen.dialogs.length}`);
  assert.ok(seen.script_count >= 10, `scripts: ${seen.script_count}`);
  assert.ok(control_trap.caught.length > 20, `requests: ${control_trap.caught.length}`);
  assert.ok(faulty > 20, `documents with faults: ${faulty}`);
  console.log(`control: ${seen.script_count} scripts, ${seen.dialogs.length} dialogs, ${control_trap.caught.length} requests, ${faulty} faulty documents`);
});

/** Visits addresses and asserts after each that nothing ran and nothing stands ready to run. */
async function visit_all(paths) {
  const { page, session, seen } = await open_watched(browser);
  const frames = new Set();
  page.on("framenavigated", frame => { if (frame.url().startsWith("http")) frames.add(new URL(frame.url()).origin); });
  for (const path of paths) {
    await page.goto(new URL(path, reader.address).href, { waitUntil: "load", timeout: 60000 });
    await page.mouse.move(300 + Math.random() * 300, 300);
    const faults = await faults_in_tree(session, [...frames]);
    assert.deepEqual(faults, [], path);
    assert.deepEqual(seen.dialogs, [], path);
    assert.equal(seen.popups, 0, path);
    assert.equal(new URL(page.url()).origin, new URL(reader.address).origin, path);
  }
  for (const origin of frames) assert.match(origin, /^http:\/\/127\.0\.0\.1:\d+$/);
  const foreign = [...seen.scripts].filter(url => !/^http:\/\/127\.0\.0\.1:\d+\/(script|shell)\.js$/.test(url));
  assert.deepEqual(foreign, [], "only our own scripts are compiled");
  assert.ok(seen.scripts.size > 0, "our own scripts are seen, so others would be");
  await page.close();
  return seen;
}

const numbers = () => payloads.map((_, number) => number);

test("a story with an attack in every field", { skip }, () => visit_all(numbers().map(number => `/story/x${number}`)));

test("the story beside a saved page that is an attack", { skip }, async () => {
  const seen = await visit_all(numbers().map(number => `/beside/x${number}`));
  assert.ok([...seen.scripts].some(url => url.endsWith("/shell.js")), "the frame's scripts are watched");
});

test("lists of hits, facets, failures and the glance of such an archive", { skip }, () => visit_all([
  "/failures", "/glance", "/glance?year=%3Cscript%3Ealert(1)%3C/script%3E",
  ...Array.from({ length: Math.ceil(Math.min(payloads.length, 4000) / 20) }, (_, at) => `/?q=&first=${at * 20}`)]));

test("an attack as the search and as the facets", { skip }, () => visit_all(payloads.filter(text => text.length < 1500).map(text =>
  `/?q=${encodeURIComponent(text.toWellFormed ? text.toWellFormed() : text)}&publisher=${encodeURIComponent(text)}&first=${encodeURIComponent(text)}`)));

test("no request has left", { skip }, async () => {
  await new Promise(done => setTimeout(done, 500));
  assert.deepEqual(trap.caught, []);
  console.log(`${payloads.length} attacks`);
});
