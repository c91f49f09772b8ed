// payout-rules quote
import { EXIT, EXIT_HELP, usage } from "./exit.js";
import { askedOf, askedOptions } from "./asked.js";
import { openEngine } from "./engine.js";
import { common } from "./options.js";
import { listOf, write } from "./output.js";
import { amount, issueLine } from "./text.js";

const EXAMPLES = `
Examples:
  $ payout-rules quote --amount 1450.00 --currency USD --method ach --country US --at 2026-05-22T15:04:00Z
  $ payout-rules quote --amount 100.00 --currency USD --method sepa --country DE --payout-currency EUR --rate EUR=0.92 --at 2026-05-22T15:04:00Z
  $ payout-rules quote --amount 100.00 --currency EUR --target receive --method sepa --country DE --bearer shared --at 2026-05-22T15:04:00Z --format json

${EXIT_HELP}`;

export function addQuote(program, finish) {
  const command = program
    .command("quote")
    .summary("what an amount costs and what arrives, to the last minor unit")
    .description(
      "What leaves, the fee line by line, the rate and its margin, and what arrives, adding up to the last minor unit.",
    )
    .argument("[request]", "a request (JSON) of engine.quote(), or - for stdin");
  askedOptions(common(command))
    .option("--method <method>", "the method to pay by")
    .addHelpText("after", EXAMPLES)
    .action(async (file, options) => finish(await quote(file, options)));
}

async function quote(file, options) {
  const { asked } = askedOf(file, options);
  const { method = asked.method, country = asked.country, type = asked.payee_type } = options;
  if (method === undefined) throw usage("the method is not said: give --method <method>, such as --method ach");
  const request = { ...asked, method, ...(country && { country }), ...(type && { payee_type: type }) };
  const engine = await openEngine(options);
  const answer = engine.quote(request);
  await write(options, { json: answer, rows: [answer], columns: CSV, table: () => listOfQuote(answer) });
  return answer.ok ? EXIT.yes : EXIT.no;
}

const money = (name, of) => ({
  [name]: (quote) => of(quote)?.value,
  [`${name}_currency`]: (quote) => of(quote)?.currency,
});

const CSV = {
  ok: ({ ok }) => ok,
  ...money("debit", ({ debit }) => debit),
  ...money("convertible", ({ convertible }) => convertible),
  ...money("fee", ({ fee }) => fee?.total),
  rate: ({ fx }) => fx?.rate,
  mid: ({ fx }) => fx?.mid,
  ...money("margin", ({ fx }) => fx?.margin),
  ...money("receive", ({ receive }) => receive),
  ...money("residue", ({ residue }) => residue),
  expires_at: ({ expires_at }) => expires_at,
  issues: ({ issues }) => issues.map((issue) => issueLine(issue)).join("; "),
  hash: ({ hash }) => hash,
};

function listOfQuote(quote) {
  const issues = quote.issues.map((issue) => issueLine(issue)).join("\n");
  if (!quote.ok) return issues;
  const { debit, convertible, fee, fx, receive, residue, expires_at, rulebook, hash } = quote;
  const lines = fee.lines.map(({ id, borne_by, amount: part }) => [
    `  ${id}`,
    `${amount(part)}, borne by the ${borne_by}`,
  ]);
  const list = listOf([
    ["debit", amount(debit)],
    ["fee", amount(fee.total)],
    ...lines,
    ["convertible", amount(convertible)],
    ["rate", fx && `${fx.rate} (mid ${fx.mid}, markup ${fx.markup_bps} bps: ${amount(fx.margin)})`],
    ["receive", amount(receive)],
    ["residue", /[1-9]/.test(residue.value) ? amount(residue) : ""],
    ["expires", expires_at],
    ["rulebook", `${rulebook.version} (${rulebook.hash.slice(0, 12)})`],
    ["hash", hash],
  ]);
  return issues ? `${list}\n\n${issues}` : list;
}
