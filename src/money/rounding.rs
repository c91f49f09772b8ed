//! Rounding, each rule by its name. Which one applies is the rulebook's choice.

use super::Arithmetic;
use super::arithmetic::divide;
use super::decimal::digits_of;
use crate::words::words;
use rust_decimal::Decimal;

words! {
    /// A rule for the last digit.
    Rounding {
        /// Halves go to the even neighbour.
        HalfEven = "half_even",
        /// Halves go away from zero.
        HalfUp = "half_up",
        /// Everything goes toward zero.
        Down = "down",
    }
}

impl Rounding {
    /// Rounds to so many decimals.
    #[inline(never)]
    pub fn round(self, amount: Decimal, decimals: u32) -> Decimal {
        let number = amount.unpack();
        let Some(mut spare) = number.scale.checked_sub(decimals).filter(|spare| *spare > 0) else {
            return amount;
        };
        // The first figure that goes, and whether one after it is more than nothing.
        let (mut left, mut more) = ([number.hi, number.mid, number.lo], false);
        while spare > 1 {
            let step = (spare - 1).min(9);
            more |= divide(&mut left, 10_u32.pow(step)) > 0;
            spare -= step;
        }
        let first = divide(&mut left, 10);
        let [.., last] = left;
        let up = match self {
            Rounding::HalfEven => first > 5 || first == 5 && (more || last % 2 == 1),
            Rounding::HalfUp => first >= 5,
            Rounding::Down => false,
        };
        let mut carry = up;
        for part in left.iter_mut().rev() {
            (*part, carry) = part.overflowing_add(u32::from(carry));
        }
        let [hi, mid, lo] = left;
        let mut rounded = Decimal::from_parts(lo, mid, hi, number.negative, decimals);
        if amount.is_zero() {
            // What was nothing keeps its sign; what has become nothing has none.
            rounded.set_sign_negative(number.negative);
        }
        rounded
    }

    /// Rounds to so many significant digits; `None` when the result has no exact form.
    #[inline(never)]
    pub fn round_significant(self, amount: Decimal, digits: u32) -> Option<Decimal> {
        let (held, scale) = (digits_of(amount), amount.scale());
        let Some(spare) = held.checked_sub(digits) else { return Some(amount) };
        if let Some(decimals) = scale.checked_sub(spare) {
            return Some(self.round(amount, decimals));
        }
        let tens = Decimal::from(10_u64.checked_pow(spare - scale)?);
        self.round(amount.over(tens)?, 0).times(tens)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_decimal::RoundingStrategy;

    proptest! {
        #[test]
        fn a_number_is_rounded_as_the_library_does(
            [lo, mid, hi] in any::<[u32; 3]>(), short in 0..4_u8, negative: bool,
            (scale, decimals) in (0..=28_u32, 0..=28_u32), halves in 0..6_u32,
        ) {
            let (lo, mid, hi) = match short {
                0 => (lo, mid, hi),
                1 => (lo, mid, 0),
                2 => (lo % 100 * 10_u32.pow(halves) / 2, 0, 0),
                _ => (lo % 10, 0, 0),
            };
            let mut number = Decimal::from_parts(lo, mid, hi, false, scale);
            number.set_sign_negative(negative);
            for (own, theirs) in [
                (Rounding::HalfEven, RoundingStrategy::MidpointNearestEven),
                (Rounding::HalfUp, RoundingStrategy::MidpointAwayFromZero),
                (Rounding::Down, RoundingStrategy::ToZero),
            ] {
                let (own, theirs) = (
                    own.round(number, decimals),
                    number.round_dp_with_strategy(decimals, theirs),
                );
                prop_assert_eq!(own.serialize(), theirs.serialize());
            }
        }
    }
}
