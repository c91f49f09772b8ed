//! What is unknown, stale, misspelt or switched off is closed: it never pays.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/ask.rs"]
mod ask;

use ask::{AT, ask, context, decide, engine, payee, plan};
use payout_rules::wire;
use serde_json::{Value, json};

fn one() -> Value {
    json!([{ "payee_id": "cr_88319", "amount": "10.00", "currency": "USD", "reference": "r" }])
}

fn codes(issues: &Value) -> Vec<&str> {
    issues.as_array().unwrap().iter().map(|issue| issue["code"].as_str().unwrap()).collect()
}

fn iban(method: &str, iban: &str) -> Value {
    json!([{ "method": method, "currency": "EUR", "details": { "iban": iban } }])
}

#[test]
fn a_context_with_a_mistake_pays_nothing() {
    let engine = engine(json!({}));
    let good = plan(&engine, one(), &context());
    assert_eq!(good["decisions"][0]["outcome"], "pay");
    for (key, value) in [
        ("seeen", json!([])),
        ("seen", json!({})),
        ("seen", json!([{ "key": "r" }])),
        ("seen", json!([{ "key": "r", "fingerprint": "xyz" }])),
        ("funding", json!("oops")),
        ("funding", json!([{ "account": "a", "currency": "USD", "available": -100 }])),
        ("fundin", json!([])),
        ("policy", json!({ "shortfall": "partial" })),
        ("payees", json!({})),
    ] {
        let mut context = context();
        context[key] = value.clone();
        let plan = plan(&engine, one(), &context);
        assert_eq!(plan["outcome"], "reject", "{key}: {value}");
        assert_eq!(codes(&plan["decisions"][0]["reasons"]), ["context_invalid"], "{key}: {value}");
    }
}

#[test]
fn what_was_seen_is_a_duplicate_by_reference_and_likely_one_without() {
    let engine = engine(json!({}));
    let first = plan(&engine, one(), &context());
    let mut context = context();
    let print = &first["decisions"][0]["fingerprint"];
    context["seen"] = json!([{ "key": "r", "fingerprint": print }]);
    let outcome = |payout: Value, context: &Value| {
        let plan = plan(&engine, json!([payout]), context);
        let decision = &plan["decisions"][0];
        (decision["outcome"].clone(), codes(&decision["reasons"]).join(" "))
    };
    let payout = |extra: Value| {
        let mut payout = one()[0].clone();
        for (key, value) in extra.as_object().unwrap() {
            payout[key] = value.clone();
        }
        payout
    };
    assert_eq!(outcome(payout(json!({})), &context), (json!("duplicate"), "duplicate".to_owned()));
    let other = payout(json!({ "amount": "11.00" }));
    assert_eq!(outcome(other, &context), (json!("reject"), "reference_reused".to_owned()));
    let unnamed = payout(json!({ "reference": null, "description": "other words" }));
    assert_eq!(outcome(unnamed.clone(), &context), (json!("hold"), "likely_duplicate".to_owned()));

    // The next day it is another payout, but its reference still names the first.
    context["at"] = json!("2026-05-23T15:04:00Z");
    assert_eq!(outcome(unnamed, &context), (json!("pay"), String::new()));
    assert_eq!(outcome(payout(json!({})), &context), (json!("duplicate"), "duplicate".to_owned()));
}

#[test]
fn a_closed_country_is_closed_by_every_call() {
    let engine = engine(json!({}));
    for (country, code) in [
        ("ZZ", "country_unknown"),
        ("KP", "country_embargoed"),
        ("RU", "country_restricted"),
        ("AQ", "country_no_route"),
    ] {
        let stranger = payee(country, json!([]));
        let amount = json!({ "value": "10.00", "currency": "USD" });
        let request = json!({ "payee": stranger, "amount": amount, "at": AT });
        let gate = ask(wire::gate, &engine, request.clone());
        assert_eq!((&gate["outcome"], codes(&gate["reasons"])), (&json!("block"), vec![code]));
        let methods = ask(wire::methods, &engine, request);
        assert_eq!((&methods["methods"], codes(&methods["issues"])), (&json!([]), vec![code]));
        let quote = json!({ "amount": amount, "method": "swift", "country": country, "at": AT });
        let quote = ask(wire::quote, &engine, quote);
        assert_eq!((&quote["ok"], codes(&quote["issues"])), (&json!(false), vec![code]));
        let decision = decide(&engine, stranger, "10.00", "USD");
        assert_eq!(
            (&decision["outcome"], codes(&decision["reasons"])),
            (&json!("reject"), vec![code])
        );
    }
}

#[test]
fn a_home_under_embargo_closes_a_payee_wherever_paid() {
    let engine = engine(json!({}));
    let at_home_in = |country: &str| {
        let mut payee = payee("DE", iban("sepa", "DE89370400440532013000"));
        payee["tax"]["residence"] = json!(country);
        decide(&engine, payee, "90.00", "EUR")
    };
    let iran = at_home_in("IR");
    assert_eq!(
        (&iran["outcome"], codes(&iran["reasons"])),
        (&json!("reject"), vec!["country_embargoed"])
    );
    assert_eq!(iran["reasons"][0]["message"], "Iran is under embargo, so it is closed");
    // Where nothing can be paid, people may live all the same.
    assert_eq!(at_home_in("TK")["outcome"], "pay");
}

#[test]
fn an_account_where_the_rail_does_not_go_is_not_paid() {
    let engine = engine(json!({}));
    // A bank of the SEPA area may be in another country than the payee; others may not.
    let lithuanian = payee("DE", iban("sepa", "LT121000011101001000"));
    assert_eq!(decide(&engine, lithuanian, "90.00", "EUR")["outcome"], "pay");
    let saudi =
        decide(&engine, payee("DE", iban("sepa", "SA0380000000608010167519")), "90.00", "EUR");
    assert_eq!(saudi["outcome"], "hold");
    assert!(codes(&saudi["reasons"]).contains(&"identifier_country"), "{saudi:#}");
}

#[test]
fn the_first_sound_account_is_taken() {
    let engine = engine(json!({}));
    let account =
        |iban: &str| json!({ "method": "sepa", "currency": "EUR", "details": { "iban": iban } });
    let accounts = json!([account("DE00370400440532013000"), account("DE89370400440532013000")]);
    assert_eq!(decide(&engine, payee("DE", accounts), "90.00", "EUR")["outcome"], "pay");
    let unknown = json!([{ "method": "crypto", "currency": "EUR", "details": {} }, account("DE89370400440532013000")]);
    assert_eq!(decide(&engine, payee("DE", unknown), "90.00", "EUR")["outcome"], "pay");
}

#[test]
fn a_card_that_the_network_does_not_carry_is_not_paid() {
    let engine = engine(json!({}));
    let card = |number: &str| {
        let details = json!({ "card_number": number });
        payee("US", json!([{ "method": "debit_card", "currency": "USD", "details": details }]))
    };
    assert_eq!(decide(&engine, card("4111111111111111"), "90.00", "USD")["outcome"], "pay");
    for other in ["5500005555555559", "378282246310005"] {
        assert_eq!(decide(&engine, card(other), "90.00", "USD")["outcome"], "hold", "{other}");
    }
}

#[test]
fn stale_rates_open_no_gate_and_no_limit() {
    let engine = engine(json!({}));
    let fx = |at: &str| json!({ "base": "EUR", "rates": { "USD": "0.01" }, "at": at });
    let mut unknown = payee("DE", json!([]));
    unknown["kyc"]["level"] = json!("none");
    let amount = json!({ "value": "1.00", "currency": "USD" });
    for at in ["2016-05-22T15:00:00Z", "2026-05-22T15:04:00.5Z"] {
        let request = json!({ "payee": unknown, "amount": amount, "at": AT, "fx": fx(at) });
        let gate = ask(wire::gate, &engine, request);
        assert_eq!(gate["outcome"], "hold", "{at}");
        assert_eq!(gate["requires"], json!([{ "kind": "rates" }]), "{at}");
    }
}

#[test]
fn a_bad_rate_closes_only_what_needs_it() {
    let engine = engine(json!({}));
    let mut context = context();
    context["fx"] = json!({
        "base": "USD", "at": AT, "rates": { "EUR": "0.92", "BRL": "x", "BTC": "0.00001", "USD": "2" },
    });
    let account = iban("sepa", "DE89370400440532013000");
    context["payees"] = json!([payee("DE", account)]);
    context["funding"] = Value::Null;
    let payout = json!([{ "payee_id": "p", "amount": "10.00", "currency": "USD", "payout_currency": "EUR" }]);
    let plan = plan(&engine, payout, &context);
    assert_eq!(plan["decisions"][0]["outcome"], "pay", "{plan:#}");
    let paths: Vec<&str> =
        plan["issues"].as_array().unwrap().iter().filter_map(|i| i["path"].as_str()).collect();
    assert_eq!(paths, ["/fx/rates/BRL", "/fx/rates/BTC", "/fx/rates/USD"]);
}

#[test]
fn missing_rates_are_asked_of_the_platform() {
    let engine = engine(json!({}));
    let account = iban("sepa", "DE89370400440532013000");
    let decision = decide(&engine, payee("DE", account), "10.00", "USD");
    assert_eq!(decision["outcome"], "hold");
    assert_eq!(decision["requires"], json!([{ "kind": "rates" }]));
}

#[test]
fn a_shared_fee_on_a_received_amount_is_the_least() {
    let engine = engine(json!({}));
    let amount = json!({ "value": "1.00", "currency": "USD" });
    let request = json!({
        "amount": amount, "target": "receive", "bearer": "shared", "method": "swift",
        "country": "GB", "at": AT,
    });
    let quote = ask(wire::quote, &engine, request);
    let value = |name: &str| quote[name]["value"].clone();
    assert_eq!(
        (value("convertible"), value("receive"), value("residue")),
        (json!("1.00"), json!("1.00"), json!("0"))
    );
}

#[test]
fn gates_measure_what_is_sent() {
    let engine = engine(json!({}));
    let mut us = payee(
        "US",
        json!([{ "method": "wire", "currency": "USD", "details": {
        "routing_number": "021000021", "account_number": "000123456789",
        "address_line1": "1 Main Street", "city": "Springfield", "postal_code": "10001" } }]),
    );
    us["tax"] = json!({});
    let mut context = context();
    context["payees"] = json!([us]);
    context["funding"] = Value::Null;
    let payout = |bearer: &str| {
        json!([{
        "payee_id": "p", "amount": "1995.00", "currency": "USD", "target": "receive",
        "bearer": bearer, "rail_preference": "wire" }])
    };
    let outcome =
        |bearer| plan(&engine, payout(bearer), &context)["decisions"][0]["outcome"].clone();
    assert_eq!((outcome("sender"), outcome("recipient")), (json!("pay"), json!("hold")));
}

#[test]
fn moments_are_rfc_3339() {
    let engine = engine(json!({}));
    for (at, good) in [
        ("2026-05-22T15:04:00Z", true),
        ("2026-05-22T15:04:00.123456789+05:30", true),
        ("20260522T150400Z", false),
        ("2026-05-22T15Z", false),
        ("2026-05-22T15:04:00+0000", false),
        ("2026-05-22 15:04:00Z", false),
        ("2026-05-22T15:04:00", false),
        ("+002026-05-22T15:04:00Z", false),
        ("2026-02-30T15:04:00Z", false),
        ("2026-05-22T15:04:00Z[UTC]", false),
    ] {
        let mut context = context();
        context["at"] = json!(at);
        let plan = plan(&engine, one(), &context);
        assert_eq!(plan["outcome"] != "reject", good, "{at}");
    }
}

#[test]
fn every_problem_of_a_line_is_said_at_once() {
    let line = json!([{ "payee_id": "nobody", "amount": -1, "currency": "usd" }]);
    let plan = plan(&engine(json!({})), line, &context());
    assert_eq!(
        codes(&plan["decisions"][0]["reasons"]),
        ["currency_invalid", "amount_not_positive", "payee_unknown"]
    );
}

#[test]
fn money_goes_before_vouchers_unless_they_are_wanted() {
    let engine = engine(json!({}));
    let bank = json!({ "method": "ach", "currency": "USD", "details": {
        "routing_number": "021000021", "account_number": "000123456789", "account_type": "checking" } });
    let card = json!({ "method": "gift_card", "currency": "USD", "details": { "email": "jane@example.com" } });
    let mut both = payee("US", json!([card, bank]));
    assert_eq!(decide(&engine, both.clone(), "90.00", "USD")["method"], "ach");
    both["prefer"] = json!(["gift_card"]);
    assert_eq!(decide(&engine, both, "90.00", "USD")["method"], "gift_card");
}

#[test]
fn a_residence_that_is_not_known_slips_past_no_gate() {
    let engine = engine(json!({}));
    let mut us = payee("US", json!([]));
    us["tax"] = json!({ "residence": "UK" });
    let decision = decide(&engine, us, "10.00", "USD");
    assert_eq!(decision["outcome"], "reject");
    assert_eq!(decision["reasons"][0]["path"], "/payees/0/tax/residence");
}

#[test]
fn months_bound_their_year() {
    let engine = engine(json!({}));
    let mut us = payee("US", json!([]));
    us["tax"] = json!({});
    us["totals"] = json!({
        "2026": { "amount": { "value": "1.00", "currency": "USD" }, "count": 1 },
        "2026-04": { "amount": { "value": "1500.00", "currency": "USD" }, "count": 1 },
        "2026-05": { "amount": { "value": "499.00", "currency": "USD" }, "count": 1 },
    });
    let amount = json!({ "value": "1.00", "currency": "USD" });
    let gate = ask(wire::gate, &engine, json!({ "payee": us, "amount": amount, "at": AT }));
    assert_eq!(
        (&gate["outcome"], &gate["triggers"][0]["value"]),
        (&json!("hold"), &json!("2000.00"))
    );
}

#[test]
fn payouts_that_are_alike_are_told_apart_by_two_references_only() {
    let engine = engine(json!({}));
    let payout = |reference: Value| json!({ "payee_id": "cr_88319", "amount": "10.00", "currency": "USD", "reference": reference });
    for (first, second, expected) in [
        (json!("a"), json!("b"), "pay"),
        (Value::Null, json!("b"), "hold"),
        (json!("a"), Value::Null, "hold"),
        (Value::Null, Value::Null, "hold"),
    ] {
        let plan =
            plan(&engine, json!([payout(first.clone()), payout(second.clone())]), &context());
        assert_eq!(plan["decisions"][1]["outcome"], expected, "{first} {second}");
    }
    for reference in [" r", "r\u{200b}", "r\u{7}", "\u{feff}r"] {
        let plan = plan(&engine, json!([payout(json!(reference))]), &context());
        assert_eq!(codes(&plan["decisions"][0]["reasons"]), ["text_invalid"], "{reference:?}");
    }
}

#[test]
fn a_payee_with_many_issues_does_not_repeat_them_all() {
    let engine = engine(json!({}));
    let mut context = context();
    context["payees"][0]["accounts"] = Value::from(vec![json!(0); 60]);
    let plan = plan(&engine, one(), &context);
    assert_eq!(plan["issues"].as_array().unwrap().len(), 60);
    assert_eq!(plan["decisions"][0]["reasons"].as_array().unwrap().len(), 9);
    context["payees"][0]["accounts"] = Value::from(vec![json!(0); 65]);
    let plan = ask::plan(&engine, one(), &context);
    assert_eq!(codes(&plan["issues"]), ["too_many"]);
}
