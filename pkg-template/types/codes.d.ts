// The codes of issues: the same list as `src/issue/code.rs`, which a test holds it to.

/** Every code there is. New ones are added; none is ever given another meaning. */
export type IssueCode =
  // Documents
  /** The bytes are not UTF-8. */
  | "utf8_invalid"
  /** A line of a stream is longer than the engine reads. */
  | "line_too_long"
  /** A stream takes money in order, and the context does not let it. */
  | "stream_order"
  /** The text is not JSON, or ends too early. */
  | "json_invalid"
  /** Nested deeper than the engine reads. */
  | "too_deep"
  /** A list or an object with more elements than the engine reads. */
  | "too_many"
  /** A string that is not Unicode text. */
  | "text_invalid"
  /** A string too short or too long. */
  | "text_length"
  /** `NaN`, or not a number at all. */
  | "number_invalid"
  /** A number outside its bounds. */
  | "number_out_of_range"
  /** A value of another kind than the field takes. */
  | "type_wrong"
  /** A required field is absent. */
  | "field_missing"
  /** A key nobody knows, such as a typo. */
  | "key_unknown"
  /** A key that stands twice in one object. */
  | "key_duplicate"
  /** A word outside its closed list. */
  | "value_unknown"
  /** Not a date or a time as the field wants it. */
  | "date_invalid"
  // Money
  /** Not a decimal number in plain digits. */
  | "amount_invalid"
  /** Zero, negative, or negative zero. */
  | "amount_not_positive"
  /** More decimals than the currency has. */
  | "amount_too_precise"
  /** More than the engine takes. */
  | "amount_too_large"
  /** `amount` and `amount_minor` together. */
  | "amount_twice"
  /** Not three capital letters. */
  | "currency_invalid"
  /** Not a currency of the rulebook. */
  | "currency_unknown"
  /** A currency not in force on the day. */
  | "currency_not_in_force"
  /** Two fields name different currencies for one side. */
  | "currency_mismatch"
  /** Not two capital letters. */
  | "country_invalid"
  /** Not a country of the rulebook, hence closed. */
  | "country_unknown"
  /** The law forbids to pay there. */
  | "country_embargoed"
  /** Sanctions on parts of the country, so that each payout needs a review. */
  | "country_restricted"
  /** No way to pay there is known. */
  | "country_no_route"
  // Batches and their context
  /** A batch of no payouts. */
  | "batch_empty"
  /** A batch of too many payouts. */
  | "batch_too_large"
  /** The batch itself has issues, so nothing can be decided. */
  | "batch_invalid"
  /** The context cannot be used, so nothing can be decided. */
  | "context_invalid"
  /** Not a fingerprint of an earlier answer. */
  | "fingerprint_invalid"
  /** The payee is not in the directory. */
  | "payee_unknown"
  /** The payee stands twice in the directory. */
  | "payee_duplicate"
  /** The payee's entry has issues of its own. */
  | "payee_invalid"
  /** The payee is paused or closed. */
  | "payee_inactive"
  /** This payout was seen before, with the same content. */
  | "duplicate"
  /** The reference was used before, for another payout. */
  | "reference_reused"
  /** The same payee, amount and currency without references that tell them apart. */
  | "likely_duplicate"
  // Methods
  /** No such method. */
  | "method_unknown"
  /** The platform or the rulebook has switched it off. */
  | "method_off"
  /** The method does not serve the payee's country. */
  | "method_not_in_country"
  /** The rulebook does not know what the method needs of a payee there. */
  | "account_form_unknown"
  /** The rail does not carry the currency. */
  | "currency_not_served"
  /** The rail does not serve this type of payee. */
  | "payee_type_not_served"
  /** The rail does not serve this type of payer, which is the platform. */
  | "payer_type_not_served"
  /** The rail is not in force on the day. */
  | "rail_not_in_force"
  /** The rail has limits, but none that is known for the day. */
  | "limit_unknown"
  /** Below the rail's least amount. */
  | "amount_below_min"
  /** Above the rail's greatest amount. */
  | "amount_above_max"
  /** No account for this method on file. */
  | "account_missing"
  /** A required field of the account is absent. */
  | "account_field_missing"
  /** A field the account does not have. */
  | "account_field_unknown"
  /** Characters the field does not take. */
  | "account_field_charset"
  /** Too short or too long for the field. */
  | "account_field_length"
  /** Not one of the field's options. */
  | "account_field_option"
  /** Not of the identifier's form. */
  | "identifier_format"
  /** The check digits do not fit. */
  | "identifier_checksum"
  /** The check digits do not fit, where that is no proof. */
  | "identifier_doubtful"
  /** An identifier of another country. */
  | "identifier_country"
  /** A value that the field takes, though it plainly is another kind of identifier. */
  | "identifier_other_kind"
  /** No method can carry the payout. */
  | "no_method"
  /** The preferred method was not taken; the reasons say why. */
  | "preference_not_honoured"
  /** The preference is no method or rail of the rulebook. */
  | "preference_unknown"
  // Gates
  /** A gate holds the payout until its requirements are met. */
  | "gate_hold"
  /** A gate blocks the payout. */
  | "gate_block"
  /** The payee nears a gate's limit. */
  | "gate_warning"
  /** The gate's totals could not be measured, so it is closed. */
  | "gate_unmeasured"
  /** A share of the payout is kept back for the tax office. */
  | "gate_withhold"
  /** Gates turn on the payee's region, which is not known. */
  | "region_unknown"
  /** Parts of the country are closed, and the payee's region is not known. */
  | "region_missing"
  /** The part of the country is under embargo. */
  | "region_embargoed"
  /** The payee may stand on a sanctions list. */
  | "screening_hold"
  /** The payee stands on a sanctions list. */
  | "screening_block"
  /** No total was given for the gate's period; it was taken as zero. */
  | "totals_missing"
  // A platform's own rules
  /** A rule holds the payout until its requirements are met. */
  | "rule_hold"
  /** A rule asks for more before the method is open. */
  | "rule_requires"
  /** A rule closes the method. */
  | "rule_excludes"
  /** A rule prefers the method. */
  | "rule_prefers"
  /** A fact that the rule asks is not known, so the rule counts as met. */
  | "rule_undecided"
  // Quotes
  /** No fee is known, hence closed. */
  | "fee_unknown"
  /** The fee would eat the payout. */
  | "fee_exceeds_amount"
  /** The quote is made for a moment after the one at which it is verified. */
  | "quote_from_future"
  /** A row's `percent_max` cut the fee, so as not to eat the payout. */
  | "fee_capped"
  /** No exchange rate for the pair. */
  | "fx_missing"
  /** The exchange rates are older than they live. */
  | "fx_stale"
  /** The exchange rates are from after the request. */
  | "fx_from_future"
  /** Converted, nothing is left to receive. */
  | "receive_nothing"
  /** A calendar does not reach that far, or one end has none; no arrival can be given. */
  | "arrival_unknown"
  // Funding
  /** The funding account has too little. */
  | "funding_shortfall"
  /** The funding account is not in the context. */
  | "funding_account_unknown"
  /** No funding was given, so it was not checked. */
  | "funding_unknown"
  /** The funding account falls below its low-balance level. */
  | "funding_low"
  /** The funding account stands twice for one currency. */
  | "funding_duplicate"
  // Return codes
  /** No rail of that id. */
  | "rail_unknown"
  /** The rail is not known to answer with that code. */
  | "failure_code_unknown"
  /** The code was read as another way of writing a known one. */
  | "failure_code_read_as"
  // Reports
  /** Fee and tax of a paid record are more than its amount. */
  | "part_exceeds_amount"
  /** No gate of the rulebook asks for the form in that year. */
  | "report_not_in_force"
  /** What a form asks of a payee is not on file. */
  | "report_data_missing"
  /** Tax was withheld that another form reports. */
  | "report_other_form"
  // Rulebooks and overlays
  /** Two rows of a table with one id. */
  | "row_duplicate"
  /** A row names another that is not there. */
  | "row_unknown"
  /** A list that may not be empty. */
  | "list_empty"
  /** A gate that holds with nothing to be met, so it would never open. */
  | "gate_requires_nothing"
  /** Dates in the wrong order, or two rules of one kind in force on the same day. */
  | "dates_invalid"
  /** Days between two rules of one kind on which neither is in force. */
  | "dates_hole"
  /** A row that never counts, because an earlier one always goes before it. */
  | "row_hidden"
  /** A row that never counts as it stands. */
  | "row_never_counts"
  /** A part of a row that another row makes idle. */
  | "row_idle"
  /** A rail that counts business days, but no calendar that says which they are. */
  | "calendar_missing"
  /** A time zone the engine does not carry. */
  | "time_zone_unknown"
  /** A layer would loosen a row that is locked. */
  | "row_locked"
  /** A fact is compared in a way that does not fit it. */
  | "operator_unfit"
  /** A rule whose condition can never hold. */
  | "rule_never_fires"
  /** A rule that says nothing an earlier one does not say. */
  | "rule_hidden"
  /** Two rules of which one prefers only what the other excludes. */
  | "rule_contradicted"
  /** An identifier check the engine does not know. */
  | "identifier_unknown"
  /** A file that is not the list its format says. */
  | "list_invalid"
  /** A list that ends early, or has fewer entries than it says. */
  | "list_incomplete"
  /** A part of a list that cannot be used. */
  | "list_part_unused"
  /** A name in which nothing can be compared. */
  | "name_unreadable"
  /** What is allowed is of no list. */
  | "allow_idle"
  /** What would be allowed, had its day not passed. */
  | "allow_expired";
