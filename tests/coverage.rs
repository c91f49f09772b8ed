//! The matrix of countries, currencies and methods: whole, true to what is answered for a payee,
//! and each closed cell closed by a row that is there.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[expect(dead_code, reason = "what other tests ask")]
#[path = "support/ask.rs"]
mod ask;

use ask::{ask, engine, payee};
use payout_rules::{Engine, wire};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const DAY: &str = "2026-05-22";

fn coverage(engine: &Engine, request: Value) -> Value {
    ask(wire::coverage, engine, request)
}

fn cells(answer: &Value) -> &[Value] {
    answer["cells"].as_array().unwrap()
}

/// The cell that counts: the first that fits.
fn cell<'a>(answer: &'a Value, country: &str, currency: &str, method: &str) -> &'a Value {
    let fits = |cell: &Value, key: &str, wanted: &str| cell[key] == wanted || cell[key] == "*";
    let found = cells(answer).iter().find(|cell| {
        cell["country"] == country
            && fits(cell, "currency", currency)
            && fits(cell, "method", method)
    });
    found.unwrap_or(&Value::Null)
}

#[test]
fn nothing_in_the_default_rulebook_is_unknown() {
    let engine = engine(json!({}));
    for kind in [json!({}), json!({ "type": "individual" }), json!({ "type": "business" })] {
        let answer = coverage(&engine, kind);
        assert_eq!(answer["at"], "2026-11-21", "the day the facts were looked up");
        assert_eq!(answer["counts"]["unknown"], 0);
        let unknown: Vec<&Value> =
            cells(&answer).iter().filter(|cell| cell["status"] == "unknown").collect();
        assert_eq!(unknown, [&Value::Null; 0]);
    }
}

#[test]
fn every_cell_names_a_row_that_is_there() {
    let engine = engine(json!({}));
    let mut rows: BTreeSet<String> =
        engine.rulebook().rows().iter().map(|row| format!("{}/{}", row.table, row.id)).collect();
    rows.insert("methods/*".to_owned());
    let answer = coverage(&engine, Value::Null);
    for cell in cells(&answer) {
        assert!(rows.contains(cell["by"].as_str().unwrap()), "{cell}");
        assert_eq!(cell["reason"].is_null(), cell["status"] == "open", "{cell}");
    }
    let counts = &answer["counts"];
    let count = |name: &str| counts[name].as_u64().unwrap();
    assert_eq!(
        count("open") + count("closed") + count("unknown"),
        count("countries") * count("currencies") * count("methods")
    );
    let open = cells(&answer).iter().filter(|cell| cell["status"] == "open");
    assert_eq!(count("open"), open.count() as u64);
}

/// What only the payee or the amount has to do with, and what only the source currency has.
const NOT_COVERAGE: [&str; 8] = [
    "account_missing",
    "amount_below_min",
    "amount_above_max",
    "fee_unknown",
    "fee_exceeds_amount",
    "fx_missing",
    "gate_hold",
    "gate_unmeasured",
];

#[test]
fn an_open_cell_is_open_to_a_payee_and_a_closed_one_is_not() {
    let engine = engine(json!({}));
    for row in &engine.rulebook().countries {
        let country = row.country.as_str();
        let request = json!({ "at": DAY, "type": "individual", "country": country });
        let answer = coverage(&engine, request);
        let own = row.currency.map(|own| own.to_string());
        for currency in [own.as_deref().unwrap_or("JPY"), "USD"] {
            let request = json!({
                "payee": payee(country, json!([])), "payout_currency": currency,
                "amount": { "value": "100", "currency": currency }, "at": format!("{DAY}T12:00:00Z"),
            });
            let methods = ask(wire::methods, &engine, request);
            let found = methods["methods"].as_array().unwrap();
            for method in &engine.rulebook().methods {
                let cell = cell(&answer, country, currency, &method.id);
                let option = found.iter().find(|option| option["method"] == method.id.as_str());
                let stands = option.is_some_and(|option| {
                    let mut errors = option["reasons"].as_array().unwrap().iter();
                    !errors.any(|issue| {
                        let code = issue["code"].as_str().unwrap();
                        issue["severity"] == "error" && !NOT_COVERAGE.contains(&code)
                    })
                });
                assert_eq!(cell["status"] == "open", stands, "{cell} {currency} {option:?}");
            }
        }
    }
}

fn off(id: &str) -> Value {
    json!({ "id": id, "enabled": false, "source": "policy" })
}

fn lapsed(id: &str) -> Value {
    json!({ "id": id, "until": "2020-01-01", "source": "policy" })
}

fn ach(key: &str, value: Value) -> Value {
    json!({ "rails": [{ "id": "us_ach_standard", key: value, "source": "policy" }] })
}

/// Overlays, and the state, row and reason of ACH in dollars in the US under them.
fn shut() -> Vec<(Value, &'static str)> {
    let limits = json!([{ "currency": "USD", "min": "0.01", "max": "9.00", "from": null,
        "until": "2020-01-01", "source": "policy", "confidence": "platform" }]);
    let default = engine(json!({}));
    let mut fees: Vec<&str> = default.rulebook().fees.iter().map(|fee| fee.id.as_str()).collect();
    fees.dedup();
    let fees: Vec<Value> = fees.into_iter().map(off).collect();
    vec![
        (json!({}), "open rails/us_ach_standard null"),
        (json!({ "countries": [off("US")] }), "closed countries/US \"country_unknown\""),
        (json!({ "methods": [off("ach")] }), "closed methods/ach \"method_off\""),
        (json!({ "methods": [lapsed("ach")] }), "closed methods/ach \"rail_not_in_force\""),
        (ach("enabled", json!(false)), "closed rails/us_ach_standard \"method_off\""),
        (ach("until", json!("2020-01-01")), "closed rails/us_ach_standard \"rail_not_in_force\""),
        (ach("currencies", json!(["EUR"])), "closed rails/us_ach_standard \"currency_not_served\""),
        (
            ach("payee_types", json!(["business"])),
            "closed rails/us_ach_standard \"payee_type_not_served\"",
        ),
        (ach("payee_types", json!(["individual"])), "open rails/us_ach_standard null"),
        (ach("countries", json!(["CA"])), "closed methods/* \"method_not_in_country\""),
        (
            json!({ "currencies": [lapsed("USD")] }),
            "closed currencies/USD \"currency_not_in_force\"",
        ),
        (
            json!({ "accounts": [off("us_bank")] }),
            "unknown rails/us_ach_standard \"account_form_unknown\"",
        ),
        (json!({ "fees": fees }), "unknown rails/us_ach_standard \"fee_unknown\""),
        (ach("limits", limits), "unknown rails/us_ach_standard \"limit_unknown\""),
    ]
}

#[test]
fn a_closed_cell_says_by_which_row_and_why() {
    for (overlay, expected) in shut() {
        let request = json!({ "type": "individual", "country": "US" });
        let answer = coverage(&engine(overlay.clone()), request);
        let cell = cell(&answer, "US", "USD", "ach");
        let (status, by) = (cell["status"].as_str().unwrap(), cell["by"].as_str().unwrap());
        assert_eq!(format!("{status} {by} {}", cell["reason"]), expected, "{overlay}");
    }
}

#[test]
fn without_a_type_one_type_is_enough() {
    let engine = engine(ach("payee_types", json!(["business"])));
    for (kind, status) in [(json!({}), "open"), (json!({ "type": "business" }), "open")] {
        assert_eq!(cell(&coverage(&engine, kind), "US", "USD", "ach")["status"], status);
    }
}

#[test]
fn a_country_can_be_asked_for_by_itself() {
    let engine = engine(json!({}));
    let answer = coverage(&engine, json!({ "country": "US", "at": DAY }));
    assert!(cells(&answer).iter().all(|cell| cell["country"] == "US"));
    assert_eq!((&answer["counts"]["countries"], &answer["at"]), (&json!(1), &json!(DAY)));
    let answer = coverage(&engine, json!({ "country": "usa", "at": 7, "typ": "business" }));
    let issues = answer["issues"].as_array().unwrap();
    let paths: Vec<&Value> = issues.iter().map(|issue| &issue["path"]).collect();
    assert_eq!(paths, ["/at", "/country", "/typ"]);
    assert_eq!((cells(&answer), &answer["at"]), (&[][..], &Value::Null));
}
