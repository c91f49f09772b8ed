//! How alike two names are: their words are paired, and what is left over counts against them.

use super::similar::{How, Likeness, Term, joined, likeness};
use super::tables::{Class, Tables};
use super::text::{Word, full_weight};

/// Words that stand together: the first, and how many.
pub type Span = (usize, usize);

/// A name as it is compared.
#[derive(Debug)]
pub struct Side<'n> {
    /// Its words in the order in which they stand.
    pub words: Vec<(&'n Term, Class)>,
    /// Words written together with the next one or two: the first, and how many.
    pub joined: Vec<(&'n Term, Span)>,
}

/// Words of two names that were paired, or one that was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Of the first name.
    pub asked: Option<String>,
    /// Of the second.
    pub listed: Option<String>,
    /// In thousandths.
    pub score: u32,
    /// In what they are alike.
    pub how: How,
}

/// How alike two names are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// In thousandths.
    pub total: u32,
    /// Whether the words stand in another order.
    pub reordered: bool,
    /// Whether one of the names says less than the other.
    pub is_part: bool,
    /// Word by word of the first name, then what is left of the second.
    pub parts: Vec<Part>,
}

/// What names may come to of which one word of several is matched, or none that says who it is.
pub const ONE_WORD_MOST: u32 = 800;

/// What a word counts that only one of two names has, while all the other's words are matched: a
/// middle name, a second surname.
const LEFT_OUT: (u32, u32) = (1, 5);

/// A pairing that may be.
#[derive(Debug, Clone, Copy)]
struct Pair {
    alike: Likeness,
    asked: Span,
    listed: Span,
    weight: u32,
}

/// Compares two names. The order of the words makes no difference, but where two of them are
/// written as one.
pub fn score(asked: &Side, listed: &Side) -> Score {
    let pairs = chosen(asked, listed);
    let used =
        |word: usize, span: fn(&Pair) -> Span| pairs.iter().any(|pair| covers(span(pair), word));
    let left = |side: &Side, span: fn(&Pair) -> Span| -> u32 {
        let words = side.words.iter().enumerate();
        words.filter(|(word, _)| !used(*word, span)).map(|(_, word)| weight_alone(word)).sum()
    };
    let (left_asked, left_listed) = (left(asked, |p| p.asked), left(listed, |p| p.listed));
    let weight: u32 = pairs.iter().map(|pair| pair.weight).sum();
    let alike: u32 = pairs.iter().map(|pair| pair.alike.0 * pair.weight).sum();
    let total = share(alike, weight, left_asked, left_listed);
    let matched: usize = pairs.iter().map(|pair| pair.asked.1.max(pair.listed.1)).sum();
    let several = solid(asked).max(solid(listed)) > 1;
    let says_who = |side: &Side, span: fn(&Pair) -> Span| {
        let full =
            |(place, word): (usize, &(&Term, Class))| word.1 == Class::Full && used(place, span);
        side.words.iter().enumerate().any(full)
    };
    let who = says_who(asked, |p| p.asked) && says_who(listed, |p| p.listed);
    let total = if matched < 2 && several || !who { total.min(ONE_WORD_MOST) } else { total };
    let places: Vec<usize> = pairs.iter().map(|pair| pair.listed.0).collect();
    let initials = pairs.iter().any(|pair| pair.alike.1 == How::Initial);
    Score {
        total,
        reordered: !places.is_sorted(),
        is_part: initials || left_asked + left_listed > 0,
        parts: parts(asked, listed, &pairs),
    }
}

/// The score of what is matched and what is left: `alike` is thousandths times `weight`.
pub fn share(alike: u32, weight: u32, left_asked: u32, left_listed: u32) -> u32 {
    let (counts, of) = match (left_asked, left_listed) {
        (0, _) | (_, 0) => LEFT_OUT,
        // Both say what the other does not: two names that differ.
        _ => (LEFT_OUT.1, LEFT_OUT.1),
    };
    let all = weight * of + (left_asked + left_listed) * counts;
    (alike * of).checked_div(all).unwrap_or(0)
}

/// The best pairs, none of which share a word, in the order of the first name.
fn chosen(asked: &Side, listed: &Side) -> Vec<Pair> {
    let mut pairs = possible(asked, listed);
    let text = |side: &Side, (first, count): Span| -> Vec<String> {
        let words = side.words.iter().skip(first).take(count);
        words.map(|(term, _)| term.text.clone()).collect()
    };
    // By their texts before their places, so that the order of words makes no difference.
    pairs.sort_by(|a, b| {
        (b.alike.0.cmp(&a.alike.0))
            .then(b.weight.cmp(&a.weight))
            .then_with(|| text(asked, a.asked).cmp(&text(asked, b.asked)))
            .then_with(|| text(listed, a.listed).cmp(&text(listed, b.listed)))
            .then((a.asked, a.listed).cmp(&(b.asked, b.listed)))
    });
    let mut chosen: Vec<Pair> = Vec::new();
    for pair in pairs {
        let shares =
            |other: &Pair| overlap(pair.asked, other.asked) || overlap(pair.listed, other.listed);
        if !chosen.iter().any(shares) {
            chosen.push(pair);
        }
    }
    chosen.sort_by_key(|pair| pair.asked);
    chosen
}

fn possible(asked: &Side, listed: &Side) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (i, a) in asked.words.iter().enumerate() {
        for (j, b) in listed.words.iter().enumerate() {
            if let Some(alike) = word_likeness(*a, *b) {
                let weight = weight(a) + weight(b);
                pairs.push(Pair { alike, asked: (i, 1), listed: (j, 1), weight });
            }
        }
    }
    let together = |side: &Side, (first, count): Span| {
        side.words.iter().skip(first).take(count).map(weight).sum::<u32>()
    };
    for (several, span) in &asked.joined {
        for (j, one) in listed.words.iter().enumerate() {
            if let Some(alike) = joined(several, one.0) {
                let weight = together(asked, *span) + weight(one);
                pairs.push(Pair { alike, asked: *span, listed: (j, 1), weight });
            }
        }
    }
    for (several, span) in &listed.joined {
        for (i, one) in asked.words.iter().enumerate() {
            if let Some(alike) = joined(several, one.0) {
                let weight = weight(one) + together(listed, *span);
                pairs.push(Pair { alike, asked: (i, 1), listed: *span, weight });
            }
        }
    }
    pairs
}

fn word_likeness(a: (&Term, Class), b: (&Term, Class)) -> Option<Likeness> {
    let initial = a.1 == Class::Initial || b.1 == Class::Initial;
    if !initial || a.0.text == b.0.text {
        return likeness(a.0, b.0);
    }
    let same = a.0.text.chars().next() == b.0.text.chars().next();
    let one = a.0.text.len() == 1 || b.0.text.len() == 1;
    let names = [a.1, b.1].iter().all(|class| matches!(class, Class::Initial | Class::Full));
    (same && one && names).then_some((850, How::Initial))
}

fn weight(word: &(&Term, Class)) -> u32 {
    weight_of(word.1, word.0.text.len())
}

/// How much a word of that class counts when it is matched.
pub fn weight_of(class: Class, letters: usize) -> u32 {
    match class {
        Class::Full => full_weight(letters),
        Class::Generic | Class::Initial | Class::Particle | Class::Legal | Class::Title => 1,
    }
}

/// How much it counts when nothing matches it: that a particle, a legal form or a title is left
/// out says nothing.
fn weight_alone(word: &(&Term, Class)) -> u32 {
    match word.1 {
        Class::Particle | Class::Legal | Class::Title => 0,
        Class::Full | Class::Generic | Class::Initial => weight(word),
    }
}

/// The words that say who it is, or are written as if.
fn solid(side: &Side) -> usize {
    let says = |class: Class| matches!(class, Class::Full | Class::Initial | Class::Particle);
    side.words.iter().filter(|(_, class)| says(*class)).count()
}

fn covers((first, count): Span, word: usize) -> bool {
    (first..first + count).contains(&word)
}

fn overlap(a: Span, b: Span) -> bool {
    a.0 < b.0 + b.1 && b.0 < a.0 + a.1
}

fn parts(asked: &Side, listed: &Side, pairs: &[Pair]) -> Vec<Part> {
    let text = |side: &Side, (first, count): Span| {
        let words = side.words.iter().skip(first).take(count);
        let texts: Vec<&str> = words.map(|(term, _)| term.text.as_str()).collect();
        Some(texts.join(" "))
    };
    let mut parts = Vec::new();
    for word in 0..asked.words.len() {
        match pairs.iter().find(|pair| covers(pair.asked, word)) {
            Some(pair) if pair.asked.0 == word => {
                let (score, how) = pair.alike;
                let (asked, listed) = (text(asked, pair.asked), text(listed, pair.listed));
                parts.push(Part { asked, listed, score, how });
            }
            Some(_) => {}
            None => {
                let asked = text(asked, (word, 1));
                parts.push(Part { asked, listed: None, score: 0, how: How::Missing });
            }
        }
    }
    for word in 0..listed.words.len() {
        if !pairs.iter().any(|pair| covers(pair.listed, word)) {
            let listed = text(listed, (word, 1));
            parts.push(Part { asked: None, listed, score: 0, how: How::Missing });
        }
    }
    parts
}

/// Every word of a name with the next one or two, as they are when written together.
pub fn joined_terms(words: &[Word], tables: &Tables) -> Vec<(Term, Span)> {
    let of_count = |count: usize| {
        let spans = words.windows(count).enumerate();
        spans.map(move |(first, span)| (Term::joined(span, tables), (first, count)))
    };
    of_count(2).chain(of_count(3)).collect()
}
