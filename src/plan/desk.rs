//! What is worked out for one payout and holds for others: how the methods stand for payees who
//! are alike, and up to which amount no gate has anything to say of them.

use super::offer::Wish;
use super::repeat::END;
use super::standing::{Currencies, Standing};
use crate::batch::Payee;
use crate::collect::Keyed;
use crate::gate::{Calm, Gates, Level};
use crate::issue::Issue;
use crate::money::Money;
use crate::route::account_issues;
use crate::rulebook::{AccountForm, MethodKind, Rail, Rulebook};
use std::rc::Rc;

/// The payees of a batch, with what is known of each.
#[derive(Debug)]
pub struct Desk<'d, 'c> {
    rulebook: &'d Rulebook,
    /// By the payee's place in the directory.
    payees: Vec<Known<'d>>,
    ways: Keyed<'static, Rc<Ways<'d>>>,
    calm: Keyed<'static, Option<Rc<Calm>>>,
    level: Option<Level<'c>>,
}

/// How the methods stand.
#[derive(Debug)]
struct Ways<'d> {
    standings: Rc<[Standing<'d>]>,
    /// Accounts that were taken to be sound, by their place, each with what it is held against.
    accounts: Vec<(usize, &'d AccountForm, &'d Rail)>,
}

/// What is known of a payee.
#[derive(Debug, Default)]
struct Known<'d> {
    ways: Option<(Currencies, Rc<[Standing<'d>]>)>,
    calm: Option<(MethodKind, Option<Rc<Calm>>)>,
    /// At least what they were paid before, and in this batch.
    paid: u64,
    count: u64,
}

impl<'d, 'c> Desk<'d, 'c> {
    pub fn of(rulebook: &'d Rulebook, level: Option<Level<'c>>) -> Self {
        let (payees, ways, calm) = (Vec::new(), Keyed::default(), Keyed::default());
        Desk { rulebook, payees, ways, calm, level }
    }

    fn known(&mut self, payee: &Payee) -> Option<&mut Known<'d>> {
        if self.payees.len() <= payee.index {
            self.payees.resize_with(payee.index + 1, Known::default);
        }
        self.payees.get_mut(payee.index)
    }

    /// How each method stands for the wish whatever its amount.
    pub fn standings(&mut self, wish: &Wish) -> Rc<[Standing<'d>]> {
        let currencies = wish.terms.currencies(wish.amount);
        if let Some((known, standings)) =
            self.known(wish.payee).and_then(|known| known.ways.as_ref())
            && *known == currencies
        {
            return standings.clone();
        }
        let ways = self.ways(wish, currencies);
        let day = wish.rates.at().date_utc();
        let is_sound = |(place, form, rail): &(usize, &AccountForm, &Rail)| {
            let account = wish.payee.accounts.get(*place);
            account.is_some_and(|account| {
                account_issues(self.rulebook, (account, form, rail), day, wish.path).is_empty()
            })
        };
        // What is wrong with an account is said with the payee's place, so it is theirs alone.
        let standings = match ways.accounts.iter().all(is_sound) {
            true => ways.standings.clone(),
            false => wish.standings(self.rulebook).into(),
        };
        if let Some(known) = self.known(wish.payee) {
            known.ways = Some((currencies, standings.clone()));
        }
        standings
    }

    /// The same for every payee with such accounts, were they sound.
    fn ways(&mut self, wish: &Wish, currencies: Currencies) -> Rc<Ways<'d>> {
        let (payee, rulebook) = (wish.payee, self.rulebook);
        let mut key = Vec::with_capacity(48);
        let mut part = |text: &str| {
            key.extend_from_slice(text.as_bytes());
            key.push(END);
        };
        part(payee.country.as_str());
        part(payee.kind.as_str());
        part(currencies.0.code());
        part(currencies.1.as_ref().map_or("", |unit| unit.code()));
        for account in &payee.accounts {
            part(account.currency.code());
            part(&account.method);
        }
        if let Some(ways) = self.ways.get(&key) {
            return ways.clone();
        }
        let mut accounts = Vec::new();
        let standings =
            Standing::all(rulebook, payee, currencies, &wish.rates, &mut |account, form, rail| {
                accounts.push((account.index, form, rail));
                Vec::<Issue>::new()
            });
        let ways = Rc::new(Ways { standings: standings.into(), accounts });
        self.ways.add(key, ways.clone());
        ways
    }

    /// Whether no gate has anything to say of so much to the payee by a method of that kind.
    pub fn is_calm(&mut self, gates: &Gates, wish: &Wish, kind: MethodKind, gross: Money) -> bool {
        let Some(gross) = self.level.as_ref().and_then(|level| level.at_most(gross)) else {
            return false;
        };
        let payee = wish.payee;
        let calm = match self.known(payee).map(|known| &known.calm) {
            Some(Some((known, calm))) if *known == kind => calm.clone(),
            _ => self.calm(gates, payee, kind),
        };
        let (Some(calm), Some(known)) = (calm, self.known(payee)) else { return false };
        calm.holds(known.paid.saturating_add(gross), known.count.saturating_add(1))
    }

    /// Finds it for a payee whom it was not asked of by that kind of method.
    fn calm(&mut self, gates: &Gates, payee: &Payee, kind: MethodKind) -> Option<Rc<Calm>> {
        let level = self.level.as_ref()?;
        let calm = match Calm::key(payee, kind) {
            None => None,
            Some(key) => match self.calm.get(&key) {
                Some(calm) => calm.clone(),
                None => {
                    let calm = Calm::of(gates, payee, kind, level).map(Rc::new);
                    self.calm.add(key, calm.clone());
                    calm
                }
            },
        };
        let calm = calm.filter(|calm| calm.knows_totals(payee));
        let before = level.paid_before(payee);
        let known = self.known(payee)?;
        if known.calm.is_none() {
            let (paid, count) = before.unwrap_or((u64::MAX, u64::MAX));
            known.paid = known.paid.saturating_add(paid);
            known.count = known.count.saturating_add(count);
        }
        known.calm = Some((kind, calm.clone()));
        calm
    }

    /// Counts a payout that goes or waits.
    pub fn count(&mut self, payee: &Payee, gross: Money) {
        let gross = self.level.as_ref().and_then(|level| level.at_most(gross));
        if let Some(known) = self.known(payee) {
            known.paid = known.paid.saturating_add(gross.unwrap_or(u64::MAX));
            known.count += 1;
        }
    }
}
