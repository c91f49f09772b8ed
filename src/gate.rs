//! Gates: limits past which a payout waits until requirements are met, measured over the
//! totals of the context and of the batch so far.

use crate::batch::{FxTable, Payee, mid_rate};
use crate::date::{Date, Moment};
use crate::issue::{Code, Issue};
use crate::money::{Currency, Money};
use crate::rulebook::{Demand, Effect, FormStatus, Gate, GateLimit, KycLevel, Period, Rulebook};
use crate::value::Path;
use rust_decimal::Decimal;
use serde::Serialize;

/// What the gates say together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct GateAnswer {
    /// The strictest of all.
    pub outcome: GateOutcome,
    /// Every limit that was crossed or neared.
    pub triggers: Vec<Trigger>,
    /// Everything that must be met, at once.
    pub requires: Vec<Requirement>,
    /// The same for people, and what could not be measured.
    pub reasons: Vec<Issue>,
}

/// What a gate says, mildest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GateOutcome {
    /// Nothing to say.
    #[default]
    Clear,
    /// A limit is near.
    Warn,
    /// Not until requirements are met.
    Hold,
    /// Not at all.
    Block,
}

/// A limit that was crossed or neared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trigger {
    /// The gate's id.
    pub gate: String,
    /// `amount` or `count`.
    pub measure: &'static str,
    /// The period's key, `2026`, or `payout`.
    pub period: String,
    /// What was measured, this payout included.
    pub value: String,
    /// The limit.
    pub limit: String,
    /// Of an amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Where the limit comes from.
    pub source: String,
}

/// Something to be done before a payout can go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Requirement {
    /// A tax form.
    TaxForm {
        /// The gate that wants it.
        gate: String,
        /// Any of these.
        forms: Vec<String>,
        /// In any of these states.
        statuses: Vec<FormStatus>,
    },
    /// A tax number.
    Tin {
        /// The gate that wants it.
        gate: String,
        /// In any of these states.
        statuses: Vec<FormStatus>,
    },
    /// Identification.
    Kyc {
        /// The gate that wants it.
        gate: String,
        /// At least this level.
        level: KycLevel,
    },
    /// An account on file, whole and right.
    Account {
        /// For this method.
        method: String,
        /// Fields to ask for.
        fields: Vec<String>,
    },
    /// Money in the funding account.
    Funding {
        /// The account.
        #[serde(skip_serializing_if = "Option::is_none")]
        account: Option<String>,
        /// How much is missing.
        amount: Money,
    },
    /// A reference that tells this payout from one like it.
    Reference,
}

/// What a payee's batch has come to so far.
#[derive(Debug, Clone, Default)]
pub struct Running {
    amounts: Vec<(Currency, Decimal)>,
    count: u64,
}

impl Running {
    /// Adds a payout that was not refused.
    pub fn add(&mut self, amount: Money) {
        self.count += 1;
        match self.amounts.iter_mut().find(|(currency, _)| *currency == amount.currency()) {
            Some((_, sum)) => *sum = sum.saturating_add(amount.amount()),
            None => self.amounts.push((amount.currency(), amount.amount())),
        }
    }
}

/// One payout before the gates.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    /// Who would be paid.
    pub payee: &'s Payee<'s>,
    /// How much, gross.
    pub amount: Money,
    /// When.
    pub at: Moment,
    /// What the batch has paid them so far.
    pub running: &'s Running,
    /// Rates, for limits in other currencies.
    pub fx: Option<&'s FxTable>,
    /// The payee's place in the input.
    pub path: &'s Path<'s>,
}

/// Asks every gate.
pub fn check(rulebook: &Rulebook, subject: &Subject) -> GateAnswer {
    let mut answer = GateAnswer::default();
    let payee = subject.payee;
    for gate in &rulebook.gates {
        let day = subject.at.date_in(&gate.zone.rules);
        let applies = gate.meta.holds(day)
            && gate.tax_residence.includes(&payee.tax_residence())
            && gate.country.includes(&payee.country)
            && gate.payee_types.includes(&payee.kind);
        let unmet: Vec<&Demand> = gate.requires.iter().filter(|want| !met(want, payee)).collect();
        // A gate that blocks has nothing to be met; any other opens when all is.
        if !applies || (unmet.is_empty() && gate.effect == Effect::Hold) {
            continue;
        }
        for limit in gate.limits.iter().filter(|l| l.effective && l.in_force.on(day)) {
            let share = gate.warn_share.unwrap_or(rulebook.settings.warn_share);
            check_limit(gate, limit, share, &unmet, day, subject, &mut answer);
        }
    }
    answer
}

fn met(demand: &Demand, payee: &Payee) -> bool {
    let tax = &payee.tax;
    match demand {
        Demand::Kyc { level } => payee.kyc >= *level,
        Demand::Tin { statuses } => {
            statuses.contains(&tax.tin_status.unwrap_or(FormStatus::Missing))
        }
        Demand::TaxForm { forms, statuses } => {
            tax.form.is_some_and(|form| forms.iter().any(|known| known == form))
                && statuses.contains(&tax.form_status.unwrap_or(FormStatus::Missing))
        }
    }
}

/// What was measured against one threshold.
struct Reading {
    trigger: Trigger,
    crossed: bool,
    near: bool,
}

fn check_limit(
    gate: &Gate,
    limit: &GateLimit,
    warn_share: Decimal,
    unmet: &[&Demand],
    day: Date,
    subject: &Subject,
    answer: &mut GateAnswer,
) {
    let readings = match measure(gate, limit, warn_share, day, subject, answer) {
        Ok(readings) => readings,
        Err(issue) => {
            answer.outcome = answer.outcome.max(GateOutcome::Hold);
            let message = format!("{} cannot be measured: {}", gate.title, issue.message);
            let issue = Issue { code: Code::GateUnmeasured, message, ..issue };
            answer.reasons.push(issue.param("gate", gate.id.as_str()).source(&limit.source));
            return;
        }
    };
    let crossed = readings.iter().all(|reading| reading.crossed);
    let near = readings.iter().all(|reading| reading.near);
    if !crossed && !near {
        return;
    }
    let outcome = match (crossed, gate.effect) {
        (false, _) => GateOutcome::Warn,
        (true, Effect::Hold) => GateOutcome::Hold,
        (true, Effect::Block) => GateOutcome::Block,
    };
    answer.outcome = answer.outcome.max(outcome);
    answer.reasons.push(reason(gate, limit, outcome, &readings));
    answer.triggers.extend(readings.into_iter().map(|reading| reading.trigger));
    if crossed {
        answer.requires.extend(unmet.iter().map(|demand| requirement(gate, demand)));
    }
}

fn measure(
    gate: &Gate,
    limit: &GateLimit,
    warn_share: Decimal,
    day: Date,
    subject: &Subject,
    answer: &mut GateAnswer,
) -> Result<Vec<Reading>, Issue> {
    let period = period_key(gate.period, day);
    let total = subject.payee.totals.iter().find(|(key, _)| *key == period);
    if total.is_none() && gate.period != Period::Payout {
        answer.reasons.push(totals_missing(gate, &period, subject));
    }
    let trigger = |measure, value: String, limit_text: String, currency| Trigger {
        gate: gate.id.clone(),
        measure,
        period: period.clone(),
        value,
        limit: limit_text,
        currency,
        source: limit.source.clone(),
    };
    let mut readings = Vec::with_capacity(2);
    if let Some(threshold) = limit.amount {
        let currency = threshold.limit.currency();
        let mut sum = converted(subject.amount, currency, subject.fx)?;
        if gate.period != Period::Payout {
            let paid = total.map(|(_, total)| total.amount);
            let batch = subject.running.amounts.iter();
            let batch = batch.map(|(currency, sum)| (*currency, *sum));
            for (unit, amount) in
                paid.map(|paid| (paid.currency(), paid.amount())).into_iter().chain(batch)
            {
                sum = sum
                    .checked_add(convert(amount, unit, currency, subject.fx)?)
                    .ok_or_else(overflow)?;
            }
        }
        let bound = threshold.limit.amount();
        readings.push(Reading {
            crossed: if threshold.strict { sum > bound } else { sum >= bound },
            near: sum >= bound.checked_mul(warn_share).unwrap_or(bound),
            trigger: trigger(
                "amount",
                plain(sum, currency),
                threshold.limit.value(),
                Some(currency),
            ),
        });
    }
    if let Some(threshold) = limit.count {
        let before = total.map_or(0, |(_, total)| total.count);
        let count = before.saturating_add(subject.running.count).saturating_add(1);
        let share = Decimal::from(threshold.limit).checked_mul(warn_share).unwrap_or_default();
        readings.push(Reading {
            crossed: if threshold.strict {
                count > threshold.limit
            } else {
                count >= threshold.limit
            },
            near: Decimal::from(count) >= share,
            trigger: trigger("count", count.to_string(), threshold.limit.to_string(), None),
        });
    }
    Ok(readings)
}

/// The sum for people: in the currency's digits where it has no more.
fn plain(sum: Decimal, currency: Currency) -> String {
    Money::exact(sum, currency).map_or_else(|| sum.normalize().to_string(), Money::value)
}

fn converted(amount: Money, to: Currency, fx: Option<&FxTable>) -> Result<Decimal, Issue> {
    convert(amount.amount(), amount.currency(), to, fx)
}

fn convert(
    amount: Decimal,
    from: Currency,
    to: Currency,
    fx: Option<&FxTable>,
) -> Result<Decimal, Issue> {
    amount.checked_mul(mid_rate(fx, from, to)?).ok_or_else(overflow)
}

fn overflow() -> Issue {
    Issue::new(Code::AmountTooLarge, "the total is more than can be held")
}

/// The key under which the context gives the period's total.
fn period_key(period: Period, day: Date) -> String {
    match period {
        Period::Payout => "payout".to_owned(),
        Period::Day => day.to_string(),
        Period::Month => format!("{:04}-{:02}", day.year(), day.month()),
        Period::CalendarYear => format!("{:04}", day.year()),
        Period::TrailingDays(days) => format!("P{days}D"),
    }
}

fn totals_missing(gate: &Gate, period: &str, subject: &Subject) -> Issue {
    let totals = subject.path.key("totals");
    let message = format!("no total for {period} was given; {} took it as zero", gate.id);
    Issue::new(Code::TotalsMissing, message)
        .at(&totals.key(period))
        .param("gate", gate.id.as_str())
        .param("period", period)
}

fn reason(gate: &Gate, limit: &GateLimit, outcome: GateOutcome, readings: &[Reading]) -> Issue {
    let measured: Vec<String> = readings
        .iter()
        .map(|Reading { trigger, .. }| {
            let unit = trigger.currency.map_or_else(|| " payouts".to_owned(), |c| format!(" {c}"));
            format!("{}{unit} of {}", trigger.value, trigger.limit)
        })
        .collect();
    let measured = measured.join(" and ");
    let (code, message) = match outcome {
        GateOutcome::Clear | GateOutcome::Warn => {
            (Code::GateWarning, format!("{} is near: {measured}", gate.title))
        }
        GateOutcome::Hold => (Code::GateHold, format!("{} is reached: {measured}", gate.title)),
        GateOutcome::Block => (Code::GateBlock, format!("{} blocks: {measured}", gate.title)),
    };
    Issue::new(code, message)
        .param("gate", gate.id.as_str())
        .param("confidence", limit.confidence.as_str())
        .source(&limit.source)
}

fn requirement(gate: &Gate, demand: &Demand) -> Requirement {
    let gate = gate.id.clone();
    match demand {
        Demand::Kyc { level } => Requirement::Kyc { gate, level: *level },
        Demand::Tin { statuses } => Requirement::Tin { gate, statuses: statuses.clone() },
        Demand::TaxForm { forms, statuses } => {
            Requirement::TaxForm { gate, forms: forms.clone(), statuses: statuses.clone() }
        }
    }
}
