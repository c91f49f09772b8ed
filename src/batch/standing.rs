//! How a payee stands: known, taxed, screened, reviewed.

use super::moment;
use crate::country::Country;
use crate::date::Moment;
use crate::issue::{Code, Issue};
use crate::money::parse_plain;
use crate::rulebook::{Demand, FormStatus, KycLevel, PayeeDatum, RATE_DECIMALS_MAX, Screened};
use crate::value::{Fields, Need, Path, Value, country, list, text};
use rust_decimal::Decimal;

use super::payee::Payee;

/// Tax data; what is absent is missing.
#[derive(Debug, Clone, Default)]
pub struct Tax<'v> {
    /// Where they are taxed, if not where they are paid.
    pub residence: Option<Country>,
    /// Where the income that they are paid arises.
    pub income_source: Option<Country>,
    /// The form on file, `w9`.
    pub form: Option<&'v str>,
    /// Where the form stands.
    pub form_status: Option<FormStatus>,
    /// More forms on file, each with where it stands.
    pub forms: Vec<(&'v str, FormStatus)>,
    /// Where the tax number stands.
    pub tin_status: Option<FormStatus>,
    /// What a treaty leaves of withholding, as a share, claimed on the form.
    pub treaty_rate: Option<Decimal>,
}

/// What screening came to, and when.
#[derive(Debug, Clone, Copy)]
pub struct Screening {
    /// What it came to.
    pub outcome: Screened,
    /// When; a hit counts without it.
    pub at: Option<Moment>,
}

impl Screening {
    /// What a review of it names as its gate.
    pub const REVIEW: &'static str = "screening";
}

/// A person's word that a gate may let the payee pass.
#[derive(Debug, Clone, Copy)]
pub struct Review<'v> {
    /// The gate's id, or `screening`.
    pub gate: &'v str,
    /// The last moment at which it counts; without it, always.
    pub until: Option<Moment>,
}

/// Who wants something of a payee, and when.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// The gate's or the rule's id.
    pub by: &'a str,
    /// The moment of the decision.
    pub at: Moment,
}

/// Seconds of a day.
const DAY: i64 = 86_400;

impl Payee<'_> {
    /// Whether the payee has what a gate or a rule wants.
    pub fn meets(&self, demand: &Demand, asking: Asking) -> bool {
        let tax = &self.tax;
        let has_form = |forms: &[String], statuses: &[FormStatus]| {
            let status = tax.form_status.unwrap_or(FormStatus::Missing);
            let first = tax.form.map(|form| (form, status));
            let mut on_file = first.iter().chain(&tax.forms);
            on_file.any(|(form, status)| {
                forms.iter().any(|known| known == form) && statuses.contains(status)
            })
        };
        match demand {
            Demand::Kyc { level } => self.kyc >= *level,
            Demand::Tin { statuses, forms } => match tax.tin_status {
                Some(status) => statuses.contains(&status),
                None => statuses.contains(&FormStatus::Missing) || has_form(forms, statuses),
            },
            Demand::TaxForm { forms, statuses } => has_form(forms, statuses),
            Demand::Datum(PayeeDatum::Name) => self.is_named(),
            Demand::Datum(PayeeDatum::Address) => self.address.is_some(),
            Demand::Datum(PayeeDatum::Region) => self.region.is_some(),
            Demand::Review => self.is_reviewed(asking),
            Demand::Screening { max_age_days } => self.screening.is_some_and(|screening| {
                let age_s = |at| asking.at.seconds_since(at);
                self.is_cleared(screening, asking.at)
                    && screening
                        .at
                        .is_some_and(|at| (0..=i64::from(*max_age_days) * DAY).contains(&age_s(at)))
            }),
        }
    }

    /// Whether screening found nobody like that, or a person found it to be somebody else.
    pub fn is_cleared(&self, screening: Screening, at: Moment) -> bool {
        match screening.outcome {
            Screened::Clear => true,
            Screened::Hold => self.is_reviewed(Asking { by: Screening::REVIEW, at }),
            Screened::Block => false,
        }
    }

    /// Whether a person lets the payee pass there and then.
    pub fn is_reviewed(&self, asking: Asking) -> bool {
        let counts = |review: &Review| review.until.is_none_or(|until| asking.at <= until);
        self.reviews.iter().any(|review| review.gate == asking.by && counts(review))
    }

    /// Whether anything says what they are called.
    pub fn is_named(&self) -> bool {
        self.name.is_some() || self.names_a_holder()
    }

    /// Whether an account on file says whose it is.
    fn names_a_holder(&self) -> bool {
        let mut details = self.accounts.iter().flat_map(|account| &account.details);
        details.any(|(field, value)| HOLDER_FIELDS.contains(field) && !value.trim().is_empty())
    }
}

/// Account fields that name the holder.
const HOLDER_FIELDS: [&str; 2] = ["account_holder_name", "card_holder_name"];

pub(super) fn kyc(value: &Value, path: &Path, issues: &mut Vec<Issue>) -> Option<KycLevel> {
    let mut fields = Fields::of(&["level"], value, *path, issues)?;
    let level = fields.word::<KycLevel>("level", Need::Required, issues);
    fields.finish(issues);
    level
}

const TAX_KEYS: [&str; 7] =
    ["residence", "income_source", "form", "form_status", "forms", "tin_status", "treaty_rate"];

pub(super) fn tax<'v>(
    value: &'v Value<'_>,
    path: &Path,
    issues: &mut Vec<Issue>,
) -> Option<Tax<'v>> {
    let mut fields = Fields::of(&TAX_KEYS, value, *path, issues)?;
    let residence = fields.take("residence", Need::Optional, issues, country);
    let income_source = fields.take("income_source", Need::Optional, issues, country);
    let form = fields.take("form", Need::Optional, issues, text(1, 60));
    let form_status = fields.word::<FormStatus>("form_status", Need::Optional, issues);
    let forms = fields.take_all("forms", Need::Optional, issues, forms).unwrap_or_default();
    let tin_status = fields.word::<FormStatus>("tin_status", Need::Optional, issues);
    let treaty_rate = fields.take("treaty_rate", Need::Optional, issues, treaty_rate);
    fields.finish(issues);
    Some(Tax { residence, income_source, form, form_status, forms, tin_status, treaty_rate })
}

fn forms<'v>(
    value: &'v Value<'_>,
    path: &Path,
    issues: &mut Vec<Issue>,
) -> Option<Vec<(&'v str, FormStatus)>> {
    list(value, path, issues, |_, value, path, issues| {
        let mut fields = Fields::of(&["form", "status"], value, *path, issues)?;
        let form = fields.take("form", Need::Required, issues, text(1, 60));
        let status = fields.word::<FormStatus>("status", Need::Required, issues);
        fields.finish(issues);
        Some((form?, status?))
    })
}

/// A share from nothing to all, `"0.10"`.
fn treaty_rate(value: &Value, path: &Path) -> Result<Decimal, Issue> {
    let written = text(1, 40)(value, path)?;
    let rate = parse_plain(written).ok().map(|rate| rate.normalize());
    let is_share = |rate: &Decimal| {
        let is_within = !rate.is_sign_negative() && *rate <= Decimal::ONE;
        is_within && rate.scale() <= RATE_DECIMALS_MAX
    };
    rate.filter(is_share).ok_or_else(|| {
        Issue::new(
            Code::NumberOutOfRange,
            format!("\"{written}\" is not a share from 0 to 1 of at most 6 decimals"),
        )
        .at(path)
        .param("value", written)
        .help("write ten percent as \"0.10\"")
    })
}

pub(super) fn screening(value: &Value, path: &Path, issues: &mut Vec<Issue>) -> Option<Screening> {
    let mut fields = Fields::open(value, *path, issues)?;
    let outcome = fields.word::<Screened>("outcome", Need::Required, issues);
    let at = fields.take("screened_at", Need::Optional, issues, moment);
    fields.finish(issues);
    Some(Screening { outcome: outcome?, at })
}

pub(super) fn reviews<'v>(
    value: &'v Value<'_>,
    path: &Path,
    issues: &mut Vec<Issue>,
) -> Option<Vec<Review<'v>>> {
    list(value, path, issues, |_, value, path, issues| {
        let mut fields = Fields::open(value, *path, issues)?;
        let gate = fields.take("gate", Need::Required, issues, text(1, 60));
        let until = fields.take("until", Need::Optional, issues, moment);
        fields.finish(issues);
        Some(Review { gate: gate?, until })
    })
}
