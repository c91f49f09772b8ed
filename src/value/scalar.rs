//! Readers of single values.

use super::{Path, Value};
use crate::issue::{Code, Issue};

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Its absence is an issue.
    Required,
    /// It may be absent or `null`.
    Optional,
}

/// A string of `min` to `max` characters.
pub fn text<'v>(min: usize, max: usize) -> impl Fn(&'v Value<'_>, &Path) -> Result<&'v str, Issue> {
    move |value, path| {
        let Value::Text(text) = value else {
            return Err(value.wrong("a string", path));
        };
        let length = text.chars().count();
        if (min..=max).contains(&length) {
            return Ok(text.as_ref());
        }
        let message = format!("expected {min} to {max} characters, found {length}");
        Err(Issue::new(Code::TextLength, message)
            .at(path)
            .param("min", min)
            .param("max", max)
            .param("length", length))
    }
}

/// One of a closed list of words.
pub fn one_of<'v, T: Copy>(
    words: &'static [(&'static str, T)],
) -> impl Fn(&'v Value<'_>, &Path) -> Result<T, Issue> {
    move |value, path| {
        let Value::Text(text) = value else {
            return Err(value.wrong("a string", path));
        };
        if let Some((_, known)) = words.iter().find(|(word, _)| word == text) {
            return Ok(*known);
        }
        let allowed: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        Err(Issue::new(Code::ValueUnknown, format!("\"{text}\" is not one of the known values"))
            .at(path)
            .param("value", text.as_ref())
            .param("allowed", allowed.join(", "))
            .help(format!("use one of: {}", allowed.join(", "))))
    }
}

/// `true` or `false`.
pub fn flag(value: &Value, path: &Path) -> Result<bool, Issue> {
    match value {
        Value::Bool(flag) => Ok(*flag),
        _ => Err(value.wrong("true or false", path)),
    }
}

/// A whole number from `min` to `max`, written without point or exponent.
pub fn integer<'v>(min: i64, max: i64) -> impl Fn(&'v Value<'_>, &Path) -> Result<i64, Issue> {
    move |value, path| {
        let Value::Number(number) = value else {
            return Err(value.wrong("a whole number", path));
        };
        let whole = number.parse::<i64>().ok().filter(|n| (min..=max).contains(n));
        whole.ok_or_else(|| {
            let message = format!("expected a whole number from {min} to {max}, found {number}");
            Issue::new(Code::NumberOutOfRange, message)
                .at(path)
                .param("min", min)
                .param("max", max)
                .param("value", number.as_ref())
        })
    }
}

/// A list, each element read by `read`; elements with issues are left out.
pub fn list<'v, 'a, T>(
    value: &'v Value<'a>,
    path: &Path,
    issues: &mut Vec<Issue>,
    mut read: impl FnMut(&'v Value<'a>, &Path, &mut Vec<Issue>) -> Option<T>,
) -> Option<Vec<T>> {
    let Value::List(items) = value else {
        issues.push(value.wrong("a list", path));
        return None;
    };
    let read_one = |(index, item)| read(item, &path.index(index), issues);
    Some(items.iter().enumerate().filter_map(read_one).collect())
}

/// An object of any keys with strings of at most `max` characters.
pub fn text_map<'v>(
    value: &'v Value<'_>,
    path: &Path,
    max: usize,
    issues: &mut Vec<Issue>,
) -> Option<Vec<(&'v str, &'v str)>> {
    let Value::Object(entries) = value else {
        issues.push(value.wrong("an object", path));
        return None;
    };
    let mut map: Vec<(&str, &str)> = Vec::with_capacity(entries.len());
    for (key, item) in entries {
        let path = path.key(key);
        if map.iter().any(|(known, _)| known == key) {
            let message = format!("the key \"{key}\" stands twice");
            issues
                .push(Issue::new(Code::KeyDuplicate, message).at(&path).param("key", key.as_ref()));
            continue;
        }
        match text(0, max)(item, &path) {
            Ok(text) => map.push((key, text)),
            Err(issue) => issues.push(issue),
        }
    }
    Some(map)
}
