// The documents of a batch and the account forms as JSON Schemas.

const text = (minLength, maxLength) => ({ type: "string", minLength, maxLength });
const word = (...words) => ({ type: "string", enum: words });
const record = (properties, required = []) => ({ type: "object", properties, required, additionalProperties: false });
const list = (items, maxItems) => ({ type: "array", items, maxItems });

const country = { type: "string", pattern: "^[A-Z]{2}$" };
const currency = { type: "string", pattern: "^[A-Z]{3,4}$" };
const decimal = { type: "string", pattern: "^(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?$", maxLength: 32 };
const moment = { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})$" };
const amount = { anyOf: [decimal, { type: "number", exclusiveMinimum: 0 }] };
const money = record({ value: amount, currency }, ["value", "currency"]);
const whole = { type: "integer", minimum: 0 };
const formStatus = word("missing", "submitted", "verified", "mismatch", "expired");

export const BATCH = record({
  batch_id: text(1, 128), funding_source: text(1, 128),
  transactions: { type: "array", minItems: 1, maxItems: 100_000 },
}, ["batch_id", "transactions"]);

/** `target: "receive"` is the engine's alone: the peers are not asked it. */
export const PAYOUT = {
  ...record({
    payee_id: text(1, 128), amount, amount_minor: { type: "integer", minimum: 1 }, currency,
    source_currency: currency, payout_currency: currency, target: word("send"),
    bearer: word("sender", "recipient", "shared"),
    rail_preference: text(1, 60), description: text(0, 500), reference: text(1, 128),
  }, ["payee_id", "currency"]),
  oneOf: [{ required: ["amount"] }, { required: ["amount_minor"] }],
};

const fx = record({
  base: currency, rates: { type: "object", propertyNames: currency, additionalProperties: amount },
  at: moment, ttl_s: { type: "integer", minimum: 1, maximum: 604_800 },
}, ["base", "rates", "at"]);

export const CONTEXT = record({
  at: moment, payees: { type: "array" }, fx,
  funding: list(record({ account: text(1, 128), currency, available: amount, low_balance: amount }, ["account", "currency", "available"]), 10_000),
}, ["at"]);

const tax = record({
  residence: country, form: text(1, 60), form_status: formStatus, tin_status: formStatus,
  forms: list(record({ form: text(1, 60), status: formStatus }, ["form", "status"]), 64),
});
const account = record({
  method: text(1, 60), currency, details: { type: "object", additionalProperties: text(0, 500) },
}, ["method", "currency", "details"]);

export const PAYEE = record({
  payee_id: text(1, 128), country, region: text(1, 40), type: word("individual", "business"), name: text(1, 200),
  email: text(1, 255), status: word("active", "paused", "closed"),
  kyc: record({ level: word("none", "basic", "verified") }, ["level"]),
  tax, accounts: list(account, 64), prefer: list(text(1, 60), 64),
  totals: { type: "object", additionalProperties: record({ amount: money, count: whole }) },
}, ["payee_id", "country", "type", "kyc"]);

const CHARSETS = { digits: "^[0-9]*$", alphanumeric: "^[0-9A-Za-z]*$", text: "^[^\\u0000-\\u001f\\u007f-\\u009f]*$" };
const escaped = (literal) => literal.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

function field({ min_length, max_length, charset, options, starts_with, identifier }) {
  if (options) return word(...options);
  const begins = starts_with && { pattern: `^(?:${starts_with.map(escaped).join("|")})` };
  // An identifier may be written in groups, so of those without a check of their own the length alone is looked at.
  const letters = identifier ? CHARSETS.text : CHARSETS[charset];
  const checked = { ...text(min_length, max_length), allOf: [{ pattern: letters }, begins ?? {}] };
  return identifier === "iban" ? { ...checked, format: "iban" } : checked;
}

/** The details of an account as its form asks for them. */
export function formSchema({ fields }) {
  const required = fields.filter((one) => one.required).map(({ name }) => name);
  return record(Object.fromEntries(fields.map((one) => [one.name, field(one)])), required);
}
