//! What is said of an identifier or an account that is wrong, and what it looks like instead.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use payout_rules::value::{Value as Tree, read};
use payout_rules::{Engine, wire};
use serde_json::{Value, json};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(None).unwrap());
const AT: &str = "2026-05-22T15:04:00Z";

fn ask(call: fn(&Engine, &Tree) -> String, request: &Value) -> Value {
    let text = request.to_string();
    serde_json::from_str(&call(&ENGINE, &read(&text).unwrap())).unwrap()
}

fn check(request: Value) -> Value {
    ask(wire::check_identifier, &request)
}

/// `code path: message` of each issue.
fn lines(answer: &Value) -> Vec<String> {
    let issues = answer["issues"].as_array().unwrap();
    let line = |issue: &Value| {
        let text = |key: &str| issue[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}: {}", text("code"), text("path"), text("message"))
    };
    issues.iter().map(line).collect()
}

/// A kind, a value that is none of it, and what is said of it.
const FAULTS: &[(&str, &str, &str)] = &[
    ("us_aba", "02100002", "identifier_format /value: the routing number is not 9 digits"),
    (
        "us_aba",
        "000000000",
        "identifier_format /value: the routing number has a part that is never issued",
    ),
    (
        "us_aba",
        "121000249",
        "identifier_checksum /value: the routing number has check digits that do not fit",
    ),
    (
        "iban",
        "DE8937040044053201300",
        "identifier_format /value: the IBAN has 21 characters, not the 22 of DE",
    ),
    (
        "iban",
        "US00012345678901",
        "identifier_format /value: the IBAN is of a country whose IBAN is not known",
    ),
    (
        "iban",
        "DE89370400440532O13000",
        "identifier_format /value: the IBAN has letters where its country has digits, or the reverse",
    ),
    (
        "iban",
        "DE00370400440532013000",
        "identifier_checksum /value: the IBAN has check digits that do not fit",
    ),
    (
        "bic",
        "DEUTZZFF",
        "identifier_format /value: the BIC has no country in its fifth and sixth place",
    ),
    (
        "za_id",
        "9913014800082",
        "identifier_format /value: the identity number has a date in it that there is not",
    ),
    (
        "th_promptpay",
        "12",
        "identifier_format /value: the PromptPay id is not 0, then 9 digits; nor 15 digits",
    ),
    (
        "sg_nric",
        "12",
        "identifier_format /value: the NRIC or FIN is of none of its 5 forms, such as S, then 7 digits, then 1 letter",
    ),
    (
        "br_pix_key",
        "12",
        "identifier_format /value: the Pix key is no email address, no phone number, no CPF, no CNPJ and no random key",
    ),
    (
        "us_tin",
        "12",
        "identifier_format /value: the tax number is no social security number, no ITIN, no employer identification number",
    ),
    (
        "eu_vat",
        "CH123456788",
        "identifier_format /value: the VAT number does not begin with the prefix of a country",
    ),
    (
        "evm_address",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
        "identifier_checksum /value: the address has letters whose case does not fit",
    ),
    (
        "email",
        "ana@localhost",
        "identifier_format /value: the email address is not a name, an @ and a domain",
    ),
];

#[test]
fn each_fault_is_said_exactly() {
    for (kind, value, said) in FAULTS {
        let answer = check(json!({ "kind": kind, "value": value }));
        assert_eq!(lines(&answer), [*said], "{kind} {value}");
        assert_eq!(answer["ok"], false);
        assert_eq!(answer.get("normalized"), None);
    }
}

#[test]
fn a_doubt_is_told_and_refuses_nothing() {
    let nuban = json!({ "kind": "ng_nuban", "value": "0000014579", "bank_code": "058" });
    let answer = check(nuban);
    assert_eq!(
        lines(&answer),
        [
            "identifier_doubtful /value: the account number has a check digit that does not fit its bank code"
        ]
    );
    assert_eq!((&answer["ok"], &answer["normalized"]), (&json!(true), &json!("0000014579")));
    let answer = check(json!({ "kind": "eu_tin", "value": "181/815/0815 5", "country": "DE" }));
    assert_eq!(
        lines(&answer),
        ["identifier_doubtful /value: the tax number has check digits that do not fit"]
    );
    assert_eq!((&answer["ok"], &answer["normalized"]), (&json!(true), &json!("18181508155")));
}

#[test]
fn a_country_that_is_given_must_be_the_identifiers() {
    let iban = |country: &str| {
        check(json!({ "kind": "iban", "value": "DE89370400440532013000", "country": country }))
    };
    assert_eq!(iban("DE")["country"], "DE");
    assert_eq!(lines(&iban("FR")), ["identifier_country /value: the IBAN is one of DE, not of FR"]);
    let greek = json!({ "kind": "eu_vat", "value": "GR 94259216", "country": "GR" });
    assert_eq!(check(greek.clone())["normalized"], "EL094259216");
    assert_eq!(check(greek)["country"], "GR");
    let tax = |country: Value| {
        check(json!({ "kind": "eu_tin", "value": "36574261809", "country": country }))
    };
    assert_eq!(tax(json!("DE"))["normalized"], "36574261809");
    assert_eq!(
        lines(&tax(Value::Null)),
        ["field_missing /country: the field \"country\" is missing"]
    );
    assert_eq!(
        lines(&tax(json!("US"))),
        ["identifier_country /country: the tax number is of US, whose tax numbers are not known"]
    );
}

#[test]
fn a_request_that_cannot_be_read_says_where() {
    for (request, said) in [
        (json!([]), vec!["type_wrong : expected an object, found a list"]),
        (
            json!({}),
            vec![
                "field_missing /kind: the field \"kind\" is missing",
                "field_missing /value: the field \"value\" is missing",
            ],
        ),
        (
            json!({ "kind": "passport", "value": 1, "colour": "red" }),
            vec![
                "value_unknown /kind: \"passport\" is not one of the known values",
                "type_wrong /value: expected a string, found a number",
                "key_unknown /colour: unknown key \"colour\"",
            ],
        ),
        (
            json!({ "kind": "iban", "value": "1".repeat(401), "country": "de" }),
            vec![
                "text_length /value: expected 1 to 400 characters, found 401",
                "country_invalid /country: \"de\" is not two capital letters",
            ],
        ),
    ] {
        let answer = check(request);
        assert_eq!(lines(&answer), said);
        assert_eq!(answer["ok"], false);
    }
}

#[test]
fn a_value_that_plainly_is_another_kind_is_told() {
    for (kind, value, looks_like, says) in [
        ("us_aba", "DE89 3704 0044 0532 0130 00", "iban", "an IBAN"),
        // With wrong check digits it is one all the same.
        ("mx_clabe", "DE88370400440532013000", "iban", "an IBAN"),
        ("iban", "000123456789", "account_number", "an account number"),
        ("iban", "4242 4242 4242 4242", "card_pan", "a card number"),
        ("us_aba", "378282246310005", "card_pan", "a card number"),
        ("e164", "ana@example.com", "email", "an email address"),
        ("iban", "name@okhdfcbank", "in_upi_vpa", "a UPI address"),
        ("email", "+15551234567", "e164", "a phone number"),
        ("us_aba", "HDFC0000001", "in_ifsc", "an IFSC"),
        ("us_aba", "DEUTDEFF500", "bic", "a BIC"),
    ] {
        let answer = check(json!({ "kind": kind, "value": value }));
        let issue = &answer["issues"][0];
        assert_eq!(issue["params"]["looks_like"], looks_like, "{kind} {value}");
        assert_eq!(issue["help"], format!("this looks like {says}"));
    }
    for (kind, value) in [
        ("iban", "DE89370400440532013001"),
        ("us_aba", "121000249"),
        ("card_pan", "4242424242424241"),
        ("email", "ana@"),
        ("us_aba", "Jonathan"),
        ("us_aba", ""),
    ] {
        let answer = check(json!({ "kind": kind, "value": value }));
        assert_eq!(answer["issues"][0]["params"].get("looks_like"), None, "{kind} {value}");
    }
}

fn check_account(method: &str, country: &str, details: Value) -> Value {
    let currency = if country == "US" { "USD" } else { "EUR" };
    let request = json!({ "method": method, "country": country, "currency": currency,
        "type": "individual", "details": details, "at": AT });
    ask(wire::check_account, &request)
}

#[test]
fn an_account_comes_back_in_its_normal_form() {
    let details = json!({ "routing_number": "0210-0002 1", "account_number": " 000123456789 ",
        "account_type": "checking" });
    let answer = check_account("ach", "US", details);
    assert_eq!(
        answer,
        json!({ "ok": true, "issues": [], "normalized": { "routing_number": "021000021",
            "account_number": "000123456789", "account_type": "checking" } })
    );
    let again = check_account("ach", "US", answer["normalized"].clone());
    assert_eq!(again, answer);
}

#[test]
fn an_account_says_what_its_fields_look_like() {
    let answer = check_account("sepa", "DE", json!({ "iban": "532013000" }));
    let issue = &answer["issues"][0];
    assert_eq!(issue["params"], json!({ "field": "iban", "looks_like": "account_number" }));
    let help = issue["help"].as_str().unwrap();
    assert!(help.starts_with("this looks like an account number; wanted: "), "{help}");
    assert_eq!(issue["path"], "/details/iban");

    let with = |account_number: &str| {
        let details = json!({ "routing_number": "021000021", "account_number": account_number,
            "account_type": "checking" });
        check_account("ach", "US", details)
    };
    let iban = with("DE89 3704 0044 0532 0130 00");
    assert_eq!(
        lines(&iban),
        [
            "account_field_charset /details/account_number: the account number takes letters and digits only"
        ]
    );
    assert_eq!(iban["issues"][0]["params"]["looks_like"], "iban");
    assert_eq!(iban["normalized"].get("account_number"), None);
    // What the field takes is told all the same, and refuses nothing.
    let answer = with("4242424242424242");
    assert_eq!(
        lines(&answer),
        [
            "identifier_other_kind /details/account_number: the account number looks like a card number"
        ]
    );
    assert_eq!(
        (&answer["ok"], &answer["issues"][0]["severity"]),
        (&json!(true), &json!("warning"))
    );
    // An IBAN says where the account is held.
    assert_eq!(
        lines(&with("NO9386011117947")),
        [
            "identifier_country /details/account_number: the account number is one of NO, where the rail does not go"
        ]
    );
    assert_eq!(with("4242424242424241")["issues"], json!([]));
}

#[test]
fn an_account_is_checked_with_its_method() {
    let details = json!({ "iban": "DE89370400440532013000" });
    let us = json!({ "method": "ach", "country": "US", "currency": "EUR", "type": "individual",
        "details": details, "at": AT });
    let answer = ask(wire::check_account, &us);
    let codes: Vec<&str> =
        answer["issues"].as_array().unwrap().iter().map(|i| i["code"].as_str().unwrap()).collect();
    assert_eq!(codes.first(), Some(&"currency_not_served"));
    assert!(codes.contains(&"account_field_missing") && codes.contains(&"account_field_unknown"));
    let answer = ask(wire::check_account, &json!({ "method": "acch" }));
    assert_eq!(
        lines(&answer),
        [
            "method_unknown /method: \"acch\" is no method of the rulebook",
            "field_missing /country: the field \"country\" is missing",
            "field_missing /currency: the field \"currency\" is missing",
            "field_missing /type: the field \"type\" is missing",
            "field_missing /details: the field \"details\" is missing",
        ]
    );
    assert_eq!(answer["normalized"], json!({}));
}
