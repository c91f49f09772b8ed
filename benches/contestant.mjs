// One contestant in a process of its own, so that none works in another's heap or on code that another has warmed.
// node benches/contestant.mjs <kind> <folder of batch.json and context.json> [<package> | <peer>], over IPC: each
// message is a run, answered with its time; the message "answer" is answered with the file the answer was left in.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [kind, folder, what] = process.argv.slice(2);
const read = (name) => new Uint8Array(readFileSync(path.join(folder, name)));
const [batch, context] = [read("batch.json"), read("context.json")];

const utf8 = new TextDecoder();
const kinds = {
  async engine() {
    const { Engine } = await import(pathToFileURL(path.join(what, "dist/index.js")));
    const engine = new Engine();
    return () => engine.planJson(batch, context);
  },
  async peer() {
    const { plan } = await import(pathToFileURL(path.resolve(what)));
    return () => plan(batch, context);
  },
  /** `JSON.parse` of both documents, whose text was decoded before. */
  async parse() {
    const [one, other] = [utf8.decode(batch), utf8.decode(context)];
    return () => [JSON.parse(one), JSON.parse(other)];
  },
  /** The same from bytes. */
  async decodeAndParse() {
    return () => [JSON.parse(utf8.decode(batch)), JSON.parse(utf8.decode(context))];
  },
};

const run = await kinds[kind]();

process.on("message", async (message) => {
  const start = performance.now();
  const answer = await run();
  const time = performance.now() - start;
  if (message !== "answer") return process.send({ time });
  const file = path.join(folder, `answer-${process.pid}.json`);
  writeFileSync(file, answer);
  return process.send({ file });
});
process.send({ ready: true });
