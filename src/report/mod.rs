//! Tax reports from what was paid: who is reportable for a year and by which gate, what the form
//! says of them, and what is missing to file it.

mod asks;
mod decide;
mod figures;
mod forms;
mod missing;
mod request;
mod tally;

pub use decide::{By, ByReason, Measured, StateLine};
pub use figures::{Figure, Figures};
pub use forms::{FORMS, Form, ReportForm, Wanted};
pub use request::{Paid, PaidRecord, PaidStatus, ReportRequest, decode_report_request};

use crate::batch::Payee;
use crate::date::{AsOf, Date};
use crate::hash::{Hash, Hasher};
use crate::issue::{Code, Issue};
use crate::money::Currency;
use crate::plan::RulebookName;
use crate::rulebook::Rulebook;
use crate::value::Path;
use serde::Serialize;
use tally::Reporter;

/// What a form says of a year. Amounts are in `currency`.
#[derive(Debug, Clone, Serialize)]
pub struct Report<'a> {
    /// Which form; `None`, as the year, when the request could not be read.
    pub form: Option<ReportForm>,
    /// Which year.
    pub year: Option<i32>,
    /// Its first day; `None`, as what follows, when there can be no report.
    pub from: Option<AsOf>,
    /// Its last day.
    pub until: Option<AsOf>,
    /// Where these days are days.
    pub time_zone: Option<&'a str>,
    /// That of the form's limits.
    pub currency: Option<Currency>,
    /// Whether every record was counted.
    pub complete: bool,
    /// Everyone paid in the year, in the order of their first record.
    pub payees: Vec<ReportLine<'a>>,
    /// Of all of them.
    pub totals: Option<ReportTotals>,
    /// By which rulebook.
    pub rulebook: RulebookName<'a>,
    /// What is wrong with the request.
    pub issues: Vec<Issue>,
    /// Over all of it, with the rulebook's own hash in this place.
    pub hash: Hash,
}

/// What a form says of a payee.
#[derive(Debug, Clone, Serialize)]
pub struct ReportLine<'a> {
    /// The platform's id.
    pub payee_id: &'a str,
    /// Their entry, if it could be read.
    #[serde(skip)]
    pub payee: Option<&'a Payee<'a>>,
    /// Whether the form is filed; `None` when that cannot be said.
    pub reportable: Option<bool>,
    /// Whether every record that names the payee was counted, and their entry was read.
    pub complete: bool,
    /// What makes it so.
    pub by: By<'a>,
    /// Every limit that there is for such a payee.
    pub measures: Vec<Measured<'a>>,
    /// What was paid in the year.
    pub paid: Figures,
    /// How many records came back, which nothing else here counts.
    pub returned: u64,
    /// The months or quarters in which anything was paid; of a form that asks them.
    pub periods: Vec<Figures>,
    /// The payee's US state; of a form that has lines for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<StateLine<'a>>,
    /// What is missing to file; nothing of a payee who is not reported.
    pub missing: Vec<Issue>,
    /// What else there is to know.
    pub reasons: Vec<Issue>,
}

/// Everyone together.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct ReportTotals {
    /// Payees for whom the form is filed.
    pub reportable: u64,
    /// Payees for whom it is not.
    pub not_reportable: u64,
    /// Payees of whom that cannot be said.
    pub undecided: u64,
    /// What was paid in the year.
    pub paid: Figures,
    /// How many records came back.
    pub returned: u64,
    /// Records of other years.
    pub other_years: u64,
}

/// The answer when nothing can be said of any payee.
pub fn no_report(rulebook: &Rulebook, issues: Vec<Issue>) -> Report<'_> {
    seal(blank(rulebook, issues))
}

fn blank(rulebook: &Rulebook, issues: Vec<Issue>) -> Report<'_> {
    Report {
        form: None,
        year: None,
        from: None,
        until: None,
        time_zone: None,
        currency: None,
        complete: false,
        payees: Vec::new(),
        totals: None,
        rulebook: RulebookName::of(rulebook),
        issues,
        hash: rulebook.hash,
    }
}

fn seal(mut report: Report) -> Report {
    report.hash = Hasher::default().text("report").json(&report).finish();
    report
}

/// Adds up what was paid, and decides for each payee.
pub fn report<'a>(rulebook: &'a Rulebook, request: &'a ReportRequest<'a>) -> Report<'a> {
    let (form, year) = (request.form, request.year);
    let mut answer = blank(rulebook, request.issues.clone());
    (answer.form, answer.year) = (Some(form), Some(year));
    let days = Date::new(year, 1, 1).zip(Date::new(year, 12, 31));
    let reporter = days.and_then(|(_, until)| Reporter::new(rulebook, request, until));
    let Some(mut reporter) = reporter else {
        let word = form.as_str();
        let message = format!("no gate of the rulebook asks for the form {word} in {year}");
        let issue = Issue::new(Code::ReportNotInForce, message).at(&Path::root().key("form"));
        answer.issues.push(issue.param("form", word).param("year", i64::from(year)));
        return seal(answer);
    };
    answer.complete = true;
    for (index, record) in request.payouts.iter().enumerate() {
        answer.complete &= record.payee_id.is_some();
        reporter.count(index, record);
    }
    answer.payees = std::mem::take(&mut reporter.lines);
    let mut totals = reporter.totals;
    for line in &mut answer.payees {
        reporter.decide(line);
        answer.complete &= line.complete;
        totals.paid.add(&line.paid);
        totals.returned += line.returned;
        *match line.reportable {
            Some(true) => &mut totals.reportable,
            Some(false) => &mut totals.not_reportable,
            None => &mut totals.undecided,
        } += 1;
    }
    answer.totals = Some(totals);
    answer.from = days.map(|(from, _)| AsOf::Day(from));
    answer.until = days.map(|(_, until)| AsOf::Day(until));
    answer.time_zone = Some(&reporter.gate.zone.id);
    answer.currency = Some(reporter.currency);
    answer.issues.extend(reporter.issues);
    seal(answer)
}
