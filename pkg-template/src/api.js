// The public names, one by one: what else the generated glue exports is not part of the API.
import { Memory } from "./memory.js";
import { Engine as WasmEngine, isStarted, restart } from "./payout_rules.js";
import { streamOf } from "./stream.js";

export class RulebookError extends Error {
  constructor(message, issues) {
    super(message);
    this.name = "RulebookError";
    this.issues = issues;
  }
}

// The wasm throws a plain Error of that name; callers get a class to test against.
const isRefusal = (error) => error?.name === "RulebookError";
const memory = new Memory({ isStarted, restart }, isRefusal);

const lengthOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), "length").get;
const BYTES_MAX = 2 ** 30;

// Not `instanceof`: bytes may be of another realm.
const isBytes = (view) => ArrayBuffer.isView(view) && view.BYTES_PER_ELEMENT === 1;

/** A copy of the bytes, by the length they have and not the one they claim. */
function bytesOf(view) {
  if (!isBytes(view)) throw new TypeError("planJson takes the batch and the context as Uint8Array");
  const length = lengthOf.call(view);
  if (length > BYTES_MAX) throw new TypeError(`planJson takes at most ${BYTES_MAX} bytes`);
  const bytes = new Uint8Array(length);
  bytes.set(view);
  return bytes;
}

/** The overlay, however the caller changes it meanwhile: for an engine that is made once more. */
function keep(overlay) {
  try {
    return { overlay: structuredClone(overlay) };
  } catch {
    return undefined; // A proxy cannot be copied.
  }
}

export class Engine {
  #held;
  #kept;

  constructor(overlay) {
    const kept = keep(overlay);
    this.#kept = kept;
    const again = kept && (() => new WasmEngine(kept.overlay));
    try {
      this.#held = memory.hold(this, "engine", () => new WasmEngine(overlay), again);
    } catch (error) {
      if (isRefusal(error)) throw new RulebookError(error.message, error.issues);
      throw error;
    }
  }

  #ask(name, ...args) {
    return memory.ask(this.#held, name, (engine) => engine.call(name, args));
  }

  rulebook(at) {
    return this.#ask("rulebook", at);
  }

  diffRulebook(from, to) {
    return this.#ask("diffRulebook", from, to);
  }

  coverage(request) {
    return this.#ask("coverage", request);
  }

  methods(request) {
    return this.#ask("methods", request);
  }

  fields(request) {
    return this.#ask("fields", request);
  }

  checkAccount(request) {
    return this.#ask("checkAccount", request);
  }

  checkIdentifier(request) {
    return this.#ask("checkIdentifier", request);
  }

  gate(request) {
    return this.#ask("gate", request);
  }

  quote(request) {
    return this.#ask("quote", request);
  }

  verifyQuote(quote, request, at) {
    return this.#ask("verifyQuote", quote, request, at);
  }

  failure(request) {
    return this.#ask("failure", request);
  }

  report(request) {
    return this.#ask("report", request);
  }

  validate(batch) {
    return this.#ask("validate", batch);
  }

  plan(batch, context) {
    return this.#ask("plan", batch, context);
  }

  planJson(batch, context) {
    const documents = [bytesOf(batch), bytesOf(context)];
    return memory.ask(this.#held, "planJson", (engine) => engine.planJson(...documents));
  }

  planStream(context, head) {
    return memory.ask(this.#held, "planStream", () => {
      if (!this.#kept) throw new TypeError("an engine whose overlay cannot be copied has no planStream");
      return streamOf(this.#kept.overlay, isBytes(context) ? bytesOf(context) : context, head);
    });
  }

  free() {
    memory.free(this.#held);
  }
}

if (Symbol.dispose) Engine.prototype[Symbol.dispose] = Engine.prototype.free;
