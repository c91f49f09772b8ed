// The batch that is timed: payouts to payees in 16 countries, the same bytes for the same numbers.
// Whole files: node benches/workload.mjs <folder> [payouts] [payees]
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

export const AT = "2026-05-22T15:04:00Z";
export const RATES = {
  EUR: "0.92", GBP: "0.79", CAD: "1.37", AUD: "1.52", MXN: "17.10", BRL: "5.25", PLN: "3.95",
  NGN: "1540", KES: "129.50", INR: "84.50", JPY: "150.20", PHP: "57.30",
};

/** By country: its currency, the rails that payouts ask for, what one is paid, and accounts on file. */
const PLACES = [
  ["US", "USD", "ach", 900, (n) => [["ach", { routing_number: "021000021", account_number: digits(n, 9), account_type: "checking" }]]],
  ["US", "USD", "rtp", 400, (n) => [["ach", { routing_number: "011000015", account_number: digits(n, 10), account_type: "savings" }]]],
  ["CA", "CAD", "interac", 300, (n) => [["interac", { email: `payee${n}@example.com` }]]],
  ["MX", "MXN", "spei", 9000, () => [["spei", { clabe: "032180000118359719" }]]],
  ["BR", "BRL", null, 2000, (n) => [["pix", { pix_key: `payee${n}@example.com`, national_id: "390.533.447-05" }]]],
  ["GB", "GBP", "fps", 700, (n) => [["fps", { sort_code: "200000", account_number: digits(n, 8) }]]],
  ["DE", "EUR", "sepa", 800, () => [["sepa", { iban: "DE89370400440532013000" }]]],
  ["FR", "EUR", "sepa_instant", 500, () => [["sepa_instant", { iban: "FR7630006000011234567890189" }]]],
  ["IE", "EUR", null, 300, () => [["sepa", { iban: "IE29AIBK93115212345678" }]]],
  ["NL", "EUR", "sepa", 1100, () => [["sepa", { iban: "NL91ABNA0417164300" }]]],
  ["PL", "PLN", "elixir", 2500, () => [["elixir", { iban: "PL61109010140000071219812874" }]]],
  ["NG", "NGN", null, 400000, () => [["nip", { bank_code: "011", account_number: "0000014579" }]]],
  ["KE", "KES", "mpesa", 15000, (n) => [["mpesa", { phone: `+2547${digits(n, 8)}` }]]],
  ["IN", "INR", null, 30000, (n) => [["upi", { vpa: `payee${n}@okhdfcbank` }], ["imps", { ifsc: "SBIN0000300", account_number: digits(n, 12) }]]],
  ["JP", "JPY", null, 60000, (n) => [["zengin", { bank_code: "0005", branch_code: "001", account_type: "ordinary", account_number: digits(n, 7), account_holder_name: "ﾔﾏﾀﾞ ﾀﾛｳ" }]]],
  ["PH", "PHP", null, 20000, (n) => [["instapay", { bank_code: "BOPIPHMM", account_number: digits(n, 10) }]]],
  ["AU", "AUD", "npp", 600, (n) => [["npp", { bsb: "062-000", account_number: digits(n, 8) }]]],
];

/** The form on which a platform's sellers say where they are taxed. */
const OWN_FORMS = {
  ...Object.fromEntries(["DE", "FR", "IE", "NL", "PL"].map((country) => [country, "dac7_self_certification"])),
  ...Object.fromEntries(["GB", "CA", "AU"].map((country) => [country, "mrdp_self_certification"])),
};

const digits = (number, width) => String(number % 10 ** width).padStart(width, "0");

/** Numbers from 0 to below 1 that are the same on every machine (mulberry32). */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const payeeId = (n) => `cr_${String(n).padStart(6, "0")}`;

function payee(n, draw) {
  const [country, currency, , , accounts] = PLACES[n % PLACES.length];
  const kyc = draw() < 0.96 ? "verified" : "basic";
  const form = country === "US" ? "w9" : "w8ben";
  const status = draw() < 0.97 ? "verified" : "submitted";
  const person = {
    payee_id: payeeId(n), country, type: "individual", name: `Payee ${n}`, status: "active", kyc: { level: kyc },
    tax: { residence: country, form, form_status: status, tin_status: "verified" },
    accounts: accounts(n).map(([method, details]) => ({ method, currency, details })),
  };
  const own = OWN_FORMS[country];
  if (own) person.tax.forms = [{ form: own, status: draw() < 0.97 ? "verified" : "missing" }];
  if (country === "US") person.region = "US-CA";
  person.totals = { 2026: { amount: { value: `${Math.floor(draw() * 1800)}.00`, currency: "USD" }, count: Math.floor(draw() * 20) } };
  return person;
}

const DECIMALS = { JPY: 0 };

/** The payout at that place, drawn from its own seed, so that a stream can begin anywhere. */
export function payout(index, payees) {
  const draw = random(index + 1);
  const n = Math.floor(draw() * payees);
  const [, currency, rail, usual] = PLACES[n % PLACES.length];
  // A tenth is sent in USD and converted on the way.
  const converted = currency !== "USD" && draw() < 0.1;
  const source = converted ? "USD" : currency;
  const amount = (0.1 + draw() * 1.8) * (converted ? 250 : usual);
  const line = { payee_id: payeeId(n), amount: amount.toFixed(DECIMALS[source] ?? 2), currency: source };
  if (converted) line.payout_currency = currency;
  if (rail) line.rail_preference = rail;
  line.reference = `may-${String(index).padStart(7, "0")}`;
  return line;
}

export function context(payees) {
  const draw = random(payees);
  return {
    at: AT,
    payees: Array.from({ length: payees }, (_, n) => payee(n, draw)),
    funding: Object.keys({ USD: 1, ...RATES }).map((currency) => (
      { account: "acct_main_operating", currency, available: currency === "JPY" ? "90000000000000" : "90000000000000.00" })),
    fx: { base: "USD", rates: RATES, at: "2026-05-22T15:00:00Z", ttl_s: 900 },
  };
}

/** A batch with its context, as a caller has them before asking: UTF-8 JSON. */
export function workload({ payouts = 100_000, payees = 33_000 } = {}) {
  const batch = {
    batch_id: "batch_2026_05", funding_source: "acct_main_operating",
    transactions: Array.from({ length: payouts }, (_, index) => payout(index, payees)),
  };
  const bytes = (data) => new TextEncoder().encode(JSON.stringify(data));
  return { batch: bytes(batch), context: bytes(context(payees)) };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder = ".", payouts = 100_000, payees = 33_000] = process.argv.slice(2);
  const made = workload({ payouts: Number(payouts), payees: Number(payees) });
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(made)) writeFileSync(path.join(folder, `${name}.json`), bytes);
}
