//! What lifts a gate's limit.

use super::Subject;
use super::measure::crosses_alone;
use crate::batch::PeriodKey;
use crate::date::Time;
use crate::issue::Remedy;
use crate::rulebook::{Gate, GateLimit, Period};

/// What lifts a limit that stops the payout: what the gate requires, or the end of the period for a
/// payout that does not cross it alone.
pub fn lift(gate: &Gate, limit: &GateLimit, key: PeriodKey, subject: &Subject) -> Option<Remedy> {
    if !gate.requires.is_empty() {
        return Some(Remedy::Meet { gate: gate.id.clone() });
    }
    if crosses_alone(limit, subject) {
        return None;
    }
    let at = subject.rates.at();
    let day = gate.zone.date(at);
    let at = match limit.period {
        Period::Payout => None,
        Period::TrailingDays(days) => Some(at.plus_seconds(i64::from(days) * 86_400)),
        period => {
            let mut days = (1..=366).map(|days| day.plus_days(days));
            let next = days.find(|day| PeriodKey::of(period, *day) != key);
            next.and_then(|day| gate.zone.moment(day, Time::FIRST))
        }
    };
    at.map(|at| Remedy::WaitUntil { at })
}
