//! Questions in which much is wrong: payees, amounts, rates, days and overlays.

use payout_rules::value::read;
use payout_rules::{Engine, wire};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

pub const AT: &str = "2026-05-22T15:04:00Z";

/// Engines by their overlay: to make one takes longer than to ask it.
static ENGINES: LazyLock<Mutex<HashMap<String, Engine>>> = LazyLock::new(Mutex::default);

/// A question and the layers over the rulebook.
#[derive(Debug, Clone)]
pub struct Asked {
    pub overlay: Value,
    pub request: Value,
}

impl Asked {
    pub fn ask(&self) -> Value {
        let overlay = self.overlay.to_string();
        let mut engines = ENGINES.lock().unwrap();
        let engine = engines.entry(overlay).or_insert_with_key(|overlay| {
            let engine = Engine::new(Some(&read(overlay).unwrap()));
            engine.unwrap_or_else(|issues| panic!("{issues:#?}\n{overlay}"))
        });
        let request = self.request.to_string();
        serde_json::from_str(&wire::methods(engine, &read(&request).unwrap())).unwrap()
    }
}

const ROW: &str = "a test";

pub fn gate(id: &str, period: &str, amount: &str, effect: &str) -> Value {
    json!({
        "id": id, "title": "Acme's limit", "applies": {}, "period": period, "time_zone": "America/New_York",
        "effect": effect, "requires": [], "from": null, "until": null, "source": ROW, "confidence": "platform",
        "limits": [{ "amount": amount, "amount_is": "over", "currency": "USD", "status": "in_force",
                     "from": null, "until": null }],
    })
}

fn rule(id: &str, when: Value, then: Value) -> Value {
    json!({ "id": id, "title": "Acme's rule", "when": when, "then": then,
            "from": null, "until": null, "source": ROW, "confidence": "platform" })
}

fn off(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({ "id": id, "enabled": false, "source": ROW })).collect()
}

/// Layers to ask over, each a list.
pub static OVERLAYS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let over = json!({ "fact": "payout.amount", "more_than": "900.00", "currency": "USD" });
    let kyc = json!({ "effect": "hold", "requires": [{ "kind": "kyc", "level": "verified" }] });
    let tin =
        json!({ "effect": "require", "requires": [{ "kind": "tin", "statuses": ["verified"] }] });
    let everywhere = json!({ "fact": "payout.method", "in": ["wire", "spei"] });
    let rules = json!([
        rule("acme.much", over, json!({ "effect": "exclude", "kinds": ["bank"] })),
        rule(
            "acme.maine",
            json!({ "fact": "payee.region", "is": "US-ME" }),
            json!({ "effect": "exclude", "methods": ["*"] })
        ),
        rule("acme.kyc", json!({ "not": { "fact": "payee.kyc", "at_least": "verified" } }), kyc),
        rule("acme.tin", json!({ "fact": "payee.type", "is": "business" }), tin),
        rule("acme.never", everywhere, json!({ "effect": "exclude", "methods": ["wire", "spei"] })),
    ]);
    let gates = json!([
        gate("acme.day", "day", "400.00", "block"),
        gate("acme.payout", "payout", "700.00", "block"),
        gate("acme.week", "P7D", "600.00", "block"),
        gate("acme.year", "calendar_year", "100.00", "block"),
    ]);
    let fees = off(&["example.local", "example.ach.usd", "example.rtp.usd"]);
    vec![
        json!([{ "version": "v" }]),
        json!(["kyc-tiers"]),
        json!(["aml-watch"]),
        json!(["us-600"]),
        json!([{ "version": "v", "rules": rules }]),
        json!([{ "version": "v", "gates": gates }]),
        json!([{ "version": "v", "methods": off(&["ach", "sepa", "upi"]), "rails": off(&["us_rtp", "gb_fps"]) }]),
        json!([{ "version": "v", "fees": fees, "fx": off(&["example.majors"]) }]),
    ]
});

fn payee() -> impl Strategy<Value = Value> {
    let place = prop::sample::select(vec![
        ("US", json!("US-MA")),
        ("US", json!(null)),
        ("UA", json!(null)),
        ("UA", json!("UA-43")),
        ("DE", json!(null)),
        ("GB", json!(null)),
        ("IN", json!(null)),
        ("MX", json!(null)),
        ("NG", json!(null)),
        ("JP", json!(null)),
        ("RS", json!(null)),
    ]);
    let account = prop::sample::select(vec![
        json!([]),
        json!([{ "method": "ach", "currency": "USD", "details": { "routing_number": "021000022" } }]),
        json!([{ "method": "sepa", "currency": "EUR", "details": { "iban": "DE89370400440532013001" } },
               { "method": "upi", "currency": "INR", "details": { "vpa": "x" } },
               { "method": "fps", "currency": "GBP", "details": { "sort_code": "1", "account_number": "" } }]),
    ]);
    let screened = prop::option::of(prop::sample::select(vec!["clear", "hold", "block"]));
    let total = prop::option::of(0_u32..200_000);
    let level = prop::sample::select(vec!["none", "basic", "verified"]);
    (place, account, screened, total, level, any::<bool>(), any::<bool>()).prop_map(
        |((country, region), accounts, screened, total, level, is_business, paused)| {
            let mut payee = json!({
                "payee_id": "p", "country": country, "region": region, "accounts": accounts,
                "type": if is_business { "business" } else { "individual" },
                "kyc": { "level": level }, "status": if paused { "paused" } else { "active" },
            });
            if let Some(outcome) = screened {
                payee["screening"] =
                    json!({ "outcome": outcome, "screened_at": "2025-12-01T00:00:00Z" });
            }
            if let Some(cents) = total {
                let value = format!("{}.{:02}", cents / 100, cents % 100);
                let total = json!({ "amount": { "value": value, "currency": "USD" }, "count": 3 });
                for key in ["2026", "2026-05", "2026-05-22", "P1D", "P7D", "P30D"] {
                    payee["totals"][key] = total.clone();
                }
            }
            payee
        },
    )
}

pub fn asked() -> impl Strategy<Value = Asked> {
    let amount = prop::sample::select(vec![
        "0.01",
        "0.26",
        "3.00",
        "99.99",
        "450.00",
        "950.00",
        "2500.00",
        "75000.00",
        "1500000.00",
        "25000000.00",
        "999999999999999.00",
    ]);
    let unit = prop::sample::select(vec!["USD", "USD", "EUR", "GBP", "INR", "HRK"]);
    let payout = prop::option::of(prop::sample::select(vec!["USD", "EUR", "JPY", "BGN"]));
    let bearer = prop::sample::select(vec!["sender", "recipient", "shared"]);
    let at = prop::sample::select(vec![AT, AT, AT, "2025-12-30T23:30:00Z", "2026-04-30T12:00:00Z"]);
    let rates = prop::sample::select(vec![
        json!(null),
        json!({ "EUR": "0.8666", "GBP": "0.7512", "INR": "83.65", "JPY": "157.1", "BGN": "1.69", "MXN": "18.2" }),
        json!({ "EUR": "0.8666" }),
    ]);
    let age = prop::sample::select(vec!["", "stale", "future"]);
    let send = prop::bool::weighted(0.8);
    let overlay = prop::sample::select(OVERLAYS.clone());
    (payee(), (amount, unit, payout), bearer, at, (rates, age), send, overlay).prop_map(
        |(payee, (value, unit, payout), bearer, at, (rates, age), send, overlay)| {
            let mut request = json!({
                "payee": payee, "amount": { "value": value, "currency": unit }, "bearer": bearer, "at": at,
            });
            if !send {
                request["target"] = json!("receive");
            } else if let Some(payout) = payout {
                request["payout_currency"] = json!(payout);
            }
            if rates.is_object() {
                let taken = match age {
                    "stale" => "2024-01-01T00:00:00Z",
                    "future" => "2027-01-01T00:00:00Z",
                    _ => at,
                };
                request["fx"] = json!({ "base": "USD", "rates": rates, "at": taken });
            }
            Asked { overlay, request }
        },
    )
}
