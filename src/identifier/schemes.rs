//! The schemes: what each kind of identifier looks like, as data in `schemes.tsv`, which says how
//! it is read. Nothing here decides.
//!
//! They are a table of the program and not of the rulebook, because no platform may loosen a
//! check digit.

use super::latin;
use super::pattern::{self, cells};
use crate::rulebook::{Confidence, IdentifierKind};
use crate::words::Word;
use std::sync::OnceLock;

/// The table, without what only people need.
const TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/schemes.tsv"));

/// A NUBAN's check digit, over bank code and account number together.
pub(super) const NUBAN: &[u8] = b"sum::3733733733731:10";

/// What is known of one kind of identifier, in one country where the kind has several.
#[derive(Debug, Clone, Copy)]
pub struct Scheme {
    /// The kind.
    pub kind: IdentifierKind,
    /// The country it is of, by the letters it begins with if it does; empty when it is of none.
    pub country: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Where that comes from.
    pub source: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
    /// Ways to write it, in ASCII and Latin-1.
    forms: &'static [u8],
}

/// One way to write an identifier.
pub(super) struct Form {
    /// What stands where, in the notation of [`super::pattern`].
    pub pattern: &'static [u8],
    /// What must hold of it, with blanks between.
    pub checks: &'static [u8],
    /// How many zeros before it people leave out at most.
    pub zeros: usize,
    /// Whether good numbers exist whose check digits do not fit.
    pub doubtful: bool,
}

impl Scheme {
    fn read(line: &'static [u8]) -> Scheme {
        let mut cells = cells(line, b'\t');
        let mut cell = || cells.next().unwrap_or_default();
        Scheme {
            kind: IdentifierKind::nth(place(IdentifierKind::NAMES, cell())),
            country: text(cell()),
            title: text(cell()),
            source: text(cell()),
            confidence: Confidence::nth(place(Confidence::NAMES, cell())),
            forms: cell(),
        }
    }

    /// None when it is one of several other kinds, or text of its own.
    pub(super) fn forms(&self) -> Vec<Form> {
        let mut forms = Vec::new();
        if !matches!(self.forms, [] | [b'^', ..]) {
            for form in cells(self.forms, b'|') {
                forms.push(Form::read(form));
            }
        }
        forms
    }

    /// What a normal form looks like, as a regular expression that JavaScript and JSON Schema
    /// read; `None` for text that is no matter of a pattern.
    pub fn regex(&self) -> Option<String> {
        match self.forms {
            [] => return None,
            [b'^', ..] => return Some(latin(self.forms)),
            _ => {}
        }
        let mut regex = String::from("^(?:");
        for (index, form) in self.forms().iter().enumerate() {
            regex.push_str(if index == 0 { "" } else { "|" });
            pattern::add_regex(form.pattern, &mut regex);
        }
        regex.push_str(")$");
        Some(regex)
    }
}

impl Form {
    fn read(text: &'static [u8]) -> Form {
        let mut words = text.trim_ascii();
        let (mut zeros, mut doubtful) = (0, false);
        while let [mark @ (b'0' | b'?'), rest @ ..] = words {
            words = rest;
            zeros += usize::from(*mark == b'0');
            doubtful |= *mark == b'?';
        }
        let pattern = cells(words, b' ').next().unwrap_or_default();
        let checks = words.get(pattern.len() + 1..).unwrap_or_default();
        Form { pattern, checks, zeros, doubtful }
    }
}

fn place(names: &[&str], word: &[u8]) -> usize {
    names.iter().position(|name| name.as_bytes() == word).unwrap_or(names.len())
}

fn text(cell: &'static [u8]) -> &'static str {
    std::str::from_utf8(cell).unwrap_or_default()
}

/// Every scheme, by kind.
pub fn schemes() -> impl Iterator<Item = &'static Scheme> {
    static SCHEMES: OnceLock<Vec<Scheme>> = OnceLock::new();
    SCHEMES.get_or_init(read_all).iter()
}

fn read_all() -> Vec<Scheme> {
    let mut schemes = Vec::new();
    for line in cells(TABLE, b'\n') {
        schemes.push(Scheme::read(line));
    }
    schemes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identifier::check::tests::is_well_formed;
    use crate::identifier::pattern::tests as patterns;

    #[test]
    fn every_line_says_something_that_is_understood() {
        assert_eq!(schemes().count(), 108);
        for (line, scheme) in cells(TABLE, b'\n').zip(schemes()) {
            let [kind, confidence] =
                [0, 4].map(|place| cells(line, b'\t').nth(place).unwrap_or_default());
            let line = String::from_utf8_lossy(line);
            assert_eq!(line.split('\t').count(), 6, "{line}");
            assert_eq!(scheme.kind.as_str().as_bytes(), kind);
            assert_eq!(scheme.confidence.as_str().as_bytes(), confidence);
            assert!(!scheme.title.is_empty() && !scheme.source.is_empty(), "{line}");
            for form in scheme.forms() {
                assert!(patterns::is_well_formed(form.pattern), "{line}");
                for check in cells(form.checks, b' ') {
                    assert!(check.is_empty() || is_well_formed(check), "{line}");
                }
            }
        }
    }
}
