// The values in the messages of issues: the names that src/ gives them, by code.

/** What `params` has, by code; a name with `?` is there where there is something to say. */
export interface IssueParams {
  /** `line` in a stream. */
  utf8_invalid: { valid_bytes: number; line?: number };
  line_too_long: { max: number; line: number };
  /** `line` of the document, or of the stream. */
  json_invalid: { line: number; column: number };
  too_deep: { expected?: string; found?: string; line?: number };
  too_many: { max?: number; expected?: string; found?: string; line?: number };
  text_invalid: { expected?: string; found?: string };
  text_length: { min: number; max: number; length: number };
  number_invalid: { expected: string; found: string };
  number_out_of_range: { min?: string; max?: string; value?: string };
  type_wrong: { expected: string; found: string };
  field_missing: { field: string };
  key_unknown: { key: string };
  key_duplicate: { key: string };
  value_unknown: { value: string; allowed?: string };
  date_invalid: { value?: string };
  amount_invalid: { value: string };
  amount_not_positive: { value: string };
  amount_too_precise: { value?: string; currency?: string; minor_units?: number };
  amount_too_large: { max?: string };
  currency_invalid: { value: string };
  currency_unknown: { value: string };
  currency_not_in_force: { day: string; currency: string };
  currency_mismatch: { value?: string; currency?: string };
  country_invalid: { value: string };
  country_unknown: { country: string };
  country_embargoed: { country: string };
  country_restricted: { country: string };
  country_no_route: { country: string };
  batch_too_large: { count: number; max: number };
  fingerprint_invalid: { value: string };
  payee_unknown: { payee_id: string };
  payee_duplicate: { payee_id: string };
  payee_invalid: { payee_id: string };
  payee_inactive: { status: string };
  duplicate: { reference: string; first_index?: number };
  reference_reused: { reference: string; first_index?: number };
  likely_duplicate: { first_index?: number };
  method_unknown: { method: string };
  method_off: { rail?: string };
  method_not_in_country: { country: string };
  account_form_unknown: { method: string };
  currency_not_served: { currency: string };
  payee_type_not_served: { type: string };
  payer_type_not_served: { type: string };
  rail_not_in_force: { day: string; from?: string; rail?: string };
  amount_below_min: { value: string; currency: string; limit: string; limit_currency: string };
  amount_above_max: { value: string; currency: string; limit: string; limit_currency: string };
  account_field_missing: { field: string };
  account_field_unknown: { field: string };
  account_field_charset: { field: string; looks_like?: string };
  account_field_length: { field: string };
  account_field_option: { field: string };
  identifier_format: { field?: string; looks_like?: string };
  identifier_checksum: { field?: string };
  identifier_doubtful: { field?: string };
  identifier_country: { field?: string };
  identifier_other_kind: { looks_like: string; field?: string };
  no_method: { value: string; currency: string; country: string };
  preference_not_honoured: { preferred: string; because?: string; taken?: string };
  preference_unknown: { preferred: string; taken?: string };
  gate_hold: { gate: string; confidence: string; period: string; value: string; limit: string; currency?: string };
  gate_block: { gate: string; confidence: string; period: string; value: string; limit: string; currency?: string };
  gate_warning: { gate: string; confidence: string; period: string; value: string; limit: string; currency?: string };
  gate_unmeasured: { gate: string; age_s?: number; ttl_s?: number; from?: string; to?: string };
  gate_withhold: {
    gate: string;
    confidence: string;
    period: string;
    value: string;
    limit: string;
    rate: string;
    withheld: string;
    currency?: string;
  };
  region_unknown: { gates: string };
  region_missing: { country: string };
  region_embargoed: { region: string };
  totals_missing: { gates: string; period: string };
  rule_hold: { rule: string };
  rule_requires: { rule: string };
  rule_excludes: { rule: string };
  rule_prefers: { rule: string };
  rule_undecided: { rule: string; fact: string };
  fee_unknown: { currency: string };
  fee_exceeds_amount: { fee?: string; amount?: string };
  fee_capped: { fee: string; limit: string; amount: string; currency: string; row: string };
  fx_missing: { from: string; to: string };
  fx_stale: { age_s: number; ttl_s: number };
  receive_nothing: { amount: string; limit: string; currency: string };
  arrival_unknown: { calendar?: string; day?: string; end?: string; value?: string };
  funding_shortfall: { account: string; available: string; required: string; currency: string };
  funding_account_unknown: { account: string; currency: string };
  funding_low: { account: string; left: string; low_balance: string; currency: string };
  rail_unknown: { rail: string };
  failure_code_unknown: { rail: string; code: string };
  failure_code_read_as: { value: string; code: string };
  report_not_in_force: { form: string; year: number };
  report_data_missing: { field: string };
  report_other_form: { form: string; tax_residence: string };
  row_duplicate: { line?: number; entry?: string; list?: string; id?: string };
  row_unknown: { id?: string; table?: string };
  dates_invalid: { by?: string };
  dates_hole: { from: string; until: string };
  row_hidden: { by: string };
  row_never_counts: { list?: string };
  time_zone_unknown: { value?: string };
  row_locked: { key: string };
  operator_unfit: { fact?: string; operator?: string };
  rule_hidden: { by?: string };
  rule_contradicted: { by?: string };
  list_invalid: { line?: number; entry?: string };
  list_incomplete: { line?: number; expected?: number; found?: number };
  list_part_unused: { line?: number; entry?: string };
  name_unreadable: { name: string };
  allow_idle: { entry: string };
  allow_expired: { entry: string; until: string };
}

/** Where an issue of any code comes from: what is around the place that found it may add it. */
export type IssueOrigin = {
  /** Of bytes that are no JSON: `batch` or `context`. */
  document?: string;
  /** Of a call with several arguments: which. */
  argument?: string;
  /** Of a payout: the method that it is about. */
  method?: string;
  /** Of an overlay: the table and the row. */
  table?: string;
  row?: string;
};
