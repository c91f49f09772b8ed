//! Fees and markups.

use super::accounts::method_id;
use super::row::{Lookup, RowReader, currency, decimal, money_in};
use crate::issue::{Code, Issue};
use crate::money::Money;
use crate::rulebook::{Fee, FxMarkup};
use crate::value::{Fields, Need, country, integer};
use rust_decimal::Decimal;
use std::sync::Arc;

/// The fees of a row: its own price, or one for each of its `prices`.
pub fn fees(row: &mut RowReader) -> Option<Vec<Fee>> {
    let meta = row.meta();
    let lookup = row.lookup;
    let methods =
        row.scope("methods", Need::Required, |value, path| method_id(value, path, lookup));
    let countries = row.scope("countries", Need::Required, country);
    let percent = row.required("percent", decimal);
    if percent.is_some_and(|percent| percent > Decimal::ONE_HUNDRED) {
        let message = "a fee of more than 100 percent";
        let path = row.fields.path().key("percent");
        row.issues.push(Issue::new(Code::NumberOutOfRange, message).at(&path));
        return None;
    }
    let prices = if row.fields.has("prices") {
        row.list("prices", Need::Required, |value, path, issues| {
            let mut fields = Fields::open(value, *path, issues)?;
            let price = price(&mut fields, lookup, issues);
            fields.finish(issues);
            price
        })
    } else {
        price(&mut row.fields, lookup, row.issues).map(|price| vec![price])
    };
    let ((id, meta), percent) = (meta?, percent?);
    let (methods, countries) = (Arc::new(methods?), Arc::new(countries?));
    let fee = |(fixed, min, max): Price| Fee {
        id: id.clone(),
        methods: methods.clone(),
        countries: countries.clone(),
        currency: fixed.currency(),
        fixed,
        percent,
        min,
        max,
        meta: meta.clone(),
    };
    Some(prices?.into_iter().map(fee).collect())
}

/// The fixed part, which says the currency, the least and the greatest fee.
type Price = (Money, Option<Money>, Option<Money>);

fn price(fields: &mut Fields, lookup: &Lookup, issues: &mut Vec<Issue>) -> Option<Price> {
    let unit = fields
        .take("currency", Need::Required, issues, |value, path| currency(value, path, lookup));
    let fixed = fields.take("fixed", Need::Required, issues, money_in(unit)).flatten();
    let min = fields.take("min", Need::Optional, issues, money_in(unit)).flatten();
    let max = fields.take("max", Need::Optional, issues, money_in(unit)).flatten();
    if let (Some(min), Some(max)) = (min, max)
        && max.amount() < min.amount()
    {
        let message = format!("the greatest fee ({max}) is below the least ({min})");
        let path = fields.path().key("max");
        issues.push(Issue::new(Code::NumberOutOfRange, message).at(&path));
        return None;
    }
    Some((fixed?, min, max))
}

pub fn markup(row: &mut RowReader) -> Option<FxMarkup> {
    let meta = row.meta();
    let read_currency = row.currencies();
    let currencies = row.scope("currencies", Need::Required, read_currency);
    let markup_bps = row.required("markup_bps", integer(0, 9_999));
    let (id, meta) = meta?;
    Some(FxMarkup {
        id,
        currencies: currencies?,
        markup_bps: u32::try_from(markup_bps?).ok()?,
        meta,
    })
}
