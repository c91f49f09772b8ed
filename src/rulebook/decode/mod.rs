//! From merged rows to a [`Rulebook`]: every row is read, every issue collected.

mod accounts;
mod gates;
mod money;
mod places;
mod rails;
mod row;

use super::merge::{RawRow, RawRulebook, TABLES, duplicate_row};
use super::{Rulebook, Settings};
use crate::date::{Date, parse_date};
use crate::hash::Hash;
use crate::issue::{Code, Issue};
use crate::money::Rounding;
use crate::value::{Fields, Need, Path, Value, integer, one_of, text};
use row::{Lookup, RowReader, share};
use std::sync::Arc;

/// Reads everything; `None` when not even the head can be used.
pub fn decode(raw: &RawRulebook, hash: Hash, issues: &mut Vec<Issue>) -> Option<Rulebook> {
    let head = decode_head(&raw.head, issues);
    let mut table = Tables { raw, issues };
    let mut lookup = Lookup::default();

    let currencies = table.rows("currencies", &lookup, places::currency);
    lookup.currencies = currencies.iter().map(|row| (row.currency.code, row.currency)).collect();
    let countries = table.rows("countries", &lookup, places::country);
    let ibans = table.rows("ibans", &lookup, places::iban);
    lookup.calendars =
        table.rows("calendars", &lookup, places::calendar).into_iter().map(Arc::new).collect();
    lookup.rails = table.rows("rails", &lookup, rails::rail).into_iter().map(Arc::new).collect();
    let methods = table.rows("methods", &lookup, rails::method);
    lookup.methods = methods.iter().map(|method| method.id.clone()).collect();
    let accounts = table.rows("accounts", &lookup, accounts::account);
    let gates = table.rows("gates", &lookup, gates::gate);
    let fees = table.rows("fees", &lookup, money::fee);
    let fx = table.rows("fx", &lookup, money::markup);

    let Head { version, as_of, settings } = head?;
    Some(Rulebook {
        version,
        as_of,
        hash,
        settings,
        currencies: currencies.into_iter().map(|row| (row.currency.code, row)).collect(),
        countries: countries.into_iter().map(|row| (row.country, row)).collect(),
        ibans: ibans.into_iter().map(|row| (row.country, row)).collect(),
        calendars: lookup.calendars,
        rails: lookup.rails,
        methods,
        accounts,
        gates,
        fees,
        fx,
    })
}

struct Tables<'r> {
    raw: &'r RawRulebook<'r>,
    issues: &'r mut Vec<Issue>,
}

impl Tables<'_> {
    /// Reads the rows of a table; ids are unique and rows with issues left out.
    fn rows<T>(
        &mut self,
        table: &'static str,
        lookup: &Lookup,
        read: fn(&mut RowReader) -> Option<T>,
    ) -> Vec<T> {
        let root = Path::root();
        let path = root.key(table);
        let index = TABLES.iter().position(|name| *name == table);
        let rows = index.and_then(|index| self.raw.tables.get(index));
        let rows: &[RawRow] = rows.map_or(&[], Vec::as_slice);
        let mut seen = std::collections::BTreeSet::new();
        let mut decoded = Vec::with_capacity(rows.len());
        for row in rows {
            let at = path.index(row.index);
            if let Some(id) = row.id()
                && !seen.insert(id)
            {
                self.issues.push(duplicate_row(Some(id), &at));
                continue;
            }
            let mut issues = Vec::new();
            if let Some(fields) = Fields::open(&row.value, at, &mut issues) {
                let mut reader = RowReader::new(fields, lookup, row.overlaid, &mut issues);
                decoded.extend(read(&mut reader));
                reader.finish();
            }
            self.issues.extend(issues.into_iter().map(|issue| named(issue, table, row)));
        }
        decoded
    }
}

/// Says which row an issue is about; one that the overlay has not touched has no place in it.
fn named(issue: Issue, table: &'static str, row: &RawRow) -> Issue {
    let path = issue.path.clone().filter(|_| row.overlaid);
    Issue { path, ..issue }.param("table", table).param("row", row.id().unwrap_or_default())
}

struct Head {
    version: String,
    as_of: Date,
    settings: Settings,
}

fn decode_head(value: &Value, issues: &mut Vec<Issue>) -> Option<Head> {
    let mut fields = Fields::open(value, Path::root(), issues)?;
    let version = fields.take("version", Need::Required, issues, text(1, 40)).map(str::to_owned);
    let as_of = fields.take("as_of", Need::Required, issues, date);
    let settings = fields.take_all("settings", Need::Required, issues, |value, path, issues| {
        let mut fields = Fields::open(value, *path, issues)?;
        let rounding = fields.take("rounding", Need::Required, issues, one_of(Rounding::WORDS));
        let digits = fields.take("rate_significant_digits", Need::Required, issues, integer(4, 12));
        let warn_share = fields.take("warn_share", Need::Required, issues, share);
        let quote_ttl_s = fields.take("quote_ttl_s", Need::Required, issues, integer(1, 604_800));
        fields.finish(issues);
        Some(Settings {
            rounding: rounding?,
            rate_significant_digits: u32::try_from(digits?).ok()?,
            warn_share: warn_share?,
            quote_ttl_s: quote_ttl_s?,
        })
    });
    fields.finish(issues);
    Some(Head { version: version?, as_of: as_of?, settings: settings? })
}

/// A day, `2026-05-22`.
fn date(value: &Value, path: &Path) -> Result<Date, Issue> {
    let written = text(0, 40)(value, path)?;
    parse_date(written).ok_or_else(|| {
        Issue::new(Code::DateInvalid, format!("\"{written}\" is not a day"))
            .at(path)
            .param("value", written)
            .help("write it as year, month and day: 2026-05-22")
    })
}
