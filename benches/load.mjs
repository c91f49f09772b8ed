// What it costs to load the default rulebook: `new Engine()` in the packed wasm under Node.
// node benches/load.mjs target/npm/package
import path from "node:path";
import { pathToFileURL } from "node:url";

const folder = path.resolve(process.argv[2] ?? "target/npm/package");
const { Engine } = await import(pathToFileURL(path.join(folder, "dist/index.js")));

const timed = () => {
  const start = performance.now();
  const engine = new Engine();
  const took_ms = performance.now() - start;
  engine.free();
  return took_ms;
};

const first_ms = timed();
const times_ms = Array.from({ length: 51 }, timed).sort((a, b) => a - b);
const row = (name, ms) => console.log(`${name.padEnd(34)}${ms.toFixed(2).padStart(8)} ms`);
console.log(`new Engine(), ${times_ms.length + 1} times, Node ${process.versions.node}`);
row("first, with V8's compiling", first_ms);
row("least of the others", times_ms[0]);
row("median of the others", times_ms[25]);
