//! Every limit of every gate against a table written from the sources: a minor unit below the
//! limit, at it and above it, and counts likewise, on the first and the last second of its dates and
//! beside them; what it does, and what opens it.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

mod demands;
mod regions;
mod table;

use payout_rules::Engine;
use payout_rules::date::{Date, parse_moment};
use payout_rules::rulebook::PayeeType;
use rust_decimal::Decimal;
use serde_json::json;
use table::{DEFAULT, ENGINE, ROWS, Row, ask, reason};

fn speaks(engine: &Engine, row: &Row, sum: Decimal, count: usize, at: &str) -> bool {
    reason(&ask(engine, row, row.stranger(), sum, count, at), row.gate).is_some()
}

/// Sums and counts at the limit and beside it; what cannot be paid is left out.
fn beside(row: &Row) -> Vec<(Decimal, usize)> {
    let unit = row.unit();
    let (amount, _) = row.amount;
    let sums = [amount - unit, amount, amount + unit];
    let Some((count, _)) = row.count else {
        let plain = if row.by_payout() || amount.is_zero() { 1 } else { 2 };
        let payable = |sum: &Decimal| *sum >= unit * Decimal::from(plain);
        return sums.into_iter().filter(payable).map(|sum| (sum, plain)).collect();
    };
    let count: usize = count.try_into().unwrap();
    sums.iter().flat_map(|sum| [count - 1, count, count + 1].map(|count| (*sum, count))).collect()
}

/// The moments at which it begins and ends, and the seconds beside them.
fn edges(row: &Row) -> Vec<String> {
    let beside = |moment: &str, step| parse_moment(moment).unwrap().plus_seconds(step).to_string();
    let [first, last] = row.moments;
    let mut edges = vec![row.moment().to_owned()];
    edges.extend(first.into_iter().flat_map(|first| [beside(first, -1), first.to_owned()]));
    edges.extend(last.into_iter().flat_map(|last| [last.to_owned(), beside(last, 1)]));
    edges
}

#[test]
fn each_limit_fires_past_its_figures_and_on_its_days_only() {
    let mut wrong = Vec::new();
    let mut asked = 0;
    for row in ROWS.iter() {
        for at in edges(row) {
            for (sum, count) in beside(row) {
                // Before and after it another limit of the gate may count.
                let mut own = ROWS.iter().filter(|other| {
                    let same = other.gate == row.gate && other.payee == row.payee;
                    same && other.fires() && other.is_on(&at)
                });
                let expected = own.any(|other| other.is_crossed(sum, count));
                asked += 1;
                if speaks(&ENGINE, row, sum, count, &at) != expected {
                    wrong.push(format!("{} {sum} in {count} at {at}: not {expected}", row.gate));
                }
                if row.off && speaks(&DEFAULT, row, sum, count, &at) {
                    wrong.push(format!("{} is not off", row.gate));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {asked}: {wrong:#?}", wrong.len());
    assert!(asked > 700, "{asked}");
}

#[test]
fn the_table_has_every_limit_and_no_other() {
    for gate in &DEFAULT.rulebook().gates {
        let own: Vec<&Row> = ROWS.iter().filter(|row| row.gate == gate.id).collect();
        assert_eq!(own.len(), gate.limits.len(), "{}", gate.id);
        assert!(own.iter().all(|row| row.off != gate.meta.enabled), "{}", gate.id);
        for limit in &gate.limits {
            let day = |day: Option<Date>| day.map(|day| day.to_string());
            let days = [day(limit.in_force.from), day(limit.in_force.until)];
            let amount = limit.amount.unwrap();
            let kinds = |row: &Row| {
                let kind = row.says("type");
                kind.is_none_or(|kind| limit.payee_types.names(&kind_of(kind)))
            };
            let found = own.iter().filter(|row| {
                row.amount == (amount.limit.amount().normalize(), amount.strict)
                    && row.currency == amount.limit.currency().code()
                    && row.count == limit.count.map(|count| (count.limit.into(), count.strict))
                    && row.days.map(|day| day.map(str::to_owned)) == days
                    && row.fires() == limit.effective
                    && (row.rate == limit.rate.map(|rate| rate.normalize()) || !row.fires())
                    && kinds(row)
            });
            assert_eq!(found.count(), 1, "{}: {limit:?}", gate.id);
        }
    }
    let known = |row: &&Row| DEFAULT.rulebook().gates.iter().any(|gate| gate.id == row.gate);
    assert!(ROWS.iter().all(|row| known(&row)));
}

fn kind_of(word: &str) -> PayeeType {
    let mut words = PayeeType::WORDS.iter();
    words.find(|(known, _)| *known == word).unwrap().1
}

#[test]
fn what_is_withheld_is_the_rate_of_the_payout() {
    for row in ROWS.iter().filter(|row| row.does == "withhold") {
        let mut payee = row.stranger();
        let (sum, unit) = (row.amount.0 + Decimal::from(1000), row.unit());
        if row.count.is_some() {
            payee["totals"] = json!({ "2026": { "amount": { "value": row.amount.0.to_string(), "currency": row.currency }, "count": 200 } });
        }
        let answer = ask(&ENGINE, row, payee, sum, 1, row.moment());
        let reason = reason(&answer, row.gate).unwrap_or_else(|| panic!("{row:?} {answer}"));
        let rate = row.rate.unwrap();
        assert_eq!(reason["params"]["rate"], rate.to_string(), "{row:?}");
        let withheld: Decimal = reason["params"]["withheld"].as_str().unwrap().parse().unwrap();
        assert!((withheld - sum * rate).abs() < unit, "{row:?} {withheld}");
        assert!(answer["withhold"]["rate"].is_string(), "{row:?}");
    }
}

#[test]
fn totals_count_under_the_name_of_the_laws_own_period() {
    for (gate, at, key, other) in [
        ("us.1099nec", "2026-05-22T15:04:00Z", "2026", "2026-05-22"),
        ("in.194o", "2026-03-31T18:29:59Z", "2025-04/2026-03", "2026"),
        ("in.194o", "2025-03-31T18:30:00Z", "2025-04/2026-03", "2025"),
        ("eu.emoney", "2026-05-31T21:59:59Z", "2026-05", "2026-06"),
        ("eu.emoney", "2026-05-31T22:00:00Z", "2026-06", "2026-05"),
    ] {
        let row = ROWS.iter().find(|row| row.gate == gate && row.is_on(at)).unwrap();
        let speaks = |key: &str| {
            let amount = json!({ "value": row.amount.0.to_string(), "currency": row.currency });
            let mut payee = row.stranger();
            payee["totals"] = json!({ key: { "amount": amount, "count": 1 } });
            reason(&ask(&DEFAULT, row, payee, row.unit(), 1, at), gate).is_some()
        };
        assert!(speaks(key) && !speaks(other), "{gate} {at}");
    }
}
