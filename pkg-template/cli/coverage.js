// payout-rules coverage
import { Option } from "commander";
import { EXIT, EXIT_HELP, usage } from "./exit.js";
import { openEngine } from "./engine.js";
import { atOption, common } from "./options.js";
import { listOf, painter, tableOf, write } from "./output.js";
import { issueLine } from "./text.js";

const EXAMPLES = `
Examples:
  $ payout-rules coverage KE
  $ payout-rules coverage KP
  $ payout-rules coverage NG --type business --at 2026-05-22 --format csv

Without a country it is one line for each; json, ndjson and csv have every cell, where * is every currency or
method that no earlier cell of the country is about.

${EXIT_HELP}`;

export function addCoverage(program, finish) {
  const command = program
    .command("coverage")
    .summary("which method reaches which country in which currency")
    .description(
      "Which method reaches which country in which currency, and which row of the rulebook opens or closes it.",
    )
    .argument("[country]", "ISO 3166-1 alpha-2, such as KE; every country if absent");
  common(command)
    .addOption(new Option("--type <type>", "of payee; any if absent").choices(["individual", "business"]))
    .addOption(atOption())
    .addHelpText("after", EXAMPLES)
    .action(async (country, options) => finish(await coverage(country, options)));
}

async function coverage(country, options) {
  const engine = await openEngine(options);
  const { type, at } = options;
  const answer = engine.coverage({ ...(country && { country }), ...(type && { type }), ...(at && { at }) });
  if (answer.issues.length > 0) throw usage(answer.issues.map((issue) => issueLine(issue)).join("\n"));
  if (answer.cells.length === 0)
    throw usage(`"${country}" is no country of the rulebook; countries are written as in ISO 3166-1, such as KE`);
  const table = () => (country === undefined ? worldText(answer) : countryText(answer, painter(options)));
  await write(options, { json: answer, rows: answer.cells, columns: CSV, table });
  return country === undefined || answer.counts.countries_open > 0 ? EXIT.yes : EXIT.no;
}

const CSV = {
  country: ({ country }) => country,
  currency: ({ currency }) => currency,
  method: ({ method }) => method,
  status: ({ status }) => status,
  by: ({ by }) => by,
  reason: ({ reason }) => reason,
};

/** A row for each method of a country, with its currencies; then what keeps the rest closed. */
function countryText({ cells, at, rulebook }, { state }) {
  const rows = new Map();
  for (const { method, currency, status, by, reason } of cells) {
    if (currency === "*" && rows.has(`${method} open`)) continue;
    const key = `${method} ${status}`;
    const row = rows.get(key) ?? {
      method: method === "*" ? "every method" : method,
      status,
      by,
      reason,
      currencies: [],
    };
    row.currencies.push(currency === "*" ? "every currency" : currency);
    rows.set(key, row);
  }
  const columns = [
    { head: "method", cell: ({ method }) => method, always: true },
    { head: "status", cell: ({ status }) => status, paint: state, always: true },
    { head: "currencies", cell: ({ currencies }) => currencies.join(" ") },
    { head: "why not", cell: ({ reason }) => reason },
    { head: "by", cell: ({ by }) => by },
  ];
  return `${tableOf(columns, [...rows.values()])}\n\n${listOf([
    ["at", at],
    ["rulebook", rulebook.version],
  ])}`;
}

/** A row for each country. */
function worldText({ cells, counts, at, rulebook }) {
  const countries = new Map();
  for (const cell of cells) {
    const row = countries.get(cell.country) ?? { country: cell.country, methods: new Set() };
    if (cell.status === "open") row.methods.add(cell.method);
    else if (cell.method === "*") row.closed = `closed: ${cell.reason}, by ${cell.by}`;
    countries.set(cell.country, row);
  }
  const text = ({ methods, closed }) => (methods.size > 0 ? [...methods].join(" ") : closed);
  const columns = [
    { head: "country", cell: ({ country }) => country },
    { head: "open methods", cell: text },
  ];
  const { countries: all, countries_open, currencies, methods, open, closed, unknown } = counts;
  const foot = listOf([
    ["countries", `${countries_open} of ${all} have an open method`],
    ["cells", `${open} open, ${closed} closed, ${unknown} unknown, of ${currencies} currencies and ${methods} methods`],
    ["at", at],
    ["rulebook", rulebook.version],
  ]);
  return `${tableOf(columns, [...countries.values()])}\n\n${foot}`;
}
