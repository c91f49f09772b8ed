// The four forms of an answer.
import Table from "cli-table3";
import { stringify } from "csv-stringify/sync";
import colors from "picocolors";
import { openOutput } from "./io.js";
import { formatOf } from "./options.js";

// Columns with nothing but blanks between them: they can be cut, sorted and pasted.
const PLAIN = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

// From what people or banks wrote: a line of its own for each row, and nothing that steers a terminal.
const oneLine = (text) => String(text).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");

/**
 * Aligned columns of `{ head, cell(row), align?, paint?, always? }`; columns that are empty throughout are left
 * out. Heads alone when there are no rows.
 */
export function tableOf(columns, rows) {
  const cells = rows.map((row) => columns.map(({ cell, paint = (text) => text }) => paint(oneLine(cell(row) ?? ""))));
  const used = columns.map((column, i) => column.always || cells.some((row) => row[i] !== ""));
  const pick = (list) => list.filter((_, i) => used[i]);
  const table = new Table({
    chars: PLAIN,
    style: { head: [], border: [], compact: true, "padding-left": 0, "padding-right": 0 },
    colAligns: pick(columns.map(({ align }) => align ?? "left")),
  });
  table.push(pick(columns.map(({ head }) => head)), ...cells.map(pick));
  return trimmed(table.toString());
}

/** Names on the left, values on the right; what has no value is left out. */
export function listOf(pairs) {
  const rows = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "");
  const table = new Table({
    chars: PLAIN,
    style: { head: [], border: [], compact: true, "padding-left": 0, "padding-right": 0 },
  });
  table.push(...rows.map(([name, value]) => [name, oneLine(value)]));
  return rows.length > 0 ? trimmed(table.toString()) : "";
}

const trimmed = (text) =>
  text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");

/** Rows of CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export const csvOf = (rows) => stringify(rows, { escape_formulas: true, cast: { boolean: String } });

const PAINTS = {
  pay: "green",
  open: "green",
  available: "green",
  ok: "green",
  hold: "yellow",
  needs_action: "yellow",
  partial: "yellow",
  duplicate: "yellow",
  unknown: "yellow",
  reject: "red",
  closed: "red",
  unavailable: "red",
  none: "red",
  wrong: "red",
};

/** A word of state in its colour, where the answer goes to a terminal that wants any. */
export function painter({ out }) {
  const paint = colors.createColors(out === undefined && process.stdout.isTTY === true && colors.isColorSupported);
  return { state: (word) => (PAINTS[word] ? paint[PAINTS[word]](word) : word), strong: paint.bold };
}

/**
 * Writes an answer in the form that was asked for: `json` is the answer itself, `rows` and `columns`
 * are its list, `table` the text for people.
 */
export async function write(options, { json, rows, csvRows = rows, columns, table }) {
  const output = openOutput(options.out);
  const format = formatOf(options);
  if (format === "table") await output.write(`${table()}\n`);
  if (format === "json") await output.write(`${JSON.stringify(json)}\n`);
  if (format === "ndjson") for (const row of rows) await output.write(`${JSON.stringify(row)}\n`);
  if (format === "csv")
    await output.write(
      csvOf([Object.keys(columns), ...csvRows.map((row) => Object.values(columns).map((cell) => cell(row)))]),
    );
  await output.end();
}
