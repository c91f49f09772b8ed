// An oracle by other hands: the peers of benches/peers decide a batch from the rulebook's data and share no code with
// the engine; method, fee, debit, rate and what arrives must be the same for every payout.
import assert from "node:assert/strict";
import { test } from "node:test";
import { context, payout } from "../../benches/workload.mjs";
import { compare, mustAgree } from "../../benches/peers/compare.mjs";
import { bytes, esm, text } from "./consumer.mjs";

const PEERS = ["ajv-decimal", "ajv-big", "json-rules-engine", "zen-engine"];
const PAYOUTS = 2000;
const PAYEES = 660;

const engine = new esm.Engine();
const inBytes = (data) => bytes(JSON.stringify(data));
const batchOf = (transactions) => ({ batch_id: "peers", funding_source: "acct_main_operating", transactions });
const usual = Array.from({ length: PAYOUTS }, (_, index) => payout(index, PAYEES));

/** Who bears the fee, which way is named, how much: each in turn, so that limits, ties and refusals are met. */
function varied(line, index) {
  const { rail_preference, ...rest } = line;
  const bearer = ["sender", "recipient", "shared"][index % 3];
  const named = [rail_preference, undefined, "swift", "sepa_ct", "paypal", "wire"][index % 6];
  const times = [1, 1, 1, 0.001, 300, 40_000][Math.floor(index / 7) % 6];
  const digits = line.currency === "JPY" ? 0 : 2;
  const amount = Math.max(Number(line.amount) * times, 10 ** -digits).toFixed(digits);
  const wanted = index % 13 === 0 ? { payout_currency: ["USD", "EUR", "GBP", "MXN"][Math.floor(index / 13) % 4] } : {};
  return { ...rest, ...wanted, amount, bearer, ...(named && { rail_preference: named }) };
}

/** More accounts than one, preferences, businesses, and some who cannot be paid. */
function variedPayee(payee, index) {
  const extra = [{ method: "paypal", currency: "USD", details: { email: `payee${index}@example.com` } }];
  const accounts = index % 2 ? payee.accounts : [...extra, ...payee.accounts];
  const prefer = [undefined, ["paypal", "sepa"], ["fednow", "upi", "gift_card"], ["imps"]][index % 4];
  const status = ["active", "active", "active", "paused", "closed"][Math.floor(index / 3) % 5];
  const type = index % 5 ? "individual" : "business";
  const broken = index % 29 === 0 ? [{ method: "sepa", currency: "EUR", details: { iban: "DE89370400440532013001" } }] : accounts;
  return { ...payee, type, status, accounts: broken, ...(prefer && { prefer }) };
}

const known = context(PAYEES);
const cases = {
  "the batch that is timed": [batchOf(usual), known],
  "a batch of all kinds": [batchOf(usual.map(varied)), { ...known, payees: known.payees.map(variedPayee) }],
  "a batch without rates": [batchOf(usual.slice(0, 200)), { ...known, fx: undefined }],
  "a batch with rates that have died": [batchOf(usual.slice(0, 200)), { ...known, fx: { ...known.fx, at: "2026-05-22T14:00:00Z" } }],
};
const asked = Object.entries(cases).map(([what, parts]) => {
  const documents = parts.map(inBytes);
  return { what, documents, answer: engine.planJson(...documents) };
});

for (const peer of PEERS) {
  const { name, plan } = await import(`../../benches/peers/${peer}.mjs`);
  for (const { what, documents, answer } of asked) {
    test(`${name} decides ${what} as the engine does`, async () => {
      mustAgree(name, answer, await plan(...documents));
    });
  }
}

test("the batch of all kinds is of all kinds", () => {
  const { counts, decisions } = JSON.parse(text(asked[1].answer));
  const values = (valueOf) => new Set(decisions.map(valueOf).filter((value) => value !== undefined)).size;
  const kinds = {
    methods: values(({ method }) => method), currencies: values(({ receive }) => receive?.currency),
    rates: values(({ fx }) => fx?.rate), fees: values(({ fee }) => fee?.value), pay: counts.pay, hold: counts.hold, reject: counts.reject,
    without: decisions.filter(({ outcome, method }) => outcome === "hold" && !method).length,
  };
  const least = { methods: 16, currencies: 12, rates: 15, fees: 40, pay: 200, hold: 200, reject: 200, without: 100 };
  for (const [kind, count] of Object.entries(least)) assert.ok(kinds[kind] >= count, `${kind}: ${kinds[kind]} of ${count}`);
  const { ofGates } = compare(asked[1].answer, asked[1].answer);
  assert.ok(ofGates < 20, `${ofGates} payouts are not compared`);
});

test("a difference is found and shown", async () => {
  const { plan } = await import("../../benches/peers/ajv-big.mjs");
  const [{ documents, answer }] = asked;
  const other = [inBytes(batchOf(usual.map((line, index) => (index === 7 ? { ...line, amount: "1234.00" } : line)))), documents[1]];
  const theirs = await plan(...other);
  const { compared, differences } = compare(answer, theirs);
  assert.deepEqual([compared, differences.length], [PAYOUTS, 1]);
  assert.match(differences[0], /^payout 7 .*: the engine .*, the peer .*$/);
  assert.throws(() => mustAgree("ajv", answer, theirs), /ajv differs from the engine in 1 of 2000/);
});
