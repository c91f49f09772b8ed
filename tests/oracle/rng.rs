//! Random numbers that are the same for the same seed: SplitMix64.

use crate::exact::Exact;

#[derive(Debug)]
pub struct Rng(pub u64);

impl Rng {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to less than the limit.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// Both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below((most - least + 1).max(1) as usize) as i64
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// A whole number of so many digits, at most 38.
    pub fn digits(&mut self, digits: u32) -> u128 {
        let least = 10_u128.pow(digits.max(1) - 1);
        let wide = (u128::from(self.next()) << 64) | u128::from(self.next());
        least + wide % (least * 9)
    }

    /// So many units of the last decimal, every length from 1 to `digits_max` as likely.
    pub fn amount(&mut self, digits_max: u32, decimals: u32) -> Exact {
        let digits = 1 + self.below(digits_max as usize) as u32;
        Exact::new(self.digits(digits), decimals)
    }

    /// A decimal of so many significant digits, less than 10^magnitude and not less than a tenth
    /// of that.
    pub fn decimal(&mut self, digits: u32, magnitude: i64) -> Exact {
        let units = self.digits(digits);
        match magnitude - i64::from(digits) {
            tens @ 0.. => Exact::new(units * 10_u128.pow(tens as u32), 0),
            decimals => Exact::new(units, decimals.unsigned_abs() as u32),
        }
    }
}
