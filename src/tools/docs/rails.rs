//! Rails and methods.

use crate::date::Bound;
use crate::rulebook::{PayeeType, Rail, Scope};

use super::Book;
use super::markdown::{days, list, plain, scope, table};

pub fn rails(book: &Book) -> String {
    let mut out = String::new();
    let rows = book.rules().rails.iter().map(|rail| {
        let state = book.state(&rail.meta);
        vec![
            format!("[{}](#{})", rail.name, rail.id),
            plain(rail.kind.as_str()),
            list(&rail.currencies),
            rail.meta.confidence.as_str().to_owned(),
            state.to_owned(),
        ]
    });
    out.push_str(&table(&["Rail", "Kind", "Currencies", "Confidence", ""], rows));
    for rail in &book.rules().rails {
        out.push_str(&section(book, rail));
    }
    out
}

fn section(book: &Book, rail: &Rail) -> String {
    let mut out = format!("<a id=\"{}\"></a>\n\n## {} (`{}`)\n\n", rail.id, rail.name, rail.id);
    let [from, until] = days(&rail.meta.in_force);
    let mut line = |head: &str, text: &str| {
        if !text.is_empty() {
            out.push_str(&format!("- {head}: {text}\n"));
        }
    };
    line("State", book.state(&rail.meta));
    line("Kind", &plain(rail.kind.as_str()));
    line("Countries", &scope(&rail.countries));
    let own = if rail.local_currency { "; in each country its own" } else { "" };
    line("Currencies", &format!("{}{own}", list(&rail.currencies)));
    line("Joined later", &joined(rail));
    line("Pays", &types(&rail.payee_types));
    line("For", &types(&rail.payer_types));
    line("Can be taken back", if rail.irrevocable { "no" } else { "yes" });
    line("From", &from);
    line("Until", &until);
    line("Speed", &speed(rail));
    line("Note", book.note("rails", &rail.id));
    line("Confidence", rail.meta.confidence.as_str());
    line("Source", &rail.meta.source);
    out.push('\n');
    if !rail.limits.is_empty() {
        let rows = rail.limits.iter().map(|limit| {
            let [from, until] = days(&limit.in_force);
            let bound = |bound: Option<crate::money::Money>| {
                bound.map_or_else(|| "none".to_owned(), |bound| bound.value())
            };
            let (min, max) = (bound(limit.min), bound(limit.max));
            let payers = match &limit.payer_types {
                Scope::Every => String::new(),
                narrow => types(narrow),
            };
            let confidence = limit.confidence.as_str();
            let source = if limit.source == rail.meta.source { "" } else { &limit.source };
            let cells =
                [limit.currency.code(), &payers, &min, &max, &from, &until, confidence, source];
            cells.map(str::to_owned).to_vec()
        });
        let heads = ["Limit in", "For", "Least", "Most", "From", "Until", "Confidence", "Source"];
        out.push_str(&table(&heads, rows));
    }
    out
}

fn types(types: &Scope<PayeeType>) -> String {
    match types {
        Scope::Every => "everyone".to_owned(),
        Scope::Listed(kinds) => {
            kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Countries that the rail has not reached from its beginning, with their first days.
fn joined(rail: &Rail) -> String {
    let late = rail.joined.iter().map(|(country, first)| format!("{country} {first}"));
    late.collect::<Vec<_>>().join(", ")
}

/// When the money arrives, in words.
fn speed(rail: &Rail) -> String {
    let timing = &rail.timing;
    let bound = |bound| match bound {
        Bound::Minutes(minutes) => format!("{minutes} minutes"),
        Bound::BusinessDays(count, time) => {
            let time = time.map_or_else(String::new, |time| format!(" at {time}"));
            format!("{count} business days{time}")
        }
    };
    let (earliest, latest) = (bound(timing.earliest), bound(timing.latest));
    let calendar = match &timing.calendar {
        Some(calendar) => format!("calendar [{}](calendars.md#{})", calendar.id, calendar.id),
        None => "every day".to_owned(),
    };
    let calendar = match (timing.both_ends, &timing.calendar) {
        (false, _) => calendar,
        (true, None) => "the days of both ends".to_owned(),
        (true, Some(_)) => format!("{calendar} and the days of both ends"),
    };
    let opens = timing.opens.map_or_else(String::new, |opens| {
        let evening = if opens.day_before { " the day before" } else { "" };
        format!(", opens {}{evening}", opens.time)
    });
    let cutoff = timing.cutoff.map_or_else(String::new, |time| format!(", cut-off {time}"));
    format!("{earliest} to {latest}; {calendar}{opens}{cutoff}, {}", timing.zone.id)
}

pub fn methods(book: &Book) -> String {
    let rows = book.rules().methods.iter().map(|method| {
        let rail = |rail: &std::sync::Arc<Rail>| {
            let state = book.state(&rail.meta);
            let state = if state.is_empty() { String::new() } else { format!(" ({state})") };
            format!("[{}](rails.md#{}){state}", rail.name, rail.id)
        };
        let rails: Vec<String> = method.rails.iter().map(rail).collect();
        let state = book.state(&method.meta);
        let (note, kind) = (book.note("methods", &method.id), plain(method.kind.as_str()));
        let id = format!("`{}`", method.id);
        let cells = [&id, &method.name, &kind, &rails.join(", "), state, note];
        cells.map(str::to_owned).to_vec()
    });
    table(&["Method", "Name", "Kind", "Rails", "", "Note"], rows)
}
