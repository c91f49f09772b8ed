// The public names of `payout-rules/screening`, one by one.
import { guard } from "./guard.js";
import { Screener as WasmScreener } from "./payout_rules_screening.js";

export class ScreeningError extends Error {
  constructor(message, issues) {
    super(message);
    this.name = "ScreeningError";
    this.issues = issues;
  }
}

export class Screener extends WasmScreener {
  constructor(lists, options) {
    try {
      super(lists, options);
    } catch (error) {
      // The wasm throws a plain Error of that name; callers get a class to test against.
      if (error?.name === "ScreeningError") throw new ScreeningError(error.message, error.issues);
      throw error;
    }
  }
}

guard(Screener, "screener", ["list", "screen", "screenAll"]);
