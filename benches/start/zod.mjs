// From nothing to a schema of the same request: import zod and decimal.js, build it, decide nothing.
// node benches/start/zod.mjs <entry of zod> <entry of decimal.js>
const start = performance.now();
const { z } = await import(process.argv[2]);
const { Decimal } = await import(process.argv[3]);

const currency = z.string().regex(/^[A-Z]{3,4}$/);
const country = z.string().regex(/^[A-Z]{2}$/);
const decimal = z.union([z.string(), z.number()]).refine((value) => {
  try {
    return new Decimal(value).gt(0);
  } catch {
    return false;
  }
}, "the amount must be a decimal number of more than zero");
const money = z.strictObject({ value: decimal, currency });
const status = z.enum(["missing", "submitted", "verified", "mismatch", "expired"]);

const payout = z.strictObject({
  payee_id: z.string().min(1).max(128), amount: decimal, currency,
  source_currency: currency.optional(), payout_currency: currency.optional(),
  target: z.enum(["send", "receive"]).optional(), bearer: z.enum(["sender", "recipient", "shared"]).optional(),
  rail_preference: z.string().max(60).optional(), description: z.string().max(500).optional(),
  reference: z.string().min(1).max(128).optional(),
});
const batch = z.strictObject({
  batch_id: z.string().min(1).max(128), funding_source: z.string().max(128).optional(),
  transactions: z.array(payout).min(1).max(100_000),
});
const payee = z.strictObject({
  payee_id: z.string().min(1).max(128), country, region: z.string().max(40).optional(),
  type: z.enum(["individual", "business"]), name: z.string().max(200).optional(),
  status: z.enum(["active", "paused", "closed"]).optional(),
  kyc: z.strictObject({ level: z.enum(["none", "basic", "verified"]) }),
  tax: z.strictObject({
    residence: country.optional(), form: z.string().optional(), form_status: status.optional(), tin_status: status.optional(),
    forms: z.array(z.strictObject({ form: z.string(), status })).optional(),
  }).optional(),
  accounts: z.array(z.strictObject({ method: z.string(), currency, details: z.record(z.string(), z.string()) })).max(64).optional(),
  prefer: z.array(z.string()).max(64).optional(),
  totals: z.record(z.string(), z.strictObject({ amount: money, count: z.int().min(0) })).optional(),
});
const context = z.strictObject({
  at: z.iso.datetime({ offset: true }), payees: z.array(payee).optional(),
  funding: z.array(z.strictObject({ account: z.string(), currency, available: decimal, low_balance: decimal.optional() })).optional(),
  fx: z.strictObject({
    base: currency, rates: z.record(currency, decimal), at: z.iso.datetime({ offset: true }), ttl_s: z.int().min(1).optional(),
  }).optional(),
});
const took = performance.now() - start;
if (!batch || !context) throw new Error("there is no schema");
console.log(took);
