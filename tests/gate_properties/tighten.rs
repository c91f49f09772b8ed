//! Tightening a gate never releases a payout, and never withholds less of one: for each gate there
//! is, by a payee whom it is about.

use super::payees::{amounts, payee};
use super::{PLAIN, engine, plan, rank};
use payout_rules::money::CurrencyCode;
use payout_rules::value::read;
use payout_rules::{Engine, wire};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{TestCaseError, TestRunner};
use rust_decimal::Decimal;
use serde_json::{Value, json};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rulebook/data");
const WAYS: usize = 5;

/// The gate with its limits lowered or reached rather than crossed, one demand more, blocking, or
/// withholding twice as much; nothing where a gate cannot be tightened so.
fn tightened(gate: &Value, way: usize) -> Option<Value> {
    // A gate that withholds cannot block with its rates, and what asks for nothing never opens.
    let withholds = gate["effect"] == "withhold";
    let mut row = json!({ "id": gate["id"], "source": "policy", "enabled": true });
    let mut limits = list(&gate["limits"]);
    for limit in &mut limits {
        match way {
            0 => {
                for key in ["amount", "count"] {
                    let half = number(&limit[key]).map(|bound| (bound / Decimal::TWO).floor());
                    if let Some(half) = half {
                        let half = half.to_string();
                        let is_text = limit[key].is_string();
                        limit[key] = if is_text {
                            json!(half)
                        } else {
                            serde_json::from_str(&half).unwrap()
                        };
                    }
                }
            }
            1 => {
                for key in ["amount_is", "count_is"] {
                    if limit[key].is_string() {
                        limit[key] = json!("at_least");
                    }
                }
            }
            4 => {
                let rate = number(&limit["rate"])?;
                limit["rate"] = json!((rate * Decimal::TWO).to_string());
            }
            _ => {}
        }
    }
    match way {
        2 => {
            let mut requires = list(&gate["requires"]);
            requires.first()?;
            requires.push(json!({ "kind": "fact", "fact": "payee.address" }));
            row["requires"] = json!(requires);
        }
        3 if withholds => return None,
        3 => row["effect"] = json!("block"),
        _ => row["limits"] = json!(limits),
    }
    Some(row)
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

fn number(value: &Value) -> Option<Decimal> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.parse().ok()
}

fn file(path: impl AsRef<std::path::Path>) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn gate_rows() -> Vec<Value> {
    let sheets = std::fs::read_dir(format!("{DATA}/gates")).unwrap();
    let mut rows = Vec::new();
    for sheet in sheets {
        let content = file(sheet.unwrap().path());
        let defaults = content["defaults"].as_object().cloned().unwrap_or_default();
        for row in content.as_array().or(content["rows"].as_array()).unwrap() {
            let mut whole = defaults.clone();
            whole.extend(row.as_object().unwrap().clone());
            rows.push(Value::Object(whole));
        }
    }
    rows
}

/// A payee whom the limit of the gate is about, without and with what opens gates.
fn payees_of(gate: &Value, limit: &Value) -> [Value; 2] {
    let applies = &gate["applies"];
    let first = |key: &str| applies[key].get(0).cloned();
    let home = first("country").or(first("tax_residence"));
    // Who is not taxed in the US may live anywhere else.
    let home = home.unwrap_or(json!("BR"));
    let region = first("regions").or((home == "US").then(|| json!("US-TX")));
    let stranger = json!({
        "payee_id": "p", "country": home, "region": region,
        "activity": first("activities").unwrap_or(json!("goods")),
        "type": limit["payee_types"].get(0).cloned().unwrap_or(json!("individual")),
        "kyc": { "level": "none" },
        "tax": { "residence": home, "income_source": first("income_source") },
    });
    let mut known = stranger.clone();
    known["name"] = json!("A B");
    known["reviews"] = json!([{ "gate": gate["id"] }]);
    known["kyc"]["level"] = json!("verified");
    known["tax"]["tin_status"] = json!("verified");
    known["tax"]["forms"] = ["w9", "w8ben", "dac7_self_certification", "mrdp_self_certification"]
        .map(|form| json!({ "form": form, "status": "verified" }))
        .to_vec()
        .into();
    [stranger, known]
}

/// A method of the gate's kinds, if it is about some.
fn method_of(gate: &Value, methods: &Value) -> Option<Value> {
    let kinds = gate["applies"]["method_kinds"].as_array()?;
    let methods = methods.as_array().or(methods["rows"].as_array()).unwrap();
    let fits = |method: &&Value| kinds.contains(&method["kind"]);
    Some(methods.iter().find(fits).unwrap()["id"].clone())
}

/// Noon of the first day of the limit and of its last, or now if it has none.
fn moments(limit: &Value) -> Vec<String> {
    let now = "2026-05-22";
    let (from, until) = (limit["from"].as_str(), limit["until"].as_str());
    let is_on = from.is_none_or(|from| from <= now) && until.is_none_or(|until| now <= until);
    let days = [from, until.or(is_on.then_some(now))];
    days.into_iter().flatten().map(|day| format!("{day}T12:00:00Z")).collect()
}

/// Requests around the figures of the limit: so much in so many payouts, the last of them asked
/// about, which is the greatest.
fn requests(payee: &Value, method: Option<&Value>, limit: &Value, at: &str) -> Vec<Value> {
    let currency = limit["currency"].as_str().unwrap();
    let code = CurrencyCode::parse(currency).unwrap();
    let unit = Decimal::new(1, PLAIN.rulebook().currency(code).unwrap().minor_units());
    let amount = number(&limit["amount"]).unwrap();
    let half = (amount / Decimal::TWO).floor();
    let sums = [half, half + unit, amount, amount + unit, amount * Decimal::TWO + Decimal::TEN];
    let most = limit["count"].as_i64();
    let counts = most.map_or(vec![1], |most| vec![most / 2, most / 2 + 1, most, most + 1]);
    let mut requests = Vec::new();
    for (sum, count) in sums.iter().flat_map(|sum| counts.iter().map(move |count| (*sum, *count))) {
        let rest = unit * Decimal::from(count - 1);
        if sum < rest + unit {
            continue;
        }
        let money = |value: Decimal| json!({ "value": value.to_string(), "currency": currency });
        let mut payee = payee.clone();
        // All that count payouts count those of a year.
        payee["totals"] =
            json!({ at.split_at(4).0: { "amount": money(rest), "count": count - 1 } });
        requests.push(
            json!({ "payee": payee, "amount": money(sum - rest), "method": method, "at": at }),
        );
    }
    requests
}

fn ask(engine: &Engine, request: &str) -> Value {
    serde_json::from_str(&wire::gate(engine, &read(request).unwrap())).unwrap()
}

/// How strict an answer is.
fn severity(answer: &Value) -> usize {
    let words = ["clear", "warn", "hold", "block"];
    words.iter().position(|word| answer["outcome"] == *word).unwrap_or_else(|| panic!("{answer}"))
}

fn withheld(answer: &Value) -> Decimal {
    number(&answer["withhold"]["amount"]["value"]).unwrap_or_default()
}

/// Whether the gate itself holds, withholds or refuses.
fn speaks(answer: &Value, gate: &Value) -> bool {
    let codes = ["gate_hold", "gate_withhold", "gate_block"];
    let mut own = answer["reasons"].as_array().unwrap().iter();
    own.any(|why| why["params"]["gate"] == *gate && codes.iter().any(|code| why["code"] == *code))
}

/// What is asked of the gate, for each of its limits that fires.
fn all_requests(gate: &Value, limits: &[Value], method: Option<&Value>) -> Vec<String> {
    let mut asked = Vec::new();
    for limit in limits {
        for at in moments(limit) {
            for payee in payees_of(gate, limit) {
                asked.extend(requests(&payee, method, limit, &at));
            }
        }
    }
    asked.iter().map(Value::to_string).collect()
}

#[test]
fn a_tightened_gate_is_never_milder_to_whom_it_is_about() {
    let rows = gate_rows();
    assert!(rows.len() >= 49, "the gates were not found");
    let methods = file(format!("{DATA}/methods.json"));
    let mut silent = Vec::new();
    for row in &rows {
        let gate = &row["id"];
        let mut limits = list(&row["limits"]);
        limits.retain(|limit| limit["status"] == "in_force");
        let asked = all_requests(row, &limits, method_of(row, &methods).as_ref());
        let before: Vec<Value> = asked.iter().map(|request| ask(&PLAIN, request)).collect();
        for way in 0..WAYS {
            let Some(tighter) = tightened(row, way) else { continue };
            let engine = engine(&json!({ "gates": [tighter] }));
            let (mut spoke, mut bit) = (false, false);
            for (request, before) in asked.iter().zip(&before) {
                let after = ask(&engine, request);
                let (old, new) = (severity(before), severity(&after));
                assert!(new >= old, "{way} {request}: {before} then {after}");
                let (kept, keeps) = (withheld(before), withheld(&after));
                assert!(keeps >= kept, "{way} {request}: {before} then {after}");
                spoke |= speaks(&after, gate);
                bit |= new > old || keeps > kept || speaks(&after, gate) && !speaks(before, gate);
            }
            // From the first cent on there is nothing lower, and what is reached is not crossed.
            let is_lower = |limit: &Value| {
                let is_free = number(&limit["amount"]).is_none_or(|amount| amount.is_zero());
                !is_free && (way == 0 || limit["amount_is"] == "over")
            };
            if !spoke || !bit && (way > 1 || limits.iter().any(is_lower)) {
                silent.push(format!("{gate} {way}"));
            }
        }
    }
    assert!(silent.is_empty(), "tightened, and nothing came of it: {silent:#?}");
}

#[test]
fn tightening_a_gate_never_releases_a_payout() {
    let mut runner = TestRunner::deterministic();
    for (index, row) in gate_rows().iter().enumerate() {
        let tighter = tightened(row, index % WAYS).or_else(|| tightened(row, 0)).unwrap();
        let engine = engine(&json!({ "gates": [tighter] }));
        let strategy = (payee(), amounts());
        for _ in 0..4 {
            let (payee, amounts) = strategy.new_tree(&mut runner).unwrap().current();
            check_tighter(&engine, &payee, &amounts).unwrap();
        }
    }
}

fn check_tighter(engine: &Engine, payee: &Value, amounts: &[u32]) -> Result<(), TestCaseError> {
    let before = plan(&PLAIN, payee, amounts, 0, &json!([]));
    let after = plan(engine, payee, amounts, 0, &json!([]));
    for (before, after) in before.iter().zip(&after) {
        // What is refused no longer counts for what follows.
        if after["outcome"] == "reject" {
            return Ok(());
        }
        prop_assert!(rank(after) >= rank(before), "{} then {}", before, after);
    }
    Ok(())
}
