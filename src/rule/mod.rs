//! A platform's own rules: which of them fire for a payout, and what they say together. What a
//! rule asks and nobody said is closed: the rule counts as met, and the reason names the fact.

mod facts;

pub use facts::{Batched, Subject, Way, Who};

use crate::batch::Asking;
use crate::collect::Listed;
use crate::issue::{Code, Issue, Remedy, Severity};
use crate::requirement::Requirement;
use crate::rulebook::{Condition, Demand, Fact, Leaf, Rule, RuleEffect, Rulebook};

/// Whether a condition holds, as far as the facts tell.
#[derive(Debug, Clone, Copy)]
enum Truth<'r> {
    No,
    /// That depends on a fact that the question has no place for.
    Outside(&'r Leaf),
    /// That depends on a fact that was not given.
    Missing(&'r Leaf),
    Yes,
}

impl Truth<'_> {
    fn weight(self) -> u8 {
        match self {
            Truth::No | Truth::Yes => 0,
            Truth::Outside(_) => 1,
            Truth::Missing(_) => 2,
        }
    }
}

/// A rule that may have something to say on a payout.
#[derive(Debug, Clone, Copy)]
pub struct Due<'r> {
    rule: &'r Rule,
    /// Whether it fires whatever the method.
    sure: bool,
}

/// The rules that may fire for the payout, of those whose effect is wanted; without a way those
/// that turn on one stay.
pub fn due<'r>(
    rulebook: &'r Rulebook,
    subject: &Subject,
    wanted: fn(&RuleEffect) -> bool,
) -> Vec<Due<'r>> {
    let day = subject.rates.at().date_utc();
    let rules = rulebook.rules.iter().filter(|rule| rule.meta.holds(day) && wanted(&rule.effect));
    let judged = rules.map(|rule| (rule, truth(&rule.when, subject)));
    let open = judged.filter(|(_, truth)| !matches!(truth, Truth::No));
    open.map(|(rule, truth)| Due { rule, sure: matches!(truth, Truth::Yes) }).listed()
}

/// What the rules say of a payout by one way.
#[derive(Debug, Default)]
pub struct Judgement<'r> {
    /// What stands against the way, and remarks.
    pub reasons: Vec<Issue>,
    /// What lifts those reasons that can be lifted.
    pub wants: Vec<Requirement>,
    /// What holds the payout, whichever way it takes.
    pub holds: Vec<Issue>,
    /// What lifts the holds.
    pub hold_wants: Vec<Requirement>,
    /// Rules that charge.
    pub charges: Vec<&'r Rule>,
    /// Its place among preferred ways, the best first.
    pub preferred: Option<usize>,
}

/// Asks every rule that is due.
pub fn judge<'r>(due: &[Due<'r>], subject: &Subject) -> Judgement<'r> {
    let mut judgement = Judgement::default();
    for (place, Due { rule, sure }) in due.iter().enumerate() {
        let truth = if *sure { Truth::Yes } else { truth(&rule.when, subject) };
        judgement.take(rule, truth, place, subject);
    }
    judgement
}

impl<'r> Judgement<'r> {
    fn take(&mut self, rule: &'r Rule, truth: Truth, place: usize, subject: &Subject) {
        let missing = match truth {
            Truth::No => return,
            Truth::Outside(leaf) => {
                if is_worth_saying(rule, subject) {
                    self.reasons.push(out_of_place(rule, leaf));
                }
                return;
            }
            Truth::Missing(leaf) => Some(leaf),
            Truth::Yes => None,
        };
        let says = |code, what| match missing {
            None => lifted(about(rule, code, what), rule),
            Some(leaf) => undecided(rule, leaf, subject),
        };
        match (&rule.effect, missing) {
            (RuleEffect::Hold(demands), _) => {
                if add_unmet(&mut self.hold_wants, rule, demands, subject) {
                    self.holds.push(says(Code::RuleHold, "holds the payout"));
                }
            }
            (RuleEffect::Require(demands), _) => {
                if add_unmet(&mut self.wants, rule, demands, subject) {
                    self.reasons.push(says(Code::RuleRequires, "asks for more of the payee"));
                }
            }
            (RuleEffect::Prefer, Some(_)) => {}
            (RuleEffect::Prefer, None) => {
                self.preferred.get_or_insert(place);
                self.reasons.push(about(rule, Code::RulePrefers, "prefers the method"));
            }
            (RuleEffect::Charge(_), None) => self.charges.push(rule),
            (RuleEffect::Exclude, None) => {
                self.reasons.push(says(Code::RuleExcludes, "excludes the method"));
            }
            (RuleEffect::Charge(_) | RuleEffect::Exclude, Some(leaf)) => {
                self.reasons.push(undecided(rule, leaf, subject));
                self.wants.push(wanted(rule, leaf, subject));
            }
        }
    }
}

/// Says what ends what a rule says: what it asks for, or else the rule itself where it is not locked.
fn lifted(issue: Issue, rule: &Rule) -> Issue {
    let row = rule.id.clone();
    match rule.effect {
        RuleEffect::Hold(_) | RuleEffect::Require(_) => issue.remedy(Remedy::Meet { gate: row }),
        _ if rule.meta.locked => issue,
        _ => issue.remedy(Remedy::SwitchOff { table: "rules", row }),
    }
}

/// Adds what the payee has not met of the demands; whether that is anything. The rule's condition
/// knows of the first form on file only, and of no reviews.
fn add_unmet(
    wants: &mut Vec<Requirement>,
    rule: &Rule,
    demands: &[Demand],
    subject: &Subject,
) -> bool {
    let Who::Payee(payee) = subject.who else { return true };
    let (asking, before) = (Asking { by: &rule.id, at: subject.rates.at() }, wants.len());
    let unmet = demands.iter().filter(|demand| !payee.meets(demand, asking));
    wants.extend(unmet.map(|demand| Requirement::of(&rule.id, demand)));
    wants.len() > before
}

/// Of a way that is closed anyway, and of no way at all, it goes without saying that rules about
/// ways are not decided.
fn is_worth_saying(rule: &Rule, subject: &Subject) -> bool {
    match (&rule.effect, subject.way) {
        (RuleEffect::Prefer, _) | (RuleEffect::Exclude, None) => false,
        (_, way) => way.is_none_or(|way| way.rail.is_some()),
    }
}

fn about(rule: &Rule, code: Code, what: &str) -> Issue {
    Issue::new(code, format!("\"{}\" {what}", rule.title))
        .param("rule", rule.id.as_str())
        .source(&rule.meta.source)
}

fn out_of_place(rule: &Rule, leaf: &Leaf) -> Issue {
    let fact = leaf.fact.as_str();
    let what = format!("cannot be decided here: {fact} is no part of the question");
    let mut issue = about(rule, Code::RuleUndecided, &what).param("fact", fact);
    issue.severity = Severity::Warning;
    issue
}

fn undecided(rule: &Rule, leaf: &Leaf, subject: &Subject) -> Issue {
    let fact = leaf.fact.as_str();
    let (why, remedy) = match facts::rate_issue(leaf, subject) {
        Some(issue) => (issue.message.clone(), issue.remedy.clone()),
        None => {
            let remedy = Remedy::GiveFact { fact: fact.to_owned() };
            (format!("{fact} is not known"), Some(Box::new(remedy)))
        }
    };
    let what = format!("cannot be decided: {why}");
    let mut issue = about(rule, Code::RuleUndecided, &what).param("fact", fact);
    issue.path = subject.path.and_then(|path| {
        let key = match leaf.fact {
            Fact::Region => "region",
            Fact::EmailDomain => "email",
            Fact::Total | Fact::Count => "totals",
            _ => return None,
        };
        Some(path.key(key).to_string())
    });
    issue.remedy = remedy;
    issue
}

/// What lets the rule be decided.
fn wanted(rule: &Rule, leaf: &Leaf, subject: &Subject) -> Requirement {
    if facts::rate_issue(leaf, subject).is_some() {
        return Requirement::Rates;
    }
    Requirement::Fact { gate: rule.id.clone(), fact: leaf.fact.as_str().to_owned() }
}

/// Three-valued, by Kleene: what one part decides no unknown part can change. Of unknown parts one
/// that could have been given counts before one that could not.
fn truth<'r>(condition: &'r Condition, subject: &Subject) -> Truth<'r> {
    let (parts, all) = match condition {
        Condition::Is(leaf) => return facts::test(leaf, subject),
        Condition::All(parts) => (parts, true),
        Condition::Any(parts) => (parts, false),
    };
    let mut sum = if all { Truth::Yes } else { Truth::No };
    for part in parts {
        match truth(part, subject) {
            Truth::No if all => return Truth::No,
            Truth::Yes if !all => return Truth::Yes,
            truth if truth.weight() > sum.weight() => sum = truth,
            _ => {}
        }
    }
    sum
}
