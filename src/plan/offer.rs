//! A method for one payout with everything said about it: route, quote, limits, arrival.

use crate::batch::{Bearer, FxTable, Payee, Target};
use crate::date::{Arrival, Date, Moment};
use crate::issue::{Code, Issue};
use crate::money::{Currency, Money};
use crate::quote::{Ask, Quote, Terms, quote};
use crate::route::{Currencies, Route, limit_reasons, route};
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
    fn currencies(&self) -> Currencies {
        let named = self.amount.currency();
        match self.target {
            Target::Send => Currencies { source: named, payout: self.other_currency },
            Target::Receive => Currencies {
                source: self.other_currency.unwrap_or(named),
                payout: Some(named),
            },
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

    /// Whether the method is for this payee's country at all.
    pub fn is_here(&self) -> bool {
        self.route.rail.is_some()
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

/// How every method of the rulebook stands, in its order.
pub fn offers<'r>(rulebook: &'r Rulebook, wish: &Wish) -> Vec<Offer<'r>> {
    let methods = rulebook.methods.iter().enumerate();
    methods.map(|(order, method)| offer(rulebook, method, order, wish)).collect()
}

/// How one method stands.
pub fn offer<'r>(
    rulebook: &'r Rulebook,
    method: &'r Method,
    order: usize,
    wish: &Wish,
) -> Offer<'r> {
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
    match price(rulebook, method, payout, day, currencies.source, wish) {
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

fn price(
    rulebook: &Rulebook,
    method: &Method,
    payout: Currency,
    day: Date,
    source: Currency,
    wish: &Wish,
) -> Result<Quote, Issue> {
    let country = wish.payee.country;
    let fee = rulebook.fee(&method.id, country, source, day).ok_or_else(|| {
        let message = format!("the rulebook has no fee for {} in {source}", method.name);
        Issue::new(Code::FeeUnknown, message)
            .param("method", method.id.as_str())
            .param("currency", source.code())
            .help("add a row to the overlay's fees")
    })?;
    let ask = Ask { amount: wish.amount, target: wish.target, source, payout, bearer: wish.bearer };
    let terms = Terms {
        fee,
        markup: rulebook.fx_markup(source, payout, day),
        fx: wish.fx,
        settings: &rulebook.settings,
        at: wish.at,
    };
    quote(&ask, &terms)
}
