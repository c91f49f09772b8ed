//! What screening knows of names: `words.tsv` and `countries.tsv`, read once for each screener.

use crate::collect::Keyed;
use crate::country::Country;

const WORDS: &str = include_str!("words.tsv");
const COUNTRIES: &str = include_str!("countries.tsv");

/// What a word says of who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Who it is.
    Full,
    /// The beginning of a word, as a single letter.
    Initial,
    /// What a company does, which many do.
    Generic,
    /// `al`, `von`, `the`.
    Particle,
    /// `Ltd`, `OOO`.
    Legal,
    /// `Dr`, `Sheikh`, `junior`.
    Title,
}

/// Where a known name stands in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Its row: the same name in any language.
    pub row: u16,
    /// Its part of the row: the same name, spelt otherwise.
    pub part: u16,
}

/// A replacement in a word.
#[derive(Debug)]
pub struct Rule {
    /// What is replaced.
    pub from: &'static str,
    /// What comes in its place.
    pub to: &'static str,
    /// Only where the word begins.
    pub at_start: bool,
    /// Only where the word ends.
    pub at_end: bool,
}

/// Both files, by what is looked up in them.
#[derive(Debug, Default)]
pub struct Tables {
    /// Each word with its classes, a bit for each.
    classes: Keyed<'static, u8>,
    names: Keyed<'static, Known>,
    countries: Keyed<'static, Country>,
    /// How words are heard: the rules of each first letter.
    sound: Vec<Vec<Rule>>,
    /// Letters that are written otherwise than they are transliterated.
    pub letters: Vec<Rule>,
    /// Beginnings that are a word of their own.
    pub prefixes: Vec<Rule>,
    /// Ends that are a word of their own.
    pub suffixes: Vec<Rule>,
}

impl Tables {
    /// Reads the files.
    pub fn new() -> Self {
        let mut tables = Tables::default();
        let mut part = 0;
        for (row, (kind, cells)) in (0_u16..).zip(rows(WORDS)) {
            match kind {
                "letters" => tables.letters.push(rule(cells)),
                "sound" => tables.hear(rule(cells)),
                "prefix" => tables.prefixes.push(rule(cells)),
                "suffix" => tables.suffixes.push(rule(cells)),
                "name" => {
                    for word in cells.split(' ') {
                        part += u16::from(word == "|");
                        tables.names.add(word.as_bytes(), Known { row, part });
                    }
                    part += 1;
                }
                _ => {
                    for word in cells.split(' ') {
                        if let Some(classes) = tables.classes.get_or_add(word.as_bytes(), 0) {
                            *classes |= 1 << class_of(kind) as u8;
                        }
                    }
                }
            }
        }
        for (code, names) in rows(COUNTRIES) {
            for name in names.split('\t') {
                if let Some(country) = Country::parse(code) {
                    tables.countries.add(name.as_bytes(), country);
                }
            }
        }
        tables
    }

    fn hear(&mut self, rule: Rule) {
        let place = place_of(rule.from);
        if self.sound.len() <= place {
            self.sound.resize_with(place + 1, Vec::new);
        }
        if let Some(rules) = self.sound.get_mut(place) {
            rules.push(rule);
        }
    }

    /// The rules that may fit where such a text begins.
    pub fn heard(&self, text: &str) -> &[Rule] {
        self.sound.get(place_of(text)).map_or(&[], Vec::as_slice)
    }

    /// The classes of a word, a bit for each.
    pub fn classes(&self, word: &str) -> u8 {
        self.classes.get(word).copied().unwrap_or(0)
    }

    /// Whether the word is of that class.
    pub fn is(&self, class: Class, word: &str) -> bool {
        self.classes(word) >> class as u8 & 1 == 1
    }

    /// Where the name stands, when it is a known one.
    pub fn known(&self, word: &str) -> Option<Known> {
        self.names.get(word).copied()
    }

    /// The country that is written so, as a code or as lists name it.
    pub fn country(&self, written: &str) -> Option<Country> {
        Country::parse(written.trim()).or_else(|| {
            // `Iran (Islamic Republic of)` as well.
            let short = written.split('(').next().unwrap_or_default();
            let of = |name| self.countries.get(super::text::plain(name)).copied();
            of(written).or_else(|| of(short))
        })
    }
}

fn class_of(kind: &str) -> Class {
    match kind {
        "generic" => Class::Generic,
        "particle" => Class::Particle,
        "legal" => Class::Legal,
        _ => Class::Title,
    }
}

/// Of the first letter; a rule that begins a word says so before.
fn place_of(text: &str) -> usize {
    usize::from(text.bytes().next().unwrap_or(0))
}

/// The rows of a table: the first cell and the rest.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t'))
}

fn rule(cells: &'static str) -> Rule {
    let (from, to) = cells.split_once(' ').unwrap_or((cells, ""));
    let (at_start, from) = from.strip_prefix('^').map_or((false, from), |from| (true, from));
    let (at_end, from) = from.strip_suffix('$').map_or((false, from), |from| (true, from));
    Rule { from, to, at_start, at_end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_stands_twice() {
        let mut seen = Keyed::default();
        for (kind, cells) in rows(WORDS) {
            for word in cells.split(' ').filter(|word| *word != "|" && !word.is_empty()) {
                let once = matches!(kind, "letters" | "sound" | "prefix" | "suffix")
                    || seen.add(format!("{kind} {word}").into_bytes(), ());
                assert!(once, "{kind} {word}");
            }
        }
    }

    #[test]
    fn words_are_as_they_come_out_of_transliteration() {
        for (kind, cells) in rows(WORDS).filter(|(kind, _)| *kind != "letters") {
            let fits = |c: char| c.is_ascii_lowercase() || " |^$".contains(c);
            let heard = kind == "sound";
            assert!(cells.chars().all(|c| fits(c) || heard && c.is_ascii_uppercase()), "{cells}");
        }
    }

    #[test]
    fn a_country_is_found_by_code_and_by_name() {
        let tables = Tables::new();
        let found = ["IR", "Iran", "Korea, North", "Côte d'Ivoire", "Atlantis"]
            .map(|name| tables.country(name).map(|country| country.to_string()));
        assert_eq!(found.map(|found| found.unwrap_or_default()), ["IR", "IR", "KP", "CI", ""]);
    }
}
