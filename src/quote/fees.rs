//! What the fees on an amount come to, line by line.

use super::{Rules, rounded, too_large};
use crate::batch::Bearer;
use crate::issue::{Code, Issue};
use crate::money::{Arithmetic, Currency, Money, Rounding, as_text, exact_mul};
use crate::rulebook::{Price, RuleEffect, TierMode};
use rust_decimal::Decimal;
use serde::Serialize;

/// A part of a fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeeLine<'r> {
    /// The row, or the rule.
    pub id: &'r str,
    /// Whose part of it.
    pub borne_by: Bearer,
    /// How much.
    pub amount: Money,
    /// What the price is in, where that is another currency than leaves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priced_in: Option<PricedIn>,
}

/// The currency of a price, and how it was converted into the one that leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PricedIn {
    /// Of the price.
    pub currency: Currency,
    /// Units of the currency that leaves for one of the price's, without a markup.
    #[serde(serialize_with = "as_text")]
    pub mid: Decimal,
}

/// All fees on an amount, and who bears them.
pub struct Fees<'r> {
    /// What comes to something, in the order of the rows.
    pub lines: Vec<FeeLine<'r>>,
    /// The sender's part.
    pub sender: Money,
    /// The payee's part.
    pub recipient: Money,
    /// That one was cut so as not to eat the payout.
    pub remark: Option<Issue>,
}

impl<'r> Fees<'r> {
    /// The rulebook's fee, then each charge of a rule, each rounded by itself.
    pub fn on(amount: Money, bearer: Bearer, rules: &Rules<'r, '_>) -> Result<Self, Issue> {
        let none = Money::zero(amount.currency());
        let mut fees = Fees { lines: Vec::new(), sender: none, recipient: none, remark: None };
        let fee = rules.fee;
        fees.add(&fee.id, &fee.price, amount, bearer, rules)?;
        for rule in rules.charges {
            if let RuleEffect::Charge(price) = &rule.effect {
                fees.add(&rule.id, price, amount, bearer, rules)?;
            }
        }
        Ok(fees)
    }

    fn add(
        &mut self,
        id: &'r str,
        price: &Price,
        amount: Money,
        bearer: Bearer,
        rules: &Rules,
    ) -> Result<(), Issue> {
        let priced_in = priced_in(price, amount.currency(), rules)?;
        let uncut = fee_of(price, amount, priced_in, rules)?;
        let fee = match price.percent_max {
            Some(percent_max) => {
                let most = share(amount.amount(), percent_max);
                let most = rounded(most, amount.currency(), Rounding::Down)?;
                if uncut.amount() > most.amount() {
                    self.remark = Some(cut(id, uncut, most, percent_max, amount, rules));
                    most
                } else {
                    uncut
                }
            }
            None => uncut,
        };
        let (sender, recipient) = shares(fee, bearer)?;
        self.sender = self.sender.checked_add(sender).map_err(too_large)?;
        self.recipient = self.recipient.checked_add(recipient).map_err(too_large)?;
        for (borne_by, amount) in [(Bearer::Sender, sender), (Bearer::Recipient, recipient)] {
            if amount.is_positive() {
                self.lines.push(FeeLine { id, borne_by, amount, priced_in });
            }
        }
        Ok(())
    }
}

/// `None` where the price is in the currency that leaves.
pub fn priced_in(price: &Price, unit: Currency, rules: &Rules) -> Result<Option<PricedIn>, Issue> {
    let other = price.currency.filter(|currency| *currency != unit);
    let priced = |currency| match rules.rates.mid(currency, unit) {
        Ok(mid) => Ok(PricedIn { currency, mid }),
        Err(mut issue) => {
            issue.message = format!("a fee is in {currency}, and there is {}", issue.message);
            Err(issue)
        }
    };
    other.map(priced).transpose()
}

/// An amount of the price in the currency that leaves, with every digit.
pub fn in_source(amount: Decimal, priced_in: Option<PricedIn>) -> Option<Decimal> {
    priced_in.map_or(Some(amount), |priced_in| exact_mul(amount, priced_in.mid))
}

/// Fixed and percent together, then the minimum, then the cap, rounded once.
fn fee_of(
    price: &Price,
    amount: Money,
    priced_in: Option<PricedIn>,
    rules: &Rules,
) -> Result<Money, Issue> {
    let fee = bounded(price, amount.amount(), priced_in);
    rounded(fee, amount.currency(), rules.settings.rounding)
}

fn bounded(price: &Price, amount: Decimal, priced_in: Option<PricedIn>) -> Option<Decimal> {
    let mut fee = before_bounds(price, amount, priced_in)?;
    if let Some(min) = price.min {
        fee = fee.max(in_source(min, priced_in)?);
    }
    if let Some(max) = price.max {
        fee = fee.min(in_source(max, priced_in)?);
    }
    Some(fee)
}

fn before_bounds(price: &Price, amount: Decimal, priced_in: Option<PricedIn>) -> Option<Decimal> {
    let (mut fixed, mut percent) = (price.fixed, price.percent);
    // What lies below the tier that is reached, and what it costs.
    let (mut below, mut of_below) = (Decimal::ZERO, Decimal::ZERO);
    for tier in &price.tiers {
        let over = in_source(tier.over, priced_in)?;
        if amount <= over {
            break;
        }
        fixed = match price.tiers_are {
            TierMode::Whole => tier.fixed,
            TierMode::Marginal => {
                of_below = of_below.plus(share(over.minus(below)?, percent)?)?;
                below = over;
                fixed.plus(tier.fixed)?
            }
        };
        percent = tier.percent;
    }
    of_below.plus(share(amount.minus(below)?, percent)?)?.plus(in_source(fixed, priced_in)?)
}

/// So many percent, with every digit.
fn share(amount: Decimal, percent: Decimal) -> Option<Decimal> {
    exact_mul(amount, exact_mul(percent, Decimal::from_parts(1, 0, 0, false, 2))?)
}

/// The sender's and the payee's share of a fee; an odd minor unit is the sender's.
fn shares(fee: Money, bearer: Bearer) -> Result<(Money, Money), Issue> {
    let none = Money::zero(fee.currency());
    match bearer {
        Bearer::Sender => Ok((fee, none)),
        Bearer::Recipient => Ok((none, fee)),
        Bearer::Shared => {
            let half = exact_mul(fee.amount(), Decimal::from_parts(5, 0, 0, false, 1));
            let half = rounded(half, fee.currency(), Rounding::Down)?;
            Ok((fee.checked_sub(half).map_err(too_large)?, half))
        }
    }
}

fn cut(
    id: &str,
    uncut: Money,
    most: Money,
    percent_max: Decimal,
    amount: Money,
    rules: &Rules,
) -> Issue {
    let percent = percent_max.normalize().plain();
    let message = format!("the fee of {uncut} is cut to {most}, {percent} percent of {amount}");
    Issue::new(Code::FeeCapped, message)
        .param("fee", uncut.value())
        .param("limit", most.value())
        .param("amount", amount.value())
        .param("currency", amount.currency().code())
        .param("row", id)
        .source(&rules.fee.meta.source)
}
