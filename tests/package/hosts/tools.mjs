// The tools of tests/package/hosts, which npm installs there without running any script of theirs.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { repository } from "../consumer.mjs";

export const here = path.join(repository, "tests/package/hosts");
export const modules = path.join(here, "node_modules");
const install = "run `npm install --no-save --ignore-scripts` in tests/package/hosts, or `cargo xtask test`";
const require = createRequire(path.join(here, "package.json"));

/** Loads an installed tool; what is absent says how to get it. */
export async function tool(name) {
  try {
    return await import(require.resolve(name));
  } catch (cause) {
    throw new Error(`${name} is not installed: ${install}`, { cause });
  }
}

/** For the names of tests. */
export function versionOf(name) {
  try {
    return JSON.parse(readFileSync(path.join(modules, name, "package.json"), "utf8")).version;
  } catch {
    return "(absent)";
  }
}
