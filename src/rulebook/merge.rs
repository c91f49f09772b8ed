//! The default rulebook and a platform's overlay, put together row by row before decoding, so
//! that both are read by the same code.

use crate::issue::{Code, Issue};
use crate::value::{Path, Value, read};
use std::borrow::Cow;

/// The tables, in the order in which they are decoded and hashed.
pub const TABLES: [&str; 10] = [
    "currencies",
    "countries",
    "ibans",
    "calendars",
    "rails",
    "methods",
    "accounts",
    "gates",
    "fees",
    "fx",
];

const HEAD: &str = include_str!("data/rulebook.json");

const DATA: [&str; TABLES.len()] = [
    include_str!("data/currencies.json"),
    include_str!("data/countries.json"),
    include_str!("data/ibans.json"),
    include_str!("data/calendars.json"),
    include_str!("data/rails.json"),
    include_str!("data/methods.json"),
    include_str!("data/accounts.json"),
    include_str!("data/gates.json"),
    include_str!("data/fees.json"),
    include_str!("data/fx.json"),
];

type Entries<'a> = Vec<(Cow<'a, str>, Value<'a>)>;

/// A row before decoding.
#[derive(Debug)]
pub struct RawRow<'a> {
    /// Its keys and values.
    pub value: Value<'a>,
    /// Its place in the overlay, or in its table when the overlay has no part in it.
    pub index: usize,
    /// Whether the overlay made or changed it.
    pub overlaid: bool,
}

/// Everything before decoding.
#[derive(Debug)]
pub struct RawRulebook<'a> {
    /// `version`, `as_of` and `settings`.
    pub head: Value<'a>,
    /// The rows of each table of [`TABLES`].
    pub tables: Vec<Vec<RawRow<'a>>>,
}

/// Puts the overlay, if there is one, over the default rulebook.
pub fn merge<'a>(overlay: Option<&Value<'a>>, issues: &mut Vec<Issue>) -> RawRulebook<'a> {
    let root = Path::root();
    let mut head = default(HEAD, issues);
    let mut tables: Vec<Vec<RawRow<'a>>> =
        DATA.iter().map(|text| default_rows(text, issues)).collect();
    match overlay {
        None => {}
        Some(Value::Object(entries)) => overlay_tables(entries, &mut head, &mut tables, issues),
        Some(other) => issues.push(other.wrong("an object", &root)),
    }
    RawRulebook { head, tables }
}

fn default<'a>(text: &'static str, issues: &mut Vec<Issue>) -> Value<'a> {
    read(text).unwrap_or_else(|error| {
        issues.push(Issue::new(Code::JsonInvalid, error.to_string()).at(&Path::root()));
        Value::Null
    })
}

fn default_rows<'a>(text: &'static str, issues: &mut Vec<Issue>) -> Vec<RawRow<'a>> {
    let Value::List(rows) = default(text, issues) else {
        return Vec::new();
    };
    let raw = |(index, value)| RawRow { value, index, overlaid: false };
    rows.into_iter().enumerate().map(raw).collect()
}

fn overlay_tables<'a>(
    entries: &Entries<'a>,
    head: &mut Value<'a>,
    tables: &mut [Vec<RawRow<'a>>],
    issues: &mut Vec<Issue>,
) {
    let root = Path::root();
    for (position, (key, value)) in entries.iter().enumerate() {
        let path = root.key(key);
        if entries.iter().take(position).any(|(earlier, _)| earlier == key) {
            issues.push(Issue::key_twice(key, &root));
            continue;
        }
        let table = TABLES.iter().position(|table| table == key);
        match table.and_then(|index| tables.get_mut(index)) {
            Some(rows) => overlay_rows(value, rows, &path, issues),
            None => overlay_head(key, value, head, &path, issues),
        }
    }
}

/// `version` and `as_of` replace; `settings` replaces key by key.
fn overlay_head<'a>(
    key: &str,
    value: &Value<'a>,
    head: &mut Value<'a>,
    path: &Path,
    issues: &mut Vec<Issue>,
) {
    let Value::Object(head) = head else { return };
    match head.iter_mut().find(|(known, _)| known == key) {
        Some((_, Value::Object(settings))) => match value {
            Value::Object(changes) => patch(settings, changes, path, issues),
            other => issues.push(other.wrong("an object", path)),
        },
        Some((_, known)) => *known = value.clone(),
        None => issues.push(
            Issue::new(Code::KeyUnknown, format!("unknown table \"{key}\""))
                .at(path)
                .param("key", key)
                .help(format!("the tables are: {}", TABLES.join(", "))),
        ),
    }
}

fn overlay_rows<'a>(
    value: &Value<'a>,
    rows: &mut Vec<RawRow<'a>>,
    path: &Path,
    issues: &mut Vec<Issue>,
) {
    let Value::List(changes) = value else {
        issues.push(value.wrong("a list of rows", path));
        return;
    };
    for (index, change) in changes.iter().enumerate() {
        let Value::Object(change) = change else {
            issues.push(change.wrong("an object", &path.index(index)));
            continue;
        };
        let place = path.index(index);
        let id = text_of(change, "id");
        let known = rows.iter_mut().find(|row| id.is_some() && row.id() == id);
        match known {
            Some(row) if row.overlaid => issues.push(duplicate_row(id, &place)),
            Some(row) => {
                if text_of(change, "source").is_none_or(str::is_empty) {
                    let issue = Issue::field_missing("source", &place);
                    issues.push(issue.help("every row of an overlay names its own source"));
                }
                row.overlay(change, index, &place, issues);
            }
            None => {
                rows.push(RawRow { value: Value::Object(change.clone()), index, overlaid: true })
            }
        }
    }
}

/// The issue for a second row with the same id.
pub fn duplicate_row(id: Option<&str>, path: &Path) -> Issue {
    let id = id.unwrap_or_default();
    Issue::new(Code::RowDuplicate, format!("the row \"{id}\" stands twice"))
        .at(&path.key("id"))
        .param("id", id)
}

fn text_of<'e>(entries: &'e Entries<'_>, key: &str) -> Option<&'e str> {
    match entries.iter().find(|(known, _)| known == key) {
        Some((_, Value::Text(text))) => Some(text),
        _ => None,
    }
}

fn patch<'a>(
    entries: &mut Entries<'a>,
    changes: &Entries<'a>,
    path: &Path,
    issues: &mut Vec<Issue>,
) {
    for (position, (key, value)) in changes.iter().enumerate() {
        if changes.iter().take(position).any(|(earlier, _)| earlier == key) {
            issues.push(Issue::key_twice(key, path));
        }
        match entries.iter_mut().find(|(known, _)| known == key) {
            Some((_, known)) => *known = value.clone(),
            None => entries.push((key.clone(), value.clone())),
        }
    }
}

impl<'a> RawRow<'a> {
    /// The row's id, when it has one.
    pub fn id(&self) -> Option<&str> {
        match &self.value {
            Value::Object(entries) => text_of(entries, "id"),
            _ => None,
        }
    }

    fn overlay(
        &mut self,
        change: &Entries<'a>,
        index: usize,
        path: &Path,
        issues: &mut Vec<Issue>,
    ) {
        if let Value::Object(entries) = &mut self.value {
            patch(entries, change, path, issues);
        }
        self.index = index;
        self.overlaid = true;
    }
}

impl RawRulebook<'_> {
    /// The rulebook as one text in which equal rulebooks are equal: keys sorted, tables and rows
    /// in their order. Whether a row is an overlay's counts too, for such a row goes first.
    pub fn canonical(&self) -> String {
        let mut out = String::new();
        write_canonical(&self.head, &mut out);
        for (name, rows) in TABLES.iter().zip(&self.tables) {
            for row in rows {
                out.push_str(if row.overlaid { "\noverlay " } else { "\n" });
                out.push_str(name);
                write_canonical(&row.value, &mut out);
            }
        }
        out
    }
}

fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Null | Value::Broken(_) => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(text) => out.push_str(text),
        Value::Text(text) => write_text(text, out),
        Value::List(items) => {
            out.push('[');
            for item in items {
                write_canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        Value::Object(entries) => {
            let mut sorted: Vec<_> = entries.iter().collect();
            sorted.sort_by(|a, b| a.0.cmp(&b.0));
            out.push('{');
            for (key, item) in sorted {
                write_text(key, out);
                out.push(':');
                write_canonical(item, out);
                out.push(',');
            }
            out.push('}');
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    out.extend(text.chars().flat_map(char::escape_default));
    out.push('"');
}
