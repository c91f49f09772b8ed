//! A platform's own rules.

use super::conditions::{among, condition, joined};
use super::gates::{demand, priced};
use super::money::percent;
use super::row::RowReader;
use super::single::is_every;
use crate::collect::Listed;
use crate::issue::{Code, Issue};
use crate::rulebook::{
    Bits, Condition, Demand, EffectKind, Fact, FormStatus, KycLevel, Leaf, Price, Rule, RuleEffect,
    Test, TierMode, clash, is_never,
};
use crate::value::{Need, Value};

/// Reads a rule and puts it after the earlier ones, beside which it must have something to say.
pub fn add_rule(row: &mut RowReader, rules: &mut Vec<Rule>) {
    let Some(rule) = rule(row).filter(|_| row.is_whole()) else { return };
    let clash = clash(rules, &rule);
    row.issues.extend(clash.map(|issue| issue.at(&row.path().key("when"))));
    rules.push(rule);
}

fn rule(row: &mut RowReader) -> Option<Rule> {
    let (id, meta) = row.meta();
    let title = row.text("title", 2000);
    let when = row.object("when", Need::Required, condition);
    let then = row.object("then", Need::Required, effect);
    let (effect, part) = then?;
    let mut parts = vec![when?];
    parts.extend(part);
    let when = joined(parts, true);
    if is_never(&when) {
        let message = "the condition can never hold, so the rule would never fire";
        row.wrong("when", Code::RuleNeverFires, message);
    }
    Some(Rule { id, title, when, effect, meta })
}

/// The effect, and what it adds to the condition.
fn effect(row: &mut RowReader) -> Option<(RuleEffect, Option<Condition>)> {
    Some(match row.kind("effect")? {
        kind @ (EffectKind::Hold | EffectKind::Require) => {
            let (demands, unmet) = demands(row)?;
            let holds = kind == EffectKind::Hold;
            let effect =
                if holds { RuleEffect::Hold(demands) } else { RuleEffect::Require(demands) };
            (effect, Some(unmet))
        }
        kind @ (EffectKind::Exclude | EffectKind::Prefer) => {
            let excludes = kind == EffectKind::Exclude;
            let effect = if excludes { RuleEffect::Exclude } else { RuleEffect::Prefer };
            (effect, ways(row)?)
        }
        EffectKind::Charge => (RuleEffect::Charge(charge(row)?), None),
    })
}

/// What has to be met, and that one of them is not.
fn demands(row: &mut RowReader) -> Option<(Vec<Demand>, Condition)> {
    let before = row.issues.len();
    let demands = row.rows("requires", Need::Required, demand);
    if matches!(row.raw("requires"), Some(Value::List(items)) if items.is_empty()) {
        let message = "a rule that holds must say what lifts it, or it would never open";
        row.wrong("requires", Code::GateRequiresNothing, message);
    }
    if row.issues.len() > before {
        return None;
    }
    let unmet = joined(demands.iter().map(unmet).listed(), false);
    Some((demands, unmet))
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
        Demand::Tin { statuses, .. } => leaf(Fact::TinStatus, among(statuses)),
        Demand::TaxForm { forms, statuses } => Condition::Any(vec![
            leaf(Fact::TaxForm, Test::Among { words: forms.clone(), outside: true }),
            leaf(Fact::FormStatus, among(statuses)),
        ]),
        // No fact tells: whether it is met is seen when the rule fires.
        Demand::Datum(_) | Demand::Review | Demand::Screening { .. } => Condition::All(Vec::new()),
    }
}

/// The methods, rails or kinds that an effect is about, as a condition; `None` inside for every
/// method there is.
fn ways(row: &mut RowReader) -> Option<Option<Condition>> {
    let before = row.issues.len();
    let mut parts = Vec::new();
    let mut every = false;
    for (name, fact) in [("methods", Fact::Method), ("rails", Fact::Rail), ("kinds", Fact::Kind)] {
        every |= is_every(row.raw(name));
        if !every && row.raw(name).is_some() {
            parts.extend(among(row, name, fact));
        }
    }
    if row.issues.len() > before {
        return None;
    }
    if parts.is_empty() && !every {
        let message = "the effect names no method, no rail and no kind of method";
        let help = "give \"methods\", \"rails\" or \"kinds\"; \"methods\": [\"*\"] is every method";
        row.issues.push(Issue::new(Code::FieldMissing, message).at(row.path()).help(help));
        return None;
    }
    Some(if every { None } else { Some(joined(parts, false)) })
}

fn charge(row: &mut RowReader) -> Option<Price> {
    let before = row.issues.len();
    let currency = row.currency("currency", Need::Optional);
    let mut amount = |name| priced(row, name, currency).map(|money| money.amount());
    let (fixed, min, max) = (amount("fixed"), amount("min"), amount("max"));
    let percent = percent(row, "percent", Need::Optional).unwrap_or_default();
    if min.zip(max).is_some_and(|(min, max)| max < min) {
        row.wrong("max", Code::NumberOutOfRange, "the greatest charge is below the least");
    }
    if row.issues.len() > before {
        return None;
    }
    let fixed = fixed.unwrap_or_default();
    let nothing = fixed.is_zero() && percent.is_zero() && min.unwrap_or_default().is_zero();
    if nothing || max.is_some_and(|max| max.is_zero()) {
        row.wrong_here(Code::FieldMissing, "a charge of nothing");
        return None;
    }
    let (percent_max, tiers, tiers_are) = (None, Vec::new(), TierMode::Whole);
    Some(Price { currency, fixed, percent, min, max, percent_max, tiers, tiers_are })
}
