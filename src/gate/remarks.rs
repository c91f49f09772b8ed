//! What gates say to people.

use super::measure::Reading;
use super::{GateAnswer, GateOutcome};
use crate::batch::PeriodKey;
use crate::collect::{Listed, joined};
use crate::issue::{Code, Issue, Remedy};
use crate::rulebook::{Effect, Gate, GateLimit, PayeeDatum};
use crate::value::Path;

/// What several gates have in common, said once.
#[derive(Debug, Default)]
pub struct Remarks<'g> {
    /// Periods of which nothing is known, with the gates that measure them.
    unknown: Vec<(PeriodKey, bool, Vec<&'g str>)>,
    /// Gates that turn on a region which is not known.
    unplaced: Vec<&'g str>,
}

impl<'g> Remarks<'g> {
    /// Nothing is known of the period, or of its payouts one by one.
    pub fn unknown_total(&mut self, key: PeriodKey, by_itself: bool, gate: &'g Gate) {
        let same = |known: &&mut (PeriodKey, bool, _)| known.0 == key && known.1 == by_itself;
        match self.unknown.iter_mut().find(same) {
            Some((_, _, gates)) => gates.push(&gate.id),
            None => self.unknown.push((key, by_itself, vec![&gate.id])),
        }
    }

    /// The gate would speak in some regions.
    pub fn unplaced(&mut self, gate: &'g Gate) {
        if !self.unplaced.contains(&gate.id.as_str()) {
            self.unplaced.push(&gate.id);
        }
    }

    /// Adds them. `path` is the payee's place in the input.
    pub fn add_to(self, answer: &mut GateAnswer, path: &Path) {
        for (key, by_itself, gates) in self.unknown {
            let (period, gates) = (key.as_str(), joined(&gates, ", "));
            let (totals, history) = (path.key("totals"), path.key("history"));
            let (message, path) = if by_itself {
                let message = format!(
                    "no whole history of {period} was given; {gates} counted what is known"
                );
                (message, history)
            } else {
                let message =
                    format!("no total for {period} was given; {gates} counted what is known");
                (message, totals.key(period))
            };
            let issue = Issue::new(Code::TotalsMissing, message).at(&path);
            answer.reasons.push(issue.param("gates", gates).param("period", period));
        }
        if !self.unplaced.is_empty() {
            let gates = joined(&self.unplaced, ", ");
            let fact = PayeeDatum::Region.as_str().to_owned();
            let message = format!("the payee's region is not known, and {gates} may be about it");
            answer.outcome = answer.outcome.max(GateOutcome::Warn);
            answer.reasons.push(
                Issue::new(Code::RegionUnknown, message)
                    .at(&path.key("region"))
                    .param("gates", gates)
                    .remedy(Remedy::GiveFact { fact }),
            );
        }
    }
}

/// Why a limit could not be measured.
pub fn unmeasured(gate: &Gate, limit: &GateLimit, mut issue: Issue) -> Issue {
    issue.message = format!("{} cannot be measured: {}", gate.title, issue.message);
    issue.code = Code::GateUnmeasured;
    issue.param("gate", gate.id.as_str()).source(&limit.source)
}

/// What a gate says of a limit that is crossed or near.
pub fn reason(gate: &Gate, limit: &GateLimit, crossed: bool, readings: &[Reading]) -> Issue {
    let measured: Vec<String> = readings.iter().map(Reading::words).listed();
    let (code, says) = match gate.effect {
        _ if !crossed => (Code::GateWarning, "is near"),
        Effect::Warn => (Code::GateWarning, "is reached"),
        Effect::Withhold => (Code::GateWithhold, "is reached"),
        Effect::Hold => (Code::GateHold, "is reached"),
        Effect::Block => (Code::GateBlock, "blocks"),
    };
    let issue = Issue::new(code, format!("{} {says}: {}", gate.title, joined(&measured, " and ")))
        .param("gate", gate.id.as_str())
        .param("confidence", limit.confidence.as_str())
        .source(&limit.source);
    let Some(first) = readings.first().map(|reading| reading.trigger(gate, limit)) else {
        return issue;
    };
    let issue = issue.param("period", first.period).param("value", first.value);
    let issue = issue.param("limit", first.limit);
    match first.currency {
        Some(currency) => issue.param("currency", currency.code()),
        None => issue,
    }
}
