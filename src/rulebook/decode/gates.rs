//! Gates.

use super::row::RowReader;
use super::single::{Lookup, country, name, region, share, unreadable};
use crate::issue::{Code, Issue};
use crate::money::{Arithmetic, Currency, Money};
use crate::rulebook::{
    Applies, CrossedBy, Crossing, Demand, DemandKind, Effect, FormStatus, Gate, GateLimit,
    KycLevel, LimitStatus, Period, RATE_DECIMALS_MAX, Threshold,
};
use crate::value::{Need, Path, Value, text};
use rust_decimal::Decimal;

pub fn gate(row: &mut RowReader) -> Option<Gate> {
    let (id, meta) = row.meta();
    let title = row.text("title", 2000);
    let applies = row.object("applies", Need::Required, applies);
    let period = row.required("period", period);
    row.period = period.unwrap_or(row.period);
    let zone = row.zone("time_zone");
    let effect = row.word_of("effect", Need::Required);
    let warn_share = row.optional("warn_share", share);
    let requires = row.rows("requires", Need::Required, demand);
    let treaty = row.object("treaty", Need::Optional, demand);
    let limits = row.rows("limits", Need::Required, limit);
    if effect == Some(Effect::Hold) && row.is_list("requires") && requires.is_empty() {
        let message = "a gate that holds must say what lifts it, or it would never open";
        row.wrong("requires", Code::GateRequiresNothing, message);
    }
    row.wrong_if_empty("limits", &limits);
    row.check_dates("limits", &limits);
    for (index, limit) in limits.iter().enumerate() {
        check_limit(row, index, limit, effect?);
    }
    Some(Gate {
        id,
        title,
        applies: applies?,
        period: period?,
        zone: zone?,
        effect: effect?,
        warn_share,
        requires,
        treaty,
        limits,
        meta,
    })
}

/// What a limit must have for the gate's effect, and what it may not have beside it.
fn check_limit(row: &mut RowReader, index: usize, limit: &GateLimit, effect: Effect) {
    let wrong = if (effect == Effect::Withhold) != limit.rate.is_some() {
        "a limit has a rate if and only if its gate withholds"
    } else if limit.just_under.is_some() && !(limit.amount.is_some() && limit.count.is_some()) {
        "a limit on payouts just under an amount needs the amount and a count"
    } else {
        return;
    };
    let path = row.path().key("limits");
    let issue = Issue::new(Code::FieldMissing, wrong).at(&path.index(index));
    row.issues.push(issue);
}

fn applies(row: &mut RowReader) -> Option<Applies> {
    Some(Applies {
        tax_residence: row.scope("tax_residence", Need::Optional, country),
        not_tax_residence: row.list("not_tax_residence", Need::Optional, country),
        income_source: row.scope("income_source", Need::Optional, country),
        country: row.scope("country", Need::Optional, country),
        regions: row.scope("regions", Need::Optional, region),
        payee_types: row.scope_of_words("payee_types", Need::Optional),
        activities: row.scope_of_words("activities", Need::Optional),
        method_kinds: row.scope_of_words("method_kinds", Need::Optional),
    })
}

/// The period's word, trailing days as `P30D`, or a year from a month as `year_from_04`.
pub fn period(value: &Value, path: &Path, _: &Lookup) -> Result<Period, Issue> {
    let written = text(1, 40)(value, path)?;
    let other = || {
        if let Some(month) = written.strip_prefix("year_from_") {
            let number: i64 = month.parse().ok()?;
            let exact = month.len() == 2 && (2..=12).contains(&number);
            return exact.then_some(Period::YearFrom(u8::try_from(number).ok()?));
        }
        let days: i64 = written.strip_prefix('P')?.strip_suffix('D')?.parse().ok()?;
        let days = Some(days).filter(|days| (1..=3660).contains(days))?;
        Some(Period::TrailingDays(u32::try_from(days).ok()?))
    };
    match written {
        "payout" => Ok(Period::Payout),
        "day" => Ok(Period::Day),
        "month" => Ok(Period::Month),
        "quarter" => Ok(Period::Quarter),
        "half_year" => Ok(Period::HalfYear),
        "calendar_year" => Ok(Period::CalendarYear),
        _ => other().ok_or_else(|| {
            let help = "use payout, day, month, quarter, half_year, calendar_year, a year from a month \
                        such as year_from_04, or trailing days such as P30D";
            unreadable(Code::ValueUnknown, written, "a period", help, path)
        }),
    }
}

pub fn demand(row: &mut RowReader) -> Option<Demand> {
    let demand = match row.kind("kind")? {
        DemandKind::Tin => {
            let forms = row.list("forms", Need::Optional, name);
            Demand::Tin { statuses: statuses(row), forms }
        }
        DemandKind::Kyc => Demand::Kyc { level: row.word_of("level", Need::Required)? },
        DemandKind::TaxForm => {
            let statuses = statuses(row);
            let forms = row.list("forms", Need::Required, name);
            row.wrong_if_empty("forms", &forms);
            Demand::TaxForm { forms, statuses }
        }
        DemandKind::Fact => Demand::Datum(row.word_of("fact", Need::Required)?),
        DemandKind::Review => Demand::Review,
        DemandKind::Screening => {
            Demand::Screening { max_age_days: row.whole("max_age_days", 1, 3660) }
        }
    };
    let met_by_all = match &demand {
        Demand::Kyc { level } => *level == KycLevel::None,
        Demand::Tin { statuses, .. } | Demand::TaxForm { statuses, .. } => {
            statuses.contains(&FormStatus::Missing)
        }
        Demand::Datum(_) | Demand::Review | Demand::Screening { .. } => false,
    };
    if met_by_all {
        let message = "a demand that every payee meets, so the gate would never speak";
        row.wrong_here(Code::GateRequiresNothing, message);
    }
    Some(demand)
}

/// Statuses that do; nothing can meet a demand for none.
fn statuses(row: &mut RowReader) -> Vec<FormStatus> {
    let statuses = row.words("statuses", Need::Required);
    row.wrong_if_empty("statuses", &statuses);
    statuses
}

fn limit(row: &mut RowReader) -> Option<GateLimit> {
    let period = row.optional("period", period).unwrap_or(row.period);
    let payee_types = row.scope_of_words("payee_types", Need::Optional);
    let crossed_by = row.word_of("crossed_by", Need::Optional).unwrap_or(CrossedBy::All);
    let just_under = row.optional("just_under", share);
    let rate = row.optional("rate", rate);
    let unit = row.currency("currency", Need::Optional);
    let amount = priced(row, "amount", unit);
    let amount_is = row.word_of("amount_is", Need::Optional);
    let count = row.integer("count", Need::Optional, 0, 1_000_000_000);
    let count_is = row.word_of("count_is", Need::Optional);
    let status: LimitStatus = row.word("status");
    let in_force = row.dates();
    let (source, confidence) = row.provenance();
    let whole = (amount.is_some() == amount_is.is_some())
        && (count.is_some() == count_is.is_some())
        && (amount.is_some() || count.is_some());
    if !whole {
        let message = "a limit needs an amount with amount_is, a count with count_is, or both";
        row.wrong_here(Code::FieldMissing, message);
    }
    let strict = |crossing: Crossing| crossing == Crossing::Over;
    let count = count.and_then(|count| u64::try_from(count).ok());
    Some(GateLimit {
        period,
        payee_types,
        crossed_by,
        just_under,
        rate,
        amount: amount.zip(amount_is).map(|(limit, is)| Threshold { limit, strict: strict(is) }),
        count: count.zip(count_is).map(|(limit, is)| Threshold { limit, strict: strict(is) }),
        effective: status == LimitStatus::InForce,
        in_force,
        source,
        confidence,
    })
}

/// A share of a payout that is kept back: less than all, or nothing would be paid.
fn rate(value: &Value, path: &Path, lookup: &Lookup) -> Result<Decimal, Issue> {
    let rate = share(value, path, lookup)?.normalize();
    if rate < Decimal::ONE && rate.scale() <= RATE_DECIMALS_MAX {
        return Ok(rate);
    }
    let message = "a rate is less than 1, or nothing would be paid, and has at most 6 decimals";
    Err(Issue::new(Code::NumberOutOfRange, message).at(path).param("value", rate.plain()))
}

/// An amount that may be absent, but not stand there without a currency.
pub fn priced(row: &mut RowReader, name: &'static str, unit: Option<Currency>) -> Option<Money> {
    if unit.is_none() && row.raw(name).is_some() {
        row.wrong(name, Code::FieldMissing, "an amount without a currency");
    }
    row.money(name, Need::Optional, unit)
}
