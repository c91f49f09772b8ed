//! Issues: every problem, warning and remark is data with a stable code.

mod code;
mod path;
mod remedy;

pub use code::{Code, Severity};
pub use path::Path;
pub use remedy::Remedy;

use serde::{Serialize, Serializer, ser::SerializeMap};
use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

/// One thing to know about the input or a decision: its [`IssueParts`], in a box, so that the
/// many answers that might have been an issue stay small.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Issue(Box<IssueParts>);

impl Deref for Issue {
    type Target = IssueParts;

    fn deref(&self) -> &IssueParts {
        &self.0
    }
}

impl DerefMut for Issue {
    fn deref_mut(&mut self) -> &mut IssueParts {
        &mut self.0
    }
}

/// What an issue says.
///
/// `message` says what and is for people; `code`, `path` and `params` are for programs and stay
/// stable. `path` is a JSON Pointer into the batch or the context, whose members have different
/// names at the root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssueParts {
    /// Stable, never reused.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// JSON Pointer (RFC 6901) to the place in the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What, in lower case, without a full stop.
    pub message: String,
    /// The values in the message, by name.
    pub params: Params,
    /// How to mend it, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Box<str>>,
    /// The smallest change that lifts it, for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Box<Remedy>>,
    /// Where the rule comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Box<str>>,
}

impl Issue {
    /// An issue with the severity its code has by default.
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        // The texts are copied in one place, not wherever there is something to say.
        match message.into() {
            Cow::Borrowed(message) => Issue::plain(code, message),
            Cow::Owned(message) => Issue::of(code, message),
        }
    }

    #[inline(never)]
    fn plain(code: Code, message: &'static str) -> Self {
        Issue::of(code, message.to_owned())
    }

    #[inline(never)]
    fn of(code: Code, message: String) -> Self {
        Issue(Box::new(IssueParts {
            code,
            severity: code.severity(),
            path: None,
            message,
            params: Params::default(),
            help: None,
            remedy: None,
            source: None,
        }))
    }

    /// That a required field of the object at `path` is absent.
    pub fn field_missing(field: &'static str, path: &Path) -> Self {
        Issue::new(Code::FieldMissing, format!("the field \"{field}\" is missing"))
            .at(&path.key(field))
            .param("field", field)
    }

    /// That a key of the object at `path` stands twice.
    pub fn key_twice(key: &str, path: &Path) -> Self {
        let shown = beginning(key);
        Issue::new(Code::KeyDuplicate, format!("the key \"{shown}\" stands twice"))
            .at(&path.key(key))
            .param("key", shown)
    }

    /// That the rulebook has no such currency.
    pub fn currency_unknown(code: &str, path: &Path) -> Self {
        Issue::new(Code::CurrencyUnknown, format!("{code} is no currency of the rulebook"))
            .at(path)
            .param("value", code)
    }

    /// That a preference names no method and no rail.
    pub fn preference_unknown(name: &str) -> Self {
        let message = format!("\"{name}\" is no method or rail of the rulebook");
        Issue::new(Code::PreferenceUnknown, message).param("preferred", name)
    }

    /// Says where.
    #[must_use]
    #[inline(never)]
    pub fn at(mut self, path: &Path) -> Self {
        self.path = Some(path.to_string());
        self
    }

    /// Adds a value that a program may want.
    #[must_use]
    pub fn param(self, name: &'static str, value: impl Into<Param>) -> Self {
        self.with_param(name, value.into())
    }

    #[inline(never)]
    fn with_param(mut self, name: &'static str, value: Param) -> Self {
        self.params.0.push((name, value));
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(self, help: impl AsRef<str>) -> Self {
        self.with_help(help.as_ref())
    }

    #[inline(never)]
    fn with_help(mut self, help: &str) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Gives the change that would lift it.
    #[must_use]
    #[inline(never)]
    pub fn remedy(mut self, remedy: Remedy) -> Self {
        self.remedy = Some(Box::new(remedy));
        self
    }

    /// Names the rule's source.
    #[must_use]
    #[inline(never)]
    pub fn source(mut self, source: &str) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Whether this stops what it is about.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The first 40 characters of what was given, all that a message repeats.
pub(crate) fn beginning(text: &str) -> &str {
    match text.char_indices().nth(40) {
        Some((end, _)) => text.get(..end).unwrap_or_default(),
        None => text,
    }
}

/// The values of an issue by name, in the order they were given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params(pub Vec<(&'static str, Param)>);

/// One value of an issue. Amounts and rates are text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Param {
    /// Text, an amount or a date.
    Text(String),
    /// A count or a length.
    Whole(i64),
}

impl From<&str> for Param {
    #[inline(never)]
    fn from(text: &str) -> Self {
        Param::Text(text.to_owned())
    }
}

impl From<String> for Param {
    fn from(text: String) -> Self {
        Param::Text(text)
    }
}

impl From<i64> for Param {
    fn from(whole: i64) -> Self {
        Param::Whole(whole)
    }
}

impl From<usize> for Param {
    fn from(count: usize) -> Self {
        Param::Whole(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl Serialize for Params {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
