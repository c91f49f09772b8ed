//! The rows of every table seen alike: how many there are, and how many count at a time.

use super::{CountryRow, Gate, Meta, Rail, Rulebook};
use crate::collect::Listed;
use crate::date::{AsOf, Date};
use serde::{Serialize, Serializer};

/// A row as every table has it.
#[derive(Debug, Clone, Copy)]
pub struct RowRef<'r> {
    /// Its table.
    pub table: &'static str,
    /// Its id, unique in the table.
    pub id: &'r str,
    /// What it says of itself.
    pub meta: &'r Meta,
    /// What in it has days in force of its own.
    pub parts: Parts<'r>,
}

/// The rows so far.
#[derive(Default)]
struct RowRefs<'r>(Vec<RowRef<'r>>);

impl<'r> RowRefs<'r> {
    #[inline(never)]
    fn add(&mut self, row: RowRef<'r>) {
        self.0.push(row);
    }
}

/// The dated parts of a row.
#[derive(Debug, Clone, Copy)]
pub enum Parts<'r> {
    /// The table has none.
    None,
    /// The closures of a country.
    Country(&'r CountryRow),
    /// The limits of a rail, and the days from which it reaches countries.
    Rail(&'r Rail),
    /// The limits of a gate, which keeps time in a zone of its own.
    Gate(&'r Gate),
}

impl RowRef<'_> {
    /// The day the row is looked up for: the gate's own, or else the day in UTC.
    pub fn day(&self, at: AsOf) -> Date {
        match self.parts {
            Parts::Gate(gate) => at.day(Some(&gate.zone)),
            _ => at.day(None),
        }
    }

    /// Whether the row counts then.
    pub fn holds(&self, at: AsOf) -> bool {
        self.meta.holds(self.day(at))
    }
}

impl Rulebook {
    /// Every row, table by table in the order of the data.
    pub fn rows(&self) -> Vec<RowRef<'_>> {
        let mut rows = RowRefs::default();
        let mut add = |table, id, meta, parts| rows.add(RowRef { table, id, meta, parts });
        for row in &self.currencies {
            add("currencies", row.currency.code(), &row.meta, Parts::None);
        }
        for row in &self.countries {
            add("countries", row.country.as_str(), &row.meta, Parts::Country(row));
        }
        for row in &self.ibans {
            add("ibans", row.country.as_str(), &row.meta, Parts::None);
        }
        for row in &self.zones {
            add("zones", &row.zone.id, &row.meta, Parts::None);
        }
        for row in &self.calendars {
            add("calendars", &row.calendar.id, &row.meta, Parts::None);
        }
        for row in &self.rails {
            add("rails", &row.id, &row.meta, Parts::Rail(row));
        }
        for row in &self.methods {
            add("methods", &row.id, &row.meta, Parts::None);
        }
        for row in &self.fields {
            add("fields", &row.id, &row.meta, Parts::None);
        }
        for row in &self.accounts {
            add("accounts", &row.id, &row.meta, Parts::None);
        }
        for row in &self.gates {
            add("gates", &row.id, &row.meta, Parts::Gate(row));
        }
        // A row with several prices is several fees.
        for row in self.fees.chunk_by(|a, b| a.id == b.id).filter_map(<[_]>::first) {
            add("fees", &row.id, &row.meta, Parts::None);
        }
        for row in &self.fx {
            add("fx", &row.id, &row.meta, Parts::None);
        }
        for row in &self.rules {
            add("rules", &row.id, &row.meta, Parts::None);
        }
        let failures = self.failures();
        for row in &failures.systems {
            add("failure_systems", &row.id, &row.meta, Parts::None);
        }
        for row in &failures.classes {
            add("failure_classes", &row.id, &row.meta, Parts::None);
        }
        for row in &failures.codes {
            add("failures", &row.id, &row.meta, Parts::None);
        }
        rows.0
    }

    /// Rows of each table: all, those that are off included, or those that count then.
    pub fn counts(&self, at: Option<AsOf>) -> RowCounts {
        let mut counts: Vec<(&'static str, usize)> =
            super::TABLES.iter().map(|table| (*table, 0)).listed();
        for row in self.rows() {
            let counted = at.is_none_or(|at| row.holds(at));
            if let Some((_, count)) = counts.iter_mut().find(|(table, _)| *table == row.table) {
                *count += usize::from(counted);
            }
        }
        RowCounts(counts)
    }
}

/// Rows of each table of the rulebook, by the table's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowCounts(pub Vec<(&'static str, usize)>);

impl RowCounts {
    /// The rows of the table; none of one that there is not.
    pub fn of(&self, table: &str) -> usize {
        let found = self.0.iter().find(|(known, _)| *known == table);
        found.map_or(0, |(_, count)| *count)
    }
}

impl Serialize for RowCounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}
