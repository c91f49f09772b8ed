//! Rows that are locked: a layer may tighten what they say, and may not loosen it.

use super::gates::gate;
use super::row::RowReader;
use super::single::Lookup;
use crate::collect::Listed;
use crate::country::Country;
use crate::date::InForce;
use crate::issue::{Code, Issue};
use crate::rulebook::canonical::write_canonical;
use crate::rulebook::{Applies, Confidence, CrossedBy, Demand, Gate, GateLimit};
use crate::value::{Entries, Fields, Path, Value};
use rust_decimal::Decimal;

/// Tables whose rows open something, so that switching a row off tightens;
/// and what another row then stands in for, such as a fee, is not among them.
const OPENING: [&str; 5] = ["currencies", "countries", "ibans", "rails", "methods"];

/// What says nothing about what may be paid.
const HARMLESS: [&str; 5] = ["id", "source", "note", "name", "title"];

/// Refuses what a layer's row would loosen of the row under it. `path` is the layer's row.
pub fn check(
    table: &str,
    change: &Entries,
    under: &[&Entries],
    lookup: &Lookup,
    path: &Path,
    issues: &mut Vec<Issue>,
) {
    let of = |key: &str| {
        let mut found = under.iter().flat_map(|entries| entries.iter());
        found.find(|(known, _)| known == key).map(|(_, value)| value)
    };
    let Some(lock) = of("locked") else { return };
    let gates = if table == "gates" { both_gates(change, under, lookup, path) } else { None };
    let is_caught = |key: &str| {
        is_locked(lock, key) && gates.as_ref().is_none_or(|(old, new)| loosens(key, old, new))
    };
    for (key, value) in change.iter().filter(|(key, _)| !HARMLESS.contains(&key.as_ref())) {
        let is_refused = match key.as_ref() {
            "locked" => {
                !is_same(value, lock) && !matches!(value, Value::Bool(true)) && is_locked(lock, key)
            }
            "enabled" if OPENING.contains(&table) => {
                !matches!(value, Value::Bool(false)) && is_locked(lock, key)
            }
            _ if of(key).is_some_and(|known| is_same(known, value)) => false,
            // It stands for that of the limits, and one that is unconfirmed is not held.
            "confidence" => is_caught(key) || is_caught("limits"),
            _ => is_caught(key),
        };
        if is_refused {
            let message = format!("the row is locked, and this \"{key}\" would loosen it");
            let mut issue = Issue::new(Code::RowLocked, message).at(&path.key(key));
            issue = issue.param("key", key.as_ref());
            issue =
                issue.help("a locked row may be tightened only; beside it add a row of your own");
            if let Some(Value::Text(source)) = of("source") {
                issue = issue.source(source);
            }
            issues.push(issue);
        }
    }
}

/// Whether both say the same, in whatever order they have their keys.
fn is_same(a: &Value, b: &Value) -> bool {
    let written = |value: &Value| {
        let mut text = String::new();
        write_canonical(value, &mut text);
        text
    };
    written(a) == written(b)
}

/// `true` locks every key, a list those in it, and itself.
fn is_locked(lock: &Value, key: &str) -> bool {
    match lock {
        Value::List(keys) => {
            let named = |name: &Value| matches!(name, Value::Text(name) if name == key);
            key == "locked" || keys.iter().any(named)
        }
        lock => matches!(lock, Value::Bool(true)),
    }
}

/// The gate under a layer and the gate with it; `None` unless both can be read.
fn both_gates(
    change: &Entries,
    under: &[&Entries],
    lookup: &Lookup,
    path: &Path,
) -> Option<(Gate, Gate)> {
    let read = |entries: &Entries, under: &[&Entries]| {
        let mut issues = Vec::new();
        let fields = Fields::layered(entries, under, *path);
        let read = gate(&mut RowReader::new(fields, lookup, true, &mut issues));
        read.filter(|_| issues.is_empty())
    };
    let (first, rest) = under.split_first()?;
    Some((read(first, rest)?, read(change, under)?))
}

/// Whether that key of the second gate lets something through that the first did not.
fn loosens(key: &str, old: &Gate, new: &Gate) -> bool {
    let tight = match key {
        "warn_share" => true,
        "enabled" | "confidence" => new.meta.enabled || !old.meta.enabled,
        "from" | "until" => new.meta.in_force.covers(&old.meta.in_force),
        "effect" => new.effect >= old.effect,
        "applies" => reaches_all(&new.applies, &old.applies),
        "requires" => {
            // What asks for nothing never opens.
            let kept = |want| new.requires.iter().any(|other| Demand::implies(other, want));
            new.requires.is_empty() || !old.requires.is_empty() && old.requires.iter().all(kept)
        }
        "limits" => {
            old.limits.iter().filter(|limit| is_sure(limit)).all(|old| is_held(old, &new.limits))
        }
        _ => false,
    };
    !tight
}

/// Whether the first is about everybody whom the second is about.
fn reaches_all(new: &Applies, old: &Applies) -> bool {
    let spared = |country: &Country| old.not_tax_residence.contains(country);
    new.tax_residence.covers(&old.tax_residence)
        && new.not_tax_residence.iter().all(spared)
        && new.income_source.covers(&old.income_source)
        && new.country.covers(&old.country)
        && new.regions.covers(&old.regions)
        && new.payee_types.covers(&old.payee_types)
        && new.activities.covers(&old.activities)
        && new.method_kinds.covers(&old.method_kinds)
}

/// Whether a limit is to be held: it fires, and is no stand-in for one that is not published yet.
fn is_sure(limit: &GateLimit) -> bool {
    limit.effective && limit.confidence != Confidence::Unconfirmed
}

/// Whether on each day of the limit one of the others is at least as strict.
fn is_held(limit: &GateLimit, others: &[GateLimit]) -> bool {
    let strict = others.iter().filter(|other| is_as_strict(other, limit));
    let days: Vec<InForce> = strict.map(|other| other.in_force).listed();
    let mut rest = Some(limit.in_force);
    while let Some(left) = rest {
        let begins = |days: &&InForce| match left.from {
            None => days.from.is_none(),
            Some(from) => days.on(from),
        };
        let Some(found) = days.iter().find(begins) else { return false };
        let end = found.until.filter(|end| left.until.is_none_or(|until| *end < until));
        let next = end.and_then(|end| end.tomorrow());
        rest = next.map(|from| InForce { from: Some(from), until: left.until });
    }
    true
}

/// Whether whatever crosses the second limit crosses the first, and is taxed as much there.
fn is_as_strict(first: &GateLimit, second: &GateLimit) -> bool {
    let is_alike = first.period == second.period
        && first.payee_types.covers(&second.payee_types)
        && first.just_under == second.just_under
        && first.rate >= second.rate;
    let unit = |limit: &GateLimit| limit.amount.map(|amount| amount.limit.currency());
    let same_unit = unit(first).is_none() || unit(first) == unit(second);
    let measures = |limit: &GateLimit| {
        let amount = limit.amount.map(|one| (one.limit.amount(), one.strict));
        [amount, limit.count.map(|one| (Decimal::from(one.limit), one.strict))]
    };
    let (new, old) = (measures(first), measures(second));
    let one_measure = |of: &[Option<_>; 2]| of.iter().flatten().count() == 1;
    let as_low = |(new, old): (&Option<_>, &Option<_>)| match (new, old) {
        (Some((new, strict)), Some((old, old_strict))) => {
            new < old || new == old && (*old_strict || !strict)
        }
        _ => false,
    };
    let mut pairs = new.iter().zip(&old);
    let any_crosses = |limit: &GateLimit, of| limit.crossed_by == CrossedBy::Any || one_measure(of);
    // Of a limit with one measure, all and any are the same.
    let crosses = match (any_crosses(second, &old), any_crosses(first, &new)) {
        (true, true) => pairs.all(|pair| pair.1.is_none() || as_low(pair)),
        (true, false) => false,
        (false, true) => pairs.any(as_low),
        (false, false) => pairs.all(|pair| pair.0.is_none() || as_low(pair)),
    };
    is_sure(first) && is_alike && same_unit && crosses
}
