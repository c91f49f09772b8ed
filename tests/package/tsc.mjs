// The TypeScript compiler of pkg-template/tools over files in the consumer's folder.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { consumer, repository } from "./consumer.mjs";

const program = path.join(repository, "pkg-template/tools/node_modules/typescript/bin/tsc");

/** How users resolve packages: Node's own rules, and those of bundlers. */
export const RESOLUTIONS = {
  node16: ["--module", "node16", "--moduleResolution", "node16"],
  bundler: ["--module", "esnext", "--moduleResolution", "bundler"],
};

/** What tsc prints about the files; nothing when all is well. */
export function check(files, options) {
  const strict = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022"];
  const run = spawnSync(process.execPath, [program, ...strict, "--types", "", ...options, ...files], {
    cwd: consumer,
    encoding: "utf8",
  });
  if (run.error) throw run.error;
  const printed = `${run.stdout}${run.stderr}`.trim();
  return run.status === 0 ? printed : printed || `tsc ended with ${run.status ?? run.signal}`;
}
