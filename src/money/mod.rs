//! Exact money: a decimal amount in a currency's own minor units. No binary floating point.

mod arithmetic;
mod currency;
mod decimal;
mod rounding;

pub use arithmetic::Arithmetic;
pub use currency::{Currency, CurrencyCode};
pub use decimal::{AMOUNT_MAX, DecimalError, digits_of, parse_number, parse_plain};
pub use rounding::Rounding;

use decimal::of_units;
pub(crate) use decimal::short_plain;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer, ser::SerializeStruct};
use std::fmt;

/// An amount in a currency, always at that currency's number of decimals.
///
/// ```
/// use payout_rules::money::{Currency, CurrencyCode, Money};
/// let usd = Currency::new(CurrencyCode::parse("USD").unwrap(), 2).unwrap();
/// let fee = Money::from_minor(25, usd).unwrap();
/// assert_eq!(fee.to_string(), "0.25 USD");
/// assert_eq!(fee.checked_add(fee).unwrap().value(), "0.50");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

/// Two amounts that cannot be combined: other currencies, or a result beyond every range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoneyError;

impl Money {
    /// The amount, rounded to the currency's minor unit.
    #[inline(never)]
    pub fn rounded(
        amount: Decimal,
        currency: Currency,
        rounding: Rounding,
    ) -> Result<Self, MoneyError> {
        let decimals = currency.minor_units();
        let amount = rounding.round(amount, decimals);
        if amount.abs() > AMOUNT_MAX {
            return Err(MoneyError);
        }
        // So little has room for all its decimals.
        let mut units = amount.mantissa().unsigned_abs();
        for _ in amount.scale()..decimals {
            units = units.wrapping_mul(10);
        }
        let amount = of_units(units, amount.is_sign_negative(), decimals);
        Ok(Money { amount, currency })
    }

    /// The amount as it is, when it has no more decimals than the currency.
    pub fn exact(amount: Decimal, currency: Currency) -> Option<Self> {
        let exact = amount.normalize().scale() <= currency.minor_units();
        if exact { Self::rounded(amount, currency, Rounding::Down).ok() } else { None }
    }

    /// So many minor units: cents, yen, fils.
    pub fn from_minor(minor: i64, currency: Currency) -> Option<Self> {
        Self::exact(Decimal::try_new(minor, currency.minor_units()).ok()?, currency)
    }

    /// How many minor units it is.
    pub(crate) fn units(self) -> u128 {
        self.amount.mantissa().unsigned_abs()
    }

    /// The same, below zero for a debt.
    pub(crate) fn signed_units(self) -> i128 {
        self.amount.mantissa()
    }

    /// So many minor units; at most as many as fit into 96 bits.
    pub(crate) fn of_units(units: u128, currency: Currency) -> Self {
        Money { amount: of_units(units, false, currency.minor_units()), currency }
    }

    /// Nothing, in this currency.
    pub fn zero(currency: Currency) -> Self {
        Money { amount: Decimal::from_parts(0, 0, 0, false, currency.minor_units()), currency }
    }

    /// The amount in major units.
    pub fn amount(self) -> Decimal {
        self.amount
    }

    /// The currency.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// The amount as a decimal string with exactly the currency's digits.
    pub fn value(self) -> String {
        self.amount.plain()
    }

    /// One minor unit of this currency.
    pub fn minor_unit(currency: Currency) -> Decimal {
        Decimal::from_parts(1, 0, 0, false, currency.minor_units())
    }

    /// The sum, in the same currency.
    pub fn checked_add(self, other: Money) -> Result<Money, MoneyError> {
        self.combine(other, Arithmetic::plus)
    }

    /// The difference, in the same currency.
    pub fn checked_sub(self, other: Money) -> Result<Money, MoneyError> {
        self.combine(other, Arithmetic::minus)
    }

    #[inline(never)]
    fn combine(
        self,
        other: Money,
        operate: fn(Decimal, Decimal) -> Option<Decimal>,
    ) -> Result<Money, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError);
        }
        let amount = operate(self.amount, other.amount).ok_or(MoneyError)?;
        Ok(Money { amount, currency: self.currency })
    }

    /// Whether it is more than nothing.
    #[inline(never)]
    pub fn is_positive(self) -> bool {
        self.amount > Decimal::ZERO
    }
}

impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.amount.plain(), self.currency)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Money", 2)?;
        out.serialize_field("value", &self.amount.plain())?;
        out.serialize_field("currency", &self.currency)?;
        out.end()
    }
}

/// A product with every digit; `None` where it has more than can be held, never a rounding.
#[inline(never)]
pub fn exact_mul(a: Decimal, b: Decimal) -> Option<Decimal> {
    // Small numbers need not be as short as they can.
    let (small_a, small_b) = (a.unpack(), b.unpack());
    if small_a.hi | small_a.mid | small_b.hi | small_b.mid == 0 && a.scale() + b.scale() <= 28 {
        let units = u64::from(small_a.lo) * u64::from(small_b.lo);
        let mut product = Decimal::from_parts(
            units as u32,
            (units >> 32) as u32,
            0,
            false,
            a.scale() + b.scale(),
        );
        product.set_sign_negative(small_a.negative != small_b.negative);
        return Some(product);
    }
    let (a, b) = (a.normalize(), b.normalize());
    let (left, right) = (a.mantissa().unsigned_abs(), b.mantissa().unsigned_abs());
    // Together they have at most 128 bits, so the product fits.
    let fits = left.leading_zeros() + right.leading_zeros() >= 128;
    let (units, scale) = (left.wrapping_mul(right), a.scale() + b.scale());
    let negative = a.is_sign_negative() != b.is_sign_negative();
    (fits && units < 1 << 96 && scale <= 28).then(|| of_units(units, negative, scale))
}

/// Serializes a decimal as text, as every number that money depends on is.
pub fn as_text<S: Serializer>(number: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&number.plain())
}
