//! What holds for every input.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use payout_rules::value::{Value as Tree, read};
use payout_rules::{Engine, wire};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(None).unwrap());
const CONTEXT: &str = include_str!("../examples/context.json");
const WORLD: &str = include_str!("../examples/world-context.json");
const BATCH: &str = include_str!("../examples/batch.json");

fn plan(batch: &Value, context: &Value) -> Value {
    let answer =
        wire::plan_bytes(&ENGINE, batch.to_string().as_bytes(), context.to_string().as_bytes());
    serde_json::from_str(&answer).unwrap()
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..8)
                .prop_map(|entries| Value::from(entries.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A number of whole and fractional digits, now and then one that no currency can hold.
fn any_amount() -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => (1..5_000_000_u64).prop_map(|minor| json!(Decimal::new(minor as i64, 2).to_string())),
        1 => any::<f64>().prop_map(|number| json!(number)),
        1 => any::<String>().prop_map(Value::from),
    ]
}

fn without_faults(tree: &Tree) -> bool {
    match tree {
        Tree::Broken(_) => false,
        Tree::List(items) => items.iter().all(without_faults),
        Tree::Object(entries) => entries.iter().all(|(_, item)| without_faults(item)),
        _ => true,
    }
}

/// The tree as another reader has it; the last of duplicate keys counts there.
fn as_serde(tree: &Tree) -> Value {
    match tree {
        Tree::Null | Tree::Broken(_) => Value::Null,
        Tree::Bool(flag) => json!(flag),
        Tree::Number(text) => serde_json::from_str(text).unwrap_or(Value::Null),
        Tree::Text(text) => json!(text),
        Tree::List(items) => items.iter().map(as_serde).collect(),
        Tree::Object(entries) => {
            entries.iter().map(|(key, item)| (key.to_string(), as_serde(item))).collect()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(batch: Vec<u8>, context: Vec<u8>) {
        let answer = wire::plan_bytes(&ENGINE, &batch, &context);
        let plan: Value = serde_json::from_str(&answer).unwrap();
        prop_assert_eq!(&plan["counts"]["pay"], 0);
        prop_assert!(!plan["issues"].as_array().unwrap().is_empty());
    }

    #[test]
    fn a_cut_batch_is_answered(cut in 0..BATCH.trim_end().len()) {
        let start = BATCH.get(..cut).unwrap_or_default();
        let answer = wire::plan_bytes(&ENGINE, start.as_bytes(), CONTEXT.as_bytes());
        let plan: Value = serde_json::from_str(&answer).unwrap();
        prop_assert_eq!(&plan["outcome"], "reject");
    }

    #[test]
    fn any_data_is_answered_alike_by_both_doors(batch in any_json(), context in any_json()) {
        let (batch, context) = (batch.to_string(), context.to_string());
        let by_bytes = wire::plan_bytes(&ENGINE, batch.as_bytes(), context.as_bytes());
        let by_data = wire::plan(&ENGINE, &read(&batch).unwrap(), &read(&context).unwrap());
        prop_assert_eq!(&*by_bytes, &*by_data);
    }

    #[test]
    fn the_reader_agrees_with_another(value in any_json()) {
        let text = value.to_string();
        let other: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(as_serde(&read(&text).unwrap()), other);
    }

    #[test]
    fn the_reader_takes_no_more_than_another(
        text in r#"([\[\]{}:,0-9eE+\-. ]|"([a-z]|\\u[0-9a-f]{4}|\\n)*"|true|false|null){0,12}"#,
    ) {
        let other: Result<Value, _> = serde_json::from_str(&text);
        match (read(&text), other) {
            (Ok(tree), Ok(value)) if without_faults(&tree) => {
                prop_assert_eq!(as_serde(&tree), value);
            }
            (Ok(tree), Err(why)) => {
                let range = why.to_string().contains("out of range");
                prop_assert!(range || !without_faults(&tree), "{text}: {why}");
            }
            (Err(why), Ok(_)) => prop_assert!(false, "{text}: {why}"),
            _ => {}
        }
    }

    #[test]
    fn siblings_do_not_matter_to_a_bad_payout(bad in any_json(), amount in any_amount()) {
        let payouts = json!([
            { "payee_id": "cr_88319", "amount": "1450.00", "currency": "USD" },
            bad,
            { "payee_id": "nobody", "amount": amount, "currency": "USD" },
            { "payee_id": "cr_99214", "amount": "80.50", "currency": "USD" },
        ]);
        let batch = json!({ "batch_id": "b", "transactions": payouts });
        let plan = plan(&batch, &serde_json::from_str(CONTEXT).unwrap());
        let outcomes: Vec<_> =
            plan["decisions"].as_array().unwrap().iter().map(|d| d["outcome"].clone()).collect();
        prop_assert_eq!(outcomes, ["pay", "reject", "reject", "pay"]);
    }
}

/// So few that the same payout comes again and again.
fn few_amounts() -> impl Strategy<Value = i64> {
    prop::sample::select(&[1_000_i64, 50_000, 199_999][..])
}

const PLACES: [(&str, &str, &str); 8] = [
    ("ach", "US", "USD"),
    ("imps", "IN", "INR"),
    ("instapay", "PH", "PHP"),
    ("zengin", "JP", "JPY"),
    ("sepa", "DE", "EUR"),
    ("mpesa", "KE", "KES"),
    ("fps", "GB", "GBP"),
    ("swift", "PL", "PLN"),
];

fn decimal(value: &Value) -> Decimal {
    Decimal::from_str_exact(value.as_str().unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn quotes_add_up(
        minor in prop_oneof![1..10_000_i64, 1..2_000_000_000_i64],
        place in prop::sample::select(&PLACES[..]),
        bearer in prop::sample::select(&["sender", "recipient", "shared"][..]),
        receive: bool,
    ) {
        let (method, country, currency) = place;
        let world: Value = serde_json::from_str(WORLD).unwrap();
        let unit = |code: &str| if code == "JPY" { 0 } else { 2 };
        let fixed = if receive { currency } else { "USD" };
        let amount = json!({
            "value": Decimal::new(minor, unit(fixed)).to_string(), "currency": fixed,
        });
        let target = if receive { "receive" } else { "send" };
        let other = if receive { "source_currency" } else { "payout_currency" };
        let request = json!({
            "amount": amount, "target": target, "method": method, "country": country,
            "bearer": bearer, "fx": world["fx"], "at": world["at"],
            (other): if receive { "USD" } else { currency },
        });
        let answer = wire::quote(&ENGINE, &read(&request.to_string()).unwrap());
        let quote: Value = serde_json::from_str(&answer).unwrap();
        if quote["debit"].is_null() {
            // Too little to convert, or less than its fee: never an amount of everyday size.
            prop_assert!(minor < 10_000, "{answer}");
            prop_assert_eq!(&quote["ok"], false);
            return Ok(());
        }
        let borne = |by: &str| -> Decimal {
            let lines = quote["fee"]["lines"].as_array().unwrap().iter();
            lines.filter(|l| l["borne_by"] == by).map(|l| decimal(&l["amount"]["value"])).sum()
        };
        let value = |name: &str| decimal(&quote[name]["value"]);
        prop_assert_eq!(value("debit"), value("convertible") + borne("sender"));
        prop_assert_eq!(decimal(&quote["fee"]["total"]["value"]), borne("sender") + borne("recipient"));
        let rate = quote["fx"]["rate"].as_str().map_or(Decimal::ONE, |_| decimal(&quote["fx"]["rate"]));
        prop_assert_eq!(value("convertible") * rate, value("receive") + value("residue"));
        if receive {
            prop_assert_eq!(value("receive"), Decimal::new(minor, unit(fixed)));
            let less = value("convertible") - Decimal::new(1, 2);
            prop_assert!(less * rate < value("receive"), "one cent less would do");
        } else {
            prop_assert_eq!(value("convertible") + borne("recipient"), Decimal::new(minor, 2));
            prop_assert!(value("residue").abs() <= Decimal::new(5, unit(currency) + 1));
        }
    }

    #[test]
    fn plans_add_up_and_do_not_change(
        payouts in prop::collection::vec((0..3_usize, 1..400_000_i64, any::<bool>()), 1..12),
    ) {
        let batch = batch_of(&payouts);
        let context: Value = serde_json::from_str(CONTEXT).unwrap();
        let first = plan(&batch, &context);
        prop_assert_eq!(&first, &plan(&batch, &context));
        let other = Engine::new(None).unwrap();
        let again = wire::plan_bytes(
            &other, batch.to_string().as_bytes(), context.to_string().as_bytes(),
        );
        prop_assert_eq!(&first, &serde_json::from_str::<Value>(&again).unwrap());

        let decisions = first["decisions"].as_array().unwrap();
        let paid: Decimal = decisions
            .iter()
            .filter(|d| d["outcome"] == "pay")
            .map(|d| decimal(&d["debit"]["value"]))
            .sum();
        let total = first["totals"].as_array().unwrap().first();
        prop_assert_eq!(paid, total.map_or(Decimal::ZERO, |total| decimal(&total["debit"]["value"])));
    }

    #[test]
    fn splitting_a_batch_does_not_change_its_decisions(
        payouts in prop::collection::vec((0..3_usize, few_amounts(), any::<bool>()), 1..12),
        cut in 0..12_usize,
    ) {
        let batch = batch_of(&payouts);
        let mut context: Value = serde_json::from_str(CONTEXT).unwrap();
        // What an account holds is a matter of the whole batch.
        context["funding"] = Value::Null;
        let whole = plan(&batch, &context);
        let payouts = batch["transactions"].as_array().unwrap();
        let (before, after) = payouts.split_at(cut.min(payouts.len()));
        let mut decided = Vec::new();
        if !before.is_empty() {
            let first = plan(&json!({ "batch_id": "1", "transactions": before }), &context);
            carry_over(&mut context, before, &first);
            decided.extend(first["decisions"].as_array().unwrap().clone());
        }
        if !after.is_empty() {
            let second = plan(&json!({ "batch_id": "2", "transactions": after }), &context);
            decided.extend(second["decisions"].as_array().unwrap().clone());
        }
        for (whole, part) in whole["decisions"].as_array().unwrap().iter().zip(&decided) {
            for key in ["outcome", "method", "debit", "receive", "requires", "fingerprint"] {
                prop_assert_eq!(&whole[key], &part[key], "{}", key);
            }
        }
    }
}

/// Payouts to the example payees and one who is not there; with a reference or without.
fn batch_of(payouts: &[(usize, i64, bool)]) -> Value {
    let payees = ["cr_88319", "cr_99214", "nobody"];
    let payout = |(index, (payee, minor, named)): (usize, &(usize, i64, bool))| {
        let mut payout = json!({
            "payee_id": payees[*payee],
            "amount": Decimal::new(*minor, 2).to_string(),
            "currency": "USD",
        });
        if *named {
            payout["reference"] = json!(format!("r{}", index % 5));
        }
        payout
    };
    let payouts: Vec<Value> = payouts.iter().enumerate().map(payout).collect();
    json!({ "batch_id": "b", "funding_source": "acct_main_operating", "transactions": payouts })
}

/// What a platform remembers of a batch: what was decided, and what each payee has come to.
fn carry_over(context: &mut Value, payouts: &[Value], plan: &Value) {
    let mut seen = Vec::new();
    for (payout, decision) in payouts.iter().zip(plan["decisions"].as_array().unwrap()) {
        if decision["outcome"] != "pay" && decision["outcome"] != "hold" {
            continue;
        }
        let mut entry = json!({ "fingerprint": decision["fingerprint"] });
        if !payout["reference"].is_null() {
            entry["key"] = payout["reference"].clone();
        }
        seen.push(entry);
        let payees = context["payees"].as_array_mut().unwrap();
        let payee = payees.iter_mut().find(|p| p["payee_id"] == payout["payee_id"]).unwrap();
        let total = &mut payee["totals"]["2026"];
        let before = match total["amount"]["value"].as_str() {
            Some(_) => decimal(&total["amount"]["value"]),
            None => Decimal::ZERO,
        };
        let count = total["count"].as_i64().unwrap_or(0) + 1;
        let amount = (before + decimal(&payout["amount"])).to_string();
        *total = json!({ "amount": { "value": amount, "currency": "USD" }, "count": count });
    }
    context["seen"] = json!(seen);
}
