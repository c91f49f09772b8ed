//! The consolidated list of financial sanctions of the European Union, XML 1.1 and CSV.

use super::xml::{Node, elements};
use super::{Read, at_line, csv as rows, day};
use crate::collect::Keyed;
use crate::issue::{Code, Issue};
use crate::screening::list::{Birth, Entry, EntryType};
use crate::screening::tables::Tables;
use ::csv::StringRecord;

pub fn xml(text: &str, tables: &Tables) -> Read {
    let mut read = Read::default();
    let mut take = |node: Node| match node.name.as_str() {
        "sanctionEntity" => read.entries.push(entry(&node, tables)),
        "export" => read.published = node.attribute("generationDate").and_then(of_day),
        _ => {}
    };
    let done = elements(text, "export", &["sanctionEntity"], &mut take);
    read.issues.extend(done.err());
    read
}

fn of_day(written: &str) -> Option<String> {
    day(written, [2, 1, 0])
}

fn entry(node: &Node, tables: &Tables) -> Entry {
    let id = node.attribute("euReferenceNumber").or(node.attribute("logicalId"));
    let mut entry = Entry::new(id.unwrap_or_default(), node.line);
    for subject in node.all("subjectType") {
        let codes = [subject.attribute("code"), subject.attribute("classificationCode")];
        codes.into_iter().flatten().for_each(|code| take_kind(code, &mut entry));
    }
    for alias in node.all("nameAlias") {
        let parts = ["firstName", "middleName", "lastName"];
        let parts: Vec<&str> = parts.iter().filter_map(|part| alias.attribute(part)).collect();
        let name = alias.attribute("wholeName").map_or_else(|| parts.join(" "), str::to_owned);
        entry.name(&name, alias.attribute("strong") == Some("false"));
    }
    for regulation in node.all("regulation") {
        regulation.attribute("programme").into_iter().for_each(|name| entry.program(name));
    }
    for birth in node.all("birthdate") {
        let circa = birth.attribute("circa") == Some("true");
        let exact = birth.attribute("birthdate").or(birth.attribute("year"));
        let range = ["yearRangeFrom", "yearRangeTo"].map(|name| birth.attribute(name));
        let range = range.map(Option::unwrap_or_default).join(" ");
        let said = Birth::of(exact.unwrap_or(&range));
        entry.births.extend(said.map(|said| said.circa(circa)));
    }
    for path in ["citizenship", "address"] {
        for country in node.all(path) {
            let code = country.attribute("countryIso2Code");
            code.into_iter().for_each(|code| entry.country(code, tables));
        }
    }
    entry
}

fn take_kind(code: &str, entry: &mut Entry) {
    match code.to_ascii_lowercase().as_str() {
        "p" | "person" => entry.kind = EntryType::Individual,
        "e" | "enterprise" => entry.kind = EntryType::Entity,
        _ => {}
    }
}

/// What a column is for.
const COLUMNS: &[&str] = &[
    "Entity_EU_ReferenceNumber",
    "Entity_LogicalId",
    "Entity_SubjectType",
    "Entity_SubjectType_ClassificationCode",
    "Entity_Regulation_Programme",
    "NameAlias_WholeName",
    "BirthDate_BirthDate",
    "BirthDate_Year",
    "Address_CountryIso2Code",
    "Citizenship_CountryIso2Code",
    "fileGenerationDate",
];

/// One row for each thing that is said of an entry, so the rows of an entry are put together.
pub fn csv(text: &str, tables: &Tables) -> Read {
    let mut read = Read::default();
    let mut places = Keyed::default();
    let mut header: Option<Vec<Option<usize>>> = None;
    let mut take = |row: &StringRecord, line: usize| {
        let Some(columns) = &header else {
            header = Some(columns(row, line)?);
            return Ok(());
        };
        let cell = |column: usize| {
            let place = columns.get(column).copied().flatten();
            place.and_then(|place| row.get(place)).unwrap_or_default().trim()
        };
        let id = if cell(0).is_empty() { cell(1) } else { cell(0) };
        let next = read.entries.len();
        let place = places.get_or_add(id.as_bytes().to_vec(), next).copied().unwrap_or(next);
        if place == next {
            read.entries.push(Entry::new(id, line));
        }
        read.published = read.published.take().or_else(|| of_day(cell(10)));
        let Some(entry) = read.entries.get_mut(place) else { return Ok(()) };
        [2, 3].into_iter().for_each(|column| take_kind(cell(column), entry));
        entry.program(cell(4));
        entry.name(cell(5), false);
        let birth = if cell(6).is_empty() { cell(7) } else { cell(6) };
        entry.births.extend(Birth::of(birth));
        [8, 9].into_iter().for_each(|column| entry.country(cell(column), tables));
        Ok(())
    };
    let done = rows::rows(text, b';', &mut take);
    read.issues.extend(done.err());
    read
}

/// Where each column stands.
fn columns(row: &StringRecord, line: usize) -> Result<Vec<Option<usize>>, Issue> {
    let place = |name: &&str| row.iter().position(|cell| cell.trim() == *name);
    let columns: Vec<Option<usize>> = COLUMNS.iter().map(place).collect();
    let has = |column: usize| columns.get(column).is_some_and(Option::is_some);
    if has(5) && (has(0) || has(1)) {
        return Ok(columns);
    }
    let message = "expected the names of the columns, NameAlias_WholeName among them".to_owned();
    Err(at_line(Code::ListInvalid, line, message))
}
