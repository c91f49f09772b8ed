import type { AccountAnswer, Coverage, FailureAnswer, FieldsAnswer, GateAnswer } from "./answers.js";
import type { IdentifierAnswer, MethodsAnswer, Plan, Quote, QuoteCheck, RulebookDiff, RulebookInfo } from "./answers.js";
import type { Report, StreamSummary, Validation } from "./answers.js";
import type { Issue } from "./issues.js";
import type { Overlay, ReadyOverlay } from "./overlay.js";
import type { AccountRequest, Batch, Context, CoverageRequest, FailureRequest } from "./requests.js";
import type { FieldsRequest, GateRequest, IdentifierRequest, MethodsRequest } from "./requests.js";
import type { QuoteRequest, ReportRequest, StreamHead } from "./requests.js";
import type { AsOf, Plain, Timestamp } from "./words.js";

// The API.

/** A web `TransformStream` of bytes, by the types that the program has for it. */
export type WebTransformStream = typeof globalThis extends { TransformStream: { prototype: infer Stream } }
  ? Stream
  : { readonly readable: unknown; readonly writable: unknown };

/** An overlay that does not fit the rulebook. */
export class RulebookError extends Error {
  readonly name: "RulebookError";
  /** Everything that is wrong with it. */
  readonly issues: Issue[];
  constructor(message: string, issues: Issue[]);
}

/**
 * Decides payouts by its rulebook. Stateless but for the rulebook: every answer depends on the
 * arguments alone. Wrong data is an answer with issues, never an exception.
 */
export class Engine {
  /**
   * Later layers of an overlay go over earlier ones; a layer may be the name of a ready-made one.
   * @throws {RulebookError} when the overlay is wrong.
   */
  constructor(overlay?: Overlay | ReadyOverlay | readonly (Overlay | ReadyOverlay)[]);
  /** Which rulebook decides and, for a time, how much of it counts then. */
  rulebook(at?: AsOf): RulebookInfo;
  /** What changes from one time to another: rows that begin or end to count, and limits in rows. */
  diffRulebook(from: AsOf, to: AsOf): RulebookDiff;
  /** Which method reaches which country in which currency, or the row that keeps it closed. */
  coverage(request?: CoverageRequest): Coverage;
  /** Every known method for the payee's country, ranked, with all reasons against each. */
  methods(request: MethodsRequest): MethodsAnswer;
  /** What a method asks of a payee's account, ready for a form, with a JSON Schema (2020-12). */
  fields(request: FieldsRequest): FieldsAnswer;
  /** Whether an account would do for a method, and its details in their normal form. */
  checkAccount(request: AccountRequest): AccountAnswer;
  /** Whether a value is the identifier it should be, its normal form, and what it looks like if not. */
  checkIdentifier(request: IdentifierRequest): IdentifierAnswer;
  /** Whether compliance lets the payout go, and what it asks for. */
  gate(request: GateRequest): GateAnswer;
  /** Fee, exchange and what arrives, to the last minor unit. */
  quote(request: QuoteRequest): Quote;
  /**
   * Whether a quote is what the engine says to the same request, and still lives at that moment. The
   * quote is as it came, from a page or a store.
   */
  verifyQuote(quote: Plain<Quote>, request: QuoteRequest, at: Timestamp): QuoteCheck;
  /** What a return code of a rail means, and what to do about it. */
  failure(request: FailureRequest): FailureAnswer;
  /** What a tax form says of a year: who is reportable and by which gate, and what is missing to file. */
  report(request: ReportRequest): Report;
  /** Whether the batch can be read, with every issue. */
  validate(batch: Batch): Validation;
  /** Decides every payout of the batch. */
  plan(batch: Batch, context: Context): Plan;
  /**
   * The same, from UTF-8 JSON to UTF-8 JSON of a {@link Plan}.
   * @throws {TypeError} when the arguments are not bytes.
   */
  planJson(batch: Uint8Array, context: Uint8Array): Uint8Array;
  /**
   * Decides payouts as NDJSON, in pieces cut anywhere, and answers NDJSON: a {@link Decision} for each line that is
   * not blank, then one line `{"summary": …}` with a {@link StreamSummary}. Money is taken in order; a payout that
   * comes again is known among the last 50,000 at least. The stream keeps a memory of its own until it ends.
   * @param context Data, or its UTF-8 JSON, which takes less memory.
   */
  planStream(context: Context | Uint8Array, head?: StreamHead): WebTransformStream;
  /** Gives the engine's memory back at once, instead of when it is collected. */
  free(): void;
  [Symbol.dispose](): void;
}
