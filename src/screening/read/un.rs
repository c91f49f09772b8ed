//! The consolidated list of the United Nations Security Council, XML.

use super::xml::{Node, elements};
use super::{Read, day};
use crate::screening::list::{Birth, Entry, EntryType};
use crate::screening::tables::Tables;

pub fn xml(text: &str, tables: &Tables) -> Read {
    let mut read = Read::default();
    let mut take = |node: Node| match node.name.as_str() {
        "INDIVIDUAL" => read.entries.push(entry(&node, EntryType::Individual, tables)),
        "ENTITY" => read.entries.push(entry(&node, EntryType::Entity, tables)),
        _ => {
            let date = node.attribute("dateGenerated");
            read.published = date.and_then(|date| day(date, [2, 1, 0]));
        }
    };
    let done = elements(text, "CONSOLIDATED_LIST", &["INDIVIDUAL", "ENTITY"], &mut take);
    read.issues.extend(done.err());
    read
}

fn entry(node: &Node, kind: EntryType, tables: &Tables) -> Entry {
    let id = node.text_at("REFERENCE_NUMBER").or(node.text_at("DATAID"));
    let mut entry = Entry::new(id.unwrap_or_default(), node.line);
    entry.kind = kind;
    entry.name(&node.joined(&["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"]), false);
    entry.name(node.text_at("NAME_ORIGINAL_SCRIPT").unwrap_or_default(), false);
    for path in ["INDIVIDUAL_ALIAS", "ENTITY_ALIAS"] {
        for alias in node.all(path) {
            let weak =
                alias.text_at("QUALITY").is_some_and(|said| said.eq_ignore_ascii_case("low"));
            entry.name(alias.text_at("ALIAS_NAME").unwrap_or_default(), weak);
        }
    }
    entry.program(node.text_at("UN_LIST_TYPE").unwrap_or_default());
    for birth in node.all("INDIVIDUAL_DATE_OF_BIRTH") {
        let circa = birth.text_at("TYPE_OF_DATE").is_some_and(|said| said.starts_with("APPROX"));
        let said = birth.joined(&["DATE", "YEAR", "FROM_YEAR", "TO_YEAR"]);
        entry.births.extend(Birth::of(&said).map(|said| said.circa(circa)));
    }
    for path in ["NATIONALITY/VALUE", "INDIVIDUAL_ADDRESS/COUNTRY", "ENTITY_ADDRESS/COUNTRY"] {
        for country in node.all(path) {
            entry.country(country.text(), tables);
        }
    }
    entry
}
