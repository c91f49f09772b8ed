// Batches through the command line: every form in, every form out, and how a run ends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, esm, readBytes, text } from "./consumer.mjs";
import { EXIT, folder } from "./cli/run.mjs";
import { parseCsv } from "./cli/csv.mjs";

const files = folder();
const engine = new esm.Engine();
const world = ["plan", "world-batch.json", "--context", "world-context.json"];
const planned = text(engine.planJson(readBytes("examples/world-batch.json"), readBytes("examples/world-context.json")));
const context = ["--context", "context.json"];
const planOf = (...args) => JSON.parse(files.run("plan", ...args, "--format", "json").out);
/** A CSV of the example's payee, under these heads. */
const csv = (name, content, ...args) => {
  files.write(name, content);
  return files.run("plan", name, ...context, ...args);
};
const codesOf = ({ decisions }) => decisions.map(({ reasons }) => reasons.map(({ code }) => code).join(" "));

test("JSON out is what planJson answers, byte for byte", () => {
  const { code, out, err } = files.run(...world, "--format", "json");
  assert.equal(out, `${planned}\n`);
  assert.deepEqual([code, err], [EXIT.partial, ""]);
});

test("table, JSON, NDJSON and CSV of a batch agree", () => {
  const plan = JSON.parse(planned);
  const { decisions, ...summary } = plan;
  const lines = files.run(...world, "--format", "ndjson").out.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines, [...decisions, { summary }]);

  const rows = parseCsv(files.run(...world, "--format", "csv").out);
  assert.equal(rows.length, decisions.length);
  const table = files.run(...world).out.split("\n");
  for (const [i, decision] of decisions.entries()) {
    const { index, payee_id, reference, outcome, method, rail, debit, fee, fx, receive, withheld, arrives, reasons, hash } = decision;
    const flat = {
      index: String(index), payee_id, reference, outcome, method, rail, rate: fx?.rate, hash,
      debit: debit?.value, debit_currency: debit?.currency, fee: fee?.value, fee_currency: fee?.currency,
      receive: receive?.value, receive_currency: receive?.currency, withheld: withheld?.value,
      arrives_earliest: arrives?.earliest, arrives_latest: arrives?.latest, codes: reasons.map(({ code }) => code).join("; "),
    };
    for (const [column, value] of Object.entries(flat)) assert.equal(rows[i][column], value ?? "", `${index}, ${column}`);
    const shown = table[i + 1].trim().split(/ {2,}/);
    for (const value of [String(index), payee_id, outcome, method, arrives?.latest]) {
      if (value !== undefined) assert.ok(shown.includes(value), `${value} in ${shown}`);
    }
    for (const money of [debit, fee, receive]) {
      if (money) assert.ok(shown.includes(`${money.value} ${money.currency}`), `${money.value} in ${shown}`);
    }
  }
  assert.ok(table.includes(`hash      ${summary.hash}`));
});

test("a batch is decided alike from JSON, NDJSON and CSV", () => {
  const fields = ["payee_id", "amount", "currency", "rail_preference", "bearer", "reference", "description"];
  const amounts = ["0.01", "1", "1.5", "19.99", "1450.00", "999.99", "0", "-1", "1.005", "1e3", "1,450.00", "", "abc", "01.00", "٣", "99999999999999999.99"];
  const payouts = amounts.map((amount, i) => ({
    payee_id: i % 2 ? "cr_88319" : "cr_99214", amount, currency: i % 7 === 6 ? "usd" : "USD",
    rail_preference: ["ach", "rtp", ""][i % 3], bearer: ["sender", "recipient", "shared", ""][i % 4],
    reference: `r-${i}`, description: ["plain", 'with "quotes", and a comma', "two\nlines", " "][i % 4].trim(),
  }));
  const present = (payout) => Object.fromEntries(Object.entries(payout).filter(([, value]) => value !== ""));
  const transactions = payouts.map(present);
  const cell = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  files.write("alike.json", JSON.stringify({ batch_id: "alike", funding_source: "acct_main_operating", transactions }));
  files.write("alike.ndjson", transactions.map((payout) => JSON.stringify(payout)).join("\n"));
  files.write("alike.csv", [fields, ...payouts.map((payout) => fields.map((field) => cell(payout[field])))].map((row) => row.join(",")).join("\r\n"));
  const args = [...context, "--format", "json"];
  const source = ["--funding-source", "acct_main_operating"];
  const answers = [
    files.run("plan", "alike.json", ...args), files.run("plan", "alike.ndjson", ...args, ...source), files.run("plan", "alike.csv", ...args, ...source),
  ];
  const { pay, reject } = JSON.parse(answers[0].out).counts;
  assert.ok(pay >= 3 && reject >= 5, `${pay} pay, ${reject} are refused`);
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
});

test("no digit of an amount is lost on the way in", () => {
  const [exact, long] = ["123456789012.12", "0.1000000000000000055"];
  const plan = (name, content) => {
    files.write(name, content);
    return planOf(name, ...context);
  };
  const of = (amounts) => plan("digits.csv", `payee_id,amount,currency\n${amounts.map((amount) => `cr_88319,${amount},USD`).join("\n")}\n`);
  const [first, second] = of([exact, long]).decisions;
  assert.ok(JSON.stringify(first).includes(exact), JSON.stringify(first));
  assert.ok(JSON.stringify(second.reasons).includes(long), JSON.stringify(second));
  const minor = plan("minor.csv", "payee_id,amount_minor,currency\ncr_88319,9007199254740993,USD\n");
  assert.ok(JSON.stringify(minor).includes("90071992547409.93"), JSON.stringify(minor.decisions));
  const json = plan("digits.json", `{"batch_id":"b","transactions":[{"payee_id":"cr_88319","amount":${long},"currency":"USD"}]}`);
  assert.match(json.decisions[0].reasons[0].message, /a number of 19 digits/);
  files.write("request-long.json", text(readBytes("examples/request.json")).replace('"100.00"', "100.00000000000000001"));
  const { code, err } = files.run("methods", "request-long.json");
  assert.equal(code, EXIT.unreadable);
  assert.match(err, /the number 100\.00000000000000001 has more than 15 digits; write it in quotes at line 9, column 24/);
});

test("--at is put into the context, and nothing else of it is touched", () => {
  const original = text(readBytes("examples/context.json"));
  const at = "2026-05-26T15:04:00Z";
  const moved = JSON.parse(text(engine.planJson(readBytes("examples/batch.json"), bytes(original.replace(/"at": "[^"]+"/, `"at": "${at}"`)))));
  assert.equal(moved.at, at);
  files.write("timeless.json", original.replace(/"at": "[^"]+",/, ""));
  assert.deepEqual(planOf("batch.json", ...context, "--at", at), moved);
  assert.deepEqual(planOf("batch.json", "--context", "timeless.json", "--at", at), moved);
  // The moment lies between that before the call and that after it, in whole seconds as it may be written.
  const before = Math.floor(Date.now() / 1000) * 1000;
  const now = Date.parse(planOf("batch.json", ...context, "--at", "now").at);
  assert.ok(before <= now && now <= Date.now(), new Date(now).toISOString());
  const twice = files.feed('{"at":"x","payees":[],"payees":[]}', "plan", "batch.json", "--context", "-", "--at", at, "--format", "json");
  assert.ok(JSON.parse(twice.out).issues.some(({ code }) => code === "key_duplicate"), twice.out);
});

test("CSV as spreadsheets save it: mark, line ends, separators, heads, empty rows", () => {
  const heads = ["payee_id", "amount", "currency", "reference"];
  const rows = [["cr_88319", "1450.00", "USD", "a"], ["cr_99214", "80.50", "USD", "b"]];
  const write = (separator, end, start = "") => start + [heads, ...rows].map((row) => row.join(separator)).join(end) + end;
  const plain = planOf("payouts.csv", ...context);
  assert.equal(plain.batch_id, "payouts");
  const expected = csv("same.csv", write(",", "\n"), "--format", "json");
  assert.equal(expected.code, EXIT.yes);
  const forms = [
    write(",", "\r\n", "\ufeff"), write(";", "\r\n"), write("\t", "\n"), write(",", "\n").trimEnd(),
    write(" , ", "\n"), write(",", "\n\n"), write(",", "\n") + ",,,\n",
    write(",", "\n").replace("payee_id", '"Payee ID"').replace("amount", "AMOUNT"),
    [heads, ...rows].map((row) => `${row.join(",")},,`).join("\n"),
  ];
  for (const form of forms) assert.deepEqual(csv("same.csv", form, "--format", "json"), expected, JSON.stringify(form));
});

test("reasons come back with the line of the file and the name of the column", () => {
  const content = 'payee_id,amount,currency,description\ncr_88319,1,USD,"two\nlines"\n\ncr_88319,-2,USD,"three\n\nlines"\ncr_88319,3,usd,\n';
  const { out } = csv("lines.csv", content);
  assert.match(out, /amount_not_positive: .* \(line 5, column amount\)/);
  assert.match(out, /currency_invalid: .* \(line 8, column currency\)/);
  const rows = parseCsv(csv("lines.csv", content, "--format", "csv").out);
  assert.deepEqual(rows.map(({ line }) => line), ["2", "5", "8"]);
  files.write("lines.ndjson", '\n{"payee_id":"cr_88319","amount":"1","currency":"usd"}\n\n{"payee_id":"cr_88319","amuont":"1","currency":"USD"}\n');
  const ndjson = files.run("plan", "lines.ndjson", ...context).out;
  assert.match(ndjson, /currency_invalid: .* \(line 2, \/currency\)/);
  assert.match(ndjson, /key_unknown: .* \(line 4, \/amuont\)/);
});

test("a decimal comma is never guessed, and said where it may be meant", () => {
  const content = "payee_id;amount;currency\ncr_88319;1450,00;USD\ncr_99214;1.450,00;USD\n";
  const { code, out, err } = csv("comma.csv", content, "--format", "json");
  assert.equal(code, EXIT.no);
  assert.deepEqual(codesOf(JSON.parse(out)), ["amount_invalid", "amount_invalid"]);
  assert.match(err, /add --decimal-comma/);
  const asked = csv("comma.csv", content, "--format", "json", "--decimal-comma");
  assert.deepEqual(JSON.parse(asked.out).decisions.map(({ debit }) => debit?.value), ["1450.25", undefined]);
});

test("a CSV that is none is refused with its place", () => {
  const head = "payee_id,amount,currency\n";
  const refused = [
    ["payee_id,amuont\n", /wrong\.csv, line 1, column 2: "amuont" is no field of a payout; the columns are payee_id, /],
    ["payee_id,amount,Amount\n", /line 1, column 3: the column "Amount" stands twice/],
    [`${head}cr_88319,1,USD\ncr_88319,1,450,USD\n`, /line 3: 4 cells under 3 columns/],
    [`${head.trim()},\ncr_88319,1,USD,x\n`, /line 2, column 4: a value in a column without a name/],
    [`${head}"cr_88319,1,USD\n`, /wrong\.csv is not CSV at line \d+: Quote Not Closed/],
    ["", /wrong\.csv is empty: its first row names the columns/],
    [Buffer.from(`${head}cr_\xe9,1,USD\n`, "latin1"), /wrong\.csv is not UTF-8 text at line 2; in a spreadsheet, save it as "CSV UTF-8"/],
    [Buffer.from(`\ufeff${head}`, "utf16le"), /wrong\.csv is not UTF-8 text at line 1/],
  ];
  for (const [content, message] of refused) {
    const { code, out, err } = csv("wrong.csv", content);
    assert.match(err, message);
    assert.deepEqual([code, out], [EXIT.unreadable, ""], err);
  }
});

test("CSV out guards against formulas and keeps quotes, commas and lines", () => {
  const transactions = ["=1+1", "+49", "-x", "@sum", 'a "b", c', "x;y"].map((payee_id, i) => ({ payee_id, amount: "1", currency: "USD", reference: `r${i}` }));
  files.write("formulas.json", JSON.stringify({ batch_id: "b", transactions }));
  const rows = parseCsv(files.run("plan", "formulas.json", ...context, "--format", "csv").out);
  assert.deepEqual(rows.map(({ payee_id }) => payee_id), ["'=1+1", "'+49", "'-x", "'@sum", 'a "b", c', "x;y"]);
});

test("the answer goes to a file, in the format of its ending", () => {
  const direct = files.run("plan", "payouts.csv", ...context, "--format", "csv");
  const { code, out, err } = files.run("plan", "payouts.csv", ...context, "--out", "decisions.csv");
  assert.deepEqual([code, out, err], [EXIT.partial, "", direct.err]);
  assert.match(err, /^batch payouts: partial; 2 pay, 2 reject$/m);
  assert.equal(files.type("cat decisions.csv").out, direct.out);
  assert.equal(files.run("plan", "payouts.csv", ...context, "--out", "decisions.csv", "--quiet").err, "");
  const nowhere = files.run("plan", "payouts.csv", ...context, "--out", "no/such/folder.csv");
  assert.equal(nowhere.code, EXIT.unreadable);
  assert.match(nowhere.err, /cannot write no\/such\/folder\.csv/);
});
