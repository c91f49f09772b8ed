//! Puts the tables of the rulebook into one text for the engine to carry: without notes and
//! blanks, which only people need, and with its hash, which then need not be taken at each start.
//! The schemes of identifiers likewise.

#[path = "src/hash/blake3.rs"]
mod blake3;
#[path = "build/sheets.rs"]
mod sheets;

use serde_json::{Map, Value};
use sheets::{DATA, Sheet, read, sheets, sorted_entries};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Ready-made layers, each a file under the name by which an engine is asked for it.
const OVERLAYS: &str = "src/rulebook/overlays";

const SCHEMES: &str = "src/identifier/schemes.tsv";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build/sheets.rs");
    println!("cargo:rerun-if-changed={DATA}");
    let (mut rulebook, mut failures, mut notes) = (Map::new(), Map::new(), Map::new());
    for path in sorted_entries(Path::new(DATA))? {
        let table = path.file_stem().and_then(|stem| stem.to_str()).ok_or("a file without name")?;
        println!("cargo:rerun-if-changed={}", path.display());
        let content = match table {
            "rulebook" => {
                let mut head = read(&path)?;
                drop_notes(&mut head);
                head
            }
            _ => {
                let sheets = sheets(&path)?;
                notes.insert(table.to_owned(), sheets.iter().flat_map(notes_of).collect());
                Value::Array(sheets.into_iter().map(|sheet| carried(table, sheet)).collect())
            }
        };
        // Return codes are a text of their own, read when somebody asks for one.
        let part = if table.starts_with("failure") { &mut failures } else { &mut rulebook };
        part.insert(table.to_owned(), content);
    }
    let (text, failures) =
        (Value::Object(rulebook).to_string(), Value::Object(failures).to_string());
    let overlays = overlays()?;
    let hash = blake3::blake3(format!("{text}\n{failures}\n{overlays}").as_bytes());
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("rulebook.json"), text)?;
    fs::write(out.join("failures.json"), failures)?;
    fs::write(out.join("overlays.json"), overlays)?;
    fs::write(out.join("rulebook.hash"), hash)?;
    fs::write(out.join("notes.json"), Value::Object(notes).to_string())?;
    println!("cargo:rerun-if-changed={SCHEMES}");
    fs::write(out.join("schemes.tsv"), schemes(&fs::read_to_string(SCHEMES)?)?)?;
    Ok(())
}

/// `{ "overlays": { "<name>": layer } }`.
fn overlays() -> Result<String, Box<dyn Error>> {
    println!("cargo:rerun-if-changed={OVERLAYS}");
    let mut layers = Map::new();
    for path in sorted_entries(Path::new(OVERLAYS))? {
        println!("cargo:rerun-if-changed={}", path.display());
        let name = path.file_stem().and_then(|stem| stem.to_str()).ok_or("a file without name")?;
        let mut layer = read(&path)?;
        drop_notes(&mut layer);
        layers.insert(name.to_owned(), layer);
    }
    Ok(Value::Object(Map::from_iter([("overlays".to_owned(), Value::Object(layers))])).to_string())
}

/// The columns of a table, a tab between them: what is alike stands together, and compresses.
fn schemes(table: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut columns: [Vec<Vec<u8>>; 6] = Default::default();
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line.split('\t').count() != columns.len() {
            return Err(format!("not {} cells: {line}", columns.len()).into());
        }
        let mut cells: Vec<Vec<u8>> = line.split('\t').map(|cell| cell.into()).collect();
        // Forms are compared with figures, which are a byte each.
        if let Some(forms) = line.rsplit('\t').next() {
            let forms: Result<_, _> = forms.chars().map(u8::try_from).collect();
            cells.pop();
            cells.push(forms?);
        }
        columns.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell));
    }
    Ok(columns.map(|column| column.join(&b'\n')).join(&b'\t'))
}

/// A sheet as the engine carries it.
fn carried(table: &str, sheet: Sheet) -> Value {
    println!("cargo:rerun-if-changed={}", sheet.path.display());
    let mut content = sheet.content;
    content.values_mut().for_each(drop_notes);
    let mut rows = content.remove("rows").unwrap_or_default();
    rows.as_array_mut().into_iter().flatten().for_each(|row| drop_name(table, row));
    content.insert("columns".to_owned(), Value::Object(columns(&rows)));
    Value::Object(content)
}

/// Of each row its id, and its name and note where it or its sheet has them: what the reference shows
/// and the engine does not carry.
fn notes_of(sheet: &Sheet) -> Vec<Value> {
    let rows = sheet.content.get("rows").and_then(Value::as_array).into_iter().flatten();
    let of = |row: &Value| {
        let said = |key: &&str| row.get(key).or_else(|| sheet.content.get("defaults")?.get(key));
        let keys = ["id", "name", "note"];
        let pairs = keys.iter().filter_map(|key| Some(((*key).to_owned(), said(key)?.clone())));
        Value::Object(pairs.collect())
    };
    rows.map(of).collect()
}

/// The rows by key, each key with the values of all rows: a tenth less to carry, and less to
/// read. An empty text, which no row has, stands where a row has not the key.
fn columns(rows: &Value) -> Map<String, Value> {
    let rows: Vec<&Map<String, Value>> =
        rows.as_array().into_iter().flatten().filter_map(Value::as_object).collect();
    let mut columns: Map<String, Value> = Map::new();
    for key in rows.iter().flat_map(|row| row.keys()) {
        if !columns.contains_key(key) {
            let values = rows.iter().map(|row| row.get(key).cloned().unwrap_or_else(|| "".into()));
            columns.insert(key.clone(), values.collect());
        }
    }
    columns
}

/// Names that no answer shows: those of currencies, and of countries that are not closed.
fn drop_name(table: &str, row: &mut Value) {
    let is_closed = || row["closed"].as_array().is_some_and(|closed| !closed.is_empty());
    let is_shown = match table {
        "currencies" => false,
        "countries" => is_closed(),
        _ => true,
    };
    if let (false, Value::Object(entries)) = (is_shown, row) {
        entries.remove("name");
    }
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
