// The JavaScript of the README and of docs/quotes.md, run as it stands with the packed package.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { write } from "./consumer.mjs";
import { blocksOf } from "./examples.mjs";

const blocks = (language) => blocksOf("README.md", language);
const run = (name, code) => execFileSync(process.execPath, [write(name, code)], { encoding: "utf8" });

test("the example prints the output that is shown", () => {
  const [example] = blocks("js");
  const [output] = blocks("text");
  assert.equal(run("readme.mjs", example), output);
});

test("the example of the quotes prints the output that is shown", () => {
  const [[example], [output]] = ["js", "text"].map((language) => blocksOf("docs/quotes.md", language));
  assert.equal(run("quotes.mjs", example), output);
});

test("the other snippets run", () => {
  const rest = blocks("js").slice(1);
  assert.ok(rest.length > 0);
  for (const snippet of rest) run("snippet.mjs", `import { Engine } from "payout-rules";\n${snippet}`);
});
