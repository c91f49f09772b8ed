// @gorules/zen-engine, native: a decision table for each country and currency has a row for each way to pay, with
// its fee as an expression; further expressions round the fee and convert, in zen's own decimals. What zen does not
// have is done outside in decimal.js: rates to significant digits, once for a batch, and limits in other currencies.
import zen from "@gorules/zen-engine";
import { decimal } from "./ajv-decimal.mjs";
import { answer, ask, best, decision, figures, isWithin, namedFirst, openBatch } from "./decide.mjs";

/** Payouts that are under way at once: zen works on threads of its own. */
const AT_ONCE = 64;

const engine = new zen.ZenEngine();
const compiled = new WeakMap();
const words = (list) => list.map((word) => JSON.stringify(word)).join(", ");

/** Halves to the even neighbour, of minor units; zen's own `round` takes them away from zero. */
const rounded = (units) =>
  `(floor(${units}) + ((${units} % 1 > 0.5 or (${units} % 1 == 0.5 and floor(${units}) % 2 == 1)) ? 1 : 0))`;

/** The fee of a row in minor units: what is fixed is known beforehand. */
function feeOf({ fixed, percent, min, max }, scale) {
  const units = (text) => decimal.of(text).times(scale).toFixed();
  if (decimal.of(percent).isZero() && min === null && max === null) return units(fixed);
  let fee = `${units(fixed)} + number(amount) * ${scale} * ${percent} / 100`;
  if (min !== null) fee = `max([${fee}, ${units(min)}])`;
  if (max !== null) fee = `min([${fee}, ${units(max)}])`;
  return rounded(`(${fee})`);
}

function tableOf(ways, scale) {
  const column = (id) => ({ id, name: id, field: id });
  return {
    hitPolicy: "collect", passThrough: true, inputField: null, outputPath: "ways", executionMode: "single",
    // A column of no field takes a condition in each row.
    inputs: [column("type"), { id: "account", name: "account on file" }],
    outputs: ["way", "fee", "payout"].map(column),
    rules: ways.map((way, place) => ({
      _id: String(place), type: way.payeeTypes.length < 2 ? words(way.payeeTypes) : "",
      account: `accounts.${way.method} in [${words(way.currencies)}]`,
      way: String(place), fee: feeOf(way.fee, scale), payout: `accounts.${way.method}`,
    })),
  };
}

/** What the payee bears, then what arrives, in minor units. */
const expressions = (scale) => Object.entries({
  parts: `map(ways, { way: #.way, payout: #.payout, fee: #.fee,
    off: bearer == "sender" ? 0 : bearer == "recipient" ? #.fee : floor(#.fee / 2) })`,
  sent: `map($.parts, { way: #.way, payout: #.payout, fee: #.fee, off: #.off,
    receive: (number(amount) - #.off / ${scale}) * number(rates[#.payout]) * scales[#.payout] })`,
  quotes: `map($.sent, { way: #.way, payout: #.payout, fee: string(#.fee), off: string(#.off), receive: string(${rounded("#.receive")}) })`,
}).map(([key, value]) => ({ id: key, key, value }));

const node = (id, type, content) => ({ id, type, name: id, position: { x: 0, y: 0 }, content });
const edge = (sourceId, targetId) => ({ id: `${sourceId}-${targetId}`, type: "edge", sourceId, targetId });

/** One decision for each table of ways, compiled when it is first asked. */
function decisionOf(ways, scale) {
  let found = compiled.get(ways);
  if (!found) {
    const steps = {
      inputField: null, outputPath: null, executionMode: "single", passThrough: false, expressions: expressions(scale),
    };
    found = engine.createDecision(new zen.ZenDecisionContent({
      nodes: [
        node("in", "inputNode", {}), node("table", "decisionTableNode", tableOf(ways, scale)),
        node("steps", "expressionNode", steps), node("out", "outputNode", {}),
      ],
      edges: [edge("in", "table"), edge("table", "steps"), edge("steps", "out")],
    }));
    compiled.set(ways, found);
  }
  return found;
}

/** What the rules are told: accounts on file by method, rates and minor units by the currencies of those accounts. */
function factsOf({ payee, amount, source, bearer }, ways, { accounts, exchange, digits }) {
  const facts = { type: payee.type, amount: amount.toFixed(), bearer, accounts: {}, rates: {}, scales: {} };
  for (const way of ways) {
    const currency = accounts.currencyFor(payee, way);
    const rate = currency && (currency === source ? "1" : exchange.rate(source, currency)?.toFixed());
    if (!rate) continue;
    facts.accounts[way.method] = currency;
    facts.rates[currency] = rate;
    facts.scales[currency] = 10 ** digits.get(currency);
  }
  return facts;
}

/** zen's quote in numbers, or `undefined` when nothing arrives or the rail does not carry it. */
function quoteOf({ way: place, payout, ...units }, ways, { amount, source }, { digits, exchange, figuresOf }) {
  const way = ways[place];
  const money = (text, currency) => decimal.of(`${text}e-${digits.get(currency)}`);
  const [fee, off, receive] = [money(units.fee, source), money(units.off, source), money(units.receive, payout)];
  const convertible = amount.minus(off);
  if (!convertible.gt(0) || !receive.gt(0)) return undefined;
  if (!isWithin(receive, payout, figuresOf(way).limits.get(payout), exchange)) return undefined;
  const rate = payout === source ? undefined : exchange.rate(source, payout);
  return { way, fee, convertible, debit: convertible.plus(fee).minus(off), payout, receive, rate };
}

async function choose(asked, preference, batch) {
  const ways = batch.rules.ways(asked.payee.country, asked.source, asked.wanted);
  if (ways.length === 0) return undefined;
  const { result } = await decisionOf(ways, 10 ** batch.digits.get(asked.source)).evaluate(factsOf(asked, ways, batch));
  const quotes = result.quotes.map((one) => quoteOf(one, ways, asked, batch)).filter(Boolean);
  const [named, others = []] = namedFirst(quotes, preference, ({ way }) => way);
  return best(named.length > 0 ? named : others, asked.payee, asked.source, batch);
}

export const name = "@gorules/zen-engine (native)";

const figuresOf = figures(decimal);

export async function plan(batchBytes, contextBytes) {
  const batch = { ...openBatch(batchBytes, contextBytes, decimal), figuresOf };
  const decide = async (line) => {
    const asked = ask(line, batch);
    const chosen = asked.refused ? undefined : await choose(asked, line.payout.rail_preference, batch);
    return decision(line, asked, chosen, batch.digits);
  };
  const decisions = [];
  for (let start = 0; start < batch.payouts.length; start += AT_ONCE) {
    decisions.push(...await Promise.all(batch.payouts.slice(start, start + AT_ONCE).map(decide)));
  }
  return answer(decisions);
}
