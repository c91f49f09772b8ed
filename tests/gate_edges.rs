//! Ways around a gate that were tried and are closed.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use payout_rules::value::read;
use payout_rules::{Engine, wire};
use serde_json::{Value, json};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(None).unwrap());
const AT: &str = "2026-05-22T15:04:00Z";

fn payee(changes: &Value) -> Value {
    let mut payee = json!({
        "payee_id": "p", "country": "US", "region": "US-TX", "type": "individual", "name": "Ann Bell",
        "kyc": { "level": "verified" },
        "accounts": [{ "method": "ach", "currency": "USD", "details": {
            "routing_number": "021000021", "account_number": "123456789", "account_type": "checking" } }],
    });
    for (key, value) in changes.as_object().unwrap() {
        payee[key] = value.clone();
    }
    payee
}

fn gate(changes: &Value, amount: &str, currency: &str) -> Value {
    let request = json!({
        "payee": payee(changes), "amount": { "value": amount, "currency": currency }, "at": AT,
    });
    let text = request.to_string();
    serde_json::from_str(&wire::gate(&ENGINE, &read(&text).unwrap())).unwrap()
}

fn codes(answer: &Value) -> Vec<&str> {
    let reasons = answer["reasons"].as_array().unwrap();
    reasons.iter().map(|issue| issue["code"].as_str().unwrap()).collect()
}

#[test]
fn a_treaty_rate_of_too_many_digits_is_refused_and_not_taken_for_none() {
    let tax = |rate: &str| {
        json!({ "tax": { "residence": "CH", "income_source": "US", "form": "w8ben",
            "form_status": "verified", "treaty_rate": rate } })
    };
    let answer = gate(&tax("0.299999"), "1234.57", "USD");
    assert_eq!(answer["withhold"]["amount"]["value"], "370.37");
    let answer = gate(&tax("0.2999999"), "1234.57", "USD");
    assert_eq!(answer["outcome"], "block");
    assert_eq!(
        answer["reasons"][0]["message"],
        "\"0.2999999\" is not a share from 0 to 1 of at most 6 decimals"
    );
}

#[test]
fn a_region_that_is_none_is_refused_where_regions_count() {
    for region in ["UA-043", "UA-9", "UA-ZZZ", "UA-99"] {
        let answer = gate(&json!({ "country": "UA", "region": region }), "5.00", "USD");
        assert_eq!(
            (codes(&answer), &answer["outcome"]),
            (vec!["country_invalid"], &json!("block"))
        );
    }
    assert_eq!(codes(&gate(&json!({ "region": "US-ZZ" }), "5.00", "USD")), ["country_invalid"]);
    // Of other countries the rulebook has no list.
    assert_eq!(
        gate(&json!({ "country": "MX", "region": "MX-CMX" }), "5.00", "USD")["outcome"],
        "clear"
    );
}

#[test]
fn a_taxpayer_abroad_has_a_state_that_is_not_known() {
    let abroad = json!({ "country": "GB", "region": "GB-LND", "tax": { "residence": "US" } });
    assert!(codes(&gate(&abroad, "700.00", "USD")).contains(&"region_unknown"));
    assert!(!codes(&gate(&json!({}), "700.00", "USD")).contains(&"region_unknown"));
}

#[test]
fn a_payout_of_the_history_counts_whatever_its_clock_says() {
    let history = |at: &str| {
        json!({ "history": { "since": "2025-12-01T00:00:00Z", "payouts": [
            { "at": at, "amount": { "value": "5000.00", "currency": "USD" } }] } })
    };
    for at in ["2026-05-22T15:04:00Z", "2026-05-22T15:04:01Z"] {
        assert_eq!(gate(&history(at), "60.00", "USD")["outcome"], "hold", "{at}");
    }
}

#[test]
fn months_that_leave_some_out_are_not_the_year() {
    let months = |known: &[&str]| {
        let total = json!({ "amount": { "value": "10.00", "currency": "USD" }, "count": 1 });
        let totals: serde_json::Map<String, Value> =
            known.iter().map(|month| ((*month).to_owned(), total.clone())).collect();
        json!({ "totals": totals })
    };
    assert!(codes(&gate(&months(&["2026-01"]), "1.00", "USD")).contains(&"totals_missing"));
    let all = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"];
    assert!(codes(&gate(&months(&all), "1.00", "USD")).is_empty());
}

#[test]
fn what_is_withheld_can_leave_too_little_and_then_waits_for_what_ends_it() {
    let batch = json!({ "batch_id": "b", "transactions": [
        { "payee_id": "p", "amount": "0.30", "currency": "USD", "bearer": "recipient" }] });
    let total = json!({ "amount": { "value": "5000.00", "currency": "USD" }, "count": 1 });
    let payee = payee(&json!({
        "totals": { "2026": total },
        "tax": { "form": "w9", "form_status": "verified", "tin_status": "mismatch" },
    }));
    let context = json!({ "at": AT, "payees": [payee] });
    let answer =
        wire::plan_bytes(&ENGINE, batch.to_string().as_bytes(), context.to_string().as_bytes());
    let plan: Value = serde_json::from_str(&answer).unwrap();
    let decision = &plan["decisions"][0];
    assert_eq!(decision["outcome"], "hold");
    assert_eq!(decision["requires"][0]["kind"], "tin");
    assert!(codes(decision).contains(&"fee_exceeds_amount"), "{decision}");
}

#[test]
fn a_layer_cannot_give_a_locked_gate_a_treaty() {
    for gate in ["us.backup.1099nec", "us.backup.1099k", "us.nra"] {
        let treaty = json!({ "kind": "kyc", "level": "basic" });
        let overlay =
            json!({ "gates": [{ "id": gate, "source": "x", "treaty": treaty }] }).to_string();
        let issues = Engine::new(Some(&read(&overlay).unwrap())).unwrap_err();
        assert_eq!(issues[0].code.as_str(), "row_locked", "{gate}");
    }
}

#[test]
fn what_cannot_be_told_is_refused_and_not_taken_for_nothing() {
    // As much as the engine takes, at a rate that makes more of it than can be held exactly.
    let amount = json!({ "value": "999999999999999.123457", "currency": "USDC" });
    let payee = payee(&json!({ "totals": { "2026": { "amount": amount, "count": 1 } } }));
    let request = json!({
        "payee": payee, "amount": { "value": "60.00", "currency": "USD" }, "at": AT,
        "fx": { "base": "USD", "at": AT, "rates": { "USDC": "0.9999999937" } },
    });
    let text = request.to_string();
    let answer: Value = serde_json::from_str(&wire::gate(&ENGINE, &read(&text).unwrap())).unwrap();
    assert_eq!(answer["outcome"], "block", "{answer}");
    assert!(codes(&answer).contains(&"gate_unmeasured"), "{answer}");
    // No rate would lift it.
    assert_eq!(answer["requires"], json!([]), "{answer}");
}
