//! The files of the rulebook as tables, for the build and for tests: of each table its sheets, and
//! of each sheet `defaults` and `rows`. What is neither is an error: it would be lost in silence.

use serde_json::{Map, Value};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the tables are, from the root of the crate.
pub const DATA: &str = "src/rulebook/data";

/// A file of a table.
pub struct Sheet {
    /// Where it is.
    pub path: PathBuf,
    /// `{ "defaults"?, "rows" }`, whichever way it is written.
    pub content: Map<String, Value>,
}

/// The sheets of a table: its one file, or every file of its folder, by name.
pub fn sheets(path: &Path) -> Result<Vec<Sheet>, Box<dyn Error>> {
    let paths = if path.is_dir() { sorted_entries(path)? } else { vec![path.to_owned()] };
    paths.into_iter().map(sheet).collect()
}

fn sheet(path: PathBuf) -> Result<Sheet, Box<dyn Error>> {
    match content(read(&path)?) {
        Some(content) => Ok(Sheet { path, content }),
        None => Err(format!(
            "{}: a file is a list of rows, or {{ \"defaults\": {{ … }}, \"rows\": [ … ] }} and nothing else",
            path.display()
        )
        .into()),
    }
}

/// A list of rows, or an object of nothing but `rows` and, where there are any, `defaults`.
pub fn content(file: Value) -> Option<Map<String, Value>> {
    let content = match file {
        Value::Array(rows) => Map::from_iter([("rows".to_owned(), Value::Array(rows))]),
        Value::Object(content) => content,
        _ => return None,
    };
    let is_right = content.iter().all(|(key, value)| match key.as_str() {
        "defaults" => value.is_object(),
        "rows" => value.as_array().is_some_and(|rows| rows.iter().all(Value::is_object)),
        _ => false,
    });
    Some(content).filter(|content| is_right && content.contains_key("rows"))
}

/// What lies in a folder, by name.
pub fn sorted_entries(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries: Result<Vec<_>, _> = fs::read_dir(folder)?.collect();
    let mut paths: Vec<PathBuf> = entries?.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

/// A file of JSON.
pub fn read(path: &Path) -> Result<Value, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    Ok(serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?)
}
