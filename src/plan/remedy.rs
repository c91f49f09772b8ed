//! The smallest change of the amount that lifts a reason: found by asking again.

use crate::issue::{Code, Issue, Param, Params, Remedy};
use crate::money::{AMOUNT_MAX, Arithmetic, Money, Rounding, parse_plain};

/// What a smaller amount may lift. Gates are not among them: to tell how much slips under a limit
/// of the law would be to advise splitting.
const TOO_MUCH: [Code; 3] = [Code::AmountAboveMax, Code::AmountTooLarge, Code::RuleExcludes];

/// What a greater amount may lift; one of them hides the next, and at last it is too large.
const TOO_LITTLE: [Code; 4] =
    [Code::AmountBelowMin, Code::FeeExceedsAmount, Code::ReceiveNothing, Code::AmountTooLarge];

/// Adds the amount that lifts it to each reason that hangs on the amount. `against` tells the
/// reasons that another amount would have.
pub fn add_amounts(reasons: &mut [Issue], asked: Money, against: &dyn Fn(Money) -> Vec<Issue>) {
    for reason in reasons.iter_mut().filter(|reason| reason.is_error()) {
        let is_less = TOO_MUCH.contains(&reason.code);
        if !is_less && !TOO_LITTLE.contains(&reason.code) {
            continue;
        }
        let stays = |other: &Issue| match is_less {
            true => other.code == reason.code && rule(&other.params) == rule(&reason.params),
            false => TOO_LITTLE.contains(&other.code),
        };
        let search = Search { asked, lifts: &|amount| !against(amount).iter().any(stays) };
        let guess = guess(&reason.params, asked);
        let mut is_most = is_less;
        let mut found = if is_less { search.most(guess) } else { search.least(guess) };
        if found.is_none() && reason.code == Code::FeeExceedsAmount {
            // The amount that would hold the fee too may be beyond all amounts.
            (is_most, found) = (true, search.most(guess));
        }
        if let Some(amount) = found.map(|units| Money::of_units(units, asked.currency())) {
            let (value, currency) = (amount.value(), amount.currency().code().to_owned());
            reason.remedy = Some(Box::new(match is_most {
                true => Remedy::AmountAtMost { value, currency },
                false => Remedy::AmountAtLeast { value, currency },
            }));
        }
    }
}

fn param<'p>(params: &'p Params, name: &str) -> Option<&'p Param> {
    params.0.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
}

fn rule(params: &Params) -> Option<&Param> {
    param(params, "rule")
}

/// Where the change may lie: as far from what was asked as the limit is from what was measured.
fn guess(params: &Params, asked: Money) -> u128 {
    let number = |name| match param(params, name) {
        Some(Param::Text(text)) => parse_plain(text).ok(),
        _ => None,
    };
    let share = || number("limit")?.over(number("value")?);
    let near = share().and_then(|share| asked.amount().times(share));
    let near = near.map(|near| Rounding::Down.round(near, asked.currency().minor_units()));
    let near = near.and_then(|near| Money::exact(near, asked.currency()));
    near.map_or(asked.units(), Money::units)
}

/// A search for the nearest amount at which a reason is gone.
struct Search<'s> {
    asked: Money,
    lifts: &'s dyn Fn(Money) -> bool,
}

impl Search<'_> {
    fn is_gone(&self, units: u128) -> bool {
        (self.lifts)(Money::of_units(units, self.asked.currency()))
    }

    /// The greatest below what was asked, in steps that double from the guess.
    fn most(&self, guess: u128) -> Option<u128> {
        let asked = self.asked.units();
        let start = guess.clamp(1, asked.saturating_sub(1).max(1));
        let mut step = 1;
        let (mut gone, mut stays) = (start, asked);
        if self.is_gone(start) {
            while gone + step < stays {
                if !self.is_gone(gone + step) {
                    stays = gone + step;
                    break;
                }
                gone += step;
                step *= 2;
            }
        } else {
            stays = start;
            loop {
                gone = stays.saturating_sub(step).max(1);
                if gone >= stays {
                    return None;
                }
                if self.is_gone(gone) {
                    break;
                }
                stays = gone;
                step *= 2;
            }
        }
        while stays - gone > 1 {
            let middle = gone.midpoint(stays);
            if self.is_gone(middle) { gone = middle } else { stays = middle }
        }
        Some(gone)
    }

    /// The least above what was asked.
    fn least(&self, guess: u128) -> Option<u128> {
        let (mut stays, mut step) = (self.asked.units(), 1);
        let mut gone = guess.max(stays + 1);
        if gone > stays + 1 && !self.is_gone(gone - 1) {
            stays = gone - 1;
        }
        while !self.is_gone(gone) {
            stays = gone;
            gone += step;
            step *= 2;
            if Money::of_units(gone, self.asked.currency()).amount() > AMOUNT_MAX {
                return None;
            }
        }
        while gone - stays > 1 {
            let middle = gone.midpoint(stays);
            if self.is_gone(middle) { gone = middle } else { stays = middle }
        }
        Some(gone)
    }
}
