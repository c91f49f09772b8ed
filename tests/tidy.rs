//! The layout shows the architecture: files stay short, and lower floors never import higher
//! ones.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up; what stands together does not know of each other.
const FLOORS: &[&[&str]] = &[
    &["collect", "json", "words"],
    &["country", "date", "hash", "money"],
    &["issue"],
    &["value"],
    &["screening"],
    &["rulebook"],
    &["identifier"],
    &["account", "batch", "requirement"],
    &["failure", "gate", "quote", "route", "rule"],
    &["plan"],
    &["coverage", "report"],
    &["engine"],
    &["tools", "wire"],
    &["wasm"],
];

const LINES_MAX: usize = 400;
const FUNCTION_LINES_MAX: usize = 70;

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = ["src", "tests", "xtask"].map(|name| root.join(name)).into();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path.strip_prefix(root).unwrap().to_owned(), text));
            }
        }
    }
    assert!(files.len() > 50, "the sources were not found");
    files
}

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// `src/plan/offer.rs` and `src/plan.rs` are both of `plan`.
fn module_of(path: &Path) -> Option<&str> {
    let inside = path.strip_prefix("src").ok()?;
    inside.components().next()?.as_os_str().to_str().map(|name| name.trim_end_matches(".rs"))
}

#[test]
fn lower_floors_never_import_higher_ones() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(own) = module_of(&path).filter(|module| *module != "lib") else { continue };
        let floor = floor_of(own).unwrap_or_else(|| panic!("{own} has no floor"));
        // The engine's type is at the root, as its users have it.
        let text = text.replace("crate::Engine", "crate::engine::Engine");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for part in code.split("crate::").skip(1) {
            let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let (used, _) = part.split_at(end.unwrap_or(part.len()));
            let below = floor_of(used).is_some_and(|used| used < floor);
            if used != own && !below {
                wrong.push(format!("{} imports {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_design_tells_of_every_floor() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("DESIGN.md");
    let text = fs::read_to_string(path).unwrap();
    let (_, table) = text.split_once("| floor | does |\n").unwrap();
    let rows = table.lines().skip(1).take_while(|line| line.starts_with('|'));
    let told: Vec<Vec<&str>> = rows
        .map(|row| {
            row.split('|').nth(1).unwrap().split(',').map(|name| name.trim_matches([' ', '`']))
        })
        .map(Iterator::collect)
        .collect();
    assert_eq!(told, FLOORS);
}

#[test]
fn files_and_functions_are_short() {
    let mut long = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        if lines > LINES_MAX {
            long.push(format!("{}: {lines} lines", path.display()));
        }
        let mut start: Option<(usize, &str)> = None;
        for (number, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let words: Vec<&str> = line.split_whitespace().take(4).collect();
            if words.contains(&"fn") && !line.trim_start().starts_with("//") {
                start = Some((number, line)).filter(|_| !line.ends_with(';'));
            }
            let Some((first, head)) = start else { continue };
            if line.trim() == "}" && indent == head.len() - head.trim_start().len() {
                let length = number - first + 1;
                if length > FUNCTION_LINES_MAX {
                    long.push(format!("{}: {} has {length} lines", path.display(), head.trim()));
                }
                start = None;
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn the_types_list_every_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("pkg-template/types/codes.d.ts");
    let text = fs::read_to_string(path).unwrap();
    let listed: Vec<&str> =
        text.lines().filter_map(|line| line.trim().strip_prefix("| \"")).collect();
    let listed: Vec<&str> = listed.iter().map(|code| code.trim_end_matches(['"', ';'])).collect();
    let codes: Vec<&str> =
        payout_rules::issue::Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(listed, codes);
}
