// stage.mjs: what the browser tests and the screenshots share: a reader that serves an archive, Debian's Chromium, and a
// trap for everything that would leave the machine: a proxy that the browser sends all requests to but those to the reader.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";

export const root = new URL("../..", import.meta.url).pathname;
export const binary = process.env.COPYDESK_BINARY || join(root, "build/release/copydesk");
const modules = createRequire(join(process.env.COPYDESK_BROWSER_MODULES || join(root, "build/browser"), "package.json"));
const { chromium } = modules("playwright-core");
export const axe_source = () => modules("axe-core").source;

/** Serves an archive; resolves to { address, stop }; stop resolves to the exit code. */
export function serve(archive) {
  const child = spawn(binary, ["serve", archive, "--quiet", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    process.once("exit", () => child.kill());
  const ended = new Promise(done => child.once("exit", done));
    ended.then(code => reject(new Error(`copydesk serve ended with ${code}`)));
    child.stdout.once("data", text => {
      const address = String(text).trim();
      resolve({ address, stop: () => { child.kill("SIGTERM"); return ended; } });
    });
  });
}

// What Chromium asks for by itself, whatever it shows.
const own_hosts = ["accounts.google.com", "clients2.google.com", "content-autofill.googleapis.com", "update.googleapis.com"];

/** A proxy that answers nothing and notes who was asked for. */
export function open_trap() {
  const addresses = [];
  const caught = { push: address => {
    const host = address.replace(/^\w+:\/\//, "").replace(/[/:?].*$/, "");
    if (!own_hosts.includes(host)) addresses.push(address);
  } };
  const server = createServer((request, response) => {
    caught.push(request.url);
    response.writeHead(204).end();
  });
  server.on("connect", (request, socket) => {
    caught.push(request.url);
    socket.on("error", () => {});
    socket.end("HTTP/1.1 403 Caught\r\n\r\n");
  });
  server.on("upgrade", (request, socket) => {
    caught.push(request.url);
    socket.destroy();
  });
  return new Promise(resolve => server.listen(0, "127.0.0.1", () => resolve({
    caught: addresses, port: server.address().port, close: () => { server.closeAllConnections(); server.close(); } })));
}

/** Chromium whose every request but those to 127.0.0.1 goes into the trap. */
export function open_browser(trap) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--disable-features=AutofillServerCommunication,OptimizationHints,MediaRouter",
      `--proxy-server=http://127.0.0.1:${trap.port}`, "--proxy-bypass-list=127.0.0.1", "--font-render-hinting=none"],
  });
}
