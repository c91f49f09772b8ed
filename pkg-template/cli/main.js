// The command line: what there is to ask, and how a run ends.
import { Command, CommanderError } from "commander";
import { addCheck } from "./check.js";
import { addCoverage } from "./coverage.js";
import { addExamples } from "./examples.js";
import { EXIT, EXIT_HELP, Failure } from "./exit.js";
import { addExplain } from "./explain.js";
import { leaveQuietlyWithReader } from "./io.js";
import { addMethods } from "./methods.js";
import { addPlan } from "./plan.js";
import { addQuote } from "./quote.js";
import { addRulebook } from "./rulebook.js";

const HELP = `
Examples:
  $ payout-rules examples payouts-to-try
  $ payout-rules plan batch.json --context context.json
  $ payout-rules explain ach R03

Every command has examples of its own: payout-rules plan --help. Where a terminal shows the answer, words of
state have colours, unless NO_COLOR is set.

${EXIT_HELP}`;

// Not `process.exit`: what is still on its way to a pipe would be lost.
const finish = (code) => void (process.exitCode = code);

function programOf() {
  const program = new Command("payout-rules")
    .description(
      "Decides payouts by a dated and sourced rulebook. No clock, no network: the same question has the same answer.",
    )
    .version(PACKAGE_VERSION)
    .exitOverride()
    .showHelpAfterError("(--help says more)")
    .configureHelp({ helpWidth: 110 })
    .addHelpText("after", HELP);
  [addPlan, addMethods, addQuote, addCheck, addExplain, addCoverage, addRulebook, addExamples].forEach((add) =>
    add(program, finish),
  );
  return program;
}

async function run() {
  leaveQuietlyWithReader();
  try {
    await programOf().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) finish(error.exitCode === 0 ? EXIT.yes : EXIT.usage);
    else if (error instanceof Failure) {
      process.stderr.write(`payout-rules: ${error.message}\n`);
      finish(error.code);
    } else {
      process.stderr.write(`payout-rules: a defect, please report it: ${error.stack}\n`);
      finish(EXIT.defect);
    }
  }
}

await run();
