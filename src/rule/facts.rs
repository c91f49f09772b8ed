//! The facts of a payout, as far as the question has them, and how a test takes them.

use super::Truth;
use crate::batch::{Payee, PeriodKey, Rates, Running, Window};
use crate::country::Country;
use crate::issue::Issue;
use crate::money::{Currency, Money};
use crate::rulebook::{
    Fact, FormStatus, Leaf, Method, PayeeType, Rail, Rulebook, Test, day_number,
};
use crate::value::Path;
use rust_decimal::Decimal;

/// A payout before the rules.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    /// Who would be paid.
    pub who: Who<'s>,
    /// How much, on the side that the payout fixes.
    pub amount: Money,
    /// The currency that leaves.
    pub currency: Currency,
    /// What the batch has paid the payee so far.
    pub running: &'s Running,
    /// The moment, and rates for amounts in other currencies.
    pub rates: Rates<'s>,
    /// How it would go; `None` where that is not chosen.
    pub way: Option<Way>,
    /// Its batch; `None` for a question without one.
    pub batched: Option<Batched<'s>>,
    /// The payee's place in the input.
    pub path: Option<&'s Path<'s>>,
}

/// Who would be paid, as far as the question says.
#[derive(Debug, Clone, Copy)]
pub enum Who<'s> {
    /// A payee.
    Payee(&'s Payee<'s>),
    /// Someone in a country, of a type.
    Someone(Option<Country>, Option<PayeeType>),
}

/// A method with what carries it.
#[derive(Debug, Clone, Copy)]
pub struct Way {
    method: usize,
    kind: usize,
    /// Its place in the rulebook, and its kind's.
    pub(super) rail: Option<(usize, usize)>,
    currency: Option<Currency>,
}

impl Way {
    /// The method by the rail, in the currency that arrives.
    pub fn of(
        rulebook: &Rulebook,
        method: &Method,
        rail: Option<&Rail>,
        currency: Option<Currency>,
    ) -> Self {
        let place = rulebook.methods.iter().position(|known| std::ptr::eq(known, method));
        let rail = rail.and_then(|rail| {
            let place = rulebook.rails.iter().position(|known| std::ptr::eq(&**known, rail));
            place.map(|place| (place, rail.kind as usize))
        });
        // A method of another rulebook is none that a rule names.
        let method_place = place.unwrap_or(usize::MAX);
        Way { method: method_place, kind: method.kind as usize, rail, currency }
    }
}

/// A payout's place in a batch.
#[derive(Debug, Clone, Copy)]
pub struct Batched<'s> {
    /// The caller's name for the batch.
    pub batch_id: Option<&'s str>,
    /// The account that pays.
    pub funding_source: Option<&'s str>,
    /// How many payouts are in it; of a stream that is not known.
    pub count: Option<usize>,
    /// The payout's text for the statement.
    pub description: Option<&'s str>,
}

/// What the question has of a fact.
enum Found<'s> {
    Place(usize),
    Text(&'s str),
    Number(Decimal),
    /// A number of which only this much is known.
    AtLeast(Decimal),
    /// It is known that there is none.
    Nothing,
    Missing,
    Outside,
}

impl<'s> Found<'s> {
    fn text(text: Option<&'s str>) -> Self {
        text.map_or(Found::Missing, Found::Text)
    }

    fn text_or_nothing(text: Option<&'s str>) -> Self {
        text.map_or(Found::Nothing, Found::Text)
    }
}

/// Whether the fact passes the test.
pub fn test<'r>(leaf: &'r Leaf, subject: &Subject) -> Truth<'r> {
    let found = found(leaf, subject);
    let passes = match (&leaf.test, found) {
        (_, Found::Outside) => return Truth::Outside(leaf),
        (Test::Known(known), found) => {
            let given = !matches!(found, Found::Missing | Found::Nothing | Found::AtLeast(_));
            given == *known
        }
        (Test::In(places), Found::Place(place)) => places.has(place),
        (Test::Among { words, outside }, Found::Text(text)) => {
            let ignore_case = leaf.fact == Fact::EmailDomain;
            let same = |word: &String| {
                if ignore_case { word.eq_ignore_ascii_case(text) } else { word == text }
            };
            words.iter().any(same) != *outside
        }
        (Test::Contains { words, outside }, Found::Text(text)) => {
            words.iter().any(|word| contains(text, word)) != *outside
        }
        (Test::Among { outside, .. } | Test::Contains { outside, .. }, Found::Nothing) => *outside,
        // The region of a payee lies in their country, so those of other countries are not it.
        (Test::Among { words, outside }, Found::Missing)
            if leaf.fact == Fact::Region && !words.iter().any(|word| is_in(word, subject)) =>
        {
            *outside
        }
        (Test::Within(range), Found::Number(number)) => {
            range.reached_by(number) && range.holds_down(number)
        }
        (Test::Within(range), Found::AtLeast(number)) if !range.holds_down(number) => false,
        (Test::Within(range), Found::AtLeast(number))
            if range.high.is_none() && range.reached_by(number) =>
        {
            true
        }
        _ => return Truth::Missing(leaf),
    };
    if passes { Truth::Yes } else { Truth::No }
}

fn is_in(region: &str, subject: &Subject) -> bool {
    let country = match subject.who {
        Who::Payee(payee) => Some(payee.country),
        Who::Someone(country, _) => country,
    };
    country.is_none_or(|country| region.starts_with(country.as_str()))
}

/// Whether the text has the part, which is in lower case, in it.
fn contains(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    text.windows(part.len().max(1)).any(|window| window.eq_ignore_ascii_case(part))
}

fn found<'s>(leaf: &Leaf, subject: &'s Subject) -> Found<'s> {
    match leaf.fact {
        Fact::Amount => {
            amount(leaf, subject).and_then(Result::ok).map_or(Found::Missing, Found::Number)
        }
        Fact::Currency => Found::Text(subject.currency.code()),
        Fact::PayoutCurrency | Fact::Method | Fact::Kind | Fact::Rail | Fact::RailKind => {
            of_way(leaf.fact, subject)
        }
        Fact::Description | Fact::BatchId | Fact::FundingSource | Fact::BatchCount => {
            of_batch(leaf.fact, subject)
        }
        Fact::Weekday | Fact::Hour | Fact::Date => of_time(leaf, subject),
        _ => of_payee(leaf, subject),
    }
}

fn of_way<'s>(fact: Fact, subject: &'s Subject) -> Found<'s> {
    let Some(way) = &subject.way else { return Found::Outside };
    let place = match fact {
        Fact::Method => Some(way.method),
        Fact::Kind => Some(way.kind),
        Fact::Rail => way.rail.map(|(rail, _)| rail),
        Fact::RailKind => way.rail.map(|(_, kind)| kind),
        _ => {
            let currency = way.currency.as_ref();
            return currency.map_or(Found::Outside, |currency| Found::Text(currency.code()));
        }
    };
    place.map_or(Found::Outside, Found::Place)
}

fn of_batch<'s>(fact: Fact, subject: &'s Subject) -> Found<'s> {
    let Some(batched) = subject.batched else { return Found::Outside };
    match fact {
        Fact::Description => Found::text_or_nothing(batched.description),
        Fact::BatchId => Found::text(batched.batch_id),
        Fact::FundingSource => Found::text(batched.funding_source),
        _ => batched.count.map_or(Found::Missing, |count| Found::Number(Decimal::from(count))),
    }
}

fn of_time<'s>(leaf: &Leaf, subject: &Subject) -> Found<'s> {
    let Some(zone) = &leaf.zone else { return Found::Missing };
    let at = subject.rates.at();
    match leaf.fact {
        Fact::Hour => Found::Place(zone.hour(at)),
        Fact::Date => Found::Number(day_number(zone.date(at))),
        _ => Found::Place(zone.date(at).weekday() as usize),
    }
}

fn of_payee<'s>(leaf: &Leaf, subject: &'s Subject) -> Found<'s> {
    let payee = match subject.who {
        Who::Payee(payee) => payee,
        Who::Someone(country, kind) => {
            let place = match leaf.fact {
                Fact::Country => country.map(Country::place),
                Fact::PayeeType => kind.map(|kind| kind as usize),
                _ => return Found::Outside,
            };
            return place.map_or(Found::Missing, Found::Place);
        }
    };
    let status =
        |status: Option<FormStatus>| Found::Place(status.unwrap_or(FormStatus::Missing) as usize);
    match leaf.fact {
        Fact::PayeeId => Found::Text(payee.payee_id),
        Fact::Country => Found::Place(payee.country.place()),
        Fact::Region => Found::text(payee.region),
        Fact::PayeeType => Found::Place(payee.kind as usize),
        Fact::Status => Found::Place(payee.status as usize),
        Fact::Kyc => Found::Place(payee.kyc as usize),
        Fact::TaxResidence => Found::Place(payee.tax_residence().place()),
        Fact::TaxForm => Found::text_or_nothing(payee.tax.form),
        Fact::FormStatus => status(payee.tax.form_status),
        Fact::TinStatus => status(payee.tax.tin_status),
        Fact::EmailDomain => {
            Found::text(payee.email.and_then(|email| email.rsplit_once('@')).map(|(_, end)| end))
        }
        _ => {
            let Some(window) = window(leaf, payee, subject) else { return Found::Missing };
            let number = match leaf.fact {
                Fact::Count => Some(Decimal::from(window.count())),
                _ => amount(leaf, subject).and_then(Result::ok),
            };
            match number {
                None => Found::Missing,
                Some(number) if window.is_unknown() => Found::AtLeast(number),
                Some(number) => Found::Number(number),
            }
        }
    }
}

fn window<'s>(leaf: &'s Leaf, payee: &'s Payee, subject: &'s Subject) -> Option<Window<'s>> {
    let zone = leaf.zone.as_deref();
    let (period, at) = (leaf.period?, subject.rates.at());
    let period = (period, PeriodKey::at(period, zone, at));
    Some(Window::of(period, zone, at, payee, subject.running))
}

/// The amount that the leaf compares, in its currency; `None` when it compares none.
fn amount(leaf: &Leaf, subject: &Subject) -> Option<Result<Decimal, Issue>> {
    let unit = leaf.unit?;
    if leaf.fact == Fact::Amount {
        return Some(subject.rates.convert(subject.amount, unit));
    }
    let Who::Payee(payee) = subject.who else { return None };
    Some(window(leaf, payee, subject)?.sum(subject.amount, unit, &subject.rates))
}

/// Why the amount that the leaf compares cannot be told, when it is for want of a rate.
pub fn rate_issue(leaf: &Leaf, subject: &Subject) -> Option<Issue> {
    amount(leaf, subject)?.err()
}
