//! An oracle for money: every quote worked out a second time in exact numbers of any size, from what
//! the rulebook's README says and not from the engine's sources, and compared in the JSON that
//! every host gets.
//!
//! `PAYOUT_RULES_ORACLE_QUOTES` asks for more quotes, `PAYOUT_RULES_ORACLE_SEED` for others.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

mod book;
mod compare;
mod draw;
mod exact;
mod model;
mod rng;
mod search;

use book::Currency;
use compare::{Counts, compare};
use exact::Mode;
use payout_rules::value::read;
use payout_rules::wire;
use rng::Rng;
use std::{env, thread};

const SEED: u64 = 20_261_121;
const QUOTES: usize = 100_000;
/// Disagreements that are shown.
const SHOWN: usize = 12;

fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap())
}

/// What one share of the quotes came to.
#[derive(Default)]
struct Share {
    counts: Counts,
    wrong: Vec<String>,
}

/// Asks about the pairs at these places, by rulebooks that round so.
fn share(
    rounding: Mode,
    seed: u64,
    currencies: &[Currency],
    places: impl Iterator<Item = usize>,
) -> Share {
    let mut rng = Rng(seed);
    let other = *rng.pick(&[5, 6, 7, 9, 10]);
    let books = [8, other].map(|digits| book::book(&mut rng, rounding, digits, currencies));
    let mut share = Share::default();
    for place in places {
        let (source, payout) = (place / currencies.len(), place % currencies.len());
        let book = rng.pick(&books);
        let request = draw::draw(&mut rng, book, currencies, (source, payout));
        let answer = wire::quote(&book.engine, &read(&request.text).unwrap());
        share.counts.add(&request, &answer, book);
        share.wrong.extend(compare(&request, &answer, currencies).err());
    }
    share
}

#[test]
fn quotes_agree_with_exact_numbers() {
    let seed = number("PAYOUT_RULES_ORACLE_SEED").unwrap_or(SEED);
    let total = number("PAYOUT_RULES_ORACLE_QUOTES").map_or(QUOTES, |count| count as usize);
    let currencies = book::currencies();
    let (pairs, modes) = (currencies.len().pow(2), [Mode::HalfEven, Mode::HalfUp, Mode::Down]);
    assert!(total < QUOTES || total >= 3 * pairs, "{pairs} pairs are too many for {total} quotes");
    let mut all = Share::default();
    thread::scope(|scope| {
        let currencies = &currencies;
        // Every share takes every third place, and comes to every pair in turn.
        let shares = modes.into_iter().enumerate().map(|(first, rounding)| {
            let places = (first..total).step_by(modes.len()).map(move |place| place % pairs);
            scope.spawn(move || share(rounding, seed + first as u64, currencies, places))
        });
        for share in shares.collect::<Vec<_>>() {
            let share = share.join().unwrap();
            all.counts.merge(share.counts);
            all.wrong.extend(share.wrong);
        }
    });
    println!("seed {seed}, {} currencies, {pairs} pairs, {total} quotes", currencies.len());
    all.counts.print();
    let shown: Vec<&String> = all.wrong.iter().take(SHOWN).collect();
    for what in &shown {
        println!("{what}");
    }
    assert!(all.wrong.is_empty(), "{} disagreements; shown: {}", all.wrong.len(), shown.len());
    all.counts.assert_met(total);
}
