//! What a gate measures: a payee's total of a period with this payout on top.

use super::{Measure, Subject, Trigger};
use crate::batch::Window;
use crate::issue::Issue;
use crate::money::{Arithmetic, Currency, Money};
use crate::rulebook::{Gate, GateLimit, Threshold};
use rust_decimal::Decimal;

/// What was measured against one threshold.
#[derive(Debug)]
pub struct Reading {
    pub trigger: Trigger,
    pub crossed: bool,
    pub near: bool,
}

/// The measures of a limit, this payout included.
pub fn readings(
    window: &Window,
    gate: &Gate,
    limit: &GateLimit,
    warn_share: Decimal,
    subject: &Subject,
) -> Result<Vec<Reading>, Issue> {
    let trigger = |measure, value, limit_text, currency| Trigger {
        gate: gate.id.clone(),
        measure,
        period: window.key.as_str().to_owned(),
        value,
        limit: limit_text,
        currency,
        source: limit.source.clone(),
    };
    let mut readings = Vec::with_capacity(2);
    if let Some(threshold) = limit.amount {
        let currency = threshold.limit.currency();
        let sum = window.sum(subject.gross, currency, &subject.rates)?;
        let bound = threshold.limit.amount();
        let text = (in_digits(sum, currency), threshold.limit.value());
        readings.push(Reading {
            crossed: crosses(sum, bound, threshold),
            near: is_near(sum, bound, warn_share),
            trigger: trigger(Measure::Amount, text.0, text.1, Some(currency)),
        });
    }
    if let Some(threshold) = limit.count {
        let (count, bound) = (window.count(), threshold.limit);
        readings.push(Reading {
            crossed: crosses(count, bound, threshold),
            near: is_near(count.into(), bound.into(), warn_share),
            trigger: trigger(Measure::Count, count.to_string(), bound.to_string(), None),
        });
    }
    Ok(readings)
}

fn crosses<M: PartialOrd, L>(measured: M, bound: M, threshold: Threshold<L>) -> bool {
    if threshold.strict { measured > bound } else { measured >= bound }
}

fn is_near(measured: Decimal, bound: Decimal, share: Decimal) -> bool {
    measured >= bound.times(share).unwrap_or(bound)
}

/// The sum for people: in the currency's digits where it has no more.
fn in_digits(sum: Decimal, currency: Currency) -> String {
    Money::exact(sum, currency).map_or_else(|| sum.normalize().to_string(), Money::value)
}
