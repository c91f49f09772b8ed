//! The golden cases, natively. `BLESS=1 cargo test --test cases` writes what the engine answers
//! now; read the difference before you commit it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use support::{Case, print_hashes};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap();
    let files = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        files.filter_map(|file| file.strip_suffix(".json").map(str::to_owned)).collect();
    names.sort();
    names
}

#[test]
fn every_case_answers_its_bytes() {
    let bless = std::env::var_os("BLESS").is_some();
    let names = names();
    assert!(!names.is_empty(), "no golden cases");
    let mut wrong = Vec::new();
    for name in &names {
        let text = fs::read_to_string(folder().join(format!("{name}.json"))).unwrap();
        let out = folder().join(format!("{name}.out"));
        let expected = fs::read_to_string(&out).unwrap_or_default();
        let case = Case::of(name, &text);
        let answer = case.answer();
        if bless {
            fs::write(out, &answer).unwrap();
        } else if answer != expected {
            wrong.push(format!("{name}\n  expected {expected}\n  answered {answer}"));
        } else {
            print_hashes("native", name, &answer, |line| println!("{line}"));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_answer_has_its_case() {
    let entries = fs::read_dir(folder()).unwrap();
    let names = names();
    for entry in entries {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let name = file.strip_suffix(".out");
        assert!(name.is_none_or(|name| names.iter().any(|n| n == name)), "{file} has no case");
    }
}
