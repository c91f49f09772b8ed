//! Adding up a year: each record goes to its payee and its month, in the currency of the form.

use super::asks::{Ask, asks};
use super::decide::{By, ByReason};
use super::figures::{Figure, Figures};
use super::forms::Form;
use super::request::{PaidRecord, PaidStatus, ReportRequest};
use super::{ReportLine, ReportTotals};
use crate::batch::{PeriodKey, Rates};
use crate::collect::Keyed;
use crate::date::{Date, Time};
use crate::issue::{Code, Issue};
use crate::money::{Arithmetic, Currency, Money, Rounding};
use crate::plan::unknown_payee;
use crate::rulebook::{Gate, Period, Rulebook};
use crate::value::{Path, shown};

/// A year of a form, and what is added up of it.
#[derive(Debug)]
pub struct Reporter<'a> {
    pub rulebook: &'a Rulebook,
    pub request: &'a ReportRequest<'a>,
    pub form: &'static Form,
    /// The first that asks for the form.
    pub gate: &'a Gate,
    pub asks: Vec<Ask<'a>>,
    pub currency: Currency,
    pub rates: Rates<'a>,
    pub lines: Vec<ReportLine<'a>>,
    pub totals: ReportTotals,
    pub issues: Vec<Issue>,
    places: Keyed<'a, usize>,
    references: Keyed<'a, usize>,
}

impl<'a> Reporter<'a> {
    /// `None` when no gate asks for the form in that year.
    pub fn new(
        rulebook: &'a Rulebook,
        request: &'a ReportRequest<'a>,
        until: Date,
    ) -> Option<Reporter<'a>> {
        let form = Form::of(request.form)?;
        let asks = asks(rulebook, form, until);
        // A state's gate goes beside those of the country, never alone.
        let first = asks.iter().find(|ask| !ask.of_state)?;
        let (gate, currency) = (first.gate, first.limit.amount?.limit.currency());
        let zone = &gate.zone;
        let fx = request.fx.as_ref();
        // The rates are the caller's for the year: they do not age.
        let at = fx.map(|fx| fx.at).or_else(|| zone.moment(until, Time::LAST))?;
        let year = PeriodKey::of(Period::CalendarYear, until);
        let year = Figures::none(year, Money::zero(currency).amount());
        Some(Reporter {
            rulebook,
            request,
            form,
            gate,
            asks,
            currency,
            rates: Rates::new(fx, at, 0),
            lines: Vec::new(),
            totals: ReportTotals {
                reportable: 0,
                not_reportable: 0,
                undecided: 0,
                paid: year,
                returned: 0,
                other_years: 0,
            },
            issues: Vec::new(),
            places: Keyed::default(),
            references: Keyed::default(),
        })
    }

    /// Counts a record where it belongs.
    pub fn count(&mut self, index: usize, record: &PaidRecord<'a>) {
        let Some(payee_id) = record.payee_id else { return };
        let day = record.paid.map(|paid| paid.at.day(Some(&self.gate.zone)));
        if day.is_some_and(|day| day.year() != self.request.year) {
            self.totals.other_years += 1;
            return;
        }
        let root = Path::root();
        let list = root.key("payouts");
        let path = list.index(index);
        let place = self.place(payee_id, &path);
        let read = match self.reused(place, record, &path) {
            Some(issue) => Err(Some(issue)),
            None => {
                self.read(record).map_err(|issue| issue.map(|issue| issue.at(&path.key("amount"))))
            }
        };
        let Some(line) = self.lines.get_mut(place) else { return };
        match (read, record.paid, day) {
            (Ok(_), Some(paid), Some(_)) if paid.status == PaidStatus::Returned => {
                line.returned += 1;
            }
            (Ok(figures), _, Some(day)) => {
                line.paid.add(&figures);
                let key = self.form.split.map(|period| PeriodKey::of(period, day));
                key.into_iter().for_each(|key| line.add_part(Figures { period: key, ..figures }));
            }
            (read, ..) => {
                line.complete = false;
                self.issues.extend(read.err().flatten());
            }
        }
    }

    /// The place of the payee's line; a new one tells what is wrong with the payee.
    fn place(&mut self, payee_id: &'a str, path: &Path) -> usize {
        let new = self.lines.len();
        if !self.places.add(payee_id.as_bytes(), new) {
            return self.places.get(payee_id).copied().unwrap_or(new);
        }
        let entry = self.request.payees.get(payee_id);
        if entry.is_none() {
            self.issues.push(unknown_payee(payee_id, path));
        }
        let payee = entry.and_then(|entry| entry.as_ref().ok());
        self.lines.push(ReportLine {
            payee_id,
            payee,
            reportable: None,
            complete: payee.is_some(),
            by: By::of(ByReason::Unknown, None, None, None),
            measures: Vec::new(),
            paid: self.totals.paid,
            returned: 0,
            periods: Vec::new(),
            state: None,
            missing: Vec::new(),
            reasons: Vec::new(),
        });
        new
    }

    /// That the record's reference stands for another one, too: which is meant cannot be known.
    fn reused(&mut self, place: usize, record: &PaidRecord<'a>, path: &Path) -> Option<Issue> {
        let reference = record.reference?;
        if record.paid.is_none() || self.references.add(reference.as_bytes(), place) {
            return None;
        }
        let first = self.references.get(reference).and_then(|place| self.lines.get_mut(*place));
        first.into_iter().for_each(|line| line.complete = false);
        let reference = shown(reference);
        let message = format!("the reference \"{reference}\" stands for two records");
        let issue = Issue::new(Code::ReferenceReused, message).at(&path.key("reference"));
        let help = "give one record for each payout, with the status that it has now";
        Some(issue.param("reference", reference).help(help))
    }

    /// What the record comes to in the report's currency, rounded once so that months and
    /// quarters add up to the year; its parts are rounded down, so that they are no more than the
    /// whole.
    fn read(&self, record: &PaidRecord) -> Result<Figures, Option<Issue>> {
        let paid = record.paid.ok_or(None)?;
        let mut figures = self.totals.paid;
        figures.count = paid.count;
        let own = self.rulebook.settings.rounding;
        for (figure, part, rounding) in [
            (&mut figures.gross, paid.amount, own),
            (&mut figures.fees, paid.fee, Rounding::Down),
            (&mut figures.withheld, paid.withheld, Rounding::Down),
            (&mut figures.state_withheld, paid.state_withheld, Rounding::Down),
        ] {
            let exact = self.rates.convert(part, self.currency)?;
            let rounded = Money::rounded(exact, self.currency, rounding);
            *figure = Figure(rounded.map_err(|_| too_large())?.amount());
        }
        let left = [figures.fees, figures.withheld, figures.state_withheld]
            .into_iter()
            .try_fold(figures.gross.0, |left, part| left.minus(part.0));
        figures.net = Figure(left.unwrap_or_default());
        Ok(figures)
    }
}

impl ReportLine<'_> {
    /// Adds to a part of the year, and keeps the parts in order.
    fn add_part(&mut self, figures: Figures) {
        let key = figures.period.as_str();
        let place = self.periods.iter().position(|part| part.period.as_str() >= key);
        match place.and_then(|place| self.periods.get_mut(place)) {
            Some(part) if part.period == figures.period => part.add(&figures),
            _ => self.periods.insert(place.unwrap_or(self.periods.len()), figures),
        }
    }
}

/// That a sum or a conversion is past every range.
pub fn too_large() -> Issue {
    Issue::new(Code::AmountTooLarge, "the converted amount has more digits than can be held")
}
