//! What a payout costs and what arrives: fee, exchange rate and rounding, exact to the last
//! minor unit.

use crate::batch::{Bearer, Rates, Target};
use crate::date::Moment;
use crate::issue::{Code, Issue};
use crate::money::{Arithmetic, Currency, Money, MoneyError, Rounding, as_text, exact_mul};
use crate::rulebook::{Charge, Fee, FxMarkup, Rule, RuleEffect, Settings};
use rust_decimal::Decimal;
use serde::Serialize;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    /// The amount, sent or received as `target` says.
    pub amount: Money,
    /// Which side the amount fixes.
    pub target: Target,
    /// What leaves.
    pub source: Currency,
    /// What arrives.
    pub payout: Currency,
    /// Who bears the fee.
    pub bearer: Bearer,
}

/// The rules a quote is made by.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'r> {
    /// The fee.
    pub fee: &'r Fee,
    /// A platform's own rules that charge on top.
    pub charges: &'r [&'r Rule],
    /// The markup, needed when the currencies differ.
    pub markup: Option<&'r FxMarkup>,
    /// Rates, needed when the currencies differ.
    pub rates: Rates<'r>,
    /// Rounding and digits.
    pub settings: &'r Settings,
}

/// A quote that adds up: `debit = convertible + the sender's part of the fee + withheld`, and
/// `receive + residue = convertible × rate`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// What leaves the funding account.
    pub debit: Money,
    /// What of it is kept back for the tax office.
    pub withheld: Option<Money>,
    /// What the payout takes before the sender's part of the fee: what gates measure.
    pub gross: Money,
    /// What is converted, or passed on as it is.
    pub convertible: Money,
    /// The fee, whoever bears it.
    pub fee: Money,
    /// The fee's parts.
    pub fee_lines: Vec<FeeLine>,
    /// The conversion, when the currencies differ.
    pub fx: Option<Fx>,
    /// What arrives.
    pub receive: Money,
    /// What rounding left over, in the payout currency; negative when rounded up.
    pub residue: Decimal,
}

impl Quote {
    /// The same payout after so much was kept back: this quote is for the rest.
    pub fn after_withholding(self, withheld: Money, gross: Money) -> Result<Quote, Issue> {
        let debit = self.debit.checked_add(withheld).map_err(too_large)?;
        Ok(Quote { debit, withheld: Some(withheld), gross, ..self })
    }

    /// What the payout costs altogether, fee and exchange, in the currency that leaves; rounded,
    /// for comparing quotes only.
    pub fn cost(&self) -> Option<Decimal> {
        let mid = self.fx.as_ref().map_or(Decimal::ONE, |fx| fx.mid);
        let received = self.receive.amount().over(mid)?;
        self.convertible.amount().plus(self.fee.amount())?.minus(received)
    }
}

/// A part of a fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeeLine {
    /// The rulebook's row.
    pub id: String,
    /// Whose part of it.
    pub borne_by: Bearer,
    /// How much.
    pub amount: Money,
}

/// A conversion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fx {
    /// Units of the payout currency for one of the source currency, after the markup.
    #[serde(serialize_with = "as_text")]
    pub rate: Decimal,
    /// The same before the markup.
    #[serde(serialize_with = "as_text")]
    pub mid: Decimal,
    /// The markup, in hundredths of a percent.
    pub markup_bps: u32,
    /// What the rate costs against the mid rate, in the payout currency: the markup, and what
    /// stating the rate in so many digits makes of it.
    pub margin: Money,
    /// When the rate was taken.
    pub at: Moment,
    /// When it dies.
    pub expires_at: Moment,
}

/// Makes a quote, or says why there is none.
pub fn quote(ask: &Ask, rules: &Rules) -> Result<Quote, Issue> {
    let pair = Pair::find(ask, rules)?;
    let split = match ask.target {
        Target::Send => Split::of_sent(ask.amount, ask.bearer, rules)?,
        Target::Receive => {
            let needed = pair.least_convertible(ask.amount, ask.source)?;
            Split::for_convertible(needed, ask.bearer, rules)?
        }
    };
    let exact = exact(split.convertible.amount(), pair.rate)?;
    let receive = match ask.target {
        Target::Send => {
            Money::rounded(exact, ask.payout, rules.settings.rounding).map_err(too_large)?
        }
        Target::Receive => ask.amount,
    };
    if !receive.is_positive() {
        let message = format!("{} converts to less than the least {}", ask.amount, ask.payout);
        return Err(Issue::new(Code::ReceiveNothing, message));
    }
    let residue = exact.minus(receive.amount()).ok_or_else(|| too_large(MoneyError))?;
    Ok(Quote {
        debit: split.convertible.checked_add(split.sender_fee).map_err(too_large)?,
        withheld: None,
        gross: split.gross,
        convertible: split.convertible,
        fee: split.sender_fee.checked_add(split.recipient_fee).map_err(too_large)?,
        fee_lines: fee_lines(split.gross, ask.bearer, rules)?,
        fx: pair.fx(split.convertible, ask.payout, rules)?,
        receive,
        residue: residue.normalize(),
    })
}

/// An amount with its fee and who bears which part.
#[derive(Clone, Copy)]
struct Split {
    gross: Money,
    convertible: Money,
    sender_fee: Money,
    recipient_fee: Money,
}

impl Split {
    /// The payout is of this amount.
    fn of_sent(amount: Money, bearer: Bearer, rules: &Rules) -> Result<Split, Issue> {
        let (sender_fee, recipient_fee) = parts(amount, bearer, rules)?;
        let convertible = amount.checked_sub(recipient_fee).map_err(too_large)?;
        if !convertible.is_positive() {
            let message = format!("the fee of {recipient_fee} leaves nothing of {amount}");
            return Err(Issue::new(Code::FeeExceedsAmount, message)
                .param("fee", recipient_fee.value())
                .param("amount", amount.value())
                .source(&rules.fee.meta.source));
        }
        Ok(Split { gross: amount, convertible, sender_fee, recipient_fee })
    }

    /// The least amount of which at least this much can be converted: the payee's part of the
    /// fee is a function of the amount, so the amount grows until it holds both.
    fn for_convertible(needed: Money, bearer: Bearer, rules: &Rules) -> Result<Split, Issue> {
        let mut amount = needed;
        for _ in 0..ROUNDS_MAX {
            let (_, recipient_fee) = parts(amount, bearer, rules)?;
            let enough = needed.checked_add(recipient_fee).map_err(too_large)?;
            if amount.amount() >= enough.amount() {
                return Split::of_sent(amount, bearer, rules);
            }
            amount = enough;
        }
        let message = format!("no amount leaves {needed} after the fee");
        Err(Issue::new(Code::FeeExceedsAmount, message).source(&rules.fee.meta.source))
    }
}

/// Rounds after which a fee that eats every increase of the amount is given up.
const ROUNDS_MAX: usize = 256;

/// The sender's and the payee's part of all fees on an amount.
fn parts(amount: Money, bearer: Bearer, rules: &Rules) -> Result<(Money, Money), Issue> {
    let none = Money::zero(amount.currency());
    (0..=rules.charges.len()).try_fold((none, none), |(sender, recipient), place| {
        let (_, fee) = fee_at(place, amount, rules)?;
        let (of_sender, of_recipient) = shares(fee, bearer)?;
        let sender = sender.checked_add(of_sender).map_err(too_large)?;
        Ok((sender, recipient.checked_add(of_recipient).map_err(too_large)?))
    })
}

/// Every fee by its row and by who bears it; what comes to nothing is left out.
fn fee_lines(amount: Money, bearer: Bearer, rules: &Rules) -> Result<Vec<FeeLine>, Issue> {
    let mut lines = Vec::new();
    for place in 0..=rules.charges.len() {
        let (id, fee) = fee_at(place, amount, rules)?;
        let (sender, recipient) = shares(fee, bearer)?;
        for (borne_by, amount) in [(Bearer::Sender, sender), (Bearer::Recipient, recipient)] {
            if amount.is_positive() {
                lines.push(FeeLine { id: id.to_owned(), borne_by, amount });
            }
        }
    }
    Ok(lines)
}

/// The rulebook's fee, then each charge of a rule, each rounded by itself.
fn fee_at<'r>(place: usize, amount: Money, rules: &Rules<'r>) -> Result<(&'r str, Money), Issue> {
    let rule = place.checked_sub(1).and_then(|place| rules.charges.get(place));
    if let Some(Rule { id, effect: RuleEffect::Charge(charge), .. }) = rule {
        return Ok((id, fee_of(charge, amount, rules)?));
    }
    let fee = rules.fee;
    let charge = Charge {
        currency: None,
        fixed: fee.fixed.amount(),
        percent: fee.percent,
        min: fee.min.map(Money::amount),
        max: fee.max.map(Money::amount),
    };
    Ok((&fee.id, fee_of(&charge, amount, rules)?))
}

/// The sender's and the payee's share of a fee.
fn shares(fee: Money, bearer: Bearer) -> Result<(Money, Money), Issue> {
    let none = Money::zero(fee.currency());
    match bearer {
        Bearer::Sender => Ok((fee, none)),
        Bearer::Recipient => Ok((none, fee)),
        Bearer::Shared => halves(fee),
    }
}

const HUNDREDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 2);
const HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// Fixed and percent together, then the minimum, then the cap, rounded once; in the currency of
/// the amount, the amounts of a charge in another one by the mid rate.
fn fee_of(charge: &Charge, amount: Money, rules: &Rules) -> Result<Money, Issue> {
    let unit = amount.currency();
    let mid = charge.currency.map_or(Ok(Decimal::ONE), |own| rules.rates.mid(own, unit))?;
    let bound = |bound: Option<Decimal>| bound.map(|bound| exact(bound, mid)).transpose();
    let share = exact(charge.percent, HUNDREDTH)?;
    let percent = exact(amount.amount(), share)?;
    let fixed = exact(charge.fixed, mid)?;
    let sum = percent.plus(fixed).ok_or_else(|| too_large(MoneyError))?;
    let raised = bound(charge.min)?.map_or(sum, |min| sum.max(min));
    let capped = bound(charge.max)?.map_or(raised, |max| raised.min(max));
    Money::rounded(capped, unit, rules.settings.rounding).map_err(too_large)
}

/// The sender's and the recipient's half; an odd minor unit is the sender's.
fn halves(fee: Money) -> Result<(Money, Money), Issue> {
    let half = exact(fee.amount(), HALF)?;
    let recipient = Money::rounded(half, fee.currency(), Rounding::Down).map_err(too_large)?;
    Ok((fee.checked_sub(recipient).map_err(too_large)?, recipient))
}

/// A pair of currencies with its rate; of one currency with itself the rate is one.
struct Pair {
    mid: Decimal,
    rate: Decimal,
    markup_bps: u32,
    same: bool,
}

impl Pair {
    fn find(ask: &Ask, rules: &Rules) -> Result<Pair, Issue> {
        let mid = rules.rates.mid(ask.source, ask.payout)?;
        if ask.source == ask.payout {
            return Ok(Pair { mid, rate: mid, markup_bps: 0, same: true });
        }
        let markup = rules.markup.ok_or_else(|| no_markup(ask))?;
        let kept = Decimal::ONE
            .minus(Decimal::from_parts(markup.markup_bps, 0, 0, false, 4))
            .ok_or_else(|| too_large(MoneyError))?;
        let digits = rules.settings.rate_significant_digits;
        let rate = exact(mid, kept)?;
        let rate = rules.settings.rounding.round_significant(rate, digits);
        let rate =
            rate.filter(|rate| *rate > Decimal::ZERO).ok_or_else(|| too_large(MoneyError))?;
        Ok(Pair { mid, rate: rate.normalize(), markup_bps: markup.markup_bps, same: false })
    }

    /// The least amount of the source currency that converts to at least `receive`.
    fn least_convertible(&self, receive: Money, source: Currency) -> Result<Money, Issue> {
        if self.same {
            return Ok(receive);
        }
        let unit = Money::minor_unit(source);
        let near = receive.amount().over(self.rate).ok_or_else(|| too_large(MoneyError))?;
        // The quotient has at most 28 digits; start a unit below it and step up to the least.
        let below = Money::rounded(near, source, Rounding::Down).map_err(too_large)?;
        let mut amount = below.amount().minus(unit).unwrap_or_default().max(unit);
        while exact(amount, self.rate)? < receive.amount() {
            amount = amount.plus(unit).ok_or_else(|| too_large(MoneyError))?;
        }
        Money::rounded(amount, source, Rounding::Down).map_err(too_large)
    }

    fn fx(&self, convertible: Money, payout: Currency, rules: &Rules) -> Result<Option<Fx>, Issue> {
        let Some((at, expires_at)) = rules.rates.lifetime().filter(|_| !self.same) else {
            return Ok(None);
        };
        let lost = self.mid.minus(self.rate).ok_or_else(|| too_large(MoneyError))?;
        let margin = exact(convertible.amount(), lost)?;
        let margin = Money::rounded(margin, payout, rules.settings.rounding).map_err(too_large)?;
        let (rate, mid, markup_bps) = (self.rate, self.mid, self.markup_bps);
        Ok(Some(Fx { rate, mid, markup_bps, margin, at, expires_at }))
    }
}

fn exact(a: Decimal, b: Decimal) -> Result<Decimal, Issue> {
    exact_mul(a, b).ok_or_else(|| too_large(MoneyError))
}

fn no_markup(ask: &Ask) -> Issue {
    let (from, to) = (ask.source, ask.payout);
    let message = format!("no rate from {from} to {to}: the rulebook has no markup for the pair");
    Issue::new(Code::FxMissing, message).param("from", from.code()).param("to", to.code())
}

fn too_large(_: MoneyError) -> Issue {
    Issue::new(Code::AmountTooLarge, "the amounts have more digits than can be held exactly")
}
