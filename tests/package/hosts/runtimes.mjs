// Runtimes outside of browsers: where each is, and how it runs a program.
import { execFile } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { modules, tool } from "./tools.mjs";

const run = promisify(execFile);

/** The program of a runtime that npm has one package for each machine of; only this machine's is installed. */
function programIn(scope, file) {
  const folder = path.join(modules, scope);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const found = names.map((name) => path.join(folder, name, file)).find((program) => existsSync(program));
  return found ?? path.join(folder, "…", file);
}

async function printed(program, args, options) {
  const { stdout } = await run(program, args, { ...options, encoding: "utf8", maxBuffer: 2 ** 26 });
  return stdout;
}

async function version(program, name) {
  try {
    const { stdout } = await run(program, ["--version"], { encoding: "utf8" });
    return `${name} ${stdout.match(/\d[\w.-]*/)?.[0]}`;
  } catch {
    return `${name} (absent at ${program})`;
  }
}

/** Node as npm has it, by major version. */
function nodes() {
  const names = existsSync(modules) ? readdirSync(modules).filter((name) => /^node-\d+-/.test(name)) : [];
  const installed = names.sort().map((name) => path.join(modules, name, "bin/node"));
  return [process.execPath, ...installed];
}

const DENO = programIn("@deno", "deno");
const BUN = programIn("@oven", "bin/bun");
const WORKERD = programIn("@cloudflare", "bin/workerd");

/** Before 2025-06-01 workerd compiles no bytes even at start. */
const WORKERD_DATES = ["2024-09-23", "2025-05-31", "2025-06-01", "2026-11-17"];

async function inDeno(folder, file) {
  const env = { ...process.env, DENO_DIR: path.join(folder, ".deno"), DENO_NO_UPDATE_CHECK: "1" };
  // No permission is given, and none can be asked for.
  return printed(DENO, ["run", "--no-prompt", "--no-remote", file], { cwd: folder, env });
}

/** Bundled as wrangler bundles: by its conditions, with wasm left as a module of its own. */
async function bundleForWorkerd(folder, file) {
  const { build } = await tool("esbuild");
  const out = path.join(folder, "workerd");
  await build({
    entryPoints: [path.join(folder, file)],
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "browser",
    conditions: ["workerd", "worker", "browser"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    logLevel: "warning",
  });
  return out;
}

async function inWorkerd(folder, file, date) {
  const out = await bundleForWorkerd(folder, file);
  const wasm = readdirSync(out).filter((name) => name.endsWith(".wasm"));
  const modulesOf = [file, ...wasm].map((name) => {
    const kind = name.endsWith(".wasm") ? "wasm" : "esModule";
    return `(name = "${name}", ${kind} = embed "${name}")`;
  });
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = (
  modules = [${modulesOf.join(", ")}],
  compatibilityDate = "${date}",
))]);
`;
  writeFileSync(path.join(out, `${date}.capnp`), config);
  return printed(WORKERD, ["test", `${date}.capnp`], { cwd: out });
}

/** Every runtime: its name, the program for it, and what a program of that folder prints in it. */
export async function runtimes() {
  const found = [];
  for (const program of nodes()) {
    const name = await version(program, "Node");
    const print = (cwd, file) => printed(program, [file], { cwd });
    found.push({ name: `${name}, import`, program: "main.mjs", print });
    found.push({ name: `${name}, require`, program: "main.cjs", print });
  }
  const deno = await version(DENO, "Deno");
  found.push({ name: `${deno}, without any permission`, program: "main.mjs", print: inDeno });
  const bun = await version(BUN, "Bun");
  for (const [way, program] of [["import", "main.mjs"], ["require", "main.cjs"]]) {
    found.push({ name: `${bun}, ${way}`, program, print: (cwd, file) => printed(BUN, [file], { cwd }) });
  }
  const workerd = await version(WORKERD, "workerd");
  for (const date of WORKERD_DATES) {
    const print = (folder, file) => inWorkerd(folder, file, date);
    found.push({ name: `${workerd}, compatibility date ${date}`, program: "worker.mjs", print });
  }
  return found;
}
