//! The payees of the context.

use super::amount::{currency_field, money};
use crate::country::Country;
use crate::date::parse_date;
use crate::issue::{Code, Issue, Severity};
use crate::money::{Currency, Money};
use crate::rulebook::{Demand, FormStatus, KycLevel, Method, PayeeStatus, PayeeType, Rulebook};
use crate::value::{
    Fields, Need, Path, Value, country, integer, list, name, one_of, shown, text, text_map,
};

/// Who is paid.
#[derive(Debug, Clone)]
pub struct Payee<'v> {
    /// Its place in the directory.
    pub index: usize,
    /// The platform's id.
    pub payee_id: &'v str,
    /// Where they are paid.
    pub country: Country,
    /// The part of that country, ISO 3166-2.
    pub region: Option<&'v str>,
    /// Their email address.
    pub email: Option<&'v str>,
    /// Person or business.
    pub kind: PayeeType,
    /// Whether they may be paid at all.
    pub status: PayeeStatus,
    /// How well they are known.
    pub kyc: KycLevel,
    /// Their tax data.
    pub tax: Tax<'v>,
    /// Accounts on file.
    pub accounts: Vec<Account<'v>>,
    /// Methods they prefer, the best first.
    pub prefer: Vec<&'v str>,
    /// What they were paid so far, by period.
    pub totals: Vec<(&'v str, Total)>,
}

/// Tax data; what is absent is missing.
#[derive(Debug, Clone, Default)]
pub struct Tax<'v> {
    /// Where they are taxed, if not where they are paid.
    pub residence: Option<Country>,
    /// The form on file, `w9`.
    pub form: Option<&'v str>,
    /// Where the form stands.
    pub form_status: Option<FormStatus>,
    /// Where the tax number stands.
    pub tin_status: Option<FormStatus>,
}

/// An account on file.
#[derive(Debug, Clone)]
pub struct Account<'v> {
    /// Its place in the payee's list.
    pub index: usize,
    /// The method it was given for.
    pub method: String,
    /// The currency it takes.
    pub currency: Currency,
    /// Its details, by field name.
    pub details: Vec<(&'v str, &'v str)>,
}

/// What was paid in a period.
#[derive(Debug, Clone, Copy)]
pub struct Total {
    /// The sum, gross.
    pub amount: Money,
    /// How many payouts.
    pub count: u64,
}

impl Payee<'_> {
    /// Where the payee is taxed.
    pub fn tax_residence(&self) -> Country {
        self.tax.residence.unwrap_or(self.country)
    }

    /// Whether the payee has what a gate or a rule wants.
    pub fn meets(&self, demand: &Demand) -> bool {
        let tax = &self.tax;
        match demand {
            Demand::Kyc { level } => self.kyc >= *level,
            Demand::Tin { statuses } => {
                statuses.contains(&tax.tin_status.unwrap_or(FormStatus::Missing))
            }
            Demand::TaxForm { forms, statuses } => {
                tax.form.is_some_and(|form| forms.iter().any(|known| known == form))
                    && statuses.contains(&tax.form_status.unwrap_or(FormStatus::Missing))
            }
        }
    }
}

/// Reads a payee; `None`, with issues, when any part of the entry is wrong.
pub fn decode_payee<'v>(
    value: &'v Value<'_>,
    path: &Path,
    index: usize,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Payee<'v>> {
    let before = issues.len();
    let mut fields = Fields::open(value, *path, issues)?;
    let payee_id = fields.take("payee_id", Need::Required, issues, name(1, 128));
    let country = fields.take("country", Need::Required, issues, country);
    let region =
        fields.take("region", Need::Optional, issues, |value, path| region(value, path, country));
    let kind = fields.take("type", Need::Required, issues, one_of(PayeeType::WORDS));
    fields.take("name", Need::Optional, issues, text(1, 200));
    let email = fields.take("email", Need::Optional, issues, text(1, 255));
    let status = fields.take("status", Need::Optional, issues, one_of(PayeeStatus::WORDS));
    let kyc = fields.take_all("kyc", Need::Required, issues, kyc);
    let tax = fields.take_all("tax", Need::Optional, issues, tax);
    let accounts = fields.take_all("accounts", Need::Optional, issues, |value, path, issues| {
        few(value, path, issues)?;
        accounts(value, path, rulebook, issues)
    });
    let prefer = fields.take_all("prefer", Need::Optional, issues, |value, path, issues| {
        few(value, path, issues)?;
        list(value, path, issues, |_, value, path, issues| {
            preferred(value, path, rulebook).map_err(|issue| issues.push(issue)).ok()
        })
    });
    let totals = fields.take_all("totals", Need::Optional, issues, |value, path, issues| {
        totals(value, path, rulebook, issues)
    });
    fields.finish(issues);
    if issues.iter().skip(before).any(Issue::is_error) {
        return None;
    }
    Some(Payee {
        index,
        payee_id: payee_id?,
        country: country?,
        region,
        email,
        kind: kind?,
        status: status.unwrap_or(PayeeStatus::Active),
        kyc: kyc?,
        tax: tax.unwrap_or_default(),
        accounts: accounts.unwrap_or_default(),
        prefer: prefer.unwrap_or_default(),
        totals: totals.unwrap_or_default(),
    })
}

/// Most accounts and preferences of a payee: each is tried for every payout.
const LIST_MAX: usize = 64;

fn few(value: &Value, path: &Path, issues: &mut Vec<Issue>) -> Option<()> {
    match value {
        Value::List(items) if items.len() > LIST_MAX => {
            let message = format!("{} are more than {LIST_MAX}, the most of a payee", items.len());
            issues.push(Issue::new(Code::TooMany, message).at(path).param("max", LIST_MAX));
            None
        }
        _ => Some(()),
    }
}

/// ISO 3166-2, of the payee's own country.
fn region<'v>(
    value: &'v Value<'_>,
    path: &Path,
    payee_country: Option<Country>,
) -> Result<&'v str, Issue> {
    let code = text(0, 40)(value, path)?;
    let country = Country::of_region(code);
    if country.is_some_and(|known| payee_country.is_none_or(|own| own == known)) {
        return Ok(code);
    }
    Err(Issue::new(Code::CountryInvalid, format!("\"{code}\" is not a region of the country"))
        .at(path)
        .param("value", code)
        .help("use an ISO 3166-2 code of the payee's country, such as US-MA"))
}

fn kyc(value: &Value, path: &Path, issues: &mut Vec<Issue>) -> Option<KycLevel> {
    let mut fields = Fields::open(value, *path, issues)?;
    let level = fields.take("level", Need::Required, issues, one_of(KycLevel::WORDS));
    fields.finish(issues);
    level
}

fn tax<'v>(value: &'v Value<'_>, path: &Path, issues: &mut Vec<Issue>) -> Option<Tax<'v>> {
    let mut fields = Fields::open(value, *path, issues)?;
    let residence = fields.take("residence", Need::Optional, issues, country);
    let form = fields.take("form", Need::Optional, issues, text(1, 60));
    let form_status = fields.take("form_status", Need::Optional, issues, one_of(FormStatus::WORDS));
    let tin_status = fields.take("tin_status", Need::Optional, issues, one_of(FormStatus::WORDS));
    fields.finish(issues);
    Some(Tax { residence, form, form_status, tin_status })
}

fn accounts<'v>(
    value: &'v Value<'_>,
    path: &Path,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Vec<Account<'v>>> {
    list(value, path, issues, |index, value, path, issues| {
        let mut fields = Fields::open(value, *path, issues)?;
        let method = fields.take("method", Need::Required, issues, |value, path| {
            // An account of a method that is not there closes nothing but itself.
            let known = method(value, path, rulebook).map(|method| method.id.clone());
            known.map_err(|mut issue| {
                if issue.code == Code::MethodUnknown {
                    issue.severity = Severity::Warning;
                }
                issue
            })
        });
        let currency = currency_field(&mut fields, "currency", Need::Required, rulebook, issues);
        let details = fields.take_all("details", Need::Required, issues, |value, path, issues| {
            text_map(value, path, DETAIL_MAX, issues)
        });
        fields.finish(issues);
        Some(Account { index, method: method?, currency: currency?, details: details? })
    })
}

/// Most characters of an account's detail.
pub const DETAIL_MAX: usize = 300;

/// A method of the rulebook, by id.
pub fn method<'r>(value: &Value, path: &Path, rulebook: &'r Rulebook) -> Result<&'r Method, Issue> {
    let id = text(1, 60)(value, path)?;
    rulebook.method(id).ok_or_else(|| {
        Issue::new(Code::MethodUnknown, format!("\"{id}\" is no method of the rulebook"))
            .at(path)
            .param("method", id)
    })
}

/// A method or rail that is preferred; one that is not known is only worth a warning.
fn preferred<'v>(value: &'v Value<'_>, path: &Path, rulebook: &Rulebook) -> Result<&'v str, Issue> {
    let name = text(1, 60)(value, path)?;
    let known = rulebook.methods.iter().any(|method| method.is_named(name));
    known.then_some(name).ok_or_else(|| Issue::preference_unknown(name).at(path))
}

fn totals<'v>(
    value: &'v Value<'_>,
    path: &Path,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Vec<(&'v str, Total)>> {
    let Value::Object(entries) = value else {
        issues.push(value.wrong("an object", path));
        return None;
    };
    let mut totals: Vec<(&str, Total)> = Vec::with_capacity(entries.len());
    for (period, value) in entries {
        if !is_period(period) {
            let issue =
                Issue::new(Code::KeyUnknown, format!("\"{}\" is not a period", shown(period)));
            let help = "use a year \"2026\", a month \"2026-05\", a day \"2026-05-22\" or \"P30D\"";
            issues.push(issue.at(&path.key(period)).param("key", shown(period)).help(help));
        } else if totals.iter().any(|(known, _)| known == period) {
            issues.push(Issue::key_twice(period, path));
        } else if let Some(total) = total(value, &path.key(period), rulebook, issues) {
            totals.push((period, total));
        }
    }
    Some(totals)
}

fn is_period(key: &str) -> bool {
    let trailing = key.strip_prefix('P').and_then(|rest| rest.strip_suffix('D'));
    let day = match key.len() {
        4 => format!("{key}-01-01"),
        7 => format!("{key}-01"),
        _ => key.to_owned(),
    };
    match trailing {
        Some(days) => {
            days.parse::<u16>().is_ok_and(|number| number > 0 && number.to_string() == days)
        }
        None => parse_date(&day).is_some(),
    }
}

fn total(
    value: &Value,
    path: &Path,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Total> {
    let mut fields = Fields::open(value, *path, issues)?;
    let amount = fields.take_all("amount", Need::Required, issues, |value, path, issues| {
        money(value, path, true, rulebook, issues)
    });
    let count = fields.take("count", Need::Required, issues, integer(0, 1_000_000_000));
    fields.finish(issues);
    Some(Total { amount: amount?, count: u64::try_from(count?).ok()? })
}
