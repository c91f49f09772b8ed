// Which of a payee's accounts will do, each looked at once for a batch.
import { formChecks } from "./documents.mjs";

const checks = new Map();

/** The checks of a day's account forms. */
function checksOf(rules) {
  if (!checks.has(rules)) checks.set(rules, formChecks(rules));
  return checks.get(rules);
}

export class Accounts {
  #fit = new Map();

  constructor(rules) {
    this.rules = rules;
    this.check = checksOf(rules);
  }

  /** The currency of the account that a way would pay to, or `undefined`: the method's own, or one of the same form. */
  currencyFor(payee, way) {
    const accounts = payee.accounts ?? [];
    const { methods } = this.rules.forms.get(way.form);
    const fits = ({ method, currency }) => methods.includes(method) && way.currencies.includes(currency);
    const usable = (account) => fits(account) && this.#isSound(account, way.form);
    const own = accounts.find((account) => account.method === way.method && usable(account));
    return (own ?? accounts.find(usable))?.currency;
  }

  #isSound(account, form) {
    let known = this.#fit.get(account);
    if (!known) this.#fit.set(account, (known = new Map()));
    if (!known.has(form)) known.set(form, this.check(form)(account.details));
    return known.get(form);
  }
}

/** Why the payee is paid nothing at all, or `undefined`. */
export function closedTo(payee, rules) {
  if (payee.status === "closed") return "payee_inactive";
  const home = rules.closed(payee.tax?.residence ?? payee.country);
  return rules.closed(payee.country) ?? (home === "embargo" || home === "unknown" ? home : undefined);
}
