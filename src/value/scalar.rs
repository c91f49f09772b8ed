//! Readers of single values.

use super::{Path, Value};
use crate::collect::joined;
use crate::country::Country;
use crate::date::{AsOf, Moment, parse_moment};
use crate::issue::{Code, Issue};
use crate::money::CurrencyCode;
use crate::words::is_same;

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Its absence is an issue.
    Required,
    /// It may be absent or `null`.
    Optional,
}

/// Text as messages repeat it: its first 40 characters.
pub fn shown(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A string of `min` to `max` characters.
pub fn text<'v>(min: usize, max: usize) -> impl Fn(&'v Value<'_>, &Path) -> Result<&'v str, Issue> {
    move |value, path| text_of_length(value, path, min, max)
}

#[inline(never)]
fn text_of_length<'v>(
    value: &'v Value<'_>,
    path: &Path,
    min: usize,
    max: usize,
) -> Result<&'v str, Issue> {
    let Value::Text(text) = value else {
        return Err(value.wrong("a string", path));
    };
    // A character has 1 to 4 bytes.
    let bytes = text.len();
    if bytes <= max && bytes.div_ceil(4) >= min {
        return Ok(text.as_ref());
    }
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

/// A name that others are compared with: `min` to `max` characters that can all be seen, so that
/// no two names only look alike.
pub fn name<'v>(min: usize, max: usize) -> impl Fn(&'v Value<'_>, &Path) -> Result<&'v str, Issue> {
    move |value, path| name_of_length(value, path, min, max)
}

#[inline(never)]
fn name_of_length<'v>(
    value: &'v Value<'_>,
    path: &Path,
    min: usize,
    max: usize,
) -> Result<&'v str, Issue> {
    let name = text_of_length(value, path, min, max)?;
    if name.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(name);
    }
    let unseen = |c: char| {
        let invisible = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}');
        c.is_control() || invisible
    };
    if name.trim() == name && !name.contains(unseen) {
        return Ok(name);
    }
    let message = "a name with a blank at an end or a character that cannot be seen";
    Err(Issue::new(Code::TextInvalid, message).at(path).help("send the name as it was given"))
}

/// A word of a closed list, by its place there.
pub fn place_among(
    value: &Value,
    path: &Path,
    words: &'static [&'static str],
) -> Result<usize, Issue> {
    let place = match value {
        Value::Text(text) => place_of(text, words),
        _ => None,
    };
    place.ok_or_else(|| not_one_of(value, path, words))
}

#[inline(never)]
fn place_of(text: &str, words: &[&str]) -> Option<usize> {
    let (mut rest, mut place) = (words, 0_usize);
    while let [word, more @ ..] = rest {
        if word.len() == text.len() && is_same(word, text) {
            return Some(place);
        }
        rest = more;
        place = place.wrapping_add(1);
    }
    None
}

#[inline(never)]
fn not_one_of(value: &Value, path: &Path, words: &[&str]) -> Issue {
    let Value::Text(text) = value else {
        return value.wrong("a string", path);
    };
    let allowed = joined(words, ", ");
    let text = shown(text);
    Issue::new(Code::ValueUnknown, format!("\"{text}\" is not one of the known values"))
        .at(path)
        .param("value", text)
        .param("allowed", allowed.as_str())
        .help(format!("use one of: {allowed}"))
}

/// A country code of ISO 3166-1 alpha-2 form; whether it is served is a question of rules.
pub fn country(value: &Value, path: &Path) -> Result<Country, Issue> {
    let code = text(0, 40)(value, path)?;
    Country::parse(code).ok_or_else(|| {
        Issue::new(Code::CountryInvalid, format!("\"{code}\" is not two capital letters"))
            .at(path)
            .param("value", code)
            .help("use an ISO 3166-1 alpha-2 code, such as DE")
    })
}

/// A currency code of ISO 4217 form; whether it is known is a question of rules.
pub fn currency_code(value: &Value, path: &Path) -> Result<CurrencyCode, Issue> {
    let code = text(0, 40)(value, path)?;
    CurrencyCode::parse(code).ok_or_else(|| {
        Issue::new(Code::CurrencyInvalid, format!("\"{code}\" is not three capital letters"))
            .at(path)
            .param("value", code)
            .help("use an ISO 4217 code in capitals, such as USD")
    })
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
    move |value, path| whole_number(value, path, min, max)
}

#[inline(never)]
fn whole_number(value: &Value, path: &Path, min: i64, max: i64) -> Result<i64, Issue> {
    let Value::Number(number) = value else {
        return Err(value.wrong("a whole number", path));
    };
    let whole = number.parse::<i64>().ok().filter(|n| (min..=max).contains(n));
    whole.ok_or_else(|| {
        let number = shown(number);
        let message = format!("expected a whole number from {min} to {max}, found {number}");
        Issue::new(Code::NumberOutOfRange, message)
            .at(path)
            .param("min", min)
            .param("max", max)
            .param("value", number)
    })
}

/// A list, each element read by `read` with its place in the list; elements with issues are left
/// out.
pub fn list<'v, 'a, T>(
    value: &'v Value<'a>,
    path: &Path,
    issues: &mut Vec<Issue>,
    mut read: impl FnMut(usize, &'v Value<'a>, &Path, &mut Vec<Issue>) -> Option<T>,
) -> Option<Vec<T>> {
    let mut found = Vec::with_capacity(room_for(value));
    let read_one = &mut |index, item, path: &Path, issues: &mut Vec<Issue>| {
        if let Some(element) = read(index, item, path, issues) {
            found.push(element);
        }
    };
    elements(value, path, issues, read_one).then_some(found)
}

/// How many elements there may be: most lists have all they need, and a long one of what cannot
/// be read is given nothing for it.
fn room_for(value: &Value) -> usize {
    match value {
        Value::List(items) => items.len().min(64),
        Value::Object(entries) => entries.len().min(64),
        _ => 0,
    }
}

type ReadElement<'r, 'v, 'a> = dyn FnMut(usize, &'v Value<'a>, &Path, &mut Vec<Issue>) + 'r;

/// Shows `read` each element of a list; `false` when the value is none.
fn elements<'v, 'a>(
    value: &'v Value<'a>,
    path: &Path,
    issues: &mut Vec<Issue>,
    read: &mut ReadElement<'_, 'v, 'a>,
) -> bool {
    let Value::List(items) = value else {
        issues.push(value.wrong("a list", path));
        return false;
    };
    for (index, item) in items.iter().enumerate() {
        read(index, item, &path.index(index), issues);
    }
    true
}

/// A moment with its offset, RFC 3339.
pub fn moment(value: &Value, path: &Path) -> Result<Moment, Issue> {
    let written = text(0, 60)(value, path)?;
    parse_moment(written).ok_or_else(|| {
        Issue::new(Code::DateInvalid, format!("\"{written}\" is not a moment with an offset"))
            .at(path)
            .param("value", written)
            .help("write it as RFC 3339: 2026-05-22T15:04:00Z")
    })
}

/// A moment with its offset, or a day.
pub fn as_of(value: &Value, path: &Path) -> Result<AsOf, Issue> {
    let Value::Text(written) = value else { return Err(value.wrong("a string", path)) };
    AsOf::parse(written).ok_or_else(|| {
        Issue::new(Code::DateInvalid, "not a day, and not a moment with an offset")
            .at(path)
            .help("write a day, 2026-05-22, or RFC 3339: 2026-05-22T15:04:00Z")
    })
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
    let mut map: Vec<(&str, &str)> = Vec::with_capacity(room_for(value));
    for (key, item) in entries {
        if map.iter().any(|(known, _)| is_same(known, key)) {
            issues.push(Issue::key_twice(key, path));
            continue;
        }
        match text(0, max)(item, &path.key(key)) {
            Ok(text) => map.push((key, text)),
            Err(issue) => issues.push(issue),
        }
    }
    Some(map)
}
