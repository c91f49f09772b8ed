//! A method for one payout with everything said about it: route, quote, limits, arrival.

use super::price::Basis;
use super::standing::Standing;
use crate::batch::{Payee, Rates, Running, Target, Terms};
use crate::collect::Listed;
use crate::date::{Arrival, Moment};
use crate::gate::{GateAnswer, Gates, Subject, check};
use crate::issue::{Code, Issue};
use crate::money::{Currency, Money};
use crate::quote::{Ask, Quote};
use crate::requirement::Requirement;
use crate::route::{Route, account_issues, limit_reasons};
use crate::rule::{self, Batched, Due, Judgement, Way, Who, due, judge};
use crate::rulebook::{Method, MethodKind, Rule, Rulebook};
use crate::value::Path;
use std::mem::take;
use std::sync::Arc;

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

    /// How each method stands for it whatever the amount.
    pub fn standings<'r>(&self, rulebook: &'r Rulebook) -> Vec<Standing<'r>> {
        let (day, currencies) = (self.rates.at().date_utc(), self.terms.currencies(self.amount));
        Standing::all(rulebook, self.payee, currencies, &self.rates, &mut |account, form, rail| {
            account_issues(rulebook, (account, form, rail), day, self.path)
        })
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
        let answer = check(gates, &subject);
        if let Some(withhold) = &answer.withhold {
            offer.keep_back(withhold.amount, gross, self, rulebook);
        }
        offer.rules(answer)
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
    /// What it is priced by, or why it is not.
    basis: Option<Result<Basis<'r>, Issue>>,
    pub quote: Option<Quote<'r>>,
    pub arrival: Option<Arc<Arrival>>,
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
        basis: Basis<'r>,
        (amount, target, payout): (Money, Target, Currency),
        wish: &Wish,
        rulebook: &'r Rulebook,
    ) -> Result<Quote<'r>, Issue> {
        let (source, bearer) = (wish.terms.currencies(wish.amount).0, wish.terms.bearer);
        let ask = Ask { amount, target, source, payout, bearer };
        basis.quote(rulebook, &ask, wish.rates, &self.charges)
    }

    /// Sends what is left of the payout after so much is withheld, if that can be sent.
    fn keep_back(&mut self, withheld: Money, gross: Money, wish: &Wish, rulebook: &'r Rulebook) {
        let (Some(rail), Some(payout), Some(Ok(basis)), true) =
            (self.route.rail, self.route.currency, &self.basis, self.quote.is_some())
        else {
            return;
        };
        let left = gross.checked_sub(withheld).ok().filter(|left| left.is_positive());
        let Some(left) = left else {
            let message = format!("withholding {withheld} leaves nothing of {gross}");
            return self.reasons.push(Issue::new(Code::ReceiveNothing, message));
        };
        let net = self.quote_for(*basis, (left, Target::Send, payout), wish, rulebook);
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

    /// What the gates say, and with them the platform's own rules that hold.
    pub fn rules(&mut self, mut gates: GateAnswer) -> GateAnswer {
        gates.add(take(&mut self.holds), take(&mut self.hold_wants));
        gates
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
    let standings = wish.standings(rulebook);
    let due = due_for(rulebook, wish);
    standings.iter().map(|standing| Offer::of(standing, rulebook, wish, &due)).listed()
}

/// Those of them among which a choice is made. When one is open no closed one is taken, and what
/// stands against it is told only of the one that was asked for.
pub fn contenders<'r>(
    rulebook: &'r Rulebook,
    wish: &Wish,
    standings: &[Standing<'r>],
    asked_for: Option<&str>,
) -> Vec<Offer<'r>> {
    let due = due_for(rulebook, wish);
    let offer = |standing| Offer::of(standing, rulebook, wish, &due);
    let mut open = Vec::with_capacity(1);
    open.extend(standings.iter().filter(|standing| standing.is_open()).map(offer));
    if !open.iter().any(Offer::is_open) {
        return standings.iter().map(offer).listed();
    }
    if let Some(name) = asked_for
        && !open.iter().any(|offer| offer.is_open() && offer.is_named(name))
    {
        let closed = standings.iter().filter(|standing| !standing.is_open());
        open.extend(closed.filter(|standing| standing.is_named(name)).map(offer));
    }
    open
}

fn due_for<'r>(rulebook: &'r Rulebook, wish: &Wish) -> Vec<Due<'r>> {
    due(rulebook, &wish.subject(None), |_| true)
}

impl<'r> Offer<'r> {
    /// The route with what the platform's own rules say of it, and with its price.
    fn of(standing: &Standing<'r>, rulebook: &'r Rulebook, wish: &Wish, due: &[Due<'r>]) -> Self {
        let route = standing.route.bare();
        let judged = if due.is_empty() {
            Judgement::default()
        } else {
            let way = Way::of(rulebook, route.method, route.rail, route.currency);
            judge(due, &wish.subject(Some(way)))
        };
        let mut reasons = standing.route.reasons.clone();
        reasons.extend(judged.reasons);
        let mut offer = Offer {
            route,
            basis: None,
            quote: None,
            arrival: None,
            reasons,
            wants: judged.wants,
            holds: judged.holds,
            hold_wants: judged.hold_wants,
            charges: judged.charges,
            preferred: judged.preferred.unwrap_or(usize::MAX),
            order: standing.order,
        };
        match &standing.basis {
            Some(Ok(basis)) => offer.price(*basis, rulebook, wish),
            Some(Err(issue)) => {
                offer.basis = Some(Err(issue.clone()));
                offer.reasons.push(issue.clone());
            }
            None => {}
        }
        match &standing.arrival {
            Some(Ok(arrival)) => offer.arrival = Some(arrival.clone()),
            Some(Err(issue)) => offer.reasons.push(issue.clone()),
            None => {}
        }
        offer
    }

    fn price(&mut self, basis: Basis<'r>, rulebook: &'r Rulebook, wish: &Wish) {
        let (Some(rail), Some(payout)) = (self.route.rail, self.route.currency) else { return };
        self.basis = Some(Ok(basis));
        match self.quote_for(basis, (wish.amount, wish.terms.target, payout), wish, rulebook) {
            Ok(mut quote) => {
                let payer = rulebook.settings.payer_type;
                self.reasons.extend(quote.remark.take());
                self.reasons.extend(limit_reasons(rail, payer, quote.receive, &wish.rates));
                self.quote = Some(quote);
            }
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
        let (route, basis) = (self.route.bare(), self.basis.clone());
        let standing = Standing::bare(route, basis, self.order);
        let mut offer = Offer::of(&standing, rulebook, &wish, &due);
        let gates = gates.map(|gates| wish.gates(rulebook, gates, &mut offer));
        let mut reasons = gates.map_or_else(Vec::new, |gates| gates.reasons);
        reasons.append(&mut offer.reasons);
        reasons
    }
}
