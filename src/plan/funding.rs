//! Totals per funding account before anything moves.

use super::decision::{CurrencyTotal, Decision, FundingLine, Outcome};
use crate::batch::{Context, FundingAccount, ShortfallPolicy};
use crate::issue::{Code, Issue, Remedy};
use crate::money::{Currency, Money, MoneyError};
use crate::requirement::Requirement;

/// What goes, by currency, in the order in which the currencies first come.
#[derive(Debug, Default)]
pub struct Tally {
    pub totals: Vec<CurrencyTotal>,
}

impl Tally {
    /// Of all that is payable.
    pub fn of(decisions: &[Decision]) -> Result<Self, MoneyError> {
        let mut tally = Tally::default();
        decisions.iter().try_for_each(|decision| tally.add(decision))?;
        Ok(tally)
    }

    /// Adds a payout that goes.
    pub fn add(&mut self, decision: &Decision) -> Result<(), MoneyError> {
        let (Outcome::Pay, Some(debit), Some(fee)) =
            (decision.outcome, decision.debit, decision.fee)
        else {
            return Ok(());
        };
        let of_unit = |total: &&mut CurrencyTotal| total.debit.currency() == debit.currency();
        match self.totals.iter_mut().find(of_unit) {
            Some(total) => {
                let sums = (total.debit.checked_add(debit)?, total.fee.checked_add(fee)?);
                *total = CurrencyTotal { count: total.count + 1, debit: sums.0, fee: sums.1 };
            }
            None => self.totals.push(CurrencyTotal { count: 1, debit, fee }),
        }
        Ok(())
    }
}

/// The funding account in each currency that is paid from it.
#[derive(Debug)]
pub struct Purses<'d, 'c> {
    account: Option<&'d str>,
    funding: Option<&'c [FundingAccount<'c>]>,
    policy: ShortfallPolicy,
    purses: Vec<Purse<'c>>,
    /// That nothing could be checked.
    unchecked: Option<Issue>,
}

#[derive(Debug)]
struct Purse<'c> {
    known: Option<&'c FundingAccount<'c>>,
    /// What every payable payout takes together.
    required: Money,
    /// Why not all of them can go, and how much is missing.
    short: Option<(Issue, Money)>,
    /// What stays of it, and whether nothing more goes.
    left: Money,
    is_exhausted: bool,
}

impl<'d, 'c> Purses<'d, 'c> {
    /// Holds what is payable against what the account has.
    pub fn of(
        account: Option<&'d str>,
        context: &'c Context,
        tally: &Tally,
    ) -> Result<Self, MoneyError> {
        let mut purses = Purses::in_order(account, context);
        tally.totals.iter().try_for_each(|total| purses.open(total.debit))?;
        Ok(purses)
    }

    /// To pay in order, before anything is known of what comes.
    pub fn in_order(account: Option<&'d str>, context: &'c Context) -> Self {
        let Context { funding, shortfall, .. } = context;
        let (funding, policy) = (funding.as_deref(), *shortfall);
        Purses { account, funding, policy, purses: Vec::new(), unchecked: None }
    }

    /// Opens the purse of a currency.
    fn open(&mut self, required: Money) -> Result<(), MoneyError> {
        let unit = required.currency();
        let left = Money::zero(unit);
        let mut purse = Purse { known: None, required, short: None, left, is_exhausted: false };
        match self.account.zip(self.funding) {
            Some((account, funding)) => {
                let is_it = |one: &&FundingAccount| {
                    one.account == account && one.available.currency() == unit
                };
                purse.open(account, funding.iter().find(is_it), self.policy)?;
            }
            None => {
                self.unchecked.get_or_insert_with(|| not_checked(self.account));
            }
        }
        self.purses.push(purse);
        Ok(())
    }

    /// Takes the next payable payout from its purse, as long as that has enough.
    pub fn settle_next(&mut self, decision: &mut Decision) -> Result<(), MoneyError> {
        let Some(debit) = decision.debit.filter(|_| decision.outcome == Outcome::Pay) else {
            return Ok(());
        };
        let unit = debit.currency();
        if !self.purses.iter().any(|purse| purse.required.currency() == unit) {
            self.open(Money::zero(unit))?;
        }
        let mut purses = self.purses.iter_mut();
        if let Some(purse) = purses.find(|purse| purse.required.currency() == unit) {
            purse.ask(debit)?;
        }
        self.settle(decision)
    }

    /// Whether everything that is payable goes.
    pub fn cover_all(&self) -> bool {
        self.purses.iter().all(|purse| purse.short.is_none())
    }

    /// Takes a payable payout from its purse, or holds it where that has too little. In order.
    pub fn settle(&mut self, decision: &mut Decision) -> Result<(), MoneyError> {
        let Some(debit) = decision.debit.filter(|_| decision.outcome == Outcome::Pay) else {
            return Ok(());
        };
        let of_unit = |purse: &&mut Purse| purse.required.currency() == debit.currency();
        let Some(purse) = self.purses.iter_mut().find(of_unit) else { return Ok(()) };
        let Some((issue, missing)) = &purse.short else { return Ok(()) };
        let after = purse.left.checked_sub(debit)?;
        purse.is_exhausted |= after.amount().is_sign_negative();
        if purse.is_exhausted {
            decision.outcome = Outcome::Hold;
            decision.reasons.push(issue.clone());
            let account = self.account.unwrap_or_default().to_owned();
            decision.requires.push(Requirement::Funding { account, amount: *missing });
        } else {
            purse.left = after;
        }
        Ok(())
    }

    /// A line for each currency, after everything was settled, and what there is to say.
    pub fn lines(self) -> Result<(Vec<FundingLine<'d>>, Vec<Issue>), MoneyError> {
        let (mut lines, mut issues) = (Vec::new(), Vec::new());
        issues.extend(self.unchecked);
        for purse in self.purses {
            lines.push(purse.line(self.account, &mut issues)?);
        }
        Ok((lines, issues))
    }
}

impl<'c> Purse<'c> {
    fn open(
        &mut self,
        account: &str,
        known: Option<&'c FundingAccount<'c>>,
        policy: ShortfallPolicy,
    ) -> Result<(), MoneyError> {
        let required = self.required;
        let Some(known) = known else {
            self.short = Some((unknown_account(account, required.currency()), required));
            self.is_exhausted = true;
            return Ok(());
        };
        self.known = Some(known);
        let missing = required.checked_sub(known.available)?;
        if missing.is_positive() {
            self.short = Some((shortfall(known, required, missing), missing));
            self.is_exhausted = policy == ShortfallPolicy::Refuse;
            self.left = known.available;
        } else {
            self.left = known.available.checked_sub(required)?;
        }
        Ok(())
    }

    /// So much more is required than was known.
    fn ask(&mut self, debit: Money) -> Result<(), MoneyError> {
        self.required = self.required.checked_add(debit)?;
        let required = self.required;
        match (self.known, &mut self.short) {
            (Some(known), short) => {
                let missing = required.checked_sub(known.available)?;
                if missing.is_positive() {
                    *short = Some((shortfall(known, required, missing), missing));
                } else {
                    self.left = known.available.checked_sub(required)?;
                }
            }
            (None, Some((_, missing))) => *missing = required,
            (None, None) => {}
        }
        Ok(())
    }

    /// The line, with a warning when what is left is below the account's level.
    fn line<'d>(
        self,
        account: Option<&'d str>,
        issues: &mut Vec<Issue>,
    ) -> Result<FundingLine<'d>, MoneyError> {
        let (currency, left) = (self.required.currency(), self.left);
        issues.extend(self.short.map(|(issue, _)| issue));
        let mut line = FundingLine {
            account,
            currency: currency.to_string(),
            available: None,
            required: self.required.value(),
            shortfall: None,
            low: None,
        };
        let Some(known) = self.known else { return Ok(line) };
        let low = known.low_balance.filter(|level| left.amount() < level.amount());
        if let (Some(level), Some(account)) = (low, account) {
            let message = format!("\"{account}\" is left with {left}, below its level of {level}");
            issues.push(
                Issue::new(Code::FundingLow, message)
                    .param("account", account)
                    .param("left", left.value())
                    .param("low_balance", level.value())
                    .param("currency", currency.code()),
            );
        }
        let missing = self.required.checked_sub(known.available)?;
        let shortfall = if missing.is_positive() { missing } else { Money::zero(currency) };
        line.available = Some(known.available.value());
        line.shortfall = Some(shortfall.value());
        line.low = Some(low.is_some());
        Ok(line)
    }
}

fn not_checked(account: Option<&str>) -> Issue {
    let message = match account {
        Some(_) => "the context gives no funding, so it was not checked",
        None => "the batch names no funding source, so it was not checked",
    };
    Issue::new(Code::FundingUnknown, message)
}

fn unknown_account(account: &str, currency: Currency) -> Issue {
    let message = format!("the funding account \"{account}\" has no {currency} in the context");
    Issue::new(Code::FundingAccountUnknown, message)
        .param("account", account)
        .param("currency", currency.code())
}

fn shortfall(known: &FundingAccount, required: Money, missing: Money) -> Issue {
    let (account, available) = (known.account, known.available);
    let message = format!("\"{account}\" holds {available} of the {required} that are required");
    Issue::new(Code::FundingShortfall, message)
        .param("account", account)
        .param("available", available.value())
        .param("required", required.value())
        .param("currency", required.currency().code())
        .remedy(Remedy::AddFunds {
            account: account.to_owned(),
            value: missing.value(),
            currency: missing.currency().code().to_owned(),
        })
}
