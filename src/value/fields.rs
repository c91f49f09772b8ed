//! Reading an object field by field, so that every problem is found and every key accounted for.

use super::{Need, Path, Value, shown};
use crate::issue::{Code, Issue};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// An object being decoded. Take each known field, then [`finish`](Fields::finish) reports the
/// keys that nobody took.
#[derive(Debug)]
pub struct Fields<'v, 'a, 'p> {
    entries: &'v [(Cow<'a, str>, Value<'a>)],
    path: Path<'p>,
    known: Vec<&'static str>,
}

impl<'v, 'a, 'p> Fields<'v, 'a, 'p> {
    /// Opens `value` as an object, or reports that it is none.
    pub fn open(value: &'v Value<'a>, path: Path<'p>, issues: &mut Vec<Issue>) -> Option<Self> {
        match value {
            Value::Object(entries) => Some(Fields { entries, path, known: Vec::with_capacity(12) }),
            _ => {
                issues.push(value.wrong("an object", &path));
                None
            }
        }
    }

    /// The place of this object.
    pub fn path(&self) -> &Path<'p> {
        &self.path
    }

    /// The raw value of `name`, missing when absent or `null`.
    pub fn raw(&mut self, name: &'static str) -> Option<&'v Value<'a>> {
        if !self.known.contains(&name) {
            self.known.push(name);
        }
        let (_, value) = self.entries.iter().find(|(key, _)| key == name)?;
        (!matches!(value, Value::Null)).then_some(value)
    }

    /// Whether the key stands there, even with `null`.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|(key, _)| key == name)
    }

    /// Decodes `name` with `read`; its issue, or that the field is missing, goes to `issues`.
    pub fn take<T>(
        &mut self,
        name: &'static str,
        need: Need,
        issues: &mut Vec<Issue>,
        read: impl FnOnce(&'v Value<'a>, &Path) -> Result<T, Issue>,
    ) -> Option<T> {
        self.take_all(name, need, issues, |value, path, issues| {
            read(value, path).map_err(|issue| issues.push(issue)).ok()
        })
    }

    /// Like [`take`](Fields::take), for parts that can have several issues of their own.
    pub fn take_all<T>(
        &mut self,
        name: &'static str,
        need: Need,
        issues: &mut Vec<Issue>,
        read: impl FnOnce(&'v Value<'a>, &Path, &mut Vec<Issue>) -> Option<T>,
    ) -> Option<T> {
        match (self.raw(name), need) {
            (Some(value), _) => read(value, &self.path.key(name), issues),
            (None, Need::Optional) => None,
            (None, Need::Required) => {
                issues.push(Issue::field_missing(name, &self.path));
                None
            }
        }
    }

    /// Reports keys that are unknown or stand twice, by key, whatever order the host has them in.
    pub fn finish(self, issues: &mut Vec<Issue>) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (key, _) in self.entries {
            *counts.entry(key).or_default() += 1;
        }
        counts.retain(|key, count| *count > 1 || !self.known.contains(key));
        for (key, count) in counts.iter().take(KEYS_SHOWN) {
            issues.push(match count {
                1 => unknown_key(key, &self.known, &self.path),
                _ => Issue::key_twice(key, &self.path),
            });
        }
        if let Some(more) = counts.len().checked_sub(KEYS_SHOWN).filter(|more| *more > 0) {
            let message = format!("{more} more keys are unknown or stand twice");
            issues.push(Issue::new(Code::KeyUnknown, message).at(&self.path));
        }
    }
}

/// Bad keys of one object that are named one by one.
const KEYS_SHOWN: usize = 8;

fn unknown_key(key: &str, known: &[&'static str], path: &Path) -> Issue {
    let near = known.iter().find(|name| is_near(key, name));
    let issue = Issue::new(Code::KeyUnknown, format!("unknown key \"{}\"", shown(key)))
        .at(&path.key(key))
        .param("key", shown(key));
    match near {
        Some(name) => issue.help(format!("did you mean \"{name}\"?")),
        None => issue.help(format!("known keys: {}", known.join(", "))),
    }
}

/// Whether two names have the same letters but for one typo: the same set in another order, or
/// one letter more, less or other.
fn is_near(typed: &str, name: &str) -> bool {
    if typed.len().abs_diff(name.len()) > 4 {
        return false;
    }
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.to_ascii_lowercase().chars().collect();
        letters.sort_unstable();
        letters
    };
    let (mut a, b) = (sorted(typed), sorted(name));
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let missing = b.iter().filter(|letter| match a.iter().position(|c| c == *letter) {
        Some(found) => {
            a.swap_remove(found);
            false
        }
        None => true,
    });
    missing.count() <= 1
}
