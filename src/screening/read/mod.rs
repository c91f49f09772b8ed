//! Readers of the public lists, each in the format in which it is published.

mod csv;
mod encoding;
mod eu;
mod names;
mod ofac;
mod un;
mod xml;

pub use encoding::decode;
pub use names::entries_of;

use super::list::{Entry, Format};
use super::tables::Tables;
use crate::issue::{Code, Issue};

/// What a file says.
#[derive(Debug, Default)]
pub struct Read {
    /// In the order of the file.
    pub entries: Vec<Entry>,
    /// The day on which it was published, `2026-11-20`, when it says so.
    pub published: Option<String>,
    /// What could not be used; an error means that none of it can.
    pub issues: Vec<Issue>,
}

/// Reads a list; `more` is the second file of a format that has two.
pub fn read(format: Format, text: &str, more: Option<&str>, tables: &Tables) -> Read {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(at) = text.find('\0') {
        let message = "a character NUL, which no text has".to_owned();
        let issue = at_line(Code::ListInvalid, line_of(text, at), message);
        return Read { issues: vec![issue], ..Read::default() };
    }
    match format {
        Format::OfacSdnXml => ofac::xml(text, tables),
        Format::OfacSdnCsv => ofac::csv(text, more, tables),
        Format::EuXml => eu::xml(text, tables),
        Format::EuCsv => eu::csv(text, tables),
        Format::UnXml => un::xml(text, tables),
        Format::Names => names::lines(text),
    }
}

/// An issue with its line in the file.
fn at_line(code: Code, line: usize, message: String) -> Issue {
    Issue::new(code, format!("line {line}: {message}")).param("line", line)
}

/// The line of a place in a text, from 1.
fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

/// A day as other formats write it, as `2026-11-20`; the order of the parts is the format's.
fn day(written: &str, order: [usize; 3]) -> Option<String> {
    let written = written.trim();
    if written.as_bytes().get(4) == Some(&b'-') {
        return written.get(..10).map(str::to_owned);
    }
    let parts: Vec<&str> = written.split('/').collect();
    let [year, month, day] = order.map(|place| parts.get(place).copied().unwrap_or_default());
    (year.len() == 4).then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}
