// Payouts streamed through the engine in a fresh process; prints the time and the wasm's memory as JSON.
// node benches/stream/run.mjs <package> <payouts> <payees>
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { context, payout } from "../workload.mjs";

/** Bytes of a chunk, as a file or a socket gives them: cut anywhere. */
const CHUNK = 65_536;
const NEWLINE = 10;

const [folder, payouts, payees] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const { Engine, initSync } = await import(pathToFileURL(path.resolve(folder, "dist/slim.js")));
const memories = [];
// A stream has a memory of its own.
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, args) {
    const instance = new target(...args);
    memories.push(instance.exports.memory);
    return instance;
  },
});
initSync({ module: readFileSync(path.resolve(folder, "dist/payout_rules_bg.wasm")) });

/** NDJSON of the payouts, made before the clock runs. */
function chunks() {
  const made = [];
  let [rest, encoder] = [new Uint8Array(0), new TextEncoder()];
  for (let index = 0; index < payouts; index += 1000) {
    const lines = Array.from({ length: Math.min(1000, payouts - index) }, (_, more) => JSON.stringify(payout(index + more, payees)));
    let bytes = Buffer.concat([rest, encoder.encode(`${lines.join("\n")}\n`)]);
    for (; bytes.length >= CHUNK; bytes = bytes.subarray(CHUNK)) made.push(Uint8Array.from(bytes.subarray(0, CHUNK)));
    rest = bytes;
  }
  if (rest.length > 0) made.push(Uint8Array.from(rest));
  return made;
}

/** Counts lines and keeps the last whole one. */
function counter() {
  const seen = { lines: 0, last: [] };
  let open = [];
  return {
    seen,
    write(bytes) {
      for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) seen.lines += 1;
      const end = bytes.lastIndexOf(NEWLINE);
      if (end < 0) return void open.push(bytes);
      const before = end > 0 ? bytes.lastIndexOf(NEWLINE, end - 1) : -1;
      seen.last = before < 0 ? [...open, bytes.subarray(0, end)] : [bytes.subarray(before + 1, end)];
      open = [bytes.subarray(end + 1)];
    },
  };
}

const engine = new Engine();
if (typeof engine.planStream !== "function") throw new Error("engine.planStream is not there");
const given = chunks();
const asked = new TextEncoder().encode(JSON.stringify(context(payees)));
const { seen, ...sink } = counter();

const start = performance.now();
const source = new ReadableStream({
  pull(controller) {
    const next = given.shift();
    if (next) controller.enqueue(next);
    else controller.close();
  },
});
await source.pipeThrough(engine.planStream(asked)).pipeTo(new WritableStream(sink));
const took = performance.now() - start;

if (seen.lines !== payouts + 1) throw new Error(`${seen.lines} lines came of ${payouts} payouts and a summary`);
const { counts } = JSON.parse(Buffer.concat(seen.last).toString()).summary;
const decided = Object.values(counts ?? {}).reduce((sum, each) => sum + each, 0);
if (decided !== payouts) throw new Error(`the summary counts ${decided} of ${payouts} payouts`);
console.log(JSON.stringify({ took, memory: memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0) }));
