// payout-rules plan
import { EXIT_HELP, codeOfPlan } from "./exit.js";
import { Option } from "commander";
import { decide } from "./decide.js";
import { decisionColumns, summaryText, tableOfPlan } from "./decisions.js";
import { openEngine } from "./engine.js";
import { note, openOutput } from "./io.js";
import { atOption, common, formatOf } from "./options.js";
import { csvOf, painter } from "./output.js";
import { issueLine } from "./text.js";

const EXAMPLES = `
Examples:
  $ payout-rules plan batch.json --context context.json
  $ payout-rules plan payouts.csv --context context.json --funding-source acct_main_operating
  $ payout-rules plan payouts.csv --context context.json --format csv
  $ payout-rules plan - --input-format ndjson --context context.json --format ndjson < payouts.ndjson
  $ payout-rules plan batch.json --context context.json --overlay overlay.json --overlay us-600

A CSV has a payout in each row, under the names of its fields: payee_id, amount, currency, payout_currency,
reference, rail_preference, description and so on. Empty cells count as absent.

${EXIT_HELP}`;

/** What a batch is read from, of every command that reads one. */
export function batchOptions(command) {
  return command
    .option("--context <file>", "payees, rates, balances and the moment (JSON), or - for stdin")
    .addOption(atOption())
    .addOption(
      new Option("--input-format <format>", "of the batch; else by the file's ending").choices([
        "json",
        "ndjson",
        "csv",
      ]),
    )
    .option("--batch-id <id>", "the name of a batch in NDJSON or CSV; else the file's")
    .option("--funding-source <account>", "the account that pays a batch in NDJSON or CSV")
    .option("--decimal-comma", "amounts in the CSV are written 1450,00");
}

export function addPlan(program, finish) {
  const command = program
    .command("plan")
    .summary("decide every payout of a batch")
    .description(
      "Decides every payout of a batch: whether it goes, waits or is refused, by which method, what it costs, what arrives and when, and why.",
    )
    .argument("<batch>", "payouts in JSON, NDJSON or CSV, or - for stdin");
  batchOptions(common(command))
    .addHelpText("after", EXAMPLES)
    .action(async (file, options) => finish(await plan(file, options)));
}

async function plan(file, options) {
  const engine = await openEngine(options);
  const decided = decide(engine, file, options);
  await WRITERS[formatOf(options)](decided, options);
  const summary = decided.summary();
  notes(decided, summary, options);
  return codeOfPlan(summary);
}

const WRITERS = { table, json, ndjson, csv };

async function table(decided, options) {
  const decisions = [];
  for await (const decision of decided.decisions) decisions.push(decision);
  const output = openOutput(options.out);
  await output.write(`${tableOfPlan(decisions, decided.summary(), decided.batch, painter(options))}\n`);
  await output.end();
}

/** As `engine.planJson` writes it: the decisions stand after the rulebook. */
async function json({ decisions, summary }, options) {
  const output = openOutput(options.out);
  const texts = [];
  for await (const decision of decisions) texts.push(JSON.stringify(decision));
  const keys = Object.entries(summary()).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  keys.splice(Object.keys(summary()).indexOf("rulebook") + 1, 0, `"decisions":[${texts.join(",")}]`);
  await output.write(`{${keys.join(",")}}\n`);
  await output.end();
}

async function ndjson({ decisions, summary }, options) {
  const output = openOutput(options.out);
  for await (const some of inPieces(decisions)) {
    await output.write(some.map((decision) => `${JSON.stringify(decision)}\n`).join(""));
  }
  await output.write(`${JSON.stringify({ summary: summary() })}\n`);
  await output.end();
}

async function csv({ decisions, batch }, options) {
  const output = openOutput(options.out);
  const columns = decisionColumns(batch);
  const cells = Object.values(columns);
  await output.write(csvOf([Object.keys(columns)]));
  for await (const some of inPieces(decisions)) {
    await output.write(csvOf(some.map((decision) => cells.map((cell) => cell(decision)))));
  }
  await output.end();
}

// Each call of the writer costs more than a row does.
const PIECE = 500;

async function* inPieces(decisions) {
  let piece = [];
  for await (const decision of decisions) {
    piece.push(decision);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

/** What the answer has no room for. */
function notes({ batch }, summary, options) {
  const format = formatOf(options);
  if (format === "csv") {
    for (const issue of summary.issues) {
      if (issue.severity === "error" || !options.quiet)
        process.stderr.write(`${issueLine(issue, batch.place(issue.path))}\n`);
    }
  }
  if (format === "csv" || options.out !== undefined) note(summaryText(summary), options);
  if (batch.seen?.decimalComma)
    note("some amounts have a decimal comma: if 1450,00 is meant as 1450.00, add --decimal-comma", options);
}
