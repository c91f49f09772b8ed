//! How alike two words are.

use super::sound;
use super::tables::{Known, Tables};
use super::text::Word;
use crate::words::words;
use strsim::osa_distance;

words! {
    /// In what a word of one name is that of the other.
    How {
        /// Letter by letter.
        Exact = "exact",
        /// Another way to write the same name.
        Variant = "variant",
        /// The same name in another language.
        Translation = "translation",
        /// Heard alike.
        Sound = "sound",
        /// The same consonants, where one script has no vowels.
        Script = "script",
        /// But for a few letters.
        Spelling = "spelling",
        /// The first letter, and no more is said.
        Initial = "initial",
        /// Words that the other name writes as one.
        Joined = "joined",
        /// The other name has no such word.
        Missing = "missing",
    }
}

/// How alike, in thousandths.
pub type Likeness = (u32, How);

/// A word as it is compared: its text and what is known of it.
#[derive(Debug, Clone)]
pub struct Term {
    pub text: String,
    pub key: String,
    pub skeleton: String,
    pub known: Option<Known>,
    pub abjad: bool,
    pub letters: Letters,
    has_digit: bool,
}

impl Term {
    /// What is compared of a word.
    pub fn of(word: &Word, tables: &Tables) -> Self {
        Term::new(word.text.clone(), word.known, word.abjad, tables)
    }

    /// Several words written as one.
    pub fn joined(words: &[Word], tables: &Tables) -> Self {
        let text = words.iter().map(|word| word.text.as_str()).collect();
        Term::new(text, None, words.iter().any(|word| word.abjad), tables)
    }

    fn new(text: String, known: Option<Known>, abjad: bool, tables: &Tables) -> Self {
        let key = sound::key(&text, tables);
        let skeleton = sound::skeleton(&text, tables);
        let letters = Letters::of(&text, &key);
        let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
        Term { text, key, skeleton, known, abjad, letters, has_digit }
    }

    /// Whether they have the same consonants, where one of them is written without vowels.
    fn same_consonants(&self, other: &Term) -> bool {
        self.abjad != other.abjad && self.skeleton == other.skeleton && !self.skeleton.is_empty()
    }
}

/// Enough of a word to pass over most that are not near it.
#[derive(Debug, Clone, Copy)]
pub struct Letters {
    text: Mask,
    key: Mask,
}

/// How many letters, which of them once and twice, and the first.
#[derive(Debug, Clone, Copy)]
struct Mask {
    letters: u64,
    length: u16,
    first: u8,
}

impl Mask {
    fn of(text: &str) -> Self {
        let mut letters = 0_u64;
        for byte in text.bytes().filter(u8::is_ascii_alphabetic) {
            let bit = 1_u64 << (2 * (byte.to_ascii_lowercase() - b'a'));
            letters |= if letters & bit == 0 { bit } else { bit << 1 };
        }
        let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
        Mask { letters, length, first: text.bytes().next().unwrap_or(0) }
    }

    /// Whether so few edits could make one of the other: an edit changes two bits at most.
    fn near(self, other: Mask, edits: usize) -> bool {
        // With another first letter, more edits than these leave too little.
        let longest = usize::from(self.length.max(other.length));
        let edits = if self.first == other.first { edits } else { edits.min(longest / 5) };
        usize::from(self.length.abs_diff(other.length)) <= edits
            && (self.letters ^ other.letters).count_ones() as usize <= 2 * edits
    }
}

impl Letters {
    fn of(text: &str, key: &str) -> Self {
        Letters { text: Mask::of(text), key: Mask::of(key) }
    }

    /// The edits after which the longer word is still the same.
    fn edits(self, other: Letters) -> usize {
        edits_most(usize::from(self.text.length.max(other.text.length)))
    }

    /// Whether so few edits of letters could make one of the other: cheap, and never wrongly
    /// `false`.
    pub fn near_written(self, other: Letters) -> bool {
        let edits = self.edits(other);
        edits > 0 && self.text.near(other.text, edits)
    }

    /// The same of sounds.
    pub fn near_heard(self, other: Letters) -> bool {
        let edits = self.edits(other);
        edits > 0 && self.key.near(other.key, edits)
    }
}

/// How alike two words are; `None` when they are not.
pub fn likeness(a: &Term, b: &Term) -> Option<Likeness> {
    let alike = if a.text == b.text {
        (1000, How::Exact)
    } else if a.has_digit || b.has_digit {
        return None;
    } else {
        names(a, b).unwrap_or_else(|| letters(a, b))?
    };
    // What stands without vowels is never as sure.
    Some(if a.abjad == b.abjad { alike } else { (alike.0.min(920), How::Script) })
}

/// Two known names are the same or they are not, however near they are; `None` unless both are
/// known.
fn names(a: &Term, b: &Term) -> Option<Option<Likeness>> {
    let (a, b) = a.known.zip(b.known)?;
    Some(match (a.row == b.row, a.part == b.part) {
        (true, true) => Some((985, How::Variant)),
        (true, false) => Some((860, How::Translation)),
        _ => None,
    })
}

fn letters(a: &Term, b: &Term) -> Option<Likeness> {
    if a.key == b.key {
        // What is short is heard alike by chance.
        let short = a.text.len().max(b.text.len()) < 5;
        return Some((if short { 750 } else { 970 }, How::Sound));
    }
    if a.same_consonants(b) {
        return Some((if a.skeleton.len() < 3 { 880 } else { 920 }, How::Script));
    }
    spelling(a, b)
}

/// But for a few letters or sounds: none of short words, one of words to seven letters, three of
/// the longest.
fn spelling(a: &Term, b: &Term) -> Option<Likeness> {
    let longest = a.text.len().max(b.text.len());
    let most = edits_most(longest);
    let of = |a: &str, b: &str, near: bool| if near { nearness(a, b, most) } else { None };
    let written = of(&a.text, &b.text, a.letters.near_written(b.letters));
    let heard = of(&a.key, &b.key, a.letters.near_heard(b.letters));
    let alike = written.max(heard.map(|alike| alike.saturating_sub(HEARD_LESS)))?;
    (alike >= ALIKE_LEAST).then_some((alike, How::Spelling))
}

/// What another first letter costs besides: few mistake it.
const OTHER_FIRST: usize = 100;

/// Words less alike are two words.
const ALIKE_LEAST: u32 = 700;

/// What a sound that differs counts more than a letter: there are fewer of them.
const HEARD_LESS: u32 = 20;

fn nearness(a: &str, b: &str, most: usize) -> Option<u32> {
    let edits = osa_distance(a, b);
    let lost = 1000 * edits / a.len().max(b.len()).max(1);
    let first = if a.as_bytes().first() == b.as_bytes().first() { 0 } else { OTHER_FIRST };
    let alike = u32::try_from(1000_usize.saturating_sub(lost + first)).ok()?;
    (edits <= most).then_some(alike)
}

/// Of the longest words.
pub const EDITS_MOST: usize = 3;

/// The edits after which a word of that many letters is still the same.
fn edits_most(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        8..12 => 2,
        _ => EDITS_MOST,
    }
}

/// How alike several words and one are; `None` when they are not.
pub fn joined(several: &Term, one: &Term) -> Option<Likeness> {
    let alike = if several.text == one.text {
        980
    } else if several.has_digit || one.has_digit || several.key.len() < 4 {
        return None;
    } else if several.key == one.key {
        950
    } else if several.same_consonants(one) && several.skeleton.len() > 2 {
        900
    } else {
        return None;
    };
    Some((if several.abjad == one.abjad { alike } else { alike.min(900) }, How::Joined))
}
