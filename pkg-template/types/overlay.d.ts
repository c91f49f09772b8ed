import type { Activity, Charset, Country, Currency, FormStatus, IdentifierKind, InputMode } from "./words.js";
import type { AccountUse, KycLevel, Landing, LocalDate, MethodKind, Notify } from "./words.js";
import type { PayeeDatum, PayeeStatus, PayeeType, Retry } from "./words.js";
import type { ReturnWindow } from "./answers.js";

// A platform's own rules, laid over the rulebook. Amounts, percents and shares are decimal strings.

export type Confidence = "confirmed" | "likely" | "unconfirmed" | "example" | "platform";

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
  confidence?: Confidence;
  /** Off when `false`; an `unconfirmed` row is off unless this says `true`. */
  enabled?: boolean;
  /** Later layers may tighten the row and not loosen it; with a list, these of its keys. */
  locked?: boolean | string[];
  note?: string;
}

/** When a limit counts, and where it comes from. */
export interface LimitMeta {
  from: LocalDate | null;
  until: LocalDate | null;
  /** The row's, unless it is given here; so is `confidence`. */
  source?: string;
  confidence?: Confidence;
}

export interface CurrencyRow extends OverlayRow {
  name?: string;
  /** ISO 4217, three digits. */
  minor_units?: number;
}

export interface CountryRow extends OverlayRow {
  name?: string;
  /** Its own, where it has one. */
  currency?: Currency | null;
  /** All its parts, ISO 3166-2, where something hangs on them: a payee's region must be one of them. */
  regions?: string[];
  /** When and why nothing is paid there; `[]` opens it. */
  closed?: CountryClosure[];
}

export interface CountryClosure extends LimitMeta {
  reason: "embargo" | "sanctions" | "no_route";
  /** The parts that are closed, ISO 3166-2; the whole country if absent. */
  regions?: string[];
}

export interface IbanRow extends OverlayRow {
  /** Characters in all. */
  length?: number;
  /** What follows the check digits, in the SWIFT registry's notation: `8!n10!c`. */
  structure?: string;
}

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

export interface CalendarRow extends OverlayRow {
  /** Where its days begin, for rails that need both ends: IANA name of a row of `zones`. */
  time_zone?: string | null;
  /** Whose banking days these are, for such rails. */
  countries?: Country[];
  /** Currencies that move on these days, for such rails. */
  currencies?: Currency[];
  weekend?: Weekday[];
  /** Outside it the calendar is unknown, and so is the arrival. */
  covers?: { from: LocalDate | null; until: LocalDate | null };
  /** Days closed, by rule, under their names: `{ "Thanksgiving Day": "thu>=11-22" }`. */
  holidays?: Record<string, string>;
  /** A holiday on one of these closes the next free weekday too. */
  substitute?: Weekday[];
  /** Days, by rule, of which nobody can say yet whether they are closed. */
  unknown?: string;
}

export interface ZoneRow extends OverlayRow {
  /** Of standard time: `-05:00`. */
  offset?: string;
  /** When clocks are an hour ahead; days by rule, times in standard time: `sun>=03-08 at 02:00`. */
  summer?: { begins: string; ends: string } | null;
}

/** Per payout, major units; what it does not say of its source and days, the rail does. */
export interface RailLimit extends Partial<LimitMeta> {
  currency: Currency;
  /** Whose payouts it is for; without it everyone's. */
  payer_types?: (PayeeType | "*")[];
  min?: string | null;
  max?: string | null;
}

export type ArrivalBound = { minutes: number } | { business_days: number; time?: string | null };

export interface RailTiming {
  /** IANA name of a row of `zones`. */
  time_zone: string;
  /** `null` runs every day. */
  calendar?: string | null;
  /** `true`: the banking days of the sender's and the payee's end count as well. */
  both_ends?: boolean | null;
  /** Local time from which it takes the payouts of a day, `HH:MM` or `HH:MM the day before`. */
  opens?: string | null;
  /** Local time, `HH:MM`. */
  cutoff?: string | null;
  earliest: ArrivalBound;
  latest: ArrivalBound;
  /** The row's, unless it is given here; so is `confidence`. */
  source?: string;
  confidence?: Confidence;
}

export type RailKind =
  | "bank_batch" | "instant" | "rtgs" | "cross_border"
  | "wallet" | "mobile_money" | "card_push" | "voucher" | "prepaid" | "paper" | "crypto";

export interface RailRow extends OverlayRow {
  name?: string;
  kind?: RailKind;
  /** `["*"]` is every one, here and elsewhere. */
  countries?: (Country | "*")[];
  /** First days of countries that it has not reached from its own beginning. */
  joined?: Record<Country, LocalDate>;
  currencies?: Currency[];
  /** Whether it pays in each country that country's own currency only. */
  local_currency?: boolean;
  payee_types?: (PayeeType | "*")[];
  /** Who may send by it; the platform is the settings' `payer_type`. */
  payer_types?: (PayeeType | "*")[];
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

/** What methods need of the payee. */
export interface AccountRow extends OverlayRow {
  methods?: string[];
  countries?: (Country | "*")[];
  /** Fields, or ids of rows of `fields`; with a question mark at the end one may be left out. */
  fields?: (string | AccountField)[];
}

/** A field that account rows name; its name in the details is its id unless it gives one. */
export interface FieldRow extends OverlayRow, Partial<Omit<AccountField, "name" | "required">> {
  name?: string;
}

export interface AccountField {
  name: string;
  label: string;
  required: boolean;
  identifier?: IdentifierKind | null;
  charset: Charset;
  min_length: number;
  max_length: number;
  options?: string[] | null;
  starts_with?: string[] | null;
  input_mode: InputMode;
  example: string;
  help: string;
}

export type GateDemand =
  | { kind: "tax_form"; forms: string[]; statuses: FormStatus[] }
  /** `forms` carry the number: their status counts where the payee has no `tin_status`. */
  | { kind: "tin"; statuses: FormStatus[]; forms?: string[] }
  | { kind: "kyc"; level: KycLevel }
  | { kind: "fact"; fact: PayeeDatum }
  | { kind: "review" }
  | { kind: "screening"; max_age_days: number };

/** An amount, a count, or both, which then must both be crossed unless `crossed_by` is `any`. */
export interface GateLimit extends LimitMeta {
  /** The gate's own if absent. */
  period?: string;
  payee_types?: (PayeeType | "*")[];
  crossed_by?: "all" | "any";
  /** Counts only payouts of at least this share of the amount that do not cross it. */
  just_under?: string;
  /** What a gate that withholds keeps back, as a share of the payout. */
  rate?: string;
  amount?: string | null;
  amount_is?: "over" | "at_least" | null;
  currency?: Currency | null;
  count?: number | null;
  count_is?: "over" | "at_least" | null;
  /** All but the first are history that never fires. */
  status: "in_force" | "never_effective" | "superseded_retroactively" | "not_known";
}

export interface GateRow extends OverlayRow {
  title?: string;
  applies?: {
    tax_residence?: (Country | "*")[];
    not_tax_residence?: Country[];
    /** Where the income arises; a payee who does not say is not meant. */
    income_source?: (Country | "*")[];
    country?: (Country | "*")[];
    /** ISO 3166-2. Of a payee whose region is not known such a gate only warns. */
    regions?: (string | "*")[];
    payee_types?: (PayeeType | "*")[];
    activities?: (Activity | "*")[];
    method_kinds?: (MethodKind | "*")[];
  };
  /**
   * `payout`, `day`, `month`, `quarter`, `half_year`, `calendar_year`, a year from a month such as
   * `year_from_04`, or trailing days such as `P30D`.
   */
  period?: string;
  time_zone?: string;
  effect?: "warn" | "withhold" | "hold" | "block";
  /** The share of the limit that warns, `"0.8"`. */
  warn_share?: string | null;
  requires?: GateDemand[];
  /** Of a gate that withholds: with this the payee's `treaty_rate` counts, if it is lower. */
  treaty?: GateDemand | null;
  limits?: GateLimit[];
}

/** A price in one currency. */
export interface FeePrice {
  /** Of its amounts, and of the payouts it is for unless the row's `currencies` say otherwise. */
  currency: Currency;
  fixed: string;
  /** The least fee. */
  min?: string | null;
  /** The cap. */
  max?: string | null;
  /** Other parts for greater amounts, the lowest first; with them `tiers_are` has to be said. */
  tiers?: FeeTier[];
  /** `whole`: the highest tier that is reached, for the whole amount. `marginal`: each for the part that lies in it. */
  tiers_are?: "whole" | "marginal";
}

/** What counts for amounts of more than `over`. */
export interface FeeTier {
  over: string;
  fixed: string;
  percent: string;
}

export interface FeeRow extends OverlayRow, Partial<FeePrice> {
  methods?: string[];
  countries?: (Country | "*")[];
  /** All, if absent. */
  payee_types?: (PayeeType | "*")[];
  /** Source currencies it is for, at the mid rate; its own alone if absent. Not beside `prices`. */
  currencies?: (Currency | "*")[];
  /** Percent of the amount. */
  percent?: string;
  /** It never takes more of the amount than so many percent. */
  percent_max?: string | null;
  /** Instead of one price (with its tiers) in the row itself: one for each currency. */
  prices?: FeePrice[];
}

export interface FxRow extends OverlayRow {
  /** Both sides of a pair must be among them. */
  currencies?: (Currency | "*")[];
  /** Hundredths of a percent. */
  markup_bps?: number;
}

/** A platform's own rule: when the condition holds, the effect follows. */
export interface RuleRow extends OverlayRow {
  title?: string;
  when?: Condition;
  then?: RuleEffect;
}

/** A fact that nobody gave leaves its test unknown, and an unknown condition counts as met: what holds or requires does, what excludes or charges waits. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | FactTest;

/** One operator, or one limit on each side. */
export type FactTest =
  | ({ fact: "payee.id" | "payee.tax_form" | "batch.id" | "batch.funding_source" } & Among<string>)
  | ({ fact: "payee.country" | "payee.tax_residence" } & Among<Country>)
  /** ISO 3166-2, such as `US-MA`. */
  | ({ fact: "payee.region" } & Among<string>)
  | ({ fact: "payee.type" } & Among<PayeeType>)
  | ({ fact: "payee.status" } & Among<PayeeStatus>)
  | ({ fact: "payee.kyc" } & (Among<KycLevel> | Limits<KycLevel>))
  | ({ fact: "payee.form_status" | "payee.tin_status" } & Among<FormStatus>)
  /** What follows the `@`, such as `acme.com`; a subdomain is another domain. */
  | ({ fact: "payee.email_domain" } & Among<string>)
  /** What the payee comes to in the period with this payout; the day is UTC's without a zone. */
  | ({ fact: "payee.total"; period: string; currency: Currency; time_zone?: string } & Measured<string>)
  | ({ fact: "payee.count"; period: string; time_zone?: string } & Measured<number>)
  /** What the payout asks, compared in this currency at the mid rate. */
  | ({ fact: "payout.amount"; currency: Currency } & Measured<string>)
  | ({ fact: "payout.currency" | "payout.payout_currency" } & Among<Currency>)
  /** By id. */
  | ({ fact: "payout.method" | "payout.rail" } & Among<string>)
  | ({ fact: "payout.kind" } & Among<MethodKind>)
  | ({ fact: "payout.rail_kind" } & Among<RailKind>)
  /** Any of these parts, whatever their case. */
  | ({ fact: "payout.description" } & ({ contains: string[] } | Known))
  | ({ fact: "batch.count" } & Measured<number>)
  | ({ fact: "time.weekday"; time_zone: string } & Among<Weekday>)
  | ({ fact: "time.hour"; time_zone: string } & (Among<number> | Limits<number>))
  | ({ fact: "time.date"; time_zone: string } & Measured<LocalDate>);

export type Known = { known: boolean };
export type Among<T> = { is: T } | { in: T[] } | Known;
export type Measured<T> = { is: T } | Limits<T> | Known;
export type Limits<T> = LowLimit<T> | HighLimit<T> | (LowLimit<T> & HighLimit<T>);
export type LowLimit<T> = { at_least: T } | { more_than: T };
export type HighLimit<T> = { at_most: T } | { less_than: T };

export type RuleEffect =
  /** The payout waits, whichever method it takes. */
  | { effect: "hold"; requires: GateDemand[] }
  /** The method is not open; another may be taken. */
  | { effect: "require"; requires: GateDemand[] }
  /** What any of the lists names; `methods: ["*"]` is every method. */
  | ({ effect: "exclude" | "prefer" } & Ways)
  /** On top of the fee, borne as the fee is. Amounts need a currency. */
  | {
      effect: "charge";
      currency?: Currency;
      fixed?: string | null;
      /** Percent of the amount. */
      percent?: string | null;
      min?: string | null;
      max?: string | null;
    };

export interface Ways {
  methods?: string[];
  /** What would carry the payout. */
  rails?: string[];
  kinds?: MethodKind[];
}

/** The lists of return codes that rails answer with. */
export interface FailureSystemRow extends OverlayRow {
  name?: string;
  /** Absent, every rail of the kinds. */
  rails?: (string | "*")[];
  /** Absent, every kind. */
  kinds?: (RailKind | "*")[];
  /** What stands before the point in the ids of its codes. */
  codes?: string[];
  /** For codes without a window of their own. */
  window?: ReturnWindow | null;
}

/** What to do about a code. */
export interface FailureAdvice {
  payout?: Landing;
  retry?: Retry;
  account?: AccountUse;
  notify?: Notify;
  /** Names of account fields; asked are those that the payee's account has. */
  fields?: string[];
  meaning?: string;
}

/** What codes of many lists have in common. */
export interface FailureClassRow extends OverlayRow, FailureAdvice {}

/** A return code. Its id is its list, a point and the code: `ach.R03`. */
export interface FailureRow extends OverlayRow, FailureAdvice {
  title?: string;
  /** A row of `failure_classes`, for all that this row does not say. */
  class?: string;
  window?: ReturnWindow | null;
  /** By when the platform has to act. */
  deadline?: ReturnWindow | null;
}

export interface Settings {
  rounding: "half_even" | "half_up" | "down";
  rate_significant_digits: number;
  /** Where a gate has none of its own. */
  warn_share: string;
  /** How long quotes and rates live, in seconds. */
  quote_ttl_s: number;
  /** What the platform, who pays, is. */
  payer_type: PayeeType;
}

export interface OverlayTables {
  currencies: CurrencyRow[];
  countries: CountryRow[];
  ibans: IbanRow[];
  zones: ZoneRow[];
  calendars: CalendarRow[];
  rails: RailRow[];
  methods: MethodRow[];
  fields: FieldRow[];
  accounts: AccountRow[];
  gates: GateRow[];
  fees: FeeRow[];
  fx: FxRow[];
  rules: RuleRow[];
  failure_systems: FailureSystemRow[];
  failure_classes: FailureClassRow[];
  failures: FailureRow[];
}

/** A layer that comes with the engine; the numbers of all but `us-600` are examples. */
export type ReadyOverlay = "us-600" | "kyc-tiers" | "aml-watch";

export type Table = keyof OverlayTables;

export interface Overlay extends Partial<OverlayTables> {
  version?: string;
  as_of?: LocalDate;
  settings?: Partial<Settings>;
}
