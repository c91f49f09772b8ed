import type { Issue } from "./issues.js";
import type { ScreenerInfo, Screening } from "./screening-answers.js";
import type { ScreenRequest, ScreenerOptions, ScreeningList } from "./screening-requests.js";

/** Lists or options that are wrong. */
export class ScreeningError extends Error {
  readonly name: "ScreeningError";
  /** Everything that is wrong with them; `params.line` is the line of the file. */
  readonly issues: Issue[];
  constructor(message: string, issues: Issue[]);
}

/**
 * Screens names against lists. Stateless but for the lists: every answer depends on the arguments
 * alone. Wrong data about a payee is an answer that holds, never an exception.
 */
export class Screener {
  /** @throws {ScreeningError} when a list cannot be read whole, or an option is wrong. */
  constructor(lists: ScreeningList | readonly ScreeningList[], options?: ScreenerOptions);
  /** What is loaded. */
  list(): ScreenerInfo;
  /** Screens one payee. */
  screen(payee: ScreenRequest): Screening;
  /** Screens many, each as by itself, in one call. */
  screenAll(payees: readonly ScreenRequest[]): Screening[];
  /** Gives the memory back at once, instead of when it is collected. */
  free(): void;
  [Symbol.dispose](): void;
}
