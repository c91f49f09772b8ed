//! How methods are ranked: totally, and so that what else is on offer changes nothing.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[expect(dead_code, reason = "what other tests ask")]
#[path = "support/ask.rs"]
mod ask;

use ask::{AT, ask, context, engine, payee, plan};
use payout_rules::wire;
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn ranked(overlay: Value, payee: Value, rank_by: Value) -> Vec<(String, Option<Decimal>)> {
    let request = json!({ "payee": payee, "amount": { "value": "400.00", "currency": "USD" },
                          "rank_by": rank_by, "at": AT });
    let answer = ask(wire::methods, &engine(overlay), request);
    let row = |method: &Value| {
        let score = method["score"].as_str().map(|score| score.parse().unwrap());
        (method["method"].as_str().unwrap().to_owned(), score)
    };
    answer["methods"].as_array().unwrap().iter().map(row).collect()
}

fn nothing_over() -> Value {
    json!({ "version": "v" })
}

#[test]
fn one_weight_alone_ranks_as_its_word_does() {
    for word in ["cost", "speed"] {
        let names = |ranked: Vec<(String, _)>| -> Vec<String> {
            ranked.into_iter().map(|(name, _)| name).collect()
        };
        let by_word = names(ranked(nothing_over(), payee("US", json!([])), json!(word)));
        let weight = names(ranked(nothing_over(), payee("US", json!([])), json!({ word: 7 })));
        assert_eq!(by_word, weight, "{word}");
        assert!(by_word.len() > 10);
    }
}

#[test]
fn a_score_is_points_and_hangs_on_nothing_else_on_offer() {
    let mut prefers = payee("US", json!([]));
    prefers["prefer"] = json!(["paypal", "rtp"]);
    let weights = json!({ "preference": 2, "cost": 3, "speed": 1 });
    let all = ranked(nothing_over(), prefers.clone(), weights.clone());
    let off = json!({ "version": "v", "methods": [
        { "id": "gift_card", "enabled": false, "source": "policy" }] });
    let fewer = ranked(off, prefers, weights);
    let score = |name: &str| {
        let found = all.iter().find(|(method, _)| method == name).unwrap();
        found.1.unwrap().to_string()
    };
    // rtp: second of the payee's preferences, 1.00 of 400.00 USD, and a minute.
    assert_eq!(score("rtp"), "2.750694444");
    // ach: past both preferences, 0.25 USD, and five days, twelve hours, 55:59.
    assert_eq!(score("ach"), "9.726377315");
    for (method, score) in &fewer {
        if method != "gift_card" {
            assert!(all.contains(&(method.clone(), *score)), "{method}");
        }
    }
    let scores: Vec<_> = all.iter().filter_map(|(_, score)| *score).collect();
    assert!(scores.is_sorted() && scores.len() > 10, "{scores:?}");
}

#[test]
fn a_batch_takes_what_its_policy_ranks_first() {
    let account = |method: &str| {
        json!({ "method": method, "currency": "USD", "details": {
            "routing_number": "021000021", "account_number": "000123456789", "account_type": "checking" } })
    };
    let mut person = payee("US", json!([account("ach"), account("rtp")]));
    let take = |person: &Value, policy: Value| {
        let mut context = context();
        context["payees"] = json!([person]);
        context["funding"] = Value::Null;
        context["policy"] = policy;
        let payout = json!([{ "payee_id": "p", "amount": "100.00", "currency": "USD" }]);
        plan(&engine(nothing_over()), payout, &context)
    };
    let method = |plan: Value| plan["decisions"][0]["method"].clone();
    assert_eq!(method(take(&person, json!({}))), "ach");
    assert_eq!(method(take(&person, json!({ "rank_by": "cost" }))), "ach");
    assert_eq!(method(take(&person, json!({ "rank_by": "speed" }))), "rtp");
    let weights = |cost: u32, speed: u32| json!({ "rank_by": { "cost": cost, "speed": speed } });
    assert_eq!(method(take(&person, weights(1, 1))), "rtp");
    assert_eq!(method(take(&person, weights(10, 1))), "ach");
    // A voucher goes last, however cheap, unless the payee prefers it.
    person["email"] = json!("a@example.com");
    let voucher = json!({ "method": "gift_card", "currency": "USD", "details": { "email": "a@example.com" } });
    person["accounts"].as_array_mut().unwrap().push(voucher);
    assert_eq!(method(take(&person, json!({ "rank_by": "cost" }))), "ach");
    person["prefer"] = json!(["gift_card"]);
    assert_eq!(method(take(&person, json!({}))), "gift_card");
    // A policy that cannot be read decides nothing.
    let refused = take(&person, json!({ "rank_by": "price" }));
    assert_eq!(refused["outcome"], "reject");
    assert_eq!(refused["issues"][0]["path"], "/policy/rank_by");
}
