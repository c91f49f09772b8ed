// A plan as a person reads it.
import { table } from "./table.mjs";

const shortHash = (hash) => (hash ?? "").slice(0, 12);
const amount = (money) => (money ? `${money.value} ${money.currency}` : "-");

// In the reader's own time zone, which TZ can set.
const dayAndTime = new Intl.DateTimeFormat("en-GB", {
  weekday: "short", day: "numeric", month: "short", year: "numeric",
  hour: "2-digit", minute: "2-digit", timeZoneName: "short",
});

function moment(text) {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : dayAndTime.format(date);
}

function debitCell({ debit, fee, fx }) {
  const lines = [amount(debit)];
  if (fee) lines.push(`fee ${amount(fee)}`);
  if (fx) lines.push(`rate ${fx.rate}`, `margin ${amount(fx.margin)}`);
  return lines.join("\n");
}

function arrivalCell(arrives) {
  if (!arrives) return "-";
  const waits = arrives.steps.filter((step) => step.kind !== "business_day");
  const lines = [`by ${moment(arrives.latest)}`, ...waits.map((s) => `${s.date} ${s.text}`)];
  return lines.join("\n");
}

const asked = {
  tax_form: ({ forms, statuses }) => `tax form ${forms.join(" or ")} (${statuses.join(" or ")})`,
  tin: ({ statuses }) => `tax number (${statuses.join(" or ")})`,
  kyc: ({ level }) => `KYC level ${level}`,
  account: ({ method, fields }) => `an account for ${method}: ${fields.join(", ")}`,
  funding: ({ account, amount: missing }) => `${amount(missing)} in ${account ?? "the account"}`,
  rates: () => "exchange rates",
  active_payee: () => "the payee to be active again",
  reference: () => "a reference of its own",
};

function issueText({ code, severity, path, message, params, help }) {
  const mark = severity === "error" ? "" : `${severity}: `;
  const about = params.method ? `${params.method}: ` : "";
  const place = path ? `, at ${path}` : "";
  return `${mark}${about}${code}: ${message}${help ? ` (${help})` : ""}${place}`;
}

function reasonLines({ reasons, requires }) {
  const needs = requires.map((need) => `requires ${asked[need.kind](need)}`);
  return [...reasons.map(issueText), ...needs];
}

const columns = {
  "#": { width: 3, text: (d) => d.index },
  payee: { width: 10, text: (d) => d.payee_id ?? "-" },
  outcome: { width: 9, text: (d) => d.outcome },
  method: { width: 15, text: (d) => (d.rail && d.rail !== d.method ? `${d.method}\n${d.rail}` : d.method ?? "-") },
  "debit, fee": { width: 21, text: debitCell },
  receive: { width: 16, text: (d) => amount(d.receive) },
  arrives: { width: 26, text: (d) => arrivalCell(d.arrives) },
};
const hashColumn = { hash: { width: 12, text: (d) => shortHash(d.hash) } };

function fundingText({ account, currency, available, required, shortfall, low }) {
  const balance = available === null ? "an unknown balance" : `${available} ${currency}`;
  const notes = Number(shortfall) > 0 ? `, short by ${shortfall}` : low ? ", then low" : "";
  return `funding ${account ?? "not named"}: ${required} ${currency} needed of ${balance}${notes}`;
}

/** Prints decisions, counts, funding and issues; with `hashes`, each decision's too. */
export function printPlan(plan, { hashes = false } = {}) {
  const shown = hashes ? { ...columns, ...hashColumn } : columns;
  console.log(table(shown, plan.decisions, reasonLines));
  const counts = Object.entries(plan.counts).map(([outcome, count]) => `${count} ${outcome}`);
  console.log(`\nbatch ${plan.batch_id}: ${plan.outcome}; ${counts.join(", ")}`);
  for (const { count, debit, fee } of plan.totals) {
    console.log(`pays ${count}: debit ${amount(debit)}, fees ${amount(fee)} whoever bears them`);
  }
  plan.funding.forEach((line) => console.log(fundingText(line)));
  for (const issue of plan.issues) {
    console.log(issueText(issue));
  }
  console.log(`plan hash ${plan.hash}`);
}
