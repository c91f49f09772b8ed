// The public names, one by one: what else the generated glue exports is not part of the API.
import { Engine as WasmEngine } from "./payout_rules.js";

export class RulebookError extends Error {
  constructor(message, issues) {
    super(message);
    this.name = "RulebookError";
    this.issues = issues;
  }
}

// The glue sets its pointer to 0 when the engine's memory is given back.
const isAlive = (engine) => engine.__wbg_ptr !== 0;

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

  // A second time is no error, as with every other resource.
  free() {
    if (isAlive(this)) super.free();
  }

  planJson(batch, context) {
    // Of anything else the glue would copy zeros. Not `instanceof`: bytes may be of another realm.
    const areBytes = [batch, context].every((b) => ArrayBuffer.isView(b) && b.BYTES_PER_ELEMENT === 1);
    if (!areBytes) throw new TypeError("planJson takes the batch and the context as Uint8Array");
    return super.planJson(batch, context);
  }
}

for (const call of ["rulebook", "methods", "gate", "quote", "validate", "plan", "planJson"]) {
  const answer = Engine.prototype[call];
  Engine.prototype[call] = function (...args) {
    if (!isAlive(this)) throw new Error(`this engine was freed, so it cannot answer ${call}`);
    return answer.apply(this, args);
  };
}
if (Symbol.dispose) Engine.prototype[Symbol.dispose] = Engine.prototype.free;
