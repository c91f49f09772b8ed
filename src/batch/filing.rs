//! What only a tax form asks of a payee.

use super::payee::address;
use crate::country::Country;
use crate::date::AsOf;
use crate::issue::{Code, Issue};
use crate::value::{Fields, Need, as_of, country, text};

/// What is filed of a payee besides all else.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filing<'v> {
    /// The tax number; no answer repeats it.
    pub tin: Option<&'v str>,
    /// Who issued it.
    pub tin_country: Option<Country>,
    /// Where the property is that they rent out.
    pub property: Option<Country>,
    /// Whether the birth date of a person is known.
    pub has_birth_date: bool,
    /// Whether the number of a company in its register is known.
    pub has_registration_number: bool,
}

/// Takes `tin`, `tin_country`, `property`, `birth_date` and `registration_number`.
pub fn filing<'v>(fields: &mut Fields<'v, '_, '_>, issues: &mut Vec<Issue>) -> Filing<'v> {
    let property = fields.take_all("property", Need::Optional, issues, address);
    let part = property.iter().flatten().find(|(part, _)| *part == "country");
    let birth_date = fields.take("birth_date", Need::Optional, issues, |value, path| {
        as_of(value, path).and_then(|at| match at {
            AsOf::Day(day) => Ok(day),
            AsOf::Moment(_) => Err(Issue::new(Code::DateInvalid, "not a day").at(path)),
        })
    });
    let mut written = |key| fields.take(key, Need::Optional, issues, text(1, 200));
    let (registration_number, tin) = (written("registration_number"), written("tin"));
    Filing {
        tin,
        tin_country: fields.take("tin_country", Need::Optional, issues, country),
        property: part.and_then(|(_, code)| Country::parse(code)),
        has_birth_date: birth_date.is_some(),
        has_registration_number: registration_number.is_some(),
    }
}
