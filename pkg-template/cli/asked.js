// One amount to one payee: what `methods` and `quote` are asked.
import { Option } from "commander";
import { usage } from "./exit.js";
import { nameOf, onlyOneStdin, readText } from "./io.js";
import { parseJson } from "./json.js";
import { atOption, rateOf } from "./options.js";

export function askedOptions(command) {
  return command
    .option("--amount <amount>", "in major units, such as 1450.00")
    .option("--currency <code>", "of the amount")
    .addOption(
      new Option("--target <target>", "whether the amount is what is sent or what shall arrive").choices([
        "send",
        "receive",
      ]),
    )
    .option("--source-currency <code>", "what leaves, where the amount is what shall arrive")
    .option("--payout-currency <code>", "what shall arrive, where the amount is what is sent")
    .addOption(new Option("--bearer <bearer>", "of the fee").choices(["sender", "recipient", "shared"]))
    .option("--country <code>", "of the payee")
    .addOption(new Option("--type <type>", "of the payee").choices(["individual", "business"]))
    .addOption(
      new Option("--rate <currency=rate>", "units of the currency for one of --rate-base; again for more").argParser(
        rateOf,
      ),
    )
    .option("--rate-base <code>", "of the rates; else the amount's currency, of what leaves with --target receive")
    .option("--context <file>", "a context (JSON) to take the moment, the rates and the payee from")
    .addOption(atOption());
}

/** The JSON of a file. */
export const readJson = (file) => parseJson(readText(file), nameOf(file));

/** The request of a file, with what the options say put over it, and the context if there is one. */
export function askedOf(file, options) {
  onlyOneStdin([file, options.context]);
  const request = file === undefined ? {} : objectOf(file);
  const context = options.context === undefined ? {} : objectOf(options.context);
  const { amount, currency, target, sourceCurrency, payoutCurrency, bearer } = options;
  if ((amount === undefined) !== (currency === undefined)) throw usage("--amount and --currency go together");
  const asked = {
    fx: context.fx,
    at: context.at,
    ...request,
    ...given({ target, source_currency: sourceCurrency, payout_currency: payoutCurrency, bearer, at: options.at }),
    ...(amount === undefined ? {} : { amount: { value: amount, currency } }),
  };
  if (asked.amount === undefined) throw usage("the amount is not said: give --amount and --currency, or a request");
  if (asked.at === undefined) throw usage("the moment is not said: give --at <moment>, such as --at now");
  if (options.rate) asked.fx = { base: options.rateBase ?? baseOf(asked), rates: options.rate, at: asked.at };
  return { asked: given(asked), context };
}

const baseOf = ({ target, source_currency, amount }) => (target === "receive" && source_currency) || amount.currency;

const given = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function objectOf(file) {
  const value = readJson(file);
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw usage(`${nameOf(file)} is no JSON object`);
  return value;
}

/** The payee of that id in the context. */
export function payeeOf(id, { payees }) {
  const found = Array.isArray(payees) ? payees.filter((payee) => payee?.payee_id === id) : [];
  if (found.length === 0) throw usage(`the context has no payee "${id}"`);
  return found[0];
}
