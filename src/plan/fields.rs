//! What a method asks of a payee, ready for a form: its fields, and a JSON Schema of them.

use super::account::{Reach, reach};
use crate::batch::AccountRequest;
use crate::collect::Listed;
use crate::country::Country;
use crate::date::Date;
use crate::identifier::{Identifier, check, iban_example, schemes};
use crate::issue::Issue;
use crate::rulebook::{AccountForm, Charset, FieldForm, IdentifierKind, Rulebook};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// The answer to a request for fields.
#[derive(Debug, Clone, Serialize)]
pub struct FieldsAnswer<'r> {
    /// Whether the method pays to that country, in that currency, to that type of payee.
    pub ok: bool,
    /// The account form's row; methods with one form share an account on file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<&'r str>,
    /// The fields, in the order of a form.
    pub fields: Vec<Asked<'r>>,
    /// What an account's details look like in their normal form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<Schema<'r>>,
    /// Why not.
    pub issues: Vec<Issue>,
}

/// A field with the pattern of its normal form.
#[derive(Debug, Clone)]
pub struct Asked<'r> {
    field: &'r FieldForm,
    pattern: Option<String>,
    /// Of that country, where its own row gives one of another.
    example: Cow<'r, str>,
    /// The same in its normal form, if that is another.
    normal: Option<String>,
}

/// A JSON Schema (2020-12) of an account's details. It says what can be said of one value by its
/// form; check digits are the engine's.
#[derive(Debug, Clone)]
pub struct Schema<'r>(Vec<Asked<'r>>);

/// What the method asks for there.
pub fn fields<'r>(rulebook: &'r Rulebook, request: &AccountRequest<'_, 'r>) -> FieldsAnswer<'r> {
    let Reach { issues, form, .. } = reach(rulebook, request);
    let fields = asked(rulebook, form, request.country, request.day);
    FieldsAnswer {
        ok: !issues.iter().any(Issue::is_error),
        form: form.map(|form| form.id.as_str()),
        schema: form.map(|_| Schema(fields.clone())),
        fields,
        issues,
    }
}

/// The fields of a form as a payee in that country is asked for them.
pub fn asked<'r>(
    rulebook: &'r Rulebook,
    form: Option<&'r AccountForm>,
    country: Country,
    day: Date,
) -> Vec<Asked<'r>> {
    let mut fields = Vec::new();
    for field in form.map_or(&[] as &[FieldForm], |form| &form.fields) {
        let own = rulebook.iban(country).filter(|row| row.meta.holds(day));
        let own = own.filter(|_| field.identifier == Some(IdentifierKind::Iban)).map(iban_example);
        let example = own.map_or(Cow::Borrowed(field.example.as_str()), Cow::Owned);
        let identifier = field.identifier.map(|kind| Identifier {
            kind,
            value: &example,
            country: None,
            bank_code: None,
        });
        let known = identifier.and_then(|identifier| check(&identifier, rulebook).ok());
        let normal = known.map(|known| known.normalized);
        fields.push(Asked { field, pattern: pattern(field), example, normal });
    }
    fields
}

/// The answer when the request cannot be read.
pub fn no_fields<'r>(issues: Vec<Issue>) -> FieldsAnswer<'r> {
    FieldsAnswer { ok: false, form: None, fields: Vec::new(), schema: None, issues }
}

/// A regular expression that JavaScript and JSON Schema read; `None` where any text will do.
fn pattern(field: &FieldForm) -> Option<String> {
    let (min, max) = (field.min_length, field.max_length);
    let whole = match (field.identifier, field.charset) {
        (Some(kind), _) => schemes().find(|scheme| scheme.kind == kind)?.regex()?,
        _ if !field.options.is_empty() => return None,
        (None, Charset::Digits) => format!("^[0-9]{{{min},{max}}}$"),
        (None, Charset::Alphanumeric) => format!("^[0-9A-Za-z]{{{min},{max}}}$"),
        (None, Charset::Text) if field.starts_with.is_empty() => return None,
        (None, Charset::Text) => format!("^.{{{min},{max}}}$"),
    };
    if field.starts_with.is_empty() {
        return Some(whole);
    }
    // Looks ahead for a beginning, and then at the whole.
    let mut beginning = String::from("^(?=");
    for (index, start) in field.starts_with.iter().enumerate() {
        beginning.push_str(if index == 0 { "" } else { "|" });
        for letter in start.chars() {
            // No text search: it would bring the searcher along for one letter.
            if matches!(
                letter,
                '^' | '$'
                    | '\\'
                    | '.'
                    | '*'
                    | '+'
                    | '?'
                    | '('
                    | ')'
                    | '['
                    | ']'
                    | '{'
                    | '}'
                    | '|'
                    | '/'
            ) {
                beginning.push('\\');
            }
            beginning.push(letter);
        }
    }
    Some(beginning + ")" + whole.trim_start_matches('^'))
}

impl Serialize for Asked<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Asked { field, pattern, example, .. } = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", &field.name)?;
        map.serialize_entry("label", &field.label)?;
        map.serialize_entry("required", &field.required)?;
        if let Some(identifier) = &field.identifier {
            map.serialize_entry("identifier", identifier)?;
        }
        if let Some(pattern) = pattern {
            map.serialize_entry("pattern", pattern)?;
        }
        map.serialize_entry("charset", &field.charset)?;
        map.serialize_entry("min_length", &field.min_length)?;
        map.serialize_entry("max_length", &field.max_length)?;
        if !field.options.is_empty() {
            map.serialize_entry("options", &field.options)?;
        }
        if !field.starts_with.is_empty() {
            map.serialize_entry("starts_with", &field.starts_with)?;
        }
        map.serialize_entry("input_mode", &field.input_mode)?;
        map.serialize_entry("example", example)?;
        map.serialize_entry("help", &field.help)?;
        map.end()
    }
}

impl Serialize for Schema<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let required = self.0.iter().filter(|asked| asked.field.required);
        let required: Vec<&str> = required.map(|asked| asked.field.name.as_str()).listed();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("$schema", "https://json-schema.org/draft/2020-12/schema")?;
        map.serialize_entry("type", "object")?;
        map.serialize_entry("properties", &Properties(&self.0))?;
        map.serialize_entry("required", &required)?;
        map.serialize_entry("additionalProperties", &false)?;
        map.end()
    }
}

struct Properties<'a, 'r>(&'a [Asked<'r>]);

impl Serialize for Properties<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for asked in self.0 {
            map.serialize_entry(&asked.field.name, &Property(asked))?;
        }
        map.end()
    }
}

struct Property<'a, 'r>(&'a Asked<'r>);

impl Serialize for Property<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Asked { field, pattern, example, normal } = self.0;
        let example = normal.as_deref().unwrap_or(example);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", "string")?;
        map.serialize_entry("title", &field.label)?;
        map.serialize_entry("description", &field.help)?;
        if !field.options.is_empty() {
            map.serialize_entry("enum", &field.options)?;
        } else if field.identifier.is_none() {
            map.serialize_entry("minLength", &field.min_length)?;
            map.serialize_entry("maxLength", &field.max_length)?;
        }
        if let Some(pattern) = pattern {
            map.serialize_entry("pattern", pattern)?;
        }
        map.serialize_entry("examples", &[example])?;
        map.end()
    }
}
