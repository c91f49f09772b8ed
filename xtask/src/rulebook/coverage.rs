//! The matrix of countries, currencies and methods as a table for people.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use payout_rules::Engine;
use payout_rules::coverage::{CellStatus, Coverage, CoverageRequest};
use payout_rules::date::AsOf;
use payout_rules::rulebook::PayeeType;
use payout_rules::tools::methods;

/// Prints the table, or the answer of the engine itself. The exit code is 1 when a cell is unknown.
pub fn run(at: Option<&str>, kind: Option<&str>, json: bool) -> Result<ExitCode> {
    let engine = super::engine()?;
    let at = match at {
        Some(text) => AsOf::parse(text).with_context(|| format!("\"{text}\" is not a day"))?,
        None => AsOf::Day(engine.rulebook().as_of),
    };
    let kind = match kind {
        Some(word) => match PayeeType::WORDS.iter().find(|(known, _)| *known == word) {
            Some((_, kind)) => Some(*kind),
            None => bail!("\"{word}\" is not a type of payee: individual or business"),
        },
        None => None,
    };
    let answer = engine.coverage(&CoverageRequest { at, kind, country: None });
    if json {
        println!("{}", serde_json::to_string(&answer)?);
    } else {
        lines(&engine, &answer).iter().for_each(|line| println!("{line}"));
    }
    Ok(if answer.counts.unknown == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A line for each country, then the totals.
fn lines(engine: &Engine, answer: &Coverage) -> Vec<String> {
    let mut lines = Vec::new();
    for row in &engine.rulebook().countries {
        let own = || answer.cells.iter().filter(|cell| cell.country == row.country);
        let methods = methods(
            own()
                .filter(|cell| cell.status == CellStatus::Open)
                .map(|cell| (cell.method.to_owned(), cell.currency)),
        );
        let unknown = own().filter(|cell| cell.status == CellStatus::Unknown).map(|cell| {
            let why = cell.reason.map_or("", |code| code.as_str());
            format!("UNKNOWN {} {} ({why})", cell.method, cell.currency)
        });
        let closed = own().filter(|cell| methods.is_empty() && cell.method == "*").map(|cell| {
            let why = cell.reason.map_or("", |code| code.as_str());
            format!("closed by {} ({why})", cell.by)
        });
        let said: Vec<String> = methods.iter().cloned().chain(unknown).chain(closed).collect();
        lines.push(format!("{} {}", row.country, said.join(", ")));
    }
    let counts = &answer.counts;
    lines.push(format!(
        "{} of {} countries have an open method; {} currencies, {} methods; cells: {} open, {} closed, {} unknown",
        counts.countries_open, counts.countries, counts.currencies, counts.methods, counts.open,
        counts.closed, counts.unknown,
    ));
    lines
}
