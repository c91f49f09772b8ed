//! Reading an object field by field, so that every problem is found and every key accounted for.

use super::{Entries, Need, Path, Value, place_among, shown};
use crate::collect::{Listed, joined, sorted};
use crate::issue::{Code, Issue};
use crate::words::Word;

/// An object being decoded. Take each known field, then [`finish`](Fields::finish) reports the
/// keys that nobody took.
#[derive(Debug)]
pub struct Fields<'v, 'a, 'p> {
    entries: &'v Entries<'a>,
    /// Where a key is looked for that the object has not, topmost first.
    under: &'v [&'v Entries<'a>],
    path: Path<'p>,
    known: Vec<&'static str>,
    /// Whether its keys are known to be right.
    proven: bool,
}

impl<'v, 'a, 'p> Fields<'v, 'a, 'p> {
    /// Opens `value` as an object, or reports that it is none.
    pub fn open(value: &'v Value<'a>, path: Path<'p>, issues: &mut Vec<Issue>) -> Option<Self> {
        match value {
            Value::Object(entries) => Some(Fields::layered(entries, &[], path)),
            _ => {
                issues.push(value.wrong("an object", &path));
                None
            }
        }
    }

    /// An object over others: what it does not say, they do.
    pub fn layered(entries: &'v Entries<'a>, under: &'v [&'v Entries<'a>], path: Path<'p>) -> Self {
        Fields { entries, under, path, known: Vec::new(), proven: false }
    }

    /// Passes over the question whether every key is known.
    pub fn prove(&mut self) {
        self.proven = true;
    }

    /// Whether that question is passed over.
    pub fn is_proven(&self) -> bool {
        self.proven
    }

    /// The place of this object.
    pub fn path(&self) -> &Path<'p> {
        &self.path
    }

    /// The raw value of `name`, missing when absent or `null`.
    pub fn raw(&mut self, name: &'static str) -> Option<&'v Value<'a>> {
        if !self.proven && !self.known.contains(&name) {
            self.known.push(name);
        }
        self.find(name).filter(|value| !matches!(value, Value::Null))
    }

    /// Whether the key stands there, even with `null`.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    #[inline(never)]
    fn find(&self, name: &str) -> Option<&'v Value<'a>> {
        let mut layers = self.under.iter();
        let mut entries = self.entries;
        // Loops, for this is where most of a reading goes.
        loop {
            for (key, value) in entries {
                let key: &str = key;
                if key == name {
                    return Some(value);
                }
            }
            entries = layers.next()?;
        }
    }

    /// The value of `name`; its absence is an issue if it must be there.
    #[inline(never)]
    pub fn wanted(
        &mut self,
        name: &'static str,
        need: Need,
        issues: &mut Vec<Issue>,
    ) -> Option<&'v Value<'a>> {
        let value = self.raw(name);
        if value.is_none() && need == Need::Required {
            issues.push(Issue::field_missing(name, &self.path));
        }
        value
    }

    /// Decodes `name` with `read`; its issue, or that the field is missing, goes to `issues`.
    pub fn take<T>(
        &mut self,
        name: &'static str,
        need: Need,
        issues: &mut Vec<Issue>,
        read: impl FnOnce(&'v Value<'a>, &Path) -> Result<T, Issue>,
    ) -> Option<T> {
        let value = self.wanted(name, need, issues)?;
        read(value, &self.path.key(name)).map_err(|issue| issues.push(issue)).ok()
    }

    /// A word of a closed list.
    pub fn word<T: Word>(
        &mut self,
        name: &'static str,
        need: Need,
        issues: &mut Vec<Issue>,
    ) -> Option<T> {
        self.place(name, need, issues, T::WRITTEN).map(T::nth)
    }

    /// A word of a list, by its place there.
    #[inline(never)]
    pub fn place(
        &mut self,
        name: &'static str,
        need: Need,
        issues: &mut Vec<Issue>,
        words: &'static [&'static str],
    ) -> Option<usize> {
        self.take(name, need, issues, |value, path| place_among(value, path, words))
    }

    /// Like [`take`](Fields::take), for parts that can have several issues of their own.
    pub fn take_all<T>(
        &mut self,
        name: &'static str,
        need: Need,
        issues: &mut Vec<Issue>,
        read: impl FnOnce(&'v Value<'a>, &Path, &mut Vec<Issue>) -> Option<T>,
    ) -> Option<T> {
        let value = self.wanted(name, need, issues)?;
        read(value, &self.path.key(name), issues)
    }

    /// Reports keys that are unknown or stand twice, by key, whatever order the host has them in.
    pub fn finish(self, issues: &mut Vec<Issue>) {
        if self.proven {
            return;
        }
        report_keys(self.entries, &self.known, &self.path, issues);
        self.under.iter().for_each(|entries| report_keys(entries, &self.known, &self.path, issues));
    }
}

/// Bad keys of one object that are named one by one.
const KEYS_SHOWN: usize = 8;

fn report_keys(entries: &Entries, known: &[&'static str], path: &Path, issues: &mut Vec<Issue>) {
    let is_known = |key: &str| known.contains(&key);
    // Fewer than twice the known keys are cheaper to compare with each other than to sort.
    let few = entries.len() <= 2 * known.len();
    let comes_again =
        |place: usize, key: &str| entries.iter().skip(place + 1).any(|(other, _)| other == key);
    let mut keys = entries.iter().enumerate();
    if few && keys.all(|(place, (key, _))| is_known(key) && !comes_again(place, key)) {
        return;
    }
    let keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_ref()).listed();
    let keys = sorted(keys, |a, b| a.cmp(b));
    let bad: Vec<&[&str]> = keys
        .chunk_by(|a, b| a == b)
        .filter(|same| same.len() > 1 || same.iter().any(|key| !is_known(key)))
        .listed();
    for same in bad.iter().take(KEYS_SHOWN) {
        let key = same.first().copied().unwrap_or_default();
        issues.push(match same.len() {
            1 => unknown_key(key, known, path),
            _ => Issue::key_twice(key, path),
        });
    }
    if let Some(more) = bad.len().checked_sub(KEYS_SHOWN).filter(|more| *more > 0) {
        let message = format!("{more} more keys are unknown or stand twice");
        issues.push(Issue::new(Code::KeyUnknown, message).at(path));
    }
}

fn unknown_key(key: &str, known: &[&'static str], path: &Path) -> Issue {
    let near = known.iter().find(|name| is_near(key, name));
    let issue = Issue::new(Code::KeyUnknown, format!("unknown key \"{}\"", shown(key)))
        .at(&path.key(key))
        .param("key", shown(key));
    match near {
        Some(name) => issue.help(format!("did you mean \"{name}\"?")),
        None => issue.help(format!("known keys: {}", joined(known, ", "))),
    }
}

/// Whether two names have the same letters but for one typo: the same set in another order, or
/// one letter more, less or other.
fn is_near(typed: &str, name: &str) -> bool {
    if typed.len().abs_diff(name.len()) > 4 {
        return false;
    }
    let letters = |text: &str| -> Vec<char> { text.to_ascii_lowercase().chars().listed() };
    let (mut a, b) = (letters(typed), letters(name));
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
