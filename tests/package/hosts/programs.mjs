// The programs that hosts run, written into the consumer's folder so that names resolve as they do for a user.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { consumer, goldenCases, whole } from "../consumer.mjs";
import { prove } from "./prove.mjs";
import { here, tool } from "./tools.mjs";

export const cases = goldenCases();
const asked = prove(whole.ESM, cases);
/** What each host must come to: every answer right, and as many as this Node was asked for. */
export const proof = { right: asked.right + asked.wrong.length, wrong: [] };

const imports = `
import * as engine from "payout-rules";
import * as screening from "payout-rules/screening";
import { prove } from "./prove.mjs";
`;
const PROGRAMS = {
  "cases.json": JSON.stringify(cases),
  // Text that is parsed is quicker to load than a literal.
  "cases.mjs": `export default JSON.parse(${JSON.stringify(JSON.stringify(cases))});\n`,
  "main.mjs": `${imports}import cases from "./cases.mjs";
console.log(JSON.stringify(prove({ ...engine, ...screening }, cases)));
`,
  "main.cjs": `const { prove } = require("./prove.cjs");
const api = { ...require("payout-rules"), ...require("payout-rules/screening") };
console.log(JSON.stringify(prove(api, require("./cases.json"))));
`,
  "worker.mjs": `${imports}import cases from "./cases.mjs";
export default { test() { console.log(JSON.stringify(prove({ ...engine, ...screening }, cases))); } };
`,
  // A page fetches the cases: they are no part of what is bundled.
  "page.mjs": `${imports}
fetch("/hosts/cases.json")
  .then((response) => response.json())
  .then((cases) => { globalThis.proof = prove({ ...engine, ...screening }, cases); })
  .catch((error) => { globalThis.proof = { right: 0, wrong: [String(error)] }; });
`,
};

/** Writes them, and answers their folder. */
export async function writePrograms() {
  const folder = path.join(consumer, "hosts");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(PROGRAMS)) writeFileSync(path.join(folder, name), text);
  const { build } = await tool("esbuild");
  for (const [format, file] of [["esm", "prove.mjs"], ["cjs", "prove.cjs"]]) {
    const entryPoints = [path.join(here, "prove.mjs")];
    await build({ entryPoints, outfile: path.join(folder, file), bundle: true, format, platform: "neutral" });
  }
  return folder;
}
