// payout-rules check
import { Option } from "commander";
import { EXIT, EXIT_HELP, usage } from "./exit.js";
import { readJson } from "./asked.js";
import { batchText, openBatch } from "./batch-in.js";
import { openEngine } from "./engine.js";
import { readText } from "./io.js";
import { parseJson } from "./json.js";
import { atOption, common } from "./options.js";
import { listOf, painter, tableOf, write } from "./output.js";
import { issueLine } from "./text.js";

const EXAMPLES = `
Examples:
  $ payout-rules check iban "DE89 3704 0044 0532 0130 00" DE89370400440532013001
  $ payout-rules check us_aba 021000021 --format json
  $ payout-rules check account --method sepa --country DE iban=DE89370400440532013000
  $ payout-rules check batch payouts.csv

What is to be checked is a kind of identifier (iban, bic, us_aba, gb_sort_code, eu_vat and others; a wrong kind
lists them all), an account, or a batch by itself. The value - takes the values from stdin, one in each line,
so that they stand in no list of processes.

${EXIT_HELP}`;

export function addCheck(program, finish) {
  const command = program
    .command("check")
    .summary("an identifier, an account or a batch by itself")
    .description(
      "Whether identifiers, an account or a batch are what they should be, with every issue and the normal form.",
    )
    .argument("<what>", "a kind of identifier, account, or batch")
    .argument("[values...]", "the values; of an account name=value; of a batch its file");
  common(command)
    .option("--country <code>", "where it should be of")
    .option("--bank-code <code>", "with which an ng_nuban is checked")
    .option("--method <method>", "of an account")
    .option("--currency <code>", "of an account; else the only one that the method has there")
    .addOption(
      new Option("--type <type>", "of an account's payee: individual if absent").choices(["individual", "business"]),
    )
    .option("--details <file>", "of an account (JSON), or - for stdin, instead of name=value")
    .addOption(atOption())
    .addOption(
      new Option("--input-format <format>", "of a batch; else by the file's ending").choices(["json", "ndjson", "csv"]),
    )
    .option("--decimal-comma", "amounts in the CSV are written 1450,00")
    .addHelpText("after", EXAMPLES)
    .action(async (what, values, options) => finish(await (CHECKS[what] ?? identifiers)(values, options, what)));
}

const CHECKS = { account, batch };

async function identifiers(values, options, kind) {
  const { country, bankCode } = options;
  if (values.length === 0) throw usage(`there is no value to check: payout-rules check ${kind} <value>`);
  const engine = await openEngine(options);
  const written = values.flatMap(expanded);
  if (written.length === 0) throw usage("stdin has no value to check");
  const checks = written.map((value) => {
    const request = { kind, value, ...(country && { country }), ...(bankCode && { bank_code: bankCode }) };
    return { value, ...engine.checkIdentifier(request) };
  });
  const unknown = checks[0]?.issues.find(({ path }) => path === "/kind");
  if (unknown) throw usage(issueLine(unknown));
  const [{ value: _, ...only }] = checks;
  const json = checks.length === 1 ? only : checks;
  const table = () => tableOf(identifierColumns(painter(options)), checks);
  await write(options, { json, rows: checks, columns: IDENTIFIER_CSV, table });
  return checks.every(({ ok }) => ok) ? EXIT.yes : EXIT.no;
}

/** `-` stands for the lines of stdin. */
const expanded = (value) =>
  value === "-"
    ? readText("-")
        .split(/\r?\n/)
        .filter((line) => line.trim() !== "")
    : [value];

const texts = (issues) => issues.map((issue) => issueLine(issue, "")).join("; ");

const IDENTIFIER_CSV = {
  value: ({ value }) => value,
  ok: ({ ok }) => ok,
  kind: ({ kind }) => kind,
  country: ({ country }) => country,
  normalized: ({ normalized }) => normalized,
  issues: ({ issues }) => texts(issues),
};

const identifierColumns = ({ state }) => [
  { head: "value", cell: ({ value }) => value, always: true },
  { head: "result", cell: ({ ok }) => (ok ? "ok" : "wrong"), paint: state, always: true },
  { head: "country", cell: ({ country }) => country },
  { head: "normal form", cell: ({ normalized }) => normalized },
  { head: "issues", cell: ({ issues }) => texts(issues) },
];

async function account(values, options) {
  const { method, country, type = "individual", at } = options;
  if (!method || !country) throw usage("an account is checked for a --method in a --country");
  const details = detailsOf(values, options);
  const engine = await openEngine(options);
  const currency = options.currency ?? onlyCurrency(engine, { method, country, type, at });
  const answer = engine.checkAccount({ method, country, currency, type, details, ...(at && { at }) });
  const table = () => accountText(answer, painter(options));
  await write(options, {
    json: answer,
    rows: [answer],
    csvRows: accountRows(details, answer),
    columns: ACCOUNT_CSV,
    table,
  });
  return answer.ok ? EXIT.yes : EXIT.no;
}

const ACCOUNT_CSV = {
  field: ({ field }) => field,
  value: ({ value }) => value,
  normalized: ({ normalized }) => normalized,
  issues: ({ issues }) => texts(issues),
};

/** A row for each detail, and one for what is wrong with the account as a whole. */
function accountRows(details, { normalized, issues }) {
  const rows = Object.entries(details).map(([field, value]) => ({
    field,
    value,
    normalized: normalized[field],
    issues: issues.filter(({ path }) => path === `/details/${field}`),
  }));
  const rest = issues.filter((issue) => !rows.some((row) => row.issues.includes(issue)));
  return rest.length > 0 ? [...rows, { field: "", issues: rest }] : rows;
}

function accountText({ ok, normalized, issues }, { state }) {
  const normal = Object.entries(normalized).map(([field, value]) => [field, value]);
  const list = normal.length > 0 ? [listOf(normal)] : [];
  return [`account ${state(ok ? "ok" : "wrong")}`, ...list, ...issues.map((issue) => issueLine(issue))].join("\n");
}

function detailsOf(values, { details }) {
  if (details !== undefined) {
    if (values.length > 0) throw usage("the details are given twice: as name=value and by --details");
    return readJson(details);
  }
  if (values.length === 0)
    throw usage("there are no details to check: give them as name=value, such as iban=DE89370400440532013000");
  return Object.fromEntries(
    values.map((value) => {
      const [, name, text] = /^([a-z_]+)=(.*)$/s.exec(value) ?? [];
      if (name === undefined)
        throw usage(`a detail is written name=value, such as iban=DE89370400440532013000, not "${value}"`);
      return [name, text];
    }),
  );
}

/** What the method pays there, where that is one currency. */
function onlyCurrency(engine, { method, country, type, at }) {
  const { cells, issues } = engine.coverage({ country, type, ...(at && { at }) });
  if (issues.length > 0) throw usage(issues.map((issue) => issueLine(issue)).join("\n"));
  const open = cells.filter((cell) => cell.method === method && cell.status === "open").map(({ currency }) => currency);
  const currencies = [...new Set(open)];
  if (currencies.length === 1 && currencies[0] !== "*") return currencies[0];
  const known = currencies.length > 0 ? `: one of ${currencies.join(", ")}` : "";
  throw usage(`the currency is not said: give --currency${known}`);
}

async function batch(values, options) {
  if (values.length !== 1) throw usage("a batch is one file: payout-rules check batch <file>");
  const opened = openBatch(values[0], options);
  const value = parseJson(await batchText(opened), opened.name);
  const engine = await openEngine(options);
  const answer = engine.validate(value);
  const { place } = opened;
  const columns = {
    place: ({ path }) => place(path),
    code: ({ code }) => code,
    severity: ({ severity }) => severity,
    message: ({ message }) => message,
    help: ({ help }) => help,
  };
  const lines = answer.issues.map((issue) => issueLine(issue, place(issue.path)));
  const table = () => [...lines, answer.ok ? `${opened.name} can be read` : `${lines.length} issues`].join("\n");
  await write(options, { json: answer, rows: answer.issues, columns, table });
  return answer.ok ? EXIT.yes : EXIT.no;
}
