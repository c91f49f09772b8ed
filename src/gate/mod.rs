//! Gates: limits past which a payout waits until requirements are met, measured over the
//! totals of the context and of the batch so far.

mod applies;
mod calm;
mod due;
mod lift;
mod measure;
mod remarks;
mod standing;
mod withhold;

pub use calm::{Calm, Level};
pub use due::Gates;
pub use withhold::Withhold;

use crate::batch::{Asking, Payee, PeriodKey, Rates, Running, Window};
use crate::collect::Listed;
use crate::issue::{Code, Issue};
use crate::money::{Currency, Money};
use crate::requirement::Requirement;
use crate::rulebook::{Demand, Effect, Gate, GateLimit, MethodKind, Period, Rulebook};
use crate::value::Path;
use crate::words::words;
pub(crate) use applies::{Fit, fit};
use due::Due;
use lift::lift;
use measure::Measured;
use remarks::{Remarks, reason, unmeasured};
use serde::Serialize;
use withhold::withhold;

/// What the gates say together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct GateAnswer {
    /// The strictest of all.
    pub outcome: GateOutcome,
    /// Every limit that was crossed or neared.
    pub triggers: Vec<Trigger>,
    /// Where the payee stands with every limit that is about them, crossed or not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<Trigger>,
    /// Everything that must be met, at once.
    pub requires: Vec<Requirement>,
    /// What is kept back of the payout for the tax office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withhold: Option<Withhold>,
    /// The same for people, and what could not be measured.
    pub reasons: Vec<Issue>,
}

impl GateAnswer {
    /// Adds what holds the payout besides, and what lifts it.
    pub fn add(&mut self, holds: Vec<Issue>, wants: Vec<Requirement>) {
        if holds.iter().any(Issue::is_error) {
            self.outcome = self.outcome.max(GateOutcome::Hold);
        }
        self.reasons.extend(holds);
        self.requires.extend(wants);
    }
}

words! {
    /// What a gate says, mildest first.
    #[derive(Default)]
    GateOutcome {
        /// Nothing to say.
        #[default]
        Clear = "clear",
        /// A limit is near.
        Warn = "warn",
        /// Not until requirements are met.
        Hold = "hold",
        /// Not at all.
        Block = "block",
    }
}

/// What was measured against a limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trigger {
    /// The gate's id.
    pub gate: String,
    /// What was measured.
    pub measure: Measure,
    /// The period's key, `2026`, or `payout`.
    pub period: String,
    /// What it came to, this payout included.
    pub value: String,
    /// The limit.
    pub limit: String,
    /// Of an amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Where the limit comes from.
    pub source: String,
}

words! {
    /// What a gate measures.
    Measure {
        /// The sum of payouts.
        Amount = "amount",
        /// Their number.
        Count = "count",
    }
}

/// One payout before the gates.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    /// Who would be paid.
    pub payee: &'s Payee<'s>,
    /// How much, gross: what is sent, the payee's part of the fee included.
    pub gross: Money,
    /// What the batch has paid them so far.
    pub running: &'s Running,
    /// The moment, and rates for limits in other currencies.
    pub rates: Rates<'s>,
    /// The payee's place in the input.
    pub path: &'s Path<'s>,
    /// What the method is; gates for some kinds do not speak before one is chosen.
    pub kind: Option<MethodKind>,
    /// Whether to tell how far every limit is used up, also where nothing is crossed.
    pub progress: bool,
}

/// Asks every gate.
pub fn check(gates: &Gates, subject: &Subject) -> GateAnswer {
    let rulebook = gates.rulebook;
    let mut asked = Asked { subject, answer: GateAnswer::default(), remarks: Remarks::default() };
    standing::place(rulebook, subject, &mut asked.answer);
    standing::screening(subject, &mut asked.answer);
    for due in &gates.due {
        asked.ask(due, rulebook);
    }
    asked.remarks.add_to(&mut asked.answer, subject.path);
    asked.answer
}

struct Asked<'s, 'g> {
    subject: &'s Subject<'s>,
    answer: GateAnswer,
    remarks: Remarks<'g>,
}

impl<'g> Asked<'_, 'g> {
    fn ask(&mut self, due: &Due<'g>, rulebook: &Rulebook) {
        let gate = due.gate;
        let Subject { payee, rates, kind, .. } = *self.subject;
        let residence = payee.tax_residence();
        let fit = fit(&gate.applies, payee, residence, payee.activity, kind);
        if fit == Fit::No {
            return;
        }
        let asking = Asking { by: &gate.id, at: rates.at() };
        let unmet = gate.requires.iter().filter(|want| !payee.meets(want, asking));
        let unmet: Vec<&Demand> = unmet.listed();
        let is_open = !gate.requires.is_empty() && unmet.is_empty();
        if is_open && !self.subject.progress {
            return;
        }
        for (limit, key) in &due.limits {
            if limit.payee_types.includes(&payee.kind) {
                let open = Open { gate, limit, key: *key, unmet: &unmet, fit, is_open };
                self.measure(&open, rulebook);
            }
        }
    }

    fn measure(&mut self, open: &Open<'g, '_>, rulebook: &Rulebook) {
        let Open { gate, limit, fit, is_open, .. } = *open;
        let Subject { payee, rates, running, .. } = self.subject;
        let period = (limit.period, open.key);
        let window = Window::of(period, Some(&gate.zone), rates.at(), payee, running);
        let by_itself = limit.just_under.is_some();
        let is_unknown = if by_itself { window.lacks_singles() } else { window.is_unknown() };
        if is_unknown && !is_open && fit == Fit::Yes {
            self.remarks.unknown_total(window.key, by_itself, gate);
        }
        match Measured::of(&window, limit, self.subject) {
            Ok(measured) => {
                if self.subject.progress && fit == Fit::Yes {
                    let readings = measured.readings.iter();
                    let progress = readings.map(|reading| reading.trigger(gate, limit));
                    self.answer.progress.extend(progress);
                }
                if !is_open {
                    self.conclude(open, &measured, rulebook);
                }
            }
            Err(_) if is_open || fit != Fit::Yes => {}
            Err(issue) => self.close(gate, limit, issue),
        }
    }

    /// What cannot be told is closed: until there are rates, or where they are not what is
    /// missing, for good.
    fn close(&mut self, gate: &Gate, limit: &GateLimit, issue: Issue) {
        let answer = &mut self.answer;
        let outcome = match issue.code {
            Code::FxMissing | Code::FxStale | Code::FxFromFuture => {
                Requirement::add(&mut answer.requires, vec![Requirement::Rates]);
                GateOutcome::Hold
            }
            _ => GateOutcome::Block,
        };
        answer.outcome = answer.outcome.max(outcome);
        answer.reasons.push(unmeasured(gate, limit, issue));
    }

    fn conclude(&mut self, open: &Open<'g, '_>, measured: &Measured, rulebook: &Rulebook) {
        let Open { gate, limit, unmet, fit, .. } = *open;
        let share = gate.warn_share.unwrap_or(rulebook.settings.warn_share);
        let crossed = measured.is_crossed();
        let near = limit.period != Period::Payout && measured.is_near(share);
        if !crossed && !near {
            return;
        }
        if fit == Fit::Unplaced {
            return self.remarks.unplaced(gate);
        }
        let answer = &mut self.answer;
        let telling = measured.telling(crossed, share);
        let mut issue = reason(gate, limit, crossed, &telling);
        let outcome = match gate.effect {
            _ if !crossed => GateOutcome::Warn,
            Effect::Warn => GateOutcome::Warn,
            Effect::Withhold => {
                let withheld = match withhold(gate, limit, unmet, self.subject, rulebook) {
                    Ok(Some(withheld)) => withheld,
                    Ok(None) => return,
                    Err(issue) => return self.close(gate, limit, issue),
                };
                issue = withheld.named(issue);
                answer.withhold = Withhold::greater(answer.withhold.take(), withheld);
                GateOutcome::Warn
            }
            Effect::Hold => GateOutcome::Hold,
            Effect::Block => GateOutcome::Block,
        };
        answer.outcome = answer.outcome.max(outcome);
        answer.triggers.extend(telling.iter().map(|reading| reading.trigger(gate, limit)));
        if outcome >= GateOutcome::Hold {
            issue.remedy = lift(gate, limit, open.key, self.subject).map(Box::new);
            let wants = unmet.iter().map(|demand| Requirement::of(&gate.id, demand));
            Requirement::add(&mut answer.requires, wants.collect());
        }
        answer.reasons.push(issue);
    }
}

/// A limit that counts for the payout.
#[derive(Clone, Copy)]
struct Open<'g, 'u> {
    gate: &'g Gate,
    limit: &'g GateLimit,
    /// The period that it measures.
    key: PeriodKey,
    /// What the payee has not met.
    unmet: &'u [&'u Demand],
    fit: Fit,
    /// Whether everything is met, so that it only tells how far it is used up.
    is_open: bool,
}
