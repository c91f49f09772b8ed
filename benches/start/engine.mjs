// From nothing to the first decision: import, engine, a plan of one payout. node benches/start/engine.mjs <entry>
const start = performance.now();
const { Engine } = await import(process.argv[2]);
const engine = new Engine();
const { decisions } = engine.plan(
  {
    batch_id: "first",
    transactions: [{ payee_id: "p1", amount: "1450.00", currency: "USD", rail_preference: "ach", reference: "may-1" }],
  },
  {
    at: "2026-05-22T15:04:00Z",
    payees: [{
      payee_id: "p1", country: "US", region: "US-CA", type: "individual", kyc: { level: "verified" },
      tax: { form: "w9", form_status: "verified", tin_status: "verified" },
      totals: { 2026: { amount: { value: "5800.00", currency: "USD" }, count: 4 } },
      accounts: [{
        method: "ach", currency: "USD",
        details: { routing_number: "021000021", account_number: "000123456789", account_type: "checking" },
      }],
    }],
  },
);
const took = performance.now() - start;
if (decisions[0].outcome !== "pay") throw new Error(`the first decision is ${decisions[0].outcome}`);
console.log(took);
