// Why a payout of a batch is decided as it is: the decision, every reason, and the other methods.
import { EXIT, usage } from "./exit.js";
import { batchText, openBatch } from "./batch-in.js";
import { decide, contextBytes } from "./decide.js";
import { openEngine } from "./engine.js";
import { decode } from "./io.js";
import { parseJson } from "./json.js";
import { againstText, methodColumns } from "./methods.js";
import { listOf, painter, tableOf, write } from "./output.js";
import { amount, issueLine, remedyText, requirementText } from "./text.js";

const EXITS = { pay: EXIT.yes, hold: EXIT.no, reject: EXIT.no, duplicate: EXIT.no };

export async function explainDecision(options) {
  const { batch: file, decision: wanted } = options;
  if (file === undefined || wanted === undefined)
    throw usage("a decision is explained with --batch <file>, --context <file> and --decision <payout>");
  if (file === "-" || options.context === "-")
    throw usage("the batch and the context are read twice here, so neither can be stdin");
  const engine = await openEngine(options);
  const decided = decide(engine, file, options);
  const decisions = [];
  for await (const decision of decided.decisions) decisions.push(decision);
  const decision = pick(decisions, wanted, decided);
  const methods = await othersOf(engine, decision, options);
  const json = { decision, methods };
  const columns = {
    index: () => decision.index,
    method: ({ method }) => method,
    status: ({ status }) => status,
    reasons: ({ reasons }) => reasons.map((issue) => issueLine(issue)).join("; "),
  };
  const table = () => textOf(decision, methods, decided.batch, painter(options));
  await write(options, { json, rows: [json], csvRows: methods, columns, table });
  return EXITS[decision.outcome];
}

/** By number, else by reference, else by payee: exactly one. */
function pick(decisions, wanted, { batch, summary }) {
  const ways = [
    ["number", ({ index }) => String(index) === wanted],
    ["reference", ({ reference }) => reference === wanted],
    ["payee", ({ payee_id }) => payee_id === wanted],
  ];
  for (const [, is] of ways) {
    const found = decisions.filter(is);
    if (found.length === 1) return found[0];
    if (found.length > 1)
      throw usage(
        `"${wanted}" is ${found.length} payouts, the numbers ${found.map(({ index }) => index).join(", ")}: take one of these`,
      );
  }
  const issues = summary().issues.map((issue) => issueLine(issue, batch.place(issue.path)));
  throw usage([`the batch has no payout "${wanted}": it has ${decisions.length}, from number 0`, ...issues].join("\n"));
}

/** What `engine.methods` says of the same payout by itself; nothing where it cannot be asked. */
async function othersOf(engine, { index, payee_id }, options) {
  const batch = openBatch(options.batch, { ...options, quiet: true });
  const context = parseJson(decode(contextBytes(options), options.context), options.context);
  const payout = parseJson(await batchText(batch), batch.name).transactions?.[index];
  const payee = Array.isArray(context.payees)
    ? context.payees.find((payee) => payee?.payee_id === payee_id)
    : undefined;
  // An amount in minor units has no form in major ones here: how many decimals there are the engine knows.
  if (!payee || payout?.amount === undefined) return [];
  const { amount, currency, target, source_currency, payout_currency, bearer } = payout;
  const request = { payee, amount: { value: amount, currency }, target, source_currency, payout_currency, bearer };
  return engine.methods({ ...request, fx: context.fx, at: context.at, rank_by: context.policy?.rank_by }).methods;
}

function textOf(decision, methods, batch, paint) {
  const {
    index,
    payee_id,
    reference,
    outcome,
    method,
    rail,
    debit,
    fee,
    fx,
    receive,
    withheld,
    arrives,
    requires,
    hash,
  } = decision;
  const line = batch.lines && `line ${batch.lines.of(index)}`;
  const list = listOf([
    ["payout", [`#${index}`, line, reference].filter(Boolean).join(", ")],
    ["payee", payee_id ?? "?"],
    ["outcome", outcome],
    ["method", method && (rail === method ? method : `${method}, over ${rail}`)],
    ["debit", amount(debit)],
    ["fee", amount(fee)],
    ["rate", fx && `${fx.rate} (mid ${fx.mid}, markup ${fx.markup_bps} bps)`],
    ["receive", amount(receive)],
    ["withheld", amount(withheld)],
    ["arrives", arrives && `${arrives.earliest} to ${arrives.latest}`],
    ...(arrives?.steps ?? []).map(({ date, text }) => [`  ${date}`, text]),
    ["hash", hash],
  ]);
  const parts = [list, reasonsText(decision, batch, paint)];
  if (requires.length > 0)
    parts.push(requires.map((requirement) => `requires ${requirementText(requirement)}`).join("\n"));
  if (methods.length === 0)
    parts.push("other methods are not shown: they are asked for a payee of the context and an amount in major units");
  else {
    const mark = { head: "", cell: (option) => (option.method === method ? "chosen" : "") };
    const told = methods.map((option) => againstText(option, paint)).filter((text) => text !== "");
    parts.push(
      `${paint.strong("methods for this payout by itself")}\n${tableOf([...methodColumns(paint), mark], methods)}`,
      told.join("\n"),
    );
  }
  return parts.filter((part) => part !== "").join("\n\n");
}

function reasonsText({ reasons }, { place }, { strong }) {
  if (reasons.length === 0) return "nothing stands against it";
  const text = (issue) => {
    const more = [
      issue.remedy && `remedy  ${remedyText(issue.remedy)}`,
      issue.source && `source  ${issue.source}`,
    ].filter(Boolean);
    return [`${strong("because")} ${issueLine(issue, place(issue.path))}`, ...more.map((line) => `  ${line}`)].join(
      "\n",
    );
  };
  return reasons.map(text).join("\n");
}
