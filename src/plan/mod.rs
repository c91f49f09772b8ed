//! The orchestrator: asks each rule in turn and puts the answers together. The rules never call
//! each other.

mod account;
mod choose;
mod decision;
mod desk;
mod fields;
mod funding;
mod gate;
mod methods;
mod offer;
mod planner;
mod price;
mod rank;
mod remedy;
mod repeat;
mod standing;
mod text;
mod verify;

pub use account::{AccountAnswer, Normalized, account, unchecked};
pub use decision::{
    Counts, CurrencyTotal, Decision, FundingLine, Outcome, Plan, PlanOutcome, RulebookName,
};
pub use fields::{Asked, FieldsAnswer, Schema, fields, no_fields};
pub use gate::gate;
pub use methods::{MethodAnswer, MethodStatus, MethodsAnswer, methods, no_methods};
pub use price::{FeeAnswer, QuoteAnswer, QuoteTerms, Residue, price, unpriced};
pub use verify::{Difference, QuoteCheck, QuoteStatus, unverified, verify};

use crate::batch::{Batch, Context, Payee};
use crate::collect::Listed;
use crate::date::Moment;
use crate::issue::{Code, Issue, Remedy};
use crate::money::MoneyError;
use crate::route::{lawful_country, open_country};
use crate::rule::Batched;
use crate::rulebook::{PayeeStatus, Rulebook};
use crate::value::Path;
use funding::{Purses, Tally};
use planner::{Planner, undecided};
use repeat::fingerprint;
use std::fmt;
use std::ops::Deref;
use text::{Seal, head, push_decision, push_tail};

/// Decides a batch.
///
/// A batch or a context that cannot be used refuses every payout; a payout with issues is refused
/// alone.
pub fn plan<'d>(rulebook: &'d Rulebook, batch: &Batch<'d>, context: &Context<'d>) -> Plan<'d> {
    let mut plan = frame(rulebook, batch, context);
    plan.decisions = match planner(rulebook, batch, context) {
        Some(mut planner) => {
            let lines = batch.lines.iter().enumerate();
            lines.map(|(index, line)| planner.decide(index, line)).collect()
        }
        None => refuse_all(batch, context.at),
    };
    if settle(&mut plan, batch.funding_source, context).is_err() {
        let message = "the totals are more than can be held";
        plan.issues.push(Issue::new(Code::AmountTooLarge, message));
        plan.decisions.iter_mut().for_each(refuse_for_total);
    }
    plan.decisions.iter().for_each(|decision| plan.counts.add(decision.outcome));
    plan.outcome = plan_outcome(plan.counts, is_refused(batch, context));
    let mut seal = Seal::of(&plan);
    plan.decisions.iter_mut().for_each(|decision| seal.decision(decision));
    seal.plan(&mut plan);
    plan
}

/// The same as JSON text, which is written as the payouts are decided.
pub fn plan_text(rulebook: &Rulebook, batch: &Batch, context: &Context) -> PlanText {
    // Where money is short, earlier payouts may hang on later ones.
    covered_text(rulebook, batch, context).unwrap_or_else(|| {
        let plan = plan(rulebook, batch, context);
        let mut text = head(&plan);
        plan.decisions.iter().for_each(|decision| push_decision(decision, &mut text));
        push_tail(&plan, &mut text);
        PlanText { text, begins: 0 }
    })
}

/// The text of a plan.
#[derive(Debug)]
pub struct PlanText {
    text: String,
    /// Where it begins: what stands first is known last.
    begins: usize,
}

impl fmt::Display for PlanText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self)
    }
}

impl Deref for PlanText {
    type Target = str;

    fn deref(&self) -> &str {
        self.text.get(self.begins..).unwrap_or_default()
    }
}

/// Bytes of a decision, as a guess.
const DECISION_BYTES: usize = 700;

/// The text of a plan that the funding account covers whole; `None` of any other.
fn covered_text(rulebook: &Rulebook, batch: &Batch, context: &Context) -> Option<PlanText> {
    let mut planner = planner(rulebook, batch, context)?;
    let mut plan = frame(rulebook, batch, context);
    let (mut tally, mut seal) = (Tally::default(), Seal::of(&plan));
    plan.outcome = PlanOutcome::Partial;
    let room = head(&plan).len();
    let mut text = String::with_capacity(room + batch.lines.len() * DECISION_BYTES);
    text.push_str(&" ".repeat(room));
    for (index, line) in batch.lines.iter().enumerate() {
        let mut decision = planner.decide(index, line);
        tally.add(&decision).ok()?;
        plan.counts.add(decision.outcome);
        seal.decision(&mut decision);
        push_decision(&decision, &mut text);
    }
    let purses = Purses::of(batch.funding_source, context, &tally).ok()?;
    if !purses.cover_all() {
        return None;
    }
    plan.funding = purses.lines(&mut plan.issues).ok()?;
    plan.totals = tally.totals;
    plan.outcome = plan_outcome(plan.counts, false);
    seal.plan(&mut plan);
    push_tail(&plan, &mut text);
    let head = head(&plan);
    let begins = room.checked_sub(head.len())?;
    text.replace_range(begins..room, &head);
    Some(PlanText { text, begins })
}

/// A plan before anything is decided.
fn frame<'d>(rulebook: &'d Rulebook, batch: &Batch<'d>, context: &Context) -> Plan<'d> {
    let mut issues = batch.issues.clone();
    issues.extend_from_slice(&context.issues);
    Plan {
        batch_id: batch.batch_id,
        outcome: PlanOutcome::Reject,
        at: context.at,
        rulebook: RulebookName::of(rulebook),
        decisions: Vec::new(),
        counts: Counts::default(),
        totals: Vec::new(),
        funding: Vec::new(),
        issues,
        hash: None,
    }
}

fn is_refused(batch: &Batch, context: &Context) -> bool {
    context.at.is_none() || context.refused || batch.issues.iter().any(Issue::is_error)
}

/// Who decides the batch, unless it or the context is refused.
fn planner<'d, 'c>(
    rulebook: &'d Rulebook,
    batch: &'c Batch<'d>,
    context: &'c Context<'d>,
) -> Option<Planner<'d, 'c>> {
    let at = context.at.filter(|_| !is_refused(batch, context))?;
    let Batch { batch_id, funding_source, .. } = *batch;
    let count = batch.lines.len();
    let batched = Batched { batch_id, funding_source, count, description: None };
    Some(Planner::of(rulebook, (context, at), batched, usize::MAX))
}

/// Holds what the funding account does not cover, and adds everything up.
fn settle<'d>(
    plan: &mut Plan<'d>,
    account: Option<&'d str>,
    context: &Context,
) -> Result<(), MoneyError> {
    let mut purses = Purses::of(account, context, &Tally::of(&plan.decisions)?)?;
    plan.decisions.iter_mut().try_for_each(|decision| purses.settle(decision))?;
    plan.totals = Tally::of(&plan.decisions)?.totals;
    plan.funding = purses.lines(&mut plan.issues)?;
    Ok(())
}

/// The batch or the context cannot be used: each payout says so, after its own issues.
fn refuse_all<'d>(batch: &Batch<'d>, at: Option<Moment>) -> Vec<Decision<'d>> {
    let issue = if batch.issues.iter().any(Issue::is_error) {
        Issue::new(Code::BatchInvalid, "the batch has issues of its own, so nothing was decided")
    } else {
        Issue::new(
            Code::ContextInvalid,
            "the context has issues of its own, so nothing was decided",
        )
    };
    let refuse = |(index, line)| {
        let mut decision = undecided(index, line);
        match &line.payout {
            Ok(payout) => {
                let day = at.map(|at| at.date_utc().to_string());
                decision.fingerprint = day.map(|day| fingerprint(payout, &day));
            }
            Err(issues) => decision.reasons.clone_from(issues),
        }
        decision.reasons.push(issue.clone());
        decision
    };
    batch.lines.iter().enumerate().map(refuse).listed()
}

fn refuse_for_total(decision: &mut Decision) {
    if decision.outcome == Outcome::Pay {
        decision.outcome = Outcome::Reject;
        let message = "the totals of the batch are more than can be held";
        decision.reasons.push(Issue::new(Code::AmountTooLarge, message));
    }
}

/// Why this payee is paid nothing at all. `path` is the payee's place in the input.
fn closed(rulebook: &Rulebook, payee: &Payee, at: Moment, path: &Path) -> Option<Issue> {
    if payee.status == PayeeStatus::Closed {
        return Some(inactive(payee, path));
    }
    let day = at.date_utc();
    if let Err(issue) = open_country(rulebook, payee.country, day) {
        return Some(issue.at(&path.key("country")));
    }
    // A gate asks for the residence, so one that is not known would slip past it.
    let residence = lawful_country(rulebook, payee.tax_residence(), day);
    residence.err().map(|issue| issue.at(&path.key("tax").key("residence")))
}

fn inactive(payee: &Payee, path: &Path) -> Issue {
    let status = payee.status.as_str();
    let message = format!("the payee \"{}\" is {status}", payee.payee_id);
    let issue =
        Issue::new(Code::PayeeInactive, message).at(&path.key("status")).param("status", status);
    match payee.status {
        PayeeStatus::Paused => issue.remedy(Remedy::ActivatePayee),
        _ => issue,
    }
}

/// That a payee is not in the directory.
pub(crate) fn unknown_payee(payee_id: &str, path: &Path) -> Issue {
    Issue::new(Code::PayeeUnknown, format!("the payee \"{payee_id}\" is not in the directory"))
        .at(&path.key("payee_id"))
        .param("payee_id", payee_id)
        .help("add the payee, with country, type, kyc and an account, to the context's payees")
        .remedy(Remedy::AddPayee { payee_id: payee_id.to_owned() })
}

fn plan_outcome(counts: Counts, refused: bool) -> PlanOutcome {
    match (refused, counts.pay, counts.hold + counts.reject) {
        (true, ..) => PlanOutcome::Reject,
        (_, 0, _) => PlanOutcome::None,
        (_, _, 0) => PlanOutcome::Pay,
        _ => PlanOutcome::Partial,
    }
}
