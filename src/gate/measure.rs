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
    /// Totals of the months of a year, or of the days of a month: they bound it from below.
    parts: Vec<&'s Total>,
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
        let totals = || subject.payee.totals.iter();
        let total = totals().find(|(known, _)| *known == key).map(|(_, total)| total);
        let has_parts = matches!(gate.period, Period::CalendarYear | Period::Month);
        let is_part =
            |known: &str| known.len() == key.len() + 3 && known.starts_with(&key) && has_parts;
        let parts = totals().filter(|(known, _)| is_part(known)).map(|(_, total)| total);
        Window { parts: parts.collect(), key, period: gate.period, total }
    }

    /// Whether a total is needed and was not given.
    pub fn is_unknown(&self) -> bool {
        self.total.is_none() && self.parts.is_empty() && self.period != Period::Payout
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
        let now = subject.rates.convert(subject.gross, currency)?;
        if self.period == Period::Payout {
            return Ok(now);
        }
        let add_up = |amounts: Vec<Money>| {
            amounts.into_iter().try_fold(Decimal::ZERO, |sum, amount| {
                let amount = subject.rates.convert(amount, currency)?;
                sum.checked_add(amount).ok_or_else(too_large)
            })
        };
        let whole = add_up(self.total.iter().map(|total| total.amount).collect())?;
        let parts = add_up(self.parts.iter().map(|total| total.amount).collect())?;
        let running = add_up(subject.running.amounts.clone())?;
        let before = whole.max(parts).checked_add(running).ok_or_else(too_large)?;
        before.checked_add(now).ok_or_else(too_large)
    }

    fn count(&self, subject: &Subject) -> u64 {
        let parts = self.parts.iter().fold(0_u64, |sum, total| sum.saturating_add(total.count));
        let before = self.total.map_or(0, |total| total.count).max(parts);
        let running = if self.period == Period::Payout { 0 } else { subject.running.count };
        before.saturating_add(running).saturating_add(1)
    }
}

fn too_large() -> Issue {
    Issue::new(Code::AmountTooLarge, "the total is more than can be held")
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
