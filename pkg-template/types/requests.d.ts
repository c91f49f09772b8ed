import type { Activity, AsOf, Bearer, Country, Currency, FormStatus, Hash, IdentifierKind } from "./words.js";
import type { KycLevel, LocalDate, MoneyInput, PayeeStatus, PayeeType, RankBy, ReportForm } from "./words.js";
import type { Screened, Target, Timestamp } from "./words.js";

// What goes in.

export interface Batch {
  batch_id: string;
  /** The funding account that pays; without it funding is not checked. */
  funding_source?: string;
  /** At least one and at most 100,000. */
  transactions: Transaction[];
}

/** What stands around the payouts of a stream. */
export interface StreamHead {
  batch_id?: string;
  /** The funding account that pays; the context's policy must then be `shortfall: "in_order"`. */
  funding_source?: string;
}

/** What the amount fixes, and what is on its other side. */
export interface Terms {
  /** Whether the amount is what is sent or what shall be received; `send` if absent. */
  target?: Target;
  /** What leaves, where the amount is what shall be received in another currency. */
  source_currency?: Currency;
  /**
   * What shall be received, where the amount is what is sent in another currency. Absent, a payout
   * is paid in the currency of the payee's account, and a quote in that of its amount.
   */
  payout_currency?: Currency;
  /** Who pays the fee; `sender` if absent. */
  bearer?: Bearer;
}

/** One payout: its amount in major units, or in minor units, never both. */
export type Transaction = TransactionBase &
  (
    | {
        /** Major units: a decimal string, or a number read from its shortest decimal form. */
        amount: string | number;
        amount_minor?: never;
      }
    | {
        amount?: never;
        /** A whole number of minor units: cents, yen, fils. */
        amount_minor: number | bigint;
      }
  );

export interface TransactionBase extends Terms {
  payee_id: string;
  currency: Currency;
  /** A method or rail to take where it is open. */
  rail_preference?: string;
  description?: string;
  /** The caller's own key: the same one with the same content is paid once. */
  reference?: string;
}

export interface Context {
  /** The moment the decision is made for. The engine has no clock. */
  at: Timestamp;
  payees?: Payee[];
  /** Balances to pay from; without them funding is not checked. */
  funding?: Funding[];
  fx?: FxRates;
  /**
   * Payouts that were made before or still wait, from earlier answers, to tell duplicates. A held
   * payout that is asked for again is left out, or it would be a duplicate of itself.
   */
  seen?: Seen[];
  policy?: Policy;
}

export interface Funding {
  account: string;
  currency: Currency;
  /** Major units. */
  available: string | number;
  /** Major units; a warning below it. */
  low_balance?: string | number;
}

export interface FxRates {
  base: Currency;
  /** Units of the currency for one unit of the base. */
  rates: Record<Currency, string | number>;
  at: Timestamp;
  /** How long the rates live, in seconds. */
  ttl_s?: number;
}

export interface Seen {
  /** The payout's reference, if it had one. */
  key?: string;
  fingerprint: Hash;
}

export interface Policy {
  /** When funding falls short: hold every payout, or pay in order while it lasts; `refuse` if absent. */
  shortfall?: "refuse" | "in_order";
  /** How to choose among the methods that are open; `preference` if absent. */
  rank_by?: RankBy | RankWeights;
}

/**
 * Whole numbers from 0 to 1000, one of them at least 1: what each place among the payee's preferences, each
 * percent of the amount and each day until the money has arrived weighs. The least sum goes first.
 */
export interface RankWeights {
  preference?: number;
  cost?: number;
  speed?: number;
}

export interface Payee {
  payee_id: string;
  country: Country;
  /** ISO 3166-2, such as `US-MA`. */
  region?: string;
  type: PayeeType;
  name?: string;
  address?: Address;
  email?: string;
  /** `active` if absent. */
  status?: PayeeStatus;
  kyc: { level: KycLevel };
  /** `unspecified` if absent. */
  activity?: Activity;
  tax?: Tax;
  /** What screening came to: `hold` waits for a review of `screening`, `block` for nothing. */
  screening?: { outcome: Screened; screened_at?: Timestamp };
  /** What persons have let pass: with a gate's id, or `screening`. Without `until` it never ends. */
  reviews?: { gate: string; until?: Timestamp }[];
  accounts?: Account[];
  /** Methods, most wanted first. */
  prefer?: string[];
  /**
   * What was paid before, gross, by period: `"2026"`, `"2026-04/2026-06"`, `"2026-05"`,
   * `"2026-05-22"` or `"P30D"`.
   */
  totals?: Record<string, PeriodTotal>;
  /** The same one by one. Of this and the total the greater counts. */
  history?: PayoutHistory;
  /** For tax forms: the tax number, which no answer repeats. */
  tin?: string;
  /** For tax forms: who issued it. */
  tin_country?: Country;
  /** For tax forms: of a natural person. */
  birth_date?: LocalDate;
  /** For tax forms: of a company. */
  registration_number?: string;
  /** For tax forms: what is rented out, with its country. */
  property?: Address;
}

export interface Address {
  line1: string;
  line2?: string;
  city: string;
  region?: string;
  postal_code?: string;
  country?: string;
}

export interface PayoutHistory {
  /** From here on no payout is missing. */
  since: Timestamp;
  /** At most 1,000, gross. */
  payouts: { at: Timestamp; amount: MoneyInput }[];
}

export interface Tax {
  /** Where taxed, if not where paid. */
  residence?: Country;
  /** Where the income arises; without it a tax on income of one country is not withheld. */
  income_source?: Country;
  /** `w9`, `w8ben`, `w8bene`, `dac7_self_certification`, … */
  form?: string;
  form_status?: FormStatus;
  /** More forms on file, for a payee who owes several: a W-8BEN and a DAC7 self-certification. */
  forms?: { form: string; status: FormStatus }[];
  /** Absent, a form that carries the number speaks for it. */
  tin_status?: FormStatus;
  /** What a treaty leaves of withholding, as claimed on the form: ten percent is `"0.10"`. */
  treaty_rate?: string;
}

export interface Account {
  method: string;
  currency: Currency;
  /** By field name: `iban`, `routing_number`, `account_number`, … */
  details: Record<string, string>;
}

export interface PeriodTotal {
  amount: MoneyInput;
  count: number;
}

export interface MethodsRequest extends Terms {
  payee: Payee;
  amount: MoneyInput;
  /** `preference` if absent. */
  rank_by?: RankBy | RankWeights;
  fx?: FxRates;
  at: Timestamp;
}

/** What a method asks for, before anybody answers. */
export interface FieldsRequest {
  method: string;
  country: Country;
  currency: Currency;
  type: PayeeType;
  /** Without it the day on which the rulebook's facts were looked up counts. */
  at?: Timestamp;
}

/** An account by itself, before it is anyone's. */
export interface AccountRequest extends FieldsRequest {
  /** By field name: `iban`, `routing_number`, `account_number`, … */
  details: Record<string, string>;
}

/** A value and what it should be; separators and case are as people write them. */
export type IdentifierRequest =
  | {
      kind: Exclude<IdentifierKind, "eu_tin">;
      value: string;
      /** Where it should be of; another country is an issue. */
      country?: Country;
      /** The bank's code, with which an `ng_nuban` is checked. */
      bank_code?: string;
    }
  | {
      kind: "eu_tin";
      value: string;
      /** Whose tax number it should be. */
      country: Country;
    };

export interface CoverageRequest {
  /** The day the rulebook's facts were looked up, if absent. */
  at?: AsOf;
  /** Payees of any type, if absent. */
  type?: PayeeType;
  /** Every country, if absent: thousands of cells. */
  country?: Country;
}

export interface GateRequest {
  payee: Payee;
  amount: MoneyInput;
  /** For gates that are about some kinds of methods; without it those do not speak. */
  method?: string;
  /** For limits in other currencies. */
  fx?: FxRates;
  at: Timestamp;
}

export interface FailureRequest {
  /** The rail that answered, by id. */
  rail: string;
  /** What it answered, as it came. */
  code: string | number;
  /** Where the payee is paid, for the fields of the account there. */
  country?: Country;
  /** Without it the day on which the rulebook's facts were looked up counts. */
  at?: Timestamp;
}

export interface ReportRequest {
  form: ReportForm;
  /** 2000 to 2199. The report of a year that still runs says what payees come to so far. */
  year: number;
  payees: FilingPayee[];
  /** What was paid; records of other years are passed over. */
  payouts: PaidPayout[];
  /** For payouts in other currencies than the form's. They do not age: they are yours for the year. */
  fx?: FxRates;
}

/** A payee as in a context; what is missing for the form is told, not refused. */
export interface FilingPayee extends Omit<Payee, "kyc"> {
  kyc?: Payee["kyc"];
}

/** A payout that was made. Fee and tax are in its currency, and parts of its amount. */
export interface PaidPayout {
  payee_id: string;
  /** A moment, or a day where the form's gates keep their time. */
  paid_at: AsOf;
  /** The gross: what the payee earned. */
  amount: MoneyInput;
  /** What the platform kept of it. */
  fee?: MoneyInput;
  /** Tax withheld; of a US payee federal income tax. */
  withheld?: MoneyInput;
  /** Income tax withheld for the payee's US state. */
  state_withheld?: MoneyInput;
  /** How many transactions, or sales, it settled; 1 if absent. */
  count?: number;
  /** The platform's name for it; no two records have the same. */
  reference?: string;
  /** `paid` if absent; what was returned is not counted. */
  status?: "paid" | "returned";
}

export interface QuoteRequest extends Terms {
  amount: MoneyInput;
  method: string;
  /** Without it only fees for every country are known. */
  country?: Country;
  payee_type?: PayeeType;
  fx?: FxRates;
  at: Timestamp;
}
