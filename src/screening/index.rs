//! Which listed names a name may be like: found by its words, so that only few are compared.

use super::score::{Side, Span, joined_terms, share, weight_of};
use super::similar::{self, Letters, Term, edits_most, likeness};
use super::tables::{Class, Tables};
use super::text::{Bearer, Word, words};
use crate::collect::Keyed;

/// Words of the lists, each once, by what they are found by.
#[derive(Debug, Default)]
struct Lexicon {
    terms: Vec<Term>,
    /// The names that have the word.
    postings: Vec<Vec<u32>>,
    by_text: Keyed<'static, u32>,
    by_key: Keyed<'static, Vec<u32>>,
    by_skeleton: Keyed<'static, Vec<u32>>,
    by_row: Keyed<'static, Vec<u32>>,
    /// With the letters of each word, for most are passed over by them.
    by_length: Vec<Vec<(Letters, u32)>>,
}

impl Lexicon {
    /// The number of the word, which is of that name as well.
    fn add(&mut self, term: Term, name: u32) -> u32 {
        let spelt = format!("{}{}", term.text, if term.abjad { "\u{1}" } else { "" });
        let next = count(self.terms.len());
        let id = self.by_text.get_or_add(spelt.into_bytes(), next).copied().unwrap_or(next);
        if id == next {
            push(&mut self.by_key, term.key.as_bytes(), id);
            push(&mut self.by_skeleton, term.skeleton.as_bytes(), id);
            if let Some(known) = term.known {
                push(&mut self.by_row, &known.row.to_be_bytes(), id);
            }
            let length = term.text.len();
            if self.by_length.len() <= length {
                self.by_length.resize(length + 1, Vec::new());
            }
            if let Some(alike) = self.by_length.get_mut(length) {
                alike.push((term.letters, id));
            }
            self.terms.push(term);
            self.postings.push(Vec::new());
        }
        if let Some(names) = self.postings.get_mut(id as usize)
            && names.last() != Some(&name)
        {
            names.push(name);
        }
        id
    }

    fn term(&self, id: u32) -> Option<&Term> {
        self.terms.get(id as usize)
    }

    fn names(&self, id: u32) -> &[u32] {
        self.postings.get(id as usize).map_or(&[], Vec::as_slice)
    }

    /// The words that are heard or written alike, by themselves or without vowels.
    fn heard(&self, term: &Term) -> Vec<u32> {
        let mut found = Vec::new();
        found.extend(self.by_text.get(&term.text));
        found.extend(self.by_text.get(format!("{}\u{1}", term.text)));
        found.extend(self.by_key.get(&term.key).into_iter().flatten());
        let of_skeleton = self.by_skeleton.get(&term.skeleton).into_iter().flatten();
        found.extend(
            of_skeleton.filter(|id| self.term(**id).is_some_and(|other| other.abjad != term.abjad)),
        );
        found
    }

    /// Every word that is like this one.
    fn near(&self, term: &Term) -> Vec<u32> {
        let mut found = self.heard(term);
        if let Some(known) = term.known {
            found.extend(self.by_row.get(known.row.to_be_bytes()).into_iter().flatten());
        }
        let length = term.text.len();
        for other in length.saturating_sub(4)..=length + 4 {
            let edits = edits_most(length.max(other));
            let of_length = self.by_length.get(other).into_iter().flatten();
            let fits = |(letters, _): &&(Letters, u32)| term.letters.near(*letters, edits);
            let near = of_length.filter(|_| edits > 0).filter(fits);
            found.extend(near.map(|(_, id)| id));
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|id| self.term(*id).is_some_and(|other| likeness(term, other).is_some()));
        found
    }
}

fn push(ids: &mut Keyed<'static, Vec<u32>>, key: &[u8], id: u32) {
    if let Some(ids) = ids.get_or_add(key.to_vec(), Vec::new()) {
        ids.push(id);
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A name of a list, by the numbers of its words.
#[derive(Debug)]
struct Listed {
    words: Vec<(u32, Class)>,
    joined: Vec<(u32, Span)>,
    sums: Sums,
}

/// What a name's words come to.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    /// How many words say who it is.
    full: u32,
    /// What they weigh.
    weight: u32,
    /// What all others weigh.
    rest: u32,
    /// How many are a first letter only.
    initials: u32,
}

impl Sums {
    fn of(words: &[(usize, Class)]) -> Self {
        let mut sums = Sums::default();
        for (letters, class) in words {
            let weight = weight_of(*class, *letters);
            if *class == Class::Full {
                sums.full += 1;
                sums.weight += weight;
            } else {
                sums.rest += weight;
                sums.initials += u32::from(*class == Class::Initial);
            }
        }
        sums
    }
}

/// The heaviest a word can be.
const WORD_MOST: u32 = 8;

/// All names of all lists.
#[derive(Debug, Default)]
pub struct Index {
    words: Lexicon,
    joined: Lexicon,
    names: Vec<Listed>,
}

/// A name that is looked for.
#[derive(Debug)]
pub struct Asked {
    words: Vec<(Term, Class)>,
    joined: Vec<(Term, Span)>,
    sums: Sums,
}

impl Asked {
    /// The name as it is compared; `None` when there is nothing to compare.
    pub fn new(written: &str, bearer: Bearer, tables: &Tables) -> Option<Self> {
        let words = words(written, bearer, tables);
        let sums = Sums::of(&lengths(&words));
        let joined = joined_terms(&words, tables);
        let terms = words.iter().map(|word| (Term::of(word, tables), word.class)).collect();
        (!words.is_empty()).then_some(Asked { words: terms, joined, sums })
    }

    /// The name as the scorer wants it.
    pub fn side(&self) -> Side<'_> {
        let words = self.words.iter().map(|(term, class)| (term, *class)).collect();
        Side { words, joined: self.joined.iter().map(|(term, span)| (term, *span)).collect() }
    }
}

fn lengths(words: &[Word]) -> Vec<(usize, Class)> {
    words.iter().map(|word| (word.text.len(), word.class)).collect()
}

/// What a search keeps: which words of the lists are like a word, once for each word, and the
/// tally of one name.
#[derive(Debug, Default)]
pub struct Search {
    near: Keyed<'static, Vec<u32>>,
    tallies: Vec<Tally>,
    touched: Vec<u32>,
}

/// What of the name is found in a listed one.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    hits: u32,
    /// The word that was found last, counted from 1, and what it weighs there.
    last: u32,
    last_weight: u32,
    asked: u32,
    listed: u32,
}

impl Search {
    fn hit(&mut self, name: u32, word: u32, words: u32, asked: u32, listed: u32) {
        let Some(tally) = self.tallies.get_mut(name as usize) else { return };
        if tally.hits == 0 {
            self.touched.push(name);
        }
        if tally.last != word {
            *tally = Tally {
                hits: tally.hits + words,
                last: word,
                last_weight: listed,
                asked: tally.asked + asked,
                listed: tally.listed + listed,
            };
        } else if listed > tally.last_weight {
            tally.listed += listed - tally.last_weight;
            tally.last_weight = listed;
        }
    }
}

impl Index {
    /// Takes in a name; `false` when there is nothing in it to compare.
    pub fn add(&mut self, written: &str, bearer: Bearer, tables: &Tables) -> bool {
        let words = words(written, bearer, tables);
        if words.is_empty() {
            return false;
        }
        let name = count(self.names.len());
        let joined = joined_terms(&words, tables);
        let joined =
            joined.into_iter().map(|(term, span)| (self.joined.add(term, name), span)).collect();
        let sums = Sums::of(&lengths(&words));
        let mut known = |word: &Word| (self.words.add(Term::of(word, tables), name), word.class);
        self.names.push(Listed { words: words.iter().map(&mut known).collect(), joined, sums });
        true
    }

    /// The listed name as the scorer wants it.
    pub fn side(&self, name: u32) -> Option<Side<'_>> {
        let listed = self.names.get(name as usize)?;
        let word = |(id, class): &(u32, Class)| Some((self.words.term(*id)?, *class));
        let words = listed.words.iter().filter_map(word).collect();
        let joined = |(id, span): &(u32, Span)| Some((self.joined.term(*id)?, *span));
        let joined = listed.joined.iter().filter_map(joined).collect();
        Some(Side { words, joined })
    }

    /// The names that may score so much or more: all of them, and few others.
    pub fn candidates(&self, asked: &Asked, least: u32, search: &mut Search) -> Vec<u32> {
        search.tallies.resize(self.names.len(), Tally::default());
        self.tally_words(asked, search);
        self.tally_joined(asked, search);
        let mut found = Vec::new();
        for name in std::mem::take(&mut search.touched) {
            let tally = search.tallies.get_mut(name as usize).map(std::mem::take);
            let listed = self.names.get(name as usize);
            if let Some((tally, listed)) = tally.zip(listed)
                && may_reach(&tally, asked.sums, listed.sums, least)
            {
                found.push(name);
            }
        }
        found.sort_unstable();
        found
    }

    fn tally_words(&self, asked: &Asked, search: &mut Search) {
        for (place, (term, class)) in (1..).zip(&asked.words) {
            if *class != Class::Full {
                continue;
            }
            let spelt = format!("{}{}", term.text, if term.abjad { "\u{1}" } else { "" });
            if !search.near.contains_key(&spelt) {
                search.near.add(spelt.clone().into_bytes(), self.words.near(term));
            }
            let near = search.near.get(&spelt).cloned().unwrap_or_default();
            let weight = weight_of(*class, term.text.len());
            for id in near {
                let there = self.words.term(id).map_or(0, |t| weight_of(Class::Full, t.text.len()));
                for name in self.words.names(id) {
                    search.hit(*name, place, 1, weight, there);
                }
            }
        }
    }

    /// What one of two names writes as one word and the other as several.
    fn tally_joined(&self, asked: &Asked, search: &mut Search) {
        let together = count(asked.words.len()) + 1;
        let apart = together + count(asked.joined.len());
        let is_joined = |several: &Term, one: &Term| similar::joined(several, one).is_some();
        for (place, (several, _)) in (together..).zip(&asked.joined) {
            for id in self.words.heard(several) {
                if self.words.term(id).is_some_and(|one| is_joined(several, one)) {
                    for name in self.words.names(id) {
                        search.hit(*name, place, 2, 3 * WORD_MOST, WORD_MOST);
                    }
                }
            }
        }
        for (place, (one, _)) in (apart..).zip(&asked.words) {
            for id in self.joined.heard(one) {
                if self.joined.term(id).is_some_and(|several| is_joined(several, one)) {
                    for name in self.joined.names(id) {
                        search.hit(*name, place, 2, WORD_MOST, 3 * WORD_MOST);
                    }
                }
            }
        }
    }
}

/// Whether a name of which that much was found may score so much: it is taken for certain that
/// what was found is exact, and that whatever was not looked for is there.
fn may_reach(found: &Tally, asked: Sums, listed: Sums, least: u32) -> bool {
    if found.hits < asked.full.min(listed.full).min(2) {
        return false;
    }
    let initials = WORD_MOST * (asked.initials + listed.initials);
    let weight = found.asked + found.listed + asked.rest + listed.rest + initials;
    let left = |sums: Sums, found: u32, other: Sums| {
        sums.weight.saturating_sub(found + WORD_MOST * other.initials)
    };
    let left_asked = left(asked, found.asked, listed);
    let left_listed = left(listed, found.listed, asked);
    share(1000 * weight, weight, left_asked, left_listed) >= least
}
