//! The least amount of which exactly so much is left when the recipient's parts of the fee are off.
//!
//! Between the amounts at which a tier, a minimum or a cap begins, what is left grows evenly but for
//! rounding; so on each such stretch it says itself where to look, and there every amount is tried.

use crate::exact::{Exact, Mode, quotient};
use crate::model::{AMOUNT_MAX, Bearer, Priced, Work};
use num_bigint::BigInt;
use std::collections::BTreeSet;

/// Amounts tried on one stretch; the prices that are drawn need far fewer.
const TRIES_MAX: u32 = 20_000;

/// The gross; `None` if no amount leaves exactly that.
pub fn least_gross(work: &Work, needed: &Exact) -> Option<Exact> {
    let decimals = work.terms().source_decimals;
    let needed = &needed.rounded(i64::from(decimals), Mode::Down).units;
    let mut edges = BTreeSet::new();
    for priced in &work.priced {
        edges.extend(edges_of(work, priced).into_iter().map(|(_, edge)| edge.units));
    }
    let last = Exact::new(100 * AMOUNT_MAX, 0).rounded(i64::from(decimals), Mode::Down).units;
    edges.insert(last.clone());
    let mut low = BigInt::from(1);
    for high in edges.range(low.clone()..=last) {
        work.tried(&Exact::new(low.clone(), decimals));
        if let Some(gross) = on_stretch(work, needed, &low, high) {
            return Some(Exact::new(gross, decimals));
        }
        low = high + 1;
    }
    None
}

/// Where a price may go on in another way, a minor unit less and one more, and what begins there.
pub fn edges_of(work: &Work, priced: &Priced) -> Vec<(&'static str, Exact)> {
    let (price, decimals) = (priced.price, work.terms().source_decimals);
    let unit = Exact::new(1, decimals);
    let floor = |value: &Exact| value.rounded(i64::from(decimals), Mode::Down);
    let own = |amount: &Exact| amount * &priced.mid;
    let tiers: Vec<_> = price.tiers.iter().map(|tier| ("tier", own(&tier.over))).collect();
    let most = price.percent_max.as_ref().map(Exact::percent);
    let bounds = [("minimum", &price.min), ("cap", &price.max)];
    let bounds = bounds.map(|(name, bound)| Some((name, own(bound.as_ref()?))));
    let bounds: Vec<_> = bounds.into_iter().flatten().collect();
    let mut edges = tiers.clone();
    for begins in [Exact::zero()].iter().chain(tiers.iter().map(|(_, over)| over)) {
        // Where minimum or cap meet the line through the stretch, and what `percent_max` meets.
        let one = &floor(begins) + &unit;
        let two = &one + &unit;
        let fee = work.raw(priced, &one);
        let growth = &work.raw(priced, &two) - &fee;
        let crossing = |name, level: &Exact, slope: &Exact, at_one: &Exact| {
            let meets = slope.is_positive() && level > at_one;
            let steps = meets.then(|| quotient(&(level - at_one), slope, 0, Mode::Down))?;
            Some((name, &one + &(&steps * &unit)))
        };
        let bounded = bounds.iter().filter_map(|(name, at)| crossing(*name, at, &growth, &fee));
        edges.extend(bounded);
        if let Some(most) = &most {
            let at_one = &one * most;
            let slope = &unit * most;
            let meet = |(_, at): &(_, Exact)| crossing("percent_max", at, &slope, &at_one);
            edges.extend(bounds.iter().filter_map(meet));
            // fee + n × growth = at_one + n × slope
            let (gap, closes) = (&fee - &at_one, &slope - &growth);
            let (gap, closes) = if closes.is_positive() {
                (gap, closes)
            } else {
                (&Exact::zero() - &gap, &Exact::zero() - &closes)
            };
            edges.extend(crossing("percent_max", &gap, &closes, &Exact::zero()));
        }
    }
    // The unit before and the unit after belong to no stretch but their own.
    let around = |(name, edge): &(&'static str, Exact)| {
        let edge = floor(edge);
        [&edge - &unit, edge.clone(), &edge + &unit].map(|edge| (*name, edge))
    };
    edges.iter().flat_map(around).collect()
}

/// The least amount from `low` to `high` that leaves the units that are needed.
fn on_stretch(work: &Work, needed: &BigInt, low: &BigInt, high: &BigInt) -> Option<BigInt> {
    let decimals = work.terms().source_decimals;
    let left = |units: &BigInt| smooth(work, &Exact::new(units.clone(), decimals));
    let slack = Exact::new(work.priced.len() as i64 + 1, decimals);
    let exact = Exact::new(needed.clone(), decimals);
    let (least, most) = (&exact - &slack, &exact + &slack);
    let (at_low, at_high) = (left(low), left(high));
    if at_low.clone().max(at_high.clone()) < least || at_low.clone().min(at_high.clone()) > most {
        return None;
    }
    // The first unit that comes near, on the straight line from one end to the other.
    let (rise, run) = (&at_high - &at_low, Exact::new(high - low, 0));
    let gap = if rise.is_positive() { &least - &at_low } else { &at_low - &most };
    let steps = if gap.is_positive() && !rise.is_zero() {
        let rise = if rise.is_positive() { rise } else { &Exact::zero() - &rise };
        quotient(&(&gap * &run), &rise, 0, Mode::Down).units
    } else {
        BigInt::from(0)
    };
    let (mut gross, rising) = (low + steps, at_high >= at_low);
    for _ in 0..TRIES_MAX {
        if gross > *high {
            return None;
        }
        let amount = Exact::new(gross.clone(), decimals);
        if work.convertible(&amount).units == *needed {
            return Some(gross);
        }
        let near = smooth(work, &amount);
        if (rising && near > most) || (!rising && near < least) {
            return None;
        }
        gross += 1;
    }
    assert!(at_low == at_high, "the oracle gave up on {:?}", work.terms());
    None
}

/// What is left of the amount if nothing were rounded.
fn smooth(work: &Work, gross: &Exact) -> Exact {
    let half = match work.terms().bearer {
        Bearer::Shared => Exact::new(5, 1),
        _ => Exact::one(),
    };
    work.priced.iter().fold(gross.clone(), |left, priced| {
        let mut fee = work.bounded(priced, gross);
        if let Some(percent) = &priced.price.percent_max {
            fee = fee.min(gross * &percent.percent());
        }
        &left - &(&fee * &half)
    })
}
