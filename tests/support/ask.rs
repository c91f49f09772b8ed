//! Asking the engine with JSON, as every host does.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

use payout_rules::value::read;
use payout_rules::{Engine, wire};
use serde_json::{Value, json};

pub const CONTEXT: &str = include_str!("../../examples/context.json");
pub const AT: &str = "2026-05-22T15:04:00Z";

pub fn engine(overlay: Value) -> Engine {
    try_engine(overlay).unwrap_or_else(|codes| panic!("{codes:#?}"))
}

/// The engine, or `code path` of each issue of the overlay.
pub fn try_engine(overlay: Value) -> Result<Engine, Vec<String>> {
    let text = overlay.to_string();
    let issue_line = |issue: payout_rules::issue::Issue| {
        format!("{} {}", issue.code.as_str(), issue.path.as_deref().unwrap_or_default())
    };
    let document = read(&text).unwrap();
    Engine::new(Some(&document)).map_err(|issues| issues.into_iter().map(issue_line).collect())
}

pub fn ask(
    call: fn(&Engine, &payout_rules::value::Value) -> String,
    engine: &Engine,
    request: Value,
) -> Value {
    let text = request.to_string();
    serde_json::from_str(&call(engine, &read(&text).unwrap())).unwrap()
}

pub fn plan(engine: &Engine, transactions: Value, context: &Value) -> Value {
    let batch = json!({
        "batch_id": "b", "funding_source": "acct_main_operating", "transactions": transactions,
    });
    let answer =
        wire::plan_bytes(engine, batch.to_string().as_bytes(), context.to_string().as_bytes());
    serde_json::from_str(&answer).unwrap()
}

pub fn context() -> Value {
    serde_json::from_str(CONTEXT).unwrap()
}

/// Somebody of whom everything is known that a gate asks for.
pub fn payee(country: &str, accounts: Value) -> Value {
    // Parts of Ukraine are closed.
    let region = (country == "UA").then_some("UA-30");
    json!({
        "payee_id": "p", "country": country, "region": region, "name": "A B", "type": "individual",
        "kyc": { "level": "verified" },
        "tax": {
            "form": "w9", "form_status": "verified", "tin_status": "verified",
            "forms": [{ "form": "dac7_self_certification", "status": "verified" }],
        },
        "accounts": accounts, "totals": { "2026": { "amount": { "value": "0", "currency": "USD" }, "count": 0 } },
    })
}

/// The decision on an amount for one payee.
pub fn decide(engine: &Engine, payee: Value, amount: &str, currency: &str) -> Value {
    let mut context = context();
    context["payees"] = json!([payee]);
    context["funding"] = Value::Null;
    let payout = json!([{ "payee_id": "p", "amount": amount, "currency": currency }]);
    plan(engine, payout, &context)["decisions"][0].clone()
}
