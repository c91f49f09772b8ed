//! Return codes: the systems they belong to, their classes, and the codes.

use super::row::RowReader;
use super::single::{Lookup, name, rail, row_named, unknown_row};
use crate::issue::{Code, Issue};
use crate::rulebook::{Advice, Failure, FailureClass, FailureSystem, Window, WindowUnit};
use crate::value::{Need, Path, Value, text};
use std::sync::Arc;

pub fn system(row: &mut RowReader) -> Option<FailureSystem> {
    let (id, meta) = row.meta();
    Some(FailureSystem {
        id,
        name: row.text("name", 2000),
        rails: row.scope("rails", Need::Optional, rail_id),
        kinds: row.scope_of_words("kinds", Need::Optional),
        codes: row.list("codes", Need::Required, list_name),
        window: row.object("window", Need::Optional, window),
        meta,
    })
}

pub fn class(row: &mut RowReader) -> Option<FailureClass> {
    let (id, meta) = row.meta();
    Some(FailureClass { id, advice: advice(row, Need::Required), meta })
}

pub fn failure(row: &mut RowReader) -> Option<Failure> {
    let (id, meta) = row.meta();
    let title = row.text("title", 2000);
    let class = row.required("class", class_named);
    let advice = advice(row, Need::Optional);
    let window_of_return = row.object("window", Need::Optional, window);
    let deadline = row.object("deadline", Need::Optional, window);
    let list = id.split_once('.').filter(|(_, code)| !code.is_empty()).map(|(list, _)| list);
    let is_known = |list| row.lookup.failure_lists.iter().any(|known| known == list);
    if row.is_whole() && !list.is_some_and(is_known) {
        let issue = unknown_row("failure_systems", list.unwrap_or(&id), &row.path().key("id"));
        let help = "an id is a list that a system names in \"codes\", a point and a code: ach.R03";
        row.issues.push(issue.help(help));
        return None;
    }
    Some(Failure { id, title, class: class?, advice, window: window_of_return, deadline, meta })
}

fn class_named(value: &Value, path: &Path, lookup: &Lookup) -> Result<Arc<FailureClass>, Issue> {
    let classes = &lookup.failure_classes;
    Ok(row_named(value, path, "failure_classes", classes, |class| &class.id)?.1.clone())
}

fn rail_id(value: &Value, path: &Path, lookup: &Lookup) -> Result<String, Issue> {
    Ok(rail(value, path, lookup)?.id.clone())
}

fn list_name(value: &Value, path: &Path, _: &Lookup) -> Result<String, Issue> {
    text(1, 40)(value, path).map(str::to_owned)
}

/// The name, in the details of an account, of a field that the rulebook has.
fn field_name(value: &Value, path: &Path, lookup: &Lookup) -> Result<String, Issue> {
    let name = name(value, path, lookup)?;
    if lookup.field_names.contains(&name) {
        return Ok(name);
    }
    let message = format!("no account form has a field \"{name}\"");
    Err(Issue::new(Code::RowUnknown, message).at(path).param("id", name))
}

fn advice(row: &mut RowReader, need: Need) -> Advice {
    // Of a default row it is no mistake when an overlay calls a field otherwise.
    let field = if row.overlaid { field_name } else { name };
    Advice {
        payout: row.word_of("payout", need),
        retry: row.word_of("retry", need),
        account: row.word_of("account", need),
        notify: row.word_of("notify", need),
        fields: row.raw("fields").is_some().then(|| row.list("fields", need, field)),
        meaning: row.text_of("meaning", need, 300).map(str::to_owned),
    }
}

fn window(row: &mut RowReader) -> Option<Window> {
    let unit = row.word_of("unit", Need::Required);
    let after = row.word("after");
    let within = match unit.is_none_or(WindowUnit::is_counted) {
        true => Some(row.whole("within", 1, 1000)),
        false => None,
    };
    Some(Window { within, unit: unit?, after })
}
