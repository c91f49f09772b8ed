//! What a payout costs, as rows and rules say it.

use super::rows::{Meta, Scope};
use super::words::{PayeeType, TierMode};
use crate::country::Country;
use crate::money::Currency;
use rust_decimal::Decimal;
use std::sync::Arc;

/// A price: fixed and percent, by tiers if there are any, then the least, then the most.
#[derive(Debug, Clone)]
pub struct Price {
    /// Of the amounts; a payout that leaves in another pays the equivalent at the mid rate. `None`
    /// when there is nothing but the percent.
    pub currency: Option<Currency>,
    /// A fixed part.
    pub fixed: Decimal,
    /// Percent of the amount.
    pub percent: Decimal,
    /// The least it comes to.
    pub min: Option<Decimal>,
    /// The most it comes to.
    pub max: Option<Decimal>,
    /// Percent of the amount that it never takes more than, so that it does not eat the payout.
    pub percent_max: Option<Decimal>,
    /// Other parts for greater amounts, the lowest first.
    pub tiers: Vec<Tier>,
    /// What the tiers count for.
    pub tiers_are: TierMode,
}

/// What counts from an amount on.
#[derive(Debug, Clone, Copy)]
pub struct Tier {
    /// For amounts of more than this.
    pub over: Decimal,
    /// A fixed part.
    pub fixed: Decimal,
    /// Percent of the amount, or of what of it lies in the tier.
    pub percent: Decimal,
}

/// A fee. A row with several prices is several of these.
#[derive(Debug, Clone)]
pub struct Fee {
    /// Its id.
    pub id: String,
    /// Methods it is for.
    pub methods: Arc<Scope<String>>,
    /// Countries of payees it is for.
    pub countries: Arc<Scope<Country>>,
    /// Payees it is for.
    pub payee_types: Scope<PayeeType>,
    /// Of its amounts.
    pub currency: Currency,
    /// Currencies that leave for which it holds; `None` for its own alone.
    pub currencies: Option<Arc<Scope<Currency>>>,
    /// How much.
    pub price: Price,
    /// Of the row.
    pub meta: Meta,
}

impl Fee {
    /// Whether it is for payouts by the method.
    pub fn serves(&self, method: &str) -> bool {
        match &*self.methods {
            Scope::Every => true,
            Scope::Listed(methods) => methods.iter().any(|known| known == method),
        }
    }

    /// Whether it is for payouts that leave in that currency.
    pub fn is_for(&self, currency: Currency) -> bool {
        match &self.currencies {
            Some(currencies) => currencies.includes(&currency),
            None => self.currency == currency,
        }
    }

    /// Whether it is for all that the other is for, and no less near to it.
    pub fn covers(&self, other: &Fee) -> bool {
        let own = self.currency == other.currency;
        let leave = match (&self.currencies, &other.currencies) {
            (_, None) => own && self.is_for(other.currency),
            (None, Some(others)) => others.is_only(&self.currency),
            (Some(all), Some(others)) => {
                all.covers(others) && (own || !others.includes(&other.currency))
            }
        };
        leave
            && self.methods.covers(&other.methods)
            && self.payee_types.covers(&other.payee_types)
            && other.payee_types.covers(&self.payee_types)
    }
}

/// Whom a fee is asked for, as far as that is known.
#[derive(Debug, Clone, Copy)]
pub struct Recipient {
    /// Where they are paid.
    pub country: Option<Country>,
    /// What they are.
    pub kind: Option<PayeeType>,
}
