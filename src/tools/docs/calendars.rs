//! The days on which rails are closed, and the time zones they keep.

use crate::date::Weekday;

use super::Book;
use super::markdown::{days, list, table};

/// Years whose closed days are listed: that of the rulebook's day, and the next.
const YEARS: i32 = 2;

pub fn calendars(book: &Book) -> String {
    let mut out =
        "Outside the days it covers a calendar is unknown, and so is the arrival.\n\n".to_owned();
    for row in &book.rules().calendars {
        let calendar = &row.calendar;
        out.push_str(&format!("<a id=\"{0}\"></a>\n\n## {0}\n\n", calendar.id));
        let mut line = |head: &str, text: &str| {
            if !text.is_empty() {
                out.push_str(&format!("- {head}: {text}\n"));
            }
        };
        let weekend = Weekday::WORDS.iter().filter(|(_, day)| calendar.weekend.has(*day));
        let weekend: Vec<&str> = weekend.map(|(_, day)| day.name()).collect();
        let [from, until] = days(&calendar.covers);
        line("Clock", calendar.zone.as_ref().map_or("", |zone| &zone.id));
        line("Countries", &list(&row.countries));
        line("Currencies", &list(&row.currencies));
        line("Closed", &weekend.join(", "));
        line("Covers from", &from);
        line("Covers until", &until);
        line("Note", book.note("calendars", &calendar.id));
        line("Confidence", row.meta.confidence.as_str());
        line("Source", &row.meta.source);
        out.push('\n');
        let first = book.rules().as_of.year();
        let holidays = (first..first + YEARS).flat_map(|year| calendar.holidays(year));
        let known = holidays.filter(|holiday| calendar.covers.on(holiday.date));
        let rows = known.map(|day| vec![day.date.to_string(), day.name.clone()]);
        out.push_str(&table(&["Day", "Closed for"], rows));
    }
    out
}

pub fn zones(book: &Book) -> String {
    let rows = book.rules().zones.iter().map(|row| {
        let zone = &row.zone;
        let (sign, minutes) = match zone.offset_s / 60 {
            minutes if minutes < 0 => ('-', -minutes),
            minutes => ('+', minutes),
        };
        let offset = format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
        let [from, until] = days(&zone.covers);
        let summer = if zone.summer.is_some() { "yes" } else { "" };
        let (note, source) = (book.note("zones", &zone.id), row.meta.source.as_str());
        let confidence = row.meta.confidence.as_str();
        let cells = [&zone.id, &offset, summer, &from, &until, note, confidence, source];
        cells.map(str::to_owned).to_vec()
    });
    let heads =
        ["Zone", "From UTC", "Summer time", "From", "Until", "Note", "Confidence", "Source"];
    table(&heads, rows)
}
