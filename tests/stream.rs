//! A stream decides as a batch does, wherever its pieces are cut.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "sharing/world.rs"]
mod world;

use payout_rules::Engine;
use payout_rules::batch::{decode_context, decode_head};
use payout_rules::value::read;
use payout_rules::wire;
use serde_json::{Value, json};
use world::{Draw, world};

/// The lines that a stream answers to these pieces.
fn streamed(context: &Value, head: &Value, pieces: &[&[u8]]) -> Vec<Value> {
    let engine = Engine::new(None).unwrap();
    let (context, head) = (context.to_string(), head.to_string());
    let (context, head) = (read(&context).unwrap(), read(&head).unwrap());
    let context = decode_context(&context, engine.rulebook());
    let head = decode_head(&head, &context);
    let mut stream = engine.stream(&head, &context);
    let mut text: String = pieces.iter().map(|piece| stream.push(piece)).collect();
    text += &stream.close();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn planned(context: &Value, head: &Value, lines: &[Value]) -> Value {
    let engine = Engine::new(None).unwrap();
    let mut batch = head.clone();
    batch["transactions"] = json!(lines);
    let (batch, context) = (batch.to_string(), context.to_string());
    let plan = wire::plan_bytes(&engine, batch.as_bytes(), context.as_bytes());
    serde_json::from_str(&plan).unwrap()
}

fn ndjson(lines: &[Value]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn cut<'t>(text: &'t [u8], draw: &mut Draw) -> Vec<&'t [u8]> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let size = (draw.below(700) as usize).min(rest.len());
        let (piece, after) = rest.split_at(size);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// That the stream's lines are the plan's decisions, and its summary all the rest.
fn assert_same(mut answered: Vec<Value>, mut plan: Value) {
    let mut summary = answered.pop().unwrap();
    let decisions = plan.as_object_mut().unwrap().remove("decisions").unwrap();
    assert_eq!(Value::Array(answered), decisions);
    assert_eq!(summary["summary"].take(), plan);
}

#[test]
fn a_stream_decides_as_a_batch_does() {
    for seed in [3, 4] {
        let (context, lines) = world(seed);
        let head = json!({ "batch_id": "b" });
        let (text, mut draw) = (ndjson(&lines), Draw(seed));
        let pieces = cut(text.as_bytes(), &mut draw);
        assert_same(streamed(&context, &head, &pieces), planned(&context, &head, &lines));
    }
}

#[test]
fn pieces_may_be_cut_at_every_byte() {
    let (context, mut lines) = world(5);
    lines.truncate(3);
    // Letters of several bytes, escapes and numbers with many parts.
    lines[0]["description"] = json!("Löhne für März \u{1F600} \"\\\n");
    lines[1]["amount"] = serde_json::from_str("12.5e1").unwrap();
    let head = json!({ "batch_id": "b" });
    let (text, plan) = (ndjson(&lines), planned(&context, &head, &lines));
    let whole = streamed(&context, &head, &[text.as_bytes()]);
    assert_same(whole.clone(), plan);
    for at in 0..=text.len() {
        let (first, second) = text.as_bytes().split_at(at);
        assert_eq!(streamed(&context, &head, &[first, second]), whole, "cut at {at}");
    }
    let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
    assert_eq!(streamed(&context, &head, &bytes), whole);
}

#[test]
fn a_line_that_is_no_payout_is_refused_by_itself() {
    let (context, lines) = world(6);
    let good = lines[0].to_string();
    let long = format!("{{\"payee_id\":\"{}\"}}", "x".repeat(1 << 20));
    let text = format!("\u{feff}{good}\r\n\n  \r\n{{\"payee_id\"\n[1]\n{long}\n");
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(b"{\"payee_id\":\"\xff\"}\n");
    bytes.extend_from_slice(good.replace("\"r0\"", "\"r1\"").as_bytes());
    let answered = streamed(&context, &Value::Null, &bytes.chunks(50_000).collect::<Vec<_>>());
    let said = |line: &Value| {
        let reason = &line["reasons"][0];
        ["code", "path", "message"].map(|key| reason[key].as_str().unwrap_or("")).join(" ")
    };
    let bad: Vec<String> = answered[1..5].iter().map(said).collect();
    assert_eq!(
        bad,
        [
            "json_invalid /transactions/1 the line is not JSON: expected ':' after a key at column 12",
            "type_wrong /transactions/2 expected an object, found a list",
            "line_too_long /transactions/3 a line of more than 1048576 bytes",
            "utf8_invalid /transactions/4 the line is not UTF-8 after 13 bytes",
        ]
    );
    // Blank lines count here, so that an editor finds the place.
    let places = [1, 3, 4].map(|place| answered[place]["reasons"][0]["params"]["line"].clone());
    assert_eq!(places, [json!(4), json!(6), json!(7)]);
    assert_eq!(answered.len(), 7);
    assert_eq!(answered[0]["index"], 0);
    assert_eq!(answered[5]["index"], 5);
    assert!(answered[6]["summary"]["counts"]["reject"].as_u64() >= Some(4));
    assert_eq!(answered[6]["summary"]["batch_id"], Value::Null);
}

#[test]
fn a_stream_of_nothing_has_a_summary() {
    let (context, _) = world(1);
    let answered = streamed(&context, &Value::Null, &[]);
    assert_eq!(answered.len(), 1);
    let summary = &answered[0]["summary"];
    assert_eq!(summary["counts"], json!({ "pay": 0, "hold": 0, "reject": 0, "duplicate": 0 }));
    assert_eq!(summary["outcome"], "none");
}

#[test]
fn money_is_taken_in_order() {
    let (mut context, lines) = world(8);
    let fund = |currency: &str, available: &str| json!({ "account": "main", "currency": currency, "available": available, "low_balance": "10.00" });
    context["funding"] = json!([fund("USD", "50000.00"), fund("EUR", "20000.00")]);
    context["policy"] = json!({ "shortfall": "in_order" });
    let head = json!({ "batch_id": "b", "funding_source": "main" });
    let text = ndjson(&lines);
    let answered = streamed(&context, &head, &[text.as_bytes()]);
    let plan = planned(&context, &head, &lines);
    let outcome = |decision: &Value| (decision["outcome"].clone(), decision["debit"].clone());
    let in_stream: Vec<_> = answered.iter().take(lines.len()).map(outcome).collect();
    let in_batch: Vec<_> = plan["decisions"].as_array().unwrap().iter().map(outcome).collect();
    assert_eq!(in_stream, in_batch);
    let summary = &answered.last().unwrap()["summary"];
    for part in ["counts", "totals", "funding", "issues"] {
        assert_eq!(summary[part], plan[part], "{part}");
    }
    let short = |line: &&Value| line["reasons"].to_string().contains("funding_shortfall");
    let first = answered.iter().find(short).unwrap();
    assert!(first["requires"].to_string().contains("\"funding\""), "{first}");
}

#[test]
fn a_stream_that_could_not_pay_in_order_is_refused() {
    let (mut context, lines) = world(9);
    context["funding"] = json!([{ "account": "main", "currency": "USD", "available": "5.00" }]);
    let head = json!({ "funding_source": "main" });
    let answered = streamed(&context, &head, &[ndjson(&lines[..2]).as_bytes()]);
    assert_eq!(answered[0]["outcome"], "reject");
    assert_eq!(answered[0]["reasons"][0]["code"], "batch_invalid");
    let issue = &answered[2]["summary"]["issues"][0];
    assert_eq!(
        (issue["code"].as_str(), issue["path"].as_str(), issue["message"].as_str()),
        (
            Some("stream_order"),
            Some("/policy/shortfall"),
            Some("a stream pays in order, so the context must say so")
        )
    );
}
