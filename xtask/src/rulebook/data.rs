//! The rulebook's files as they are written: with their notes, and which row stands where.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use payout_rules::value::{Entries, Value, read};

/// Where the tables are, from the repository's root.
const FOLDER: &str = "src/rulebook/data";

/// A file's path from the repository's root, and its text.
pub type Text = (String, String);

/// Every file of the rulebook, in the order in which the build reads them.
pub fn texts(root: &Path) -> Result<Vec<Text>> {
    let mut files = Vec::new();
    for path in sorted_entries(&root.join(FOLDER))? {
        if path.is_dir() {
            files.extend(sorted_entries(&path)?);
        } else {
            files.push(path);
        }
    }
    files.iter().map(|path| text(root, path)).collect()
}

/// One file, by its path from the root where it lies below it.
pub fn text(root: &Path, path: &Path) -> Result<Text> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let name = path.strip_prefix(root).unwrap_or(path);
    Ok((name.display().to_string(), text))
}

fn sorted_entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {folder:?}"))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// The rulebook as one overlay, each row with what its file says of all rows, so that the engine
/// finds what is wrong with it by place.
#[derive(Debug, Default)]
pub struct Data<'t> {
    /// `version`, `as_of` and `settings`.
    pub head: Entries<'t>,
    /// The rows of each table.
    pub tables: Vec<(String, Vec<Row<'t>>)>,
}

/// A row and the file it stands in.
#[derive(Debug)]
pub struct Row<'t> {
    /// The file's path.
    pub file: &'t str,
    /// Its keys and values.
    pub entries: Entries<'t>,
}

impl<'t> Row<'t> {
    /// The text of a key, or nothing.
    pub fn text(&self, key: &str) -> &str {
        match member(&self.entries, key) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }
}

impl<'t> Data<'t> {
    /// Reads the files; the first that is no JSON, or no sheet of a table, is an error.
    pub fn read(texts: &'t [Text]) -> Result<Data<'t>> {
        let mut data = Data::default();
        for (file, text) in texts {
            let value = read(text).map_err(|error| anyhow!("{file}: {error}"))?;
            let table = table_of(file).with_context(|| format!("{file} is of no table"))?;
            if table == "rulebook" {
                data.head = entries(value);
                continue;
            }
            let rows = sheet(file, value)?;
            match data.tables.iter_mut().find(|(known, _)| known == table) {
                Some((_, known)) => known.extend(rows),
                None => data.tables.push((table.to_owned(), rows)),
            }
        }
        Ok(data)
    }

    /// The whole of it as an overlay.
    pub fn overlay(&self) -> Value<'t> {
        let mut overlay = self.head.clone();
        for (table, rows) in &self.tables {
            let row = |row: &Row<'t>| {
                let value = |(key, value): &(Cow<'t, str>, Value<'t>)| (key.clone(), bare(value));
                Value::Object(row.entries.iter().map(value).collect())
            };
            let rows = rows.iter().map(row).collect();
            overlay.push((Cow::Owned(table.clone()), Value::List(rows)));
        }
        Value::Object(overlay)
    }

    /// The row of that place in its table.
    pub fn row(&self, table: &str, index: usize) -> Option<&Row<'t>> {
        self.rows(table).get(index)
    }

    /// The row of that id.
    pub fn named(&self, table: &str, id: &str) -> Option<&Row<'t>> {
        self.rows(table).iter().find(|row| row.text("id") == id)
    }

    fn rows(&self, table: &str) -> &[Row<'t>] {
        let found = self.tables.iter().find(|(known, _)| known == table);
        found.map_or(&[], |(_, rows)| rows.as_slice())
    }
}

/// `data/rails.json` and `data/rails/asia.json` are both of `rails`.
fn table_of(file: &str) -> Option<&str> {
    let inside = Path::new(file).strip_prefix(FOLDER).ok()?;
    let first = inside.components().next()?.as_os_str().to_str()?;
    Some(first.trim_end_matches(".json"))
}

/// A list of rows, or an object of nothing but `rows` and, where there are any, `defaults`: the
/// build takes nothing else, for it would be lost in silence.
fn sheet<'t>(file: &'t str, value: Value<'t>) -> Result<Vec<Row<'t>>> {
    let (mut defaults, mut rows) = (Vec::new(), None);
    match value {
        Value::List(listed) => rows = Some(listed),
        Value::Object(entries) => {
            for entry in entries {
                match (entry.0.as_ref(), entry.1) {
                    ("defaults", Value::Object(said)) => defaults = said,
                    ("rows", Value::List(listed)) if rows.is_none() => rows = Some(listed),
                    (key, _) => {
                        bail!("{file}: \"{key}\" is not the rows or the defaults of a file")
                    }
                }
            }
        }
        other => bail!("{file}: expected rows, found {}", other.noun()),
    }
    let rows = rows.with_context(|| format!("{file}: the file has no \"rows\""))?;
    let whole = |row| {
        let mut own = entries(row);
        let missing: Entries =
            defaults.iter().filter(|(key, _)| member(&own, key).is_none()).cloned().collect();
        own.extend(missing);
        Row { file, entries: own }
    };
    if let Some(other) = rows.iter().find(|row| row.entries().is_none()) {
        bail!("{file}: expected a row, found {}", other.noun());
    }
    Ok(rows.into_iter().map(whole).collect())
}

/// The value without the notes in it, as the engine carries it.
fn bare<'t>(value: &Value<'t>) -> Value<'t> {
    match value {
        Value::List(items) => Value::List(items.iter().map(bare).collect()),
        Value::Object(entries) => {
            let kept = entries.iter().filter(|(key, _)| key != "note");
            Value::Object(kept.map(|(key, value)| (key.clone(), bare(value))).collect())
        }
        value => value.clone(),
    }
}

fn entries(value: Value) -> Entries {
    match value {
        Value::Object(entries) => entries,
        _ => Vec::new(),
    }
}

fn member<'v, 't>(entries: &'v Entries<'t>, key: &str) -> Option<&'v Value<'t>> {
    entries.iter().find(|(known, _)| known == key).map(|(_, value)| value)
}
