//! A quote for an amount alone, without a payee.

use super::RulebookName;
use crate::batch::{FxTable, QuoteRequest};
use crate::country::Country;
use crate::date::Moment;
use crate::hash::{Hash, Hasher};
use crate::issue::{Code, Issue};
use crate::money::{Currency, Money};
use crate::quote::{Ask, FeeLine, Fx, Quote, Terms, quote};
use crate::route::{currency_reason, limit_reasons, serving_rail, type_reason};
use crate::rulebook::{Method, Rulebook};
use serde::Serialize;

/// The answer to a quote request. Without `ok` the issues say why there is no quote, or why it
/// cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuoteAnswer {
    /// Whether the quote can be taken as it stands.
    pub ok: bool,
    /// The quote, where one could be made.
    #[serde(flatten)]
    pub terms: Option<QuoteTerms>,
    /// Over the rulebook, the request and everything else here.
    pub hash: Hash,
    /// Everything that stands against it.
    pub issues: Vec<Issue>,
}

/// A quote as it stands in answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuoteTerms {
    /// What leaves the funding account: `convertible` and the sender's part of the fee.
    pub debit: Money,
    /// What is converted, or passed on as it is.
    pub convertible: Money,
    /// The fee.
    pub fee: FeeAnswer,
    /// The conversion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fx: Option<Fx>,
    /// What arrives.
    pub receive: Money,
    /// What rounding left over; its digits go past the minor unit.
    pub residue: Residue,
    /// When the quote dies.
    pub expires_at: Moment,
}

/// A fee and its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeeAnswer {
    /// Whoever bears it.
    pub total: Money,
    /// Who bears what, by which row of the rulebook.
    pub lines: Vec<FeeLine>,
}

/// A part of a minor unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Residue {
    /// Exact decimal string; negative when the amount was rounded up.
    pub value: String,
    /// The payout currency.
    pub currency: Currency,
}

impl QuoteTerms {
    /// Words the quote; it lives as long as the rulebook lets it, and no longer than its rates.
    pub fn of(quote: Quote, rulebook: &Rulebook, at: Moment) -> Self {
        let own = at.plus_seconds(rulebook.settings.quote_ttl_s);
        let expires_at = quote.fx.as_ref().map_or(own, |fx| fx.expires_at.min(own));
        let residue =
            Residue { value: quote.residue.to_string(), currency: quote.receive.currency() };
        QuoteTerms {
            debit: quote.debit,
            convertible: quote.convertible,
            fee: FeeAnswer { total: quote.fee, lines: quote.fee_lines },
            fx: quote.fx,
            receive: quote.receive,
            residue,
            expires_at,
        }
    }
}

/// Prices an amount by a method.
pub fn price(rulebook: &Rulebook, request: &QuoteRequest) -> QuoteAnswer {
    let mut issues = Vec::new();
    let terms = rulebook.method(request.method).and_then(|method| {
        let ask = ask_of(request);
        let place = Place { country: request.country, at: request.at, fx: request.fx.as_ref() };
        let quote = quote_by(rulebook, method, &ask, &place);
        let quote = quote.map_err(|issue| issues.push(issue)).ok();
        issues.extend(reasons(method, request, &ask, quote.as_ref()));
        quote.map(|quote| QuoteTerms::of(quote, rulebook, request.at))
    });
    let ok = terms.is_some() && !issues.iter().any(Issue::is_error);
    let hasher = Hasher::default().text("quote").json(&RulebookName::of(rulebook)).json(request);
    let hash = hasher.json(&(ok, &terms, &issues)).finish();
    QuoteAnswer { ok, terms, hash, issues }
}

/// The answer to a request that could not be read.
pub fn unpriced(rulebook: &Rulebook, issues: Vec<Issue>) -> QuoteAnswer {
    let hasher = Hasher::default().text("quote").json(&RulebookName::of(rulebook));
    QuoteAnswer { ok: false, terms: None, hash: hasher.json(&issues).finish(), issues }
}

fn ask_of(request: &QuoteRequest) -> Ask {
    let (source, payout) = request.currencies();
    Ask { amount: request.amount, target: request.target, source, payout, bearer: request.bearer }
}

fn reasons(
    method: &Method,
    request: &QuoteRequest,
    ask: &Ask,
    quote: Option<&Quote>,
) -> Vec<Issue> {
    let day = request.at.date_utc();
    let rail = match serving_rail(method, request.country, ask.payout, day) {
        Ok(rail) => rail,
        Err(issue) => return vec![issue],
    };
    let mut reasons = Vec::new();
    reasons.extend(request.payee_type.and_then(|kind| type_reason(rail, kind)));
    reasons.extend(currency_reason(rail, ask.payout));
    if let Some(quote) = quote {
        reasons.extend(limit_reasons(rail, quote.receive, day, request.fx.as_ref()));
    }
    reasons
}

/// Where, when and at what rates a quote is made.
#[derive(Debug, Clone, Copy)]
pub struct Place<'p> {
    pub country: Option<Country>,
    pub at: Moment,
    pub fx: Option<&'p FxTable>,
}

/// Makes the quote by the rulebook's fee and markup.
pub fn quote_by(
    rulebook: &Rulebook,
    method: &Method,
    ask: &Ask,
    place: &Place,
) -> Result<Quote, Issue> {
    let day = place.at.date_utc();
    let fee = rulebook.fee(&method.id, place.country, ask.source, day).ok_or_else(|| {
        let message = format!("the rulebook has no fee for {} in {}", method.name, ask.source);
        Issue::new(Code::FeeUnknown, message)
            .param("method", method.id.as_str())
            .param("currency", ask.source.code())
            .help("add a row to the overlay's fees")
    })?;
    let terms = Terms {
        fee,
        markup: rulebook.fx_markup(ask.source, ask.payout, day),
        fx: place.fx,
        settings: &rulebook.settings,
        at: place.at,
    };
    quote(ask, &terms)
}
