//! Countries, currencies and forms of IBAN.

use crate::coverage::{Cell, CellStatus, CoverageRequest};
use crate::rulebook::IbanChar;

use super::super::reach::methods;
use super::Book;
use super::markdown::{days, plain, scope, table};

pub fn countries(book: &Book) -> String {
    let request = CoverageRequest { at: book.as_of(), kind: None, country: None };
    let answer = book.engine.coverage(&request);
    let counts = &answer.counts;
    let mut out = format!(
        "{} of {} countries have an open method. A method is open when it can pay someone whose \
         data is complete; it leads to the rail that pays, and currencies are those that can be \
         received.\n\n",
        counts.countries_open, counts.countries
    );
    let rows = book.rules().countries.iter().map(|row| {
        let own = || answer.cells.iter().filter(|cell| cell.country == row.country);
        let open = own().filter(|cell| cell.status == CellStatus::Open);
        let by_rail = |cell: &Cell<'_>| format!("[{}](rails.md#{})", cell.method, cell.by.id);
        let open = methods(open.map(|cell| (by_rail(cell), cell.currency)));
        let closed = own().find(|cell| cell.method == "*").and_then(|cell| cell.reason);
        let closed = closed.map_or("", |code| code.as_str());
        let law = row.closed_on(book.rules().as_of).map_or("", |closure| &closure.source);
        let said = match open.as_slice() {
            [] => format!("closed: {} {law}", plain(closed)).trim_end().to_owned(),
            open => open.join(", "),
        };
        let parts = row.closed_regions(book.rules().as_of).map(|closure| {
            let (reason, source) = (plain(closure.reason.as_str()), &closure.source);
            format!("; not in {}: {reason} {source}", scope(&closure.regions))
        });
        let said = said + &parts.collect::<String>();
        vec![
            row.country.to_string(),
            book.name("countries", row.country.as_str()).to_owned(),
            row.currency.map_or_else(String::new, |own| own.to_string()),
            said,
            book.note("countries", row.country.as_str()).to_owned(),
        ]
    });
    out.push_str(&table(&["Code", "Country", "Currency", "Open methods", "Note"], rows));
    out
}

pub fn currencies(book: &Book) -> String {
    let rows = book.rules().currencies.iter().map(|row| {
        let [from, until] = days(&row.meta.in_force);
        let code = row.currency.code();
        let digits = row.currency.minor_units().to_string();
        let (state, note) = (book.state(&row.meta), book.note("currencies", code));
        let name = book.name("currencies", code);
        let cells = [code, name, &digits, &from, &until, state, note, &row.meta.source];
        cells.map(str::to_owned).to_vec()
    });
    table(&["Code", "Name", "Decimals", "From", "Until", "", "Note", "Source"], rows)
}

pub fn ibans(book: &Book) -> String {
    let rows = book.rules().ibans.iter().map(|row| {
        let part = |part: &crate::rulebook::IbanPart| {
            let kind = match part.kind {
                IbanChar::Digit => "digits",
                IbanChar::Letter => "letters",
                IbanChar::Either => "letters or digits",
            };
            format!("{} {kind}", part.length)
        };
        let parts: Vec<String> = row.parts.iter().map(part).collect();
        let country = row.country.as_str();
        let (length, parts) = (row.length.to_string(), parts.join(", "));
        let (state, note) = (book.state(&row.meta), book.note("ibans", country));
        let confidence = row.meta.confidence.as_str();
        let cells = [country, &length, &parts, state, confidence, note, &row.meta.source];
        cells.map(str::to_owned).to_vec()
    });
    let heads =
        ["Country", "Characters", "After the check digits", "", "Confidence", "Note", "Source"];
    table(&heads, rows)
}

pub fn identifiers(_: &Book) -> String {
    let rows = crate::identifier::schemes().map(|scheme| {
        let (kind, confidence) =
            (format!("`{}`", scheme.kind.as_str()), scheme.confidence.as_str());
        let cells = [&kind, scheme.country, scheme.title, confidence, scheme.source];
        cells.map(str::to_owned).to_vec()
    });
    table(&["Kind", "Country", "Title", "Confidence", "Source"], rows)
}
