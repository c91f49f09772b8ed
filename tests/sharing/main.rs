//! What is shared among payees who are alike changes no decision: each payee's payouts alone have
//! the decisions that they have among all others. And the text of a plan is that of its data.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod world;

use payout_rules::Engine;
use payout_rules::batch::{decode_batch, decode_context};
use payout_rules::value::read;
use payout_rules::wire;
use serde_json::{Value, json};
use world::world;

fn plan(engine: &Engine, lines: &[Value], context: &Value) -> Value {
    let batch = json!({ "batch_id": "b", "transactions": lines }).to_string();
    let (batch, context) = (batch, context.to_string());
    let text = wire::plan_bytes(engine, batch.as_bytes(), context.as_bytes());
    let (batch, context) = (read(&batch).unwrap(), read(&context).unwrap());
    let batch = decode_batch(&batch, engine.rulebook());
    let context = decode_context(&context, engine.rulebook());
    let data = engine.plan(&batch, &context);
    assert_eq!(*text, serde_json::to_string(&data).unwrap(), "the text is not that of the data");
    serde_json::from_str(&text).unwrap()
}

/// A decision without what tells its place in the batch.
fn placeless(decision: &Value, place: usize) -> String {
    let mut decision = decision.clone();
    for key in ["index", "hash"] {
        decision.as_object_mut().unwrap().remove(key);
    }
    decision.to_string().replace(&format!("/transactions/{place}/"), "/transactions/-/")
}

fn alone_as_among_others(overlay: &Value, seed: u64) {
    let overlay = overlay.to_string();
    let engine = Engine::new(Some(&read(&overlay).unwrap())).unwrap();
    let (context, lines) = world(seed);
    let all = plan(&engine, &lines, &context);
    let outcomes =
        ["pay", "hold", "reject"].map(|outcome| all["counts"][outcome].as_u64().unwrap());
    assert!(outcomes.iter().all(|count| *count > 10), "{outcomes:?} tell little");
    let mut spoken = 0;
    for payee in context["payees"].as_array().unwrap() {
        let theirs = |(_, line): &(usize, &Value)| line["payee_id"] == payee["payee_id"];
        let (places, own): (Vec<usize>, Vec<Value>) = lines
            .iter()
            .enumerate()
            .filter(theirs)
            .map(|(place, line)| (place, line.clone()))
            .unzip();
        if own.is_empty() {
            continue;
        }
        let alone = plan(&engine, &own, &context);
        for (at, place) in places.iter().enumerate() {
            let (among, apart) = (&all["decisions"][place], &alone["decisions"][at]);
            assert_eq!(placeless(among, *place), placeless(apart, at), "{}", lines[*place]);
            spoken += usize::from(!among["reasons"].as_array().unwrap().is_empty());
        }
    }
    assert!(spoken > 100, "only {spoken} decisions have reasons");
}

#[test]
fn a_payee_alone_has_the_decisions_that_they_have_among_others() {
    for seed in [1, 2] {
        alone_as_among_others(&json!({}), seed);
    }
}

/// One payout at a time, each payee's gates are asked of anew: a payout that they let pass in a
/// batch they let pass by itself with what was paid before as a total.
#[test]
fn below_every_limit_the_gates_have_nothing_to_say() {
    let engine = Engine::new(None).unwrap();
    let (context, lines) = world(7);
    let mut clear = 0;
    for line in &lines {
        let payees = context["payees"].as_array().unwrap();
        let payee = payees.iter().find(|payee| payee["payee_id"] == line["payee_id"]).unwrap();
        let mut own = context.clone();
        own["payees"] = json!([payee]);
        let all = plan(&engine, std::slice::from_ref(line), &own);
        let decision = &all["decisions"][0];
        let (Some(method), Some(debit)) = (decision["method"].as_str(), decision.get("debit"))
        else {
            continue;
        };
        if line["target"] == "receive" || decision.get("withheld").is_some() {
            continue;
        }
        let request = json!({
            "payee": payee, "method": method, "at": context["at"], "fx": context["fx"],
            "amount": { "value": line["amount"].to_string(), "currency": debit["currency"] },
        });
        let request = request.to_string();
        let answer: Value =
            serde_json::from_str(&wire::gate(&engine, &read(&request).unwrap())).unwrap();
        let text = |issue: &Value| issue["message"].as_str().unwrap().to_owned();
        let said: Vec<String> = answer["reasons"].as_array().unwrap().iter().map(text).collect();
        let heard: Vec<String> = decision["reasons"].as_array().unwrap().iter().map(text).collect();
        for reason in &said {
            assert!(heard.contains(reason), "{line} does not say: {reason}");
        }
        clear += usize::from(said.is_empty());
    }
    assert!(clear > 30, "only {clear} payouts are below every limit");
}
