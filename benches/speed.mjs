// Everything that is measured of the package's speed, in one run, as Markdown for the README and docs/speed.md.
// node benches/speed.mjs [package] [--native <program>] [--quick]
import { measure as methods } from "./methods.mjs";
import { measure as plan } from "./plan.mjs";
import { measure as size } from "./size.mjs";
import { measure as start } from "./start.mjs";
import { measure as stream } from "./stream.mjs";
import { machine, options, tell, tellReached } from "./timing.mjs";

const given = options();
const reached = [];
const failed = [];
console.log(machine());
// What is quick comes first, before the long ones have warmed the processor.
for (const [name, measure] of Object.entries({ size, start, methods, plan, stream })) {
  try {
    const measured = await measure(given);
    tell(measured);
    reached.push(...measured.reached);
  } catch (error) {
    // The others are measured all the same; what could not be is named, and the run has failed.
    console.log(`\n### ${name}: not measured\n\n${error.stderr || error.message}`);
    failed.push(name);
  }
}
console.log("\n### What must be reached");
tellReached(reached);
if (failed.length > 0) {
  console.error(`not measured: ${failed.join(", ")}`);
  process.exitCode = 1;
}
