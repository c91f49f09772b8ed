import type { IssueCode } from "./codes.js";
import type { IssueOrigin, IssueParams } from "./params.js";
import type { Table } from "./overlay.js";
import type { CurrencyCode, DecimalString, FormStatus, KycLevel, Money, Severity, Timestamp } from "./words.js";

/** One thing to know about the input or a decision; its `code` tells what is in `params`. */
export type Issue = { [Code in IssueCode]: IssueOf<Code> }[IssueCode];

/** An issue of that code. */
export interface IssueOf<Code extends IssueCode> {
  code: Code;
  severity: Severity;
  /** JSON Pointer (RFC 6901) into the input; `""` is all of it. */
  path?: string;
  /** What, for people. */
  message: string;
  /** The values in the message, by name. Amounts and rates are text. */
  params: Code extends keyof IssueParams ? IssueParams[Code] & IssueOrigin : IssueOrigin;
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
  /** The amount of the request, in its own currency and for its own target. */
  | { kind: "amount_at_most"; value: DecimalString; currency: CurrencyCode }
  | { kind: "amount_at_least"; value: DecimalString; currency: CurrencyCode }
  | { kind: "use_currency"; currencies: CurrencyCode[] }
  | { kind: "give_fact"; fact: string }
  | { kind: "give_reference" }
  | { kind: "add_funds"; account: string; value: DecimalString; currency: CurrencyCode }
  | { kind: "refresh_rates" }
  | { kind: "add_rates"; currencies: CurrencyCode[] }
  /** Meet what `requires` lists for this gate or rule. */
  | { kind: "meet"; gate: string }
  | { kind: "wait_until"; at: Timestamp }
  | { kind: "activate_payee" }
  /** A row of the rulebook, in an overlay; `switch_off` names one of the platform's own rules. */
  | { kind: "switch_on" | "switch_off"; table: Table; row: string }
  /** What the rulebook does not say, in an overlay. */
  | { kind: "add_row"; table: Table };

/**
 * What has to be there before the payout can go; `gate` is the id of the gate or rule that wants it. For
 * `rates`, the remedies of the reasons say which.
 */
export type Requirement =
  | { kind: "tax_form"; gate: string; forms: string[]; statuses: FormStatus[] }
  | { kind: "tin"; gate: string; statuses: FormStatus[] }
  | { kind: "kyc"; gate: string; level: KycLevel }
  | { kind: "account"; method: string; fields: string[] }
  | { kind: "funding"; account: string; amount: Money }
  | { kind: "fact"; gate: string; fact: string }
  | { kind: "review"; gate: string }
  | { kind: "screening"; gate: string; max_age_days: number }
  | { kind: "rates" }
  | { kind: "active_payee" }
  | { kind: "reference" };
