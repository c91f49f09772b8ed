// Chromium, and the folder of the consumer as a web server gives it out.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { consumer } from "../consumer.mjs";
import { tool } from "./tools.mjs";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript",
  ".json": "application/json", ".wasm": "application/wasm",
};

async function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  const file = path.join(consumer, path.normalize(decodeURIComponent(pathname)));
  try {
    const body = await readFile(file);
    const policy = searchParams.get("csp");
    if (policy) response.setHeader("Content-Security-Policy", policy);
    response.setHeader("Content-Type", TYPES[path.extname(file)] ?? "application/octet-stream");
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/** Serves the consumer's folder; answers where, and how to stop it. */
export async function serve() {
  const server = createServer(answer);
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const stop = () => new Promise((stopped) => {
    server.close(stopped);
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${server.address().port}`, stop };
}

/** Starts the Chromium that PAYOUT_RULES_CHROMIUM names; `cargo xtask test` sets it. */
export async function launch() {
  const executablePath = process.env.PAYOUT_RULES_CHROMIUM;
  if (!executablePath) throw new Error("PAYOUT_RULES_CHROMIUM is not set; it names a Chromium or Chrome");
  const { chromium } = (await tool("playwright-core")).default;
  // Root has no sandbox to put it into.
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

const PATIENCE_MS = 60_000;

/** Opens a page and waits for what its program proves; an error of the page is the answer's. */
export async function proofOf(browser, url) {
  const page = await browser.newPage();
  try {
    const failed = new Promise((_, reject) => page.on("pageerror", reject));
    failed.catch(() => {});
    await page.goto(url);
    const proven = page.waitForFunction(() => globalThis.proof, undefined, { timeout: PATIENCE_MS });
    proven.catch(() => {});
    return await (await Promise.race([proven, failed])).jsonValue();
  } finally {
    await page.close();
  }
}
