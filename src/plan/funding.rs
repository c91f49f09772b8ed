//! Totals per funding account before anything moves.

use super::decision::{CurrencyTotal, Decision, FundingLine, Outcome};
use crate::batch::{Context, FundingAccount, ShortfallPolicy};
use crate::collect::Listed;
use crate::issue::{Code, Issue, Remedy};
use crate::money::{Currency, Money, MoneyError};
use crate::requirement::Requirement;

/// What goes, by currency, in the order in which the currencies first come.
pub fn totals(decisions: &[Decision]) -> Result<Vec<CurrencyTotal>, MoneyError> {
    let mut totals: Vec<CurrencyTotal> = Vec::new();
    for decision in decisions.iter().filter(|decision| decision.outcome == Outcome::Pay) {
        let (Some(debit), Some(fee)) = (decision.debit, decision.fee) else { continue };
        match totals.iter_mut().find(|total| total.debit.currency() == debit.currency()) {
            Some(total) => {
                total.count += 1;
                total.debit = total.debit.checked_add(debit)?;
                total.fee = total.fee.checked_add(fee)?;
            }
            None => totals.push(CurrencyTotal { count: 1, debit, fee }),
        }
    }
    Ok(totals)
}

/// Checks the payable payouts against the funding account, holds what it cannot cover, and
/// answers a line for each currency.
pub fn fund<'d>(
    account: Option<&'d str>,
    context: &Context,
    decisions: &mut [Decision],
    issues: &mut Vec<Issue>,
) -> Result<Vec<FundingLine<'d>>, MoneyError> {
    let totals = totals(decisions)?;
    if totals.is_empty() {
        return Ok(Vec::new());
    }
    let Some((account, funding)) = account.zip(context.funding.as_ref()) else {
        issues.push(not_checked(account));
        return Ok(totals.iter().map(|total| unchecked_line(account, total)).listed());
    };
    let mut lines = Vec::new();
    for total in totals {
        let currency = total.debit.currency();
        let known = funding
            .iter()
            .find(|known| known.account == account && known.available.currency() == currency);
        match known {
            Some(known) => {
                hold_uncovered(known, total.debit, context.shortfall, decisions, issues)?;
                lines.push(line(known, account, total.debit, decisions, issues)?);
            }
            None => {
                let issue = unknown_account(account, currency);
                hold_all(account, total.debit, &issue, decisions);
                issues.push(issue);
                lines.push(unchecked_line(Some(account), &total));
            }
        }
    }
    Ok(lines)
}

fn unchecked_line<'d>(account: Option<&'d str>, total: &CurrencyTotal) -> FundingLine<'d> {
    FundingLine {
        account,
        currency: total.debit.currency().to_string(),
        available: None,
        required: total.debit.value(),
        shortfall: None,
        low: None,
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

fn payable(decision: &Decision, currency: Currency) -> Option<Money> {
    let debit = decision.debit.filter(|debit| debit.currency() == currency)?;
    (decision.outcome == Outcome::Pay).then_some(debit)
}

fn hold_all(account: &str, required: Money, issue: &Issue, decisions: &mut [Decision]) {
    for decision in decisions {
        if payable(decision, required.currency()).is_some() {
            hold(decision, account, required, issue);
        }
    }
}

fn hold(decision: &mut Decision, account: &str, missing: Money, issue: &Issue) {
    decision.outcome = Outcome::Hold;
    decision.reasons.push(issue.clone());
    let account = account.to_owned();
    decision.requires.push(Requirement::Funding { account, amount: missing });
}

/// When the account has too little: holds all, or with [`ShortfallPolicy::InOrder`] the first
/// that does not fit and all after it.
fn hold_uncovered(
    known: &FundingAccount,
    required: Money,
    policy: ShortfallPolicy,
    decisions: &mut [Decision],
    issues: &mut Vec<Issue>,
) -> Result<(), MoneyError> {
    let missing = required.checked_sub(known.available)?;
    if !missing.is_positive() {
        return Ok(());
    }
    let issue = shortfall(known, required, missing);
    issues.push(issue.clone());
    if policy == ShortfallPolicy::Refuse {
        hold_all(known.account, missing, &issue, decisions);
        return Ok(());
    }
    let mut left = known.available;
    let mut exhausted = false;
    for decision in decisions {
        let Some(debit) = payable(decision, required.currency()) else { continue };
        let after = left.checked_sub(debit)?;
        exhausted |= after.amount().is_sign_negative();
        if exhausted {
            hold(decision, known.account, missing, &issue);
        } else {
            left = after;
        }
    }
    Ok(())
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

/// The line of an account, with a warning when what is left is below its level.
fn line<'d>(
    known: &FundingAccount,
    account: &'d str,
    required: Money,
    decisions: &[Decision],
    issues: &mut Vec<Issue>,
) -> Result<FundingLine<'d>, MoneyError> {
    let currency = required.currency();
    let mut left = known.available;
    for debit in decisions.iter().filter_map(|decision| payable(decision, currency)) {
        left = left.checked_sub(debit)?;
    }
    let level = known.low_balance;
    let low = level.is_some_and(|level| left.amount() < level.amount());
    if let (true, Some(level)) = (low, level) {
        let message = format!("\"{account}\" is left with {left}, below its level of {level}");
        issues.push(
            Issue::new(Code::FundingLow, message)
                .param("account", account)
                .param("left", left.value())
                .param("low_balance", level.value())
                .param("currency", currency.code()),
        );
    }
    let missing = required.checked_sub(known.available)?;
    let shortfall = if missing.is_positive() { missing } else { Money::zero(currency) };
    Ok(FundingLine {
        account: Some(account),
        currency: currency.to_string(),
        available: Some(known.available.value()),
        required: required.value(),
        shortfall: Some(shortfall.value()),
        low: Some(low),
    })
}
