//! From the bytes of a file to its text.

use crate::issue::{Code, Issue};

/// UTF-8, or UTF-16 by its byte order mark or because it begins with `<` in two bytes.
pub fn decode(bytes: &[u8]) -> Result<String, Issue> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [b'<', 0, ..] => utf16(bytes, u16::from_le_bytes),
        [0, b'<', ..] => utf16(bytes, u16::from_be_bytes),
        _ => String::from_utf8(bytes.to_vec()).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let message = format!("the list is not UTF-8 after {valid} bytes");
            Issue::new(Code::Utf8Invalid, message)
                .param("valid_bytes", valid)
                .help("load the file as it was published, or save it as UTF-8")
        }),
    }
}

fn utf16(bytes: &[u8], order: fn([u8; 2]) -> u16) -> Result<String, Issue> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| order(*pair));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    match text {
        Ok(text) if odd.is_empty() => Ok(text),
        _ => Err(Issue::new(Code::TextInvalid, "the list is not UTF-16, as its first bytes say")),
    }
}
