//! Payees of every kind, and payouts to them, drawn from a seed.

use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("../../examples/world-context.json");

/// Draws numbers (xorshift).
pub struct Draw(pub u64);

impl Draw {
    pub fn below(&mut self, bound: u64) -> u64 {
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
pub fn world(seed: u64) -> (Value, Vec<Value>) {
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
