//! Values by the half of a hash. Its bytes are as good as drawn at random, whoever chose what they
//! are of, so they are their own place in the table.

/// Half of a hash.
pub type Print = [u8; 16];

/// Values by the half of a hash, in the order in which they came.
#[derive(Debug)]
pub struct Prints<T> {
    /// From the place a print asks for on: one more than that of its entry, 0 where none is. Their
    /// number is a power of two, and at most half of them are taken.
    slots: Vec<u32>,
    entries: Vec<(Print, T)>,
}

impl<T> Default for Prints<T> {
    fn default() -> Self {
        Prints { slots: Vec::new(), entries: Vec::new() }
    }
}

impl<T> Prints<T> {
    /// The value of the print.
    pub fn get(&self, print: Print) -> Option<&T> {
        let entry = self.slot(print).ok()?;
        self.entries.get(entry).map(|(_, value)| value)
    }

    /// The value of the print, after giving it this one if it has none.
    pub fn get_or_add(&mut self, print: Print, value: T) -> Option<&mut T> {
        if self.slots.len() < 2 * (self.entries.len() + 1) {
            self.grow();
        }
        let entry = match self.slot(print) {
            Ok(entry) => entry,
            Err(free) => {
                self.entries.push((print, value));
                let place = self.slots.get_mut(free)?;
                *place = u32::try_from(self.entries.len()).ok()?;
                self.entries.len() - 1
            }
        };
        self.entries.get_mut(entry).map(|(_, value)| value)
    }

    /// The entry of the print, or as an error the slot where it would stand.
    fn slot(&self, print: Print) -> Result<usize, usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = start(print) & mask;
        loop {
            let entry = match self.slots.get(slot) {
                None | Some(0) => return Err(slot),
                Some(entry) => *entry as usize - 1,
            };
            if self.entries.get(entry).is_some_and(|(known, _)| *known == print) {
                return Ok(entry);
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let count = (4 * self.entries.len()).next_power_of_two().max(16);
        self.slots.clear();
        self.slots.resize(count, 0);
        for (entry, (print, _)) in (1..).zip(&self.entries) {
            let mut slot = start(*print) & (count - 1);
            while self.slots.get(slot).is_some_and(|taken| *taken != 0) {
                slot = (slot + 1) & (count - 1);
            }
            if let Some(free) = self.slots.get_mut(slot) {
                *free = entry;
            }
        }
    }
}

fn start(print: Print) -> usize {
    let [a, b, c, d, ..] = print;
    u32::from_le_bytes([a, b, c, d]) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_print_keeps_its_first_value() {
        let mut prints = Prints::default();
        // The same place is asked for by all of these.
        let print = |n: u32| {
            let mut print = [7; 16];
            print.iter_mut().rev().zip(n.to_le_bytes()).for_each(|(byte, part)| *byte = part);
            print
        };
        for n in 0..1000 {
            assert_eq!(prints.get_or_add(print(n), n), Some(&mut { n }));
        }
        for n in 0..1000 {
            assert_eq!(prints.get_or_add(print(n), 5000), Some(&mut { n }));
            assert_eq!(prints.get(print(n)), Some(&n));
        }
        assert_eq!(prints.get(print(1000)), None);
        assert_eq!(Prints::<u8>::default().get(print(0)), None);
    }
}
