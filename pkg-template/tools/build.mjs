// Assembles the npm package from the template and what wasm-bindgen made.
// node build.mjs --glue <folder of wasm-bindgen's output> --out <package folder> --version <x.y.z>
import { appendFile, copyFile, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { bundleCli } from "./cli.mjs";

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

// Added to the glue, which has no other way to start its wasm a second time.
const RESTART = `
export const isStarted = () => wasm !== undefined;

/** Starts the same wasm anew, in a memory of its own; if it cannot be, the old one stays. */
export function restart() {
  const before = wasm;
  wasm = undefined;
  try {
    initSync({ module: wasmModule });
  } finally {
    wasm ??= before;
  }
}

function enter(place) {
  wasm = place;
  cachedDataViewMemory0 = null;
  cachedUint8ArrayMemory0 = null;
}

/** Starts the same wasm once more, in a memory of its own, and answers what enters it for a call. */
export function another() {
  const before = wasm;
  wasm = undefined;
  let place;
  try {
    place = initSync({ module: wasmModule });
  } finally {
    enter(before);
  }
  return (call) => {
    const around = wasm;
    enter(place);
    try {
      return call();
    } finally {
      enter(around);
    }
  };
}
`;

async function writeModules() {
  await cp(path.join(template, "src"), dist, { recursive: true });
  const parts = [["payout_rules", "wasm-base64"], ["payout_rules_screening", "screening-base64"], ["payout_rules_tools"]];
  for (const [name, base64] of parts) {
    for (const file of [`${name}.js`, `${name}_bg.wasm`]) {
      await copyFile(path.join(glue, file), path.join(dist, file));
    }
    // The command line runs under Node, which reads files, and ends with what it was asked.
    if (!base64) continue;
    await appendFile(path.join(dist, `${name}.js`), RESTART);
    const wasm = await readFile(path.join(dist, `${name}_bg.wasm`));
    const text = `export const base64 =\n  "${wasm.toString("base64")}";\n`;
    await writeFile(path.join(dist, `${base64}.js`), text);
  }
}

const TYPES = {
  index: ["words", "codes", "params", "issues", "requests", "answers", "overlay", "engine"],
  screening: ["screening-requests", "screening-answers", "screening"],
};

// One file of types for each entry, twice: a CommonJS file needs a .d.cts, of the same text but for
// the file it takes its own imports from.
async function writeTypes() {
  for (const [entry, names] of Object.entries(TYPES)) {
    const parts = [];
    for (const name of names) {
      const text = await readFile(path.join(template, "types", `${name}.d.ts`), "utf8");
      parts.push(text.replace(/^import type .*\n/gm, "").trim());
    }
    const text = (extension) => {
      const own = entry === "index" ? "" : `import type { Country, DecimalString, Issue, Timestamp } from "./index.${extension}";\n\n`;
      return `${own}${parts.join("\n\n")}\n`;
    };
    await writeFile(path.join(dist, `${entry}.d.ts`), text("js"));
    await writeFile(path.join(dist, `${entry}.d.cts`), text("cjs"));
  }
  for (const entry of ["slim", "payout_rules_bg.wasm"]) {
    const text = await readFile(path.join(dist, `${entry}.d.ts`), "utf8");
    await writeFile(path.join(dist, `${entry}.d.cts`), text.replaceAll('.js";', '.cjs";'));
  }
}

async function bundleCommonJs(entry) {
  await build({
    entryPoints: [path.join(dist, `${entry}.js`)],
    outfile: path.join(dist, `${entry}.cjs`),
    bundle: true,
    format: "cjs",
    platform: "neutral",
    target: "es2022",
    logLevel: "warning",
  });
}

// What a page may weigh on the wire: 200,000 is the aim, and nothing may go further from it; nobody loads both to decide a payout.
const WASM_BROTLI_MAX = { "payout_rules_bg.wasm": 215_000 };
const SHOWN = [
  "payout_rules_bg.wasm", "payout_rules.js", "wasm-base64.js", "index.cjs",
  "payout_rules_screening_bg.wasm", "payout_rules_screening.js", "screening-base64.js", "screening.cjs",
  "payout_rules_tools_bg.wasm", "cli.mjs",
];

async function printSizes() {
  const row = (cells) => cells.map((cell, i) => (i ? cell.padStart(11) : cell.padEnd(32))).join("");
  const bytes = (count) => `${count.toLocaleString("en-US")} B`;
  console.log(row(["", "raw", "gzip", "brotli"]));
  for (const file of SHOWN) {
    const content = await readFile(path.join(dist, file));
    const sizes = [content, gzipSync(content), brotliCompressSync(content)];
    console.log(row([file, ...sizes.map((size) => bytes(size.length))]));
    if (sizes[2].length > WASM_BROTLI_MAX[file]) {
      throw new Error(`${file} has ${sizes[2].length} B after brotli, more than ${WASM_BROTLI_MAX[file]}`);
    }
  }
}

await rm(out, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await writeManifest();
await copyDocuments();
await writeModules();
await writeTypes();
await bundleCommonJs("index");
await bundleCommonJs("screening");
await bundleCommonJs("slim");
await bundleCli(dist, version);
await printSizes();
