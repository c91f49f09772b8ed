//! What a platform's own rules may do, and what keeps them from loading.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/ask.rs"]
mod ask;

use ask::{AT, ask, context, decide, engine, payee, plan, try_engine};
use payout_rules::{Engine, wire};
use serde_json::{Value, json};

fn one() -> Value {
    json!([{ "payee_id": "cr_88319", "amount": "10.00", "currency": "USD", "reference": "r" }])
}

fn iban(method: &str, iban: &str) -> Value {
    json!([{ "method": method, "currency": "EUR", "details": { "iban": iban } }])
}

fn codes(issues: &Value) -> Vec<&str> {
    issues.as_array().unwrap().iter().map(|issue| issue["code"].as_str().unwrap()).collect()
}

#[test]
fn what_an_overlay_switches_off_is_off() {
    for overlay in [
        json!({ "currencies": [{ "id": "USD", "enabled": false, "source": "policy" }] }),
        json!({ "countries": [{ "id": "US", "enabled": false, "source": "policy" }] }),
    ] {
        let plan = plan(&engine(overlay.clone()), one(), &context());
        assert_eq!(plan["counts"]["pay"], 0, "{overlay}");
    }
    let calendar = json!({ "calendars": [{ "id": "FED", "enabled": false, "source": "policy" }] });
    let issues = try_engine(calendar).err().unwrap_or_default();
    assert!(issues.iter().all(|issue| issue.starts_with("row_unknown")), "{issues:?}");
    assert!(!issues.is_empty());
}

#[test]
fn a_limit_that_has_lapsed_closes_the_rail() {
    let limit = json!([{ "currency": "USD", "min": "0.01", "max": "1000.00", "from": null,
        "until": "2026-05-01", "source": "contract", "confidence": "platform" }]);
    let rails = json!([{ "id": "us_ach_standard", "limits": limit, "source": "contract" }]);
    let engine = engine(json!({ "rails": rails, "methods": [
        { "id": "rtp", "enabled": false, "source": "policy" },
    ] }));
    let quote = json!({
        "amount": { "value": "10.00", "currency": "USD" }, "method": "ach", "country": "US", "at": AT,
    });
    assert_eq!(codes(&ask(wire::quote, &engine, quote)["issues"]), ["limit_unknown"]);
}

#[test]
fn overlays_that_would_quietly_open_something_do_not_load() {
    let gate = |changes: Value| {
        let mut row = json!({ "id": "us.1099k", "source": "policy" });
        for (key, value) in changes.as_object().unwrap() {
            row[key] = value.clone();
        }
        json!({ "gates": [row] })
    };
    let limit = |min: &str, max: &str| {
        json!({ "currency": "USD", "min": min, "max": max, "from": null,
        "until": null, "source": "s", "confidence": "platform" })
    };
    let rails =
        |limits: Value| json!({ "rails": [{ "id": "us_rtp", "limits": limits, "source": "s" }] });
    for (overlay, expected) in [
        (gate(json!({ "requires": [] })), "gate_requires_nothing /gates/0/requires"),
        (
            gate(json!({ "requires": [{ "kind": "kyc", "level": "none" }] })),
            "gate_requires_nothing /gates/0/requires/0",
        ),
        (gate(json!({ "limits": [] })), "list_empty /gates/0/limits"),
        (
            gate(json!({ "applies": { "tax_residence": [] } })),
            "list_empty /gates/0/applies/tax_residence",
        ),
        (gate(json!({ "warn_share": "2" })), "number_out_of_range /gates/0/warn_share"),
        (gate(json!({ "warn_share": "0" })), "number_out_of_range /gates/0/warn_share"),
        (rails(json!([limit("10", "5")])), "number_out_of_range /rails/0/limits/0/min"),
        (rails(json!([limit("1", "5"), limit("1", "6")])), "dates_invalid /rails/0/limits/1"),
        (
            json!({ "settings": { "warn_share": "1.5" } }),
            "number_out_of_range /settings/warn_share",
        ),
    ] {
        assert_eq!(try_engine(overlay.clone()).err().unwrap_or_default(), [expected], "{overlay}");
    }
}

#[test]
fn a_rule_repeated_by_an_overlay_is_another_rulebook() {
    let fee = json!({ "fees": [{ "id": "example.ach.usd", "source": "contract 4711" }] });
    assert_ne!(engine(fee).info().hash, engine(json!({})).info().hash);
    assert_eq!(engine(json!({})).info().hash, Engine::new(None).unwrap().info().hash);
}

#[test]
fn a_bank_in_a_closed_country_is_not_paid() {
    let swift = |bic: &str| {
        let details = json!({ "account_number": "123", "bic": bic });
        payee("US", json!([{ "method": "swift", "currency": "USD", "details": details }]))
    };
    let outcome = |overlay: Value, payee: Value, amount: &str, currency: &str| {
        decide(&engine(overlay), payee, amount, currency)["outcome"].clone()
    };
    for bic in ["FTBDKPPY", "MELIIRTH", "AAAAZZ00"] {
        assert_eq!(outcome(json!({}), swift(bic), "100.00", "USD"), "hold", "{bic}");
    }
    let off = json!({ "countries": [{ "id": "DE", "enabled": false, "source": "policy" }] });
    let german = payee("FR", iban("sepa", "DE89370400440532013000"));
    assert_eq!(outcome(json!({}), german.clone(), "90.00", "EUR"), "pay");
    assert_eq!(outcome(off, german, "90.00", "EUR"), "hold");
}

#[test]
fn later_layers_go_over_earlier_ones() {
    let off = json!({ "methods": [{ "id": "ach", "enabled": false, "source": "policy 1" }] });
    let on = json!({
        "version": "acme-7",
        "settings": { "quote_ttl_s": 60 },
        "methods": [{ "id": "ach", "enabled": true, "source": "policy 2" }],
    });
    let engine = engine(json!([off, on]));
    let ach = engine.rulebook().method("ach").unwrap();
    assert_eq!((ach.meta.enabled, ach.meta.source.as_str()), (true, "policy 2"));
    assert_eq!(ach.name, "ACH");
    assert_eq!((engine.info().version, engine.rulebook().settings.quote_ttl_s), ("acme-7", 60));
    assert_eq!(
        try_engine(json!([off, { "methods": [{ "id": "ach", "enabled": "no", "source": "p" }] }]))
            .err()
            .unwrap_or_default(),
        ["type_wrong /1/methods/0/enabled"]
    );
    assert_eq!(
        try_engine(json!([{}, { "settings": { "quote_ttl_s": 0 } }, 7])).err().unwrap_or_default(),
        ["type_wrong /2", "number_out_of_range /1/settings/quote_ttl_s"]
    );
}

#[test]
fn another_card_network_is_a_method_of_its_own() {
    let row = |mut row: Value| {
        for (key, value) in [("from", Value::Null), ("until", Value::Null)] {
            row[key] = value;
        }
        row["source"] = json!("contract");
        row["confidence"] = json!("platform");
        row
    };
    let number = json!({ "name": "card_number", "required": true, "label": "Card number",
        "identifier": "card_pan", "charset": "digits", "min_length": 16, "max_length": 16,
        "starts_with": ["2", "5"], "input_mode": "numeric", "example": "5555555555554444",
        "help": "the long number on the front" });
    let engine = engine(json!({
        "rails": [{ "id": "us_push_mc_send", "enabled": true, "source": "contract" }],
        "methods": [row(json!({ "id": "mastercard", "name": "Mastercard", "kind": "card",
            "rails": ["us_push_mc_send"] }))],
        "accounts": [row(json!({ "id": "mastercard", "methods": ["mastercard"],
            "countries": ["US"], "fields": [number] }))],
        "fees": [row(json!({ "id": "acme.mastercard", "methods": ["mastercard"],
            "countries": ["US"], "currency": "USD", "fixed": "0.50", "percent": "0",
            "min": null, "max": null }))],
    }));
    let decided = |method: &str, number: &str| {
        let details = json!({ "card_number": number });
        let account = json!([{ "method": method, "currency": "USD", "details": details }]);
        let decision = decide(&engine, payee("US", account), "100.00", "USD");
        [decision["outcome"].clone(), decision["rail"].clone()]
    };
    let (visa, mastercard) = ("4111111111111111", "5555555555554444");
    assert_eq!(decided("mastercard", mastercard), ["pay", "us_push_mc_send"]);
    assert_eq!(decided("debit_card", visa), ["pay", "us_push_visa_direct"]);
    assert_eq!(decided("mastercard", visa)[0], "hold");
    assert_eq!(decided("debit_card", mastercard)[0], "hold");
}
