//! Looks for the end of a text eight bytes at a time.

/// How many characters stand for themselves, up to a quote, a backslash or a control character.
#[inline(never)]
pub fn plain_length(bytes: &[u8]) -> usize {
    let (mut words, rest) = bytes.as_chunks();
    let mut length = 0_usize;
    while let [word, more @ ..] = words {
        let ends = ends_of_text(u64::from_le_bytes(*word));
        if ends != 0 {
            return length.wrapping_add(ends.trailing_zeros() as usize / 8);
        }
        length = length.wrapping_add(8);
        words = more;
    }
    let is_end = |byte: &u8| *byte < b' ' || matches!(byte, b'"' | b'\\');
    length.wrapping_add(rest.iter().position(is_end).unwrap_or(rest.len()))
}

/// The highest bit of the first of eight bytes, the lowest one first, that is a quote, a backslash
/// or a control character; bits after it mean nothing.
#[inline(always)]
fn ends_of_text(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let below = |word: u64, limit: u8| word.wrapping_sub(EACH * u64::from(limit)) & !word;
    let is = |byte: u8| below(word ^ (EACH * u64::from(byte)), 1);
    (is(b'"') | is(b'\\') | below(word, b' ')) & (EACH << 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_ends_where_its_first_such_byte_stands() {
        let special = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
        for byte in 0..=u8::MAX {
            for (place, length) in (0..24).flat_map(|place| [(place, place + 1), (place, 30)]) {
                let mut bytes = vec![b'a'; length];
                bytes[place] = byte;
                let expected = if special(byte) { place } else { length };
                assert_eq!(plain_length(&bytes), expected, "{byte} at {place} of {length}");
                // Neither what stands before it nor what comes after changes that.
                for other in [0x20, 0x21, 0x23, 0x5b, 0x5d, 0x7f, 0x80, 0xa2, 0xdc, 0xff] {
                    let mut among = vec![other; length];
                    among[place] = byte;
                    assert_eq!(plain_length(&among), expected, "{byte} among {other}");
                }
            }
        }
    }
}
