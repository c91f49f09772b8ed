import type { Currency, GateOutcome, Hash, LocalDate, MethodKind } from "./words.js";
import type { MethodStatus, Money, Outcome, Timestamp } from "./words.js";
import type { Issue, Requirement } from "./issues.js";

// What comes out.

export interface RulebookId {
  version: string;
  hash: Hash;
}

export interface RulebookInfo extends RulebookId {
  /** The day its facts were checked. */
  as_of: LocalDate;
  /** Rows per table. */
  counts: Record<string, number>;
}

export interface Arrival {
  earliest: Timestamp;
  latest: Timestamp;
  /** Every wait on the way, in order. */
  steps: ArrivalStep[];
}

export interface ArrivalStep {
  kind: "after_cutoff" | "weekend" | "holiday" | "business_day";
  /** The rail's local day. */
  date?: LocalDate;
  text: string;
}

/** How an amount was converted. Rates are decimal strings: payout currency per unit sent. */
export interface Fx {
  /** The rate applied: mid × (1 − markup). */
  rate: string;
  mid: string;
  /** Hundredths of a percent. */
  markup_bps: number;
  /** What the markup costs. */
  margin: Money;
  /** When the rates were made. */
  at: Timestamp;
  expires_at?: Timestamp;
}

export interface FeeLine {
  id: string;
  kind: string;
  amount: Money;
}

export interface Quote {
  ok: boolean;
  /** What leaves the funding account. */
  debit?: Money;
  /** What is converted, after the fee. */
  convertible?: Money;
  fee?: { total: Money; lines: FeeLine[] };
  fx?: Fx;
  /** What the payee gets. */
  receive?: Money;
  /** What rounding to minor units left over. Its value is exact, past the minor unit. */
  residue?: Money;
  expires_at?: Timestamp;
  hash: Hash;
  issues: Issue[];
}

/** One field of an account, ready for a form. */
export interface Field {
  name: string;
  label: string;
  required: boolean;
  /** A check the engine knows, such as `iban`. */
  identifier?: string;
  charset: "digits" | "alphanumeric" | "text";
  /** Characters. */
  min_length: number;
  /** Characters. */
  max_length: number;
  /** The only values allowed. */
  options?: string[];
  input_mode: "numeric" | "text" | "email" | "tel";
  example: string;
  help: string;
}

export interface MethodOption {
  method: string;
  rail: string;
  kind: MethodKind;
  currency: Currency;
  status: MethodStatus;
  /** 1 is best. */
  rank: number;
  /** Whether the payee wants it. */
  preferred: boolean;
  quote?: Quote;
  arrives?: Arrival;
  fields: Field[];
  /** Every reason it is not available. */
  reasons: Issue[];
}

export interface MethodsAnswer {
  methods: MethodOption[];
  rulebook: RulebookId;
  hash: Hash;
  /** What was wrong with the request. */
  issues?: Issue[];
}

export interface GateTrigger {
  gate: string;
  measure: "amount" | "count";
  period: string;
  /** What was reached: major units, or a count. */
  value: string | number;
  limit: string | number;
  source: string;
}

export interface GateAnswer {
  outcome: GateOutcome;
  triggers: GateTrigger[];
  requires: Requirement[];
  reasons: Issue[];
}

export interface Validation {
  ok: boolean;
  issues: Issue[];
}

export interface Decision {
  /** Place in the batch, from 0. */
  index: number;
  payee_id: string;
  reference?: string;
  outcome: Outcome;
  method?: string;
  rail?: string;
  debit?: Money;
  fee?: Money;
  fx?: Fx;
  receive?: Money;
  arrives?: Arrival;
  reasons: Issue[];
  requires: Requirement[];
  /** Of what is to be paid to whom; send it back in `seen`. */
  fingerprint: Hash;
  hash: Hash;
}

export interface FundingLine {
  account: string;
  currency: Currency;
  /** Major units, like the next two. */
  available: string;
  required: string;
  shortfall: string;
  /** Whether the balance falls below its low-balance level. */
  low: boolean;
}

export interface Plan {
  batch_id: string;
  outcome: string;
  at: Timestamp;
  rulebook: RulebookId;
  /** One per transaction, in the batch's order. */
  decisions: Decision[];
  counts: Record<Outcome, number>;
  totals: { debit: Money[]; fee: Money[]; receive: Money[] };
  funding: FundingLine[];
  issues: Issue[];
  hash: Hash;
}
