// The command line as a user has it: the program that npm has put beside the installed package.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { consumer, repository } from "../consumer.mjs";

const programs = path.join(consumer, "node_modules/.bin");
export const program = path.join(programs, "payout-rules");
export const EXIT = { yes: 0, usage: 2, partial: 3, no: 4, unreadable: 5, rulebook: 6, readerLeft: 141 };

/** A folder of its own that has the files of the examples. */
export function folder() {
  const made = mkdtempSync(path.join(tmpdir(), "payout-rules-cli-"));
  process.once("exit", () => rmSync(made, { recursive: true, force: true }));
  cpSync(path.join(repository, "examples"), made, { recursive: true });
  return {
    path: made,
    file: (name) => path.join(made, name),
    write: (name, content) => writeFileSync(path.join(made, name), content),
    run: (...args) => run(args, { cwd: made }),
    /** With `input` on stdin. */
    feed: (input, ...args) => run(args, { cwd: made, input }),
    /** A line as it is typed. */
    type: (line) => result(spawnSync("sh", ["-c", line], { ...settings, cwd: made })),
  };
}

const settings = {
  encoding: "utf8",
  maxBuffer: 2 ** 28,
  env: { ...process.env, PATH: `${programs}${path.delimiter}${process.env.PATH}`, NO_COLOR: "1", TZ: "UTC" },
};

const run = (args, options) => result(spawnSync(program, args, { ...settings, ...options }));

function result({ status, stdout, stderr, error }) {
  if (error) throw error;
  return { code: status, out: stdout, err: stderr };
}

/** The lines of `Examples:` in a help. */
export function examplesOf(help) {
  return [...help.matchAll(/^ {2}\$ (.+)$/gm)].map(([, line]) => line);
}

/** Every command by its words, `rulebook lint`, with its help. */
export function helps(files) {
  const found = new Map();
  const visit = (words) => {
    const { code, out } = files.run(...words, "--help");
    if (code !== 0) throw new Error(`no help of ${words.join(" ")}`);
    found.set(words.join(" "), out);
    const [, commands = ""] = out.split("\nCommands:\n");
    for (const [, name] of commands.split("\n\n")[0].matchAll(/^ {2}(\w+)/gm)) {
      if (name !== "help") visit([...words, name]);
    }
  };
  visit([]);
  return found;
}

/** A run as it looks on a terminal. Hashes hang on every row of the rulebook, so they are not shown. */
export function transcript(line, { code, out, err }) {
  const shown = [`$ ${line}`, out.trimEnd(), err.trimEnd(), code === 0 ? "" : `[exit ${code}]`];
  const text = shown.filter((part) => part !== "").join("\n");
  return text.replace(/\b[0-9a-f]{64}\b/g, "<hash>").replace(/\b[0-9a-f]{12}\b(?=\))/g, "<hash>");
}
