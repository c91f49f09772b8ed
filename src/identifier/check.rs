//! What must hold of an identifier whose form fits: check digits, parts that are assigned, dates.
//! Each check is a small row of data; the arithmetic is here, once.

/// From one place to another, the end excluded; an end of 0 is the end of the value.
pub(super) type Span = (u8, u8);

/// One thing that must hold.
#[derive(Debug, Clone, Copy)]
pub(super) enum Check {
    /// A weighted sum.
    Sum(&'static Sum),
    /// What is left when the digits, read as a number, are divided.
    Rest(&'static Rest),
    /// ISO 7064 MOD 97-10 over these letters before the value, so many of its first at the end.
    Mod97(&'static str, usize),
    /// ISO 7064 MOD 11,10.
    Mod11(Span),
    /// A day in the calendar.
    Day(&'static Day),
    /// The part is one of these words or within one of these ranges, `01-48 51`.
    In(Span, &'static str),
    /// The part is none of them.
    NotIn(Span, &'static str),
    /// Not one digit repeated.
    Mixed,
    /// Not all zeros.
    NotZero,
    /// An algorithm of its own.
    Own(fn(&[u8]) -> bool),
}

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

/// A sum of the characters' values, each times its weight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum {
    of: Span,
    /// Repeated as often as it takes.
    weights: &'static [u8],
    modulus: u8,
    /// Added to the sum.
    start: u8,
    /// The check character for each rest; empty when the rest of the whole must be 0. `>` has the
    /// next sum decide, `?` is never issued.
    table: &'static [u8],
    /// The value of a character is its place here; empty for 0 to 9 and A = 10 to Z = 35.
    alphabet: &'static [u8],
    how: u8,
    next: Option<&'static Sum>,
}

/// Weights count from the right.
pub(super) const RIGHT: u8 = 1;
/// Of a product past the modulus both digits count, as in ISO/IEC 7812 (Luhn).
pub(super) const CROSS: u8 = 2;
/// The check character stands first, not last.
pub(super) const FIRST: u8 = 4;

impl Sum {
    pub(super) const fn new(weights: &'static [u8], modulus: u8) -> Sum {
        let (of, start, how) = ((0, 0), 0, 0);
        Sum { of, weights, modulus, start, table: &[], alphabet: &[], how, next: None }
    }

    pub(super) const fn of(self, start: u8, end: u8) -> Sum {
        Sum { of: (start, end), ..self }
    }

    pub(super) const fn start(self, start: u8) -> Sum {
        Sum { start, ..self }
    }

    pub(super) const fn table(self, table: &'static [u8]) -> Sum {
        Sum { table, ..self }
    }

    pub(super) const fn alphabet(self, alphabet: &'static [u8]) -> Sum {
        Sum { alphabet, ..self }
    }

    pub(super) const fn how(self, how: u8) -> Sum {
        Sum { how, ..self }
    }

    pub(super) const fn next(self, next: &'static Sum) -> Sum {
        Sum { next: Some(next), ..self }
    }

    pub(super) fn holds(&self, value: &[u8]) -> bool {
        let text = span(value, self.of);
        let split = match self.how & FIRST {
            _ if self.table.is_empty() => None,
            0 => text.split_last(),
            _ => text.split_first(),
        };
        let body = split.map_or(text, |(_, body)| body);
        let modulus = u32::from(self.modulus.max(1));
        let mut total = u32::from(self.start);
        for (index, byte) in body.iter().enumerate() {
            let index = if self.how & RIGHT == 0 { index } else { body.len() - 1 - index };
            let weight = self.weights.iter().cycle().nth(index).copied().unwrap_or_default();
            let product = self.value_of(*byte) * u32::from(weight);
            total +=
                if self.how & CROSS == 0 { product } else { product / modulus + product % modulus };
        }
        let rest = total % modulus;
        let Some((check, _)) = split else { return rest == 0 };
        match self.table.get(rest as usize) {
            Some(b'>') => self.next.is_some_and(|next| next.holds(value)),
            wanted => wanted == Some(check),
        }
    }

    fn value_of(&self, byte: u8) -> u32 {
        if self.alphabet.is_empty() {
            return base_36(byte);
        }
        let place = self.alphabet.iter().position(|letter| *letter == byte);
        place.and_then(|place| u32::try_from(place).ok()).unwrap_or_default()
    }
}

/// Digits as a number, divided; what is left stands in the check digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rest {
    /// Characters that are no digits are passed over.
    pub of: Span,
    /// Digits before them.
    pub before: u8,
    pub modulus: u16,
    /// Whether the check is the modulus less what is left.
    pub less: bool,
    /// Where the check stands.
    pub check: Span,
    /// The check character for each rest; empty for the rest in digits.
    pub table: &'static [u8],
}

impl Rest {
    fn holds(&self, value: &[u8]) -> bool {
        let modulus = u32::from(self.modulus.max(1));
        let left = number(span(value, self.of), u32::from(self.before), modulus);
        let left = if self.less { modulus - left } else { left };
        let check = span(value, self.check);
        if self.table.is_empty() {
            return number(check, 0, 1_000_000) == left;
        }
        self.table.get(left as usize) == check.first()
    }
}

/// A day that must be one of the calendar.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day {
    /// Where the year, the month and the day stand, two digits each.
    pub at: [u8; 3],
    /// What is added to the month, with the century that says; a century of 0 is not said.
    pub months: &'static [(u8, u8)],
    /// What may be added to the day.
    pub days: u8,
    /// Where the century stands, and the century for each value there, the last for all others.
    /// Empty when it is not said.
    pub centuries: (u8, &'static [u8]),
}

impl Day {
    /// Day, month and year are said by two digits each, the century is not.
    pub(super) const fn at(year: u8, month: u8, day: u8) -> Day {
        Day { at: [year, month, day], months: &[(0, 0)], days: 0, centuries: (0, &[]) }
    }

    pub(super) fn holds(&self, value: &[u8]) -> bool {
        let [year, month, day] = self.at.map(|at| number(span(value, (at, at + 2)), 0, 1000));
        let (place, centuries) = self.centuries;
        let said = value.get(usize::from(place)).map_or(0, |byte| base_36(*byte));
        let said = centuries.get(said as usize).or(centuries.last()).copied().unwrap_or_default();
        let day = if day > u32::from(self.days) { day - u32::from(self.days) } else { day };
        self.months.iter().any(|(added, century)| {
            let century = if *century == 0 { said } else { *century };
            let month = month.saturating_sub(u32::from(*added));
            is_day(year, month, day, century)
        })
    }
}

/// Whether there is such a day; a year of two digits, in that century or, with 0, in any.
pub(super) fn is_day(year: u32, month: u32, day: u32, century: u8) -> bool {
    let leap = year.is_multiple_of(4) && (year > 0 || century.is_multiple_of(4));
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=last).contains(&day)
}

impl Check {
    /// What is wrong with the value, if anything.
    pub(super) fn flaw(&self, value: &[u8]) -> Option<Flaw> {
        let (holds, flaw) = match self {
            Check::Sum(sum) => (sum.holds(value), Flaw::Digits),
            Check::Rest(rest) => (rest.holds(value), Flaw::Digits),
            Check::Mod97(before, first) => {
                let (head, tail) = value.split_at_checked(*first).unwrap_or((value, &[]));
                (mod_97([before.as_bytes(), tail, head]), Flaw::Digits)
            }
            Check::Mod11(of) => (mod_11_10(span(value, *of)), Flaw::Digits),
            Check::Own(holds) => (holds(value), Flaw::Digits),
            Check::Day(day) => (day.holds(value), Flaw::Date),
            Check::In(of, words) => (is_among(span(value, *of), words), Flaw::Part),
            Check::NotIn(of, words) => (!is_among(span(value, *of), words), Flaw::Part),
            Check::Mixed => (value.windows(2).any(|pair| pair.first() != pair.last()), Flaw::Part),
            Check::NotZero => (value.iter().any(|byte| (b'1'..=b'9').contains(byte)), Flaw::Part),
        };
        (!holds).then_some(flaw)
    }
}

/// The part of the value, or nothing when it is shorter.
pub(super) fn span(value: &[u8], (start, end): Span) -> &[u8] {
    let end = if end == 0 { value.len() } else { usize::from(end) };
    value.get(usize::from(start)..end).unwrap_or_default()
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

fn is_among(part: &[u8], words: &str) -> bool {
    words.split(' ').any(|word| {
        let (low, high) = word.split_once('-').unwrap_or((word, word));
        low.as_bytes() <= part && part <= high.as_bytes()
    })
}
