//! Screening: how well it does, what always holds of it, and what it makes of lists.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may panic"
)]

mod answers;
mod figures;
mod properties;
mod readers;

use payout_rules::screening::Screener;
use payout_rules::value::read;
use payout_rules::wire;
use serde_json::{Value, json};

/// The screener, or its issues.
pub fn try_screener(lists: &Value, options: &Value) -> Result<Screener, Value> {
    let (lists, options) = (lists.to_string(), options.to_string());
    let (lists, options) = (read(&lists).unwrap(), read(&options).unwrap());
    Screener::new(&lists, &options).map_err(|issues| serde_json::to_value(issues).unwrap())
}

/// The screener.
pub fn screener(lists: &Value, options: &Value) -> Screener {
    try_screener(lists, options).unwrap_or_else(|issues| panic!("{issues:#}"))
}

/// The answer about one payee.
pub fn screen(screener: &Screener, request: &Value) -> Value {
    let request = request.to_string();
    serde_json::from_str(&wire::screen(screener, &read(&request).unwrap())).unwrap()
}

/// A list of one entry.
pub fn one(name: &str, kind: &str) -> Value {
    json!({ "format": "names", "entries": [{ "id": "1", "name": name, "type": kind }] })
}
