//! The codes. A code is never reused for another meaning; new ones are added.

use crate::words::words;
use serde::{Serialize, Serializer};

words! {
    /// How bad an issue is.
    Severity {
        /// Stops the payout, the row or the document it is about.
        Error = "error",
        /// Worth a look; stops nothing.
        Warning = "warning",
        /// A remark.
        Info = "info",
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $severity:ident $(, $feature:literal)?;)*) => {
        /// What kind of issue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* $(#[cfg(feature = $feature)])? $name,)* }

        impl Code {
            /// Every code, in the order of this file.
            pub const ALL: &'static [Code] = &[$($(#[cfg(feature = $feature)])? Code::$name,)*];

            /// The code as it stands in answers.
            pub const fn as_str(self) -> &'static str {
                match self { $($(#[cfg(feature = $feature)])? Code::$name => $text,)* }
            }

            /// The severity an issue of this code has unless it says otherwise.
            pub const fn severity(self) -> Severity {
                match self { $($(#[cfg(feature = $feature)])? Code::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    // Documents.
    /// The bytes are not UTF-8.
    Utf8Invalid = "utf8_invalid", Error;
    /// A line of a stream is longer than the engine reads.
    LineTooLong = "line_too_long", Error;
    /// A stream takes money in order, and the context does not let it.
    StreamOrder = "stream_order", Error;
    /// The text is not JSON, or ends too early.
    JsonInvalid = "json_invalid", Error;
    /// Nested deeper than the engine reads.
    TooDeep = "too_deep", Error;
    /// A list or an object with more elements than the engine reads.
    TooMany = "too_many", Error;
    /// A string that is not Unicode text.
    TextInvalid = "text_invalid", Error;
    /// A string too short or too long.
    TextLength = "text_length", Error;
    /// `NaN`, or not a number at all.
    NumberInvalid = "number_invalid", Error;
    /// A number outside its bounds.
    NumberOutOfRange = "number_out_of_range", Error;
    /// A value of another kind than the field takes.
    TypeWrong = "type_wrong", Error;
    /// A required field is absent.
    FieldMissing = "field_missing", Error;
    /// A key nobody knows, such as a typo.
    KeyUnknown = "key_unknown", Error;
    /// A key that stands twice in one object.
    KeyDuplicate = "key_duplicate", Error;
    /// A word outside its closed list.
    ValueUnknown = "value_unknown", Error;
    /// Not a date or a time as the field wants it.
    DateInvalid = "date_invalid", Error;

    // Money.
    /// Not a decimal number in plain digits.
    AmountInvalid = "amount_invalid", Error;
    /// Zero, negative, or negative zero.
    AmountNotPositive = "amount_not_positive", Error;
    /// More decimals than the currency has.
    AmountTooPrecise = "amount_too_precise", Error;
    /// More than the engine takes.
    AmountTooLarge = "amount_too_large", Error;
    /// `amount` and `amount_minor` together.
    AmountTwice = "amount_twice", Error;
    /// Not three capital letters.
    CurrencyInvalid = "currency_invalid", Error;
    /// Not a currency of the rulebook.
    CurrencyUnknown = "currency_unknown", Error;
    /// A currency not in force on the day.
    CurrencyNotInForce = "currency_not_in_force", Error;
    /// Two fields name different currencies for one side.
    CurrencyMismatch = "currency_mismatch", Error;
    /// Not two capital letters.
    CountryInvalid = "country_invalid", Error;
    /// Not a country of the rulebook, hence closed.
    CountryUnknown = "country_unknown", Error;
    /// The law forbids to pay there.
    CountryEmbargoed = "country_embargoed", Error;
    /// Sanctions on parts of the country, so that each payout needs a review.
    CountryRestricted = "country_restricted", Error;
    /// No way to pay there is known.
    CountryNoRoute = "country_no_route", Error;

    // Batches and their context.
    /// A batch of no payouts.
    BatchEmpty = "batch_empty", Error;
    /// A batch of too many payouts.
    BatchTooLarge = "batch_too_large", Error;
    /// The batch itself has issues, so nothing can be decided.
    BatchInvalid = "batch_invalid", Error;
    /// The context cannot be used, so nothing can be decided.
    ContextInvalid = "context_invalid", Error;
    /// Not a fingerprint of an earlier answer.
    FingerprintInvalid = "fingerprint_invalid", Error;
    /// The payee is not in the directory.
    PayeeUnknown = "payee_unknown", Error;
    /// The payee stands twice in the directory.
    PayeeDuplicate = "payee_duplicate", Error;
    /// The payee's entry has issues of its own.
    PayeeInvalid = "payee_invalid", Error;
    /// The payee is paused or closed.
    PayeeInactive = "payee_inactive", Error;
    /// This payout was seen before, with the same content.
    Duplicate = "duplicate", Info;
    /// The reference was used before, for another payout.
    ReferenceReused = "reference_reused", Error;
    /// The same payee, amount and currency without references that tell them apart.
    LikelyDuplicate = "likely_duplicate", Error;

    // Methods.
    /// No such method.
    MethodUnknown = "method_unknown", Error;
    /// The platform or the rulebook has switched it off.
    MethodOff = "method_off", Error;
    /// The method does not serve the payee's country.
    MethodNotInCountry = "method_not_in_country", Error;
    /// The rulebook does not know what the method needs of a payee there.
    AccountFormUnknown = "account_form_unknown", Error;
    /// The rail does not carry the currency.
    CurrencyNotServed = "currency_not_served", Error;
    /// The rail does not serve this type of payee.
    PayeeTypeNotServed = "payee_type_not_served", Error;
    /// The rail does not serve this type of payer, which is the platform.
    PayerTypeNotServed = "payer_type_not_served", Error;
    /// The rail is not in force on the day.
    RailNotInForce = "rail_not_in_force", Error;
    /// The rail has limits, but none that is known for the day.
    LimitUnknown = "limit_unknown", Error;
    /// Below the rail's least amount.
    AmountBelowMin = "amount_below_min", Error;
    /// Above the rail's greatest amount.
    AmountAboveMax = "amount_above_max", Error;
    /// No account for this method on file.
    AccountMissing = "account_missing", Error;
    /// A required field of the account is absent.
    AccountFieldMissing = "account_field_missing", Error;
    /// A field the account does not have.
    AccountFieldUnknown = "account_field_unknown", Warning;
    /// Characters the field does not take.
    AccountFieldCharset = "account_field_charset", Error;
    /// Too short or too long for the field.
    AccountFieldLength = "account_field_length", Error;
    /// Not one of the field's options.
    AccountFieldOption = "account_field_option", Error;
    /// Not of the identifier's form.
    IdentifierFormat = "identifier_format", Error;
    /// The check digits do not fit.
    IdentifierChecksum = "identifier_checksum", Error;
    /// The check digits do not fit, where that is no proof.
    IdentifierDoubtful = "identifier_doubtful", Warning;
    /// An identifier of another country.
    IdentifierCountry = "identifier_country", Error;
    /// A value that the field takes, though it plainly is another kind of identifier.
    IdentifierOtherKind = "identifier_other_kind", Warning;
    /// No method can carry the payout.
    NoMethod = "no_method", Error;
    /// The preferred method was not taken; the reasons say why.
    PreferenceNotHonoured = "preference_not_honoured", Warning;
    /// The preference is no method or rail of the rulebook.
    PreferenceUnknown = "preference_unknown", Warning;

    // Gates.
    /// A gate holds the payout until its requirements are met.
    GateHold = "gate_hold", Error;
    /// A gate blocks the payout.
    GateBlock = "gate_block", Error;
    /// The payee nears a gate's limit.
    GateWarning = "gate_warning", Warning;
    /// The gate's totals could not be measured, so it is closed.
    GateUnmeasured = "gate_unmeasured", Error;
    /// A share of the payout is kept back for the tax office.
    GateWithhold = "gate_withhold", Warning;
    /// Gates turn on the payee's region, which is not known.
    RegionUnknown = "region_unknown", Warning;
    /// Parts of the country are closed, and the payee's region is not known.
    RegionMissing = "region_missing", Error;
    /// The part of the country is under embargo.
    RegionEmbargoed = "region_embargoed", Error;
    /// The payee may stand on a sanctions list.
    ScreeningHold = "screening_hold", Error;
    /// The payee stands on a sanctions list.
    ScreeningBlock = "screening_block", Error;
    /// No total was given for the gate's period; it was taken as zero.
    TotalsMissing = "totals_missing", Info;

    // A platform's own rules.
    /// A rule holds the payout until its requirements are met.
    RuleHold = "rule_hold", Error;
    /// A rule asks for more before the method is open.
    RuleRequires = "rule_requires", Error;
    /// A rule closes the method.
    RuleExcludes = "rule_excludes", Error;
    /// A rule prefers the method.
    RulePrefers = "rule_prefers", Info;
    /// A fact that the rule asks is not known, so the rule counts as met.
    RuleUndecided = "rule_undecided", Error;

    // Quotes.
    /// No fee is known, hence closed.
    FeeUnknown = "fee_unknown", Error;
    /// The fee would eat the payout.
    FeeExceedsAmount = "fee_exceeds_amount", Error;
    /// The quote is made for a moment after the one at which it is verified.
    QuoteFromFuture = "quote_from_future", Error;
    /// The fee was cut so as not to eat the payout.
    FeeCapped = "fee_capped", Info;
    /// No exchange rate for the pair.
    FxMissing = "fx_missing", Error;
    /// The exchange rates are older than they live.
    FxStale = "fx_stale", Error;
    /// The exchange rates are from after the request.
    FxFromFuture = "fx_from_future", Error;
    /// Converted, nothing is left to receive.
    ReceiveNothing = "receive_nothing", Error;
    /// A calendar does not reach that far, or one end has none; no arrival can be given.
    ArrivalUnknown = "arrival_unknown", Warning;

    // Funding.
    /// The funding account has too little.
    FundingShortfall = "funding_shortfall", Error;
    /// The funding account is not in the context.
    FundingAccountUnknown = "funding_account_unknown", Error;
    /// No funding was given, so it was not checked.
    FundingUnknown = "funding_unknown", Warning;
    /// The funding account falls below its low-balance level.
    FundingLow = "funding_low", Warning;
    /// The funding account stands twice for one currency.
    FundingDuplicate = "funding_duplicate", Error;

    // Return codes.
    /// No rail of that id.
    RailUnknown = "rail_unknown", Error;
    /// The rail is not known to answer with that code.
    FailureCodeUnknown = "failure_code_unknown", Warning;
    /// The code was read as another way of writing a known one.
    FailureCodeReadAs = "failure_code_read_as", Info;

    // Reports.
    /// Fee and tax of a paid record are more than its amount.
    PartExceedsAmount = "part_exceeds_amount", Error;
    /// No gate of the rulebook asks for the form in that year.
    ReportNotInForce = "report_not_in_force", Error;
    /// What a form asks of a payee is not on file.
    ReportDataMissing = "report_data_missing", Error;
    /// Tax was withheld that another form reports.
    ReportOtherForm = "report_other_form", Warning;

    // Rulebooks and overlays.
    /// Two rows of a table with one id.
    RowDuplicate = "row_duplicate", Error;
    /// A row names another that is not there.
    RowUnknown = "row_unknown", Error;
    /// A list that may not be empty.
    ListEmpty = "list_empty", Error;
    /// A gate that holds with nothing to be met, so it would never open.
    GateRequiresNothing = "gate_requires_nothing", Error;
    /// Dates in the wrong order, or two rules of one kind in force on the same day.
    DatesInvalid = "dates_invalid", Error;
    /// Days between two rules of one kind on which neither is in force.
    DatesHole = "dates_hole", Error;
    /// A row that never counts, because an earlier one always goes before it.
    RowHidden = "row_hidden", Error;
    /// A row that never counts as it stands.
    RowNeverCounts = "row_never_counts", Error;
    /// A part of a row that another row makes idle.
    RowIdle = "row_idle", Warning;
    /// A rail that counts business days, but no calendar that says which they are.
    CalendarMissing = "calendar_missing", Error;
    /// A time zone the engine does not carry.
    TimeZoneUnknown = "time_zone_unknown", Error;
    /// A layer would loosen a row that is locked.
    RowLocked = "row_locked", Error;
    /// A fact is compared in a way that does not fit it.
    OperatorUnfit = "operator_unfit", Error;
    /// A rule whose condition can never hold.
    RuleNeverFires = "rule_never_fires", Error;
    /// A rule that says nothing an earlier one does not say.
    RuleHidden = "rule_hidden", Error;
    /// Two rules of which one prefers only what the other excludes.
    RuleContradicted = "rule_contradicted", Error;
    /// An identifier check the engine does not know.
    IdentifierUnknown = "identifier_unknown", Error;

    // Screening; what another feature has stays out of the engine's wasm.
    /// A file that is not the list its format says.
    ListInvalid = "list_invalid", Error, "screening";
    /// A list that ends early, or has fewer entries than it says.
    ListIncomplete = "list_incomplete", Error, "screening";
    /// A part of a list that cannot be used.
    ListPartUnused = "list_part_unused", Warning, "screening";
    /// A name in which nothing can be compared.
    NameUnreadable = "name_unreadable", Error, "screening";
    /// What is allowed is of no list.
    AllowIdle = "allow_idle", Warning, "screening";
    /// What would be allowed, had its day not passed.
    AllowExpired = "allow_expired", Info, "screening";
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
