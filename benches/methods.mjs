// One `methods` call, objects in and out, beside the JSON round trip of its own answer.
// node benches/methods.mjs [package] [--quick]
import path from "node:path";
import { pathToFileURL } from "node:url";
import { alone, atMost, inTurn, ratio } from "./timing.mjs";
import { context } from "./workload.mjs";

/** One payee of each place of the workload, each asked for an amount in the currency of the account. */
function requests() {
  const { at, fx, payees } = context(17);
  const amountFor = ({ currency }) => ({ value: currency === "JPY" ? "30000" : "250.00", currency });
  return payees.map((payee) => ({ payee, amount: amountFor(payee.accounts[0]), fx, at }));
}

const timed = (work, repeats) => () => {
  const start = performance.now();
  for (let repeat = 0; repeat < repeats; repeat += 1) work();
  return performance.now() - start;
};

export async function measure({ folder, quick }) {
  const { Engine } = await import(pathToFileURL(path.resolve(folder, "dist/index.js")));
  const engine = new Engine();
  const asked = requests();
  const answers = asked.map((request) => engine.methods(request));
  const bytes = answers.reduce((sum, answer) => sum + JSON.stringify(answer).length, 0) / answers.length;
  const found = answers.reduce((sum, { methods }) => sum + methods.length, 0) / answers.length;
  const repeats = 10;
  const contestants = [
    { name: "`engine.methods(request)`", run: timed(() => asked.forEach((request) => engine.methods(request)), repeats) },
    { name: "`JSON.parse(JSON.stringify(answer))`", run: timed(() => answers.forEach((answer) => JSON.parse(JSON.stringify(answer))), repeats) },
  ];
  await inTurn(contestants, 5);
  const rounds = quick ? 11 : 51;
  const times = await inTurn(contestants, rounds);
  const calls = repeats * asked.length;
  const us = (time) => `${((time * 1000) / calls).toFixed(1)} µs`;
  const [own, trip] = [...times.values()];
  return {
    title: `One \`methods\` call, of ${asked.length} payees in 16 countries`,
    head: ["", "least", "median", "÷ round trip"],
    rows: [...times].map(([name, { least, median }]) => [name, us(least), us(median), ratio(median / trip.median)]),
    notes: [`answers of ${Math.round(bytes).toLocaleString("en-US")} bytes and ${found.toFixed(1)} methods in the mean; ${rounds} rounds of ${calls} calls`],
    reached: [atMost("one `methods` call ÷ JSON round trip of its own answer", own.median / trip.median, 3)],
  };
}

await alone(import.meta.url, measure);
