// The hand-written types against what the engine really takes and answers. Each value becomes a
// typed literal, so that tsc names every key that is not declared, missing, or of another type.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import {
  answersOf, consumer, esm, goldenCases, readBytes, readJson, repository, screening, text, whole, write,
} from "./consumer.mjs";
import { RESOLUTIONS, check } from "./tsc.mjs";

const { Engine, RulebookError } = esm;
const engine = new Engine();

function literals(name, values) {
  const lines = values.map(({ type, json }, at) => `export const value${at}: ${type} = ${json};\n`);
  const imports = 'import * as api from "payout-rules";\nimport * as screening from "payout-rules/screening";\n';
  const file = write(name, `${imports}${lines.join("")}`);
  assert.equal(check([file], RESOLUTIONS.node16), "");
}

// What JSON says has no brands.
const plain = (type) => `api.Plain<${type}>`;
const answered = (call, answer) => ({ type: plain(`ReturnType<api.Engine["${call}"]>`), json: JSON.stringify(answer) });

function goldenAnswers() {
  return goldenCases().flatMap((golden) => {
    const answers = Object.values(answersOf(whole.ESM, golden));
    if (golden.lists) {
      const type = golden.refused ? 'ScreeningError["issues"]' : `Screener["${golden.call}"]`;
      const answered = golden.refused ? `screening.${type}` : `ReturnType<screening.${type}>`;
      return answers.map((json) => ({ type: plain(answered), json }));
    }
    if (golden.refused) return answers.map((json) => ({ type: plain('api.RulebookError["issues"]'), json }));
    return answers.map((json) => answered(golden.texts ? "plan" : golden.call, JSON.parse(json)));
  });
}

/** Small and large amounts to each payee of the world, as they are and with no account. */
function worldAnswers() {
  const { at, fx, payees } = readJson("examples/world-context.json");
  return payees.flatMap((payee) =>
    [1, 5_000_000].flatMap((value) => {
      const amount = { value, currency: "USD" };
      const known = engine.methods({ payee, amount, at, fx });
      const { accounts, ...stranger } = payee;
      const quotes = known.methods.map(({ method, currency: payout_currency }) =>
        engine.quote({ amount, method, country: payee.country, payout_currency, at, fx }),
      );
      return [
        answered("methods", known),
        answered("methods", engine.methods({ payee: stranger, amount, at })),
        answered("gate", engine.gate({ payee, amount, at, fx })),
        ...quotes.map((quote) => answered("quote", quote)),
      ];
    }),
  );
}

/** Each payee of the world paid as they are, without an account, paused, and unknown to anybody. */
function worldPlans() {
  const { at, fx, payees } = readJson("examples/world-context.json");
  return payees.flatMap((payee) => {
    const { accounts, ...stranger } = payee;
    const { payee_id } = payee;
    return [payee, stranger, { ...payee, status: "paused" }, { ...payee, kyc: { level: "none" }, tax: {} }].map((known) => {
      const transactions = [{ payee_id, amount: "750.00", currency: "USD" }, { payee_id, amount: 0.001, currency: "USD" }];
      return answered("plan", engine.plan({ batch_id: "world", transactions }, { at, fx, payees: [known] }));
    });
  });
}

/** What every call says to no data at all, to text, and to what never ends. */
function wrongAnswers() {
  const cyclic = {};
  cyclic.transactions = [cyclic];
  const calls = [
    "methods", "fields", "checkAccount", "checkIdentifier", "gate", "quote", "failure", "report", "validate", "plan",
    "coverage", "rulebook", "diffRulebook", "verifyQuote",
  ];
  const wrong = [undefined, null, "text", {}, cyclic, { payee: {}, at: NaN, amount: { value: 1e400 } }];
  return calls.flatMap((call) => wrong.map((value) => answered(call, engine[call](value, value, value))));
}

const answers = [...goldenAnswers(), ...worldAnswers(), ...worldPlans(), ...wrongAnswers()];

test("every answer is as declared", () => literals("answers.ts", answers));

test("every declared key is answered", () => {
  const seen = new Set();
  // JSON.parse shows its reviver every key.
  for (const { json } of answers) JSON.parse(json, (key, value) => (seen.add(key), value));
  const types = ["answers", "issues", "screening-answers"].map((name) => text(readBytes(`pkg-template/types/${name}.d.ts`)));
  const code = types.join("").replaceAll(/\/\*\*[^]*?\*\//g, "");
  const declared = [...code.matchAll(/(\w+)\??: /g)].map(([, key]) => key);
  assert.ok(declared.length > 100);
  assert.deepEqual(declared.filter((key) => !seen.has(key)), []);
});

test("the issues of a wrong overlay are as declared", () => {
  try {
    new Engine({ fees: [{ id: "acme.none", source: "contract" }], rulez: [] });
    assert.fail("the overlay was taken");
  } catch (error) {
    assert.ok(error instanceof RulebookError);
    literals("error.ts", [{ type: plain('api.RulebookError["issues"]'), json: JSON.stringify(error.issues) }]);
  }
});

test("the examples are as declared", () => {
  const example = (type, file) => ({ type, json: text(readBytes(`examples/${file}.json`)) });
  literals("examples.ts", [
    example("api.Batch", "batch"),
    example("api.Context", "context"),
    example("api.Batch", "world-batch"),
    example("api.Context", "world-context"),
  ]);
});

/** The file of a table, or those of its folder. */
function tableFiles(table) {
  const folder = `src/rulebook/data/${table}`;
  if (!existsSync(path.join(repository, folder))) return [`${folder}.json`];
  return readdirSync(path.join(repository, folder)).map((file) => `${folder}/${file}`);
}

/** What a row does not say, its file's defaults say. */
const rowsOf = (sheet) =>
  Array.isArray(sheet) ? sheet : sheet.rows.map((row) => ({ ...sheet.defaults, ...row }));

test("the rulebook's own rows are as an overlay declares them", () => {
  const tables = Object.keys(engine.rulebook().counts);
  const rows = tables.map((table) => ({
    type: `api.OverlayTables["${table}"]`,
    json: JSON.stringify(tableFiles(table).flatMap((file) => rowsOf(readJson(file)))),
  }));
  const { version, as_of, settings } = readJson("src/rulebook/data/rulebook.json");
  const head = JSON.stringify({ version, as_of, settings });
  literals("rulebook.ts", [...rows, { type: "api.Overlay", json: head }]);
});

test("the names at run time are the declared ones", () => {
  const own = Object.getOwnPropertyNames(Engine.prototype).filter((name) => name !== "constructor");
  const all = (names) => JSON.stringify(Object.fromEntries(names.map((name) => [name, true])));
  literals("names.ts", [
    { type: "Record<Exclude<keyof api.Engine, symbol>, true>", json: all(own) },
    { type: "Record<keyof typeof api, true>", json: all(Object.keys(esm)) },
    { type: "Record<keyof typeof screening, true>", json: all(Object.keys(screening.esm)) },
  ]);
});

test("both module systems have the same types", () => {
  const types = (name) => readFileSync(path.join(consumer, "node_modules/payout-rules/dist", name), "utf8");
  assert.equal(types("index.d.cts"), types("index.d.ts"));
  // But for the file that it takes the main entry's types from.
  assert.equal(types("screening.d.cts").replace("./index.cjs", "./index.js"), types("screening.d.ts"));
});
