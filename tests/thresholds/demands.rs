//! What opens gates.

use super::table::{ENGINE, ROWS, Row, ask, reason};
use rust_decimal::Decimal;
use serde_json::{Value, json};

const FORMS: [&str; 5] =
    ["w9", "w8ben", "w8bene", "dac7_self_certification", "mrdp_self_certification"];

/// The forms that meet a word of the table.
fn forms_of(want: &str) -> &'static [&'static str] {
    match want {
        "w9" => &FORMS[..1],
        "dac7" => &FORMS[3..4],
        "mrdp" => &FORMS[3..],
        _ => &[],
    }
}

/// The payee with what one word of the table means, in that state.
fn with(mut payee: Value, want: &str, gate: &str, status: &str) -> Value {
    match want {
        "verified" | "basic" => payee["kyc"]["level"] = json!(want),
        "tin" => payee["tax"]["tin_status"] = json!(status),
        "name" => payee["name"] = json!("A B"),
        "review" => payee["reviews"] = json!([{ "gate": gate }]),
        form => {
            let form = forms_of(form).last().unwrap_or_else(|| panic!("{form}"));
            payee["tax"]["form"] = json!(form);
            payee["tax"]["form_status"] = json!(status);
        }
    }
    payee
}

/// The payee with everything there is but one.
fn with_all_but(row: &Row, want: &str) -> Value {
    let mut payee = row.stranger();
    let forms = FORMS.iter().filter(|form| !forms_of(want).contains(form));
    let forms = forms.map(|form| json!({ "form": form, "status": "verified" }));
    payee["tax"]["forms"] = forms.collect();
    payee["tax"]["tin_status"] = json!(if want == "tin" { "missing" } else { "verified" });
    payee["kyc"]["level"] = json!(match want {
        "basic" => "none",
        "verified" => "basic",
        _ => "verified",
    });
    if want != "name" {
        payee["name"] = json!("A B");
    }
    payee["address"] = json!({ "line1": "1 Main St", "city": "Town" });
    payee["screening"] = json!({ "outcome": "clear", "screened_at": row.moment() });
    let other = json!([{ "gate": "screening" }, { "gate": "us.1099k.none" }]);
    payee["reviews"] = if want == "review" { other } else { json!([{ "gate": row.gate }]) };
    payee
}

#[test]
fn what_a_gate_asks_for_opens_it_and_nothing_else_does() {
    for row in ROWS.iter().filter(|row| row.fires()) {
        let fires = |payee: Value| {
            let count = row.count.map_or(1, |(count, _)| usize::try_from(count).unwrap() + 1);
            let sum = row.amount.0 + row.unit() * Decimal::from(count);
            reason(&ask(&ENGINE, row, payee, sum, count, row.moment()), row.gate).is_some()
        };
        assert!(fires(row.stranger()), "{row:?}");
        if row.opens.is_empty() {
            assert!(fires(with_all_but(row, "")), "{row:?}");
            continue;
        }
        let all = |status: &str| {
            let add = |payee, want: &str| with(payee, want, row.gate, status);
            row.opens.split(' ').fold(row.stranger(), add)
        };
        for (status, opens) in [
            ("submitted", true),
            ("verified", true),
            ("missing", false),
            ("mismatch", false),
            ("expired", false),
        ] {
            let by_status =
                ["w9", "dac7", "mrdp", "tin"].iter().any(|want| row.opens.contains(*want));
            assert_eq!(fires(all(status)), by_status && !opens, "{status} {row:?}");
        }
        for want in row.opens.split(' ') {
            assert!(fires(with_all_but(row, want)), "{want} {row:?}");
        }
    }
}

#[test]
fn a_form_with_a_number_stands_for_it_where_nothing_is_said_of_the_number() {
    for row in ROWS.iter().filter(|row| row.opens == "tin" && row.fires()) {
        let american = row.gate.starts_with("us.");
        for (status, opens) in [("submitted", american), ("expired", false), ("mismatch", false)] {
            let payee = with(row.stranger(), "w9", row.gate, status);
            let count = row.count.map_or(1, |_| 201);
            let sum = row.amount.0 + row.unit() * Decimal::from(count);
            let answer = ask(&ENGINE, row, payee, sum, count, row.moment());
            assert_eq!(reason(&answer, row.gate).is_none(), opens, "{status} {row:?}");
        }
    }
}

#[test]
fn a_states_gate_is_for_those_who_live_there() {
    for row in ROWS.iter().filter(|row| row.says("region").is_some_and(|region| region != "US-TX"))
    {
        let (sum, count) =
            (row.amount.0, row.count.map_or(2, |(count, _)| count.try_into().unwrap()));
        let codes = |region: Option<&str>| {
            let mut payee = row.stranger();
            payee["region"] = json!(region);
            let answer = ask(&ENGINE, row, payee, sum, count, row.moment());
            let held = reason(&answer, row.gate).is_some();
            let reasons = answer["reasons"].as_array().unwrap();
            let unplaced = reasons.iter().find(|reason| reason["code"] == "region_unknown");
            let named = unplaced.is_some_and(|issue| {
                issue["params"]["gates"].as_str().unwrap().split(", ").any(|gate| gate == row.gate)
            });
            (held, named)
        };
        assert_eq!(codes(row.says("region")), (true, false), "{row:?}");
        assert_eq!(codes(Some("US-TX")), (false, false), "{row:?}");
        // Where they live is asked, and the form is not yet due.
        assert_eq!(codes(None), (false, true), "{row:?}");
    }
}

#[test]
fn a_treaty_rate_counts_with_a_form() {
    let row = ROWS.iter().find(|row| row.gate == "us.nra").unwrap();
    for (form, status, treaty, expected) in [
        ("w8ben", "submitted", Some("0.1"), "0.1"),
        ("w8bene", "verified", Some("0.15"), "0.15"),
        ("w8ben", "verified", Some("0.5"), "0.3"),
        ("w8ben", "verified", None, "0.3"),
        ("w8ben", "expired", Some("0.1"), "0.3"),
        ("w9", "verified", Some("0.1"), "0.3"),
    ] {
        let mut payee = row.stranger();
        payee["tax"]["form"] = json!(form);
        payee["tax"]["form_status"] = json!(status);
        payee["tax"]["treaty_rate"] = json!(treaty);
        let answer = ask(&ENGINE, row, payee, Decimal::from(1000), 1, row.moment());
        assert_eq!(answer["withhold"]["rate"], expected, "{form} {status}");
    }
    // Goods are no such income, nor is what arises elsewhere.
    for (key, value) in [
        ("activity", json!("goods")),
        ("tax", json!({ "income_source": "BR" })),
        ("tax", json!({})),
    ] {
        let mut payee = row.stranger();
        payee[key] = value;
        let answer = ask(&ENGINE, row, payee, Decimal::from(1000), 1, row.moment());
        assert_eq!(answer["withhold"], Value::Null, "{answer}");
    }
}

#[test]
fn a_limit_of_nothing_needs_no_rates() {
    for row in ROWS.iter().filter(|row| row.amount.0.is_zero() && row.fires()) {
        let currency = if row.currency == "EUR" { "USD" } else { "EUR" };
        let foreign = Row { currency, ..*row };
        let answer = ask(&ENGINE, &foreign, row.stranger(), Decimal::from(1000), 1, row.moment());
        let reason = reason(&answer, row.gate).unwrap_or_else(|| panic!("{row:?} {answer}"));
        let said = format!("1000.00 {currency} of 0.00");
        assert!(reason["message"].as_str().unwrap().ends_with(&said), "{reason}");
    }
}
