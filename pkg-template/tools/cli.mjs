// Bundles the command line with its libraries into one file: those who import the engine get no
// dependency for it.
import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const tools = fileURLToPath(new URL(".", import.meta.url));
const template = path.dirname(path.resolve(tools));

// Libraries that are CommonJS ask for Node's modules by `require`, which a module has not.
const HEAD = `#!/usr/bin/env node
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);`;

/** What each code of an issue means, from the comments of the types. */
async function issueCodes() {
  const text = await readFile(path.join(template, "types/codes.d.ts"), "utf8");
  const codes = [...text.matchAll(/\/\*\* (.+?) \*\/\s*\| "(\w+)"/gs)];
  if (codes.length === 0) throw new Error("types/codes.d.ts has no code with a comment");
  return Object.fromEntries(codes.map(([, meaning, code]) => [code, meaning.replace(/\s*\n\s*\* ?/g, " ")]));
}

/** Writes dist/cli.mjs, and the licences of what is in it. */
export async function bundleCli(dist, version) {
  const { metafile } = await build({
    entryPoints: [path.join(template, "cli/main.js")],
    outfile: path.join(dist, "cli.mjs"),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    // jsonc-parser's CommonJS form hides its imports from bundlers.
    mainFields: ["module", "main"],
    nodePaths: [path.join(tools, "node_modules")],
    // The package itself; and colours that the tables are told not to use.
    external: ["payout-rules", "@colors/colors", "./tools.js"],
    loader: { ".json": "text", ".csv": "text", ".ndjson": "text" },
    define: { ISSUE_CODES: JSON.stringify(await issueCodes()), PACKAGE_VERSION: JSON.stringify(version) },
    banner: { js: HEAD },
    metafile: true,
    logLevel: "warning",
  });
  await writeFile(path.join(dist, "cli.LICENSES.txt"), await licences(Object.keys(metafile.inputs)));
}

/** The licence of every library that a part of is in the bundle. */
async function licences(inputs) {
  const names = inputs.map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]).filter(Boolean);
  const texts = await Promise.all([...new Set(names)].sort().map(licence));
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

async function licence(name) {
  const folder = path.join(tools, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
  if (!file) throw new Error(`${name} has no file of its licence`);
  return `${name} ${version} (${license})\n\n${await readFile(path.join(folder, file), "utf8")}`;
}
