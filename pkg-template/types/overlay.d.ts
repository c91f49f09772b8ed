import type { Country, Currency, FormStatus, KycLevel, LocalDate, PayeeType } from "./words.js";
import type { MethodKind } from "./words.js";

// A platform's own rules, laid over the rulebook.

/** What every row says of itself. */
export interface OverlayRow {
  /** Unique in its table. A known id changes that row; a new one must be a whole row. */
  id: string;
  /** Where the rule comes from: a policy, a contract, a law. */
  source: string;
  /** First day in force; `null` is "no known bound". */
  from?: LocalDate | null;
  /** Last day in force, included. */
  until?: LocalDate | null;
  confidence?: "confirmed" | "likely" | "unconfirmed" | "example" | "platform";
  enabled?: boolean;
  note?: string;
}

/** When the rule of a row counts, and where it comes from. */
export interface LimitMeta {
  from: LocalDate | null;
  until: LocalDate | null;
  source: string;
  confidence: NonNullable<OverlayRow["confidence"]>;
}

export interface RailLimit extends LimitMeta {
  currency: Currency;
  /** Per payout, major units. */
  min: string | null;
  /** Per payout, major units. */
  max: string | null;
}

export type ArrivalBound = { minutes: number } | { business_days: number; time: string | null };

export interface RailTiming {
  /** IANA name. */
  time_zone: string;
  calendar: string | null;
  /** Local time, `HH:MM`. */
  cutoff: string | null;
  earliest: ArrivalBound;
  latest: ArrivalBound;
  source: string;
  confidence: LimitMeta["confidence"];
}

export interface RailRow extends OverlayRow {
  name?: string;
  kind?:
    | "bank_batch" | "instant" | "rtgs" | "cross_border"
    | "wallet" | "mobile_money" | "card_push" | "voucher";
  /** `["*"]` is every country. */
  countries?: (Country | "*")[];
  currencies?: Currency[];
  payee_types?: (PayeeType | "*")[];
  irrevocable?: boolean;
  limits?: RailLimit[];
  timing?: RailTiming;
}

export interface MethodRow extends OverlayRow {
  name?: string;
  kind?: MethodKind;
  /** Rails that can carry it, by id. */
  rails?: string[];
}

export interface FeeRow extends OverlayRow {
  methods?: string[];
  countries?: (Country | "*")[];
  /** Of the payout and of the fee. */
  currency?: Currency;
  /** Major units. */
  fixed?: string;
  /** Percent of the amount. */
  percent?: string;
  /** The least fee, major units. */
  min?: string | null;
  /** The cap, major units. */
  max?: string | null;
}

export interface FxRow extends OverlayRow {
  currencies?: (Currency | "*")[];
  /** Hundredths of a percent. */
  markup_bps?: number;
}

export type GateDemand =
  | { kind: "tax_form"; forms: string[]; statuses: FormStatus[] }
  | { kind: "tin"; statuses: FormStatus[] }
  | { kind: "kyc"; level: KycLevel };

export interface GateLimit extends LimitMeta {
  /** Major units. */
  amount: string | null;
  amount_is: "over" | "at_least";
  currency: Currency;
  count: number | null;
  count_is: "over" | "at_least";
  /** `in_force`, or a word for history that never fires. */
  status: string;
}

export interface GateRow extends OverlayRow {
  title?: string;
  applies?: { tax_residence?: Country[]; country?: Country[]; payee_types?: PayeeType[] };
  /** `payout`, `day`, `month`, `calendar_year`, or trailing days such as `P30D`. */
  period?: string;
  time_zone?: string;
  effect?: "hold" | "block";
  /** The share of the limit that warns, `"0.8"`. */
  warn_share?: string;
  requires?: GateDemand[];
  limits?: GateLimit[];
}

/** A row of a table that platforms seldom touch; its keys are those of the rulebook's own. */
export interface OtherRow extends OverlayRow {
  [key: string]: unknown;
}

export interface Settings {
  rounding: string;
  rate_significant_digits: number;
  warn_share: string;
  quote_ttl_s: number;
}

export interface Overlay {
  version?: string;
  as_of?: LocalDate;
  settings?: Partial<Settings>;
  rails?: RailRow[];
  methods?: MethodRow[];
  fees?: FeeRow[];
  fx?: FxRow[];
  gates?: GateRow[];
  accounts?: OtherRow[];
  calendars?: OtherRow[];
  countries?: OtherRow[];
  currencies?: OtherRow[];
  ibans?: OtherRow[];
}
