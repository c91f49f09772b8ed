// What the types let through and what they stop; compiled, never run.
import { Engine, RulebookError } from "payout-rules";
import type { Batch, Condition, Context, Decision, Issue, Overlay, Payee, Plan } from "payout-rules";
import type { CurrencyCode, DecimalString, IssueOf, Money, Plain, Quote, Requirement, RuleEffect } from "payout-rules";

const payee: Payee = {
  payee_id: "ana",
  country: "US",
  type: "individual",
  kyc: { level: "verified" },
  tax: { form: "w9", form_status: "verified", tin_status: "verified" },
  accounts: [{ method: "ach", currency: "USD", details: { routing_number: "021000021" } }],
  prefer: ["ach"],
  totals: { "2026": { amount: { value: "5800.00", currency: "USD" }, count: 4 } },
};
const at = "2026-05-22T15:04:00Z";
const amount = { value: "80.50", currency: "USD" };
const context: Context = { at, payees: [payee], policy: { shortfall: "in_order" } };
const batch: Batch = {
  batch_id: "may",
  transactions: [
    { payee_id: "ana", amount: "80.50", currency: "USD" },
    { payee_id: "ana", amount: 80.5, currency: "USD", target: "receive", bearer: "shared" },
    { payee_id: "ana", amount_minor: 8050n, currency: "USD", reference: "may-1" },
  ],
};

const engine = new Engine();
new Engine({ methods: [{ id: "ach", enabled: false, source: "policy 12" }] });
const plan: Plan = engine.plan(batch, context);
const answer: Uint8Array = engine.planJson(new Uint8Array(), new Uint8Array());
engine.validate(batch).issues.map((issue: Issue) => issue.remedy?.kind);
engine.gate({ payee, amount, at }).triggers.map(({ value }) => value.length);
new Engine("us-600");
new Engine(["kyc-tiers", "aml-watch", { methods: [{ id: "ach", enabled: false, source: "policy 12" }] }]);
// @ts-expect-error no such ready-made overlay
new Engine("us-601");
const known: Payee = {
  ...payee,
  address: { line1: "1 Main St", city: "Austin" },
  activity: "services",
  tax: { income_source: "US", treaty_rate: "0.10", forms: [{ form: "w8ben", status: "verified" }] },
  screening: { outcome: "clear", screened_at: at },
  reviews: [{ gate: "aml.velocity", until: at }],
  history: { since: at, payouts: [{ at, amount }] },
};
const held = engine.gate({ payee: known, amount, method: "ach", at });
const used: string[] = held.progress?.map(({ value, limit }) => `${value} of ${limit}`) ?? [];
const kept: string | undefined = held.withhold?.amount.value ?? plan.decisions[0]?.withheld?.value;
// @ts-expect-error not something that payees are paid for
const idle: Payee = { ...payee, activity: "nothing" };
new Engine({
  gates: [{
    id: "acme.tier",
    source: "policy",
    applies: { activities: ["goods", "unspecified"], regions: ["US-MA"], method_kinds: ["crypto"] },
    effect: "withhold",
    requires: [{ kind: "review" }, { kind: "screening", max_age_days: 1 }, { kind: "fact", fact: "payee.name" }],
    limits: [{ period: "P30D", amount: "1", currency: "USD", crossed_by: "any", rate: "0.1", status: "in_force", from: null, until: null }],
  }],
});
engine.methods({ payee, amount, at, rank_by: "cost" }).methods.map(({ quote }) => quote?.debit.value);
const told = engine.failure({ rail: "us_ach_standard", code: "R03" });
const again: boolean = told.known && told.retry === "after_fix" && told.fields.includes("account_number");
engine.failure({ rail: "us_push_visa_direct", code: 51, country: "US", at }).window?.within?.toFixed();
const filed = engine.report({
  form: "1099k",
  year: 2026,
  payees: [{ ...payee, activity: "services", tin: "123-45-6789", address: { line1: "1 Main Street", city: "Boston" } }],
  payouts: [{ payee_id: "ana", paid_at: "2026-05-22", amount, fee: amount, count: 2, status: "paid" }],
});
const due: boolean = filed.payees.every(({ reportable, by }) => reportable ?? by.reason === "unknown");
// @ts-expect-error not a form that is known
engine.report({ form: "1099misc", year: 2026, payees: [], payouts: [] });
const form = engine.fields({ method: "ach", country: "US", currency: "USD", type: "individual" });
const patterns: (string | undefined)[] = form.fields.map(({ pattern }) => pattern);
const titles: string[] = Object.values(form.schema?.properties ?? {}).map(({ title }) => title);
const iban = engine.checkIdentifier({ kind: "iban", value: "DE89 3704 0044 0532 0130 00" });
const normal: string = iban.ok ? iban.normalized : (iban.issues[0]?.message ?? "");
engine.checkIdentifier({ kind: "eu_tin", value: "36574261809", country: "DE" });
// @ts-expect-error a tax number of the European Union needs its country
engine.checkIdentifier({ kind: "eu_tin", value: "36574261809" });
// @ts-expect-error no such kind
engine.checkIdentifier({ kind: "passport", value: "1" });
const account = { method: "sepa", country: "DE", currency: "EUR", type: "individual", details: {}, at } as const;
const fields: Record<string, string> = engine.checkAccount(account).normalized;
engine.rulebook().counts.rails.toFixed();
engine.rulebook("2026-01-01").in_force?.gates.toFixed();
engine.diffRulebook("2025-12-31", at).changes.map(({ after }) => after?.max ?? after?.amount);
engine.coverage().cells.filter(({ status }) => status === "unknown");
engine.coverage({ country: "US", type: "business", at }).cells.map(({ reason }) => reason === "method_off");
engine[Symbol.dispose]();

// `ok` tells whether the terms are there.
const quote = engine.quote({ amount, method: "ach", at });
const check = engine.verifyQuote(quote, { amount, method: "ach", at }, at);
if (check.status === "expired") { const no: false = check.ok; void no; }
check.differences.map(({ path, quoted, computed }) => [path, quoted ?? computed]);
engine.methods({ payee, amount, at, rank_by: { cost: 3, speed: 1 } }).methods.map(({ score }) => score);
engine.plan(batch, { ...context, policy: { rank_by: { preference: 1 } } });
new Engine({ version: "v", fees: [{
  id: "a", source: "s", currency: "USD", fixed: "1", percent: "0", percent_max: "10", payee_types: ["business"],
  currencies: ["*"], tiers: [{ over: "1000.00", fixed: "0", percent: "0.5" }], tiers_are: "marginal",
}] });
quote.issues.map(({ remedy }) => remedy?.kind === "wait_until" ? remedy.at : remedy?.kind === "meet" && remedy.gate);
const received: string = quote.ok ? quote.receive.value : (quote.receive?.value ?? "nothing");
// @ts-expect-error a quote that is not ok may have no terms
quote.receive.value;

// Every kind can be told apart.
function asked(need: Requirement): string {
  switch (need.kind) {
    case "tax_form": return need.forms.join();
    case "tin": return need.statuses.join();
    case "kyc": return need.level;
    case "account": return need.fields.join();
    case "funding": return need.amount.value;
    case "fact": return need.fact;
    case "review": return need.gate;
    case "screening": return need.max_age_days.toFixed();
    case "rates": return "";
    case "active_payee": return "";
    case "reference": return "";
  }
}
const goes = (decision: Decision) => decision.outcome === "pay" && decision.requires.map(asked);

// The outcome tells what else there is.
function told_of(decision: Decision): string {
  switch (decision.outcome) {
    case "pay": return `${decision.method} ${decision.receive.value} ${decision.fingerprint.length}`;
    case "hold": return decision.method ? `${decision.debit.value} once ${decision.requires.length} are met` : decision.payee_id;
    case "duplicate": return decision.payee_id;
    case "reject": return decision.payee_id ?? "unknown";
  }
}
// @ts-expect-error a refused payout shows no terms
const refusedTerms = (decision: Decision) => decision.outcome === "reject" && decision.receive.value;
// @ts-expect-error what is held need not have terms
const heldTerms = (decision: Decision) => decision.outcome === "hold" && decision.receive.value;
if (plan.outcome !== "reject") plan.at.length + plan.batch_id.length;
// @ts-expect-error a refused batch may have no moment
plan.at.length;
for (const option of engine.methods({ payee, amount, at }).methods) {
  if (option.status === "available") option.quote.receive.value.length + option.rail.length;
  // @ts-expect-error a method that is not available may have no rail
  else option.rail.length;
}
if (held.outcome === "clear") { const nothing: [] = held.triggers; void nothing; }
else held.withhold?.amount.value;
if (told.known) told.system.length;
// @ts-expect-error a code that is not known is of no list
told.system.length;
const asking = engine.fields({ method: "ach", country: "US", currency: "USD", type: "individual" });
if (asking.ok) asking.schema.required.length;
// @ts-expect-error where nothing is asked there is no schema
asking.schema.required;

// The code tells what is in `params`.
function shown(issue: Issue): string {
  switch (issue.code) {
    case "fx_stale": return `${issue.params.age_s.toFixed()} of ${issue.params.ttl_s.toFixed()} s`;
    case "amount_above_max": return `${issue.params.value} over ${issue.params.limit} ${issue.params.limit_currency}`;
    default: return issue.params.method ?? issue.message;
  }
}
const everyValue = (issue: Issue): Record<string, unknown> => issue.params;
const stale = (issue: IssueOf<"fx_stale">): number => issue.params.age_s;
// @ts-expect-error another code's value
const otherValue = (issue: IssueOf<"fx_stale">) => issue.params.limit;
// @ts-expect-error which values there are is not known before the code is
const anyValue = (issue: Issue) => issue.params.limit;

// Answers are branded, requests are not: what was answered can be asked, and what was typed is no answer.
if (quote.ok) {
  const { value, currency } = quote.receive;
  const paid: DecimalString = value;
  const code: CurrencyCode = currency;
  // As `Intl.NumberFormat` takes it.
  const once: `${number}` = code === "EUR" ? value : "0";
  engine.quote({ amount: quote.receive, method: "ach", source_currency: currency, at: quote.expires_at });
  // @ts-expect-error a currency is no amount
  const mixed: DecimalString = currency;
  // @ts-expect-error an amount is no currency
  const swapped: CurrencyCode = value;
  void [paid, once, mixed, swapped];
}
// @ts-expect-error text that the engine has not answered
const typed: DecimalString = "1.00";
// @ts-expect-error neither has it answered this
const written: CurrencyCode = "USD";
// @ts-expect-error nor this number
const counted: Money = { value: 1, currency: "USD" };
const stored: Plain<Money> = { value: "1450.00", currency: "USD" };
// @ts-expect-error not even without brands is it a number
const misread: Plain<Money> = { value: "1,450.00", currency: "USD" };
const resent: Plain<Quote> = JSON.parse(JSON.stringify(quote));
engine.verifyQuote(resent, { amount: stored, method: "ach", at }, at);

// A code that there is not cannot be asked for.
const isHeld = (decision: Decision) => decision.reasons.some(({ code }) => code === "gate_hold");
// @ts-expect-error
const isTypo = (decision: Decision) => decision.reasons.some(({ code }) => code === "gate_holds");

try {
  new Engine({ fees: [] });
} catch (error) {
  if (error instanceof RulebookError) error.issues.map(({ code }) => code);
}

const calendars: Overlay = {
  zones: [{ id: "Pacific/Apia", offset: "+13:00", summer: null, from: "2022-01-01", until: null, source: "tzdb", confidence: "platform" }],
  calendars: [{ id: "acme", time_zone: "Asia/Dubai", countries: ["AE"], currencies: ["AED"], weekend: ["fri", "sat"], substitute: ["sat"], holidays: { "Founders' Day": "mon<=05-31 2026.." }, source: "policy" }],
  rails: [{ id: "us_fedwire", timing: { time_zone: "America/New_York", calendar: "FED", both_ends: true, opens: "21:00 the day before", earliest: { minutes: 0 }, latest: { business_days: 1 } }, source: "policy" }],
};

// @ts-expect-error a plan needs its context
engine.plan(batch);
// @ts-expect-error the engine has no clock
const timeless: Context = { payees: [payee] };
// @ts-expect-error a misspelt key
const misspelt: Batch = { batch_id: "may", transactions: [{ payee_id: "ana", amuont: 1, currency: "USD" }] };
// @ts-expect-error the amount twice
const twice: Batch["transactions"] = [{ payee_id: "ana", amount: 1, amount_minor: 100, currency: "USD" }];
// @ts-expect-error no amount at all
const none: Batch["transactions"] = [{ payee_id: "ana", currency: "USD" }];
// @ts-expect-error minor units are numbers
const minor: Batch["transactions"] = [{ payee_id: "ana", amount_minor: "100", currency: "USD" }];
// @ts-expect-error not a type of payee
const person: Payee = { ...payee, type: "person" };
// @ts-expect-error an overlay's row names its source
const sourceless: Overlay = { methods: [{ id: "ach", enabled: false }] };
// @ts-expect-error not a table of the rulebook
const tables: Overlay = { rulez: [] };
const rule = (when: Condition, then: RuleEffect): Overlay => ({ rules: [{ id: "r", source: "policy", when, then }] });
new Engine([{}, rule(
  { all: [
    { fact: "payee.country", in: ["NG"] },
    { fact: "payout.amount", at_least: "1.00", less_than: "9.00", currency: "USD" },
    { not: { fact: "payee.kyc", at_least: "verified" } },
  ] },
  { effect: "hold", requires: [{ kind: "tin", statuses: ["verified"] }] },
)]);
// @ts-expect-error a country has no order
rule({ fact: "payee.country", at_least: "NG" }, { effect: "exclude", methods: ["*"] });
// @ts-expect-error an amount has a currency
rule({ fact: "payout.amount", at_least: "1.00" }, { effect: "exclude", methods: ["*"] });
// @ts-expect-error a hold says what lifts it
rule({ fact: "payee.id", is: "ana" }, { effect: "hold" });
// @ts-expect-error amounts in the rulebook are strings
const fee: Overlay = { fees: [{ id: "f", source: "contract", fixed: 0.1 }] };
// @ts-expect-error the days of a holiday are a rule under its name
const dated: Overlay = { calendars: [{ id: "acme", source: "policy", holidays: [{ date: "2026-05-25", name: "Ours" }] }] };
// @ts-expect-error not a way to try again
told.retry === "soon";
// @ts-expect-error a code is of a rail
engine.failure({ code: "R03" });
// @ts-expect-error the window may be unknown
told.window.unit;
// @ts-expect-error not an outcome
plan.decisions.filter(({ outcome }) => outcome === "paid");
// @ts-expect-error the payee may be unreadable
plan.decisions.map(({ payee_id }) => payee_id.length);
// @ts-expect-error the receiving side may be absent
plan.decisions.map(({ receive }) => receive.value);
// @ts-expect-error bytes, not text
engine.planJson("{}", "{}");
// @ts-expect-error two times are compared
engine.diffRulebook(at);
// @ts-expect-error not a status
engine.coverage().cells.filter(({ status }) => status === "available");
// @ts-expect-error no such call
engine.decide(batch, context);

export { again, answer, calendars, dated, due, fee, fields, goes, minor, misspelt, none, normal, patterns, person };
export { anyValue, counted, everyValue, heldTerms, misread, otherValue, refusedTerms, shown, stale, told_of, typed, written };
export { idle, kept, known, received, used, sourceless, tables, titles, timeless, twice };
