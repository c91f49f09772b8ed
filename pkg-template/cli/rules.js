// payout-rules rulebook lint, docs, and diff of two rulebooks: what a wasm of their own knows.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EXIT, Failure, unreadable, usage } from "./exit.js";
import { layersOf, readable, refusalOf } from "./engine.js";
import { note, openOutput } from "./io.js";
import { write } from "./output.js";
import { issueLine } from "./text.js";

/** The rules with these layers over them, or every issue that the layers have. */
async function openTools(layers) {
  const { Tools } = await import("./tools.js");
  try {
    return { tools: new Tools(layers.map(({ value }) => value)) };
  } catch (error) {
    if (error?.name !== "RulebookError") throw error;
    return { issues: error.issues };
  }
}

async function soundTools(overlays) {
  const layers = layersOf(overlays);
  const { tools, issues } = await openTools(layers);
  if (issues) throw new Failure(EXIT.rulebook, refusalOf(issues, layers).join("\n"));
  return tools;
}

const LINT_CSV = {
  severity: ({ severity }) => severity,
  place: ({ place }) => place,
  code: ({ code }) => code,
  message: ({ message }) => message,
  help: ({ help }) => help,
};

/** Everything that is wrong with the overlays, or what looks wrong in the rulebook with them over it. */
export async function lint(options) {
  const layers = layersOf(options.overlay);
  const { tools, issues } = await openTools(layers);
  const found = issues ? refusedRows(issues, layers) : tools.lint().map((finding) => foundRow(finding, layers));
  const errors = found.filter(({ severity }) => severity === "error").length;
  const line = ({ place, ...issue }) => `${place}: ${issueLine({ ...issue, path: undefined })}`;
  const table = () => [...found.map(line), `${errors} errors, ${found.length - errors} warnings`].join("\n");
  await write(options, { json: { ok: errors === 0, issues: found }, rows: found, columns: LINT_CSV, table });
  return errors === 0 ? EXIT.yes : EXIT.rulebook;
}

function refusedRows(issues, layers) {
  return issues.map((issue) => ({ place: placeOfIssue(issue, layers), ...issue }));
}

/** `refusalOf` says place and issue in a line; here they are apart. */
function placeOfIssue(issue, layers) {
  const [line] = refusalOf([issue], layers);
  const text = issueLine({ ...issue, path: undefined });
  return line === text ? "overlay" : line.slice(0, -`: ${text}`.length);
}

/** The last layer that has the row, or the rulebook itself. */
function foundRow({ table, row, field, issue }, layers) {
  const has = ({ value }) => Array.isArray(value?.[table]) && value[table].some((known) => known?.id === row);
  const file = layers.findLast(has)?.name ?? "rulebook";
  const inside = readable(field.split("/").slice(1));
  return { place: `${file}: row ${table}/${row}${inside ? `: ${inside}` : ""}`, ...issue };
}

/** The reference in Markdown: a page, all of them one after the other, or a folder of files. */
export async function docs(page, options) {
  const tools = await soundTools(options.overlay);
  const pages = tools.docs("payout-rules rulebook docs");
  const names = Object.keys(pages).map((file) => file.replace(/\.md$/, ""));
  if (page !== undefined && !names.includes(page))
    throw usage(`there is no page "${page}"; the pages are ${names.join(", ")}`);
  if (options.folder !== undefined)
    return writePages(page === undefined ? pages : { [`${page}.md`]: pages[`${page}.md`] }, options);
  const { "README.md": index, ...rest } = pages;
  const text = page === undefined ? [index, ...Object.values(rest)].join("\n") : pages[`${page}.md`];
  const output = openOutput(options.out);
  await output.write(text);
  await output.end();
  return EXIT.yes;
}

function writePages(pages, options) {
  const { folder } = options;
  try {
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(pages)) writeFileSync(path.join(folder, file), text);
  } catch (error) {
    throw unreadable(`cannot write to ${folder}: ${error.message}`);
  }
  note(`wrote ${Object.keys(pages).join(", ")} to ${folder}`, options);
  return EXIT.yes;
}

/** What the layers of `--overlay` make another rule than those of `--base`, row by row and key by key. */
export async function compare(options) {
  const [before, after] = [await soundTools(options.base), await soundTools(options.overlay)].map((tools) =>
    tools.rows(),
  );
  const changes = Object.keys(after).flatMap((table) => changesOf(table, before[table], after[table]));
  await write(options, { json: { changes }, rows: changes, columns: COMPARE_CSV, table: () => compareText(changes) });
  return EXIT.yes;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const text = (value) => (value === undefined ? undefined : typeof value === "string" ? value : JSON.stringify(value));

function changesOf(table, before, after) {
  const old = new Map(before.map((row) => [row.id, row]));
  const changes = after.flatMap((row) => {
    const was = old.get(row.id);
    old.delete(row.id);
    if (!was) return [{ table, id: row.id, change: "enters", after: row }];
    const keys = [...new Set([...Object.keys(was), ...Object.keys(row)])].filter((key) => !same(was[key], row[key]));
    return keys.map((key) => ({ table, id: row.id, change: "changes", field: key, before: was[key], after: row[key] }));
  });
  return [...changes, ...[...old.values()].map((row) => ({ table, id: row.id, change: "leaves", before: row }))];
}

const COMPARE_CSV = {
  table: ({ table }) => table,
  id: ({ id }) => id,
  change: ({ change }) => change,
  field: ({ field }) => field,
  before: ({ before }) => text(before),
  after: ({ after }) => text(after),
};

function compareText(changes) {
  const line = ({ table, id, change, field, before, after }) => {
    if (change === "enters") return `+ ${table}/${id}: ${text(after)}`;
    if (change === "leaves") return `- ${table}/${id}: ${text(before)}`;
    return `~ ${table}/${id} ${field}: ${text(before) ?? "absent"} -> ${text(after) ?? "absent"}`;
  };
  return [...changes.map(line), `${changes.length} changes`].join("\n");
}
