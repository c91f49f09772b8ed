//! How methods are ranked, as the request says it.

use crate::issue::{Code, Issue};
use crate::value::{Fields, Need, Path, Value, integer, place_among};
use crate::words::{Word, words};

words! {
    /// What methods are ranked by; ties fall to cost, then speed, then the rulebook's order.
    RankBy {
        /// The payee's own preferences.
        Preference = "preference",
        /// The cheapest first.
        Cost = "cost",
        /// The soonest first.
        Speed = "speed",
    }
}

/// How methods are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ranking {
    /// By one thing.
    By(RankBy),
    /// By the least sum of weighted points.
    Weights(Weights),
}

impl Default for Ranking {
    fn default() -> Self {
        Ranking::By(RankBy::Preference)
    }
}

/// What a point of each kind weighs; only their ratio counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// A place further down among the payee's preferences.
    pub preference: i64,
    /// A percent of the amount.
    pub cost: i64,
    /// A day until the money has arrived for sure.
    pub speed: i64,
}

/// A word, or an object of weights.
pub fn decode_ranking(value: &Value, path: &Path, issues: &mut Vec<Issue>) -> Option<Ranking> {
    if !matches!(value, Value::Object(_)) {
        let place = place_among(value, path, RankBy::WRITTEN);
        let place = place.map_err(|issue| issues.push(issue)).ok();
        return place.map(|place| Ranking::By(RankBy::nth(place)));
    }
    let mut fields = Fields::open(value, *path, issues)?;
    let mut weight = |name, issues: &mut Vec<Issue>| {
        fields.take(name, Need::Optional, issues, integer(0, 1000)).unwrap_or(0)
    };
    let weights = Weights {
        preference: weight("preference", issues),
        cost: weight("cost", issues),
        speed: weight("speed", issues),
    };
    fields.finish(issues);
    if weights == (Weights { preference: 0, cost: 0, speed: 0 }) {
        let message = "weights of nothing rank nothing";
        let help = "give \"preference\", \"cost\" or \"speed\" a whole number from 1 to 1000";
        issues.push(Issue::new(Code::NumberOutOfRange, message).at(path).help(help));
        return None;
    }
    Some(Ranking::Weights(weights))
}
