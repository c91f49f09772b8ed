//! A method for one payout with everything said about it: route, quote, limits, arrival.

use super::price::quote_by;
use crate::batch::{Payee, Rates, Running, Target, Terms};
use crate::collect::Listed;
use crate::date::{Arrival, Moment};
use crate::gate::{GateAnswer, Gates, Subject, check};
use crate::issue::{Code, Issue};
use crate::money::{Currency, Money};
use crate::quote::{Ask, Quote};
use crate::requirement::Requirement;
use crate::route::{Route, limit_reasons, reaches, route};
use crate::rule::{self, Batched, Due, Judgement, Way, Who, due, judge};
use crate::rulebook::{Method, MethodKind, Recipient, Rule, Rulebook};
use crate::value::Path;
use std::mem::take;

/// What should be paid, to whom, when.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'w> {
    pub payee: &'w Payee<'w>,
    pub amount: Money,
    pub terms: Terms,
    /// The moment, and rates.
    pub rates: Rates<'w>,
    /// The payee's place in the input.
    pub path: &'w Path<'w>,
    /// What the batch has paid the payee so far.
    pub running: &'w Running,
    /// The payout's place in a batch, if it is in one.
    pub batched: Option<Batched<'w>>,
}

impl Wish<'_> {
    /// The method's place among the payee's preferences; past the last when it is not one.
    pub fn preference(&self, method: &Method) -> usize {
        let prefer = &self.payee.prefer;
        prefer.iter().position(|name| method.is_named(name)).unwrap_or(prefer.len())
    }

    /// What the gates say of it as the offer has it: they measure what the payout takes. The
    /// platform's own rules that hold speak with them.
    pub fn gates<'r>(
        &self,
        rulebook: &'r Rulebook,
        gates: &Gates,
        offer: &mut Offer<'r>,
    ) -> GateAnswer {
        let gross = self.gross(offer);
        let (payee, rates, path, running) = (self.payee, self.rates, self.path, self.running);
        let (kind, progress) = (Some(offer.route.method.kind), false);
        let subject = Subject { payee, gross, running, rates, path, kind, progress };
        let mut answer = check(gates, &subject);
        if let Some(withhold) = &answer.withhold {
            offer.keep_back(withhold.amount, gross, self, rulebook);
        }
        answer.add(take(&mut offer.holds), take(&mut offer.hold_wants));
        answer
    }

    /// The payout before the platform's own rules, by a way or by none yet.
    pub fn subject(&self, way: Option<Way>) -> rule::Subject<'_> {
        rule::Subject {
            who: Who::Payee(self.payee),
            amount: self.amount,
            currency: self.terms.currencies(self.amount).0,
            running: self.running,
            rates: self.rates,
            way,
            batched: self.batched,
            path: Some(self.path),
        }
    }

    /// What the payout takes, before the sender's part of the fee.
    pub fn gross(&self, offer: &Offer) -> Money {
        offer.quote.as_ref().map_or(self.amount, |quote| quote.gross)
    }
}

/// A method as it stands for a wish.
#[derive(Debug)]
pub struct Offer<'r> {
    pub route: Route<'r>,
    pub quote: Option<Quote<'r>>,
    pub arrival: Option<Arrival>,
    /// Reasons against it, and warnings.
    pub reasons: Vec<Issue>,
    /// What lifts those reasons that the platform's own rules have.
    wants: Vec<Requirement>,
    /// What those rules hold the payout for, whichever method it takes, and what lifts that.
    holds: Vec<Issue>,
    hold_wants: Vec<Requirement>,
    /// What those rules charge.
    charges: Vec<&'r Rule>,
    /// Its place among those that the rules prefer; past the last when it is not one.
    pub preferred: usize,
    /// Its place in the rulebook, the last tie-break.
    pub order: usize,
}

impl<'r> Offer<'r> {
    fn quote_for(
        &self,
        amount: Money,
        target: Target,
        payout: Currency,
        wish: &Wish,
        rulebook: &'r Rulebook,
    ) -> Result<Quote<'r>, Issue> {
        let (source, bearer) = (wish.terms.currencies(wish.amount).0, wish.terms.bearer);
        let ask = Ask { amount, target, source, payout, bearer };
        let to = Recipient { country: Some(wish.payee.country), kind: Some(wish.payee.kind) };
        quote_by(rulebook, self.route.method, to, &ask, wish.rates, &self.charges)
    }

    /// Sends what is left of the payout after so much is withheld, if that can be sent.
    fn keep_back(&mut self, withheld: Money, gross: Money, wish: &Wish, rulebook: &'r Rulebook) {
        let (Some(rail), Some(payout), true) =
            (self.route.rail, self.route.currency, self.quote.is_some())
        else {
            return;
        };
        let left = gross.checked_sub(withheld).ok().filter(|left| left.is_positive());
        let Some(left) = left else {
            let message = format!("withholding {withheld} leaves nothing of {gross}");
            return self.reasons.push(Issue::new(Code::ReceiveNothing, message));
        };
        let net = self.quote_for(left, Target::Send, payout, wish, rulebook);
        match net.and_then(|net| net.after_withholding(withheld, gross)) {
            Ok(mut quote) => {
                self.reasons.retain(|known| known.code != Code::FeeCapped);
                self.reasons.extend(quote.remark.take());
                let payer = rulebook.settings.payer_type;
                for limit in limit_reasons(rail, payer, quote.receive, &wish.rates) {
                    if !self.reasons.iter().any(|known| known.code == limit.code) {
                        self.reasons.push(limit);
                    }
                }
                self.quote = Some(quote);
            }
            Err(issue) => self.reasons.push(issue),
        }
    }

    /// Whether nothing stands against it.
    pub fn is_open(&self) -> bool {
        !self.reasons.iter().any(Issue::is_error)
    }

    /// Whether the payee or the platform can open it: what they must do, or nothing.
    pub fn mends(&self) -> Option<Vec<Requirement>> {
        let mut errors = self.reasons.iter().filter(|issue| issue.is_error());
        let all = errors.all(|issue| Mend::of(issue.code).is_some());
        Some(self.requires()).filter(|mends| all && !mends.is_empty())
    }

    /// What the payee or the platform must do for it, whether or not that is enough.
    pub fn requires(&self) -> Vec<Requirement> {
        let mut mends = Vec::new();
        for issue in self.reasons.iter().filter(|issue| issue.is_error()) {
            let mend = match Mend::of(issue.code) {
                Some(Mend::Account) => vec![self.account_requirement()],
                Some(Mend::Rates) => vec![Requirement::Rates],
                Some(Mend::Rule) => self.wants.clone(),
                None => continue,
            };
            Requirement::add(&mut mends, mend);
        }
        mends
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
    fn account_requirement(&self) -> Requirement {
        let fields = self.route.form.map_or(&[][..], |form| &form.fields);
        let fields = fields.iter().filter(|field| field.required).map(|f| f.name.clone());
        Requirement::Account { method: self.route.method.id.clone(), fields: fields.listed() }
    }

    /// Whether it pays something else than money into an account: vouchers, prepaid cards, tokens.
    pub fn is_no_money(&self) -> bool {
        let kinds = [MethodKind::GiftCard, MethodKind::PrepaidCard, MethodKind::Crypto];
        kinds.contains(&self.route.method.kind)
    }

    /// When the money has arrived for sure.
    pub fn latest(&self) -> Option<Moment> {
        self.arrival.as_ref().map(|arrival| arrival.latest)
    }
}

/// What lifts a reason.
enum Mend {
    /// An account on file, whole and right: the payee's.
    Account,
    /// Newer or more exchange rates: the platform's.
    Rates,
    /// What the platform's own rules want.
    Rule,
}

impl Mend {
    fn of(code: Code) -> Option<Mend> {
        match code {
            Code::AccountMissing
            | Code::AccountFieldMissing
            | Code::AccountFieldCharset
            | Code::AccountFieldLength
            | Code::AccountFieldOption
            | Code::IdentifierFormat
            | Code::IdentifierChecksum
            | Code::IdentifierCountry => Some(Mend::Account),
            Code::FxMissing | Code::FxStale | Code::FxFromFuture => Some(Mend::Rates),
            Code::RuleRequires | Code::RuleUndecided => Some(Mend::Rule),
            _ => None,
        }
    }
}

/// How every method that reaches the payee's country stands, in the rulebook's order.
pub fn offers<'r>(rulebook: &'r Rulebook, wish: &Wish) -> Vec<Offer<'r>> {
    let (day, due) = (wish.rates.at().date_utc(), due_for(rulebook, wish));
    let currencies = wish.terms.currencies(wish.amount);
    let methods = rulebook.methods.iter().enumerate();
    let here = methods.filter(|(_, method)| reaches(method, wish.payee.country));
    let offer = |(order, method)| {
        let route = route(rulebook, method, wish.payee, currencies, day, wish.path);
        let mut offer = Offer::of(route, order, rulebook, wish, &due);
        offer.time(rulebook, wish);
        offer
    };
    here.map(offer).listed()
}

fn due_for<'r>(rulebook: &'r Rulebook, wish: &Wish) -> Vec<Due<'r>> {
    due(rulebook, &wish.subject(None), |_| true)
}

impl<'r> Offer<'r> {
    /// The route with what the platform's own rules say of it, and with its price.
    fn of(
        mut route: Route<'r>,
        order: usize,
        rulebook: &'r Rulebook,
        wish: &Wish,
        due: &[Due<'r>],
    ) -> Self {
        let judged = if due.is_empty() {
            Judgement::default()
        } else {
            let way = Way::of(rulebook, route.method, route.rail, route.currency);
            judge(due, &wish.subject(Some(way)))
        };
        let mut reasons = take(&mut route.reasons);
        reasons.extend(judged.reasons);
        let mut offer = Offer {
            route,
            quote: None,
            arrival: None,
            reasons,
            wants: judged.wants,
            holds: judged.holds,
            hold_wants: judged.hold_wants,
            charges: judged.charges,
            preferred: judged.preferred.unwrap_or(usize::MAX),
            order,
        };
        offer.price(rulebook, wish);
        offer
    }

    fn price(&mut self, rulebook: &'r Rulebook, wish: &Wish) {
        let (Some(rail), Some(payout)) = (self.route.rail, self.route.currency) else { return };
        match self.quote_for(wish.amount, wish.terms.target, payout, wish, rulebook) {
            Ok(mut quote) => {
                let payer = rulebook.settings.payer_type;
                self.reasons.extend(quote.remark.take());
                self.reasons.extend(limit_reasons(rail, payer, quote.receive, &wish.rates));
                self.quote = Some(quote);
            }
            Err(issue) => self.reasons.push(issue),
        }
    }

    fn time(&mut self, rulebook: &Rulebook, wish: &Wish) {
        let (Some(rail), Some(payout)) = (self.route.rail, self.route.currency) else { return };
        let ways = [wish.terms.currencies(wish.amount).0, payout];
        match rulebook.arrival(rail, wish.rates.at(), ways, wish.payee.country) {
            Ok(arrival) => self.arrival = Some(arrival),
            Err(issue) => self.reasons.push(issue),
        }
    }

    /// What would stand against it for another amount, as far as that hangs on the amount.
    pub fn against(
        &self,
        amount: Money,
        rulebook: &'r Rulebook,
        wish: &Wish,
        gates: Option<&Gates>,
    ) -> Vec<Issue> {
        let wish = Wish { amount, ..*wish };
        let due = due_for(rulebook, &wish);
        let mut offer = Offer::of(self.route.bare(), self.order, rulebook, &wish, &due);
        let gates = gates.map(|gates| wish.gates(rulebook, gates, &mut offer));
        let mut reasons = gates.map_or_else(Vec::new, |gates| gates.reasons);
        reasons.append(&mut offer.reasons);
        reasons
    }
}
