//! What holds of gates whatever they are: a batch may be split, what is asked for is all there is
//! to do, and knowing more of a payee or asking more of them never works the other way.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use payout_rules::value::read;
use payout_rules::{Engine, wire};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::sync::LazyLock;

const AT: &str = "2026-05-22T15:04:00Z";

/// The keys of the periods that hold that moment, in any zone: it is the same day in all.
const PERIODS: [&str; 9] = [
    "2026",
    "2026-05",
    "2026-05-22",
    "2026-04/2026-06",
    "2026-01/2026-06",
    "2026-04/2027-03",
    "P1D",
    "P30D",
    "P7D",
];

fn engine(overlay: &Value) -> Engine {
    let text = overlay.to_string();
    Engine::new(Some(&read(&text).unwrap())).unwrap()
}

/// With every kind of gate there is.
static WATCHFUL: LazyLock<Engine> =
    LazyLock::new(|| engine(&json!(["us-600", "kyc-tiers", "aml-watch"])));
static PLAIN: LazyLock<Engine> = LazyLock::new(|| Engine::new(None).unwrap());

fn rates() -> Value {
    json!({ "base": "USD", "at": AT, "rates": {
        "EUR": "0.92", "GBP": "0.79", "INR": "83.1", "CAD": "1.37", "AUD": "1.51", "NZD": "1.66",
        "UAH": "41.2", "SGD": "1.35", "HKD": "7.81", "JPY": "151", "KRW": "1380", "CHF": "0.9",
        "AED": "3.67",
    } })
}

fn account(country: &str) -> Value {
    let details = match country {
        "US" => json!({ "routing_number": "021000021", "account_number": "123456789",
            "account_type": "checking", "account_holder_name": "A B" }),
        "GB" => json!({ "sort_code": "200000", "account_number": "55779911",
            "account_holder_name": "A B" }),
        _ => json!({ "iban": "DE89370400440532013000", "account_holder_name": "A B" }),
    };
    let (method, currency) = match country {
        "US" => ("ach", "USD"),
        "GB" => ("fps", "GBP"),
        _ => ("sepa", "EUR"),
    };
    json!({ "method": method, "currency": currency, "details": details })
}

/// A payee in a country with some history, who lacks this and that.
fn payee() -> impl Strategy<Value = Value> {
    let place = prop::sample::select(vec![
        ("US", Some("US-MA")),
        ("US", Some("US-IL")),
        ("US", Some("US-TX")),
        ("US", None),
        ("DE", None),
        ("FR", None),
        ("GB", None),
    ]);
    let activities = vec![
        "unspecified",
        "goods",
        "services",
        "property_rental",
        "vehicle_rental",
        "royalties",
        "prizes",
        "other",
    ];
    let person = (
        place,
        any::<bool>(),
        prop::sample::select(activities),
        prop::sample::select(vec!["none", "basic", "verified"]),
    );
    let tax = (
        prop::option::of(prop::sample::select(vec!["w9", "w8ben", "dac7_self_certification"])),
        prop::sample::select(vec!["missing", "submitted", "verified", "expired"]),
        prop::option::of(prop::sample::select(vec![
            "missing",
            "submitted",
            "verified",
            "mismatch",
        ])),
        prop::option::of(prop::sample::select(vec!["US", "DE", "IN"])),
        prop::option::of(prop::sample::select(vec!["US", "DE"])),
        prop::option::of(prop::sample::select(vec!["0", "0.10", "0.5"])),
    );
    let past = prop::option::of((0_u32..2_500_000, 0_u32..220));
    (person, tax, past, any::<bool>()).prop_map(|(person, tax, past, named)| {
        let ((country, region), is_business, activity, level) = person;
        let (form, form_status, tin_status, residence, source, treaty) = tax;
        let mut payee = json!({
            "payee_id": "p", "country": country, "activity": activity,
            "type": if is_business { "business" } else { "individual" },
            "kyc": { "level": level }, "accounts": [account(country)],
            "tax": { "form": form, "form_status": form_status, "tin_status": tin_status,
                "residence": residence, "income_source": source, "treaty_rate": treaty },
        });
        payee["region"] = json!(region);
        if named {
            payee["name"] = json!("A B");
        } else {
            payee["accounts"][0]["details"]["account_holder_name"] = json!("A B");
        }
        if let Some((cents, count)) = past {
            let amount = format!("{}.{:02}", cents / 100, cents % 100);
            let total = json!({ "amount": { "value": amount, "currency": "USD" }, "count": count });
            payee["totals"] =
                PERIODS.iter().map(|key| ((*key).to_owned(), total.clone())).collect();
        }
        payee["history"] = json!({ "since": "2026-01-01T00:00:00Z", "payouts": [] });
        payee
    })
}

/// Amounts in cents, many of them just under a limit.
fn amounts() -> impl Strategy<Value = Vec<u32>> {
    let amount = prop_oneof![
        1_u32..500_000,
        Just(95_000_u32),
        Just(280_000_u32),
        Just(59_999_u32),
        Just(60_000_u32),
        Just(100_000_u32),
    ];
    prop::collection::vec(amount, 1..7)
}

fn money(cents: u32) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn plan(engine: &Engine, payee: &Value, amounts: &[u32], first: usize, seen: &Value) -> Vec<Value> {
    let transactions: Vec<Value> = amounts
        .iter()
        .enumerate()
        .map(|(index, cents)| {
            json!({ "payee_id": "p", "amount": money(*cents), "currency": "USD",
                "reference": format!("r{}", first + index) })
        })
        .collect();
    let batch = json!({ "batch_id": "b", "transactions": transactions }).to_string();
    let context = json!({ "at": AT, "payees": [payee], "fx": rates(), "seen": seen }).to_string();
    let answer = wire::plan_bytes(engine, batch.as_bytes(), context.as_bytes());
    let plan: Value = serde_json::from_str(&answer).unwrap();
    plan["decisions"].as_array().unwrap().clone()
}

/// The decision without its place.
fn bare(decision: &Value) -> Value {
    let mut bare = decision.clone();
    for key in ["index", "hash"] {
        bare.as_object_mut().unwrap().remove(key);
    }
    bare
}

/// The payee after a payout that goes or waits.
fn carried_over(payee: &Value, cents: u32) -> Value {
    let mut payee = payee.clone();
    let amount = json!({ "value": money(cents), "currency": "USD" });
    payee["history"]["payouts"].as_array_mut().unwrap().push(json!({ "at": AT, "amount": amount }));
    if payee["totals"].is_object() {
        for key in PERIODS {
            let total = &mut payee["totals"][key];
            let before: String =
                total["amount"]["value"].as_str().unwrap().chars().filter(|c| *c != '.').collect();
            let sum: u32 = before.parse::<u32>().unwrap() + cents;
            total["amount"]["value"] = json!(money(sum));
            total["count"] = json!(total["count"].as_u64().unwrap() + 1);
        }
    }
    payee
}

/// The payee once everything that a decision asks for is there.
fn with_met(payee: &Value, requires: &[Value]) -> Value {
    let mut payee = payee.clone();
    for want in requires {
        let first = |key: &str| want[key][0].clone();
        match want["kind"].as_str().unwrap() {
            "tax_form" => {
                let form = json!({ "form": first("forms"), "status": first("statuses") });
                match payee["tax"]["forms"].as_array_mut() {
                    Some(forms) => forms.push(form),
                    None => payee["tax"]["forms"] = json!([form]),
                }
            }
            "tin" => payee["tax"]["tin_status"] = first("statuses"),
            "kyc" => payee["kyc"]["level"] = json!("verified"),
            "fact" if want["fact"] == "payee.name" => payee["name"] = json!("A B"),
            "fact" if want["fact"] == "payee.region" => payee["region"] = json!("US-TX"),
            "review" => {
                let review = json!({ "gate": want["gate"] });
                match payee["reviews"].as_array_mut() {
                    Some(reviews) => reviews.push(review),
                    None => payee["reviews"] = json!([review]),
                }
            }
            other => panic!("who asks for {other}? {want}"),
        }
    }
    payee
}

fn rank(decision: &Value) -> usize {
    let outcome = decision["outcome"].as_str().unwrap();
    ["pay", "hold", "reject"].iter().position(|word| *word == outcome).unwrap()
}

fn withheld(decision: &Value) -> Decimal {
    let value = decision["withheld"]["value"].as_str();
    value.map_or(Decimal::ZERO, |value| value.parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_batch_split_in_two_with_totals_carried_over_is_decided_alike(
        payee in payee(), amounts in amounts(), cut in 0_usize..7,
    ) {
        for engine in [&*WATCHFUL, &*PLAIN] {
            let whole = plan(engine, &payee, &amounts, 0, &json!([]));
            let cut = cut.min(amounts.len() - 1);
            let (first, second) = amounts.split_at(cut);
            let mut parts = Vec::new();
            let mut later = payee.clone();
            let mut seen = Vec::new();
            if !first.is_empty() {
                parts = plan(engine, &payee, first, 0, &json!([]));
                for (decision, cents) in parts.iter().zip(first) {
                    if rank(decision) < 2 {
                        later = carried_over(&later, *cents);
                        seen.push(json!({ "key": decision["reference"], "fingerprint": decision["fingerprint"] }));
                    }
                }
            }
            parts.extend(plan(engine, &later, second, cut, &json!(seen)));
            prop_assert_eq!(whole.len(), parts.len());
            for (one, other) in whole.iter().zip(&parts) {
                prop_assert_eq!(bare(one), bare(other));
            }
        }
    }

    #[test]
    fn what_is_required_is_all_there_is_to_do(payee in payee(), amounts in amounts()) {
        let cents = amounts[0];
        for engine in [&*WATCHFUL, &*PLAIN] {
            let held = plan(engine, &payee, &[cents], 0, &json!([])).remove(0);
            if held["outcome"] == "hold" {
                let requires = held["requires"].as_array().unwrap();
                prop_assert!(!requires.is_empty());
                let met = with_met(&payee, requires);
                let paid = plan(engine, &met, &[cents], 0, &json!([])).remove(0);
                prop_assert_eq!(&paid["outcome"], "pay", "{} then {}", held, paid);
            }
        }
    }

    #[test]
    fn knowing_a_payee_better_never_holds_what_went(payee in payee(), amounts in amounts()) {
        let mut better = Vec::new();
        for (key, value) in [
            ("kyc", json!({ "level": "verified" })),
            ("name", json!("A B")),
            ("address", json!({ "line1": "1 Road", "city": "Town" })),
            ("screening", json!({ "outcome": "clear", "screened_at": AT })),
        ] {
            let mut known = payee.clone();
            known[key] = value;
            better.push(known);
        }
        for form in ["w9", "w8ben", "dac7_self_certification"] {
            let mut formed = payee.clone();
            formed["tax"]["forms"] = json!([{ "form": form, "status": "verified" }]);
            better.push(formed);
        }
        let mut numbered = payee.clone();
        numbered["tax"]["tin_status"] = json!("verified");
        better.push(numbered);
        for engine in [&*WATCHFUL, &*PLAIN] {
            let before = plan(engine, &payee, &amounts, 0, &json!([]));
            for known in &better {
                let after = plan(engine, known, &amounts, 0, &json!([]));
                for (before, after) in before.iter().zip(&after) {
                    prop_assert!(rank(after) <= rank(before), "{} then {}", before, after);
                    let more = before["outcome"] == "pay" && withheld(after) > withheld(before);
                    prop_assert!(!more, "{} then {}", before, after);
                }
            }
        }
    }
}

/// A gate of the default rulebook with its limits lowered, one demand more, or blocking.
fn tightened(gate: &Value, how: usize) -> Value {
    let mut row = json!({ "id": gate["id"], "source": "policy" });
    match how % 4 {
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
    let mut loaded = 0;
    for (index, row) in rows.iter().enumerate() {
        // A gate that withholds, and one with no demand, may not be given every change.
        for how in [index, index + 1] {
            let is_odd = row["effect"] == "withhold" && how % 4 == 3
                || row["requires"].as_array().is_none_or(Vec::is_empty) && how % 4 == 2;
            if is_odd {
                continue;
            }
            let overlay = json!({ "gates": [tightened(row, how)] }).to_string();
            let engine = Engine::new(Some(&read(&overlay).unwrap())).unwrap_or_else(|issues| {
                panic!("{overlay}: {issues:?}");
            });
            loaded += 1;
            let strategy = (payee(), amounts());
            for _ in 0..12 {
                let tree = strategy.new_tree(&mut runner).unwrap();
                let (payee, amounts) = proptest::strategy::ValueTree::current(&tree);
                check_tighter(&engine, &payee, &amounts).unwrap();
            }
        }
    }
    assert!(loaded >= rows.len(), "{loaded} of {}", rows.len());
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
