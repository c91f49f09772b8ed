//! What a gate measures: a payee's total of a period with this payout on top.

use super::{Measure, Subject, Trigger};
use crate::batch::{PeriodKey, Window};
use crate::collect::Listed;
use crate::issue::Issue;
use crate::money::{Arithmetic, Currency, Money};
use crate::rulebook::{CrossedBy, Gate, GateLimit, Threshold};
use rust_decimal::Decimal;

/// What was measured against one threshold.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    measure: Measure,
    key: PeriodKey,
    value: Decimal,
    bound: Decimal,
    /// Of an amount.
    currency: Option<Currency>,
    /// Only payouts just under this amount were counted.
    under: Option<Money>,
    strict: bool,
}

/// A limit with what was measured against it.
#[derive(Debug)]
pub struct Measured {
    pub readings: Vec<Reading>,
    crossed_by: CrossedBy,
}

impl Measured {
    /// The measures of a limit, this payout included; none where the payout is none that it
    /// counts.
    pub fn of(window: &Window, limit: &GateLimit, subject: &Subject) -> Result<Measured, Issue> {
        let crossed_by = limit.crossed_by;
        let mut readings = Vec::new();
        if let Some(share) = limit.just_under {
            readings.extend(just_under(window, limit, share, subject)?);
            return Ok(Measured { readings, crossed_by });
        }
        if let Some(threshold) = limit.amount {
            let (limit, gross) = (threshold.limit, subject.gross);
            let (value, currency) = match window.sum(gross, limit.currency(), &subject.rates) {
                // Every payout comes to more than nothing, whatever the rates.
                Err(_) if limit.amount().is_zero() => (gross.amount(), gross.currency()),
                sum => (sum?, limit.currency()),
            };
            readings.push(Reading {
                measure: Measure::Amount,
                key: window.key,
                value,
                bound: limit.amount(),
                currency: Some(currency),
                under: None,
                strict: threshold.strict,
            });
        }
        if let Some(threshold) = limit.count {
            readings.push(Reading::of_count(window, window.count(), threshold, None));
        }
        Ok(Measured { readings, crossed_by })
    }

    fn holds(&self, test: impl Fn(&Reading) -> bool) -> bool {
        match self.crossed_by {
            CrossedBy::All => !self.readings.is_empty() && self.readings.iter().all(test),
            CrossedBy::Any => self.readings.iter().any(test),
        }
    }

    /// Whether the limit is crossed.
    pub fn is_crossed(&self) -> bool {
        self.holds(Reading::is_crossed)
    }

    /// Whether so much of it is used up.
    pub fn is_near(&self, share: Decimal) -> bool {
        self.holds(|reading| reading.is_near(share))
    }

    /// The readings that tell why it is crossed, or near.
    pub fn telling(&self, crossed: bool, share: Decimal) -> Vec<Reading> {
        let tells = |reading: &&Reading| match crossed {
            true => reading.is_crossed(),
            false => reading.is_near(share),
        };
        self.readings.iter().filter(tells).copied().listed()
    }
}

/// Whether the payout crosses the limit's amount by itself, so that no other period lets it pass.
pub fn crosses_alone(limit: &GateLimit, subject: &Subject) -> bool {
    let crossed = |threshold: Threshold<Money>| {
        let value = subject.rates.convert(subject.gross, threshold.limit.currency()).ok()?;
        Some(crosses(value, threshold.limit.amount(), threshold.strict))
    };
    limit.just_under.is_none() && limit.amount.and_then(crossed).unwrap_or(false)
}

/// How many payouts of the period come to a share of the amount and do not cross it; `None` when
/// this one does not.
fn just_under(
    window: &Window,
    limit: &GateLimit,
    share: Decimal,
    subject: &Subject,
) -> Result<Option<Reading>, Issue> {
    let Some((amount, count)) = limit.amount.zip(limit.count) else { return Ok(None) };
    let unit = amount.limit.currency();
    let is_under = |payout: Money| {
        let value = subject.rates.convert(payout, unit)?;
        let bound = amount.limit.amount();
        Ok(reaches(value, bound, share) && !crosses(value, bound, amount.strict))
    };
    if !is_under(subject.gross)? {
        return Ok(None);
    }
    let before = window.count_of(&is_under)?;
    Ok(Some(Reading::of_count(window, before.saturating_add(1), count, Some(amount.limit))))
}

fn crosses(value: Decimal, bound: Decimal, strict: bool) -> bool {
    if strict { value > bound } else { value >= bound }
}

fn reaches(value: Decimal, bound: Decimal, share: Decimal) -> bool {
    value >= bound.times(share).unwrap_or(bound)
}

impl Reading {
    fn of_count(window: &Window, count: u64, of: Threshold<u64>, under: Option<Money>) -> Self {
        Reading {
            measure: Measure::Count,
            key: window.key,
            value: count.into(),
            bound: of.limit.into(),
            currency: None,
            under,
            strict: of.strict,
        }
    }

    fn is_crossed(&self) -> bool {
        crosses(self.value, self.bound, self.strict)
    }

    fn is_near(&self, share: Decimal) -> bool {
        reaches(self.value, self.bound, share)
    }

    /// The measure as data.
    pub fn trigger(&self, gate: &Gate, limit: &GateLimit) -> Trigger {
        Trigger {
            gate: gate.id.clone(),
            measure: self.measure,
            period: self.key.as_str().to_owned(),
            value: self.digits(self.value),
            limit: self.digits(self.bound),
            currency: self.currency,
            source: limit.source.clone(),
        }
    }

    /// The measure for people: `20,001.00 USD of 20,000.00`.
    pub fn words(&self) -> String {
        let unit = match (self.currency, self.under) {
            (Some(currency), _) => format!(" {currency}"),
            (None, Some(amount)) => format!(" payouts just under {amount}"),
            (None, None) => " payouts".to_owned(),
        };
        format!("{}{unit} of {}", self.digits(self.value), self.digits(self.bound))
    }

    /// A sum in its currency's digits where it has no more.
    fn digits(&self, value: Decimal) -> String {
        let money = self.currency.and_then(|currency| Money::exact(value, currency));
        money.map_or_else(|| value.normalize().plain(), Money::value)
    }
}
