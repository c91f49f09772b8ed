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

    /// Units of `to` for one of `from`: given, inverse, or across the base.
    pub fn mid(&self, from: Currency, to: Currency) -> Result<Decimal, Issue> {
        if from == to {
            return Ok(Decimal::ONE);
        }
        let Some(table) = self.table else {
            let issue = missing(from, to, "there are no exchange rates to use");
            let currencies = [from, to].iter().map(ToString::to_string).collect();
            return Err(issue.remedy(Remedy::AddRates { currencies }));
        };
        let (Some(per_from), Some(per_to)) = (table.rate(from), table.rate(to)) else {
            let lacks = [from, to].into_iter().filter(|one| table.rate(*one).is_none());
            let currencies: Vec<String> = lacks.map(|one| one.to_string()).collect();
            let message = format!("the exchange rates have no {}", joined(&currencies, " and no "));
            return Err(missing(from, to, &message).remedy(Remedy::AddRates { currencies }));
        };
        self.check_age(table)?;
        Rounding::HalfEven.quotient(per_to, per_from, MID_DIGITS).ok_or_else(too_many_digits)
    }

    /// The amount in another currency at the mid rate, with every digit.
    pub fn convert(&self, amount: Money, to: Currency) -> Result<Decimal, Issue> {
        let mid = self.mid(amount.currency(), to)?;
        exact_mul(amount.amount(), mid).ok_or_else(too_many_digits)
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
