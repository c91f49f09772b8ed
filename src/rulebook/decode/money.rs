//! Fees and markups.

use super::accounts::method_id;
use super::row::{RowReader, decimal, money_in};
use crate::issue::{Code, Issue};
use crate::rulebook::{Fee, FxMarkup};
use crate::value::{Need, country, integer};
use rust_decimal::Decimal;

pub fn fee(row: &mut RowReader) -> Option<Fee> {
    let meta = row.meta();
    let lookup = row.lookup;
    let methods =
        row.scope("methods", Need::Required, |value, path| method_id(value, path, lookup));
    let countries = row.scope("countries", Need::Required, country);
    let currency = row.required("currency", row.currencies());
    let fixed = row.required("fixed", money_in(currency)).flatten();
    let percent = row.required("percent", decimal);
    let min = row.optional("min", money_in(currency)).flatten();
    let max = row.optional("max", money_in(currency)).flatten();
    let (id, meta) = meta?;
    if percent? > Decimal::ONE_HUNDRED {
        let message = "a fee of more than 100 percent";
        let path = row.fields.path().key("percent");
        row.issues.push(Issue::new(Code::NumberOutOfRange, message).at(&path));
        return None;
    }
    if let (Some(min), Some(max)) = (min, max)
        && max.amount() < min.amount()
    {
        let message = format!("the greatest fee ({max}) is below the least ({min})");
        let path = row.fields.path().key("max");
        row.issues.push(Issue::new(Code::NumberOutOfRange, message).at(&path));
        return None;
    }
    Some(Fee {
        id,
        methods: methods?,
        countries: countries?,
        currency: currency?,
        fixed: fixed?,
        percent: percent?,
        min,
        max,
        meta,
    })
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
