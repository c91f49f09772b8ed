//! What is answered: a decision for every payout, in order, and the plan around them.

use super::text::WayText;
use crate::date::{Arrival, Moment};
use crate::hash::{Fingerprint, Hash};
use crate::issue::Issue;
use crate::money::Money;
use crate::quote::Fx;
use crate::requirement::Requirement;
use crate::rulebook::Rulebook;
use crate::words::words;
use serde::Serialize;
use std::sync::Arc;

words! {
    /// What happens to a payout.
    Outcome {
        /// It goes.
        Pay = "pay",
        /// It goes once what it requires is met.
        Hold = "hold",
        /// It does not go as it stands.
        Reject = "reject",
        /// It was decided before.
        Duplicate = "duplicate",
    }
}

/// The decision on one payout. What could not be decided is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision<'d> {
    /// Its place in the batch.
    pub index: usize,
    /// Whom it pays; `null` when that could not be read.
    pub payee_id: Option<&'d str>,
    /// The caller's name for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<&'d str>,
    /// What happens.
    pub outcome: Outcome,
    /// By which method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<&'d str>,
    /// Over which rail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rail: Option<&'d str>,
    /// What leaves the funding account, the sender's fee and what is withheld included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub debit: Option<Money>,
    /// The fee, whoever bears it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<Money>,
    /// The conversion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fx: Option<Fx>,
    /// What the payee gets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receive: Option<Money>,
    /// What of the debit is kept back for the tax office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Money>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrives: Option<Arc<Arrival>>,
    /// Why, and what to know.
    pub reasons: Vec<Issue>,
    /// What a held payout waits for, all of it.
    pub requires: Vec<Requirement>,
    /// Over what was asked; `null` when that could not be read.
    pub fingerprint: Option<Fingerprint>,
    /// Over the rulebook, the moment and everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash: Option<Hash>,
    /// What it has in common with others, as text; every decision with a method has it.
    #[serde(skip)]
    pub(super) way: Option<Arc<WayText>>,
}

impl Decision<'_> {
    /// Refuses it after all: what is refused shows no terms.
    pub(super) fn refuse(&mut self) {
        self.outcome = Outcome::Reject;
        (self.method, self.rail, self.fx, self.arrives, self.way) = (None, None, None, None, None);
        (self.debit, self.fee, self.receive, self.withheld) = (None, None, None, None);
    }
}

words! {
    /// What happens to the batch.
    PlanOutcome {
        /// Every payout goes.
        Pay = "pay",
        /// Some go.
        Partial = "partial",
        /// None goes, each for its own reason.
        None = "none",
        /// The batch or the context is refused as a whole; `issues` says why.
        Reject = "reject",
    }
}

/// The answer to a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan<'d> {
    /// The caller's name for the batch; `null` when it could not be read.
    pub batch_id: Option<&'d str>,
    /// What happens to it.
    pub outcome: PlanOutcome,
    /// The moment it was decided for; `null` when the context gave none.
    pub at: Option<Moment>,
    /// By which rulebook.
    pub rulebook: RulebookName<'d>,
    /// One decision for each payout, in order.
    pub decisions: Vec<Decision<'d>>,
    /// How many of each outcome.
    pub counts: Counts,
    /// What goes, by currency.
    pub totals: Vec<CurrencyTotal>,
    /// What it takes of the funding account, by currency.
    pub funding: Vec<FundingLine<'d>>,
    /// Issues of the batch and the context themselves.
    pub issues: Vec<Issue>,
    /// Over the hashes of the decisions and everything around them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash: Option<Hash>,
}

/// Which rulebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RulebookName<'d> {
    /// Its version.
    pub version: &'d str,
    /// Over everything in it.
    pub hash: Hash,
}

impl<'d> RulebookName<'d> {
    /// The name of this one.
    pub fn of(rulebook: &'d Rulebook) -> Self {
        RulebookName { version: &rulebook.version, hash: rulebook.hash }
    }
}

/// Decisions by outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// That go.
    pub pay: usize,
    /// That wait.
    pub hold: usize,
    /// That do not go.
    pub reject: usize,
    /// That were decided before.
    pub duplicate: usize,
}

impl Counts {
    /// Counts one more.
    pub(super) fn add(&mut self, outcome: Outcome) {
        let count = match outcome {
            Outcome::Pay => &mut self.pay,
            Outcome::Hold => &mut self.hold,
            Outcome::Reject => &mut self.reject,
            Outcome::Duplicate => &mut self.duplicate,
        };
        *count += 1;
    }
}

/// What goes in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CurrencyTotal {
    /// How many payouts.
    pub count: usize,
    /// What leaves, fees included.
    pub debit: Money,
    /// The fees, whoever bears them.
    pub fee: Money,
}

/// What the batch takes of a funding account in one currency. Amounts in that currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FundingLine<'d> {
    /// The account; `null` when the batch names none.
    pub account: Option<&'d str>,
    /// The currency of the amounts.
    pub currency: String,
    /// What it holds; `null` when the context does not say.
    pub available: Option<String>,
    /// What every payable payout takes together.
    pub required: String,
    /// What is missing; `null` when not known.
    pub shortfall: Option<String>,
    /// Whether it falls below its low-balance level; `null` when not known.
    pub low: Option<bool>,
}
