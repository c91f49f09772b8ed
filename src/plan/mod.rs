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
mod price;
mod rank;
mod remedy;
mod repeat;
mod standing;
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

use crate::batch::{Batch, Context, Line, Payee, Payout, Rates, Running, Seen};
use crate::collect::{Keyed, Listed};
use crate::date::Moment;
use crate::gate::{GateAnswer, GateOutcome, Gates, Level};
use crate::hash::{Hash, Hasher};
use crate::issue::{Code, Issue, Remedy};
use crate::requirement::Requirement;
use crate::route::{lawful_country, open_country};
use crate::rule::Batched;
use crate::rulebook::{Gate, PayeeStatus, Rulebook};
use crate::value::Path;
use choose::{Preference, choose};
use desk::Desk;
use offer::{Offer, Wish};
use remedy::add_amounts;
use repeat::{Repeat, Repeats, fingerprint};
use std::mem::take;

/// Decides a batch.
///
/// A batch or a context that cannot be used refuses every payout; a payout with issues is refused
/// alone.
pub fn plan<'d>(rulebook: &'d Rulebook, batch: &Batch<'d>, context: &Context<'d>) -> Plan<'d> {
    let mut issues = batch.issues.clone();
    issues.extend_from_slice(&context.issues);
    let batch_refused = batch.issues.iter().any(Issue::is_error);
    let refused = batch_refused || context.refused;
    let mut decisions = match context.at {
        Some(at) if !refused => {
            let rates = Rates::new(context.fx.as_ref(), at, rulebook.settings.quote_ttl_s);
            let mut planner = Planner {
                rulebook,
                batch,
                context,
                rates,
                gates: Gates::at(rulebook, at),
                repeats: Repeats::of(&context.seen),
                running: Keyed::default(),
                desk: Desk::of(rulebook, Level::of(rates)),
                by_itself: rulebook.gates.iter().any(Gate::counts_one_by_one),
            };
            let lines = batch.lines.iter().enumerate();
            lines.map(|(index, line)| planner.decide(index, line)).collect()
        }
        at => refuse_all(batch, batch_refused, at),
    };
    let funding = funding::fund(batch.funding_source, context, &mut decisions, &mut issues);
    let sums = funding.and_then(|lines| Ok((lines, funding::totals(&decisions)?)));
    let (funding, totals) = sums.unwrap_or_else(|_| {
        issues.push(Issue::new(Code::AmountTooLarge, "the totals are more than can be held"));
        decisions.iter_mut().for_each(refuse_for_total);
        (Vec::new(), Vec::new())
    });
    let counts = count(&decisions);
    let refused = refused || context.at.is_none();
    let mut plan = Plan {
        batch_id: batch.batch_id,
        outcome: plan_outcome(counts, refused),
        at: context.at,
        rulebook: RulebookName::of(rulebook),
        decisions,
        counts,
        totals,
        funding,
        issues,
        hash: None,
    };
    seal(&mut plan);
    plan
}

/// Issues of a payee that each of their payouts repeats.
const PAYEE_ISSUES_SHOWN: usize = 8;

struct Planner<'d, 'c> {
    rulebook: &'d Rulebook,
    batch: &'c Batch<'d>,
    context: &'c Context<'d>,
    rates: Rates<'c>,
    gates: Gates<'d>,
    repeats: Repeats<'d>,
    running: Keyed<'d, Running>,
    desk: Desk<'d, 'c>,
    /// Whether a gate looks at payouts one by one.
    by_itself: bool,
}

impl<'d> Planner<'d, '_> {
    fn decide(&mut self, index: usize, line: &Line<'d>) -> Decision<'d> {
        let mut decision = undecided(index, line);
        match &line.payout {
            Err(issues) => {
                decision.reasons.clone_from(issues);
                // Said now, so that mending the line is not followed by the next surprise.
                let root = Path::root();
                let path = root.key("transactions");
                let path = path.index(index);
                let payees = &self.context.payees;
                let stranger = line.payee_id.filter(|payee_id| !payees.contains_key(payee_id));
                decision.reasons.extend(stranger.map(|payee_id| unknown_payee(payee_id, &path)));
            }
            Ok(payout) => self.decide_payout(payout, &mut decision),
        }
        decision
    }

    fn decide_payout(&mut self, payout: &Payout<'d>, decision: &mut Decision<'d>) {
        let root = Path::root();
        let lines = root.key("transactions");
        let path = lines.index(decision.index);
        let print = fingerprint(payout, self.rates.at());
        decision.fingerprint = Some(print);
        match self.repeats.find(payout, print, &path) {
            Some(Repeat::Same(issue)) => {
                decision.outcome = Outcome::Duplicate;
                return decision.reasons.push(issue);
            }
            Some(Repeat::Reused(issue)) => return decision.reasons.push(issue),
            Some(Repeat::Likely(issue)) => {
                decision.reasons.push(issue);
                decision.requires.push(Requirement::Reference);
            }
            None => {}
        }
        let context = self.context;
        match context.payees.get(payout.payee_id) {
            None => decision.reasons.push(unknown_payee(payout.payee_id, &path)),
            Some(Err(issues)) => {
                decision.reasons.push(invalid_payee(payout.payee_id, &path));
                // All of them stand in the plan's issues; a few tell what is wrong.
                let shown = issues.get(..PAYEE_ISSUES_SHOWN).unwrap_or(issues);
                decision.reasons.extend_from_slice(shown);
            }
            Some(Ok(payee)) => self.decide_for(payee, payout, &path, decision),
        }
        if matches!(decision.outcome, Outcome::Pay | Outcome::Hold) {
            let seen = Seen { key: payout.reference, fingerprint: print };
            self.repeats.remember(seen, Some(decision.index));
        }
    }

    fn decide_for(
        &mut self,
        payee: &Payee<'d>,
        payout: &Payout<'d>,
        path: &Path,
        decision: &mut Decision<'d>,
    ) {
        let root = Path::root();
        let directory = root.key("payees");
        let payee_path = directory.index(payee.index);
        if let Some(issue) = closed(self.rulebook, payee, self.rates.at(), &payee_path) {
            return decision.reasons.push(issue);
        }
        let (amount, terms, rates) = (payout.amount, payout.terms, self.rates);
        let batched = Batched {
            batch_id: self.batch.batch_id,
            funding_source: self.batch.funding_source,
            count: self.batch.lines.len(),
            description: payout.description,
        };
        let batched = Some(batched);
        let running = self.running.get(payout.payee_id).unwrap_or(Running::NONE);
        let wish = Wish { payee, amount, terms, rates, path: &payee_path, running, batched };
        let preference =
            Preference { name: payout.rail_preference, path: &path.key("rail_preference") };
        let standings = self.desk.standings(&wish);
        let choice = choose(self.rulebook, &wish, &standings, preference, self.context.ranking);
        let Some(mut offer) = choice.offer else {
            return decision.reasons.extend(choice.reasons);
        };
        let (gross, kind) = (wish.gross(&offer), offer.route.method.kind);
        let gates = match self.desk.is_calm(&self.gates, &wish, kind, gross) {
            true => offer.rules(GateAnswer::default()),
            false => wish.gates(self.rulebook, &self.gates, &mut offer),
        };
        // What is withheld can leave too little for the method: it waits for what ends that.
        let open = choice.open && offer.is_open();
        let lifts = gates.withhold.filter(|_| choice.open && !open).map(|kept| kept.lifted_by);
        if lifts.is_some() {
            let by = Some(&self.gates);
            let mut reasons = take(&mut offer.reasons);
            let against = |amount| offer.against(amount, self.rulebook, &wish, by);
            add_amounts(&mut reasons, amount, &against);
            offer.reasons = reasons;
        }
        decision.outcome = match lifts.as_ref().is_some_and(Vec::is_empty) {
            true => Outcome::Reject,
            false => outcome(open, gates.outcome, payee, &decision.reasons),
        };
        if decision.outcome == Outcome::Hold || decision.outcome == Outcome::Pay {
            let key = payout.payee_id.as_bytes();
            let running = self.running.get_or_add(key, Running::default());
            let held = running.is_some_and(|running| running.add(gross, self.by_itself));
            debug_assert!(held, "amounts are bounded, and so is their number");
            self.desk.count(payee, gross);
        }
        decision.reasons.extend(gates.reasons);
        decision.requires.extend(gates.requires);
        decision.reasons.extend(choice.reasons);
        if let Some(lifts) = lifts {
            Requirement::add(&mut decision.requires, lifts);
            return decision.reasons.append(&mut offer.reasons);
        }
        if payee.status == PayeeStatus::Paused {
            decision.reasons.push(inactive(payee, &payee_path));
            decision.requires.push(Requirement::ActivePayee);
        }
        if decision.outcome != Outcome::Reject {
            write(offer, open, decision);
        }
    }
}

/// The strictest of what the method, the gates, the payee's status and earlier reasons say.
fn outcome(open: bool, gates: GateOutcome, payee: &Payee, earlier_reasons: &[Issue]) -> Outcome {
    if gates == GateOutcome::Block {
        return Outcome::Reject;
    }
    let held = gates == GateOutcome::Hold
        || payee.status == PayeeStatus::Paused
        || earlier_reasons.iter().any(Issue::is_error);
    if held || !open { Outcome::Hold } else { Outcome::Pay }
}

/// Writes the offer into the decision: its terms when it is open, else what it requires.
fn write<'d>(offer: Offer<'d>, open: bool, decision: &mut Decision<'d>) {
    if !open {
        return Requirement::add(&mut decision.requires, offer.mends().unwrap_or_default());
    }
    decision.method = Some(&offer.route.method.id);
    decision.rail = offer.route.rail.map(|rail| rail.id.as_str());
    decision.arrives = offer.arrival;
    if let Some(quote) = offer.quote {
        decision.debit = Some(quote.debit);
        decision.fee = Some(quote.fee);
        decision.fx = quote.fx;
        decision.receive = Some(quote.receive);
        decision.withheld = quote.withheld;
    }
}

/// A payout before its decision, and what stays of one that has none.
fn undecided<'d>(index: usize, line: &Line<'d>) -> Decision<'d> {
    Decision {
        index,
        payee_id: line.payee_id,
        reference: line.reference,
        outcome: Outcome::Reject,
        method: None,
        rail: None,
        debit: None,
        fee: None,
        fx: None,
        receive: None,
        withheld: None,
        arrives: None,
        reasons: Vec::new(),
        requires: Vec::new(),
        fingerprint: None,
        hash: None,
    }
}

/// The batch or the context cannot be used: each payout says so, after its own issues.
fn refuse_all<'d>(batch: &Batch<'d>, batch_refused: bool, at: Option<Moment>) -> Vec<Decision<'d>> {
    let issue = if batch_refused {
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
            Ok(payout) => decision.fingerprint = at.map(|at| fingerprint(payout, at)),
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

fn invalid_payee(payee_id: &str, path: &Path) -> Issue {
    let message = format!("the payee \"{payee_id}\" has issues in the directory");
    Issue::new(Code::PayeeInvalid, message)
        .at(&path.key("payee_id"))
        .param("payee_id", payee_id)
        .help("mend the issues that follow; their paths are in the context")
}

fn count(decisions: &[Decision]) -> Counts {
    let mut counts = Counts::default();
    for decision in decisions {
        match decision.outcome {
            Outcome::Pay => counts.pay += 1,
            Outcome::Hold => counts.hold += 1,
            Outcome::Reject => counts.reject += 1,
            Outcome::Duplicate => counts.duplicate += 1,
        }
    }
    counts
}

fn plan_outcome(counts: Counts, refused: bool) -> PlanOutcome {
    match (refused, counts.pay, counts.hold + counts.reject) {
        (true, ..) => PlanOutcome::Reject,
        (_, 0, _) => PlanOutcome::None,
        (_, _, 0) => PlanOutcome::Pay,
        _ => PlanOutcome::Partial,
    }
}

/// Hashes every decision, then the plan over their hashes.
fn seal(plan: &mut Plan) {
    for decision in &mut plan.decisions {
        let hasher = Hasher::default().text("decision").json(&plan.rulebook).json(&plan.at);
        decision.hash = Some(hasher.json(decision).finish());
    }
    let hashes: Vec<Option<Hash>> = plan.decisions.iter().map(|decision| decision.hash).listed();
    let around =
        (plan.batch_id, plan.outcome, plan.counts, &plan.totals, &plan.funding, &plan.issues);
    let hasher = Hasher::default().text("plan").json(&plan.rulebook).json(&plan.at);
    plan.hash = Some(hasher.json(&around).json(&hashes).finish());
}
