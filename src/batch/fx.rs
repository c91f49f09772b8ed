//! Exchange rates of the request: units of each currency for one of the base.

use super::{amount, moment};
use crate::date::Moment;
use crate::issue::{Code, Issue, Remedy};
use crate::money::{Currency, Rounding, parse_number, parse_plain};
use crate::rulebook::Rulebook;
use crate::value::{Fields, Need, Path, Value, integer};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// Mid rates with the moment they are from.
#[derive(Debug, Clone, Serialize)]
pub struct FxTable {
    /// The currency that counts one.
    pub base: Currency,
    /// Units of a currency for one of the base.
    #[serde(serialize_with = "rates_as_text")]
    pub rates: BTreeMap<Currency, Decimal>,
    /// When they were taken.
    pub at: Moment,
    /// How long they live; the rulebook's time when `None`.
    pub ttl_s: Option<i64>,
}

impl FxTable {
    /// Units of the currency for one of the base.
    pub fn rate(&self, currency: Currency) -> Option<Decimal> {
        if currency == self.base {
            return Some(Decimal::ONE);
        }
        self.rates.get(&currency).copied()
    }
}

fn rates_as_text<S: Serializer>(
    rates: &BTreeMap<Currency, Decimal>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(rates.iter().map(|(currency, rate)| (currency, rate.to_string())))
}

/// Least and greatest rate the engine takes: 10^-8 and 10^8.
const RATE_BOUNDS: (Decimal, Decimal) =
    (Decimal::from_parts(1, 0, 0, false, 8), Decimal::from_parts(100_000_000, 0, 0, false, 0));

/// Most significant digits of a rate.
const RATE_DIGITS_MAX: usize = 12;

/// Reads `{ base, rates, at, ttl_s? }`.
pub fn decode_fx(
    value: &Value,
    path: &Path,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<FxTable> {
    let before = issues.len();
    let mut fields = Fields::open(value, *path, issues)?;
    let base = fields.take("base", Need::Required, issues, |value, path| {
        amount::currency(value, path, rulebook)
    });
    let at = fields.take("at", Need::Required, issues, moment);
    let ttl_s = fields.take("ttl_s", Need::Optional, issues, integer(1, 604_800));
    let rates = fields.take_all("rates", Need::Required, issues, |value, path, issues| {
        decode_rates(value, path, rulebook, issues)
    });
    fields.finish(issues);
    // A table with an issue could convert by the wrong rate, so none of it is used.
    if issues.len() > before {
        return None;
    }
    Some(FxTable { base: base?, rates: rates?, at: at?, ttl_s })
}

fn decode_rates(
    value: &Value,
    path: &Path,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<BTreeMap<Currency, Decimal>> {
    let Value::Object(entries) = value else {
        issues.push(value.wrong("an object", path));
        return None;
    };
    let mut rates = BTreeMap::new();
    for (code, value) in entries {
        let path = path.key(code);
        let name = Value::Text(code.as_ref().into());
        let entry = amount::currency(&name, &path, rulebook)
            .and_then(|currency| Ok((currency, decode_rate(value, &path)?)));
        match entry {
            Ok((currency, _)) if rates.contains_key(&currency) => {
                let message = format!("the key \"{code}\" stands twice");
                issues.push(Issue::new(Code::KeyDuplicate, message).at(&path));
            }
            Ok((currency, rate)) => {
                rates.insert(currency, rate);
            }
            Err(issue) => issues.push(issue),
        }
    }
    Some(rates)
}

fn decode_rate(value: &Value, path: &Path) -> Result<Decimal, Issue> {
    let parsed = match value {
        Value::Number(number) => parse_number(number),
        Value::Text(text) => parse_plain(text),
        _ => return Err(value.wrong("a rate", path)),
    };
    let (least, greatest) = RATE_BOUNDS;
    let rate = parsed.ok().map(|rate| rate.normalize());
    rate.filter(|rate| *rate >= least && *rate <= greatest)
        .filter(|rate| rate.mantissa().unsigned_abs().to_string().len() <= RATE_DIGITS_MAX)
        .ok_or_else(|| {
            let message = format!(
                "a rate is a plain decimal from {least} to {greatest} with at most \
                 {RATE_DIGITS_MAX} significant digits"
            );
            Issue::new(Code::NumberOutOfRange, message).at(path)
        })
}

/// Significant digits of a mid rate that is derived from two others.
const MID_DIGITS: u32 = 10;

/// Units of `to` for one of `from`: given, inverse, or across the base.
pub fn mid_rate(fx: Option<&FxTable>, from: Currency, to: Currency) -> Result<Decimal, Issue> {
    if from == to {
        return Ok(Decimal::ONE);
    }
    let Some(fx) = fx else {
        return Err(missing(from, to, "the request has no exchange rates"));
    };
    let rate_of = |currency: Currency| {
        let remedy = Remedy::AddRate { currency: currency.code().to_owned() };
        let message = format!("the exchange rates have no {currency}");
        fx.rate(currency).ok_or_else(|| missing(from, to, &message).remedy(remedy))
    };
    let (per_from, per_to) = (rate_of(from)?, rate_of(to)?);
    if per_from == Decimal::ONE {
        return Ok(per_to);
    }
    let cross = per_to.checked_div(per_from).ok_or_else(too_many_digits)?;
    let stated = Rounding::HalfEven.round_significant(cross, MID_DIGITS);
    stated.map(|mid| mid.normalize()).ok_or_else(too_many_digits)
}

fn missing(from: Currency, to: Currency, why: &str) -> Issue {
    Issue::new(Code::FxMissing, format!("no rate from {from} to {to}: {why}"))
        .param("from", from.code())
        .param("to", to.code())
}

fn too_many_digits() -> Issue {
    Issue::new(Code::AmountTooLarge, "the rates have more digits than can be held exactly")
}
