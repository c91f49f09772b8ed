// The packed package as a user has it: under ESM and CommonJS, through objects and bytes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answersOf, bytes, cjs, esm, goldenCases, readBytes, readJson, screening, text, whole } from "./consumer.mjs";

const batch = readJson("examples/batch.json");
const context = readJson("examples/context.json");

/** Answers are one long line, so only the place where two differ is shown. */
function assertSame(answer, expected) {
  if (answer === expected) return;
  let at = 0;
  while (answer[at] === expected[at]) at += 1;
  const around = (json) => json.slice(Math.max(0, at - 80), at + 80);
  assert.fail(`at character ${at}\nanswered …${around(answer)}…\nexpected …${around(expected)}…`);
}

for (const [system, api] of Object.entries({ ESM: esm, CommonJS: cjs })) {
  const { Engine, RulebookError } = api;

  test(`${system}: the public names are these`, () => {
    assert.deepEqual(Object.keys(api).sort(), ["Engine", "RulebookError"]);
  });

  test(`${system}: the example batch is paid, alike from objects and from bytes`, () => {
    const engine = new Engine();
    const plan = engine.plan(batch, context);
    assert.equal(plan.outcome, "pay");
    assert.deepEqual(plan.decisions.map(({ outcome }) => outcome), ["pay", "pay"]);
    const answer = engine.planJson(readBytes("examples/batch.json"), readBytes("examples/context.json"));
    assert.ok(answer instanceof Uint8Array);
    assertSame(text(answer), JSON.stringify(plan));
  });

  test(`${system}: numbers, strings, minor units and bigints are one amount`, () => {
    const [first] = batch.transactions;
    const { amount, ...rest } = first;
    const forms = [{ amount: 1450 }, { amount: "1450.00" }, { amount_minor: 145000 }, { amount_minor: 145000n }];
    const hashes = forms.map((form) => {
      const transactions = [{ ...rest, ...form }];
      return new Engine().plan({ ...batch, transactions }, context).decisions[0].hash;
    });
    assert.equal(new Set(hashes).size, 1);
  });

  test(`${system}: wrong data is an answer, never an exception`, () => {
    const engine = new Engine();
    const cyclic = {};
    cyclic.itself = cyclic;
    for (const wrong of [undefined, null, 1, "text", [], cyclic, () => 1, Symbol("s"), new Date(0)]) {
      for (const call of ["methods", "fields", "checkAccount", "checkIdentifier", "gate", "quote", "failure", "report", "validate"]) {
        const { issues, reasons } = engine[call](wrong);
        assert.ok((issues ?? reasons).length > 0, `${call}(${String(wrong)})`);
      }
      assert.equal(engine.plan(wrong, wrong).outcome, "reject");
    }
    assert.equal(JSON.parse(text(engine.planJson(bytes("{"), bytes("")))).outcome, "reject");
  });

  test(`${system}: a quote is verified as it was made, and no other`, () => {
    const engine = new Engine();
    const request = { amount: { value: "80.50", currency: "USD" }, method: "rtp", country: "US", at: context.at };
    const quote = engine.quote(request);
    assert.equal(engine.verifyQuote(JSON.parse(JSON.stringify(quote)), request, context.at).status, "same");
    assert.equal(engine.verifyQuote(quote, request, "2030-01-01T00:00:00Z").status, "expired");
    const cheaper = { ...quote, debit: { value: "80.50", currency: "USD" } };
    const { ok, status, differences } = engine.verifyQuote(cheaper, request, context.at);
    assert.deepEqual({ ok, status }, { ok: false, status: "different" });
    assert.deepEqual(differences, [{ path: "/debit/value", quoted: "80.50", computed: quote.debit.value }]);
    assert.equal(engine.verifyQuote(quote, undefined, undefined).ok, false);
  });

  test(`${system}: planJson takes bytes and nothing else`, () => {
    const engine = new Engine();
    const wrong = [["{}", "{}"], [bytes("{}"), undefined], [[123, 125], bytes("{}")], [new Uint16Array(2), bytes("{}")]];
    for (const documents of wrong) assert.throws(() => engine.planJson(...documents), TypeError);
    assert.ok(engine.planJson(Buffer.from("{}"), Buffer.from("{}")).length > 0);
  });

  test(`${system}: an overlay decides, and a wrong one throws with every issue`, () => {
    const source = "policy 12";
    const off = new Engine({ version: "acme-7", methods: [{ id: "ach", enabled: false, source }] });
    assert.equal(off.rulebook().version, "acme-7");
    assert.notEqual(off.plan(batch, context).decisions[0].method, "ach");
    const wrong = { fees: [{ id: "acme.none", source }], rulez: [] };
    assert.throws(() => new Engine(wrong), (error) => {
      assert.ok(error instanceof RulebookError);
      assert.ok(error instanceof Error);
      assert.equal(error.name, "RulebookError");
      assert.ok(error.issues.length > 1);
      assert.ok(error.issues.some(({ code, path }) => code === "key_unknown" && path === "/rulez"));
      return true;
    });
  });

  test(`${system}: free ends an engine, and only that one`, () => {
    const [freed, other] = [new Engine(), new Engine()];
    freed.free();
    freed.free();
    const message = "this engine was freed, so it cannot answer rulebook";
    assert.throws(() => freed.rulebook(), { message });
    assert.ok(other.rulebook().version);
    other[Symbol.dispose]();
    assert.throws(() => other.plan(batch, context));
  });

  for (const golden of goldenCases()) {
    for (const [door, answer] of Object.entries(answersOf(whole[system], golden))) {
      test(`${system}: ${golden.name}, ${door}`, () => assertSame(answer, golden.expected));
    }
  }
}

test("both are the same version of the same rulebook", () => {
  assert.deepEqual(new esm.Engine().rulebook(), new cjs.Engine().rulebook());
});

for (const [system, { Screener, ScreeningError, ...rest }] of Object.entries(screening)) {
  const at = "2026-11-21T10:00:00Z";

  test(`screening, ${system}: the public names are these`, () => assert.deepEqual(rest, {}));

  test(`screening, ${system}: a file is taken as text and as bytes`, () => {
    const file = "tests/screening/lists/un.xml";
    const lists = [text(readBytes(file)), readBytes(file), new Uint8Array(Buffer.from(text(readBytes(file)), "utf16le"))];
    const hashes = lists.map((text) => new Screener({ format: "un_xml", text }).list().hash);
    assert.equal(new Set(hashes).size, 1);
  });

  test(`screening, ${system}: a wrong list throws, a wrong question holds`, () => {
    assert.throws(() => new Screener({ format: "un_xml", text: "<" }, { hold: 1 }), (error) => {
      assert.ok(error instanceof ScreeningError);
      assert.deepEqual(error.issues.map(({ code }) => code), ["list_incomplete", "type_wrong"]);
      return true;
    });
    const screener = new Screener({ format: "names", text: "Ivan Petrov" });
    for (const wrong of [undefined, null, 1, "text", [], () => 1, new Date(0)]) {
      assert.equal(screener.screen(wrong).outcome, "hold");
    }
    assert.equal(screener.screenAll(undefined)[0].outcome, "hold");
  });

  test(`screening, ${system}: what it answers goes into the context`, () => {
    const screener = new Screener({ format: "names", text: "Ivan Petrov" });
    const { outcome, screened_at } = screener.screen({ name: "Anna Berg", at });
    assert.deepEqual({ outcome, screened_at }, { outcome: "clear", screened_at: at });
    const engine = new (system === "esm" ? esm : cjs).Engine();
    const [first, ...others] = context.payees;
    for (const [name, expected] of [["Anna Berg", "pay"], ["I. Petrov", "hold"], ["Иван Петров", "reject"]]) {
      const { outcome, screened_at } = screener.screen({ name, at });
      const payees = [{ ...first, screening: { outcome, screened_at } }, ...others];
      const plan = engine.plan(batch, { ...context, at, payees });
      const own = plan.decisions.find(({ payee_id }) => payee_id === first.payee_id);
      assert.equal(own.outcome, expected, JSON.stringify(own.reasons));
    }
    screener.free();
    screener.free();
    const message = "this screener was freed, so it cannot answer screen";
    assert.throws(() => screener.screen({ name: "Anna Berg", at }), { message });
  });
}
