// The JSON Schemas of `engine.fields` by an independent validator: every form of every method takes
// its own examples in their normal form, and refuses what its fields refuse by form.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { esm, readJson, repository } from "./consumer.mjs";

const require = createRequire(`${repository}/pkg-template/tools/package.json`);
const Ajv = require("ajv/dist/2020.js").default;
const engine = new esm.Engine();

const rowsOf = (sheet) => sheet.rows ?? sheet;
const codes = rowsOf(readJson("src/rulebook/data/countries.json")).map(({ id }) => id);
const methods = rowsOf(readJson("src/rulebook/data/methods.json")).map(({ id }) => id);

function forms() {
  const found = new Map();
  for (const method of methods) {
    for (const country of codes) {
      const asked = { method, country, type: "individual" };
      const answer = engine.fields({ ...asked, currency: "USD" });
      // Where an IBAN is asked for its example is the country's own.
      const iban = answer.fields.some(({ identifier }) => identifier === "iban") ? country : "";
      // The currency is not what is asked here.
      const goes = answer.issues.every(({ code }) => code === "currency_not_served");
      if (answer.schema && goes) found.set(`${answer.form} ${method} ${iban}`, { asked, answer });
    }
  }
  return [...found.values()];
}

const known = forms();
const validator = (schema) => new Ajv({ strict: true, allErrors: true }).compile(schema);
const examples = (fields) => Object.fromEntries(fields.map(({ name, example }) => [name, example]));

test("every method that is open somewhere has a form", () => {
  const reached = new Set(known.map(({ asked }) => asked.method));
  const cells = engine.coverage().cells.filter(({ status }) => status === "open");
  const open = [...new Set(cells.map(({ method }) => method))];
  assert.ok(open.length > 50);
  assert.deepEqual(open.filter((method) => !reached.has(method)), []);
});

test("every form takes its own examples in their normal form", () => {
  for (const { asked, answer } of known) {
    const details = examples(answer.fields);
    const { normalized } = engine.checkAccount({ ...asked, currency: "USD", details });
    assert.deepEqual(Object.keys(normalized).sort(), Object.keys(details).sort(), JSON.stringify(asked));
    const validate = validator(answer.schema);
    assert.ok(validate(normalized), `${JSON.stringify(asked)}: ${JSON.stringify(validate.errors)}`);
    const { properties } = answer.schema;
    const shown = Object.fromEntries(Object.entries(properties).map(([name, { examples }]) => [name, examples[0]]));
    assert.ok(validate(shown), `${JSON.stringify(asked)}: ${JSON.stringify(validate.errors)}`);
  }
});

test("no form takes an unknown key, a missing field or a field of another form", () => {
  for (const { asked, answer } of known) {
    const validate = validator(answer.schema);
    const details = examples(answer.fields);
    assert.ok(!validate({ ...details, extra: "x" }), `${asked.method}: an unknown key`);
    for (const { name, required, pattern, starts_with } of answer.fields) {
      if (starts_with) assert.ok(!validate({ ...details, [name]: "~" + details[name].slice(1) }), `${asked.method}: ${name}`);
      const { [name]: left, ...rest } = details;
      if (required) assert.ok(!validate(rest), `${asked.method}: without ${name}`);
      if (pattern) assert.ok(!validate({ ...details, [name]: "\u0000" }), `${asked.method}: ${name}`);
    }
  }
});
