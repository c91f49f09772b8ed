//! What a gate measures: a payee's total of a period with this payout on top.

use super::{Measure, Subject, Trigger};
use crate::batch::Total;
use crate::date::Date;
use crate::issue::{Code, Issue};
use crate::money::{Currency, Money};
use crate::rulebook::{Gate, GateLimit, Period, Threshold};
use rust_decimal::Decimal;

/// What a payee's batch has come to so far.
#[derive(Debug, Clone, Default)]
pub struct Running {
    amounts: Vec<Money>,
    count: u64,
}

impl Running {
    /// Adds a payout that goes or waits; `false` when the sum is more than can be held.
    #[must_use]
    pub fn add(&mut self, gross: Money) -> bool {
        self.count += 1;
        match self.amounts.iter_mut().find(|sum| sum.currency() == gross.currency()) {
            Some(sum) => sum.checked_add(gross).map(|total| *sum = total).is_ok(),
            None => {
                self.amounts.push(gross);
                true
            }
        }
    }
}

/// A period of a gate, and what the context knows of it.
#[derive(Debug)]
pub struct Window<'s> {
    /// The key under which the context gives the total.
    pub key: String,
    period: Period,
    total: Option<&'s Total>,
}

/// What was measured against one threshold.
#[derive(Debug)]
pub struct Reading {
    pub trigger: Trigger,
    pub crossed: bool,
    pub near: bool,
}

impl<'s> Window<'s> {
    /// The gate's period on that day.
    pub fn of(gate: &Gate, day: Date, subject: &Subject<'s>) -> Self {
        let key = match gate.period {
            Period::Payout => "payout".to_owned(),
            Period::Day => day.to_string(),
            Period::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Period::CalendarYear => format!("{:04}", day.year()),
            Period::TrailingDays(days) => format!("P{days}D"),
        };
        let total = subject.payee.totals.iter().find(|(known, _)| *known == key);
        Window { key, period: gate.period, total: total.map(|(_, total)| total) }
    }

    /// Whether a total is needed and was not given.
    pub fn is_unknown(&self) -> bool {
        self.total.is_none() && self.period != Period::Payout
    }

    /// The measures of a limit, this payout included.
    pub fn readings(
        &self,
        gate: &Gate,
        limit: &GateLimit,
        warn_share: Decimal,
        subject: &Subject,
    ) -> Result<Vec<Reading>, Issue> {
        let trigger = |measure, value, limit_text, currency| Trigger {
            gate: gate.id.clone(),
            measure,
            period: self.key.clone(),
            value,
            limit: limit_text,
            currency,
            source: limit.source.clone(),
        };
        let mut readings = Vec::with_capacity(2);
        if let Some(threshold) = limit.amount {
            let currency = threshold.limit.currency();
            let sum = self.sum(currency, subject)?;
            let bound = threshold.limit.amount();
            let text = (in_digits(sum, currency), threshold.limit.value());
            readings.push(Reading {
                crossed: crosses(sum, bound, threshold),
                near: is_near(sum, bound, warn_share),
                trigger: trigger(Measure::Amount, text.0, text.1, Some(currency)),
            });
        }
        if let Some(threshold) = limit.count {
            let (count, bound) = (self.count(subject), threshold.limit);
            readings.push(Reading {
                crossed: crosses(count, bound, threshold),
                near: is_near(count.into(), bound.into(), warn_share),
                trigger: trigger(Measure::Count, count.to_string(), bound.to_string(), None),
            });
        }
        Ok(readings)
    }

    fn sum(&self, currency: Currency, subject: &Subject) -> Result<Decimal, Issue> {
        let mut sum = subject.rates.convert(subject.gross, currency)?;
        if self.period == Period::Payout {
            return Ok(sum);
        }
        let paid = self.total.map(|total| total.amount);
        for amount in paid.iter().chain(&subject.running.amounts) {
            let amount = subject.rates.convert(*amount, currency)?;
            sum = sum.checked_add(amount).ok_or_else(|| {
                Issue::new(Code::AmountTooLarge, "the total is more than can be held")
            })?;
        }
        Ok(sum)
    }

    fn count(&self, subject: &Subject) -> u64 {
        let before = self.total.map_or(0, |total| total.count);
        let running = if self.period == Period::Payout { 0 } else { subject.running.count };
        before.saturating_add(running).saturating_add(1)
    }
}

fn crosses<M: PartialOrd, L>(measured: M, bound: M, threshold: Threshold<L>) -> bool {
    if threshold.strict { measured > bound } else { measured >= bound }
}

fn is_near(measured: Decimal, bound: Decimal, share: Decimal) -> bool {
    measured >= bound.checked_mul(share).unwrap_or(bound)
}

/// The sum for people: in the currency's digits where it has no more.
fn in_digits(sum: Decimal, currency: Currency) -> String {
    Money::exact(sum, currency).map_or_else(|| sum.normalize().to_string(), Money::value)
}
