//! What lists hold.

use super::tables::Tables;
use crate::collect::Keyed;
use crate::country::Country;
use crate::hash::{Hash, Hasher};
use crate::issue::{Code, Issue};
use crate::words::words;
use serde::Serialize;

words! {
    /// How a list is published.
    Format {
        /// `SDN.XML` of OFAC, or its consolidated list in the same form.
        OfacSdnXml = "ofac_sdn_xml",
        /// `SDN.CSV` of OFAC, with `ALT.CSV`.
        OfacSdnCsv = "ofac_sdn_csv",
        /// The European Union's consolidated list, XML 1.1.
        EuXml = "eu_xml",
        /// The same, CSV 1.1.
        EuCsv = "eu_csv",
        /// The United Nations' consolidated list, XML.
        UnXml = "un_xml",
        /// A list of one's own.
        Names = "names",
    }
}

words! {
    /// What an entry of a list is about.
    EntryType {
        /// A person.
        Individual = "individual",
        /// A company or another organisation.
        Entity = "entity",
        /// A ship.
        Vessel = "vessel",
        /// An aircraft.
        Aircraft = "aircraft",
        /// The list does not say.
        Unknown = "unknown",
    }
}

/// A name of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryName {
    /// As the list writes it.
    pub written: String,
    /// Whether the list itself calls it weak: a nickname, or a part of a name.
    pub weak: bool,
}

/// When somebody was born, as far as a list says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birth {
    /// First year.
    from: i32,
    /// Last year.
    until: i32,
}

impl Birth {
    /// Reads what lists write: a date in any form, a year, `circa 1963`, `1962 to 1964`.
    pub fn of(said: &str) -> Option<Birth> {
        let numbers = said.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() == 4);
        let years = numbers.filter_map(|number| number.parse().ok());
        let years: Vec<i32> = years.filter(|year| (1800..2200).contains(year)).collect();
        let birth = Birth { from: *years.iter().min()?, until: *years.iter().max()? };
        Some(birth.circa(said.to_ascii_lowercase().contains("circa")))
    }

    /// Two years more at each end when it is not sure.
    pub fn circa(self, circa: bool) -> Birth {
        let more = if circa { 2 } else { 0 };
        Birth { from: self.from - more, until: self.until + more }
    }

    /// Whether it may have been in that year.
    pub fn may_be(self, year: i32) -> bool {
        (self.from..=self.until).contains(&year)
    }
}

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The list's own number for it.
    pub id: String,
    /// What it is about.
    pub kind: EntryType,
    /// The first is its own, the others aliases.
    pub names: Vec<EntryName>,
    /// Why it is listed.
    pub programs: Vec<String>,
    /// Every date of birth it may have.
    pub births: Vec<Birth>,
    /// Where it is at home or lives.
    pub countries: Vec<Country>,
    /// In the file; 0 when it was no file.
    pub line: usize,
}

impl Entry {
    /// An entry of which nothing is known yet.
    pub fn new(id: &str, line: usize) -> Self {
        Entry {
            id: id.to_owned(),
            kind: EntryType::Unknown,
            names: Vec::new(),
            programs: Vec::new(),
            births: Vec::new(),
            countries: Vec::new(),
            line,
        }
    }

    /// Adds a name, unless there is none or it is there.
    pub fn name(&mut self, written: &str, weak: bool) {
        let written = written.trim();
        if written.is_empty() || self.names.iter().any(|name| name.written == written) {
            return;
        }
        self.names.push(EntryName { written: written.to_owned(), weak });
    }

    /// Adds a programme.
    pub fn program(&mut self, name: &str) {
        let name = name.trim();
        if !name.is_empty() && !self.programs.iter().any(|known| known == name) {
            self.programs.push(name.to_owned());
        }
    }

    /// Adds everything in it to a hash.
    pub fn hashed(hasher: Hasher, entry: &Entry) -> Hasher {
        let names: Vec<&str> = entry.names.iter().map(|name| name.written.as_str()).collect();
        let births: Vec<[i32; 2]> = entry.births.iter().map(|b| [b.from, b.until]).collect();
        let hasher = hasher.text(&entry.id).text(entry.kind.as_str()).json(&names);
        hasher.json(&entry.programs).json(&births).json(&entry.countries)
    }

    /// Adds a country that is known by that name; an unknown one only explains less.
    pub fn country(&mut self, written: &str, tables: &Tables) {
        if let Some(country) = tables.country(written)
            && !self.countries.contains(&country)
        {
            self.countries.push(country);
        }
    }
}

/// What a screener knows of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListInfo {
    /// The caller's name for it, or its format.
    pub id: String,
    /// How it was published.
    pub format: Format,
    /// When, if it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Entries.
    pub entries: usize,
    /// Names of all entries.
    pub names: usize,
    /// SHA-256 of the text it was read from, with that of the aliases after it; of UTF-8 without a
    /// byte order mark, that of the files.
    pub hash: Hash,
    /// What of it could not be used.
    pub issues: Vec<Issue>,
}

/// What is wrong with entries by themselves: each needs an id of its own, and a name.
pub fn check(entries: &[Entry]) -> Vec<Issue> {
    let mut ids = Keyed::default();
    let mut issues = Vec::new();
    for entry in entries {
        if entry.id.is_empty() {
            issues.push(of_entry(Code::ListInvalid, entry, "an entry without an id"));
        } else if !ids.add(entry.id.as_bytes(), ()) {
            let message = format!("two entries have the id {}", entry.id);
            issues.push(of_entry(Code::RowDuplicate, entry, &message));
        } else if entry.names.is_empty() {
            let message = format!("the entry {} has no name", entry.id);
            issues.push(of_entry(Code::ListPartUnused, entry, &message));
        }
    }
    issues
}

/// An issue of an entry, with its place in the file.
pub fn of_entry(code: Code, entry: &Entry, message: &str) -> Issue {
    let issue = match entry.line {
        0 => Issue::new(code, message.to_owned()),
        line => Issue::new(code, format!("line {line}: {message}")).param("line", line),
    };
    issue.param("entry", entry.id.as_str())
}
