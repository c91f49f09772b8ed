//! Accounts on file: does what the payee gave fit the method's form, check digits included.

mod check_digits;
mod iban;
mod identifier;

pub use identifier::{Identifier, IdentifierFault, check_identifier};

use crate::country::Country;
use crate::date::Date;
use crate::issue::{Code, Issue, Remedy};
use crate::rulebook::{AccountForm, Charset, FieldForm, Rulebook, Scope};
use crate::value::Path;

/// The account's details, by field name.
pub type Details<'v> = [(&'v str, &'v str)];

/// Every issue of an account against the form of its method, held with banks in `countries`;
/// `path` is that of the details.
pub fn check_account(
    form: &AccountForm,
    countries: &Scope<Country>,
    day: Date,
    details: &Details,
    rulebook: &Rulebook,
    path: &Path,
) -> Vec<Issue> {
    let mut issues = Vec::new();
    for field in &form.fields {
        let given = details.iter().find(|(name, _)| *name == field.name);
        match given.map(|(_, value)| value.trim()).filter(|value| !value.is_empty()) {
            Some(value) => {
                let checked = check_field(field, value, (countries, day), details, rulebook);
                issues.extend(checked.err().map(|issue| {
                    issue
                        .at(&path.key(&field.name))
                        .remedy(Remedy::FixField { field: field.name.clone() })
                }));
            }
            None if field.required => issues.push(missing_field(field, path)),
            None => {}
        }
    }
    for (name, _) in details {
        if !form.fields.iter().any(|field| field.name == *name) {
            let message = format!("the account has no field \"{name}\"");
            issues.push(
                Issue::new(Code::AccountFieldUnknown, message)
                    .at(&path.key(name))
                    .param("field", *name),
            );
        }
    }
    issues
}

fn missing_field(field: &FieldForm, path: &Path) -> Issue {
    let message = format!("the account's {} is missing", field.label.to_ascii_lowercase());
    Issue::new(Code::AccountFieldMissing, message)
        .at(&path.key(&field.name))
        .param("field", field.name.as_str())
        .help(field.help.as_str())
        .remedy(Remedy::FixField { field: field.name.clone() })
}

fn check_field(
    field: &FieldForm,
    value: &str,
    (countries, day): (&Scope<Country>, Date),
    details: &Details,
    rulebook: &Rulebook,
) -> Result<(), Issue> {
    let label = field.label.to_ascii_lowercase();
    let issue = |code, message: String| {
        Issue::new(code, message).param("field", field.name.as_str()).help(field.help.as_str())
    };
    let begins = |start: &String| value.starts_with(start.as_str());
    if !field.starts_with.is_empty() && !field.starts_with.iter().any(begins) {
        let message = format!("the {label} does not begin with {}", field.starts_with.join(" or "));
        return Err(issue(Code::AccountFieldOption, message));
    }
    if let Some(kind) = field.identifier {
        let identifier = Identifier { kind, value, details };
        let found = check_identifier(&identifier, rulebook)
            .map_err(|fault| issue(fault.code(), format!("the {label} {}", fault.reason())))?;
        // A rail for every country means every one that the rulebook has; one that it names may
        // be without a row of its own, but not with one that is off.
        let served = |country: &Country| match rulebook.country_row(*country) {
            Some(row) => {
                row.meta.holds(day) && row.closed_on(day).is_none() && countries.includes(country)
            }
            None => countries.names(country),
        };
        return match found.filter(|country| !served(country)) {
            Some(country) => {
                let message =
                    format!("the {label} is one of {country}, where the rail does not go");
                Err(issue(Code::IdentifierCountry, message))
            }
            None => Ok(()),
        };
    }
    if !field.options.is_empty() {
        if field.options.iter().any(|option| option == value) {
            return Ok(());
        }
        let message = format!("the {label} is not one of {}", field.options.join(", "));
        return Err(issue(Code::AccountFieldOption, message));
    }
    if !value.chars().all(|letter| allowed(field.charset, letter)) {
        let message = match field.charset {
            Charset::Digits => format!("the {label} takes digits only"),
            Charset::Alphanumeric => format!("the {label} takes letters and digits only"),
            Charset::Text => format!("the {label} has a control character"),
        };
        return Err(issue(Code::AccountFieldCharset, message));
    }
    let (min, max, length) = (field.min_length, field.max_length, value.chars().count());
    if (min..=max).contains(&length) {
        return Ok(());
    }
    let wanted = if min == max { format!("{min}") } else { format!("{min} to {max}") };
    Err(issue(
        Code::AccountFieldLength,
        format!("the {label} has {length} characters, not {wanted}"),
    ))
}

fn allowed(charset: Charset, letter: char) -> bool {
    match charset {
        Charset::Digits => letter.is_ascii_digit(),
        Charset::Alphanumeric => letter.is_ascii_alphanumeric(),
        Charset::Text => !letter.is_control(),
    }
}
