//! The neutral tree both doors read into: JSON bytes and JavaScript objects become a [`Value`],
//! and everything above decodes from it, so both doors give the same issues.

mod fields;
mod json;
mod scalar;
mod scan;

pub use crate::issue::Path;
pub(crate) use fields::Fields;
pub use json::{SyntaxError, read};
pub(crate) use scalar::{
    Need, as_of, country, currency_code, flag, integer, list, moment, name, place_among, shown,
    text, text_map,
};

use crate::issue::{Code, Issue};
use crate::words::is_same;
use std::borrow::Cow;

/// The keys of an object with their values, in order and with duplicates.
pub type Entries<'a> = Vec<Entry<'a>>;

/// A key with its value.
pub type Entry<'a> = (Cow<'a, str>, Value<'a>);

/// Deepest nesting of lists and objects that is read; what lies deeper is [`Fault::TooDeep`].
pub const DEPTH_MAX: usize = 32;

/// Most elements of a list that are read; a longer one is [`Fault::TooMany`].
pub const LIST_MAX: usize = 1_000_000;

/// Most keys of an object that are read; one with more is [`Fault::TooMany`].
pub const KEYS_MAX: usize = 2_000;

/// Most values of a document that are read; a list or an object after them is [`Fault::TooMany`].
pub const VALUES_MAX: usize = 5_000_000;

/// A JSON value whose numbers keep their exact text and whose objects keep every key, in order
/// and with duplicates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// `null`, or JavaScript's `undefined`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it was written.
    Number(Cow<'a, str>),
    /// A string, escapes resolved.
    Text(Cow<'a, str>),
    /// An array.
    List(Vec<Value<'a>>),
    /// An object; duplicate keys are kept so that they can be reported.
    Object(Entries<'a>),
    /// A place where no JSON value stands. Only what contains it is lost, never its siblings.
    Broken(Fault),
}

/// Why a place in the input holds no JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// `NaN`.
    NotANumber,
    /// `Infinity` or `-Infinity`.
    Infinite,
    /// A string with half of a surrogate pair.
    LoneSurrogate,
    /// Nested deeper than [`DEPTH_MAX`].
    TooDeep,
    /// A list longer than [`LIST_MAX`] or an object with more than [`KEYS_MAX`] keys.
    TooMany,
    /// A JavaScript function, symbol or other thing JSON has no word for.
    NotData,
}

impl<'a> Value<'a> {
    /// The entries of an object.
    pub fn entries(&self) -> Option<&Entries<'a>> {
        match self {
            Value::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// The noun used in messages.
    pub fn noun(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::Text(_) => "a string",
            Value::List(_) => "a list",
            Value::Object(_) => "an object",
            Value::Broken(fault) => fault.noun(),
        }
    }

    /// The issue for a value of the wrong kind, or for a broken place, at `path`.
    pub fn wrong(&self, wanted: &'static str, path: &Path) -> Issue {
        let noun = self.noun();
        let code = match self {
            Value::Broken(fault) => fault.code(),
            _ => Code::TypeWrong,
        };
        Issue::new(code, format!("expected {wanted}, found {noun}"))
            .at(path)
            .param("expected", wanted)
            .param("found", noun)
    }

    /// The first broken place in this value, searched depth first.
    pub fn first_fault(&self, path: &Path) -> Option<Issue> {
        match self {
            Value::Broken(_) => Some(self.wrong("data", path)),
            Value::List(items) => items
                .iter()
                .enumerate()
                .find_map(|(index, item)| item.first_fault(&path.index(index))),
            Value::Object(entries) => {
                entries.iter().find_map(|(key, item)| item.first_fault(&path.key(key)))
            }
            _ => None,
        }
    }
}

impl Fault {
    fn noun(self) -> &'static str {
        match self {
            Fault::NotANumber => "NaN",
            Fault::Infinite => "a number beyond every range",
            Fault::LoneSurrogate => "a string with half of a surrogate pair",
            Fault::TooDeep => "nesting deeper than 32 levels",
            Fault::TooMany => "more elements than the engine reads",
            Fault::NotData => "something that is not data",
        }
    }

    fn code(self) -> Code {
        match self {
            Fault::NotANumber => Code::NumberInvalid,
            Fault::Infinite => Code::NumberOutOfRange,
            Fault::LoneSurrogate => Code::TextInvalid,
            Fault::TooDeep => Code::TooDeep,
            Fault::TooMany => Code::TooMany,
            Fault::NotData => Code::TypeWrong,
        }
    }
}

/// The text of a key, when it has one.
pub(crate) fn text_of<'e>(entries: &'e Entries<'_>, key: &str) -> Option<&'e str> {
    match entries.iter().find(|(known, _)| is_same(known, key)) {
        Some((_, Value::Text(text))) => Some(text),
        _ => None,
    }
}
