//! Account forms.

use super::row::{Lookup, RowReader, unknown_row};
use crate::date::InForce;
use crate::issue::{Code, Issue};
use crate::rulebook::{AccountForm, Charset, FieldForm, FieldRow, IdentifierKind, InputMode};
use crate::value::{Fields, Need, Path, Value, country, each, flag, integer, one_of, text};

pub fn account(row: &mut RowReader) -> Option<AccountForm> {
    let meta = row.meta();
    let lookup = row.lookup;
    let methods = row.list("methods", Need::Required, |value, path, issues| {
        method_id(value, path, lookup).map_err(|issue| issues.push(issue)).ok()
    });
    let countries = row.scope("countries", Need::Required, country);
    let mut covers = InForce::default();
    let fields = row.list("fields", Need::Required, |value, path, issues| match value {
        Value::Text(name) => {
            let row = named_field(name, path, lookup).map_err(|issue| issues.push(issue)).ok()?;
            covers = covers.within(&row.meta.in_force);
            Some(FieldForm { required: !name.ends_with('?'), ..row.form.clone() })
        }
        _ => {
            let mut fields = Fields::open(value, *path, issues)?;
            let form = field(&mut fields, None, issues);
            fields.finish(issues);
            form
        }
    });
    let (id, meta) = meta?;
    let (methods, countries, fields) = (methods?, countries?, fields?);
    Some(AccountForm { id, methods, countries, fields, covers, meta })
}

/// The id of a method of the rulebook.
pub fn method_id(value: &Value, path: &Path, lookup: &Lookup) -> Result<String, Issue> {
    let id = text(1, 60)(value, path)?;
    let known = lookup.methods.iter().any(|method| method == id);
    if known { Ok(id.to_owned()) } else { Err(unknown_row("methods", id, path)) }
}

/// A row of `fields`, by its id; with a question mark it may be left out.
fn named_field<'l>(name: &str, path: &Path, lookup: &'l Lookup) -> Result<&'l FieldRow, Issue> {
    let id = name.strip_suffix('?').unwrap_or(name);
    let known = lookup.fields.iter().find(|row| row.meta.enabled && row.id == id);
    known.ok_or_else(|| unknown_row("fields", name, path))
}

/// A field that account forms name.
pub fn field_row(row: &mut RowReader) -> Option<FieldRow> {
    let (id, meta) = row.meta()?;
    let form = field(&mut row.fields, Some(&id), row.issues);
    Some(FieldRow { form: form?, id, meta })
}

/// A field; one with an id has that for its name unless it gives another, and forms say whether
/// it is required.
fn field(fields: &mut Fields, id: Option<&str>, issues: &mut Vec<Issue>) -> Option<FieldForm> {
    let need = if id.is_some() { Need::Optional } else { Need::Required };
    let name = fields.take("name", need, issues, text(1, 300)).or(id).map(str::to_owned);
    let required = match id {
        Some(_) => Some(true),
        None => fields.take("required", Need::Required, issues, flag),
    };
    let mut words = |name, issues: &mut Vec<Issue>| {
        fields.take(name, Need::Required, issues, text(1, 300)).map(str::to_owned)
    };
    let label = words("label", issues);
    let example = words("example", issues);
    let help = words("help", issues);
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
