//! What holds of gates whatever they are: a batch may be split, what is asked for is all there is
//! to do, and knowing more of a payee or asking more of them never works the other way.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

mod payees;
mod tighten;

use payees::{AT, PERIODS, amounts, money, payee};
use payout_rules::value::read;
use payout_rules::{Engine, wire};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::sync::LazyLock;

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
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

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
