//! Gates: limits past which payouts wait, are taxed or are refused.

use super::rows::{Dated, Meta, Scope};
use super::words::{
    Activity, Confidence, CrossedBy, Effect, FormStatus, KycLevel, MethodKind, PayeeDatum,
    PayeeType,
};
use crate::country::Country;
use crate::date::{InForce, Zone};
use crate::money::Money;
use rust_decimal::Decimal;
use std::fmt;
use std::sync::Arc;

/// A limit past which payouts wait for something, are taxed, or are refused.
#[derive(Debug, Clone)]
pub struct Gate {
    /// Its readable id, `us.1099k`.
    pub id: String,
    /// English title.
    pub title: String,
    /// Whom it is about.
    pub applies: Applies,
    /// Over what time its limits measure that say nothing else.
    pub period: Period,
    /// Where that time is kept.
    pub zone: Arc<Zone>,
    /// What it does.
    pub effect: Effect,
    /// Share of the limit at which it warns; the settings' share when `None`.
    pub warn_share: Option<Decimal>,
    /// What lifts it; all of them.
    pub requires: Vec<Demand>,
    /// Of a gate that withholds: with this the payee's own treaty rate counts, if it is lower.
    pub treaty: Option<Demand>,
    /// Its limits through history.
    pub limits: Vec<GateLimit>,
    /// Of the row.
    pub meta: Meta,
}

impl Gate {
    /// Whether it looks at the payouts of a period one by one.
    pub fn counts_one_by_one(&self) -> bool {
        self.meta.enabled && self.limits.iter().any(|limit| limit.just_under.is_some())
    }
}

/// Whom a gate is about: every part must fit.
#[derive(Debug, Clone)]
pub struct Applies {
    /// Payees whose tax residence is one of these.
    pub tax_residence: Scope<Country>,
    /// And none of these.
    pub not_tax_residence: Vec<Country>,
    /// Payees whose income arises in one of these; who does not say where is not meant.
    pub income_source: Scope<Country>,
    /// Payees paid in one of these.
    pub country: Scope<Country>,
    /// Payees in one of these parts of countries, ISO 3166-2.
    pub regions: Scope<String>,
    /// Payees of these types.
    pub payee_types: Scope<PayeeType>,
    /// Payees paid for one of these.
    pub activities: Scope<Activity>,
    /// Payouts by methods of these kinds.
    pub method_kinds: Scope<MethodKind>,
}

/// Over what time a gate measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// One payout.
    Payout,
    /// A day.
    Day,
    /// A month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// Six months from January or July.
    HalfYear,
    /// A calendar year.
    CalendarYear,
    /// Twelve months from the first of this month, 2 to 12.
    YearFrom(u8),
    /// The trailing days up to the moment of the request.
    TrailingDays(u32),
}

/// The word in the data.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Payout => f.write_str("payout"),
            Period::Day => f.write_str("day"),
            Period::Month => f.write_str("month"),
            Period::Quarter => f.write_str("quarter"),
            Period::HalfYear => f.write_str("half_year"),
            Period::CalendarYear => f.write_str("calendar_year"),
            Period::YearFrom(month) => write!(f, "year_from_{month:02}"),
            Period::TrailingDays(days) => write!(f, "P{days}D"),
        }
    }
}

/// What a payee must have for a gate to open.
#[derive(Debug, Clone)]
pub enum Demand {
    /// One of these tax forms, in one of these states.
    TaxForm {
        /// Forms, by name.
        forms: Vec<String>,
        /// States that do.
        statuses: Vec<FormStatus>,
    },
    /// A tax number in one of these states.
    Tin {
        /// States that do.
        statuses: Vec<FormStatus>,
        /// Forms that carry the number: their state counts where nothing is said of the number.
        forms: Vec<String>,
    },
    /// At least this level of identification.
    Kyc {
        /// The level.
        level: KycLevel,
    },
    /// A datum of the payee.
    Datum(PayeeDatum),
    /// That a person has looked at it and lets it pass.
    Review,
    /// Clear of the sanctions lists, as of at most so many days ago.
    Screening {
        /// How many.
        max_age_days: u32,
    },
}

/// Most decimals of a rate of withholding: few enough for every product to be exact.
pub const RATE_DECIMALS_MAX: u32 = 6;

/// One limit of a gate.
#[derive(Debug, Clone)]
pub struct GateLimit {
    /// Over what time it measures.
    pub period: Period,
    /// For payees of these types, of those the gate is for.
    pub payee_types: Scope<PayeeType>,
    /// The amount to cross.
    pub amount: Option<Threshold<Money>>,
    /// The number of payouts to cross.
    pub count: Option<Threshold<u64>>,
    /// Whether both must be crossed, or one.
    pub crossed_by: CrossedBy,
    /// Counts only payouts of at least this share of the amount that do not cross it.
    pub just_under: Option<Decimal>,
    /// What a gate that withholds takes of a payout, as a share of it.
    pub rate: Option<Decimal>,
    /// Whether it ever fires; history that never took effect does not.
    pub effective: bool,
    /// Days in force.
    pub in_force: InForce,
    /// Where it comes from.
    pub source: String,
    /// How sure it is.
    pub confidence: Confidence,
}

impl Dated for GateLimit {
    fn in_force(&self) -> InForce {
        self.in_force
    }

    fn rivals(&self, other: &Self) -> bool {
        let shared =
            |kind: &PayeeType| self.payee_types.includes(kind) && other.payee_types.includes(kind);
        let both_fire = self.effective && other.effective && self.period == other.period;
        both_fire && PayeeType::WORDS.iter().any(|(_, kind)| shared(kind))
    }
}

/// A limit and whether reaching it is enough.
#[derive(Debug, Clone, Copy)]
pub struct Threshold<L> {
    /// The limit.
    pub limit: L,
    /// `true` when only more than the limit crosses it.
    pub strict: bool,
}

impl<L> Threshold<L> {
    /// The word in the data.
    pub fn crossing(&self) -> &'static str {
        if self.strict { "over" } else { "at_least" }
    }
}
