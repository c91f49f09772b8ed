//! Every method a payee has, open or not, ranked.

use super::fields::{Asked, asked};
use super::offer::{Offer, Wish, offers};
use super::price::QuoteTerms;
use super::rank::Rank;
use super::remedy::add_amounts;
use super::{RulebookName, closed, inactive};
use crate::batch::{MethodsRequest, Rates, Running};
use crate::collect::{Listed, sorted};
use crate::date::{Arrival, Moment};
use crate::gate::{GateOutcome, Gates};
use crate::hash::{Hash, Hasher};
use crate::issue::Issue;
use crate::money::{Arithmetic, Currency, Money};
use crate::requirement::Requirement;
use crate::rulebook::{MethodKind, PayeeStatus, Rulebook};
use crate::value::Path;
use crate::words::words;
use serde::Serialize;
use std::sync::Arc;

/// The answer to a methods request.
#[derive(Debug, Clone, Serialize)]
pub struct MethodsAnswer<'r> {
    /// Every method that reaches the payee's country, the best first.
    pub methods: Vec<MethodAnswer<'r>>,
    /// By which rulebook.
    pub rulebook: RulebookName<'r>,
    /// Over the rulebook, the payee's id, the amount, the moment and everything above and below.
    pub hash: Hash,
    /// What is wrong with the request, or with the payee for every method.
    pub issues: Vec<Issue>,
}

/// How a method stands for the payee.
#[derive(Debug, Clone, Serialize)]
pub struct MethodAnswer<'r> {
    /// Its id.
    pub method: &'r str,
    /// The rail that would carry it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rail: Option<&'r str>,
    /// What a payee sees it as.
    pub kind: MethodKind,
    /// What would arrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Whether it can be taken.
    pub status: MethodStatus,
    /// From 1, the best.
    pub rank: usize,
    /// The points it was ranked by, where weights rank; the fewer the better.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<String>,
    /// Whether the payee prefers it.
    pub preferred: bool,
    /// What it costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<QuoteTerms<'r>>,
    /// When the money would arrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrives: Option<Arc<Arrival>>,
    /// What it needs of the payee.
    pub fields: Vec<Asked<'r>>,
    /// Every reason against it, and warnings.
    pub reasons: Vec<Issue>,
    /// Everything the payee must do for it.
    pub requires: Vec<Requirement>,
}

words! {
    /// Whether a method can be taken.
    MethodStatus {
        /// As it stands.
        Available = "available",
        /// Once the payee has met what it requires.
        NeedsAction = "needs_action",
        /// Not by anything the payee can do.
        Unavailable = "unavailable",
    }
}

/// How every method stands for the payee.
pub fn methods<'r>(rulebook: &'r Rulebook, request: &MethodsRequest) -> MethodsAnswer<'r> {
    let (root, payee) = (Path::root(), &request.payee);
    let path = root.key("payee");
    let asked = Some((payee.payee_id, request.amount, request.at));
    if let Some(issue) = closed(rulebook, payee, request.at, &path) {
        return seal(rulebook, asked, Vec::new(), vec![issue]);
    }
    let rates = Rates::new(request.fx.as_ref(), request.at, rulebook.settings.quote_ttl_s);
    let (amount, terms) = (request.amount, request.terms);
    let (running, batched) = (Running::NONE, None);
    let wish = Wish { payee, amount, terms, rates, path: &path, running, batched };
    let mut issues = Vec::new();
    if payee.status == PayeeStatus::Paused {
        issues.push(inactive(payee, &path));
    }
    let rank = Rank { ranking: request.ranking, wish: &wish };
    let offers = sorted(offers(rulebook, &wish), |a, b| rank.compare(a, b));
    let offers = offers.into_iter().zip(1..);
    let gates = Gates::at(rulebook, request.at);
    let answer = |(offer, place)| method_answer(rulebook, &gates, offer, (place, &rank), &issues);
    let methods: Vec<MethodAnswer> = offers.map(answer).listed();
    let mut methods = sorted(methods, |a, b| (a.status, a.rank).cmp(&(b.status, b.rank)));
    methods.iter_mut().zip(1..).for_each(|(method, rank)| method.rank = rank);
    seal(rulebook, asked, methods, issues)
}

/// The answer when nothing can be said of any method.
pub fn no_methods(rulebook: &Rulebook, issues: Vec<Issue>) -> MethodsAnswer<'_> {
    seal(rulebook, None, Vec::new(), issues)
}

fn seal<'r>(
    rulebook: &'r Rulebook,
    asked: Option<(&str, Money, Moment)>,
    methods: Vec<MethodAnswer<'r>>,
    issues: Vec<Issue>,
) -> MethodsAnswer<'r> {
    let name = RulebookName::of(rulebook);
    let hasher = Hasher::default().text("methods").json(&name).json(&asked);
    let hash = hasher.json(&methods).json(&issues).finish();
    MethodsAnswer { methods, rulebook: name, hash, issues }
}

fn method_answer<'r>(
    rulebook: &'r Rulebook,
    gates: &Gates,
    mut offer: Offer<'r>,
    (place, rank): (usize, &Rank),
    payee_issues: &[Issue],
) -> MethodAnswer<'r> {
    let (wish, score) = (rank.wish, rank.points(&offer));
    let answer = wish.gates(rulebook, gates, &mut offer);
    let own = match offer.mends() {
        _ if offer.is_open() => MethodStatus::Available,
        Some(_) => MethodStatus::NeedsAction,
        None => MethodStatus::Unavailable,
    };
    let by_gates = match answer.outcome {
        GateOutcome::Clear | GateOutcome::Warn => MethodStatus::Available,
        GateOutcome::Hold => MethodStatus::NeedsAction,
        GateOutcome::Block => MethodStatus::Unavailable,
    };
    let by_payee = if payee_issues.iter().any(Issue::is_error) {
        MethodStatus::Unavailable
    } else {
        MethodStatus::Available
    };
    let mut requires = answer.requires;
    Requirement::add(&mut requires, offer.requires());
    let method = offer.route.method;
    let mut reasons = payee_issues.to_vec();
    reasons.extend(answer.reasons);
    reasons.append(&mut offer.reasons);
    // Asking the gates takes longest; they are in the amount only where they withhold.
    let by = answer.withhold.is_some().then_some(gates);
    let against = |amount| offer.against(amount, rulebook, wish, by);
    add_amounts(&mut reasons, wish.amount, &against);
    MethodAnswer {
        method: &method.id,
        rail: offer.route.rail.map(|rail| rail.id.as_str()),
        kind: method.kind,
        currency: offer.route.currency,
        status: own.max(by_gates).max(by_payee),
        rank: place,
        score: score.map(|score| score.normalize().plain()),
        preferred: wish.payee.prefer.iter().any(|name| method.is_named(name)),
        quote: offer.quote.map(|quote| QuoteTerms::of(quote, rulebook, &wish.rates)),
        arrives: offer.arrival,
        fields: asked(rulebook, offer.route.form, wish.payee.country, wish.rates.at().date_utc()),
        reasons,
        requires,
    }
}
