//! What each method asks of a payee.

use crate::rulebook::{AccountForm, FieldForm};

use super::Book;
use super::markdown::{days, scope, table};

pub fn accounts(book: &Book) -> String {
    let mut out =
        "A form that names the country goes before one for every country. Methods of one \
                   form share an account on file.\n\n"
            .to_owned();
    out.extend(book.rules().accounts.iter().map(|form| section(book, form)));
    out
}

fn section(book: &Book, form: &AccountForm) -> String {
    let mut out = format!("## `{}`\n\n", form.id);
    let [from, until] = days(&form.meta.in_force);
    let mut line = |head: &str, text: &str| {
        if !text.is_empty() {
            out.push_str(&format!("- {head}: {text}\n"));
        }
    };
    line("State", book.state(&form.meta));
    line("Methods", &form.methods.join(" "));
    line("Countries", &scope(&form.countries));
    line("From", &from);
    line("Until", &until);
    line("Note", book.note("accounts", &form.id));
    line("Confidence", form.meta.confidence.as_str());
    line("Source", &form.meta.source);
    out.push('\n');
    out.push_str(&table(
        &["Field", "Label", "Required", "Checked as", "Characters", "One of", "Example", "Help"],
        form.fields.iter().map(field),
    ));
    out
}

fn field(field: &FieldForm) -> Vec<String> {
    let length = match (field.min_length, field.max_length) {
        (min, max) if min == max => format!("{min} {}", field.charset.as_str()),
        (min, max) => format!("{min} to {max} {}", field.charset.as_str()),
    };
    let begins = match field.starts_with.as_slice() {
        [] => String::new(),
        starts => format!(", begins with {}", starts.join(" or ")),
    };
    vec![
        format!("`{}`", field.name),
        field.label.clone(),
        if field.required { "yes" } else { "" }.to_owned(),
        field.identifier.map_or("", |kind| kind.as_str()).to_owned(),
        format!("{length}{begins}"),
        field.options.join(", "),
        field.example.clone(),
        field.help.clone(),
    ]
}
