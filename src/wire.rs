//! Documents in, JSON text out. Every host calls these, so every host gives the same bytes and,
//! for what cannot be read, the same issues.

use crate::Engine;
use crate::batch::{
    Batch, Context, decode_account_request, decode_batch, decode_context, decode_failure_request,
    decode_fields_request, decode_gate_request, decode_methods_request, decode_quote_request,
};
use crate::coverage::{decode_coverage_request, no_coverage};
use crate::engine::{RulebookDiff, RulebookInfo};
use crate::failure::FailureAnswer;
use crate::gate::{GateAnswer, GateOutcome};
use crate::identifier::decode_identifier_request;
use crate::issue::{Code, Issue};
use crate::json::text as json;
use crate::plan::{PlanText, RulebookName, no_fields, no_methods, unchecked, unpriced, unverified};
use crate::report::{decode_report_request, no_report};
#[cfg(feature = "screening")]
use crate::screening::{Screener, decode_screen_request};
use crate::value::{Path, Value, as_of, moment, read};

/// Answers a call by its name in JavaScript; what is not given is `null`. `None` where there is no
/// such call.
pub fn ask(engine: &Engine, call: &str, args: &[Value]) -> Option<String> {
    let arg = |place| args.get(place).unwrap_or(&Value::Null);
    let (first, second, third) = (arg(0), arg(1), arg(2));
    Some(match call {
        "rulebook" => rulebook(engine, first),
        "diffRulebook" => diff_rulebook(engine, first, second),
        "coverage" => coverage(engine, first),
        "methods" => methods(engine, first),
        "fields" => fields(engine, first),
        "checkAccount" => check_account(engine, first),
        "checkIdentifier" => check_identifier(engine, first),
        "gate" => gate(engine, first),
        "quote" => quote(engine, first),
        "verifyQuote" => verify_quote(engine, first, second, third),
        "failure" => failure(engine, first),
        "report" => report(engine, first),
        "validate" => validate(engine, first),
        "plan" => plan(engine, first, second).into_string(),
        _ => return None,
    })
}

/// Answers [`Engine::info`], or with a time and not `null` [`Engine::info_at`].
pub fn rulebook(engine: &Engine, at: &Value) -> String {
    if matches!(at, Value::Null) {
        return json(&engine.info());
    }
    json(&match as_of(at, &Path::root()) {
        Ok(at) => engine.info_at(at),
        Err(issue) => RulebookInfo { issues: vec![issue], ..engine.info() },
    })
}

/// Answers [`Engine::diff_rulebook`]; from or to a time that cannot be read nothing changes.
pub fn diff_rulebook(engine: &Engine, from: &Value, to: &Value) -> String {
    let (root, mut issues) = (Path::root(), Vec::new());
    let mut time =
        |value, name| as_of(value, &root.key(name)).map_err(|issue| issues.push(issue)).ok();
    let (from, to) = (time(from, "from"), time(to, "to"));
    json(&match from.zip(to) {
        Some((from, to)) => engine.diff_rulebook(from, to),
        None => {
            let rulebook = RulebookName::of(engine.rulebook());
            RulebookDiff { from, to, changes: Vec::new(), rulebook, issues }
        }
    })
}

/// Answers [`Engine::coverage`]; a request that cannot be read covers nothing.
pub fn coverage(engine: &Engine, request: &Value) -> String {
    match decode_coverage_request(request, engine.rulebook()) {
        Ok(request) => json(&engine.coverage(&request)),
        Err(issues) => json(&no_coverage(engine.rulebook(), issues)),
    }
}

/// Answers [`Engine::methods`]; a request that cannot be read has no methods, and issues.
pub fn methods(engine: &Engine, request: &Value) -> String {
    match decode_methods_request(request, engine.rulebook()) {
        Ok(request) => json(&engine.methods(&request)),
        Err(issues) => json(&no_methods(engine.rulebook(), issues)),
    }
}

/// Answers [`Engine::fields`]; a request that cannot be read has none, and issues.
pub fn fields(engine: &Engine, request: &Value) -> String {
    match decode_fields_request(request, engine.rulebook()) {
        Ok(request) => json(&engine.fields(&request)),
        Err(issues) => json(&no_fields(issues)),
    }
}

/// Answers [`Engine::check_account`]; a request that cannot be read is not `ok`.
pub fn check_account(engine: &Engine, request: &Value) -> String {
    match decode_account_request(request, engine.rulebook()) {
        Ok(request) => json(&engine.check_account(&request)),
        Err(issues) => json(&unchecked(issues)),
    }
}

/// Answers [`Engine::check_identifier`]; a request that cannot be read is not `ok`.
pub fn check_identifier(engine: &Engine, request: &Value) -> String {
    match decode_identifier_request(request) {
        Ok(request) => json(&engine.check_identifier(&request)),
        Err(answer) => json(&answer),
    }
}

/// Answers [`Engine::gate`]; a request that cannot be read is blocked.
pub fn gate(engine: &Engine, request: &Value) -> String {
    let answer = match decode_gate_request(request, engine.rulebook()) {
        Ok(request) => engine.gate(&request),
        Err(reasons) => {
            GateAnswer { outcome: GateOutcome::Block, reasons, ..GateAnswer::default() }
        }
    };
    json(&answer)
}

/// Answers [`Engine::quote`]; a request that cannot be read is not `ok`.
pub fn quote(engine: &Engine, request: &Value) -> String {
    match decode_quote_request(request, engine.rulebook()) {
        Ok(request) => json(&engine.quote(&request)),
        Err(issues) => json(&unpriced(engine.rulebook(), issues)),
    }
}

/// Answers [`Engine::verify_quote`]; against a request or a moment that cannot be read no quote is
/// the same.
pub fn verify_quote(engine: &Engine, quote: &Value, request: &Value, at: &Value) -> String {
    // An argument of its own, so the parameter says which.
    let moment = moment(at, &Path::root()).map_err(|issue| issue.param("argument", "at"));
    let check = match (decode_quote_request(request, engine.rulebook()), moment) {
        (Ok(request), Ok(at)) => engine.verify_quote(quote, &request, at),
        (request, at) => {
            let mut issues = request.err().unwrap_or_default();
            issues.extend(at.err());
            unverified(issues)
        }
    };
    json(&check)
}

/// Answers [`Engine::failure`]; for a request that cannot be read nothing is known.
pub fn failure(engine: &Engine, request: &Value) -> String {
    match decode_failure_request(request) {
        Ok(request) => json(&engine.failure(&request)),
        Err(issues) => json(&FailureAnswer { issues, ..FailureAnswer::default() }),
    }
}

/// Answers [`Engine::report`]; a request that cannot be read reports nobody, and has issues.
pub fn report(engine: &Engine, request: &Value) -> String {
    match decode_report_request(request, engine.rulebook()) {
        Ok(request) => json(&engine.report(&request)),
        Err(issues) => json(&no_report(engine.rulebook(), issues)),
    }
}

/// Answers [`Engine::validate`].
pub fn validate(engine: &Engine, batch: &Value) -> String {
    json(&engine.validate(&decode_batch(batch, engine.rulebook())))
}

/// Answers [`Engine::plan`].
pub fn plan(engine: &Engine, batch: &Value, context: &Value) -> PlanText {
    let batch = decode_batch(batch, engine.rulebook());
    let context = decode_context(context, engine.rulebook());
    engine.plan_text(&batch, &context)
}

/// Answers [`Engine::plan`] for UTF-8 JSON. A document that is none refuses every payout, and
/// the plan says where it breaks.
///
/// ```
/// use payout_rules::{Engine, wire::plan_bytes};
/// let engine = Engine::new(None).unwrap();
/// let plan = plan_bytes(&engine, b"{ \"batch_id\": ", b"{}");
/// assert!(plan.contains("expected a value, found the end at line 1, column 15"));
/// ```
pub fn plan_bytes(engine: &Engine, batch: &[u8], context: &[u8]) -> PlanText {
    let rulebook = engine.rulebook();
    let (batch, context) = (document(batch, "batch"), document(context, "context"));
    let batch = match &batch {
        Ok(value) => decode_batch(value, rulebook),
        Err(issue) => Batch::unreadable(issue.clone()),
    };
    let context = match &context {
        Ok(value) => decode_context(value, rulebook),
        Err(issue) => Context::unreadable(issue.clone()),
    };
    engine.plan_text(&batch, &context)
}

/// Answers [`Screener::info`].
#[cfg(feature = "screening")]
pub fn screener(screener: &Screener) -> String {
    json(&screener.info())
}

/// Answers [`Screener::screen`]; a question that cannot be read holds.
#[cfg(feature = "screening")]
pub fn screen(screener: &Screener, request: &Value) -> String {
    json(&screener.screen(&decode_screen_request(request, &Path::root())))
}

/// Answers [`Screener::screen_all`]; what is no list is one question that cannot be read.
#[cfg(feature = "screening")]
pub fn screen_all(screener: &Screener, requests: &Value) -> String {
    let root = Path::root();
    let requests: Vec<_> = match requests {
        Value::List(items) => {
            let items = items.iter().enumerate();
            items.map(|(place, item)| decode_screen_request(item, &root.index(place))).collect()
        }
        other => vec![decode_screen_request(other, &root)],
    };
    json(&screener.screen_all(&requests))
}

pub(crate) fn document<'a>(bytes: &'a [u8], name: &'static str) -> Result<Value<'a>, Issue> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let message = format!("the {name} is not UTF-8 after {} bytes", error.valid_up_to());
        Issue::new(Code::Utf8Invalid, message).param("valid_bytes", error.valid_up_to())
    });
    let value = text.and_then(|text| {
        read(text).map_err(|error| {
            Issue::new(Code::JsonInvalid, format!("the {name} is not JSON: {error}"))
                .param("line", error.line)
                .param("column", error.column)
        })
    });
    value.map_err(|issue| issue.at(&Path::root()).param("document", name))
}
