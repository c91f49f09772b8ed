//! Rows of text with a mark between cells.

use super::at_line;
use crate::issue::{Code, Issue};
use csv::{ReaderBuilder, StringRecord};

/// Shows `take` each row with its line, from 1; rows without any cell are passed over.
pub fn rows(
    text: &str,
    mark: u8,
    take: &mut dyn FnMut(&StringRecord, usize) -> Result<(), Issue>,
) -> Result<(), Issue> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(mark)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(_) => {
                let message = "a row that cannot be read".to_owned();
                let line = usize::try_from(reader.position().line()).unwrap_or(0);
                return Err(at_line(Code::ListInvalid, line, message));
            }
        }
        let line = record.position().map_or(0, |position| position.line());
        // Old files end with the sign that once ended a file.
        let empty = |cell: &str| cell.trim_matches(['\u{1a}', ' ']).is_empty();
        if !record.iter().all(empty) {
            take(&record, usize::try_from(line).unwrap_or(0))?;
        }
    }
}
