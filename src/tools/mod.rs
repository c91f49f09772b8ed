//! What people who edit rules ask, and no decision does: what looks wrong in them, the reference to
//! read, and the rows as data. JavaScript has it in a wasm of its own, which no page loads.

mod docs;
mod notes;
mod reach;
mod rows;

pub use reach::methods;

use crate::Engine;
use crate::issue::Issue;
use crate::json;
use crate::rulebook::Finding;
use crate::value::Value;
use notes::Notes;
use serde::Serialize;

/// A finding as JSON.
#[derive(Serialize)]
struct Found<'f> {
    table: &'static str,
    row: &'f str,
    field: &'f str,
    issue: &'f Issue,
}

/// [`Engine::lint`] as JSON: `[{ table, row, field, issue }]`.
///
/// ```
/// use payout_rules::{Engine, tools};
///
/// assert_eq!(tools::lint(&Engine::new(None).unwrap()), "[]");
/// ```
pub fn lint(engine: &Engine) -> String {
    let found = engine.lint();
    let as_json = |finding: &'_ Finding<'_>| {
        let Finding { table, row, field, issue } = finding;
        json::text(&Found { table, row, field, issue })
    };
    format!("[{}]", found.iter().map(as_json).collect::<Vec<_>>().join(","))
}

/// The reference of the engine's rulebook in Markdown, every page by its file, the index first. The
/// overlay is that of the engine, for the notes and names in it; each page says what made it.
pub fn docs(
    engine: &Engine,
    overlay: Option<&Value>,
    made_by: &str,
) -> Vec<(&'static str, String)> {
    docs::pages(engine, &Notes::new(overlay), made_by)
}

/// Every row as JSON, `{ table: [row] }`, with the overlay over the default rulebook: of each key the
/// value that counts, without notes.
///
/// ```
/// assert!(payout_rules::tools::rows(None).starts_with(r#"{"currencies":[{"id":"AED","#));
/// ```
pub fn rows(overlay: Option<&Value>) -> String {
    rows::text(overlay)
}
