// Plans a batch with the installed npm package and prints what was decided.
// node demo.mjs [batch.json context.json]
import { readFileSync } from "node:fs";
import { Engine } from "payout-rules";
import { printPlan } from "./print.mjs";

function read(file) {
  let bytes;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Error(`cannot read ${file}: ${error.message}`);
  }
  return bytes;
}

// What is wrong inside a file is the engine's answer; this is only for what the demo changes.
function parse(file) {
  try {
    return JSON.parse(read(file).toString("utf8"));
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error.message}`);
  }
}

function plan(engine, batch, context) {
  return JSON.parse(new TextDecoder().decode(engine.planJson(batch, context)));
}

function title(text) {
  console.log(`\n${text}\n${"=".repeat(text.length)}\n`);
}

function examples(engine) {
  const batch = read("examples/batch.json");
  title("examples/batch.json, paid with examples/context.json");
  printPlan(plan(engine, batch, read("examples/context.json")));

  title("The same batch with no payee directory");
  const stranger = { ...parse("examples/context.json"), payees: [] };
  printPlan(plan(engine, batch, new TextEncoder().encode(JSON.stringify(stranger))));

  title("examples/world-batch.json: payees all over the world");
  const world = plan(engine, read("examples/world-batch.json"), read("examples/world-context.json"));
  printPlan(world, { hashes: true });
}

try {
  const engine = new Engine();
  const { version, hash, as_of } = engine.rulebook();
  console.log(`payout-rules, rulebook ${version} as of ${as_of} (${hash})`);
  const [batch, context] = process.argv.slice(2);
  if (context) {
    title(`${batch}, paid with ${context}`);
    printPlan(plan(engine, read(batch), read(context)), { hashes: true });
  } else {
    examples(engine);
  }
} catch (error) {
  console.error(`demo: ${error.message}`);
  process.exitCode = 1;
}
