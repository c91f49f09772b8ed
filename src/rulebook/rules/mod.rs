//! A platform's own rules: a condition over facts, and what follows when it holds. They are
//! compiled when the rulebook is built: no word of the data is looked up for a payout.

mod compare;
mod lint;

pub use compare::{Bits, Limit, Range, Test};
pub(super) use lint::{clash, is_never};

use super::{Demand, Meta, Period, Price};
use crate::date::{Date, Zone};
use crate::money::Currency;
use crate::words::words;
use rust_decimal::Decimal;
use std::sync::Arc;

/// A platform's own rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its id, `acme.review_large`.
    pub id: String,
    /// What it is about, for people.
    pub title: String,
    /// When it fires. What the effect is about is part of it: the methods that are excluded or
    /// preferred, and that a demand is not met.
    pub when: Condition,
    /// What follows.
    pub effect: RuleEffect,
    /// Of the row.
    pub meta: Meta,
}

/// What follows when a rule fires.
#[derive(Debug, Clone)]
pub enum RuleEffect {
    /// The payout waits until the payee meets these, whichever method it takes.
    Hold(Vec<Demand>),
    /// The method is not open until the payee meets these; another may be taken instead.
    Require(Vec<Demand>),
    /// The method is closed.
    Exclude,
    /// The method goes before others that are open.
    Prefer,
    /// The payout costs more.
    Charge(Price),
}

impl RuleEffect {
    /// What has to be met.
    pub fn demands(&self) -> &[Demand] {
        match self {
            RuleEffect::Hold(demands) | RuleEffect::Require(demands) => demands,
            _ => &[],
        }
    }
}

/// When a rule fires; a `not` stands in the tests themselves.
#[derive(Debug, Clone)]
pub enum Condition {
    /// Every one.
    All(Vec<Condition>),
    /// One at least.
    Any(Vec<Condition>),
    /// A fact passes a test.
    Is(Leaf),
}

/// A test of one fact.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// Which fact.
    pub fact: Fact,
    /// The currency in which an amount is compared.
    pub unit: Option<Currency>,
    /// Over what time a total is measured.
    pub period: Option<Period>,
    /// Where days and hours are kept.
    pub zone: Option<Arc<Zone>>,
    /// What it must be.
    pub test: Test,
}

words! {
    /// What a rule may ask.
    Fact {
        /// The platform's id of the payee.
        PayeeId = "payee.id",
        /// Where they are paid.
        Country = "payee.country",
        /// The part of the country, ISO 3166-2.
        Region = "payee.region",
        /// Person or business.
        PayeeType = "payee.type",
        /// Whether they may be paid at all.
        Status = "payee.status",
        /// How well they are known.
        Kyc = "payee.kyc",
        /// Where they are taxed; where they are paid unless the payee says otherwise.
        TaxResidence = "payee.tax_residence",
        /// The tax form on file.
        TaxForm = "payee.tax_form",
        /// Where the form stands.
        FormStatus = "payee.form_status",
        /// Where the tax number stands.
        TinStatus = "payee.tin_status",
        /// What follows the `@`.
        EmailDomain = "payee.email_domain",
        /// What they come to in a period, this payout included.
        Total = "payee.total",
        /// How many payouts they come to in a period, this one included.
        Count = "payee.count",
        /// What is asked, on the side that the payout fixes.
        Amount = "payout.amount",
        /// The currency that leaves.
        Currency = "payout.currency",
        /// The currency that arrives.
        PayoutCurrency = "payout.payout_currency",
        /// The method that would be taken.
        Method = "payout.method",
        /// The rail that would carry it.
        Rail = "payout.rail",
        /// What a payee sees the method as.
        Kind = "payout.kind",
        /// What the rail is.
        RailKind = "payout.rail_kind",
        /// The text for the statement.
        Description = "payout.description",
        /// The caller's name for the batch.
        BatchId = "batch.id",
        /// The account that pays.
        FundingSource = "batch.funding_source",
        /// How many payouts are in the batch.
        BatchCount = "batch.count",
        /// The day of the week, in a zone.
        Weekday = "time.weekday",
        /// The hour from 0 to 23, in a zone.
        Hour = "time.hour",
        /// The day, in a zone.
        Date = "time.date",
    }
}

/// A day as a number that grows with it: `20260522`.
pub fn day_number(day: Date) -> Decimal {
    Decimal::from(day.year() * 10_000 + day.month() * 100 + day.day())
}
