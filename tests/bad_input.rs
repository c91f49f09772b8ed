//! Bad input is an answer: an issue with code and path, and never a lost sibling.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use payout_rules::value::read;
use payout_rules::{Engine, wire};
use serde_json::{Value, json};

const CONTEXT: &str = include_str!("../examples/context.json");

fn plan_with(batch: &str, context: &str) -> Value {
    let engine = Engine::new(None).unwrap();
    let plan = wire::plan_bytes(&engine, batch.as_bytes(), context.as_bytes());
    // The door for objects decodes with the same code; where a text can be read, both agree.
    if let (Ok(batch), Ok(context)) = (read(batch), read(context)) {
        assert_eq!(*wire::plan(&engine, &batch, &context), *plan);
    }
    serde_json::from_str(&plan).unwrap()
}

fn plan(batch: &str) -> Value {
    plan_with(batch, CONTEXT)
}

/// A batch of a good payout, the given text, and another good payout.
fn between_siblings(payout: &str) -> String {
    format!(
        r#"{{ "batch_id": "b", "funding_source": "acct_main_operating", "transactions": [
             {{ "payee_id": "cr_88319", "amount": "1450.00", "currency": "USD" }},
             {payout},
             {{ "payee_id": "cr_99214", "amount": "80.50", "currency": "USD" }} ] }}"#
    )
}

/// The errors of the payout between the siblings, as `code path message`; the siblings are paid.
fn errors_of(payout: &str) -> Vec<String> {
    let plan = plan(&between_siblings(payout));
    let outcomes: Vec<&Value> =
        plan["decisions"].as_array().unwrap().iter().map(|d| &d["outcome"]).collect();
    assert_eq!(outcomes, ["pay", "reject", "pay"], "{payout}: {plan:#}");
    lines(&plan["decisions"][1]["reasons"])
}

fn lines(issues: &Value) -> Vec<String> {
    let line = |issue: &Value| {
        let text = |key: &str| issue[key].as_str().unwrap_or("-").to_owned();
        format!("{} {} {}", text("code"), text("path"), text("message"))
    };
    issues.as_array().unwrap().iter().map(line).collect()
}

fn with_amount(amount: &str) -> String {
    format!(r#"{{ "payee_id": "cr_88319", "amount": {amount}, "currency": "USD" }}"#)
}

fn with_currency(currency: &str) -> String {
    format!(r#"{{ "payee_id": "cr_88319", "amount": "5.00", "currency": "{currency}" }}"#)
}

#[test]
fn amounts() {
    for (amount, expected) in [
        ("0", "amount_not_positive {} the amount must be more than zero, not 0"),
        ("0.00", "amount_not_positive {} the amount must be more than zero, not 0"),
        ("-1", "amount_not_positive {} the amount must be more than zero, not -1"),
        ("-0", "amount_not_positive {} the amount must be more than zero, not -0"),
        (r#""-0.00""#, "amount_not_positive {} the amount must be more than zero, not -0"),
        ("1.005", "amount_too_precise {} 1.005 has more decimals than USD has (2)"),
        (r#""1.005""#, "amount_too_precise {} 1.005 has more decimals than USD has (2)"),
        (r#""1e3""#, "amount_invalid {} \"1e3\" is not a plain decimal number"),
        (r#""１２""#, "amount_invalid {} \"１２\" is not a plain decimal number"),
        (r#""""#, "amount_invalid {} \"\" is not a plain decimal number"),
        (r#"" 5""#, "amount_invalid {} \" 5\" is not a plain decimal number"),
        (r#""1,000""#, "amount_invalid {} \"1,000\" is not a plain decimal number"),
        (r#""+5""#, "amount_invalid {} \"+5\" is not a plain decimal number"),
        (r#""NaN""#, "amount_invalid {} \"NaN\" is not a plain decimal number"),
        ("NaN", "number_invalid {} expected an amount, found NaN"),
        ("Infinity", "amount_too_large {} more than 1000000000000000, the most the engine takes"),
        ("1e400", "amount_too_large {} more than 1000000000000000, the most the engine takes"),
        ("1e-400", "amount_too_precise {} more digits than any currency has"),
        (
            "1000000000000000.01",
            "amount_too_large {} more than 1000000000000000, the most the engine takes",
        ),
        (
            "900719925474099.25",
            "amount_too_precise {} a number of 17 digits, more than the 15 that every host keeps",
        ),
        ("true", "type_wrong {} expected an amount, found a boolean"),
        ("[5]", "type_wrong {} expected an amount, found a list"),
        ("{}", "type_wrong {} expected an amount, found an object"),
        ("null", "field_missing {} the field \"amount\" is missing"),
        (
            r#""\ud800""#,
            "text_invalid {} expected an amount, found a string with half of a surrogate pair",
        ),
    ] {
        let expected = expected.replace("{}", "/transactions/1/amount");
        assert_eq!(errors_of(&with_amount(amount)), [expected], "{amount}");
    }
}

#[test]
fn amounts_of_currencies_with_other_decimals() {
    let yen = r#"{ "payee_id": "cr_88319", "amount": 1.5, "currency": "JPY" }"#;
    assert_eq!(
        errors_of(yen),
        ["amount_too_precise /transactions/1/amount 1.5 has more decimals than JPY has (0)"]
    );
}

#[test]
fn minor_units() {
    for (amount, expected) in [
        ("0", "amount_not_positive {} the amount must be more than zero, not 0"),
        ("-5", "amount_not_positive {} the amount must be more than zero, not -5"),
        ("1.5", "amount_invalid {} \"amount_minor\" must be a whole number of minor units"),
        (r#""500""#, "type_wrong {} expected a whole number of minor units, found a string"),
    ] {
        let payout =
            format!(r#"{{ "payee_id": "cr_88319", "amount_minor": {amount}, "currency": "USD" }}"#);
        let expected = expected.replace("{}", "/transactions/1/amount_minor");
        assert_eq!(errors_of(&payout), [expected], "{amount}");
    }
    let twice =
        r#"{ "payee_id": "cr_88319", "amount": 5, "amount_minor": 500, "currency": "USD" }"#;
    assert_eq!(
        errors_of(twice),
        [
            "amount_twice /transactions/1/amount_minor the amount is given twice, as \"amount\" and as \"amount_minor\""
        ]
    );
}

#[test]
fn currencies() {
    for (currency, expected) in [
        ("usd", "currency_invalid {} \"usd\" is not three capital letters"),
        ("US D", "currency_invalid {} \"US D\" is not three capital letters"),
        ("", "currency_invalid {} \"\" is not three capital letters"),
        ("XXX", "currency_unknown {} XXX is no currency of the rulebook"),
    ] {
        let expected = expected.replace("{}", "/transactions/1/currency");
        assert_eq!(errors_of(&with_currency(currency)), [expected], "{currency}");
    }
    let both =
        r#"{ "payee_id": "cr_88319", "amount": 5, "currency": "USD", "source_currency": "EUR" }"#;
    assert_eq!(
        errors_of(both),
        [
            "currency_mismatch /transactions/1/source_currency the amount is in USD and says what to send, so \"source_currency\" cannot be EUR"
        ]
    );
}

#[test]
fn keys_and_kinds() {
    let good = r#""payee_id": "cr_88319", "amount": 5, "currency": "USD""#;
    for (payout, expected) in [
        (
            r#"{ "payee_id": "cr_88319", "amuont": 5, "currency": "USD" }"#.to_owned(),
            vec![
                "field_missing /transactions/1/amount the field \"amount\" is missing",
                "key_unknown /transactions/1/amuont unknown key \"amuont\"",
            ],
        ),
        (
            format!(r#"{{ {good}, "__proto__": {{ "amount": 7 }} }}"#),
            vec!["key_unknown /transactions/1/__proto__ unknown key \"__proto__\""],
        ),
        (
            format!(r#"{{ {good}, "constructor": 1, "a/b~c": 2 }}"#),
            vec![
                "key_unknown /transactions/1/a~1b~0c unknown key \"a/b~c\"",
                "key_unknown /transactions/1/constructor unknown key \"constructor\"",
            ],
        ),
        (
            format!(r#"{{ {good}, "currency": "EUR" }}"#),
            vec!["key_duplicate /transactions/1/currency the key \"currency\" stands twice"],
        ),
        (
            format!(r#"{{ {good}, "description": "\udfff" }}"#),
            vec![
                "text_invalid /transactions/1/description expected a string, found a string with half of a surrogate pair",
            ],
        ),
        (
            "{}".to_owned(),
            vec![
                "field_missing /transactions/1/payee_id the field \"payee_id\" is missing",
                "field_missing /transactions/1/currency the field \"currency\" is missing",
                "field_missing /transactions/1/amount the field \"amount\" is missing",
            ],
        ),
        (
            r#"{ "payee_id": 88319, "amount": 5, "currency": 840 }"#.to_owned(),
            vec![
                "type_wrong /transactions/1/payee_id expected a string, found a number",
                "type_wrong /transactions/1/currency expected a string, found a number",
            ],
        ),
        ("7".to_owned(), vec!["type_wrong /transactions/1 expected an object, found a number"]),
        ("null".to_owned(), vec!["type_wrong /transactions/1 expected an object, found null"]),
        (
            format!(
                r#"{{ {good}, "description": {}1{} }}"#,
                "[".repeat(10_000),
                "]".repeat(10_000)
            ),
            vec!["type_wrong /transactions/1/description expected a string, found a list"],
        ),
        (
            format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)),
            vec!["type_wrong /transactions/1 expected an object, found a list"],
        ),
    ] {
        assert_eq!(errors_of(&payout), expected, "{payout:.200}");
    }
}

#[test]
fn a_typo_is_recognised() {
    let plan =
        plan(&between_siblings(r#"{ "payee_id": "cr_88319", "amuont": 5, "currency": "USD" }"#));
    assert_eq!(plan["decisions"][1]["reasons"][1]["help"], "did you mean \"amount\"?");
}

fn refused(plan: &Value) -> Vec<String> {
    assert_eq!(plan["outcome"], "reject", "{plan:#}");
    assert_eq!(plan["counts"]["pay"], 0);
    lines(&plan["issues"])
}

#[test]
fn batches_as_a_whole() {
    let many = |count: usize| {
        let line = r#"{"payee_id":"cr_88319","amount":5,"currency":"USD"}"#;
        format!(r#"{{"batch_id":"b","transactions":[{}]}}"#, vec![line; count].join(","))
    };
    let deep = format!("{}{}", r#"{"a":"#.repeat(10_000), "}".repeat(10_000));
    for (batch, expected) in [
        (
            r#"{ "batch_id": "b", "transactions": [] }"#.to_owned(),
            vec!["batch_empty /transactions the batch has no payouts"],
        ),
        (
            many(100_001),
            vec!["batch_too_large /transactions the batch has 100001 payouts, more than 100000"],
        ),
        (
            r#"{ "batch_id": "b", "transactions": [ { "payee_id""#.to_owned(),
            vec![
                "json_invalid  the batch is not JSON: expected ':' after a key at line 1, column 50",
            ],
        ),
        (
            String::new(),
            vec![
                "json_invalid  the batch is not JSON: expected a value, found the end at line 1, column 1",
            ],
        ),
        (
            deep,
            vec![
                "field_missing /batch_id the field \"batch_id\" is missing",
                "field_missing /transactions the field \"transactions\" is missing",
                "key_unknown /a unknown key \"a\"",
            ],
        ),
        (
            format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)),
            vec!["type_wrong  expected an object, found a list"],
        ),
        (
            r#"{ "batch_id": "b", "transactions": { } }"#.to_owned(),
            vec!["type_wrong /transactions expected a list of payouts, found an object"],
        ),
    ] {
        assert_eq!(refused(&plan(&batch)), expected, "{batch:.200}");
    }
}

#[test]
fn a_batch_of_exactly_the_most_is_decided() {
    let line = r#"{"payee_id":"nobody","amount":5,"currency":"USD"}"#;
    let batch = format!(r#"{{"batch_id":"b","transactions":[{}]}}"#, vec![line; 100_000].join(","));
    let engine = Engine::new(None).unwrap();
    let answer = wire::plan_bytes(&engine, batch.as_bytes(), CONTEXT.as_bytes());
    let plan: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(plan["counts"], json!({ "pay": 0, "hold": 0, "reject": 100_000, "duplicate": 0 }));
}

#[test]
fn bytes_that_are_no_text() {
    let engine = Engine::new(None).unwrap();
    let plan = wire::plan_bytes(&engine, b"{\"batch_id\": \"\xff\"}", CONTEXT.as_bytes());
    let plan: Value = serde_json::from_str(&plan).unwrap();
    assert_eq!(refused(&plan), ["utf8_invalid  the batch is not UTF-8 after 14 bytes"]);
    assert_eq!(plan["issues"][0]["params"]["document"], "batch");
}

const GOOD: &str = r#"{ "batch_id": "b", "transactions": [
    { "payee_id": "cr_88319", "amount": 5, "currency": "USD", "reference": "r" } ] }"#;

#[test]
fn contexts() {
    let no_moment = plan_with(GOOD, r#"{ "payees": [] }"#);
    assert_eq!(refused(&no_moment), ["field_missing /at the field \"at\" is missing"]);
    assert_eq!(
        lines(&no_moment["decisions"][0]["reasons"]),
        ["context_invalid - the context has issues of its own, so nothing was decided"]
    );
    assert_eq!(no_moment["decisions"][0]["reference"], "r", "the payout is not lost");

    let truncated = plan_with(GOOD, r#"{ "at": "2026-05-22T1"#);
    assert_eq!(
        refused(&truncated),
        [
            "json_invalid  the context is not JSON: a string without its closing quote at line 1, column 22"
        ]
    );
    assert_eq!(truncated["issues"][0]["params"]["document"], "context");
}

#[test]
fn a_payee_twice_in_the_directory() {
    let mut context: Value = serde_json::from_str(CONTEXT).unwrap();
    let first = context["payees"][0].clone();
    context["payees"].as_array_mut().unwrap().push(first);
    let batch = between_siblings(r#"{ "payee_id": "cr_88319", "amount": "1", "currency": "USD" }"#);
    let plan = plan_with(&batch, &context.to_string());
    let outcomes: Vec<&Value> =
        plan["decisions"].as_array().unwrap().iter().map(|d| &d["outcome"]).collect();
    assert_eq!(outcomes, ["reject", "reject", "pay"], "which entry is meant cannot be known");
    assert_eq!(
        lines(&plan["decisions"][0]["reasons"]),
        [
            "payee_invalid /transactions/0/payee_id the payee \"cr_88319\" has issues in the directory",
            "payee_duplicate /payees/2/payee_id the payee \"cr_88319\" stands twice in the directory",
        ]
    );
    assert_eq!(lines(&plan["issues"]).len(), 1);
}

#[test]
fn amounts_as_number_as_string_and_in_minor_units_are_one() {
    let batch = |first: &str, second: &str| {
        plan(&format!(
            r#"{{ "batch_id": "b", "funding_source": "acct_main_operating", "transactions": [
                 {{ "payee_id": "cr_88319", {first}, "currency": "USD" }},
                 {{ "payee_id": "cr_99214", {second}, "currency": "USD" }} ] }}"#
        ))
    };
    let number = batch(r#""amount": 1450.00"#, r#""amount": 80.50"#);
    assert_eq!(number["counts"]["pay"], 2);
    assert_eq!(number, batch(r#""amount": 1450"#, r#""amount": 80.5"#));
    assert_eq!(number, batch(r#""amount": 1.45e3"#, r#""amount": 805E-1"#));
    assert_eq!(number, batch(r#""amount": "1450.00""#, r#""amount": "80.50""#));
    assert_eq!(number, batch(r#""amount_minor": 145000"#, r#""amount_minor": 8050"#));
}
