//! Who is reportable: what a payee came to in the year, against the limits of the form.

use super::ReportLine;
use super::asks::Ask;
use super::figures::Figure;
use super::missing::missing;
use super::tally::{Reporter, too_large};
use crate::batch::Payee;
use crate::date::AsOf;
use crate::gate::Measure;
use crate::issue::{Code, Issue};
use crate::money::{Currency, Money};
use crate::rulebook::{Confidence, CrossedBy, Crossing, Gate, GateLimit, PartTerms};
use crate::value::Path;
use crate::words::words;
use rust_decimal::Decimal;
use serde::Serialize;

words! {
    /// Why a payee is reportable or not.
    ByReason {
        /// The limit is crossed.
        Limit = "limit",
        /// Tax was withheld, so that the amount does not matter.
        Withheld = "withheld",
        /// No limit is crossed.
        Below = "below",
        /// The form is not about such a payee.
        NotAbout = "not_about",
        /// Something that it hangs on is not known.
        Unknown = "unknown",
    }
}

/// The row by which a payee is reportable or not.
#[derive(Debug, Clone, Serialize)]
pub struct By<'r> {
    /// Why.
    pub reason: ByReason,
    /// The gate that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gate: Option<&'r str>,
    /// Its limit in that year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<PartTerms>,
    /// The first day of the limit, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<AsOf>,
    /// The last day of the limit, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<AsOf>,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'r str>,
    /// How sure it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

impl<'r> By<'r> {
    /// The reason, the gate that was asked, and where that comes from if not from its limit.
    pub fn of(
        reason: ByReason,
        gate: Option<&'r Gate>,
        limit: Option<&'r GateLimit>,
        source: Option<&'r str>,
    ) -> By<'r> {
        let days = limit.map(|limit| limit.in_force).unwrap_or_default();
        By {
            reason,
            gate: gate.map(|gate| gate.id.as_str()),
            limit: limit.map(PartTerms::of),
            from: days.from.map(AsOf::Day),
            until: days.until.map(AsOf::Day),
            source: source.or(limit.map(|limit| limit.source.as_str())),
            confidence: limit.map(|limit| limit.confidence),
        }
    }
}

/// What a payee comes to, and the limit: `380.00` of `600.00`.
#[derive(Debug, Clone, Serialize)]
pub struct Measured<'r> {
    /// The gate.
    pub gate: &'r str,
    /// What is measured.
    pub measure: Measure,
    /// What it came to in the year.
    pub value: Figure,
    /// The limit.
    pub limit: Figure,
    /// Whether reaching it is enough: `over` or `at_least`.
    pub limit_is: Crossing,
    /// Of an amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Whether it is crossed.
    pub reached: bool,
}

/// The lines of a state on a US form.
#[derive(Debug, Clone, Serialize)]
pub struct StateLine<'a> {
    /// Its letters, `MA`.
    pub state: &'a str,
    /// What was paid.
    pub income: Figure,
    /// Its income tax that was withheld.
    pub withheld: Figure,
    /// Whether the state wants the form: by a gate of its own, or else as the federal ones say.
    pub reportable: Option<bool>,
}

impl<'a> Reporter<'a> {
    /// Says of the payee whether the form is filed and why, and what is missing for it.
    pub fn decide(&self, line: &mut ReportLine<'a>) {
        let Some(payee) = line.payee else { return };
        let gate = self.gate;
        // The first limit that is about the payee, or the first that is crossed; whether one of
        // the payee's state is; and the first that cannot be decided.
        let mut own: Option<(&Ask<'a>, bool)> = None;
        let (mut in_state, mut open) = (None, None);
        for ask in &self.asks {
            let is_about = ask.is_about(payee, self.form);
            if is_about == Some(false) {
                continue;
            }
            let told = line.measures.len();
            if let Err(issue) = self.measure(ask, line) {
                line.reasons.push(unmeasured(ask.gate, issue));
                open = open.or(Some(ask));
                continue;
            }
            let reached = crossed(ask.limit, line.measures.get(told..).unwrap_or_default());
            if is_about.is_none() {
                line.measures.truncate(told);
                open = open.or(Some(ask).filter(|_| reached));
                continue;
            }
            if ask.of_state {
                in_state = Some(reached || in_state == Some(true));
            }
            if own.is_none_or(|(_, already)| reached && !already) {
                own = Some((ask, reached));
            }
        }
        let is_taxed = line.paid.withheld.0.max(line.paid.state_withheld.0) > Decimal::ZERO;
        let withheld = self.form.withheld.filter(|_| is_taxed);
        if own.is_none() && withheld.is_some() {
            line.reasons.extend(other_form(gate, payee));
        }
        let (mut ask, mut source) = (own.map(|(ask, _)| ask), None);
        let crossed = own.is_some_and(|(_, reached)| reached);
        let reason = if crossed {
            ByReason::Limit
        } else if own.is_some() && withheld.is_some() {
            (ask, source) = (None, withheld);
            ByReason::Withheld
        } else if open.is_some() || (own.is_some() && !line.complete) {
            ask = open.or(ask);
            ByReason::Unknown
        } else if own.is_some() {
            ByReason::Below
        } else {
            source = Some(gate.meta.source.as_str());
            ByReason::NotAbout
        };
        line.reportable = match reason {
            ByReason::Limit | ByReason::Withheld => Some(true),
            ByReason::Below | ByReason::NotAbout => Some(false),
            ByReason::Unknown => None,
        };
        let asked = ask.map_or(gate, |ask| ask.gate);
        line.by = By::of(reason, Some(asked), ask.map(|ask| ask.limit), source);
        if self.form.states.is_some() && own.is_some() {
            line.state = state_line(line, payee, in_state);
        }
        if line.reportable != Some(false) {
            line.missing = missing(self, asked, payee);
        }
    }

    /// What the year comes to against each bound of the limit.
    fn measure(&self, ask: &Ask<'a>, line: &mut ReportLine<'a>) -> Result<(), Issue> {
        let limit = ask.limit;
        if let Some(bound) = limit.amount {
            let unit = bound.limit.currency();
            let amount = if self.form.net { line.paid.net.0 } else { line.paid.gross.0 };
            let value = match Money::exact(amount, self.currency) {
                _ if unit == self.currency => amount,
                Some(amount) => self.rates.convert(amount, unit)?,
                None => return Err(too_large()),
            };
            let limit = bound.limit.amount();
            line.tell(ask.gate, value, limit, bound.strict, Some(unit));
        }
        if let Some(bound) = limit.count {
            line.tell(ask.gate, line.paid.count.into(), bound.limit.into(), bound.strict, None);
        }
        Ok(())
    }
}

impl<'a> ReportLine<'a> {
    /// Adds a measure: of an amount in a currency, of a count without one.
    #[inline(never)]
    fn tell(
        &mut self,
        gate: &'a Gate,
        value: Decimal,
        limit: Decimal,
        strict: bool,
        currency: Option<Currency>,
    ) {
        self.measures.push(Measured {
            gate: &gate.id,
            measure: if currency.is_some() { Measure::Amount } else { Measure::Count },
            value: Figure(value),
            limit: Figure(limit),
            limit_is: if strict { Crossing::Over } else { Crossing::AtLeast },
            currency,
            reached: if strict { value > limit } else { value >= limit },
        });
    }
}

/// The lines of the payee's state; whether a gate of it is crossed, if it has one.
fn state_line<'a>(
    line: &ReportLine<'a>,
    payee: &'a Payee,
    crossed: Option<bool>,
) -> Option<StateLine<'a>> {
    // The forms that have states are of the US.
    let state = payee.region?.strip_prefix("US-")?;
    let (income, withheld) = (line.paid.gross, line.paid.state_withheld);
    let reportable = match crossed {
        _ if withheld.0 > Decimal::ZERO => Some(true),
        Some(false) if !line.complete => None,
        crossed => crossed.or(line.reportable),
    };
    Some(StateLine { state, income, withheld, reportable })
}

fn crossed(limit: &GateLimit, measured: &[Measured]) -> bool {
    let mut reached = measured.iter().map(|measured| measured.reached);
    match limit.crossed_by {
        CrossedBy::All => reached.all(|reached| reached),
        CrossedBy::Any => reached.any(|reached| reached),
    }
}

fn unmeasured(gate: &Gate, mut issue: Issue) -> Issue {
    issue.message = format!("{} cannot be measured: {}", gate.title, issue.message);
    issue.code = Code::GateUnmeasured;
    issue.param("gate", gate.id.as_str())
}

/// That tax withheld of a payee who is taxed abroad is on another form.
fn other_form(gate: &Gate, payee: &Payee) -> Option<Issue> {
    let home = payee.tax_residence();
    if gate.applies.tax_residence.includes(&home) {
        return None;
    }
    let message = format!("tax was withheld of a payee taxed in {home}, which Form 1042-S reports");
    let issue = Issue::new(Code::ReportOtherForm, message)
        .at(&Path::root().key("payees").index(payee.index));
    Some(issue.param("form", "1042s").param("tax_residence", home.as_str()))
}
