// The decisions of a batch as one would write them by hand: documents checked by ajv, rules in tables, money in a
// decimal library. `numbers` says how that library does what the two name differently.
import { Accounts, closedTo } from "./payees.mjs";
import { Exchange } from "./exchange.mjs";
import { amountOf, readDocuments } from "./documents.mjs";
import { rulesOn } from "./rules.mjs";

export const dayOf = (at) => new Date(at).toISOString().slice(0, 10);

/** What a way costs and what arrives; `undefined` when it cannot carry the payout. */
export function quote(way, { amount, source, bearer }, payout, { exchange, numbers, digits, figuresOf }) {
  const { fixed, percent, min, max, limits } = figuresOf(way);
  let fee = percent ? fixed.plus(amount.times(percent)) : fixed;
  if (min && fee.lt(min)) fee = min;
  if (max && fee.gt(max)) fee = max;
  fee = numbers.round(fee, digits.get(source));
  // The payee's part of the fee comes off, the sender's goes on top; an odd unit is the sender's.
  const recipients = bearer === "sender" ? undefined : bearer === "shared" ? numbers.halved(fee, digits.get(source)) : fee;
  const convertible = recipients ? amount.minus(recipients) : amount;
  const debit = convertible.plus(recipients ? fee.minus(recipients) : fee);
  const rate = source === payout ? undefined : exchange.rate(source, payout);
  if (!convertible.gt(0) || (source !== payout && !rate)) return undefined;
  const receive = rate ? numbers.round(convertible.times(rate), digits.get(payout)) : convertible;
  if (!receive.gt(0) || !isWithin(receive, payout, limits.get(payout), exchange)) return undefined;
  return { way, fee, convertible, debit, payout, receive, rate };
}

/** Whether the rail carries what arrives; a bound in another currency is compared at the mid rate. */
export function isWithin(receive, payout, limit, exchange) {
  if (!limit) return true;
  const mid = limit.currency === payout ? undefined : exchange.mid(payout, limit.currency);
  if (limit.lapsed || (limit.currency !== payout && !mid)) return false;
  const amount = mid ? receive.times(mid) : receive;
  return !(limit.min && amount.lt(limit.min)) && !(limit.max && amount.gt(limit.max));
}

/** Fee and exchange together, for comparing; of quotes of which the same arrives, what leaves tells as much. */
function cost({ convertible, fee, receive, payout }, source, alike, { exchange, numbers }) {
  const taken = convertible.plus(fee);
  if (alike) return taken;
  return taken.minus(payout === source ? receive : numbers.divided(receive, exchange.mid(source, payout)));
}

/** The best of the quotes: the payee's preferences, then money before what is none, cost, speed, the rulebook's order. */
export function best(quotes, payee, source, batch) {
  const [first] = quotes;
  if (quotes.length < 2) return first;
  const prefer = payee.prefer ?? [];
  const place = ({ way }) => {
    const found = prefer.findIndex((name) => way.names.includes(name));
    return found < 0 ? prefer.length : found;
  };
  const alike = quotes.every(({ payout, receive }) => payout === first.payout && receive.eq(first.receive));
  const ranks = quotes.map((one) => ({ one, place: place(one), cost: cost(one, source, alike, batch) }));
  ranks.sort((a, b) =>
    a.place - b.place || a.one.way.noMoney - b.one.way.noMoney || a.cost.cmp(b.cost) ||
    a.one.way.slowest - b.one.way.slowest || a.one.way.order - b.one.way.order);
  return ranks[0].one;
}

/** What goes by a way that the payout names, and the rest: when one of the first is open nothing else need be looked at. */
export function namedFirst(list, preference, wayOf = (way) => way) {
  if (!preference) return [list];
  const isNamed = (one) => wayOf(one).method === preference || wayOf(one).rail === preference;
  return [list.filter(isNamed), list.filter((one) => !isNamed(one))];
}

/** A payout in numbers, or why it is refused. */
export function ask({ payout, ok }, { payees, rules, digits, numbers }) {
  if (!ok) return { refused: "payout_invalid" };
  const payee = payees.get(payout.payee_id);
  if (!payee) return { refused: payee === null ? "payee_invalid" : "payee_unknown" };
  const { currency: source, source_currency, payout_currency: wanted, bearer = "sender" } = payout;
  const text = digits.has(source) && (!wanted || digits.has(wanted)) ? amountOf(payout, digits.get(source)) : undefined;
  const amount = text && numbers.of(text);
  if (!amount?.gt(0) || (source_currency ?? source) !== source) return { refused: "amount_invalid" };
  const refused = closedTo(payee, rules);
  return refused ? { refused } : { payee, amount, source, wanted, bearer };
}

/** A decision as peers answer it: the figures alone, as text. */
export function decision({ payout }, asked, chosen, digits) {
  const { payee_id, reference } = payout ?? {};
  if (asked.refused) return { payee_id, reference, outcome: "reject", reason: asked.refused };
  if (!chosen) return { payee_id, reference, outcome: "hold", reason: "no_method" };
  const { way, fee, debit, payout: currency, receive, rate } = chosen;
  const places = digits.get(asked.source);
  return {
    payee_id, reference, outcome: asked.payee.status === "paused" ? "hold" : "pay", method: way.method, rail: way.rail,
    source: asked.source, fee: fee.toFixed(places), debit: debit.toFixed(places),
    payout: currency, receive: receive.toFixed(digits.get(currency)), rate: rate?.toFixed(),
  };
}

/** What a batch is decided with. */
export function openBatch(batchBytes, contextBytes, numbers) {
  const { at, fx, payees, payouts } = readDocuments(batchBytes, contextBytes);
  const rules = rulesOn(dayOf(at));
  const exchange = new Exchange(fx, at, rules, numbers);
  return { payees, payouts, rules, digits: rules.digits, exchange, numbers, accounts: new Accounts(rules) };
}

export const answer = (decisions) => new TextEncoder().encode(JSON.stringify({ decisions }));

/** The fee and the limits of a way in numbers, read once. */
export function figures({ of }) {
  const known = new WeakMap();
  const number = (text) => (text === null ? null : of(text));
  const bounds = (limit) => limit && { ...limit, min: number(limit.min), max: number(limit.max) };
  return (way) => {
    let read = known.get(way);
    if (!read) {
      const { fixed, percent, min, max } = way.fee;
      const share = of(percent).times(of("0.01"));
      const limits = new Map([...way.limits].map(([currency, limit]) => [currency, bounds(limit)]));
      read = { fixed: of(fixed), percent: share.gt(0) ? share : null, min: number(min), max: number(max), limits };
      known.set(way, read);
    }
    return read;
  };
}

/** `(batchBytes, contextBytes) => bytes` over a decimal library. */
export function planner(numbers) {
  const figuresOf = figures(numbers);
  const choose = (asked, preference, batch) => {
    const ways = batch.rules.ways(asked.payee.country, asked.source, asked.wanted);
    for (const some of namedFirst(ways, preference)) {
      const quotes = [];
      for (const way of some) {
        const payout = way.payeeTypes.includes(asked.payee.type) ? batch.accounts.currencyFor(asked.payee, way) : undefined;
        const made = payout && quote(way, asked, payout, batch);
        if (made) quotes.push(made);
      }
      if (quotes.length > 0) return best(quotes, asked.payee, asked.source, batch);
    }
    return undefined;
  };
  return (batchBytes, contextBytes) => {
    const batch = { ...openBatch(batchBytes, contextBytes, numbers), figuresOf };
    return answer(batch.payouts.map((line) => {
      const asked = ask(line, batch);
      const chosen = asked.refused ? undefined : choose(asked, line.payout.rail_preference, batch);
      return decision(line, asked, chosen, batch.digits);
    }));
  };
}
