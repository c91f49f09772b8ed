//! Thresholds.

use crate::country::Country;
use crate::rulebook::{
    Activity, Applies, CrossedBy, Demand, Effect, FormStatus, Gate, GateLimit, Period, Scope,
    Threshold,
};

use super::Book;
use super::markdown::{days, list, plain, scope, table};

/// Figures of law at which no payout stops: what, figure, first and last day, why it is no gate,
/// confidence, source.
const NO_GATES: &str = include_str!("no_gates.tsv");

pub fn gates(book: &Book) -> String {
    let mut out =
        "A limit that is *over* a figure is crossed by more than it, one *from* a figure \
                   by the figure, too. A total is all that the payee was paid in the period, \
                   whatever the method and the work, this payout included. Where a report is \
                   due after the year, the law gives the figure, and to wait for the form when \
                   it is reached is policy: a platform's own overlay may warn instead.\n\n"
            .to_owned();
    let gates = &book.rules().gates;
    let heads = ["Threshold", "About", "Does", "Limit", ""];
    out.push_str(&table(&heads, gates.iter().map(|gate| summary(book, gate))));
    out.extend(gates.iter().map(|gate| section(book, gate)));
    out.push_str("## Figures that are no gates\n\n");
    out.push_str(
        "Of these the rulebook knows, and it holds no payout for them. Countries under sanctions \
         are on [their own page](countries.md).\n\n",
    );
    let rows = NO_GATES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let rows = rows.map(|line| line.split('\t').map(str::to_owned).collect());
    let heads = ["What", "Figure", "From", "Until", "Why it is no gate", "Confidence", "Source"];
    out.push_str(&table(&heads, rows));
    out
}

/// What there is of it on the day of the rulebook.
fn summary(book: &Book, gate: &Gate) -> Vec<String> {
    let today = book.rules().as_of;
    let fires = |limit: &&GateLimit| limit.effective && limit.in_force.on(today);
    let now: Vec<String> = gate.limits.iter().filter(fires).map(now).collect();
    let about = about(&gate.applies, few).into_iter().filter(|(_, values)| !values.is_empty());
    let about: Vec<String> =
        about.map(|(head, values)| format!("{} {values}", head.to_ascii_lowercase())).collect();
    vec![
        format!("[{}](#{})", gate.title, gate.id),
        about.join(", "),
        gate.effect.as_str().to_owned(),
        if now.is_empty() { "none today".to_owned() } else { now.join("; ") },
        book.state(&gate.meta).to_owned(),
    ]
}

fn now(limit: &GateLimit) -> String {
    let joiner = if limit.crossed_by == CrossedBy::Any { " or " } else { " and " };
    let count =
        limit.count.map_or_else(String::new, |count| format!("{} payouts", crossed(&count)));
    let parts = [amount(limit), count].into_iter().filter(|part| !part.is_empty());
    let rate = rate(limit);
    let rate = if rate.is_empty() { rate } else { format!(": {rate}") };
    let parts = parts.collect::<Vec<_>>().join(joiner);
    let kinds = types(limit);
    let kinds = if kinds.is_empty() { kinds } else { format!("{kinds}, ") };
    let over = period(limit.period);
    format!("{kinds}{parts} in {over}{rate}")
}

/// Few values as they are, many by their number.
fn few(values: &Scope<Country>) -> String {
    match values {
        Scope::Every => String::new(),
        Scope::Listed(all) if all.len() > 4 => format!("{} countries", all.len()),
        Scope::Listed(all) => list(all),
    }
}

fn section(book: &Book, gate: &Gate) -> String {
    let mut out = format!("<a id=\"{0}\"></a>\n\n## {1} (`{0}`)\n\n", gate.id, gate.title);
    let [from, until] = days(&gate.meta.in_force);
    let mut line = |head: &str, text: &str| {
        if !text.is_empty() {
            out.push_str(&format!("- {head}: {text}\n"));
        }
    };
    line("State", book.state(&gate.meta));
    for (head, values) in about(&gate.applies, named) {
        line(head, &values);
    }
    line("Measured over", &format!("{}, {}", period(gate.period), gate.zone.id));
    line("Past the limit", past(gate));
    for demand in &gate.requires {
        line("Requires", &required(demand));
    }
    if let Some(treaty) = &gate.treaty {
        line("A treaty rate counts with", &required(treaty));
    }
    let share = gate.warn_share.map_or_else(String::new, |share| share.to_string());
    line("Warns at a share of", &share);
    line("From", &from);
    line("Until", &until);
    line("Note", book.note("gates", &gate.id));
    line("Confidence", gate.meta.confidence.as_str());
    line("Source", &gate.meta.source);
    out.push('\n');
    let heads = [
        "For",
        "Amount",
        "Payouts",
        "Crossed by",
        "Counts only",
        "Over",
        "Rate",
        "From",
        "Until",
        "",
        "Confidence",
        "Source",
    ];
    out.push_str(&table(&heads, gate.limits.iter().map(|entry| limit(gate, entry))));
    out
}

/// What narrows it.
fn about(applies: &Applies, named: fn(&Scope<Country>) -> String) -> [(&'static str, String); 8] {
    let regions = match &applies.regions {
        Scope::Every => String::new(),
        Scope::Listed(regions) => list(regions),
    };
    let kinds = words(&applies.payee_types, |kind| kind.as_str());
    let activities = words(&applies.activities, |activity| match activity {
        Activity::Unspecified => "not said",
        said => said.as_str(),
    });
    let methods = words(&applies.method_kinds, |kind| kind.as_str());
    [
        ("Taxed in", named(&applies.tax_residence)),
        ("Not taxed in", list(&applies.not_tax_residence)),
        ("Income arises in", named(&applies.income_source)),
        ("Paid in", named(&applies.country)),
        ("In", regions),
        ("Payees", kinds),
        ("Paid for", activities),
        ("Paid by", methods),
    ]
}

/// Only what narrows it.
fn named(values: &Scope<Country>) -> String {
    if matches!(values, Scope::Every) { String::new() } else { scope(values) }
}

fn words<T>(values: &Scope<T>, word: fn(&T) -> &'static str) -> String {
    match values {
        Scope::Every => String::new(),
        Scope::Listed(values) => {
            values.iter().map(|value| plain(word(value))).collect::<Vec<_>>().join(", ")
        }
    }
}

fn past(gate: &Gate) -> &'static str {
    match (gate.effect, gate.requires.is_empty()) {
        (Effect::Warn, true) => "payouts go with a warning",
        (Effect::Warn, false) => "payouts go with a warning until all of this is met",
        (Effect::Withhold, true) => "a share of the payout is kept back for the tax office",
        (Effect::Withhold, false) => {
            "a share of the payout is kept back for the tax office until all of this is met"
        }
        (Effect::Hold, _) => "payouts wait until all of this is met",
        (Effect::Block, true) => "payouts are refused",
        (Effect::Block, false) => "payouts are refused until all of this is met",
    }
}

fn limit(gate: &Gate, limit: &GateLimit) -> Vec<String> {
    let [from, until] = days(&limit.in_force);
    let either = if limit.crossed_by == CrossedBy::Any { "either" } else { "" };
    let under = |share| format!("payouts under the amount, from {share} of it");
    let under = limit.just_under.map_or_else(String::new, under);
    let over = if limit.period == gate.period { String::new() } else { period(limit.period) };
    let state = match (limit.effective, limit.confidence.as_str()) {
        (true, _) => "",
        (false, "unconfirmed") => "does not fire until confirmed",
        (false, _) => "never fires",
    };
    let source = if limit.source == gate.meta.source { "" } else { &limit.source };
    let (amount, count) = (amount(limit), count(limit));
    let (kinds, rate, confidence) = (types(limit), rate(limit), limit.confidence.as_str());
    let cells = [
        &kinds, &amount, &count, either, &under, &over, &rate, &from, &until, state, confidence,
        source,
    ];
    cells.map(str::to_owned).to_vec()
}

fn types(limit: &GateLimit) -> String {
    words(&limit.payee_types, |kind| kind.as_str())
}

fn amount(limit: &GateLimit) -> String {
    limit.amount.map_or_else(String::new, |amount| crossed(&amount))
}

fn count(limit: &GateLimit) -> String {
    limit.count.map_or_else(String::new, |count| crossed(&count))
}

fn crossed<L: ToString>(threshold: &Threshold<L>) -> String {
    format!("{} {}", if threshold.strict { "over" } else { "from" }, threshold.limit.to_string())
}

/// As a percentage.
fn rate(limit: &GateLimit) -> String {
    let percent = limit.rate.map(|rate| rate.saturating_mul(100.into()).normalize());
    percent.map_or_else(String::new, |percent| format!("{percent} %"))
}

fn period(period: Period) -> String {
    let words = match period {
        Period::Payout => "one payout",
        Period::Day => "a day",
        Period::Month => "a month",
        Period::Quarter => "a quarter",
        Period::HalfYear => "half a year",
        Period::CalendarYear => "a calendar year",
        Period::YearFrom(month) => return format!("a year from the first of month {month}"),
        Period::TrailingDays(days) => return format!("the last {days} days"),
    };
    words.to_owned()
}

fn required(demand: &Demand) -> String {
    let words = |statuses: &[FormStatus]| {
        statuses.iter().map(|status| status.as_str()).collect::<Vec<_>>().join(" or ")
    };
    match demand {
        Demand::TaxForm { forms, statuses } => {
            format!("tax form {}, {}", forms.join(" or "), words(statuses))
        }
        Demand::Tin { statuses, forms } => {
            let on = match forms.as_slice() {
                [] => String::new(),
                forms => {
                    format!(" (or, where nothing is said of it, that of {})", forms.join(" or "))
                }
            };
            format!("tax number, {}{on}", words(statuses))
        }
        Demand::Kyc { level } => format!("identification, {}", level.as_str()),
        Demand::Datum(datum) => match datum.as_str() {
            "payee.name" => "the payee's name, on file or as an account's holder".to_owned(),
            other => format!("{other}, on file"),
        },
        Demand::Review => "that a person looks at it and lets it pass".to_owned(),
        Demand::Screening { max_age_days } => {
            format!("clear of the sanctions lists, as of at most {max_age_days} days ago")
        }
    }
}
