// Edge workers: compiling bytes at run time is forbidden there, so the wasm is imported compiled.
import module from "./payout_rules_screening_bg.wasm";
import { initSync } from "./payout_rules_screening.js";

initSync({ module });

export { Screener, ScreeningError } from "./screening-api.js";
