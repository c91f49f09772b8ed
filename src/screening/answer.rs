//! What screening answers.

use super::list::{EntryType, ListInfo};
use super::score::Part;
use super::similar::How;
use crate::date::Moment;
use crate::hash::Hash;
use crate::issue::Issue;
use crate::words::words;
use serde::{Serialize, Serializer};

words! {
    /// What screening says, mildest first.
    #[derive(Default)]
    ScreenOutcome {
        /// No listed name is near.
        Clear = "clear",
        /// A person has to look.
        #[default]
        Hold = "hold",
        /// It is the listed name.
        Block = "block",
    }
}

words! {
    /// Why a name that scores enough to block only holds.
    Limit {
        /// Born in another year.
        BirthYear = "birth_year",
        /// The list calls the name weak.
        WeakName = "weak_name",
        /// One of the names has a word, or more than the first letter of it, that the other has not.
        PartOfName = "part_of_name",
        /// A person of one word.
        OneWord = "one_word",
        /// A person against a company or a ship, or the other way round.
        OtherType = "other_type",
    }
}

words! {
    /// Whether something besides the name agrees.
    Agreement {
        /// It does.
        Agrees = "agrees",
        /// It does not.
        Differs = "differs",
        /// One of the two does not say.
        Unknown = "unknown",
    }
}

/// A share in thousandths, written `0.962`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Share(pub u32);

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{}.{:03}", self.0 / 1000, self.0 % 1000))
    }
}

/// What is loaded, and by what it decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScreenerInfo<'s> {
    /// In the order they were given.
    pub lists: &'s [ListInfo],
    /// Entries of all lists.
    pub entries: usize,
    /// Names of all entries.
    pub names: usize,
    /// From this score on a name holds.
    pub hold: Share,
    /// From this score on it blocks.
    pub block: Share,
    /// How many entries are allowed.
    pub allowed: usize,
    /// Over the lists, the thresholds and what is allowed.
    pub hash: Hash,
    /// What of the options has no effect.
    pub issues: &'s [Issue],
}

/// The answer about one payee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Screening<'s> {
    /// As it was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payee_id: Option<String>,
    /// The strictest of all matches that are not allowed.
    pub outcome: ScreenOutcome,
    /// The highest of all matches.
    pub score: Share,
    /// The best match first; those that are allowed too.
    pub matches: Vec<Match<'s>>,
    /// How many matches there are besides.
    pub more: usize,
    /// The moment that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screened_at: Option<Moment>,
    /// The hash of the screener, which says what it was screened against.
    pub screener: Hash,
    /// What is wrong with the question, and remarks.
    pub issues: Vec<Issue>,
}

/// A listed entry whose name is near.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Match<'s> {
    /// The entry.
    pub entry: EntryShown<'s>,
    /// Which of the payee's names.
    pub asked_name: String,
    /// Which of the entry's names.
    pub matched_name: &'s str,
    /// Whether the list calls that name weak.
    pub weak: bool,
    /// How alike the names are.
    pub score: Share,
    /// What this match alone says, had it not been allowed.
    pub outcome: ScreenOutcome,
    /// Why it does not block though its score would.
    pub limited_by: Vec<Limit>,
    /// Whether the words stand in another order.
    pub reordered: bool,
    /// Word by word.
    pub parts: Vec<PartShown>,
    /// The year of birth.
    pub birth_date: Agreement,
    /// The country; it explains and decides nothing.
    pub country: Agreement,
    /// Why it does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<AllowedShown<'s>>,
}

/// An entry as answers show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryShown<'s> {
    /// Of which list.
    pub list: &'s str,
    /// The list's own number for it.
    pub id: &'s str,
    /// Its own name.
    pub name: &'s str,
    /// What it is about.
    #[serde(rename = "type")]
    pub kind: EntryType,
    /// Why it is listed.
    pub programs: &'s [String],
}

/// Who allowed a match, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AllowedShown<'s> {
    /// The last day.
    pub until: String,
    /// In the platform's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'s str>,
}

/// Words of two names that were paired, or one that was not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartShown {
    /// The payee's word, as it is compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// The entry's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listed: Option<String>,
    /// How alike they are.
    pub score: Share,
    /// In what.
    pub how: How,
}

impl From<Part> for PartShown {
    fn from(part: Part) -> Self {
        let Part { asked, listed, score, how } = part;
        PartShown { asked, listed, score: Share(score), how }
    }
}
