//! The schemes: what each kind of identifier looks like, as data in `schemes.tsv`, which says how
//! it is read. Nothing here decides.
//!
//! They are a table of the program and not of the rulebook, because no platform may loosen a
//! check digit.

use super::latin;
use super::pattern::{self, Cells, cells};
use crate::rulebook::{Confidence, IdentifierKind};
use crate::words::Word;
use std::sync::OnceLock;

/// The table column by column, without what only people need.
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

fn text(cells: &mut Cells<'static>) -> &'static str {
    std::str::from_utf8(cells.next().unwrap_or_default()).unwrap_or_default()
}

/// Every scheme, by kind.
pub fn schemes() -> impl Iterator<Item = &'static Scheme> {
    static SCHEMES: OnceLock<Vec<Scheme>> = OnceLock::new();
    SCHEMES.get_or_init(read_all).iter()
}

fn read_all() -> Vec<Scheme> {
    let [kind, mut country, mut title, mut source, mut confidence, mut forms] = columns();
    let mut schemes = Vec::new();
    for name in kind {
        schemes.push(Scheme {
            kind: IdentifierKind::nth(place(IdentifierKind::NAMES, name)),
            country: text(&mut country),
            title: text(&mut title),
            source: text(&mut source),
            confidence: Confidence::nth(place(
                Confidence::NAMES,
                confidence.next().unwrap_or_default(),
            )),
            forms: forms.next().unwrap_or_default(),
        });
    }
    schemes
}

/// What is alike stands together, which is fewer bytes when they are compressed.
fn columns() -> [Cells<'static>; 6] {
    let mut columns = cells(TABLE, b'\t');
    [(); 6].map(|()| cells(columns.next().unwrap_or_default(), b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identifier::check::tests::is_well_formed;
    use crate::identifier::pattern::tests as patterns;

    #[test]
    fn every_line_says_something_that_is_understood() {
        assert_eq!(schemes().count(), 108);
        for column in columns() {
            assert_eq!(column.count(), 108);
        }
        let [kinds, _, _, _, confidences, _] = columns();
        for ((scheme, kind), confidence) in schemes().zip(kinds).zip(confidences) {
            let line = format!("{scheme:?}");
            assert_eq!(scheme.kind.as_str().as_bytes(), kind, "{line}");
            assert_eq!(scheme.confidence.as_str().as_bytes(), confidence, "{line}");
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
