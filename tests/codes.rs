//! The smallest input that has each code, for the codes that no other test shows; and that every
//! code is shown by some test.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/ask.rs"]
mod ask;

use ask::{AT, ask, context, decide, engine, payee, plan, try_engine};
use payout_rules::issue::Code;
use payout_rules::wire;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// A plan of the example batch with one change to the first payout and one to the context.
fn plan_with(payout: Value, change: Value) -> Value {
    let mut first = json!({ "payee_id": "cr_88319", "amount": "10.00", "currency": "USD" });
    set(&mut first, &payout);
    let mut context = context();
    set(&mut context, &change);
    plan(&engine(json!({})), json!([first]), &context)
}

fn set(value: &mut Value, changes: &Value) {
    for (key, change) in changes.as_object().unwrap() {
        value[key] = change.clone();
    }
}

fn bank(changes: Value) -> Value {
    let mut details = json!({
        "routing_number": "021000021", "account_number": "000123456789", "account_type": "checking",
    });
    set(&mut details, &changes);
    payee("US", json!([{ "method": "ach", "currency": "USD", "details": details }]))
}

fn quote(changes: Value) -> Value {
    let mut request =
        json!({ "amount": { "value": "10.00", "currency": "USD" }, "method": "ach", "at": AT });
    set(&mut request, &changes);
    ask(wire::quote, &engine(json!({})), request)
}

fn gate_of(overlay: Value) -> Value {
    let request = json!({
        "payee": payee("US", json!([])), "amount": { "value": "10.00", "currency": "USD" }, "at": AT,
    });
    ask(wire::gate, &engine(overlay), request)
}

fn methods_of(payee: Value) -> Value {
    let amount = json!({ "value": "10.00", "currency": "USD" });
    ask(wire::methods, &engine(json!({})), json!({ "payee": payee, "amount": amount, "at": AT }))
}

fn limit(limit: &str) -> Value {
    json!({ "amount": limit, "amount_is": "over", "currency": "USD", "count": null, "count_is": null,
            "status": "in_force", "from": null, "until": null, "source": "policy", "confidence": "platform" })
}

fn misspelt_batch() -> Value {
    let batch = r#"{ "batch_id": "b", "funding": "a", "transactions": [{}] }"#;
    let answer = wire::plan_bytes(&engine(json!({})), batch.as_bytes(), ask::CONTEXT.as_bytes());
    serde_json::from_str(&answer).unwrap()
}

fn fx(at: &str) -> Value {
    json!({ "base": "USD", "rates": { "EUR": "0.9", "JPY": "300" }, "at": at })
}

/// One change to the ACH rail, and a quote over it.
fn ach_with(changes: Value) -> Value {
    let mut row = json!({ "id": "us_ach_standard", "source": "policy" });
    set(&mut row, &changes);
    let request = json!({
        "amount": { "value": "10.00", "currency": "USD" }, "method": "ach", "country": "US",
        "payee_type": "individual", "at": AT,
    });
    ask(wire::quote, &engine(json!({ "rails": [row] })), request)
}

fn of_batches_and_payees() -> Vec<(Code, Value)> {
    let engine = engine(json!({}));
    let decision = |payee| decide(&engine, payee, "10.00", "USD");
    let paused = json!({ "payees": [{
        "payee_id": "cr_88319", "country": "US", "type": "individual", "status": "paused",
        "kyc": { "level": "verified" } }] });
    let twice = json!([
        { "account": "a", "currency": "USD", "available": "1" },
        { "account": "a", "currency": "USD", "available": "2" },
    ]);
    let seen = json!({ "seen": [{ "fingerprint": "x" }] });
    let mut no_totals = bank(json!({}));
    set(&mut no_totals, &json!({ "tax": {}, "totals": {} }));
    let nuban = json!([{ "method": "nip", "currency": "NGN",
        "details": { "bank_code": "011", "account_number": "0000014578" } }]);
    vec![
        (Code::TextLength, plan_with(json!({ "description": "x".repeat(501) }), json!({}))),
        (Code::BatchInvalid, misspelt_batch()),
        (Code::FingerprintInvalid, plan_with(json!({}), seen)),
        (Code::PayeeInactive, plan_with(json!({}), paused)),
        (Code::AccountFieldMissing, decision(bank(json!({ "account_number": "" })))),
        (Code::AccountFieldUnknown, decision(bank(json!({ "iban": "x" })))),
        (Code::AccountFieldCharset, decision(bank(json!({ "account_number": "12-34" })))),
        (Code::AccountFieldLength, decision(bank(json!({ "account_number": "1".repeat(18) })))),
        (Code::AccountFieldOption, decision(bank(json!({ "account_type": "piggy" })))),
        (Code::IdentifierFormat, decision(bank(json!({ "routing_number": "02100002" })))),
        (Code::IdentifierDoubtful, methods_of(payee("NG", nuban))),
        (Code::PreferenceUnknown, plan_with(json!({ "rail_preference": "acch" }), json!({}))),
        (Code::TotalsMissing, decision(no_totals)),
        (Code::FundingAccountUnknown, plan_with(json!({}), json!({ "funding": [] }))),
        (Code::FundingUnknown, plan_with(json!({}), json!({ "funding": null }))),
        (Code::FundingDuplicate, plan_with(json!({}), json!({ "funding": twice }))),
    ]
}

fn of_rules_and_rates() -> Vec<(Code, Value)> {
    let block = json!({ "id": "acme.block", "title": "Acme", "applies": {}, "period": "payout",
        "time_zone": "UTC", "effect": "block", "requires": [], "limits": [limit("1.00")],
        "from": null, "until": null, "source": "policy", "confidence": "platform" });
    let with = |overlay| decide(&engine(overlay), bank(json!({})), "10.00", "USD");
    let no_form = json!({ "id": "us_bank", "enabled": false, "source": "policy" });
    let no_dollar = json!({ "id": "USD", "until": "2020-01-01", "source": "policy" });
    let from_tomorrow = json!({ "payout_currency": "EUR", "fx": fx("2026-05-23T00:00:00Z") });
    let one_yen = json!({
        "amount": { "value": "1", "currency": "JPY" }, "payout_currency": "USD", "method": "zengin",
        "country": "JP", "fx": fx(AT),
    });
    vec![
        (Code::MethodUnknown, quote(json!({ "method": "acch" }))),
        (Code::MethodNotInCountry, quote(json!({ "country": "DE" }))),
        (Code::CurrencyNotInForce, with(json!({ "currencies": [no_dollar] }))),
        (Code::AccountFormUnknown, with(json!({ "accounts": [no_form] }))),
        (Code::PayeeTypeNotServed, ach_with(json!({ "payee_types": ["business"] }))),
        (Code::PayerTypeNotServed, ach_with(json!({ "payer_types": ["individual"] }))),
        (Code::RailNotInForce, ach_with(json!({ "until": "2020-01-01" }))),
        (Code::GateBlock, gate_of(json!({ "gates": [block] }))),
        (Code::FxFromFuture, quote(from_tomorrow)),
        (Code::ReceiveNothing, quote(one_yen)),
    ]
}

fn answers() -> Vec<(Code, Value)> {
    [of_batches_and_payees(), of_rules_and_rates()].concat()
}

#[test]
fn each_has_its_smallest_input() {
    for (code, answer) in answers() {
        let written = format!("\"code\":\"{}\"", code.as_str());
        assert!(answer.to_string().contains(&written), "{} is not in {answer:#}", code.as_str());
    }
}

#[test]
fn overlays_have_codes_of_their_own() {
    let timing = |zone: &str| {
        json!({ "rails": [{ "id": "us_rtp", "source": "s", "timing": { "time_zone": zone,
            "calendar": null, "cutoff": null, "earliest": { "minutes": 0 },
            "latest": { "minutes": 1 }, "source": "s", "confidence": "platform" } }] })
    };
    let field = json!({ "name": "x", "label": "X", "required": true, "identifier": "passport",
        "charset": "text", "min_length": 1, "max_length": 9, "input_mode": "text", "example": "x",
        "help": "x" });
    let row = json!({ "id": "ach", "enabled": false, "source": "s" });
    for (overlay, expected) in [
        (json!({ "methods": [row, row] }), vec!["row_duplicate /methods/1/id"]),
        (timing("Mars/Base"), vec!["time_zone_unknown /rails/0/timing/time_zone"]),
        (
            json!({ "accounts": [{ "id": "us_bank", "fields": [field], "source": "s" }] }),
            vec!["identifier_unknown /accounts/0/fields/0/identifier"],
        ),
    ] {
        let issues = try_engine(overlay).err().unwrap_or_default();
        assert_eq!(
            issues.iter().filter(|issue| !issue.starts_with("row_unknown")).collect::<Vec<_>>(),
            expected
        );
    }
}

#[test]
fn every_code_is_shown_by_a_test() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let files = |folder: PathBuf, extension: &'static str| {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(move |path| path.extension().is_some_and(|e| e == extension))
    };
    let shown: String = files(tests.clone(), "rs")
        .chain(files(tests.join("screening"), "rs"))
        .chain(files(tests.join("cases"), "out"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let here = answers();
    let is_shown = |code: &&Code| {
        here.iter().any(|(known, _)| known == *code) || shown.contains(code.as_str())
    };
    let missing: Vec<&Code> = Code::ALL.iter().filter(|code| !is_shown(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
