//! A list of one's own: names line by line, or entries as data.

use super::Read;
use crate::issue::Issue;
use crate::screening::list::{Birth, Entry, EntryType};
use crate::screening::tables::Tables;
use crate::value::{Fields, Need, Path, Value, list, text};

/// A name on each line, which is known by its number.
pub fn lines(text: &str) -> Read {
    let mut read = Read::default();
    for (line, name) in (1..).zip(text.lines()) {
        if !name.trim().is_empty() {
            let mut entry = Entry::new(&line.to_string(), line);
            entry.name(name, false);
            read.entries.push(entry);
        }
    }
    read
}

/// Entries as a caller has them: `[{ id, name, aliases?, type?, programs?, birth_dates?,
/// countries? }]`.
pub fn entries_of(
    value: &Value,
    path: &Path,
    tables: &Tables,
    issues: &mut Vec<Issue>,
) -> Vec<Entry> {
    let one = |_, item: &Value, path: &Path, issues: &mut Vec<Issue>| {
        let mut fields = Fields::open(item, *path, issues)?;
        let id = fields.take("id", Need::Required, issues, text(1, 200))?;
        let mut entry = Entry::new(id, 0);
        let name = fields.take("name", Need::Required, issues, text(1, 1000));
        entry.name(name.unwrap_or_default(), false);
        for alias in texts(&mut fields, "aliases", issues) {
            entry.name(alias, false);
        }
        let kind = fields.word::<EntryType>("type", Need::Optional, issues);
        entry.kind = kind.unwrap_or(EntryType::Unknown);
        texts(&mut fields, "programs", issues).iter().for_each(|name| entry.program(name));
        for birth in texts(&mut fields, "birth_dates", issues) {
            entry.births.extend(Birth::of(birth));
        }
        for country in texts(&mut fields, "countries", issues) {
            entry.country(country, tables);
        }
        fields.finish(issues);
        Some(entry)
    };
    list(value, path, issues, one).unwrap_or_default()
}

fn texts<'v>(
    fields: &mut Fields<'v, '_, '_>,
    name: &'static str,
    issues: &mut Vec<Issue>,
) -> Vec<&'v str> {
    let read = |value: &'v Value<'_>, path: &Path, issues: &mut Vec<Issue>| {
        list(value, path, issues, |_, item, path, issues| {
            text(1, 1000)(item, path).map_err(|issue| issues.push(issue)).ok()
        })
    };
    fields.take_all(name, Need::Optional, issues, read).unwrap_or_default()
}
