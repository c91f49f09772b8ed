//! What `fields` asks, and where.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[expect(dead_code, reason = "one helper serves many tests")]
#[path = "support/ask.rs"]
mod ask;

use ask::{ask, engine};
use payout_rules::wire;
use serde_json::{Value, json};

fn fields(method: &str, country: &str) -> Value {
    let request =
        json!({ "method": method, "country": country, "currency": "USD", "type": "individual" });
    ask(wire::fields, &engine(json!({})), request)
}

/// The value that an answer gives for one field.
fn of<'a>(answer: &'a Value, name: &str, key: &str) -> &'a Value {
    let fields = answer["fields"].as_array().unwrap();
    &fields.iter().find(|field| field["name"] == name).unwrap()[key]
}

#[test]
fn the_example_of_an_iban_is_of_the_country_that_asks() {
    assert_eq!(of(&fields("sepa", "DE"), "iban", "example"), "DE87123456781234567890");
    assert_eq!(of(&fields("elixir", "PL"), "iban", "example"), "PL19123456781234567890123456");
    assert_eq!(of(&fields("sepa", "MT"), "iban", "example"), "MT40ABCD12345123456789012345678");
}

#[test]
fn a_pattern_says_length_and_beginning() {
    let us = fields("ach", "US");
    assert_eq!(of(&us, "routing_number", "pattern"), "^(?:[0-9]{9})$");
    assert_eq!(of(&us, "account_number", "pattern"), "^[0-9A-Za-z]{1,17}$");
    assert_eq!(of(&us, "account_type", "pattern"), &Value::Null);
    assert_eq!(us["schema"]["properties"]["account_type"]["enum"], json!(["checking", "savings"]));
    assert_eq!(
        us["schema"]["required"],
        json!(["routing_number", "account_number", "account_type"])
    );
}

#[test]
fn a_pattern_holds_a_beginning_to_be_one_of_those_given() {
    let card = fields("debit_card", "US");
    assert_eq!(of(&card, "card_number", "pattern"), "^(?=4)(?:[0-9]{12,19})$");
    let overlay = json!({ "fields": [
        { "id": "card_number", "starts_with": ["+4", "5"], "source": "policy 3" },
    ] });
    let request =
        json!({ "method": "debit_card", "country": "US", "currency": "USD", "type": "individual" });
    let card = ask(wire::fields, &engine(overlay), request);
    assert_eq!(of(&card, "card_number", "pattern"), "^(?=\\+4|5)(?:[0-9]{12,19})$");
}
