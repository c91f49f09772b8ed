// ajv and decimal.js.
import { Decimal } from "decimal.js";
import { planner } from "./decide.mjs";

/** Enough digits for every product to be exact. */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -30, toExpPos: 30 });

export const decimal = {
  of: (text) => new Exact(text),
  divided: (a, b) => a.div(b),
  round: (number, digits) => number.toDecimalPlaces(digits, Decimal.ROUND_HALF_EVEN),
  halved: (number, digits) => number.div(2).toDecimalPlaces(digits, Decimal.ROUND_DOWN),
  significant: (number, digits) => number.toSignificantDigits(digits, Decimal.ROUND_HALF_EVEN),
};

export const name = "ajv + decimal.js";
export const plan = planner(decimal);
