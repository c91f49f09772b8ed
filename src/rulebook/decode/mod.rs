//! From merged rows to a [`Rulebook`]: every row is read, every issue collected.

mod accounts;
mod conditions;
mod failures;
mod gates;
mod inside;
mod locks;
mod money;
mod places;
mod rails;
mod row;
mod rules;
mod single;
mod times;

use super::merge::{Place, RawRow, RawRulebook};
use super::{FailureTables, Finding, PayeeType, Rail, Rulebook, Settings};
use crate::collect::{Listed, sorted};
use crate::date::Date;
use crate::hash::Hash;
use crate::issue::{Code, Issue};
use crate::money::Rounding;
use crate::value::{Entries, Fields, Need, Path};
use row::RowReader;
use rust_decimal::Decimal;
use single::{Lookup, date, share};
use std::mem;
use std::sync::{Arc, OnceLock};

/// Reads everything; `None` when not even the head can be used.
pub fn decode(raw: &RawRulebook, hash: Hash, issues: &mut Vec<Issue>) -> Option<Rulebook> {
    let head = decode_head(raw, issues);
    let mut table = Tables { raw, issues };
    let mut lookup = Lookup::default();

    let currencies = table.rows("currencies", &lookup, places::currency);
    let currencies = sorted(currencies, |a, b| a.currency.code.cmp(&b.currency.code));
    lookup.currencies = currencies.iter().map(|row| row.currency).listed();
    let countries = table.rows("countries", &lookup, places::country);
    lookup.countries = countries.iter().map(|row| row.country).listed();
    let ibans = table.rows("ibans", &lookup, places::iban);
    let zones = table.rows("zones", &lookup, times::zone);
    let on = zones.iter().filter(|row| row.meta.enabled);
    lookup.zones = on.map(|row| Arc::clone(&row.zone)).listed();
    let calendars = table.rows("calendars", &lookup, times::calendar);
    let on = calendars.iter().filter(|row| row.meta.enabled);
    lookup.calendars = on.map(|row| Arc::clone(&row.calendar)).listed();
    lookup.rails = table.rows("rails", &lookup, rails::rail).into_iter().map(Arc::new).listed();
    let methods = table.rows("methods", &lookup, rails::method);
    lookup.methods = methods.iter().map(|method| method.id.clone()).listed();
    lookup.fields = table.rows("fields", &lookup, accounts::field_row);
    let accounts = table.rows("accounts", &lookup, accounts::account);
    let gates = table.rows("gates", &lookup, gates::gate);
    let mut fees = Added { add: money::add_fees, found: Vec::new() };
    table.each("fees", &lookup, &mut fees);
    let fx = table.rows("fx", &lookup, money::markup);
    let mut rules = Added { add: rules::add_rule, found: Vec::new() };
    table.each("rules", &lookup, &mut rules);
    let failures = OnceLock::new();
    if !table.raw.rows("failures").is_empty() {
        let listed = lookup.fields.iter().map(|row| &row.form);
        let fields = listed.chain(accounts.iter().flat_map(|form| &form.fields));
        lookup.field_names = fields.map(|field| field.name.clone()).listed();
        failures.get_or_init(|| table.failures(&mut lookup));
    }

    Some(Rulebook {
        settings: head.settings()?,
        version: head.version?,
        as_of: head.as_of?,
        hash,
        currencies,
        countries: sorted(countries, |a, b| a.country.cmp(&b.country)),
        ibans: sorted(ibans, |a, b| a.country.cmp(&b.country)),
        zones,
        calendars,
        rails: lookup.rails,
        methods,
        fields: lookup.fields,
        accounts,
        gates,
        fees: fees.found,
        fx,
        rules: rules.found,
        failures,
    })
}

/// Reads the tables of return codes by themselves.
pub fn failures(raw: &RawRulebook, rails: Vec<Arc<Rail>>) -> FailureTables {
    let mut lookup = Lookup { rails, ..Lookup::default() };
    Tables { raw, issues: &mut Vec::new() }.failures(&mut lookup)
}

struct Tables<'r, 'v, 'a> {
    raw: &'r RawRulebook<'v, 'a>,
    issues: &'r mut Vec<Issue>,
}

impl Tables<'_, '_, '_> {
    fn failures(&mut self, lookup: &mut Lookup) -> FailureTables {
        let systems = self.rows("failure_systems", lookup, failures::system);
        lookup.failure_lists = systems.iter().flat_map(|system| &system.codes).cloned().listed();
        let classes = self.rows("failure_classes", lookup, failures::class);
        lookup.failure_classes = classes.into_iter().map(Arc::new).listed();
        let codes = self.rows("failures", lookup, failures::failure);
        FailureTables { systems, classes: mem::take(&mut lookup.failure_classes), codes }
    }

    /// Reads the rows of a table; those with something that stands in for a value are left out.
    fn rows<T>(
        &mut self,
        table: &'static str,
        lookup: &Lookup,
        read: fn(&mut RowReader) -> Option<T>,
    ) -> Vec<T> {
        let mut rows = Rows { read, found: Vec::new() };
        self.each(table, lookup, &mut rows);
        rows.found
    }

    #[inline(never)]
    fn each(&mut self, table: &'static str, lookup: &Lookup, reader: &mut dyn ReadRow) {
        for row in self.raw.rows(table) {
            let top = row.places.first().copied();
            let mut issues = Vec::new();
            at_place(table, top.unwrap_or_default(), &mut |path| {
                let mut fields = Fields::layered(row.entries, &row.under, *path);
                // A test holds every key of a default row to be known, nested ones too.
                if top.is_none() {
                    fields.prove();
                }
                let mut row = RowReader::new(fields, lookup, top.is_some(), &mut issues);
                reader.read(&mut row);
                row.finish();
            });
            if issues.is_empty() {
                check_locks(table, row, lookup, &mut issues);
            } else if row.places.len() > 1 {
                issues.iter_mut().for_each(|issue| move_to_layer(issue, table, row));
            }
            for issue in issues {
                self.issues.push(named(issue, table, row));
            }
        }
    }
}

/// What is made of each row of a table. Not a closure, of which the wasm would have two copies.
trait ReadRow {
    fn read(&mut self, row: &mut RowReader);
}

struct Rows<T> {
    read: fn(&mut RowReader) -> Option<T>,
    found: Vec<T>,
}

impl<T> ReadRow for Rows<T> {
    fn read(&mut self, row: &mut RowReader) {
        if let Some(read) = (self.read)(row)
            && row.is_whole()
        {
            self.found.push(read);
        }
    }
}

/// For tables of which a row may be several things, or be held against the earlier ones.
struct Added<T> {
    add: fn(&mut RowReader, &mut Vec<T>),
    found: Vec<T>,
}

impl<T> ReadRow for Added<T> {
    fn read(&mut self, row: &mut RowReader) {
        (self.add)(row, &mut self.found);
    }
}

/// Calls `read` with the path of a row.
fn at_place(table: &str, place: Place, read: &mut dyn FnMut(&Path)) {
    let root = Path::root();
    let layer = place.layer.map(|layer| root.index(layer));
    read(&layer.as_ref().unwrap_or(&root).key(table).index(place.index));
}

/// Each layer may tighten what is locked under it.
fn check_locks(table: &str, row: &RawRow, lookup: &Lookup, issues: &mut Vec<Issue>) {
    let mut under = row.under.as_slice();
    let mut change = row.entries;
    for place in &row.places {
        let Some((next, rest)) = under.split_first() else { return };
        at_place(table, *place, &mut |path| {
            locks::check(table, change, under, lookup, path, issues);
        });
        (change, under) = (next, rest);
    }
}

fn place_of(table: &str, place: Place) -> String {
    let mut written = String::new();
    at_place(table, place, &mut |path| written = path.to_string());
    written
}

/// The issue of a finding, at the row's place in the layers.
pub fn placed(raw: &RawRulebook, finding: Finding) -> Issue {
    let Finding { table, row, field, mut issue } = finding;
    if let Some(row) = raw.rows(table).iter().find(|known| known.id() == Some(row)) {
        issue.path = row.places.first().map(|top| place_of(table, *top) + &field);
        move_to_layer(&mut issue, table, row);
    }
    issue
}

/// Of several layers, the issue is about the one whose key counts.
fn move_to_layer(issue: &mut Issue, table: &str, row: &RawRow) {
    let (Some(top), Some(path)) = (row.places.first(), &issue.path) else { return };
    let Some(inside) = path.strip_prefix(&place_of(table, *top)) else { return };
    let key = inside.split('/').nth(1).unwrap_or_default();
    let stack = std::iter::once(&row.entries).chain(&row.under);
    let counts = |entries: &&Entries| entries.iter().any(|(known, _)| known == key);
    let found = stack.zip(&row.places).find(|(entries, _)| counts(entries));
    if let Some((_, place)) = found {
        issue.path = Some(place_of(table, *place) + inside);
    }
}

/// Says which row an issue is about; one that no layer has touched has no place in them.
fn named(mut issue: Issue, table: &'static str, row: &RawRow) -> Issue {
    issue.path = issue.path.take().filter(|_| !row.places.is_empty());
    issue.param("table", table).param("row", row.id().unwrap_or_default())
}

/// `version`, `as_of` and `settings`, as far as any layer has said them.
#[derive(Default)]
struct Head {
    version: Option<String>,
    as_of: Option<Date>,
    rounding: Option<Rounding>,
    rate_significant_digits: Option<i64>,
    warn_share: Option<Decimal>,
    quote_ttl_s: Option<i64>,
    payer_type: Option<PayeeType>,
}

impl Head {
    /// Takes what a layer says over what was said before.
    fn read(&mut self, entries: &Entries, path: Path, issues: &mut Vec<Issue>) {
        let lookup = Lookup::default();
        let mut row = RowReader::new(Fields::layered(entries, &[], path), &lookup, true, issues);
        let version = row.text_of("version", Need::Optional, 40).map(str::to_owned);
        self.version = version.or(self.version.take());
        let as_of = row.optional("as_of", date);
        if as_of < self.as_of && as_of.is_some() {
            row.wrong("as_of", Code::DatesInvalid, "a layer cannot be of an earlier day");
        }
        self.as_of = as_of.or(self.as_of);
        let settings = row.object("settings", Need::Optional, |row| {
            Some(Head {
                rounding: row.word_of("rounding", Need::Optional),
                rate_significant_digits: row.integer(
                    "rate_significant_digits",
                    Need::Optional,
                    4,
                    12,
                ),
                quote_ttl_s: row.integer("quote_ttl_s", Need::Optional, 1, 604_800),
                payer_type: row.word_of("payer_type", Need::Optional),
                warn_share: row.optional("warn_share", share),
                ..Head::default()
            })
        });
        let Some(said) = settings else { return };
        self.rounding = said.rounding.or(self.rounding);
        self.rate_significant_digits =
            said.rate_significant_digits.or(self.rate_significant_digits);
        self.quote_ttl_s = said.quote_ttl_s.or(self.quote_ttl_s);
        self.payer_type = said.payer_type.or(self.payer_type);
        self.warn_share = said.warn_share.or(self.warn_share);
    }

    fn settings(&self) -> Option<Settings> {
        Some(Settings {
            rounding: self.rounding?,
            rate_significant_digits: u32::try_from(self.rate_significant_digits?).ok()?,
            warn_share: self.warn_share?,
            quote_ttl_s: self.quote_ttl_s?,
            payer_type: self.payer_type?,
        })
    }
}

fn decode_head(raw: &RawRulebook, issues: &mut Vec<Issue>) -> Head {
    let mut head = Head::default();
    let root = Path::root();
    for (layer, entries) in &raw.heads {
        let layer = layer.map(|layer| root.index(layer));
        head.read(entries, layer.unwrap_or(root), issues);
    }
    head
}
