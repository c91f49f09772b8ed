//! What is another rulebook at another time: rows that begin or end to count, and limits in rows.

use super::{CrossedBy, Gate, GateLimit, Parts, Rail, RowRef, Rulebook, Scope};
use crate::collect::Listed;
use crate::date::{AsOf, Date};
use crate::money::Arithmetic;
use crate::words::words;
use serde::{Serialize, Serializer};

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

/// A dated part of a row, as the row has it, by the keys of the data; what it does not say is
/// absent. Amounts and shares are decimal strings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartTerms(Vec<(&'static str, Term)>);

/// What a part says under one key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Term {
    /// A word, a code, an amount or a share.
    Text(String),
    /// A number of payouts.
    Count(u64),
    /// Words or codes.
    List(Vec<String>),
}

impl PartTerms {
    /// What a limit of a gate says.
    pub fn of(limit: &GateLimit) -> Self {
        let mut terms = PartTerms::default();
        terms.text("period", limit.period.to_string());
        terms.list("payee_types", &limit.payee_types, |kind| kind.as_str());
        if let Some(amount) = limit.amount {
            terms.text("currency", amount.limit.currency().code());
            terms.text("amount", amount.limit.value());
            terms.text("amount_is", amount.crossing());
        }
        if let Some(count) = limit.count {
            terms.0.push(("count", Term::Count(count.limit)));
            terms.text("count_is", count.crossing());
        }
        if limit.crossed_by == CrossedBy::Any {
            terms.text("crossed_by", limit.crossed_by.as_str());
        }
        for (key, share) in [("just_under", limit.just_under), ("rate", limit.rate)] {
            share.into_iter().for_each(|share| terms.text(key, share.plain()));
        }
        terms
    }

    /// What it says under the key.
    pub fn get(&self, key: &str) -> Option<&Term> {
        self.0.iter().find(|(known, _)| *known == key).map(|(_, term)| term)
    }

    fn text(&mut self, key: &'static str, text: impl AsRef<str>) {
        self.word(key, text.as_ref());
    }

    #[inline(never)]
    fn word(&mut self, key: &'static str, word: &str) {
        self.0.push((key, Term::Text(word.to_owned())));
    }

    /// Nothing of a scope that is every value.
    fn list<T>(&mut self, key: &'static str, scope: &Scope<T>, word: fn(&T) -> &str) {
        if let Scope::Listed(values) = scope {
            let words = values.iter().map(|value| word(value).to_owned()).listed();
            self.0.push((key, Term::List(words)));
        }
    }
}

impl Serialize for PartTerms {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, term)| (key, term)))
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
        let is_same = |key: &&str| self.terms.get(key) == other.terms.get(key);
        let of_gate = self.terms.get("period").is_some();
        ABOUT.iter().all(is_same) && (of_gate || is_same(&"currency"))
    }
}

/// What a part is about, besides the currency of a rail's limit.
const ABOUT: [&str; 5] = ["country", "regions", "period", "payee_types", "payer_types"];

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
                let mut terms = PartTerms::default();
                terms.text("reason", closure.reason.as_str());
                terms.list("regions", &closure.regions, String::as_str);
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

/// The limits of a rail, and the countries that joined it late.
fn rail_parts<'r>(rail: &'r Rail, day: Date, found: &mut Vec<Standing<'r>>) {
    for limit in rail.limits.iter().filter(|limit| limit.in_force.on(day)) {
        let mut terms = PartTerms::default();
        terms.list("payer_types", &limit.payer_types, |kind| kind.as_str());
        terms.text("currency", limit.currency.code());
        for (key, bound) in [("min", limit.min), ("max", limit.max)] {
            bound.into_iter().for_each(|bound| terms.text(key, bound.value()));
        }
        found.push(Standing { field: "limits", terms, source: &limit.source });
    }
    for (country, _) in rail.joined.iter().filter(|(_, first)| *first <= day) {
        let mut terms = PartTerms::default();
        terms.text("country", country.as_str());
        found.push(Standing { field: "joined", terms, source: &rail.meta.source });
    }
}
