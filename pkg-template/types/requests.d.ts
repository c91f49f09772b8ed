import type { Hash } from "./words.js";
import type { Bearer, Country, Currency, FormStatus, KycLevel, MoneyInput } from "./words.js";
import type { PayeeStatus, PayeeType, RankBy, Timestamp } from "./words.js";

// What goes in.

export interface Batch {
  batch_id: string;
  /** The funding account that pays. */
  funding_source: string;
  /** At most 100,000. */
  transactions: Transaction[];
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
        amount_minor: number;
      }
  );

export interface TransactionBase {
  payee_id: string;
  currency: Currency;
  /** What the payee shall be paid in, where that is another currency. */
  payout_currency?: Currency;
  /** Whether the amount is what is sent or what shall be received; `send` if absent. */
  target?: "send" | "receive";
  /** Who pays the fee; `sender` if absent. */
  bearer?: Bearer;
  /** A method or rail to take where it is open. */
  rail_preference?: string;
  description?: string;
  /** The caller's own key: the same one with the same content is paid once. */
  reference?: string;
}

export interface Context {
  /** The moment the decision is made for. The engine has no clock. */
  at: Timestamp;
  payees: Payee[];
  funding?: Funding[];
  fx?: FxRates;
  /** Payouts made before, from earlier answers, to tell duplicates. */
  seen?: Seen[];
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
  key: string;
  fingerprint: Hash;
}

export interface Payee {
  payee_id: string;
  country: Country;
  /** ISO 3166-2, such as `US-MA`. */
  region?: string;
  type: PayeeType;
  name?: string;
  email?: string;
  status?: PayeeStatus;
  kyc: { level: KycLevel };
  tax: Tax;
  accounts?: Account[];
  /** Methods, most wanted first. */
  prefer?: string[];
  /** What was paid before, by period: `"2026"`, `"2026-05"`, `"2026-05-22"` or `"P30D"`. */
  totals?: Record<string, PeriodTotal>;
}

export interface Tax {
  residence?: Country;
  /** `w9`, `w8ben`, `w8bene`, `dac7_self_certification`, … */
  form?: string;
  form_status?: FormStatus;
  tin_status?: FormStatus;
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

export interface MethodsRequest {
  payee: Payee;
  amount: MoneyInput;
  payout_currency?: Currency;
  rank_by?: RankBy;
  fx?: FxRates;
  at: Timestamp;
}

export interface GateRequest {
  payee: Payee;
  amount: MoneyInput;
  at: Timestamp;
}

export interface QuoteRequest {
  amount: MoneyInput;
  /** Whether `amount` is what is sent or what shall be received; `send` if absent. */
  target?: "send" | "receive";
  source_currency?: Currency;
  payout_currency: Currency;
  method: string;
  country: Country;
  payee_type?: PayeeType;
  /** Who pays the fee; `sender` if absent. */
  bearer?: Bearer;
  fx?: FxRates;
  at: Timestamp;
}
