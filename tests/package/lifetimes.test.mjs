// What becomes of engines when a call runs out of stack, when they are freed or collected, and beside each other.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { cjs, esm, readJson, require, screening, write } from "./consumer.mjs";
import { tool } from "./hosts/tools.mjs";

const { Engine, RulebookError } = esm;
const { Screener } = screening.esm;
const batch = readJson("examples/batch.json");
const context = readJson("examples/context.json");
const expected = JSON.stringify(new Engine().plan(batch, context));
const plan = (engine) => JSON.stringify(engine.plan(batch, context));

/** How often a wasm was started since. */
let starts = 0;
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, args) {
    starts += 1;
    return new target(...args);
  },
});

/** Calls at the end of the stack, and from every frame on the way back. */
function dive(call) {
  try {
    dive(call);
  } catch {
    // Here the stack ends.
  }
  try {
    call();
  } catch {
    // Too little room.
  }
}

/** Has calls run out of stack within the wasm until one has left its memory. */
function tear(call) {
  const before = starts;
  for (let turn = 0; turn < 200 && starts === before; turn += 1) {
    let done = false;
    dive(() => {
      if (!done) call();
      done = true;
    });
  }
  assert.notEqual(starts, before, "no call has run out of stack within the wasm");
}

test("an engine answers on after calls that ran out of stack", () => {
  const engine = new Engine();
  for (let turn = 0; turn < 5; turn += 1) {
    tear(() => plan(engine));
    assert.equal(plan(engine), expected);
  }
});

test("it does so by the overlay that it was made with", () => {
  const overlay = { version: "acme-7", methods: [{ id: "ach", enabled: false, source: "policy 12" }] };
  const engine = new Engine(overlay);
  const own = plan(engine);
  assert.notEqual(own, expected);
  overlay.methods[0].enabled = true;
  tear(() => plan(engine));
  assert.equal(engine.rulebook().version, "acme-7");
  assert.equal(plan(engine), own);
});

test("an overlay that cannot be kept is asked for again", () => {
  const engine = new Engine(new Proxy({ version: "acme-7" }, {}));
  assert.equal(engine.rulebook().version, "acme-7");
  tear(() => engine.rulebook());
  const message = "this engine was lost when a call ran out of stack or memory, so it cannot answer rulebook";
  assert.throws(() => engine.rulebook(), { message });
  engine.free();
  assert.equal(plan(new Engine()), expected);
});

test("a screener is lost, and a new one answers", () => {
  const list = { format: "names", text: "Ivan Petrov" };
  const asked = { name: "Ivan Petrov", at: context.at };
  const screener = new Screener(list);
  const answer = screener.screen(asked);
  tear(() => screener.screen(asked));
  const message = "this screener was lost when a call ran out of stack or memory, so it cannot answer screen";
  assert.throws(() => screener.screen(asked), { message });
  assert.deepEqual(new Screener(list).screen(asked), answer);
});

test("a call around one that ran out of stack does not answer", () => {
  const [outer, inner] = [new Engine(), new Engine()];
  const before = starts;
  const outcomes = [];
  for (let turn = 0; turn < 200 && starts === before; turn += 1) {
    const request = { get payee() { dive(() => plan(inner)); return undefined; } };
    try {
      outcomes.push(outer.gate(request).outcome);
    } catch (error) {
      outcomes.push(error.message);
      outer.rulebook();
    }
  }
  assert.ok(outcomes.includes("a call from within this one ran out of stack or memory"), String(new Set(outcomes)));
  assert.equal(plan(outer), expected);
  assert.equal(plan(inner), expected);
});

test("a call from within a call is answered", () => {
  const engine = new Engine();
  let answer;
  engine.gate({ get payee() { answer = plan(engine); return undefined; } });
  assert.equal(answer, expected);
});

test("engines that nobody holds give their memory back, of a memory that was left as well", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const settle = () => new Promise((settled) => setTimeout(settled, 20));
  const kept = new Engine();
  for (let turn = 0; turn < 20; turn += 1) new Engine();
  tear(() => plan(kept));
  for (let turn = 0; turn < 20; turn += 1) new Engine();
  for (let turn = 0; turn < 3; turn += 1) {
    collect();
    await settle();
    assert.equal(plan(kept), expected);
    assert.equal(plan(new Engine()), expected);
  }
});

test("ESM and CommonJS are two copies that do not disturb each other", () => {
  const [one, other] = [new esm.Engine(), new cjs.Engine()];
  one.free();
  assert.equal(plan(other), expected);
  const request = { amount: { value: "80.50", currency: "USD" }, method: "rtp", country: "US", at: context.at };
  const quote = other.quote(request);
  assert.equal(new esm.Engine().verifyQuote(quote, request, context.at).status, "same");
  assert.throws(() => new cjs.Engine({ rulez: [] }), { name: "RulebookError" });
  assert.throws(() => new esm.Engine({ rulez: [] }), RulebookError);
});

test("`using` frees, as TypeScript writes it for hosts that do not have it", async () => {
  const source = `import { Engine } from "payout-rules";
let kept;
{
  using engine = new Engine();
  kept = engine;
  console.log(engine.rulebook().version);
}
try { kept.rulebook(); } catch (error) { console.log(error.message); }
`;
  const { transformSync } = await tool("esbuild");
  const { code } = transformSync(source, { target: "es2022", format: "esm", loader: "ts" });
  const printed = execFileSync(process.execPath, [write("using.mjs", code)], { encoding: "utf8" });
  const { version } = new Engine().rulebook();
  assert.equal(printed, `${version}\nthis engine was freed, so it cannot answer rulebook\n`);
});

const wasm = () => readFileSync(require.resolve("payout-rules/payout_rules_bg.wasm"));
/** A copy of the entry that nobody has started: CommonJS can have many. */
function freshSlim() {
  const file = require.resolve("payout-rules/slim");
  delete require.cache[file];
  return require(file);
}

test("slim: before it is started an engine says so", () => {
  const message = "the wasm is not started: await init(…) or call initSync(…) of payout-rules/slim first";
  assert.throws(() => new (freshSlim().Engine)(), { message });
});

for (const [source, module] of [["bytes", wasm], ["a compiled module", () => new WebAssembly.Module(wasm())]]) {
  test(`slim: started from ${source}, at once or later, and twice`, async () => {
    const atOnce = freshSlim();
    atOnce.initSync({ module: module() });
    atOnce.initSync({ module: module() });
    assert.equal(plan(new atOnce.Engine()), expected);
    const later = freshSlim();
    const options = { module_or_path: module() };
    await Promise.all([later.init(options), later.init(options)]);
    const engine = new later.Engine();
    assert.equal(plan(engine), expected);
    tear(() => plan(engine));
    assert.equal(plan(engine), expected);
  });
}

test("slim: what is no wasm does not start, and what comes after does", async () => {
  const { Engine, init, initSync } = freshSlim();
  assert.throws(() => initSync({ module: new Uint8Array(8) }), WebAssembly.CompileError);
  await assert.rejects(init({ module_or_path: new Uint8Array(8) }), WebAssembly.CompileError);
  await init({ module_or_path: wasm() });
  assert.equal(plan(new Engine()), expected);
});
