//! Up to which amount no gate has anything to say. Most payouts lie far below every limit: one
//! comparison tells so, and the gates are asked one by one only of the others.

use super::due::Gates;
use super::{Fit, fit};
use crate::batch::{Asking, Payee, PeriodKey, Rates};
use crate::money::{Arithmetic, Currency, Money, Rounding};
use crate::rulebook::{CountryRow, CrossedBy, GateLimit, MethodKind, Period};
use rust_decimal::Decimal;

/// Amounts of every currency on one coarse scale, never less than they are.
#[derive(Debug)]
pub struct Level<'f> {
    rates: Rates<'f>,
    base: Currency,
    /// Currencies with a rate, and what their minor unit comes to in 2^-20 steps of the scale.
    steps: Vec<(Currency, u64)>,
}

/// Steps of the scale for one unit of the base.
const STEPS: u32 = 1000;

/// What a rate that was rounded may be off by, and more.
const MARGIN: Decimal = Decimal::from_parts(999_999, 0, 0, false, 6);

impl<'f> Level<'f> {
    /// A scale of the rates' base; none without rates that count.
    pub fn of(rates: Rates<'f>) -> Option<Self> {
        let mut steps = Vec::new();
        let (base, currencies) = rates.currencies()?;
        for currency in currencies {
            let step = rates.mid(currency, base).ok().and_then(|mid| {
                let unit = mid.times(Money::minor_unit(currency))?;
                let unit = unit.times(Decimal::from(u64::from(STEPS) << 20))?;
                whole(unit.plus(Decimal::ONE)?)
            });
            steps.extend(step.map(|step| (currency, step)));
        }
        Some(Level { rates, base, steps })
    }

    /// At least what the amount is, in steps; `None` where there is no telling.
    pub fn at_most(&self, amount: Money) -> Option<u64> {
        let (_, step) = self.steps.iter().find(|(known, _)| *known == amount.currency())?;
        let units = u64::try_from(amount.units()).ok()?;
        Some((units.checked_mul(*step)? >> 20) + 1)
    }

    /// At least what the payee was paid before, and how often.
    pub fn paid_before(&self, payee: &Payee) -> Option<(u64, u64)> {
        let totals = payee.totals.iter().map(|(_, total)| (total.amount, total.count));
        let history = payee.history.iter().flat_map(|history| &history.payouts);
        let mut sum = (0_u64, 0_u64);
        for (amount, count) in totals.chain(history.map(|(_, amount)| (*amount, 1))) {
            let amount = if amount.is_positive() { self.at_most(amount)? } else { 0 };
            sum = (sum.0.checked_add(amount)?, sum.1.checked_add(count)?);
        }
        Some(sum)
    }

    /// At most what the bound is, in steps.
    fn at_least(&self, bound: Decimal, currency: Currency) -> Option<u64> {
        let bound = bound.times(self.rates.mid(currency, self.base).ok()?)?;
        whole(bound.times(MARGIN)?.times(Decimal::from(STEPS))?)
    }
}

/// Rounded down.
fn whole(number: Decimal) -> Option<u64> {
    u64::try_from(Rounding::Down.round(number, 0).normalize().mantissa()).ok()
}

/// Bounds below which no gate speaks of a payee.
#[derive(Debug)]
pub struct Calm {
    /// In steps of a [`Level`], everything that is known together.
    below: u64,
    /// Payouts, everything that is known together.
    count_below: u64,
    /// Periods whose totals must be known, or their absence is told.
    totals: Vec<PeriodKey>,
}

impl Calm {
    /// What the bounds hang on, so that payees of whom all of it is the same have the same; `None` for one of
    /// whom more is known. It has to have everything that [`fit`] and [`Payee::meets`] look at.
    pub fn key(payee: &Payee, kind: MethodKind) -> Option<Vec<u8>> {
        if payee.screening.is_some() || !payee.reviews.is_empty() {
            return None;
        }
        let (tax, country) = (&payee.tax, payee.country.as_str());
        let mut key = Vec::with_capacity(96);
        let words = [
            kind.as_str(),
            country,
            payee.region.unwrap_or(""),
            payee.kind.as_str(),
            payee.activity.as_str(),
            payee.kyc.as_str(),
            tax.residence.as_ref().map_or("", |country| country.as_str()),
            tax.income_source.as_ref().map_or("", |country| country.as_str()),
            tax.form.unwrap_or(""),
            tax.form_status.map_or("", |status| status.as_str()),
            tax.tin_status.map_or("", |status| status.as_str()),
            if payee.is_named() { "name" } else { "" },
            if payee.address.is_some() { "address" } else { "" },
        ];
        let forms = tax.forms.iter().flat_map(|(form, status)| [*form, status.as_str()]);
        for word in words.into_iter().chain(forms) {
            key.extend_from_slice(word.as_bytes());
            // No text has it.
            key.push(0xff);
        }
        Some(key)
    }

    /// The bounds; `None` where a gate may speak of any amount.
    pub fn of(gates: &Gates, payee: &Payee, kind: MethodKind, level: &Level) -> Option<Calm> {
        let rates = &level.rates;
        let (rulebook, day) = (gates.rulebook, rates.at().date_utc());
        let closes_regions = |row: &CountryRow| row.closed_regions(day).next().is_some();
        if rulebook.country(payee.country, day).is_some_and(closes_regions) {
            return None;
        }
        let mut calm = Calm { below: u64::MAX, count_below: u64::MAX, totals: Vec::new() };
        for due in &gates.due {
            let gate = due.gate;
            let fits = fit(&gate.applies, payee, payee.tax_residence(), payee.activity, Some(kind));
            let asking = Asking { by: &gate.id, at: rates.at() };
            let is_met = || gate.requires.iter().all(|want| payee.meets(want, asking));
            if fits == Fit::No || !gate.requires.is_empty() && is_met() {
                continue;
            }
            let share = gate.warn_share.unwrap_or(rulebook.settings.warn_share);
            for (limit, key) in &due.limits {
                if limit.payee_types.includes(&payee.kind) {
                    calm.lower(limit, *key, share, level)?;
                }
            }
        }
        Some(calm)
    }

    /// Keeps below where the limit is near; `None` where it can be near at once.
    fn lower(
        &mut self,
        limit: &GateLimit,
        key: PeriodKey,
        share: Decimal,
        level: &Level,
    ) -> Option<()> {
        let is_single = limit.period == Period::Payout;
        if limit.just_under.is_some() || is_single && limit.count.is_some() {
            return None;
        }
        let share = if is_single { Decimal::ONE } else { share };
        if let Some(amount) = limit.amount {
            let near = amount.limit.amount().times(share)?;
            let near = level.at_least(near, amount.limit.currency())?;
            self.below = self.below.min(near);
        }
        // Where both must be near, one of them that is not is enough.
        let by_amount = limit.amount.is_some() && limit.crossed_by == CrossedBy::All;
        if let Some(count) = limit.count.filter(|_| !by_amount) {
            self.count_below =
                self.count_below.min(whole(Decimal::from(count.limit).times(share)?)?);
        }
        if !is_single && !self.totals.contains(&key) {
            self.totals.push(key);
        }
        Some(())
    }

    /// Whether the totals that the gates ask for are known of the payee.
    pub fn knows_totals(&self, payee: &Payee) -> bool {
        let is_known = |key: &PeriodKey| payee.totals.iter().any(|(name, _)| *name == key.as_str());
        self.totals.iter().all(is_known)
    }

    /// Whether so much in so many payouts is below every limit.
    pub fn holds(&self, amount: u64, count: u64) -> bool {
        amount < self.below && count < self.count_below
    }
}
