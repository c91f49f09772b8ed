//! Tightening a gate never releases a payout.

use super::payees::{amounts, payee};
use super::{PLAIN, plan, rank};
use payout_rules::Engine;
use payout_rules::value::read;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};

/// A gate of the default rulebook with its limits lowered, one demand more, or blocking.
fn tightened(gate: &Value, how: usize) -> Value {
    let mut row = json!({ "id": gate["id"], "source": "policy" });
    match how {
        0 => {
            let mut limits = gate["limits"].as_array().unwrap().clone();
            for limit in &mut limits {
                if let Some(amount) = limit["amount"].as_str() {
                    let half = amount.parse::<u64>().unwrap() / 2;
                    limit["amount"] = json!(half.to_string());
                }
            }
            row["limits"] = json!(limits);
        }
        1 => {
            let mut limits = gate["limits"].as_array().unwrap().clone();
            for limit in &mut limits {
                for key in ["amount_is", "count_is"] {
                    if limit[key].is_string() {
                        limit[key] = json!("at_least");
                    }
                }
            }
            row["limits"] = json!(limits);
        }
        2 => {
            let mut requires = gate["requires"].as_array().unwrap().clone();
            requires.push(json!({ "kind": "review" }));
            row["requires"] = json!(requires);
        }
        _ => row["effect"] = json!("block"),
    }
    row
}

fn gate_rows() -> Vec<Value> {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/rulebook/data"));
    let mut files = vec![folder.join("gates.json")];
    if let Ok(sheets) = std::fs::read_dir(folder.join("gates")) {
        files = sheets.map(|sheet| sheet.unwrap().path()).collect();
    }
    let mut rows = Vec::new();
    for file in files {
        let content: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        let empty = serde_json::Map::new();
        let defaults = content["defaults"].as_object().unwrap_or(&empty).clone();
        let listed = content.as_array().or(content["rows"].as_array()).unwrap();
        for row in listed {
            let mut whole = defaults.clone();
            whole.extend(row.as_object().unwrap().clone());
            rows.push(Value::Object(whole));
        }
    }
    rows
}

#[test]
fn tightening_a_gate_never_releases_a_payout() {
    let rows = gate_rows();
    assert!(rows.len() >= 3, "the gates were not found");
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for (index, row) in rows.iter().enumerate() {
        // A gate that withholds cannot block with its rates, and one without demands has none to add to.
        let is_bare = row["requires"].as_array().is_none_or(Vec::is_empty);
        let how = if row["effect"] == "withhold" || is_bare { index % 2 } else { index % 4 };
        let overlay = json!({ "gates": [tightened(row, how)] }).to_string();
        let engine = Engine::new(Some(&read(&overlay).unwrap())).unwrap_or_else(|issues| {
            panic!("{overlay}: {issues:?}");
        });
        let strategy = (payee(), amounts());
        for _ in 0..12 {
            let tree = strategy.new_tree(&mut runner).unwrap();
            let (payee, amounts) = proptest::strategy::ValueTree::current(&tree);
            check_tighter(&engine, &payee, &amounts).unwrap();
        }
    }
}

fn check_tighter(engine: &Engine, payee: &Value, amounts: &[u32]) -> Result<(), TestCaseError> {
    let before = plan(&PLAIN, payee, amounts, 0, &json!([]));
    let after = plan(engine, payee, amounts, 0, &json!([]));
    for (before, after) in before.iter().zip(&after) {
        // What is refused no longer counts for what follows.
        if after["outcome"] == "reject" {
            return Ok(());
        }
        prop_assert!(rank(after) >= rank(before), "{} then {}", before, after);
    }
    Ok(())
}
