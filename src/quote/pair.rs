//! The rate of a pair of currencies.

use super::{Rules, held, rounded};
use crate::batch::Rates;
use crate::date::Moment;
use crate::issue::{Code, Issue, Remedy};
use crate::money::{Arithmetic, Currency, Money, Rounding, as_text, exact_mul};
use crate::rulebook::{FxMarkup, Settings};
use rust_decimal::Decimal;
use serde::Serialize;

/// A conversion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fx {
    /// Units of the payout currency for one of the source currency, after the markup.
    #[serde(serialize_with = "as_text")]
    pub rate: Decimal,
    /// The same before the markup.
    #[serde(serialize_with = "as_text")]
    pub mid: Decimal,
    /// The markup, in hundredths of a percent.
    pub markup_bps: u32,
    /// What the rate costs against the mid rate, in the payout currency: the markup, and what
    /// stating the rate in so many digits makes of it.
    pub margin: Money,
    /// When the rate was taken.
    pub at: Moment,
    /// When it dies.
    pub expires_at: Moment,
}

/// A pair of currencies with its rate; of one currency with itself the rate is one.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    mid: Decimal,
    pub(super) rate: Decimal,
    markup_bps: u32,
    same: bool,
}

impl Pair {
    /// The rate from one to the other after the markup, or why there is none.
    pub fn find(
        [from, to]: [Currency; 2],
        markup: Option<&FxMarkup>,
        rates: &Rates,
        settings: &Settings,
    ) -> Result<Pair, Issue> {
        let mid = rates.mid(from, to)?;
        if from == to {
            return Ok(Pair { mid, rate: mid, markup_bps: 0, same: true });
        }
        let markup = markup.ok_or_else(|| no_markup(from, to))?;
        let Settings { rounding, rate_significant_digits: digits, .. } = settings;
        let kept = Decimal::ONE.minus(Decimal::from_parts(markup.markup_bps, 0, 0, false, 4));
        let rate =
            kept.and_then(|kept| rounding.quotient(exact_mul(mid, kept)?, Decimal::ONE, *digits));
        let rate = held(rate.filter(|rate| *rate > Decimal::ZERO))?;
        Ok(Pair { mid, rate: rate.normalize(), markup_bps: markup.markup_bps, same: false })
    }

    /// The least amount of the source currency that converts to at least `receive`, rounded as
    /// what is sent would be.
    pub(super) fn least_convertible(
        &self,
        receive: Money,
        source: Currency,
        rounding: Rounding,
    ) -> Result<Money, Issue> {
        if self.same {
            return Ok(receive);
        }
        let unit = Money::minor_unit(source);
        // What rounds up to it lies at most half a unit below; the quotient has at most 28 digits.
        let half = exact_mul(
            Money::minor_unit(receive.currency()),
            Decimal::from_parts(5, 0, 0, false, 1),
        );
        let least = if rounding == Rounding::Down { Some(Decimal::ZERO) } else { half };
        let least = least.and_then(|half| receive.amount().minus(half)?.over(self.rate));
        let below = rounded(least, source, Rounding::Down)?;
        let mut amount = below.amount().minus(unit).unwrap_or_default().max(unit);
        let decimals = receive.currency().minor_units();
        while rounding.round(held(exact_mul(amount, self.rate))?, decimals) < receive.amount() {
            amount = held(amount.plus(unit))?;
        }
        rounded(Some(amount), source, Rounding::Down)
    }

    pub(super) fn fx(
        &self,
        convertible: Money,
        payout: Currency,
        rules: &Rules,
    ) -> Result<Option<Fx>, Issue> {
        let Some((at, expires_at)) = rules.rates.lifetime().filter(|_| !self.same) else {
            return Ok(None);
        };
        let lost = self.mid.minus(self.rate);
        let margin = lost.and_then(|lost| exact_mul(convertible.amount(), lost));
        let margin = rounded(margin, payout, rules.settings.rounding)?;
        let (rate, mid, markup_bps) = (self.rate, self.mid, self.markup_bps);
        Ok(Some(Fx { rate, mid, markup_bps, margin, at, expires_at }))
    }
}

fn no_markup(from: Currency, to: Currency) -> Issue {
    let message = format!("no rate from {from} to {to}: the rulebook has no markup for the pair");
    Issue::new(Code::FxMissing, message)
        .param("from", from.code())
        .param("to", to.code())
        .remedy(Remedy::AddRow { table: "fx" })
}
