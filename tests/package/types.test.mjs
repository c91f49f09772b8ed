// The types as TypeScript users meet them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readBytes, text, write } from "./consumer.mjs";
import { RESOLUTIONS, check } from "./tsc.mjs";

const copy = (from, to) => write(to, text(readBytes(`tests/package/${from}`)));
const main = copy("types.test-d.ts", "types.ts");
const slim = copy("slim.test-d.ts", "slim.ts");
const screening = copy("screening.test-d.ts", "screening.ts");
// A CommonJS file, which the `require` condition serves.
const required = copy("types.test-d.ts", "types.cts");
const screeningRequired = copy("screening.test-d.ts", "screening.cts");

for (const [name, options] of Object.entries(RESOLUTIONS)) {
  // The main entry needs no browser and no Node types.
  test(`${name}: the main entry`, () => assert.equal(check([main], [...options, "--lib", "es2022"]), ""));
  test(`${name}: screening`, () => assert.equal(check([screening], [...options, "--lib", "es2022"]), ""));
  test(`${name}: the slim entry`, () => assert.equal(check([slim], options), ""));
}

test("node16: required from CommonJS", () => {
  assert.equal(check([required, screeningRequired], [...RESOLUTIONS.node16, "--lib", "es2022"]), "");
});
