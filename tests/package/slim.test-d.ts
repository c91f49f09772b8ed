// The entry without the wasm inside; compiled, never run.
import { Engine, init, initSync } from "payout-rules/slim";
import wasm from "payout-rules/payout_rules_bg.wasm";
import type { Plan } from "payout-rules/slim";

initSync({ module: wasm });
const started: Promise<unknown> = init({ module_or_path: fetch("payout_rules_bg.wasm") });
const plan: Plan = new Engine().plan({ batch_id: "may", transactions: [] }, { at: "" });
// @ts-expect-error the options are an object
initSync(wasm);

export { plan, started };
