// The contestants of the batch as the bench sees them: processes that answer once per message.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("contestant.mjs", import.meta.url));

/** A contestant in JavaScript or wasm. */
export async function inNode(name, kind, folder, what = "") {
  const child = fork(SCRIPT, [kind, folder, what]);
  const left = once(child, "exit").then(([code]) => {
    throw new Error(`${name} ended with ${code}; its own message is above`);
  });
  left.catch(() => {});
  const ask = async (message) => {
    const heard = once(child, "message");
    if (message) child.send(message);
    const [answer] = await Promise.race([heard, left]);
    return answer;
  };
  await ask();
  return {
    name,
    run: async () => (await ask("run")).time,
    answer: async () => readFileSync((await ask("answer")).file),
    end: () => child.disconnect(),
  };
}

/** The engine as a native program, which takes a line for each run and prints the nanoseconds it took. */
export async function native(name, program, folder) {
  const [batch, context, answer] = ["batch", "context", "answer-native"].map((file) => path.join(folder, `${file}.json`));
  const child = spawn(program, [batch, context, answer], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const run = async () => {
    child.stdin.write("run\n");
    const { value, done } = await lines.next();
    if (done) throw new Error(`${name} ended; its own message is above`);
    return Number(value) / 1e6;
  };
  return { name, run, answer: async () => (await run(), readFileSync(answer)), end: () => child.stdin.end() };
}
