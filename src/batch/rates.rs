//! Exchange rates as they stand at the moment of a decision: one place finds the rate, and one
//! place knows whether it still lives.

use super::fx::FxTable;
use crate::collect::joined;
use crate::date::Moment;
use crate::issue::{Code, Issue, Remedy};
use crate::money::{Currency, Money, Rounding, exact_mul};
use rust_decimal::Decimal;

/// Mid rates at a moment; without a table only a currency with itself has one.
#[derive(Debug, Clone, Copy)]
pub struct Rates<'f> {
    table: Option<&'f FxTable>,
    at: Moment,
    ttl_s: i64,
}

/// Significant digits a mid rate is stated to: few enough for every product to be exact.
const MID_DIGITS: u32 = 10;

impl<'f> Rates<'f> {
    /// The table at a moment; `ttl_s` is how long rates live that do not say so themselves.
    pub fn new(table: Option<&'f FxTable>, at: Moment, ttl_s: i64) -> Self {
        let ttl_s = table.and_then(|table| table.ttl_s).unwrap_or(ttl_s);
        Rates { table, at, ttl_s }
    }

    /// The moment of the decision.
    pub fn at(&self) -> Moment {
        self.at
    }

    /// When the rates were taken and when they die.
    pub fn lifetime(&self) -> Option<(Moment, Moment)> {
        self.table.map(|table| (table.at, table.at.plus_seconds(self.ttl_s)))
    }

    /// The base of the rates that can be used now, and every currency that has one.
    pub fn currencies(&self) -> Option<(Currency, impl Iterator<Item = Currency> + use<'f>)> {
        self.dies_at()?;
        let table = self.table?;
        let others = table.rates.iter().map(|(currency, _)| *currency);
        Some((table.base, others.chain([table.base])))
    }

    /// When the rates die that can be used now.
    pub fn dies_at(&self) -> Option<Moment> {
        let usable = |table: &&FxTable| self.check_age(table).is_ok();
        self.table.filter(usable)?;
        self.lifetime().map(|(_, dies_at)| dies_at)
    }

    /// Units of `to` for one of `from`: given, inverse, or across the base.
    pub fn mid(&self, from: Currency, to: Currency) -> Result<Decimal, Issue> {
        if from == to {
            return Ok(Decimal::ONE);
        }
        let rates = [from, to].map(|one| self.table.and_then(|table| table.rate(one)));
        let (Some(table), [Some(per_from), Some(per_to)]) = (self.table, rates) else {
            let mut currencies = Vec::new();
            for (currency, rate) in [from, to].iter().zip(rates) {
                if rate.is_none() {
                    currencies.push(currency.code().to_owned());
                }
            }
            let lacks = match self.table {
                Some(_) => {
                    "the exchange rates have no ".to_owned() + &joined(&currencies, " and no ")
                }
                None => "there are no exchange rates to use".to_owned(),
            };
            return Err(missing(from, to, &lacks).remedy(Remedy::AddRates { currencies }));
        };
        self.check_age(table)?;
        Rounding::HalfEven.quotient(per_to, per_from, MID_DIGITS).ok_or_else(too_many_digits)
    }

    /// The amount in another currency at the mid rate, with every digit.
    pub fn convert(&self, amount: Money, to: Currency) -> Result<Decimal, Issue> {
        let mid = self.mid(amount.currency(), to)?;
        exact_mul(amount.amount(), mid).map(|amount| amount.normalize()).ok_or_else(too_many_digits)
    }

    fn check_age(&self, table: &FxTable) -> Result<(), Issue> {
        let (age_s, ttl_s) = (self.at.seconds_since(table.at), self.ttl_s);
        let issue = if table.at > self.at {
            let message = format!("the exchange rates are from {}, after {}", table.at, self.at);
            Issue::new(Code::FxFromFuture, message)
        } else if self.at > table.at.plus_seconds(ttl_s) {
            let message = format!("the exchange rates are {age_s} s old and live {ttl_s} s");
            Issue::new(Code::FxStale, message).param("age_s", age_s).param("ttl_s", ttl_s)
        } else {
            return Ok(());
        };
        Err(issue.remedy(Remedy::RefreshRates))
    }
}

fn missing(from: Currency, to: Currency, why: &str) -> Issue {
    Issue::new(Code::FxMissing, format!("no rate from {from} to {to}: {why}"))
        .param("from", from.code())
        .param("to", to.code())
}

fn too_many_digits() -> Issue {
    Issue::new(Code::AmountTooLarge, "the converted amount has more digits than can be held")
}
