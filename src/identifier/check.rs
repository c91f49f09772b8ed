//! What must hold of an identifier whose form fits: check digits, parts that are assigned, dates.
//! Each check is a word of `schemes.tsv`, which explains them; the arithmetic is here, once.

use super::own;
use super::pattern::cells;

/// What is wrong with an identifier whose form fits, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flaw {
    /// The check digits do not fit.
    Digits,
    /// A date that there is not.
    Date,
    /// A part that is never issued.
    Part,
}

/// ISO/IEC 7812: every second digit from the right doubled, the sum ends in 0.
const LUHN: &[u8] = b"sum::12:10::rc";

/// The cells of a check, its name first; those that are left out are empty.
type Cells<'c> = [&'c [u8]; 8];

/// What is wrong with the value, if anything.
pub(super) fn flaw(check: &[u8], value: &[u8]) -> Option<Flaw> {
    let mut all: Cells = [&[]; 8];
    for (cell, text) in all.iter_mut().zip(cells(check, b':')) {
        *cell = text;
    }
    let [name, first, second, ..] = all;
    let (holds, flaw) = match name {
        b"" => return None,
        b"sum" => (sum(all, value), Flaw::Digits),
        b"luhn" => (luhn(value), Flaw::Digits),
        b"rest" => (rest(all, value), Flaw::Digits),
        b"mod97" => {
            let (head, tail) = value.split_at_checked(whole(second)).unwrap_or((value, &[]));
            (mod_97([first, tail, head]), Flaw::Digits)
        }
        b"mod11" => (mod_11_10(value), Flaw::Digits),
        b"day" => (day(all, value), Flaw::Date),
        b"in" => (is_among(part(value, first), second), Flaw::Part),
        b"not" => (!is_among(part(value, first), second), Flaw::Part),
        b"mixed" => (value.windows(2).any(|pair| pair.first() != pair.last()), Flaw::Part),
        b"nonzero" => (value.iter().any(|byte| (b'1'..=b'9').contains(byte)), Flaw::Part),
        name => (own::named(name).is_some_and(|holds| holds(value)), Flaw::Digits),
    };
    (!holds).then_some(flaw)
}

/// Whether the value ends in its check digit by ISO/IEC 7812.
pub(super) fn luhn(value: &[u8]) -> bool {
    flaw(LUHN, value).is_none()
}

/// A weighted sum.
fn sum(check: Cells, value: &[u8]) -> bool {
    let [_, places, weights, modulus, table, how, start, alphabet] = check;
    let text = part(value, places);
    let split = match how.contains(&b'f') {
        _ if table.is_empty() => None,
        false => text.split_last(),
        true => text.split_first(),
    };
    let body = split.map_or(text, |(_, body)| body);
    let modulus = whole(modulus).max(1);
    for weights in cells(weights, b'>') {
        let mut total = whole(start);
        for (index, byte) in body.iter().enumerate() {
            let index = if how.contains(&b'r') { body.len() - 1 - index } else { index };
            let weight = weights.get(index % weights.len().max(1)).map_or(0, |byte| base_36(*byte));
            let product = value_of(*byte, alphabet) * weight as usize;
            let both = how.contains(&b'c');
            total += if both { product / modulus + product % modulus } else { product };
        }
        let Some((check, _)) = split else { return total.is_multiple_of(modulus) };
        match table.get(total % modulus) {
            Some(b'>') => {}
            wanted => return wanted == Some(check),
        }
    }
    split.is_some_and(|(check, _)| *check == b'0')
}

fn value_of(byte: u8, alphabet: &[u8]) -> usize {
    if alphabet.is_empty() {
        return base_36(byte) as usize;
    }
    alphabet.iter().position(|letter| *letter == byte).unwrap_or_default()
}

/// Digits as a number, divided; what is left stands in the check digits.
fn rest(check: Cells, value: &[u8]) -> bool {
    let [_, places, check, modulus, table, less, before, _] = check;
    let (modulus, check) = (number(modulus, 0, 1000), part(value, check));
    let left = number(part(value, places), number(before, 0, 10), modulus);
    let left = if less.is_empty() { left } else { modulus - left };
    if table.is_empty() {
        return number(check, 0, 1_000_000) == left;
    }
    table.get(left as usize) == check.first()
}

/// A day that must be one of the calendar.
fn day(check: Cells, value: &[u8]) -> bool {
    let [_, at, months, days, place, centuries, ..] = check;
    let [year, month, day] = [0, 1, 2].map(|index| {
        let at = at.get(index).map_or(1, |byte| base_36(*byte) as usize);
        number(span(value, (at.saturating_sub(1), at + 1)), 0, 1000)
    });
    let said = part(value, place).first().map_or(0, |byte| base_36(*byte));
    let said = centuries.get(said as usize).or(centuries.last()).copied().unwrap_or(b'0');
    let days = number(days, 0, 100);
    let day = if day > days { day - days } else { day };
    cells(months, b',').any(|added| {
        let (tens, century) = match added {
            [tens, century] => (base_36(*tens), *century),
            _ => (0, said),
        };
        is_day(year, month.saturating_sub(tens * 10), day, century)
    })
}

/// Whether there is such a day; a year of two digits, in the century of that last digit.
pub(super) fn is_day(year: u32, month: u32, day: u32, century: u8) -> bool {
    let leap = year.is_multiple_of(4) && (year > 0 || century == b'0');
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=last).contains(&day)
}

/// From one place to another, the end excluded; an end of 0 is the end of the value. Nothing when
/// the value is shorter.
pub(super) fn span(value: &[u8], (start, end): (usize, usize)) -> &[u8] {
    value.get(start..if end == 0 { value.len() } else { end }).unwrap_or_default()
}

/// The part that places such as `2-9` name; all of the value when they name none.
fn part<'v>(value: &'v [u8], places: &[u8]) -> &'v [u8] {
    let (first, last) = range(places);
    span(value, (whole(first).saturating_sub(1), whole(last)))
}

/// Both ends of `2-9`; of `2` the same twice.
fn range(word: &[u8]) -> (&[u8], &[u8]) {
    let mut ends = cells(word, b'-');
    let low = ends.next().unwrap_or_default();
    (low, ends.next().unwrap_or(low))
}

fn whole(digits: &[u8]) -> usize {
    number(digits, 0, 1000) as usize
}

/// 0 to 9, A = 10 to Z = 35, 36 for anything else.
pub(super) fn base_36(byte: u8) -> u32 {
    char::from(byte).to_digit(36).unwrap_or(36)
}

/// The digits after `before`, as a number, less every multiple of the modulus.
pub(super) fn number(digits: &[u8], before: u32, modulus: u32) -> u32 {
    let modulus = modulus.max(1);
    let digits = digits.iter().filter(|byte| byte.is_ascii_digit());
    digits.fold(before, |left, byte| (left * 10 + base_36(*byte)) % modulus)
}

/// The values of the characters, each times its weight.
pub(super) fn weighted(value: &[u8], weights: &[u8]) -> u32 {
    let mut sum = 0;
    for (byte, weight) in value.iter().zip(weights) {
        sum += base_36(*byte) * base_36(*weight);
    }
    sum
}

/// ISO 7064 MOD 97-10: the parts as one number, letters as two digits, leave 1.
pub(super) fn mod_97(parts: [&[u8]; 3]) -> bool {
    let left = parts.iter().copied().flatten().fold(0, |left, byte| {
        let value = base_36(*byte);
        (left * if value > 9 { 100 } else { 10 } + value) % 97
    });
    left == 1
}

/// ISO 7064 MOD 11,10: a hybrid of two sums.
fn mod_11_10(digits: &[u8]) -> bool {
    let last = digits.iter().fold(5, |check, byte| {
        let doubled = if check == 0 { 10 } else { check } * 2 % 11;
        (doubled + base_36(*byte)) % 10
    });
    last == 1
}

fn is_among(part: &[u8], words: &[u8]) -> bool {
    cells(words, b',').any(|word| {
        let (low, high) = range(word);
        low <= part && part <= high
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Whether a check has a name and cells that are read.
    pub fn is_well_formed(check: &[u8]) -> bool {
        let cells: Vec<&[u8]> = check.split(|byte| *byte == b':').collect();
        let cell = |place: usize| cells.get(place).copied().unwrap_or_default();
        let digits = |text: &[u8]| text.iter().all(u8::is_ascii_digit);
        let places = |text| digits(range(text).0) && digits(range(text).1);
        let letters = |text: &[u8], of: &[u8]| text.iter().all(|byte| of.contains(byte));
        let figures = |text: &[u8]| text.iter().all(|byte| base_36(*byte) < 36);
        match cell(0) {
            b"sum" => {
                let weights = cell(2).split(|byte| *byte == b'>').all(figures);
                let modulus = whole(cell(3));
                let table = cell(4).is_empty() || cell(4).len() == modulus;
                let how = letters(cell(5), b"rcf") && digits(cell(6)) && cells.len() <= 8;
                places(cell(1)) && !cell(2).is_empty() && weights && modulus > 1 && table && how
            }
            b"rest" => {
                let modulus = whole(cell(3));
                let table = cell(4).is_empty() || cell(4).len() == modulus;
                let how = letters(cell(5), b"l") && digits(cell(6)) && cells.len() <= 7;
                places(cell(1)) && places(cell(2)) && modulus > 1 && table && how
            }
            b"day" => {
                let centuries = letters(cell(5), b"89012") && digits(cell(4));
                let added = letters(cell(2), b"0123456789,") && digits(cell(3));
                cell(1).len() == 3 && figures(cell(1)) && added && centuries && cells.len() <= 6
            }
            b"in" | b"not" => places(cell(1)) && !cell(2).is_empty() && cells.len() == 3,
            b"mod97" => figures(cell(1)) && digits(cell(2)) && cells.len() <= 3,
            b"luhn" | b"mod11" | b"mixed" | b"nonzero" => cells.len() == 1,
            name => own::named(name).is_some() && cells.len() == 1,
        }
    }
}
