// The one table of rules that every peer is given: the engine's own rulebook data as it stands on one day,
// indexed by country and currency. No figure is typed here. What the data has and the peers do not know is
// an error, not a difference.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const DATA = fileURLToPath(new URL("../../src/rulebook/data", import.meta.url));
const NO_MONEY = ["gift_card", "prepaid_card", "crypto"];
const FEE_KEYS = ["tiers", "tiers_are", "percent_max", "currencies", "payee_types"];

const readJson = (file) => JSON.parse(readFileSync(path.join(DATA, file), "utf8"));
const rowsOf = (sheet) => (Array.isArray(sheet) ? sheet : sheet.rows.map((row) => ({ ...sheet.defaults, ...row })));

/** Every row of a table, of one file or a folder of them. */
function table(name) {
  if (name.endsWith("/")) {
    return readdirSync(path.join(DATA, name)).sort().flatMap((file) => rowsOf(readJson(name + file)));
  }
  return rowsOf(readJson(`${name}.json`));
}

const within = ({ from, until }, day) => (!from || from <= day) && (!until || day <= until);
const holds = (row, day) => (row.enabled ?? row.confidence !== "unconfirmed") && within(row, day);
const includes = (list, value) => list.includes(value) || list.includes("*");
const byId = (rows) => new Map(rows.map((row) => [row.id, row]));

/** The longest wait the rail's row speaks of, in minutes: without calendars, only to tell two rails apart. */
function slowest({ timing }) {
  const { minutes, business_days: days, time } = timing.latest;
  if (minutes !== undefined) return minutes;
  const [hour, minute] = (time ?? "24:00").split(":").map(Number);
  return days * 1440 + hour * 60 + minute;
}

/** `4!n4!n12!c`, as the registry of IBANs has it, as a pattern of the part after the check digits. */
function ibanPattern(structure) {
  const letters = { n: "[0-9]", a: "[A-Z]", c: "[0-9A-Z]" };
  return structure.replace(/(\d+)!([nac])/g, (_, length, kind) => `${letters[kind]}{${length}}`);
}

/** One row of prices per currency. */
function fees() {
  return table("fees/").flatMap((row) => {
    const unknown = FEE_KEYS.find((key) => key in row);
    if (unknown) throw new Error(`the peers know no ${unknown}, which the fee ${row.id} has`);
    return (row.prices ?? [row]).map((price) => ({ ...row, ...price }));
  });
}

/** The fields of an account form: ids of fields, with a question mark where one may be left out. */
function fieldsOf(form, fields) {
  return form.fields.map((field) => {
    if (typeof field !== "string") return field;
    const row = fields.get(field.replace("?", ""));
    return { ...row, name: row.name ?? row.id, required: !field.endsWith("?") };
  });
}

export class Rules {
  #tables;
  #ways = new Map();

  constructor(day) {
    const { settings } = readJson("rulebook.json");
    const fields = byId(table("fields"));
    const rails = byId(table("rails/").filter((row) => holds(row, day)));
    const forms = table("accounts").filter((row) => holds(row, day));
    for (const form of forms) form.fields = fieldsOf(form, fields);
    const methods = table("methods").map((row, order) => ({ ...row, order })).filter((row) => holds(row, day));
    this.day = day;
    this.settings = settings;
    this.forms = byId(forms);
    this.countries = byId(table("countries").filter((row) => holds(row, day)));
    const currencies = table("currencies").filter((row) => holds(row, day));
    this.digits = new Map(currencies.map((row) => [row.id, row.minor_units]));
    const ibans = table("ibans").filter((row) => holds(row, day));
    this.ibans = new Map(ibans.map(({ id, structure }) => [id, new RegExp(`^${id}[0-9]{2}${ibanPattern(structure)}$`)]));
    this.#tables = { rails, forms, methods, fees: fees().filter((row) => holds(row, day)), fx: table("fx") };
  }

  /** Why nothing is paid in that country: a reason, or `undefined`. */
  closed(country) {
    const row = this.countries.get(country);
    if (!row) return "unknown";
    return row.closed?.find((entry) => !entry.regions && within(entry, this.day))?.reason;
  }

  markupBps(from, to) {
    const fits = ({ currencies }) => includes(currencies, from) && includes(currencies, to);
    return this.#tables.fx.find((row) => holds(row, this.day) && fits(row))?.markup_bps;
  }

  /** Everything that can carry a payout of `source` to that country, in the order of the rulebook. */
  ways(country, source, wanted) {
    const key = `${country} ${source} ${wanted ?? ""}`;
    let ways = this.#ways.get(key);
    if (!ways) {
      ways = this.#tables.methods.map((method) => this.#way(method, country, source, wanted)).filter(Boolean);
      this.#ways.set(key, ways);
    }
    return ways;
  }

  #way(method, country, source, wanted) {
    const named = wanted ?? source;
    const reaches = (rail) => rail && includes(rail.countries, country) && !(rail.joined?.[country] > this.day);
    const rails = method.rails.map((id) => this.#tables.rails.get(id)).filter(reaches);
    const rail = rails.find((one) => this.#carries(one, country, named)) ?? rails[0];
    const form = this.#form(method, country);
    const fee = this.#fee(method, country, source);
    if (!rail || !form || !fee || !rail.payer_types.includes(this.settings.payer_type)) return undefined;
    const receivable = wanted ? [wanted] : rail.currencies;
    const currencies = receivable.filter((currency) => this.#carries(rail, country, currency) && this.digits.has(currency));
    return {
      method: method.id, rail: rail.id, names: [method.id, ...method.rails], order: method.order,
      noMoney: NO_MONEY.includes(method.kind), slowest: slowest(rail), payeeTypes: rail.payee_types, currencies,
      form: form.id, fee, limits: new Map(currencies.map((currency) => [currency, this.#limit(rail, currency)])),
    };
  }

  #carries(rail, country, currency) {
    const local = !rail.local_currency || this.countries.get(country)?.currency === currency;
    return local && includes(rail.currencies, currency);
  }

  /** A form that names the country wins over one of every country. */
  #form(method, country) {
    const forms = this.#tables.forms.filter(({ methods }) => methods.includes(method.id));
    return forms.find(({ countries }) => countries.includes(country)) ?? forms.find(({ countries }) => countries.includes("*"));
  }

  #fee(method, country, source) {
    const fits = ({ methods, currency, countries }) => methods.includes(method.id) && currency === source && includes(countries, country);
    const rows = this.#tables.fees.filter(fits);
    const row = rows.find(({ countries }) => countries.includes(country)) ?? rows[0];
    return row && { fixed: row.fixed, percent: row.percent, min: row.min ?? null, max: row.max ?? null };
  }

  /** The bounds in that currency, or the first in another; `null` of none. */
  #limit(rail, currency) {
    const binding = rail.limits.filter((limit) => !limit.payer_types || limit.payer_types.includes(this.settings.payer_type));
    if (binding.length === 0) return null;
    const own = binding.filter((limit) => limit.currency === currency);
    const limit = (own.length > 0 ? own : binding).find((one) => within(one, this.day));
    if (!limit) return { lapsed: true, currency, min: null, max: null };
    return { lapsed: false, currency: limit.currency, min: limit.min ?? null, max: limit.max ?? null };
  }
}

const known = new Map();

/** The rules on that day (`2026-05-22`), put together once. */
export function rulesOn(day) {
  if (!known.has(day)) known.set(day, new Rules(day));
  return known.get(day);
}
