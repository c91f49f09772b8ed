//! Identifiers by independent examples: the published ones, and what other libraries say. Where
//! they and the engine disagree, `vectors/identifiers_settled.json` says who is right and why.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use payout_rules::identifier::schemes;
use payout_rules::{Engine, wire};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(None).unwrap());

const PUBLISHED: &str = include_str!("vectors/identifiers.json");
const ORACLE: &str = include_str!("vectors/identifiers_oracle.json");
const SETTLED: &str = include_str!("vectors/identifiers_settled.json");

fn ask(request: &Value) -> Value {
    let text = request.to_string();
    let answer = wire::check_identifier(&ENGINE, &payout_rules::value::read(&text).unwrap());
    serde_json::from_str(&answer).unwrap()
}

/// Whether the value is good without a doubt, and its normal form.
fn verdict(request: &Value) -> (bool, Value) {
    let answer = ask(request);
    let good = answer["issues"].as_array().unwrap().is_empty();
    (good, answer["normalized"].clone())
}

fn request(row: &Value) -> Value {
    let mut request = json!({ "kind": row["kind"], "value": row["value"] });
    if !row["country"].is_null() {
        request["country"] = row["country"].clone();
    }
    request
}

#[test]
fn the_published_examples_hold() {
    let rows: Vec<Value> = serde_json::from_str(PUBLISHED).unwrap();
    assert_eq!(rows.len(), 100);
    for row in rows {
        let mut request = json!({ "kind": row["scheme"], "value": row["input"] });
        if !row["context"].is_null() {
            request["bank_code"] = row["context"].clone();
        }
        let (good, normalized) = verdict(&request);
        assert_eq!(json!(good), row["valid"], "{request} {normalized}");
    }
}

/// Whether a BIC is of a country that the rulebook does not have, hence closed.
fn is_of_unknown_country(request: &Value) -> bool {
    let letters = request["value"].as_str().and_then(|value| value.get(4..6));
    let country = letters.and_then(payout_rules::country::Country::parse);
    let rulebook = ENGINE.rulebook();
    let has = |country| rulebook.country_row(country).is_some() || rulebook.iban(country).is_some();
    request["kind"] == "bic" && country.is_some_and(|country| !has(country))
}

/// The rows on which the engine and a library disagree, each with both answers.
fn disagreements() -> Vec<Value> {
    let oracle: Value = serde_json::from_str(ORACLE).unwrap();
    let rows = oracle["rows"].as_array().unwrap();
    assert!(rows.len() > 2000, "{}", rows.len());
    let mut found = Vec::new();
    for row in rows {
        let mut request = request(row);
        let answer = ask(&request);
        if is_of_unknown_country(&request) {
            assert_eq!(answer["ok"], false, "{request}");
            continue;
        }
        // A doubt is no refusal.
        let good = answer["ok"] == true;
        let ours =
            if good { answer["normalized"].clone() } else { answer["issues"][0]["code"].clone() };
        let theirs = if row["ok"] == true { row["normalized"].clone() } else { json!("refused") };
        let agree = if good { ours == theirs } else { row["ok"] == false };
        if !agree {
            request["theirs"] = theirs;
            request["ours"] = ours;
            found.push(request);
        }
    }
    found
}

#[test]
fn other_libraries_agree_or_the_case_is_settled() {
    let settled: Value = serde_json::from_str(SETTLED).unwrap();
    let mut expected = BTreeMap::new();
    for reason in settled.as_array().unwrap() {
        for key in ["why", "source"] {
            assert!(reason[key].as_str().is_some_and(|text| text.len() > 10), "{reason}");
        }
        for case in reason["cases"].as_array().unwrap() {
            assert!(expected.insert(case.to_string(), &reason["why"]).is_none(), "{case} twice");
        }
    }
    let found: BTreeSet<String> = disagreements().iter().map(Value::to_string).collect();
    let settled: BTreeSet<String> = expected.keys().cloned().collect();
    let new: Vec<&String> = found.difference(&settled).collect();
    let gone: Vec<&String> = settled.difference(&found).collect();
    assert!(new.is_empty(), "not settled:\n{new:#?}");
    assert!(gone.is_empty(), "settled, but there is no disagreement:\n{gone:#?}");
}

#[test]
fn every_scheme_has_a_name_and_a_source() {
    for scheme in schemes() {
        assert!(scheme.source.len() > 5 && !scheme.title.is_empty(), "{scheme:?}");
    }
}
