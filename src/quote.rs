//! What a payout costs and what arrives: fee, exchange rate and rounding, exact to the last
//! minor unit.

use crate::batch::{Bearer, FxTable, Target, mid_rate};
use crate::date::Moment;
use crate::issue::{Code, Issue, Remedy};
use crate::money::{Currency, Money, MoneyError, Rounding, as_text};
use crate::rulebook::{Fee, FxMarkup, Settings};
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
pub struct Terms<'r> {
    /// The fee.
    pub fee: &'r Fee,
    /// The markup, needed when the currencies differ.
    pub markup: Option<&'r FxMarkup>,
    /// Rates, needed when the currencies differ.
    pub fx: Option<&'r FxTable>,
    /// Rounding and digits.
    pub settings: &'r Settings,
    /// The moment of the request.
    pub at: Moment,
}

/// A quote that adds up: `debit = convertible + the sender's part of the fee`, and
/// `receive + residue = convertible × rate`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// What leaves the funding account.
    pub debit: Money,
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

/// A part of a fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeeLine {
    /// The rulebook's row.
    pub id: String,
    /// Whose part of it: `sender` or `recipient`.
    pub borne_by: &'static str,
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
    /// What the markup costs, in the payout currency.
    pub margin: Money,
    /// When the rate was taken.
    pub at: Moment,
    /// When it dies.
    pub expires_at: Moment,
}

/// Makes a quote, or says why there is none.
pub fn quote(ask: &Ask, terms: &Terms) -> Result<Quote, Issue> {
    let pair = Pair::find(ask, terms)?;
    let split = match ask.target {
        Target::Send => Split::of_sent(ask.amount, ask.bearer, terms)?,
        Target::Receive => {
            let needed = pair.least_convertible(ask.amount, ask.source)?;
            Split::for_convertible(needed, ask.bearer, terms)?
        }
    };
    let exact = exact_mul(split.convertible.amount(), pair.rate)?;
    let receive = match ask.target {
        Target::Send => {
            Money::rounded(exact, ask.payout, terms.settings.rounding).map_err(too_large)?
        }
        Target::Receive => ask.amount,
    };
    if !receive.is_positive() {
        let message = format!("{} converts to less than the least {}", ask.amount, ask.payout);
        return Err(Issue::new(Code::ReceiveNothing, message));
    }
    let residue = exact.checked_sub(receive.amount()).ok_or_else(|| too_large(MoneyError))?;
    Ok(Quote {
        debit: split.convertible.checked_add(split.sender_fee).map_err(too_large)?,
        convertible: split.convertible,
        fee: split.sender_fee.checked_add(split.recipient_fee).map_err(too_large)?,
        fee_lines: split.lines(terms.fee),
        fx: pair.fx(split.convertible, ask.payout, terms)?,
        receive,
        residue: residue.normalize(),
    })
}

/// An amount with its fee and who bears which part.
#[derive(Clone, Copy)]
struct Split {
    convertible: Money,
    sender_fee: Money,
    recipient_fee: Money,
}

impl Split {
    /// The payout is of this amount.
    fn of_sent(amount: Money, bearer: Bearer, terms: &Terms) -> Result<Split, Issue> {
        let fee = fee_of(terms.fee, amount, terms.settings.rounding)?;
        let none = Money::zero(amount.currency());
        let (sender_fee, recipient_fee) = match bearer {
            Bearer::Sender => (fee, none),
            Bearer::Recipient => (none, fee),
            Bearer::Shared => halves(fee)?,
        };
        let convertible = amount.checked_sub(recipient_fee).map_err(too_large)?;
        if !convertible.is_positive() {
            let message = format!("the fee of {recipient_fee} leaves nothing of {amount}");
            return Err(Issue::new(Code::FeeExceedsAmount, message)
                .param("fee", recipient_fee.value())
                .param("amount", amount.value())
                .source(&terms.fee.meta.source));
        }
        Ok(Split { convertible, sender_fee, recipient_fee })
    }

    /// The least amount of which at least this much can be converted: the payee's part of the
    /// fee is a function of the amount, so the amount grows until it holds both.
    fn for_convertible(needed: Money, bearer: Bearer, terms: &Terms) -> Result<Split, Issue> {
        let mut amount = needed;
        for _ in 0..ROUNDS_MAX {
            match Split::of_sent(amount, bearer, terms) {
                Ok(split) if split.convertible.amount() >= needed.amount() => return Ok(split),
                Ok(split) => {
                    amount = needed.checked_add(split.recipient_fee).map_err(too_large)?;
                }
                Err(issue) if issue.code == Code::FeeExceedsAmount => {
                    let fee = fee_of(terms.fee, amount, terms.settings.rounding)?;
                    amount = needed.checked_add(fee).map_err(too_large)?;
                }
                Err(issue) => return Err(issue),
            }
        }
        let message = format!("no amount leaves {needed} after the fee");
        Err(Issue::new(Code::FeeExceedsAmount, message).source(&terms.fee.meta.source))
    }

    fn lines(&self, fee: &Fee) -> Vec<FeeLine> {
        [("sender", self.sender_fee), ("recipient", self.recipient_fee)]
            .into_iter()
            .filter(|(_, amount)| amount.is_positive())
            .map(|(borne_by, amount)| FeeLine { id: fee.id.clone(), borne_by, amount })
            .collect()
    }
}

/// Rounds after which a fee that eats every increase of the amount is given up.
const ROUNDS_MAX: usize = 256;

/// Fixed and percent together, then the minimum, then the cap, rounded once.
fn fee_of(fee: &Fee, amount: Money, rounding: Rounding) -> Result<Money, Issue> {
    let share = exact_mul(fee.percent, Decimal::new(1, 2))?;
    let percent = exact_mul(amount.amount(), share)?;
    let sum = percent.checked_add(fee.fixed.amount()).ok_or_else(|| too_large(MoneyError))?;
    let raised = fee.min.map_or(sum, |min| sum.max(min.amount()));
    let capped = fee.max.map_or(raised, |max| raised.min(max.amount()));
    Money::rounded(capped, amount.currency(), rounding).map_err(too_large)
}

/// The sender's and the recipient's half; an odd minor unit is the sender's.
fn halves(fee: Money) -> Result<(Money, Money), Issue> {
    let half = exact_mul(fee.amount(), Decimal::new(5, 1))?;
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
    fn find(ask: &Ask, terms: &Terms) -> Result<Pair, Issue> {
        if ask.source == ask.payout {
            let (mid, rate) = (Decimal::ONE, Decimal::ONE);
            return Ok(Pair { mid, rate, markup_bps: 0, same: true });
        }
        let mid = mid_rate(terms.fx, ask.source, ask.payout)?;
        if let Some(fx) = terms.fx {
            check_age(fx, terms)?;
        }
        let markup = terms.markup.ok_or_else(|| no_markup(ask))?;
        let kept = Decimal::ONE
            .checked_sub(Decimal::new(i64::from(markup.markup_bps), 4))
            .ok_or_else(|| too_large(MoneyError))?;
        let digits = terms.settings.rate_significant_digits;
        let rate = exact_mul(mid, kept)?;
        let rate = terms.settings.rounding.round_significant(rate, digits);
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
        let near = receive.amount().checked_div(self.rate).ok_or_else(|| too_large(MoneyError))?;
        // The quotient has at most 28 digits; start a unit below it and step up to the least.
        let below = Money::rounded(near, source, Rounding::Down).map_err(too_large)?;
        let mut amount = below.amount().checked_sub(unit).unwrap_or_default().max(unit);
        while exact_mul(amount, self.rate)? < receive.amount() {
            amount = amount.checked_add(unit).ok_or_else(|| too_large(MoneyError))?;
        }
        Money::rounded(amount, source, Rounding::Down).map_err(too_large)
    }

    fn fx(&self, convertible: Money, payout: Currency, terms: &Terms) -> Result<Option<Fx>, Issue> {
        let Some(fx) = terms.fx.filter(|_| !self.same) else { return Ok(None) };
        let lost = self.mid.checked_sub(self.rate).ok_or_else(|| too_large(MoneyError))?;
        let margin = exact_mul(convertible.amount(), lost)?;
        let margin = Money::rounded(margin, payout, terms.settings.rounding).map_err(too_large)?;
        Ok(Some(Fx {
            rate: self.rate,
            mid: self.mid,
            markup_bps: self.markup_bps,
            margin,
            at: fx.at,
            expires_at: fx.at.plus_seconds(ttl_s(fx, terms.settings)),
        }))
    }
}

fn ttl_s(fx: &FxTable, settings: &Settings) -> i64 {
    fx.ttl_s.unwrap_or(settings.quote_ttl_s)
}

fn check_age(fx: &FxTable, terms: &Terms) -> Result<(), Issue> {
    let (age_s, ttl_s) = (terms.at.seconds_since(fx.at), ttl_s(fx, terms.settings));
    let issue = if age_s < 0 {
        let message = format!("the exchange rates are from {}, after {}", fx.at, terms.at);
        Issue::new(Code::FxFromFuture, message)
    } else if age_s > ttl_s {
        let message = format!("the exchange rates are {age_s} s old and live {ttl_s} s");
        Issue::new(Code::FxStale, message).param("age_s", age_s).param("ttl_s", ttl_s)
    } else {
        return Ok(());
    };
    Err(issue.remedy(Remedy::RefreshRates))
}

/// A product with every digit; an issue where it has more than can be held, never a rounding.
fn exact_mul(a: Decimal, b: Decimal) -> Result<Decimal, Issue> {
    let (a, b) = (a.normalize(), b.normalize());
    let product = a.checked_mul(b).ok_or_else(|| too_large(MoneyError))?;
    let whole = product.is_zero() || product.scale() == a.scale() + b.scale();
    if whole { Ok(product) } else { Err(too_large(MoneyError)) }
}

fn no_markup(ask: &Ask) -> Issue {
    let (from, to) = (ask.source, ask.payout);
    let message = format!("no rate from {from} to {to}: the rulebook has no markup for the pair");
    Issue::new(Code::FxMissing, message).param("from", from.code()).param("to", to.code())
}

fn too_large(_: MoneyError) -> Issue {
    Issue::new(Code::AmountTooLarge, "the amounts have more digits than can be held exactly")
}
