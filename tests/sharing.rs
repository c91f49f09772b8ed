//! What is shared among payees who are alike changes no decision: each payee's payouts alone have
//! the decisions that they have among all others. And the text of a plan is that of its data.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use payout_rules::Engine;
use payout_rules::batch::{decode_batch, decode_context};
use payout_rules::value::read;
use payout_rules::wire;
use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("../examples/world-context.json");

/// Draws numbers (xorshift).
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn of<'v>(&mut self, values: &'v [&'v str]) -> &'v str {
        values.get(self.below(values.len() as u64) as usize).unwrap()
    }
}

/// A payee of the example, with something of theirs changed.
fn vary(payee: &Value, draw: &mut Draw, place: usize) -> Value {
    let mut payee = payee.clone();
    payee["payee_id"] = json!(format!("p{place}"));
    for _ in 0..draw.below(4) {
        match draw.below(13) {
            0 => payee["kyc"] = json!({ "level": draw.of(&["none", "basic", "verified"]) }),
            1 => payee["region"] = Value::Null,
            2 => payee["type"] = json!(draw.of(&["individual", "business"])),
            3 => payee["tax"]["form_status"] = json!(draw.of(&["missing", "expired", "verified"])),
            4 => payee["tax"]["tin_status"] = json!(draw.of(&["missing", "mismatch"])),
            5 => payee["tax"]["residence"] = json!(draw.of(&["US", "DE", "GB", "IN"])),
            6 => {
                payee["tax"]["forms"] =
                    json!([{ "form": "dac7_self_certification", "status": "verified" }])
            }
            7 => payee["activity"] = json!(draw.of(&["goods", "services", "royalties"])),
            8 => payee["screening"] = json!({ "outcome": draw.of(&["clear", "hold", "block"]) }),
            9 => payee["name"] = Value::Null,
            10 => {
                let accounts = payee["accounts"].as_array_mut().unwrap();
                accounts.iter_mut().for_each(|one| one["details"]["iban"] = json!("DE00123"));
            }
            11 => payee["status"] = json!(draw.of(&["active", "paused", "closed"])),
            _ => payee["accounts"] = json!([]),
        }
    }
    let period = draw.of(&["2026", "2026", "2026-05", "P30D", "2025"]);
    let paid = json!({ "value": format!("{}.00", draw.below(25_000)), "currency": draw.of(&["USD", "EUR", "INR"]) });
    if draw.below(4) > 0 {
        payee["totals"] = json!({ period: { "amount": paid, "count": draw.below(250) } });
    }
    payee
}

fn payout(payee: &Value, draw: &mut Draw, place: usize) -> Value {
    let account = &payee["accounts"][0]["currency"];
    let own = account.as_str().unwrap_or("EUR");
    let source = if draw.below(3) == 0 { "USD" } else { own };
    let digits = 10_u64.pow(draw.below(6) as u32 + 1);
    let mut line = json!({
        "payee_id": payee["payee_id"], "amount": draw.below(digits) + 1, "currency": source,
        "reference": format!("r{place}"),
    });
    match draw.below(5) {
        0 => line["bearer"] = json!(draw.of(&["recipient", "shared"])),
        1 => line["target"] = json!("receive"),
        2 => {
            line["rail_preference"] =
                json!(draw.of(&["ach", "rtp", "sepa", "swift", "card", "none"]))
        }
        3 if source != own => line["payout_currency"] = json!(own),
        _ => {}
    }
    line
}

/// A context of many payees, and a batch of some payouts to each.
fn world(seed: u64) -> (Value, Vec<Value>) {
    let mut draw = Draw(seed);
    let mut context: Value = serde_json::from_str(EXAMPLE).unwrap();
    context["funding"] = Value::Null;
    let examples = context["payees"].as_array().unwrap().clone();
    let payees = (0..120).map(|place| vary(&examples[place % examples.len()], &mut draw, place));
    let payees: Vec<Value> = payees.collect();
    let count = payees.len() as u64;
    let lines = (0..450).map(|place| {
        let payee = &payees[draw.below(count) as usize];
        payout(payee, &mut draw, place)
    });
    let lines = lines.collect();
    context["payees"] = Value::Array(payees);
    (context, lines)
}

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
