//! What is wrong with rules that can be read: one that never fires, one that an earlier one
//! hides, one that prefers what another excludes. Only what the conditions say by their form is
//! found; nothing is called wrong that is not.

use super::{Condition, Leaf, Rule, RuleEffect};
use crate::issue::{Code, Issue};
use crate::rulebook::Demand;

/// Why the rule says nothing beside the earlier ones, or takes from one of them all that it says.
///
/// A rule is hidden by an earlier one that has the same effect, counts on all its days and fires
/// whenever it does. What another rule excludes is preferred in vain. Charges add up, so they
/// hide nothing.
pub fn clash(earlier: &[Rule], rule: &Rule) -> Option<Issue> {
    let on = || earlier.iter().filter(|other| other.meta.enabled && rule.meta.enabled);
    if let Some(other) = on().find(|other| is_as_strong(other, rule) && covers(other, rule)) {
        let message = format!("the rule says nothing that \"{}\" does not say", other.id);
        return Some(Issue::new(Code::RuleHidden, message).param("by", other.id.as_str()));
    }
    let in_vain = |prefers: &Rule, excludes: &Rule| {
        matches!((&prefers.effect, &excludes.effect), (RuleEffect::Prefer, RuleEffect::Exclude))
            && covers(excludes, prefers)
    };
    let other = on().find(|other| in_vain(other, rule) || in_vain(rule, other))?;
    let message = format!("the rule and \"{}\" prefer and exclude the same", other.id);
    Some(Issue::new(Code::RuleContradicted, message).param("by", other.id.as_str()))
}

/// Whether the first counts and fires whenever the second does.
fn covers(first: &Rule, second: &Rule) -> bool {
    first.meta.in_force.covers(&second.meta.in_force) && implies(&second.when, &first.when)
}

/// Whether the first has the effect of the second, and asks for all that it asks.
fn is_as_strong(first: &Rule, second: &Rule) -> bool {
    match (&first.effect, &second.effect) {
        (RuleEffect::Hold(first), RuleEffect::Hold(second))
        | (RuleEffect::Require(first), RuleEffect::Require(second)) => {
            second.iter().all(|demand| first.iter().any(|known| known.implies(demand)))
        }
        (RuleEffect::Exclude, RuleEffect::Exclude) | (RuleEffect::Prefer, RuleEffect::Prefer) => {
            true
        }
        _ => false,
    }
}

impl Demand {
    /// Whether whoever meets this one meets the other.
    pub fn implies(&self, other: &Demand) -> bool {
        match (self, other) {
            (Demand::Kyc { level }, Demand::Kyc { level: least }) => level >= least,
            (Demand::Tin { statuses, forms }, Demand::Tin { statuses: all, forms: all_forms }) => {
                statuses.iter().all(|status| all.contains(status))
                    && forms.iter().all(|form| all_forms.contains(form))
            }
            (Demand::Datum(datum), Demand::Datum(other)) => datum == other,
            (Demand::Review, Demand::Review) => true,
            (Demand::Screening { max_age_days }, Demand::Screening { max_age_days: most }) => {
                max_age_days <= most
            }
            (
                Demand::TaxForm { forms, statuses },
                Demand::TaxForm { forms: all_forms, statuses: all },
            ) => {
                statuses.iter().all(|status| all.contains(status))
                    && forms.iter().all(|form| all_forms.contains(form))
            }
            _ => false,
        }
    }
}

/// Whether no payout can ever meet the condition.
pub fn is_never(condition: &Condition) -> bool {
    clashes(condition, &[])
}

/// Whether the condition cannot hold where all those leaves do.
fn clashes(condition: &Condition, around: &[&Leaf]) -> bool {
    match condition {
        Condition::Is(leaf) => {
            let excluded = |other: &&Leaf| leaf.is_of(other) && leaf.test.excludes(&other.test);
            leaf.test.is_never() || around.iter().any(excluded)
        }
        Condition::Any(parts) => parts.iter().all(|part| clashes(part, around)),
        Condition::All(parts) => {
            let mut leaves = around.to_vec();
            leaves.extend(parts.iter().filter_map(|part| match part {
                Condition::Is(leaf) => Some(leaf),
                _ => None,
            }));
            parts.iter().any(|part| clashes(part, &leaves))
        }
    }
}

/// Whether the second condition holds whenever the first does, as far as their form tells.
fn implies(first: &Condition, second: &Condition) -> bool {
    match (first, second) {
        (Condition::Any(parts), _) => parts.iter().all(|part| implies(part, second)),
        (_, Condition::All(parts)) => parts.iter().all(|part| implies(first, part)),
        (_, Condition::Any(parts)) if parts.iter().any(|part| implies(first, part)) => true,
        (Condition::All(parts), _) => parts.iter().any(|part| implies(part, second)),
        (Condition::Is(a), Condition::Is(b)) => a.is_of(b) && a.test.implies(&b.test),
        (Condition::Is(_), Condition::Any(_)) => false,
    }
}

impl Leaf {
    /// Whether both test the same fact, measured in the same way.
    fn is_of(&self, other: &Leaf) -> bool {
        fn zone(leaf: &Leaf) -> Option<&str> {
            leaf.zone.as_ref().map(|zone| zone.id.as_str())
        }
        (self.fact, self.unit, self.period, zone(self))
            == (other.fact, other.unit, other.period, zone(other))
    }
}
