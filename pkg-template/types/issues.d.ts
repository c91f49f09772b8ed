import type { Currency, FormStatus, KycLevel, Severity } from "./words.js";

/** One thing to know about the input or a decision. */
export interface Issue {
  /** Stable, never reused for another meaning. */
  code: string;
  severity: Severity;
  /** JSON Pointer (RFC 6901) into the input. */
  path?: string;
  /** What, for people. */
  message: string;
  /** The values in the message, by name. Amounts and rates are text. */
  params: Record<string, string | number>;
  /** How to mend it, for people. */
  help?: string;
  /** The smallest change that lifts it, for programs. */
  remedy?: Remedy;
  /** Where the rule comes from. */
  source?: string;
}

export type Remedy =
  | { kind: "add_payee"; payee_id: string }
  | { kind: "add_account"; method: string; fields: string[] }
  | { kind: "fix_field"; field: string }
  | { kind: "amount_at_most"; value: string; currency: Currency }
  | { kind: "amount_at_least"; value: string; currency: Currency }
  | { kind: "use_currency"; currencies: Currency[] }
  | { kind: "give_reference" }
  | { kind: "add_funds"; account: string; value: string; currency: Currency }
  | { kind: "refresh_rates" }
  | { kind: "add_rate"; currency: Currency };

/** What the payee has to bring before the payout can go. */
export type Requirement =
  | { kind: "tax_form"; forms: string[]; statuses: FormStatus[] }
  | { kind: "tin"; statuses: FormStatus[] }
  | { kind: "kyc"; level: KycLevel };
