//! The rulebook: dated, sourced data, and a platform's overlay over it. Schema and rules for
//! editing: `src/rulebook/README.md`.

mod decode;
mod merge;
mod rows;
mod words;

pub use rows::*;
pub use words::*;

use crate::country::Country;
use crate::date::{Calendar, Date};
use crate::hash::{Hash, Hasher};
use crate::issue::Issue;
use crate::money::{Currency, CurrencyCode};
use crate::value::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

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
    pub currencies: BTreeMap<CurrencyCode, CurrencyRow>,
    /// Countries, by code.
    pub countries: BTreeMap<Country, CountryRow>,
    /// Forms of IBAN, by country.
    pub ibans: BTreeMap<Country, IbanRow>,
    /// Calendars of business days.
    pub calendars: Vec<Arc<Calendar>>,
    /// Rails, in the order of the data.
    pub rails: Vec<Arc<Rail>>,
    /// Methods, in the order of the data.
    pub methods: Vec<Method>,
    /// Account forms.
    pub accounts: Vec<AccountForm>,
    /// Gates.
    pub gates: Vec<Gate>,
    /// Fees.
    pub fees: Vec<Fee>,
    /// Markups on exchange rates.
    pub fx: Vec<FxMarkup>,
}

impl Rulebook {
    /// The default rulebook with the overlay over it, or every issue that either has.
    pub fn build(overlay: Option<&Value>) -> Result<Rulebook, Vec<Issue>> {
        let mut issues = Vec::new();
        let raw = merge::merge(overlay, &mut issues);
        let hash = Hasher::default().text(&raw.canonical()).finish();
        let rulebook = decode::decode(&raw, hash, &mut issues);
        match rulebook {
            Some(rulebook) if issues.is_empty() => Ok(rulebook),
            _ => Err(issues),
        }
    }

    /// The currency of that code, whether or not it is in force.
    pub fn currency(&self, code: CurrencyCode) -> Option<Currency> {
        self.currencies.get(&code).map(|row| row.currency)
    }

    /// Whether the currency is in force on the day.
    pub fn is_in_force(&self, currency: Currency, day: Date) -> bool {
        self.currencies.get(&currency.code).is_some_and(|row| row.meta.holds(day))
    }

    /// The country's row, when it is in force on the day.
    pub fn country(&self, country: Country, day: Date) -> Option<&CountryRow> {
        self.countries.get(&country).filter(|row| row.meta.holds(day))
    }

    /// The method of that id.
    pub fn method(&self, id: &str) -> Option<&Method> {
        self.methods.iter().find(|method| method.id == id)
    }

    /// What the method needs of a payee in that country; a form that names the country goes
    /// before one for every country.
    pub fn account_form(&self, method: &str, country: Country, day: Date) -> Option<&AccountForm> {
        let mut fits = self.accounts.iter().filter(|form| {
            form.meta.holds(day)
                && form.countries.includes(&country)
                && form.methods.iter().any(|name| name == method)
        });
        let first = fits.next()?;
        let named = std::iter::once(first).chain(fits).find(|form| form.countries.names(&country));
        Some(named.unwrap_or(first))
    }

    /// The fee for paying by the method to that country in that currency; with no country only
    /// a fee for every country will do. An overlay's row goes
    /// before a default one, then one that names the country before one for every country.
    pub fn fee(
        &self,
        method: &str,
        country: Option<Country>,
        currency: Currency,
        day: Date,
    ) -> Option<&Fee> {
        let method = method.to_owned();
        let serves = |countries: &Scope<Country>| match country {
            Some(country) => countries.includes(&country),
            None => matches!(countries, Scope::Every),
        };
        let names = |fee: &Fee| country.is_some_and(|country| fee.countries.names(&country));
        self.fees
            .iter()
            .filter(|fee| {
                fee.meta.holds(day)
                    && fee.currency == currency
                    && fee.methods.includes(&method)
                    && serves(&fee.countries)
            })
            // Of equals the first counts, which `max_by_key` would not give.
            .rev()
            .max_by_key(|fee| (fee.meta.overlaid, names(fee)))
    }

    /// The markup on the pair, an overlay's before a default one.
    pub fn fx_markup(&self, from: Currency, to: Currency, day: Date) -> Option<&FxMarkup> {
        let fits = |row: &&FxMarkup| {
            row.meta.holds(day) && row.currencies.includes(&from) && row.currencies.includes(&to)
        };
        self.fx.iter().filter(fits).rev().max_by_key(|row| row.meta.overlaid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_rulebook_has_no_issues() {
        let issues = Rulebook::build(None).map(|rulebook| rulebook.version);
        assert_eq!(issues, Ok("2026.11.21".to_owned()));
    }
}
