//! The rate of a pair of currencies.

use super::{Ask, Rules, exact, too_large};
use crate::date::Moment;
use crate::issue::{Code, Issue, Remedy};
use crate::money::{Arithmetic, Currency, Money, MoneyError, Rounding, as_text};
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
pub struct Pair {
    mid: Decimal,
    pub rate: Decimal,
    markup_bps: u32,
    same: bool,
}

impl Pair {
    pub fn find(ask: &Ask, rules: &Rules) -> Result<Pair, Issue> {
        let mid = rules.rates.mid(ask.source, ask.payout)?;
        if ask.source == ask.payout {
            return Ok(Pair { mid, rate: mid, markup_bps: 0, same: true });
        }
        let markup = rules.markup.ok_or_else(|| no_markup(ask))?;
        let kept = Decimal::ONE
            .minus(Decimal::from_parts(markup.markup_bps, 0, 0, false, 4))
            .ok_or_else(|| too_large(MoneyError))?;
        let digits = rules.settings.rate_significant_digits;
        let rate = exact(mid, kept)?;
        let rate = rules.settings.rounding.round_significant(rate, digits);
        let rate =
            rate.filter(|rate| *rate > Decimal::ZERO).ok_or_else(|| too_large(MoneyError))?;
        Ok(Pair { mid, rate: rate.normalize(), markup_bps: markup.markup_bps, same: false })
    }

    /// The least amount of the source currency that converts to at least `receive`.
    pub fn least_convertible(&self, receive: Money, source: Currency) -> Result<Money, Issue> {
        if self.same {
            return Ok(receive);
        }
        let unit = Money::minor_unit(source);
        let near = receive.amount().over(self.rate).ok_or_else(|| too_large(MoneyError))?;
        // The quotient has at most 28 digits; start a unit below it and step up to the least.
        let below = Money::rounded(near, source, Rounding::Down).map_err(too_large)?;
        let mut amount = below.amount().minus(unit).unwrap_or_default().max(unit);
        while exact(amount, self.rate)? < receive.amount() {
            amount = amount.plus(unit).ok_or_else(|| too_large(MoneyError))?;
        }
        Money::rounded(amount, source, Rounding::Down).map_err(too_large)
    }

    pub fn fx(
        &self,
        convertible: Money,
        payout: Currency,
        rules: &Rules,
    ) -> Result<Option<Fx>, Issue> {
        let Some((at, expires_at)) = rules.rates.lifetime().filter(|_| !self.same) else {
            return Ok(None);
        };
        let lost = self.mid.minus(self.rate).ok_or_else(|| too_large(MoneyError))?;
        let margin = exact(convertible.amount(), lost)?;
        let margin = Money::rounded(margin, payout, rules.settings.rounding).map_err(too_large)?;
        let (rate, mid, markup_bps) = (self.rate, self.mid, self.markup_bps);
        Ok(Some(Fx { rate, mid, markup_bps, margin, at, expires_at }))
    }
}

fn no_markup(ask: &Ask) -> Issue {
    let (from, to) = (ask.source, ask.payout);
    let message = format!("no rate from {from} to {to}: the rulebook has no markup for the pair");
    Issue::new(Code::FxMissing, message)
        .param("from", from.code())
        .param("to", to.code())
        .remedy(Remedy::AddRow { table: "fx" })
}
