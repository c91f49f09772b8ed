// Node, Deno, Bun, browsers and bundlers: the wasm travels inside, so no file has to be found.
import { initSync } from "./payout_rules.js";
import { base64 } from "./wasm-base64.js";

initSync({ module: Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) });

export { Engine, RulebookError } from "./api.js";
