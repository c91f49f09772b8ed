//! The smallest change of the amount that lifts a reason: found by asking again.

use crate::issue::{Code, Issue, Param, Params, Remedy};
use crate::money::{AMOUNT_MAX, Money};

/// What a smaller amount may lift.
const TOO_MUCH: [Code; 4] =
    [Code::AmountAboveMax, Code::AmountTooLarge, Code::GateBlock, Code::RuleExcludes];

/// What a greater amount may lift; one of them hides the next.
const TOO_LITTLE: [Code; 3] = [Code::AmountBelowMin, Code::FeeExceedsAmount, Code::ReceiveNothing];

/// Adds the amount that lifts it to each reason that hangs on the amount. `against` tells the
/// reasons that another amount would have.
pub fn add_amounts(reasons: &mut [Issue], asked: Money, against: &dyn Fn(Money) -> Vec<Issue>) {
    for reason in reasons.iter_mut().filter(|reason| reason.is_error()) {
        let is_less = TOO_MUCH.contains(&reason.code);
        let is_met = matches!(reason.remedy.as_deref(), Some(Remedy::Meet { .. }));
        if is_met || !is_less && !TOO_LITTLE.contains(&reason.code) {
            continue;
        }
        let stays = |other: &Issue| match is_less {
            true => other.code == reason.code && about(&other.params) == about(&reason.params),
            false => TOO_LITTLE.contains(&other.code),
        };
        let lifts = |amount| !against(amount).iter().any(stays);
        let Some(amount) = nearest(asked, is_less, &lifts) else { continue };
        let (value, currency) = (amount.value(), amount.currency().code().to_owned());
        reason.remedy = Some(Box::new(match is_less {
            true => Remedy::AmountAtMost { value, currency },
            false => Remedy::AmountAtLeast { value, currency },
        }));
    }
}

/// The gate or the rule that a reason is of.
fn about(params: &Params) -> Option<&Param> {
    let named = |name| params.0.iter().find(|(key, _)| *key == name).map(|(_, value)| value);
    named("gate").or_else(|| named("rule"))
}

/// The amount nearest to the one that was asked at which the reason is gone: below it in the stretch
/// that begins with one minor unit, or above it.
fn nearest(asked: Money, is_less: bool, lifts: &dyn Fn(Money) -> bool) -> Option<Money> {
    let money = |units| Money::of_units(units, asked.currency());
    let (mut stays, mut gone) = (asked.units(), if is_less { 1 } else { asked.units() });
    if is_less && (gone >= stays || !lifts(money(gone))) {
        return None;
    }
    while !is_less {
        gone = gone.saturating_mul(2);
        if money(gone).amount() > AMOUNT_MAX {
            return None;
        }
        if lifts(money(gone)) {
            break;
        }
        stays = gone;
    }
    while gone.abs_diff(stays) > 1 {
        let middle = gone.midpoint(stays);
        if lifts(money(middle)) { gone = middle } else { stays = middle }
    }
    Some(money(gone))
}
