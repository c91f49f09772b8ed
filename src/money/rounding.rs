//! Rounding, each rule by its name. Which one applies is the rulebook's choice.

use rust_decimal::{Decimal, RoundingStrategy};

/// A rule for the last digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Halves go to the even neighbour.
    HalfEven,
    /// Halves go away from zero.
    HalfUp,
    /// Everything goes toward zero.
    Down,
}

impl Rounding {
    /// The rulebook's words for the rules.
    pub const WORDS: &'static [(&'static str, Rounding)] = &[
        ("half_even", Rounding::HalfEven),
        ("half_up", Rounding::HalfUp),
        ("down", Rounding::Down),
    ];

    /// Rounds to so many decimals.
    pub fn round(self, amount: Decimal, decimals: u32) -> Decimal {
        amount.round_dp_with_strategy(decimals, self.strategy())
    }

    /// Rounds to so many significant digits; `None` when the result has no exact form.
    pub fn round_significant(self, amount: Decimal, digits: u32) -> Option<Decimal> {
        amount.round_sf_with_strategy(digits, self.strategy())
    }

    fn strategy(self) -> RoundingStrategy {
        match self {
            Rounding::HalfEven => RoundingStrategy::MidpointNearestEven,
            Rounding::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Rounding::Down => RoundingStrategy::ToZero,
        }
    }
}
