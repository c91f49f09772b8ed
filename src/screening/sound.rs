//! How a word is heard: spellings of one sound have one key.

use super::tables::{Rule, Tables};

/// The key of a word: its consonants by sound, its vowels in three classes, nothing doubled.
pub fn key(word: &str, tables: &Tables) -> String {
    let mut key = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let at_start = rest.len() == word.len();
        let fits = |rule: &&Rule| {
            rest.starts_with(rule.from)
                && (!rule.at_start || at_start)
                && (!rule.at_end || rest.len() == rule.from.len())
        };
        match tables.heard(rest).iter().find(fits) {
            Some(rule) => {
                rule.to.chars().for_each(|heard| add(heard, &mut key));
                rest = rest.strip_prefix(rule.from).unwrap_or_default();
            }
            None => {
                add(letter, &mut key);
                rest = rest.strip_prefix(letter).unwrap_or_default();
            }
        }
    }
    key
}

fn add(heard: char, key: &mut String) {
    if !key.ends_with(heard) {
        key.push(heard);
    }
}

/// What is left of a word in a script that leaves vowels out.
pub fn skeleton(word: &str, tables: &Tables) -> String {
    // There, w is a vowel as often as not.
    let key = key(&word.replace('w', ""), tables);
    let mut skeleton = String::with_capacity(key.len());
    for heard in key.chars().filter(|heard| !"aiu".contains(*heard)) {
        add(if heard == 'v' { 'b' } else { heard }, &mut skeleton);
    }
    if skeleton.len() > 1 && skeleton.ends_with('h') {
        skeleton.pop();
    }
    skeleton
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_sound_have_one_key() {
        let tables = Tables::new();
        for (a, b) in [
            ("mueller", "muller"),
            ("philips", "filips"),
            ("khalid", "halid"),
            ("volkonsky", "volkonskiy"),
            ("petrov", "petroff"),
            ("husayn", "hussein"),
            ("qadir", "kadir"),
            ("mccarthy", "maccarthy"),
            ("schmidt", "schmitt"),
        ] {
            assert_eq!(key(a, &tables), key(b, &tables), "{a} {b}");
        }
        for (a, b) in [("hassan", "hussein"), ("maria", "mario"), ("petrov", "pavlov")] {
            assert_ne!(key(a, &tables), key(b, &tables), "{a} {b}");
        }
    }

    #[test]
    fn a_skeleton_has_no_vowels() {
        let tables = Tables::new();
        for (abjad, latin) in [("mhmd", "muhammad"), ("ftmh", "fatima"), ("khald", "khalid")] {
            let of = |word| skeleton(word, &tables);
            assert_eq!(of(abjad), of(latin), "{abjad} {latin}");
        }
    }
}
