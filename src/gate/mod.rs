//! Gates: limits past which a payout waits until requirements are met, measured over the
//! totals of the context and of the batch so far.

mod measure;

use crate::batch::{Payee, Rates, Running, Window};
use crate::collect::joined;
use crate::date::Date;
use crate::issue::{Code, Issue};
use crate::money::{Currency, Money};
use crate::requirement::Requirement;
use crate::rulebook::{Demand, Effect, Gate, GateLimit, Period, Rulebook};
use crate::value::Path;
use crate::words::words;
use measure::{Reading, readings};
use rust_decimal::Decimal;
use serde::Serialize;

/// What the gates say together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct GateAnswer {
    /// The strictest of all.
    pub outcome: GateOutcome,
    /// Every limit that was crossed or neared.
    pub triggers: Vec<Trigger>,
    /// Everything that must be met, at once.
    pub requires: Vec<Requirement>,
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

/// A limit that was crossed or neared.
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
}

/// Asks every gate.
pub fn check(rulebook: &Rulebook, subject: &Subject) -> GateAnswer {
    let mut answer = GateAnswer::default();
    let payee = subject.payee;
    for gate in &rulebook.gates {
        let day = gate.zone.date(subject.rates.at());
        let applies = gate.meta.holds(day)
            && gate.tax_residence.includes(&payee.tax_residence())
            && gate.country.includes(&payee.country)
            && gate.payee_types.includes(&payee.kind);
        let unmet: Vec<&Demand> = gate.requires.iter().filter(|want| !payee.meets(want)).collect();
        let opened = !gate.requires.is_empty() && unmet.is_empty();
        if applies && !opened {
            let share = gate.warn_share.unwrap_or(rulebook.settings.warn_share);
            ask(gate, share, &unmet, day, subject, &mut answer);
        }
    }
    answer
}

fn ask(
    gate: &Gate,
    warn_share: Decimal,
    unmet: &[&Demand],
    day: Date,
    subject: &Subject,
    answer: &mut GateAnswer,
) {
    let window = Window::of(gate.period, day, &subject.payee.totals, subject.running);
    let limits: Vec<&GateLimit> =
        gate.limits.iter().filter(|limit| limit.effective && limit.in_force.on(day)).collect();
    if window.is_unknown() && !limits.is_empty() {
        answer.reasons.push(totals_missing(gate, window.key.as_str(), subject));
    }
    for limit in limits {
        match readings(&window, gate, limit, warn_share, subject) {
            Ok(readings) => conclude(gate, limit, readings, unmet, answer),
            Err(issue) => {
                answer.outcome = answer.outcome.max(GateOutcome::Hold);
                if !answer.requires.contains(&Requirement::Rates) {
                    answer.requires.push(Requirement::Rates);
                }
                answer.reasons.push(unmeasured(gate, limit, issue));
            }
        }
    }
}

fn conclude(
    gate: &Gate,
    limit: &GateLimit,
    readings: Vec<Reading>,
    unmet: &[&Demand],
    answer: &mut GateAnswer,
) {
    let crossed = readings.iter().all(|reading| reading.crossed);
    let near = readings.iter().all(|reading| reading.near) && gate.period != Period::Payout;
    let outcome = match (crossed, gate.effect) {
        (true, Effect::Hold) => GateOutcome::Hold,
        (true, Effect::Block) => GateOutcome::Block,
        (false, _) if near => GateOutcome::Warn,
        (false, _) => return,
    };
    answer.outcome = answer.outcome.max(outcome);
    answer.reasons.push(reason(gate, limit, outcome, &readings));
    answer.triggers.extend(readings.into_iter().map(|reading| reading.trigger));
    if crossed {
        answer.requires.extend(unmet.iter().map(|demand| Requirement::of(&gate.id, demand)));
    }
}

fn totals_missing(gate: &Gate, period: &str, subject: &Subject) -> Issue {
    let totals = subject.path.key("totals");
    let message = format!("no total for {period} was given; {} took it as zero", gate.id);
    Issue::new(Code::TotalsMissing, message)
        .at(&totals.key(period))
        .param("gate", gate.id.as_str())
        .param("period", period)
}

fn unmeasured(gate: &Gate, limit: &GateLimit, mut issue: Issue) -> Issue {
    issue.message = format!("{} cannot be measured: {}", gate.title, issue.message);
    issue.code = Code::GateUnmeasured;
    issue.param("gate", gate.id.as_str()).source(&limit.source)
}

fn reason(gate: &Gate, limit: &GateLimit, outcome: GateOutcome, readings: &[Reading]) -> Issue {
    let measured: Vec<String> = readings
        .iter()
        .map(|Reading { trigger, .. }| {
            let unit = trigger.currency.map_or_else(|| " payouts".to_owned(), |c| format!(" {c}"));
            format!("{}{unit} of {}", trigger.value, trigger.limit)
        })
        .collect();
    let (title, measured) = (&gate.title, joined(&measured, " and "));
    let (code, message) = match outcome {
        GateOutcome::Clear | GateOutcome::Warn => {
            (Code::GateWarning, format!("{title} is near: {measured}"))
        }
        GateOutcome::Hold => (Code::GateHold, format!("{title} is reached: {measured}")),
        GateOutcome::Block => (Code::GateBlock, format!("{title} blocks: {measured}")),
    };
    Issue::new(code, message)
        .param("gate", gate.id.as_str())
        .param("confidence", limit.confidence.as_str())
        .source(&limit.source)
}
