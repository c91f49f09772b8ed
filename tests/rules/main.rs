//! A platform's own rules: what each effect does in each answer, and what is done where a fact is
//! not known.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "../support/ask.rs"]
mod ask;
mod effects;
mod facts;

use ask::{AT, ask, engine, payee};
use payout_rules::{Engine, wire};
use serde_json::{Value, json};

fn rule(when: Value, then: Value) -> Value {
    json!({ "id": "acme.r", "title": "Acme rule", "when": when, "then": then,
        "from": null, "until": null, "source": "Acme policy 4", "confidence": "platform" })
}

fn with(when: Value, then: Value) -> Engine {
    engine(json!({ "rules": [rule(when, then)] }))
}

fn kyc(level: &str) -> Value {
    json!([{ "kind": "kyc", "level": level }])
}

fn hold() -> Value {
    json!({ "effect": "hold", "requires": kyc("verified") })
}

fn exclude(method: &str) -> Value {
    json!({ "effect": "exclude", "methods": [method] })
}

fn american(level: &str) -> Value {
    let account = |method: &str| {
        let details = json!({ "routing_number": "021000021", "account_number": "000123456789",
            "account_type": "checking" });
        json!({ "method": method, "currency": "USD", "details": details })
    };
    let paypal = json!({ "method": "paypal", "currency": "USD",
        "details": { "email": "ana@example.com" } });
    let mut payee = payee("US", json!([account("ach"), account("rtp"), paypal]));
    payee["kyc"]["level"] = json!(level);
    payee
}

fn methods(engine: &Engine, payee: &Value, more: Value) -> Value {
    let mut request = json!({ "payee": payee, "at": AT,
        "amount": { "value": "100.00", "currency": "USD" } });
    for (key, value) in more.as_object().unwrap() {
        request[key] = value.clone();
    }
    ask(wire::methods, engine, request)
}

fn method<'m>(answer: &'m Value, id: &str) -> &'m Value {
    answer["methods"].as_array().unwrap().iter().find(|m| m["method"] == id).unwrap()
}

fn gate(engine: &Engine, payee: &Value) -> Value {
    let amount = json!({ "value": "100.00", "currency": "USD" });
    ask(wire::gate, engine, json!({ "payee": payee, "amount": amount, "at": AT }))
}

fn quote(engine: &Engine, more: Value) -> Value {
    let mut request = json!({ "amount": { "value": "100.00", "currency": "USD" },
        "method": "ach", "country": "US", "payee_type": "individual", "at": AT });
    for (key, value) in more.as_object().unwrap() {
        request[key] = value.clone();
    }
    ask(wire::quote, engine, request)
}

fn reason<'r>(reasons: &'r Value, code: &str) -> Option<&'r Value> {
    reasons.as_array().unwrap().iter().find(|reason| reason["code"] == code)
}
