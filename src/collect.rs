//! The one map and the one sort of the crate. Each kind of map or sort of the standard library
//! is compiled anew for every type it holds, which is bytes in the wasm; here the part that
//! depends on the type only moves values about.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Values by a key of bytes or text, in the order in which they came.
#[derive(Debug)]
pub struct Keyed<'k, T> {
    places: BTreeMap<Cow<'k, [u8]>, usize>,
    values: Vec<T>,
}

impl<T> Default for Keyed<'_, T> {
    fn default() -> Self {
        Keyed { places: BTreeMap::new(), values: Vec::new() }
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

    #[inline(never)]
    fn place(&self, key: &[u8]) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// The place of a new key, or as an error that of a known one.
    #[inline(never)]
    fn claim(&mut self, key: Cow<'k, [u8]>) -> Result<usize, usize> {
        let next = self.values.len();
        let place = *self.places.entry(key).or_insert(next);
        if place == next { Ok(next) } else { Err(place) }
    }
}

/// The texts with `between` from each to the next.
pub fn joined(texts: &[String], between: &str) -> String {
    let mut joined = String::new();
    for (place, text) in texts.iter().enumerate() {
        joined.push_str(if place == 0 { "" } else { between });
        joined.push_str(text);
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
