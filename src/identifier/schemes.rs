//! The schemes: what each kind of identifier looks like, as data in `schemes.tsv`, which says how
//! it is read. Nothing here decides.
//!
//! They are a table of the program and not of the rulebook, because no platform may loosen a
//! check digit.

use super::{latin, pattern};
use crate::rulebook::{Confidence, IdentifierKind};
use crate::words::Word;
use std::sync::OnceLock;

/// The table, without what only people need.
const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/schemes.tsv"));

/// A NUBAN's check digit, over bank code and account number together.
pub(super) const NUBAN: &[u8] = b"sum::3733733733731:10";

/// What is known of one kind of identifier, in one country where the kind has several.
#[derive(Debug, Clone)]
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
    forms: Vec<u8>,
}

/// One way to write an identifier.
pub(super) struct Form<'s> {
    /// What stands where, in the notation of [`super::pattern`].
    pub pattern: &'s [u8],
    /// What must hold of it, with blanks between.
    pub checks: &'s [u8],
    /// How many zeros before it people leave out at most.
    pub zeros: usize,
    /// Whether good numbers exist whose check digits do not fit.
    pub doubtful: bool,
}

impl Scheme {
    fn read(line: &'static str) -> Scheme {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        Scheme {
            kind: IdentifierKind::nth(place(IdentifierKind::NAMES, cell())),
            country: cell(),
            title: cell(),
            source: cell(),
            confidence: Confidence::nth(place(Confidence::NAMES, cell())),
            forms: cell().chars().map(|letter| u8::try_from(letter).unwrap_or_default()).collect(),
        }
    }

    /// None when it is one of several other kinds, or text of its own.
    pub(super) fn forms(&self) -> impl Iterator<Item = Form<'_>> {
        let told = !matches!(self.forms.first(), None | Some(b'^'));
        self.forms.split(|byte| *byte == b'|').filter(move |_| told).map(Form::read)
    }

    /// What a normal form looks like, as a regular expression that JavaScript and JSON Schema
    /// read; `None` for text that is no matter of a pattern.
    pub fn regex(&self) -> Option<String> {
        let mut regex = String::from("^(?:");
        match self.forms.first() {
            None => return None,
            Some(b'^') => return Some(latin(&self.forms)),
            _ => {}
        }
        for (index, form) in self.forms().enumerate() {
            regex.push_str(if index == 0 { "" } else { "|" });
            pattern::add_regex(form.pattern, &mut regex);
        }
        regex.push_str(")$");
        Some(regex)
    }
}

impl Form<'_> {
    fn read(text: &[u8]) -> Form<'_> {
        let text = text.trim_ascii();
        let (doubtful, text) = match text {
            [b'?', rest @ ..] => (true, rest),
            _ => (false, text),
        };
        let zeros = text.iter().take_while(|byte| **byte == b'0').count();
        let text = text.get(zeros..).unwrap_or_default();
        let end = text.iter().position(|byte| *byte == b' ').unwrap_or(text.len());
        let (pattern, checks) = text.split_at_checked(end).unwrap_or_default();
        Form { pattern, checks: checks.trim_ascii(), zeros, doubtful }
    }
}

fn place(names: &[&str], word: &str) -> usize {
    names.iter().position(|name| *name == word).unwrap_or(names.len())
}

/// Every scheme, by kind.
pub fn schemes() -> impl Iterator<Item = &'static Scheme> {
    static SCHEMES: OnceLock<Vec<Scheme>> = OnceLock::new();
    SCHEMES.get_or_init(|| TABLE.lines().map(Scheme::read).collect()).iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identifier::check::tests::is_well_formed;
    use crate::identifier::pattern::tests as patterns;

    #[test]
    fn every_line_says_something_that_is_understood() {
        assert_eq!(schemes().count(), 108);
        for (line, scheme) in TABLE.lines().zip(schemes()) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [kind, _, title, source, confidence, forms] = cells.as_slice() else {
                panic!("not six cells: {line}");
            };
            assert_eq!(scheme.kind.as_str(), *kind);
            assert_eq!(scheme.confidence.as_str(), *confidence);
            assert!(!title.is_empty() && !source.is_empty(), "{line}");
            assert!(forms.chars().all(|letter| u32::from(letter) < 256), "{line}");
            for form in scheme.forms() {
                assert!(patterns::is_well_formed(form.pattern), "{line}");
                for check in form.checks.split(|byte| *byte == b' ') {
                    assert!(check.is_empty() || is_well_formed(check), "{line}");
                }
            }
        }
    }
}
