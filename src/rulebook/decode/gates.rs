//! Gates.

use super::row::{
    Lookup, RowReader, check_dates, currency, empty_list, in_force, money, provenance, share,
};
use crate::country::Country;
use crate::issue::{Code, Issue};
use crate::rulebook::{
    Demand, Effect, FormStatus, Gate, GateLimit, KycLevel, Meta, PayeeType, Period, Scope,
    Threshold,
};
use crate::value::{Fields, Need, Path, Value, country, each, integer, one_of, text};

pub fn gate(row: &mut RowReader) -> Option<Gate> {
    let meta = row.meta();
    let title = row.text("title");
    let lookup = row.lookup;
    let applies =
        row.fields.take_all("applies", Need::Required, row.issues, |value, path, issues| {
            applies(value, path, lookup, issues)
        });
    let period = row.required("period", period);
    let zone = row.zone("time_zone");
    let effect = row.required("effect", one_of(Effect::WORDS));
    let warn_share = row.optional("warn_share", share);
    let requires = row.list("requires", Need::Required, demand);
    let said = meta.as_ref().map(|(_, meta)| meta);
    let limits = row.list("limits", Need::Required, |value, path, issues| {
        limit(value, path, lookup, said, issues)
    });
    let (requires, limits, effect) = (requires?, limits?, effect?);
    if effect == Effect::Hold && requires.is_empty() {
        let message = "a gate that holds must say what lifts it, or it would never open";
        let path = row.fields.path().key("requires");
        row.issues.push(Issue::new(Code::GateRequiresNothing, message).at(&path));
    }
    if limits.is_empty() {
        row.issues.push(empty_list(&row.fields.path().key("limits")));
    }
    check_dates(&limits, row, "limits");
    let (id, meta) = meta?;
    let (tax_residence, country, payee_types) = applies?;
    Some(Gate {
        id,
        title: title?,
        tax_residence,
        country,
        payee_types,
        period: period?,
        zone: zone?,
        effect,
        warn_share,
        requires,
        limits,
        meta,
    })
}

type Applies = (Scope<Country>, Scope<Country>, Scope<PayeeType>);

fn applies(
    value: &Value,
    path: &Path,
    lookup: &Lookup,
    issues: &mut Vec<Issue>,
) -> Option<Applies> {
    let fields = Fields::open(value, *path, issues)?;
    let mut row = RowReader::new(fields, lookup, false, issues);
    let tax_residence = row.scope("tax_residence", Need::Optional, country);
    let paid_in = row.scope("country", Need::Optional, country);
    let payee_types = row.scope("payee_types", Need::Optional, one_of(PayeeType::WORDS));
    row.finish();
    Some((tax_residence?, paid_in?, payee_types?))
}

/// `payout`, `day`, `month`, `calendar_year`, or trailing days as `P30D`.
pub fn period(value: &Value, path: &Path) -> Result<Period, Issue> {
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
            Issue::new(Code::ValueUnknown, format!("\"{written}\" is not a period"))
                .at(path)
                .param("value", written)
                .help("use payout, day, month, calendar_year, or trailing days such as P30D")
        }),
    }
}

pub fn demand(value: &Value, path: &Path, issues: &mut Vec<Issue>) -> Option<Demand> {
    #[derive(Clone, Copy)]
    enum Kind {
        TaxForm,
        Tin,
        Kyc,
    }
    const KINDS: &[(&str, Kind)] =
        &[("tax_form", Kind::TaxForm), ("tin", Kind::Tin), ("kyc", Kind::Kyc)];
    let mut fields = Fields::open(value, *path, issues)?;
    let kind = fields.take("kind", Need::Required, issues, one_of(KINDS));
    let mut statuses = |issues: &mut Vec<Issue>| {
        fields.take_all("statuses", Need::Required, issues, |value, path, issues| {
            some(each(value, path, issues, one_of(FormStatus::WORDS)), path, issues)
        })
    };
    let demand = match kind? {
        Kind::Tin => statuses(issues).map(|statuses| Demand::Tin { statuses }),
        Kind::Kyc => fields
            .take("level", Need::Required, issues, one_of(KycLevel::WORDS))
            .map(|level| Demand::Kyc { level }),
        Kind::TaxForm => {
            let statuses = statuses(issues);
            let forms = fields.take_all("forms", Need::Required, issues, |value, path, issues| {
                let forms = each(value, path, issues, |value, path| {
                    text(1, 60)(value, path).map(str::to_owned)
                });
                some(forms, path, issues)
            });
            statuses.zip(forms).map(|(statuses, forms)| Demand::TaxForm { forms, statuses })
        }
    };
    fields.finish(issues);
    let met_by_all = match &demand {
        Some(Demand::Kyc { level }) => *level == KycLevel::None,
        Some(Demand::Tin { statuses } | Demand::TaxForm { statuses, .. }) => {
            statuses.contains(&FormStatus::Missing)
        }
        None => false,
    };
    if met_by_all {
        let message = "a demand that every payee meets, so the gate would never speak";
        issues.push(Issue::new(Code::GateRequiresNothing, message).at(path));
    }
    demand
}

/// A list that is not empty; nothing can meet a demand for none.
fn some<T>(list: Option<Vec<T>>, path: &Path, issues: &mut Vec<Issue>) -> Option<Vec<T>> {
    if list.as_ref().is_some_and(Vec::is_empty) {
        issues.push(empty_list(path));
    }
    list
}

/// Whether only more than the limit crosses it.
const STRICT: &[(&str, bool)] = &[("over", true), ("at_least", false)];

/// Words for history: only `in_force` fires.
const STATUS: &[(&str, bool)] =
    &[("in_force", true), ("never_effective", false), ("superseded_retroactively", false)];

fn limit(
    value: &Value,
    path: &Path,
    lookup: &Lookup,
    row: Option<&Meta>,
    issues: &mut Vec<Issue>,
) -> Option<GateLimit> {
    let mut fields = Fields::open(value, *path, issues)?;
    let unit = fields
        .take("currency", Need::Optional, issues, |value, path| currency(value, path, lookup));
    let amount = fields.take("amount", Need::Optional, issues, |value, path| {
        let unit = unit.ok_or_else(|| {
            Issue::new(Code::FieldMissing, "an amount without a currency").at(path)
        })?;
        money(value, path, unit)
    });
    let amount_strict = fields.take("amount_is", Need::Optional, issues, one_of(STRICT));
    let count = fields.take("count", Need::Optional, issues, integer(0, 1_000_000_000));
    let count_strict = fields.take("count_is", Need::Optional, issues, one_of(STRICT));
    let effective = fields.take("status", Need::Required, issues, one_of(STATUS));
    let in_force = in_force(&mut fields, issues);
    let provenance = provenance(&mut fields, row, issues);
    let whole = (amount.is_some() == amount_strict.is_some())
        && (count.is_some() == count_strict.is_some())
        && (amount.is_some() || count.is_some());
    if !whole {
        let message = "a limit needs an amount with amount_is, a count with count_is, or both";
        issues.push(Issue::new(Code::FieldMissing, message).at(fields.path()));
    }
    fields.finish(issues);
    let count = count.and_then(|count| u64::try_from(count).ok());
    let (source, confidence) = provenance?;
    Some(GateLimit {
        amount: amount.zip(amount_strict).map(|(limit, strict)| Threshold { limit, strict }),
        count: count.zip(count_strict).map(|(limit, strict)| Threshold { limit, strict }),
        effective: effective?,
        in_force: in_force?,
        source,
        confidence,
    })
}
