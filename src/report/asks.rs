//! The gates that ask for a form, and whom they are about.

use super::forms::Form;
use crate::batch::Payee;
use crate::date::Date;
use crate::gate::{Fit, fit};
use crate::rulebook::{Activity, Gate, GateLimit, Period, Rulebook};
use crate::words::Word;

/// A gate of the form, and its limit in the year.
#[derive(Debug)]
pub struct Ask<'r> {
    pub gate: &'r Gate,
    pub limit: &'r GateLimit,
    /// Whether it is of a state.
    pub of_state: bool,
}

/// The limits of a form that count on the last day of the year. The law of a year is that of its
/// end: what takes back a limit in July takes it back for the year.
pub fn asks<'r>(rulebook: &'r Rulebook, form: &Form, day: Date) -> Vec<Ask<'r>> {
    let mut asks = Vec::new();
    for gate in &rulebook.gates {
        let (id, own) = (gate.id.as_str(), form.gate);
        let is_own =
            id == own || (id.starts_with(own) && id.as_bytes().get(own.len()) == Some(&b'.'));
        // The id of a state's has its two letters and a point more.
        let of_state =
            id.len() == own.len() + 3 && form.states.is_some_and(|end| id.ends_with(end));
        if !(is_own || of_state) || !gate.meta.holds(day) {
            continue;
        }
        for limit in &gate.limits {
            let of_year = limit.period == Period::CalendarYear;
            if limit.effective && of_year && limit.in_force.on(day) {
                asks.push(Ask { gate, limit, of_state });
            }
        }
    }
    asks
}

impl Ask<'_> {
    /// Whether the limit is about the payee; `None` when what that hangs on is not known.
    pub fn is_about(&self, payee: &Payee, form: &Form) -> Option<bool> {
        if !self.limit.payee_types.includes(&payee.kind) {
            return Some(false);
        }
        let home = payee.tax_residence();
        let fits = |home, activity| fit(&self.gate.applies, payee, home, activity, None);
        let lets = form.where_let && payee.activity == Activity::PropertyRental;
        let fit = match fits(home, payee.activity) {
            // A home that is let is reported where it is, wherever its owner is taxed.
            Fit::No if lets => fits(payee.filing.property?, payee.activity),
            Fit::No if payee.activity == Activity::Unspecified => {
                let any = Activity::ALL.iter().any(|one| fits(home, *one) != Fit::No);
                if any { Fit::Unplaced } else { Fit::No }
            }
            fit => fit,
        };
        match fit {
            Fit::Yes => Some(true),
            Fit::No => Some(false),
            Fit::Unplaced => None,
        }
    }
}
