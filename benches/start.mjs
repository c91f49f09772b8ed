// Import to first decision in a fresh process, beside importing zod and decimal.js and building a schema of the same
// request. node benches/start.mjs [package] [--quick]
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { alone, atMost, inTurn, ms, ratio } from "./timing.mjs";

const run = promisify(execFile);
const require = createRequire(new URL("peers/package.json", import.meta.url));
const script = (name) => fileURLToPath(new URL(`start/${name}.mjs`, import.meta.url));
const url = (file) => pathToFileURL(file).href;

/** The module that `import` takes, so that both sides are given a file. */
function moduleOf(name) {
  const manifest = require.resolve(`${name}/package.json`);
  const { module, exports } = require(manifest);
  const entry = exports?.["."]?.import ?? module;
  return url(path.join(path.dirname(manifest), entry?.default ?? entry));
}

/** The time that a fresh process says it took. */
const fresh = (name, args) => async () => {
  const { stdout } = await run(process.execPath, [script(name), ...args]);
  const took = Number(stdout);
  if (!(took > 0)) throw new Error(`${name} printed ${JSON.stringify(stdout)} for a time`);
  return took;
};

export async function measure({ folder, quick }) {
  const contestants = [
    { name: "payout-rules: import, `new Engine()`, `plan` of one payout", run: fresh("engine", [url(path.resolve(folder, "dist/index.js"))]) },
    { name: "zod and decimal.js: import, schema of the same request", run: fresh("zod", [moduleOf("zod"), moduleOf("decimal.js")]) },
  ];
  // The first of each reads from the disk.
  await inTurn(contestants, 2);
  const rounds = quick ? 11 : 41;
  const times = await inTurn(contestants, rounds);
  const [own, other] = [...times.values()];
  return {
    title: "Import to first decision",
    head: ["", "least", "median", "÷ zod and decimal.js"],
    rows: [...times].map(([name, { least, median }]) => [name, ms(least), ms(median), ratio(median / other.median)]),
    notes: [`${rounds} fresh processes each, in turn; the start of Node itself is not in it`],
    reached: [atMost("import to first decision ÷ import zod + decimal.js and build the schema", own.median / other.median, 1)],
  };
}

await alone(import.meta.url, measure);
