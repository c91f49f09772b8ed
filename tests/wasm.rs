//! The engine as JavaScript has it, under Node and, with `WASM_BINDGEN_USE_BROWSER=1`, in a
//! browser: the golden cases through both doors, and what only JavaScript can pass in.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod support;

use include_dir::{Dir, include_dir};
use js_sys::{Array, JSON, Reflect, Uint8Array};
use payout_rules::wasm::{Engine, Screener};
use support::{Case, print_hashes};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

static CASES: Dir = include_dir!("$CARGO_MANIFEST_DIR/tests/cases");
static EXAMPLES: Dir = include_dir!("$CARGO_MANIFEST_DIR/examples");

fn text_of<'d>(folder: &'d Dir, name: &str) -> &'d str {
    let file = folder.get_file(name).unwrap_or_else(|| panic!("no {name}"));
    file.contents_utf8().unwrap()
}

fn host() -> &'static str {
    let window = Reflect::get(&js_sys::global(), &"window".into()).unwrap();
    if window.is_undefined() { "node" } else { "browser" }
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap()
}

fn stringify(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

fn bytes(value: &JsValue) -> Vec<u8> {
    value.as_string().unwrap().into_bytes()
}

/// Asks a screener through JavaScript objects.
fn screened(case: &JsValue) -> String {
    let screener = Screener::new(get(case, "lists"), get(case, "options"));
    if get(case, "refused").is_truthy() {
        let error = screener.err().unwrap_or_else(|| panic!("the lists were taken"));
        return stringify(&get(&error, "issues"));
    }
    let screener = screener.unwrap();
    let args: Array = get(case, "args").unchecked_into();
    let answer = match get(case, "call").as_string().unwrap().as_str() {
        "list" => screener.list(),
        "screen" => screener.screen(args.get(0)),
        "screenAll" => screener.screen_all(args.get(0)),
        other => panic!("no call {other}"),
    };
    stringify(&answer.unwrap())
}

/// The answer to a call.
fn ask(engine: &Engine, call: &str, args: &[&JsValue]) -> JsValue {
    let list = Array::new();
    args.iter().for_each(|arg| {
        list.push(arg);
    });
    engine.call(call, &list).unwrap()
}

/// Asks through JavaScript objects, and a plan through bytes as well.
fn answers(case: &JsValue) -> Vec<String> {
    if !get(case, "lists").is_undefined() {
        return vec![screened(case)];
    }
    let engine = Engine::new(get(case, "overlay"));
    if get(case, "refused").is_truthy() {
        let error = engine.err().unwrap_or_else(|| panic!("the overlay was taken"));
        return vec![stringify(&get(&error, "issues"))];
    }
    let engine = engine.unwrap();
    let plan_json = |batch: &JsValue, context: &JsValue| {
        String::from_utf8(engine.plan_json(&bytes(batch), &bytes(context)).to_vec()).unwrap()
    };
    let texts = get(case, "texts");
    if let Some(texts) = texts.dyn_ref::<Array>() {
        return vec![plan_json(&texts.get(0), &texts.get(1))];
    }
    let args: Array = get(case, "args").unchecked_into();
    let (first, second) = (args.get(0), args.get(1));
    let call = get(case, "call").as_string().unwrap();
    let answer = engine.call(&call, &args);
    let mut answers = vec![stringify(&answer.unwrap())];
    if call == "plan" {
        let text = |value: &JsValue| JSON::stringify(value).unwrap().into();
        answers.push(plan_json(&text(&first), &text(&second)));
    }
    answers
}

#[wasm_bindgen_test]
fn every_case_answers_its_bytes() {
    let mut count = 0;
    for file in CASES.files() {
        let path = file.path().to_str().unwrap();
        let Some(name) = path.strip_suffix(".json") else { continue };
        let text = file.contents_utf8().unwrap();
        let expected = text_of(&CASES, &format!("{name}.out"));
        let answers = answers(&JSON::parse(text).unwrap());
        for answer in &answers {
            assert!(answer == expected, "{name}\n  expected {expected}\n  answered {answer}");
        }
        print_hashes(host(), name, answers.first().unwrap(), |line| console_log!("{line}"));
        // And the same engine in Rust, compiled to wasm.
        assert!(Case::of(name, text).answer() == expected, "{name}");
        count += 1;
    }
    assert!(count > 0, "no golden cases");
    console_log!("{count} golden cases in {}", host());
}

/// `code path message` of the errors of a payout that stands between two good ones.
fn errors_of(payout: &str) -> Vec<String> {
    let source = format!(
        "(() => {{ const payout = {payout}; return {{ batch_id: 'b',
            funding_source: 'acct_main_operating', transactions: [
            {{ payee_id: 'cr_88319', amount: 1450, currency: 'USD' }}, payout,
            {{ payee_id: 'cr_99214', amount: 80.5, currency: 'USD' }} ] }} }})()"
    );
    let batch = js_sys::eval(&source).unwrap();
    let context = JSON::parse(text_of(&EXAMPLES, "context.json")).unwrap();
    let plan = ask(&Engine::new(JsValue::UNDEFINED).unwrap(), "plan", &[&batch, &context]);
    let decisions: Array = get(&plan, "decisions").unchecked_into();
    let outcomes: Vec<String> =
        decisions.iter().map(|d| get(&d, "outcome").as_string().unwrap()).collect();
    assert_eq!(outcomes, ["pay", "reject", "pay"], "{payout}");
    let reasons: Array = get(&decisions.get(1), "reasons").unchecked_into();
    let part = |issue: &JsValue, key| get(issue, key).as_string().unwrap_or_default();
    reasons
        .iter()
        .map(|issue| format!("{} {}", part(&issue, "code"), part(&issue, "path")))
        .collect()
}

#[wasm_bindgen_test]
fn what_only_javascript_has_is_an_issue() {
    let amount = "/transactions/1/amount";
    for (amount_source, code) in [
        ("NaN", "number_invalid"),
        ("-0", "amount_not_positive"),
        ("Infinity", "amount_too_large"),
        ("1e400", "amount_too_large"),
        ("1.005", "amount_too_precise"),
        ("0.1 + 0.2", "amount_too_precise"),
        ("'１２'", "amount_invalid"),
        ("'\\ud800'", "text_invalid"),
        ("-5n", "amount_not_positive"),
        ("new Date(0)", "type_wrong"),
        ("new Number(5)", "type_wrong"),
        ("Symbol('5')", "type_wrong"),
        ("() => 5", "type_wrong"),
        ("undefined", "field_missing"),
    ] {
        let payout =
            format!("{{ payee_id: 'cr_88319', amount: {amount_source}, currency: 'USD' }}");
        assert_eq!(errors_of(&payout), [format!("{code} {amount}")], "{amount_source}");
    }
}

#[wasm_bindgen_test]
fn hostile_objects_lose_no_sibling() {
    let good = "payee_id: 'cr_88319', amount: 5, currency: 'USD'";
    for (payout, expected) in [
        (format!("{{ {good}, ['__proto__']: 1 }}"), "key_unknown /transactions/1/__proto__"),
        (
            format!(
                "JSON.parse('{{\"payee_id\":\"cr_88319\",\"amount\":5,\"currency\":\"USD\",\"__proto__\":{{}}}}')"
            ),
            "key_unknown /transactions/1/__proto__",
        ),
        (
            format!("{{ {good}, get description() {{ throw new Error('no'); }} }}"),
            "type_wrong /transactions/1/description",
        ),
        (
            "new Proxy({}, { ownKeys() { throw new Error('no'); } })".to_owned(),
            "type_wrong /transactions/1",
        ),
        (
            format!("(() => {{ const a = {{ {good} }}; a.description = a; return a; }})()"),
            "too_deep /transactions/1/description",
        ),
        (
            format!(
                "(() => {{ let a = []; for (let i = 0; i < 10000; i++) a = [a]; return {{ {good}, description: a }}; }})()"
            ),
            "type_wrong /transactions/1/description",
        ),
        (format!("{{ {good}, ['\\ud800']: 1 }}"), "key_unknown /transactions/1/\u{fffd}"),
        (
            format!("{{ {good}, description: new Proxy([], {{ get() {{ throw new Error('no'); }} }}) }}"),
            "too_many /transactions/1/description",
        ),
        (
            "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()"
                .to_owned(),
            "type_wrong /transactions/1",
        ),
        (format!("{{ {good}, description: new Array(2e8) }}"), "too_many /transactions/1/description"),
        (
            "Object.fromEntries(Array.from({ length: 3000 }, (_, i) => ['k' + i, i]))".to_owned(),
            "too_many /transactions/1",
        ),
        ("new Map([['amount', 5]])".to_owned(), "type_wrong /transactions/1"),
        ("undefined".to_owned(), "type_wrong /transactions/1"),
    ] {
        assert_eq!(errors_of(&payout), [expected], "{payout}");
    }
}

#[wasm_bindgen_test]
fn no_argument_is_an_issue_too() {
    let engine = Engine::new(JsValue::NULL).unwrap();
    let none = JsValue::UNDEFINED;
    let plan = ask(&engine, "plan", &[&none, &none]);
    assert_eq!(get(&plan, "outcome"), "reject");
    assert_eq!(get(&ask(&engine, "validate", &[&none]), "ok"), false);
    assert_eq!(get(&ask(&engine, "quote", &[&none]), "ok"), false);
    assert_eq!(get(&ask(&engine, "gate", &[&none]), "outcome"), "block");
    let methods: Array = get(&ask(&engine, "methods", &[&none]), "methods").unchecked_into();
    assert_eq!(methods.length(), 0);
}

#[wasm_bindgen_test]
fn a_class_instance_is_data_and_undefined_is_absent() {
    let batch = js_sys::eval(
        "(() => { class Payout { constructor() { this.payee_id = 'cr_88319';
            this.amount = 1450n; this.currency = 'USD'; this.note = undefined; } }
            return { batch_id: 'b', transactions: [new Payout()] }; })()",
    );
    let engine = Engine::new(JsValue::UNDEFINED).unwrap();
    assert_eq!(
        stringify(&ask(&engine, "validate", &[&batch.unwrap()])),
        r#"{"ok":true,"issues":[]}"#
    );
}

#[wasm_bindgen_test]
fn a_wrong_overlay_throws_with_its_issues() {
    let overlay = JSON::parse(r#"{ "fees": [{ "id": "x" }], "fares": [] }"#).unwrap();
    let error = Engine::new(overlay).unwrap_err();
    assert_eq!(get(&error, "name"), "RulebookError");
    let issues: Array = get(&error, "issues").unchecked_into();
    let codes: Vec<String> = issues.iter().map(|i| get(&i, "code").as_string().unwrap()).collect();
    assert!(codes.contains(&"key_unknown".to_owned()), "{codes:?}");
    assert!(codes.contains(&"field_missing".to_owned()), "{codes:?}");
}

#[wasm_bindgen_test]
fn bytes_that_are_a_view_are_read_whole() {
    let engine = Engine::new(JsValue::UNDEFINED).unwrap();
    let context = text_of(&EXAMPLES, "context.json").as_bytes();
    let batch = Uint8Array::from(text_of(&EXAMPLES, "batch.json").as_bytes());
    let view = batch.subarray(0, batch.length() - 3).to_vec();
    let answer = String::from_utf8(engine.plan_json(&view, context).to_vec()).unwrap();
    assert!(answer.contains("json_invalid"), "{answer}");
}

#[wasm_bindgen_test]
fn lists_are_taken_as_bytes_too() {
    let list = js_sys::eval("({ format: 'names', text: new TextEncoder().encode('Ivan Petrov') })");
    let screener = Screener::new(list.unwrap(), JsValue::UNDEFINED).unwrap();
    let payee = JSON::parse(r#"{ "name": "Иван Петров", "at": "2026-11-21T10:00:00Z" }"#).unwrap();
    assert_eq!(get(&screener.screen(payee).unwrap(), "outcome"), "block");
    for (list, code, path) in [
        ("[{ format: 'names', text: new Uint8Array([0xff, 0x80]) }]", "utf8_invalid", "/0/text"),
        ("({ format: 'names', text: new Uint16Array(2) })", "type_wrong", "/text"),
        ("({ format: 'names', text: new DataView(new ArrayBuffer(2)) })", "type_wrong", "/text"),
    ] {
        let list = js_sys::eval(list).unwrap();
        let error = Screener::new(list, JsValue::UNDEFINED).unwrap_err();
        assert_eq!(get(&error, "name"), "ScreeningError");
        let issues: Array = get(&error, "issues").unchecked_into();
        assert_eq!(get(&issues.get(0), "code"), code);
        assert_eq!(get(&issues.get(0), "path"), path);
    }
}
