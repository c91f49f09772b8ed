//! What lint finds in a rulebook that can be read row by row.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use payout_rules::Engine;
use payout_rules::issue::{Issue, Severity};
use payout_rules::rulebook::Finding;
use payout_rules::value::read;
use serde_json::{Value, json};

fn try_engine(overlay: &Value) -> Result<Engine, Vec<Issue>> {
    Engine::new(Some(&read(&overlay.to_string()).unwrap()))
}

fn refusals(overlay: Value) -> Vec<String> {
    let issues = try_engine(&overlay).err().unwrap_or_default();
    let line = |issue: &Issue| {
        let path = issue.path.as_deref().unwrap_or_default();
        format!("{} {path}: {}", issue.code.as_str(), issue.message)
    };
    issues.iter().map(line).collect()
}

fn findings(overlay: Value) -> Vec<String> {
    let engine = try_engine(&overlay).unwrap();
    let line = |finding: &Finding| {
        let Finding { table, row, field, issue } = finding;
        format!("{} {table}/{row}{field}: {}", issue.code.as_str(), issue.message)
    };
    engine.lint().iter().map(line).collect()
}

fn limit(from: Value, until: Value) -> Value {
    json!({ "currency": "USD", "min": "0.01", "max": "9.00", "from": from, "until": until,
            "source": "policy", "confidence": "platform" })
}

fn rail(key: &str, value: Value) -> Value {
    json!({ "rails": [{ "id": "us_rtp", key: value, "source": "policy" }] })
}

fn fee(id: &str, methods: Value, countries: Value, from: Value, until: Value) -> Value {
    json!({ "id": id, "methods": methods, "countries": countries, "currency": "USD",
            "fixed": "0.10", "percent": "0", "min": null, "max": null, "from": from,
            "until": until, "source": "policy", "confidence": "platform" })
}

fn form(id: &str, methods: Value, countries: Value) -> Value {
    json!({ "id": id, "methods": methods, "countries": countries, "fields": [], "from": null,
            "until": null, "source": "policy", "confidence": "platform" })
}

#[test]
fn the_default_rulebook_is_clean() {
    let engine = Engine::new(None).unwrap();
    assert_eq!(engine.lint().iter().map(|f| format!("{f:?}")).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn dates_with_a_hole_are_refused() {
    let before = limit(Value::Null, json!("2026-03-31"));
    let after = limit(json!("2026-05-01"), Value::Null);
    let hole = "nothing counts from 2026-04-01 to 2026-04-30";
    assert_eq!(
        refusals(rail("limits", json!([after, before]))),
        [format!("dates_hole /rails/0/limits/1/until: {hole}")]
    );
    let between = limit(json!("2026-04-01"), json!("2026-04-30"));
    assert_eq!(refusals(rail("limits", json!([before, after, between]))), [""; 0]);
    // What has ended for good leaves no hole: the rail is closed.
    assert_eq!(refusals(rail("limits", json!([before]))), [""; 0]);

    let threshold = |from: Value, until: Value, status: &str| {
        json!({ "amount": "600", "amount_is": "over", "currency": "USD", "count": null,
                "count_is": null, "status": status, "from": from, "until": until,
                "source": "policy", "confidence": "platform" })
    };
    let gate = |limits: Value| {
        let row = json!({ "id": "acme.kyc", "title": "Acme", "applies": {}, "period": "payout",
            "time_zone": "UTC", "effect": "block", "requires": [], "limits": limits, "from": null,
            "until": null, "source": "policy", "confidence": "platform" });
        refusals(json!({ "gates": [row] }))
    };
    let (old, new) = (json!("2026-03-31"), json!("2026-05-01"));
    let ends = threshold(Value::Null, old, "in_force");
    assert_eq!(
        gate(json!([ends, threshold(new, Value::Null, "in_force")])),
        [format!("dates_hole /gates/0/limits/0/until: {hole}")]
    );
    assert_eq!(
        gate(json!([threshold(Value::Null, Value::Null, "never_effective")])),
        ["row_never_counts /gates/0/limits: no limit is in force, so the gate never speaks"]
    );

    let fees = |from: &str| {
        let methods = || json!(["ach"]);
        let old = fee("a", methods(), json!(["US"]), Value::Null, json!("2026-03-31"));
        let new = fee("b", methods(), json!(["US"]), json!(from), Value::Null);
        refusals(json!({ "fees": [old, new] }))
    };
    assert_eq!(fees("2026-05-01"), [format!("dates_hole /fees/0/until: {hole}")]);
    assert_eq!(fees("2026-04-01"), [""; 0]);
    assert_eq!(
        fees("2026-03-31"),
        ["dates_invalid /fees/1: the row \"a\" is about the same on some of its days"]
    );
}

#[test]
fn a_row_that_an_earlier_one_always_hides_is_refused() {
    let every = || json!(["*"]);
    let always = |id, methods, countries| fee(id, methods, countries, Value::Null, Value::Null);
    let wide = always("wide", every(), every());
    let ach = always("ach", json!(["ach"]), every());
    let us = always("us", json!(["ach"]), json!(["US"]));
    let hidden = |table: &str, by: &str| {
        format!("row_hidden /{table}/1: the row \"{by}\" always goes before it")
    };
    assert_eq!(refusals(json!({ "fees": [wide, ach] })), [hidden("fees", "wide")]);
    assert_eq!(refusals(json!({ "fees": [ach, wide] })), [""; 0]);
    // One that names the country goes before one that does not.
    assert_eq!(refusals(json!({ "fees": [wide, us] })), [""; 0]);

    let markup = |id: &str, currencies: Value| {
        json!({ "id": id, "currencies": currencies, "markup_bps": 1, "from": null, "until": null,
                "source": "policy", "confidence": "platform" })
    };
    let (all, two) = (markup("all", every()), markup("two", json!(["USD", "EUR"])));
    assert_eq!(refusals(json!({ "fx": [all, two] })), [hidden("fx", "all")]);
    assert_eq!(refusals(json!({ "fx": [two, all] })), [""; 0]);

    let own = form("acme", json!(["ach"]), json!(["US"]));
    assert_eq!(
        refusals(json!({ "accounts": [own] })),
        ["row_hidden /accounts/0: the row \"us_bank\" always goes before it"]
    );
    let off = json!({ "id": "us_bank", "enabled": false, "source": "policy" });
    assert_eq!(refusals(json!({ "accounts": [off, own] })), [""; 0]);
}

#[test]
fn rows_that_cannot_count_are_refused() {
    let by_days = json!({ "time_zone": "UTC", "calendar": null, "cutoff": null,
        "earliest": { "minutes": 0 }, "latest": { "business_days": 1, "time": null },
        "source": "policy", "confidence": "platform" });
    let nowhere = form("acme", json!(["zengin"]), json!(["US"]));
    let method = json!({ "id": "acme", "name": "Acme", "kind": "bank", "rails": [], "from": null,
        "until": null, "source": "policy", "confidence": "platform" });
    for (overlay, expected) in [
        (
            rail("timing", by_days),
            "calendar_missing /rails/0/timing/calendar: \
             RTP network counts business days without a calendar",
        ),
        (
            rail("countries", json!(["US", "UK"])),
            "country_unknown /rails/0/countries/1: the rulebook has no country UK",
        ),
        (
            json!({ "accounts": [nowhere] }),
            "row_never_counts /accounts/0/countries: \
             no rail of its methods goes to any of its countries",
        ),
        (
            json!({ "methods": [method] }),
            "list_empty /methods/0/rails: the list is empty, so the row would never count",
        ),
    ] {
        assert_eq!(refusals(overlay.clone()), [expected], "{overlay}");
        // In a list of layers the path begins with the layer; a row that is off is not asked.
        let layered = refusals(json!([{}, overlay]));
        assert_eq!(layered, [expected.replacen(" /", " /1/", 1)]);
    }
    let off = json!({ "rails": [{ "id": "us_rtp", "enabled": false, "countries": ["UK"],
                                  "source": "policy" }] });
    assert_eq!(refusals(off), [""; 0]);
}

#[test]
fn return_codes_name_fields_and_lists_that_are_there() {
    let change = |table: &str, id: &str, key: &str, value: Value| {
        refusals(json!({ table: [{ "id": id, "source": "policy", key: value }] }))
    };
    assert_eq!(
        change("failures", "ach.R02", "fields", json!(["account_number", "acount_number"])),
        ["row_unknown /failures/0/fields/1: no account form has a field \"acount_number\""]
    );
    assert_eq!(
        change("failure_systems", "ach", "codes", json!(["ach", "acme"])),
        ["row_never_counts /failure_systems/0/codes/1: no code is of the list \"acme\""]
    );
    assert_eq!(change("failure_systems", "pix", "codes", json!([])), [""; 0]);
}

#[test]
fn what_an_overlay_makes_idle_is_a_warning() {
    let off = |id: &str| json!({ "id": id, "enabled": false, "source": "policy" });
    for (overlay, expected) in [
        (
            json!({ "rails": [off("us_ach_standard")] }),
            vec!["row_idle methods/ach/rails: none of its rails is ever on"],
        ),
        (
            json!({ "rails": [{ "id": "jp_zengin", "countries": ["US"], "source": "policy" }] }),
            vec![
                "row_never_counts accounts/jp_bank/countries: \
                 no rail of its methods goes to any of its countries",
                "row_idle accounts/jp_bank/methods/0: \
                 no rail of zengin goes to any of its countries",
                "row_idle accounts/jp_bank/countries/0: no rail of its methods goes to JP",
                "account_form_unknown rails/jp_zengin: no account form for zengin to US",
            ],
        ),
        (
            json!({ "rails": [{ "id": "jp_zengin", "countries": ["GB", "JP", "US"], "currencies": ["JPY", "USD"], "source": "policy" }] }),
            vec!["account_form_unknown rails/jp_zengin: no account form for zengin to GB, US"],
        ),
        (
            json!({ "rails": [{ "id": "us_ach_same_day", "until": "2020-01-01", "source": "p" }] }),
            vec![
                "row_idle rails/us_ach_same_day/limits/1: lies outside the days of its row",
                "row_idle rails/us_ach_same_day/limits/2: lies outside the days of its row",
            ],
        ),
        (
            json!({ "currencies": [off("PHP")] }),
            vec![
                "row_idle rails/ph_instapay/currencies/0: PHP is never in force when the rail is",
                "row_idle rails/ph_pesonet/currencies/0: PHP is never in force when the rail is",
            ],
        ),
    ] {
        assert_eq!(findings(overlay.clone()), expected, "{overlay}");
    }
}

#[test]
fn a_finding_says_where() {
    let off = json!({ "rails": [{ "id": "us_ach_standard", "enabled": false, "source": "p" }] });
    let engine = try_engine(&off).unwrap();
    let found = engine.lint();
    let finding = found.first().unwrap();
    assert_eq!(finding.issue.severity, Severity::Warning);
    let params = serde_json::to_value(&finding.issue).unwrap()["params"].clone();
    assert_eq!(params, json!({ "table": "methods", "row": "ach" }));
}
