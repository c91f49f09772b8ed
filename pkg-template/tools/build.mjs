// Assembles the npm package from the template and what wasm-bindgen made.
// node build.mjs --glue <folder of wasm-bindgen's output> --out <package folder> --version <x.y.z>
import { copyFile, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

const template = fileURLToPath(new URL("..", import.meta.url));
const repository = path.dirname(path.resolve(template));

const { values } = parseArgs({
  options: { glue: { type: "string" }, out: { type: "string" }, version: { type: "string" } },
});
for (const name of ["glue", "out", "version"]) {
  if (!values[name]) throw new Error(`build.mjs: --${name} is missing`);
}
const { glue, out, version } = values;
const dist = path.join(out, "dist");

async function writeManifest() {
  const manifest = JSON.parse(await readFile(path.join(template, "package.json"), "utf8"));
  manifest.version = version;
  await writeFile(path.join(out, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

async function copyDocuments() {
  for (const document of ["README.md", "LICENSE-MIT", "LICENSE-APACHE"]) {
    await copyFile(path.join(repository, document), path.join(out, document));
  }
}

async function writeModules() {
  await cp(path.join(template, "src"), dist, { recursive: true });
  for (const file of ["payout_rules.js", "payout_rules_bg.wasm"]) {
    await copyFile(path.join(glue, file), path.join(dist, file));
  }
  const wasm = await readFile(path.join(dist, "payout_rules_bg.wasm"));
  const text = `export const base64 =\n  "${wasm.toString("base64")}";\n`;
  await writeFile(path.join(dist, "wasm-base64.js"), text);
}

// One file of types, twice: a CommonJS file needs a .d.cts, and the two must be the same text.
async function writeTypes() {
  const parts = [];
  for (const name of ["words", "codes", "issues", "requests", "answers", "overlay", "engine"]) {
    const text = await readFile(path.join(template, "types", `${name}.d.ts`), "utf8");
    parts.push(text.replace(/^import type .*\n/gm, "").trim());
  }
  for (const name of ["index.d.ts", "index.d.cts"]) {
    await writeFile(path.join(dist, name), `${parts.join("\n\n")}\n`);
  }
}

async function bundleCommonJs() {
  await build({
    entryPoints: [path.join(dist, "index.js")],
    outfile: path.join(dist, "index.cjs"),
    bundle: true,
    format: "cjs",
    platform: "neutral",
    target: "es2022",
    logLevel: "warning",
  });
}

// What a page may weigh on the wire.
const WASM_BROTLI_MAX = 200_000;

async function printSizes() {
  const row = (cells) => cells.map((cell, i) => (i ? cell.padStart(11) : cell.padEnd(24))).join("");
  const bytes = (count) => `${count.toLocaleString("en-US")} B`;
  console.log(row(["", "raw", "gzip", "brotli"]));
  for (const file of ["payout_rules_bg.wasm", "payout_rules.js", "wasm-base64.js", "index.cjs"]) {
    const content = await readFile(path.join(dist, file));
    const sizes = [content, gzipSync(content), brotliCompressSync(content)];
    console.log(row([file, ...sizes.map((size) => bytes(size.length))]));
    if (file.endsWith(".wasm") && sizes[2].length > WASM_BROTLI_MAX) {
      throw new Error(`${file} has ${sizes[2].length} B after brotli, more than ${WASM_BROTLI_MAX}`);
    }
  }
}

await rm(out, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await writeManifest();
await copyDocuments();
await writeModules();
await writeTypes();
await bundleCommonJs();
await printSizes();
