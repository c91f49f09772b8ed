//! What each fact is, and what is done where one is not known.

use super::ask::{AT, context, decide, plan};
use super::{american, exclude, gate, hold, method, methods, quote, reason, with};
use serde_json::{Value, json};

#[test]
fn what_is_not_known_is_closed() {
    let when = json!({ "fact": "payee.region", "in": ["US-CA", "US-NY"] });
    let held = decide(&with(when.clone(), hold()), american("basic"), "100.00", "USD");
    assert_eq!(held["outcome"], "hold");
    let why = reason(&held["reasons"], "rule_undecided").unwrap();
    assert_eq!(why["message"], "\"Acme rule\" cannot be decided: payee.region is not known");
    assert_eq!(why["path"], "/payees/0/region");
    assert_eq!(why["remedy"], json!({ "kind": "give_fact", "fact": "payee.region" }));
    assert_eq!(held["requires"][0]["kind"], "kyc");

    // The same with the region known, and with what the rule requires met.
    let of_region = |region: &str| {
        let mut payee = american("basic");
        payee["region"] = json!(region);
        decide(&with(when.clone(), hold()), payee, "100.00", "USD")["outcome"].clone()
    };
    assert_eq!((of_region("US-CA"), of_region("US-TX")), (json!("hold"), json!("pay")));
    let met = decide(&with(when.clone(), hold()), american("verified"), "100.00", "USD");
    assert_eq!(met["outcome"], "pay");

    let wants = json!([{ "kind": "fact", "gate": "acme.r", "fact": "payee.region" }]);
    for then in [exclude("*"), json!({ "effect": "charge", "percent": "1" })] {
        let engine = with(when.clone(), then);
        let held = decide(&engine, american("verified"), "100.00", "USD");
        assert_eq!((&held["outcome"], &held["requires"]), (&json!("hold"), &wants));
        let answer = methods(&engine, &american("verified"), json!({}));
        assert_eq!(method(&answer, "ach")["status"], "needs_action");
    }
    let prefer = json!({ "effect": "prefer", "methods": ["paypal"] });
    assert_eq!(decide(&with(when, prefer), american("verified"), "100.00", "USD")["method"], "ach");
}

#[test]
fn what_is_known_decides_whatever_else_is_not() {
    let missing = json!({ "fact": "payee.region", "is": "US-CA" });
    let no = json!({ "fact": "payee.country", "is": "NG" });
    let yes = json!({ "fact": "payee.country", "is": "US" });
    let outcome = |when: Value| {
        decide(&with(when, hold()), american("basic"), "100.00", "USD")["outcome"].clone()
    };
    assert_eq!(outcome(json!({ "all": [missing, no] })), "pay");
    assert_eq!(outcome(json!({ "not": { "any": [missing, yes] } })), "pay");
    assert_eq!(outcome(json!({ "not": missing })), "hold");
    assert_eq!(
        outcome(json!({ "all": [{ "fact": "payee.region", "known": true }, missing] })),
        "pay"
    );
    // A region lies in the payee's country.
    assert_eq!(outcome(json!({ "fact": "payee.region", "is": "GB-ENG" })), "pay");
    assert_eq!(outcome(json!({ "not": { "fact": "payee.region", "is": "GB-ENG" } })), "hold");
}

#[test]
fn an_amount_that_cannot_be_converted_is_not_known() {
    let when = json!({ "fact": "payout.amount", "at_least": "1000.00", "currency": "EUR" });
    let held = decide(&with(when.clone(), exclude("*")), american("verified"), "100.00", "USD");
    assert_eq!((&held["outcome"], &held["requires"][0]["kind"]), (&json!("hold"), &json!("rates")));
    let why = reason(&held["reasons"], "rule_undecided").unwrap();
    assert_eq!(
        why["message"],
        "\"Acme rule\" cannot be decided: no rate from USD to EUR: there are no exchange rates to use"
    );
    let quoted = quote(
        &with(when, exclude("*")),
        json!({ "fx": { "base": "USD", "rates": { "EUR": "0.8" }, "at": AT } }),
    );
    assert_eq!(quoted["ok"], true);
}

#[test]
fn totals_grow_with_the_batch() {
    let when = json!({ "fact": "payee.total", "period": "month", "more_than": "150.00", "currency": "USD" });
    let engine = with(when.clone(), hold());
    let two = json!([
        { "payee_id": "p", "amount": "100.00", "currency": "USD", "reference": "1" },
        { "payee_id": "p", "amount": "60.00", "currency": "USD", "reference": "2" },
    ]);
    let outcomes = |totals: Value| {
        let mut context = context();
        let mut payee = american("basic");
        if !totals.is_null() {
            payee["totals"]["2026-05"] = totals;
        }
        context["payees"] = json!([payee]);
        context["funding"] = Value::Null;
        let plan = plan(&engine, two.clone(), &context);
        let outcomes = plan["decisions"].as_array().unwrap().iter();
        outcomes.map(|d| d["outcome"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let total =
        |value: &str| json!({ "amount": { "value": value, "currency": "USD" }, "count": 1 });
    assert_eq!(outcomes(total("0.00")), ["pay", "hold"]);
    assert_eq!(outcomes(total("50.01")), ["hold", "hold"]);
    // Without the total nobody knows, but what the batch has is known to be in it.
    assert_eq!(outcomes(Value::Null), ["hold", "hold"]);
    let held = decide(&with(when, hold()), american("basic"), "151.00", "USD");
    assert!(reason(&held["reasons"], "rule_hold").is_some());
    let count = json!({ "fact": "payee.count", "period": "calendar_year", "at_most": 1 });
    assert_eq!(decide(&with(count, hold()), american("basic"), "1.00", "USD")["outcome"], "hold");
}

#[test]
fn facts_of_the_batch_are_known_in_a_plan_only() {
    let when = json!({ "fact": "batch.count", "at_least": 1 });
    let engine = with(when, hold());
    assert_eq!(decide(&engine, american("basic"), "1.00", "USD")["outcome"], "hold");
    let answer = methods(&engine, &american("basic"), json!({}));
    let ach = method(&answer, "ach");
    let why = reason(&ach["reasons"], "rule_undecided").unwrap();
    assert_eq!((&ach["status"], &why["severity"]), (&json!("available"), &json!("warning")));
    assert_eq!(
        why["message"],
        "\"Acme rule\" cannot be decided here: batch.count is no part of the question"
    );
    assert_eq!(gate(&engine, &american("basic"))["outcome"], "clear");
    let missing = json!({ "fact": "payee.region", "is": "US-CA" });
    let both = json!({ "all": [{ "fact": "batch.count", "at_least": 1 }, missing] });
    assert_eq!(gate(&with(both, hold()), &american("basic"))["outcome"], "hold");
}

#[test]
fn a_quote_knows_country_and_type_only() {
    let charge = json!({ "effect": "charge", "percent": "1" });
    let engine = with(json!({ "fact": "payee.country", "is": "US" }), charge.clone());
    assert_eq!(quote(&engine, json!({}))["fee"]["total"]["value"], "1.25");
    let engine = with(json!({ "fact": "payee.type", "is": "business" }), charge.clone());
    assert_eq!(quote(&engine, json!({}))["ok"], true);
    let unknown = quote(&engine, json!({ "payee_type": null }));
    assert_eq!(unknown["ok"], false);
    assert!(reason(&unknown["issues"], "rule_undecided").is_some());
    let engine = with(json!({ "fact": "payee.kyc", "is": "none" }), charge);
    let quoted = quote(&engine, json!({}));
    assert_eq!(
        (&quoted["ok"], &quoted["issues"][0]["severity"]),
        (&json!(true), &json!("warning"))
    );
}

/// Whether a rule with that condition fires for one payout of a batch.
fn fires(when: Value) -> bool {
    let mut payee = american("basic");
    payee["email"] = json!("ana@Example.COM");
    payee["region"] = json!("US-CA");
    let mut context = context();
    context["payees"] = json!([payee]);
    context["funding"] = Value::Null;
    let payout = json!([{ "payee_id": "p", "amount": "100.00", "currency": "USD",
            "rail_preference": "ach", "description": "May Earnings" }]);
    let tin = json!([{ "kind": "tin", "statuses": ["submitted"] }]);
    let then = json!({ "effect": "hold", "requires": tin });
    plan(&with(when, then), payout, &context)["decisions"][0]["outcome"] == "hold"
}

fn check(fact: &str, passing: Value, failing: Value) {
    for (mut test, passes) in [(passing, true), (failing, false)] {
        test["fact"] = json!(fact);
        assert_eq!(fires(test.clone()), passes, "{test}");
        assert_eq!(fires(json!({ "not": test })), !passes, "not {test}");
    }
}

#[test]
fn every_fact_of_a_payee_can_be_asked() {
    for (fact, passing, failing) in [
        ("payee.id", json!({ "is": "p" }), json!({ "in": ["q", "P"] })),
        ("payee.country", json!({ "in": ["NG", "US"] }), json!({ "is": "NG" })),
        ("payee.region", json!({ "is": "US-CA" }), json!({ "is": "US-NY" })),
        ("payee.type", json!({ "is": "individual" }), json!({ "is": "business" })),
        ("payee.status", json!({ "is": "active" }), json!({ "is": "paused" })),
        ("payee.kyc", json!({ "less_than": "verified" }), json!({ "at_least": "verified" })),
        ("payee.tax_residence", json!({ "is": "US" }), json!({ "is": "GB" })),
        ("payee.tax_form", json!({ "is": "w9" }), json!({ "is": "w8ben" })),
        ("payee.form_status", json!({ "is": "verified" }), json!({ "is": "missing" })),
        ("payee.tin_status", json!({ "is": "verified" }), json!({ "is": "mismatch" })),
        ("payee.email_domain", json!({ "is": "EXAMPLE.com" }), json!({ "is": "acme.com" })),
        (
            "payee.total",
            json!({ "period": "calendar_year", "currency": "USD", "is": "100.00" }),
            json!({ "period": "calendar_year", "currency": "USD", "more_than": "100.00" }),
        ),
        (
            "payee.count",
            json!({ "period": "calendar_year", "at_most": 1 }),
            json!({ "period": "calendar_year", "at_least": 2 }),
        ),
    ] {
        check(fact, passing, failing);
    }
}

#[test]
fn every_other_fact_can_be_asked() {
    let zone = "America/New_York";
    // Friday 2026-05-22, 11:04 in New York.
    for (fact, passing, failing) in [
        (
            "payout.amount",
            json!({ "currency": "USD", "at_least": "100.00", "less_than": "200.00" }),
            json!({ "currency": "USD", "more_than": "100.00" }),
        ),
        ("payout.currency", json!({ "is": "USD" }), json!({ "is": "EUR" })),
        ("payout.payout_currency", json!({ "is": "USD" }), json!({ "is": "EUR" })),
        ("payout.method", json!({ "is": "ach" }), json!({ "is": "rtp" })),
        ("payout.rail", json!({ "is": "us_ach_standard" }), json!({ "is": "us_rtp" })),
        ("payout.kind", json!({ "is": "bank" }), json!({ "is": "wallet" })),
        ("payout.rail_kind", json!({ "is": "bank_batch" }), json!({ "is": "instant" })),
        ("payout.description", json!({ "contains": ["EARN"] }), json!({ "contains": ["June"] })),
        ("batch.id", json!({ "is": "b" }), json!({ "is": "c" })),
        ("batch.funding_source", json!({ "is": "acct_main_operating" }), json!({ "is": "x" })),
        ("batch.count", json!({ "is": 1 }), json!({ "more_than": 1 })),
        (
            "time.weekday",
            json!({ "is": "fri", "time_zone": zone }),
            json!({ "is": "sat", "time_zone": zone }),
        ),
        (
            "time.hour",
            json!({ "at_least": 9, "less_than": 12, "time_zone": zone }),
            json!({ "in": [9, 15], "time_zone": zone }),
        ),
        (
            "time.date",
            json!({ "is": "2026-05-22", "time_zone": zone }),
            json!({ "more_than": "2026-05-22", "time_zone": zone }),
        ),
    ] {
        check(fact, passing, failing);
    }
}
