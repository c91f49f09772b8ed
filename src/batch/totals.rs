//! What a payee comes to in a period: the total that the context gives, what the batch has paid
//! them so far, and this payout on top.

use super::{Rates, payee::Total};
use crate::date::Date;
use crate::issue::{Code, Issue};
use crate::money::{Arithmetic, Currency, Money};
use crate::rulebook::Period;
use rust_decimal::Decimal;

/// What a payee's batch has come to so far.
#[derive(Debug, Clone, Default)]
pub struct Running {
    amounts: Vec<Money>,
    count: u64,
}

impl Running {
    /// Nothing yet.
    pub const NONE: &'static Running = &Running { amounts: Vec::new(), count: 0 };

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

/// A period as the context names it: `2026`, `2026-05`, `2026-05-22`, `P30D`, or `payout`.
#[derive(Debug, Clone, Copy)]
pub struct PeriodKey {
    bytes: [u8; 10],
    length: usize,
}

impl PeriodKey {
    fn of(period: Period, day: Date) -> Self {
        let mut key = PeriodKey { bytes: [0; 10], length: 0 };
        match period {
            Period::Payout => b"payout".iter().for_each(|letter| key.push(*letter)),
            Period::TrailingDays(days) => {
                key.push(b'P');
                let width = days.checked_ilog10().unwrap_or(0) + 1;
                key.push_digits(days, width);
                key.push(b'D');
            }
            Period::Day | Period::Month | Period::CalendarYear => {
                key.push_digits(day.year().unsigned_abs(), 4);
                if period != Period::CalendarYear {
                    key.push(b'-');
                    key.push_digits(day.month().unsigned_abs(), 2);
                }
                if period == Period::Day {
                    key.push(b'-');
                    key.push_digits(day.day().unsigned_abs(), 2);
                }
            }
        }
        key
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }

    fn push_digits(&mut self, number: u32, width: u32) {
        for place in (0..width).rev() {
            let digit = number / 10_u32.pow(place) % 10;
            self.push(b'0' + u8::try_from(digit).unwrap_or(0));
        }
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|key| str::from_utf8(key).ok()).unwrap_or_default()
    }
}

/// A period, and what the context knows of it.
#[derive(Debug, Clone, Copy)]
pub struct Window<'s> {
    /// The key under which the context gives the total.
    pub key: PeriodKey,
    period: Period,
    totals: &'s [(&'s str, Total)],
    running: &'s Running,
}

impl<'s> Window<'s> {
    /// The period that holds the day, of a payee with these totals.
    pub fn of(
        period: Period,
        day: Date,
        totals: &'s [(&'s str, Total)],
        running: &'s Running,
    ) -> Self {
        Window { key: PeriodKey::of(period, day), period, totals, running }
    }

    fn total(&self) -> Option<&'s Total> {
        let own = self.totals.iter().find(|(known, _)| *known == self.key.as_str());
        own.map(|(_, total)| total)
    }

    /// Totals of the months of a year, or of the days of a month: they bound it from below.
    fn parts(&self) -> impl Iterator<Item = &'s Total> {
        let key = self.key;
        let has_parts = matches!(self.period, Period::CalendarYear | Period::Month);
        let is_part = move |known: &str| {
            has_parts && known.len() == key.length + 3 && known.starts_with(key.as_str())
        };
        self.totals.iter().filter(move |(known, _)| is_part(known)).map(|(_, total)| total)
    }

    /// Whether a total is needed and was not given.
    pub fn is_unknown(&self) -> bool {
        let needed = self.period != Period::Payout;
        needed && self.total().is_none() && self.parts().next().is_none()
    }

    /// What the payee comes to with this amount on top; a total that was not given is nothing.
    pub fn sum(&self, now: Money, currency: Currency, rates: &Rates) -> Result<Decimal, Issue> {
        let now = rates.convert(now, currency)?;
        if self.period == Period::Payout {
            return Ok(now);
        }
        let (mut whole, mut parts) = (Decimal::ZERO, Decimal::ZERO);
        let add = |sum: &mut Decimal, amount: Money| {
            let amount = rates.convert(amount, currency)?;
            *sum = sum.plus(amount).ok_or_else(too_large)?;
            Ok(())
        };
        self.total().into_iter().try_for_each(|total| add(&mut whole, total.amount))?;
        self.parts().try_for_each(|total| add(&mut parts, total.amount))?;
        let mut sum = whole.max(parts);
        self.running.amounts.iter().try_for_each(|amount| add(&mut sum, *amount))?;
        sum.plus(now).ok_or_else(too_large)
    }

    /// How many payouts, this one included.
    pub fn count(&self) -> u64 {
        if self.period == Period::Payout {
            return 1;
        }
        let parts = self.parts().fold(0_u64, |sum, total| sum.saturating_add(total.count));
        let before = self.total().map_or(0, |total| total.count).max(parts);
        before.saturating_add(self.running.count).saturating_add(1)
    }
}

fn too_large() -> Issue {
    Issue::new(Code::AmountTooLarge, "the total is more than can be held")
}
