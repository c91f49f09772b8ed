//! Whether a rail carries an amount.

use crate::batch::Rates;
use crate::date::Date;
use crate::issue::{Code, Issue};
use crate::money::{Currency, Money};
use crate::rulebook::{PayeeType, Rail, RailLimit};

/// The limit that counts for the currency on that day: one in it, or else the first in another;
/// `None` of a rail without limits, and an error when all that there are have lapsed.
pub fn limit_on(
    rail: &Rail,
    payer: PayeeType,
    currency: Currency,
    day: Date,
) -> Result<Option<&RailLimit>, LimitsLapsed> {
    let binding = || rail.limits.iter().filter(|limit| limit.binds(payer));
    let has_own = binding().any(|limit| limit.currency == currency);
    let mut rules = binding().filter(|limit| !has_own || limit.currency == currency);
    let found = rules.find(|limit| limit.in_force.on(day));
    if found.is_none() && binding().next().is_some() { Err(LimitsLapsed) } else { Ok(found) }
}

/// A rail has limits, but none counts on the day, so it is closed.
#[derive(Debug, Clone, Copy)]
pub struct LimitsLapsed;

/// Why the rail does not carry this amount on that day. A rail whose bounds are known in other
/// currencies only holds their equivalent at the mid rate; one whose bounds have lapsed is closed.
pub fn limit_reasons(rail: &Rail, payer: PayeeType, receive: Money, rates: &Rates) -> Vec<Issue> {
    let day = rates.at().date_utc();
    let limit = match limit_on(rail, payer, receive.currency(), day) {
        Ok(Some(limit)) => limit,
        Ok(None) => return Vec::new(),
        Err(LimitsLapsed) => {
            let message = format!("the limits of {} on {day} are not known", rail.name);
            return vec![Issue::new(Code::LimitUnknown, message).source(&rail.meta.source)];
        }
    };
    let converted = match receive.currency() == limit.currency {
        true => Ok(receive.amount()),
        false => rates.convert(receive, limit.currency),
    };
    let amount = match converted {
        Ok(amount) => amount,
        Err(mut issue) => {
            let limit = format!("the limits of {} are in {}", rail.name, limit.currency);
            issue.message = format!("{limit}, and there is {}", issue.message);
            return vec![issue.source(&rail.meta.source)];
        }
    };
    let mut reasons = Vec::new();
    if let Some(min) = limit.min.filter(|min| amount < min.amount()) {
        let message = format!("{receive} is less than {min}, the least {} carries", rail.name);
        reasons.push(limit_issue(Code::AmountBelowMin, message, receive, min, limit));
    }
    if let Some(max) = limit.max.filter(|max| amount > max.amount()) {
        let message = format!("{receive} is more than {max}, the most {} carries", rail.name);
        reasons.push(limit_issue(Code::AmountAboveMax, message, receive, max, limit));
    }
    reasons
}

fn limit_issue(
    code: Code,
    message: String,
    receive: Money,
    bound: Money,
    limit: &RailLimit,
) -> Issue {
    Issue::new(code, message)
        .param("value", receive.value())
        .param("currency", receive.currency().code())
        .param("limit", bound.value())
        .param("limit_currency", bound.currency().code())
        .source(&limit.source)
}
