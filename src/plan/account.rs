//! An account by itself: what a method asks for it, and whether one would do.

use crate::account::{Checked, Place, check_account};
use crate::batch::AccountRequest;
use crate::country::Country;
use crate::issue::Issue;
use crate::route::{currency_reason, form_missing, known_country, serving_rail, type_reasons};
use crate::rulebook::{AccountForm, Rulebook, Scope};
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
    let Reach { mut issues, countries, form } = reach(rulebook, request);
    let Some(form) = form else { return unchecked(issues) };
    let place = Place { countries, day: request.day, rulebook };
    let root = Path::root();
    let Checked { issues: found, normalized } =
        check_account(form, &request.details, place, &root.key("details"));
    issues.extend(found);
    let ok = !issues.iter().any(Issue::is_error);
    AccountAnswer { ok, issues, normalized: Normalized(normalized) }
}

/// How a method reaches an account, by itself.
pub(super) struct Reach<'r> {
    /// Why it does not, for this country, currency and type of payee.
    pub issues: Vec<Issue>,
    /// Where the rail goes.
    pub countries: &'r Scope<Country>,
    /// What it asks for.
    pub form: Option<&'r AccountForm>,
}

pub(super) fn reach<'r>(rulebook: &'r Rulebook, request: &AccountRequest<'_, 'r>) -> Reach<'r> {
    let AccountRequest { method, country, currency, payee_type, day, .. } = request;
    let mut issues = Vec::new();
    issues.extend(known_country(rulebook, *country, *day).err());
    let mut countries = &Scope::Every;
    match serving_rail(rulebook, method, Some(*country), *currency, *day) {
        Ok(rail) => {
            countries = &rail.countries;
            issues.extend(type_reasons(rail, Some(*payee_type), rulebook.settings.payer_type));
            issues.extend(currency_reason(rulebook, rail, Some(*country), *currency));
        }
        Err(issue) => issues.push(issue),
    }
    let form = rulebook.account_form(method, *country, *day);
    if form.is_none() {
        issues.push(form_missing(method));
    }
    Reach { issues, countries, form }
}

/// The answer when the account could not be checked.
pub fn unchecked<'v>(issues: Vec<Issue>) -> AccountAnswer<'v> {
    AccountAnswer { ok: false, issues, normalized: Normalized::default() }
}
