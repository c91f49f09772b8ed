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
        self.places.claim(key, self.values.len())
    }
}

/// Keys with their places, sorted, in blocks: whatever the keys are, a search is two bisections
/// and an addition moves no more than a block.
#[derive(Debug, Default)]
struct Places<'k> {
    blocks: Vec<Vec<(Cow<'k, [u8]>, usize)>>,
}

/// A block with more is cut in halves.
const BLOCK_MAX: usize = 256;

impl<'k> Places<'k> {
    #[inline(never)]
    fn get(&self, key: &[u8]) -> Option<usize> {
        let (block, at) = self.find(key).ok()?;
        self.blocks.get(block)?.get(at).map(|(_, place)| *place)
    }

    /// Gives a new key the place, or answers as an error that of a known one.
    #[inline(never)]
    fn claim(&mut self, key: Cow<'k, [u8]>, place: usize) -> Result<usize, usize> {
        let (index, at) = match self.find(&key) {
            Ok(_) => return Err(self.get(&key).unwrap_or(place)),
            Err(free) => free,
        };
        if self.blocks.is_empty() {
            self.blocks.push(Vec::new());
        }
        if let Some(block) = self.blocks.get_mut(index) {
            block.insert(at.min(block.len()), (key, place));
            if block.len() > BLOCK_MAX {
                let upper = block.split_off(BLOCK_MAX / 2);
                self.blocks.insert(index + 1, upper);
            }
        }
        Ok(place)
    }

    /// The block of a key and its place there, or as an error where it would stand.
    fn find(&self, key: &[u8]) -> Result<(usize, usize), (usize, usize)> {
        let begins = |block: &Vec<(Cow<[u8]>, usize)>| {
            block.first().is_some_and(|(first, _)| first.as_ref() <= key)
        };
        let index = self.blocks.partition_point(begins).saturating_sub(1);
        let Some(block) = self.blocks.get(index) else { return Err((0, 0)) };
        match block.binary_search_by(|(known, _)| known.as_ref().cmp(key)) {
            Ok(at) => Ok((index, at)),
            Err(at) => Err((index, at)),
        }
    }
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

    // Up, down and mixed, over many blocks.
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
