//! What is missing to file a form. No message repeats a tax number.

use super::forms::{Form, Wanted};
use super::tally::Reporter;
use crate::batch::{Asking, Payee};
use crate::identifier::{Identifier, check};
use crate::issue::{Code, Issue, Remedy};
use crate::rulebook::{Activity, Demand, FormStatus, Gate, IdentifierKind, PayeeType, Rulebook};
use crate::value::Path;

/// Everything that is missing, each with the field that mends it.
pub fn missing(reporter: &Reporter, gate: &Gate, payee: &Payee) -> Vec<Issue> {
    let form = reporter.form;
    let mut fields: Vec<&str> = Vec::new();
    for wanted in form.wants {
        if !has(payee, *wanted) {
            fields.push(wanted.as_str());
        }
    }
    let status = payee.tax.tin_status;
    let mut tin_stands = !matches!(status, Some(FormStatus::Mismatch | FormStatus::Expired));
    let asking = Asking { by: &gate.id, at: reporter.rates.at() };
    for demand in &gate.requires {
        match demand {
            _ if payee.meets(demand, asking) => {}
            Demand::TaxForm { .. } => fields.push("tax.form"),
            Demand::Tin { .. } => tin_stands = false,
            _ => {}
        }
    }
    if !tin_stands {
        fields.push("tax.tin_status");
    }
    let mut missing = Vec::new();
    for field in fields {
        let message = format!("the form asks for the payee's {field}");
        missing.push(lacking(field, Issue::new(Code::ReportDataMissing, message), payee));
    }
    let fault = tin_fault(reporter.rulebook, form, payee);
    missing.extend(fault.map(|issue| lacking("tin", issue, payee)));
    missing
}

/// Whether the payee has it, or need not.
fn has(payee: &Payee, wanted: Wanted) -> bool {
    let filing = &payee.filing;
    match wanted {
        Wanted::Name => payee.name.is_some(),
        Wanted::Address => payee.address.is_some(),
        Wanted::Region => payee.region.is_some(),
        Wanted::Tin => filing.tin.is_some(),
        Wanted::TinCountry => filing.tin_country.is_some(),
        Wanted::Activity => payee.activity != Activity::Unspecified,
        Wanted::BirthDate => filing.has_birth_date || payee.kind != PayeeType::Individual,
        Wanted::RegistrationNumber => {
            filing.has_registration_number || payee.kind != PayeeType::Business
        }
        Wanted::Property => filing.property.is_some() || payee.activity != Activity::PropertyRental,
    }
}

/// Says where, and what would mend it.
fn lacking(field: &str, issue: Issue, payee: &Payee) -> Issue {
    let root = Path::root();
    let list = root.key("payees");
    let entry = list.index(payee.index);
    let (outer, inner) = field.split_once('.').unwrap_or((field, ""));
    let place = entry.key(outer);
    let issue = if inner.is_empty() { issue.at(&place) } else { issue.at(&place.key(inner)) };
    issue.param("field", field).remedy(Remedy::GiveFact { fact: format!("payee.{field}") })
}

/// What is wrong with the tax number. One of a country whose numbers are not known is not judged.
fn tin_fault(rulebook: &Rulebook, form: &Form, payee: &Payee) -> Option<Issue> {
    let country = match form.tin {
        IdentifierKind::EuTin => payee.filing.tin_country.or(Some(payee.tax_residence())),
        _ => None,
    };
    let tin = Identifier { kind: form.tin, value: payee.filing.tin?, country, bank_code: None };
    let fault = check(&tin, rulebook).err()?;
    (fault.code != Code::IdentifierCountry).then(|| fault.issue("tax number"))
}
