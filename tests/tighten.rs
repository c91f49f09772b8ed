//! Adding a layer that only tightens never opens what was closed.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use payout_rules::rulebook::Scope;
use payout_rules::value::read;
use payout_rules::{Engine, wire};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(None).unwrap());
const WORLD: &str = include_str!("../examples/world-context.json");

static PAYEES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let world: Value = serde_json::from_str(WORLD).unwrap();
    world["payees"].as_array().unwrap().clone()
});

/// A condition over facts that payees have, may have, or have not.
fn condition() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!({ "fact": "payee.country", "in": ["US", "KE", "DE"] })),
        Just(json!({ "fact": "payee.region", "is": "US-CA" })),
        Just(json!({ "fact": "payee.kyc", "less_than": "verified" })),
        Just(json!({ "fact": "payee.type", "is": "business" })),
        Just(json!({ "fact": "payee.email_domain", "is": "example.com" })),
        Just(
            json!({ "fact": "payee.total", "period": "month", "currency": "EUR", "at_least": "500" })
        ),
        Just(json!({ "fact": "payout.amount", "currency": "USD", "more_than": "200.00" })),
        Just(json!({ "fact": "payout.amount", "currency": "GHS", "more_than": "200.00" })),
        Just(json!({ "fact": "payout.kind", "is": "bank" })),
        Just(json!({ "fact": "batch.count", "at_least": 1 })),
        Just(json!({ "fact": "time.weekday", "in": ["fri", "sat"], "time_zone": "UTC" })),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(|parts| json!({ "all": parts })),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|parts| json!({ "any": parts })),
            inner.prop_map(|part| json!({ "not": part })),
        ]
    })
}

fn effect() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!({ "effect": "hold", "requires": [{ "kind": "tin", "statuses": ["expired"] }] })),
        Just(json!({ "effect": "require", "requires": [{ "kind": "kyc", "level": "verified" }] })),
        Just(json!({ "effect": "exclude", "kinds": ["bank"] })),
        Just(json!({ "effect": "exclude", "methods": ["paypal", "mpesa"] })),
        Just(json!({ "effect": "exclude", "methods": ["*"] })),
    ]
}

/// One row that tightens, with its table.
fn tightening() -> impl Strategy<Value = (&'static str, Value)> {
    let info = ENGINE.rulebook();
    let off = |id: &str| json!({ "id": id, "enabled": false, "source": "policy" });
    let ids = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let methods = ids(info.methods.iter().map(|row| row.id.as_str()).collect());
    let rails = ids(info.rails.iter().map(|row| row.id.as_str()).collect());
    let countries = ids(info.countries.iter().map(|row| row.country.as_str()).collect());
    prop_oneof![
        prop::sample::select(methods).prop_map(move |id| ("methods", off(&id))),
        prop::sample::select(rails.clone()).prop_map(move |id| ("rails", off(&id))),
        prop::sample::select(countries).prop_map(move |id| ("countries", off(&id))),
        (prop::sample::select(rails), 2..500_i64)
            .prop_map(|(id, share)| ("rails", lowered(&id, share))),
        (1..20_000_i64, any::<bool>())
            .prop_map(|(amount, block)| ("gates", lower_gate(amount, block))),
        (condition(), effect()).prop_map(|(when, then)| {
            (
                "rules",
                json!({ "id": "acme.r", "title": "Acme rule", "when": when, "then": then,
                "from": null, "until": null, "source": "policy", "confidence": "platform" }),
            )
        }),
    ]
}

/// The rail with each greatest amount at a share of what it was.
fn lowered(id: &str, share: i64) -> Value {
    let rail = ENGINE.rulebook().rails.iter().find(|rail| rail.id == id).unwrap();
    let limits = rail.limits.iter().map(|limit| {
        let min = limit.min.map(|min| min.amount());
        let max = limit.max.map(|max| {
            let lower = (max.amount() / rust_decimal::Decimal::from(share)).trunc();
            lower.max(min.unwrap_or_default()).to_string()
        });
        let day = |day: Option<payout_rules::date::Date>| day.map(|day| day.to_string());
        let payers = match &limit.payer_types {
            Scope::Every => json!(["*"]),
            Scope::Listed(kinds) => kinds.iter().map(|kind| json!(kind.as_str())).collect(),
        };
        json!({ "currency": limit.currency.code(), "payer_types": payers, "min": min.map(|min| min.to_string()), "max": max,
            "from": day(limit.in_force.from), "until": day(limit.in_force.until),
            "source": "policy", "confidence": "platform" })
    });
    json!({ "id": id, "source": "policy", "limits": limits.collect::<Vec<_>>() })
}

fn lower_gate(amount: i64, block: bool) -> Value {
    let limit = json!({ "amount": amount.to_string(), "amount_is": "at_least", "currency": "USD",
        "count": null, "count_is": null, "status": "in_force", "from": null, "until": null,
        "source": "policy", "confidence": "platform" });
    let effect = if block { "block" } else { "hold" };
    json!({ "id": "us.1099k", "source": "policy", "limits": [limit], "effect": effect })
}

/// Several rows as one layer; of rows with one id the first.
fn layer(rows: Vec<(&'static str, Value)>) -> Value {
    let mut tables: Map<String, Value> = Map::new();
    for (table, row) in rows {
        let rows = tables.entry(table).or_insert_with(|| json!([])).as_array_mut().unwrap();
        if !rows.iter().any(|known| known["id"] == row["id"]) {
            rows.push(row);
        }
    }
    Value::from(tables)
}

fn ask(
    call: fn(&Engine, &payout_rules::value::Value) -> String,
    engine: &Engine,
    request: &Value,
) -> Value {
    serde_json::from_str(&call(engine, &read(&request.to_string()).unwrap())).unwrap()
}

/// The greater the milder.
fn openness(status: &Value) -> usize {
    let statuses = ["unavailable", "needs_action", "available"];
    statuses.iter().position(|known| status == known).unwrap_or(0)
}

fn openness_of(answer: &Value, method: &Value) -> usize {
    let methods = answer["methods"].as_array().unwrap();
    let found = methods.iter().find(|known| known["method"] == *method);
    found.map_or(0, |method| openness(&method["status"]))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_layer_that_only_tightens_never_opens_a_method(
        rows in prop::collection::vec(tightening(), 1..5),
        payee in 0..100_usize,
        minor in 1..3_000_000_i64,
        receive in any::<bool>(),
    ) {
        let layer = layer(rows);
        // A rule that can never fire does not load; most layers do, see below.
        let tightened = Engine::new(Some(&read(&layer.to_string()).unwrap()));
        prop_assume!(tightened.is_ok());
        let tightened = tightened.unwrap();
        let world: Value = serde_json::from_str(WORLD).unwrap();
        let payee = &PAYEES[payee % PAYEES.len()];
        let amount = rust_decimal::Decimal::new(minor, 2).to_string();
        let target = if receive { "receive" } else { "send" };
        let request = json!({ "payee": payee, "amount": { "value": amount, "currency": "USD" },
            "target": target, "fx": world["fx"], "at": world["at"] });
        let before = ask(wire::methods, &ENGINE, &request);
        let after = ask(wire::methods, &tightened, &request);
        for method in after["methods"].as_array().unwrap() {
            let was = openness_of(&before, &method["method"]);
            prop_assert!(openness(&method["status"]) <= was, "{layer}\n{request}\n{method}");
        }
        let gate = json!({ "payee": payee, "amount": request["amount"], "fx": world["fx"], "at": world["at"] });
        let outcome = |engine: &Engine| {
            let outcome = ask(wire::gate, engine, &gate)["outcome"].clone();
            ["clear", "warn", "hold", "block"].iter().position(|known| outcome == *known)
        };
        prop_assert!(outcome(&tightened) >= outcome(&ENGINE), "{layer}\n{gate}");

        // A plan pays by no method that was not open.
        let mut context = world.clone();
        context["funding"] = Value::Null;
        let batch = json!({ "batch_id": "b", "transactions": [{ "payee_id": payee["payee_id"],
            "amount": amount, "currency": "USD", "target": target }] });
        let plan = wire::plan_bytes(&tightened, batch.to_string().as_bytes(), context.to_string().as_bytes());
        let plan: Value = serde_json::from_str(&plan).unwrap();
        let decision = &plan["decisions"][0];
        if decision["outcome"] == "pay" {
            prop_assert_eq!(openness_of(&before, &decision["method"]), 2, "{}", layer);
            prop_assert_eq!(openness_of(&after, &decision["method"]), 2, "{}", layer);
        }
    }
}

/// The issues for which a layer is refused, `code path`.
fn refusal(layer: &Value) -> Vec<String> {
    let issues = Engine::new(Some(&read(&layer.to_string()).unwrap())).err();
    let line = |issue: &payout_rules::issue::Issue| {
        format!("{} {}", issue.code.as_str(), issue.path.as_deref().unwrap_or_default())
    };
    issues.iter().flatten().map(line).collect()
}

#[test]
fn what_tightens_loads_but_for_some_rules() {
    let rails = || ENGINE.rulebook().rails.iter();
    for share in [2, 499] {
        let lowered = rails().map(|rail| ("rails", lowered(&rail.id, share))).collect();
        assert_eq!(refusal(&layer(lowered)), [""; 0], "{share}");
    }
    for (amount, block) in [(1, true), (19_999, false)] {
        assert_eq!(refusal(&layer(vec![("gates", lower_gate(amount, block))])), [""; 0]);
    }
    let (mut runner, mut loaded) = (TestRunner::deterministic(), 0);
    let rows = prop::collection::vec(tightening(), 1..5);
    for _ in 0..100 {
        let layer = layer(rows.new_tree(&mut runner).unwrap().current());
        let issues = refusal(&layer);
        let of_rules = |issue: &String| issue.contains(" /rules/");
        assert!(issues.iter().all(of_rules), "{issues:#?}\n{layer}");
        loaded += usize::from(issues.is_empty());
    }
    assert!(loaded >= 80, "only {loaded} of 100 layers load");
}
