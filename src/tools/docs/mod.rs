//! The reference for people in finance: the rulebook as pages of prose and tables. A new table of
//! the rulebook is a new line in [`PAGES`] and a function that writes it.

mod accounts;
mod calendars;
mod failures;
mod fees;
mod gates;
mod markdown;
mod places;
mod rails;

use super::notes::Notes;
use crate::Engine;
use crate::date::AsOf;
use crate::rulebook::{Meta, Rulebook};

/// What the pages are written from.
pub(super) struct Book<'b> {
    engine: &'b Engine,
    notes: &'b Notes,
}

impl Book<'_> {
    fn rules(&self) -> &Rulebook {
        self.engine.rulebook()
    }

    /// The day the reference is about.
    fn as_of(&self) -> AsOf {
        AsOf::Day(self.rules().as_of)
    }

    /// What a reader of the row should know, or nothing.
    fn note(&self, table: &str, id: &str) -> &str {
        self.notes.text(table, id, "note")
    }

    /// The name in the data; the engine carries only those that its answers show.
    fn name(&self, table: &str, id: &str) -> &str {
        self.notes.text(table, id, "name")
    }

    /// Whether the row counts, in words; nothing when it does.
    fn state(&self, meta: &Meta) -> &'static str {
        if !meta.enabled {
            "off"
        } else if meta.holds(self.rules().as_of) {
            ""
        } else {
            "not in force"
        }
    }
}

/// A page: its file, its title, what it says in a line, and what writes it.
type Page = (&'static str, &'static str, &'static str, fn(&Book) -> String);

const PAGES: &[Page] = &[
    (
        "countries.md",
        "Countries",
        "which methods are open where, and why the rest is closed",
        places::countries,
    ),
    ("rails.md", "Rails", "how money moves: reach, limits, speed, sources", rails::rails),
    ("methods.md", "Methods", "what payees choose, and the rails that carry it", rails::methods),
    (
        "thresholds.md",
        "Thresholds",
        "limits of law past which payouts wait, are taxed or are looked at, by jurisdiction, and \
         figures that are none",
        gates::gates,
    ),
    ("fees.md", "Fees", "what payouts and conversions cost", fees::fees),
    ("accounts.md", "Accounts", "what each method asks of a payee", accounts::accounts),
    (
        "return-codes.md",
        "Return codes",
        "what a code means and what to do, by the rails that answer with it",
        failures::failures,
    ),
    ("calendars.md", "Calendars", "the days on which rails are closed", calendars::calendars),
    ("zones.md", "Time zones", "the clocks of rails and thresholds", calendars::zones),
    ("currencies.md", "Currencies", "minor units and days in force", places::currencies),
    (
        "identifiers.md",
        "Identifiers",
        "account, bank, company and tax numbers that are checked",
        places::identifiers,
    ),
    ("ibans.md", "IBAN", "length and structure by country", places::ibans),
];

/// Every page, by its file, the index first; each says by what it was made.
pub(super) fn pages(engine: &Engine, notes: &Notes, made_by: &str) -> Vec<(&'static str, String)> {
    let book = &Book { engine, notes };
    let made = format!("<!-- Made by `{made_by}`. Do not edit. -->\n");
    let mut pages = vec![("README.md", index(book, &made))];
    for (file, title, about, write) in PAGES {
        let text = format!("{made}\n# {title}\n\n{}.\n\n{}", capital(about), write(book));
        pages.push((file, format!("{}\n", text.trim_end())));
    }
    pages
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn index(book: &Book, made: &str) -> String {
    let rules = book.rules();
    let mut out = format!(
        "{made}\n# The rulebook, for reading\n\nRulebook {}, of facts looked up on {}. What is not \
         here is closed.\n\n",
        rules.version, rules.as_of
    );
    for (file, title, about, _) in PAGES {
        out.push_str(&format!("- [{title}]({file}): {about}\n"));
    }
    out.push_str("\n## How to read it\n\n");
    out.push_str(
        "A row counts on whole days, from its first day to its last, both included; a blank is \
         no known bound. The day is that of the request in UTC, and for a threshold that of its \
         jurisdiction. *Confirmed* is seen in the source, which may be a secondary one; *likely* \
         is what sources agree on in part; *unconfirmed* is off until someone confirms it, \
         but an unconfirmed limit of a row that is on binds, for a bound can only close more; \
         *example* is a number to replace by that of a contract; *platform* is a platform's own. \
         This is no legal or tax advice.\n\n## How large it is\n\n",
    );
    let (all, on) = (rules.counts(None), rules.counts(Some(book.as_of())));
    let rows = all.0.iter().zip(&on.0);
    let rows = rows
        .map(|((table, all), (_, on))| vec![(*table).to_owned(), all.to_string(), on.to_string()]);
    out.push_str(&markdown::table(&["Table", "Rows", "In force"], rows));
    out
}
