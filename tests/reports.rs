//! Each form at its limit, a minor unit below and above, at the edges of the year, and what is
//! said of payees and records that are wrong.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[expect(dead_code, reason = "one helper serves many tests")]
#[path = "support/ask.rs"]
mod ask;

use ask::{CONTEXT, ask, engine};
use payout_rules::{Engine, wire};
use serde_json::{Value, json};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| engine(json!({})));

fn gate(id: &str, applies: Value, zone: &str, mut limit: Value) -> Value {
    for (key, value) in [("status", json!("in_force")), ("from", json!("2023-01-01"))] {
        limit[key] = value;
    }
    for (key, value) in
        [("until", Value::Null), ("source", json!("law")), ("confidence", json!("platform"))]
    {
        limit[key] = value;
    }
    json!({ "id": id, "title": id, "applies": applies, "period": "calendar_year", "time_zone": zone,
        "effect": "hold", "requires": [{ "kind": "tin", "statuses": ["verified"] }], "limits": [limit],
        "from": null, "until": null, "source": "law", "confidence": "platform" })
}

fn report(engine: &Engine, form: &str, year: u32, payees: Value, payouts: Value) -> Value {
    ask(
        wire::report,
        engine,
        json!({ "form": form, "year": year, "payees": payees, "payouts": payouts }),
    )
}

fn us(region: &str) -> Value {
    json!({ "payee_id": "p", "country": "US", "region": region, "type": "individual" })
}

fn paid(at: &str, value: &str, currency: &str, count: u32) -> Value {
    json!({ "payee_id": "p", "paid_at": at, "amount": { "value": value, "currency": currency },
        "count": count })
}

/// The only line of a report of one payout in June.
fn line(form: &str, year: u32, payee: Value, value: &str, count: u32) -> Value {
    let currency = if form == "dac7" { "EUR" } else { "USD" };
    let payout = paid(&format!("{year}-06-15"), value, currency, count);
    report(&ENGINE, form, year, json!([payee]), json!([payout]))["payees"][0].clone()
}

#[test]
fn the_1099_k_takes_more_than_20000_dollars_and_more_than_200_transactions() {
    // IRC 6050W(e); 600 USD (2022), 5,000 USD (2024) and 2,500 USD (2025) never took effect.
    for year in [2011, 2021, 2022, 2023, 2024, 2025, 2026] {
        for (value, count, expected) in [
            ("20000.00", 201, false),
            ("20000.01", 200, false),
            ("20000.01", 201, true),
            ("19999.99", 900, false),
            ("600.01", 1, false),
        ] {
            let line = line("1099k", year, us("US-TX"), value, count);
            assert_eq!(line["reportable"], expected, "{year} {value} {count}");
            assert_eq!(line["by"]["reason"], if expected { "limit" } else { "below" });
            assert_eq!(line["by"]["limit"]["amount"], "20000.00");
            assert_eq!(line["measures"][0]["value"], value);
        }
    }
    assert_eq!(
        code_of(&report(&ENGINE, "1099k", 2010, json!([]), json!([]))),
        "report_not_in_force"
    );
}

#[test]
fn the_1099_nec_takes_2000_dollars_in_2026_and_600_before() {
    for (year, value, expected) in [
        (2025, "599.99", false),
        (2025, "600.00", true),
        (2025, "600.01", true),
        (2026, "1999.99", false),
        (2026, "2000.00", true),
        (2026, "2000.01", true),
    ] {
        let line = line("1099nec", year, us("US-TX"), value, 1);
        assert_eq!(line["reportable"], expected, "{year} {value}");
        assert_eq!(line["periods"], json!([]));
    }
    // The figure of 2027 is not known: the one that stands in for it says so.
    let later = line("1099nec", 2027, us("US-TX"), "2000.00", 1);
    assert_eq!(
        (&later["reportable"], &later["by"]["confidence"]),
        (&json!(true), &json!("unconfirmed"))
    );
    assert_eq!(
        code_of(&report(&ENGINE, "1099nec", 2019, json!([]), json!([]))),
        "report_not_in_force"
    );
}

#[test]
fn dac7_takes_more_than_2000_euros_or_30_sales_of_goods() {
    let seller =
        json!({ "payee_id": "p", "country": "DE", "type": "individual", "activity": "goods" });
    for (value, count, expected) in [
        ("1999.99", 29, false),
        ("2000.00", 29, false),
        ("2000.01", 1, true),
        ("10.00", 29, false),
        ("10.00", 30, true),
        ("10.00", 31, true),
    ] {
        let line = line("dac7", 2026, seller.clone(), value, count);
        assert_eq!(line["reportable"], expected, "{value} {count}");
        assert_eq!(line["by"]["gate"], "eu.dac7");
    }
    // Work and what is let have no limit; what was never said is only known once both agree.
    for (activity, value, expected, reason) in [
        (json!("services"), "0.01", json!(true), "limit"),
        (json!("goods"), "0.01", json!(false), "below"),
        (json!("royalties"), "9000.00", json!(false), "not_about"),
        (Value::Null, "0.01", Value::Null, "unknown"),
        (Value::Null, "2000.01", json!(true), "limit"),
    ] {
        let mut seller = seller.clone();
        seller["activity"] = activity;
        let line = line("dac7", 2026, seller, value, 1);
        assert_eq!(
            (&line["reportable"], &line["by"]["reason"]),
            (&expected, &json!(reason)),
            "{value}"
        );
    }
    // It is what is left after fee and tax that counts.
    let mut payout = paid("2026-06-15", "2100.00", "EUR", 1);
    payout["fee"] = json!({ "value": "60.00", "currency": "EUR" });
    for (withheld, expected) in [("40.00", false), ("39.99", true)] {
        payout["withheld"] = json!({ "value": withheld, "currency": "EUR" });
        let report = report(&ENGINE, "dac7", 2026, json!([seller]), json!([payout]));
        assert_eq!(report["payees"][0]["reportable"], expected, "{withheld}");
    }
    // A fee may be all of it, and nothing is left; never less.
    payout["fee"] = payout["amount"].clone();
    payout["withheld"] = json!({ "value": "0", "currency": "EUR" });
    let report = report(&ENGINE, "dac7", 2026, json!([seller]), json!([payout]));
    assert_eq!(
        (&report["payees"][0]["paid"]["net"], &report["complete"]),
        (&json!("0.00"), &json!(true))
    );
}

#[test]
fn a_state_wants_the_form_from_less() {
    for (region, value, count, reportable, by) in [
        ("US-MA", "599.99", 1, json!(false), "us.1099k"),
        ("US-MA", "600.00", 1, json!(true), "us.ma.1099k"),
        ("US-MA", "20000.01", 201, json!(true), "us.1099k"),
        ("US-IL", "1000.00", 3, json!(false), "us.1099k"),
        ("US-IL", "999.99", 4, json!(false), "us.1099k"),
        ("US-IL", "1000.00", 4, json!(true), "us.il.1099k"),
        ("US-TX", "1000.00", 4, json!(false), "us.1099k"),
    ] {
        let line = line("1099k", 2026, us(region), value, count);
        let said = (&line["reportable"], &line["by"]["gate"]);
        assert_eq!(said, (&reportable, &json!(by)), "{region} {value} {count}");
        assert_eq!(line["state"]["state"], region.trim_start_matches("US-"));
        assert_eq!(line["state"]["reportable"], reportable);
    }
    // Without a state nobody can say, once some state would want it.
    let mut nowhere = us("US-TX");
    nowhere.as_object_mut().unwrap().remove("region");
    assert_eq!(line("1099k", 2026, nowhere.clone(), "599.99", 9)["reportable"], false);
    let open = line("1099k", 2026, nowhere, "600.00", 1);
    assert_eq!((&open["reportable"], &open["by"]["reason"]), (&Value::Null, &json!("unknown")));
}

#[test]
fn the_year_is_that_of_the_gates_zone() {
    let line = |form, at: &str| {
        let (payee, currency) = if form == "dac7" {
            (json!({ "payee_id": "p", "country": "DE", "type": "individual" }), "EUR")
        } else {
            (us("US-TX"), "USD")
        };
        let report =
            report(&ENGINE, form, 2026, json!([payee]), json!([paid(at, "1.00", currency, 1)]));
        assert_eq!(
            report["totals"]["other_years"].as_u64().unwrap()
                + report["totals"]["paid"]["count"].as_u64().unwrap(),
            1
        );
        (report["totals"]["paid"]["count"] == 1, report["payees"][0].clone())
    };
    for (form, at, expected) in [
        ("1099k", "2026-01-01T04:59:59Z", false),
        ("1099k", "2026-01-01T05:00:00Z", true),
        ("1099nec", "2027-01-01T04:59:59.999Z", true),
        ("1099nec", "2027-01-01T00:00:00-05:00", false),
        ("dac7", "2025-12-31T22:59:59Z", false),
        ("dac7", "2025-12-31T23:00:00Z", true),
        ("dac7", "2026-12-31T22:59:59Z", true),
        ("dac7", "2026-12-31T23:00:00Z", false),
        ("dac7", "2026-01-01", true),
        ("1099k", "2026-12-31", true),
        ("1099k", "2027-01-01", false),
    ] {
        assert_eq!(line(form, at).0, expected, "{form} {at}");
    }
    // A month and a quarter are the zone's, too.
    assert_eq!(line("1099k", "2026-05-01T03:59:59Z").1["periods"][0]["period"], "2026-04");
    assert_eq!(line("1099k", "2026-05-01T04:00:00Z").1["periods"][0]["period"], "2026-05");
    assert_eq!(line("dac7", "2026-06-30T22:00:00Z").1["periods"][0]["period"], "2026-07/2026-09");
}

fn code_of(report: &Value) -> &str {
    assert_eq!(report["payees"], json!([]));
    report["issues"][0]["code"].as_str().unwrap()
}

#[test]
fn tax_withheld_makes_a_us_form_due_whatever_the_amount() {
    for (form, key, expected) in [
        ("1099k", "withheld", json!(true)),
        ("1099nec", "withheld", json!(true)),
        ("1099nec", "state_withheld", json!(true)),
        ("1099nec", "fee", json!(false)),
    ] {
        let mut payout = paid("2026-06-15", "1.00", "USD", 1);
        payout[key] = json!({ "value": "0.01", "currency": "USD" });
        let report = report(&ENGINE, form, 2026, json!([us("US-TX")]), json!([payout]));
        let line = &report["payees"][0];
        assert_eq!(line["reportable"], expected, "{form} {key}");
        assert_eq!(line["by"]["reason"], if expected == true { "withheld" } else { "below" });
    }
    // A payee who is taxed abroad is on another form.
    let mut payee = us("US-TX");
    payee["tax"] = json!({ "residence": "DE" });
    let mut payout = paid("2026-06-15", "90000.00", "USD", 900);
    payout["withheld"] = json!({ "value": "27000.00", "currency": "USD" });
    let answer = report(&ENGINE, "1099nec", 2026, json!([payee]), json!([payout]));
    let line = &answer["payees"][0];
    assert_eq!((&line["reportable"], &line["by"]["reason"]), (&json!(false), &json!("not_about")));
    let told = "tax was withheld of a payee taxed in DE, which Form 1042-S reports";
    assert_eq!(line["reasons"][0]["message"], told);
    // One who is taxed at home and paid for something else is not.
    let work = json!({ "tax_residence": ["US"], "activities": ["unspecified", "services"] });
    let limit = json!({ "amount": "2000", "amount_is": "at_least", "currency": "USD" });
    let work = gate("us.1099nec.work", work, "America/New_York", limit);
    let off = json!({ "id": "us.1099nec", "enabled": false, "source": "policy" });
    let work = json!({ "gates": [off, work] });
    let mut seller = us("US-TX");
    seller["activity"] = json!("goods");
    let report = report(&engine(work), "1099nec", 2026, json!([seller]), json!([payout]));
    let line = &report["payees"][0];
    assert_eq!((&line["by"]["reason"], &line["reasons"]), (&json!("not_about"), &json!([])));
}

#[test]
fn a_gate_that_the_platform_turns_off_asks_for_no_form() {
    let off = json!({ "gates": [{ "id": "us.1099nec", "enabled": false, "source": "a network" }] });
    let answer = report(
        &engine(off),
        "1099nec",
        2026,
        json!([us("US-TX")]),
        json!([paid("2026-06-15", "1.00", "USD", 1)]),
    );
    let told = "no gate of the rulebook asks for the form 1099nec in 2026";
    assert_eq!(answer["issues"][0]["message"], told);
    assert_eq!(
        (&answer["complete"], answer["payees"].as_array().unwrap().len()),
        (&json!(false), 0)
    );
}

#[test]
fn a_limit_in_another_currency_is_measured_at_the_rate_or_not_at_all() {
    let own = json!({ "gates": [gate("us.1099k.acme", json!({}), "UTC", json!({
        "amount": "100", "amount_is": "over", "currency": "EUR", "count": null, "count_is": null }))] });
    let own = engine(own);
    let mut request = json!({ "form": "1099k", "year": 2026, "payees": [us("US-TX")],
        "payouts": [paid("2026-06-15", "125.00", "USD", 1)] });
    let told = ask(wire::report, &own, request.clone());
    let line = &told["payees"][0];
    assert_eq!((&line["reportable"], &line["by"]["reason"]), (&Value::Null, &json!("unknown")));
    assert_eq!(line["reasons"][0]["code"], "gate_unmeasured");
    assert_eq!(
        line["reasons"][0]["message"],
        "us.1099k.acme cannot be measured: no rate from USD to EUR: there are no exchange rates to use"
    );
    // Rates do not age: they are the caller's for the year.
    request["fx"] = json!({ "base": "EUR", "rates": { "USD": "1.25" }, "at": "2020-01-01T00:00:00Z", "ttl_s": 1 });
    assert_eq!(ask(wire::report, &own, request.clone())["payees"][0]["reportable"], false);
    request["payouts"] = json!([paid("2026-06-15", "125.01", "USD", 1)]);
    assert_eq!(ask(wire::report, &own, request)["payees"][0]["by"]["gate"], "us.1099k.acme");
}

#[test]
fn no_answer_repeats_a_tax_number() {
    for (form, tin) in [("1099k", "666-45-678"), ("dac7", "123456788"), ("dac7", "12")] {
        let mut payee = us("US-TX");
        payee["payee_id"] = json!("p");
        payee["tin"] = json!(tin);
        payee["tin_country"] = json!(if form == "dac7" { "PT" } else { "US" });
        payee["tax"] = json!({ "residence": if form == "dac7" { "DE" } else { "US" } });
        let currency = if form == "dac7" { "EUR" } else { "USD" };
        let payouts = json!([paid("2026-06-15", "99000.00", currency, 900)]);
        let answer = report(&ENGINE, form, 2026, json!([payee]), payouts);
        let line = &answer["payees"][0];
        assert_eq!(line["reportable"], true);
        let codes: Vec<&str> = line["missing"]
            .as_array()
            .unwrap()
            .iter()
            .map(|i| i["code"].as_str().unwrap())
            .collect();
        assert!(codes.iter().any(|code| code.starts_with("identifier_")), "{form} {tin} {codes:?}");
        assert!(!line["missing"].to_string().contains(tin), "{line}");
    }
}

#[test]
fn a_payee_of_a_context_is_a_payee_of_a_report() {
    let context: Value = serde_json::from_str(CONTEXT).unwrap();
    let answer = report(&ENGINE, "1099k", 2026, context["payees"].clone(), json!([]));
    assert_eq!((&answer["issues"], &answer["complete"]), (&json!([]), &json!(true)));
}
