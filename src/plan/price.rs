//! A quote for an amount alone, without a payee.

use super::RulebookName;
use super::remedy::add_amounts;
use crate::batch::{QuoteRequest, Rates, Running, Terms};
use crate::date::Moment;
use crate::hash::{Hash, Hasher};
use crate::issue::{Code, Issue, Remedy};
use crate::money::{Arithmetic, Currency, Money};
use crate::quote::{Ask, FeeLine, Fx, Pair, Quote, Rules, quote};
use crate::route::{currency_reason, limit_reasons, not_yet, serving_rail, type_reasons};
use crate::rule::{Judgement, Subject, Way, Who, due, judge};
use crate::rulebook::{Fee, Method, Rail, Recipient, Rule, RuleEffect, Rulebook};
use serde::Serialize;

/// The answer to a quote request. Without `ok` the issues say why there is no quote, or why it
/// cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuoteAnswer<'r> {
    /// Whether the quote can be taken as it stands.
    pub ok: bool,
    /// The quote, where one could be made.
    #[serde(flatten)]
    pub terms: Option<QuoteTerms<'r>>,
    /// By which rulebook.
    pub rulebook: RulebookName<'r>,
    /// Over the rulebook, the request and everything else here.
    pub hash: Hash,
    /// Everything that stands against it.
    pub issues: Vec<Issue>,
}

/// A quote as it stands in answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuoteTerms<'r> {
    /// What leaves the funding account: `convertible`, the sender's part of the fee, and what is
    /// withheld.
    pub debit: Money,
    /// What is kept back for the tax office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Money>,
    /// What is converted, or passed on as it is.
    pub convertible: Money,
    /// The fee.
    pub fee: FeeAnswer<'r>,
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
pub struct FeeAnswer<'r> {
    /// Whoever bears it.
    pub total: Money,
    /// Who bears what, by which row of the rulebook.
    pub lines: Vec<FeeLine<'r>>,
}

/// A part of a minor unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Residue {
    /// Exact decimal string; negative when the amount was rounded up.
    pub value: String,
    /// The payout currency.
    pub currency: Currency,
}

impl<'r> QuoteTerms<'r> {
    /// Words the quote; it lives as long as the rulebook lets it, and no longer than the rates it
    /// was made with, for limits and rules may hang on them too.
    pub fn of(quote: Quote<'r>, rulebook: &Rulebook, rates: &Rates) -> Self {
        let own = rates.at().plus_seconds(rulebook.settings.quote_ttl_s);
        let expires_at = rates.dies_at().map_or(own, |dies_at| dies_at.min(own));
        let residue = Residue { value: quote.residue.plain(), currency: quote.receive.currency() };
        QuoteTerms {
            debit: quote.debit,
            withheld: quote.withheld,
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
pub fn price<'r>(rulebook: &'r Rulebook, request: &QuoteRequest) -> QuoteAnswer<'r> {
    let rates = Rates::new(request.fx.as_ref(), request.at, rulebook.settings.quote_ttl_s);
    let ask = ask_for(request, request.amount);
    let (quote, mut issues) = priced(rulebook, request, &ask, rates);
    let against = |amount| priced(rulebook, request, &ask_for(request, amount), rates).1;
    add_amounts(&mut issues, request.amount, &against);
    let terms = quote.map(|quote| QuoteTerms::of(quote, rulebook, &rates));
    let ok = terms.is_some() && !issues.iter().any(Issue::is_error);
    let asked = (
        (ask.amount, ask.target, ask.source, ask.payout, ask.bearer),
        (&request.method.id, request.country, request.payee_type),
        (&request.fx, request.at),
    );
    let rulebook = RulebookName::of(rulebook);
    let hasher = Hasher::default().text("quote").json(&rulebook).json(&asked);
    let hash = hasher.json(&(ok, &terms, &issues)).finish();
    QuoteAnswer { ok, terms, rulebook, hash, issues }
}

/// The request for that amount.
fn ask_for(request: &QuoteRequest, amount: Money) -> Ask {
    let (source, payout) = request.terms.currencies(amount);
    let Terms { target, bearer, .. } = request.terms;
    Ask { amount, target, source, payout: payout.unwrap_or(source), bearer }
}

/// The quote, if one can be made, and everything that stands against it.
fn priced<'r>(
    rulebook: &'r Rulebook,
    request: &QuoteRequest,
    ask: &Ask,
    rates: Rates,
) -> (Option<Quote<'r>>, Vec<Issue>) {
    let day = request.at.date_utc();
    let rail = serving_rail(rulebook, request.method, request.country, ask.payout, day);
    let judged = judged(rulebook, request, ask, rail.as_ref().ok().copied(), rates);
    let mut issues = Vec::new();
    let to = Recipient { country: request.country, kind: request.payee_type };
    let basis = Basis::find(rulebook, request.method, to, [ask.source, ask.payout], &rates);
    let quote = basis.and_then(|basis| basis.quote(rulebook, ask, rates, &judged.charges));
    let mut quote = quote.map_err(|issue| issues.push(issue)).ok();
    issues.extend(quote.as_mut().and_then(|quote| quote.remark.take()));
    issues.extend(judged.reasons);
    match rail {
        Ok(rail) => issues.extend(reasons(rulebook, rail, request, ask, quote.as_ref(), &rates)),
        Err(issue) => issues.push(issue),
    }
    (quote, issues)
}

/// The answer to a request that could not be read.
pub fn unpriced(rulebook: &Rulebook, issues: Vec<Issue>) -> QuoteAnswer<'_> {
    let rulebook = RulebookName::of(rulebook);
    let hasher = Hasher::default().text("quote").json(&rulebook);
    QuoteAnswer { ok: false, terms: None, rulebook, hash: hasher.json(&issues).finish(), issues }
}

/// What the platform's own rules say that turn on nothing but what a quote knows: those that
/// charge, and those that close the method.
fn judged<'r>(
    rulebook: &'r Rulebook,
    request: &QuoteRequest,
    ask: &Ask,
    rail: Option<&Rail>,
    rates: Rates,
) -> Judgement<'r> {
    let subject = Subject {
        who: Who::Someone(request.country, request.payee_type),
        amount: ask.amount,
        currency: ask.source,
        running: Running::NONE,
        rates,
        way: Some(Way::of(rulebook, request.method, rail, Some(ask.payout))),
        batched: None,
        path: None,
    };
    let wanted =
        |effect: &RuleEffect| matches!(effect, RuleEffect::Charge(_) | RuleEffect::Exclude);
    judge(&due(rulebook, &subject, wanted), &subject)
}

fn reasons(
    rulebook: &Rulebook,
    rail: &Rail,
    request: &QuoteRequest,
    ask: &Ask,
    quote: Option<&Quote>,
    rates: &Rates,
) -> Vec<Issue> {
    let mut reasons = Vec::new();
    let payer = rulebook.settings.payer_type;
    reasons.extend(type_reasons(rail, request.payee_type, payer));
    reasons.extend(currency_reason(rulebook, rail, request.country, ask.payout));
    if let Some(quote) = quote {
        reasons.extend(limit_reasons(rail, payer, quote.receive, rates));
    }
    reasons
}

/// What quotes by a method from one currency to another are made by, whatever the amount.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'r> {
    fee: &'r Fee,
    pair: Pair,
}

impl<'r> Basis<'r> {
    /// The rulebook's fee and markup at that moment, or why there is no quote.
    pub fn find(
        rulebook: &'r Rulebook,
        method: &Method,
        to: Recipient,
        [source, payout]: [Currency; 2],
        rates: &Rates,
    ) -> Result<Self, Issue> {
        let day = rates.at().date_utc();
        for currency in [source, payout] {
            if !rulebook.is_in_force(currency, day) {
                let message = format!("{currency} is not in force on {day}");
                let row = rulebook.currency_row(currency.code);
                let from = row.and_then(|row| row.meta.in_force.from);
                let issue = not_yet(Code::CurrencyNotInForce, message, day, from);
                return Err(issue.param("currency", currency.code()));
            }
        }
        let fee = rulebook.fee(method, to, source, day).ok_or_else(|| {
            let message = format!("the rulebook has no fee for {} in {source}", method.name);
            Issue::new(Code::FeeUnknown, message)
                .param("currency", source.code())
                .help("say the country and the type of payee, or add a row to the overlay's fees")
                .remedy(Remedy::AddRow { table: "fees" })
        })?;
        let markup = rulebook.fx_markup(source, payout, day);
        let pair = Pair::find([source, payout], markup, rates, &rulebook.settings)?;
        Ok(Basis { fee, pair })
    }

    /// The quote of an amount in those currencies.
    pub fn quote(
        &self,
        rulebook: &Rulebook,
        ask: &Ask,
        rates: Rates,
        charges: &[&'r Rule],
    ) -> Result<Quote<'r>, Issue> {
        let Basis { fee, pair } = *self;
        quote(ask, &Rules { fee, charges, pair, rates, settings: &rulebook.settings })
    }
}
