//! How an amount divides into the fee and what is converted.

use super::fees::{Fees, priced_in, there};
use super::{Rules, held, rounded, too_large};
use crate::batch::Bearer;
use crate::issue::{Code, Issue};
use crate::money::{AMOUNT_MAX, Arithmetic, Money, Rounding};
use crate::rulebook::TierMode;
use rust_decimal::Decimal;

/// An amount with its fees.
pub struct Split<'r> {
    /// What the payout takes before the sender's part of the fee.
    pub gross: Money,
    /// What is converted, or passed on as it is.
    pub convertible: Money,
    pub fees: Fees<'r>,
}

/// Rounds after which a fee that eats every increase of the amount is given up.
const ROUNDS_MAX: usize = 4096;

impl<'r> Split<'r> {
    /// The payout is of this amount.
    pub fn of_sent(gross: Money, bearer: Bearer, rules: &Rules<'r, '_>) -> Result<Self, Issue> {
        let fees = Fees::on(gross, bearer, rules)?;
        let convertible = gross.checked_sub(fees.recipient).map_err(too_large)?;
        if !convertible.is_positive() {
            let (fee, amount) = (fees.recipient, gross);
            let message = format!("the fee of {fee} leaves nothing of {amount}");
            return Err(Issue::new(Code::FeeExceedsAmount, message)
                .param("fee", fee.value())
                .param("amount", amount.value())
                .source(&rules.fee.meta.source));
        }
        Ok(Split { gross, convertible, fees })
    }

    /// The least amount of which exactly this much is converted. Tiers for the whole amount may
    /// take less of more, so each is searched by itself; in one of them more always pays more.
    pub fn for_convertible(
        needed: Money,
        bearer: Bearer,
        rules: &Rules<'r, '_>,
    ) -> Result<Self, Issue> {
        let (price, unit) = (&rules.fee.price, needed.currency());
        let tiers = match price.tiers_are {
            TierMode::Whole => price.tiers.as_slice(),
            TierMode::Marginal => &[],
        };
        let priced_in = priced_in(price, unit, rules)?;
        let mut first = needed;
        for place in 0..=tiers.len() {
            let over =
                tiers.get(place).map(|tier| held(there(tier.over, priced_in))).transpose()?;
            if let Some(found) = least(first, needed, over, bearer, rules)? {
                return Ok(found);
            }
            if let Some(over) = over {
                let last = rounded(Some(over), unit, Rounding::Down)?;
                let next = last.amount().plus(Money::minor_unit(unit));
                let next = next.map(|next| next.max(needed.amount()));
                first = rounded(next, unit, Rounding::Down)?;
            }
        }
        let message = format!("no amount was found that leaves {needed} after the fee");
        Err(Issue::new(Code::FeeExceedsAmount, message).source(&rules.fee.meta.source))
    }
}

/// The least amount from `first` to `last` that leaves exactly what is needed: the payee's part
/// of the fee is a function of the amount, so the amount grows until it holds both.
fn least<'r>(
    first: Money,
    needed: Money,
    last: Option<Decimal>,
    bearer: Bearer,
    rules: &Rules<'r, '_>,
) -> Result<Option<Split<'r>>, Issue> {
    let mut gross = first;
    for _ in 0..ROUNDS_MAX {
        if last.is_some_and(|last| gross.amount() > last) {
            return Ok(None);
        }
        let fees = Fees::on(gross, bearer, rules)?;
        let enough = needed.checked_add(fees.recipient).map_err(too_large)?;
        if gross == enough {
            return Ok(Some(Split { gross, convertible: needed, fees }));
        }
        if gross.amount() > enough.amount() {
            return Ok(None);
        }
        // Beyond all amounts there is nothing to find.
        if enough.amount() > AMOUNT_MAX {
            return Ok(None);
        }
        gross = enough;
    }
    Ok(None)
}
