//! Lower-case hexadecimal, eight digits at a time: every answer is full of it.

/// A byte of the same number in each of eight.
const EACH: u64 = 0x0101_0101_0101_0101;

/// Two digits of each byte.
pub(super) fn digits(bytes: &[u8; 32]) -> [u8; 64] {
    let mut digits = [0; 64];
    for (eight, four) in digits.as_chunks_mut().0.iter_mut().zip(bytes.as_chunks().0) {
        *eight = eight_digits(*four);
    }
    digits
}

/// The first byte is the lowest, here and in what is answered.
fn eight_digits(bytes: [u8; 4]) -> [u8; 8] {
    let bytes = u64::from(u32::from_le_bytes(bytes));
    let pairs = (bytes | bytes << 16) & 0x0000_ffff_0000_ffff;
    let single = (pairs | pairs << 8) & 0x00ff_00ff_00ff_00ff;
    let halves = (single >> 4 | single << 8) & (15 * EACH);
    // One where the digit is a letter: six more than nine is sixteen.
    let letters = (halves.wrapping_add(6 * EACH) >> 4) & EACH;
    let beyond_nine = u64::from(b'a' - b'9' - 1);
    halves
        .wrapping_add(u64::from(b'0') * EACH)
        .wrapping_add(letters.wrapping_mul(beyond_nine))
        .to_le_bytes()
}

/// The digits as text.
pub(super) fn text(digits: &[u8; 64]) -> &str {
    std::str::from_utf8(digits).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{digits, text};

    #[test]
    fn each_byte_has_its_two_digits() {
        let all: Vec<u8> = (0..=255).chain(0..=31).collect();
        // At every place of the 32.
        for bytes in all.windows(32) {
            let expected: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(text(&digits(bytes.try_into().unwrap())), expected);
        }
    }
}
