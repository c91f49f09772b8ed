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

/// The values in the order that `compare` gives; equals stay as they came.
pub fn sorted<T>(values: Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) -> Vec<T> {
    let order = order_of(values.len(), &mut |a, b| match (values.get(a), values.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut slots: Vec<Option<T>> = values.into_iter().map(Some).collect();
    order.into_iter().filter_map(|place| slots.get_mut(place)?.take()).collect()
}

/// The places `0..count` in the order that `compare` gives them.
#[inline(never)]
fn order_of(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
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
}
