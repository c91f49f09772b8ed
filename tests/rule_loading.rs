//! What keeps a platform's own rules from loading, and where each issue points.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use payout_rules::Engine;
use payout_rules::value::read;
use serde_json::{Value, json};

fn row(id: &str, when: Value, then: Value) -> Value {
    json!({ "id": id, "title": "Acme rule", "when": when, "then": then,
        "from": null, "until": null, "source": "Acme policy 4", "confidence": "platform" })
}

/// `code path` of each issue, and the first message.
fn issues(rules: Value) -> (Vec<String>, String) {
    let overlay = json!({ "rules": rules }).to_string();
    let issues = Engine::new(Some(&read(&overlay).unwrap())).err().unwrap_or_default();
    let message = issues.first().map(|issue| issue.message.clone()).unwrap_or_default();
    let line = |issue: payout_rules::issue::Issue| {
        let path = issue.path.as_deref().unwrap_or_default();
        format!("{} {}", issue.code.as_str(), path.trim_start_matches("/rules/"))
    };
    (issues.into_iter().map(line).collect(), message)
}

fn hold() -> Value {
    json!({ "effect": "hold", "requires": [{ "kind": "kyc", "level": "verified" }] })
}

fn exclude(method: &str) -> Value {
    json!({ "effect": "exclude", "methods": [method] })
}

fn prefer(method: &str) -> Value {
    json!({ "effect": "prefer", "methods": [method] })
}

fn us() -> Value {
    json!({ "fact": "payee.country", "is": "US" })
}

fn refuses(when: Value, then: Value, expected: &str, said: &str) {
    let (issues, message) = issues(json!([row("acme.r", when.clone(), then.clone())]));
    assert_eq!((issues, message.as_str()), (vec![expected.to_owned()], said), "{when} {then}");
}

#[test]
fn a_condition_that_cannot_be_read() {
    for (when, expected, said) in [
        (
            json!({ "fact": "payee.age", "is": 3 }),
            "value_unknown 0/when/fact",
            "\"payee.age\" is not one of the known values",
        ),
        (
            json!({ "all": [us(), { "fact": "payee.country", "at_least": "US" }] }),
            "operator_unfit 0/when/all/1/at_least",
            "payee.country has no operator \"at_least\"",
        ),
        (
            json!({ "fact": "payout.description", "is": "x" }),
            "operator_unfit 0/when/is",
            "payout.description has no operator \"is\"",
        ),
        (
            json!({ "fact": "payee.country", "is": "US", "in": ["GB"] }),
            "operator_unfit 0/when",
            "a fact is tested by one operator, or by one limit on each side",
        ),
        (
            json!({ "fact": "batch.count", "at_least": 1, "more_than": 2 }),
            "operator_unfit 0/when",
            "a fact is tested by one operator, or by one limit on each side",
        ),
        (
            json!({ "fact": "payee.country" }),
            "operator_unfit 0/when",
            "a fact is tested by one operator, or by one limit on each side",
        ),
        (
            json!({ "fact": "payee.country", "is": "XX" }),
            "country_unknown 0/when/is",
            "the rulebook has no XX",
        ),
        (
            json!({ "fact": "payout.amount", "at_least": "1", "currency": "XXX" }),
            "currency_unknown 0/when/currency",
            "XXX is no currency of the rulebook",
        ),
        (
            json!({ "fact": "payout.amount", "at_least": "1" }),
            "field_missing 0/when/currency",
            "the field \"currency\" is missing",
        ),
        (
            json!({ "fact": "payout.amount", "at_least": "0.001", "currency": "USD" }),
            "amount_too_precise 0/when/at_least",
            "0.001 has more decimals than USD has (2)",
        ),
    ] {
        refuses(when, hold(), expected, said);
    }
}

#[test]
fn a_fact_with_a_value_it_cannot_have() {
    for (when, expected, said) in [
        (
            json!({ "fact": "payout.method", "in": ["ach", "acch"] }),
            "row_unknown 0/when/in/1",
            "there is no row \"acch\" in methods",
        ),
        (
            json!({ "fact": "payout.rail", "is": "ach" }),
            "row_unknown 0/when/is",
            "there is no row \"ach\" in rails",
        ),
        (
            json!({ "fact": "payee.country", "in": [] }),
            "list_empty 0/when/in",
            "the list is empty, so the row would never count",
        ),
        (
            json!({ "any": [] }),
            "list_empty 0/when/any",
            "the list is empty, so the row would never count",
        ),
        (
            json!({ "fact": "payee.kyc", "is": "gold" }),
            "value_unknown 0/when/is",
            "\"gold\" is not one of the known values",
        ),
        (
            json!({ "fact": "payee.region", "is": "California" }),
            "value_unknown 0/when/is",
            "\"California\" cannot be this fact",
        ),
        (
            json!({ "fact": "payee.total", "period": "payout", "currency": "USD", "at_least": "1" }),
            "value_unknown 0/when/period",
            "a total has a period, and \"payout\" is none",
        ),
        (
            json!({ "fact": "time.hour", "is": 9 }),
            "field_missing 0/when/time_zone",
            "the field \"time_zone\" is missing",
        ),
        (
            json!({ "fact": "payee.country", "is": "US", "currency": "USD" }),
            "key_unknown 0/when/currency",
            "unknown key \"currency\"",
        ),
        (
            json!({ "all": [us()], "any": [us()] }),
            "field_missing 0/when",
            "a condition is one of \"all\", \"any\", \"not\" and \"fact\"",
        ),
        (json!("always"), "type_wrong 0/when", "expected an object, found a string"),
    ] {
        refuses(when, hold(), expected, said);
    }
}

#[test]
fn an_effect_without_what_it_needs() {
    let none = "the effect names no method, no rail and no kind of method";
    for (then, expected, said) in [
        (json!({ "effect": "exclude" }), "field_missing 0/then", none),
        (json!({ "effect": "prefer" }), "field_missing 0/then", none),
        (
            json!({ "effect": "exclude", "methods": [] }),
            "list_empty 0/then/methods",
            "the list is empty, so the row would never count",
        ),
        (
            json!({ "effect": "prefer", "kinds": ["cash"] }),
            "value_unknown 0/then/kinds/0",
            "\"cash\" is not one of the known values",
        ),
        (
            json!({ "effect": "hold" }),
            "field_missing 0/then/requires",
            "the field \"requires\" is missing",
        ),
        (
            json!({ "effect": "require", "requires": [] }),
            "gate_requires_nothing 0/then/requires",
            "a rule that holds must say what lifts it, or it would never open",
        ),
        (json!({ "effect": "charge" }), "field_missing 0/then", "a charge of nothing"),
        (
            json!({ "effect": "charge", "fixed": "1.00" }),
            "field_missing 0/then/fixed",
            "an amount without a currency",
        ),
        (
            json!({ "effect": "charge", "currency": "USD", "percent": "1", "min": "2.00", "max": "1.00" }),
            "number_out_of_range 0/then/max",
            "the greatest charge is below the least",
        ),
        (
            json!({ "effect": "charge", "percent": "101" }),
            "number_out_of_range 0/then/percent",
            "more than 100 percent",
        ),
        (
            json!({ "effect": "hold", "requires": hold()["requires"], "methods": ["ach"] }),
            "key_unknown 0/then/methods",
            "unknown key \"methods\"",
        ),
        (
            json!({ "effect": "pray" }),
            "value_unknown 0/then/effect",
            "\"pray\" is not one of the known values",
        ),
    ] {
        refuses(us(), then, expected, said);
    }
}

#[test]
fn a_rule_that_can_never_fire() {
    let gb = json!({ "fact": "payee.country", "in": ["GB", "FR"] });
    let amount = |operator: &str, at: &str| json!({ "fact": "payout.amount", "currency": "USD", operator: at });
    let never = "the condition can never hold, so the rule would never fire";
    for (when, then) in [
        (json!({ "all": [us(), gb] }), hold()),
        (json!({ "all": [us(), { "all": [gb] }] }), hold()),
        (json!({ "all": [us(), { "any": [gb, { "not": us() }] }] }), hold()),
        (json!({ "not": { "any": [us(), { "not": us() }] } }), hold()),
        (json!({ "all": [amount("at_least", "10"), amount("less_than", "10")] }), hold()),
        (json!({ "fact": "batch.count", "at_least": 3, "at_most": 2 }), hold()),
        (
            json!({ "all": [{ "fact": "payee.id", "is": "a" }, { "fact": "payee.id", "in": ["b"] }] }),
            hold(),
        ),
        (
            json!({ "all": [{ "fact": "payee.id", "is": "a" }, { "not": { "fact": "payee.id", "in": ["b", "a"] } }] }),
            hold(),
        ),
        // What the effect is about counts too.
        (json!({ "fact": "payee.kyc", "at_least": "verified" }), hold()),
        (json!({ "fact": "payout.method", "is": "rtp" }), exclude("ach")),
        (json!({ "fact": "payee.kyc", "more_than": "verified" }), exclude("ach")),
    ] {
        refuses(when, then, "rule_never_fires 0/when", never);
    }
    for when in [
        json!({ "all": [amount("at_least", "10"), amount("at_most", "10")] }),
        json!({ "all": [us(), { "any": [gb, us()] }] }),
        json!({ "all": [amount("at_least", "10"), { "fact": "payout.amount", "currency": "EUR", "less_than": "10" }] }),
    ] {
        assert_eq!(issues(json!([row("acme.r", when.clone(), hold())])).0, [""; 0], "{when}");
    }
}

#[test]
fn rules_that_say_nothing_beside_others() {
    let both = json!({ "fact": "payee.country", "in": ["US", "GB"] });
    let small = json!({ "fact": "payout.amount", "currency": "USD", "at_most": "50" });
    let smaller = json!({ "fact": "payout.amount", "currency": "USD", "less_than": "50" });
    let small_us = json!({ "all": [us(), smaller] });
    let tin =
        json!({ "effect": "hold", "requires": [{ "kind": "tin", "statuses": ["verified"] }] });
    let basic = json!({ "effect": "hold", "requires": [{ "kind": "kyc", "level": "basic" }] });
    let charge = json!({ "effect": "charge", "percent": "1" });
    let hidden = "rule_hidden 1/when";
    let contradicted = "rule_contradicted 1/when";
    for (first, second, expected) in [
        ((both.clone(), hold()), (us(), hold()), Some(hidden)),
        ((both.clone(), hold()), (us(), basic), Some(hidden)),
        ((both.clone(), hold()), (us(), tin), None),
        ((us(), hold()), (both.clone(), hold()), None),
        ((json!({ "any": [us(), small] }), hold()), (small_us.clone(), hold()), Some(hidden)),
        ((small_us.clone(), hold()), (small.clone(), hold()), None),
        ((both.clone(), exclude("*")), (us(), exclude("ach")), Some(hidden)),
        ((both.clone(), exclude("ach")), (us(), exclude("rtp")), None),
        ((both.clone(), charge.clone()), (us(), charge), None),
        ((both.clone(), exclude("ach")), (us(), prefer("ach")), Some(contradicted)),
        ((us(), prefer("ach")), (both.clone(), exclude("ach")), Some(contradicted)),
        ((us(), exclude("ach")), (both, prefer("ach")), None),
        // Of whom the region is not known, only the second speaks.
        (
            (json!({ "fact": "payee.region", "known": true }), hold()),
            (json!({ "fact": "payee.region", "is": "US-CA" }), hold()),
            None,
        ),
    ] {
        let rules = json!([row("acme.a", first.0, first.1), row("acme.b", second.0, second.1)]);
        let found = issues(rules.clone()).0;
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{rules}");
        // What is off, or not there on some day, hides nothing.
        for change in [json!({ "enabled": false }), json!({ "until": "2026-01-01" })] {
            let mut rules = rules.clone();
            let (key, value) = change.as_object().unwrap().iter().next().unwrap();
            let at = if expected == Some(contradicted) && rules[1]["then"]["effect"] == "exclude" {
                1
            } else {
                0
            };
            rules[at][key] = value.clone();
            assert_eq!(issues(rules.clone()).0, [""; 0], "{rules}");
        }
    }
    let twice = json!([row("acme.a", us(), hold()), row("acme.a", small, hold())]);
    assert_eq!(issues(twice).0, ["row_duplicate 1/id"]);
}

#[test]
fn the_examples_of_the_readme_load() {
    let readme = include_str!("../src/rulebook/README.md");
    let examples: Vec<&str> =
        readme.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(examples.len(), 2);
    for example in examples {
        let issues = Engine::new(Some(&read(example).unwrap())).err();
        assert!(issues.is_none(), "{example}: {issues:#?}");
    }
}
