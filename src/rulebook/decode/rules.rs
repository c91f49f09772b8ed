//! A platform's own rules.

use super::conditions::{among, condition, joined};
use super::gates::demand;
use super::row::{Lookup, RowReader, currency, decimal, money_in};
use crate::issue::{Code, Issue};
use crate::rulebook::{
    Bits, Charge, Condition, Demand, Fact, FormStatus, KycLevel, Leaf, Rule, RuleEffect, Test,
    clash, is_never,
};
use crate::value::{Fields, Need, Path, Value, list, one_of};
use rust_decimal::Decimal;

/// Reads a rule and puts it after the earlier ones, beside which it must have something to say.
pub fn add_rule(row: &mut RowReader, rules: &mut Vec<Rule>) {
    let Some(rule) = rule(row) else { return };
    let clash = clash(rules, &rule);
    row.issues.extend(clash.map(|issue| issue.at(&row.fields.path().key("when"))));
    rules.push(rule);
}

fn rule(row: &mut RowReader) -> Option<Rule> {
    let meta = row.meta();
    let title = row.text("title");
    let lookup = row.lookup;
    let when = row.fields.take_all("when", Need::Required, row.issues, |value, path, issues| {
        condition(value, path, false, lookup, issues)
    });
    let then = row.fields.take_all("then", Need::Required, row.issues, |value, path, issues| {
        effect(value, path, lookup, issues)
    });
    let ((id, meta), (effect, part)) = (meta?, then?);
    let when = joined([Some(when?), part].into_iter().flatten().collect(), true);
    if is_never(&when) {
        let message = "the condition can never hold, so the rule would never fire";
        let path = row.fields.path().key("when");
        row.issues.push(Issue::new(Code::RuleNeverFires, message).at(&path));
    }
    Some(Rule { id, title: title?, when, effect, meta })
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Hold,
    Require,
    Exclude,
    Prefer,
    Charge,
}

const EFFECTS: &[(&str, Kind)] = &[
    ("hold", Kind::Hold),
    ("require", Kind::Require),
    ("exclude", Kind::Exclude),
    ("prefer", Kind::Prefer),
    ("charge", Kind::Charge),
];

/// The effect, and what it adds to the condition.
fn effect(
    value: &Value,
    path: &Path,
    lookup: &Lookup,
    issues: &mut Vec<Issue>,
) -> Option<(RuleEffect, Option<Condition>)> {
    let mut fields = Fields::open(value, *path, issues)?;
    let kind = fields.take("effect", Need::Required, issues, one_of(EFFECTS))?;
    let read = match kind {
        Kind::Hold | Kind::Require => demands(&mut fields, issues).map(|demands| {
            let unmet = joined(demands.iter().map(unmet).collect(), false);
            let hold = matches!(kind, Kind::Hold);
            let effect =
                if hold { RuleEffect::Hold(demands) } else { RuleEffect::Require(demands) };
            (effect, Some(unmet))
        }),
        Kind::Exclude => ways(&mut fields, lookup, issues).map(|ways| (RuleEffect::Exclude, ways)),
        Kind::Prefer => ways(&mut fields, lookup, issues).map(|ways| (RuleEffect::Prefer, ways)),
        Kind::Charge => {
            charge(&mut fields, lookup, issues).map(|charge| (RuleEffect::Charge(charge), None))
        }
    };
    fields.finish(issues);
    read
}

fn demands(fields: &mut Fields, issues: &mut Vec<Issue>) -> Option<Vec<Demand>> {
    let before = issues.len();
    fields.take_all("requires", Need::Required, issues, |value, path, issues| {
        let demands =
            list(value, path, issues, |_, value, path, issues| demand(value, path, issues))?;
        if matches!(value, Value::List(items) if items.is_empty()) {
            let message = "a rule that holds must say what lifts it, or it would never open";
            issues.push(Issue::new(Code::GateRequiresNothing, message).at(path));
        }
        (issues.len() == before).then_some(demands)
    })
}

/// That the demand is not met.
fn unmet(demand: &Demand) -> Condition {
    let leaf =
        |fact, test| Condition::Is(Leaf { fact, unit: None, period: None, zone: None, test });
    let among = |statuses: &[FormStatus]| {
        let mut met = Bits::none(FormStatus::NAMES.len());
        statuses.iter().for_each(|status| met.insert(*status as usize));
        Test::In(met.inverted())
    };
    match demand {
        Demand::Kyc { level } => {
            let mut below = Bits::none(KycLevel::NAMES.len());
            (0..*level as usize).for_each(|place| below.insert(place));
            leaf(Fact::Kyc, Test::In(below))
        }
        Demand::Tin { statuses } => leaf(Fact::TinStatus, among(statuses)),
        Demand::TaxForm { forms, statuses } => Condition::Any(vec![
            leaf(Fact::TaxForm, Test::Among { words: forms.clone(), outside: true }),
            leaf(Fact::FormStatus, among(statuses)),
        ]),
    }
}

/// The methods, rails or kinds that an effect is about, as a condition; `None` inside for every
/// method there is.
fn ways(
    fields: &mut Fields,
    lookup: &Lookup,
    issues: &mut Vec<Issue>,
) -> Option<Option<Condition>> {
    let before = issues.len();
    let path = *fields.path();
    let mut parts = Vec::new();
    let mut every = false;
    for (name, fact) in [("methods", Fact::Method), ("rails", Fact::Rail), ("kinds", Fact::Kind)] {
        let Some(value) = fields.raw(name) else { continue };
        every |= matches!(value, Value::List(items) if
            matches!(items.as_slice(), [Value::Text(star)] if star == "*"));
        if !every {
            parts.extend(among(fact, value, &path.key(name), lookup, issues));
        }
    }
    if issues.len() > before {
        return None;
    }
    if parts.is_empty() && !every {
        let message = "the effect names no method, no rail and no kind of method";
        let help = "give \"methods\", \"rails\" or \"kinds\"; \"methods\": [\"*\"] is every method";
        issues.push(Issue::new(Code::FieldMissing, message).at(&path).help(help));
        return None;
    }
    Some(if every { None } else { Some(joined(parts, false)) })
}

fn charge(fields: &mut Fields, lookup: &Lookup, issues: &mut Vec<Issue>) -> Option<Charge> {
    let before = issues.len();
    let unit = fields
        .take("currency", Need::Optional, issues, |value, path| currency(value, path, lookup));
    let mut amount = |name, issues: &mut Vec<Issue>| {
        fields.take(name, Need::Optional, issues, |value, path| {
            if unit.is_none() {
                return Err(Issue::new(Code::FieldMissing, "an amount without a currency").at(path));
            }
            money_in(unit)(value, path)
        })
    };
    let [fixed, min, max] = ["fixed", "min", "max"]
        .map(|name| amount(name, issues).flatten().map(|money| money.amount()));
    let percent = fields.take("percent", Need::Optional, issues, decimal).unwrap_or_default();
    let path = *fields.path();
    let mut wrong = |key: &str, message: &str| {
        issues.push(Issue::new(Code::NumberOutOfRange, message).at(&path.key(key)));
    };
    if percent > Decimal::ONE_HUNDRED {
        wrong("percent", "a charge of more than 100 percent");
    }
    if min.zip(max).is_some_and(|(min, max)| max < min) {
        wrong("max", "the greatest charge is below the least");
    }
    if issues.len() > before {
        return None;
    }
    let fixed = fixed.unwrap_or_default();
    let nothing = fixed.is_zero() && percent.is_zero() && min.unwrap_or_default().is_zero();
    if nothing || max.is_some_and(|max| max.is_zero()) {
        let message = "a charge of nothing";
        issues.push(Issue::new(Code::FieldMissing, message).at(&path));
        return None;
    }
    Some(Charge { currency: unit, fixed, percent, min, max })
}
