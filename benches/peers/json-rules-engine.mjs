// json-rules-engine: a rule for each way to pay says whether it is open to the payee and at what fee. Its numbers are
// binary, so money is in decimal.js: a rule that fires hands over the row of its fee and limits.
import { Engine } from "json-rules-engine";
import { decimal } from "./ajv-decimal.mjs";
import { answer, ask, best, decision, figures, namedFirst, openBatch, quote } from "./decide.mjs";

/** What is always so is not asked. */
function conditionsOf({ method, currencies, payeeTypes }) {
  const conditions = [{ fact: method, operator: "in", value: currencies }];
  if (payeeTypes.length < 2) conditions.push({ fact: "payeeType", operator: "in", value: payeeTypes });
  return conditions;
}

const engines = new WeakMap();

/** One engine for each table of ways, so that a payout meets only the rules of its country and currency. */
function engineOf(ways) {
  let engine = engines.get(ways);
  if (!engine) {
    engine = new Engine(ways.map((way) => ({
      name: way.method, conditions: { all: conditionsOf(way) }, event: { type: "open", params: { way } },
    })));
    engines.set(ways, engine);
  }
  return engine;
}

/** The facts of a payee: the currency of the account on file for each method, or "none". */
function factsOf(payee, ways, accounts) {
  const facts = { payeeType: payee.type };
  for (const way of ways) facts[way.method] = accounts.currencyFor(payee, way) ?? "none";
  return facts;
}

async function choose(asked, preference, batch) {
  const ways = batch.rules.ways(asked.payee.country, asked.source, asked.wanted);
  const facts = factsOf(asked.payee, ways, batch.accounts);
  const { events } = await engineOf(ways).run(facts);
  const open = events.map(({ params }) => params.way);
  for (const some of namedFirst(open, preference)) {
    const quotes = some.map((way) => quote(way, asked, facts[way.method], batch)).filter(Boolean);
    if (quotes.length > 0) return best(quotes, asked.payee, asked.source, batch);
  }
  return undefined;
}

export const name = "json-rules-engine";

const figuresOf = figures(decimal);

export async function plan(batchBytes, contextBytes) {
  const batch = { ...openBatch(batchBytes, contextBytes, decimal), figuresOf };
  const decisions = [];
  for (const line of batch.payouts) {
    const asked = ask(line, batch);
    const chosen = asked.refused ? undefined : await choose(asked, line.payout.rail_preference, batch);
    decisions.push(decision(line, asked, chosen, batch.digits));
  }
  return answer(decisions);
}
