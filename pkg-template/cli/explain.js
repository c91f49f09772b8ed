// payout-rules explain
import { EXIT, EXIT_HELP, Failure, usage } from "./exit.js";
import { openEngine } from "./engine.js";
import { explainDecision } from "./explain-decision.js";
import { common } from "./options.js";
import { batchOptions } from "./plan.js";
import { listOf, tableOf, write } from "./output.js";
import { issueLine } from "./text.js";

// Put in by the build, from the types of the package.
const CODES = ISSUE_CODES;

const EXAMPLES = `
Examples:
  $ payout-rules explain ach R03
  $ payout-rules explain sepa AC04 --format json
  $ payout-rules explain fee_exceeds_amount
  $ payout-rules explain --batch batch.json --context context.json --decision 1
  $ payout-rules explain --batch payouts.csv --context context.json --decision cr_00404

What a bank or provider answered is explained by its rail, or a method of it, and the code; what this program
answers by the code of the issue; a decision by the payout's number (# in the table), its reference or its payee.

${EXIT_HELP}`;

export function addExplain(program, finish) {
  const command = program
    .command("explain")
    .summary("a return code, an issue, or the decision on one payout")
    .description(
      "What a return code of a rail means and what to do; what the code of an issue means; why a payout is decided as it is.",
    )
    .argument("[what]", "a rail or method, the code of an issue, or issues for all of these")
    .argument("[code]", "what the rail answered")
    .option("--batch <file>", "the batch of the decision: JSON, NDJSON or CSV, or - for stdin")
    .option("--decision <payout>", "which payout of the batch: number, reference or payee")
    .option("--country <code>", "where the payee is paid, for the fields to ask again");
  batchOptions(common(command))
    .addHelpText("after", EXAMPLES)
    .action(async (what, code, options) => finish(await explain(what, code, options)));
}

function explain(what, code, options) {
  if (options.batch !== undefined || options.decision !== undefined) {
    if (what !== undefined) throw usage("explain either a code or, with --batch and --decision, a payout");
    return explainDecision(options);
  }
  if (what === undefined)
    throw usage(
      "there is nothing to explain: give a rail and its code, the code of an issue, or --batch and --decision",
    );
  return code === undefined ? explainIssue(what, options) : explainReturn(what, code, options);
}

const ISSUE_CSV = { code: ({ code }) => code, meaning: ({ meaning }) => meaning };

async function explainIssues(options) {
  const rows = Object.entries(CODES).map(([code, meaning]) => ({ code, meaning }));
  const columns = [
    { head: "code", cell: ({ code }) => code },
    { head: "meaning", cell: ({ meaning }) => meaning },
  ];
  await write(options, { json: rows, rows, columns: ISSUE_CSV, table: () => tableOf(columns, rows) });
  return EXIT.yes;
}

async function explainIssue(code, options) {
  if (code === "issues") return explainIssues(options);
  const meaning = CODES[code];
  if (meaning === undefined) {
    const near = Object.keys(CODES).filter((known) => known.includes(code) || code.includes(known));
    const hint =
      near.length > 0 ? `; there are ${near.join(", ")}` : "; a return code needs its rail before it: explain ach R03";
    throw new Failure(EXIT.no, `"${code}" is no code of an issue${hint}`);
  }
  const answer = { code, meaning };
  await write(options, { json: answer, rows: [answer], columns: ISSUE_CSV, table: () => `${code}\n  ${meaning}` });
  return EXIT.yes;
}

async function explainReturn(rail, code, options) {
  const engine = await openEngine(options);
  const { country, at } = options;
  const ask = (rail) => engine.failure({ rail, code, ...(country && { country }), ...(at && { at }) });
  const asked = ask(rail);
  const rails = asked.issues.some((issue) => issue.code === "rail_unknown") ? railsOf(engine, rail) : [];
  const answers = distinct(rails.length > 0 ? rails.map(ask) : [asked]);
  const json = answers.length === 1 ? answers[0] : answers;
  await write(options, { json, rows: answers, columns: CSV, table: () => answers.map(listOfReturn).join("\n\n") });
  return answers.every(({ known }) => known) ? EXIT.yes : EXIT.no;
}

/** The rails that carry a method somewhere. */
function railsOf(engine, method) {
  const cells = engine.coverage().cells.filter((cell) => cell.method === method && cell.by.startsWith("rails/"));
  return [...new Set(cells.map(({ by }) => by.slice("rails/".length)))];
}

/** Rails that answer with one list of codes have one explanation. */
function distinct(answers) {
  const seen = new Map(answers.map((answer) => [JSON.stringify({ ...answer, rail: "" }), answer]));
  return [...seen.values()];
}

const windowText = (window) =>
  window &&
  [window.within, window.unit.replaceAll("_", " "), "after", window.after.replaceAll("_", " ")]
    .filter((part) => part !== undefined)
    .join(" ");

const DO = {
  never: "do not send it again",
  after_delay: "send it again as it is, later",
  after_fix: "send it again once it is mended",
  other_method: "send it by another method or to another account",
};

const CSV = {
  rail: ({ rail }) => rail,
  code: ({ code }) => code,
  known: ({ known }) => known,
  title: ({ title }) => title,
  meaning: ({ meaning }) => meaning,
  payout: ({ payout }) => payout,
  retry: ({ retry }) => retry,
  account: ({ account }) => account,
  notify: ({ notify }) => notify,
  fields: ({ fields }) => fields.join(" "),
  window: ({ window }) => windowText(window),
  deadline: ({ deadline }) => windowText(deadline),
  source: ({ source }) => source,
  confidence: ({ confidence }) => confidence,
};

function listOfReturn(answer) {
  const {
    rail,
    code,
    title,
    meaning,
    payout,
    retry,
    account,
    notify,
    fields,
    window,
    deadline,
    source,
    confidence,
    issues,
  } = answer;
  const list = listOf([
    ["meaning", meaning],
    ["payout", payout],
    ["to do", DO[retry]],
    ["account", account],
    ["ask again", fields.join(", ")],
    ["notify", notify],
    ["comes back", windowText(window) && `within ${windowText(window)}`],
    ["act", windowText(deadline) && `within ${windowText(deadline)}`],
    ["source", source && `${source} (${confidence})`],
  ]);
  return [`${code ?? "?"} over ${rail ?? "?"}: ${title}`, list, ...issues.map((issue) => issueLine(issue))].join("\n");
}
