// The packed package in every runtime outside of browsers: every golden case, byte for byte, and the life of an
// engine; and the examples of docs/runtimes.md. A runtime that is not there fails by its name.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { esm, readJson } from "./consumer.mjs";
import { examples, versionsTold } from "./hosts/examples.mjs";
import { proof, writePrograms } from "./hosts/programs.mjs";
import { runtimes } from "./hosts/runtimes.mjs";
import { versionOf } from "./hosts/tools.mjs";

const folder = await writePrograms();
const all = await runtimes();
const named = (beginning) => all.find(({ name }) => name.startsWith(beginning));
const write = (name, code) => writeFileSync(path.join(folder, name), code);

test("there is something to prove", () => assert.ok(proof.right > 100));

for (const { name, program, print } of all) {
  test(name, async () => assert.deepEqual(JSON.parse(await print(folder, program)), proof));
}

const iban = examples.everywhere.match(/\/\/ (\w+)\n/)[1];

for (const beginning of ["Node 20.0.0", "Deno", "Bun"]) {
  test(`the example, ${beginning}`, async () => {
    write("everywhere.mjs", examples.everywhere);
    assert.equal((await named(beginning).print(folder, "everywhere.mjs")).trim(), iban);
  });
}

test("the example of a worker, workerd", async () => {
  const asked = { batch: readJson("examples/batch.json"), context: readJson("examples/context.json") };
  write("example-worker.mjs", examples.worker);
  write("example.mjs", `import worker from "./example-worker.mjs";
const asked = ${JSON.stringify(asked)};
export default {
  async test() {
    const request = new Request("http://localhost/", { method: "POST", body: JSON.stringify(asked) });
    console.log(await (await worker.fetch(request)).text());
  },
};
`);
  const printed = await named("workerd").print(folder, "example.mjs");
  assert.equal(printed.trim(), JSON.stringify(new esm.Engine().plan(asked.batch, asked.context)));
});

test("the example of slim, Node", async () => {
  write("slim.mjs", `${examples.slimInNode}console.log(JSON.stringify(engine.rulebook()));\n`);
  const printed = await named("Node 20.0.0").print(folder, "slim.mjs");
  assert.deepEqual(JSON.parse(printed), new esm.Engine().rulebook());
});

test("docs/runtimes.md tells the versions that are tested", () => {
  const nodes = all.map(({ name }) => name.match(/^Node (\S+), import$/)?.[1]);
  // The first is the machine's own.
  const tested = nodes.filter((version) => version && version !== process.versions.node);
  const packages = { Deno: "deno", Bun: "bun", workerd: "workerd", Vite: "vite", webpack: "webpack", esbuild: "esbuild", Rollup: "rollup" };
  for (const [host, name] of Object.entries(packages)) assert.equal(versionsTold[host], versionOf(name), host);
  assert.equal(versionsTold.Node, tested.join(", "));
});
