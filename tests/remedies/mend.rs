//! Makes the change that a reason asks for, as a page or a platform would.

use crate::asked::Asked;
use serde_json::{Value, json};

/// The question after the change that the reason's remedy is.
pub fn mend(asked: &Asked, option: &Value, reason: &Value) -> Asked {
    let mut asked = asked.clone();
    let remedy = &reason["remedy"];
    let request = &mut asked.request;
    match remedy["kind"].as_str().unwrap() {
        "add_account" => {
            let account = whole_account(option, remedy["method"].as_str().unwrap());
            request["payee"]["accounts"].as_array_mut().unwrap().push(account);
        }
        "fix_field" => {
            let name = remedy["field"].as_str().unwrap();
            let path = reason["path"].as_str().unwrap();
            let place = path.rsplit_once('/').unwrap().0;
            request.pointer_mut(place).unwrap()[name] = json!(example(option, name));
        }
        "amount_at_most" | "amount_at_least" => {
            request["amount"] = json!({ "value": remedy["value"], "currency": remedy["currency"] });
        }
        "use_currency" => {
            let currency = &remedy["currencies"][0];
            let is_send = request["target"] != "receive";
            if is_send {
                request["payout_currency"] = currency.clone();
            } else {
                request["amount"] = json!({ "value": "100", "currency": currency });
            }
        }
        "give_fact" => give(request, remedy["fact"].as_str().unwrap()),
        "meet" => {
            let gate = &remedy["gate"];
            let requires = option["requires"].as_array().unwrap();
            let own: Vec<&Value> = requires.iter().filter(|want| want["gate"] == *gate).collect();
            assert!(!own.is_empty(), "nothing is required for {gate}: {option:#}");
            own.iter().for_each(|want| meet(request, want));
        }
        "wait_until" => {
            request["at"] = remedy["at"].clone();
            // Trailing days end with the moment, so they are others now.
            if let Some(totals) = request["payee"]["totals"].as_object_mut() {
                totals.retain(|key, _| !key.starts_with('P'));
            }
        }
        "activate_payee" => request["payee"]["status"] = json!("active"),
        "switch_on" | "switch_off" => {
            let on = remedy["kind"] == "switch_on";
            let row = json!({ "id": remedy["row"], "enabled": on, "source": "decided" });
            layer(&mut asked, remedy["table"].as_str().unwrap(), row);
        }
        "add_row" => {
            let table = remedy["table"].as_str().unwrap();
            let row = new_row(table, option, request);
            layer(&mut asked, table, row);
        }
        "refresh_rates" => request["fx"]["at"] = request["at"].clone(),
        "add_rates" => {
            if !request["fx"].is_object() {
                request["fx"] = json!({ "base": "USD", "rates": {}, "at": request["at"] });
            }
            request["fx"]["at"] = request["at"].clone();
            for currency in remedy["currencies"].as_array().unwrap() {
                let rate = if currency == "USD" { "1" } else { "1.25" };
                request["fx"]["rates"][currency.as_str().unwrap()] = json!(rate);
            }
        }
        other => panic!("nobody knows how to {other}"),
    }
    asked
}

fn layer(asked: &mut Asked, table: &str, row: Value) {
    let layers = asked.overlay.as_array_mut().unwrap();
    layers.push(json!({ "version": "mended", table: [row] }));
}

fn new_row(table: &str, option: &Value, request: &Value) -> Value {
    let mut row = match table {
        "fees" => json!({
            "methods": ["*"], "countries": ["*"], "currency": "USD", "currencies": ["*"], "fixed": "0",
            "percent": "1", "min": null, "max": null,
        }),
        "fx" => json!({ "currencies": ["*"], "markup_bps": 10 }),
        "accounts" => json!({
            "methods": [option["method"]], "countries": [request["payee"]["country"]],
            "fields": ["account_number"],
        }),
        other => panic!("a row of {other}?"),
    };
    for (key, value) in [
        ("id", json!("mend.row")),
        ("source", json!("decided")),
        ("from", json!(null)),
        ("until", json!(null)),
        ("confidence", json!("platform")),
    ] {
        row[key] = value;
    }
    row
}

/// A value that the field takes, as the answer's own form shows it.
fn example(option: &Value, name: &str) -> String {
    let fields = option["fields"].as_array().unwrap();
    let field = fields.iter().find(|field| field["name"] == name).unwrap();
    let options = field["options"].as_array().and_then(|options| options.first());
    options.unwrap_or(&field["example"]).as_str().unwrap().to_owned()
}

fn whole_account(option: &Value, method: &str) -> Value {
    let fields = option["fields"].as_array().unwrap().iter();
    let details: serde_json::Map<String, Value> = fields
        .filter(|field| field["required"] == true)
        .map(|field| field["name"].as_str().unwrap())
        .map(|name| (name.to_owned(), json!(example(option, name))))
        .collect();
    json!({ "method": method, "currency": option["currency"], "details": details })
}

fn give(request: &mut Value, fact: &str) {
    let payee = &mut request["payee"];
    match fact {
        "payee.region" => {
            let region = if payee["country"] == "UA" { "UA-30" } else { "US-TX" };
            payee["region"] = json!(region);
        }
        "payee.name" => payee["name"] = json!("A B"),
        "payee.address" => {
            payee["address"] = json!({ "line1": "1 Main St", "city": "Springfield" })
        }
        "payee.email" | "payee.email_domain" => payee["email"] = json!("a@example.com"),
        other => panic!("nobody knows {other}"),
    }
}

fn meet(request: &mut Value, want: &Value) {
    let now = request["at"].clone();
    let payee = &mut request["payee"];
    match want["kind"].as_str().unwrap() {
        "kyc" => payee["kyc"]["level"] = want["level"].clone(),
        "tin" => payee["tax"]["tin_status"] = want["statuses"][0].clone(),
        "tax_form" => {
            let form = json!({ "form": want["forms"][0], "status": want["statuses"][0] });
            if !payee["tax"]["forms"].is_array() {
                payee["tax"]["forms"] = json!([]);
            }
            payee["tax"]["forms"].as_array_mut().unwrap().push(form);
        }
        "fact" => give(request, want["fact"].as_str().unwrap()),
        "review" => payee["reviews"] = json!([{ "gate": want["gate"] }]),
        "screening" => payee["screening"] = json!({ "outcome": "clear", "screened_at": now }),
        other => panic!("nobody meets {other}"),
    }
}
