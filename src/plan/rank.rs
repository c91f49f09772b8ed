//! The order of methods: total, so that the choice never wavers. Ties fall to cost, then speed,
//! then the rulebook's order.

use super::offer::{Offer, Wish};
use crate::batch::{RankBy, Ranking, Weights};
use crate::money::{Arithmetic, Rounding};
use crate::quote::Quote;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// How the platform or the page wants methods ranked, for one wish.
#[derive(Debug, Clone, Copy)]
pub struct Rank<'w> {
    pub ranking: Ranking,
    pub wish: &'w Wish<'w>,
}

impl Rank<'_> {
    /// Which of two goes first.
    pub fn compare(&self, a: &Offer, b: &Offer) -> Ordering {
        let first = match self.ranking {
            Ranking::By(RankBy::Preference) => self.preference(a).cmp(&self.preference(b)),
            Ranking::By(RankBy::Cost) => Ordering::Equal,
            Ranking::By(RankBy::Speed) => none_last(a.latest(), b.latest()),
            Ranking::Weights(weights) => none_last(self.score(weights, a), self.score(weights, b)),
        };
        first
            .then_with(|| none_last(cost(a), cost(b)))
            .then_with(|| none_last(a.latest(), b.latest()))
            .then(a.order.cmp(&b.order))
    }

    /// The payee's preferences, then what the platform's rules prefer, then money before what is none.
    fn preference(&self, offer: &Offer) -> (usize, usize, bool) {
        (self.wish.preference(offer.route.method), offer.preferred, offer.is_no_money())
    }

    /// The points of an offer where weights rank: the fewer the better. Each percent of the amount
    /// that it costs, each day until the money has arrived for sure, and each place among the payee's
    /// preferences is a point, to nine decimals; so what else is on offer changes no score. `None`
    /// where a point that weighs something cannot be told.
    pub fn points(&self, offer: &Offer) -> Option<Decimal> {
        match self.ranking {
            Ranking::Weights(weights) => self.score(weights, offer),
            Ranking::By(_) => None,
        }
    }

    fn score(&self, weights: Weights, offer: &Offer) -> Option<Decimal> {
        let place = self.wish.preference(offer.route.method);
        let percent = || {
            let of = offer.quote.as_ref()?.gross.amount();
            part(cost(offer)?, of.times(Decimal::from_parts(1, 0, 0, false, 2))?)
        };
        let days = || {
            let wait_s = offer.latest()?.seconds_since(self.wish.rates.at());
            part(Decimal::from(wait_s), Decimal::from(86_400))
        };
        let place = weighted(weights.preference, || Some(Decimal::from(place)))?;
        let cost = weighted(weights.cost, percent)?;
        place.plus(cost)?.plus(weighted(weights.speed, days)?)
    }
}

fn weighted(weight: i64, points: impl FnOnce() -> Option<Decimal>) -> Option<Decimal> {
    if weight == 0 { Some(Decimal::ZERO) } else { points()?.times(Decimal::from(weight)) }
}

fn part(of: Decimal, whole: Decimal) -> Option<Decimal> {
    Some(Rounding::HalfEven.round(of.over(whole)?, 9))
}

fn cost(offer: &Offer) -> Option<Decimal> {
    offer.quote.as_ref().and_then(Quote::cost)
}

fn none_last<T: Ord>(a: Option<T>, b: Option<T>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}
