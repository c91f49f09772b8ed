//! The rulebook: dated, sourced data, and a platform's overlay over it. Schema and rules for
//! editing: `src/rulebook/README.md`.

mod calendar;
mod canonical;
mod changes;
mod decode;
mod failures;
mod gates;
mod identifier_kind;
mod lint;
mod merge;
mod places;
mod price;
mod rows;
mod rules;
mod table;
mod words;

pub use calendar::{CalendarRow, ZoneRow};
pub use changes::{Change, ChangeKind, PartTerms, Term};
pub use failures::*;
pub use gates::*;
pub use identifier_kind::IdentifierKind;
pub use lint::Finding;
pub use merge::TABLES;
pub use places::*;
pub use price::*;
pub use rows::*;
pub use rules::*;
pub use table::{Parts, RowCounts, RowRef};
pub use words::*;

use crate::country::Country;
use crate::date::Date;
use crate::hash::{Hash, Hasher};
use crate::issue::Issue;
use crate::money::{Currency, CurrencyCode};
use crate::value::{Value, read};
use std::sync::{Arc, OnceLock};

/// Every rule in force, checked when it was built: references hold, dates fit.
#[derive(Debug, Clone)]
pub struct Rulebook {
    /// Its name, `2026.11.21`.
    pub version: String,
    /// The day its facts were looked up.
    pub as_of: Date,
    /// Over everything in it.
    pub hash: Hash,
    /// Choices that are not facts.
    pub settings: Settings,
    /// Currencies, by code.
    pub currencies: Vec<CurrencyRow>,
    /// Countries, by code.
    pub countries: Vec<CountryRow>,
    /// Forms of IBAN, by country.
    pub ibans: Vec<IbanRow>,
    /// Time zones.
    pub zones: Vec<ZoneRow>,
    /// Calendars of business days.
    pub calendars: Vec<CalendarRow>,
    /// Rails, in the order of the data.
    pub rails: Vec<Arc<Rail>>,
    /// Methods, in the order of the data.
    pub methods: Vec<Method>,
    /// Fields that account forms name.
    pub fields: Vec<FieldRow>,
    /// Account forms.
    pub accounts: Vec<AccountForm>,
    /// Gates.
    pub gates: Vec<Gate>,
    /// Fees.
    pub fees: Vec<Fee>,
    /// Markups on exchange rates.
    pub fx: Vec<FxMarkup>,
    /// A platform's own rules.
    pub rules: Vec<Rule>,
    failures: OnceLock<FailureTables>,
}

impl Rulebook {
    /// The default rulebook with the overlay over it, a layer or a list of layers of which the
    /// later go over the earlier, each an object or the name of a ready-made one, `us-600`; or every issue that they have.
    pub fn build(overlay: Option<&Value>) -> Result<Rulebook, Vec<Issue>> {
        let mut issues = Vec::new();
        let mut defaults = vec![DEFAULT];
        if overlay.is_some_and(names_failures) {
            defaults.push(DEFAULT_FAILURES);
        }
        if overlay.is_some_and(names_ready_made) {
            defaults.push(READY_MADE);
        }
        let defaults = read_all(&defaults);
        let raw = merge::merge(&defaults, overlay, &mut issues);
        let rulebook = decode::decode(&raw, hash(overlay), &mut issues);
        if let Some(rulebook) = rulebook.filter(|_| issues.is_empty()) {
            if overlay.is_some() {
                let found = rulebook.lint_overlay();
                issues.extend(found.into_iter().map(|finding| decode::placed(&raw, finding)));
            }
            if issues.is_empty() {
                return Ok(rulebook);
            }
        }
        Err(issues)
    }

    /// Hands every row on as data, with the overlay over it: of each key the value that counts.
    #[cfg(feature = "tools")]
    pub(crate) fn each_row(
        overlay: Option<&Value>,
        mut each: impl FnMut(&'static str, &[(&str, &Value)]),
    ) {
        let defaults = read_all(&[DEFAULT, DEFAULT_FAILURES, READY_MADE]);
        let raw = merge::merge(&defaults, overlay, &mut Vec::new());
        for (table, rows) in TABLES.iter().zip(&raw.tables) {
            for row in rows {
                let mut keys: Vec<(&str, &Value)> = Vec::new();
                for (key, value) in [row.entries].iter().chain(&row.under).copied().flatten() {
                    if keys.iter().all(|(known, _)| *known != key.as_ref()) {
                        keys.push((key.as_ref(), value));
                    }
                }
                each(table, &keys);
            }
        }
    }

    /// What return codes mean. Few who plan a batch ask, so the default tables are read when
    /// somebody does; those that an overlay changes are read and checked with the rest.
    pub fn failures(&self) -> &FailureTables {
        self.failures.get_or_init(|| {
            let defaults = read_all(&[DEFAULT_FAILURES]);
            let raw = merge::merge(&defaults, None, &mut Vec::new());
            decode::failures(&raw, self.rails.clone())
        })
    }

    /// The currency of that code, whether or not it is in force.
    pub fn currency(&self, code: CurrencyCode) -> Option<Currency> {
        self.currency_row(code).map(|row| row.currency)
    }

    /// Whether the currency is in force on the day.
    pub fn is_in_force(&self, currency: Currency, day: Date) -> bool {
        self.currency_row(currency.code).is_some_and(|row| row.meta.holds(day))
    }

    /// The currency's row, whether or not it is in force.
    pub fn currency_row(&self, code: CurrencyCode) -> Option<&CurrencyRow> {
        let place = self.currencies.binary_search_by_key(&code, |row| row.currency.code).ok()?;
        self.currencies.get(place)
    }

    /// The form of the country's IBAN, whether or not it is in force.
    pub fn iban(&self, country: Country) -> Option<&IbanRow> {
        let place = self.ibans.binary_search_by_key(&country, |row| row.country).ok()?;
        self.ibans.get(place)
    }

    /// The country's row, when it is in force on the day.
    pub fn country(&self, country: Country, day: Date) -> Option<&CountryRow> {
        self.country_row(country).filter(|row| row.meta.holds(day))
    }

    /// The country's row, whether or not it is in force.
    pub fn country_row(&self, country: Country) -> Option<&CountryRow> {
        let place = self.countries.binary_search_by_key(&country, |row| row.country).ok()?;
        self.countries.get(place)
    }

    /// The method of that id.
    pub fn method(&self, id: &str) -> Option<&Method> {
        self.methods.iter().find(|method| method.id == id)
    }

    /// What the method needs of a payee in that country; a form that names the country goes
    /// before one for every country.
    pub fn account_form(
        &self,
        method: &Method,
        country: Country,
        day: Date,
    ) -> Option<&AccountForm> {
        let of_method = |form: &AccountForm| form.methods.contains(&method.id);
        let places = method.forms.get_or_init(|| places(&self.accounts, of_method));
        let mut every = None;
        let mut is_named = false;
        for form in places.iter().filter_map(|place| self.accounts.get(*place)) {
            let holds = form.meta.holds(day) && form.covers.on(day);
            if form.countries.names(&country) {
                is_named = true;
                if holds {
                    return Some(form);
                }
            } else if holds && matches!(form.countries, Scope::Every) {
                every = every.or(Some(form));
            }
        }
        // Its own form being off does not make another one right.
        every.filter(|_| !is_named)
    }

    /// The fee for paying by the method to such a payee there in that currency; where something is not
    /// known only a fee for all will do, and none if a platform's own hangs on it. An overlay's row goes before a default one, then
    /// one that names the country, one that names the type of payee, one of that very currency.
    pub fn fee(
        &self,
        method: &Method,
        to: Recipient,
        currency: Currency,
        day: Date,
    ) -> Option<&Fee> {
        let for_type = |fee: &Fee| to.kind.is_none_or(|kind| fee.payee_types.includes(&kind));
        let for_country =
            |fee: &Fee| to.country.is_none_or(|country| fee.countries.includes(&country));
        // Whether it is for whoever the payee turns out to be.
        let is_sure = |fee: &Fee| {
            (to.kind.is_some() || matches!(fee.payee_types, Scope::Every))
                && (to.country.is_some() || matches!(*fee.countries, Scope::Every))
        };
        let nearness = |fee: &Fee| {
            let country = to.country.is_some_and(|country| fee.countries.names(&country));
            let kind = to.kind.is_some_and(|kind| fee.payee_types.is_only(&kind));
            (fee.meta.overlaid, country, kind, fee.currency == currency)
        };
        let mut nearest = None;
        let places = method.fees.get_or_init(|| places(&self.fees, |fee| fee.serves(&method.id)));
        for fee in places.iter().filter_map(|place| self.fees.get(*place)) {
            let fits =
                fee.is_for(currency) && fee.meta.holds(day) && for_country(fee) && for_type(fee);
            if fits && !is_sure(fee) {
                // A platform's own price that may be meant leaves no other.
                if fee.meta.overlaid {
                    return None;
                }
                continue;
            }
            // Of equals the first counts.
            if fits && nearest.is_none_or(|found| nearness(fee) > nearness(found)) {
                nearest = Some(fee);
            }
        }
        nearest
    }

    /// The markup on the pair, an overlay's before a default one.
    pub fn fx_markup(&self, from: Currency, to: Currency, day: Date) -> Option<&FxMarkup> {
        let fits = |row: &&FxMarkup| {
            row.meta.holds(day) && row.currencies.includes(&from) && row.currencies.includes(&to)
        };
        self.fx.iter().filter(fits).rev().max_by_key(|row| row.meta.overlaid)
    }
}

/// Where the rows of a table stand that are right.
fn places<T>(rows: &[T], is_right: impl Fn(&T) -> bool) -> Vec<usize> {
    let mut places = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        if is_right(row) {
            places.push(place);
        }
    }
    places
}

/// Every table of `data/` but those of return codes, put together by the build without its notes.
const DEFAULT: &str = include_str!(concat!(env!("OUT_DIR"), "/rulebook.json"));

/// The tables of return codes.
const DEFAULT_FAILURES: &str = include_str!(concat!(env!("OUT_DIR"), "/failures.json"));

/// Ready-made overlays, by name.
const READY_MADE: &str = include_str!(concat!(env!("OUT_DIR"), "/overlays.json"));

fn read_all<'a>(texts: &[&'a str]) -> Vec<Value<'a>> {
    let mut tables = Vec::new();
    for text in texts {
        let mut read = read(text).unwrap_or(Value::Null);
        merge::columns_to_rows(&mut read);
        tables.push(read);
    }
    tables
}

/// Whether a layer is the name of a ready-made one.
fn names_ready_made(overlay: &Value) -> bool {
    match overlay {
        Value::List(layers) => layers.iter().any(names_ready_made),
        layer => matches!(layer, Value::Text(_)),
    }
}

/// Whether a layer has a part in the tables of return codes.
fn names_failures(overlay: &Value) -> bool {
    match overlay {
        Value::List(layers) => layers.iter().any(names_failures),
        layer => layer
            .entries()
            .is_some_and(|tables| tables.iter().any(|(table, _)| table.starts_with("failure"))),
    }
}

/// The hash of all three texts.
const DEFAULT_HASH: &str = include_str!(concat!(env!("OUT_DIR"), "/rulebook.hash"));

/// The hash of the default text, and of the overlay if there is one.
fn hash(overlay: Option<&Value>) -> Hash {
    let says_nothing = |value: &&Value| match value {
        Value::Object(tables) => tables.is_empty(),
        Value::List(layers) => layers.is_empty(),
        _ => false,
    };
    match (overlay.filter(|overlay| !says_nothing(overlay)), Hash::parse(DEFAULT_HASH)) {
        (None, Some(hash)) => hash,
        (overlay, _) => {
            let mut text = String::new();
            overlay.iter().for_each(|overlay| canonical::write_canonical(overlay, &mut text));
            Hasher::default().text("rulebook").text(DEFAULT_HASH).text(&text).finish()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Entries;

    fn member<'m>(value: &'m mut Value<'static>, key: &str) -> &'m mut Vec<Value<'static>> {
        let Value::Object(entries) = value else { panic!("no object around {key}") };
        match entries.iter_mut().find(|(known, _)| known == key) {
            Some((_, Value::List(items))) => items,
            _ => panic!("no list {key}"),
        }
    }

    /// The default tables as a layer: every row whole, with what its sheet says.
    fn as_layer() -> Value<'static> {
        let mut layer = Vec::new();
        for tables in read_all(&[DEFAULT, DEFAULT_FAILURES]) {
            for (table, sheets) in tables.entries().unwrap() {
                let Value::List(sheets) = sheets else { continue };
                let mut rows = Vec::new();
                for sheet in sheets {
                    let mut sheet = sheet.clone();
                    let none = Entries::new();
                    let said = sheet.entries().unwrap().iter().find(|(key, _)| key == "defaults");
                    let said = said.and_then(|(_, said)| said.entries()).unwrap_or(&none).clone();
                    for mut row in std::mem::take(member(&mut sheet, "rows")) {
                        let Value::Object(entries) = &mut row else { panic!("no row") };
                        for (key, value) in &said {
                            if !entries.iter().any(|(known, _)| known == key) {
                                entries.push((key.clone(), value.clone()));
                            }
                        }
                        rows.push(row);
                    }
                }
                layer.push((table.clone(), Value::List(rows)));
            }
        }
        Value::Object(layer)
    }

    fn messages(layer: &Value) -> Vec<String> {
        let issues = Rulebook::build(Some(layer)).err().unwrap_or_default();
        issues.iter().map(|issue| issue.message.clone()).collect()
    }

    #[test]
    fn the_default_rulebook_has_no_issues() {
        let issues = Rulebook::build(None).map(|rulebook| rulebook.version);
        assert_eq!(issues, Ok("2026.11.21".to_owned()));
    }

    // Its rows are not asked for keys that nobody knows when they are loaded; as rows of a layer
    // they are.
    #[test]
    fn every_key_of_the_default_rulebook_is_known() {
        let mut layer = as_layer();
        assert_eq!(messages(&layer), [""; 0]);
        let rail = member(&mut layer, "rails").first_mut().unwrap();
        let limit = member(rail, "limits").first_mut().unwrap();
        let Value::Object(limit) = limit else { panic!("no limit") };
        limit.push(("maxx".into(), Value::Null));
        assert_eq!(messages(&layer), ["unknown key \"maxx\""]);
    }
}
