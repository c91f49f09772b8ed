//! What a rail reaches, and when: countries that joined later, embargoes that ended, currencies
//! that went, limits that depend on who pays.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::indexing_slicing, reason = "a test may panic")]

#[expect(dead_code, reason = "one helper serves many tests")]
#[path = "support/ask.rs"]
mod ask;

use ask::{ask, engine, payee};
use payout_rules::wire;
use serde_json::{Value, json};

/// The codes and messages of the issues of a quote.
fn quote(
    overlay: Value,
    method: &str,
    country: &str,
    amount: (&str, &str),
    at: &str,
) -> Vec<String> {
    let request = json!({
        "amount": { "value": amount.0, "currency": amount.1 }, "method": method,
        "country": country, "at": format!("{at}T12:00:00Z"),
    });
    let answer = ask(wire::quote, &engine(overlay), request);
    let line = |issue: &Value| {
        format!("{} {}", issue["code"].as_str().unwrap_or_default(), issue["message"])
    };
    answer["issues"].as_array().into_iter().flatten().map(line).collect()
}

#[test]
fn a_country_is_reached_from_the_day_it_joined() {
    let to = |country, at| quote(json!({}), "sepa", country, ("90.00", "EUR"), at);
    assert_eq!(
        to("RS", "2026-05-03"),
        ["rail_not_in_force \"SEPA Credit Transfer (SCT) does not reach RS yet on 2026-05-03\""]
    );
    assert_eq!(to("RS", "2026-05-04"), [""; 0]);
    assert_eq!((to("AL", "2025-10-06").len(), to("AL", "2025-10-07").len()), (1, 0));
    assert_eq!(to("DE", "2025-10-06"), [""; 0]);
}

#[test]
fn an_embargo_ends_on_its_day() {
    let at = |day| quote(json!({}), "swift", "SY", ("90.00", "USD"), day);
    assert_eq!(at("2025-06-30"), ["country_embargoed \"Syria is under embargo, so it is closed\""]);
    let after = "sanctions on parts of Syria ask for a review of each payout, so it is closed";
    assert_eq!(at("2025-07-01"), [format!("country_restricted \"{after}\"")]);
    let reviewed = json!({ "countries": [{ "id": "SY", "closed": [], "source": "policy" }] });
    assert_eq!(quote(reviewed, "swift", "SY", ("90.00", "USD"), "2026-11-21"), [""; 0]);
}

#[test]
fn a_currency_goes_on_its_day() {
    let at = |day| {
        let fee = json!({ "id": "acme.swift.bgn", "methods": ["swift"], "countries": ["*"],
            "currency": "BGN", "fixed": "0", "percent": "0", "from": null, "until": null,
            "source": "contract", "confidence": "platform" });
        let rail = json!({ "id": "swift_cross_border", "currencies": ["BGN"], "limits": [], "source": "policy" });
        let overlay = json!({ "rails": [rail], "fees": [fee] });
        quote(overlay, "swift", "BG", ("90.00", "BGN"), day)
    };
    assert_eq!(at("2025-12-31"), [""; 0]);
    assert_eq!(at("2026-01-01"), ["currency_not_in_force \"BGN is not in force on 2026-01-01\""]);
}

#[test]
fn a_rail_may_pay_in_the_local_currency_only() {
    let to = |country, unit| quote(json!({}), "mobile_money", country, ("90", unit), "2026-11-21");
    assert_eq!(to("GH", "GHS"), [""; 0]);
    let other = "Mobile money (MTN, Airtel, Orange, Wave, Tigo) does not carry UGX";
    assert_eq!(to("GH", "UGX"), [format!("currency_not_served \"{other}\"")]);
    assert_eq!(to("UG", "UGX"), [""; 0]);
}

#[test]
fn a_limit_may_depend_on_who_pays() {
    let by = |payer: &str| {
        let overlay = json!({ "settings": { "payer_type": payer } });
        quote(overlay, "nip", "NG", ("2000000.00", "NGN"), "2026-11-21")
    };
    assert_eq!(by("business"), [""; 0]);
    assert_eq!(
        by("individual"),
        [
            "amount_above_max \"2000000.00 NGN is more than 1000000.00 NGN, the most NIP (NIBSS Instant Payment) carries\""
        ]
    );
}

#[test]
fn a_bank_in_a_closed_country_is_not_paid() {
    let engine = engine(json!({}));
    let account = |bic: &str| {
        json!([{ "method": "swift", "currency": "USD", "details": { "bic": bic, "account_number": "12345678",
            "address_line1": "1 Main Street", "city": "Suva" } }])
    };
    let status = |bic: &str| {
        let request = json!({ "payee": payee("FJ", account(bic)), "at": ask::AT,
            "amount": { "value": "90.00", "currency": "USD" } });
        let answer = ask(wire::methods, &engine, request);
        let methods = answer["methods"].as_array().cloned().unwrap_or_default();
        methods.into_iter().find(|method| method["method"] == "swift").map(|m| m["status"].clone())
    };
    assert_eq!(status("ANZBFJFX"), Some(json!("available")));
    assert_eq!(status("BFCBCUHH"), Some(json!("needs_action")));
    assert_eq!(status("SABRRUMM"), Some(json!("needs_action")));
}

#[test]
fn an_arrival_without_a_calendar_is_absent() {
    let account = json!([{ "method": "eg_ach", "currency": "EGP",
        "details": { "iban": "EG380019000500000000263180002" } }]);
    let request = json!({ "payee": payee("EG", account), "at": "2026-11-20T12:00:00Z",
        "amount": { "value": "900.00", "currency": "EGP" } });
    let answer = ask(wire::methods, &engine(json!({})), request);
    let bank = &answer["methods"][0];
    assert_eq!((&bank["method"], &bank["status"]), (&json!("eg_ach"), &json!("available")));
    assert_eq!(bank["arrives"], Value::Null);
    assert_eq!(bank["reasons"][0]["message"], "the calendar EG does not cover 2026-11-20");
}

#[test]
fn an_embargo_is_not_lifted_by_a_layer() {
    let open = json!({ "countries": [{ "id": "KP", "closed": [], "source": "policy" }] });
    assert_eq!(
        ask::try_engine(open).err(),
        Some(vec!["row_locked /countries/0/closed".to_owned()])
    );
    let off = json!({ "countries": [{ "id": "KP", "enabled": false, "source": "policy" }] });
    assert_eq!(ask::try_engine(off).err(), None);
}

// Nigeria's wire asks for an account number; an IBAN in it says where the account is all the same.
#[test]
fn an_iban_of_a_closed_country_is_refused_in_any_field() {
    let check = |number: &str| {
        let details = json!({
            "account_number": number, "bic": "ABNGNGLA", "address_line1": "1 Broad Street",
            "city": "Lagos",
        });
        let request = json!({
            "method": "swift", "country": "NG", "currency": "USD", "type": "individual",
            "details": details,
        });
        let answer = ask(wire::check_account, &engine(json!({})), request);
        (answer["ok"].clone(), answer["issues"][0]["code"].clone())
    };
    assert_eq!(check("0123456789"), (json!(true), Value::Null));
    for closed in ["BY13NBRB3600900000002Z00AB00", "RU0204452560040702810412345678901"] {
        assert_eq!(check(closed), (json!(false), json!("identifier_country")), "{closed}");
    }
}

#[test]
fn a_form_that_is_off_is_not_replaced_by_that_of_every_country() {
    let details = json!({ "account_number": "12345678", "bic": "DEUTDEFF",
        "address_line1": "Unter den Linden 1", "city": "Berlin" });
    let request = json!({ "method": "swift", "country": "DE", "currency": "EUR",
        "type": "individual", "details": details });
    for overlay in [
        json!({ "accounts": [{ "id": "swift_iban", "enabled": false, "source": "policy" }] }),
        json!({ "accounts": [{ "id": "swift_iban", "until": "2026-01-01", "source": "policy" }] }),
    ] {
        let answer = ask(wire::check_account, &engine(overlay), request.clone());
        assert_eq!(answer["issues"][0]["code"], "account_form_unknown");
    }
}
