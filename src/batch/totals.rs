//! What a payee comes to in a period: the total that the context gives, what the batch has paid
//! them so far, and this payout on top.

use super::{History, Payee, Rates, Total};
use crate::date::{Date, Moment, Zone};
use crate::issue::{Code, Issue};
use crate::money::{Arithmetic, Currency, Money};
use crate::rulebook::Period;
use rust_decimal::Decimal;

/// What a payee's batch has come to so far.
#[derive(Debug, Clone, Default)]
pub struct Running {
    amounts: Vec<Money>,
    count: u64,
    /// Each payout, for gates that look at them one by one.
    singles: Vec<Money>,
}

impl Running {
    /// Nothing yet.
    pub const NONE: &'static Running =
        &Running { amounts: Vec::new(), count: 0, singles: Vec::new() };

    /// Adds a payout that goes or waits, and keeps it by itself if asked to; `false` when the sum
    /// is more than can be held.
    #[must_use]
    pub fn add(&mut self, gross: Money, by_itself: bool) -> bool {
        self.count += 1;
        if by_itself {
            self.singles.push(gross);
        }
        match self.amounts.iter_mut().find(|sum| sum.currency() == gross.currency()) {
            Some(sum) => sum.checked_add(gross).map(|total| *sum = total).is_ok(),
            None => {
                self.amounts.push(gross);
                true
            }
        }
    }
}

/// A period as the context names it: `2026`, `2026-04/2026-06`, `2026-05`, `2026-05-22`, `P30D`,
/// or `payout`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodKey {
    bytes: [u8; 15],
    length: usize,
}

impl PeriodKey {
    /// The period that holds the moment, in a zone or else in UTC.
    pub fn at(period: Period, zone: Option<&Zone>, at: Moment) -> Self {
        PeriodKey::of(period, date(zone, at))
    }

    /// The period that holds the day.
    pub fn of(period: Period, day: Date) -> Self {
        let mut key = PeriodKey { bytes: [0; 15], length: 0 };
        let (year, month) = (day.year(), day.month());
        match period {
            Period::Payout => b"payout".iter().for_each(|letter| key.push(*letter)),
            Period::TrailingDays(days) => {
                key.push(b'P');
                let width = days.checked_ilog10().unwrap_or(0) + 1;
                key.push_digits(days, width);
                key.push(b'D');
            }
            Period::CalendarYear => key.push_digits(year.unsigned_abs(), 4),
            Period::Month => key.push_month(year, month),
            Period::Day => {
                key.push_month(year, month);
                key.push(b'-');
                key.push_digits(day.day().unsigned_abs(), 2);
            }
            Period::Quarter => key.push_months(year, month - (month - 1) % 3, 3),
            Period::HalfYear => key.push_months(year, month - (month - 1) % 6, 6),
            Period::YearFrom(first) => {
                let first = i32::from(first);
                key.push_months(year - i32::from(month < first), first, 12);
            }
        }
        key
    }

    /// So many months from the first one.
    fn push_months(&mut self, year: i32, first: i32, length: i32) {
        let last = first + length - 1;
        self.push_month(year, first);
        self.push(b'/');
        self.push_month(year + (last - 1) / 12, (last - 1) % 12 + 1);
    }

    fn push_month(&mut self, year: i32, month: i32) {
        self.push_digits(year.unsigned_abs(), 4);
        self.push(b'-');
        self.push_digits(month.unsigned_abs(), 2);
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
    zone: Option<&'s Zone>,
    at: Moment,
    totals: &'s [(&'s str, Total)],
    history: Option<&'s History>,
    running: &'s Running,
}

/// Of a day.
const SECONDS: i64 = 86_400;

impl<'s> Window<'s> {
    /// The period of that key, which holds the moment, in a zone or else in UTC.
    pub fn of(
        (period, key): (Period, PeriodKey),
        zone: Option<&'s Zone>,
        at: Moment,
        payee: &'s Payee<'_>,
        running: &'s Running,
    ) -> Self {
        let totals = &payee.totals;
        Window { key, period, zone, at, totals, history: payee.history.as_ref(), running }
    }

    fn total(&self) -> Option<&'s Total> {
        let own = self.totals.iter().find(|(known, _)| *known == self.key.as_str());
        own.map(|(_, total)| total)
    }

    /// Totals of the months of a period, or of the days of a month: they bound it from below.
    fn parts(&self) -> impl Iterator<Item = &'s Total> {
        let (key, period) = (self.key, self.period);
        let is_part = move |known: &str| match (period, key.as_str().split_once('/')) {
            (_, Some((first, last))) => known.len() == 7 && (first..=last).contains(&known),
            (Period::CalendarYear | Period::Month, None) => {
                known.len() == key.length + 3
                    && known.starts_with(key.as_str())
                    && !known.contains('/')
            }
            _ => false,
        };
        self.totals.iter().filter(move |(known, _)| is_part(known)).map(|(_, total)| total)
    }

    /// Whether the moment lies in the period. One after that of the request does too: what was paid
    /// was paid, whatever the clocks say.
    fn holds(&self, moment: Moment) -> bool {
        match self.period {
            Period::Payout => false,
            Period::TrailingDays(days) => self.at.seconds_since(moment) < i64::from(days) * SECONDS,
            period => PeriodKey::at(period, self.zone, moment) == self.key,
        }
    }

    /// The payouts of the period one by one, those that are known: they bound it from below.
    fn singles(&self) -> impl Iterator<Item = Money> + use<'s> {
        let window = *self;
        let inside = move |(at, amount): &(Moment, Money)| window.holds(*at).then_some(*amount);
        let known = self.history.map_or(&[][..], |history| history.payouts.as_slice());
        known.iter().filter_map(inside)
    }

    /// Whether the payouts of the period are needed one by one, and some may be missing.
    pub fn lacks_singles(&self) -> bool {
        let is_whole = self.history.is_some_and(|history| {
            let before = history.since.plus_seconds(-1);
            before <= self.at && !self.holds(before)
        });
        self.period != Period::Payout && !is_whole
    }

    /// Whether a total is needed and not known: what is known of it bounds it from below.
    pub fn is_unknown(&self) -> bool {
        self.total().is_none() && self.lacks_singles() && self.parts().count() < self.parts_begun()
    }

    /// How many months of the period, or days of a month, have begun; past all counting where it
    /// has no parts.
    fn parts_begun(&self) -> usize {
        let day = date(self.zone, self.at);
        let (month, months) = match self.period {
            Period::Payout | Period::Day | Period::TrailingDays(_) => return usize::MAX,
            Period::Month => return usize::try_from(day.day()).unwrap_or(usize::MAX),
            Period::Quarter => (day.month() - 1, 3),
            Period::HalfYear => (day.month() - 1, 6),
            Period::CalendarYear => (day.month() - 1, 12),
            Period::YearFrom(first) => (day.month() + 12 - i32::from(first), 12),
        };
        usize::try_from(month % months + 1).unwrap_or(usize::MAX)
    }

    /// What the payee comes to with this amount on top: the most that is known, or nothing.
    pub fn sum(&self, now: Money, currency: Currency, rates: &Rates) -> Result<Decimal, Issue> {
        let now = rates.convert(now, currency)?;
        if self.period == Period::Payout {
            return Ok(now);
        }
        let (mut whole, mut parts, mut listed) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
        let add = |sum: &mut Decimal, amount: Money| {
            let amount = rates.convert(amount, currency)?;
            *sum = sum.plus(amount).ok_or_else(too_large)?;
            Ok(())
        };
        self.total().into_iter().try_for_each(|total| add(&mut whole, total.amount))?;
        self.parts().try_for_each(|total| add(&mut parts, total.amount))?;
        self.singles().try_for_each(|amount| add(&mut listed, amount))?;
        let mut sum = whole.max(parts).max(listed);
        self.running.amounts.iter().try_for_each(|amount| add(&mut sum, *amount))?;
        sum.plus(now).ok_or_else(too_large)
    }

    /// How many payouts, this one included.
    pub fn count(&self) -> u64 {
        if self.period == Period::Payout {
            return 1;
        }
        let parts = self.parts().fold(0_u64, |sum, total| sum.saturating_add(total.count));
        let listed = self.singles().fold(0_u64, |count, _| count + 1);
        let before = self.total().map_or(0, |total| total.count).max(parts).max(listed);
        before.saturating_add(self.running.count).saturating_add(1)
    }

    /// How many payouts pass the test, this one not included.
    pub fn count_of(&self, test: &dyn Fn(Money) -> Result<bool, Issue>) -> Result<u64, Issue> {
        let mut count = 0;
        let batched = self.running.singles.iter().copied();
        for single in self.singles().chain(batched) {
            count += u64::from(test(single)?);
        }
        Ok(count)
    }
}

fn date(zone: Option<&Zone>, at: Moment) -> Date {
    zone.map_or_else(|| at.date_utc(), |zone| zone.date(at))
}

fn too_large() -> Issue {
    Issue::new(Code::AmountTooLarge, "the total is more than can be held")
}
