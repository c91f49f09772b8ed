// Rates between currencies, each worked out once for a batch.

/** `numbers` is a decimal library's `{ of, divided, significant }`. */
export class Exchange {
  #mids = new Map();
  #rates = new Map();

  constructor(fx, at, rules, numbers) {
    this.rules = rules;
    this.numbers = numbers;
    const taken = Date.parse(fx?.at);
    const ttl_ms = 1000 * (fx?.ttl_s ?? rules.settings.quote_ttl_s);
    const lives = fx && taken <= at && at <= taken + ttl_ms;
    this.given = new Map(lives ? Object.entries({ ...fx.rates, [fx.base]: "1" }) : []);
  }

  /** Units of `to` for one of `from`, to 10 significant digits; `undefined` without a rate that lives. */
  mid(from, to) {
    const { of, divided, significant } = this.numbers;
    const key = from + to;
    if (!this.#mids.has(key)) {
      const [perFrom, perTo] = [this.given.get(from), this.given.get(to)];
      const known = from === to ? of("1") : perFrom && perTo && significant(divided(of(String(perTo)), of(String(perFrom))), 10);
      this.#mids.set(key, known);
    }
    return this.#mids.get(key);
  }

  /** The same after the markup, stated to the digits of the rulebook. */
  rate(from, to) {
    const { of, significant } = this.numbers;
    const key = from + to;
    if (!this.#rates.has(key)) {
      const [mid, bps] = [this.mid(from, to), this.rules.markupBps(from, to)];
      const kept = bps === undefined ? undefined : of("1").minus(of(String(bps)).times(of("0.0001")));
      this.#rates.set(key, mid && kept && significant(mid.times(kept), this.rules.settings.rate_significant_digits));
    }
    return this.#rates.get(key);
  }
}
