//! Gates.

use super::row::RowReader;
use super::single::{Lookup, country, name, share, unreadable, word};
use crate::country::Country;
use crate::issue::{Code, Issue};
use crate::money::{Currency, Money};
use crate::rulebook::{
    Crossing, Demand, DemandKind, Effect, FormStatus, Gate, GateLimit, KycLevel, LimitStatus,
    PayeeType, Period, Scope, Threshold,
};
use crate::value::{Need, Path, Value, text};

pub fn gate(row: &mut RowReader) -> Option<Gate> {
    let (id, meta) = row.meta();
    let title = row.text("title", 2000);
    let applies = row.object("applies", Need::Required, applies);
    let period = row.required("period", period);
    let zone = row.zone("time_zone");
    let effect = row.required("effect", word);
    let warn_share = row.optional("warn_share", share);
    let requires = row.rows("requires", Need::Required, demand);
    let limits = row.rows("limits", Need::Required, limit);
    if effect == Some(Effect::Hold) && row.is_list("requires") && requires.is_empty() {
        let message = "a gate that holds must say what lifts it, or it would never open";
        row.wrong("requires", Code::GateRequiresNothing, message);
    }
    row.wrong_if_empty("limits", &limits);
    row.check_dates("limits", &limits);
    let (tax_residence, country, payee_types) = applies?;
    Some(Gate {
        id,
        title,
        tax_residence,
        country,
        payee_types,
        period: period?,
        zone: zone?,
        effect: effect?,
        warn_share,
        requires,
        limits,
        meta,
    })
}

type Applies = (Scope<Country>, Scope<Country>, Scope<PayeeType>);

fn applies(row: &mut RowReader) -> Option<Applies> {
    Some((
        row.scope("tax_residence", Need::Optional, country),
        row.scope("country", Need::Optional, country),
        row.scope("payee_types", Need::Optional, word),
    ))
}

/// `payout`, `day`, `month`, `calendar_year`, or trailing days as `P30D`.
pub fn period(value: &Value, path: &Path, _: &Lookup) -> Result<Period, Issue> {
    let written = text(1, 40)(value, path)?;
    let trailing = || {
        let days = written.strip_prefix('P')?.strip_suffix('D')?.parse().ok()?;
        (1..=3660).contains(&days).then_some(Period::TrailingDays(days))
    };
    match written {
        "payout" => Ok(Period::Payout),
        "day" => Ok(Period::Day),
        "month" => Ok(Period::Month),
        "calendar_year" => Ok(Period::CalendarYear),
        _ => trailing().ok_or_else(|| {
            let help = "use payout, day, month, calendar_year, or trailing days such as P30D";
            unreadable(Code::ValueUnknown, written, "a period", help, path)
        }),
    }
}

pub fn demand(row: &mut RowReader) -> Option<Demand> {
    let demand = match row.kind("kind")? {
        DemandKind::Tin => Demand::Tin { statuses: statuses(row) },
        DemandKind::Kyc => Demand::Kyc { level: row.required("level", word)? },
        DemandKind::TaxForm => {
            let statuses = statuses(row);
            let forms = row.list("forms", Need::Required, name);
            row.wrong_if_empty("forms", &forms);
            Demand::TaxForm { forms, statuses }
        }
    };
    let met_by_all = match &demand {
        Demand::Kyc { level } => *level == KycLevel::None,
        Demand::Tin { statuses } | Demand::TaxForm { statuses, .. } => {
            statuses.contains(&FormStatus::Missing)
        }
    };
    if met_by_all {
        let message = "a demand that every payee meets, so the gate would never speak";
        row.wrong_here(Code::GateRequiresNothing, message);
    }
    Some(demand)
}

/// Statuses that do; nothing can meet a demand for none.
fn statuses(row: &mut RowReader) -> Vec<FormStatus> {
    let statuses = row.list("statuses", Need::Required, word);
    row.wrong_if_empty("statuses", &statuses);
    statuses
}

fn limit(row: &mut RowReader) -> Option<GateLimit> {
    let unit = row.currency("currency", Need::Optional);
    let amount = priced(row, "amount", unit);
    let amount_is = row.optional("amount_is", word);
    let count = row.integer("count", Need::Optional, 0, 1_000_000_000);
    let count_is = row.optional("count_is", word);
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
        amount: amount.zip(amount_is).map(|(limit, is)| Threshold { limit, strict: strict(is) }),
        count: count.zip(count_is).map(|(limit, is)| Threshold { limit, strict: strict(is) }),
        effective: status == LimitStatus::InForce,
        in_force,
        source,
        confidence,
    })
}

/// An amount that may be absent, but not stand there without a currency.
pub fn priced(row: &mut RowReader, name: &'static str, unit: Option<Currency>) -> Option<Money> {
    if unit.is_none() && row.raw(name).is_some() {
        row.wrong(name, Code::FieldMissing, "an amount without a currency");
    }
    row.money(name, Need::Optional, unit)
}
