//! What a page or a server asks about one payee or one amount.

use super::amount::{currency_field, money};
use super::fx::{FxTable, decode_fx};
use super::line::Terms;
use super::moment;
use super::payee::{DETAIL_MAX, Payee, decode_payee, method};
use super::ranking::{Ranking, decode_ranking};
use crate::country::Country;
use crate::date::{Date, Moment};
use crate::issue::Issue;
use crate::money::{Currency, Money};
use crate::rulebook::{Method, PayeeType, Rulebook};
use crate::value::{Fields, Need, Path, Value, country, text, text_map};

/// Which methods a payee has, for one amount.
#[derive(Debug, Clone)]
pub struct MethodsRequest<'v> {
    /// Who would be paid.
    pub payee: Payee<'v>,
    /// How much.
    pub amount: Money,
    /// What the amount fixes, the other currency, who bears the fee.
    pub terms: Terms,
    /// How to rank what is open.
    pub ranking: Ranking,
    /// Rates.
    pub fx: Option<FxTable>,
    /// When.
    pub at: Moment,
}

/// Whether a payee may be paid an amount.
#[derive(Debug, Clone)]
pub struct GateRequest<'v, 'r> {
    /// Who would be paid.
    pub payee: Payee<'v>,
    /// How much, gross.
    pub amount: Money,
    /// By which method, for gates that are about some kinds only.
    pub method: Option<&'r Method>,
    /// Rates, for limits in other currencies.
    pub fx: Option<FxTable>,
    /// When.
    pub at: Moment,
}

/// What an amount costs and comes to.
#[derive(Debug, Clone)]
pub struct QuoteRequest<'r> {
    /// How much, sent or received as the terms say.
    pub amount: Money,
    /// Which side the amount fixes, the currency on the other, and who bears the fee.
    pub terms: Terms,
    /// By which method.
    pub method: &'r Method,
    /// To which country; without it only fees for every country are known.
    pub country: Option<Country>,
    /// To whom.
    pub payee_type: Option<PayeeType>,
    /// Rates.
    pub fx: Option<FxTable>,
    /// When.
    pub at: Moment,
}

/// What a return code means.
#[derive(Debug, Clone, Copy)]
pub struct FailureRequest<'v> {
    /// The rail that answered, by id.
    pub rail: &'v str,
    /// Its code, as it came.
    pub code: &'v str,
    /// Where the payee is paid, for the fields of the account there.
    pub country: Option<Country>,
    /// When; without it the day on which the rulebook's facts were looked up counts.
    pub at: Option<Moment>,
}

impl FailureRequest<'_> {
    /// The UTC day of the request, or this one when it has no moment.
    pub fn day(&self, otherwise: Date) -> Date {
        self.at.map_or(otherwise, Moment::date_utc)
    }
}

/// What a method asks of a payee's account, or whether an account would do; without a payee.
#[derive(Debug, Clone)]
pub struct AccountRequest<'v, 'r> {
    /// By which method.
    pub method: &'r Method,
    /// In which country.
    pub country: Country,
    /// In which currency.
    pub currency: Currency,
    /// Whose.
    pub payee_type: PayeeType,
    /// The account's details, by field name; none when the fields are asked for.
    pub details: Vec<(&'v str, &'v str)>,
    /// On which day; that of the rulebook's facts unless the request says when.
    pub day: Date,
}

/// Reads `{ method, country, currency, type, details, at? }`, or every issue it has.
pub fn decode_account_request<'v, 'r>(
    value: &'v Value<'_>,
    rulebook: &'r Rulebook,
) -> Result<AccountRequest<'v, 'r>, Vec<Issue>> {
    decode_account(value, rulebook, true)
}

/// Reads `{ method, country, currency, type, at? }`, or every issue it has.
pub fn decode_fields_request<'v, 'r>(
    value: &'v Value<'_>,
    rulebook: &'r Rulebook,
) -> Result<AccountRequest<'v, 'r>, Vec<Issue>> {
    decode_account(value, rulebook, false)
}

fn decode_account<'v, 'r>(
    value: &'v Value<'_>,
    rulebook: &'r Rulebook,
    has_details: bool,
) -> Result<AccountRequest<'v, 'r>, Vec<Issue>> {
    whole(value, |fields, issues| {
        let method = method_field(fields, Need::Required, rulebook, issues);
        let country = fields.take("country", Need::Required, issues, country);
        let currency = currency_field(fields, "currency", Need::Required, rulebook, issues);
        let payee_type = fields.word::<PayeeType>("type", Need::Required, issues);
        let details = if has_details {
            fields.take_all("details", Need::Required, issues, |value, path, issues| {
                text_map(value, path, DETAIL_MAX, issues)
            })
        } else {
            Some(Vec::new())
        };
        let at = fields.take("at", Need::Optional, issues, moment);
        let day = at.map_or(rulebook.as_of, Moment::date_utc);
        let (method, country, currency) = (method?, country?, currency?);
        let (payee_type, details) = (payee_type?, details?);
        Some(AccountRequest { method, country, currency, payee_type, details, day })
    })
}

/// Reads `{ payee, amount, target?, source_currency?, payout_currency?, bearer?, rank_by?, fx?,
/// at }`, or every issue it has.
pub fn decode_methods_request<'v>(
    value: &'v Value<'_>,
    rulebook: &Rulebook,
) -> Result<MethodsRequest<'v>, Vec<Issue>> {
    whole(value, |fields, issues| {
        let payee = payee_field(fields, rulebook, issues);
        let amount = amount_field(fields, rulebook, issues);
        let terms = Terms::decode(fields, amount, rulebook, issues);
        let ranking = fields.take_all("rank_by", Need::Optional, issues, decode_ranking);
        let (fx, at) = (fx_field(fields, rulebook, issues), at_field(fields, issues));
        Some(MethodsRequest {
            payee: payee?,
            amount: amount?,
            terms,
            ranking: ranking.unwrap_or_default(),
            fx,
            at: at?,
        })
    })
}

/// Reads `{ payee, amount, method?, fx?, at }`, or every issue it has.
pub fn decode_gate_request<'v, 'r>(
    value: &'v Value<'_>,
    rulebook: &'r Rulebook,
) -> Result<GateRequest<'v, 'r>, Vec<Issue>> {
    whole(value, |fields, issues| {
        let payee = payee_field(fields, rulebook, issues);
        let amount = amount_field(fields, rulebook, issues);
        let (fx, at) = (fx_field(fields, rulebook, issues), at_field(fields, issues));
        let method = method_field(fields, Need::Optional, rulebook, issues);
        Some(GateRequest { payee: payee?, amount: amount?, method, fx, at: at? })
    })
}

/// Reads `{ amount, target?, source_currency?, payout_currency?, method, country?, payee_type?,
/// bearer?, fx?, at }`, or every issue it has. The other currency is the amount's own unless
/// given.
pub fn decode_quote_request<'r>(
    value: &Value,
    rulebook: &'r Rulebook,
) -> Result<QuoteRequest<'r>, Vec<Issue>> {
    whole(value, |fields, issues| {
        let amount = amount_field(fields, rulebook, issues);
        let terms = Terms::decode(fields, amount, rulebook, issues);
        let method = method_field(fields, Need::Required, rulebook, issues);
        let country = fields.take("country", Need::Optional, issues, country);
        let payee_type = fields.word::<PayeeType>("payee_type", Need::Optional, issues);
        let (fx, at) = (fx_field(fields, rulebook, issues), at_field(fields, issues));
        let (amount, method, at) = (amount?, method?, at?);
        Some(QuoteRequest { amount, terms, method, country, payee_type, fx, at })
    })
}

/// Reads `{ rail, code, country?, at? }`, or every issue it has.
pub fn decode_failure_request<'v>(value: &'v Value<'_>) -> Result<FailureRequest<'v>, Vec<Issue>> {
    whole(value, |fields, issues| {
        let rail = fields.take("rail", Need::Required, issues, text(1, 60));
        let code = fields.take("code", Need::Required, issues, return_code);
        let country = fields.take("country", Need::Optional, issues, country);
        let at = fields.take("at", Need::Optional, issues, moment);
        Some(FailureRequest { rail: rail?, code: code?, country, at })
    })
}

/// Text, or a number as it was written: card networks answer `51`.
fn return_code<'v>(value: &'v Value<'_>, path: &Path) -> Result<&'v str, Issue> {
    match value {
        Value::Number(digits) => Ok(digits),
        _ => text(1, 80)(value, path),
    }
}

/// A request is whole or it is not answered: one wrong part could change the answer.
fn whole<'v, 'a, T>(
    value: &'v Value<'a>,
    read: impl FnOnce(&mut Fields<'v, 'a, '_>, &mut Vec<Issue>) -> Option<T>,
) -> Result<T, Vec<Issue>> {
    let mut issues = Vec::new();
    let request = Fields::open(value, Path::root(), &mut issues).and_then(|mut fields| {
        let request = read(&mut fields, &mut issues);
        fields.finish(&mut issues);
        request
    });
    match request {
        Some(request) if issues.is_empty() => Ok(request),
        _ => Err(issues),
    }
}

fn payee_field<'v>(
    fields: &mut Fields<'v, '_, '_>,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Payee<'v>> {
    fields.take_all("payee", Need::Required, issues, |value, path, issues| {
        decode_payee(value, path, 0, Need::Required, rulebook, issues)
    })
}

#[inline(never)]
fn method_field<'r>(
    fields: &mut Fields,
    need: Need,
    rulebook: &'r Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<&'r Method> {
    fields.take("method", need, issues, |value, path| method(value, path, rulebook))
}

fn amount_field(
    fields: &mut Fields,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Money> {
    fields.take_all("amount", Need::Required, issues, |value, path, issues| {
        money(value, path, false, rulebook, issues)
    })
}

fn fx_field(fields: &mut Fields, rulebook: &Rulebook, issues: &mut Vec<Issue>) -> Option<FxTable> {
    fields.take_all("fx", Need::Optional, issues, |value, path, issues| {
        decode_fx(value, path, rulebook, issues)
    })
}

fn at_field(fields: &mut Fields, issues: &mut Vec<Issue>) -> Option<Moment> {
    fields.take("at", Need::Required, issues, moment)
}
