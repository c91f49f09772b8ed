//! Account forms.

use super::Rows;
use super::row::RowReader;
use super::single::{country, method_id, name as short, unknown_row};
use crate::date::InForce;
use crate::issue::Code;
use crate::rulebook::{AccountForm, FieldForm, FieldRow, IdentifierKind};
use crate::value::{Need, Value};

pub fn account(row: &mut RowReader) -> Option<AccountForm> {
    let (id, meta) = row.meta();
    let methods = row.list("methods", Need::Required, method_id);
    let countries = row.scope("countries", Need::Required, country);
    let (fields, covers) = forms(row);
    Some(AccountForm { id, methods, countries, fields, covers, meta })
}

/// The fields of a form, and the days on which the rows of all of them count: rows of `fields`
/// by their ids, with a question mark where they may be left out, or whole fields.
fn forms(row: &mut RowReader) -> (Vec<FieldForm>, InForce) {
    let mut forms = Rows { read: whole_field, found: Vec::new() };
    let mut covers = InForce::default();
    for (index, item) in row.items("fields", Need::Required).iter().enumerate() {
        let Value::Text(name) = item else {
            row.element("fields", index, item, &mut forms);
            continue;
        };
        let id = name.strip_suffix('?').unwrap_or(name);
        match row.lookup.fields.iter().find(|row| row.meta.enabled && row.id == id) {
            Some(known) => {
                covers = covers.within(&known.meta.in_force);
                forms.found.push(FieldForm { required: id == name, ..known.form.clone() });
            }
            None => {
                let issue = unknown_row("fields", name, &row.path().key("fields").index(index));
                row.issues.push(issue);
            }
        }
    }
    (forms.found, covers)
}

fn whole_field(row: &mut RowReader) -> Option<FieldForm> {
    let (name, required) = (row.text("name", 300), row.flag("required"));
    Some(field(row, name, required))
}

/// A field that account forms name. Its id is its name unless it gives another, and forms say
/// whether it is required.
pub fn field_row(row: &mut RowReader) -> Option<FieldRow> {
    let (id, meta) = row.meta();
    if !row.is_whole() {
        return None;
    }
    let own_name = row.text_of("name", Need::Optional, 300);
    let name = own_name.unwrap_or(&id).to_owned();
    Some(FieldRow { form: field(row, name, true), id, meta })
}

fn field(row: &mut RowReader, name: String, required: bool) -> FieldForm {
    FieldForm {
        name,
        required,
        label: row.text("label", 300),
        example: row.text("example", 300),
        help: row.text("help", 300),
        identifier: identifier(row),
        charset: row.word("charset"),
        min_length: row.whole("min_length", 0, 1000),
        max_length: row.whole("max_length", 1, 1000),
        input_mode: row.word("input_mode"),
        options: row.list("options", Need::Optional, short),
        starts_with: row.list("starts_with", Need::Optional, short),
    }
}

fn identifier(row: &mut RowReader) -> Option<IdentifierKind> {
    let before = row.issues.len();
    let kind = row.word_of("identifier", Need::Optional);
    for issue in row.issues.iter_mut().skip(before) {
        if issue.code == Code::ValueUnknown {
            issue.code = Code::IdentifierUnknown;
        }
    }
    kind
}
