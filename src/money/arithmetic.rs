//! The operations on decimals, each compiled once: the library asks for its own to be copied
//! to every place of use, which is many kilobytes of wasm.

use super::Rounding;
use super::decimal::of_units;
use rust_decimal::Decimal;

/// Sums, differences, products and quotients; `None` where the result has no exact place. And how
/// a number is written.
pub trait Arithmetic: Sized {
    /// `self + other`, with every digit.
    fn plus(self, other: Self) -> Option<Self>;
    /// `self - other`, with every digit.
    fn minus(self, other: Self) -> Option<Self>;
    /// `self × other`, with every digit.
    fn times(self, other: Self) -> Option<Self>;
    /// `self ÷ other`, rounded where it has more digits than can be held.
    fn over(self, other: Self) -> Option<Self>;
    /// In plain digits, with as many behind the point as it has.
    fn plain(self) -> String;
    /// Appends the same.
    fn push_plain(self, out: &mut String);
}

impl Arithmetic for Decimal {
    #[inline(never)]
    fn plus(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale().max(other.scale());
        let (Some(a), Some(b)) = (in_units(self, scale), in_units(other, scale)) else {
            // Nothing may be written with more decimals than the other has room for.
            return if self.is_zero() { Some(other) } else { other.is_zero().then_some(self) };
        };
        let sum = a.wrapping_add(b);
        let negative = sum < 0 || sum == 0 && self.is_sign_negative() && other.is_sign_negative();
        (sum.unsigned_abs() < 1 << 96).then(|| of_units(sum.unsigned_abs(), negative, scale))
    }

    fn minus(self, other: Decimal) -> Option<Decimal> {
        // A zero keeps its sign, or what is left of nothing would be less than nothing.
        self.plus(if other.is_zero() { other } else { -other })
    }

    #[inline(never)]
    fn times(self, other: Decimal) -> Option<Decimal> {
        super::exact_mul(self, other)
    }

    #[inline(never)]
    fn over(self, other: Decimal) -> Option<Decimal> {
        let negative = self.is_sign_negative() != other.is_sign_negative();
        if self.is_zero() && !other.is_zero() {
            return Some(Decimal::ZERO);
        }
        let mut quotient = Rounding::Down.quotient(self, other, 28)?;
        quotient.set_sign_negative(negative);
        Some(quotient)
    }

    fn plain(self) -> String {
        let mut text = String::with_capacity(16);
        self.push_plain(&mut text);
        text
    }

    // The library's way can pad and cut, which is more code than all of this.
    #[inline(never)]
    fn push_plain(self, out: &mut String) {
        let number = self.unpack();
        let mut left = [number.hi, number.mid, number.lo];
        // From the last figure to the first: at most 29, a point, and a zero before it.
        let mut text = [b'0'; 32];
        let mut free = text.iter_mut().rev();
        let mut taken = 0;
        let mut put = |byte| {
            if let Some(slot) = free.next() {
                *slot = byte;
                taken += 1;
            }
        };
        let mut place = 0;
        while place <= number.scale || left != [0; 3] {
            if place == number.scale && place > 0 {
                put(b'.');
            }
            // Most numbers are small, and then a figure is one division.
            let figure = match left {
                [0, 0, small] => {
                    left = [0, 0, small / 10];
                    small % 10
                }
                _ => divide(&mut left, 10),
            };
            put(b'0' | figure as u8);
            place += 1;
        }
        if number.negative {
            put(b'-');
        }
        let written = text.split_at(text.len() - taken).1;
        out.push_str(std::str::from_utf8(written).unwrap_or_default());
    }
}

/// The number in units of that decimal, if they fit into 96 bits.
fn in_units(number: Decimal, scale: u32) -> Option<i128> {
    let mut units = number.mantissa();
    for _ in number.scale()..scale {
        units = units.wrapping_mul(10);
        if units.unsigned_abs() >= 1 << 96 {
            return None;
        }
    }
    Some(units)
}

/// Divides a number of 96 bits, its highest part first, and tells what is left over.
#[inline(never)]
pub(super) fn divide(parts: &mut [u32; 3], by: u32) -> u32 {
    let mut rest = 0;
    for part in parts {
        let whole = rest << 32 | u64::from(*part);
        (*part, rest) = ((whole / u64::from(by)) as u32, whole % u64::from(by));
    }
    rest as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_number_is_written_as_the_library_does(
            [lo, mid, hi] in any::<[u32; 3]>(), short in 0..4_u8, negative: bool, scale in 0..=28_u32,
        ) {
            let (lo, mid, hi) = match short {
                0 => (lo, mid, hi),
                1 => (lo, mid, 0),
                2 => (lo % 1_000, 0, 0),
                _ => (0, 0, 0),
            };
            let mut number = Decimal::from_parts(lo, mid, hi, negative, scale);
            number.set_sign_negative(negative);
            prop_assert_eq!(number.plain(), number.to_string());
        }
    }
}
