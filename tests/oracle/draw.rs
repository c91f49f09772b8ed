//! Random requests: rates and amounts of every size, and amounts at which something begins.

use crate::book::{Book, Currency, Method, STEEP};
use crate::exact::{Exact, Mode};
use crate::model::{AMOUNT_MAX, Bearer, FEE_EXCEEDS, Outcome, Rates, Terms, Work, mid, quote};
use crate::rng::Rng;
use crate::search::edges_of;

/// A question and what it should come to.
#[derive(Debug)]
pub struct Request<'a> {
    pub text: String,
    pub day: String,
    pub method: &'a Method,
    pub terms: Terms<'a>,
    pub amount: Exact,
    pub receive: bool,
    /// How the amount was drawn.
    pub edge: &'static str,
    /// How the rate is to be found in the table.
    pub found: &'static str,
    pub outcome: Outcome,
}

/// The day so many days after 1 January 2026; below 59.
pub fn day(days: usize) -> String {
    let (month, day) = if days < 31 { (1, days + 1) } else { (2, days - 30) };
    format!("2026-{month:02}-{day:02}")
}

/// A rate, in a third of all cases a short one; one in fifty stands at a bound.
fn rate(rng: &mut Rng, magnitude: i64) -> Exact {
    match rng.below(100) {
        0 => Exact::new(1, 8),
        1 => Exact::new(100_000_000, 0),
        2..=34 => {
            let digits = rng.between(1, 4) as u32;
            rng.decimal(digits, magnitude)
        }
        _ => {
            let digits = rng.between(1, 20) as u32;
            rng.decimal(digits, magnitude)
        }
    }
}

fn rates(rng: &mut Rng, base: usize, terms: &Terms, currencies: usize) -> Rates {
    let mut table = Rates { base, rates: Vec::new() };
    // Another rate now and then, which nothing asks for.
    let noise = rng.chance(30).then(|| rng.below(currencies));
    let wanted = [terms.source, terms.payout].into_iter();
    let wanted = wanted.chain(terms.prices.iter().map(|price| price.currency)).chain(noise);
    let mut near = 1;
    for (place, currency) in wanted.enumerate() {
        if currency == base || table.rates.iter().any(|(known, _)| *known == currency) {
            continue;
        }
        // What prices are in is mostly worth somewhat like what leaves.
        let close = place >= 2 && rng.chance(85);
        let magnitude = match close {
            true => rng.between((near - 2).max(-7), (near + 2).min(8)),
            false => rng.between(-7, 8),
        };
        let rate = rate(rng, magnitude);
        if place == 0 {
            near = rate.magnitude().clamp(-6, 7);
        }
        table.rates.push((currency, rate));
    }
    table
}

fn base(rng: &mut Rng, terms: &Terms, currencies: usize) -> (usize, &'static str) {
    if terms.source == terms.payout {
        return (rng.below(currencies), "none");
    }
    let third = rng.below(currencies);
    match rng.below(3) {
        0 => (terms.source, "direct"),
        1 => (terms.payout, "inverse"),
        _ if third == terms.source => (third, "direct"),
        _ if third == terms.payout => (third, "inverse"),
        _ => (third, "cross"),
    }
}

/// Of any size; mostly one of which both sides can be told.
fn any(rng: &mut Rng, work: &Work, receive: bool) -> Exact {
    let terms = work.terms();
    let mid = mid(terms.rates.as_ref(), terms.source, terms.payout);
    let mid = mid.map_or(1, |mid| mid.magnitude());
    let (own, other, shift) = match receive {
        true => (terms.payout_decimals, terms.source_decimals, 1 - mid),
        false => (terms.source_decimals, terms.payout_decimals, mid),
    };
    let (own, other) = (i64::from(own), i64::from(other));
    let (mut least, mut most) = (1 - own, 15);
    if rng.chance(95) {
        (least, most) = (least.max(2 - other - shift), most.min(15 - shift));
    }
    if least > most {
        (least, most) = (1 - own, 15);
    }
    let digits = rng.between(least, most) + own;
    Exact::new(rng.digits(digits as u32), own as u32)
}

/// An amount whose product with the factor is an exact half of a unit, if a small one is.
fn half(rng: &mut Rng, factor: &Exact, decimals: u32, unit: u32) -> Option<Exact> {
    let factor = factor.normalized();
    let shift = (factor.decimals + decimals).checked_sub(unit)?;
    let twos = u32::try_from(factor.units.trailing_zeros()?).ok()?;
    if twos >= shift || shift > 17 {
        return None;
    }
    let part = 10_u128.pow(shift) >> (twos + 1);
    let odd = 1 + 2 * rng.below(500) as u128;
    let amount = Exact::new(part * odd, decimals);
    (amount <= Exact::new(AMOUNT_MAX, 0)).then_some(amount)
}

/// An amount that is sent, and what it is for.
fn sent(rng: &mut Rng, work: &Work) -> (Exact, &'static str) {
    let terms = work.terms();
    let decimals = terms.source_decimals;
    let kind = rng.below(100);
    let priced = &work.priced[if rng.chance(75) { 0 } else { rng.below(work.priced.len()) }];
    if kind < 35 {
        let edges = edges_of(work, priced);
        let small = |edge: &Exact| edge.is_positive() && *edge <= Exact::new(AMOUNT_MAX, 0);
        let edges: Vec<_> = edges.into_iter().filter(|(_, edge)| small(edge)).collect();
        if !edges.is_empty() {
            let (name, edge) = rng.pick(&edges);
            return (edge.rounded(i64::from(decimals), Mode::Down), *name);
        }
    }
    if kind < 50 {
        let tier = priced.price.tiers.iter().map(|tier| &tier.percent);
        let percents: Vec<&Exact> = [&priced.price.percent].into_iter().chain(tier).collect();
        let factor = rng.pick(&percents).percent();
        if let Some(amount) = half(rng, &factor, decimals, decimals) {
            return (amount, "half a unit of fee");
        }
    }
    if kind < 62
        && terms.source != terms.payout
        && let Some(rate) = work.rate()
        && let Some(amount) = half(rng, &rate, decimals, terms.payout_decimals)
    {
        return (amount, "half a unit received");
    }
    match rng.below(60) {
        0 => (Exact::new(1, decimals), "one unit"),
        1 => (Exact::new(AMOUNT_MAX, 0).rounded(i64::from(decimals), Mode::Down), "the greatest"),
        _ => (any(rng, work, false), "any"),
    }
}

/// An amount that arrives, and what it is for.
fn received(rng: &mut Rng, work: &Work) -> Option<(Exact, &'static str)> {
    let terms = work.terms();
    let decimals = i64::from(terms.payout_decimals);
    let (gross, edge) = sent(rng, work);
    if edge == "any" {
        return Some((any(rng, work, true), edge));
    }
    let left = work.convertible(&gross);
    let product = &left * &work.rate()?;
    let near = product.rounded(decimals, *rng.pick(&[Mode::Down, Mode::HalfUp, Mode::Up]));
    let unit = Exact::new(rng.between(-1, 1), terms.payout_decimals);
    let asked = if rng.chance(70) { near } else { &near + &unit };
    let right = asked.is_positive() && asked <= Exact::new(AMOUNT_MAX, 0);
    right.then(|| (asked.rounded(decimals, Mode::Down), edge))
}

fn text_of(request: &Request, currencies: &[Currency]) -> String {
    let (terms, day) = (&request.terms, &request.day);
    let code = |currency: usize| currencies[currency].code.as_str();
    let (own, other, key) = match request.receive {
        true => (terms.payout, terms.source, "source_currency"),
        false => (terms.source, terms.payout, "payout_currency"),
    };
    let target = if request.receive { "receive" } else { "send" };
    let bearer = match terms.bearer {
        Bearer::Sender => "sender",
        Bearer::Recipient => "recipient",
        Bearer::Shared => "shared",
    };
    let fx = terms.rates.as_ref().map_or(String::new(), |table| {
        let rate = |(currency, rate): &(usize, Exact)| {
            format!("\"{}\":\"{}\"", code(*currency), rate.normalized().text())
        };
        let rates: Vec<String> = table.rates.iter().map(rate).collect();
        let (base, rates) = (code(table.base), rates.join(","));
        format!(r#","fx":{{"base":"{base}","rates":{{{rates}}},"at":"{day}T12:00:00Z"}}"#)
    });
    let (amount, own, other) = (request.amount.text(), code(own), code(other));
    let method = &request.method.id;
    format!(
        r#"{{"amount":{{"value":"{amount}","currency":"{own}"}},"target":"{target}","{key}":"{other}","bearer":"{bearer}","method":"{method}"{fx},"at":"{day}T12:00:00Z"}}"#
    )
}

/// A question about a pair of currencies; few of them are refused.
pub fn draw<'a>(
    rng: &mut Rng,
    book: &'a Book,
    currencies: &[Currency],
    (source, payout): (usize, usize),
) -> Request<'a> {
    loop {
        let Some(request) = attempt(rng, book, currencies, (source, payout)) else { continue };
        let keep = match (&request.outcome.quote, request.receive) {
            (Ok(_), _) => true,
            _ if request.method.kind == STEEP => true,
            (Err(FEE_EXCEEDS), true) => rng.chance(50),
            _ => rng.chance(5),
        };
        if keep {
            return request;
        }
    }
}

fn attempt<'a>(
    rng: &mut Rng,
    book: &'a Book,
    currencies: &[Currency],
    (source, payout): (usize, usize),
) -> Option<Request<'a>> {
    let (method, days) = (book.method(rng), rng.below(book.markups.len()));
    let mut terms = Terms {
        prices: method.prices(source),
        source,
        source_decimals: currencies[source].decimals,
        payout,
        payout_decimals: currencies[payout].decimals,
        bearer: *rng.pick(&[Bearer::Sender, Bearer::Recipient, Bearer::Shared]),
        rates: None,
        markup_bps: book.markups[days],
        mode: book.mode,
        rate_digits: book.rate_digits,
    };
    let (base, mut found) = base(rng, &terms, currencies.len());
    terms.rates = Some(rates(rng, base, &terms, currencies.len()));
    if rng.chance(1) {
        (terms.rates, found) = (None, "missing");
    }
    let receive = rng.chance(50);
    let drawn = match Work::new(&terms) {
        Some(work) if receive => received(rng, &work)?,
        Some(work) => sent(rng, &work),
        None => (Exact::one(), "any"),
    };
    let (amount, edge) = drawn;
    let outcome = quote(&terms, &amount, receive);
    let (text, day) = (String::new(), day(days));
    let mut request = Request { text, day, method, terms, amount, receive, edge, found, outcome };
    request.text = text_of(&request, currencies);
    Some(request)
}
