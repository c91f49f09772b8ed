//! Every method a payee has, open or not, ranked.

use super::offer::{Offer, Wish, offers};
use super::price::QuoteTerms;
use super::{RulebookName, closed};
use crate::batch::{MethodsRequest, RankBy};
use crate::date::Arrival;
use crate::gate::{GateAnswer, GateOutcome, Requirement, Running, Subject, check};
use crate::hash::{Hash, Hasher};
use crate::issue::Issue;
use crate::money::Currency;
use crate::rulebook::{FieldForm, MethodKind, PayeeStatus, Rulebook};
use crate::value::Path;
use serde::Serialize;

/// The answer to a methods request.
#[derive(Debug, Clone, Serialize)]
pub struct MethodsAnswer<'r> {
    /// Every method that reaches the payee's country, the best first.
    pub methods: Vec<MethodAnswer<'r>>,
    /// By which rulebook.
    pub rulebook: RulebookName<'r>,
    /// Over the rulebook, the moment and the methods.
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
    /// Whether the payee prefers it.
    pub preferred: bool,
    /// What it costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<QuoteTerms>,
    /// When the money would arrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrives: Option<Arrival>,
    /// What it needs of the payee.
    pub fields: &'r [FieldForm],
    /// Every reason against it, and warnings.
    pub reasons: Vec<Issue>,
    /// Everything the payee must do for it.
    pub requires: Vec<Requirement>,
}

/// Whether a method can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MethodStatus {
    /// As it stands.
    Available,
    /// Once the payee has met what it requires.
    NeedsAction,
    /// Not by anything the payee can do.
    Unavailable,
}

/// How every method stands for the payee.
pub fn methods<'r>(rulebook: &'r Rulebook, request: &MethodsRequest) -> MethodsAnswer<'r> {
    let (root, payee) = (Path::root(), &request.payee);
    let path = root.key("payee");
    if let Some(issue) = closed(rulebook, payee, request.at, &path) {
        return no_methods(rulebook, vec![issue]);
    }
    let wish = Wish {
        payee,
        amount: request.amount,
        target: request.terms.target,
        other_currency: request.terms.other_currency,
        bearer: request.terms.bearer,
        at: request.at,
        fx: request.fx.as_ref(),
        path: &path,
    };
    let gates = check(
        rulebook,
        &Subject {
            payee,
            amount: request.amount,
            at: request.at,
            running: &Running::default(),
            fx: wish.fx,
            path: &path,
        },
    );
    let mut issues = Vec::new();
    if payee.status == PayeeStatus::Paused {
        issues.push(super::inactive(payee, "paused", &path));
    }
    let offers = ranked(rulebook, &wish, request.rank_by);
    let offers = offers.into_iter().zip(1..);
    let answer = |(offer, rank)| method_answer(rulebook, offer, rank, &wish, &gates, &issues);
    let mut methods: Vec<MethodAnswer> = offers.map(answer).collect();
    // A gate or a pause can only lower what is open, all alike, so the ranks still fit.
    methods.sort_by_key(|method| (method.status, method.rank));
    methods.iter_mut().zip(1..).for_each(|(method, rank)| method.rank = rank);
    seal(rulebook, Some(request), methods, issues)
}

/// The answer when nothing can be said of any method.
pub fn no_methods(rulebook: &Rulebook, issues: Vec<Issue>) -> MethodsAnswer<'_> {
    seal(rulebook, None, Vec::new(), issues)
}

fn seal<'r>(
    rulebook: &'r Rulebook,
    request: Option<&MethodsRequest>,
    methods: Vec<MethodAnswer<'r>>,
    issues: Vec<Issue>,
) -> MethodsAnswer<'r> {
    let name = RulebookName::of(rulebook);
    let asked = request.map(|request| (request.payee.payee_id, request.amount, request.at));
    let hasher = Hasher::default().text("methods").json(&name).json(&asked);
    let hash = hasher.json(&methods).json(&issues).finish();
    MethodsAnswer { methods, rulebook: name, hash, issues }
}

fn ranked<'r>(rulebook: &'r Rulebook, wish: &Wish, rank_by: RankBy) -> Vec<Offer<'r>> {
    let mut offers = offers(rulebook, wish);
    offers.sort_by(|a, b| match rank_by {
        RankBy::Preference => wish
            .preference(a.route.method)
            .cmp(&wish.preference(b.route.method))
            .then_with(|| a.by_cost(b)),
        RankBy::Cost => a.by_cost(b),
        RankBy::Speed => a.by_speed(b),
    });
    offers
}

fn method_answer<'r>(
    rulebook: &Rulebook,
    offer: Offer<'r>,
    rank: usize,
    wish: &Wish,
    gates: &GateAnswer,
    payee_issues: &[Issue],
) -> MethodAnswer<'r> {
    let own = if offer.is_open() {
        MethodStatus::Available
    } else if offer.is_mendable() {
        MethodStatus::NeedsAction
    } else {
        MethodStatus::Unavailable
    };
    let by_gates = match gates.outcome {
        GateOutcome::Clear | GateOutcome::Warn => MethodStatus::Available,
        GateOutcome::Hold => MethodStatus::NeedsAction,
        GateOutcome::Block => MethodStatus::Unavailable,
    };
    let by_payee = if payee_issues.iter().any(Issue::is_error) {
        MethodStatus::Unavailable
    } else {
        MethodStatus::Available
    };
    let mut requires = gates.requires.clone();
    if own == MethodStatus::NeedsAction {
        requires.push(offer.account_requirement());
    }
    let method = offer.route.method;
    MethodAnswer {
        method: &method.id,
        rail: offer.route.rail.map(|rail| rail.id.as_str()),
        kind: method.kind,
        currency: offer.route.currency,
        status: own.max(by_gates).max(by_payee),
        rank,
        preferred: wish.payee.prefer.iter().any(|name| method.is_named(name)),
        quote: offer.quote.map(|quote| QuoteTerms::of(quote, rulebook, wish.at)),
        arrives: offer.arrival,
        fields: offer.route.form.map_or(&[], |form| &form.fields),
        reasons: payee_issues.iter().chain(&gates.reasons).chain(&offer.reasons).cloned().collect(),
        requires,
    }
}
