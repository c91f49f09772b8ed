//! Whom a gate is about.

use crate::batch::Payee;
use crate::country::Country;
use crate::rulebook::{Activity, Applies, MethodKind, Scope};

/// Whether a gate is about a payee, or a payout by a kind of method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    No,
    /// That depends on the payee's region, which is not known.
    Unplaced,
    Yes,
}

/// Asks it of a payee as if taxed there and paid for that.
#[inline(never)]
pub fn fit(
    applies: &Applies,
    payee: &Payee,
    residence: Country,
    activity: Activity,
    kind: Option<MethodKind>,
) -> Fit {
    let source = || payee.tax.income_source;
    let fits = applies.tax_residence.includes(&residence)
        && !applies.not_tax_residence.contains(&residence)
        && applies.country.includes(&payee.country)
        && applies.payee_types.includes(&payee.kind)
        && applies.activities.includes(&activity)
        && given(&applies.income_source, source())
        && given(&applies.method_kinds, kind);
    let Scope::Listed(regions) = &applies.regions else {
        return if fits { Fit::Yes } else { Fit::No };
    };
    let is_in = |region: &str| regions.iter().any(|listed| listed == region);
    // A region of another country does not say where in this one they are at home.
    let is_of =
        |country: Option<Country>| regions.iter().any(|one| Country::of_region(one) == country);
    match payee.region {
        _ if !fits => Fit::No,
        Some(region) if is_in(region) => Fit::Yes,
        Some(region) if is_of(Country::of_region(region)) => Fit::No,
        _ => Fit::Unplaced,
    }
}

/// Whether what is given is among those meant; what is not given is only among all.
fn given<T: PartialEq>(scope: &Scope<T>, value: Option<T>) -> bool {
    match value {
        Some(value) => scope.includes(&value),
        None => matches!(scope, Scope::Every),
    }
}
