//! Fees and markups.

use super::row::RowReader;
use super::single::{country, currency, method_id};
use crate::collect::Listed;
use crate::issue::Code;
use crate::money::Money;
use crate::rulebook::{Fee, FxMarkup};
use crate::value::Need;
use rust_decimal::Decimal;
use std::sync::Arc;

/// Adds the fees of a row: its own price, or one for each of its `prices`.
pub fn add_fees(row: &mut RowReader, fees: &mut Vec<Fee>) {
    let (id, meta) = row.meta();
    let methods = Arc::new(row.scope("methods", Need::Required, method_id));
    let countries = Arc::new(row.scope("countries", Need::Required, country));
    let percent = row.decimal("percent");
    if percent > Decimal::ONE_HUNDRED {
        row.wrong("percent", Code::NumberOutOfRange, "a fee of more than 100 percent");
        row.give_up::<()>();
        return;
    }
    let prices = if row.has("prices") {
        row.rows("prices", Need::Required, price)
    } else {
        price(row).into_iter().listed()
    };
    if !row.is_whole() {
        return;
    }
    for (fixed, min, max) in prices {
        fees.push(Fee {
            id: id.clone(),
            methods: methods.clone(),
            countries: countries.clone(),
            currency: fixed.currency(),
            fixed,
            percent,
            min,
            max,
            meta: meta.clone(),
        });
    }
}

/// The fixed part, which says the currency, the least and the greatest fee.
type Price = (Money, Option<Money>, Option<Money>);

fn price(row: &mut RowReader) -> Option<Price> {
    let unit = row.required("currency", currency);
    let fixed = row.money("fixed", Need::Required, unit);
    let min = row.money("min", Need::Optional, unit);
    let max = row.money("max", Need::Optional, unit);
    if let (Some(min), Some(max)) = (min, max)
        && max.amount() < min.amount()
    {
        let message = format!("the greatest fee ({max}) is below the least ({min})");
        row.wrong("max", Code::NumberOutOfRange, &message);
        return None;
    }
    Some((fixed?, min, max))
}

pub fn markup(row: &mut RowReader) -> Option<FxMarkup> {
    let (id, meta) = row.meta();
    let currencies = row.scope("currencies", Need::Required, currency);
    Some(FxMarkup { id, currencies, markup_bps: row.whole("markup_bps", 0, 9_999), meta })
}
