//! The notation of forms: what stands where in an identifier.
//!
//! `n` a digit, `a` a letter, `c` either, `[A-F9]` one of these, `'RF'` just that; each but the
//! last with a count, `n9`, or a range, `n8-10`, at most one range in a pattern.

/// The cells of a text, each up to a separator; an empty text is one empty cell.
pub(super) fn cells(text: &[u8], separator: u8) -> Cells<'_> {
    Cells { rest: Some(text), separator }
}

/// One way to split what is told in notations, so that all of them share its code.
pub(super) struct Cells<'t> {
    rest: Option<&'t [u8]>,
    separator: u8,
}

impl<'t> Iterator for Cells<'t> {
    type Item = &'t [u8];

    #[inline(never)]
    fn next(&mut self) -> Option<&'t [u8]> {
        let rest = self.rest?;
        let end = rest.iter().position(|byte| *byte == self.separator).unwrap_or(rest.len());
        let (cell, rest) = rest.split_at_checked(end)?;
        self.rest = rest.split_first().map(|(_, rest)| rest);
        Some(cell)
    }
}

/// So many characters of one kind.
struct Item<'p> {
    /// `n`, `a`, `c`, `[` or `'`.
    kind: u8,
    /// What stands between the brackets or the quotes.
    set: &'p [u8],
    min: usize,
    max: usize,
}

/// The items of a pattern, in order.
struct Items<'p>(&'p [u8]);

impl<'p> Iterator for Items<'p> {
    type Item = Item<'p>;

    fn next(&mut self) -> Option<Item<'p>> {
        let (&kind, rest) = self.0.split_first()?;
        self.0 = rest;
        let mut set: &[u8] = &[];
        if matches!(kind, b'[' | b'\'') {
            let end = if kind == b'[' { b']' } else { kind };
            set = cells(self.0, end).next().unwrap_or_default();
            self.0 = self.0.get(set.len() + 1..).unwrap_or_default();
        }
        let min = self.count();
        let mut max = min;
        if let Some((b'-', rest)) = self.0.split_first() {
            self.0 = rest;
            max = self.count();
        }
        let (min, max) = if kind == b'\'' {
            (set.len(), set.len())
        } else {
            (min.unwrap_or(1), max.unwrap_or(1))
        };
        Some(Item { kind, set, min, max })
    }
}

impl Items<'_> {
    fn count(&mut self) -> Option<usize> {
        let mut count = None;
        while let Some((byte @ b'0'..=b'9', rest)) = self.0.split_first() {
            count = Some(count.unwrap_or(0) * 10 + usize::from(byte - b'0'));
            self.0 = rest;
        }
        count
    }
}

impl Item<'_> {
    fn takes(&self, place: usize, byte: u8) -> bool {
        match self.kind {
            b'n' => byte.is_ascii_digit(),
            b'a' => byte.is_ascii_uppercase(),
            b'c' => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
            b'\'' => self.set.get(place) == Some(&byte),
            _ => in_set(self.set, byte),
        }
    }

    fn add_regex(&self, regex: &mut String) {
        match self.kind {
            b'\'' => return self.add_set(regex),
            b'n' => regex.push_str("[0-9]"),
            b'a' => regex.push_str("[A-Z]"),
            b'c' => regex.push_str("[0-9A-Z]"),
            _ => {
                regex.push('[');
                self.add_set(regex);
                regex.push(']');
            }
        }
        if (self.min, self.max) != (1, 1) {
            regex.push('{');
            self.add_count(",", regex);
            regex.push('}');
        }
    }

    /// Patterns are ASCII and Latin-1.
    fn add_set(&self, text: &mut String) {
        for byte in self.set {
            text.push(char::from(*byte));
        }
    }

    fn add_count(&self, to: &str, text: &mut String) {
        text.push_str(&self.min.to_string());
        if self.max > self.min {
            text.push_str(to);
            text.push_str(&self.max.to_string());
        }
    }

    /// As people read it: `9 digits`.
    fn describe(&self, says: &mut String) {
        if self.kind != b'\'' {
            self.add_count(" to ", says);
        }
        let one = self.max == 1;
        match self.kind {
            b'[' => says.push_str(" of "),
            b'n' => says.push_str(if one { " digit" } else { " digits" }),
            b'a' => says.push_str(if one { " letter" } else { " letters" }),
            b'c' => says.push_str(if one { " letter or digit" } else { " letters or digits" }),
            _ => {}
        }
        self.add_set(says);
    }
}

/// Whether the byte is in a set such as `A-HJ9`.
fn in_set(set: &[u8], byte: u8) -> bool {
    let range =
        |triple: &[u8]| matches!(triple, [low, b'-', high] if (*low..=*high).contains(&byte));
    // A hyphen means itself only where it comes first.
    let plain = byte != b'-' || set.first() == Some(&byte);
    plain && set.contains(&byte) || set.windows(3).any(range)
}

/// The least characters that fit the pattern.
pub(super) fn least(pattern: &[u8]) -> usize {
    Items(pattern).map(|item| item.min).sum()
}

/// Whether all of the value fits the pattern.
pub(super) fn fits(pattern: &[u8], value: &[u8]) -> bool {
    let Some(mut spare) = value.len().checked_sub(least(pattern)) else { return false };
    let mut rest = value.iter();
    for item in Items(pattern) {
        let count = item.min + spare.min(item.max - item.min);
        spare -= count - item.min;
        let all = (0..count).all(|place| rest.next().is_some_and(|byte| item.takes(place, *byte)));
        if !all {
            return false;
        }
    }
    rest.next().is_none()
}

/// The pattern as people read it: `4 letters, then 0, then 6 letters or digits`.
pub(super) fn describe(pattern: &[u8]) -> String {
    let mut says = String::new();
    for item in Items(pattern) {
        says.push_str(if says.is_empty() { "" } else { ", then " });
        item.describe(&mut says);
    }
    says
}

/// Adds the pattern as a regular expression that JavaScript and JSON Schema read.
pub(super) fn add_regex(pattern: &[u8], regex: &mut String) {
    for item in Items(pattern) {
        item.add_regex(regex);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Whether a pattern is made of items that are known.
    pub fn is_well_formed(pattern: &[u8]) -> bool {
        let known = |item: Item| b"nac['".contains(&item.kind) && item.max >= item.min;
        !pattern.is_empty() && Items(pattern).all(known)
    }

    #[test]
    fn a_pattern_takes_what_it_says() {
        for (pattern, good, bad, says, regex_of) in [
            ("n9", "021000021", "02100002A", "9 digits", "[0-9]{9}"),
            ("n8-9", "12345678", "1234567", "8 to 9 digits", "[0-9]{8,9}"),
            (
                "a4'0'c6",
                "SBIN0000300",
                "SBIN1000300",
                "4 letters, then 0, then 6 letters or digits",
                "[A-Z]{4}0[0-9A-Z]{6}",
            ),
            (
                "'RF'n2c1-21",
                "RF18539007547034",
                "RG18539007547034",
                "RF, then 2 digits, then 1 to 21 letters or digits",
                "RF[0-9]{2}[0-9A-Z]{1,21}",
            ),
            (
                "n7-8[0-9K]",
                "76086428K",
                "7608642855",
                "7 to 8 digits, then 1 of 0-9K",
                "[0-9]{7,8}[0-9K]",
            ),
            ("[A-CX]2n", "XB1", "D11", "2 of A-CX, then 1 digit", "[A-CX]{2}[0-9]"),
            (
                "n6[-+]n4",
                "131052-3080",
                "13105203080",
                "6 digits, then 1 of -+, then 4 digits",
                "[0-9]{6}[-+][0-9]{4}",
            ),
        ] {
            assert!(fits(pattern.as_bytes(), good.as_bytes()), "{pattern} {good}");
            assert!(!fits(pattern.as_bytes(), bad.as_bytes()), "{pattern} {bad}");
            assert!(!fits(pattern.as_bytes(), b""), "{pattern}");
            assert_eq!(describe(pattern.as_bytes()), says);
            let mut regex = String::new();
            add_regex(pattern.as_bytes(), &mut regex);
            assert_eq!(regex, regex_of);
        }
    }
}
