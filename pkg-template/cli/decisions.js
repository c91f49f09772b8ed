// Decisions as tables and as rows of CSV.
import { listOf, tableOf } from "./output.js";
import { amount, issueLine, requirementText } from "./text.js";

const joined = (texts) => texts.join("; ");

/** The columns of a decision in CSV; `line` where the batch's file has lines. */
export function decisionColumns({ lines, place }) {
  const money = (name, of = (decision) => decision[name]) => ({
    [name]: (decision) => of(decision)?.value,
    [`${name}_currency`]: (decision) => of(decision)?.currency,
  });
  return {
    index: (decision) => decision.index,
    ...(lines ? { line: (decision) => lines.of(decision.index) } : {}),
    payee_id: (decision) => decision.payee_id,
    reference: (decision) => decision.reference,
    outcome: (decision) => decision.outcome,
    method: (decision) => decision.method,
    rail: (decision) => decision.rail,
    ...money("debit"),
    ...money("fee"),
    rate: (decision) => decision.fx?.rate,
    ...money("receive"),
    ...money("withheld"),
    arrives_earliest: (decision) => decision.arrives?.earliest,
    arrives_latest: (decision) => decision.arrives?.latest,
    codes: (decision) => joined(decision.reasons.map(({ code }) => code)),
    reasons: (decision) => joined(decision.reasons.map((issue) => issueLine(issue, place(issue.path)))),
    requires: (decision) => joined(decision.requires.map(requirementText)),
    fingerprint: (decision) => decision.fingerprint,
    hash: (decision) => decision.hash,
  };
}

const shownColumns = ({ lines }, { state }) => [
  { head: "#", cell: ({ index }) => index, align: "right", always: true },
  { head: "line", cell: ({ index }) => lines?.of(index), align: "right" },
  { head: "payee", cell: ({ payee_id }) => payee_id, always: true },
  { head: "reference", cell: ({ reference }) => reference },
  { head: "outcome", cell: ({ outcome }) => outcome, paint: state, always: true },
  { head: "method", cell: ({ method }) => method },
  { head: "debit", cell: ({ debit }) => amount(debit), align: "right" },
  { head: "fee", cell: ({ fee }) => amount(fee), align: "right" },
  { head: "rate", cell: ({ fx }) => fx?.rate, align: "right" },
  { head: "receive", cell: ({ receive }) => amount(receive), align: "right" },
  { head: "withheld", cell: ({ withheld }) => amount(withheld), align: "right" },
  { head: "arrives by", cell: ({ arrives }) => arrives?.latest },
];

/** Decisions, then why of each that has reasons, then what they come to. */
export function tableOfPlan(decisions, summary, batch, paint) {
  const { place } = batch;
  const parts = [tableOf(shownColumns(batch, paint), decisions)];
  const reasons = decisions.filter(hasReasons).map((decision) => reasonsText(decision, batch, paint));
  if (reasons.length > 0) parts.push(reasons.join("\n"));
  const issues = summary.issues.map((issue) => issueLine(issue, place(issue.path)));
  if (issues.length > 0) parts.push(issues.join("\n"));
  parts.push(footOf(summary));
  return parts.join("\n\n");
}

const shown = ({ severity }) => severity !== "info";
const hasReasons = ({ reasons, requires }) => reasons.some(shown) || requires.length > 0;

/** Remarks that change nothing are left to the other formats. */
function reasonsText(decision, { lines, place }, { state, strong }) {
  const line = lines ? `, line ${lines.of(decision.index)}` : "";
  const head = strong(`#${decision.index}${line}: ${decision.payee_id ?? "?"} ${state(decision.outcome)}`);
  const reasons = decision.reasons.filter(shown).map((issue) => `  ${issueLine(issue, place(issue.path))}`);
  const requires = decision.requires.map((requirement) => `  requires ${requirementText(requirement)}`);
  return [head, ...reasons, ...requires].join("\n");
}

/** `batch may: partial; 2 pay, 1 reject`. */
export function summaryText({ batch_id, outcome, counts }) {
  const counted = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`);
  return `batch ${batch_id ?? "without a name"}: ${outcome}${counted.length > 0 ? `; ${counted.join(", ")}` : ""}`;
}

function footOf(summary) {
  const totals = summary.totals.map(({ count, debit, fee }) => [
    "pays",
    `${count}: debit ${amount(debit)}, fees ${amount(fee)}`,
  ]);
  const funding = summary.funding.map((line) => ["funding", fundingText(line)]);
  const rulebook = summary.rulebook && `${summary.rulebook.version} (${summary.rulebook.hash.slice(0, 12)})`;
  return `${summaryText(summary)}\n${listOf([...totals, ...funding, ["at", summary.at], ["rulebook", rulebook], ["hash", summary.hash]])}`;
}

function fundingText({ account, currency, available, required, shortfall, low }) {
  const of = available === null ? "the balance is not known" : `of ${available} ${currency}`;
  // A decimal string: anything but zeros is short.
  const short = /[1-9]/.test(shortfall ?? "") ? `, short by ${shortfall} ${currency}` : low ? ", then low" : "";
  return `${account ?? "not named"}: ${required} ${currency} ${of}${short}`;
}
