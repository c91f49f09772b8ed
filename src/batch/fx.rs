//! Exchange rates of the request: units of each currency for one of the base.

use super::amount::{currency, currency_field};
use super::moment;
use crate::collect::{Listed, sorted};
use crate::date::Moment;
use crate::issue::{Code, Issue};
use crate::money::{Arithmetic, Currency, digits_of, parse_number, parse_plain};
use crate::rulebook::Rulebook;
use crate::value::{Fields, Need, Path, Value, integer};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

/// Mid rates with the moment they are from.
#[derive(Debug, Clone, Serialize)]
pub struct FxTable {
    /// The currency that counts one.
    pub base: Currency,
    /// Units of a currency for one of the base, by currency.
    #[serde(serialize_with = "rates_as_text")]
    pub rates: Vec<(Currency, Decimal)>,
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
        let place = self.rates.binary_search_by_key(&currency, |(known, _)| *known).ok()?;
        self.rates.get(place).map(|(_, rate)| *rate)
    }
}

fn rates_as_text<S: Serializer>(
    rates: &[(Currency, Decimal)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(rates.iter().map(|(currency, rate)| (currency, rate.plain())))
}

/// Least and greatest rate the engine takes: 10^-8 and 10^8.
const RATE_BOUNDS: (Decimal, Decimal) =
    (Decimal::from_parts(1, 0, 0, false, 8), Decimal::from_parts(100_000_000, 0, 0, false, 0));

/// Most significant digits of a rate.
const RATE_DIGITS_MAX: u32 = 20;

/// Reads `{ base, rates, at, ttl_s? }`.
pub fn decode_fx(
    value: &Value,
    path: &Path,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<FxTable> {
    // A bad rate closes what needs it; anything else that is wrong could give another rate than
    // was meant, so none of the table is used.
    let mut bad_rates = Vec::new();
    let mut own = Vec::new();
    let table = Fields::open(value, *path, &mut own).and_then(|mut fields| {
        let base = currency_field(&mut fields, "base", Need::Required, rulebook, &mut own);
        let at = fields.take("at", Need::Required, &mut own, moment);
        let ttl_s = fields.take("ttl_s", Need::Optional, &mut own, integer(1, 604_800));
        let rates = fields.take_all("rates", Need::Required, &mut own, |value, path, _| {
            decode_rates(value, path, base, rulebook, &mut bad_rates)
        });
        fields.finish(&mut own);
        Some(FxTable { base: base?, rates: rates?, at: at?, ttl_s })
    });
    let sound = own.is_empty();
    issues.extend(own);
    issues.extend(bad_rates);
    table.filter(|_| sound)
}

fn decode_rates(
    value: &Value,
    path: &Path,
    base: Option<Currency>,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Vec<(Currency, Decimal)>> {
    let Value::Object(entries) = value else {
        issues.push(value.wrong("an object", path));
        return None;
    };
    let mut rates: Vec<(Currency, Decimal)> = Vec::new();
    let mut twice = Vec::new();
    for (code, value) in entries {
        let place = path.key(code);
        let name = Value::Text(code.as_ref().into());
        let entry = currency(&name, &place, rulebook)
            .and_then(|currency| Ok((currency, decode_rate(value, &place)?)));
        match entry {
            Ok((currency, _)) if rates.iter().any(|(known, _)| *known == currency) => {
                issues.push(Issue::key_twice(code, path));
                // Which of the two is meant cannot be known.
                twice.push(currency);
            }
            Ok((currency, rate)) if base == Some(currency) && rate != Decimal::ONE => {
                let message = format!("one {currency} is one {currency}, the base of the rates");
                issues.push(Issue::new(Code::NumberOutOfRange, message).at(&place));
            }
            Ok(entry) => rates.push(entry),
            Err(issue) => issues.push(issue),
        }
    }
    let rates = rates.into_iter().filter(|(currency, _)| !twice.contains(currency)).listed();
    Some(sorted(rates, |a, b| a.0.cmp(&b.0)))
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
        .filter(|rate| digits_of(*rate) <= RATE_DIGITS_MAX)
        .ok_or_else(|| {
            let (least, greatest) = (least.plain(), greatest.plain());
            let message = format!(
                "a rate is a plain decimal from {least} to {greatest} with at most \
                 {RATE_DIGITS_MAX} significant digits"
            );
            Issue::new(Code::NumberOutOfRange, message).at(path)
        })
}
