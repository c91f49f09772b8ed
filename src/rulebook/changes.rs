//! What is another rulebook at another time: rows that begin or end to count, and limits in rows.

use super::{ClosedReason, CrossedBy, Gate, GateLimit, Parts, Rail, RowRef, Rulebook, Scope};
use crate::collect::Listed;
use crate::country::Country;
use crate::date::{AsOf, Date};
use crate::money::{Arithmetic, Currency};
use crate::words::words;
use serde::Serialize;

words! {
    /// What becomes of a row, or of a limit in it, from one time to another.
    ChangeKind {
        /// It counts at the second time only.
        Enters = "enters",
        /// It counts at the first time only.
        Leaves = "leaves",
        /// Another limit counts in its stead.
        Changes = "changes",
    }
}

/// One difference between two times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change<'r> {
    /// The table of the row.
    pub table: &'static str,
    /// The row.
    pub id: &'r str,
    /// What becomes of it, or of the limit in it.
    pub change: ChangeKind,
    /// The part of the row that it is about, when the row itself counts at both times: `limits`,
    /// `closed` of a country, `joined` of a rail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
    /// The part at the first time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<PartTerms>,
    /// The part at the second time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<PartTerms>,
    /// Where what is new comes from, or what ends came from.
    pub source: &'r str,
}

/// A dated part of a row, as the row has it; what it does not say is absent. Amounts are decimal
/// strings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names of the data")]
pub struct PartTerms {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<ClosedReason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub payee_types: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub payer_types: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_is: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count_is: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crossed_by: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub just_under: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<String>,
}

impl PartTerms {
    /// What a limit of a gate says.
    pub fn of(limit: &GateLimit) -> Self {
        let is_any = limit.crossed_by == CrossedBy::Any;
        PartTerms {
            period: Some(limit.period.to_string()),
            payee_types: listed(&limit.payee_types, |kind| kind.as_str()),
            crossed_by: is_any.then(|| limit.crossed_by.as_str()),
            just_under: limit.just_under.map(|share| share.plain()),
            rate: limit.rate.map(|rate| rate.plain()),
            currency: limit.amount.map(|amount| amount.limit.currency()),
            amount: limit.amount.map(|amount| amount.limit.value()),
            amount_is: limit.amount.map(|amount| amount.crossing()),
            count: limit.count.map(|count| count.limit),
            count_is: limit.count.map(|count| count.crossing()),
            ..PartTerms::default()
        }
    }
}

/// A dated part of a row that counts at a time.
struct Standing<'r> {
    field: &'static str,
    terms: PartTerms,
    source: &'r str,
}

impl Standing<'_> {
    /// Whether both parts of a row are about the same, so that at most one counts on a day. A gate
    /// has one limit for a period and a type of payee, whatever its currency, and a country one
    /// reason to be closed.
    fn is_about(&self, other: &Self) -> bool {
        let (a, b) = (&self.terms, &other.terms);
        (a.country, &a.regions) == (b.country, &b.regions)
            && (&a.period, &a.payee_types, &a.payer_types)
                == (&b.period, &b.payee_types, &b.payer_types)
            && (a.period.is_some() || a.currency == b.currency)
    }
}

impl Rulebook {
    /// What changes from one time to the other, in the order of the tables and their rows.
    pub fn changes(&self, from: AsOf, to: AsOf) -> Vec<Change<'_>> {
        let mut changes = Vec::new();
        for row in self.rows() {
            let change = match (row.holds(from), row.holds(to)) {
                (true, true) => {
                    part_changes(&row, from, to, &mut changes);
                    continue;
                }
                (false, false) => continue,
                (false, true) => ChangeKind::Enters,
                (true, false) => ChangeKind::Leaves,
            };
            changes.push(whole(&row, change));
        }
        changes
    }
}

fn whole<'r>(row: &RowRef<'r>, change: ChangeKind) -> Change<'r> {
    let RowRef { table, id, meta, .. } = *row;
    Change { table, id, change, field: None, before: None, after: None, source: &meta.source }
}

fn part_changes<'r>(row: &RowRef<'r>, from: AsOf, to: AsOf, changes: &mut Vec<Change<'r>>) {
    let mut after = standing(row, to);
    for old in standing(row, from) {
        let heir = after.iter().position(|new| new.is_about(&old));
        let new = heir.map(|place| after.remove(place));
        let (change, source) = match &new {
            Some(new) if new.terms == old.terms => continue,
            Some(new) => (ChangeKind::Changes, new.source),
            None => (ChangeKind::Leaves, old.source),
        };
        let (before, after) = (Some(old.terms), new.map(|new| new.terms));
        let field = Some(old.field);
        changes.push(Change { field, before, after, source, ..whole(row, change) });
    }
    for new in after {
        let (field, after, source) = (Some(new.field), Some(new.terms), new.source);
        changes.push(Change { field, after, source, ..whole(row, ChangeKind::Enters) });
    }
}

/// The dated parts that count then.
fn standing<'r>(row: &RowRef<'r>, at: AsOf) -> Vec<Standing<'r>> {
    let day = row.day(at);
    let mut found = Vec::new();
    match row.parts {
        Parts::None => {}
        Parts::Country(country) => {
            for closure in country.closed.iter().filter(|closure| closure.in_force.on(day)) {
                let regions = listed(&closure.regions, String::clone);
                let reason = Some(closure.reason);
                let terms = PartTerms { reason, regions, ..PartTerms::default() };
                found.push(Standing { field: "closed", terms, source: &closure.source });
            }
        }
        Parts::Rail(rail) => rail_parts(rail, day, &mut found),
        Parts::Gate(Gate { limits, .. }) => {
            for limit in limits.iter().filter(|limit| limit.effective && limit.in_force.on(day)) {
                let terms = PartTerms::of(limit);
                found.push(Standing { field: "limits", terms, source: &limit.source });
            }
        }
    }
    found
}

fn listed<T, U>(scope: &Scope<T>, word: fn(&T) -> U) -> Vec<U> {
    match scope {
        Scope::Every => Vec::new(),
        Scope::Listed(values) => values.iter().map(word).listed(),
    }
}

/// The limits of a rail, and the countries that joined it late.
fn rail_parts<'r>(rail: &'r Rail, day: Date, found: &mut Vec<Standing<'r>>) {
    for limit in rail.limits.iter().filter(|limit| limit.in_force.on(day)) {
        let terms = PartTerms {
            currency: Some(limit.currency),
            min: limit.min.map(|min| min.value()),
            max: limit.max.map(|max| max.value()),
            payer_types: listed(&limit.payer_types, |kind| kind.as_str()),
            ..PartTerms::default()
        };
        found.push(Standing { field: "limits", terms, source: &limit.source });
    }
    for (country, _) in rail.joined.iter().filter(|(_, first)| *first <= day) {
        let terms = PartTerms { country: Some(*country), ..PartTerms::default() };
        found.push(Standing { field: "joined", terms, source: &rail.meta.source });
    }
}
