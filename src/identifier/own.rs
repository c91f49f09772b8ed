//! Algorithms that no other identifier shares. Each takes a value whose form fits.

use super::check::{base_36, is_day, luhn, number, span, weighted};

/// The algorithm of that name in `schemes.tsv`.
pub(super) fn named(name: &[u8]) -> Option<fn(&[u8]) -> bool> {
    Some(match name {
        b"tr_vkn" => tr_vkn,
        b"kr_brn" => kr_brn,
        b"mod_10_recursive" => mod_10_recursive,
        b"odd_even_letter" => odd_even_letter,
        b"it_day" => it_day,
        b"de_repeats" => de_repeats,
        b"fr_vat" => fr_vat,
        b"gb_vat" => gb_vat,
        b"ie_letter" => ie_letter,
        b"lu_verhoeff" => lu_verhoeff,
        b"nz_account" => nz_account,
        _ => return None,
    })
}

/// The value of the digit at a place.
fn digit(value: &[u8], place: usize) -> u32 {
    value.get(place).map_or(0, |byte| base_36(*byte))
}

/// The check digit that fills a sum up to a multiple of ten.
fn fills(sum: u32, check: u32) -> bool {
    (sum + check).is_multiple_of(10)
}

/// Turkish company tax number: each digit is moved by its place, then weighted by a power of two.
fn tr_vkn(value: &[u8]) -> bool {
    let mut sum = 0;
    for place in 0..9 {
        let moved = (digit(value, place) + 9 - place as u32) % 10;
        let weighted = (moved << (9 - place)) % 9;
        sum += if moved > 0 && weighted == 0 { 9 } else { weighted };
    }
    fills(sum, digit(value, 9))
}

/// Korean business number: weights, and the tens of the last product once more.
fn kr_brn(value: &[u8]) -> bool {
    fills(weighted(value, b"1371371351") + digit(value, 8) * 5 / 10, 0)
}

/// Swiss references: modulo 10, recursive.
fn mod_10_recursive(value: &[u8]) -> bool {
    let next = |carry: u32, byte: &u8| {
        let row = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
        row.get(((carry + base_36(*byte)) % 10) as usize).copied().unwrap_or_default()
    };
    let (check, body) = value.split_last().unwrap_or((&0, &[]));
    fills(body.iter().fold(0, next), base_36(*check))
}

/// Italian and Cypriot letters: characters in odd places count by a table, the sum says a letter.
fn odd_even_letter(value: &[u8]) -> bool {
    const ODD: [u32; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let (check, body) = value.split_last().unwrap_or((&0, &[]));
    let part = |(place, byte): (usize, &u8)| {
        let plain = base_36(*byte);
        let plain = if plain > 9 { plain - 10 } else { plain };
        if place % 2 == 1 { plain } else { ODD.get(plain as usize).copied().unwrap_or_default() }
    };
    let sum: u32 = body.iter().enumerate().map(part).sum();
    base_36(*check) == sum % 26 + 10
}

/// The birth date in an Italian tax code: letters may stand for digits, women's days are past 40.
fn it_day(value: &[u8]) -> bool {
    let figure = |place: usize| {
        let byte = value.get(place).copied().unwrap_or_default();
        let stand_in = b"LMNPQRSTUV".iter().position(|letter| *letter == byte);
        stand_in.map_or(base_36(byte), |place| place as u32)
    };
    let month = value.get(8).and_then(|byte| b"ABCDEHLMPRST".iter().position(|m| m == byte));
    let day = (figure(9) * 10 + figure(10)) % 40;
    let month = month.map_or(0, |month| month as u32 + 1);
    is_day(figure(6) * 10 + figure(7), month, day, b'0')
}

/// German tax number: it begins with no zero, and of its first ten digits just one is there twice
/// or three times, and three of them never side by side.
fn de_repeats(value: &[u8]) -> bool {
    let body = span(value, (0, 10));
    let mut repeated = 0;
    for figure in b'0'..=b'9' {
        match body.iter().filter(|byte| **byte == figure).count() {
            0 | 1 => {}
            2 | 3 => repeated += 1,
            _ => return false,
        }
        if body.windows(3).any(|three| three.iter().all(|byte| *byte == figure)) {
            return false;
        }
    }
    repeated == 1 && body.first() != Some(&b'0')
}

/// French VAT: two digits over the SIREN, or two characters by another sum.
fn fr_vat(value: &[u8]) -> bool {
    const LETTERS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let siren = span(value, (2, 0));
    // Monaco's begin with 000 and are no SIREN.
    if span(siren, (0, 3)) != b"000" && !luhn(siren) {
        return false;
    }
    let place = |at: usize| {
        let byte = value.get(at).copied().unwrap_or_default();
        LETTERS.iter().position(|letter| *letter == byte).map_or(0, |place| place as u32)
    };
    let (first, second) = (place(0), place(1));
    if first < 10 && second < 10 {
        return (number(siren, 0, 97) * 100 + 12) % 97 == first * 10 + second;
    }
    let check = if first < 10 {
        first * 24 + second - 10
    } else {
        (first * 34 + second).saturating_sub(100)
    };
    (number(siren, 0, 11) + 1 + check / 11) % 11 == check % 11
}

/// British VAT: old numbers leave 0, newer ones, from 100, also 42 and 55.
fn gb_vat(value: &[u8]) -> bool {
    match weighted(value, b"8765432A1") % 97 {
        0 => true,
        42 | 55 => digit(value, 0) > 0,
        _ => false,
    }
}

/// Irish tax numbers: seven digits and a letter, a second letter weighted 9. Old ones have a
/// letter or a sign in second place, and their first digit counts last.
fn ie_letter(value: &[u8]) -> bool {
    const LETTERS: &[u8] = b"WABCDEFGHIJKLMNOPQRSTUV";
    let letter = |byte: &u8| LETTERS.iter().position(|known| known == byte).map_or(0, |p| p as u32);
    let old = value.get(1).is_some_and(|byte| !byte.is_ascii_digit());
    // In old ones the digits from the third move one to the left.
    let sum = weighted(value, if old { b"2076543" } else { b"8765432" });
    let extra = value.get(8).map_or(0, letter);
    // T and X at the end were for married women and are not counted.
    let extra = if extra > 9 { 0 } else { extra };
    LETTERS.get(((sum + 9 * extra) % 23) as usize) == value.get(7)
}

/// Verhoeff's check digit: the last one over the first eleven, in Luxembourg's 13.
fn lu_verhoeff(value: &[u8]) -> bool {
    // The dihedral group of ten: rotations below 5, reflections from there.
    fn joined(a: u32, b: u32) -> u32 {
        match (a < 5, b < 5) {
            (true, true) => (a + b) % 5,
            (true, false) => (a + b) % 5 + 5,
            (false, true) => (a - b) % 5 + 5,
            (false, false) => (a + 5 - b) % 5,
        }
    }
    let moved = |figure: u32| [1, 5, 7, 6, 2, 8, 3, 0, 9, 4].get(figure as usize).copied();
    let figures = span(value, (0, 11)).iter().rev();
    let mut check = digit(value, 12);
    for (place, byte) in (1..).zip(figures) {
        let mut figure = base_36(*byte);
        for _ in 0..place {
            figure = moved(figure).unwrap_or_default();
        }
        check = joined(check, figure);
    }
    check == 0
}

/// New Zealand accounts: the bank says the algorithm.
fn nz_account(value: &[u8]) -> bool {
    // A to G of the banks' standard; products are reduced by the first modulus, the sum by the
    // second.
    let base = number(span(value, (6, 13)), 0, 10_000_000);
    let (weights, reduced, modulus): (&[u8; 16], u32, u32) = match span(value, (0, 2)) {
        b"08" => (&[0, 0, 0, 0, 0, 0, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0], 11, 11),
        b"09" => (&[0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 4, 3, 2, 0, 0, 1], 9, 11),
        b"25" | b"33" => (&[0, 0, 0, 0, 0, 0, 1, 7, 3, 1, 7, 3, 1, 0, 0, 0], 10, 10),
        b"26" | b"28" | b"29" => (&[0, 0, 0, 0, 0, 0, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1], 9, 10),
        b"31" => return true,
        _ if base >= 990_000 => (&[0, 0, 0, 0, 0, 0, 0, 10, 5, 8, 4, 2, 1, 0, 0, 0], 11, 11),
        _ => (&[0, 0, 6, 3, 7, 9, 0, 10, 5, 8, 4, 2, 1, 0, 0, 0], 11, 11),
    };
    let part = |(byte, weight): (&u8, &u8)| {
        let product = base_36(*byte) * u32::from(*weight);
        if product > reduced { product % reduced } else { product }
    };
    let sum: u32 = value.iter().zip(weights).map(part).sum();
    sum.is_multiple_of(modulus)
}
