// How runs of the command line end: exit codes, wrong usage, pipes, terminals.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { EXIT, folder, program } from "./cli/run.mjs";

const files = folder();
const context = ["--context", "context.json"];
const at = ["--at", "2026-05-22T15:04:00Z"];
const one = (payee_id, rest = "") => `{"batch_id":"one","transactions":[{"payee_id":"${payee_id}","amount":"5.00","currency":"USD"${rest}}]}`;
files.write("pays.json", one("cr_88319"));
files.write("none.json", one("cr_00404"));
files.write("broken.json", '{"batch_id":');
files.write("broken.ndjson", '{"payee_id":"cr_88319","amount":"5.00","currency":"USD"}\n{"payee_id"\n');
files.write("closing.ndjson", '{"payee_id":"cr_88319","amount":"5.00","currency":"USD"}],"funding_source":["x"\n');
files.write("twice.json", '{ "fees": [],\n  "fees": [] }');

const ends = [
  [EXIT.yes, /one: pay; 1 pay/, "plan", "pays.json", ...context],
  [EXIT.partial, /partial; 2 pay, 2 reject/, "plan", "payouts.csv", ...context],
  [EXIT.no, /one: none; 1 reject/, "plan", "none.json", ...context],
  [EXIT.no, /field_missing: .*"at"/, "plan", "pays.json", "--context", "pays.json"],
  [EXIT.unreadable, /the batch is not JSON: .* at line 1, column 13/, "plan", "broken.json", ...context],
  [EXIT.unreadable, /the context is not JSON/, "plan", "pays.json", "--context", "broken.json", ...at],
  [EXIT.unreadable, /broken\.ndjson is not NDJSON: line 2 is not JSON/, "plan", "broken.ndjson", ...context],
  [EXIT.unreadable, /closing\.ndjson is not NDJSON: line 1 is not JSON/, "plan", "closing.ndjson", ...context],
  [EXIT.unreadable, /cannot read absent\.json: there is no such file/, "plan", "absent.json", ...context],
  [EXIT.unreadable, /cannot read absent\.csv: there is no such file/, "plan", "absent.csv", ...context],
  [EXIT.unreadable, /cannot read \.: it is a folder/, "plan", "pays.json", "--context", "."],
  [EXIT.usage, /who the payees are is not said: give --context <file>/, "plan", "pays.json"],
  [EXIT.usage, /stdin \(-\) can be only one of the inputs/, "plan", "-", "--input-format", "json", "--context", "-"],
  [EXIT.usage, /stdin has no ending: say what it is with --input-format/, "plan", "-", ...context],
  [EXIT.usage, /the ending of \S+ is none of .json/, "plan", "payouts.xlsx", ...context],
  [EXIT.usage, /--batch-id is for batches in NDJSON and CSV/, "plan", "pays.json", ...context, "--batch-id", "x"],
  [EXIT.usage, /unknown option '--contxt'.*Did you mean --context/s, "plan", "pays.json", "--contxt", "x"],
  [EXIT.usage, /unknown command 'paln'.*Did you mean plan/s, "paln"],
  [EXIT.usage, /missing required argument 'batch'/, "plan"],
  [EXIT.usage, /Allowed choices are table, json, ndjson, csv/, "plan", "pays.json", ...context, "--format", "xml"],
  [EXIT.usage, /Usage: payout-rules/],
  [EXIT.unreadable, /twice\.json: the key "fees" stands twice at line 2, column 3/, "plan", "pays.json", ...context, "--overlay", "twice.json"],
  [EXIT.rulebook, /there is no overlay "no-such-layer"; the ready-made overlays are: /, "plan", "pays.json", ...context, "--overlay", "no-such-layer"],
  [EXIT.yes, /available/, "methods", "request.json"],
  [EXIT.partial, /needs_action/, "methods", "--country", "KE", "--amount", "10", "--currency", "KES", ...at],
  [EXIT.no, /country_embargoed/, "methods", "--country", "KP", "--amount", "10", "--currency", "USD", ...at],
  [EXIT.usage, /the amount is not said/, "methods", "--country", "KE", ...at],
  [EXIT.usage, /the moment is not said: give --at/, "methods", "--country", "KE", "--amount", "1", "--currency", "KES"],
  [EXIT.usage, /--amount and --currency go together/, "methods", "--country", "KE", "--amount", "1", ...at],
  [EXIT.usage, /the context has no payee "nobody"/, "methods", "--payee", "nobody", ...context, "--amount", "1", "--currency", "USD"],
  [EXIT.no, /amount_not_positive/, "quote", "--amount", "0", "--currency", "USD", "--method", "ach", "--country", "US", ...at],
  [EXIT.usage, /the method is not said/, "quote", "--amount", "1", "--currency", "USD", ...at],
  [EXIT.usage, /A rate is written EUR=0\.92/, "quote", "--rate", "EUR:0.92"],
  [EXIT.yes, /ok/, "check", "bic", "DEUTDEFF"],
  [EXIT.no, /identifier_checksum/, "check", "iban", "DE89370400440532013001"],
  [EXIT.usage, /use one of: iban, bic/, "check", "ibna", "DE89370400440532013000"],
  [EXIT.usage, /there is no value to check/, "check", "iban"],
  [EXIT.no, /identifier_/, "check", "account", "--method", "sepa", "--country", "DE", "iban=DE89370400440532013001"],
  [EXIT.usage, /a detail is written name=value/, "check", "account", "--method", "sepa", "--country", "DE", "DE89"],
  [EXIT.usage, /give --currency: one of USD, EUR/, "check", "account", "--method", "swift", "--country", "DE", "iban=x"],
  [EXIT.no, /known to|not known/, "explain", "ach", "Z99"],
  [EXIT.no, /is no code of an issue; a return code needs its rail before it/, "explain", "R03"],
  [EXIT.usage, /there is nothing to explain/, "explain"],
  [EXIT.usage, /the batch has no payout "7": it has 4/, "explain", "--batch", "payouts.csv", ...context, "--decision", "7"],
  [EXIT.usage, /"cr_88319" is 2 payouts, the numbers 0, 3/, "explain", "--batch", "payouts.csv", ...context, "--decision", "cr_88319"],
  [EXIT.no, /country_embargoed/, "coverage", "KP"],
  [EXIT.usage, /"XX" is no country of the rulebook/, "coverage", "XX"],
  [EXIT.usage, /there is nothing to compare/, "rulebook", "diff"],
  [EXIT.usage, /--from and --to go together/, "rulebook", "diff", "--from", "2026-01-01"],
  [EXIT.usage, /date_invalid/, "rulebook", "diff", "--from", "2026-01-01", "--to", "tomorrow"],
  [EXIT.rulebook, /wrong-overlay\.json: row methods\/ach: enabld/, "rulebook", "lint", "--overlay", "wrong-overlay.json"],
  [EXIT.yes, /0 errors, 0 warnings/, "rulebook", "lint"],
  [EXIT.usage, /there is no page "fee"; the pages are /, "rulebook", "docs", "fee"],
  [EXIT.unreadable, /batch\.json is there already, and is not written over/, "examples", "."],
];

for (const [expected, message, ...args] of ends) {
  test(`exit ${expected}: payout-rules ${args.join(" ")}`, () => {
    const { code, out, err } = files.run(...args);
    assert.match(out + err, message);
    assert.equal(code, expected, err);
    assert.ok(!err.includes("a defect"), err);
  });
}

test("stdin is a batch, a context, or values", () => {
  assert.equal(files.type("payout-rules plan - --input-format json --context context.json < batch.json").code, EXIT.yes);
  assert.equal(files.type("payout-rules plan batch.json --context - < context.json").code, EXIT.yes);
  const { code, out } = files.feed("DE89370400440532013000\r\nDE89370400440532013001\n\n", "check", "iban", "-", "--format", "ndjson");
  assert.equal(code, EXIT.no);
  assert.deepEqual(out.trimEnd().split("\n").map((line) => JSON.parse(line).ok), [true, false]);
});

test("a reader that leaves is no error", () => {
  const rows = Array.from({ length: 5000 }, (_, i) => `cr_88319,1.00,USD,r${i}`);
  files.write("many.csv", `payee_id,amount,currency,reference\n${rows.join("\n")}\n`);
  for (const format of ["table", "json", "ndjson", "csv"]) {
    const line = `{ payout-rules plan many.csv --context context.json --quiet --format ${format}; echo "exit $?" >&2; } | head -c 100`;
    const { out, err } = files.type(line);
    assert.equal(out.length, 100, format);
    assert.equal(err, `exit ${EXIT.readerLeft}\n`, format);
  }
});

// Only a terminal shows colours and the bar, and Node has none to give: Python has.
const PTY = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";
function onTerminal(args, env = {}) {
  const { NO_COLOR, CI, FORCE_COLOR, ...rest } = process.env;
  const options = { encoding: "utf8", cwd: files.path, env: { ...rest, TERM: "xterm", ...env }, maxBuffer: 2 ** 28 };
  const { error, stdout, stderr, status } = spawnSync("python3", ["-c", PTY, program, ...args], options);
  assert.equal(error, undefined, "python3 is needed for a terminal");
  assert.equal(stderr, "");
  return { out: stdout, code: status };
}

test("states have colours on a terminal, and not with NO_COLOR or in a pipe", () => {
  const args = ["plan", "payouts.csv", ...context];
  const colour = /\u001b\[3[123]m(pay|reject)/;
  const { out, code } = onTerminal(args);
  assert.match(out, colour);
  assert.equal(code, EXIT.partial);
  assert.doesNotMatch(onTerminal(args, { NO_COLOR: "1" }).out, colour);
  assert.ok(!files.run(...args).out.includes("\u001b"));
  const plain = out.replace(/\u001b\[\d+m/g, "").replaceAll("\r\n", "\n");
  assert.equal(plain, files.run(...args).out);
});

test("long work has a bar on a terminal, and none with --quiet", () => {
  const row = `cr_88319,1.00,USD,${"x".repeat(400)}\n`;
  files.write("long.csv", `payee_id,amount,currency,description\n${row.repeat(60_000)}`);
  const args = ["plan", "long.csv", ...context, "--out", "long.json"];
  assert.match(onTerminal(args).out, /\d+% {2}[\d,]+ payouts/);
  assert.doesNotMatch(onTerminal([...args, "--quiet"]).out, /payouts/);
});

test("nothing that a file says steers the terminal", () => {
  files.write("steers.json", one("\\u001b[31mred\\u0007"));
  const { out } = files.run("plan", "steers.json", ...context);
  assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});
