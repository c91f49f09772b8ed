// CSV as spreadsheets save it, one payout for each row, as payouts in JSON. Amounts stay the text
// that they are: no number is ever made of them.
import { pipeline } from "node:stream";
import { parse } from "csv-parse";
import { unreadable } from "./exit.js";

/** The columns, which are the fields of a payout. */
export const CSV_COLUMNS = [
  "payee_id",
  "amount",
  "amount_minor",
  "currency",
  "target",
  "source_currency",
  "payout_currency",
  "bearer",
  "rail_preference",
  "description",
  "reference",
];
const DELIMITERS = [",", ";", "\t"];
const WHOLE = /^-?(0|[1-9]\d*)$/;
const DECIMAL_COMMA = /^(-?\d+),(\d+)$/;

/** `{ line, text }` of each row; `seen.decimalComma` says whether an amount had one. */
export async function* payoutsOfCsv(lines, name, { decimalComma = false, seen = {} } = {}) {
  const { delimiter, text } = await sniff(lines);
  const parser = parse({ delimiter, info: true, trim: true, skip_empty_lines: true, relax_column_count: true });
  const rows = pipeline(text, parser, () => {});
  let columns;
  let at = { line: 1 };
  try {
    for await (const { record, info } of rows) {
      if (!columns) columns = columnsOf(record, name);
      else if (record.some((cell) => cell !== "")) {
        at = { line: firstLineOf(record, info) };
        const text = payoutOf(record, columns, { name, line: at.line, decimalComma, seen });
        yield { line: at.line, text };
      }
    }
  } catch (error) {
    if (!error.code?.startsWith?.("CSV_")) throw error;
    throw unreadable(`${name} is not CSV at line ${error.lines ?? at.line}: ${error.message}`);
  }
  if (!columns)
    throw unreadable(
      `${name} is empty: its first row names the columns, such as ${CSV_COLUMNS.slice(0, 4).join(delimiter)}`,
    );
}

/** The delimiter is the one that stands most often in the heads; the text comes as it was. */
async function sniff(lines) {
  const iterator = lines[Symbol.asyncIterator]();
  const { value, done } = await iterator.next();
  const head = value?.text.replace(/^\ufeff/, "") ?? "";
  const count = (delimiter) => head.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
  async function* text() {
    if (!done) yield `${head}\n`;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield `${next.value.text}\n`;
  }
  return { delimiter, text: text() };
}

/** The line a record begins at: the parser tells where it ends, and cells may have lines of their own. */
const firstLineOf = (record, { lines }) => lines - record.join("").split("\n").length + 1;

function columnsOf(heads, name) {
  const columns = heads.map((head) => head.toLowerCase().replace(/[ -]+/g, "_"));
  columns.forEach((column, i) => {
    if (column === "") return;
    const place = `${name}, line 1, column ${i + 1}`;
    if (!CSV_COLUMNS.includes(column)) {
      throw unreadable(`${place}: "${heads[i]}" is no field of a payout; the columns are ${CSV_COLUMNS.join(", ")}`);
    }
    if (columns.indexOf(column) !== i) throw unreadable(`${place}: the column "${heads[i]}" stands twice`);
  });
  return columns;
}

function payoutOf(record, columns, { name, line, decimalComma, seen }) {
  if (record.length > columns.length && record.slice(columns.length).some((cell) => cell !== "")) {
    throw unreadable(
      `${name}, line ${line}: ${record.length} cells under ${columns.length} columns; a cell with a separator in it needs quotes`,
    );
  }
  const entries = [];
  record.forEach((cell, i) => {
    if (cell === "" || columns[i] === undefined) return;
    if (columns[i] === "")
      throw unreadable(`${name}, line ${line}, column ${i + 1}: a value in a column without a name`);
    entries.push(`${JSON.stringify(columns[i])}:${valueOf(columns[i], cell, { decimalComma, seen })}`);
  });
  return `{${entries.join(",")}}`;
}

function valueOf(column, cell, { decimalComma, seen }) {
  // A whole number goes in digit by digit; whatever else it is the engine refuses.
  if (column === "amount_minor" && WHOLE.test(cell)) return cell;
  if (column === "amount" && DECIMAL_COMMA.test(cell)) {
    if (decimalComma) return JSON.stringify(cell.replace(DECIMAL_COMMA, "$1.$2"));
    seen.decimalComma = true;
  }
  return JSON.stringify(cell);
}
