// A long stream beside a short one, each in fresh processes: what it costs in time, and the wasm's memory.
// node benches/stream.mjs [package] [--quick]
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { alone, atMost, count, inTurn, mib, ms, ratio } from "./timing.mjs";

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL("stream/run.mjs", import.meta.url));
const MEMORY_MAX = 64 * 2 ** 20;

export async function measure({ folder, quick }) {
  const [short, payees, rounds] = quick ? [4000, 1320, 3] : [100_000, 33_000, 3];
  const long = 10 * short;
  const memory = new Map();
  const streamed = (payouts) => ({
    name: `${count(payouts)} payouts`,
    run: async () => {
      const { stdout } = await run(process.execPath, [SCRIPT, folder, String(payouts), String(payees)], { maxBuffer: 2 ** 20 });
      const answer = JSON.parse(stdout);
      memory.set(payouts, Math.max(memory.get(payouts) ?? 0, answer.memory));
      return answer.took;
    },
  });
  const times = await inTurn([short, long].map(streamed), rounds);
  const [first, second] = [...times.values()];
  const rows = [[short, first], [long, second]].map(([payouts, { least, median }]) => [
    count(payouts), ms(least), ms(median), `${((median * 1000) / payouts).toFixed(2)} µs`, ratio(median / first.median), mib(memory.get(payouts)),
  ]);
  return {
    title: `A stream: NDJSON in chunks of 64 KiB, ${count(payees)} payees`,
    head: ["payouts", "least", "median", "a payout", "÷ the short one", "wasm memory"], rows,
    notes: [`${rounds} fresh processes each; the payees are read within the time of each`],
    reached: [
      atMost(`${count(long)} streamed ÷ ${count(short)} streamed, time`, second.median / first.median, 11),
      atMost(`wasm memory with ${count(long)} streamed`, memory.get(long), MEMORY_MAX, mib),
    ],
  };
}

await alone(import.meta.url, measure);
