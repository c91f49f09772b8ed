// A batch through the engine.
import { TextEncoder } from "node:util";
import { decode, nameOf, onlyOneStdin, readBytes } from "./io.js";
import { unreadable, usage } from "./exit.js";
import { withKeys } from "./json.js";
import { documentOf, openBatch } from "./batch-in.js";

const utf8 = new TextEncoder();

/** The context's bytes, with `--at` in them where it is given. */
export function contextBytes({ context, at }) {
  const bytes = readBytes(context);
  return at === undefined ? bytes : utf8.encode(withKeys(decode(bytes, nameOf(context)), { at }));
}

/**
 * Plans the batch: `decisions` come in order, and after the last of them `summary()` answers the plan
 * without them.
 */
export function decide(engine, file, options) {
  if (options.context === undefined) throw usage("who the payees are is not said: give --context <file>");
  onlyOneStdin([file, options.context, ...(options.overlay ?? [])]);
  const batch = openBatch(file, options);
  const context = contextBytes(options);
  const answers = batch.bytes ? planJson(engine, batch.bytes, context) : planNdjson(engine, batch, context);
  let summary;
  async function* decisions() {
    for await (const answer of answers) {
      if (answer.summary) summary = answer.summary;
      else yield answer;
    }
  }
  return { batch, decisions: decisions(), summary: () => summary };
}

/** A JSON batch: bytes in, bytes out. */
function* planJson(engine, batch, context) {
  const { decisions, ...summary } = JSON.parse(new TextDecoder().decode(engine.planJson(batch, context)));
  yield* decisions;
  yield { summary };
}

/** Payouts one by one: all the decisions, and then `{ summary }`. */
async function* planNdjson(engine, batch, context) {
  const payouts = [];
  for await (const text of batch.payouts) {
    payouts.push(onlyOne(text, batch, payouts.length));
  }
  yield* planJson(engine, utf8.encode(documentOf(batch, payouts)), context);
}

/** A line is one JSON value, or it could close the list that it is put into. */
function onlyOne(text, { name, lines }, index) {
  try {
    JSON.parse(text);
  } catch {
    throw unreadable(`${name} is not NDJSON: line ${lines.of(index)} is not JSON`);
  }
  return text;
}
