// ajv and big.js.
import Big from "big.js";
import { planner } from "./decide.mjs";

const Exact = Big();
/** Decimals of a quotient: products are exact whatever this is. */
Exact.DP = 40;
Exact.RM = Big.roundHalfEven;

const big = {
  of: (text) => new Exact(text),
  divided: (a, b) => a.div(b),
  round: (number, digits) => number.round(digits, Big.roundHalfEven),
  halved: (number, digits) => number.times(0.5).round(digits, Big.roundDown),
  significant: (number, digits) => number.prec(digits, Big.roundHalfEven),
};

export const name = "ajv + big.js";
export const plan = planner(big);
