//! An account by itself: would it do for a method.

use crate::account::{Checked, Place, check_account};
use crate::batch::AccountRequest;
use crate::issue::Issue;
use crate::route::{currency_reason, form_missing, serving_rail, type_reasons};
use crate::rulebook::{Rulebook, Scope};
use crate::value::Path;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// The answer to an account request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountAnswer<'v> {
    /// Whether nothing stands against it.
    pub ok: bool,
    /// What is wrong with the account, the method for it, or the request.
    pub issues: Vec<Issue>,
    /// The fields that are right, each in its normal form.
    pub normalized: Normalized<'v>,
}

/// Fields in their normal form, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Normalized<'v>(pub Vec<(&'v str, Cow<'v, str>)>);

impl Serialize for Normalized<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// Whether the account would do, were it the payee's.
pub fn account<'v>(rulebook: &Rulebook, request: &AccountRequest<'v, '_>) -> AccountAnswer<'v> {
    let AccountRequest { method, country, currency, payee_type, details, at } = request;
    let day = at.date_utc();
    let mut issues = Vec::new();
    let mut reached = &Scope::Every;
    match serving_rail(rulebook, method, Some(*country), *currency, day) {
        Ok(rail) => {
            reached = &rail.countries;
            issues.extend(type_reasons(rail, Some(*payee_type), rulebook.settings.payer_type));
            issues.extend(currency_reason(rulebook, rail, Some(*country), *currency));
        }
        Err(issue) => issues.push(issue),
    }
    let Some(form) = rulebook.account_form(&method.id, *country, day) else {
        issues.push(form_missing(method));
        return unchecked(issues);
    };
    let place = Place { countries: reached, day, rulebook };
    let root = Path::root();
    let Checked { issues: found, normalized } =
        check_account(form, details, place, &root.key("details"));
    issues.extend(found);
    let ok = !issues.iter().any(Issue::is_error);
    AccountAnswer { ok, issues, normalized: Normalized(normalized) }
}

/// The answer when the account could not be checked.
pub fn unchecked<'v>(issues: Vec<Issue>) -> AccountAnswer<'v> {
    AccountAnswer { ok: false, issues, normalized: Normalized::default() }
}
