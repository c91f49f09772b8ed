//! What a payout waits for, as data a page or a server can act on.

use crate::money::Money;
use crate::rulebook::{Demand, FormStatus, KycLevel};
use serde::Serialize;

/// Something to be done before a payout can go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Requirement {
    /// A tax form.
    TaxForm {
        /// The gate or rule that wants it.
        gate: String,
        /// Any of these.
        forms: Vec<String>,
        /// In any of these states.
        statuses: Vec<FormStatus>,
    },
    /// A tax number.
    Tin {
        /// The gate or rule that wants it.
        gate: String,
        /// In any of these states.
        statuses: Vec<FormStatus>,
    },
    /// Identification.
    Kyc {
        /// The gate or rule that wants it.
        gate: String,
        /// At least this level.
        level: KycLevel,
    },
    /// An account on file, whole and right.
    Account {
        /// For this method.
        method: String,
        /// Fields to ask for.
        fields: Vec<String>,
    },
    /// Money in the funding account.
    Funding {
        /// The account.
        account: String,
        /// How much is missing.
        amount: Money,
    },
    /// A fact of the payee or the payout.
    Fact {
        /// The gate or rule that asks it.
        gate: String,
        /// The fact, `payee.region`.
        fact: String,
    },
    /// That a person looks at it and lets it pass.
    Review {
        /// The gate that wants it, or `screening`.
        gate: String,
    },
    /// A new screening against the sanctions lists.
    Screening {
        /// The gate that wants it.
        gate: String,
        /// As of at most so many days ago.
        max_age_days: u32,
    },
    /// Exchange rates; the reason's remedy says which.
    Rates,
    /// That the payee is active again.
    ActivePayee,
    /// A reference that tells this payout from one like it.
    Reference,
}

impl Requirement {
    /// Adds those that are not there yet.
    pub fn add(to: &mut Vec<Requirement>, more: Vec<Requirement>) {
        more.into_iter().for_each(|one| {
            if !to.contains(&one) {
                to.push(one);
            }
        });
    }

    /// What a gate or a rule wants of the payee.
    pub fn of(gate: &str, demand: &Demand) -> Self {
        let gate = gate.to_owned();
        match demand {
            Demand::Kyc { level } => Requirement::Kyc { gate, level: *level },
            Demand::Tin { statuses, .. } => Requirement::Tin { gate, statuses: statuses.clone() },
            Demand::Datum(datum) => Requirement::Fact { gate, fact: datum.as_str().to_owned() },
            Demand::Review => Requirement::Review { gate },
            Demand::Screening { max_age_days } => {
                Requirement::Screening { gate, max_age_days: *max_age_days }
            }
            Demand::TaxForm { forms, statuses } => {
                Requirement::TaxForm { gate, forms: forms.clone(), statuses: statuses.clone() }
            }
        }
    }
}
