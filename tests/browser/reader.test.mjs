// reader.test.mjs: the five screens over the example pages, used as people use them: by keyboard, in the dark, on a phone,
// without scripts, with a screen reader's rules (axe-core, WCAG 2.2 AA), and with no network.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe_source, binary, open_browser, open_trap, root, serve } from "./stage.mjs";

let folder, reader, trap, browser, ids;
const wide = { width: 1280, height: 860 }, phone = { width: 390, height: 844 };

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "copydesk-reader-"));
  const archive = join(folder, "news.db"), empty = join(folder, "empty.html");
  writeFileSync(empty, "<html><body></body></html>");
  // The examples hold a damaged record, so the program ends with 3: some inputs failed.
  assert.equal(spawnSync(binary, ["archive", archive, "--quiet", join(root, "examples/pages"), empty]).status, 3);
  reader = await serve(archive);
  trap = await open_trap();
  browser = await open_browser(trap);
  const found = await (await fetch(reader.address + "api/search")).json();
  ids = word => found.hits.find(hit => hit.title.includes(word)).id;
});
after(async () => {
  await browser.close();
  assert.equal(await reader.stop(), 0);
  trap.close();
  rmSync(folder, { recursive: true });
});

async function open(path, options = {}) {
  const page = await browser.newPage({ viewport: wide, ...options });
  const complaints = [];
  page.on("console", message => { if (message.type() === "error") complaints.push(message.text()); });
  page.on("pageerror", error => complaints.push(String(error)));
  page.complaints = complaints;
  await page.goto(new URL(path, reader.address).href);
  return page;
}
const screens = () => ["/", "/?q=bridge", `/story/${ids("Vey Bridge")}`, `/story/${ids("عودة")}`, `/story/${ids("election live")}`,
  `/beside/${ids("Vey Bridge")}`, "/glance", "/failures", "/nowhere"];
const focused = page => page.evaluate(() => document.activeElement.textContent);

// The short form looks at each scheme and each width once.
const is_full = process.env.COPYDESK_BROWSER === "full";
for (const colorScheme of ["light", "dark"]) {
  for (const viewport of is_full ? [wide, phone] : [colorScheme === "light" ? wide : phone]) {
    test(`every screen passes axe-core's rules for WCAG 2.2 AA, ${colorScheme}, ${viewport.width} wide`, async () => {
      for (const path of screens()) {
        const page = await open(path, { colorScheme, viewport });
        await page.evaluate(axe_source());
        const { violations, passes } = await page.evaluate(() => axe.run(document, {
          // The headings inside a story are the story's own, whatever levels its page gave them.
          rules: { "heading-order": { enabled: false } },
          iframes: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
        assert.deepEqual(violations.map(fault => `${path} ${fault.id}: ${fault.nodes.slice(0, 3).map(node => node.html + " " + node.failureSummary).join(" ; ")}`), []);
        assert.ok(passes.length > 10);
        assert.deepEqual(page.complaints.filter(text => !text.includes("404")), []);
        await page.close();
      }
    });
  }
}

test("no screen is wider than the window", async () => {
  for (const path of screens()) {
    const page = await open(path, { viewport: { width: 320, height: 600 } });
    const [width, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(width <= inner, `${path}: ${width} > ${inner}`);
    await page.close();
  }
});

test("the list follows the typing, keeps its address, and Enter goes to the first hit", async () => {
  const page = await open("/");
  await page.keyboard.press("/");
  await page.keyboard.type("bridg");
  await page.waitForFunction(() => document.querySelectorAll(".hit").length === 3);
  assert.match(page.url(), /[?&]q=bridg(&|$)/);
  assert.match(await page.textContent(".hit .snippet mark"), /^bridg/i);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.closest(".hit"));
  await page.close();
});

test("a facet narrows and stays while one types on", async () => {
  const page = await open("/");
  await page.click(".facets a:text-is('ru')");
  await page.waitForLoadState();
  assert.match(page.url(), /language=ru/);
  await page.fill("#q", "Скарра");
  await page.waitForFunction(() => location.search.includes("%D0%A1"));
  assert.match(page.url(), /language=ru/);
  assert.ok(await page.locator(".hit").count() >= 1);
  await page.close();
});

test("j and k walk the hits, Enter opens, b shows the story beside its page and goes back", async () => {
  const page = await open("/?q=bridge");
  const titles = await page.locator(".hit h2 a").allTextContents();
  await page.keyboard.press("j");
  assert.equal(await focused(page), titles[0]);
  await page.keyboard.press("j");
  assert.equal(await focused(page), titles[1]);
  await page.keyboard.press("k");
  assert.equal(await focused(page), titles[0]);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/story/*");
  await page.keyboard.press("b");
  await page.waitForURL("**/beside/*");
  await page.keyboard.press("b");
  await page.waitForURL("**/story/*");
  await page.close();
});

test("? lists the keys, Escape closes the list, and single keys can be switched off", async () => {
  const page = await open("/");
  await page.keyboard.press("?");
  assert.ok(await page.locator("#help").isVisible());
  await page.click("#help [data-set=keys]");
  await page.keyboard.press("Escape");
  assert.ok(!(await page.locator("#help").isVisible()));
  await page.keyboard.press("/");
  assert.notEqual(await page.evaluate(() => document.activeElement.id), "q");
  await page.close();
});

test("the first Tab leads past the head to the content", async () => {
  const page = await open("/glance");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "To the content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await page.close();
});

const luminance = page => page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).slice(0, 3).map(Number).reduce((a, b) => a + b));

test("it is dark where the system is dark, or where one says so, and remembers", async () => {
  const dark = await open("/", { colorScheme: "dark" });
  assert.ok(await luminance(dark) < 150);
  await dark.close();
  const page = await open(`/story/${ids("Vey Bridge")}`, { colorScheme: "light" });
  assert.ok(await luminance(page) > 600);
  await page.click("[data-set=theme]");
  assert.ok(await luminance(page) < 150);
  await page.goto(reader.address);
  assert.ok(await luminance(page) < 150);
  await page.close();
});

test("letters grow, the column widens, the face changes", async () => {
  const page = await open(`/story/${ids("Vey Bridge")}`);
  const style = () => page.evaluate(() => { const s = getComputedStyle(document.querySelector("article")); return [parseFloat(s.fontSize), parseFloat(s.maxWidth), s.fontFamily]; });
  const before_ = await style();
  for (const name of ["[data-set=size][data-by='1']", "[data-set=width]", "[data-set=font]"]) await page.click(name);
  const after_ = await style();
  assert.ok(after_[0] > before_[0] && after_[1] > before_[1] && after_[2] !== before_[2], `${before_} ${after_}`);
  await page.close();
});

test("Arabic runs from right to left", async () => {
  const page = await open(`/story/${ids("عودة")}`);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("article")).direction), "rtl");
  await page.close();
});

test("on paper there is the story alone", async () => {
  const page = await open(`/story/${ids("Vey Bridge")}`);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("article").isVisible());
  for (const name of [".top", ".tools", ".about"]) assert.ok(!(await page.locator(name).isVisible()), name);
  await page.close();
});

async function open_beside(word) {
  const page = await open(`/beside/${ids(word)}`);
  await page.frameLocator("#page").frameLocator("iframe").locator("mark[data-place^=t]").first().waitFor();
  const saved = page.frames().find(frame => frame.url().endsWith("/page"));
  return { page, saved };
}

test("pointing at the story lights the same words in the page, and the card says the rule and the bytes", async () => {
  const { page, saved } = await open_beside("Vey Bridge");
  const passage = page.locator("article p[data-place^=t]").nth(2);
  await passage.hover();
  await saved.locator("mark.cd-lit").first().waitFor();
  const lit = (await saved.locator("mark.cd-lit").allTextContents()).join("");
  assert.equal(lit.replace(/\s+/g, " ").trim(), (await passage.textContent()).trim());
  assert.match(await page.textContent("#card"), /Paragraph.*chosen by the model, \d+ % sure.*bytes [\d,]+–[\d,]+/);
  await page.close();
});

test("pointing at the page lights the same words in the story", async () => {
  const { page, saved } = await open_beside("Vey Bridge");
  const mark = saved.locator("mark.cd-text").nth(3);
  await mark.hover();
  await page.locator("article .lit").first().waitFor();
  const lit = (await page.locator("article .lit").allTextContents()).join("");
  assert.ok(lit.includes((await mark.textContent()).replace(/\s+/g, " ").trim()), lit);
  await page.close();
});

test("j steps through the passages and lights their twins without a mouse", async () => {
  const { page, saved } = await open_beside("Vey Bridge");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await saved.locator("mark.cd-lit").first().waitFor();
  await page.close();
});

test("every tinted passage of the page has its words in the story", async () => {
  for (const word of ["Vey Bridge", "election live", "Skarra after", "count to nine", "Паромщик", "Condensation"]) {
    const { page, saved } = await open_beside(word);
    const story = (await page.textContent("article")).replace(/\s+/g, "");
    const marks = await saved.locator("mark.cd-text").allTextContents();
    assert.ok(marks.length > 3, word);
    for (const text of marks) assert.ok(story.includes(text.replace(/\s+/g, "")), `${word}: ${text}`);
    await page.close();
  }
});

test("the frame of the saved page may run nothing, on an origin of its own", async () => {
  const { page, saved } = await open_beside("Vey Bridge");
  assert.notEqual(new URL(saved.url()).origin, new URL(page.url()).origin);
  const answer = await fetch(saved.url());
  assert.match(answer.headers.get("content-security-policy"), /^default-src 'none'; .*sandbox allow-same-origin;/);
  assert.equal(await saved.parentFrame().locator("iframe").getAttribute("sandbox"), "allow-same-origin");
  assert.equal(await saved.locator("script").count(), 0);
  await page.close();
});

test("without scripts one can search, narrow, read and see where things are from", async () => {
  const page = await open("/", { javaScriptEnabled: false });
  await page.fill("#q", "bridge");
  await page.press("#q", "Enter");
  await page.waitForURL("**/?q=bridge*");
  assert.equal(await page.locator(".hit").count(), 3);
  await page.click(".facets a:text-is('live')");
  assert.equal(await page.locator(".hit").count(), 1);
  await page.click(".hit h2 a");
  assert.match(await page.textContent("h1"), /election live/);
  await page.click("a[data-key=b]");
  await page.click(".origins summary");
  assert.match(await page.textContent(".origins tbody"), /bytes|\d–\d/);
  await page.close();
});

test("the command that tries again stands with what failed, and a tile leads to its day", async () => {
  const page = await open("/failures");
  assert.match(await page.locator(".cause pre").first().textContent(), /^copydesk archive .*--retry -- /);
  await page.goto(new URL("/glance?year=2024", reader.address).href);
  await page.click(".day a");
  assert.match(page.url(), /day=2024-05-02/);
  assert.equal(await page.locator(".hit").count(), 1);
  await page.close();
});

test("nothing has asked the network for anything", async () => {
  await new Promise(done => setTimeout(done, 300));
  assert.deepEqual(trap.caught, []);
});
