//! Layers over layers, and rows that no layer may loosen.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use payout_rules::issue::Issue;
use payout_rules::{Engine, value::read, wire};
use serde_json::{Value, json};

fn load(overlay: &Value) -> Result<Engine, Vec<Issue>> {
    Engine::new(Some(&read(&overlay.to_string()).unwrap()))
}

fn change(table: &str, id: &str, changes: &Value) -> Value {
    let mut row = json!({ "id": id, "source": "policy" });
    for (key, value) in changes.as_object().unwrap() {
        row[key] = value.clone();
    }
    json!({ table: [row] })
}

fn issues(overlay: Value) -> Vec<String> {
    let line = |issue: &Issue| {
        format!("{} {}", issue.code.as_str(), issue.path.as_deref().unwrap_or_default())
    };
    load(&overlay).err().unwrap_or_default().iter().map(line).collect()
}

fn limit(amount: Value, count: Value, from: Value, until: Value) -> Value {
    let is = |of: &Value| if of.is_null() { Value::Null } else { json!("over") };
    json!({ "amount": amount, "amount_is": is(&amount), "currency": "USD", "count": count,
        "count_is": is(&count), "status": "in_force", "from": from, "until": until })
}

#[test]
fn a_locked_gate_may_be_tightened() {
    let all = || json!(null);
    let at_least = |amount: &str| {
        let mut limit = limit(json!(amount), json!(200), all(), all());
        limit["amount_is"] = json!("at_least");
        limit
    };
    let (kyc, w9) = (
        json!({ "kind": "kyc", "level": "verified" }),
        json!({ "kind": "tax_form", "forms": ["w9"], "statuses": ["verified"] }),
    );
    for changes in [
        json!({ "effect": "block" }),
        json!({ "applies": {} }),
        json!({ "applies": { "tax_residence": ["US", "CA"] } }),
        json!({ "warn_share": "0.5", "note": "x", "title": "x" }),
        json!({ "requires": [w9, kyc, { "kind": "tin", "statuses": ["verified"] }] }),
        json!({ "limits": [limit(json!("600"), json!(10), all(), all())] }),
        json!({ "limits": [limit(json!("20000"), all(), all(), all())] }),
        json!({ "limits": [at_least("20000")] }),
        json!({ "limits": [
            limit(json!("600"), all(), json!("2024-01-01"), all()),
            limit(json!("900"), all(), all(), json!("2023-12-31")),
        ] }),
        json!({ "enabled": true, "period": "calendar_year", "locked": true }),
    ] {
        assert_eq!(issues(change("gates", "us.1099k", &changes)), [""; 0], "{changes}");
    }
}

#[test]
fn a_locked_gate_may_not_be_loosened() {
    let all = || json!(null);
    let one = |limit: Value| json!([limit]);
    let mut over_at_least = limit(json!("1000"), all(), all(), all());
    over_at_least["currency"] = json!("EUR");
    for (id, key, value) in [
        ("us.1099k", "enabled", json!(false)),
        ("us.1099k", "confidence", json!("unconfirmed")),
        ("us.1099k", "locked", json!(false)),
        ("us.1099k", "period", json!("month")),
        ("us.1099k", "time_zone", json!("UTC")),
        ("us.1099k", "from", json!("2030-01-01")),
        ("us.1099k", "until", json!("2030-01-01")),
        ("us.1099k", "applies", json!({ "tax_residence": ["CA"] })),
        ("us.1099k", "applies", json!({ "tax_residence": ["US"], "payee_types": ["business"] })),
        ("us.1099k", "requires", json!([{ "kind": "kyc", "level": "verified" }])),
        ("us.1099k", "limits", one(limit(json!("20001"), json!(200), all(), all()))),
        ("us.1099k", "limits", one(limit(json!("20000"), json!(201), all(), all()))),
        ("us.1099k", "limits", one(limit(all(), json!(300), all(), all()))),
        ("us.1099k", "limits", one(limit(json!("600"), all(), json!("2024-01-01"), all()))),
        ("us.1099k", "limits", one(limit(json!("600"), all(), all(), json!("2030-12-31")))),
        // One day without a limit.
        (
            "us.1099k",
            "limits",
            json!([
                limit(json!("600"), all(), json!("2024-01-01"), all()),
                limit(json!("600"), all(), all(), json!("2023-12-30")),
            ]),
        ),
        ("eu.amld.transfer", "limits", one(limit(json!("1000"), all(), all(), all()))),
        ("eu.amld.transfer", "limits", one(over_at_least)),
        ("us.1099nec", "limits", one(limit(json!("2001"), all(), all(), all()))),
        ("us.1099nec", "locked", json!([])),
    ] {
        let expected = format!("row_locked /gates/0/{key}");
        let found = issues(change("gates", id, &json!({ key: value })));
        assert_eq!(found, [expected], "{id} {key} {value}");
    }
    // Whether it is about the platform at all is the platform's to say.
    assert_eq!(issues(change("gates", "us.1099nec", &json!({ "enabled": false }))), [""; 0]);
}

#[test]
fn an_unconfirmed_limit_gives_way_to_the_published_one() {
    let of = |amount: &str, from: &str, until: Value| {
        let mut limit = limit(json!(amount), json!(null), json!(from), until);
        limit["amount_is"] = json!("at_least");
        limit
    };
    let limits = |first: &str, of_2026: &str, of_2027: &str| {
        json!({ "limits": [
            of(first, "2020-01-01", json!("2025-12-31")),
            of(of_2026, "2026-01-01", json!("2026-12-31")),
            of(of_2027, "2027-01-01", json!(null)),
        ] })
    };
    let issues = |changes: &Value| issues(change("gates", "us.1099nec", changes));
    assert_eq!(issues(&limits("600", "2000", "2100")), [""; 0]);
    for changes in [limits("700", "2000", "2100"), limits("600", "2100", "2100")] {
        assert_eq!(issues(&changes), ["row_locked /gates/0/limits"], "{changes}");
    }
}

#[test]
fn no_layer_makes_a_limit_unconfirmed_so_that_a_later_one_may_raise_it() {
    let own = || limit(json!("500"), json!(null), json!(null), json!(null));
    let mut doubted = own();
    doubted["confidence"] = json!("unconfirmed");
    for id in ["us.1099k", "us.1099nec"] {
        let overlay = change("gates", id, &json!({ "limits": [doubted] }));
        assert_eq!(issues(overlay), ["row_locked /gates/0/limits"], "{id}");
        // A limit without a confidence of its own has that of its row.
        let tighter = change("gates", id, &json!({ "limits": [own()] }));
        let changes = json!({ "confidence": "unconfirmed", "enabled": true });
        let doubt = change("gates", id, &changes);
        assert_eq!(issues(json!([tighter, doubt])), ["row_locked /1/gates/0/confidence"], "{id}");
    }
    // The limits of this one have a confidence of their own.
    let doubt = change(
        "gates",
        "eu.amld.transfer",
        &json!({ "confidence": "unconfirmed", "enabled": true }),
    );
    assert_eq!(issues(doubt), [""; 0]);
}

#[test]
fn what_law_says_is_locked_and_what_is_policy_is_not() {
    let warn = json!({ "effect": "warn" });
    for id in ["us.ma.1099k", "eu.dac7", "gb.drr", "au.serr.services", "us.prepaid.open_loop"] {
        assert_eq!(issues(change("gates", id, &warn)), [""; 0], "{id}");
    }
    for id in ["us.1099misc", "us.1099misc.royalties", "us.travel_rule", "eu.tfr.crypto"] {
        assert_eq!(issues(change("gates", id, &warn)), ["row_locked /gates/0/effect"], "{id}");
    }
    let raised =
        json!({ "limits": [limit(json!("90000"), json!(null), json!(null), json!(null))] });
    let treaty = json!({ "treaty": { "kind": "review" } });
    assert_eq!(issues(change("gates", "us.ma.1099k", &raised)), ["row_locked /gates/0/limits"]);
    assert_eq!(issues(change("gates", "us.nra", &treaty)), ["row_locked /gates/0/treaty"]);
    for gate in Engine::new(None).unwrap().rulebook().gates.iter().filter(|gate| gate.meta.enabled)
    {
        assert!(gate.meta.locked, "{}", gate.id);
        let off = issues(change("gates", &gate.id, &json!({ "enabled": false })));
        let whole = ["us.1099k", "eu.amld.transfer"].contains(&gate.id.as_str());
        assert_eq!(off.is_empty(), !whole, "{}", gate.id);
    }
    // What withholds has rates, so it cannot become anything else.
    let rates = ["/gates/0/limits/0", "/gates/0/limits/1", "/gates/0/limits/2"];
    let rates = rates.map(|path| format!("field_missing {path}"));
    assert_eq!(issues(change("gates", "us.backup.1099nec", &warn)), rates);
    let open = change("countries", "UA", &json!({ "closed": [] }));
    assert_eq!(issues(open), ["row_locked /countries/0/closed"]);
}

#[test]
fn to_repeat_what_a_locked_row_says_loosens_nothing() {
    let closed = |source: &str| {
        change(
            "countries",
            "CU",
            &json!({ "closed": [{
            "until": null, "source": source, "reason": "embargo", "from": "1963-07-08",
            "confidence": "likely" }] }),
        )
    };
    let default = Engine::new(None).unwrap();
    let cuba = default.rulebook().countries.iter().find(|row| row.name == "Cuba").unwrap();
    assert_eq!(issues(closed(&cuba.closed[0].source)), [""; 0]);
    assert_eq!(issues(closed("another")), ["row_locked /countries/0/closed"]);
}

#[test]
fn a_refusal_says_what_to_do_instead() {
    let overlay = change("gates", "us.1099k", &json!({ "enabled": false }));
    let issues = load(&overlay).err().unwrap();
    let issue = serde_json::to_value(issues.first().unwrap()).unwrap();
    assert_eq!(issue["message"], "the row is locked, and this \"enabled\" would loosen it");
    assert_eq!(
        issue["help"],
        "a locked row may be tightened only; beside it add a row of your own"
    );
    assert_eq!(
        (&issue["params"]["table"], &issue["params"]["row"], &issue["params"]["key"]),
        (&json!("gates"), &json!("us.1099k"), &json!("enabled"))
    );
    assert!(issue["source"].as_str().unwrap().starts_with("IRC 6050W(e)"));
}

#[test]
fn a_layer_may_lock_what_later_layers_may_not_loosen() {
    let lock = |table: &str, id: &str| change(table, id, &json!({ "locked": true }));
    for (table, id, changes, expected) in [
        ("methods", "paypal", json!({ "enabled": false }), None),
        ("countries", "DE", json!({ "enabled": false }), None),
        ("rails", "us_rtp", json!({ "enabled": false, "note": "x" }), None),
        ("methods", "paypal", json!({ "enabled": true }), Some("enabled")),
        ("methods", "paypal", json!({ "rails": ["us_rtp"] }), Some("rails")),
        ("rails", "us_rtp", json!({ "limits": [] }), Some("limits")),
        ("fees", "example.ach.usd", json!({ "fixed": "0.10" }), Some("fixed")),
        ("fees", "example.ach.usd", json!({ "fixed": "0.25" }), None),
        ("countries", "DE", json!({ "locked": false }), Some("locked")),
    ] {
        let layers = json!([lock(table, id), change(table, id, &changes)]);
        let expected = expected.map(|key| format!("row_locked /1/{table}/0/{key}"));
        assert_eq!(issues(layers), expected.into_iter().collect::<Vec<_>>(), "{id} {changes}");
    }
    // Two layers in one: the second is judged by the first, not by the row at the bottom.
    let tighter = change("gates", "us.1099k", &json!({ "effect": "block" }));
    let back = change("gates", "us.1099k", &json!({ "effect": "hold" }));
    assert_eq!(issues(json!([tighter, back])), ["row_locked /1/gates/0/effect"]);
    assert_eq!(issues(json!([back, tighter])), [""; 0]);
}

#[test]
fn a_locked_rule_stays() {
    let rule = json!({ "id": "acme.r", "title": "Acme rule", "locked": true,
        "when": { "fact": "payee.country", "is": "US" },
        "then": { "effect": "exclude", "methods": ["paypal"] },
        "from": null, "until": null, "source": "policy", "confidence": "platform" });
    let rules = json!({ "rules": [rule] });
    for (changes, key) in [
        (json!({ "enabled": false }), "enabled"),
        (json!({ "then": { "effect": "exclude", "methods": ["ach"] } }), "then"),
        (json!({ "until": "2020-01-01" }), "until"),
    ] {
        let layers = json!([rules, change("rules", "acme.r", &changes)]);
        assert_eq!(issues(layers), [format!("row_locked /1/rules/0/{key}")]);
    }
}

#[test]
fn later_layers_go_over_earlier_ones() {
    let fee = |fixed: &str| change("fees", "example.ach.usd", &json!({ "fixed": fixed }));
    let quoted = |overlay: Value| {
        let request = json!({ "amount": { "value": "100.00", "currency": "USD" },
            "method": "ach", "country": "US", "at": "2026-05-22T15:04:00Z" });
        let answer = wire::quote(&load(&overlay).unwrap(), &read(&request.to_string()).unwrap());
        let answer: Value = serde_json::from_str(&answer).unwrap();
        answer["fee"]["total"]["value"].clone()
    };
    assert_eq!(quoted(json!([fee("0.10"), fee("0.30")])), "0.30");
    assert_eq!(quoted(json!([fee("0.30"), fee("0.10")])), "0.10");
    assert_eq!(quoted(json!([fee("0.30"), {}])), "0.30");
    assert_eq!(quoted(json!([])), quoted(json!({})));
    let half = change("fees", "example.ach.usd", &json!({ "min": "0.40" }));
    assert_eq!(quoted(json!([half, fee("0.10")])), "0.40");
    let version = |overlay: Value| load(&overlay).unwrap().info().version.to_owned();
    assert_eq!(version(json!([{ "version": "a" }, { "version": "b" }, {}])), "b");
}

#[test]
fn issues_say_which_layer() {
    let wrong = |changes: Value| change("fees", "example.ach.usd", &changes);
    for (layers, expected) in [
        (json!([{}, wrong(json!({ "fixed": "x" }))]), vec!["amount_invalid /1/fees/0/fixed"]),
        // A later layer over the same row leaves an issue where it is.
        (
            json!([wrong(json!({ "fixed": "x" })), wrong(json!({ "percent": "1" }))]),
            vec!["amount_invalid /0/fees/0/fixed"],
        ),
        (
            json!([wrong(json!({ "fixt": "1" })), wrong(json!({ "percent": "1" }))]),
            vec!["key_unknown /0/fees/0/fixt"],
        ),
        (json!([{}, { "feees": [] }]), vec!["key_unknown /1/feees"]),
        (json!([{}, 3]), vec!["type_wrong /1"]),
        (
            json!([{}, { "fees": [{ "id": "example.ach.usd", "source": "s" }, { "id": "example.ach.usd", "source": "s" }] }]),
            vec!["row_duplicate /1/fees/1/id"],
        ),
        (
            json!([{ "settings": { "warn_share": "2" } }]),
            vec!["number_out_of_range /0/settings/warn_share"],
        ),
        (wrong(json!({ "fixed": "x" })), vec!["amount_invalid /fees/0/fixed"]),
    ] {
        assert_eq!(issues(layers.clone()), expected, "{layers}");
    }
}

#[test]
fn what_a_locked_row_hangs_on_is_locked_too() {
    for (overlay, expected) in [
        // The year of a threshold begins where its zone says.
        (
            change("zones", "America/New_York", &json!({ "offset": "+14:00" })),
            "row_locked /zones/0/offset",
        ),
        // Where a bank is stands in its code.
        (
            change("fields", "bic", &json!({ "identifier": null })),
            "row_locked /fields/0/identifier",
        ),
        (change("fields", "iban", &json!({ "until": "2026-01-01" })), "row_locked /fields/0/until"),
        // Without a moment the day of the facts counts.
        (json!({ "as_of": "1990-01-01" }), "dates_invalid /as_of"),
    ] {
        assert_eq!(issues(overlay.clone()), [expected], "{overlay}");
    }
}

#[test]
fn a_gate_that_never_opens_stays_so() {
    let gate = json!({ "gates": [{
        "id": "acme.g", "title": "Acme", "applies": { "country": ["US"] }, "period": "payout",
        "time_zone": "UTC", "effect": "block", "requires": [], "locked": true,
        "limits": [limit(json!("50"), Value::Null, Value::Null, Value::Null)],
        "from": null, "until": null, "source": "policy", "confidence": "platform",
    }] });
    let kyc = json!({ "requires": [{ "kind": "kyc", "level": "basic" }] });
    assert_eq!(
        issues(json!([gate, change("gates", "acme.g", &kyc)])),
        ["row_locked /1/gates/0/requires"]
    );
}

#[test]
fn a_locked_row_that_another_would_stand_in_for_is_not_switched_off() {
    let lock = |table, id| change(table, id, &json!({ "locked": true }));
    let off = |table, id| change(table, id, &json!({ "enabled": false }));
    for (table, id) in [("accounts", "swift_iban"), ("fees", "example.ach.usd")] {
        assert_eq!(
            issues(json!([lock(table, id), off(table, id)])),
            [format!("row_locked /1/{table}/0/enabled")]
        );
    }
    assert_eq!(issues(json!([lock("rails", "us_rtp"), off("rails", "us_rtp")])), [""; 0]);
}
