//! Arrivals, checked by hand against public schedules: Nacha and Fed holidays, TARGET closing
//! days, bank holidays of England and Wales and of Japan.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use payout_rules::value::read;
use payout_rules::{Engine, wire};
use serde_json::{Value, json};

/// How the method stands for a payee of the country.
fn method(method: &str, country: &str, at: &str) -> Value {
    let engine = Engine::new(None).unwrap();
    let currency = match country {
        "US" => "USD",
        "GB" => "GBP",
        "JP" => "JPY",
        _ => "EUR",
    };
    let request = json!({
        "payee": { "payee_id": "p", "country": country, "type": "individual",
                   "kyc": { "level": "verified" } },
        "amount": { "value": "100", "currency": currency }, "at": at,
    });
    let text = request.to_string();
    let answer: Value =
        serde_json::from_str(&wire::methods(&engine, &read(&text).unwrap())).unwrap();
    let methods = answer["methods"].as_array().unwrap();
    methods.iter().find(|option| option["method"] == method).unwrap().clone()
}

const NEXT_DAYS: [(&str, &str, &str, &str, &str); 20] = [
    // ACH: one to two banking days. Monday 25 May 2026 is Memorial Day.
    ("ach", "US", "2026-05-22T15:04:00Z", "2026-05-26T04:00:00Z", "2026-05-28T03:59:59Z"),
    ("ach", "US", "2026-05-19T15:04:00Z", "2026-05-20T04:00:00Z", "2026-05-22T03:59:59Z"),
    // Same Day ACH: 16:45 in New York is still in time, a second later is not.
    ("same_day_ach", "US", "2026-05-22T20:45:00Z", "2026-05-22T20:45:00Z", "2026-05-23T03:59:00Z"),
    ("same_day_ach", "US", "2026-05-22T20:45:01Z", "2026-05-26T17:00:00Z", "2026-05-27T03:59:00Z"),
    // 4 July 2026 is a Saturday: the Fed does not close on the Friday before.
    ("same_day_ach", "US", "2026-07-03T15:00:00Z", "2026-07-03T17:00:00Z", "2026-07-04T03:59:00Z"),
    // Winter time: the cut-off is an hour later in UTC. Clocks change on Sunday 1 November.
    ("same_day_ach", "US", "2026-11-02T21:45:00Z", "2026-11-02T21:45:00Z", "2026-11-03T04:59:00Z"),
    ("same_day_ach", "US", "2026-11-01T15:00:00Z", "2026-11-02T18:00:00Z", "2026-11-03T04:59:00Z"),
    // Thanksgiving.
    ("ach", "US", "2026-11-25T15:00:00Z", "2026-11-27T05:00:00Z", "2026-12-01T04:59:59Z"),
    // Rails that never close.
    ("rtp", "US", "2026-12-25T03:00:00Z", "2026-12-25T03:00:00Z", "2026-12-25T03:01:00Z"),
    ("fednow", "US", "2026-05-24T03:00:00Z", "2026-05-24T03:00:00Z", "2026-05-24T03:01:00Z"),
    ("sepa_instant", "DE", "2026-04-03T10:00:00Z", "2026-04-03T10:00:00Z", "2026-04-03T10:01:00Z"),
    ("fps", "GB", "2026-12-25T10:00:00Z", "2026-12-25T10:00:00Z", "2026-12-25T12:00:00Z"),
    // SEPA: the next TARGET day; the cut-off is 14:00 in Brussels.
    ("sepa", "DE", "2026-05-22T12:00:00Z", "2026-05-22T12:00:00Z", "2026-05-25T21:59:59Z"),
    ("sepa", "DE", "2026-05-22T12:00:01Z", "2026-05-24T22:00:00Z", "2026-05-26T21:59:59Z"),
    // Good Friday and Easter Monday close TARGET, and so does 1 May.
    ("sepa", "DE", "2026-04-02T13:00:00Z", "2026-04-06T22:00:00Z", "2026-04-08T21:59:59Z"),
    ("sepa", "DE", "2026-04-30T09:00:00Z", "2026-04-30T09:00:00Z", "2026-05-04T21:59:59Z"),
    // Boxing Day 2026 is a Saturday, so Monday the 28th is a bank holiday.
    ("bacs", "GB", "2026-12-24T10:00:00Z", "2026-12-30T00:00:00Z", "2026-12-30T23:59:59Z"),
    // Zengin closes at 15:00; then Golden Week, with 6 May for the Sunday holiday.
    ("zengin", "JP", "2026-05-01T06:00:00Z", "2026-05-01T06:00:00Z", "2026-05-01T14:59:59Z"),
    ("zengin", "JP", "2026-05-01T06:00:01Z", "2026-05-06T15:00:00Z", "2026-05-07T14:59:59Z"),
    // The same evening in New York is the next day in Tokyo.
    ("zengin", "JP", "2026-05-20T23:00:00Z", "2026-05-20T23:00:00Z", "2026-05-21T14:59:59Z"),
];

#[test]
fn arrivals() {
    for (name, country, at, earliest, latest) in NEXT_DAYS {
        let arrives = method(name, country, at)["arrives"].clone();
        assert_eq!(
            (&arrives["earliest"], &arrives["latest"]),
            (&json!(earliest), &json!(latest)),
            "{name} {at}"
        );
    }
}

#[test]
fn every_wait_is_a_step() {
    let arrives = method("same_day_ach", "US", "2026-05-22T20:45:01Z")["arrives"].clone();
    assert_eq!(
        arrives["steps"],
        json!([
            { "kind": "after_cutoff", "date": "2026-05-22", "text": "after the 16:45 cut-off, America/New_York" },
            { "kind": "weekend", "date": "2026-05-23", "text": "Saturday" },
            { "kind": "weekend", "date": "2026-05-24", "text": "Sunday" },
            { "kind": "holiday", "date": "2026-05-25", "text": "Memorial Day" },
        ])
    );
}

#[test]
fn past_its_calendar_an_arrival_is_absent_not_guessed() {
    // Japan announces the equinoxes year by year; before 2020 no time zone is vouched for.
    for (rail, country, at, calendar, day) in [
        ("zengin", "JP", "2040-01-05T01:00:00Z", "JP", "2040-01-05"),
        ("rtp", "US", "2019-12-31T12:00:00Z", "America/New_York", "2019-12-31"),
    ] {
        let option = method(rail, country, at);
        assert!(option["arrives"].is_null());
        let unknown = json!({
            "code": "arrival_unknown", "severity": "warning",
            "message": format!("the calendar {calendar} does not cover {day}"),
            "params": { "calendar": calendar, "day": day },
        });
        assert!(option["reasons"].as_array().unwrap().contains(&unknown), "{option:#}");
    }
    assert!(method("sepa", "DE", "2040-01-02T09:00:00Z")["arrives"].is_object());
}
