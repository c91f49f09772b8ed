// The npm project that has the packed tarball installed, and the golden cases of tests/cases.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { answersOf, bytes, text } from "./golden.mjs";

export const repository = fileURLToPath(new URL("../..", import.meta.url));
export const consumer = process.env.PAYOUT_RULES_CONSUMER;
if (!consumer) {
  throw new Error("PAYOUT_RULES_CONSUMER is not set; `cargo xtask test` makes that folder");
}

/** Writes a file of the consumer's own. */
export function write(name, text) {
  const file = path.join(consumer, name);
  writeFileSync(file, text);
  return file;
}

// From inside the folder, so that names resolve as they do for a user.
const entry = write("esm.mjs", 'export * from "payout-rules";\n');
export const esm = await import(pathToFileURL(entry));
export const require = createRequire(entry);
export const cjs = require("payout-rules");

const screeningEntry = write("screening.mjs", 'export * from "payout-rules/screening";\n');
export const screening = {
  esm: await import(pathToFileURL(screeningEntry)),
  cjs: require("payout-rules/screening"),
};

/** Both entries of a module system together, as golden cases need them. */
export const whole = { ESM: { ...esm, ...screening.esm }, CommonJS: { ...cjs, ...screening.cjs } };

export { answersOf, bytes, text };
export const readBytes = (file) => readFileSync(path.join(repository, file));
export const readJson = (file) => JSON.parse(text(readBytes(file)));

/** Every golden case: `{ name, expected, overlay?, refused?, call?, args?, texts?, lists?, options? }`. */
export function goldenCases() {
  const folder = "tests/cases";
  const files = readdirSync(path.join(repository, folder)).filter((file) => file.endsWith(".json"));
  if (files.length === 0) throw new Error(`no golden case in ${folder}`);
  return files.sort().map((file) => {
    const name = path.basename(file, ".json");
    const expected = text(readBytes(`${folder}/${name}.out`));
    return { name, expected, ...readJson(`${folder}/${file}`) };
  });
}
