//! The one map and the one sort of the crate. Each kind of map or sort of the standard library
//! is compiled anew for every type it holds, which is bytes in the wasm; here the part that
//! depends on the type only moves values about.

use std::borrow::Cow;
use std::cmp::Ordering;

/// Values by a key of bytes or text, in the order in which they came.
#[derive(Debug)]
pub struct Keyed<'k, T> {
    places: Places<'k>,
    values: Vec<T>,
}

impl<T> Default for Keyed<'_, T> {
    fn default() -> Self {
        Keyed { places: Places::default(), values: Vec::new() }
    }
}

impl<'k, T> Keyed<'k, T> {
    /// Room for so many values.
    pub fn with_capacity(count: usize) -> Self {
        let mut places = Places { keys: Vec::with_capacity(count), ..Places::default() };
        places.spread(count.next_power_of_two());
        Keyed { places, values: Vec::with_capacity(count) }
    }

    /// The value of the key.
    pub fn get(&self, key: impl AsRef<[u8]>) -> Option<&T> {
        self.values.get(self.place(key.as_ref())?)
    }

    /// The value of the key, to change.
    pub fn get_mut(&mut self, key: impl AsRef<[u8]>) -> Option<&mut T> {
        let place = self.place(key.as_ref())?;
        self.values.get_mut(place)
    }

    /// Whether the key has a value.
    pub fn contains_key(&self, key: impl AsRef<[u8]>) -> bool {
        self.place(key.as_ref()).is_some()
    }

    /// Gives the key a value unless it has one: then that stays, and `false` is answered.
    pub fn add(&mut self, key: impl Into<Cow<'k, [u8]>>, value: T) -> bool {
        let added = self.claim(key.into()).is_ok();
        if added {
            self.values.push(value);
        }
        added
    }

    /// The value of the key, after giving it this one if it has none.
    pub fn get_or_add(&mut self, key: impl Into<Cow<'k, [u8]>>, value: T) -> Option<&mut T> {
        let place = self.claim(key.into()).map_or_else(
            |known| known,
            |new| {
                self.values.push(value);
                new
            },
        );
        self.values.get_mut(place)
    }

    fn place(&self, key: &[u8]) -> Option<usize> {
        self.places.get(key)
    }

    /// The place of a new key, or as an error that of a known one.
    fn claim(&mut self, key: Cow<'k, [u8]>) -> Result<usize, usize> {
        self.places.claim(key)
    }
}

/// Keys in the order in which they came. A hash says which bucket a key is in, and a bucket is a
/// tree that forks where its keys differ: a search asks for no more bits than the key has, so
/// whoever crafts keys of one hash gains nothing.
#[derive(Debug, Default)]
struct Places<'k> {
    keys: Vec<Cow<'k, [u8]>>,
    /// First the buckets, then two for each fork.
    links: Vec<Link>,
    /// How many buckets: nothing or a power of two.
    buckets: usize,
}

/// What stands at a place of a tree.
#[derive(Debug, Clone, Copy)]
enum Link {
    Nothing,
    /// The key of that place.
    Key(usize),
    /// Keys that differ first in the bit at `depth`: the tree goes on at `sides` for those without
    /// it, and behind for those with it.
    Fork {
        sides: usize,
        depth: usize,
    },
}

/// Deeper than every fork.
const BOTTOM: usize = usize::MAX;

impl<'k> Places<'k> {
    #[inline(never)]
    fn get(&self, key: &[u8]) -> Option<usize> {
        let Some(Link::Key(place)) = self.links.get(self.walk(key, BOTTOM)) else { return None };
        self.keys.get(*place).filter(|known| known.as_ref() == key).map(|_| *place)
    }

    /// Gives a new key the next place, or answers as an error that of a known one.
    #[inline(never)]
    fn claim(&mut self, key: Cow<'k, [u8]>) -> Result<usize, usize> {
        let place = self.keys.len();
        if place == self.buckets {
            self.spread((2 * place).max(8));
        }
        self.keys.push(key);
        match self.plant(place) {
            Some(known) => {
                self.keys.pop();
                Err(known)
            }
            None => Ok(place),
        }
    }

    /// Puts the keys into so many buckets.
    fn spread(&mut self, buckets: usize) {
        self.buckets = buckets;
        self.links.clear();
        while self.links.len() < buckets {
            self.links.push(Link::Nothing);
        }
        for place in 0..self.keys.len() {
            self.plant(place);
        }
    }

    /// Puts the key of that place into its tree, unless it stands there under an earlier one.
    fn plant(&mut self, place: usize) -> Option<usize> {
        let key = self.keys.get(place)?;
        let mut at = self.walk(key, BOTTOM);
        let mut planted = Link::Key(place);
        if let Some(Link::Key(other)) = self.links.get(at) {
            let Some(depth) = difference(key, self.keys.get(*other)?) else { return Some(*other) };
            at = self.walk(key, depth);
            let (old, sides) = (*self.links.get(at)?, self.links.len());
            let [left, right] = if bit(key, depth) == 0 { [planted, old] } else { [old, planted] };
            self.links.push(left);
            self.links.push(right);
            planted = Link::Fork { sides, depth };
        }
        *self.links.get_mut(at)? = planted;
        None
    }

    /// Where the way of a key ends, or comes to a fork at `depth` or deeper.
    #[inline(never)]
    fn walk(&self, key: &[u8], depth: usize) -> usize {
        let mut at = hash(key) & self.buckets.wrapping_sub(1);
        while let Some(Link::Fork { sides, depth: own }) = self.links.get(at)
            && *own < depth
        {
            at = sides + bit(key, *own);
        }
        at
    }
}

fn hash(key: &[u8]) -> usize {
    let mix = |hash: u64, part: u64| (hash ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let (words, rest) = key.as_chunks();
    let hash = words.iter().fold(0, |hash: u64, word| {
        let hash = mix(hash, u64::from_le_bytes(*word));
        hash ^ hash >> 32
    });
    (rest.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte))) >> 32) as usize
}

/// A byte of a key as 9 bits, so that none is there where the key has ended.
fn letter(key: &[u8], place: usize) -> usize {
    key.get(place).map_or(0, |byte| 0x100 | usize::from(*byte))
}

fn bit(key: &[u8], depth: usize) -> usize {
    letter(key, depth / 16) >> (8 - depth % 16) & 1
}

/// The depth of the first bit in which two keys differ: 16 for each byte before it.
fn difference(a: &[u8], b: &[u8]) -> Option<usize> {
    (0..a.len().max(b.len())).find_map(|place| {
        let bits = letter(a, place) ^ letter(b, place);
        Some(16 * place + 8 - bits.checked_ilog2()? as usize)
    })
}

/// Lists what an iterator yields. The standard library's `collect` asks for the first value apart
/// from the others, and for how many there may be: all that an iterator does, twice in the wasm.
pub trait Listed: Iterator + Sized {
    /// The values in their order.
    fn listed(self) -> Vec<Self::Item> {
        let mut values = Vec::new();
        for value in self {
            values.push(value);
        }
        values
    }
}

impl<I: Iterator> Listed for I {}

/// The texts with `between` from each to the next.
pub fn joined(texts: &[impl AsRef<str>], between: &str) -> String {
    let mut joined = String::new();
    for (place, text) in texts.iter().enumerate() {
        joined.push_str(if place == 0 { "" } else { between });
        joined.push_str(text.as_ref());
    }
    joined
}

/// The values in the order that `compare` gives; equals stay as they came.
pub fn sorted<T>(mut values: Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) -> Vec<T> {
    let order = order_of(values.len(), &mut |a, b| match (values.get(a), values.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    arrange(order, &mut |a, b| {
        if a < values.len() && b < values.len() {
            values.swap(a, b);
        }
    });
    values
}

/// The places `0..count` in the order that `compare` gives them: a merge sort.
fn order_of(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    // Most of what is sorted comes in order.
    if (1..count).all(|place| compare(place - 1, place).is_le()) {
        return order;
    }
    let mut width = 1;
    while width < count {
        let mut merged = Vec::with_capacity(count);
        for pair in order.chunks(2 * width) {
            let (mut left, mut right) = pair.split_at_checked(width).unwrap_or((pair, &[]));
            while let ([a, more @ ..], [b, rest @ ..]) = (left, right) {
                if compare(*a, *b).is_le() {
                    merged.push(*a);
                    left = more;
                } else {
                    merged.push(*b);
                    right = rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        order = merged;
        width *= 2;
    }
    order
}

/// Puts values in order by swaps; `order` says for each place which one comes there.
fn arrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        // What stood at the start goes round the cycle until it has come to its own place.
        let mut place = start;
        while let Some(wanted) = order.get_mut(place) {
            let from = std::mem::replace(wanted, place);
            if from == start {
                break;
            }
            swap(place, from);
            place = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_keeps_its_first_value() {
        let mut keyed = Keyed::default();
        assert!(keyed.add("ana".as_bytes(), 1));
        assert!(!keyed.add("ana".as_bytes(), 2));
        assert!(keyed.add(vec![0, 255], 3));
        assert_eq!(
            (keyed.get("ana"), keyed.get([0, 255]), keyed.get("bo")),
            (Some(&1), Some(&3), None)
        );
        *keyed.get_or_add("bo".as_bytes(), 4).unwrap() += 1;
        *keyed.get_or_add("bo".as_bytes(), 9).unwrap() += 1;
        assert_eq!(keyed.get("bo"), Some(&6));
    }

    // Up, down and mixed, over many buckets.
    #[test]
    fn every_key_is_found_whatever_the_order_they_come_in() {
        for step in [1_u32, 9_999, 4_567] {
            let mut keyed = Keyed::default();
            let keys = (0..10_000_u32).map(|index| (index * step % 10_000).to_be_bytes());
            for (place, key) in keys.clone().enumerate() {
                assert!(keyed.add(key.to_vec(), place));
                assert!(!keyed.add(key.to_vec(), 0));
            }
            for (place, key) in keys.enumerate() {
                assert_eq!(keyed.get(key), Some(&place));
            }
            assert_eq!(keyed.get(10_000_u32.to_be_bytes()), None);
        }
    }

    #[test]
    fn a_key_is_told_from_those_it_begins_or_ends() {
        let long = vec![b'a'; 5_000];
        let mut keyed = Keyed::default();
        let keys = (0..400).flat_map(|length| {
            let mut ends_in_0 = long[..length].to_vec();
            ends_in_0.push(0);
            [long[..length].to_vec(), ends_in_0, long[..5_000 - length].to_vec()]
        });
        for (place, key) in keys.clone().enumerate() {
            assert!(keyed.get(&key).is_none());
            assert!(keyed.add(key, place));
        }
        for (place, key) in keys.enumerate() {
            assert_eq!(keyed.get(&key), Some(&place));
        }
        assert_eq!(keyed.get(&long[..2_500]), None);
    }

    // Two words of which the hash knows only that both are the same: one bucket for all of them.
    #[test]
    fn keys_of_one_hash_are_told_apart() {
        let first_of = |index: u64| index.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let key = |index: u64| {
            let mixed = first_of(index) ^ first_of(index) >> 32;
            [index.to_le_bytes(), mixed.to_le_bytes()].concat()
        };
        let mut keyed = Keyed::default();
        for index in 0..5_000 {
            assert_eq!(hash(&key(index)), hash(&key(0)));
            assert!(keyed.add(key(index), index));
        }
        assert!((0..5_000).all(|index| keyed.get(key(index)) == Some(&index)));
    }

    #[test]
    fn a_sort_keeps_equals_as_they_came() {
        let words = vec!["pear", "fig", "plum", "nut"];
        assert_eq!(sorted(words, |a, b| a.len().cmp(&b.len())), ["fig", "nut", "pear", "plum"]);
    }

    #[test]
    fn a_sort_orders_as_the_standard_library_does() {
        let mut seed = 7_u32;
        for count in 0..200 {
            let mut values = Vec::new();
            for place in 0..count {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                values.push((seed >> 28, place));
            }
            let mut expected = values.clone();
            expected.sort_by_key(|value| value.0);
            assert_eq!(sorted(values, |a, b| a.0.cmp(&b.0)), expected);
        }
    }
}
