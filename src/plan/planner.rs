//! Decides payouts one by one: asks each rule in turn and puts the answers together.

use super::choose::{Preference, choose};
use super::decision::{Decision, Outcome};
use super::desk::Desk;
use super::offer::{Offer, Wish};
use super::remedy::add_amounts;
use super::repeat::{Repeat, Repeats, fingerprint};
use super::{closed, inactive, unknown_payee};
use crate::batch::{Context, Line, Payee, Payout, Rates, Running, Seen};
use crate::country::Country;
use crate::date::Moment;
use crate::gate::{GateAnswer, GateOutcome, Gates, Level};
use crate::issue::{Code, Issue};
use crate::money::Money;
use crate::requirement::Requirement;
use crate::rule::Batched;
use crate::rulebook::{Gate, PayeeStatus, Rulebook};
use crate::value::Path;
use std::mem::take;

/// Issues of a payee that each of their payouts repeats.
const PAYEE_ISSUES_SHOWN: usize = 8;

/// Decides payouts one after another.
#[derive(Debug)]
pub struct Planner<'d, 'c> {
    rulebook: &'d Rulebook,
    context: &'c Context<'d>,
    /// What rules may ask of the batch.
    batched: Batched<'c>,
    rates: Rates<'c>,
    /// Of the decision, as fingerprints have it.
    day: String,
    gates: Gates<'d>,
    repeats: Repeats,
    /// What the batch has come to so far, by the payee's place in the directory.
    running: Vec<Running>,
    desk: Desk<'d, 'c>,
    /// How payees stand who are not closed, and where they are paid and taxed.
    open: Vec<(PayeeStatus, Country, Country)>,
    /// Whether a gate looks at payouts one by one.
    by_itself: bool,
}

impl<'d, 'c> Planner<'d, 'c> {
    /// Begins. So many payouts at least are remembered, to know them again.
    pub fn of(
        rulebook: &'d Rulebook,
        (context, at): (&'c Context<'d>, Moment),
        batched: Batched<'c>,
        remembered: usize,
    ) -> Self {
        let rates = Rates::new(context.fx.as_ref(), at, rulebook.settings.quote_ttl_s);
        Planner {
            rulebook,
            context,
            batched,
            rates,
            day: at.date_utc().to_string(),
            gates: Gates::at(rulebook, at),
            repeats: Repeats::of(&context.seen, remembered),
            running: Vec::new(),
            open: Vec::new(),
            desk: Desk::of(rulebook, Level::of(rates)),
            by_itself: rulebook.gates.iter().any(Gate::counts_one_by_one),
        }
    }

    /// Decides the next one; `index` is its place in the batch.
    pub fn decide<'l>(&mut self, index: usize, line: &Line<'l>) -> Decision<'l>
    where
        'd: 'l,
    {
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

    fn decide_payout<'l>(&mut self, payout: &Payout<'l>, decision: &mut Decision<'l>)
    where
        'd: 'l,
    {
        let root = Path::root();
        let lines = root.key("transactions");
        let path = lines.index(decision.index);
        let print = fingerprint(payout, &self.day);
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
            self.repeats.remember(seen, decision.index);
        }
    }

    fn decide_for<'l>(
        &mut self,
        payee: &Payee<'d>,
        payout: &Payout<'l>,
        path: &Path,
        decision: &mut Decision<'l>,
    ) where
        'd: 'l,
    {
        let root = Path::root();
        let directory = root.key("payees");
        let payee_path = directory.index(payee.index);
        let places = (payee.status, payee.country, payee.tax_residence());
        if !self.open.contains(&places) {
            if let Some(issue) = closed(self.rulebook, payee, self.rates.at(), &payee_path) {
                return decision.reasons.push(issue);
            }
            self.open.push(places);
        }
        let (amount, terms, rates) = (payout.amount, payout.terms, self.rates);
        let batched = Some(Batched { description: payout.description, ..self.batched });
        let running = self.running.get(payee.index).unwrap_or(Running::NONE);
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
            self.count(payee, gross);
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
            let standing = standings.iter().find(|known| known.order == offer.order);
            write(offer, open, decision);
            decision.way = standing.filter(|_| open).map(|standing| standing.text(decision));
        }
    }

    /// Counts a payout that goes or waits.
    fn count(&mut self, payee: &Payee, gross: Money) {
        if self.running.len() <= payee.index {
            self.running.resize_with(payee.index + 1, Running::default);
        }
        let running = self.running.get_mut(payee.index);
        let held = running.is_some_and(|running| running.add(gross, self.by_itself));
        debug_assert!(held, "amounts are bounded, and so is their number");
        self.desk.count(payee, gross);
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

fn invalid_payee(payee_id: &str, path: &Path) -> Issue {
    let message = format!("the payee \"{payee_id}\" has issues in the directory");
    Issue::new(Code::PayeeInvalid, message)
        .at(&path.key("payee_id"))
        .param("payee_id", payee_id)
        .help("mend the issues that follow; their paths are in the context")
}

/// A payout before its decision, and what stays of one that has none.
pub fn undecided<'d>(index: usize, line: &Line<'d>) -> Decision<'d> {
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
        way: None,
        hash: None,
    }
}
