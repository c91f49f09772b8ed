//! Thresholds.

use payout_rules::rulebook::{Demand, Effect, FormStatus, Gate, GateLimit, Period, Scope};

use super::Book;
use super::markdown::{days, scope, table};

pub fn gates(book: &Book) -> String {
    book.rules().gates.iter().map(|gate| section(book, gate)).collect()
}

fn section(book: &Book, gate: &Gate) -> String {
    let mut out = format!("## {} (`{}`)\n\n", gate.title, gate.id);
    let [from, until] = days(&gate.meta.in_force);
    let mut line = |head: &str, text: &str| {
        if !text.is_empty() {
            out.push_str(&format!("- {head}: {text}\n"));
        }
    };
    line("State", book.state(&gate.meta));
    line("Taxed in", &named(&gate.tax_residence));
    line("Paid in", &named(&gate.country));
    if let Scope::Listed(kinds) = &gate.payee_types {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        line("Payees", &kinds.join(", "));
    }
    line("Measured over", &format!("{}, {}", period(gate.period), gate.zone.id));
    line(
        "Past the limit",
        match gate.effect {
            Effect::Hold => "payouts wait until all of this is met",
            Effect::Block => "payouts are refused",
        },
    );
    for demand in &gate.requires {
        line("Requires", &required(demand));
    }
    line("From", &from);
    line("Until", &until);
    line("Note", book.note("gates", &gate.id));
    line("Confidence", gate.meta.confidence.as_str());
    line("Source", &gate.meta.source);
    out.push('\n');
    let heads = ["Amount", "Payouts", "From", "Until", "", "Confidence", "Source"];
    let rows = gate.limits.iter().map(|entry| {
        let source = if entry.source == gate.meta.source { "" } else { &entry.source };
        limit(entry, source)
    });
    out.push_str(&table(&heads, rows));
    out
}

/// Only what narrows it.
fn named<T: ToString>(values: &Scope<T>) -> String {
    if matches!(values, Scope::Every) { String::new() } else { scope(values) }
}

fn limit(limit: &GateLimit, source: &str) -> Vec<String> {
    let crossed = |strict: bool| if strict { "over" } else { "from" };
    let amount = limit
        .amount
        .map_or_else(String::new, |amount| format!("{} {}", crossed(amount.strict), amount.limit));
    let count = limit
        .count
        .map_or_else(String::new, |count| format!("{} {}", crossed(count.strict), count.limit));
    let [from, until] = days(&limit.in_force);
    let state = if limit.effective { "" } else { "never fires" };
    let confidence = limit.confidence.as_str();
    let cells = [&amount, &count, &from, &until, state, confidence, source];
    cells.map(str::to_owned).to_vec()
}

fn period(period: Period) -> String {
    match period {
        Period::Payout => "one payout".to_owned(),
        Period::Day => "a day".to_owned(),
        Period::Month => "a month".to_owned(),
        Period::CalendarYear => "a calendar year".to_owned(),
        Period::TrailingDays(days) => format!("the last {days} days"),
    }
}

fn required(demand: &Demand) -> String {
    let words = |statuses: &[FormStatus]| {
        statuses.iter().map(|status| status.as_str()).collect::<Vec<_>>().join(" or ")
    };
    match demand {
        Demand::TaxForm { forms, statuses } => {
            format!("tax form {}, {}", forms.join(" or "), words(statuses))
        }
        Demand::Tin { statuses } => format!("tax number, {}", words(statuses)),
        Demand::Kyc { level } => format!("identification, {}", level.as_str()),
    }
}
