//! How well screening does on labelled pairs of names. What is printed stands in
//! `docs/screening.md`; the test fails when something else does. With `SHOW=tuned` it also prints the
//! pairs that came out otherwise than they were labelled.

use super::{one, screen, screener};
use serde_json::{Value, json};

const PAIRS: &str = include_str!("pairs.tsv");

/// A pair, as it was labelled and as it came out.
struct Judged {
    label: &'static str,
    outcome: String,
    held_out: bool,
    shown: String,
}

fn judged() -> Vec<Judged> {
    let rows = PAIRS.lines().filter(|line| !line.starts_with('#'));
    let judge = |(place, line): (usize, &'static str)| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [label, of, asked, listed] = cells.as_slice() else { panic!("{line}") };
        let (kind, entry) = match *of {
            "p" => (json!("individual"), "individual"),
            "c" => (json!("business"), "entity"),
            _ => (Value::Null, "unknown"),
        };
        let screener = screener(&one(listed, entry), &Value::Null);
        let request = json!({ "name": asked, "type": kind, "at": "2026-11-21T10:00:00Z" });
        let answer = screen(&screener, &request);
        let outcome = answer["outcome"].as_str().unwrap().to_owned();
        let shown = format!("{label} {outcome} {} {asked} = {listed}", answer["score"]);
        Judged { label, outcome, held_out: place % 3 == 2, shown }
    };
    rows.enumerate().map(judge).collect()
}

/// Of a hundred thousand: precision, recall and their harmonic mean.
fn figures(pairs: &[&Judged], right: &[&str], found: &[&str]) -> [usize; 3] {
    let is_right = |pair: &&&Judged| right.contains(&pair.label);
    let is_found = |pair: &&&Judged| found.contains(&pair.outcome.as_str());
    let both = pairs.iter().filter(|pair| is_right(pair) && is_found(pair)).count();
    let of = |count: usize| (100_000 * both).checked_div(count).unwrap_or(0);
    let (all_found, all_right) =
        (pairs.iter().filter(is_found).count(), pairs.iter().filter(is_right).count());
    let mean = (200_000 * both).checked_div(all_found + all_right).unwrap_or(0);
    [of(all_found), of(all_right), mean]
}

const DOCUMENT: &str = include_str!("../../docs/screening.md");

#[test]
fn screening_is_as_good_as_the_documents_say() {
    let judged = judged();
    assert!(judged.len() >= 300, "{} pairs", judged.len());
    for (name, held_out) in [("tuned", false), ("held out", true)] {
        let part: Vec<&Judged> = judged.iter().filter(|pair| pair.held_out == held_out).collect();
        for (at, right, found) in [
            ("hold", &["same", "near"][..], &["hold", "block"][..]),
            ("block", &["same"], &["block"]),
        ] {
            let percent = |figure: usize| format!("{}.{} %", figure / 10, figure % 10);
            let [precision, recall, mean] =
                figures(&part, right, found).map(|figure| percent((figure + 50) / 100));
            let pairs = part.len();
            println!(
                "figure screening, {name} ({pairs} pairs), at {at}: precision {precision}, \
                 recall {recall}, F1 {mean}"
            );
            let row = format!("| {name} ({pairs}) | at {at} | {precision} | {recall} | {mean} |");
            assert!(DOCUMENT.contains(&row), "docs/screening.md does not say {row}");
        }
    }
    if let Ok(part) = std::env::var("SHOW") {
        let wrong = |pair: &&Judged| match pair.label {
            "same" => pair.outcome != "block",
            "near" => pair.outcome != "hold",
            _ => pair.outcome != "clear",
        };
        let held_out = part == "held";
        let shown = judged.iter().filter(|pair| pair.held_out == held_out).filter(wrong);
        shown.for_each(|pair| println!("{}", pair.shown));
    }
}
