// The public names of `payout-rules/screening`, one by one.
import { Memory } from "./memory.js";
import { isStarted, restart, Screener as WasmScreener } from "./payout_rules_screening.js";

export class ScreeningError extends Error {
  constructor(message, issues) {
    super(message);
    this.name = "ScreeningError";
    this.issues = issues;
  }
}

// The wasm throws a plain Error of that name; callers get a class to test against.
const isRefusal = (error) => error?.name === "ScreeningError";
const memory = new Memory({ isStarted, restart }, isRefusal);

export class Screener {
  #held;

  constructor(lists, options) {
    try {
      // The lists are not kept: they are large, and the caller has them.
      this.#held = memory.hold(this, "screener", () => new WasmScreener(lists, options));
    } catch (error) {
      if (isRefusal(error)) throw new ScreeningError(error.message, error.issues);
      throw error;
    }
  }

  #ask(name, ...args) {
    return memory.ask(this.#held, name, (screener) => screener[name](...args));
  }

  list() {
    return this.#ask("list");
  }

  screen(request) {
    return this.#ask("screen", request);
  }

  screenAll(requests) {
    return this.#ask("screenAll", requests);
  }

  free() {
    memory.free(this.#held);
  }
}

if (Symbol.dispose) Screener.prototype[Symbol.dispose] = Screener.prototype.free;
