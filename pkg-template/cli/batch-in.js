// A batch in any of its forms.
import { decode, nameOf, openBytes, readBytes } from "./io.js";
import { usage } from "./exit.js";
import { payoutsOfCsv } from "./csv-in.js";
import { LineNumbers, linesOf } from "./lines.js";
import { inputFormatOf } from "./options.js";
import { progressOf } from "./progress.js";

/**
 * A JSON batch as `{ bytes }`; NDJSON and CSV as `{ payouts, head, lines, seen }`: the text of each
 * payout, what the batch says beside them, and the line of each. `place(path)` says where in the file
 * a JSON Pointer of an issue is.
 */
export function openBatch(file, options) {
  const format = inputFormatOf(file, options);
  const name = nameOf(file);
  if (format === "json") return jsonBatch(file, name, options);
  const { pieces, size } = openBytes(file);
  const seen = {};
  const lines = new LineNumbers();
  const progress = progressOf(size, options);
  const texts = linesOf(progress.counting(pieces), name);
  const payouts = format === "csv" ? payoutsOfCsv(texts, name, { ...options, seen }) : payoutsOfNdjson(texts);
  const place = placesOf(format, lines);
  return { name, place, head: headOf(file, options), payouts: numbered(payouts, lines, progress), lines, seen };
}

function jsonBatch(file, name, { batchId, fundingSource, decimalComma }) {
  const alien = { "--batch-id": batchId, "--funding-source": fundingSource, "--decimal-comma": decimalComma };
  const given = Object.entries(alien).find(([, value]) => value !== undefined);
  if (given) throw usage(`${given[0]} is for batches in NDJSON and CSV; ${name} is JSON and says it itself`);
  return { name, place: (path) => path, bytes: readBytes(file) };
}

/** What the lines cannot say of the batch. Without a name of its own it has the file's. */
function headOf(file, { batchId, fundingSource }) {
  const base =
    file === "-"
      ? "stdin"
      : file
          .split(/[\\/]/)
          .at(-1)
          .replace(/\.[^.]+$/, "");
  return { batch_id: batchId ?? base, ...(fundingSource === undefined ? {} : { funding_source: fundingSource }) };
}

async function* payoutsOfNdjson(lines) {
  for await (const { line, text } of lines) {
    const payout = line === 1 ? text.replace(/^\ufeff/, "") : text;
    if (payout.trim() !== "") yield { line, text: payout };
  }
}

async function* numbered(payouts, lines, progress) {
  try {
    for await (const { line, text } of payouts) {
      lines.add(line);
      progress.payout();
      yield text;
    }
  } finally {
    progress.stop();
  }
}

/** The whole batch as one JSON document, for what is not decided line by line. */
export async function batchText(batch) {
  if (batch.bytes) return decode(batch.bytes, batch.name);
  const payouts = [];
  for await (const text of batch.payouts) payouts.push(text);
  return documentOf(batch, payouts);
}

export function documentOf({ head }, payouts) {
  return `${JSON.stringify(head).slice(0, -1)},"transactions":[${payouts.join(",")}]}`;
}

const IN_PAYOUT = /^\/transactions\/(\d+)(.*)$/;

/** By line and column of a file that has lines. */
function placesOf(format, lines) {
  return (path) => {
    const [, index, inside] = IN_PAYOUT.exec(path ?? "") ?? [];
    if (index === undefined) return path;
    const line = `line ${lines.of(Number(index))}`;
    const what = format === "csv" ? inside.slice(1) : inside;
    if (!what) return line;
    return format === "csv" ? `${line}, column ${what}` : `${line}, ${what}`;
  };
}
