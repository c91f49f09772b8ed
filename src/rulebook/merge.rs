//! The default rulebook and a platform's layers over it, put together row by row before
//! decoding, so that all are read by the same code. A row is a stack: what a layer says of it,
//! over what the row itself says, over what its sheet says of every row.

use crate::collect::{Keyed, Listed, joined};
use crate::issue::{Code, Issue};
use crate::value::{Entries, Path, Value, shown, text_of};
use std::borrow::Cow;

/// The tables, in the order in which they are decoded.
pub const TABLES: [&str; 16] = [
    "currencies",
    "countries",
    "ibans",
    "zones",
    "calendars",
    "rails",
    "methods",
    "fields",
    "accounts",
    "gates",
    "fees",
    "fx",
    "rules",
    "failure_systems",
    "failure_classes",
    "failures",
];

/// What a layer may say besides tables.
const HEAD: [&str; 3] = ["version", "as_of", "settings"];

/// A row before decoding.
#[derive(Debug)]
pub struct RawRow<'v, 'a> {
    /// Its keys and values, the topmost that any layer gives.
    pub entries: &'v Entries<'a>,
    /// What stands for keys that are not there, topmost first.
    pub under: Vec<&'v Entries<'a>>,
    /// Where layers made or changed it, the topmost first: the first is where `entries` stands,
    /// the next where the first of `under` does. None for a row no layer has a part in.
    pub places: Vec<Place>,
}

/// A place in the layers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place {
    /// Which layer of several; `None` when the overlay is a layer by itself.
    pub layer: Option<usize>,
    /// Which row of its table there.
    pub index: usize,
}

/// Everything before decoding.
#[derive(Debug, Default)]
pub struct RawRulebook<'v, 'a> {
    /// What says `version`, `as_of` and `settings`, topmost last, each with its layer.
    pub heads: Vec<(Option<usize>, &'v Entries<'a>)>,
    /// The rows of each table of [`TABLES`].
    pub tables: Vec<Vec<RawRow<'v, 'a>>>,
}

/// Puts the overlay, one layer or a list of them, over the default rulebook. A layer may be the
/// name of a ready-made one.
pub fn merge<'v, 'a>(
    defaults: &'v [Value<'a>],
    overlay: Option<&'v Value<'a>>,
    issues: &mut Vec<Issue>,
) -> RawRulebook<'v, 'a> {
    let mut raw = RawRulebook::default();
    let of = |key: &str| {
        let mut entries = defaults.iter().filter_map(Value::entries).flatten();
        entries.find(|(known, _)| known == key).map(|(_, value)| value)
    };
    raw.tables = TABLES.iter().map(|table| of(table).map(sheets).unwrap_or_default()).listed();
    raw.heads.extend(of("rulebook").and_then(Value::entries).map(|head| (None, head)));
    let ready = of("overlays").and_then(Value::entries).map_or(&[][..], Vec::as_slice);
    let root = Path::root();
    let mut put = |layer: &'v Value<'a>, number, path: &Path| {
        match named(ready, layer) {
            Ok(layer) => raw.overlay(layer, number, path, issues),
            Err(issue) => issues.push(issue.at(path)),
        };
    };
    match overlay {
        None => {}
        Some(Value::List(layers)) => {
            for (index, layer) in layers.iter().enumerate() {
                put(layer, Some(index), &root.index(index));
            }
        }
        Some(layer) => put(layer, None, &root),
    }
    raw
}

/// The layer itself, or the ready-made one of that name.
fn named<'v, 'a>(
    ready: &'v [(Cow<'a, str>, Value<'a>)],
    layer: &'v Value<'a>,
) -> Result<&'v Value<'a>, Issue> {
    let Value::Text(name) = layer else { return Ok(layer) };
    let found = ready.iter().find(|(known, _)| known == name).map(|(_, layer)| layer);
    found.ok_or_else(|| {
        let names: Vec<&str> = ready.iter().map(|(known, _)| known.as_ref()).listed();
        Issue::new(Code::ValueUnknown, format!("there is no overlay \"{}\"", shown(name)))
            .param("value", shown(name))
            .help(format!("the ready-made overlays are: {}", joined(&names, ", ")))
    })
}

/// Puts the sheets of the default tables, which come by column, back into rows.
pub fn columns_to_rows(tables: &mut Value) {
    let Value::Object(tables) = tables else { return };
    for (_, table) in tables {
        let Value::List(sheets) = table else { continue };
        for (key, content) in sheets.iter_mut().flat_map(|sheet| match sheet {
            Value::Object(entries) => entries.as_mut_slice(),
            _ => &mut [],
        }) {
            if key == "columns" {
                *key = "rows".into();
                *content = Value::List(rows_of(std::mem::replace(content, Value::Null)));
            }
        }
    }
}

fn rows_of(columns: Value) -> Vec<Value> {
    let mut rows = Vec::new();
    let Value::Object(columns) = columns else { return rows };
    for (key, values) in columns {
        let Value::List(values) = values else { continue };
        rows.resize_with(values.len(), || Value::Object(Vec::new()));
        for (row, value) in rows.iter_mut().zip(values) {
            // An empty text stands where the row has not the key.
            let absent = matches!(&value, Value::Text(text) if text.is_empty());
            if let Value::Object(entries) = row
                && !absent
            {
                entries.push((key.clone(), value));
            }
        }
    }
    rows
}

/// The rows of a table of the default rulebook: sheets of rows, with what holds for all of them.
fn sheets<'v, 'a>(table: &'v Value<'a>) -> Vec<RawRow<'v, 'a>> {
    let Value::List(sheets) = table else { return Vec::new() };
    let mut rows = Vec::new();
    for sheet in sheets.iter().filter_map(Value::entries) {
        let of = |key| sheet.iter().find(|(known, _)| known == key).map(|(_, value)| value);
        let defaults = of("defaults").and_then(Value::entries);
        let Some(Value::List(own)) = of("rows") else { continue };
        rows.extend(own.iter().filter_map(Value::entries).map(|entries| RawRow {
            entries,
            under: defaults.into_iter().listed(),
            places: Vec::new(),
        }));
    }
    rows
}

impl<'v, 'a> RawRulebook<'v, 'a> {
    /// The rows of the table of that name.
    pub fn rows(&self, table: &str) -> &[RawRow<'v, 'a>] {
        let index = TABLES.iter().position(|name| *name == table);
        index.and_then(|index| self.tables.get(index)).map_or(&[], Vec::as_slice)
    }

    fn overlay(
        &mut self,
        layer: &'v Value<'a>,
        number: Option<usize>,
        path: &Path,
        issues: &mut Vec<Issue>,
    ) {
        let Some(entries) = layer.entries() else {
            return issues.push(layer.wrong("an object", path));
        };
        for (position, (key, value)) in entries.iter().enumerate() {
            if entries.iter().take(position).any(|(earlier, _)| earlier == key) {
                issues.push(Issue::key_twice(key, path));
                continue;
            }
            let place = path.key(key);
            let table = TABLES.iter().position(|table| table == key);
            match (table.and_then(|index| self.tables.get_mut(index)), value) {
                (Some(rows), Value::List(changes)) => {
                    overlay_rows(changes, rows, number, &place, issues);
                }
                (Some(_), other) => issues.push(other.wrong("a list of rows", &place)),
                (None, _) if HEAD.contains(&key.as_ref()) => {}
                (None, _) => issues.push(unknown_table(key, &place)),
            }
        }
        self.heads.push((number, entries));
    }
}

fn unknown_table(key: &str, path: &Path) -> Issue {
    Issue::new(Code::KeyUnknown, format!("unknown table \"{key}\""))
        .at(path)
        .param("key", key)
        .help(format!("the tables are: {}", joined(&TABLES, ", ")))
}

fn overlay_rows<'v, 'a>(
    changes: &'v [Value<'a>],
    rows: &mut Vec<RawRow<'v, 'a>>,
    layer: Option<usize>,
    path: &Path,
    issues: &mut Vec<Issue>,
) {
    let mut known: Keyed<usize> = Keyed::default();
    for (index, row) in rows.iter().enumerate() {
        known.add(row.id().unwrap_or_default().as_bytes(), index);
    }
    for (index, change) in changes.iter().enumerate() {
        let path = path.index(index);
        let Some(entries) = change.entries() else {
            issues.push(change.wrong("an object", &path));
            continue;
        };
        let place = Place { layer, index };
        let id = text_of(entries, "id").filter(|id| !id.is_empty());
        match id.and_then(|id| known.get(id)).and_then(|index| rows.get_mut(*index)) {
            Some(row) if row.places.first().is_some_and(|earlier| earlier.layer == layer) => {
                issues.push(duplicate_row(id, &path));
            }
            Some(row) => {
                if text_of(entries, "source").is_none_or(str::is_empty) {
                    let issue = Issue::field_missing("source", &path);
                    issues.push(issue.help("every row of an overlay names its own source"));
                }
                row.under.insert(0, row.entries);
                row.entries = entries;
                row.places.insert(0, place);
            }
            None => {
                known.add(id.unwrap_or_default().as_bytes(), rows.len());
                rows.push(RawRow { entries, under: Vec::new(), places: vec![place] });
            }
        }
    }
}

/// The issue for a second row with the same id.
fn duplicate_row(id: Option<&str>, path: &Path) -> Issue {
    let id = id.unwrap_or_default();
    Issue::new(Code::RowDuplicate, format!("the row \"{id}\" stands twice"))
        .at(&path.key("id"))
        .param("id", id)
}

impl<'v> RawRow<'v, '_> {
    /// The row's id, when it has one.
    pub fn id(&self) -> Option<&'v str> {
        text_of(self.entries, "id")
    }
}
