//! What each effect does in each answer.

use super::ask::{AT, decide, engine};
use super::{american, exclude, gate, hold, kyc, method, methods, quote, reason, with};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

#[test]
fn a_hold_waits_for_what_it_requires() {
    let engine = with(json!({ "fact": "payee.country", "in": ["US", "NG"] }), hold());
    let wants = json!([{ "kind": "kyc", "gate": "acme.r", "level": "verified" }]);
    let held = decide(&engine, american("basic"), "100.00", "USD");
    assert_eq!((&held["outcome"], &held["requires"]), (&json!("hold"), &wants));
    assert_eq!(held["method"], "ach");
    let why = reason(&held["reasons"], "rule_hold").unwrap();
    assert_eq!(why["message"], "\"Acme rule\" holds the payout");
    assert_eq!(
        (&why["params"]["rule"], &why["source"]),
        (&json!("acme.r"), &json!("Acme policy 4"))
    );

    let answer = methods(&engine, &american("basic"), json!({}));
    assert_eq!(method(&answer, "ach")["status"], "needs_action");
    assert_eq!(method(&answer, "ach")["requires"], wants);
    let gate_answer = gate(&engine, &american("basic"));
    assert_eq!((&gate_answer["outcome"], &gate_answer["requires"]), (&json!("hold"), &wants));

    assert_eq!(decide(&engine, american("verified"), "100.00", "USD")["outcome"], "pay");
    assert_eq!(gate(&engine, &american("verified"))["outcome"], "clear");
}

#[test]
fn a_requirement_closes_a_method_and_another_is_taken() {
    let then = json!({ "effect": "require", "requires": kyc("verified") });
    let engine = with(json!({ "fact": "payout.method", "is": "ach" }), then.clone());
    let taken = decide(&engine, american("basic"), "100.00", "USD");
    assert_eq!((&taken["outcome"], &taken["method"]), (&json!("pay"), &json!("rtp")));
    let answer = methods(&engine, &american("basic"), json!({}));
    assert_eq!(method(&answer, "ach")["status"], "needs_action");
    assert_eq!(method(&answer, "rtp")["status"], "available");

    let engine = with(json!({ "fact": "payee.country", "is": "US" }), then);
    let held = decide(&engine, american("basic"), "100.00", "USD");
    assert_eq!(held["outcome"], "hold");
    assert_eq!(held["requires"], json!([{ "kind": "kyc", "gate": "acme.r", "level": "verified" }]));
    assert_eq!(held.get("method"), None);
}

#[test]
fn what_is_excluded_is_closed_with_its_source() {
    let always = json!({ "fact": "payee.country", "is": "US" });
    let engine = with(always.clone(), exclude("ach"));
    let taken = decide(&engine, american("verified"), "100.00", "USD");
    assert_eq!((&taken["outcome"], &taken["method"]), (&json!("pay"), &json!("rtp")));
    let answer = methods(&engine, &american("verified"), json!({}));
    let ach = method(&answer, "ach");
    assert_eq!(ach["status"], "unavailable");
    let why = reason(&ach["reasons"], "rule_excludes").unwrap();
    assert_eq!(why["message"], "\"Acme rule\" excludes the method");
    let quoted = quote(&engine, json!({}));
    assert_eq!(quoted["ok"], false);
    assert!(reason(&quoted["issues"], "rule_excludes").is_some());
    // A gate is asked about no method, so it says nothing of one.
    assert_eq!(gate(&engine, &american("verified"))["outcome"], "clear");

    for then in [
        json!({ "effect": "exclude", "rails": ["us_ach_standard"] }),
        json!({ "effect": "exclude", "kinds": ["bank"] }),
    ] {
        let answer = methods(&with(always.clone(), then), &american("verified"), json!({}));
        assert_eq!(method(&answer, "ach")["status"], "unavailable");
        assert_eq!(method(&answer, "paypal")["status"], "available");
    }

    let engine = with(always, exclude("*"));
    let refused = decide(&engine, american("verified"), "100.00", "USD");
    assert_eq!(refused["outcome"], "reject");
    assert_eq!(gate(&engine, &american("verified"))["outcome"], "block");
}

#[test]
fn a_preference_goes_after_the_payees_own() {
    let then = json!({ "effect": "prefer", "methods": ["paypal"] });
    let engine =
        with(json!({ "fact": "payout.amount", "at_most": "500.00", "currency": "USD" }), then);
    let taken = decide(&engine, american("verified"), "100.00", "USD");
    assert_eq!(taken["method"], "paypal");
    let why = reason(&taken["reasons"], "rule_prefers").unwrap();
    assert_eq!(
        (&why["message"], &why["severity"]),
        (&json!("\"Acme rule\" prefers the method"), &json!("info"))
    );
    assert_eq!(decide(&engine, american("verified"), "500.01", "USD")["method"], "ach");
    let answer = methods(&engine, &american("verified"), json!({}));
    assert_eq!(answer["methods"][0]["method"], "paypal");
    let answer = methods(&engine, &american("verified"), json!({ "rank_by": "cost" }));
    assert_ne!(answer["methods"][0]["method"], "paypal");

    let mut own = american("verified");
    own["prefer"] = json!(["rtp"]);
    assert_eq!(decide(&engine, own.clone(), "100.00", "USD")["method"], "rtp");
    assert_eq!(methods(&engine, &own, json!({}))["methods"][0]["method"], "rtp");
}

#[test]
fn a_charge_is_a_line_of_its_own() {
    let then = json!({ "effect": "charge", "currency": "USD", "fixed": "1.00", "percent": "0.5", "max": "1.25" });
    let engine = with(json!({ "fact": "payout.method", "is": "ach" }), then);
    let lines = json!([
        { "id": "example.ach.usd", "borne_by": "sender", "amount": { "value": "0.25", "currency": "USD" } },
        { "id": "acme.r", "borne_by": "sender", "amount": { "value": "1.25", "currency": "USD" } },
    ]);
    let quoted = quote(&engine, json!({}));
    assert_eq!(quoted["fee"]["lines"], lines);
    assert_eq!(
        (&quoted["fee"]["total"]["value"], &quoted["debit"]["value"]),
        (&json!("1.50"), &json!("101.50"))
    );
    let answer = methods(&engine, &american("verified"), json!({}));
    assert_eq!(method(&answer, "ach")["quote"]["fee"]["lines"], lines);
    let mut only_ach = american("verified");
    only_ach["prefer"] = json!(["ach"]);
    let paid = decide(&engine, only_ach, "100.00", "USD");
    assert_eq!(
        (&paid["fee"]["value"], &paid["debit"]["value"]),
        (&json!("1.50"), &json!("101.50"))
    );

    // Each line is rounded and shared by itself; the payee gets exactly what was asked.
    let quoted = quote(&engine, json!({ "bearer": "shared", "target": "receive" }));
    let parts: Vec<&Value> =
        quoted["fee"]["lines"].as_array().unwrap().iter().map(|l| &l["amount"]["value"]).collect();
    assert_eq!(parts, ["0.13", "0.12", "0.63", "0.62"]);
    assert_eq!(quoted["receive"]["value"], "100.00");
    assert_eq!(quoted["debit"]["value"], "100.76");
}

#[test]
fn a_charge_in_another_currency_is_the_equivalent() {
    let then = json!({ "effect": "charge", "currency": "EUR", "fixed": "1.00" });
    let engine = with(json!({ "fact": "payee.country", "is": "US" }), then);
    let fx = json!({ "base": "USD", "rates": { "EUR": "0.8" }, "at": AT });
    let quoted = quote(&engine, json!({ "fx": fx }));
    assert_eq!(quoted["fee"]["lines"][1]["amount"]["value"], "1.25");
    let quoted = quote(&engine, json!({}));
    assert_eq!(quoted["ok"], false);
    assert!(reason(&quoted["issues"], "fx_missing").is_some());
    let held = decide(&engine, american("verified"), "100.00", "USD");
    assert_eq!((&held["outcome"], &held["requires"][0]["kind"]), (&json!("hold"), &json!("rates")));
}

fn decimal(value: &Value) -> Decimal {
    Decimal::from_str_exact(value.as_str().unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None, cases: 64, ..ProptestConfig::default()
    })]

    #[test]
    fn a_quote_with_charges_adds_up(
        (fixed, percent, min, max) in (0..500_i64, 0..900_i64, 0..200_i64, 200..2_000_i64),
        minor in 5_000..10_000_000_i64,
        (bearer, receive, euro) in (0..3_usize, any::<bool>(), any::<bool>()),
    ) {
        let text = |minor: i64| Decimal::new(minor, 2).to_string();
        let charge = |unit: &str| json!({ "effect": "charge", "currency": unit,
            "fixed": text(fixed + 1), "percent": text(percent), "min": text(min), "max": text(max) });
        let unit = if euro { "EUR" } else { "USD" };
        let rules: Vec<Value> = ["US", "GB"].iter().enumerate().map(|(at, country)| {
            let when = json!({ "fact": "payee.country", "in": ["US", country] });
            let mut rule = super::rule(when, charge(unit));
            rule["id"] = json!(format!("acme.{at}"));
            rule
        }).collect();
        let engine = engine(json!({ "rules": rules }));
        let bearer = ["sender", "recipient", "shared"][bearer];
        let target = if receive { "receive" } else { "send" };
        let quoted = quote(&engine, json!({
            "amount": { "value": text(minor), "currency": "USD" }, "bearer": bearer, "target": target,
            "fx": { "base": "USD", "rates": { "EUR": "0.87" }, "at": AT },
        }));
        prop_assert_eq!(&quoted["ok"], true, "{}", quoted);
        let lines = quoted["fee"]["lines"].as_array().unwrap();
        let sum = |borne_by: &str| -> Decimal {
            let own = lines.iter().filter(|line| line["borne_by"] == borne_by);
            own.map(|line| decimal(&line["amount"]["value"])).sum()
        };
        let (sender, recipient) = (sum("sender"), sum("recipient"));
        let of = |key: &str| decimal(&quoted[key]["value"]);
        prop_assert_eq!(sender + recipient, decimal(&quoted["fee"]["total"]["value"]));
        prop_assert_eq!(of("debit"), of("convertible") + sender);
        prop_assert_eq!(of("receive"), of("convertible"));
        let asked = Decimal::new(minor, 2);
        prop_assert_eq!(if receive { of("receive") } else { of("convertible") + recipient }, asked);
        let ids: Vec<&Value> = lines.iter().map(|line| &line["id"]).collect();
        prop_assert!(ids.contains(&&json!("acme.0")) && ids.contains(&&json!("acme.1")));
    }
}
