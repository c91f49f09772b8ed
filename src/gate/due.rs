//! The gates of a moment, looked up once for all the payouts that are decided then.

use crate::batch::PeriodKey;
use crate::date::Moment;
use crate::rulebook::{Gate, GateLimit, Rulebook};

/// The gates in force at a moment.
#[derive(Debug)]
pub struct Gates<'r> {
    pub(super) rulebook: &'r Rulebook,
    pub(super) due: Vec<Due<'r>>,
}

/// A gate with the limits that count at the moment, and the periods that they measure then.
#[derive(Debug)]
pub(super) struct Due<'r> {
    pub gate: &'r Gate,
    pub limits: Vec<(&'r GateLimit, PeriodKey)>,
}

impl<'r> Gates<'r> {
    /// Those of the rulebook at the moment.
    pub fn at(rulebook: &'r Rulebook, at: Moment) -> Self {
        let mut due = Vec::with_capacity(rulebook.gates.len());
        for gate in &rulebook.gates {
            let day = gate.zone.date(at);
            let mut limits = Vec::new();
            for limit in
                gate.limits.iter().filter(|limit| limit.effective && limit.in_force.on(day))
            {
                limits.push((limit, PeriodKey::of(limit.period, day)));
            }
            if gate.meta.holds(day) && !limits.is_empty() {
                due.push(Due { gate, limits });
            }
        }
        Gates { rulebook, due }
    }
}
