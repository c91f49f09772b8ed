//! What a fact must be, compiled: sets of places in a vocabulary, words, and ranges.

use crate::collect::Listed;
use rust_decimal::Decimal;

/// What a fact must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// One of a vocabulary that the rulebook numbers: a country, a method, an hour.
    In(Bits),
    /// One of these words, or with `outside` none of them.
    Among {
        /// The words.
        words: Vec<String>,
        /// Whether it must be another word.
        outside: bool,
    },
    /// A text with one of these in it, whatever their case, or with `outside` none of them.
    Contains {
        /// The parts, in lower case.
        words: Vec<String>,
        /// Whether it must have none of them.
        outside: bool,
    },
    /// A number in a range.
    Within(Range),
    /// Given, or with `false` not given.
    Known(bool),
}

/// A set of places in a numbered vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bits {
    blocks: Vec<u32>,
    size: usize,
}

impl Bits {
    /// No place of a vocabulary of that size.
    pub fn none(size: usize) -> Self {
        Bits { blocks: vec![0; size.div_ceil(32)], size }
    }

    /// Adds a place; one past the vocabulary's size is not there.
    pub fn insert(&mut self, place: usize) {
        if let Some(block) = self.blocks.get_mut(place / 32).filter(|_| place < self.size) {
            *block |= 1 << (place % 32);
        }
    }

    /// Whether the place is in the set.
    pub fn has(&self, place: usize) -> bool {
        self.blocks.get(place / 32).is_some_and(|block| block >> (place % 32) & 1 == 1)
    }

    /// Every other place.
    #[must_use]
    pub fn inverted(&self) -> Self {
        let mut other = Bits::none(self.size);
        (0..self.size).filter(|place| !self.has(*place)).for_each(|place| other.insert(place));
        other
    }

    /// Whether there is a place in both.
    pub fn meets(&self, other: &Bits) -> bool {
        self.blocks.iter().zip(&other.blocks).any(|(a, b)| a & b != 0)
    }
}

/// A limit of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Where it lies.
    pub at: Decimal,
    /// Whether the limit itself is outside.
    pub open: bool,
}

/// From a least number to a greatest one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Range {
    /// The lower limit.
    pub low: Option<Limit>,
    /// The upper limit.
    pub high: Option<Limit>,
}

impl Range {
    /// Whether the number does not lie below it.
    pub fn reached_by(&self, number: Decimal) -> bool {
        self.low.is_none_or(|low| if low.open { number > low.at } else { number >= low.at })
    }

    /// Whether the number does not lie above it.
    pub fn holds_down(&self, number: Decimal) -> bool {
        self.high.is_none_or(|high| if high.open { number < high.at } else { number <= high.at })
    }

    /// Whether no number is in it.
    fn is_empty(&self) -> bool {
        let open = |low: Limit, high: Limit| low.open || high.open;
        self.low
            .zip(self.high)
            .is_some_and(|(low, high)| low.at > high.at || low.at == high.at && open(low, high))
    }

    /// The part that is in both.
    fn common(&self, other: &Range) -> Range {
        let key = |limit: &Limit| (limit.at, limit.open);
        let lows = [self.low, other.low].into_iter().flatten();
        let highs = [self.high, other.high].into_iter().flatten();
        Range { low: lows.max_by_key(key), high: highs.min_by_key(|limit| (limit.at, !limit.open)) }
    }
}

impl Test {
    /// The tests of which one holds when this one does not.
    pub fn negated(self) -> Vec<Test> {
        match self {
            Test::In(bits) => vec![Test::In(bits.inverted())],
            Test::Among { words, outside } => vec![Test::Among { words, outside: !outside }],
            Test::Contains { words, outside } => vec![Test::Contains { words, outside: !outside }],
            Test::Known(known) => vec![Test::Known(!known)],
            Test::Within(Range { low, high }) => {
                let flip = |limit: Limit| Limit { at: limit.at, open: !limit.open };
                let below = low.map(|low| Range { low: None, high: Some(flip(low)) });
                let above = high.map(|high| Range { low: Some(flip(high)), high: None });
                [below, above].into_iter().flatten().map(Test::Within).listed()
            }
        }
    }

    /// Whether nothing passes it.
    pub fn is_never(&self) -> bool {
        match self {
            Test::In(bits) => !bits.meets(bits),
            Test::Within(range) => range.is_empty(),
            _ => false,
        }
    }

    /// Whether nothing passes both; `false` where that cannot be told.
    pub fn excludes(&self, other: &Test) -> bool {
        match (self, other) {
            (Test::In(a), Test::In(b)) => !a.meets(b),
            (Test::Within(a), Test::Within(b)) => a.common(b).is_empty(),
            (Test::Among { words: a, outside: x }, Test::Among { words: b, outside: y }) => {
                match (x, y) {
                    (false, false) => !a.iter().any(|word| b.contains(word)),
                    (false, true) => are_among(a, b),
                    (true, false) => are_among(b, a),
                    (true, true) => false,
                }
            }
            (Test::Known(a), Test::Known(b)) => a != b,
            _ => false,
        }
    }

    /// Whether whatever passes this passes the other, and whatever is not known here is not
    /// known there; `false` where that cannot be told.
    pub fn implies(&self, other: &Test) -> bool {
        match (self, other) {
            (Test::In(a), Test::In(b)) => !a.meets(&b.inverted()),
            (Test::Within(a), Test::Within(b)) => a.common(b) == *a,
            (Test::Among { words: a, outside: false }, Test::Among { words: b, outside }) => {
                if *outside {
                    !a.iter().any(|word| b.contains(word))
                } else {
                    are_among(a, b)
                }
            }
            (Test::Among { words: a, outside: true }, Test::Among { words: b, outside: true })
            | (
                Test::Contains { words: a, outside: true },
                Test::Contains { words: b, outside: true },
            ) => are_among(b, a),
            (
                Test::Contains { words: a, outside: false },
                Test::Contains { words: b, outside: false },
            ) => are_among(a, b),
            (Test::Known(a), Test::Known(b)) => a == b,
            _ => false,
        }
    }
}

fn are_among(words: &[String], all: &[String]) -> bool {
    words.iter().all(|word| all.contains(word))
}
