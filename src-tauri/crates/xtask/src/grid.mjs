// How long the entry grid takes in Chromium from a key or a pasted block to the picture and from frame to frame while it
// scrolls, beside a bare page with one text field and two thousand lines. Started by `cargo xtask bench grid` with the
// address of the dev server. Prints lines: what, ours, bare, in µs; of `blank` the frames in which a row was missing, and all.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const RUNS = 7;
const KEYS = 40;
const BLOCK = Array.from({ length: 1000 }, (_, row) =>
  Array.from({ length: 12 }, (_, column) => String(((row * 131 + column * 57) % 9000) + 1)).join("\t"),
).join("\n");

const SCROLL = readFileSync(new URL("../../../../tests/e2e/examples/scroll.js", import.meta.url), "utf8");
const BARE = readFileSync(new URL("../../../../tests/e2e/examples/bare.js", import.meta.url), "utf8");

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

async function browser() {
  const folder = mkdtempSync(join(tmpdir(), "dz-grid-"));
  const words = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--window-size=1366,768"];
  const child = spawn("chromium", [...words, `--user-data-dir=${folder}`, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const address = await new Promise((done, fail) => {
    let said = "";
    child.on("error", () => fail(new Error("chromium does not start")));
    child.stderr.on("data", (bytes) => {
      said += bytes;
      const found = /ws:\/\/[^/]+/.exec(said);
      if (found) done(found[0].replace("ws:", "http:"));
    });
  });
  const pages = await (await fetch(`${address}/json`)).json();
  const socket = new WebSocket(pages.find(({ type }) => type === "page").webSocketDebuggerUrl);
  await new Promise((done) => socket.addEventListener("open", done));
  const waiting = new Map();
  socket.addEventListener("message", ({ data }) => {
    const { id, result, error } = JSON.parse(data);
    waiting.get(id)?.(error ? Promise.reject(new Error(error.message)) : result);
    waiting.delete(id);
  });
  let next = 0;
  const send = (method, params = {}) =>
    new Promise((done) => {
      waiting.set(++next, done);
      socket.send(JSON.stringify({ id: next, method, params }));
    });
  const run = async (expression) => {
    const { result } = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    return result.value;
  };
  const key = async (name, code, more = {}) => {
    await send("Input.dispatchKeyEvent", { type: "keyDown", key: name, windowsVirtualKeyCode: code, ...more });
    await send("Input.dispatchKeyEvent", { type: "keyUp", key: name, windowsVirtualKeyCode: code });
  };
  return {
    send,
    run,
    key,
    async close() {
      socket.close();
      child.kill();
      await wait(300);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** In the page: the time from an event to the first task after the frame that follows it. */
const WATCH = `window.__taken = [];
  for (const name of ["paste", "keydown"]) addEventListener(name, (event) => {
    if (event.type === "keydown" && event.ctrlKey) return;
    const begun = performance.now();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.__taken.push(performance.now() - begun);
      channel.port2.postMessage(0);
    });
  }, true);`;

/** Waits until the dev server answers. */
async function served(url) {
  for (let tries = 0; tries < 120; tries++) {
    if (await fetch(url).then(({ ok }) => ok, () => false)) return;
    await wait(250);
  }
  throw new Error(`${url} does not answer`);
}

async function measured(page, url, ready, begin, boxes) {
  await page.send("Page.navigate", { url });
  for (let tries = 0; tries < 240 && !(await page.run(ready)); tries++) await wait(250);
  if (!(await page.run(ready))) throw new Error(`${url.slice(0, 60)} is not ready`);
  await wait(1000);
  await page.run(WATCH);
  await page.run(begin);
  const taken = async () => {
    const before = await page.run("window.__taken.length");
    return async () => {
      for (let tries = 0; tries < 400 && (await page.run("window.__taken.length")) === before; tries++) await wait(5);
      return page.run("window.__taken.at(-1)");
    };
  };
  const keys = [];
  for (let at = 0; at < KEYS; at++) {
    const seen = await taken();
    await page.key("1", 49, { text: "1" });
    keys.push(await seen());
    if (at % 4 === 3) {
      const left = await taken();
      await page.key("Enter", 13, { text: "\r" });
      await left();
    }
  }
  await page.key("Escape", 27);
  const pastes = [];
  for (let at = 0; at < RUNS; at++) {
    await page.run(`navigator.clipboard.writeText(${JSON.stringify(BLOCK)})`);
    const seen = await taken();
    await page.key("v", 86, { modifiers: 2, commands: ["paste"] });
    pastes.push(await seen());
    await wait(600);
  }
  const scrolled = await page.run(`(${SCROLL.replace(/;\s*$/, "")})(...${JSON.stringify(boxes)})`);
  return { key: median(keys), paste: median(pastes), scroll: median(scrolled.times), ...scrolled };
}

await served(`${process.argv[2]}/gallery.html`);
const page = await browser();
try {
  await page.send("Page.enable");
  await page.send("Browser.grantPermissions", { permissions: ["clipboardReadWrite", "clipboardSanitizedWrite"] });
  const ours = await measured(
    page,
    `${process.argv[2]}/gallery.html?large#/grid`,
    "document.querySelectorAll('.dz-grid-cell').length > 100",
    `document.querySelector('.dz-grid-field').focus()`,
    [".dz-grid-box", ".dz-grid-row", ".dz-grid-head"],
  );
  // A page of the same server that holds nothing else.
  const bare = await measured(page, `${process.argv[2]}/package.json`, BARE, "true", [".box", ".line"]);
  for (const what of ["key", "paste", "scroll"]) {
    console.log(what, Math.round(ours[what] * 1000), Math.round(bare[what] * 1000));
  }
  console.log("blank", ours.blank, ours.frames);
} finally {
  await page.close();
}
