//! What return codes mean: the table against the sources' own list, the defaults for what nobody
//! knows, and what a platform may change.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/ask.rs"]
#[expect(dead_code, reason = "nothing here is paid")]
mod ask;

use ask::{ask, engine, try_engine};
use payout_rules::batch::FailureRequest;
use payout_rules::rulebook::{AccountUse, Failure, Landing, Notify, Rail, Retry};
use payout_rules::{Engine, wire};
use serde_json::{Value, json};

/// Every code of the sources: its id, its title, and the window they give.
const CODES: &str = include_str!("vectors/failure_codes.json");

fn default() -> Engine {
    Engine::new(None).unwrap()
}

fn failure(engine: &Engine, rail: &str, code: &str) -> Value {
    ask(wire::failure, engine, json!({ "rail": rail, "code": code }))
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap()
}

fn row<'e>(engine: &'e Engine, id: &str) -> &'e Failure {
    engine.rulebook().failures().codes.iter().find(|row| row.id == id).unwrap()
}

/// Letters and digits: `IncorrectAccountNumber` is `Incorrect account number`.
fn letters(title: &str) -> String {
    title.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[test]
fn every_code_of_the_sources_is_there_with_its_title_and_window() {
    let engine = default();
    let codes: Vec<Value> = serde_json::from_str(CODES).unwrap();
    for expected in &codes {
        let row = row(&engine, text(expected, "id"));
        let name = text(expected, "title").trim_start_matches("RTP");
        let (own, full) = (letters(&row.title), letters(name));
        // Of a provider's explanation the beginning is title enough.
        let explained = ["card", "paypal", "stripe", "modulr"].contains(&row.parts().0);
        assert!(own == full || explained && full.starts_with(&own), "{} {own}", row.id);
        assert_eq!(json!(row.window), expected["window"], "{}", row.id);
    }
    let ids: Vec<&str> = codes.iter().map(|code| text(code, "id")).collect();
    let rows: Vec<&str> =
        engine.rulebook().failures().codes.iter().map(|row| row.id.as_str()).collect();
    assert_eq!((rows.len(), ids.len()), (308, 308));
    assert!(rows.iter().all(|id| ids.contains(id)));
}

#[test]
fn the_windows_of_ach_are_these() {
    let engine = default();
    let window = |code: &str| failure(&engine, "us_ach_standard", code)["window"].clone();
    let settled =
        |within: u32, unit: &str| json!({ "within": within, "unit": unit, "after": "settlement" });
    for code in [
        "R01", "R02", "R03", "R04", "R08", "R09", "R12", "R14", "R15", "R16", "R17", "R20", "R21",
        "R22", "R24", "R29",
    ] {
        assert_eq!(window(code), settled(2, "banking_days"), "{code}");
    }
    for code in ["R05", "R07", "R10", "R11", "R33", "R37", "R38", "R51", "R52", "R53"] {
        assert_eq!(window(code), settled(60, "calendar_days"), "{code}");
    }
    for code in ["R13", "R18", "R19", "R25", "R26", "R27", "R28", "R30", "R32", "R34", "R35", "R36"]
    {
        assert_eq!(window(code), json!({ "unit": "next_file", "after": "processing" }), "{code}");
    }
    for code in ["R06", "R31"] {
        assert_eq!(window(code), json!({ "unit": "agreement", "after": "settlement" }), "{code}");
    }
    let after = |within: u32, after: &str| json!({ "within": within, "unit": "banking_days", "after": after });
    assert_eq!(window("R23"), after(2, "refusal"));
    assert_eq!(window("R68"), after(5, "return"));
    assert_eq!(window("R73"), after(2, "dishonored_return"));
    assert_eq!(failure(&engine, "us_ach_standard", "C03")["deadline"], after(6, "notice"));
}

#[test]
fn a_window_that_the_code_does_not_give_is_that_of_the_rail() {
    let engine = default();
    let window = |rail: &str, code: &str| failure(&engine, rail, code)["window"].clone();
    let banking = json!({ "within": 3, "unit": "banking_days", "after": "settlement" });
    assert_eq!(window("sepa_ct", "AC04"), banking);
    assert_eq!(
        window("sepa_inst", "AC04"),
        json!({ "within": 10, "unit": "seconds", "after": "sent" })
    );
    let agreed = json!({ "unit": "agreement", "after": "settlement" });
    assert_eq!((window("us_rtp", "AC04"), window("us_fednow", "AC04")), (agreed.clone(), agreed));
    assert_eq!(window("swift_cross_border", "AC04"), Value::Null);
    let recall = json!({ "within": 13, "unit": "months", "after": "execution" });
    assert_eq!((window("sepa_ct", "FRAD"), window("sepa_inst", "FRAD")), (recall.clone(), recall));
    assert_eq!(window("sepa_ct", "UPAY"), Value::Null);
    // A code nobody knows comes back as late as any other.
    assert_eq!(window("sepa_ct", "ZZ99"), banking);
    assert_eq!(window("br_pix", "ZZ99")["within"], 90);
}

#[test]
fn debits_and_numbers_without_a_meaning_are_no_failed_payouts() {
    let engine = default();
    for code in
        ["R01", "R05", "R07", "R08", "R09", "R10", "R11", "R29", "R37", "R44", "R52", "R61", "R77"]
    {
        let answer = failure(&engine, "us_ach_standard", code);
        let read = ["class", "payout", "retry", "account", "notify"].map(|key| text(&answer, key));
        assert_eq!(read, ["not_a_payout", "unknown", "never", "check", "platform"], "{code}");
    }
    for number in [48, 49, 54, 55, 56, 57, 58, 59, 60, 63, 64, 65, 66, 78, 79] {
        let answer = failure(&engine, "us_ach_standard", &format!("R{number}"));
        assert_eq!(answer["known"], false, "R{number}");
    }
}

#[test]
fn what_to_do_is_said_for_every_code_and_hangs_together() {
    let engine = default();
    for failure in &engine.rulebook().failures().codes {
        let (own, class) = (&failure.advice, &failure.class.advice);
        let payout = own.payout.or(class.payout).unwrap();
        let retry = own.retry.or(class.retry).unwrap();
        let account = own.account.or(class.account).unwrap();
        let notify = own.notify.or(class.notify).unwrap();
        let fields = own.fields.as_ref().or(class.fields.as_ref()).unwrap();
        let id = &failure.id;
        assert!(own.meaning.as_ref().or(class.meaning.as_ref()).is_some());
        // What may have been paid is not sent again, and a row does not say otherwise.
        assert!(payout == Landing::Failed || retry == Retry::Never, "{id}");
        // Nor is anything sent again, as it is, to an account that may not be paid.
        assert!(retry != Retry::AfterDelay || account == AccountUse::Usable, "{id}");
        assert!(notify != Notify::Compliance || retry == Retry::Never, "{id}");
        // Nobody has to act only when time mends it, or nothing went wrong.
        let mends = retry == Retry::AfterDelay || payout == Landing::Paid;
        let switched = retry == Retry::OtherMethod && failure.class.id == "bank_unavailable";
        assert!(notify != Notify::Nobody || mends || switched, "{id}");
        // Only the payee can give fields again; a bank's notice gives them itself.
        let asks = notify == Notify::Payee || account == AccountUse::Update;
        assert!(fields.is_empty() || asks || retry == Retry::Never, "{id}");
    }
}

#[test]
fn only_fields_that_an_account_form_has_are_asked() {
    let engine = default();
    let rulebook = engine.rulebook();
    let forms = || rulebook.accounts.iter().flat_map(|form| &form.fields);
    let tables = rulebook.failures();
    let advice = tables.classes.iter().map(|class| &class.advice);
    for advice in advice.chain(tables.codes.iter().map(|code| &code.advice)) {
        for name in advice.fields.iter().flatten() {
            assert!(forms().any(|field| field.name == *name), "{name}");
        }
    }
    let fields = |rail: &str, code: &str, country: &str| {
        ask(wire::failure, &engine, json!({ "rail": rail, "code": code, "country": country }))["fields"].clone()
    };
    let asked = |rail: &str, code: &str| failure(&engine, rail, code)["fields"].clone();
    assert_eq!(asked("us_ach_standard", "R03"), json!(["account_number", "routing_number"]));
    assert_eq!(asked("us_ach_standard", "R04"), json!(["account_number"]));
    assert_eq!(asked("us_ach_standard", "R28"), json!(["routing_number"]));
    assert_eq!(
        asked("us_ach_standard", "C07"),
        json!(["routing_number", "account_number", "account_type"])
    );
    assert_eq!(asked("us_ach_standard", "R16"), json!([]));
    assert_eq!(asked("sepa_ct", "AC01"), json!(["iban"]));
    assert_eq!(asked("sepa_ct", "BE01"), json!(["account_holder_name"]));
    assert_eq!(asked("us_push_visa_direct", "14"), json!(["card_number"]));
    assert_eq!(asked("gb_fps", "BENACCCLOSED"), json!(["account_number", "sort_code"]));
    assert_eq!(fields("swift_cross_border", "AC01", "DE"), json!(["iban", "bic"]));
    assert_eq!(fields("swift_cross_border", "AC01", "US"), json!(["account_number", "bic"]));
    assert_eq!(fields("us_ach_standard", "R03", "DE"), json!([]));
}

#[test]
fn every_rail_answers_with_its_lists_and_with_nothing_else() {
    let engine = default();
    let rulebook = engine.rulebook();
    let tables = rulebook.failures();
    let lists = |rail: &Rail| -> Vec<&str> {
        let systems = tables.systems.iter().filter(|system| system.serves(rail));
        systems.flat_map(|system| &system.codes).map(String::as_str).collect()
    };
    for rail in &rulebook.rails {
        let ask = |code| {
            let request = FailureRequest { rail: &rail.id, code, country: None, at: None };
            engine.failure(&request)
        };
        let lists = lists(rail);
        for row in tables.codes.iter().filter(|row| lists.contains(&row.parts().0)) {
            let answer = ask(row.parts().1);
            let expected = row.meta.enabled.then_some(row.parts().0);
            assert_eq!(answer.system, expected, "{} {}", rail.id, row.id);
            assert_eq!(answer.known, row.meta.enabled);
        }
        for list in tables.systems.iter().flat_map(|system| &system.codes) {
            let mut codes = tables.codes.iter().filter(|row| row.meta.enabled);
            let Some(first) = codes.find(|row| row.parts().0 == list) else { continue };
            let known = ask(first.parts().1).system == Some(list.as_str());
            assert_eq!(known, lists.contains(&list.as_str()), "{} {list}", rail.id);
        }
        let answer = ask("no such code");
        assert_eq!(answer.payout, Landing::Unknown);
        assert_eq!((answer.retry, answer.account), (Retry::Never, AccountUse::Check));
        assert_eq!(
            (answer.notify, answer.fields.len(), answer.known),
            (Notify::Platform, 0, false)
        );
    }
    let of = |id: &str| lists(rulebook.rails.iter().find(|rail| rail.id == id).unwrap());
    assert_eq!(of("us_ach_same_day"), ["ach", "stripe"]);
    assert_eq!(of("us_rtp"), ["iso20022", "rtp", "stripe"]);
    assert_eq!(of("us_fednow"), ["iso20022", "stripe"]);
    assert_eq!(of("sepa_ct"), ["iso20022", "sepa", "modulr", "stripe"]);
    assert_eq!(of("sepa_inst"), ["iso20022", "sepa", "modulr", "stripe"]);
    assert_eq!(of("swift_cross_border"), ["iso20022", "mastercard"]);
    assert_eq!(of("us_push_visa_direct"), ["card", "stripe"]);
    assert_eq!(of("paypal_payouts"), ["paypal"]);
    assert_eq!(of("venmo_payouts"), ["paypal"]);
    assert_eq!(of("gb_fps"), ["modulr", "stripe"]);
    // These say that no list is known for them.
    assert_eq!(of("us_fedwire"), Vec::<&str>::new());
    assert_eq!(of("ke_mpesa"), Vec::<&str>::new());
    assert_eq!(of("gift_card"), Vec::<&str>::new());
}

#[test]
fn a_code_counts_from_its_first_day() {
    let engine = default();
    let known = |at: &str| {
        let request = json!({ "rail": "us_ach_standard", "code": "R11", "at": at });
        ask(wire::failure, &engine, request)["known"].clone()
    };
    assert_eq!(known("2020-03-31T23:59:59Z"), false);
    assert_eq!(known("2020-04-01T00:00:00Z"), true);
}

#[test]
fn a_platform_changes_codes_and_adds_lists_of_its_own() {
    let engine = engine(json!({
        "failures": [
            { "id": "ach.R16", "notify": "platform", "source": "policy 9" },
            { "id": "ach.R02", "enabled": false, "source": "policy 9" },
            { "id": "ach.R04", "payout": "unknown", "source": "policy 9" },
            { "id": "rtp.9909", "enabled": true, "source": "our bank" },
            { "id": "acme.R03", "title": "Our own", "class": "acme.odd", "from": null, "until": null,
              "source": "our bank", "confidence": "platform" },
        ],
        "failure_classes": [{ "id": "acme.odd", "payout": "pending", "retry": "never", "account": "usable",
            "notify": "nobody", "fields": [], "meaning": "wait", "from": null, "until": null,
            "source": "our bank", "confidence": "platform" }],
        "failure_systems": [{ "id": "acme", "name": "Our bank", "rails": ["us_ach_same_day"], "codes": ["acme"],
            "window": { "within": 1, "unit": "banking_days", "after": "sent" }, "from": null, "until": null,
            "source": "our bank", "confidence": "platform" }],
    }));
    let answer = failure(&engine, "us_ach_standard", "R16");
    assert_eq!((text(&answer, "notify"), text(&answer, "account")), ("platform", "unusable"));
    assert_eq!(text(&answer, "source"), "policy 9");
    let off = failure(&engine, "us_ach_standard", "R02");
    let help = "the row ach.R02 is off, or not in force on 2026-11-21";
    assert_eq!((&off["known"], text(&off["issues"][0], "help")), (&json!(false), help));
    assert_eq!(failure(&engine, "us_rtp", "9909")["class"], "technical");
    // What may have been paid is not sent again, though the class says so.
    let open = failure(&engine, "us_ach_standard", "R04");
    assert_eq!((text(&open, "payout"), text(&open, "retry")), ("unknown", "never"));
    // An overlay's list goes before a default one.
    let own = failure(&engine, "us_ach_same_day", "R03");
    assert_eq!((text(&own, "system"), text(&own, "meaning")), ("acme", "wait"));
    assert_eq!(own["window"]["within"], 1);
    assert_eq!(failure(&engine, "us_ach_standard", "R03")["system"], "ach");
    assert_eq!(engine.info().counts.of("failures"), 309);
}

#[test]
fn an_overlay_that_does_not_fit_says_where() {
    let with = |key: &str, value: Value| json!({ "failures": [{ "id": "ach.R02", "source": "s", key: value }] });
    let id = |id: &str| {
        json!({ "failures": [{ "id": id, "title": "t", "class": "refused", "from": null, "until": null,
            "source": "s", "confidence": "platform" }] })
    };
    let system = |key: &str, value: Value| json!({ "failure_systems": [{ "id": "ach", "source": "s", key: value }] });
    for (overlay, expected) in [
        (with("class", json!("gone")), "row_unknown /failures/0/class"),
        (with("retry", json!("soon")), "value_unknown /failures/0/retry"),
        (
            with("window", json!({ "within": 2, "unit": "days", "after": "settlement" })),
            "value_unknown /failures/0/window/unit",
        ),
        (
            with("window", json!({ "unit": "banking_days", "after": "settlement" })),
            "field_missing /failures/0/window/within",
        ),
        (
            with("window", json!({ "within": 1, "unit": "next_file", "after": "sent" })),
            "key_unknown /failures/0/window/within",
        ),
        (with("fields", json!(["acount_number"])), "row_unknown /failures/0/fields/0"),
        (system("codes", json!(["ach", "acme"])), "row_never_counts /failure_systems/0/codes/1"),
        (with("reply", json!("x")), "key_unknown /failures/0/reply"),
        (id("R99"), "row_unknown /failures/0/id"),
        (id("ach."), "row_unknown /failures/0/id"),
        (id("acme.R99"), "row_unknown /failures/0/id"),
        (system("rails", json!(["us_achh"])), "row_unknown /failure_systems/0/rails/0"),
        (system("rails", json!([])), "list_empty /failure_systems/0/rails"),
        (system("kinds", json!(["bank"])), "value_unknown /failure_systems/0/kinds/0"),
        (
            json!({ "failure_classes": [{ "id": "acme", "source": "s" }] }),
            "field_missing /failure_classes/0/from",
        ),
    ] {
        let issues = try_engine(overlay.clone()).err().unwrap_or_default();
        assert_eq!(issues.first().map(String::as_str), Some(expected), "{overlay}");
    }
    for (id, is_known) in [("account_number", true), ("gb_account_number", false)] {
        let issues = try_engine(with("fields", json!([id]))).err().unwrap_or_default();
        assert_eq!(issues.is_empty(), is_known, "{id}: {issues:?}");
    }
    // What a platform calls its fields is no mistake of the default classes.
    let renamed =
        json!({ "fields": [{ "id": "llave", "name": "key", "source": "s" }], "failures": [] });
    for (table, row) in [("failures", "ach.R02"), ("failure_classes", "technical")] {
        let mut overlay = renamed.clone();
        overlay[table] = json!([{ "id": row, "notify": "platform", "source": "s" }]);
        let issues = try_engine(overlay).err().unwrap_or_default();
        assert_eq!(issues, [""; 0], "{table}");
    }
    assert!(try_engine(json!({ "failures": [] })).is_ok());
}

#[test]
fn what_cannot_be_read_is_not_known() {
    let engine = default();
    for (request, expected) in [
        (json!({}), "field_missing /rail"),
        (json!({ "rail": "us_rtp" }), "field_missing /code"),
        (json!({ "rail": "us_rtp", "code": true }), "type_wrong /code"),
        (json!({ "rail": "us_rtp", "code": "" }), "text_length /code"),
        (json!({ "rail": "us_rtp", "code": "AC01", "at": "today" }), "date_invalid /at"),
        (json!({ "rail": "us_rtp", "code": "AC01", "raill": "x" }), "key_unknown /raill"),
        (json!([]), "type_wrong "),
    ] {
        let answer = ask(wire::failure, &engine, request.clone());
        let issue = &answer["issues"][0];
        assert_eq!(
            format!("{} {}", text(issue, "code"), text(issue, "path")),
            expected,
            "{request}"
        );
        let read = ["payout", "retry", "account", "notify"].map(|key| text(&answer, key));
        assert_eq!(read, ["unknown", "never", "check", "platform"]);
        assert_eq!((&answer["known"], &answer["rail"]), (&json!(false), &Value::Null));
    }
}
