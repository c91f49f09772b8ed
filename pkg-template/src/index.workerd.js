// Edge workers: compiling bytes at run time is forbidden there, so the wasm is imported compiled.
import module from "./payout_rules_bg.wasm";
import { initSync } from "./payout_rules.js";

initSync({ module });

export { Engine, RulebookError } from "./api.js";
