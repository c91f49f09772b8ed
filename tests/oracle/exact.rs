//! Rationals whose denominators are powers of ten, of any size: every amount, rate and percentage is
//! one, and so is every sum and product of them. A quotient is none; it is rounded from its two
//! whole numbers.

use num_bigint::{BigInt, BigUint, Sign};
use std::cmp::Ordering;
use std::ops::{Add, Mul, Sub};

/// `units / 10^decimals`.
#[derive(Debug, Clone)]
pub struct Exact {
    pub units: BigInt,
    pub decimals: u32,
}

/// How a value that lies between two is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    HalfEven,
    HalfUp,
    Down,
    /// Away from nothing; no setting, but what the least amount that covers another is.
    Up,
}

/// Whether the engine's decimals, 96 bits and 28 places, hold a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In 28 digits.
    Holds,
    /// Only without its last zeros, or with the 29 digits that some values may have.
    Doubtful,
    None,
}

pub fn ten_to(power: u32) -> BigInt {
    match power {
        0..=37 => BigInt::from(10_u128.pow(power)),
        _ => BigInt::from(10_u128).pow(power),
    }
}

impl Exact {
    pub fn new(units: impl Into<BigInt>, decimals: u32) -> Self {
        Exact { units: units.into(), decimals }
    }

    pub fn zero() -> Self {
        Exact::new(0, 0)
    }

    pub fn one() -> Self {
        Exact::new(1, 0)
    }

    /// Reads plain digits with at most one point.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let units = format!("{whole}{fraction}").parse().ok()?;
        Some(Exact { units, decimals: u32::try_from(fraction.len()).ok()? })
    }

    fn at(&self, decimals: u32) -> BigInt {
        if decimals == self.decimals {
            return self.units.clone();
        }
        &self.units * ten_to(decimals - self.decimals)
    }

    pub fn is_zero(&self) -> bool {
        self.units.sign() == Sign::NoSign
    }

    pub fn is_positive(&self) -> bool {
        self.units.sign() == Sign::Plus
    }

    /// A hundredth.
    pub fn percent(&self) -> Exact {
        Exact { units: self.units.clone(), decimals: self.decimals + 2 }
    }

    /// To so many decimals; fewer than none are tens, hundreds and so on.
    pub fn rounded(&self, decimals: i64, mode: Mode) -> Exact {
        quotient(self, &Exact::one(), decimals, mode)
    }

    /// Without the zeros that say nothing.
    pub fn normalized(&self) -> Exact {
        let (mut units, mut decimals) = (self.units.clone(), self.decimals);
        let ten = BigInt::from(10);
        while decimals > 0 && (&units % &ten).sign() == Sign::NoSign {
            units /= &ten;
            decimals -= 1;
        }
        Exact { units, decimals }
    }

    /// Digits before the point; of 0.012 it is -1: the zeros behind it, counted down.
    pub fn magnitude(&self) -> i64 {
        let digits = self.units.magnitude().to_str_radix(10).len();
        digits as i64 - i64::from(self.decimals)
    }

    /// How sure it is that the engine has a place for it.
    pub fn place(&self) -> Place {
        // 10^28 has 94 bits.
        if self.decimals <= 28 && self.units.bits() < 94 {
            return Place::Holds;
        }
        let short = self.normalized();
        match short.decimals <= 28 && short.units.bits() <= 96 {
            true if self.decimals <= 28 && self.units < ten_to(28) => Place::Holds,
            true => Place::Doubtful,
            false => Place::None,
        }
    }

    /// With all its decimals.
    pub fn text(&self) -> String {
        let sign = if self.units.sign() == Sign::Minus { "-" } else { "" };
        let decimals = self.decimals as usize;
        let digits = format!("{:0>1$}", self.units.magnitude().to_str_radix(10), decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{fraction}")
    }

    /// Whether it lies exactly between two values of so many decimals.
    pub fn is_half(&self, decimals: u32) -> bool {
        let twice = self + self;
        let whole = |value: &Exact| *value == value.rounded(i64::from(decimals), Mode::Down);
        whole(&twice) && !whole(self)
    }
}

/// `dividend / divisor` to so many decimals; the divisor is more than nothing.
pub fn quotient(dividend: &Exact, divisor: &Exact, decimals: i64, mode: Mode) -> Exact {
    let shift = decimals + i64::from(divisor.decimals) - i64::from(dividend.decimals);
    let power = ten_to(shift.unsigned_abs() as u32);
    let (over, under) = match shift >= 0 {
        true => (&dividend.units * power, divisor.units.clone()),
        false => (dividend.units.clone(), &divisor.units * power),
    };
    let units = whole(&over, &under, mode);
    match u32::try_from(decimals) {
        Ok(decimals) => Exact { units, decimals },
        Err(_) => Exact { units: units * ten_to(decimals.unsigned_abs() as u32), decimals: 0 },
    }
}

/// `dividend / divisor` to so many significant digits.
pub fn significant(dividend: &Exact, divisor: &Exact, digits: i64, mode: Mode) -> Exact {
    // Sixty decimals say where the first digit of any rate stands.
    let near = quotient(dividend, divisor, 60, Mode::Down);
    quotient(dividend, divisor, digits - near.magnitude(), mode)
}

fn whole(over: &BigInt, under: &BigInt, mode: Mode) -> BigInt {
    let (floor, rest) =
        (over.magnitude() / under.magnitude(), over.magnitude() % under.magnitude());
    let half = || (&rest + &rest).cmp(under.magnitude());
    let up = rest != BigUint::ZERO
        && match mode {
            Mode::Down => false,
            Mode::Up => true,
            Mode::HalfUp => half() != Ordering::Less,
            Mode::HalfEven => match half() {
                Ordering::Equal => floor.bit(0),
                half => half == Ordering::Greater,
            },
        };
    let units = BigInt::from(if up { floor + 1_u32 } else { floor });
    if over.sign() == Sign::Minus { -units } else { units }
}

impl Add for &Exact {
    type Output = Exact;
    fn add(self, other: &Exact) -> Exact {
        let decimals = self.decimals.max(other.decimals);
        Exact { units: self.at(decimals) + other.at(decimals), decimals }
    }
}

impl Sub for &Exact {
    type Output = Exact;
    fn sub(self, other: &Exact) -> Exact {
        let decimals = self.decimals.max(other.decimals);
        Exact { units: self.at(decimals) - other.at(decimals), decimals }
    }
}

impl Mul for &Exact {
    type Output = Exact;
    fn mul(self, other: &Exact) -> Exact {
        Exact { units: &self.units * &other.units, decimals: self.decimals + other.decimals }
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Exact) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        let decimals = self.decimals.max(other.decimals);
        self.at(decimals).cmp(&other.at(decimals))
    }
}
