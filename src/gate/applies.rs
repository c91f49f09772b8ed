//! Whom a gate is about.

use super::Subject;
use crate::country::Country;
use crate::rulebook::{Applies, Scope};

/// Whether a gate is about a payout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    No,
    /// That depends on the payee's region, which is not known.
    Unplaced,
    Yes,
}

pub fn fit(applies: &Applies, subject: &Subject) -> Fit {
    let payee = subject.payee;
    let residence = payee.tax_residence();
    let source = || payee.tax.income_source;
    let fits = applies.tax_residence.includes(&residence)
        && !applies.not_tax_residence.contains(&residence)
        && applies.country.includes(&payee.country)
        && applies.payee_types.includes(&payee.kind)
        && applies.activities.includes(&payee.activity)
        && given(&applies.income_source, source())
        && given(&applies.method_kinds, subject.kind);
    let Scope::Listed(regions) = &applies.regions else {
        return if fits { Fit::Yes } else { Fit::No };
    };
    let is_in = |region: &str| regions.iter().any(|listed| listed == region);
    let is_of_country = |region: &String| Country::of_region(region) == Some(payee.country);
    match payee.region {
        _ if !fits => Fit::No,
        Some(region) if is_in(region) => Fit::Yes,
        None if regions.iter().any(is_of_country) => Fit::Unplaced,
        _ => Fit::No,
    }
}

/// Whether what is given is among those meant; what is not given is only among all.
fn given<T: PartialEq>(scope: &Scope<T>, value: Option<T>) -> bool {
    match value {
        Some(value) => scope.includes(&value),
        None => matches!(scope, Scope::Every),
    }
}
