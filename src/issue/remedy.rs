//! The smallest change that lifts an issue.

use crate::date::Moment;
use serde::Serialize;

/// What to change, as data a page can act on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Remedy {
    /// Put the payee into the context's directory.
    AddPayee {
        /// The id that was not found.
        payee_id: String,
    },
    /// Put an account for this method on file.
    AddAccount {
        /// A method the account would serve.
        method: String,
        /// The fields it needs.
        fields: Vec<String>,
    },
    /// Correct one field of the account on file.
    FixField {
        /// The field's name.
        field: String,
    },
    /// Lower the amount of the request to this, in major units.
    AmountAtMost {
        /// Decimal string.
        value: String,
        /// ISO 4217.
        currency: String,
    },
    /// Raise the amount of the request to this, in major units.
    AmountAtLeast {
        /// Decimal string.
        value: String,
        /// ISO 4217.
        currency: String,
    },
    /// Pay out in one of these currencies.
    UseCurrency {
        /// ISO 4217 codes.
        currencies: Vec<String>,
    },
    /// Say in the payee or the batch what a rule asks.
    GiveFact {
        /// The fact, `payee.region`.
        fact: String,
    },
    /// Give each payout a `reference` of its own.
    GiveReference,
    /// Add money to the funding account, in major units.
    AddFunds {
        /// The funding account.
        account: String,
        /// Decimal string.
        value: String,
        /// ISO 4217.
        currency: String,
    },
    /// Meet what `requires` lists for this gate or rule.
    Meet {
        /// Its id.
        gate: String,
    },
    /// Ask again then, or later.
    WaitUntil {
        /// A moment at which the reason is gone.
        at: Moment,
    },
    /// Make the payee active.
    ActivatePayee,
    /// Switch a row of the rulebook on, in an overlay.
    SwitchOn {
        /// Its table.
        table: &'static str,
        /// Its id.
        row: String,
    },
    /// Switch a row of an overlay off.
    SwitchOff {
        /// Its table.
        table: &'static str,
        /// Its id.
        row: String,
    },
    /// Add what the rulebook does not say to an overlay.
    AddRow {
        /// Of this table.
        table: &'static str,
    },
    /// Send newer exchange rates.
    RefreshRates,
    /// Send exchange rates for these currencies against the base.
    AddRates {
        /// ISO 4217 codes.
        currencies: Vec<String>,
    },
}
