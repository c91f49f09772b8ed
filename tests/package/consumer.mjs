// The npm project that has the packed tarball installed, and the golden cases of tests/cases.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

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
export const cjs = createRequire(entry)("payout-rules");

const screeningEntry = write("screening.mjs", 'export * from "payout-rules/screening";\n');
export const screening = {
  esm: await import(pathToFileURL(screeningEntry)),
  cjs: createRequire(screeningEntry)("payout-rules/screening"),
};

export const bytes = (text) => new TextEncoder().encode(text);
export const text = (utf8) => new TextDecoder().decode(utf8);
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

/** The JSON text of the issues for which an overlay is refused. */
function refusal({ Engine, RulebookError }, overlay) {
  let engine;
  try {
    engine = new Engine(overlay);
  } catch (error) {
    if (error instanceof RulebookError) return JSON.stringify(error.issues);
    throw error;
  }
  engine.free();
  throw new Error("the overlay was taken");
}

/** The JSON text of a screener's answer, or of the issues for which there is none. */
function screened({ Screener, ScreeningError }, { lists, options, refused, call, args }) {
  let screener;
  try {
    screener = new Screener(lists, options);
  } catch (error) {
    if (refused && error instanceof ScreeningError) return { error: JSON.stringify(error.issues) };
    throw error;
  }
  if (refused) throw new Error("the lists were taken");
  const answer = JSON.stringify(screener[call](...args));
  screener.free();
  return { object: answer };
}

/** The JSON text of a case's answer through each door that the case has, by the door's name. */
export function answersOf(api, golden) {
  if (golden.lists) return screened(api === cjs ? screening.cjs : screening.esm, golden);
  const { Engine, RulebookError } = api;
  const { overlay, refused, call, args, texts } = golden;
  if (refused) return { error: refusal({ Engine, RulebookError }, overlay) };
  const engine = new Engine(overlay);
  const through = (documents) => text(engine.planJson(...documents.map(bytes)));
  const answers = {};
  if (texts) answers.bytes = through(texts);
  if (args) answers.object = JSON.stringify(engine[call](...args));
  if (args && call === "plan") answers.bytes = through(args.map((part) => JSON.stringify(part)));
  engine.free();
  return answers;
}
