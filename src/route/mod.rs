//! Which rail carries a method to this payee, over which account, in which currency; and every
//! reason why it cannot.

mod limits;

pub use limits::{limit_on, limit_reasons};

use crate::account::{Place, check_account};
use crate::batch::{Account, Payee};
use crate::collect::{Listed, joined};
use crate::country::Country;
use crate::date::{Date, Moment};
use crate::issue::{Code, Issue, Remedy};
use crate::money::Currency;
use crate::rulebook::{
    AccountForm, ClosedReason, Closure, Confidence, CountryRow, Meta, Method, PayeeType, Rail,
    Rulebook,
};
use crate::value::Path;

/// A method as it stands for one payee.
#[derive(Debug)]
pub struct Route<'r> {
    /// The method.
    pub method: &'r Method,
    /// The rail that would carry it.
    pub rail: Option<&'r Rail>,
    /// What it needs of the payee.
    pub form: Option<&'r AccountForm>,
    /// What the payee would receive.
    pub currency: Option<Currency>,
    /// Why not; empty when it is open so far.
    pub reasons: Vec<Issue>,
}

impl<'r> Route<'r> {
    /// The same way without what was said of it.
    pub fn bare(&self) -> Route<'r> {
        Route { reasons: Vec::new(), ..*self }
    }
}

/// How the method stands for the payee on that day. `check` says what is wrong with an account.
pub fn route<'r>(
    rulebook: &'r Rulebook,
    method: &'r Method,
    payee: &Payee,
    currencies: (Currency, Option<Currency>),
    day: Date,
    check: &mut dyn FnMut(&Account, &'r AccountForm, &'r Rail) -> Vec<Issue>,
) -> Route<'r> {
    let mut route = Route { method, rail: None, form: None, currency: None, reasons: Vec::new() };
    let (source, wanted) = currencies;
    let named = wanted.unwrap_or(source);
    let rail = match serving_rail(rulebook, method, Some(payee.country), named, day) {
        Ok(rail) => rail,
        Err(issue) => {
            route.reasons.push(issue);
            return route;
        }
    };
    route.rail = Some(rail);
    route.reasons.extend(type_reasons(rail, Some(payee.kind), rulebook.settings.payer_type));
    route.form = rulebook.account_form(method, payee.country, day);
    let Some(form) = route.form else {
        route.reasons.push(form_missing(method));
        return route;
    };
    let fits = |account: &&Account| match wanted {
        Some(currency) => account.currency == currency,
        None => carries(rulebook, rail, Some(payee.country), account.currency),
    };
    let own = payee.accounts.iter().filter(fits).filter(|account| account.method == method.id);
    let same_form =
        |account: &&Account| account.method != method.id && form.methods.contains(&account.method);
    let others = payee.accounts.iter().filter(fits).filter(same_form);
    let account = best_account(own.chain(others), |account| check(account, form, rail));
    route.currency = wanted
        .or(account.as_ref().map(|(account, _)| account.currency))
        .or_else(|| default_currency(rulebook, rail, payee, source));
    let currency = route.currency;
    route.reasons.extend(
        currency.and_then(|unit| currency_reason(rulebook, rail, Some(payee.country), unit)),
    );
    match account {
        None => route.reasons.push(account_missing(method, form, wanted)),
        Some((_, issues)) => route.reasons.extend(issues),
    }
    route
}

/// What is wrong with an account for the form on that rail. `path` is the payee's place in the input.
pub fn account_issues(
    rulebook: &Rulebook,
    (account, form, rail): (&Account, &AccountForm, &Rail),
    day: Date,
    path: &Path,
) -> Vec<Issue> {
    let accounts = path.key("accounts");
    let account_path = accounts.index(account.index);
    let details = account_path.key("details");
    let place = Place { countries: &rail.countries, day, rulebook };
    check_account(form, &account.details, place, &details).issues
}

/// That the rulebook does not say what the method needs of a payee.
pub fn form_missing(method: &Method) -> Issue {
    let message = format!("the rulebook has no account form for {}", method.name);
    Issue::new(Code::AccountFormUnknown, message)
        .param("method", method.id.as_str())
        .remedy(Remedy::AddRow { table: "accounts" })
}

/// That the rulebook has the country on that day; without a row it is closed.
pub fn known_country(rulebook: &Rulebook, country: Country, day: Date) -> Result<(), Issue> {
    rulebook.country(country, day).map(|_| ()).ok_or_else(|| {
        Issue::new(Code::CountryUnknown, format!("the rulebook has no {country}, so it is closed"))
            .param("country", country.as_str())
    })
}

/// That the rulebook has the country on that day, and that something may be paid there.
pub fn open_country(rulebook: &Rulebook, country: Country, day: Date) -> Result<(), Issue> {
    known_country(rulebook, country, day)?;
    closure(rulebook, country, day).map_or(Ok(()), |(row, closure)| Err(closed(row, closure)))
}

/// That the rulebook has the country on that day, and that it is under no embargo: a payee may
/// be at home where nothing can be paid, but not where nothing may be.
pub fn lawful_country(rulebook: &Rulebook, country: Country, day: Date) -> Result<(), Issue> {
    known_country(rulebook, country, day)?;
    let embargo = closure(rulebook, country, day)
        .filter(|(_, closure)| closure.reason == ClosedReason::Embargo);
    embargo.map_or(Ok(()), |(row, closure)| Err(closed(row, closure)))
}

fn closure(rulebook: &Rulebook, country: Country, day: Date) -> Option<(&CountryRow, &Closure)> {
    let row = rulebook.country(country, day)?;
    Some((row, row.closed_on(day)?))
}

fn closed(row: &CountryRow, closure: &Closure) -> Issue {
    let (code, before, after) = match closure.reason {
        ClosedReason::Embargo => (Code::CountryEmbargoed, "", "is under embargo"),
        ClosedReason::Sanctions => {
            (Code::CountryRestricted, "sanctions on parts of ", "ask for a review of each payout")
        }
        ClosedReason::NoRoute => (Code::CountryNoRoute, "no way to pay to ", "is known"),
    };
    let issue = Issue::new(code, format!("{before}{} {after}, so it is closed", row.name))
        .param("country", row.country.as_str())
        .source(&closure.source);
    match closure.in_force.until.and_then(Date::tomorrow) {
        Some(after) => issue.remedy(Remedy::WaitUntil { at: Moment::at_start_of(after) }),
        None => issue,
    }
}

/// Whether the rail pays that currency in the country.
pub fn carries(
    rulebook: &Rulebook,
    rail: &Rail,
    country: Option<Country>,
    currency: Currency,
) -> bool {
    let own = || country.and_then(|country| rulebook.country_row(country)?.currency);
    rail.currencies.contains(&currency)
        && (!rail.local_currency || country.is_none() || own() == Some(currency))
}

/// Whether the method has a rail to that country, be it open or not.
pub fn reaches(method: &Method, country: Country) -> bool {
    method.rails.iter().any(|rail| rail.countries.includes(&country))
}

/// The rail of the method that serves the country, or any when none is named, on that day: of
/// several the first that carries the currency, or else the first.
pub fn serving_rail<'r>(
    rulebook: &Rulebook,
    method: &'r Method,
    country: Option<Country>,
    wanted: Currency,
    day: Date,
) -> Result<&'r Rail, Issue> {
    if let Some(country) = country {
        open_country(rulebook, country, day)?;
    }
    carrier(rulebook, method, country, wanted, day).map_err(|shut| match shut {
        Shut::NotThere => {
            let country = country.map_or_else(String::new, |country| country.to_string());
            let message = format!("{} does not serve {country}", method.name);
            Issue::new(Code::MethodNotInCountry, message)
                .param("country", country)
                .source(&method.meta.source)
        }
        Shut::Method => not_open("methods", (&method.id, &method.name), &method.meta, day),
        Shut::Rail(rail) => not_open("rails", (&rail.id, &rail.name), &rail.meta, day)
            .param("rail", rail.id.as_str()),
        Shut::NotYet(rail) => {
            let joins = country.and_then(|country| rail.joins(country));
            let country = country.map_or_else(String::new, |country| country.to_string());
            let message = format!("{} does not reach {country} yet on {day}", rail.name);
            not_yet(Code::RailNotInForce, message, day, joins)
                .source(&rail.meta.source)
                .param("rail", rail.id.as_str())
        }
    })
}

/// The row that keeps a method closed to a country, whatever the currency.
#[derive(Debug, Clone, Copy)]
pub enum Shut<'r> {
    /// None of the method's rails goes there.
    NotThere,
    /// The method does not count.
    Method,
    /// None of the rails that go there counts; this is the first.
    Rail(&'r Rail),
    /// None of the rails that go there, of which this is the first, does so yet.
    NotYet(&'r Rail),
}

/// The same as [`serving_rail`], for a country that is open, without words.
pub fn carrier<'r>(
    rulebook: &Rulebook,
    method: &'r Method,
    country: Option<Country>,
    wanted: Currency,
    day: Date,
) -> Result<&'r Rail, Shut<'r>> {
    let here = || {
        let rails = method.rails.iter().map(AsRef::as_ref);
        rails.filter(move |rail: &&Rail| country.is_none_or(|c| rail.countries.includes(&c)))
    };
    let first = here().next().ok_or(Shut::NotThere)?;
    if !method.meta.holds(day) {
        return Err(Shut::Method);
    }
    let joined = |rail: &Rail| country.is_none_or(|country| rail.serves(country, day));
    let open = || here().filter(|rail| rail.meta.holds(day) && joined(rail));
    let carried = |rail: &&Rail| carries(rulebook, rail, country, wanted);
    let best = open().find(carried).or_else(|| open().next());
    best.ok_or(match first.meta.holds(day) {
        true => Shut::NotYet(first),
        false => Shut::Rail(first),
    })
}

/// Why a row does not count, by its code.
pub fn shut_code(meta: &Meta) -> Code {
    if meta.enabled { Code::RailNotInForce } else { Code::MethodOff }
}

/// Why a row does not count on that day.
fn not_open(table: &'static str, (id, name): (&str, &str), meta: &Meta, day: Date) -> Issue {
    let issue = if meta.enabled {
        let message = format!("{name} is not in force on {day}");
        not_yet(Code::RailNotInForce, message, day, meta.in_force.from)
    } else {
        let why = match meta.confidence {
            Confidence::Unconfirmed => "off: what is known of it is unconfirmed",
            _ => "switched off",
        };
        let issue = Issue::new(Code::MethodOff, format!("{name} is {why}"));
        match meta.locked {
            true => issue,
            false => issue.remedy(Remedy::SwitchOn { table, row: id.to_owned() }),
        }
    };
    issue.source(&meta.source)
}

/// What begins on a day to come is lifted by waiting for it; what is over is not.
pub fn not_yet(code: Code, message: String, day: Date, from: Option<Date>) -> Issue {
    let issue = Issue::new(code, message).param("day", day.to_string());
    match from.filter(|from| *from > day) {
        Some(from) => {
            let at = Moment::at_start_of(from);
            issue.param("from", from.to_string()).remedy(Remedy::WaitUntil { at })
        }
        None => issue,
    }
}

/// Why the rail does not pay this type of payee, or for this type of payer.
pub fn type_reasons(rail: &Rail, payee: Option<PayeeType>, payer: PayeeType) -> Vec<Issue> {
    let refuse = |code, verb, kind: PayeeType| {
        let message = format!("{} {verb} no {}", rail.name, kind.as_str());
        Issue::new(code, message).param("type", kind.as_str()).source(&rail.meta.source)
    };
    let payee = payee.filter(|kind| !rail.payee_types.includes(kind));
    let payer = (!rail.payer_types.includes(&payer)).then_some(payer);
    let payee = payee.map(|kind| refuse(Code::PayeeTypeNotServed, "pays", kind));
    payee
        .into_iter()
        .chain(payer.map(|kind| refuse(Code::PayerTypeNotServed, "pays for", kind)))
        .listed()
}

/// Why the rail does not carry the currency, if it does not.
pub fn currency_reason(
    rulebook: &Rulebook,
    rail: &Rail,
    country: Option<Country>,
    currency: Currency,
) -> Option<Issue> {
    let carried = |currency: &&Currency| carries(rulebook, rail, country, **currency);
    let carried = || rail.currencies.iter().filter(carried).map(ToString::to_string).listed();
    (!carries(rulebook, rail, country, currency)).then(|| {
        Issue::new(Code::CurrencyNotServed, format!("{} does not carry {currency}", rail.name))
            .param("currency", currency.code())
            .remedy(Remedy::UseCurrency { currencies: carried() })
            .source(&rail.meta.source)
    })
}

/// The first account without an error, or else the first, with its issues.
fn best_account<'p, 'v>(
    accounts: impl Iterator<Item = &'p Account<'v>>,
    mut check: impl FnMut(&Account) -> Vec<Issue>,
) -> Option<(&'p Account<'v>, Vec<Issue>)> {
    let mut first = None;
    for account in accounts {
        let issues = check(account);
        if !issues.iter().any(Issue::is_error) {
            return Some((account, issues));
        }
        first.get_or_insert((account, issues));
    }
    first
}

/// Without a wish and an account: the currency that is sent, the country's own, or the rail's.
fn default_currency(
    rulebook: &Rulebook,
    rail: &Rail,
    payee: &Payee,
    source: Currency,
) -> Option<Currency> {
    let carried = |currency: &Currency| carries(rulebook, rail, Some(payee.country), *currency);
    let own = rulebook.country_row(payee.country).and_then(|row| row.currency);
    [Some(source), own]
        .into_iter()
        .flatten()
        .find(carried)
        .or_else(|| rail.currencies.iter().copied().find(carried))
}

fn account_missing(method: &Method, form: &AccountForm, wanted: Option<Currency>) -> Issue {
    let fields: Vec<String> =
        form.fields.iter().filter(|field| field.required).map(|field| field.name.clone()).listed();
    let in_currency = wanted.map_or_else(String::new, |currency| format!(" in {currency}"));
    let message = format!("no account{in_currency} on file for {}", method.name);
    Issue::new(Code::AccountMissing, message)
        .help(format!("ask the payee for {}", joined(&fields, ", ")))
        .remedy(Remedy::AddAccount { method: method.id.clone(), fields })
}
