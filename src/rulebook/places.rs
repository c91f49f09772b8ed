//! Rows about countries: currencies, the countries themselves, and the forms of their IBANs.

use super::rows::{Dated, Meta, Scope};
use super::words::{ClosedReason, Confidence};
use crate::country::Country;
use crate::date::{Date, InForce};
use crate::money::Currency;

/// A currency.
#[derive(Debug, Clone)]
pub struct CurrencyRow {
    /// The currency.
    pub currency: Currency,
    /// Of the row.
    pub meta: Meta,
}

/// A country.
#[derive(Debug, Clone)]
pub struct CountryRow {
    /// The country.
    pub country: Country,
    /// English name where an answer may show it: that of a closed country; else its code.
    pub name: String,
    /// Its own currency, where it has one.
    pub currency: Option<Currency>,
    /// All its parts, ISO 3166-2, where something hangs on them; else empty.
    pub regions: Vec<String>,
    /// When and why nothing is paid there.
    pub closed: Vec<Closure>,
    /// Of the row.
    pub meta: Meta,
}

impl CountryRow {
    /// Why nothing is paid there on that day. How sure it is does not matter: what may be closed
    /// is closed.
    pub fn closed_on(&self, day: Date) -> Option<&Closure> {
        let whole = |closure: &&Closure| matches!(closure.regions, Scope::Every);
        self.closed.iter().filter(whole).find(|closure| closure.in_force.on(day))
    }

    /// What is closed of the country on that day where the rest is open.
    pub fn closed_regions(&self, day: Date) -> impl Iterator<Item = &Closure> {
        let part = |closure: &&Closure| !matches!(closure.regions, Scope::Every);
        self.closed.iter().filter(part).filter(move |closure| closure.in_force.on(day))
    }
}

/// A time in which nothing is paid to a country.
#[derive(Debug, Clone)]
pub struct Closure {
    /// Why.
    pub reason: ClosedReason,
    /// The parts of the country that are closed, ISO 3166-2.
    pub regions: Scope<String>,
    /// Days in force.
    pub in_force: InForce,
    /// Where it comes from.
    pub source: String,
    /// How sure it is.
    pub confidence: Confidence,
}

impl Dated for Closure {
    fn in_force(&self) -> InForce {
        self.in_force
    }

    fn rivals(&self, other: &Self) -> bool {
        self.regions.overlaps(&other.regions)
    }
}

/// The form of a country's IBAN.
#[derive(Debug, Clone)]
pub struct IbanRow {
    /// The country whose letters the IBAN begins with.
    pub country: Country,
    /// Characters in all.
    pub length: usize,
    /// What stands after the check digits, in order.
    pub parts: Vec<IbanPart>,
    /// Of the row.
    pub meta: Meta,
}

/// So many characters of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IbanPart {
    /// How many.
    pub length: usize,
    /// `n` digits, `a` capital letters, `c` both.
    pub kind: IbanChar,
}

/// A kind of character in an IBAN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IbanChar {
    /// Digits.
    Digit,
    /// Capital letters.
    Letter,
    /// Digits or capital letters.
    Either,
}
