// The batch: the engine in wasm from bytes to bytes, beside the same engine native, `JSON.parse` alone of the same
// bytes, and four peers. No time is printed before every peer has decided as the engine does.
// node benches/plan.mjs [package] [--native <program>] [--quick]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { inNode, native } from "./contestants.mjs";
import { mustAgree } from "./peers/compare.mjs";
import { alone, atMost, count, inTurn, ms, ratio, timesFaster } from "./timing.mjs";
import { workload } from "./workload.mjs";

const WASM = "payout-rules, wasm";
const NATIVE = "payout-rules, native";
const PARSE = "`JSON.parse` alone";
const FROM_BYTES = "`TextDecoder` and `JSON.parse`";

/** `part`: the slow ones decide a part of the batch, and their time is multiplied. */
const PEERS = [
  { name: "ajv + decimal.js", file: "ajv-decimal", target: 15 },
  { name: "ajv + big.js", file: "ajv-big", target: 8 },
  { name: "@gorules/zen-engine (native)", file: "zen-engine", target: 40, part: true },
  { name: "json-rules-engine", file: "json-rules-engine", target: 400, part: true },
];

const SIZES = { whole: { payouts: 100_000, payees: 33_000 }, part: { payouts: 2000, payees: 660 }, rounds: 9 };
const QUICK = { whole: { payouts: 4000, payees: 1320 }, part: { payouts: 1000, payees: 330 }, rounds: 5 };

/** The documents in a folder of their own, and how many bytes they are. */
function write(folder, size) {
  mkdirSync(folder);
  const made = workload(size);
  for (const [name, bytes] of Object.entries(made)) writeFileSync(path.join(folder, `${name}.json`), bytes);
  return made.batch.length + made.context.length;
}

/** Compares every peer's answer with the engine's, and says so. */
async function agree(peers, answers) {
  const notes = [];
  for (const { name, part, answer } of peers) {
    const { compared, ofGates } = mustAgree(name, answers[part ? "part" : "whole"], await answer());
    notes.push(`${name} ${count(compared)}${ofGates ? ` (but ${ofGates} that gates change)` : ""}`);
  }
  return `payouts decided as the engine does, figure by figure: ${notes.join(", ")}`;
}

/** A row of the table. A part is told as the whole: `scale` times its time. */
function row(name, { least, median }, scale, { payouts }, own) {
  const shown = scale > 1 ? `${name}, ${count(payouts / scale)} payouts × ${scale}` : name;
  const each = `${((median * scale * 1000) / payouts).toFixed(2)} µs`;
  return [shown, ms(least * scale), ms(median * scale), each, ratio((median * scale) / own)];
}

export async function measure({ folder, native: program, quick }) {
  const size = quick ? QUICK : SIZES;
  const work = mkdtempSync(path.join(tmpdir(), "payout-rules-bench-"));
  const contestants = [];
  try {
    const [whole, part] = ["whole", "part"].map((name) => path.join(work, name));
    const bytes = write(whole, size.whole);
    write(part, size.part);
    const enter = async (made) => contestants[contestants.push(await made) - 1];
    const wasm = await enter(inNode(WASM, "engine", whole, path.resolve(folder)));
    const onPart = await inNode(WASM, "engine", part, path.resolve(folder));
    const answers = { whole: await wasm.answer(), part: await onPart.answer() };
    onPart.end();
    const peers = [];
    for (const { name, file, part: isPart, target } of PEERS) {
      const script = fileURLToPath(new URL(`peers/${file}.mjs`, import.meta.url));
      peers.push({ ...(await enter(inNode(name, "peer", isPart ? part : whole, script))), part: isPart, target });
    }
    const notes = [await agree(peers, answers)];
    if (program) {
      const one = await enter(native(NATIVE, program, whole));
      if (!answers.whole.equals(await one.answer())) throw new Error("the native answer has other bytes than the wasm's");
      notes.push("the native answer is the wasm's byte for byte");
    }
    await enter(inNode(PARSE, "parse", whole));
    await enter(inNode(FROM_BYTES, "decodeAndParse", whole));
    // Once more without a clock: all are compiled by then.
    await inTurn(contestants, 2);
    const times = await inTurn(contestants, size.rounds);
    return told({ times, peers, size, bytes, notes, answer: answers.whole });
  } finally {
    contestants.forEach((one) => one.end());
    rmSync(work, { recursive: true, force: true });
  }
}

function told({ times, peers, size, bytes, notes, answer }) {
  const { payouts, payees } = size.whole;
  const own = times.get(WASM).median;
  const parts = new Set(peers.filter(({ part }) => part).map(({ name }) => name));
  const scaleOf = (name) => (parts.has(name) ? payouts / size.part.payouts : 1);
  const rows = [...times].map(([name, time]) => row(name, time, scaleOf(name), size.whole, own));
  const reached = [atMost("the batch in wasm ÷ `JSON.parse` of the same bytes", own / times.get(PARSE).median, 1)];
  for (const { name, target } of peers) {
    reached.push(timesFaster(`faster than ${name}`, (times.get(name).median * scaleOf(name)) / own, target));
  }
  if (times.has(NATIVE)) reached.push(atMost("wasm ÷ native, same work", own / times.get(NATIVE).median, 1.3));
  const [taken, given] = [bytes, answer.length].map((length) => (length / 1e6).toFixed(1));
  return {
    title: `A batch: ${count(payouts)} payouts to ${count(payees)} payees in 16 countries, ${taken} MB in, ${given} MB out`,
    head: ["contestant", "least", "median", "a payout", "÷ wasm"], rows, reached,
    notes: [`${size.rounds} rounds, each contestant once in each; ratios are of medians`, ...notes],
  };
}

await alone(import.meta.url, measure);
