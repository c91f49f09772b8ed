//! The rows of a rulebook as data, so that two rulebooks can be compared.

use crate::json;
use crate::rulebook::{Rulebook, TABLES};
use crate::value::Value;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// `{ table: [row] }`: every row with the overlay over it, of each key the value that counts.
pub(super) fn text(overlay: Option<&Value>) -> String {
    let mut tables: Vec<(&str, Vec<String>)> =
        TABLES.iter().map(|table| (*table, Vec::new())).collect();
    Rulebook::each_row(overlay, |table, row| {
        if let Some((_, rows)) = tables.iter_mut().find(|(known, _)| *known == table) {
            rows.push(json::text(&Row(row)));
        }
    });
    let table = |(table, rows): &(&str, Vec<String>)| format!("\"{table}\":[{}]", rows.join(","));
    format!("{{{}}}", tables.iter().map(table).collect::<Vec<_>>().join(","))
}

/// A row as JSON.
struct Row<'r, 'v>(&'r [(&'v str, &'v Value<'v>)]);

impl Serialize for Row<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, Json(value))))
    }
}

/// A value as JSON, as it was given.
struct Json<'v>(&'v Value<'v>);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null | Value::Broken(_) => serializer.serialize_unit(),
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            // Rows have whole numbers only: all else is decimal text.
            Value::Number(text) => match text.parse::<i64>() {
                Ok(number) => serializer.serialize_i64(number),
                Err(_) => serializer.serialize_str(text),
            },
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(&Json(item))?;
                }
                list.end()
            }
            Value::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, item) in entries {
                    map.serialize_entry(key.as_ref(), &Json(item))?;
                }
                map.end()
            }
        }
    }
}
