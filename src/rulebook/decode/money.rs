//! Fees and markups.

use super::row::RowReader;
use super::single::{country, currency, decimal, method_id};
use crate::collect::Listed;
use crate::issue::Code;
use crate::money::Money;
use crate::rulebook::{Fee, FxMarkup, PayeeType, Price, Scope, Tier, TierMode};
use crate::value::Need;
use rust_decimal::Decimal;
use std::sync::Arc;

/// Adds the fees of a row: its own price, or one for each of its `prices`.
pub fn add_fees(row: &mut RowReader, fees: &mut Vec<Fee>) {
    let (id, meta) = row.meta();
    let methods = Arc::new(row.scope("methods", Need::Required, method_id));
    let countries = Arc::new(row.scope("countries", Need::Required, country));
    let mut payee_types = row.scope_of_words("payee_types", Need::Optional);
    if PayeeType::WORDS.iter().all(|(_, kind)| payee_types.includes(kind)) {
        payee_types = Scope::Every;
    }
    let percent = percent(row, "percent", Need::Required).unwrap_or_default();
    let percent_max = percent_max(row);
    let before = row.issues.len();
    let (prices, currencies) = if row.has("prices") {
        (row.rows("prices", Need::Required, price), None)
    } else {
        let price = price(row);
        let leave =
            row.has("currencies").then(|| row.scope("currencies", Need::Required, currency));
        (price.into_iter().listed(), leave.map(Arc::new))
    };
    if !row.is_whole() || row.issues.len() > before {
        return;
    }
    for price in prices {
        let Some(currency) = price.currency else { continue };
        fees.push(Fee {
            id: id.clone(),
            methods: methods.clone(),
            countries: countries.clone(),
            payee_types: payee_types.clone(),
            currency,
            currencies: currencies.clone(),
            price: Price { percent, percent_max, ..price },
            meta: meta.clone(),
        });
    }
}

/// The amounts of a price, and its tiers.
fn price(row: &mut RowReader) -> Option<Price> {
    let unit = row.required("currency", currency);
    let fixed = row.money("fixed", Need::Required, unit);
    let min = row.money("min", Need::Optional, unit);
    let max = row.money("max", Need::Optional, unit);
    let (tiers, tiers_are) = tiers(row);
    if let (Some(min), Some(max)) = (min, max)
        && max.amount() < min.amount()
    {
        let message = format!("the greatest fee ({max}) is below the least ({min})");
        row.wrong("max", Code::NumberOutOfRange, &message);
        return None;
    }
    let is_exact = |amount| unit.is_none_or(|unit| Money::exact(amount, unit).is_some());
    if !tiers.iter().all(|tier| is_exact(tier.over) && is_exact(tier.fixed)) {
        let message = "an amount has more decimals than the currency has, or is too large";
        row.wrong("tiers", Code::AmountTooPrecise, message);
    }
    Some(Price {
        currency: unit,
        fixed: fixed?.amount(),
        percent: Decimal::ZERO,
        min: min.map(Money::amount),
        max: max.map(Money::amount),
        percent_max: None,
        tiers,
        tiers_are,
    })
}

/// A percentage of the amount.
pub fn percent(row: &mut RowReader, name: &'static str, need: Need) -> Option<Decimal> {
    let percent = row.take(name, need, decimal);
    if percent > Some(Decimal::ONE_HUNDRED) {
        row.wrong(name, Code::NumberOutOfRange, "more than 100 percent");
        return None;
    }
    percent
}

fn percent_max(row: &mut RowReader) -> Option<Decimal> {
    let percent = percent(row, "percent_max", Need::Optional);
    if percent == Some(Decimal::ZERO) {
        row.wrong("percent_max", Code::NumberOutOfRange, "a fee that is never more than nothing");
    }
    percent
}

/// Every payout goes over the tiers of its price, and a search over all of them many times.
const TIERS_MAX: usize = 32;

fn tiers(row: &mut RowReader) -> (Vec<Tier>, TierMode) {
    let before = row.issues.len();
    let tiers = row.rows("tiers", Need::Optional, tier);
    if row.issues.len() == before {
        row.wrong_if_empty("tiers", &tiers);
    }
    if tiers.len() > TIERS_MAX {
        row.wrong("tiers", Code::TooMany, &format!("more than {TIERS_MAX} tiers"));
    }
    let ordered = tiers.windows(2).all(|pair| match pair {
        [lower, upper] => lower.over < upper.over,
        _ => true,
    });
    if !ordered {
        row.wrong("tiers", Code::NumberOutOfRange, "each tier begins over a greater amount");
    }
    let mode = match row.raw("tiers").is_some() {
        true => row.word_of("tiers_are", Need::Required),
        false => None,
    };
    (tiers, mode.unwrap_or(TierMode::Whole))
}

fn tier(row: &mut RowReader) -> Option<Tier> {
    let (over, fixed) = (row.decimal("over"), row.decimal("fixed"));
    let percent = percent(row, "percent", Need::Required)?;
    Some(Tier { over, fixed, percent })
}

pub fn markup(row: &mut RowReader) -> Option<FxMarkup> {
    let (id, meta) = row.meta();
    let currencies = row.scope("currencies", Need::Required, currency);
    Some(FxMarkup { id, currencies, markup_bps: row.whole("markup_bps", 0, 9_999), meta })
}
