//! Which listed names a name may be like: found by its words, so that only few are compared.

use super::score::{ONE_WORD_MOST, Side, Span, joined_terms, share, weight_of};
use super::similar::{self, EDITS_MOST, Letters, Term, likeness};
use super::tables::{Class, Tables};
use super::text::{Bearer, WORD_MOST, Word, words};
use crate::collect::Keyed;

/// Words of the lists, each once, by what they are found by.
#[derive(Debug, Default)]
struct Lexicon {
    terms: Vec<Term>,
    /// The names that have the word.
    postings: Vec<Vec<u32>>,
    /// Those of which it says who it is.
    as_full: Vec<Vec<u32>>,
    by_text: Keyed<'static, u32>,
    by_key: Keyed<'static, Vec<u32>>,
    by_skeleton: Keyed<'static, Vec<u32>>,
    by_row: Keyed<'static, Vec<u32>>,
    /// With the letters of each word, for most are passed over by them.
    by_length: Vec<Vec<(Letters, u32)>>,
    /// By the length of what is heard, which may be far shorter than what is written.
    by_sounds: Vec<Vec<(Letters, u32)>>,
}

impl Lexicon {
    /// The number of the word, which is of that name as well.
    fn add(&mut self, term: Term, name: u32, class: Class) -> u32 {
        let spelt = format!("{}{}", term.text, if term.abjad { "\u{1}" } else { "" });
        let next = count(self.terms.len());
        let id = self.by_text.get_or_add(spelt.into_bytes(), next).copied().unwrap_or(next);
        if id == next {
            push(&mut self.by_key, term.key.as_bytes(), id);
            push(&mut self.by_skeleton, term.skeleton.as_bytes(), id);
            if let Some(known) = term.known {
                push(&mut self.by_row, &known.row.to_be_bytes(), id);
            }
            file(&mut self.by_length, term.text.len(), (term.letters, id));
            file(&mut self.by_sounds, term.key.len(), (term.letters, id));
            self.terms.push(term);
            self.postings.push(Vec::new());
            self.as_full.push(Vec::new());
        }
        post(&mut self.postings, id, name);
        if class == Class::Full {
            post(&mut self.as_full, id, name);
        }
        id
    }

    fn term(&self, id: u32) -> Option<&Term> {
        self.terms.get(id as usize)
    }

    fn names(&self, id: u32) -> &[u32] {
        self.postings.get(id as usize).map_or(&[], Vec::as_slice)
    }

    fn names_as_full(&self, id: u32) -> &[u32] {
        self.as_full.get(id as usize).map_or(&[], Vec::as_slice)
    }

    /// The word of that text, with its vowels and without.
    fn written(&self, text: &str) -> impl Iterator<Item = u32> {
        let of_abjad = self.by_text.get(format!("{text}\u{1}"));
        self.by_text.get(text).into_iter().chain(of_abjad).copied()
    }

    /// The words that are heard or written alike, by themselves or without vowels.
    fn heard(&self, term: &Term) -> Vec<u32> {
        let mut found = Vec::new();
        found.extend(self.written(&term.text));
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
        let own = term.letters;
        let written = around(&self.by_length, term.text.len());
        found.extend(written.filter(|(other, _)| own.near_written(*other)).map(|(_, id)| id));
        let heard = around(&self.by_sounds, term.key.len());
        found.extend(heard.filter(|(other, _)| own.near_heard(*other)).map(|(_, id)| id));
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

fn file(words: &mut Vec<Vec<(Letters, u32)>>, length: usize, word: (Letters, u32)) {
    if words.len() <= length {
        words.resize(length + 1, Vec::new());
    }
    if let Some(alike) = words.get_mut(length) {
        alike.push(word);
    }
}

/// The words of about that length.
fn around(words: &[Vec<(Letters, u32)>], length: usize) -> impl Iterator<Item = &(Letters, u32)> {
    let lengths = length.saturating_sub(EDITS_MOST)..=length + EDITS_MOST;
    lengths.filter_map(|length| words.get(length)).flatten()
}

fn post(postings: &mut [Vec<u32>], id: u32, name: u32) {
    if let Some(names) = postings.get_mut(id as usize)
        && names.last() != Some(&name)
    {
        names.push(name);
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
    /// What the words weigh that say who it is.
    weight: u32,
    /// What all others weigh.
    rest: u32,
    /// How many are a first letter only.
    initials: u32,
    /// Which letters those are, a bit for each.
    initial_letters: u32,
    /// With which letters the words begin that say who it is.
    full_letters: u32,
}

impl Sums {
    fn of(words: &[Word]) -> Self {
        let mut sums = Sums::default();
        for Word { text, class, .. } in words {
            let weight = weight_of(*class, text.len());
            let first = text.bytes().next().filter(u8::is_ascii_lowercase);
            let letter = first.map_or(0, |first| 1_u32 << (first - b'a'));
            if *class == Class::Full {
                sums.weight += weight;
                sums.full_letters |= letter;
                continue;
            }
            sums.rest += weight;
            if *class == Class::Initial {
                sums.initials += 1;
                sums.initial_letters |= letter;
            }
        }
        sums
    }

    /// What the initials may stand for in the other name, at most.
    fn initials_most(self, other: Sums) -> u32 {
        let fits = self.initial_letters & other.full_letters != 0;
        if fits { WORD_MOST * self.initials } else { 0 }
    }
}

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
        let sums = Sums::of(&words);
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
    touched: bool,
    /// The word that was found last, counted from 1, and what it weighs there.
    last: u32,
    last_weight: u32,
    asked: u32,
    listed: u32,
}

impl Search {
    /// The name is looked at, whatever is found in it.
    fn touch(&mut self, name: u32) -> Option<&mut Tally> {
        let tally = self.tallies.get_mut(name as usize)?;
        if !tally.touched {
            tally.touched = true;
            self.touched.push(name);
        }
        Some(tally)
    }

    fn hit(&mut self, name: u32, word: u32, asked: u32, listed: u32) {
        let Some(tally) = self.touch(name) else { return };
        if tally.last != word {
            *tally = Tally {
                touched: true,
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
        let mut several = |(term, span)| (self.joined.add(term, name, Class::Full), span);
        let joined = joined.into_iter().map(&mut several).collect();
        let sums = Sums::of(&words);
        let mut known = |word: &Word| {
            let term = Term::of(word, tables);
            (self.words.add(term, name, word.class), word.class)
        };
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
        let mut touched = std::mem::take(&mut search.touched);
        if least <= ONE_WORD_MOST {
            // So much may be reached without any word that says who it is.
            touched = (0..count(self.names.len())).collect();
        }
        for name in touched {
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
            if *class == Class::Initial {
                continue;
            }
            let full = *class == Class::Full;
            let spelt = format!("{}{}", term.text, if term.abjad { "\u{1}" } else { "" });
            if !search.near.contains_key(&spelt) {
                search.near.add(spelt.clone().into_bytes(), self.words.near(term));
            }
            let near = search.near.get(&spelt).cloned().unwrap_or_default();
            // What does not say who it is has its weight in the rest; it counts where the listed
            // name says by it who it is.
            let weight = if full { weight_of(*class, term.text.len()) } else { 0 };
            for id in near {
                let there = self.words.term(id).map_or(0, |t| weight_of(Class::Full, t.text.len()));
                let names = if full { self.words.names(id) } else { self.words.names_as_full(id) };
                for name in names {
                    search.hit(*name, place, weight, there);
                }
            }
            let first = term.text.get(..1).filter(|_| full);
            for id in first.into_iter().flat_map(|first| self.words.written(first)) {
                // Its weight is among what initials may come to.
                for name in self.words.names(id) {
                    search.touch(*name);
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
                        search.hit(*name, place, 3 * WORD_MOST, WORD_MOST);
                    }
                }
            }
        }
        for (place, (one, _)) in (apart..).zip(&asked.words) {
            for id in self.joined.heard(one) {
                if self.joined.term(id).is_some_and(|several| is_joined(several, one)) {
                    for name in self.joined.names(id) {
                        search.hit(*name, place, WORD_MOST, 3 * WORD_MOST);
                    }
                }
            }
        }
    }
}

/// Whether a name of which that much was found may score so much: it is taken for certain that
/// what was found is exact, and that whatever was not looked for is there.
fn may_reach(found: &Tally, asked: Sums, listed: Sums, least: u32) -> bool {
    let (of_asked, of_listed) = (asked.initials_most(listed), listed.initials_most(asked));
    let weight = found.asked + found.listed + asked.rest + listed.rest + of_asked + of_listed;
    let left_asked = asked.weight.saturating_sub(found.asked + of_listed);
    let left_listed = listed.weight.saturating_sub(found.listed + of_asked);
    share(1000 * weight, weight, left_asked, left_listed) >= least
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
