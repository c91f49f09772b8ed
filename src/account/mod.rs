//! Accounts on file: does what the payee gave fit the method's form, check digits included.

use crate::collect::joined;
use crate::country::Country;
use crate::date::Date;
use crate::identifier::{Identifier, check, looks_like, shows_through};
use crate::issue::{Code, Issue, Remedy};
use crate::rulebook::{AccountForm, Charset, FieldForm, IdentifierKind, Rulebook, Scope};
use crate::value::Path;
use std::borrow::Cow;

/// The account's details, by field name.
pub type Details<'v> = [(&'v str, &'v str)];

/// An account against the form of its method.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked<'v> {
    /// Everything that is wrong with it or doubtful.
    pub issues: Vec<Issue>,
    /// The fields that are right, by name, each in its normal form.
    pub normalized: Vec<(&'v str, Cow<'v, str>)>,
}

/// Where an account may be held, and when.
#[derive(Debug, Clone, Copy)]
pub struct Place<'r> {
    /// Countries of banks that the rail reaches.
    pub countries: &'r Scope<Country>,
    /// The day of the request.
    pub day: Date,
    /// Rules.
    pub rulebook: &'r Rulebook,
}

/// Checks an account's details against the form; `path` is that of the details.
pub fn check_account<'v>(
    form: &AccountForm,
    details: &Details<'v>,
    place: Place,
    path: &Path,
) -> Checked<'v> {
    let mut checked = Checked::default();
    for field in &form.fields {
        let given = details.iter().find(|(name, _)| *name == field.name);
        let given = given.map(|(name, value)| (*name, value.trim()));
        let Some((name, value)) = given.filter(|(_, value)| !value.is_empty()) else {
            checked.issues.extend(field.required.then(|| missing_field(field, path)));
            continue;
        };
        let (normalized, issue) = match check_field(field, value, details, place) {
            Ok((normalized, doubt)) => (Some(normalized), doubt),
            Err(issue) => (None, Some(issue)),
        };
        checked.normalized.extend(normalized.map(|normalized| (name, normalized)));
        checked.issues.extend(issue.map(|issue| {
            issue.at(&path.key(&field.name)).remedy(Remedy::FixField { field: field.name.clone() })
        }));
    }
    for (name, _) in details {
        if !form.fields.iter().any(|field| field.name == *name) {
            let message = format!("the account has no field \"{name}\"");
            checked.issues.push(
                Issue::new(Code::AccountFieldUnknown, message)
                    .at(&path.key(name))
                    .param("field", *name),
            );
        }
    }
    checked
}

fn missing_field(field: &FieldForm, path: &Path) -> Issue {
    let message = format!("the account's {} is missing", field.label.to_ascii_lowercase());
    Issue::new(Code::AccountFieldMissing, message)
        .at(&path.key(&field.name))
        .param("field", field.name.as_str())
        .help(field.help.as_str())
        .remedy(Remedy::FixField { field: field.name.clone() })
}

/// A field in its normal form, with what is doubtful of it; or what is wrong.
fn check_field<'v>(
    field: &FieldForm,
    value: &'v str,
    details: &Details,
    place: Place,
) -> Result<(Cow<'v, str>, Option<Issue>), Issue> {
    let label = field.label.to_ascii_lowercase();
    let told = |issue: Issue| issue.param("field", field.name.as_str()).help(field.help.as_str());
    let begins = |start: &String| value.starts_with(start.as_str());
    if !field.starts_with.is_empty() && !field.starts_with.iter().any(begins) {
        let message =
            format!("the {label} does not begin with {}", joined(&field.starts_with, " or "));
        return Err(told(Issue::new(Code::AccountFieldOption, message)));
    }
    if let Some(kind) = field.identifier {
        let bank_code = details.iter().find(|(name, _)| *name == "bank_code");
        let bank_code = bank_code.map(|(_, code)| *code);
        let identifier = Identifier { kind, value, country: None, bank_code };
        return check_identifier(&identifier, &label, place)
            .map(|(normalized, doubt)| (Cow::Owned(normalized), doubt.map(told)))
            .map_err(|issue| hinted(told(issue), Some(kind), value, place.rulebook));
    }
    if let Some(issue) = plain_issue(field, value, &label) {
        let issue = told(issue);
        // What is one of a list is nothing else.
        return Err(match field.options.is_empty() {
            true => hinted(issue, None, value, place.rulebook),
            false => issue,
        });
    }
    let iban = IdentifierKind::Iban;
    let iban = Identifier { kind: iban, value, country: None, bank_code: None };
    if let Ok(known) = check(&iban, place.rulebook)
        && let Some(issue) = known.country.and_then(|country| not_served(country, &label, place))
    {
        return Err(told(issue));
    }
    let other = (field.name == "account_number")
        .then(|| shows_through(value, &label, place.rulebook))
        .flatten();
    Ok((Cow::Borrowed(value), other.map(told)))
}

/// That an account of this country is held where the rail does not go.
fn not_served(country: Country, label: &str, place: Place) -> Option<Issue> {
    // A rail for every country means every one that the rulebook has; one that it names may be
    // without a row of its own, but not with one that is off.
    let is_served = match place.rulebook.country_row(country) {
        Some(row) => {
            let open = row.meta.holds(place.day) && row.closed_on(place.day).is_none();
            open && place.countries.includes(&country)
        }
        None => place.countries.names(&country),
    };
    let message = || format!("the {label} is one of {country}, where the rail does not go");
    (!is_served).then(|| Issue::new(Code::IdentifierCountry, message()))
}

/// An identifier in its normal form, with what is doubtful of it; or what is wrong.
fn check_identifier(
    identifier: &Identifier,
    label: &str,
    place: Place,
) -> Result<(String, Option<Issue>), Issue> {
    let rulebook = place.rulebook;
    let known = check(identifier, rulebook).map_err(|fault| fault.issue(label))?;
    // A check by itself has no day; the row of an IBAN's country has.
    let row = known.country.and_then(|country| rulebook.iban(country));
    let is_iban = identifier.kind == IdentifierKind::Iban;
    if let Some(row) = row.filter(|row| is_iban && !row.meta.holds(place.day)) {
        let message = format!("the {label} is of {}, which has none on {}", row.country, place.day);
        return Err(Issue::new(Code::IdentifierFormat, message).source(&row.meta.source));
    }
    // Only these say where the account is held; a card or a person may be of any country.
    let says_where = matches!(identifier.kind, IdentifierKind::Iban | IdentifierKind::Bic);
    let country = known.country.filter(|_| says_where);
    match country.and_then(|country| not_served(country, label, place)) {
        Some(issue) => Err(issue),
        None => Ok((known.normalized, known.doubt.map(|fault| fault.issue(label)))),
    }
}

/// The issue, with what the value looks like instead.
fn hinted(issue: Issue, kind: Option<IdentifierKind>, value: &str, rulebook: &Rulebook) -> Issue {
    if issue.code == Code::IdentifierCountry {
        return issue;
    }
    match looks_like(kind, value, rulebook) {
        Some(likeness) => likeness.tell(issue),
        None => issue,
    }
}

/// What is wrong with a field that is no identifier.
fn plain_issue(field: &FieldForm, value: &str, label: &str) -> Option<Issue> {
    if !field.options.is_empty() {
        let known = field.options.iter().any(|option| option == value);
        let message = || format!("the {label} is not one of {}", joined(&field.options, ", "));
        return (!known).then(|| Issue::new(Code::AccountFieldOption, message()));
    }
    if !value.chars().all(|letter| allowed(field.charset, letter)) {
        let message = match field.charset {
            Charset::Digits => format!("the {label} takes digits only"),
            Charset::Alphanumeric => format!("the {label} takes letters and digits only"),
            Charset::Text => format!("the {label} has a control character"),
        };
        return Some(Issue::new(Code::AccountFieldCharset, message));
    }
    let (min, max, length) = (field.min_length, field.max_length, value.chars().count());
    if (min..=max).contains(&length) {
        return None;
    }
    let wanted = if min == max { format!("{min}") } else { format!("{min} to {max}") };
    let message = format!("the {label} has {length} characters, not {wanted}");
    Some(Issue::new(Code::AccountFieldLength, message))
}

fn allowed(charset: Charset, letter: char) -> bool {
    match charset {
        Charset::Digits => letter.is_ascii_digit(),
        Charset::Alphanumeric => letter.is_ascii_alphanumeric(),
        Charset::Text => !letter.is_control(),
    }
}
