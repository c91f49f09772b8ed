//! Account forms.

use super::row::{Lookup, RowReader, unknown_row};
use crate::issue::{Code, Issue};
use crate::rulebook::{AccountForm, Charset, FieldForm, IdentifierKind, InputMode};
use crate::value::{Fields, Need, Path, Value, country, each, flag, integer, one_of, text};

pub fn account(row: &mut RowReader) -> Option<AccountForm> {
    let meta = row.meta();
    let lookup = row.lookup;
    let methods = row.list("methods", Need::Required, |value, path, issues| {
        method_id(value, path, lookup).map_err(|issue| issues.push(issue)).ok()
    });
    let countries = row.scope("countries", Need::Required, country);
    let fields = row.list("fields", Need::Required, field);
    let (id, meta) = meta?;
    Some(AccountForm { id, methods: methods?, countries: countries?, fields: fields?, meta })
}

/// The id of a method of the rulebook.
pub fn method_id(value: &Value, path: &Path, lookup: &Lookup) -> Result<String, Issue> {
    let id = text(1, 60)(value, path)?;
    let known = lookup.methods.iter().any(|method| method == id);
    if known { Ok(id.to_owned()) } else { Err(unknown_row("methods", id, path)) }
}

fn field(value: &Value, path: &Path, issues: &mut Vec<Issue>) -> Option<FieldForm> {
    let mut fields = Fields::open(value, *path, issues)?;
    let mut words = |name, issues: &mut Vec<Issue>| {
        fields.take(name, Need::Required, issues, text(1, 300)).map(str::to_owned)
    };
    let name = words("name", issues);
    let label = words("label", issues);
    let example = words("example", issues);
    let help = words("help", issues);
    let required = fields.take("required", Need::Required, issues, flag);
    let identifier = fields.take("identifier", Need::Optional, issues, identifier);
    let charset = fields.take("charset", Need::Required, issues, one_of(Charset::WORDS));
    let min_length = fields.take("min_length", Need::Required, issues, integer(0, 1000));
    let max_length = fields.take("max_length", Need::Required, issues, integer(1, 1000));
    let input_mode = fields.take("input_mode", Need::Required, issues, one_of(InputMode::WORDS));
    let mut words_of = |name, issues: &mut Vec<Issue>| {
        let words = fields.take_all(name, Need::Optional, issues, |value, path, issues| {
            each(value, path, issues, |value, path| text(1, 60)(value, path).map(str::to_owned))
        });
        words.unwrap_or_default()
    };
    let options = words_of("options", issues);
    let starts_with = words_of("starts_with", issues);
    fields.finish(issues);
    Some(FieldForm {
        name: name?,
        label: label?,
        required: required?,
        identifier,
        charset: charset?,
        min_length: usize::try_from(min_length?).ok()?,
        max_length: usize::try_from(max_length?).ok()?,
        options,
        starts_with,
        input_mode: input_mode?,
        example: example?,
        help: help?,
    })
}

fn identifier(value: &Value, path: &Path) -> Result<IdentifierKind, Issue> {
    one_of(IdentifierKind::WORDS)(value, path).map_err(|mut issue| {
        if issue.code == Code::ValueUnknown {
            issue.code = Code::IdentifierUnknown;
        }
        issue
    })
}
