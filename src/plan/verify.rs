//! Whether a quote is what the engine would say now, and still lives.

use super::price::{QuoteAnswer, price};
use crate::batch::QuoteRequest;
use crate::date::Moment;
use crate::hash::Hash;
use crate::issue::{Code, Issue, Path};
use crate::json;
use crate::money::parse_number;
use crate::rulebook::Rulebook;
use crate::value::{Entries, Value, read, shown};
use crate::words::words;
use serde::Serialize;

/// What became of a quote.
#[derive(Debug, Clone, Serialize)]
pub struct QuoteCheck {
    /// Whether it can be taken: it is the same, still lives, and was `ok` itself.
    pub ok: bool,
    /// The same, dead, or another.
    pub status: QuoteStatus,
    /// Where they differ, the first of them.
    pub differences: Vec<Difference>,
    /// When the quote dies that was made anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Moment>,
    /// Of the quote that was made anew; absent when the request could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash: Option<Hash>,
    /// What is wrong with the request or the moment.
    pub issues: Vec<Issue>,
}

words! {
    /// What became of a quote.
    QuoteStatus {
        /// Every byte of it is what the engine says.
        Same = "same",
        /// The same, but its time is over.
        Expired = "expired",
        /// Something in it is not what the engine says.
        Different = "different",
    }
}

/// A place at which two quotes differ.
#[derive(Debug, Clone, Serialize)]
pub struct Difference {
    /// JSON Pointer into the quote.
    pub path: String,
    /// What was quoted there, as text; absent where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quoted: Option<String>,
    /// What the engine says; absent where it says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed: Option<String>,
}

/// Most differences that are told.
const DIFFERENCES_MAX: usize = 64;

/// Makes the quote anew and compares.
pub fn verify(
    rulebook: &Rulebook,
    quoted: &Value,
    request: &QuoteRequest,
    at: Moment,
) -> QuoteCheck {
    let quote = price(rulebook, request);
    let mut differences = Vec::new();
    // As it would be read from the wire, so that both are one kind of thing.
    let text = json::text(&quote);
    compare(Some(quoted), read(&text).ok().as_ref(), &Path::root(), &mut differences);
    let QuoteAnswer { ok, terms, hash, .. } = quote;
    let expires_at = terms.map(|terms| terms.expires_at);
    let status = match expires_at {
        _ if !differences.is_empty() => QuoteStatus::Different,
        Some(expires_at) if at > expires_at => QuoteStatus::Expired,
        _ => QuoteStatus::Same,
    };
    let mut issues = Vec::new();
    if at < request.at {
        let message = format!("the quote is made for {}, after {at}", request.at);
        issues.push(Issue::new(Code::QuoteFromFuture, message));
    }
    let ok = ok && status == QuoteStatus::Same && issues.is_empty();
    QuoteCheck { ok, status, differences, expires_at, hash: Some(hash), issues }
}

/// The answer to a request that could not be read.
pub fn unverified(issues: Vec<Issue>) -> QuoteCheck {
    let (status, differences) = (QuoteStatus::Different, Vec::new());
    QuoteCheck { ok: false, status, differences, expires_at: None, hash: None, issues }
}

fn compare(
    quoted: Option<&Value>,
    computed: Option<&Value>,
    path: &Path,
    to: &mut Vec<Difference>,
) {
    if to.len() >= DIFFERENCES_MAX || quoted.is_some() && quoted == computed {
        return;
    }
    match (quoted, computed) {
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            let more = b.iter().filter(|(key, _)| !a.iter().any(|(known, _)| known == key));
            for (key, _) in a.iter().chain(more) {
                compare(member(a, key), member(b, key), &path.key(key), to);
            }
        }
        // `50` and `50.0` are one number, and hosts write it as they like.
        (Some(Value::Number(a)), Some(Value::Number(b))) if parse_number(a) == parse_number(b) => {}
        (Some(Value::List(a)), Some(Value::List(b))) => {
            for place in 0..a.len().max(b.len()) {
                compare(a.get(place), b.get(place), &path.index(place), to);
            }
        }
        _ => {
            let (quoted, computed) = (quoted.map(written), computed.map(written));
            to.push(Difference { path: path.to_string(), quoted, computed });
        }
    }
}

/// The one of that name; of two none can be told from the other.
fn member<'v, 'a>(entries: &'v Entries<'a>, name: &str) -> Option<&'v Value<'a>> {
    let mut named = entries.iter().filter(|(key, _)| key == name).map(|(_, value)| value);
    named.next().filter(|_| named.next().is_none())
}

/// A value in so many words.
fn written(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Number(text) => shown(text),
        Value::Bool(flag) => flag.to_string(),
        other => other.noun().to_owned(),
    }
}
