// payout-rules methods
import { Option } from "commander";
import { EXIT, EXIT_HELP, usage } from "./exit.js";
import { askedOf, askedOptions, payeeOf } from "./asked.js";
import { openEngine } from "./engine.js";
import { common } from "./options.js";
import { painter, tableOf, write } from "./output.js";
import { amount, issueLine, remedyText, requirementText } from "./text.js";

const EXAMPLES = `
Examples:
  $ payout-rules methods --country DE --amount 100.00 --currency EUR --at 2026-05-22T15:04:00Z
  $ payout-rules methods --payee cr_88319 --context context.json --amount 1450.00 --currency USD --rank-by cost
  $ payout-rules methods request.json --format csv

A request is that of engine.methods(); the options stand over it.

${EXIT_HELP}`;

export function addMethods(program, finish) {
  const command = program
    .command("methods")
    .summary("rank the ways to pay a payee, with every reason against each")
    .description(
      "Every method that reaches the payee's country, ranked: what it costs, when it arrives, and all reasons against it with the smallest change that lifts each.",
    )
    .argument("[request]", "a request (JSON), or - for stdin");
  askedOptions(common(command))
    .option("--payee <id>", "a payee of the context")
    .addOption(
      new Option("--kyc <level>", "of a payee who is only a country: verified if absent").choices([
        "none",
        "basic",
        "verified",
      ]),
    )
    .addOption(new Option("--rank-by <what>", "what ranks first").choices(["preference", "cost", "speed"]))
    .addHelpText("after", EXAMPLES)
    .action(async (file, options) => finish(await methods(file, options)));
}

async function methods(file, options) {
  const { asked, context } = askedOf(file, options);
  const request = {
    ...asked,
    ...(options.rankBy ? { rank_by: options.rankBy } : {}),
    payee: payee(asked, options, context),
  };
  const engine = await openEngine(options);
  const answer = engine.methods(request);
  const paint = painter(options);
  await write(options, {
    json: answer,
    rows: answer.methods,
    columns: CSV,
    table: () => tableOfMethods(answer, paint),
  });
  const is = (wanted) => answer.methods.some(({ status }) => status === wanted);
  return is("available") ? EXIT.yes : is("needs_action") ? EXIT.partial : EXIT.no;
}

/** Of the request, of the context, or one of whom only the country is known. */
function payee(asked, { payee, country, type = "individual", kyc = "verified" }, context) {
  if (payee !== undefined) return payeeOf(payee, context);
  if (country !== undefined) return { payee_id: "anyone", country, type, kyc: { level: kyc } };
  if (asked.payee === undefined)
    throw usage("the payee is not said: give --payee with --context, --country, or a request");
  return asked.payee;
}

const CSV = {
  rank: ({ rank }) => rank,
  method: ({ method }) => method,
  rail: ({ rail }) => rail,
  status: ({ status }) => status,
  currency: ({ currency }) => currency,
  debit: ({ quote }) => quote?.debit.value,
  debit_currency: ({ quote }) => quote?.debit.currency,
  fee: ({ quote }) => quote?.fee.total.value,
  fee_currency: ({ quote }) => quote?.fee.total.currency,
  rate: ({ quote }) => quote?.fx?.rate,
  receive: ({ quote }) => quote?.receive.value,
  receive_currency: ({ quote }) => quote?.receive.currency,
  arrives_earliest: ({ arrives }) => arrives?.earliest,
  arrives_latest: ({ arrives }) => arrives?.latest,
  reasons: ({ reasons }) => reasons.map((issue) => issueLine(issue)).join("; "),
  requires: ({ requires }) => requires.map(requirementText).join("; "),
};

export function methodColumns({ state }) {
  return [
    { head: "#", cell: ({ rank }) => rank, align: "right", always: true },
    { head: "method", cell: ({ method }) => method, always: true },
    { head: "rail", cell: ({ rail, method }) => (rail === method ? "" : rail) },
    { head: "status", cell: ({ status }) => status, paint: state, always: true },
    { head: "debit", cell: ({ quote }) => amount(quote?.debit), align: "right" },
    { head: "fee", cell: ({ quote }) => amount(quote?.fee.total), align: "right" },
    { head: "rate", cell: ({ quote }) => quote?.fx?.rate, align: "right" },
    { head: "receive", cell: ({ quote }) => amount(quote?.receive), align: "right" },
    { head: "arrives by", cell: ({ arrives }) => arrives?.latest },
  ];
}

function tableOfMethods({ methods, issues }, paint) {
  const parts = methods.length > 0 ? [tableOf(methodColumns(paint), methods)] : [];
  const told = methods.map((method) => againstText(method, paint)).filter((text) => text !== "");
  parts.push(told.join("\n"), issues.map((issue) => issueLine(issue)).join("\n"));
  return parts.filter((part) => part !== "").join("\n\n") || "no method reaches the payee's country";
}

/** What stands against a method, and what lifts it. */
export function againstText({ method, reasons }, { strong }) {
  const against = reasons.filter(({ severity }) => severity !== "info");
  if (against.length === 0) return "";
  const lines = against.map(
    (issue) => `  ${issueLine(issue)}${issue.remedy && !issue.help ? `; ${remedyText(issue.remedy)}` : ""}`,
  );
  return [strong(method), ...lines].join("\n");
}
