//! Each gate at its limit, a minor unit below and above, and at the edges of its dates in its own
//! time zone.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use payout_rules::value::read;
use payout_rules::{Engine, wire};
use serde_json::{Value, json};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(None).unwrap());

fn outcome(payee: &Value, amount: &str, currency: &str, at: &str) -> String {
    let request = json!({
        "payee": payee, "amount": { "value": amount, "currency": currency }, "at": at,
    });
    let text = request.to_string();
    let answer = wire::gate(&ENGINE, &read(&text).unwrap());
    let answer: Value = serde_json::from_str(&answer).unwrap();
    answer["outcome"].as_str().unwrap().to_owned()
}

/// A US payee, paid so much in so many payouts in the year; the 1099-NEC form is another matter.
fn us(year: &str, paid: &str, count: u32) -> Value {
    json!({
        "payee_id": "p", "country": "US", "region": "US-TX", "type": "individual", "name": "A B",
        "kyc": { "level": "verified" },
        "totals": { year: { "amount": { "value": paid, "currency": "USD" }, "count": count } },
    })
}

#[test]
fn nec_from_2000_dollars_in_2026_and_600_before() {
    // IRC 6041(a): "$2,000 or more" since P.L. 119-21, "$600 or more" before.
    for (year, at, paid, amount, expected) in [
        ("2026", "2026-05-22T15:04:00Z", "1500.00", "99.99", "clear"),
        ("2026", "2026-05-22T15:04:00Z", "1500.00", "100.00", "warn"),
        ("2026", "2026-05-22T15:04:00Z", "1500.00", "499.99", "warn"),
        ("2026", "2026-05-22T15:04:00Z", "1500.00", "500.00", "hold"),
        ("2026", "2026-05-22T15:04:00Z", "1500.00", "500.01", "hold"),
        ("2025", "2025-05-22T15:04:00Z", "500.00", "99.99", "warn"),
        ("2025", "2025-05-22T15:04:00Z", "500.00", "100.00", "hold"),
        // The last second of 2025 in New York, and the first of 2026.
        ("2025", "2026-01-01T04:59:59Z", "500.00", "100.00", "hold"),
        ("2026", "2026-01-01T05:00:00Z", "500.00", "100.00", "clear"),
    ] {
        assert_eq!(
            outcome(&us(year, paid, 1), amount, "USD", at),
            expected,
            "{at} {paid} + {amount}"
        );
    }
}

#[test]
fn the_1099_k_takes_more_than_20000_dollars_and_more_than_200_payouts() {
    // IRC 6050W(e): both must be exceeded. A form on file that is no W-9 leaves the gate shut, and
    // so does the 1099-NEC gate; which one speaks is seen by its trigger.
    let triggers = |paid: &str, count: u32| {
        let request = json!({
            "payee": us("2026", paid, count), "amount": { "value": "1.00", "currency": "USD" },
            "at": "2026-05-22T15:04:00Z",
        });
        let text = request.to_string();
        let answer: Value =
            serde_json::from_str(&wire::gate(&ENGINE, &read(&text).unwrap())).unwrap();
        let reasons = answer["reasons"].as_array().unwrap().clone();
        let held =
            |issue: &Value| issue["code"] == "gate_hold" && issue["params"]["gate"] == "us.1099k";
        reasons.iter().any(held)
    };
    for (paid, count, expected) in [
        ("19999.00", 200, false),
        ("19999.01", 200, true),
        ("19999.01", 199, false),
        ("25000.00", 199, false),
        ("19998.99", 900, false),
    ] {
        assert_eq!(triggers(paid, count), expected, "{paid} in {count}");
    }
}

#[test]
fn never_effective_figures_never_fire() {
    // 600 USD (2022), 5,000 USD (2024) and 2,500 USD (2025) of the 1099-K phase-in.
    for (year, paid) in [("2022", "700.00"), ("2024", "6000.00"), ("2025", "3000.00")] {
        let request = json!({
            "payee": us(year, paid, 3), "amount": { "value": "1.00", "currency": "USD" },
            "at": format!("{year}-05-22T15:04:00Z"),
        });
        let text = request.to_string();
        let answer = wire::gate(&ENGINE, &read(&text).unwrap());
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let triggers = answer["triggers"].as_array().unwrap();
        assert!(!triggers.iter().any(|trigger| trigger["gate"] == "us.1099k"), "{year}: {answer}");
    }
}

#[test]
fn a_form_opens_the_gate_and_nothing_else_does() {
    let at = "2026-05-22T15:04:00Z";
    for (tax, expected) in [
        (json!({}), "hold"),
        (json!({ "form": "w9", "form_status": "missing" }), "hold"),
        (json!({ "form": "w9", "form_status": "expired" }), "hold"),
        (json!({ "form": "w8ben", "form_status": "verified" }), "hold"),
        (json!({ "form": "w9", "form_status": "submitted" }), "clear"),
        (json!({ "form": "w9", "form_status": "verified", "tin_status": "verified" }), "clear"),
        // Taxed elsewhere, it is no US form at all.
        (json!({ "residence": "BR" }), "clear"),
    ] {
        let mut payee = us("2026", "5000.00", 9);
        payee["tax"] = tax.clone();
        assert_eq!(outcome(&payee, "10.00", "USD", at), expected, "{tax}");
    }
}

#[test]
fn eu_transfers_over_1000_euros_need_kyc() {
    // Directive (EU) 2015/849, article 11(b)(ii): "exceeding EUR 1 000".
    for (level, amount, expected) in [
        ("none", "999.99", "clear"),
        ("none", "1000.00", "clear"),
        ("none", "1000.01", "hold"),
        ("basic", "1000.01", "clear"),
        ("verified", "900000.00", "clear"),
    ] {
        let payee = json!({
            "payee_id": "p", "country": "DE", "type": "individual", "kyc": { "level": level },
            "name": "A B", "tax": { "form": "dac7_self_certification", "form_status": "verified" },
        });
        assert_eq!(
            outcome(&payee, amount, "EUR", "2026-05-22T15:04:00Z"),
            expected,
            "{level} {amount}"
        );
    }
}

#[test]
fn the_eu_gate_is_for_every_member_state_and_for_no_other() {
    let members =
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";
    let members: Vec<&str> = members.split(' ').collect();
    assert_eq!(members.len(), 27);
    let outcome = |country: &str| {
        let region = (country == "UA").then_some("UA-30");
        let payee = json!({ "payee_id": "p", "country": country, "region": region, "name": "A B",
            "type": "individual", "kyc": { "level": "none" }, "tax": { "residence": "JP" } });
        outcome(&payee, "1000.01", "EUR", "2026-05-22T15:04:00Z")
    };
    for row in &ENGINE.rulebook().countries {
        let country = row.country.as_str();
        assert_eq!(outcome(country) == "hold", members.contains(&country), "{country}");
    }
}
