// payout-rules examples: the files that every example of the help is about.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import batch from "../../examples/batch.json";
import context from "../../examples/context.json";
import overlay from "../../examples/overlay.json";
import wrongOverlay from "../../examples/wrong-overlay.json";
import request from "../../examples/request.json";
import csv from "../../examples/payouts.csv";
import ndjson from "../../examples/payouts.ndjson";
import { EXIT, unreadable } from "./exit.js";
import { note } from "./io.js";

const FILES = {
  "batch.json": batch,
  "payouts.csv": csv,
  "payouts.ndjson": ndjson,
  "context.json": context,
  "request.json": request,
  "overlay.json": overlay,
  "wrong-overlay.json": wrongOverlay,
};

export function addExamples(program, finish) {
  program
    .command("examples")
    .summary("write files to try the other commands with")
    .description(`Writes ${Object.keys(FILES).join(", ")}; the examples in the help of every command are about them.`)
    .argument("[folder]", "where to", ".")
    .option("--quiet", "say nothing on stderr but errors")
    .addHelpText("after", "\nExamples:\n  $ payout-rules examples payouts-to-try")
    .action((folder, options) => finish(examples(folder, options)));
}

function examples(folder, options) {
  const paths = Object.keys(FILES).map((name) => path.join(folder, name));
  const there = paths.find((file) => existsSync(file));
  if (there) throw unreadable(`${there} is there already, and is not written over`);
  try {
    mkdirSync(folder, { recursive: true });
    for (const [i, text] of Object.values(FILES).entries()) writeFileSync(paths[i], text);
  } catch (error) {
    throw unreadable(`cannot write to ${folder}: ${error.message}`);
  }
  note(`wrote ${paths.join(", ")}`, options);
  return EXIT.yes;
}
