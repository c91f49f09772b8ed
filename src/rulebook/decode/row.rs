//! What the readers of all tables share: a row's own words, lists, amounts and references.

use crate::country::Country;
use crate::date::{Calendar, InForce, Zone};
use crate::issue::{Code, Issue};
use crate::money::{Currency, Money, parse_plain};
use crate::rulebook::{Confidence, Dated, FailureClass, FieldRow, Meta, Rail, Scope};
use crate::value::{
    Fields, Need, Path, Value, country, currency_code, each, flag, list, one_of, text,
};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Rows that are already read, for those that name them.
#[derive(Debug, Default)]
pub struct Lookup {
    /// By code.
    pub currencies: Vec<Currency>,
    pub countries: Vec<Country>,
    pub zones: Vec<Arc<Zone>>,
    pub calendars: Vec<Arc<Calendar>>,
    pub rails: Vec<Arc<Rail>>,
    pub methods: Vec<String>,
    pub fields: Vec<FieldRow>,
    pub failure_classes: Vec<Arc<FailureClass>>,
    /// The lists of codes that systems name.
    pub failure_lists: Vec<String>,
}

/// One row being read.
#[derive(Debug)]
pub struct RowReader<'v, 'a, 'p> {
    pub fields: Fields<'v, 'a, 'p>,
    pub lookup: &'v Lookup,
    pub issues: &'v mut Vec<Issue>,
    overlaid: bool,
}

impl<'v, 'a, 'p> RowReader<'v, 'a, 'p> {
    pub fn new(
        fields: Fields<'v, 'a, 'p>,
        lookup: &'v Lookup,
        overlaid: bool,
        issues: &'v mut Vec<Issue>,
    ) -> Self {
        RowReader { fields, lookup, issues, overlaid }
    }

    pub fn finish(self) {
        self.fields.finish(self.issues);
    }

    pub fn required<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&'v Value<'a>, &Path) -> Result<T, Issue>,
    ) -> Option<T> {
        self.fields.take(name, Need::Required, self.issues, read)
    }

    pub fn optional<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&'v Value<'a>, &Path) -> Result<T, Issue>,
    ) -> Option<T> {
        self.fields.take(name, Need::Optional, self.issues, read)
    }

    pub fn text(&mut self, name: &'static str) -> Option<String> {
        self.required(name, text(1, 2000)).map(str::to_owned)
    }

    /// A list whose elements are read one by one.
    pub fn list<T>(
        &mut self,
        name: &'static str,
        need: Need,
        mut read: impl FnMut(&'v Value<'a>, &Path, &mut Vec<Issue>) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.fields.take_all(name, need, self.issues, |value, path, issues| {
            list(value, path, issues, |_, value, path, issues| read(value, path, issues))
        })
    }

    /// A list of single values.
    pub fn each<T>(
        &mut self,
        name: &'static str,
        read: impl FnMut(&'v Value<'a>, &Path) -> Result<T, Issue>,
    ) -> Option<Vec<T>> {
        self.fields.take_all(name, Need::Required, self.issues, |value, path, issues| {
            each(value, path, issues, read)
        })
    }

    /// `id`, dates, source, confidence, switch and note, which every row has.
    pub fn meta(&mut self) -> Option<(String, Meta)> {
        let id = self.text("id");
        let in_force = in_force(&mut self.fields, self.issues);
        let source = self.text("source");
        let confidence = self.required("confidence", one_of(Confidence::WORDS));
        let switch = self.optional("enabled", flag);
        let locked = self.optional("locked", lock).unwrap_or(false);
        self.optional("note", text(0, 2000));
        let confidence = confidence?;
        let enabled = switch.unwrap_or(confidence != Confidence::Unconfirmed);
        let meta = Meta {
            in_force: in_force?,
            source: source?,
            confidence,
            enabled,
            overlaid: self.overlaid,
            locked,
        };
        Some((id?, meta))
    }

    /// A list of words, or `["*"]` for every one.
    pub fn scope<T>(
        &mut self,
        name: &'static str,
        need: Need,
        read: impl FnMut(&'v Value<'a>, &Path) -> Result<T, Issue>,
    ) -> Option<Scope<T>> {
        if let Some(Value::List(items)) = self.fields.raw(name)
            && let [Value::Text(star)] = items.as_slice()
            && star == "*"
        {
            return Some(Scope::Every);
        }
        let listed = self.fields.take_all(name, need, self.issues, |value, path, issues| {
            let listed = each(value, path, issues, read)?;
            if listed.is_empty() {
                issues.push(empty_list(path));
            }
            Some(listed)
        });
        match (listed, need) {
            (Some(listed), _) => Some(Scope::Listed(listed)),
            (None, Need::Optional) => Some(Scope::Every),
            (None, Need::Required) => None,
        }
    }

    pub fn currencies(
        &self,
    ) -> impl Fn(&'v Value<'a>, &Path) -> Result<Currency, Issue> + use<'v, 'a, 'p> {
        let lookup = self.lookup;
        move |value, path| currency(value, path, lookup)
    }

    pub fn zone(&mut self, name: &'static str) -> Option<Arc<Zone>> {
        let lookup = self.lookup;
        self.required(name, |value, path| time_zone(value, path, lookup))
    }
}

/// Whether a row is locked: `true`, or a list of the keys that are.
fn lock(value: &Value, path: &Path) -> Result<bool, Issue> {
    match value {
        Value::List(keys) if keys.iter().all(|key| matches!(key, Value::Text(_))) => Ok(true),
        value => flag(value, path),
    }
}

/// The issue for a list that may not be empty: a rule about nothing would never count.
pub fn empty_list(path: &Path) -> Issue {
    Issue::new(Code::ListEmpty, "the list is empty, so the row would never count").at(path)
}

/// The keys `from` and `until`; both must stand there, `null` for no known bound.
pub fn in_force(fields: &mut Fields, issues: &mut Vec<Issue>) -> Option<InForce> {
    for name in ["from", "until"] {
        if !fields.has(name) {
            let issue = Issue::field_missing(name, fields.path());
            issues.push(issue.help("give a day, or null for no known bound"));
        }
    }
    bounds(fields, issues)
}

/// The keys `from` and `until` of an entry whose row is dated itself; absent is no bound.
pub fn bounds(fields: &mut Fields, issues: &mut Vec<Issue>) -> Option<InForce> {
    let from = fields.take("from", Need::Optional, issues, super::date);
    let until = fields.take("until", Need::Optional, issues, super::date);
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        let message = format!("\"until\" ({until}) lies before \"from\" ({from})");
        issues.push(Issue::new(Code::DatesInvalid, message).at(&fields.path().key("until")));
        return None;
    }
    Some(InForce { from, until })
}

/// `source` and `confidence` of an entry inside a row; those of the row when it gives none.
pub fn provenance(
    fields: &mut Fields,
    row: Option<&Meta>,
    issues: &mut Vec<Issue>,
) -> Option<(String, Confidence)> {
    let source = fields.take("source", Need::Optional, issues, text(1, 2000)).map(str::to_owned);
    let confidence = fields.take("confidence", Need::Optional, issues, one_of(Confidence::WORDS));
    let row = row?;
    Some((source.unwrap_or_else(|| row.source.clone()), confidence.unwrap_or(row.confidence)))
}

/// A currency of the rulebook.
pub fn currency(value: &Value, path: &Path, lookup: &Lookup) -> Result<Currency, Issue> {
    let code = currency_code(value, path)?;
    let place = lookup.currencies.binary_search_by_key(&code, |currency| currency.code).ok();
    let known = place.and_then(|place| lookup.currencies.get(place)).copied();
    known.ok_or_else(|| Issue::currency_unknown(code.as_str(), path))
}

/// A country of the rulebook, be it closed or not.
pub fn known_country(value: &Value, path: &Path, lookup: &Lookup) -> Result<Country, Issue> {
    let country = country(value, path)?;
    lookup.countries.contains(&country).then_some(country).ok_or_else(|| {
        Issue::new(Code::CountryUnknown, format!("the rulebook has no {country}"))
            .at(path)
            .param("country", country.as_str())
    })
}

/// A method of the rulebook, by its place there.
pub fn method_place(value: &Value, path: &Path, lookup: &Lookup) -> Result<usize, Issue> {
    let id = text(1, 60)(value, path)?;
    let place = lookup.methods.iter().position(|method| method == id);
    place.ok_or_else(|| unknown_row("methods", id, path))
}

/// A rail of the rulebook, by its place there.
pub fn rail_place(value: &Value, path: &Path, lookup: &Lookup) -> Result<usize, Issue> {
    let id = text(1, 60)(value, path)?;
    let place = lookup.rails.iter().position(|rail| rail.id == id);
    place.ok_or_else(|| unknown_row("rails", id, path))
}

/// A decimal string.
pub fn decimal(value: &Value, path: &Path) -> Result<Decimal, Issue> {
    let written = text(0, 60)(value, path)?;
    parse_plain(written).ok().filter(|number| !number.is_sign_negative()).ok_or_else(|| {
        Issue::new(Code::AmountInvalid, format!("\"{written}\" is not a plain decimal number"))
            .at(path)
            .param("value", written)
            .help("write digits with a point, as a string: \"0.25\"")
    })
}

/// A share of a whole: more than nothing, and not more than all.
pub fn share(value: &Value, path: &Path) -> Result<Decimal, Issue> {
    let share = decimal(value, path)?;
    let fits = share > Decimal::ZERO && share <= Decimal::ONE;
    fits.then_some(share).ok_or_else(|| {
        Issue::new(Code::NumberOutOfRange, format!("a share is from 0 to 1, not {share}"))
            .at(path)
            .param("value", share.to_string())
    })
}

/// A decimal string as money.
pub fn money(value: &Value, path: &Path, currency: Currency) -> Result<Money, Issue> {
    let amount = decimal(value, path)?;
    Money::exact(amount, currency).ok_or_else(|| {
        let digits = currency.minor_units();
        let message = format!("{amount} has more decimals than {currency} has ({digits})");
        Issue::new(Code::AmountTooPrecise, message).at(path).param("value", amount.to_string())
    })
}

/// Like [`money`], for an amount whose currency may itself be wrong: then nothing more is said.
pub fn money_in<'v>(
    currency: Option<Currency>,
) -> impl Fn(&'v Value<'_>, &Path) -> Result<Option<Money>, Issue> {
    move |value, path| currency.map(|currency| money(value, path, currency)).transpose()
}

pub fn time_zone(value: &Value, path: &Path, lookup: &Lookup) -> Result<Arc<Zone>, Issue> {
    let id = text(0, 60)(value, path)?;
    lookup.zones.iter().find(|zone| zone.id == id).cloned().ok_or_else(|| {
        Issue::new(Code::TimeZoneUnknown, format!("there is no time zone \"{id}\" in zones"))
            .at(path)
            .param("value", id)
            .help("use the IANA name of a zone of the rulebook, or add its row")
    })
}

/// Of limits about the same thing at most one is in force on any day.
pub fn check_dates<L: Dated>(limits: &[L], row: &mut RowReader, key: &'static str) {
    for (index, limit) in limits.iter().enumerate() {
        let clash = limits
            .iter()
            .take(index)
            .any(|earlier| earlier.rivals(limit) && earlier.in_force().overlaps(&limit.in_force()));
        if clash {
            let limits = row.fields.path().key(key);
            let message = "two limits of one kind are in force on the same day";
            row.issues.push(Issue::new(Code::DatesInvalid, message).at(&limits.index(index)));
        }
    }
}

/// The issue for a reference to a row that is not there.
pub fn unknown_row(table: &'static str, id: &str, path: &Path) -> Issue {
    Issue::new(Code::RowUnknown, format!("there is no row \"{id}\" in {table}"))
        .at(path)
        .param("table", table)
        .param("id", id)
}
