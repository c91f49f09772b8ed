//! Tables and words of the pages.

use crate::date::InForce;
use crate::rulebook::Scope;

/// Columns that are said once, above the table, when all rows say the same.
const SAID_ONCE: [&str; 2] = ["Confidence", "Source"];

/// A table; columns that are empty throughout are left out.
pub fn table(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let rows: Vec<Vec<String>> = rows.collect();
    let cell =
        |row: &Vec<String>, column: usize| row.get(column).map_or("", |cell| cell).to_owned();
    let mut out = String::new();
    let mut used = Vec::new();
    for (column, head) in heads.iter().enumerate() {
        let first = rows.first().map_or_else(String::new, |row| cell(row, column));
        let same = rows.iter().all(|row| cell(row, column) == first);
        if same && first.is_empty() {
            continue;
        }
        if same && rows.len() > 1 && SAID_ONCE.contains(head) {
            out.push_str(&format!("{head} of all: {first}\n\n"));
            continue;
        }
        used.push((column, *head));
    }
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push_str(&line(used.iter().map(|(_, head)| (*head).to_owned()).collect()));
    out.push_str(&line(used.iter().map(|_| "---".to_owned()).collect()));
    for row in &rows {
        out.push_str(&line(used.iter().map(|(column, _)| cell_of(&cell(row, *column))).collect()));
    }
    out.push('\n');
    out
}

/// Text that cannot end its cell, and in which no stray star or angle makes markup.
fn cell_of(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '|' | '*' | '<' => out.extend(['\\', letter]),
            '\n' => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

/// The first and the last day, blank where there is no known bound.
pub fn days(days: &InForce) -> [String; 2] {
    [days.from, days.until].map(|day| day.map_or_else(String::new, |day| day.to_string()))
}

/// The values, or `every`.
pub fn scope<T: ToString>(scope: &Scope<T>) -> String {
    match scope {
        Scope::Every => "every".to_owned(),
        Scope::Listed(values) => list(values),
    }
}

/// A word of the data for reading: `bank_batch` as `bank batch`.
pub fn plain(word: &str) -> String {
    word.replace('_', " ")
}

/// The values one after the other.
pub fn list<T: ToString>(values: &[T]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_leaves_out_what_it_does_not_use() {
        let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
        let rows = [row(["a|b", "", "c", "law"]), row(["d", "", "e", "law"])];
        assert_eq!(
            table(&["A", "B", "C", "Source"], rows.into_iter()),
            "Source of all: law\n\n| A | C |\n| --- | --- |\n| a\\|b | c |\n| d | e |\n\n"
        );
    }
}
