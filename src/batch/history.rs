//! What a payee was paid before: totals by period, and payouts one by one.

use super::amount::money;
use super::moment;
use crate::date::{Moment, parse_date};
use crate::issue::{Code, Issue};
use crate::money::Money;
use crate::rulebook::Rulebook;
use crate::value::{Fields, Need, Path, Value, integer, list, shown};

/// What was paid in a period.
#[derive(Debug, Clone, Copy)]
pub struct Total {
    /// The sum, gross.
    pub amount: Money,
    /// How many payouts.
    pub count: u64,
}

/// Payouts one by one: all there were from a moment on.
#[derive(Debug, Clone)]
pub struct History {
    /// Since when none is missing.
    pub since: Moment,
    /// When and how much, gross.
    pub payouts: Vec<(Moment, Money)>,
}

/// Most payouts of a payee's history.
const PAYOUTS_MAX: usize = 1_000;

pub(super) fn history(
    value: &Value,
    path: &Path,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<History> {
    let mut fields = Fields::open(value, *path, issues)?;
    let since = fields.take("since", Need::Required, issues, moment);
    let payouts = fields.take_all("payouts", Need::Required, issues, |value, path, issues| {
        if let Value::List(items) = value
            && items.len() > PAYOUTS_MAX
        {
            let message = format!("{} are more than {PAYOUTS_MAX} payouts", items.len());
            issues.push(Issue::new(Code::TooMany, message).at(path).param("max", PAYOUTS_MAX));
            return None;
        }
        list(value, path, issues, |_, value, path, issues| {
            let mut fields = Fields::open(value, *path, issues)?;
            let at = fields.take("at", Need::Required, issues, moment);
            let amount = amount(&mut fields, rulebook, issues);
            fields.finish(issues);
            Some((at?, amount?))
        })
    });
    fields.finish(issues);
    Some(History { since: since?, payouts: payouts? })
}

fn amount(fields: &mut Fields, rulebook: &Rulebook, issues: &mut Vec<Issue>) -> Option<Money> {
    fields.take_all("amount", Need::Required, issues, |value, path, issues| {
        money(value, path, true, rulebook, issues)
    })
}

pub(super) fn totals<'v>(
    value: &'v Value<'_>,
    path: &Path,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Vec<(&'v str, Total)>> {
    let Value::Object(entries) = value else {
        issues.push(value.wrong("an object", path));
        return None;
    };
    let mut totals: Vec<(&str, Total)> = Vec::new();
    for (period, value) in entries {
        if !is_period(period) {
            let issue =
                Issue::new(Code::KeyUnknown, format!("\"{}\" is not a period", shown(period)));
            let help = "use a year \"2026\", a month \"2026-05\", months \"2026-04/2026-06\", a day \
                        \"2026-05-22\" or \"P30D\"";
            issues.push(issue.at(&path.key(period)).param("key", shown(period)).help(help));
        } else if totals.iter().any(|(known, _)| known == period) {
            issues.push(Issue::key_twice(period, path));
        } else if let Some(total) = total(value, &path.key(period), rulebook, issues) {
            totals.push((period, total));
        }
    }
    Some(totals)
}

fn is_period(key: &str) -> bool {
    // What most keys are.
    if let [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9'] = key.as_bytes() {
        return true;
    }
    if let Some((first, last)) = key.split_once('/') {
        return first.len() == 7
            && last.len() == 7
            && is_period(first)
            && is_period(last)
            && first < last;
    }
    match key.strip_prefix('P').and_then(|rest| rest.strip_suffix('D')) {
        Some(days) => {
            let is_plain = days.bytes().all(|digit| digit.is_ascii_digit());
            is_plain
                && !days.starts_with('0')
                && days.parse::<i64>().is_ok_and(|days| days <= 65_535)
        }
        None => {
            let rest = "-01-01".get(key.len().saturating_sub(4)..).unwrap_or_default();
            let day = key.to_owned() + if matches!(key.len(), 4 | 7) { rest } else { "" };
            parse_date(&day).is_some()
        }
    }
}

fn total(
    value: &Value,
    path: &Path,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Total> {
    let mut fields = Fields::of(&["amount", "count"], value, *path, issues)?;
    let amount = amount(&mut fields, rulebook, issues);
    let count = fields.take("count", Need::Required, issues, integer(0, 1_000_000_000));
    fields.finish(issues);
    Some(Total { amount: amount?, count: u64::try_from(count?).ok()? })
}
