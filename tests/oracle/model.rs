//! What a quote comes to by the book, in exact numbers: prices, bearers, both targets.

use crate::exact::{Exact, Mode, Place, quotient, significant};
use std::cell::Cell;

/// Digits that a mid rate is stated to.
const MID_DIGITS: i64 = 10;

/// The greatest amount there is, in major units: 10^15.
pub const AMOUNT_MAX: i64 = 1_000_000_000_000_000;

/// What refuses a number without a place.
pub const TOO_LARGE: &str = "amount_too_large";

/// What refuses an amount of which the fee leaves nothing, or not what is asked.
pub const FEE_EXCEEDS: &str = "fee_exceeds_amount";

/// What a line of the fee costs; amounts are in `currency`, a place in the list of currencies.
#[derive(Debug, Clone)]
pub struct Price {
    pub id: String,
    pub currency: usize,
    pub fixed: Exact,
    pub percent: Exact,
    pub min: Option<Exact>,
    pub max: Option<Exact>,
    pub percent_max: Option<Exact>,
    pub tiers: Vec<Tier>,
    pub marginal: bool,
}

/// What counts for amounts of more than `over`.
#[derive(Debug, Clone)]
pub struct Tier {
    pub over: Exact,
    pub fixed: Exact,
    pub percent: Exact,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearer {
    Sender,
    Recipient,
    Shared,
}

/// Units of each currency for one of the base.
#[derive(Debug, Clone)]
pub struct Rates {
    pub base: usize,
    pub rates: Vec<(usize, Exact)>,
}

impl Rates {
    fn rate(&self, currency: usize) -> Option<Exact> {
        if currency == self.base {
            return Some(Exact::one());
        }
        self.rates.iter().find(|(known, _)| *known == currency).map(|(_, rate)| rate.clone())
    }
}

/// The mid rate as it is stated; of a currency to itself it needs no table.
pub fn mid(rates: Option<&Rates>, from: usize, to: usize) -> Option<Exact> {
    if from == to {
        return Some(Exact::one());
    }
    let (to, from) = (rates?.rate(to)?, rates?.rate(from)?);
    Some(significant(&to, &from, MID_DIGITS, Mode::HalfEven))
}

/// All that a quote depends on.
#[derive(Debug)]
pub struct Terms<'a> {
    /// In the order of the lines: the fee, then the charges.
    pub prices: Vec<&'a Price>,
    pub source: usize,
    pub source_decimals: u32,
    pub payout: usize,
    pub payout_decimals: u32,
    pub bearer: Bearer,
    pub rates: Option<Rates>,
    pub markup_bps: i64,
    pub mode: Mode,
    pub rate_digits: i64,
}

/// A part of the fee, by its place among the prices.
#[derive(Debug, Clone)]
pub struct Line {
    pub price: usize,
    pub by_sender: bool,
    pub amount: Exact,
}

#[derive(Debug)]
pub struct Fx {
    pub mid: Exact,
    pub rate: Exact,
    pub margin: Exact,
}

/// The answer, before it is written.
#[derive(Debug)]
pub struct Quote {
    pub gross: Exact,
    pub debit: Exact,
    pub convertible: Exact,
    pub fee: Exact,
    pub lines: Vec<Line>,
    pub fx: Option<Fx>,
    pub receive: Exact,
    pub residue: Exact,
    /// `percent_max` took something off.
    pub capped: bool,
}

/// The quote or the code that refuses it, and whether every number on the way to it has a place.
#[derive(Debug)]
pub struct Outcome {
    pub quote: Result<Quote, &'static str>,
    pub place: Place,
}

/// A price with its rate into the source currency.
pub struct Priced<'a> {
    pub price: &'a Price,
    pub mid: Exact,
}

/// Working out one quote.
pub struct Work<'a> {
    terms: &'a Terms<'a>,
    pub priced: Vec<Priced<'a>>,
    /// The worst so far.
    place: Cell<Place>,
}

impl<'a> Work<'a> {
    /// `None` where a rate is missing for what a price is in.
    pub fn new(terms: &'a Terms<'a>) -> Option<Self> {
        let priced = |price: &&'a Price| {
            let mid = mid(terms.rates.as_ref(), price.currency, terms.source)?;
            Some(Priced { price, mid })
        };
        let priced = terms.prices.iter().map(priced).collect::<Option<_>>()?;
        Some(Work { terms, priced, place: Cell::new(Place::Holds) })
    }

    /// A sum or a product, which must have a place.
    fn held(&self, value: Exact, place: Place) -> Exact {
        self.place.set(self.place.get().max(place));
        value
    }

    /// Zeros at the end of its factors need no place.
    fn times(&self, a: &Exact, b: &Exact) -> Exact {
        let product = a * b;
        let place = match product.place() {
            Place::Holds => Place::Holds,
            _ => (&a.normalized() * &b.normalized()).place(),
        };
        self.held(product, place)
    }

    fn plus(&self, a: &Exact, b: &Exact) -> Exact {
        let sum = a + b;
        let place = sum.place();
        self.held(sum, place)
    }

    fn less(&self, a: &Exact, b: &Exact) -> Exact {
        let rest = a - b;
        let place = rest.place();
        self.held(rest, place)
    }

    /// What is rounded is an amount, and no amount is more than the greatest.
    fn amount(&self, value: Exact) -> Exact {
        if value > Exact::new(AMOUNT_MAX, 0) {
            self.place.set(Place::None);
        }
        value
    }

    /// Fixed and percent by the tiers, before minimum and cap.
    pub fn raw(&self, Priced { price, mid }: &Priced, gross: &Exact) -> Exact {
        let own = |amount: &Exact| self.times(amount, mid);
        let share = |part: &Exact, percent: &Exact| self.times(part, &percent.percent());
        let reached = price.tiers.iter().take_while(|tier| *gross > own(&tier.over));
        let reached: Vec<&Tier> = reached.collect();
        if !price.marginal {
            let (fixed, percent) = match reached.last() {
                Some(tier) => (&tier.fixed, &tier.percent),
                None => (&price.fixed, &price.percent),
            };
            return self.plus(&own(fixed), &share(gross, percent));
        }
        let (mut fee, mut from) = (own(&price.fixed), Exact::zero());
        let mut percent = &price.percent;
        for tier in reached {
            let over = own(&tier.over);
            fee = self.plus(&fee, &share(&self.less(&over, &from), percent));
            fee = self.plus(&fee, &own(&tier.fixed));
            (from, percent) = (over, &tier.percent);
        }
        self.plus(&fee, &share(&self.less(gross, &from), percent))
    }

    /// The same between minimum and cap.
    pub fn bounded(&self, priced: &Priced, gross: &Exact) -> Exact {
        let mut fee = self.raw(priced, gross);
        if let Some(min) = &priced.price.min {
            fee = fee.max(self.times(min, &priced.mid));
        }
        if let Some(max) = &priced.price.max {
            fee = fee.min(self.times(max, &priced.mid));
        }
        fee
    }

    /// Rounded, no more than `percent_max` of the amount; and whether that cut it.
    fn line(&self, priced: &Priced, gross: &Exact) -> (Exact, bool) {
        let decimals = i64::from(self.terms.source_decimals);
        let fee = self.bounded(priced, gross).rounded(decimals, self.terms.mode);
        let fee = self.amount(fee);
        let Some(percent) = &priced.price.percent_max else { return (fee, false) };
        let most = self.times(gross, &percent.percent()).rounded(decimals, Mode::Down);
        if fee > most { (most, true) } else { (fee, false) }
    }

    /// The recipient's part of it.
    fn recipient(&self, line: &Exact) -> Exact {
        match self.terms.bearer {
            Bearer::Sender => Exact::new(0, self.terms.source_decimals),
            Bearer::Recipient => line.clone(),
            Bearer::Shared => {
                let half = line * &Exact::new(5, 1);
                half.rounded(i64::from(self.terms.source_decimals), Mode::Down)
            }
        }
    }

    /// What is left of the amount when the recipient's parts are off.
    pub fn convertible(&self, gross: &Exact) -> Exact {
        self.priced.iter().fold(gross.clone(), |left, priced| {
            &left - &self.recipient(&self.line(priced, gross).0)
        })
    }

    /// Marks an amount or a fee that is beyond all amounts.
    pub fn tried(&self, gross: &Exact) {
        self.amount(gross.clone());
        for priced in &self.priced {
            self.line(priced, gross);
        }
    }

    fn finish(&self, gross: Exact, asked: Option<Exact>) -> Result<Quote, &'static str> {
        let terms = self.terms;
        let zero = Exact::new(0, terms.source_decimals);
        let (mut lines, mut capped) = (Vec::new(), false);
        let (mut fee, mut convertible, mut debit) = (zero.clone(), gross.clone(), zero);
        for (price, priced) in self.priced.iter().enumerate() {
            let (line, cut) = self.line(priced, &gross);
            let off = self.recipient(&line);
            let on_top = &line - &off;
            capped |= cut;
            fee = self.plus(&fee, &line);
            convertible = &convertible - &off;
            debit = &debit + &on_top;
            for (by_sender, amount) in [(true, on_top), (false, off)] {
                if amount.is_positive() {
                    lines.push(Line { price, by_sender, amount });
                }
            }
        }
        if !convertible.is_positive() {
            return Err(FEE_EXCEEDS);
        }
        let debit = self.plus(&debit, &convertible);
        let (mid, rate) = self.mid().zip(self.rate()).ok_or("fx_missing")?;
        let product = self.times(&convertible, &rate);
        let decimals = i64::from(terms.payout_decimals);
        let receive = match asked {
            Some(asked) => asked,
            None => self.amount(product.rounded(decimals, terms.mode)),
        };
        if !receive.is_positive() {
            return Err("receive_nothing");
        }
        let residue = self.less(&product, &receive);
        let fx = (terms.source != terms.payout).then(|| {
            let margin =
                self.times(&convertible, &self.less(&mid, &rate)).rounded(decimals, terms.mode);
            Fx { mid, rate, margin: self.amount(margin) }
        });
        Ok(Quote { gross, debit, convertible, fee, lines, fx, receive, residue, capped })
    }

    fn mid(&self) -> Option<Exact> {
        mid(self.terms.rates.as_ref(), self.terms.source, self.terms.payout)
    }

    /// What one unit that leaves becomes.
    pub fn rate(&self) -> Option<Exact> {
        if self.terms.source == self.terms.payout {
            return Some(Exact::one());
        }
        let kept = self.times(&self.mid()?, &Exact::new(10_000 - self.terms.markup_bps, 4));
        Some(significant(&kept, &Exact::one(), self.terms.rate_digits, self.terms.mode))
    }

    fn receive(&self, asked: Exact) -> Result<Quote, &'static str> {
        let terms = self.terms;
        let decimals = i64::from(terms.source_decimals);
        // The least that is rounded up to it, as what is sent would be.
        let rate = self.rate().ok_or("fx_missing")?;
        let half = Exact::new(5, terms.payout_decimals + 1);
        let from = if terms.mode == Mode::Down { asked.clone() } else { &asked - &half };
        let mut needed = quotient(&from, &rate, decimals, Mode::Up);
        if (&needed * &rate).rounded(i64::from(terms.payout_decimals), terms.mode) < asked {
            needed = &needed + &Exact::new(1, terms.source_decimals);
        }
        let needed = self.amount(needed);
        let before = self.place.get();
        let gross = match terms.bearer {
            _ if before == Place::None => return Err(TOO_LARGE),
            Bearer::Sender => Some(needed),
            // What is beyond all amounts cannot be sent.
            _ => crate::search::least_gross(self, &needed)
                .filter(|gross| *gross <= Exact::new(AMOUNT_MAX, 0)),
        };
        let Some(gross) = gross else {
            // Whether the search or a number that it tried comes to its end first is left open.
            let tried = self.place.get();
            self.place.set(if tried == Place::Holds { before } else { Place::Doubtful });
            return Err(FEE_EXCEEDS);
        };
        // What was tried on the way is no number of the answer.
        self.place.set(before);
        self.finish(gross, Some(asked))
    }

    /// Everything that is known of the terms, for the search.
    pub fn terms(&self) -> &Terms<'a> {
        self.terms
    }
}

/// The quote of an amount to send, or to receive.
pub fn quote(terms: &Terms, amount: &Exact, receive: bool) -> Outcome {
    let Some(work) = Work::new(terms) else {
        return Outcome { quote: Err("fx_missing"), place: Place::Holds };
    };
    if work.rate().is_none() {
        return Outcome { quote: Err("fx_missing"), place: Place::Holds };
    }
    let decimals = if receive { terms.payout_decimals } else { terms.source_decimals };
    let amount = amount.rounded(i64::from(decimals), Mode::Down);
    let quote = if receive { work.receive(amount) } else { work.finish(amount, None) };
    let place = work.place.get();
    let quote = if place == Place::None { Err(TOO_LARGE) } else { quote };
    Outcome { quote, place }
}

impl Quote {
    /// What holds of every quote, whatever its prices are.
    pub fn assert_adds_up(&self, terms: &Terms, receive: bool) {
        let of = |by_sender: bool| {
            let lines = self.lines.iter().filter(|line| line.by_sender == by_sender);
            lines.fold(Exact::zero(), |sum, line| &sum + &line.amount)
        };
        let rate = self.fx.as_ref().map_or(Exact::one(), |fx| fx.rate.clone());
        assert_eq!(self.debit, &self.convertible + &of(true));
        assert_eq!(self.gross, &self.convertible + &of(false));
        assert_eq!(self.fee, &of(true) + &of(false));
        assert_eq!(&self.receive + &self.residue, &self.convertible * &rate);
        let unit = Exact::new(1, terms.source_decimals);
        let less = &(&self.convertible - &unit) * &rate;
        assert!(!receive || less < self.receive, "a unit less would do: {self:?}");
    }
}
