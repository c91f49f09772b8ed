// The JavaScript of the README and of docs/quotes.md, run as it stands with the packed package.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { readBytes, text, write } from "./consumer.mjs";

const blocksOf = (file) => (language) => {
  const page = text(readBytes(file));
  return [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, code]) => code);
};
const blocks = blocksOf("README.md");
const run = (name, code) => execFileSync(process.execPath, [write(name, code)], { encoding: "utf8" });

test("the example prints the output that is shown", () => {
  const [example] = blocks("js");
  const [output] = blocks("text");
  assert.equal(run("readme.mjs", example), output);
});

test("the example of the quotes prints the output that is shown", () => {
  const [[example], [output]] = ["js", "text"].map(blocksOf("docs/quotes.md"));
  assert.equal(run("quotes.mjs", example), output);
});

test("the other snippets run", () => {
  const rest = blocks("js").slice(1);
  assert.ok(rest.length > 0);
  for (const snippet of rest) run("snippet.mjs", `import { Engine } from "payout-rules";\n${snippet}`);
});
