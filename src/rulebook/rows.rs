//! The rows, typed: a row that exists is whole and its references hold.

use super::identifier_kind::IdentifierKind;
use super::words::{Charset, Confidence, InputMode, MethodKind, PayeeType, RailKind};
use crate::country::Country;
use crate::date::{Date, InForce, Timing};
use crate::money::{Currency, Money, Rounding};
use rust_decimal::Decimal;
use std::sync::{Arc, OnceLock};

/// What every row says of itself.
#[derive(Debug, Clone)]
pub struct Meta {
    /// Days in force.
    pub in_force: InForce,
    /// Where the fact comes from.
    pub source: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// Whether it counts at all.
    pub enabled: bool,
    /// Whether a platform's overlay made or changed it.
    pub overlaid: bool,
    /// Whether a layer may not loosen it, or some of it.
    pub locked: bool,
}

impl Meta {
    /// Whether the row counts on that day.
    pub fn holds(&self, day: Date) -> bool {
        self.enabled && self.in_force.on(day)
    }
}

/// Which values a row is about.
#[derive(Debug, Clone)]
pub enum Scope<T> {
    /// Every value the rulebook knows.
    Every,
    /// These.
    Listed(Vec<T>),
}

impl<T: PartialEq> Scope<T> {
    /// Whether the value is among them.
    pub fn includes(&self, value: &T) -> bool {
        match self {
            Scope::Every => true,
            Scope::Listed(values) => values.contains(value),
        }
    }

    /// Whether both are about the whole, or share a value.
    pub fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Scope::Every, Scope::Every) => true,
            (Scope::Listed(values), Scope::Listed(_)) => {
                values.iter().any(|value| other.includes(value))
            }
            _ => false,
        }
    }

    /// Whether every value of the other is among them.
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Scope::Every, _) => true,
            (Scope::Listed(_), Scope::Every) => false,
            (Scope::Listed(all), Scope::Listed(part)) => part.iter().all(|one| all.contains(one)),
        }
    }

    /// Whether it is about this value and no other.
    pub fn is_only(&self, value: &T) -> bool {
        matches!(self, Scope::Listed(values) if values.iter().all(|one| one == value))
    }

    /// Whether the value is named, not just included.
    pub fn names(&self, value: &T) -> bool {
        matches!(self, Scope::Listed(values) if values.contains(value))
    }
}

/// Choices that are not facts.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How amounts are rounded.
    pub rounding: Rounding,
    /// Significant digits an exchange rate is stated to.
    pub rate_significant_digits: u32,
    /// Share of a gate's limit at which it warns, unless the gate says otherwise.
    pub warn_share: Decimal,
    /// How long exchange rates and quotes live, unless the request says otherwise.
    pub quote_ttl_s: i64,
    /// What the platform, who pays, is.
    pub payer_type: PayeeType,
}

/// A way money moves.
#[derive(Debug, Clone)]
pub struct Rail {
    /// Its id.
    pub id: String,
    /// English name.
    pub name: String,
    /// What it is.
    pub kind: RailKind,
    /// Countries of payees it reaches.
    pub countries: Scope<Country>,
    /// Those among them that it has not reached from its own beginning, with their first day.
    pub joined: Vec<(Country, Date)>,
    /// Currencies it carries, the most usual first.
    pub currencies: Vec<Currency>,
    /// Whether it pays in each country that country's own currency only.
    pub local_currency: bool,
    /// Payees it pays.
    pub payee_types: Scope<PayeeType>,
    /// Payers it takes payouts from.
    pub payer_types: Scope<PayeeType>,
    /// Whether it can be taken back.
    pub irrevocable: bool,
    /// Bounds per payout, dated.
    pub limits: Vec<RailLimit>,
    /// How it keeps time.
    pub timing: Timing,
    /// Of the row.
    pub meta: Meta,
}

impl Rail {
    /// Whether it reaches the country on that day.
    pub fn serves(&self, country: Country, day: Date) -> bool {
        self.countries.includes(&country) && self.joins(country).is_none_or(|first| first <= day)
    }

    /// Its first day for a country that it has not reached from its beginning.
    pub fn joins(&self, country: Country) -> Option<Date> {
        self.joined.iter().find(|(joining, _)| *joining == country).map(|(_, first)| *first)
    }
}

/// A limit that counts on some days only.
pub trait Dated {
    /// Days in force.
    fn in_force(&self) -> InForce;
    /// Whether both are about the same thing, so that at most one may count on any day.
    fn rivals(&self, other: &Self) -> bool;
}

impl Dated for RailLimit {
    fn in_force(&self) -> InForce {
        self.in_force
    }

    fn rivals(&self, other: &Self) -> bool {
        let shared =
            PayeeType::WORDS.iter().any(|(_, kind)| self.binds(*kind) && other.binds(*kind));
        self.currency == other.currency && shared
    }
}

impl RailLimit {
    /// Whether it is a limit for such payers.
    pub fn binds(&self, payer: PayeeType) -> bool {
        self.payer_types.includes(&payer)
    }
}

/// Bounds per payout in one currency.
#[derive(Debug, Clone)]
pub struct RailLimit {
    /// In this currency.
    pub currency: Currency,
    /// For these payers.
    pub payer_types: Scope<PayeeType>,
    /// The least amount.
    pub min: Option<Money>,
    /// The greatest amount.
    pub max: Option<Money>,
    /// Days in force.
    pub in_force: InForce,
    /// Where the bound comes from.
    pub source: String,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What a payee chooses.
#[derive(Debug, Clone)]
pub struct Method {
    /// Its id.
    pub id: String,
    /// English name.
    pub name: String,
    /// What a payee sees it as.
    pub kind: MethodKind,
    /// Rails that can carry it.
    pub rails: Vec<Arc<Rail>>,
    /// Of the row.
    pub meta: Meta,
    /// Where its fees stand among the rulebook's, looked up when they are first asked for.
    pub(super) fees: Places,
    /// Where its account forms stand.
    pub(super) forms: Places,
}

/// Places in a table.
pub(super) type Places = OnceLock<Vec<usize>>;

impl Method {
    /// Whether this is the method's id or that of one of its rails, as a preference may give.
    pub fn is_named(&self, name: &str) -> bool {
        self.id == name || self.rails.iter().any(|rail| rail.id == name)
    }
}

/// What a method needs of the payee.
#[derive(Debug, Clone)]
pub struct AccountForm {
    /// Its id; methods with one form share an account on file.
    pub id: String,
    /// Methods it serves.
    pub methods: Vec<String>,
    /// Countries it is the form of.
    pub countries: Scope<Country>,
    /// Its fields, in the order of a form.
    pub fields: Vec<FieldForm>,
    /// The days on which the rows of all its fields count; on others the form is not known.
    pub covers: InForce,
    /// Of the row.
    pub meta: Meta,
}

/// A field that account forms name.
#[derive(Debug, Clone)]
pub struct FieldRow {
    /// Its id, by which forms name it.
    pub id: String,
    /// The field, required unless a form says otherwise.
    pub form: FieldForm,
    /// Of the row.
    pub meta: Meta,
}

/// A field of an account, ready for a form.
#[derive(Debug, Clone)]
pub struct FieldForm {
    /// The key in the account's details.
    pub name: String,
    /// English label.
    pub label: String,
    /// Whether it must be there.
    pub required: bool,
    /// The identifier's own rules, if it is one.
    pub identifier: Option<IdentifierKind>,
    /// Characters it takes.
    pub charset: Charset,
    /// Fewest characters.
    pub min_length: usize,
    /// Most characters.
    pub max_length: usize,
    /// The values it takes, if they are a closed list.
    pub options: Vec<String>,
    /// What it begins with, one of these, if that is known.
    pub starts_with: Vec<String>,
    /// The keyboard to offer.
    pub input_mode: InputMode,
    /// A value of the right form.
    pub example: String,
    /// A sentence of help, English.
    pub help: String,
}

/// A markup on the mid rate.
#[derive(Debug, Clone)]
pub struct FxMarkup {
    /// Its id.
    pub id: String,
    /// Both currencies of the pair are among these.
    pub currencies: Scope<Currency>,
    /// Hundredths of a percent.
    pub markup_bps: u32,
    /// Of the row.
    pub meta: Meta,
}
