//! A quote that was made can be told from one that was changed, one that is dead, and one of
//! another rulebook.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[expect(dead_code, reason = "what other tests ask")]
#[path = "support/ask.rs"]
mod ask;

use ask::ask;
use payout_rules::value::read;
use payout_rules::{Engine, wire};
use serde_json::{Value, json};

const MADE: &str = "2026-05-22T15:04:00Z";
/// The rates are a minute old and live a quarter of an hour.
const LAST: &str = "2026-05-22T15:18:00Z";

fn plain() -> Engine {
    Engine::new(None).unwrap()
}

fn request() -> Value {
    json!({
        "amount": { "value": "1450.00", "currency": "USD" }, "payout_currency": "EUR",
        "method": "sepa", "country": "DE", "payee_type": "individual", "bearer": "shared",
        "fx": { "base": "USD", "rates": { "EUR": "0.8666" }, "at": "2026-05-22T15:03:00Z" }, "at": MADE,
    })
}

fn verify(engine: &Engine, quote: &Value, request: &Value, at: &str) -> Value {
    let (quote, request, at) = (quote.to_string(), request.to_string(), json!(at).to_string());
    let tree = |text| read(text).unwrap();
    let answer = wire::verify_quote(engine, &tree(&quote), &tree(&request), &tree(&at));
    serde_json::from_str(&answer).unwrap()
}

/// Every leaf of the quote, as a path.
fn leaves(value: &Value, path: &str, to: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, value)| leaves(value, &format!("{path}/{key}"), to));
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(place, value)| leaves(value, &format!("{path}/{place}"), to));
        }
        _ => to.push(path.to_owned()),
    }
}

#[test]
fn a_quote_is_the_same_until_it_dies() {
    let engine = plain();
    let quote = ask(wire::quote, &engine, request());
    let same = |status: &str, ok: bool| {
        json!({ "ok": ok, "status": status, "differences": [], "expires_at": LAST,
                "hash": quote["hash"], "issues": [] })
    };
    assert_eq!(verify(&engine, &quote, &request(), MADE), same("same", true));
    assert_eq!(verify(&engine, &quote, &request(), LAST), same("same", true));
    let later = verify(&engine, &quote, &request(), "2026-05-22T15:18:00.001Z");
    assert_eq!(later, same("expired", false));
}

#[test]
fn every_change_is_told_where_it_is() {
    let engine = plain();
    let quote = ask(wire::quote, &engine, request());
    let mut paths = Vec::new();
    leaves(&quote, "", &mut paths);
    assert!(paths.len() > 25, "{paths:?}");
    for path in paths {
        let mut changed = quote.clone();
        let was = changed.pointer(&path).unwrap().clone();
        *changed.pointer_mut(&path).unwrap() = json!("changed");
        let check = verify(&engine, &changed, &request(), MADE);
        assert_eq!((&check["ok"], &check["status"]), (&json!(false), &json!("different")));
        let computed = was.as_str().map_or(was.to_string(), str::to_owned);
        let more = if computed.len() > 40 { "…" } else { "" };
        let computed = computed.chars().take(40).collect::<String>() + more;
        let difference = json!([{ "path": path, "quoted": "changed", "computed": computed }]);
        assert_eq!(check["differences"], difference);
    }
}

#[test]
fn what_is_missing_or_more_is_a_difference() {
    let engine = plain();
    let quote = ask(wire::quote, &engine, request());
    let differences =
        |quote: &Value| verify(&engine, quote, &request(), MADE)["differences"].clone();
    let mut less = quote.clone();
    less["fee"].as_object_mut().unwrap().remove("total");
    let told = json!([{ "path": "/fee/total", "computed": "an object" }]);
    assert_eq!(differences(&less), told);
    let mut more = quote.clone();
    more["note"] = json!(null);
    assert_eq!(differences(&more), json!([{ "path": "/note", "quoted": "null" }]));
    let nothing = json!([{ "path": "", "quoted": "a list", "computed": "an object" }]);
    assert_eq!(differences(&json!([])), nothing);
    // Twice the same key is no quote, whichever of the two a reader takes.
    let text = quote.to_string();
    let twice = text.replacen("\"ok\":true", "\"ok\":true,\"ok\":true", 1);
    let (request, at) = (request().to_string(), json!(MADE).to_string());
    let tree = |text| read(text).unwrap();
    let check = wire::verify_quote(&engine, &tree(&twice), &tree(&request), &tree(&at));
    assert!(check.starts_with(r#"{"ok":false,"status":"different""#), "{check}");
}

#[test]
fn another_rulebook_or_request_makes_another_quote() {
    let quote = ask(wire::quote, &plain(), request());
    let overlay = json!({ "version": "acme-1", "methods": [
        { "id": "paypal", "enabled": false, "source": "policy" }] });
    let other = Engine::new(Some(&read(&overlay.to_string()).unwrap())).unwrap();
    let check = verify(&other, &quote, &request(), MADE);
    let paths = |check: &Value| -> Vec<String> {
        let differences = check["differences"].as_array().unwrap().iter();
        differences.map(|difference| difference["path"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(paths(&check), ["/hash", "/rulebook/hash", "/rulebook/version"]);
    let mut later = request();
    later["at"] = json!("2026-05-22T15:05:00Z");
    assert_eq!(paths(&verify(&plain(), &quote, &later, MADE)), ["/hash"]);
    let mut more = request();
    more["amount"]["value"] = json!("1450.01");
    let told = paths(&verify(&plain(), &quote, &more, MADE));
    assert!(told.contains(&"/debit/value".to_owned()), "{told:?}");
}

#[test]
fn a_quote_that_cannot_be_taken_is_never_ok() {
    let engine = plain();
    let mut request = request();
    request["amount"]["value"] = json!("0.01");
    request["bearer"] = json!("recipient");
    let quote = ask(wire::quote, &engine, request.clone());
    assert_eq!(quote["ok"], json!(false));
    let check = verify(&engine, &quote, &request, MADE);
    assert_eq!((&check["ok"], &check["status"]), (&json!(false), &json!("same")));
    // Nor one that is made for a moment to come.
    let request = self::request();
    let quote = ask(wire::quote, &engine, request.clone());
    let check = verify(&engine, &quote, &request, "2026-05-22T15:03:59Z");
    assert_eq!((&check["ok"], &check["status"]), (&json!(false), &json!("same")));
    let message = "the quote is made for 2026-05-22T15:04:00Z, after 2026-05-22T15:03:59Z";
    assert_eq!(
        check["issues"],
        json!([{ "code": "quote_from_future", "severity": "error",
        "message": message, "params": {} }])
    );
    // Nor one whose request cannot be read.
    let check = verify(&engine, &quote, &json!({}), "today");
    assert_eq!((&check["ok"], &check["status"]), (&json!(false), &json!("different")));
    let messages: Vec<&str> = check["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| issue["message"].as_str().unwrap())
        .collect();
    assert_eq!(
        messages,
        [
            "the field \"amount\" is missing",
            "the field \"method\" is missing",
            "the field \"at\" is missing",
            "\"today\" is not a moment with an offset",
        ]
    );
}
