//! What is kept back of a payout for the tax office.

use super::Subject;
use crate::batch::Asking;
use crate::collect::Listed;
use crate::issue::{Code, Issue};
use crate::money::{Arithmetic, Money, as_text, exact_mul};
use crate::requirement::Requirement;
use crate::rulebook::{Demand, Gate, GateLimit, Rulebook};
use rust_decimal::Decimal;
use serde::Serialize;

/// What is kept back. Of several gates that withhold the greatest rate counts: they are the same
/// tax, asked for by several reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Withhold {
    /// The gate that says so.
    pub gate: String,
    /// The share of the payout.
    #[serde(serialize_with = "as_text")]
    pub rate: Decimal,
    /// How much of this payout.
    pub amount: Money,
    /// What ends it.
    pub lifted_by: Vec<Requirement>,
    /// Where the rate comes from.
    pub source: String,
}

impl Withhold {
    /// The one that takes more; the first of equals.
    pub fn greater(first: Option<Withhold>, second: Withhold) -> Option<Withhold> {
        Some(first.filter(|first| first.rate >= second.rate).unwrap_or(second))
    }

    /// Says in the gate's reason how much it takes.
    pub fn named(&self, mut reason: Issue) -> Issue {
        let Withhold { amount, rate, .. } = self;
        reason.message = format!("{amount} is withheld: {}", reason.message);
        reason.param("rate", rate.plain()).param("withheld", amount.value())
    }
}

/// What the gate keeps back of the payout; `None` when that is nothing, and an issue when it cannot
/// be told exactly: what cannot be told is not nothing.
pub fn withhold(
    gate: &Gate,
    limit: &GateLimit,
    unmet: &[&Demand],
    subject: &Subject,
    rulebook: &Rulebook,
) -> Result<Option<Withhold>, Issue> {
    let payee = subject.payee;
    let asking = Asking { by: &gate.id, at: subject.rates.at() };
    let treaty = gate.treaty.as_ref();
    let has_treaty = treaty.is_some_and(|treaty| payee.meets(treaty, asking));
    let full = limit.rate.unwrap_or_default();
    let agreed = payee.tax.treaty_rate.filter(|_| has_treaty);
    let rate = agreed.map_or(full, |agreed| agreed.min(full)).normalize();
    let lifts = unmet.iter().copied().chain(treaty.filter(|_| !has_treaty));
    let lifted_by = lifts.map(|demand| Requirement::of(&gate.id, demand)).listed();
    let gross = subject.gross;
    let (unit, rounding) = (gross.currency(), rulebook.settings.rounding);
    let share = exact_mul(gross.amount(), rate);
    let amount = share.and_then(|share| Money::rounded(share, unit, rounding).ok());
    let amount = amount.ok_or_else(|| {
        let message = "what is withheld has more digits than can be held";
        Issue::new(Code::AmountTooLarge, message)
    })?;
    let (gate, source) = (gate.id.clone(), limit.source.clone());
    let withhold = Withhold { gate, rate, amount, lifted_by, source };
    Ok(Some(withhold).filter(|withhold| withhold.rate > Decimal::ZERO))
}
