//! The schemes: what each kind of identifier looks like, as data. Nothing here decides.
//!
//! They are a table of the program and not of the rulebook, because no platform may loosen a
//! check digit, and a table that the compiler checks costs nothing to load.

mod bank;
mod tax;
mod tin;
mod tin_south;
mod vat;

pub(super) use bank::NUBAN;

use super::check::{CROSS, Check, RIGHT, Sum};
use super::pattern::regex;
use crate::rulebook::{Confidence, IdentifierKind};

/// What is known of one kind of identifier, in one country where the kind has several.
#[derive(Debug, Clone, Copy)]
pub struct Scheme {
    /// The kind.
    pub kind: IdentifierKind,
    /// The country it is of, by the letters it begins with if it does; empty when it is of none.
    pub country: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Ways to write it. None when it is one of several other kinds, or text of its own.
    pub(super) forms: &'static [Form],
    /// What its normal form looks like where forms do not say it, as a regular expression.
    shape: &'static str,
    /// Where that comes from.
    pub source: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
}

/// One way to write an identifier.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    /// What stands where, in the notation of [`super::pattern`].
    pub pattern: &'static [u8],
    /// What must hold of it.
    pub checks: &'static [Check],
    /// Its full length, and how many zeros before it people leave out at most.
    pub full: (usize, usize),
    /// Whether good numbers exist whose check digits do not fit.
    pub doubtful: bool,
}

const fn form(pattern: &'static [u8], checks: &'static [Check]) -> Form {
    Form { pattern, checks, full: (0, 0), doubtful: false }
}

impl Form {
    const fn doubtful(self) -> Form {
        Form { doubtful: true, ..self }
    }

    const fn full(self, length: usize, zeros: usize) -> Form {
        Form { full: (length, zeros), ..self }
    }
}

/// A scheme that is seen in a source; the kind, the country, the title, the forms, the source.
const fn row(
    kind: IdentifierKind,
    country: &'static str,
    title: &'static str,
    forms: &'static [Form],
    source: &'static str,
) -> Scheme {
    Scheme { kind, country, title, forms, shape: "", source, confidence: Confidence::Confirmed }
}

impl Scheme {
    /// What a normal form looks like, as a regular expression that JavaScript and JSON Schema
    /// read; `None` for text that is no matter of a pattern.
    pub fn regex(&self) -> Option<String> {
        if !self.shape.is_empty() {
            return Some(self.shape.to_owned());
        }
        let forms: Vec<String> = self.forms.iter().map(|form| regex(form.pattern)).collect();
        (!forms.is_empty()).then(|| format!("^(?:{})$", forms.join("|")))
    }

    const fn shape(self, shape: &'static str) -> Scheme {
        Scheme { shape, ..self }
    }

    /// Sources agree in part, or are indirect.
    const fn likely(self) -> Scheme {
        Scheme { confidence: Confidence::Likely, ..self }
    }
}

/// Every scheme, by kind.
pub fn schemes() -> impl Iterator<Item = &'static Scheme> {
    [bank::SCHEMES, tax::SCHEMES, vat::SCHEMES, tin::SCHEMES, tin_south::SCHEMES]
        .into_iter()
        .flatten()
}

/// ISO/IEC 7812: every second digit from the right doubled, the sum ends in 0.
pub(super) const LUHN: Sum = Sum::new(&[1, 2], 10).how(RIGHT | CROSS);

const MOD_97: Check = Check::Mod97("", 0);
const MOD_11: Check = Check::Mod11((0, 0));
const LUHN_CHECK: Check = Check::Sum(&LUHN);
