//! How a method stands for a payee whatever the amount: its route, what it is priced by, when it
//! arrives. It is worked out once for all payouts to payees who are alike.

use super::decision::Decision;
use super::price::Basis;
use super::text::WayText;
use crate::batch::{Account, Payee, Rates};
use crate::collect::Listed;
use crate::date::Arrival;
use crate::issue::Issue;
use crate::money::Currency;
use crate::route::{Route, reaches, route};
use crate::rulebook::{AccountForm, Rail, Recipient, Rulebook};
use std::cell::OnceCell;
use std::sync::Arc;

/// What leaves, and what arrives if the request says so.
pub type Currencies = (Currency, Option<Currency>);

/// A method before anything is known of the amount.
#[derive(Debug)]
pub struct Standing<'r> {
    pub route: Route<'r>,
    /// `None` without a rail and a currency.
    pub basis: Option<Result<Basis<'r>, Issue>>,
    /// `None` where nothing was asked of it, too.
    pub arrival: Option<Result<Arc<Arrival>, Issue>>,
    /// Its place in the rulebook.
    pub order: usize,
    text: OnceCell<Arc<WayText>>,
}

/// What is wrong with an account for a method with that form on that rail.
pub type CheckAccount<'c, 'r> = dyn FnMut(&Account, &'r AccountForm, &'r Rail) -> Vec<Issue> + 'c;

impl<'r> Standing<'r> {
    /// Every method that reaches the payee's country, in the rulebook's order.
    pub fn all(
        rulebook: &'r Rulebook,
        payee: &Payee,
        currencies: Currencies,
        rates: &Rates,
        check: &mut CheckAccount<'_, 'r>,
    ) -> Vec<Standing<'r>> {
        let methods = rulebook.methods.iter().enumerate();
        let here = methods.filter(|(_, method)| reaches(method, payee.country));
        let stand = |(order, method)| {
            let day = rates.at().date_utc();
            let route = route(rulebook, method, payee, currencies, day, check);
            let mut standing = Standing::bare(route, None, order);
            standing.work_out(rulebook, payee, currencies.0, rates);
            standing
        };
        here.map(stand).listed()
    }

    fn work_out(&mut self, rulebook: &'r Rulebook, payee: &Payee, source: Currency, rates: &Rates) {
        let (Some(rail), Some(payout)) = (self.route.rail, self.route.currency) else { return };
        let to = Recipient { country: Some(payee.country), kind: Some(payee.kind) };
        let ways = [source, payout];
        self.basis = Some(Basis::find(rulebook, self.route.method, to, ways, rates));
        let arrival = rulebook.arrival(rail, rates.at(), ways, payee.country);
        self.arrival = Some(arrival.map(Arc::new));
    }

    /// The method alone as it stood.
    pub fn bare(
        route: Route<'r>,
        basis: Option<Result<Basis<'r>, Issue>>,
        order: usize,
    ) -> Standing<'r> {
        Standing { route, basis, arrival: None, order, text: OnceCell::new() }
    }

    /// What the decisions that take it have in common, of which this is one.
    pub fn text(&self, decision: &Decision) -> Arc<WayText> {
        self.text.get_or_init(|| Arc::new(WayText::of(decision))).clone()
    }

    /// Whether nothing stands against it that no amount changes.
    pub fn is_open(&self) -> bool {
        matches!(self.basis, Some(Ok(_))) && !self.route.reasons.iter().any(Issue::is_error)
    }

    /// Whether this is the method's id, or that of the rail that would carry it.
    pub fn is_named(&self, name: &str) -> bool {
        self.route.method.id == name || self.route.rail.is_some_and(|rail| rail.id == name)
    }
}
