//! The lists of the US Treasury's Office of Foreign Assets Control: `SDN.XML`, which the
//! consolidated list shares, and `SDN.CSV` with `ALT.CSV`.

use super::xml::{Node, elements};
use super::{Read, at_line, csv as rows, day};
use crate::collect::Keyed;
use crate::issue::{Code, Issue};
use crate::screening::list::{Birth, Entry, EntryType};
use crate::screening::tables::Tables;
use ::csv::StringRecord;

const COUNTRIES: &[&str] = &[
    "nationalityList/nationality/country",
    "citizenshipList/citizenship/country",
    "addressList/address/country",
];

pub fn xml(text: &str, tables: &Tables) -> Read {
    let mut read = Read::default();
    let mut said = None;
    let mut take = |node: Node| match node.name.as_str() {
        "Publish_Date" => read.published = day(node.text(), [2, 0, 1]),
        "Record_Count" => said = node.text().parse::<usize>().ok(),
        "sdnEntry" => read.entries.push(entry(&node, tables)),
        _ => {}
    };
    let wanted = ["Publish_Date", "Record_Count", "sdnEntry"];
    let done = elements(text, "sdnList", &wanted, &mut take);
    read.issues.extend(done.err());
    let found = read.entries.len();
    if let Some(said) = said.filter(|said| *said != found && read.issues.is_empty()) {
        let message = format!("the list says {said} entries and has {found}");
        read.issues.push(
            Issue::new(Code::ListIncomplete, message).param("expected", said).param("found", found),
        );
    }
    read
}

fn entry(node: &Node, tables: &Tables) -> Entry {
    let mut entry = Entry::new(node.text_at("uid").unwrap_or_default(), node.line);
    entry.kind = kind(node.text_at("sdnType").unwrap_or_default());
    entry.name(&node.joined(&["firstName", "lastName"]), false);
    for aka in node.all("akaList/aka") {
        let weak = aka.text_at("category") == Some("weak");
        entry.name(&aka.joined(&["firstName", "lastName"]), weak);
    }
    for program in node.all("programList/program") {
        entry.program(program.text());
    }
    for birth in node.all("dateOfBirthList/dateOfBirthItem/dateOfBirth") {
        entry.births.extend(Birth::of(birth.text()));
    }
    for path in COUNTRIES {
        for country in node.all(path) {
            entry.country(country.text(), tables);
        }
    }
    entry
}

fn kind(written: &str) -> EntryType {
    match written.to_ascii_lowercase().as_str() {
        "individual" => EntryType::Individual,
        "vessel" => EntryType::Vessel,
        "aircraft" => EntryType::Aircraft,
        _ => EntryType::Entity,
    }
}

/// The cells of `SDN.CSV`, in their order; those between are about ships.
const CELLS: usize = 12;

pub fn csv(text: &str, aliases: Option<&str>, tables: &Tables) -> Read {
    let mut read = Read::default();
    let mut places = Keyed::default();
    let mut take = |row: &StringRecord, line: usize| {
        let cells = cells(row, CELLS, line)?;
        let cell = |place: usize| cells.get(place).copied().unwrap_or_default();
        let mut entry = Entry::new(cell(0), line);
        entry.kind = kind(cell(2));
        entry.name(cell(1), false);
        // Several programmes stand as `SDGT] [SDT`.
        cell(3).split("] [").for_each(|program| entry.program(program));
        cell(11).split(';').for_each(|remark| take_remark(remark, &mut entry, tables));
        places.add(cell(0).as_bytes().to_vec(), read.entries.len());
        read.entries.push(entry);
        Ok(())
    };
    let done = rows::rows(text, b',', &mut take);
    read.issues.extend(done.err());
    if let Some(aliases) = aliases.filter(|_| read.issues.is_empty()) {
        let aliases = aliases.strip_prefix('\u{feff}').unwrap_or(aliases);
        let mut take = |row: &StringRecord, line: usize| {
            let cells = cells(row, 5, line)?;
            let cell = |place: usize| cells.get(place).copied().unwrap_or_default();
            let place = places.get(cell(0)).copied();
            let Some(entry) = place.and_then(|place| read.entries.get_mut(place)) else {
                let message = format!("a name of the entry {}, which is not there", cell(0));
                return Err(at_line(Code::ListIncomplete, line, message));
            };
            entry.name(cell(3), false);
            Ok(())
        };
        let done = rows::rows(aliases, b',', &mut take);
        read.issues.extend(done.err());
    }
    read
}

/// The cells of a row, `-0-` as nothing. The first is the number of the entry.
fn cells(row: &StringRecord, count: usize, line: usize) -> Result<Vec<&str>, Issue> {
    let cells: Vec<&str> = row
        .iter()
        .map(|cell| Some(cell.trim()).filter(|cell| *cell != "-0-").unwrap_or(""))
        .collect();
    let number = cells.first().is_some_and(|id| id.parse::<u32>().is_ok());
    if cells.len() != count || !number {
        let message = format!("expected {count} cells, the first a number");
        return Err(at_line(Code::ListInvalid, line, message));
    }
    Ok(cells)
}

/// `DOB 10 Dec 1948`, `alt. DOB 1936`, `a.k.a. 'PACHO'`, `nationality Iran`.
fn take_remark(remark: &str, entry: &mut Entry, tables: &Tables) {
    let remark = remark.trim().trim_end_matches('.');
    let remark = remark.strip_prefix("alt. ").unwrap_or(remark);
    let words = [("DOB ", 0), ("nationality ", 1), ("citizen ", 1), ("a.k.a. ", 2), ("f.k.a. ", 2)];
    for (word, what) in words {
        let Some(said) = remark.strip_prefix(word) else { continue };
        match what {
            0 => entry.births.extend(Birth::of(said)),
            1 => entry.country(said, tables),
            // Names in remarks are the weak ones.
            _ => entry.name(said.trim_matches('\''), true),
        }
    }
}
