//! From a name as it is written to the words that are compared: normalised, in ASCII, each with
//! its class.

use super::tables::{Class, Known, Tables};
use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;

/// Whom a name is of, which says what its words may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearer {
    /// A person: no word of theirs is a legal form.
    Person,
    /// A company, a ship: no word of theirs is a title.
    Thing,
    /// Nobody said.
    Unknown,
}

/// A word that is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In lower-case ASCII letters and digits.
    pub text: String,
    /// What it says.
    pub class: Class,
    /// Whether it was written in a script that leaves vowels out.
    pub abjad: bool,
    /// Which known name it is.
    pub known: Option<Known>,
}

/// The most a word weighs.
pub const WORD_MOST: u32 = 8;

/// How much a word of that many letters says: long ones are rarer, up to a point.
pub fn full_weight(letters: usize) -> u32 {
    u32::try_from(letters).unwrap_or(WORD_MOST).clamp(2, WORD_MOST)
}

/// A piece of a name between blanks.
#[derive(Debug, Default)]
struct Piece {
    text: String,
    abjad: bool,
    /// Written in a script without blanks, where one letter is a syllable.
    syllable: bool,
}

/// Lower-case ASCII words with one blank between, for names of countries.
pub fn plain(written: &str) -> String {
    let pieces = pieces(written, &[]);
    let words: Vec<String> = pieces.into_iter().map(|piece| piece.text).collect();
    words.join(" ").replace('.', "")
}

/// The words of a name. There is none when nothing in it can be compared.
pub fn words(written: &str, bearer: Bearer, tables: &Tables) -> Vec<Word> {
    let lower: String = written.to_lowercase();
    let mut lower: String = lower.nfkc().collect();
    for rule in &tables.letters {
        if lower.contains(rule.from) {
            lower = lower.replace(rule.from, rule.to);
        }
    }
    let mut words = Vec::new();
    for piece in merged(undotted(pieces(&lower, ARTICLE), tables), tables) {
        split(piece, &mut words, tables);
    }
    for word in &mut words {
        word.class = class(word, bearer, tables);
    }
    promote(&mut words);
    words
}

/// What every host's readers call the article of Arabic; it is written with the noun.
const ARTICLE: &[char] = &['\u{627}', '\u{644}'];

/// Breaks a text into pieces of ASCII; dots stay inside.
fn pieces(lower: &str, article: &[char]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut piece = Piece::default();
    let letters: Vec<char> = lower.chars().collect();
    let mut close = |piece: &mut Piece| {
        let done = std::mem::take(piece);
        if done.text.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
            pieces.push(done);
        }
    };
    let mut passed = false;
    for (place, letter) in letters.iter().enumerate() {
        if std::mem::take(&mut passed) {
            continue;
        }
        if is_joiner(*letter) {
            continue;
        }
        if *letter == '.' {
            piece.text.push('.');
            continue;
        }
        if !letter.is_alphanumeric() {
            close(&mut piece);
            continue;
        }
        let syllable = is_syllable(*letter);
        if syllable {
            close(&mut piece);
            piece.syllable = true;
        } else if piece.syllable {
            close(&mut piece);
        }
        let starts = piece.text.is_empty();
        piece.abjad |= is_abjad(*letter);
        let ascii = any_ascii_char(*letter).chars().filter(char::is_ascii_alphanumeric);
        piece.text.extend(ascii.map(|c| c.to_ascii_lowercase()));
        let begins = place.checked_sub(1).and_then(|before| letters.get(before));
        let begins = begins.is_none_or(|before| !before.is_alphanumeric());
        // The article of Arabic: `al` as a word of its own, as Latin letters have it.
        let rest = letters.get(place..).unwrap_or_default();
        if starts && begins && !article.is_empty() && rest.starts_with(article) && rest.len() > 4 {
            piece.text = "al".to_owned();
            close(&mut piece);
            passed = true;
        }
    }
    close(&mut piece);
    pieces
}

/// What stands inside words and is no letter: apostrophes, and marks that no reader sees.
fn is_joiner(letter: char) -> bool {
    let apostrophe = matches!(
        letter,
        '\'' | '`' | '\u{b4}' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2b9}'
            ..='\u{2bf}' | '\u{2c8}' | '\u{2032}' | '\u{ff07}'
    );
    // Combining marks that no letter has taken in, and the vowel signs of abjads.
    let mark = matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{ad}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    apostrophe || mark
}

/// Han and Hangul, where each sign is a syllable of its own.
fn is_syllable(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Hebrew, Arabic and their kin, which mostly write consonants.
fn is_abjad(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
}

/// Takes out the dots: `S.A.` is a legal form, `J.P.` two initials, `Co.Ltd` two words.
fn undotted(pieces: Vec<Piece>, tables: &Tables) -> Vec<Piece> {
    let mut plain = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let whole = piece.text.replace('.', "");
        let letters = piece.text.split('.').all(|part| part.len() < 2);
        if !piece.text.contains('.') || letters && tables.is(Class::Legal, &whole) {
            plain.push(Piece { text: whole, ..piece });
            continue;
        }
        for part in piece.text.split('.').filter(|part| !part.is_empty()) {
            plain.push(Piece { text: part.to_owned(), abjad: piece.abjad, syllable: false });
        }
    }
    plain
}

/// Puts single letters together that are a legal form: `S A`, `L L C`.
fn merged(pieces: Vec<Piece>, tables: &Tables) -> Vec<Piece> {
    let is_letter = |piece: &Piece| piece.text.len() == 1 && !piece.syllable;
    let mut merged: Vec<Piece> = Vec::with_capacity(pieces.len());
    for run in pieces.chunk_by(|a, b| is_letter(a) && is_letter(b)) {
        let whole: String = run.iter().map(|piece| piece.text.as_str()).collect();
        if run.len() > 1 && tables.is(Class::Legal, &whole) {
            merged.push(Piece { text: whole, ..Piece::default() });
            continue;
        }
        merged.extend(run.iter().map(|piece| Piece { text: piece.text.clone(), ..*piece }));
    }
    merged
}

/// A piece is a word, or two that are written together: `Abdurrahman`, `Nuruddin`.
fn split(piece: Piece, words: &mut Vec<Word>, tables: &Tables) {
    let Piece { text, abjad, syllable } = piece;
    let known = tables.known(&text);
    let mut push = |text: &str| {
        let class = if text.len() == 1 && !syllable && text.bytes().all(|b| b.is_ascii_lowercase())
        {
            Class::Initial
        } else {
            Class::Full
        };
        words.push(Word { text: text.to_owned(), class, abjad, known: tables.known(text) });
    };
    if known.is_none() {
        for rule in &tables.prefixes {
            if let Some(rest) = text.strip_prefix(rule.from).filter(|rest| rest.len() > 3) {
                push(rule.to);
                return push(rest);
            }
        }
        for rule in &tables.suffixes {
            if let Some(stem) = text.strip_suffix(rule.from).filter(|stem| stem.len() > 2) {
                push(stem);
                return push(rule.to);
            }
        }
    }
    push(&text);
}

fn class(word: &Word, bearer: Bearer, tables: &Tables) -> Class {
    if word.class == Class::Initial {
        return Class::Initial;
    }
    let may_be = |class: Class| match bearer {
        Bearer::Person => matches!(class, Class::Particle | Class::Title),
        Bearer::Thing => class != Class::Title,
        Bearer::Unknown => true,
    };
    let classes = [Class::Legal, Class::Generic, Class::Particle, Class::Title];
    let known = tables.classes(&word.text);
    let fits = |class: &Class| may_be(*class) && known >> *class as u8 & 1 == 1;
    classes.into_iter().find(fits).unwrap_or(Class::Full)
}

/// Where no word says who it is, the words of the next best kind must.
fn promote(words: &mut [Word]) {
    let ranks: [&[Class]; 3] =
        [&[Class::Generic], &[Class::Particle, Class::Title, Class::Legal], &[Class::Initial]];
    for rank in ranks {
        if words.iter().any(|word| word.class == Class::Full) {
            return;
        }
        let of_rank = words.iter_mut().filter(|word| rank.contains(&word.class));
        of_rank.for_each(|word| word.class = Class::Full);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str, bearer: Bearer) -> String {
        let words = words(name, bearer, &Tables::new());
        let sign = |word: &Word| match word.class {
            Class::Full => "",
            Class::Initial => ".",
            Class::Generic => "?",
            Class::Particle => "-",
            Class::Legal => "!",
            Class::Title => "^",
        };
        let shown: Vec<String> =
            words.iter().map(|word| format!("{}{}", word.text, sign(word))).collect();
        shown.join(" ")
    }

    #[test]
    fn a_name_becomes_its_words() {
        for (name, expected) in [
            ("Łukasz  ŻÓŁĆ", "lukasz zolc"),
            ("Sa'id al-Ḥusaynī", "said al- husayni"),
            ("J.P. O’Neill, Jr.", "j. p. oneill jr^"),
            ("Abdurrahman Nuruddin", "abd rahman nur din"),
            ("Abdullah", "abdullah"),
            ("ＫＵＺＮＥＴＳＯＶ", "kuznetsov"),
            ("и\u{306}ван", "yvan"),
            ("王小明", "wang xiao ming"),
            ("김정길", "gim jeong gil"),
            ("محمد عبد الرحمن", "mhmd bd al- rhmn"),
            ("محمود عزت إبراهيم", "mhmwd zt brhym"),
            ("🦀 —", ""),
            ("", ""),
            ("Maria de Sa", "maria de- sa"),
        ] {
            assert_eq!(shown(name, Bearer::Person), expected, "{name}");
        }
        for (name, expected) in [
            ("COMERCIAL TRES RÍOS, S.A. de C.V.", "comercial? tres rios sa! de- cv!"),
            ("ООО «Алмаз»", "ooo! almaz"),
            ("Zarya Oil & Gas Co.,Ltd.", "zarya oil? gas? co! ltd!"),
            ("S A Trading L L C", "sa! trading llc!"),
            ("The Company Ltd", "the company ltd"),
        ] {
            assert_eq!(shown(name, Bearer::Thing), expected, "{name}");
        }
    }
}
