//! Notes and names in the data that no decision needs, so that the engine does not carry them.

use crate::value::{Entries, Value, read, text_of};
use std::collections::BTreeMap;

/// `{ table: [{ id, name?, note? }] }`, put together by the build.
const OF_DATA: &str = include_str!(concat!(env!("OUT_DIR"), "/notes.json"));
const KEYS: [&str; 2] = ["name", "note"];

/// Texts by table, row and key.
#[derive(Debug)]
pub(super) struct Notes(BTreeMap<[String; 3], String>);

impl Notes {
    /// Those of the data, under those of the layers of an overlay.
    pub(super) fn new(overlay: Option<&Value>) -> Notes {
        let mut notes = Notes(BTreeMap::new());
        // Text that the build wrote is JSON.
        if let Ok(data) = read(OF_DATA) {
            notes.add(&data);
        }
        match overlay {
            Some(Value::List(layers)) => layers.iter().for_each(|layer| notes.add(layer)),
            Some(layer) => notes.add(layer),
            None => {}
        }
        notes
    }

    /// The text of that key of a row, or nothing.
    pub(super) fn text(&self, table: &str, id: &str, key: &str) -> &str {
        self.0.get(&[table, id, key].map(str::to_owned)).map_or("", String::as_str)
    }

    fn add(&mut self, layer: &Value) {
        for (table, rows) in layer.entries().into_iter().flatten() {
            let Value::List(rows) = rows else { continue };
            rows.iter().filter_map(Value::entries).for_each(|row| self.add_row(table, row));
        }
    }

    fn add_row(&mut self, table: &str, row: &Entries) {
        let Some(id) = text_of(row, "id") else { return };
        for key in KEYS {
            if let Some(text) = text_of(row, key) {
                self.0.insert([table, id, key].map(str::to_owned), text.to_owned());
            }
        }
    }
}
