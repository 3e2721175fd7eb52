// screenshots.mjs: the five screens over the example pages, light and dark, into docs/screenshots/ (make screenshots).
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { binary, open_browser, open_trap, root, serve } from "../tests/browser/stage.mjs";

const most_bytes = 150_000;
const folder = join(root, "docs/screenshots"), archive = "build/screenshots.db";
process.chdir(root); // so that paths on the screens are those of the project
for (const suffix of ["", "-wal", "-shm", "-writer"]) rmSync(archive + suffix, { force: true });
spawnSync(binary, ["archive", archive, "--quiet", "examples/pages"]);
mkdirSync(folder, { recursive: true });

const reader = await serve(archive), trap = await open_trap(), browser = await open_browser(trap);
const found = await (await fetch(reader.address + "api/search?q=bridge")).json();
const id = found.hits[0].id;
const screens = { search: "/?q=bridge", story: `/story/${id}`, beside: `/beside/${id}`, glance: "/glance?year=2024", failures: "/failures" };

for (const colorScheme of ["light", "dark"]) {
  for (const [name, path] of Object.entries(screens)) {
    const page = await browser.newPage({ viewport: { width: 1040, height: 640 }, colorScheme });
    await page.goto(new URL(path, reader.address).href);
    if (name === "beside") {
      await page.frameLocator("#page").frameLocator("iframe").locator("mark").first().waitFor();
      await page.locator("article p[data-place^=t]").nth(1).hover();
      await page.waitForTimeout(400);
    }
    const file = join(folder, `${name}-${colorScheme}.jpg`);
    await page.screenshot({ path: file, type: "jpeg", quality: 72 });
    const size = statSync(file).size;
    console.log(`docs/screenshots/${name}-${colorScheme}.jpg ${size} bytes`);
    if (size > most_bytes) throw new Error(`${file}: over ${most_bytes} bytes`);
    await page.close();
  }
}
await browser.close();
trap.close();
await reader.stop();
