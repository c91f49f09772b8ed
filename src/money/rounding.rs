//! Rounding, each rule by its name. Which one applies is the rulebook's choice.

use super::arithmetic::divide;
use super::decimal::of_units;
use crate::words::words;
use rust_decimal::Decimal;
use std::cmp::Ordering;

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

/// What a rule goes by: what is cut off, compared with half of the last place that is kept, and
/// whether the figure there is odd.
#[derive(Clone, Copy)]
struct Cut {
    against_half: Ordering,
    last_is_odd: bool,
}

fn half_even(cut: Cut) -> bool {
    cut.against_half.is_gt() || cut.against_half.is_eq() && cut.last_is_odd
}

fn half_up(cut: Cut) -> bool {
    cut.against_half.is_ge()
}

fn down(_: Cut) -> bool {
    false
}

impl Rounding {
    /// Whether the last figure that is kept goes up by one.
    fn rule(self) -> fn(Cut) -> bool {
        match self {
            Rounding::HalfEven => half_even,
            Rounding::HalfUp => half_up,
            Rounding::Down => down,
        }
    }

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
        let against_half = first.cmp(&5).then(more.cmp(&false));
        let mut carry = self.rule()(Cut { against_half, last_is_odd: last % 2 == 1 });
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

    /// A quotient of two positive numbers to so many significant digits, rounded once; `None` when
    /// it has no place. The library's own quotient is rounded already, to as many digits as fit.
    #[inline(never)]
    pub fn quotient(self, a: Decimal, b: Decimal, digits: u32) -> Option<Decimal> {
        let (mut left, mut by) = (a.mantissa().unsigned_abs(), b.mantissa().unsigned_abs());
        if left == 0 || by == 0 {
            return None;
        }
        let mut decimals = i64::from(a.scale()) - i64::from(b.scale());
        // Both have 96 bits, so ten times either fits.
        while left >= by.wrapping_mul(10) {
            by = by.wrapping_mul(10);
            decimals -= 1;
        }
        while left < by {
            left = left.wrapping_mul(10);
            decimals += 1;
        }
        let mut figures = 0_u128;
        for place in 0..digits {
            if place > 0 {
                if decimals == 28 {
                    break;
                }
                left = left.wrapping_mul(10);
                decimals += 1;
            }
            figures = figures.wrapping_mul(10);
            while left >= by {
                left -= by;
                figures += 1;
            }
        }
        let against_half = left.wrapping_mul(2).cmp(&by);
        figures += u128::from(self.rule()(Cut { against_half, last_is_odd: figures % 2 == 1 }));
        while decimals < 0 && figures < 1 << 96 {
            figures = figures.wrapping_mul(10);
            decimals += 1;
        }
        let held = figures < 1 << 96 && decimals <= 28;
        held.then(|| of_units(figures, false, decimals as u32).normalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_decimal::RoundingStrategy;

    #[test]
    fn a_quotient_is_rounded_once() {
        let decimal = |text| crate::money::parse_plain(text).unwrap();
        for (a, b, digits, wanted) in [
            ("1", "3", 10, "0.3333333333"),
            ("2", "3", 10, "0.6666666667"),
            ("100000000", "0.00000001", 10, "10000000000000000"),
            ("0.00000001", "100000000", 10, "0.0000000000000001"),
            ("0.999999999951", "1", 10, "1"),
            ("1.0000000005", "1", 10, "1"),
            ("1.0000000015", "1", 10, "1.000000002"),
            ("1.00000000050000000001", "1", 10, "1.000000001"),
        ] {
            let quotient = Rounding::HalfEven.quotient(decimal(a), decimal(b), digits);
            assert_eq!(quotient, Some(decimal(wanted)), "{a} by {b}");
        }
        assert_eq!(Rounding::Down.quotient(decimal("2"), decimal("3"), 4), Some(decimal("0.6666")));
        assert_eq!(Rounding::HalfUp.quotient(decimal("1"), decimal("8"), 2), Some(decimal("0.13")));
        assert_eq!(Rounding::HalfEven.quotient(decimal("1"), decimal("0"), 4), None);
    }

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
