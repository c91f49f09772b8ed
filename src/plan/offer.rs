//! A method for one payout with everything said about it: route, quote, limits, arrival.

use super::price::{Place, quote_by};
use crate::batch::{Bearer, FxTable, Payee, Target};
use crate::date::{Arrival, Moment};
use crate::gate::Requirement;
use crate::issue::{Code, Issue};
use crate::money::{Currency, Money};
use crate::quote::{Ask, Quote};
use crate::route::{Currencies, Route, limit_reasons, reaches, route};
use crate::rulebook::{Method, Rulebook};
use crate::value::Path;
use std::cmp::Ordering;

/// What should be paid, to whom, when.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'w> {
    pub payee: &'w Payee<'w>,
    pub amount: Money,
    pub target: Target,
    pub other_currency: Option<Currency>,
    pub bearer: Bearer,
    pub at: Moment,
    pub fx: Option<&'w FxTable>,
    /// The payee's place in the input.
    pub path: &'w Path<'w>,
}

impl Wish<'_> {
    /// The method's place among the payee's preferences; past the last when it is not one.
    pub fn preference(&self, method: &Method) -> usize {
        let prefer = &self.payee.prefer;
        prefer.iter().position(|name| method.is_named(name)).unwrap_or(prefer.len())
    }

    fn currencies(&self) -> Currencies {
        let named = self.amount.currency();
        match self.target {
            Target::Send => Currencies { source: named, payout: self.other_currency },
            Target::Receive => {
                Currencies { source: self.other_currency.unwrap_or(named), payout: Some(named) }
            }
        }
    }
}

/// A method as it stands for a wish.
#[derive(Debug)]
pub struct Offer<'r> {
    pub route: Route<'r>,
    pub quote: Option<Quote>,
    pub arrival: Option<Arrival>,
    /// Reasons against it, and warnings.
    pub reasons: Vec<Issue>,
    /// Its place in the rulebook, the last tie-break.
    pub order: usize,
}

impl Offer<'_> {
    /// Whether nothing stands against it.
    pub fn is_open(&self) -> bool {
        !self.reasons.iter().any(Issue::is_error)
    }

    /// Whether the payee can open it with what they alone know.
    pub fn is_mendable(&self) -> bool {
        let mut errors = self.reasons.iter().filter(|issue| issue.is_error()).peekable();
        errors.peek().is_some() && errors.all(|issue| payee_can_mend(issue.code))
    }

    /// Whether the payee has no account for it on file.
    pub fn lacks_account(&self) -> bool {
        self.reasons.iter().any(|issue| issue.code == Code::AccountMissing)
    }

    /// Whether this is the method's id, or that of the rail that would carry it.
    pub fn is_named(&self, name: &str) -> bool {
        self.route.method.id == name || self.route.rail.is_some_and(|rail| rail.id == name)
    }

    /// What the payee must put on file for it.
    pub fn account_requirement(&self) -> Requirement {
        let fields = self.route.form.map_or(&[][..], |form| &form.fields);
        let fields = fields.iter().filter(|field| field.required).map(|f| f.name.clone());
        Requirement::Account { method: self.route.method.id.clone(), fields: fields.collect() }
    }

    /// Cheaper first, then sooner, then as the rulebook lists them.
    pub fn by_cost(&self, other: &Offer) -> Ordering {
        let fee = |offer: &Offer| offer.quote.as_ref().map(|quote| quote.fee.amount());
        none_last(fee(self), fee(other))
            .then_with(|| none_last(self.latest(), other.latest()))
            .then(self.order.cmp(&other.order))
    }

    /// Sooner first, then cheaper, then as the rulebook lists them.
    pub fn by_speed(&self, other: &Offer) -> Ordering {
        none_last(self.latest(), other.latest()).then_with(|| self.by_cost(other))
    }

    fn latest(&self) -> Option<Moment> {
        self.arrival.as_ref().map(|arrival| arrival.latest)
    }
}

fn none_last<T: Ord>(a: Option<T>, b: Option<T>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

fn payee_can_mend(code: Code) -> bool {
    matches!(
        code,
        Code::AccountMissing
            | Code::AccountFieldMissing
            | Code::AccountFieldCharset
            | Code::AccountFieldLength
            | Code::AccountFieldOption
            | Code::IdentifierFormat
            | Code::IdentifierChecksum
            | Code::IdentifierCountry
    )
}

/// How every method that reaches the payee's country stands, in the rulebook's order.
pub fn offers<'r>(rulebook: &'r Rulebook, wish: &Wish) -> Vec<Offer<'r>> {
    let methods = rulebook.methods.iter().enumerate();
    let here = methods.filter(|(_, method)| reaches(method, wish.payee.country));
    here.map(|(order, method)| offer(rulebook, method, order, wish)).collect()
}

/// How one method stands.
fn offer<'r>(rulebook: &'r Rulebook, method: &'r Method, order: usize, wish: &Wish) -> Offer<'r> {
    let day = wish.at.date_utc();
    let currencies = wish.currencies();
    let mut route = route(rulebook, method, wish.payee, currencies, day, wish.path);
    let mut offer = Offer {
        reasons: std::mem::take(&mut route.reasons),
        route,
        quote: None,
        arrival: None,
        order,
    };
    let (Some(rail), Some(payout)) = (offer.route.rail, offer.route.currency) else {
        return offer;
    };
    let ask = Ask {
        amount: wish.amount,
        target: wish.target,
        source: currencies.source,
        payout,
        bearer: wish.bearer,
    };
    let place = Place { country: Some(wish.payee.country), at: wish.at, fx: wish.fx };
    match quote_by(rulebook, method, &ask, &place) {
        Ok(quote) => {
            offer.reasons.extend(limit_reasons(rail, quote.receive, day, wish.fx));
            offer.quote = Some(quote);
        }
        Err(issue) => offer.reasons.push(issue),
    }
    match rail.timing.arrival(wish.at) {
        Ok(arrival) => offer.arrival = Some(arrival),
        Err(unknown) => {
            let message =
                format!("the calendar {} does not cover {}", unknown.calendar, unknown.day);
            offer.reasons.push(
                Issue::new(Code::ArrivalUnknown, message)
                    .param("calendar", unknown.calendar)
                    .param("day", unknown.day.to_string()),
            );
        }
    }
    offer
}
