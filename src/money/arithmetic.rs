//! The operations on decimals, each compiled once: the library asks for its own to be copied
//! to every place of use, which is many kilobytes of wasm.

use rust_decimal::Decimal;

/// Sums, differences, products and quotients; `None` where the result has no exact place.
pub trait Arithmetic: Sized {
    /// `self + other`.
    fn plus(self, other: Self) -> Option<Self>;
    /// `self - other`.
    fn minus(self, other: Self) -> Option<Self>;
    /// `self × other`, rounded where it has more digits than can be held.
    fn times(self, other: Self) -> Option<Self>;
    /// `self ÷ other`, rounded where it has more digits than can be held.
    fn over(self, other: Self) -> Option<Self>;
}

impl Arithmetic for Decimal {
    #[inline(never)]
    fn plus(self, other: Decimal) -> Option<Decimal> {
        self.checked_add(other)
    }

    fn minus(self, other: Decimal) -> Option<Decimal> {
        // A zero keeps its sign, or what is left of nothing would be less than nothing.
        self.plus(if other.is_zero() { other } else { -other })
    }

    #[inline(never)]
    fn times(self, other: Decimal) -> Option<Decimal> {
        self.checked_mul(other)
    }

    #[inline(never)]
    fn over(self, other: Decimal) -> Option<Decimal> {
        self.checked_div(other)
    }
}
