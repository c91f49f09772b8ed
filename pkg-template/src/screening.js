// Node, Deno, Bun, browsers and bundlers: the wasm travels inside, so no file has to be found.
import { initSync } from "./payout_rules_screening.js";
import { base64 } from "./screening-base64.js";

initSync({ module: Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) });

export { Screener, ScreeningError } from "./screening-api.js";
