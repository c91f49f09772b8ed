/// <reference lib="esnext.disposable" />
// Data is snake_case JSON, methods are camelCase.
// Amounts in answers are decimal strings with exactly the currency's digits, in major units.

// Requests take any string, and the engine says what is wrong with it. Answers have branded ones: a branded string
// is a string, but no other string is it. So an amount is never taken for a currency, nor what a person typed for
// what the engine has answered.

/** A string that says where it comes from. At run time it is that string and nothing more. */
export type Branded<Text extends string, Brand extends string> = Text & { readonly __brand: Brand };
/** An exact number in plain digits, such as `"1450.00"`; `Intl.NumberFormat` shows it without rounding. */
export type DecimalString = Branded<`${number}`, "DecimalString">;
/** ISO 4217, such as `USD`, or a token such as `USDC`. */
export type CurrencyCode = Branded<string, "CurrencyCode">;
/** ISO 3166-1 alpha-2, such as `US`. */
export type CountryCode = Branded<string, "CountryCode">;
/**
 * The same without brands: what an answer is once it was stored or sent as JSON, and what a test may
 * write down.
 */
export type Plain<Answer> =
  Answer extends DecimalString ? `${number}`
  : Answer extends Branded<string, string> ? string
  : Answer extends readonly [] ? []
  : Answer extends readonly (infer Item)[] ? Plain<Item>[]
  : Answer extends object ? { [Key in keyof Answer]: Plain<Answer[Key]> }
  : Answer;

/** In a request: ISO 3166-1 alpha-2, such as `US`. */
export type Country = string;
/** In a request: ISO 4217, such as `USD`, or a token such as `USDC`. */
export type Currency = string;
/** RFC 3339 with an offset or `Z`, such as `2026-05-22T14:00:00Z`. */
export type Timestamp = string;
/** A day, `YYYY-MM-DD`. */
export type LocalDate = string;
/**
 * A moment, or a day, which is that day in every time zone. Rows count on whole days: the day of a
 * moment is that in UTC, for a gate that in the gate's own zone.
 */
export type AsOf = Timestamp | LocalDate;
/** BLAKE3 in lower-case hex. */
export type Hash = string;

export type Severity = "error" | "warning" | "info";
export type Outcome = "pay" | "hold" | "reject" | "duplicate";
export type PlanOutcome = "pay" | "partial" | "none" | "reject";
export type MethodStatus = "available" | "needs_action" | "unavailable";
export type GateOutcome = "clear" | "warn" | "hold" | "block";
export type PayeeType = "individual" | "business";
export type PayeeStatus = "active" | "paused" | "closed";
export type KycLevel = "none" | "basic" | "verified";
/** What a payee is paid for; some reports count only some of it. */
export type Activity =
  | "unspecified" | "goods" | "services" | "property_rental" | "vehicle_rental" | "royalties"
  | "prizes" | "other";
/** What screening against the sanctions lists came to. */
export type Screened = "clear" | "hold" | "block";
/** A datum of the payee that a gate may ask. */
export type PayeeDatum = "payee.name" | "payee.address" | "payee.region";
export type FormStatus = "missing" | "submitted" | "verified" | "mismatch" | "expired";
export type Bearer = "sender" | "recipient" | "shared";
export type Target = "send" | "receive";
/** What is reported: US Form 1099-K or 1099-NEC, or the EU's report of platform sellers. */
export type ReportForm = "1099k" | "1099nec" | "dac7";
/** What became of a payout; only one that failed may be sent again. */
export type Landing = "failed" | "paid" | "pending" | "unknown";
/** Whether the same payout may be sent again: as it is, once mended, or by another method or account. */
export type Retry = "never" | "after_delay" | "after_fix" | "other_method";
/** Whether the account may be paid again; `update` once `fields` are what the bank's notice says. */
export type AccountUse = "usable" | "update" | "check" | "unusable";
/** Whom to tell. */
export type Notify = "payee" | "platform" | "compliance" | "nobody";
export type WindowUnit =
  | "seconds" | "banking_days" | "calendar_days" | "months" | "next_file" | "agreement";
export type WindowStart =
  | "sent" | "processing" | "execution" | "settlement" | "refusal" | "recall"
  | "return" | "dishonored_return" | "notice";
export type RankBy = "preference" | "cost" | "speed";
export type MethodKind =
  | "bank" | "card" | "wallet" | "mobile_money" | "gift_card" | "prepaid_card" | "check" | "crypto";
export type Charset = "digits" | "alphanumeric" | "text";
export type InputMode = "numeric" | "text" | "email" | "tel";
/** Checks that the engine knows, by the identifier they are for. */
export type IdentifierKind =
  | "iban" | "bic" | "us_aba" | "gb_sort_code" | "au_bsb" | "nz_account" | "in_ifsc"
  | "in_upi_vpa" | "mx_clabe" | "br_pix_key" | "ng_nuban" | "ar_cbu" | "ke_msisdn" | "au_payid"
  | "th_promptpay" | "card_pan" | "evm_address" | "solana_address" | "ch_qr" | "rf" | "email"
  | "e164" | "lei" | "us_tin" | "us_ssn" | "us_ein" | "us_itin" | "gb_utr" | "br_tax_id"
  | "br_cpf" | "br_cnpj" | "ca_sin" | "au_abn" | "au_acn" | "au_tfn" | "in_pan" | "in_gstin"
  | "mx_rfc" | "mx_curp" | "ar_cuit" | "cl_rut" | "co_nit" | "pe_ruc" | "pl_nip" | "sg_nric"
  | "sg_uen" | "th_national_id" | "tr_tckn" | "tr_vkn" | "kr_brn" | "jp_corporate_number"
  | "za_id" | "eu_vat" | "eu_tin";

/** An amount in an answer. */
export interface Money {
  /** Major units, with exactly the currency's digits: `"1450.00"`. */
  value: DecimalString;
  currency: CurrencyCode;
}

/** An amount in a request. */
export interface MoneyInput {
  /** Major units: a decimal string, or a number read by its shortest decimal form. */
  value: string | number;
  currency: Currency;
}
