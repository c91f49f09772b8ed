//! The payees of the context.

use super::amount::currency_field;
use super::filing::{Filing, filing};
use super::history::{History, Total, history, totals};
use super::standing::{Review, Screening, Tax, kyc, reviews, screening, tax};
use crate::country::Country;
use crate::issue::{Code, Issue, Severity};
use crate::money::Currency;
use crate::rulebook::{Activity, KycLevel, Method, PayeeStatus, PayeeType, Rulebook};
use crate::value::{Fields, Need, Path, Value, country, list, name, text, text_map};
use crate::words::is_same;

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
    /// Their name.
    pub name: Option<&'v str>,
    /// Where they live or are seated, by the parts of an address.
    pub address: Option<Vec<(&'v str, &'v str)>>,
    /// Their email address.
    pub email: Option<&'v str>,
    /// Person or business.
    pub kind: PayeeType,
    /// Whether they may be paid at all.
    pub status: PayeeStatus,
    /// How well they are known.
    pub kyc: KycLevel,
    /// What they are paid for.
    pub activity: Activity,
    /// Their tax data.
    pub tax: Tax<'v>,
    /// What screening came to, if they were screened.
    pub screening: Option<Screening>,
    /// What persons have let pass.
    pub reviews: Vec<Review<'v>>,
    /// Accounts on file.
    pub accounts: Vec<Account<'v>>,
    /// Methods they prefer, the best first.
    pub prefer: Vec<&'v str>,
    /// What they were paid so far, by period.
    pub totals: Vec<(&'v str, Total)>,
    /// The same, payout by payout.
    pub history: Option<History>,
    /// What only a tax form asks.
    pub filing: Filing<'v>,
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

impl Payee<'_> {
    /// Where the payee is taxed.
    pub fn tax_residence(&self) -> Country {
        self.tax.residence.unwrap_or(self.country)
    }
}

/// What a payee may say, in the order in which it is asked.
const KEYS: [&str; 22] = [
    "payee_id",
    "country",
    "region",
    "type",
    "name",
    "address",
    "email",
    "status",
    "kyc",
    "activity",
    "tax",
    "screening",
    "reviews",
    "accounts",
    "prefer",
    "totals",
    "history",
    "property",
    "birth_date",
    "registration_number",
    "tin",
    "tin_country",
];

/// Reads a payee; `None`, with issues, when any part of the entry is wrong. Where nothing is paid
/// `kyc` may be left out.
pub fn decode_payee<'v>(
    value: &'v Value<'_>,
    path: &Path,
    index: usize,
    kyc_need: Need,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Payee<'v>> {
    let before = issues.len();
    let mut fields = Fields::of(&KEYS, value, *path, issues)?;
    let payee_id = fields.take("payee_id", Need::Required, issues, name(1, 128));
    let country = fields.take("country", Need::Required, issues, country);
    let region = fields.take("region", Need::Optional, issues, |value, path| {
        region(value, path, country, rulebook)
    });
    let kind = fields.word::<PayeeType>("type", Need::Required, issues);
    let name = fields.take("name", Need::Optional, issues, text(1, 200));
    let address = fields.take_all("address", Need::Optional, issues, address);
    let email = fields.take("email", Need::Optional, issues, text(1, 255));
    let status = fields.word::<PayeeStatus>("status", Need::Optional, issues);
    let kyc = fields.take_all("kyc", kyc_need, issues, kyc);
    let activity = fields.word::<Activity>("activity", Need::Optional, issues);
    let tax = fields.take_all("tax", Need::Optional, issues, tax);
    let screening = fields.take_all("screening", Need::Optional, issues, screening);
    let reviews = fields.take_all("reviews", Need::Optional, issues, |value, path, issues| {
        few(value, path, issues)?;
        reviews(value, path, issues)
    });
    let accounts = fields.take_all("accounts", Need::Optional, issues, |value, path, issues| {
        few(value, path, issues)?;
        accounts(value, path, rulebook, issues)
    });
    let prefer = fields.take_all("prefer", Need::Optional, issues, |value, path, issues| {
        few(value, path, issues)?;
        preferences(value, path, rulebook, issues)
    });
    let totals = fields.take_all("totals", Need::Optional, issues, |value, path, issues| {
        totals(value, path, rulebook, issues)
    });
    let history = fields.take_all("history", Need::Optional, issues, |value, path, issues| {
        history(value, path, rulebook, issues)
    });
    let filing = filing(&mut fields, issues);
    fields.finish(issues);
    if issues.iter().skip(before).any(Issue::is_error) {
        return None;
    }
    Some(Payee {
        index,
        payee_id: payee_id?,
        country: country?,
        region,
        name,
        address,
        email,
        kind: kind?,
        status: status.unwrap_or(PayeeStatus::Active),
        kyc: kyc.unwrap_or(KycLevel::None),
        activity: activity.unwrap_or(Activity::Unspecified),
        tax: tax.unwrap_or_default(),
        screening,
        reviews: reviews.unwrap_or_default(),
        accounts: accounts.unwrap_or_default(),
        prefer: prefer.unwrap_or_default(),
        totals: totals.unwrap_or_default(),
        history,
        filing,
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
    rulebook: &Rulebook,
) -> Result<&'v str, Issue> {
    let code = text(0, 40)(value, path)?;
    let country = Country::of_region(code);
    let is_listed = |country| {
        // A code that is none would slip past what closes the one that was meant.
        let listed = rulebook.country_row(country).map_or(&[][..], |row| &row.regions);
        listed.is_empty() || listed.iter().any(|known| is_same(known, code))
    };
    let is_own = |country| payee_country.is_none_or(|own| own == country);
    if country.is_some_and(|country| is_own(country) && is_listed(country)) {
        return Ok(code);
    }
    Err(Issue::new(Code::CountryInvalid, format!("\"{code}\" is not a region of the country"))
        .at(path)
        .param("value", code)
        .help("use an ISO 3166-2 code of the payee's country, such as US-MA"))
}

/// The parts of an address: one that says where has at least a line and a city.
pub fn address<'v>(
    value: &'v Value<'_>,
    path: &Path,
    issues: &mut Vec<Issue>,
) -> Option<Vec<(&'v str, &'v str)>> {
    let mut fields = Fields::open(value, *path, issues)?;
    let mut parts = Vec::new();
    for (part, need) in ADDRESS_PARTS {
        let found = fields.take(part, need, issues, text(1, DETAIL_MAX));
        parts.extend(found.map(|text| (part, text)));
    }
    fields.finish(issues);
    Some(parts)
}

const ADDRESS_PARTS: [(&str, Need); 6] = [
    ("line1", Need::Required),
    ("line2", Need::Optional),
    ("city", Need::Required),
    ("region", Need::Optional),
    ("postal_code", Need::Optional),
    ("country", Need::Optional),
];

fn accounts<'v>(
    value: &'v Value<'_>,
    path: &Path,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Vec<Account<'v>>> {
    list(value, path, issues, |index, value, path, issues| {
        let names = &["method", "currency", "details"];
        let mut fields = Fields::of(names, value, *path, issues)?;
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

fn preferences<'v>(
    value: &'v Value<'_>,
    path: &Path,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Vec<&'v str>> {
    list(value, path, issues, |_, value, path, issues| {
        preferred(value, path, rulebook).map_err(|issue| issues.push(issue)).ok()
    })
}

/// A method or rail that is preferred; one that is not known is only worth a warning.
fn preferred<'v>(value: &'v Value<'_>, path: &Path, rulebook: &Rulebook) -> Result<&'v str, Issue> {
    let name = text(1, 60)(value, path)?;
    let known = rulebook.methods.iter().any(|method| method.is_named(name));
    known.then_some(name).ok_or_else(|| Issue::preference_unknown(name).at(path))
}
