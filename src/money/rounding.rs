//! Rounding, each rule by its name. Which one applies is the rulebook's choice.

use super::Arithmetic;
use super::decimal::digits_of;
use crate::words::words;
use rust_decimal::{Decimal, RoundingStrategy};

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
        amount.round_dp_with_strategy(decimals, self.strategy())
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

    fn strategy(self) -> RoundingStrategy {
        match self {
            Rounding::HalfEven => RoundingStrategy::MidpointNearestEven,
            Rounding::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Rounding::Down => RoundingStrategy::ToZero,
        }
    }
}
