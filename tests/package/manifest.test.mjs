// What the tools that judge packages say of the tarball.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { consumer } from "./consumer.mjs";
import { modules, tool, versionOf } from "./hosts/tools.mjs";

const installed = path.join(consumer, "node_modules/payout-rules");
// The files that the tarball held, packed once more.
const packing = ["pack", "--silent", "--ignore-scripts", "--pack-destination", consumer];
const name = execFileSync("npm", packing, { cwd: installed, encoding: "utf8" }).trim().split("\n").at(-1);
const tarball = path.join(consumer, name);

test(`publint ${versionOf("publint")} has nothing to say`, async () => {
  const { publint } = await tool("publint");
  const { buffer } = new Uint8Array(readFileSync(tarball));
  const { messages } = await publint({ pack: { tarball: buffer }, strict: true });
  assert.deepEqual(messages, []);
});

test(`arethetypeswrong ${versionOf("@arethetypeswrong/cli")} finds every entry's types right`, () => {
  // The profile leaves out `node10`, the resolution of before Node 12.7: it knows no `exports`, and so finds no
  // entry but the first. Nothing else is left out.
  const program = path.join(modules, "@arethetypeswrong/cli/dist/index.js");
  const run = spawnSync(process.execPath, [program, tarball, "--profile", "node16"], { encoding: "utf8" });
  assert.equal(run.status, 0, run.stdout + run.stderr);
  const { exports } = JSON.parse(readFileSync(path.join(installed, "package.json"), "utf8"));
  for (const entry of Object.keys(exports)) assert.ok(run.stdout.includes(`"payout-rules${entry.slice(1)}"`), entry);
});
