// payout-rules rulebook
import { EXIT, EXIT_HELP, usage } from "./exit.js";
import { openEngine } from "./engine.js";
import { atOption, common, momentOf, overlayOption } from "./options.js";
import { listOf, tableOf, write } from "./output.js";
import { compare, docs, lint } from "./rules.js";
import { issueLine } from "./text.js";

const EXAMPLES = {
  show: `
Examples:
  $ payout-rules rulebook show
  $ payout-rules rulebook show --overlay us-600 --at 2026-05-22`,
  lint: `
Examples:
  $ payout-rules rulebook lint --overlay overlay.json
  $ payout-rules rulebook lint --overlay wrong-overlay.json

Without an overlay it is the rulebook itself.`,
  docs: `
Examples:
  $ payout-rules rulebook docs zones
  $ payout-rules rulebook docs fees --overlay overlay.json --folder pages

Without a page it is all of them.`,
  diff: `
Examples:
  $ payout-rules rulebook diff --from 2026-01-01 --to 2026-04-01
  $ payout-rules rulebook diff --overlay overlay.json
  $ payout-rules rulebook diff --base us-600 --overlay us-600 --overlay overlay.json --format csv

With --from and --to it is one rulebook at two times. Without them it is two rulebooks: with the layers of
--base, if any, and with those of --overlay.`,
};

export function addRulebook(program, finish) {
  const rulebook = program
    .command("rulebook")
    .summary("what is in the rulebook, what is wrong with an overlay, what changes")
    .description(
      "The rulebook itself: what is in it, what is wrong with an overlay, what changes when or by an overlay.",
    );
  const command = (name, description) =>
    rulebook.command(name).description(description).addHelpText("after", `${EXAMPLES[name]}\n\n${EXIT_HELP}`);
  common(command("show", "Version, hash, the day its facts were looked up, and how many rows each table has."))
    .addOption(atOption())
    .action(async (options) => finish(await show(options)));
  common(
    command(
      "lint",
      "Everything that is wrong with overlays, by file, row and field; and what looks wrong with them in the rulebook.",
    ),
  ).action(async (options) => finish(await lint(options)));
  addDocs(
    command(
      "docs",
      "The rulebook in Markdown, for people in finance: rails, thresholds, fees, return codes and so on, with sources.",
    ),
    finish,
  );
  common(command("diff", "What is another rule: at another time, or with other overlays."))
    .option("--from <time>", "a day, a moment, or now", momentOf)
    .option("--to <time>", "a day, a moment, or now", momentOf)
    .addOption(overlayOption("--base <file|name>", "layers of the rulebook to compare with; again for more"))
    .action(async (options) => finish(await diff(options)));
}

function addDocs(command, finish) {
  command
    .argument("[page]", "such as fees; README is the index")
    .addOption(overlayOption())
    .option("--out <file>", "write it there instead of to stdout")
    .option("--folder <folder>", "write the pages there, a file each")
    .option("--quiet", "say nothing on stderr but errors")
    .action(async (page, options) => finish(await docs(page, options)));
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
  const table = () =>
    `${listOf([
      ["version", version],
      ["hash", hash],
      ["facts of", as_of],
      ["at", at],
    ])}\n\n${tableOf(shown, rows)}`;
  await write(options, { json: answer, rows, columns, table });
  return EXIT.yes;
}

function refuse(issues = []) {
  if (issues.length > 0) throw usage(issues.map((issue) => issueLine(issue)).join("\n"));
}

const terms = (part) =>
  part &&
  Object.entries(part)
    .map(([key, value]) => `${key} ${value}`)
    .join(", ");

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
  const { from, to, base, overlay } = options;
  if (from === undefined && to === undefined) {
    if (!base && !overlay) throw usage("there is nothing to compare: give --from and --to, or --overlay");
    return compare(options);
  }
  if (from === undefined || to === undefined) throw usage("--from and --to go together");
  if (base) throw usage("--base compares two rulebooks and --from one at two times: give one of them");
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
