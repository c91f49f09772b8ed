// The public names, one by one: what else the generated glue exports is not part of the API.
import { guard } from "./guard.js";
import { Engine as WasmEngine } from "./payout_rules.js";

export class RulebookError extends Error {
  constructor(message, issues) {
    super(message);
    this.name = "RulebookError";
    this.issues = issues;
  }
}

const lengthOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), "length").get;
const BYTES_MAX = 2 ** 30;

/** A copy of the bytes, by the length they have and not the one they claim. */
function bytesOf(view) {
  // Not `instanceof`: bytes may be of another realm.
  if (!ArrayBuffer.isView(view) || view.BYTES_PER_ELEMENT !== 1) {
    throw new TypeError("planJson takes the batch and the context as Uint8Array");
  }
  const length = lengthOf.call(view);
  if (length > BYTES_MAX) throw new TypeError(`planJson takes at most ${BYTES_MAX} bytes`);
  const bytes = new Uint8Array(length);
  bytes.set(view);
  return bytes;
}

export class Engine extends WasmEngine {
  constructor(overlay) {
    try {
      super(overlay);
    } catch (error) {
      // The wasm throws a plain Error of that name; callers get a class to test against.
      if (error?.name === "RulebookError") throw new RulebookError(error.message, error.issues);
      throw error;
    }
  }

  planJson(batch, context) {
    return super.planJson(bytesOf(batch), bytesOf(context));
  }
}

const CALLS = [
  "rulebook", "diffRulebook", "coverage", "methods", "fields", "checkAccount", "checkIdentifier", "gate",
  "quote", "verifyQuote", "failure", "report", "validate", "plan",
];
for (const name of CALLS) {
  Engine.prototype[name] = function (...args) {
    return this.call(name, args);
  };
}
guard(Engine, "engine", [...CALLS, "planJson"]);
