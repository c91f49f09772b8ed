// payout-rules rulebook
import { EXIT, EXIT_HELP, usage } from "./exit.js";
import { openEngine } from "./engine.js";
import { atOption, common, momentOf } from "./options.js";
import { listOf, tableOf, write } from "./output.js";
import { issueLine } from "./text.js";

const EXAMPLES = {
  show: `
Examples:
  $ payout-rules rulebook show
  $ payout-rules rulebook show --overlay us-600 --at 2026-05-22`,
  diff: `
Examples:
  $ payout-rules rulebook diff --from 2026-01-01 --to 2026-04-01
  $ payout-rules rulebook diff --from 2026-01-01 --to 2026-04-01 --format csv`,
};

export function addRulebook(program, finish) {
  const rulebook = program.command("rulebook").description("The rulebook itself: what is in it, what is wrong with an overlay, what changes when.");
  const add = (name, description) => common(rulebook.command(name).description(description));
  add("show", "Version, hash, the day its facts were looked up, and how many rows each table has.")
    .addOption(atOption())
    .addHelpText("after", `${EXAMPLES.show}\n\n${EXIT_HELP}`)
    .action(async (options) => finish(await show(options)));
  add("diff", "What is another rule at another time: rows that begin or end to count, and limits in rows.")
    .requiredOption("--from <time>", "a day, a moment, or now", momentOf)
    .requiredOption("--to <time>", "a day, a moment, or now", momentOf)
    .addHelpText("after", `${EXAMPLES.diff}\n\n${EXIT_HELP}`)
    .action(async (options) => finish(await diff(options)));
}

async function show(options) {
  const engine = await openEngine(options);
  const answer = engine.rulebook(options.at);
  refuse(answer.issues);
  const { version, hash, as_of, counts, at, in_force } = answer;
  const rows = Object.entries(counts).map(([table, rows]) => ({ table, rows, in_force: in_force?.[table] }));
  const columns = { table: ({ table }) => table, rows: ({ rows }) => rows, in_force: (row) => row.in_force };
  const shown = [
    { head: "table", cell: columns.table },
    { head: "rows", cell: columns.rows, align: "right" },
    { head: "in force", cell: columns.in_force, align: "right" },
  ];
  const table = () => `${listOf([["version", version], ["hash", hash], ["facts of", as_of], ["at", at]])}\n\n${tableOf(shown, rows)}`;
  await write(options, { json: answer, rows, columns, table });
  return EXIT.yes;
}

function refuse(issues = []) {
  if (issues.length > 0) throw usage(issues.map((issue) => issueLine(issue)).join("\n"));
}

const terms = (part) => part && Object.entries(part).map(([key, value]) => `${key} ${value}`).join(", ");

const DIFF_CSV = {
  table: ({ table }) => table,
  id: ({ id }) => id,
  change: ({ change }) => change,
  field: ({ field }) => field,
  before: ({ before }) => terms(before),
  after: ({ after }) => terms(after),
  source: ({ source }) => source,
};

async function diff(options) {
  const engine = await openEngine(options);
  const answer = engine.diffRulebook(options.from, options.to);
  refuse(answer.issues);
  await write(options, { json: answer, rows: answer.changes, columns: DIFF_CSV, table: () => diffText(answer) });
  return EXIT.yes;
}

const SIGNS = { enters: "+", leaves: "-", changes: "~" };

function diffText({ from, to, changes, rulebook }) {
  const lines = changes.map(({ table, id, change, field, before, after }) => {
    const part = field ? ` ${field}` : "";
    const what = [before && `${terms(before)}`, after && `${terms(after)}`].filter(Boolean).join(" -> ");
    return `${SIGNS[change]} ${table}/${id}${part}${what ? `: ${what}` : ""}`;
  });
  const foot = `${changes.length} changes from ${from} to ${to}, rulebook ${rulebook.version}`;
  return [...lines, foot].join("\n");
}
