// The rules themselves, for the command line: under Node only, so the wasm is a file beside.
import { readFileSync } from "node:fs";
import { initSync, Tools } from "./payout_rules_tools.js";

initSync({ module: readFileSync(new URL("payout_rules_tools_bg.wasm", import.meta.url)) });

export { Tools };
