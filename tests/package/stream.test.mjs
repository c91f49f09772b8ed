// A stream answers what a batch does, wherever its pieces are cut, and keeps to the pace of who reads it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cjs, esm, readJson, text } from "./consumer.mjs";

const { Engine } = esm;
const context = { ...readJson("examples/world-context.json"), funding: undefined };
const batch = { ...readJson("examples/world-batch.json"), funding_source: undefined };
const lines = new TextEncoder().encode(batch.transactions.map((line) => `${JSON.stringify(line)}\n`).join(""));

function pieces(bytes, size) {
  const cut = [];
  for (let from = 0; from < bytes.length; from += size) cut.push(bytes.subarray(from, from + size));
  return new ReadableStream({
    pull(controller) {
      const piece = cut.shift();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  });
}

async function answered(stream, source) {
  let whole = "";
  const decoder = new TextDecoder();
  for await (const part of source.pipeThrough(stream)) whole += decoder.decode(part, { stream: true });
  return whole.trimEnd().split("\n").map((line) => JSON.parse(line));
}

for (const [name, { Engine }] of [["ESM", esm], ["CommonJS", cjs]]) {
  for (const size of [1, 7, 1000, 2 ** 20]) {
    test(`${name}: pieces of ${size} bytes are decided as a batch`, async () => {
      const engine = new Engine();
      const { decisions, ...plan } = engine.plan(batch, context);
      const answers = await answered(engine.planStream(context, { batch_id: batch.batch_id }), pieces(lines, size));
      assert.deepEqual(answers.pop(), { summary: plan });
      assert.deepEqual(answers, decisions);
    });
  }
}

test("the context may be bytes, and an overlay holds in the stream too", async () => {
  const engine = new Engine("us-600");
  const bytes = new TextEncoder().encode(JSON.stringify(context));
  const { hash } = engine.plan(batch, context);
  const stream = engine.planStream(bytes, { batch_id: batch.batch_id });
  engine.free();
  const { summary } = (await answered(stream, pieces(lines, 500))).pop();
  assert.equal(summary.hash, hash);
  assert.throws(() => engine.planStream(bytes), /freed, so it cannot answer planStream/);
});

test("a context that cannot be read refuses every payout, and the summary says why", async () => {
  const answers = await answered(new Engine().planStream(new TextEncoder().encode("{ not")), pieces(lines, 99));
  const { summary } = answers.pop();
  assert.equal(summary.outcome, "reject");
  assert.match(summary.issues[0].message, /^the context is not JSON/);
  assert.deepEqual(new Set(answers.map(({ outcome }) => outcome)), new Set(["reject"]));
  assert.equal(answers.length, batch.transactions.length);
});

test("streams run beside each other, and calls of the engine between their pieces", async () => {
  const engine = new Engine();
  const expected = engine.plan(batch, context);
  const head = { batch_id: batch.batch_id };
  const run = async () => {
    const { summary } = (await answered(engine.planStream(context, head), pieces(lines, 300))).pop();
    assert.equal(engine.plan(batch, context).hash, expected.hash);
    return summary.hash;
  };
  assert.deepEqual(new Set(await Promise.all([run(), run(), run()])), new Set([expected.hash]));
});

test("who reads slowly holds back who writes", async () => {
  let taken = 0;
  const endless = new ReadableStream({
    pull(controller) {
      taken += 1;
      controller.enqueue(lines);
    },
  });
  const reader = endless.pipeThrough(new Engine().planStream(context)).getReader();
  await reader.read();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(taken < 10, `${taken} pieces were taken while one was read`);
  await reader.cancel();
  const before = taken;
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(taken, before, "a stream that was cancelled takes no more");
});

test("what is no bytes is misuse, and breaks the stream", async () => {
  const { writable, readable } = new Engine().planStream(context);
  const writer = writable.getWriter();
  const read = readable.getReader().read();
  await assert.rejects(writer.write("text"), { name: "TypeError", message: "planStream takes its lines as Uint8Array" });
  await assert.rejects(read, TypeError);
});

test("memory does not grow with the number of payouts", async () => {
  const memories = [];
  const { Instance } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, args) {
      const instance = new target(...args);
      memories.push(instance.exports.memory);
      return instance;
    },
  });
  const stream = new Engine().planStream(context);
  WebAssembly.Instance = Instance;
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  const line = (n) => `{"payee_id":"cr_us_01","amount":"1.00","currency":"USD","reference":"r${n}"}\n`;
  const sizes = [];
  for (let round = 0; round < 6; round += 1) {
    const chunk = Array.from({ length: 40_000 }, (_, n) => line(round * 40_000 + n)).join("");
    const written = writer.write(new TextEncoder().encode(chunk));
    for (let left = 40_000; left > 0; ) {
      const { value } = await reader.read();
      left -= text(value).split("\n").length - 1;
    }
    await written;
    sizes.push(memories[0].buffer.byteLength);
  }
  assert.equal(sizes[5], sizes[3], `the wasm's memory went on growing: ${sizes}`);
});
