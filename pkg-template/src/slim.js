// No wasm inside: the caller fetches `payout-rules/payout_rules_bg.wasm` and starts it.
export { default as init, initSync } from "./payout_rules.js";
export { Engine, RulebookError } from "./api.js";
