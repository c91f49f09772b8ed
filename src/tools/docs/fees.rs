//! Fees and markups.

use crate::money::{Arithmetic, Money};
use crate::rulebook::{Fee, FxMarkup};

use super::Book;
use super::markdown::{days, scope, table};

pub fn fees(book: &Book) -> String {
    let mut out =
        "Of rows that fit, a platform's own goes first, then one that names the country, \
                   then one that names the type of payee, then one in the very currency that \
                   leaves, then the earlier. A fee is its fixed part and the percent of the amount, at \
                   least the least and at most the most.\n\n"
            .to_owned();
    let heads = [
        "Row",
        "Methods",
        "Countries",
        "Currency",
        "Fixed",
        "Percent",
        "Least",
        "Most",
        "From",
        "Until",
        "",
        "Confidence",
        "Source",
    ];
    out.push_str(&table(&heads, book.rules().fees.iter().map(|fee| fee_row(book, fee))));
    out.push_str("## Conversion\n\nThe markup on the mid rate, in hundredths of a percent.\n\n");
    let heads =
        ["Row", "Both currencies of", "Markup", "From", "Until", "", "Confidence", "Source"];
    out.push_str(&table(&heads, book.rules().fx.iter().map(|row| fx_row(book, row))));
    out
}

fn fee_row(book: &Book, fee: &Fee) -> Vec<String> {
    let [from, until] = days(&fee.meta.in_force);
    let price = &fee.price;
    let bound = |bound: Option<_>| {
        let money = bound.and_then(|bound| Money::exact(bound, fee.currency));
        money.map_or_else(String::new, Money::value)
    };
    vec![
        format!("`{}`", fee.id),
        scope(&fee.methods),
        scope(&fee.countries),
        fee.currency.to_string(),
        bound(Some(price.fixed)),
        price.percent.plain(),
        bound(price.min),
        bound(price.max),
        from,
        until,
        book.state(&fee.meta).to_owned(),
        fee.meta.confidence.as_str().to_owned(),
        fee.meta.source.clone(),
    ]
}

fn fx_row(book: &Book, row: &FxMarkup) -> Vec<String> {
    let [from, until] = days(&row.meta.in_force);
    vec![
        format!("`{}`", row.id),
        scope(&row.currencies),
        row.markup_bps.to_string(),
        from,
        until,
        book.state(&row.meta).to_owned(),
        row.meta.confidence.as_str().to_owned(),
        row.meta.source.clone(),
    ]
}
