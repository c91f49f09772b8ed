//! Puts the tables of the rulebook into one text for the engine to carry: without notes and
//! blanks, which only people need, and with its hash, which then need not be taken at each start.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

const DATA: &str = "src/rulebook/data";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={DATA}");
    let (mut rulebook, mut failures) = (Map::new(), Map::new());
    for path in sorted_entries(Path::new(DATA))? {
        let table = path.file_stem().and_then(|stem| stem.to_str()).ok_or("a file without name")?;
        let content = match table {
            "rulebook" => read(&path)?,
            _ => Value::Array(sheets(&path)?),
        };
        // Return codes are a text of their own, read when somebody asks for one.
        let part = if table.starts_with("failure") { &mut failures } else { &mut rulebook };
        part.insert(table.to_owned(), content);
    }
    let (text, failures) =
        (Value::Object(rulebook).to_string(), Value::Object(failures).to_string());
    let hash = Sha256::digest(format!("{text}\n{failures}"));
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("rulebook.json"), text)?;
    fs::write(out.join("failures.json"), failures)?;
    fs::write(out.join("rulebook.hash"), hash)?;
    Ok(())
}

/// The sheets of a table: its one file, or every file of its folder, by name.
fn sheets(path: &Path) -> Result<Vec<Value>, Box<dyn Error>> {
    if path.is_dir() {
        println!("cargo:rerun-if-changed={}", path.display());
        return sorted_entries(path)?.iter().map(|path| sheet(path)).collect();
    }
    Ok(vec![sheet(path)?])
}

fn sheet(path: &Path) -> Result<Value, Box<dyn Error>> {
    println!("cargo:rerun-if-changed={}", path.display());
    let mut sheet = match read(path)? {
        rows @ Value::Array(_) => json!({ "rows": rows }),
        sheet => sheet,
    };
    let entries = sheet.as_object_mut().ok_or("a sheet that is no object")?;
    let rows = entries.remove("rows").unwrap_or_default();
    let columns = columns(&rows).ok_or_else(|| format!("{}: no list of rows", path.display()))?;
    entries.insert("columns".to_owned(), Value::Object(columns));
    Ok(sheet)
}

/// The rows by key, each key with the values of all rows: a tenth less to carry, and less to
/// read. An empty text, which no row has, stands where a row has not the key.
fn columns(rows: &Value) -> Option<Map<String, Value>> {
    let rows: Vec<&Map<String, Value>> =
        rows.as_array()?.iter().map(Value::as_object).collect::<Option<_>>()?;
    let mut columns: Map<String, Value> = Map::new();
    for key in rows.iter().flat_map(|row| row.keys()) {
        if !columns.contains_key(key) {
            let values = rows.iter().map(|row| row.get(key).cloned().unwrap_or_else(|| "".into()));
            columns.insert(key.clone(), values.collect());
        }
    }
    Some(columns)
}

fn sorted_entries(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries: Result<Vec<_>, _> = fs::read_dir(folder)?.collect();
    let mut paths: Vec<PathBuf> = entries?.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<Value, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let mut value =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    drop_notes(&mut value);
    Ok(value)
}

fn drop_notes(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(drop_notes),
        Value::Object(entries) => {
            entries.remove("note");
            entries.values_mut().for_each(drop_notes);
        }
        _ => {}
    }
}
