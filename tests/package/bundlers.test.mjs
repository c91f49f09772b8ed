// The packed package in real Chromium: from plain files, and from what every bundler makes of it. The bundles are
// run and answer every golden case, byte for byte.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { esm } from "./consumer.mjs";
import { launch, proofOf, serve } from "./hosts/browser.mjs";
import { pages, scripts, slimPages, viteServer } from "./hosts/bundlers.mjs";
import { examples } from "./hosts/examples.mjs";
import { proof, writePrograms } from "./hosts/programs.mjs";

let server;
let programs;
let launched;

/** Without it only the tests that want it fail. */
const browser = () => (launched ??= launch());

before(async () => {
  programs = await writePrograms();
  server = await serve();
});
after(async () => {
  await launched?.then((browser) => browser.close(), () => {});
  await server.stop();
});

/** A page of the files as they are in the package, without a bundler. */
function plainPage() {
  const files = "/node_modules/payout-rules/dist";
  writeFileSync(path.join(programs, "plain.mjs"), `
import * as engine from "${files}/index.js";
import * as screening from "${files}/screening.js";
import cases from "./cases.mjs";
import { prove } from "./prove.mjs";
globalThis.proof = prove({ ...engine, ...screening }, cases);
`);
  writeFileSync(path.join(programs, "plain.html"), '<!doctype html><script type="module" src="plain.mjs"></script>\n');
  return `${server.origin}/hosts/plain.html`;
}

test("Chromium, a module script from plain files", async (t) => {
  t.diagnostic(`Chromium ${(await browser()).version()}`);
  assert.deepEqual(await proofOf(await browser(), plainPage()), proof);
});

test("Chromium, under a policy that allows wasm and nothing else", async () => {
  const policy = encodeURIComponent("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
  assert.deepEqual(await proofOf(await browser(), `${plainPage()}?csp=${policy}`), proof);
});

test("Chromium, under a policy that forbids wasm, says so", async () => {
  const policy = encodeURIComponent("script-src 'self'");
  await assert.rejects(async () => proofOf(await browser(), `${plainPage()}?csp=${policy}`), /violates.*Content Security Policy/s);
});

test("Chromium, the example of docs/runtimes.md", async () => {
  writeFileSync(path.join(programs, "example.html"), examples.page);
  const iban = examples.everywhere.match(/\/\/ (\w+)\n/)[1];
  const page = await (await browser()).newPage();
  await page.goto(`${server.origin}/hosts/example.html`);
  await page.waitForFunction((iban) => document.querySelector("output").textContent === iban, iban);
  await page.close();
});

for (const { name, make } of slimPages) {
  test(`slim, ${name}, run in Chromium`, async () => {
    const page = await make(programs);
    const told = await proofOf(await browser(), `${server.origin}/hosts/${page}`);
    assert.deepEqual(told, new esm.Engine().rulebook());
  });
}

for (const { name, make } of pages) {
  test(`${name}, run in Chromium`, async () => {
    const page = await make(programs);
    assert.deepEqual(await proofOf(await browser(), `${server.origin}/hosts/${page}`), proof);
  });
}

test("Vite's server, run in Chromium", async () => {
  const { url, stop } = await viteServer(programs);
  try {
    assert.deepEqual(await proofOf(await browser(), url), proof);
  } finally {
    await stop();
  }
});

for (const { name, make } of scripts) {
  test(name, async () => {
    const printed = execFileSync(process.execPath, [await make(programs)], { encoding: "utf8" });
    assert.deepEqual(JSON.parse(printed), proof);
  });
}
