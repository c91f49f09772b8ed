//! Reading an object field by field, so that every problem is found and every key accounted for.

use super::{Entries, Entry, Need, Path, Value, place_among, shown};
use crate::collect::{Listed, joined, sorted};
use crate::issue::{Code, Issue};
use crate::words::{Word, is_same};
use std::borrow::Cow;

/// An object being decoded. Take each known field, then [`finish`](Fields::finish) reports the
/// keys that nobody took.
#[derive(Debug)]
pub struct Fields<'v, 'a, 'p> {
    entries: &'v Entries<'a>,
    /// Where a key is looked for that the object has not, topmost first.
    under: &'v [&'v Entries<'a>],
    path: Path<'p>,
    /// The names that will be asked for, where that is known from the start.
    names: &'static [&'static str],
    /// The names that were asked for, where it is not.
    asked: Vec<&'static str>,
    /// The lengths that its keys have, one bit each.
    lengths: u64,
    /// The entries that were found, one bit each, as far as there are bits.
    taken: u64,
    /// Whether its keys are known to be right.
    proven: bool,
}

impl<'v, 'a, 'p> Fields<'v, 'a, 'p> {
    /// Opens `value` as an object, or reports that it is none.
    pub fn open(value: &'v Value<'a>, path: Path<'p>, issues: &mut Vec<Issue>) -> Option<Self> {
        Fields::of(&[], value, path, issues)
    }

    /// The same where each of these names will be asked for once, in their order: then nothing has
    /// to be kept of what was asked.
    #[inline(never)]
    pub fn of(
        names: &'static [&'static str],
        value: &'v Value<'a>,
        path: Path<'p>,
        issues: &mut Vec<Issue>,
    ) -> Option<Self> {
        let Value::Object(entries) = value else {
            issues.push(value.wrong("an object", &path));
            return None;
        };
        Some(Fields { names, ..Fields::layered(entries, &[], path) })
    }

    /// Changes which names will be asked for.
    pub fn expect(&mut self, names: &'static [&'static str]) {
        self.names = names;
    }

    /// An object over others: what it does not say, they do.
    pub fn layered(entries: &'v Entries<'a>, under: &'v [&'v Entries<'a>], path: Path<'p>) -> Self {
        let (asked, lengths) = (Vec::new(), lengths_of(entries));
        Fields { entries, under, path, names: &[], asked, lengths, taken: 0, proven: false }
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
    #[inline(never)]
    pub fn raw(&mut self, name: &'static str) -> Option<&'v Value<'a>> {
        self.look(name)
    }

    #[inline(always)]
    fn look(&mut self, name: &'static str) -> Option<&'v Value<'a>> {
        if !self.proven && (self.names.is_empty() || cfg!(debug_assertions)) {
            self.ask(name);
        }
        let found = match self.find(name) {
            Some((place, value)) => {
                self.taken |= 1_u64.checked_shl(place as u32).unwrap_or(0);
                Some(value)
            }
            None if self.under.is_empty() => None,
            None => self.find_under(name),
        };
        found.filter(|value| !matches!(value, Value::Null))
    }

    #[inline(never)]
    fn ask(&mut self, name: &'static str) {
        if !self.asked.contains(&name) {
            self.asked.push(name);
        }
    }

    /// Whether the key stands there, even with `null`.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some() || self.find_under(name).is_some()
    }

    /// The first entry of that name, with its place.
    #[inline(always)]
    fn find(&self, name: &str) -> Option<(usize, &'v Value<'a>)> {
        if self.lengths & length_bit(name) == 0 { None } else { find(self.entries, name) }
    }

    #[inline(never)]
    fn find_under(&self, name: &str) -> Option<&'v Value<'a>> {
        self.under.iter().find_map(|entries| find(entries, name)).map(|(_, value)| value)
    }

    /// The value of `name`; its absence is an issue if it must be there.
    #[inline(never)]
    pub fn wanted(
        &mut self,
        name: &'static str,
        need: Need,
        issues: &mut Vec<Issue>,
    ) -> Option<&'v Value<'a>> {
        let value = self.look(name);
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
    #[inline(never)]
    pub fn finish(self, issues: &mut Vec<Issue>) {
        // An entry that was taken is known, and the first of its key.
        let all = 1_u64.checked_shl(self.entries.len() as u32).map(|bit| bit - 1);
        let is_whole = self.under.is_empty() && Some(self.taken) == all;
        debug_assert!(self.names.is_empty() || self.names == self.asked, "{:?}", self.asked);
        if !self.proven && !is_whole {
            self.report(issues);
        }
    }

    #[inline(never)]
    fn report(&self, issues: &mut Vec<Issue>) {
        let known = if self.names.is_empty() { &self.asked } else { self.names };
        report_keys(self.entries, known, &self.path, issues);
        self.under.iter().for_each(|entries| report_keys(entries, known, &self.path, issues));
    }
}

/// The first entry of that name, with its place.
#[inline(never)]
fn find<'v, 'a>(entries: &'v [Entry<'a>], name: &str) -> Option<(usize, &'v Value<'a>)> {
    // A loop without an iterator, for this is where most of a decoding goes.
    let (mut rest, mut place) = (entries, 0_usize);
    while let [entry, more @ ..] = rest {
        let key = key_of(entry);
        if key.len() == name.len() && is_same(key, name) {
            return Some((place, &entry.1));
        }
        rest = more;
        place = place.wrapping_add(1);
    }
    None
}

fn lengths_of(entries: &[Entry]) -> u64 {
    let (mut rest, mut lengths) = (entries, 0);
    while let [entry, more @ ..] = rest {
        lengths |= length_bit(key_of(entry));
        rest = more;
    }
    lengths
}

/// The key as text. To ask a `Cow` for it is a call for each key, even for one that is borrowed.
#[inline(always)]
fn key_of<'e>((key, _): &'e Entry) -> &'e str {
    match key {
        Cow::Borrowed(key) => key,
        Cow::Owned(key) => key,
    }
}

#[inline(always)]
fn length_bit(name: &str) -> u64 {
    1_u64.wrapping_shl(name.len() as u32)
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
