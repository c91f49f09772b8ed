//! What a payout costs and what arrives: fee, exchange rate and rounding, exact to the last
//! minor unit.

mod fees;
mod pair;
mod split;

pub use fees::{FeeLine, PricedIn};
pub use pair::{Fx, Pair};

use crate::batch::{Bearer, Rates, Target};
use crate::issue::{Code, Issue};
use crate::money::{Arithmetic, Currency, Money, MoneyError, Rounding, exact_mul};
use crate::rulebook::{Fee, Rule, Settings};
use rust_decimal::Decimal;
use split::Split;

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
pub struct Rules<'r, 'q> {
    /// The fee.
    pub fee: &'r Fee,
    /// A platform's own rules that charge on top.
    pub charges: &'q [&'r Rule],
    /// The rate from what leaves to what arrives.
    pub pair: Pair,
    /// Rates, needed when a fee is in another currency.
    pub rates: Rates<'q>,
    /// Rounding and digits.
    pub settings: &'q Settings,
}

/// A quote that adds up: `debit = convertible + the sender's part of the fee + withheld`, and
/// `receive + residue = convertible × rate`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote<'r> {
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
    pub fee_lines: Vec<FeeLine<'r>>,
    /// The conversion, when the currencies differ.
    pub fx: Option<Fx>,
    /// What arrives.
    pub receive: Money,
    /// What rounding left over, in the payout currency; negative when rounded up.
    pub residue: Decimal,
    /// That the fee was cut so as not to eat the payout.
    pub remark: Option<Issue>,
}

impl Quote<'_> {
    /// The same payout after so much was kept back: this quote is for the rest.
    pub fn after_withholding(self, withheld: Money, gross: Money) -> Result<Self, Issue> {
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

/// Makes a quote, or says why there is none.
pub fn quote<'r>(ask: &Ask, rules: &Rules<'r, '_>) -> Result<Quote<'r>, Issue> {
    let pair = rules.pair;
    let split = match ask.target {
        Target::Send => Split::of_sent(ask.amount, ask.bearer, rules)?,
        Target::Receive => {
            let needed = pair.least_convertible(ask.amount, ask.source, rules.settings.rounding)?;
            Split::for_convertible(needed, ask.bearer, rules)?
        }
    };
    let Split { gross, convertible, fees } = split;
    let converted = held(exact_mul(convertible.amount(), pair.rate))?;
    let receive = match ask.target {
        Target::Send => rounded(Some(converted), ask.payout, rules.settings.rounding)?,
        Target::Receive => ask.amount,
    };
    if !receive.is_positive() {
        let message = format!("{} converts to less than the least {}", ask.amount, ask.payout);
        return Err(Issue::new(Code::ReceiveNothing, message)
            .param("amount", ask.amount.value())
            .param("limit", Money::minor_unit(ask.payout).plain())
            .param("currency", ask.payout.code()));
    }
    let residue = held(converted.minus(receive.amount()))?;
    Ok(Quote {
        debit: convertible.checked_add(fees.sender).map_err(too_large)?,
        withheld: None,
        gross,
        convertible,
        fee: fees.sender.checked_add(fees.recipient).map_err(too_large)?,
        fee_lines: fees.lines,
        fx: pair.fx(convertible, ask.payout, rules)?,
        receive,
        residue: residue.normalize(),
        remark: fees.remark,
    })
}

/// What could be worked out exactly, rounded to the currency's minor unit.
#[inline(never)]
fn rounded(
    amount: Option<Decimal>,
    currency: Currency,
    rounding: Rounding,
) -> Result<Money, Issue> {
    let rounded = amount.and_then(|amount| Money::rounded(amount, currency, rounding).ok());
    rounded.ok_or_else(|| too_large(MoneyError))
}

fn held(amount: Option<Decimal>) -> Result<Decimal, Issue> {
    amount.ok_or_else(|| too_large(MoneyError))
}

#[inline(never)]
fn too_large(_: MoneyError) -> Issue {
    Issue::new(Code::AmountTooLarge, "the amounts have more digits than can be held exactly")
}
