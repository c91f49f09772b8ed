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
mod stream;
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
pub use stream::{REMEMBERED, Stream};
pub use text::PlanText;
pub use verify::{Difference, QuoteCheck, QuoteStatus, unverified, verify};

use crate::batch::{Batch, Context, Line, Payee};
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
use text::{Page, Seal};

/// Decides a batch.
///
/// A batch or a context that cannot be used refuses every payout; a payout with issues is refused
/// alone.
pub fn plan<'d>(rulebook: &'d Rulebook, batch: &Batch<'d>, context: &Context<'d>) -> Plan<'d> {
    let mut plan = frame(rulebook, batch, context);
    let count = Some(batch.lines.len());
    plan.decisions = match planner(rulebook, (batch, count), context, usize::MAX) {
        Some(mut planner) => {
            let lines = batch.lines.iter().enumerate();
            lines.map(|(index, line)| planner.decide(index, line)).collect()
        }
        None => {
            let (lines, refusal) = (batch.lines.iter().enumerate(), refusal(batch));
            lines.map(|line| refused(line, &refusal, context.at)).collect()
        }
    };
    if settle(&mut plan, batch.funding_source, context).is_err() {
        plan.issues.push(beyond_total());
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
    let mut plan = frame(rulebook, batch, context);
    let write = |mend: &mut Mend| write(rulebook, (batch, context), mend);
    let funded = || {
        let page = write(&mut |_| Ok(()))?;
        let mut purses = Purses::of(batch.funding_source, context, &page.tally)?;
        // Where money is short, earlier payouts hang on later ones.
        let page = match purses.cover_all() {
            true => page,
            false => write(&mut |decision| purses.settle(decision))?,
        };
        Ok::<_, MoneyError>((page, purses))
    };
    let page = funded().and_then(|(page, purses)| Ok((page, purses.lines()?)));
    let page = match page {
        Ok((page, (lines, issues))) => {
            plan.funding = lines;
            plan.issues.extend(issues);
            page
        }
        Err(MoneyError) => {
            plan.issues.push(beyond_total());
            write(&mut |decision| {
                refuse_for_total(decision);
                Ok(())
            })
            .unwrap_or_default()
        }
    };
    page.close(plan, is_refused(batch, context))
}

/// What becomes of a decision before it is written.
type Mend<'m> = dyn FnMut(&mut Decision) -> Result<(), MoneyError> + 'm;

/// Decides every payout, or refuses it with all the others, and writes it.
fn write(
    rulebook: &Rulebook,
    (batch, context): (&Batch, &Context),
    mend: &mut Mend,
) -> Result<Page, MoneyError> {
    let count = Some(batch.lines.len());
    let mut planner = planner(rulebook, (batch, count), context, usize::MAX);
    let mut page = Page::of(&frame(rulebook, batch, context), batch.lines.len());
    let refusal = refusal(batch);
    for (index, line) in batch.lines.iter().enumerate() {
        let mut decision = match &mut planner {
            Some(planner) => planner.decide(index, line),
            None => refused((index, line), &refusal, context.at),
        };
        mend(&mut decision)?;
        page.add(&mut decision)?;
    }
    Ok(page)
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

/// Who decides so many payouts of the batch, unless it or the context is refused.
fn planner<'d, 'c>(
    rulebook: &'d Rulebook,
    (batch, count): (&'c Batch<'d>, Option<usize>),
    context: &'c Context<'d>,
    remembered: usize,
) -> Option<Planner<'d, 'c>> {
    let at = context.at.filter(|_| !is_refused(batch, context))?;
    let Batch { batch_id, funding_source, .. } = *batch;
    let batched = Batched { batch_id, funding_source, count, description: None };
    Some(Planner::of(rulebook, (context, at), batched, remembered))
}

/// Holds what the funding account does not cover, and adds everything up.
fn settle<'d>(
    plan: &mut Plan<'d>,
    account: Option<&'d str>,
    context: &Context,
) -> Result<(), MoneyError> {
    let mut purses = Purses::of(account, context, &Tally::of(&plan.decisions)?)?;
    plan.decisions.iter_mut().try_for_each(|decision| purses.settle(decision))?;
    let totals = Tally::of(&plan.decisions)?.totals;
    let (lines, issues) = purses.lines()?;
    plan.totals = totals;
    plan.funding = lines;
    plan.issues.extend(issues);
    Ok(())
}

/// That the batch or the context cannot be used.
fn refusal(batch: &Batch) -> Issue {
    if batch.issues.iter().any(Issue::is_error) {
        Issue::new(Code::BatchInvalid, "the batch has issues of its own, so nothing was decided")
    } else {
        let message = "the context has issues of its own, so nothing was decided";
        Issue::new(Code::ContextInvalid, message)
    }
}

/// A payout of a batch that is refused: it says so after its own issues.
fn refused<'l>(
    (index, line): (usize, &Line<'l>),
    refusal: &Issue,
    at: Option<Moment>,
) -> Decision<'l> {
    let mut decision = undecided(index, line);
    match &line.payout {
        Ok(payout) => {
            let day = at.map(|at| at.date_utc().to_string());
            decision.fingerprint = day.map(|day| fingerprint(payout, &day));
        }
        Err(issues) => decision.reasons.clone_from(issues),
    }
    decision.reasons.push(refusal.clone());
    decision
}

fn beyond_total() -> Issue {
    Issue::new(Code::AmountTooLarge, "the totals are more than can be held")
}

fn refuse_for_total(decision: &mut Decision) {
    if decision.outcome == Outcome::Pay {
        decision.refuse();
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
