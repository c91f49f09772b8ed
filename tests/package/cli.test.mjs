// The command line: every example of every help, as a user would run it.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { consumer, readBytes, repository, text } from "./consumer.mjs";
import { EXIT, examplesOf, folder, helps, transcript } from "./cli/run.mjs";

const files = folder();
const all = helps(files);
const TRANSCRIPT = "tests/package/cli/examples.txt";
const lines = new Set([...all.values()].flatMap(examplesOf));
const ran = [...lines].map((line) => transcript(line, files.type(line)));

// With UPDATE_CLI_EXAMPLES=1 what is answered is written down instead of compared.
if (process.env.UPDATE_CLI_EXAMPLES) writeFileSync(`${repository}/${TRANSCRIPT}`, `${ran.join("\n\n")}\n`);
const expected = text(readBytes(TRANSCRIPT));

test("every command has examples and says its exit codes", () => {
  assert.deepEqual([...all.keys()], [
    "", "plan", "methods", "quote", "check", "explain", "coverage", "rulebook", "rulebook show", "rulebook lint",
    "rulebook docs", "rulebook diff", "examples",
  ]);
  for (const [name, help] of all) {
    if (name === "rulebook") continue;
    assert.ok(examplesOf(help).length > 0, `${name} has no example`);
    if (name !== "examples") assert.match(help, /^Exit codes:$/m, name);
  }
});

for (const entry of ran) {
  test(`example: ${entry.split("\n")[0]}`, () => {
    const answered = entry.replaceAll("\r\n", "\n");
    assert.ok(`\n\n${expected}`.includes(`\n\n${answered}\n`), `not as in ${TRANSCRIPT}:\n${answered.slice(0, 2000)}`);
  });
}

test("the page shows what the program answers", () => {
  const page = text(readBytes("docs/cli.md"));
  const blocks = [...page.matchAll(/```console\n(.*?)\n```/gs)].map(([, block]) => block);
  assert.ok(blocks.length >= 5, "the page has hardly an example");
  for (const block of blocks) assert.ok(expected.includes(block), `${TRANSCRIPT} has not:\n${block}`);
});

test("the page has every command, every exit code and every column of a CSV", () => {
  const page = text(readBytes("docs/cli.md"));
  for (const name of all.keys()) assert.ok(page.includes(`payout-rules ${name}`), `the page has not ${name}`);
  for (const code of Object.values(EXIT)) assert.match(page, new RegExp(`^\\| ${code} \\|`, "m"), `exit code ${code}`);
  const { err } = files.feed("wrong\n1\n", "plan", "-", "--input-format", "csv", "--context", "context.json");
  const [, columns] = /the columns are (.*)\n/.exec(err);
  for (const column of columns.split(", ")) assert.ok(page.includes(`\`${column}\``), `the page has not ${column}`);
});

test("the code of every issue is explained", () => {
  const types = text(readBytes("pkg-template/types/codes.d.ts"));
  const codes = [...types.matchAll(/^ {2}\| "(\w+)"/gm)].map(([, code]) => code);
  assert.ok(codes.length > 50);
  const explained = JSON.parse(files.run("explain", "issues", "--format", "json").out);
  assert.deepEqual(explained.map(({ code }) => code), codes);
  for (const { code, meaning } of explained) assert.ok(meaning.length > 10, code);
});

test("the package depends on nothing, and keeps the licences of what is bundled", () => {
  const installed = `${consumer}/node_modules/payout-rules`;
  const read = (file) => readFileSync(`${installed}/${file}`, "utf8");
  const manifest = JSON.parse(read("package.json"));
  assert.equal(manifest.dependencies, undefined);
  assert.equal(files.run("--version").out, `${manifest.version}\n`);
  const licences = read("dist/cli.LICENSES.txt");
  for (const name of ["commander", "cli-progress", "cli-table3", "csv-parse", "csv-stringify", "jsonc-parser", "picocolors"]) {
    assert.match(licences, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((MIT|ISC)\\)$`, "m"));
  }
});
