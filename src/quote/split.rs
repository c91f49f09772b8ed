//! How an amount divides into the fee and what is converted.

use super::fees::{Fees, in_source, priced_in};
use super::{Rules, held, rounded, too_large};
use crate::batch::Bearer;
use crate::issue::{Code, Issue};
use crate::money::{AMOUNT_MAX, Arithmetic, Money, Rounding};
use rust_decimal::Decimal;

/// An amount with its fees.
pub struct Split<'r> {
    /// What the payout takes before the sender's part of the fee.
    pub gross: Money,
    /// What is converted, or passed on as it is.
    pub convertible: Money,
    pub fees: Fees<'r>,
}

/// Steps after which the search for an amount jumps, and after which it is given up.
const ROUNDS_FIRST: usize = 16;
const ROUNDS_MAX: usize = 512;

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

    /// The least amount of which exactly this much is converted. Past the beginning of a tier more
    /// may leave less, so each is searched by itself.
    pub fn for_convertible(
        needed: Money,
        bearer: Bearer,
        rules: &Rules<'r, '_>,
    ) -> Result<Self, Issue> {
        let (price, unit) = (&rules.fee.price, needed.currency());
        let tiers = &price.tiers;
        let priced_in = priced_in(price, unit, rules)?;
        let (mut first, mut failed) = (needed, None);
        for place in 0..=tiers.len() {
            let over =
                tiers.get(place).map(|tier| held(in_source(tier.over, priced_in))).transpose()?;
            match least(first, needed, over, bearer, rules) {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => {}
                // In a later tier the fee may be small enough to be held.
                Err(issue) => failed = failed.or(Some(issue)),
            }
            let Some(over) = over.filter(|over| *over < AMOUNT_MAX) else { break };
            let last = rounded(Some(over), unit, Rounding::Down)?;
            let next = last.amount().plus(Money::minor_unit(unit));
            let next = next.map(|next| next.max(needed.amount()));
            first = rounded(next, unit, Rounding::Down)?;
        }
        Err(failed.unwrap_or_else(|| {
            let message = format!("no amount was found that leaves {needed} after the fee");
            Issue::new(Code::FeeExceedsAmount, message).source(&rules.fee.meta.source)
        }))
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
    let last = last.unwrap_or(AMOUNT_MAX).min(AMOUNT_MAX);
    let mut gross = first;
    for round in 0..ROUNDS_MAX {
        if round == ROUNDS_FIRST {
            match jump(gross, needed, last, bearer, rules) {
                Some(further) => gross = further,
                None => return Ok(None),
            }
        }
        if gross.amount() > last {
            return Ok(None);
        }
        let fees = Fees::on(gross, bearer, rules)?;
        let enough = needed.checked_add(fees.recipient).map_err(too_large)?;
        if gross == enough {
            return Ok(Some(Split { gross, convertible: needed, fees }));
        }
        // Where several lines go up at once, a unit more may leave a unit less.
        let beyond = gross.units().checked_sub(enough.units());
        gross = match beyond {
            Some(units) if units > slack(rules) => return Ok(None),
            Some(_) => Money::of_units(gross.units() + 1, gross.currency()),
            None => enough,
        };
    }
    Ok(None)
}

/// By how many units less a greater amount can leave: one line takes at most a unit of each unit more,
/// but where others are rounded up at the same place, they do too.
fn slack(rules: &Rules) -> u128 {
    2 * rules.charges.len() as u128
}

/// An amount below which none leaves enough, found by halving: with a fee that takes nearly all of
/// every increase, small steps would take for ever. `None` if there is none up to the last.
fn jump(from: Money, needed: Money, last: Decimal, bearer: Bearer, rules: &Rules) -> Option<Money> {
    let unit = from.currency();
    let leaves_too_little = |units| {
        let fees = Fees::on(Money::of_units(units, unit), bearer, rules);
        // What cannot be told is told when the search gets there.
        fees.is_ok_and(|fees| units + slack(rules) < needed.units() + fees.recipient.units())
    };
    let last = Money::rounded(last, unit, Rounding::Down).ok()?;
    let (mut too_little, mut enough) = (from.units(), last.units().max(from.units()));
    if leaves_too_little(enough) {
        return None;
    }
    while enough - too_little > 1 {
        let middle = too_little.midpoint(enough);
        if leaves_too_little(middle) { too_little = middle } else { enough = middle }
    }
    Some(Money::of_units(too_little, unit))
}
