//! The index finds whatever the scorer would hold: each listed name is scored, and compared with
//! what the index finds.

use super::super::score::score;
use super::*;
use proptest::prelude::*;

/// Of every class and of several scripts, some of which are one when written together.
const WORDS: [&str; 48] = [
    "Vladimir",
    "Wladimir",
    "Viktor",
    "V.",
    "Kuznetsov",
    "Kuznezov",
    "K.",
    "John",
    "Ivan",
    "Andrew",
    "A.",
    "J.",
    "Smith",
    "Smyth",
    "S.",
    "Li",
    "Wu",
    "王",
    "Wang",
    "Konstantin",
    "Mohammed",
    "محمد",
    "عبد",
    "Abd",
    "Rahman",
    "Abdurrahman",
    "alrahman",
    "al",
    "bin",
    "von",
    "der",
    "of",
    "Bank",
    "Trading",
    "Oil",
    "Group",
    "Moscow",
    "Zarya",
    "Zaryabank",
    "Mac",
    "Donald",
    "Macdonald",
    "Ltd",
    "S.A.",
    "Dr",
    "Schtscherbakow",
    "Sherbakov",
    "7",
];

const BEARERS: [Bearer; 3] = [Bearer::Person, Bearer::Thing, Bearer::Unknown];

type Name = (String, Bearer);

fn name() -> impl Strategy<Value = Name> {
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 1..6);
    (words, prop::sample::select(&BEARERS[..])).prop_map(|(words, of)| (words.join(" "), of))
}

/// What the scorer would hold and the index does not find.
fn missed(listed: &[Name], asked: &Name, tables: &Tables) -> Vec<String> {
    let mut index = Index::default();
    let (mut names, mut missed) = (Vec::new(), Vec::new());
    names.extend(listed.iter().filter(|(name, of)| index.add(name, *of, tables)));
    let Some(terms) = Asked::new(&asked.0, asked.1, tables) else { return missed };
    for least in [700, 750, 800, 801, 850, 880, 920, 960, 1000] {
        let found = index.candidates(&terms, least, &mut Search::default());
        for (number, name) in (0..).zip(&names) {
            let Some(side) = index.side(number) else { continue };
            let total = score(&terms.side(), &side).total;
            if total >= least && !found.contains(&number) {
                missed.push(format!("{asked:?} is like {name:?}: {total}, from {least} on"));
            }
        }
    }
    missed
}

#[test]
fn what_was_missed_once_is_found() {
    use Bearer::{Person, Thing};
    let tables = Tables::new();
    let mut all = Vec::new();
    for (asked, of, listed, kind) in [
        ("J. Andrew Smith", Person, "John A. Smith", Person),
        ("Vladimir K. Smith", Person, "V. Kuznetsov Smith", Person),
        // One word of several, and none that says who it is: no more than 0.800.
        ("Konstantin Li", Person, "Konstantin Wu", Person),
        ("S. Wu", Person, "Smith", Person),
        ("Smith", Person, "S. Wu", Person),
        ("Li of the von and der", Person, "Wu of the von and der", Person),
        // Matched by their initials only.
        ("J. Smith", Person, "John S.", Person),
        ("J. A. B. Smith", Person, "John A. B. S.", Person),
        // A word that is general for one of the two.
        ("Bank Smith", Thing, "Bank S.", Person),
        ("Zarya Bank Oil Trading", Thing, "Zarya Bank Oil Trading", Person),
        // Heard alike, with many letters more.
        ("Ivan Schtscherbakow", Person, "Ivan Sherbakov", Person),
    ] {
        let (asked, listed) = ((asked.to_owned(), of), (listed.to_owned(), kind));
        all.extend(missed(&[listed], &asked, &tables));
    }
    assert_eq!(all, [""; 0]);
}

#[test]
fn whatever_the_scorer_would_hold_is_found() {
    let tables = Tables::new();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) };
    proptest!(config, |(listed in prop::collection::vec(name(), 1..60), asked in name())| {
        prop_assert_eq!(missed(&listed, &asked, &tables), [""; 0]);
    });
}
