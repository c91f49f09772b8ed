//! Every dated row is looked up as of the request's `at`, and what changes with time can be asked.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[expect(dead_code, reason = "what other tests ask")]
#[path = "support/ask.rs"]
mod ask;

use ask::{ask, engine, payee};
use payout_rules::value::{Value as Document, read};
use payout_rules::{Engine, wire};
use serde_json::{Value, json};

/// The last day of the overlays' rows; a Friday.
const LAST: &str = "2026-05-22T12:00:00Z";
const AFTER: &str = "2026-05-23T12:00:00Z";

/// One row that lapses, and a question whose answer depends on it.
struct Case {
    table: &'static str,
    row: Value,
    ask: fn(&Engine, &str) -> Value,
    /// What the answer says after the last day and not on it.
    then: &'static str,
}

fn until(id: &str) -> Value {
    json!({ "id": id, "until": "2026-05-22", "source": "policy" })
}

fn quote(engine: &Engine, at: &str) -> Value {
    let request = json!({
        "amount": { "value": "10.00", "currency": "USD" }, "method": "ach", "country": "US", "at": at,
    });
    ask(wire::quote, engine, request)
}

fn euros(engine: &Engine, at: &str) -> Value {
    let fx = json!({ "base": "USD", "rates": { "EUR": "0.9" }, "at": at });
    let request = json!({
        "amount": { "value": "10.00", "currency": "USD" }, "payout_currency": "EUR",
        "method": "swift", "country": "DE", "fx": fx, "at": at,
    });
    ask(wire::quote, engine, request)
}

/// How one method stands for a payee with an account for it.
fn method(engine: &Engine, at: &str, method: &str, country: &str, details: Value) -> Value {
    let currency = if country == "DE" { "EUR" } else { "USD" };
    let account = json!([{ "method": method, "currency": currency, "details": details }]);
    let request = json!({
        "payee": payee(country, account), "at": at,
        "amount": { "value": "10.00", "currency": currency },
    });
    let answer = ask(wire::methods, engine, request);
    let found = answer["methods"].as_array().unwrap().iter().find(|m| m["method"] == method);
    json!({ "method": found, "issues": answer["issues"] })
}

fn us_bank(engine: &Engine, at: &str) -> Value {
    let details = json!({
        "routing_number": "021000021", "account_number": "000123456789", "account_type": "checking",
    });
    method(engine, at, "same_day_ach", "US", details)
}

fn german_iban(engine: &Engine, at: &str) -> Value {
    method(engine, at, "sepa", "DE", json!({ "iban": "DE89370400440532013000" }))
}

fn failure(engine: &Engine, at: &str) -> Value {
    ask(wire::failure, engine, json!({ "rail": "us_ach_standard", "code": "R03", "at": at }))
}

fn gate(engine: &Engine, at: &str) -> Value {
    let request = json!({
        "payee": payee("US", json!([])), "at": at,
        "amount": { "value": "10.00", "currency": "USD" },
    });
    ask(wire::gate, engine, request)
}

fn cases() -> Vec<Case> {
    // Before its last day the gate blocks, after it it is clear.
    let limit = json!({ "amount": "1.00", "amount_is": "over", "currency": "USD", "count": null,
        "count_is": null, "status": "in_force", "from": null, "until": null, "source": "policy",
        "confidence": "platform" });
    let block = json!({ "id": "acme.block", "title": "Acme", "applies": {}, "period": "payout",
        "time_zone": "UTC", "effect": "block", "requires": [], "limits": [limit], "from": null,
        "until": "2026-05-22", "source": "policy", "confidence": "platform" });
    let fee = json!({ "id": "acme.ach", "methods": ["ach"], "countries": ["US"], "currency": "USD",
        "fixed": "0.10", "percent": "0", "min": null, "max": null, "from": null,
        "until": "2026-05-22", "source": "policy", "confidence": "platform" });
    let rule = json!({ "id": "acme.no_ach", "title": "No ACH",
        "when": { "fact": "payout.amount", "at_least": "1.00", "currency": "USD" },
        "then": { "effect": "exclude", "methods": ["ach"] },
        "from": null, "until": "2026-05-22", "source": "policy", "confidence": "platform" });
    let case = |table, row, ask, then| Case { table, row, ask, then };
    vec![
        case("currencies", until("USD"), quote, "currency_not_in_force"),
        case("countries", until("US"), us_bank, "country_unknown"),
        case("ibans", until("DE"), german_iban, "identifier_format"),
        case("zones", until("America/New_York"), us_bank, "arrival_unknown"),
        case("calendars", until("FED"), us_bank, "arrival_unknown"),
        case("rails", until("us_ach_standard"), quote, "rail_not_in_force"),
        case("methods", until("ach"), quote, "rail_not_in_force"),
        case("fields", until("routing_number"), us_bank, "account_form_unknown"),
        case("accounts", until("us_bank"), us_bank, "account_form_unknown"),
        case("gates", block, gate, "\"clear\""),
        case("fees", fee, quote, "\"id\":\"example."),
        case("fx", until("example.majors"), euros, "\"markup_bps\":100"),
        case("rules", rule, quote, "\"ok\":true"),
        case("failure_systems", until("ach"), failure, "\"known\":false"),
        case("failure_classes", until("account_invalid"), failure, "\"known\":false"),
        case("failures", until("ach.R03"), failure, "\"known\":false"),
    ]
}

#[test]
fn every_dated_row_is_looked_up_as_of_the_request() {
    let cases = cases();
    for Case { table, row, ask, then } in &cases {
        let engine = engine(json!({ *table: [row] }));
        for (at, expected) in [(LAST, false), (AFTER, true)] {
            let answer = ask(&engine, at).to_string();
            assert_eq!(answer.contains(then), expected, "{table} at {at}: {answer}");
        }
    }
    let tables: Vec<&str> = cases.iter().map(|case| case.table).collect();
    assert_eq!(tables, payout_rules::rulebook::TABLES);
}

fn text(text: &str) -> Document<'_> {
    Document::Text(text.into())
}

fn rulebook(engine: &Engine, at: &str) -> Value {
    serde_json::from_str(&wire::rulebook(engine, &text(at))).unwrap()
}

fn diff(engine: &Engine, from: &str, to: &str) -> Value {
    serde_json::from_str(&wire::diff_rulebook(engine, &text(from), &text(to))).unwrap()
}

#[test]
fn the_rulebook_counts_what_is_in_force() {
    for Case { table, row, .. } in cases() {
        let engine = engine(json!({ table: [row] }));
        let count = |at| rulebook(&engine, at)["in_force"][table].as_u64().unwrap();
        assert_eq!(count(LAST), count(AFTER) + 1, "{table}");
        let all = rulebook(&engine, LAST)["counts"][table].as_u64().unwrap();
        assert!(all >= count(LAST), "{table}");
    }
}

#[test]
fn what_changes_is_told_from_both_sides() {
    for Case { table, row, .. } in cases() {
        let engine = engine(json!({ table: [row] }));
        let change = |kind: &str| json!([{ "table": table, "id": row["id"], "change": kind, "source": "policy" }]);
        assert_eq!(diff(&engine, LAST, AFTER)["changes"], change("leaves"), "{table}");
        assert_eq!(diff(&engine, AFTER, LAST)["changes"], change("enters"), "{table}");
        assert_eq!(diff(&engine, LAST, LAST)["changes"], json!([]), "{table}");
    }
}

#[test]
fn limits_in_a_row_change_on_their_own() {
    let limit = |currency: &str, max: &str, from: Value, until: Value| {
        json!({ "currency": currency, "min": "0.01", "max": max, "from": from, "until": until,
                "source": format!("{currency} {max}"), "confidence": "platform" })
    };
    let limits = json!([
        limit("USD", "100.00", Value::Null, json!("2026-05-22")),
        limit("USD", "200.00", json!("2026-05-23"), Value::Null),
        limit("EUR", "100.00", Value::Null, json!("2026-05-22")),
        limit("EUR", "100.00", json!("2026-05-23"), Value::Null),
        limit("GBP", "100.00", json!("2026-05-23"), Value::Null),
        limit("CHF", "100.00", Value::Null, json!("2026-05-22")),
    ]);
    let rail = json!({ "id": "us_rtp", "limits": limits, "source": "contract" });
    let terms =
        |currency: &str, max: &str| json!({ "currency": currency, "min": "0.01", "max": max });
    let change = |change: &str, before: Option<Value>, after: Option<Value>, source: &str| {
        let mut found = json!({ "table": "rails", "id": "us_rtp", "change": change,
                                "field": "limits", "source": source });
        for (key, terms) in [("before", before), ("after", after)] {
            if let Some(terms) = terms {
                found[key] = terms;
            }
        }
        found
    };
    let engine = engine(json!({ "rails": [rail] }));
    assert_eq!(
        diff(&engine, "2026-05-22", "2026-05-23")["changes"],
        json!([
            change(
                "changes",
                Some(terms("USD", "100.00")),
                Some(terms("USD", "200.00")),
                "USD 200.00"
            ),
            change("leaves", Some(terms("CHF", "100.00")), None, "CHF 100.00"),
            change("enters", None, Some(terms("GBP", "100.00")), "GBP 100.00"),
        ])
    );
}

#[test]
fn a_day_begins_in_utc_but_for_gates_in_their_own_zone() {
    let engine = engine(json!({}));
    let ids = |from, to| {
        let diff = diff(&engine, from, to);
        let changes = diff["changes"].as_array().unwrap().iter();
        let limits = changes.filter(|change| change["field"] == "limits");
        limits.map(|change| change["id"].clone()).collect::<Vec<_>>()
    };
    // The limits of the 1099-NEC and 1099-MISC gates, which are kept in New York, change with the year.
    let yearly = ["us.1099nec", "us.1099misc", "us.backup.1099nec", "us.backup.1099misc"];
    assert_eq!(ids("2025-12-31", "2026-01-01"), yearly);
    assert_eq!(ids("2025-12-31T12:00:00Z", "2026-01-01T04:59:59Z"), [""; 0]);
    assert_eq!(ids("2025-12-31T12:00:00Z", "2026-01-01T05:00:00Z"), yearly);
    // The limit of RTP, like every row but a gate, with the day in UTC.
    assert_eq!(ids("2025-02-08T23:59:59Z", "2025-02-09T00:00:00Z"), ["us_rtp"]);
}

#[test]
fn a_time_that_cannot_be_read_is_an_issue() {
    let engine = engine(json!({}));
    let answer = rulebook(&engine, "tomorrow");
    assert_eq!(answer["issues"][0]["message"], "not a day, and not a moment with an offset");
    assert_eq!((&answer["in_force"], &answer["at"]), (&Value::Null, &Value::Null));
    let answer = wire::diff_rulebook(&engine, &read("7").unwrap(), &Document::Null);
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let paths: Vec<&Value> =
        answer["issues"].as_array().unwrap().iter().map(|issue| &issue["path"]).collect();
    assert_eq!(paths, ["/from", "/to"]);
    assert_eq!(answer["changes"], json!([]));
}
