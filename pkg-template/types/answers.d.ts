import type { AccountUse, AsOf, Charset, CountryCode, CurrencyCode, DecimalString, GateOutcome, Hash } from "./words.js";
import type { IdentifierKind, InputMode, Landing, LocalDate, MethodKind, MethodStatus } from "./words.js";
import type { Money, Notify, Outcome, PayeeType, PlanOutcome, Retry, Timestamp } from "./words.js";
import type { ReportForm, WindowStart, WindowUnit } from "./words.js";
import type { IssueCode } from "./codes.js";
import type { Issue, Requirement } from "./issues.js";
import type { Confidence, Table } from "./overlay.js";

// What comes out. A key with `?` is absent where there is nothing to say.

export interface RulebookId {
  version: string;
  hash: Hash;
}

export interface RulebookInfo extends RulebookId {
  /** The day its facts were checked. */
  as_of: LocalDate;
  /** Rows of each table, those that are off included. */
  counts: Record<Table, number>;
  /** The time that was asked for. */
  at?: AsOf;
  /** Rows of each table that count then. */
  in_force?: Record<Table, number>;
  /** What is wrong with the question. */
  issues?: Issue[];
}

export interface RulebookDiff {
  /** `null` when it could not be read, as the next. */
  from: AsOf | null;
  to: AsOf | null;
  /** In the order of the tables and their rows. */
  changes: RulebookChange[];
  rulebook: RulebookId;
  issues: Issue[];
}

/** A row, or a part of a row that counts both times, that counts at one time and not at the other. */
export interface RulebookChange {
  table: Table;
  id: string;
  /** `changes`: another part counts in its stead. */
  change: "enters" | "leaves" | "changes";
  /** The part: of a country why it is closed, of a rail who joined it. Absent of a row as a whole. */
  field?: "limits" | "closed" | "joined";
  before?: PartTerms;
  after?: PartTerms;
  /** Of what is new, or else of what ends. */
  source: string;
}

/** A limit of a rail (`min`, `max`) or of a gate, a closure, a country that joined. What is not said is absent. */
export interface PartTerms {
  /** Why the country is closed. */
  reason?: "embargo" | "sanctions" | "no_route";
  /** The country that joined the rail. */
  country?: CountryCode;
  /** The parts of the country that are closed, if not all of it. */
  regions?: string[];
  /** Over what time a gate's limit measures. */
  period?: string;
  /** The payees that a gate's limit is for, if not for all. */
  payee_types?: PayeeType[];
  crossed_by?: "any";
  just_under?: DecimalString;
  rate?: DecimalString;
  /** The payers that the limit is for, if not for all. */
  payer_types?: PayeeType[];
  currency?: CurrencyCode;
  min?: DecimalString;
  max?: DecimalString;
  amount?: DecimalString;
  amount_is?: "over" | "at_least";
  count?: number;
  count_is?: "over" | "at_least";
}

export interface Coverage {
  /** `null` when the request could not be read. */
  at: AsOf | null;
  /** By country. Of the cells of a country the first that fits a currency and a method counts. */
  cells: CoverageCell[];
  counts: CoverageCounts;
  rulebook: RulebookId;
  issues: Issue[];
}

/** Whether a payee whose data is complete can be paid so, up to the rail's limits. */
export interface CoverageCell {
  country: CountryCode;
  /** What is received; `"*"` is every currency that no earlier cell is about. */
  currency: CurrencyCode | "*";
  /** `"*"` is every method that no earlier cell is about. */
  method: string | "*";
  /** `unknown`: a rail goes there, but something else that it needs is not known. Treat as closed. */
  status: "open" | "closed" | "unknown";
  /** The row that opens or closes it, `rails/us_rtp`; `methods/*` is each method's own. */
  by: string;
  /** Why it is not open. */
  reason?: IssueCode;
}

/** Each `"*"` counted out. */
export interface CoverageCounts {
  countries: number;
  /** Countries with an open cell or more. */
  countries_open: number;
  /** Those that some rail carries. */
  currencies: number;
  methods: number;
  open: number;
  closed: number;
  unknown: number;
}

export interface Arrival {
  earliest: Timestamp;
  latest: Timestamp;
  /** Every wait on the way, in order. */
  steps: ArrivalStep[];
}

export interface ArrivalStep {
  kind: "before_opening" | "after_cutoff" | "weekend" | "holiday" | "business_day";
  /** The rail's local day; over a rail that needs both ends, the sender's. */
  date: LocalDate;
  /** In English; of a day that is closed at the payee's end it says where: `Republic Day, IN`. */
  text: string;
}

/** How an amount was converted. A rate is payout currency per unit sent. */
export interface Fx {
  /** The rate applied: mid × (1 − markup). */
  rate: DecimalString;
  mid: DecimalString;
  /** Hundredths of a percent. */
  markup_bps: number;
  /** What the rate costs against the mid rate: the markup, and the rounding of the rate. */
  margin: Money;
  /** When the rates were made. */
  at: Timestamp;
  expires_at: Timestamp;
}

export interface Fee {
  total: Money;
  lines: FeeLine[];
}

export interface FeeLine {
  /** The rulebook's row. */
  id: string;
  borne_by: "sender" | "recipient";
  amount: Money;
  /** Of a price in another currency than leaves: which, and the mid rate it was converted at. */
  priced_in?: { currency: CurrencyCode; mid: DecimalString };
}

export interface QuoteTerms {
  /** What leaves the funding account. */
  debit: Money;
  /** What of the debit is kept back for the tax office. */
  withheld?: Money;
  /** What is converted, or passed on as it is. */
  convertible: Money;
  fee: Fee;
  fx?: Fx;
  /** What the payee gets. */
  receive: Money;
  /** What rounding to minor units left over. Its value is exact, past the minor unit. */
  residue: Money;
  expires_at: Timestamp;
}

export interface QuoteEnd {
  rulebook: RulebookId;
  /** Over the rulebook, the request and the rest of the quote. */
  hash: Hash;
  /** Everything that stands against it, and warnings. */
  issues: Issue[];
}

/** With `ok` it can be taken as it stands; else its terms may still be there, all or none. */
export type Quote =
  | ({ ok: true } & QuoteTerms & QuoteEnd)
  | ({ ok: false } & Partial<QuoteTerms> & QuoteEnd);

/** What became of a quote. `ok` only when it is the same, still lives, and was `ok` itself. */
export type QuoteCheck =
  | ({ ok: boolean; status: "same" } & QuoteCheckEnd)
  | ({ ok: false; status: "expired" | "different" } & QuoteCheckEnd);

export interface QuoteCheckEnd {
  /** Where they differ, the first 64 of them; a JSON Pointer into the quote. */
  differences: { path: string; quoted?: string; computed?: string }[];
  /** When the quote that was made anew dies. */
  expires_at?: Timestamp;
  /** Of the quote that was made anew; absent when the request could not be read. */
  hash?: Hash;
  /** What is wrong with the request or the moment. */
  issues: Issue[];
}

/** One field of an account, ready for a form. */
export interface Field {
  /** The key in the account's details. */
  name: string;
  label: string;
  required: boolean;
  /** A check the engine makes. */
  identifier?: IdentifierKind;
  charset: Charset;
  /** Characters. */
  min_length: number;
  /** Characters. */
  max_length: number;
  /** The only values allowed. */
  options?: string[];
  /** The only beginnings allowed. */
  starts_with?: string[];
  input_mode: InputMode;
  example: string;
  help: string;
}

/** A field with what its normal form looks like. */
export interface AskedField extends Field {
  /**
   * A regular expression of the normal form, as `checkAccount` answers it: what people type may have
   * blanks and hyphens. Absent where any text will do.
   */
  pattern?: string;
}

/** A JSON Schema (2020-12) of an account's details in their normal form. Check digits are the engine's. */
export interface DetailsSchema {
  $schema: "https://json-schema.org/draft/2020-12/schema";
  type: "object";
  properties: Record<string, DetailSchema>;
  required: string[];
  additionalProperties: false;
}

export interface DetailSchema {
  type: "string";
  title: string;
  description: string;
  enum?: string[];
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  examples: string[];
}

export interface AskedForm {
  /** The form's id: methods with one form share an account on file. */
  form: string;
  /** In the order of a form. */
  fields: AskedField[];
  schema: DetailsSchema;
}

/** `ok` is whether the method pays to that country, in that currency, to that type of payee. */
export type FieldsAnswer =
  | ({ ok: true; issues: Issue[] } & AskedForm)
  | ({ ok: false; issues: Issue[] } & (AskedForm | { form?: never; fields: []; schema?: never }));

/** What an open way has: the rail that carries it, what would arrive, what it costs. */
export interface MethodTerms {
  rail: string;
  currency: CurrencyCode;
  quote: QuoteTerms;
}

/** A method for the payee. `needs_action`: once `requires` is met; `unavailable`: whatever the payee does. */
export type MethodOption =
  | ({ status: "available" } & MethodTerms & MethodOptionEnd)
  | ({ status: Exclude<MethodStatus, "available"> } & Partial<MethodTerms> & MethodOptionEnd);

export interface MethodOptionEnd {
  method: string;
  kind: MethodKind;
  /** 1 is best. */
  rank: number;
  /** The points it was ranked by, where weights rank; the fewer the better. */
  score?: DecimalString;
  /** Whether the payee wants it. */
  preferred: boolean;
  /** Absent where it is not known. */
  arrives?: Arrival;
  fields: AskedField[];
  /** Every reason it is not available, and warnings. */
  reasons: Issue[];
  /** Everything to be done for it. */
  requires: Requirement[];
}

export interface MethodsAnswer {
  /** Every method that reaches the payee's country, the best first. */
  methods: MethodOption[];
  rulebook: RulebookId;
  hash: Hash;
  /** What is wrong with the request, or with the payee whatever the method. */
  issues: Issue[];
}

export interface GateTrigger {
  gate: string;
  measure: "amount" | "count";
  period: string;
  /** What was reached, this payout included: exact major units, converted if need be, or a count. */
  value: DecimalString;
  limit: DecimalString;
  /** Of an amount. */
  currency?: CurrencyCode;
  source: string;
}

/** What is kept back of a payout for the tax office. */
export interface Withhold {
  gate: string;
  /** A share: 24 percent is `"0.24"`. */
  rate: DecimalString;
  amount: Money;
  /** What ends it. */
  lifted_by: Requirement[];
  source: string;
}

/** What compliance says of a payout; where it is `clear`, no limit is crossed or near. */
export type GateAnswer =
  | ({ outcome: "clear"; triggers: []; withhold?: never } & GateAnswerEnd)
  | ({
      outcome: Exclude<GateOutcome, "clear">;
      /** The limits that were crossed or are near. */
      triggers: GateTrigger[];
      withhold?: Withhold;
    } & GateAnswerEnd);

export interface GateAnswerEnd {
  /** Every limit that is about the payee, with how much of it is used up: 380 of 600. */
  progress?: GateTrigger[];
  requires: Requirement[];
  reasons: Issue[];
}

/** So long at most after that: within 2 banking days after settlement. */
export interface ReturnWindow {
  /** Absent where the unit is no count: in the next file, or whenever the banks agree. */
  within?: number;
  unit: WindowUnit;
  after: WindowStart;
}

/** What a return code means. Where it is not `known`, all of it is a default that sends nothing again. */
export type FailureAnswer =
  | ({
      known: true;
      rail: string;
      /** As the rail writes it. */
      code: string;
      /** The list of codes it is of. */
      system: string;
      /** What it has in common with codes of other lists, such as `account_invalid`. */
      class: string;
      /** By when the platform has to act on it. */
      deadline?: ReturnWindow;
      /** Where code, title and window come from. */
      source: string;
      confidence: Confidence;
    } & FailureAnswerEnd)
  | ({
      known: false;
      /** `null` when it could not be read, as the code. */
      rail: string | null;
      code: string | null;
      system?: never;
      class?: never;
      deadline?: never;
      source?: never;
      confidence?: never;
    } & FailureAnswerEnd);

export interface FailureAnswerEnd {
  title: string;
  meaning: string;
  payout: Landing;
  /** Until when a payout may come back with it; `null` when that is not known. */
  window: ReturnWindow | null;
  retry: Retry;
  account: AccountUse;
  notify: Notify;
  /** Fields of the account to ask again, or with `account: "update"` to change. */
  fields: string[];
  issues: Issue[];
}

/** What a tax form says of a year. Amounts are in `currency`. */
export interface Report {
  /** `null`, as the year, when the request could not be read. */
  form: ReportForm | null;
  year: number | null;
  /** `null`, as all that may be below, when there can be no report; `issues` says why. */
  from: LocalDate | null;
  until: LocalDate | null;
  /** Where these days are days. */
  time_zone: string | null;
  /** That of the form's limits. */
  currency: CurrencyCode | null;
  /** Whether every record was counted. */
  complete: boolean;
  /** Everyone paid in the year, in the order of their first record. */
  payees: ReportLine[];
  totals: ReportTotals | null;
  rulebook: RulebookId;
  /** Of payees, payouts, rates and the request itself. */
  issues: Issue[];
  hash: Hash;
}

export interface ReportLine {
  payee_id: string;
  /** Whether the form is filed; `null` when that cannot be said. */
  reportable: boolean | null;
  /** Whether every record that names the payee was counted, and their entry could be read. */
  complete: boolean;
  by: ReportedBy;
  /** Every limit that there is for such a payee. */
  measures: ReportMeasure[];
  paid: ReportFigures;
  /** How many records came back, which nothing else here counts. */
  returned: number;
  /** The months (`1099k`) or quarters (`dac7`) in which anything was paid. */
  periods: ReportFigures[];
  /** The payee's US state; none of `dac7`. */
  state?: ReportState;
  /** What is missing to file, each with the field that mends it; nothing of who is not reportable. */
  missing: Issue[];
  reasons: Issue[];
}

/** The row by which a payee is reportable or not. */
export interface ReportedBy {
  /**
   * `limit`: it is crossed; `withheld`: tax was, so the amount does not matter; `below`: no limit is
   * crossed; `not_about`: the form is not about such a payee; `unknown`: what it hangs on is not known.
   */
  reason: "limit" | "withheld" | "below" | "not_about" | "unknown";
  gate?: string;
  limit?: PartTerms;
  /** The days of the limit. */
  from?: LocalDate;
  until?: LocalDate;
  source?: string;
  confidence?: Confidence;
}

/** What a payee comes to in the year, of how much: 380.00 of 600.00. */
export interface ReportMeasure {
  gate: string;
  measure: "amount" | "count";
  value: DecimalString;
  limit: DecimalString;
  /** Whether reaching it is enough. */
  limit_is: "over" | "at_least";
  /** Of an amount. */
  currency?: CurrencyCode;
  reached: boolean;
}

/** Sums of a year, a month or a quarter. */
export interface ReportFigures {
  /** `2026`, `2026-05` or `2026-04/2026-06`. */
  period: string;
  /** How many transactions. */
  count: number;
  /** Fee and tax included. */
  gross: DecimalString;
  /** What the platform kept of it. */
  fees: DecimalString;
  /** Tax withheld, that of states left out. */
  withheld: DecimalString;
  state_withheld: DecimalString;
  /** What is left. */
  net: DecimalString;
}

export interface ReportState {
  /** `MA`. */
  state: string;
  income: DecimalString;
  withheld: DecimalString;
  /** Whether the state wants the form: by a gate of its own, or else as the federal ones say. */
  reportable: boolean | null;
}

export interface ReportTotals {
  /** Payees. */
  reportable: number;
  not_reportable: number;
  undecided: number;
  paid: ReportFigures;
  /** Records that came back. */
  returned: number;
  /** Records of other years, which nothing here counts. */
  other_years: number;
}

export interface AccountAnswer {
  ok: boolean;
  /** What is wrong with the account, the method for it, or the request. */
  issues: Issue[];
  /** The fields that are right, each in its normal form. */
  normalized: Record<string, string>;
}

export type IdentifierAnswer =
  | {
      ok: true;
      kind: IdentifierKind;
      /** The country it is of, where that can be said. */
      country?: CountryCode;
      /** Without separators, in the case of its scheme: checked again, it stays as it is. */
      normalized: string;
      /** What is doubtful. */
      issues: Issue[];
    }
  | {
      ok: false;
      /** Absent when the request does not say. */
      kind?: IdentifierKind;
      country?: never;
      normalized?: never;
      /** `params.looks_like` is the kind that the value plainly is, or `account_number`. */
      issues: Issue[];
    };

export interface Validation {
  ok: boolean;
  issues: Issue[];
}

/** What happens to a payout. A refused one shows no terms; a held one shows them once they are known. */
export type Decision =
  | ({ outcome: "pay" } & DecisionTerms & DecisionOfPayout)
  | ({ outcome: "hold" } & (DecisionTerms | NoDecisionTerms) & DecisionOfPayout)
  | ({ outcome: "duplicate" } & NoDecisionTerms & DecisionOfPayout)
  | ({
      outcome: "reject";
      /** `null` when it could not be read. */
      payee_id: string | null;
      /** `null` when what was asked could not be read. */
      fingerprint: Hash | null;
    } & NoDecisionTerms & DecisionEnd);

export interface DecisionTerms {
  method: string;
  rail: string;
  /** What leaves the funding account. */
  debit: Money;
  /** Whoever bears it. */
  fee: Money;
  fx?: Fx;
  /** What the payee gets. */
  receive: Money;
  /** What of the debit is kept back for the tax office. */
  withheld?: Money;
  /** Absent where it is not known. */
  arrives?: Arrival;
}

export type NoDecisionTerms = { [Term in keyof DecisionTerms]?: never };

export interface DecisionOfPayout extends DecisionEnd {
  payee_id: string;
  /**
   * Of everything that was asked, to send back in `seen`: with it the same `reference` is told
   * from another payout's, and a likely double payment of one day without one.
   */
  fingerprint: Hash;
}

export interface DecisionEnd {
  /** Place in the batch, from 0. */
  index: number;
  reference?: string;
  /** Why, and what to know. */
  reasons: Issue[];
  /** What a held payout waits for, all of it. */
  requires: Requirement[];
  hash: Hash;
}

export interface CurrencyTotal {
  /** Payouts that go. */
  count: number;
  debit: Money;
  fee: Money;
}

/** What the batch takes of the funding account. `null` is what the context does not say. */
export interface FundingLine {
  account: string | null;
  currency: CurrencyCode;
  /** Major units, like the next two. */
  available: DecimalString | null;
  required: DecimalString;
  shortfall: DecimalString | null;
  /** Whether the balance falls below its low-balance level. */
  low: boolean | null;
}

/** What is decided of a batch. `reject` refuses the batch or context as a whole; `issues` says why. */
export type Plan =
  | ({ outcome: Exclude<PlanOutcome, "reject">; batch_id: string; at: Timestamp } & PlanEnd)
  | ({
      outcome: "reject";
      /** `null` when it could not be read. */
      batch_id: string | null;
      /** `null` when the context gave none. */
      at: Timestamp | null;
    } & PlanEnd);

/** What a stream ends with: the plan without its decisions. */
export interface StreamSummary extends Omit<PlanEnd, "decisions"> {
  outcome: PlanOutcome;
  batch_id: string | null;
  at: Timestamp | null;
}

export interface PlanEnd {
  rulebook: RulebookId;
  /** One per transaction, in the batch's order. */
  decisions: Decision[];
  counts: Record<Outcome, number>;
  /** What goes, one for each currency. */
  totals: CurrencyTotal[];
  funding: FundingLine[];
  /** Of the batch and the context themselves. */
  issues: Issue[];
  hash: Hash;
}
