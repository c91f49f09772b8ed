//! Parts of rows that other rows make idle. Nothing is decided wrongly by them, so they are
//! warnings, and no overlay is refused for them.

use super::{Lint, meets};
use crate::date::InForce;
use crate::issue::{Code, Issue};
use crate::rulebook::{Confidence, Method, Scope};

impl<'r> Lint<'r> {
    pub(super) fn warnings(&mut self) {
        for method in &self.rulebook.methods {
            if self.asks(&method.meta) && is_stranded(method) {
                self.idle("methods", &method.id, "/rails", "none of its rails is ever on".into());
            }
        }
        self.forms_and_rails();
        for rail in &self.rulebook.rails {
            if self.asks(&rail.meta) {
                let days = rail.limits.iter().map(|limit| &limit.in_force);
                self.outside("rails", &rail.id, &rail.meta.in_force, &mut days.enumerate());
                self.currencies(&rail.id, &rail.meta.in_force, &rail.currencies);
                for (country, _) in &rail.joined {
                    if !rail.countries.includes(country) {
                        let message = format!("{country} is not among its countries");
                        self.idle("rails", &rail.id, &format!("/joined/{country}"), message);
                    }
                }
            }
        }
        for gate in &self.rulebook.gates {
            if self.asks(&gate.meta) {
                let days = gate.limits.iter().map(|limit| &limit.in_force);
                self.outside("gates", &gate.id, &gate.meta.in_force, &mut days.enumerate());
            }
        }
    }

    fn idle(&mut self, table: &'static str, row: &'r str, field: &str, message: String) {
        self.add(table, row, field, Issue::new(Code::RowIdle, message));
    }

    /// Account forms whose countries and methods do not meet.
    fn forms_and_rails(&mut self) {
        for form in &self.rulebook.accounts {
            if !self.asks(&form.meta) {
                continue;
            }
            let rails = |method: &String| {
                let method = self.rulebook.method(method);
                method.map_or(&[][..], |method| method.rails.as_slice()).iter()
            };
            let mut found = Vec::new();
            for (place, method) in form.methods.iter().enumerate() {
                if !rails(method).any(|rail| meets(&rail.countries, &form.countries)) {
                    let message = format!("no rail of {method} goes to any of its countries");
                    found.push((format!("/methods/{place}"), message));
                }
            }
            if let Scope::Listed(countries) = &form.countries {
                for (place, country) in countries.iter().enumerate() {
                    let mut all = form.methods.iter().flat_map(rails);
                    if !all.any(|rail| rail.countries.includes(country)) {
                        let message = format!("no rail of its methods goes to {country}");
                        found.push((format!("/countries/{place}"), message));
                    }
                }
            }
            for (field, message) in found {
                self.idle("accounts", &form.id, &field, message);
            }
        }
    }

    /// Limits that count on no day on which their row does.
    fn outside(
        &mut self,
        table: &'static str,
        row: &'r str,
        days: &InForce,
        limits: &mut dyn Iterator<Item = (usize, &InForce)>,
    ) {
        for (place, limit) in limits {
            if !limit.overlaps(days) {
                let message = "lies outside the days of its row".to_owned();
                self.idle(table, row, &format!("/limits/{place}"), message);
            }
        }
    }

    /// Currencies that are in force on no day on which the rail is.
    fn currencies(&mut self, rail: &'r str, days: &InForce, carried: &[crate::money::Currency]) {
        for (place, currency) in carried.iter().enumerate() {
            let row = self.rulebook.currency_row(currency.code);
            let meets = |meta: &super::Meta| meta.enabled && meta.in_force.overlaps(days);
            if !row.is_some_and(|row| meets(&row.meta)) {
                let message = format!("{currency} is never in force when the rail is");
                self.idle("rails", rail, &format!("/currencies/{place}"), message);
            }
        }
    }
}

/// Whether no rail of the method is ever on, without one that only waits to be confirmed.
fn is_stranded(method: &Method) -> bool {
    let may_be_on = |rail: &crate::rulebook::Rail| match rail.meta.enabled {
        true => rail.meta.in_force.overlaps(&method.meta.in_force),
        false => rail.meta.confidence == Confidence::Unconfirmed,
    };
    !method.rails.iter().any(|rail| may_be_on(rail))
}
