//! What an attacker asked about money, and what must be answered.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[expect(dead_code, reason = "what other tests ask")]
#[path = "support/ask.rs"]
mod ask;

use ask::{AT, ask, context, engine, payee, plan, try_engine};
use payout_rules::wire;
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn fee(id: &str, more: Value) -> Value {
    let mut row = json!({
        "id": id, "methods": ["*"], "countries": ["*"], "currency": "USD", "fixed": "0", "percent": "0",
        "min": null, "max": null, "from": null, "until": null, "source": "s", "confidence": "platform",
    });
    for (key, value) in more.as_object().unwrap() {
        row[key] = value.clone();
    }
    row
}

fn fees(rows: Value) -> Value {
    json!({ "version": "v", "fees": rows })
}

fn quote(overlay: Value, more: Value) -> Value {
    let mut request = json!({ "amount": { "value": "100.00", "currency": "USD" }, "method": "ach",
                              "country": "US", "payee_type": "individual", "at": AT });
    for (key, value) in more.as_object().unwrap() {
        request[key] = value.clone();
    }
    ask(wire::quote, &engine(overlay), request)
}

fn receive(overlay: Value, value: &str) -> Value {
    let amount = json!({ "value": value, "currency": "USD" });
    quote(overlay, json!({ "amount": amount, "target": "receive", "bearer": "recipient" }))
}

#[test]
fn an_amount_that_leaves_it_is_found_however_much_the_fee_takes() {
    let capped = fees(json!([fee("x.fee", json!({ "fixed": "5000.00", "percent_max": "100" }))]));
    let nearly_all = fees(json!([fee("x.fee", json!({ "percent": "99.9" }))]));
    for (overlay, asked) in [
        (capped.clone(), "0.01"),
        (capped, "1.00"),
        (nearly_all.clone(), "1.00"),
        (nearly_all, "1000000.00"),
    ] {
        let answer = receive(overlay.clone(), asked);
        assert_eq!(
            (&answer["ok"], &answer["debit"]["value"]),
            (&json!(true), &json!(asked)),
            "{answer:#}"
        );
        let fee: Decimal = answer["fee"]["total"]["value"].as_str().unwrap().parse().unwrap();
        let gross = fee + asked.parse::<Decimal>().unwrap();
        let sent = |gross: Decimal| {
            let amount = json!({ "value": gross.to_string(), "currency": "USD" });
            quote(overlay.clone(), json!({ "amount": amount, "bearer": "recipient" }))["receive"]["value"].clone()
        };
        assert_eq!(sent(gross), asked);
        assert_ne!(sent(gross - Decimal::new(1, 2)), asked);
    }
    let all = fees(json!([fee("x.fee", json!({ "percent": "100" }))]));
    let answer = receive(all, "1.00");
    assert_eq!(
        answer["issues"][0]["message"],
        "no amount was found that leaves 1.00 USD after the fee"
    );
    assert!(answer["issues"][0]["remedy"].is_null(), "{answer:#}");
}

#[test]
fn where_two_lines_go_up_at_once_the_amount_a_unit_on_is_found() {
    let rule = json!({ "id": "r", "title": "t", "when": { "fact": "payee.country", "is": "US" },
                       "then": { "effect": "charge", "percent": "0.5" }, "from": null, "until": null,
                       "source": "s", "confidence": "platform" });
    let tiers = json!({ "fixed": "5", "tiers_are": "whole",
                        "tiers": [{ "over": "0.99", "fixed": "0", "percent": "0.5" }] });
    let overlay = json!({ "version": "v", "fees": [fee("x.fee", tiers)], "rules": [rule] });
    let answer = receive(overlay, "0.99");
    assert_eq!(answer["convertible"]["value"], "0.99", "{answer:#}");
    assert_eq!(answer["fee"]["total"]["value"], "0.02");
}

/// A minor unit less, sent, brings less than was asked.
#[test]
fn what_is_received_costs_the_least() {
    for (source, unit, rate, asked) in [
        ("VND", "1", "25000", "1.00"),
        ("EUR", "0.01", "0.8666", "100.00"),
        ("EUR", "0.01", "1.3333", "0.05"),
        ("KWD", "0.001", "0.307", "7.77"),
        ("JPY", "1", "157.1", "12345.67"),
    ] {
        let fx = json!({ "base": "USD", "rates": { source: rate }, "at": AT });
        let overlay = || fees(json!([fee("x.fee", json!({ "currencies": ["*"] }))]));
        let amount = json!({ "value": asked, "currency": "USD" });
        let more =
            json!({ "amount": amount, "target": "receive", "source_currency": source, "fx": fx });
        let whole = quote(overlay(), more);
        let digits = |text: &str| text.parse::<Decimal>().unwrap();
        let convertible = digits(whole["convertible"]["value"].as_str().unwrap());
        let sent = |amount: Decimal| {
            let amount = json!({ "value": amount.to_string(), "currency": source });
            let more = json!({ "amount": amount, "payout_currency": "USD", "fx": fx });
            let receive = quote(overlay(), more)["receive"]["value"].clone();
            receive.as_str().map_or(Decimal::ZERO, digits)
        };
        assert!(sent(convertible) >= digits(asked), "{source}");
        assert!(sent(convertible - digits(unit)) < digits(asked), "{source}");
    }
}

#[test]
fn a_quote_dies_with_the_rates_it_may_hang_on() {
    let rates = json!({ "base": "USD", "rates": { "EUR": "0.9" }, "at": "2026-05-22T14:49:10Z" });
    let limits =
        json!([{ "currency": "EUR", "min": "1.00", "max": "100.00", "from": null, "until": null }]);
    let rails = json!({ "version": "v", "rails": [
        { "id": "us_ach_standard", "source": "s", "limits": limits }] });
    let answer =
        quote(rails, json!({ "fx": rates, "amount": { "value": "30.00", "currency": "USD" } }));
    assert_eq!(answer["expires_at"], "2026-05-22T15:04:10Z");
    // Rates that are dead were used for nothing.
    let stale = json!({ "base": "USD", "rates": { "EUR": "0.9" }, "at": "2026-05-22T14:00:00Z" });
    let answer = quote(json!({ "version": "v" }), json!({ "fx": stale }));
    assert_eq!(answer["expires_at"], "2026-05-22T15:19:00Z");
}

#[test]
fn no_other_price_stands_in_for_the_platforms_own() {
    let own = |more| fees(json!([fee("x.fee", more)]));
    for (overlay, unsaid) in [
        (own(json!({ "payee_types": ["individual"], "fixed": "5.00" })), "payee_type"),
        (own(json!({ "countries": ["US"], "fixed": "5.00" })), "country"),
    ] {
        let told = quote(overlay.clone(), json!({}));
        assert_eq!(told["fee"]["total"]["value"], "5.00");
        let untold = quote(overlay, json!({ unsaid: null }));
        assert_eq!(untold["issues"][0]["code"], "fee_unknown", "{unsaid}");
        let help = "say the country and the type of payee, or add a row to the overlay's fees";
        assert_eq!(untold["issues"][0]["help"], help);
    }
}

#[test]
fn what_no_price_may_say_is_refused() {
    let tier = |over: &str| json!({ "over": over, "fixed": "0", "percent": "0" });
    let many: Vec<Value> = (1..=33).map(|over| tier(&format!("{over}.00"))).collect();
    let both = json!({ "payee_types": ["individual", "business"] });
    for (rows, wanted) in [
        (
            json!([fee("a", json!({ "tiers": [tier("10.005")], "tiers_are": "whole" }))]),
            vec!["amount_too_precise /fees/0/tiers"],
        ),
        (
            json!([fee("a", json!({ "tiers": many, "tiers_are": "whole" }))]),
            vec!["too_many /fees/0/tiers"],
        ),
        (
            json!([fee("a", json!({ "tiers": [tier("2"), tier("1")], "tiers_are": "whole" }))]),
            vec!["number_out_of_range /fees/0/tiers"],
        ),
        (
            json!([fee("a", json!({ "tiers": [tier("2")] }))]),
            vec!["field_missing /fees/0/tiers_are"],
        ),
        (json!([fee("a", json!({ "tiers_are": "whole" }))]), vec!["key_unknown /fees/0/tiers_are"]),
        (
            json!([fee("a", json!({ "percent_max": "0" }))]),
            vec!["number_out_of_range /fees/0/percent_max"],
        ),
        (json!([fee("a", both), fee("b", json!({}))]), vec!["row_hidden /fees/1"]),
    ] {
        assert_eq!(
            try_engine(fees(rows)).err(),
            Some(wanted.iter().map(ToString::to_string).collect())
        );
    }
    let timing = json!({ "time_zone": "America/New_York", "calendar": "FED", "cutoff": null,
                         "earliest": { "business_days": 5 }, "latest": { "business_days": 1 } });
    let rails = json!({ "version": "v", "rails": [{ "id": "us_ach_standard", "source": "s", "timing": timing }] });
    let wanted = vec!["number_out_of_range /rails/0/timing/latest".to_owned()];
    assert_eq!(try_engine(rails).err(), Some(wanted));
}

#[test]
fn nothing_tells_how_much_slips_under_a_gate() {
    let gate = json!({ "id": "g", "title": "B", "applies": {}, "period": "payout",
        "time_zone": "America/New_York", "effect": "block", "requires": [], "from": null, "until": null,
        "source": "s", "confidence": "platform", "limits": [{ "amount": "10000.00", "amount_is": "at_least",
        "currency": "USD", "status": "in_force", "from": null, "until": null }] });
    let overlay = json!({ "version": "v", "gates": [gate] });
    let request = json!({ "payee": payee("US", json!([])), "at": AT,
                          "amount": { "value": "10000.00", "currency": "USD" } });
    let answer = ask(wire::methods, &engine(overlay), request);
    let mut blocks = 0;
    for option in answer["methods"].as_array().unwrap() {
        for reason in option["reasons"].as_array().unwrap() {
            if reason["code"] == "gate_block" {
                blocks += 1;
                assert!(reason["remedy"].is_null(), "{reason:#}");
            }
        }
    }
    assert!(blocks > 5);
}

#[test]
fn a_row_that_is_locked_has_no_switch() {
    let off = json!({ "id": "ach", "enabled": false, "locked": true, "source": "law" });
    let overlay = json!([{ "version": "a", "methods": [off] }, { "version": "b" }]);
    let answer = quote(overlay, json!({}));
    assert_eq!(answer["issues"][0]["code"], "method_off");
    assert!(answer["issues"][0]["remedy"].is_null());
}

#[test]
fn a_policy_says_when_it_passes_over_what_the_payee_prefers() {
    let account = |method: &str, details: Value| json!({ "method": method, "currency": "USD", "details": details });
    let bank = json!({ "routing_number": "021000021", "account_number": "000123456789",
                       "account_type": "checking" });
    let token = json!({ "wallet_address": "0x52908400098527886E0F7030069857D2E4169EE7", "network": "ethereum" });
    let mut person = payee(
        "US",
        json!([
            account("ach", bank.clone()), account("rtp", bank),
            { "method": "usdc", "currency": "USDC", "details": token },
        ]),
    );
    person["prefer"] = json!(["ach"]);
    let mut given = context();
    given["payees"] = json!([person]);
    given["funding"] = Value::Null;
    given["policy"] = json!({ "rank_by": "speed" });
    given["fx"] = json!({ "base": "USD", "rates": { "USDC": "1" }, "at": given["at"] });
    let payout = json!([{ "payee_id": "p", "amount": "30.00", "currency": "USD" }]);
    let decision = plan(&engine(json!({ "version": "v" })), payout, &given)["decisions"][0].clone();
    assert_eq!(
        (&decision["outcome"], &decision["method"]),
        (&json!("pay"), &json!("rtp")),
        "{decision:#}"
    );
    let reasons = decision["reasons"].as_array().unwrap();
    let told = reasons.iter().find(|reason| reason["code"] == "preference_not_honoured").unwrap();
    assert_eq!(told["message"], "took rtp by the batch's policy, though the payee prefers ach");
    assert_eq!(told["path"], "/payees/0/prefer");
}
