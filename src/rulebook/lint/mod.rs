//! What reading row by row cannot see: dates with holes, rows that another always hides, rows that
//! never count, and rows that contradict each other.
//!
//! A wrong row of an overlay is refused at load. The default rulebook is proven clean by a test,
//! so its rows are not asked again at each start; nor is what an overlay makes of them, for to
//! switch a rail off is no mistake of the form that now serves one country less.

mod idle;

use super::{Dated, Meta, Rulebook, Scope};
use crate::collect::Listed;
use crate::country::Country;
use crate::date::{Bound, InForce};
use crate::issue::{Code, Issue, Severity};

/// Something wrong, with the row it is about.
#[derive(Debug, Clone)]
pub struct Finding<'r> {
    /// The table.
    pub table: &'static str,
    /// The row.
    pub row: &'r str,
    /// The place in the row, a JSON Pointer: `/limits/0`.
    pub field: String,
    /// What is wrong; without a path.
    pub issue: Issue,
}

impl Rulebook {
    /// Everything that is wrong with the rows that are on, errors first.
    pub fn lint(&self) -> Vec<Finding<'_>> {
        let mut lint = Lint { rulebook: self, all: true, found: Vec::new() };
        lint.errors();
        lint.warnings();
        lint.soften()
    }

    /// What is so wrong with the rows of an overlay that they are refused.
    pub(super) fn lint_overlay(&self) -> Vec<Finding<'_>> {
        let mut lint = Lint { rulebook: self, all: false, found: Vec::new() };
        lint.errors();
        lint.found
    }
}

struct Lint<'r> {
    rulebook: &'r Rulebook,
    /// Whether the default rows are asked too.
    all: bool,
    found: Vec<Finding<'r>>,
}

/// Rows of one table of which, for one question, the first that fits is taken.
struct Rivals<'r, 'f> {
    table: &'static str,
    rows: Vec<(&'r str, &'r Meta)>,
    /// Whether the first row fits wherever the second does, and goes as far before others.
    covers: &'f dyn Fn(usize, usize) -> bool,
}

impl<'r> Lint<'r> {
    fn add(&mut self, table: &'static str, row: &'r str, field: impl Into<String>, issue: Issue) {
        let issue = issue.param("table", table).param("row", row);
        self.found.push(Finding { table, row, field: field.into(), issue });
    }

    /// Under an overlay what is wrong with a default row is the overlay's doing, and no error.
    fn soften(mut self) -> Vec<Finding<'r>> {
        let rows = self.rulebook.rows();
        if rows.iter().any(|row| row.meta.overlaid) {
            for finding in &mut self.found {
                let of = |row: &&super::RowRef| row.table == finding.table && row.id == finding.row;
                if rows.iter().find(of).is_some_and(|row| !row.meta.overlaid) {
                    finding.issue.severity = Severity::Warning;
                }
            }
        }
        self.found
    }

    /// Whether the row is to be asked: it is on, and an overlay's unless all are asked.
    fn asks(&self, meta: &Meta) -> bool {
        meta.enabled && (self.all || meta.overlaid)
    }

    fn errors(&mut self) {
        self.rails();
        self.gates();
        self.methods();
        self.rivals();
        self.forms();
        self.countries();
        self.codes();
    }

    fn rails(&mut self) {
        for rail in &self.rulebook.rails {
            if !self.asks(&rail.meta) {
                continue;
            }
            let days: Vec<InForce> = rail.limits.iter().map(|limit| limit.in_force).listed();
            let rivals = |a: usize, b: usize| match (rail.limits.get(a), rail.limits.get(b)) {
                (Some(a), Some(b)) => a.rivals(b),
                _ => false,
            };
            self.holes("rails", &rail.id, &days, &rivals);
            let counts_days = |bound| matches!(bound, Bound::BusinessDays(..));
            let timing = &rail.timing;
            let by_days = counts_days(timing.earliest) || counts_days(timing.latest);
            if by_days && timing.calendar.is_none() && !timing.both_ends {
                let message = format!("{} counts business days without a calendar", rail.name);
                let issue = Issue::new(Code::CalendarMissing, message);
                self.add("rails", &rail.id, "/timing/calendar", issue);
            }
        }
    }

    fn gates(&mut self) {
        for gate in &self.rulebook.gates {
            if !self.asks(&gate.meta) {
                continue;
            }
            let days: Vec<InForce> = gate.limits.iter().map(|limit| limit.in_force).listed();
            let rivals = |a: usize, b: usize| match (gate.limits.get(a), gate.limits.get(b)) {
                (Some(a), Some(b)) => a.rivals(b),
                _ => false,
            };
            self.holes("gates", &gate.id, &days, &rivals);
            if !gate.limits.iter().any(|limit| limit.effective) {
                let message = "no limit is in force, so the gate never speaks";
                self.add("gates", &gate.id, "/limits", Issue::new(Code::RowNeverCounts, message));
            }
        }
    }

    /// Days between two entries about the same on which none counts.
    fn holes(
        &mut self,
        table: &'static str,
        row: &'r str,
        days: &[InForce],
        rivals: &dyn Fn(usize, usize) -> bool,
    ) {
        for place in 0..days.len() {
            let own = || days.iter().enumerate().filter(|(other, _)| rivals(*other, place));
            let issue = days.get(place).and_then(|entry| hole(entry, &mut own().map(|(_, d)| d)));
            if let Some(issue) = issue {
                self.add(table, row, format!("/limits/{place}/until"), issue);
            }
        }
    }

    fn methods(&mut self) {
        for method in &self.rulebook.methods {
            if self.asks(&method.meta) && method.rails.is_empty() {
                let message = "the list is empty, so the row would never count";
                self.add("methods", &method.id, "/rails", Issue::new(Code::ListEmpty, message));
            }
        }
    }

    fn rivals(&mut self) {
        let Rulebook { fees, fx, accounts, .. } = self.rulebook;
        self.hidden(&Rivals {
            table: "fees",
            rows: fees.iter().map(|row| (row.id.as_str(), &row.meta)).listed(),
            covers: &|a, b| match (fees.get(a), fees.get(b)) {
                (Some(a), Some(b)) => a.covers(b) && is_as_near(&b.countries, &a.countries),
                _ => false,
            },
        });
        self.hidden(&Rivals {
            table: "fx",
            rows: fx.iter().map(|row| (row.id.as_str(), &row.meta)).listed(),
            covers: &|a, b| match (fx.get(a), fx.get(b)) {
                (Some(a), Some(b)) => a.currencies.covers(&b.currencies),
                _ => false,
            },
        });
        self.hidden(&Rivals {
            table: "accounts",
            rows: accounts.iter().map(|row| (row.id.as_str(), &row.meta)).listed(),
            covers: &|a, b| match (accounts.get(a), accounts.get(b)) {
                (Some(a), Some(b)) => {
                    b.methods.iter().all(|method| a.methods.contains(method))
                        && is_as_near(&b.countries, &a.countries)
                }
                _ => false,
            },
        });
    }

    fn hidden(&mut self, rivals: &Rivals<'r, '_>) {
        for (place, (id, meta)) in rivals.rows.iter().enumerate() {
            if !self.asks(meta) {
                continue;
            }
            // Only an account form of the default rulebook can hide one of an overlay: fees and
            // markups of an overlay go before the default ones.
            let alike =
                |other: &Meta| rivals.table == "accounts" || other.overlaid == meta.overlaid;
            let others = || {
                let rows = rivals.rows.iter().enumerate();
                rows.filter(|(_, (_, other))| other.enabled && alike(other))
            };
            let earlier = others().find(|(other, (_, earlier))| {
                *other < place
                    && (rivals.covers)(*other, place)
                    && earlier.in_force.overlaps(&meta.in_force)
            });
            if let Some((_, (first, earlier))) = earlier {
                let issue = hidden_by(first, earlier.in_force.covers(&meta.in_force));
                self.add(rivals.table, id, "", issue);
                continue;
            }
            let same = |other| (rivals.covers)(other, place) && (rivals.covers)(place, other);
            let mut days =
                others().filter(|(other, _)| same(*other)).map(|(_, (_, other))| &other.in_force);
            if let Some(issue) = hole(&meta.in_force, &mut days) {
                self.add(rivals.table, id, "/until", issue);
            }
        }
    }

    /// Forms that no method can ever ask for.
    fn forms(&mut self) {
        for form in &self.rulebook.accounts {
            let reached = |method: &String| {
                let method = self.rulebook.method(method);
                let mut rails = method.into_iter().flat_map(|method| &method.rails);
                rails.any(|rail| meets(&rail.countries, &form.countries))
            };
            if self.asks(&form.meta) && !form.methods.iter().any(reached) {
                let message = "no rail of its methods goes to any of its countries";
                let issue = Issue::new(Code::RowNeverCounts, message);
                self.add("accounts", &form.id, "/countries", issue);
            }
        }
    }

    /// Lists of return codes that no code is of. Tables that nobody has read yet are the default
    /// ones, of which only a lint of everything asks.
    fn codes(&mut self) {
        let rulebook = self.rulebook;
        let read = if self.all { Some(rulebook.failures()) } else { rulebook.failures.get() };
        let Some(tables) = read else { return };
        for system in &tables.systems {
            for (place, list) in system.codes.iter().enumerate() {
                let is_empty = !tables.codes.iter().any(|code| code.parts().0 == list);
                if is_empty && self.asks(&system.meta) {
                    let message = format!("no code is of the list \"{list}\"");
                    let issue =
                        Issue::new(Code::RowNeverCounts, message).param("list", list.as_str());
                    self.add("failure_systems", &system.id, format!("/codes/{place}"), issue);
                }
            }
        }
    }

    /// Countries that the rulebook does not have, such as `UK`.
    fn countries(&mut self) {
        let Rulebook { rails, accounts, gates, fees, .. } = self.rulebook;
        let mut named: Vec<(&'static str, &'r str, &Meta, &str, &Scope<Country>)> = Vec::new();
        for row in rails {
            named.push(("rails", &row.id, &row.meta, "/countries", &row.countries));
        }
        for row in accounts {
            named.push(("accounts", &row.id, &row.meta, "/countries", &row.countries));
        }
        for row in gates {
            named.push(("gates", &row.id, &row.meta, "/applies/country", &row.applies.country));
            let residence = "/applies/tax_residence";
            named.push(("gates", &row.id, &row.meta, residence, &row.applies.tax_residence));
        }
        for row in fees {
            named.push(("fees", &row.id, &row.meta, "/countries", &row.countries));
        }
        for (table, id, meta, field, scope) in named {
            let Scope::Listed(countries) = scope else { continue };
            if !self.asks(meta) {
                continue;
            }
            for (place, country) in countries.iter().enumerate() {
                if self.rulebook.country_row(*country).is_none() {
                    let message = format!("the rulebook has no country {country}");
                    let issue = Issue::new(Code::CountryUnknown, message);
                    let issue = issue.param("country", country.as_str());
                    self.add(table, id, format!("{field}/{place}"), issue);
                }
            }
        }
    }
}

/// That no entry counts on the days after this one, though a later one begins again.
fn hole(entry: &InForce, others: &mut dyn Iterator<Item = &InForce>) -> Option<Issue> {
    let after = entry.until?.tomorrow()?;
    let mut next = None;
    for other in others {
        if other.on(after) {
            return None;
        }
        let begins = other.from.filter(|from| *from > after);
        next = [next, begins].into_iter().flatten().min();
    }
    let last = next?.plus_days(-1);
    let message = format!("nothing counts from {after} to {last}");
    let issue = Issue::new(Code::DatesHole, message)
        .param("from", after.to_string())
        .param("until", last.to_string());
    Some(issue.help("let one begin on the day after the other ends"))
}

fn hidden_by(first: &str, always: bool) -> Issue {
    if always {
        Issue::new(Code::RowHidden, format!("the row \"{first}\" always goes before it"))
            .param("by", first)
            .help("change that row, or give this one fewer methods, countries or days")
    } else {
        let message = format!("the row \"{first}\" is about the same on some of its days");
        Issue::new(Code::DatesInvalid, message).param("by", first)
    }
}

/// Whether the outer covers the inner, where a row that names the country goes before one for every country.
fn is_as_near(inner: &Scope<Country>, outer: &Scope<Country>) -> bool {
    matches!(inner, Scope::Every) == matches!(outer, Scope::Every) && outer.covers(inner)
}

fn meets(a: &Scope<Country>, b: &Scope<Country>) -> bool {
    match (a, b) {
        (Scope::Listed(listed), other) => listed.iter().any(|country| other.includes(country)),
        (Scope::Every, _) => true,
    }
}
