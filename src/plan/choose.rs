//! Which method a payout takes.

use super::offer::{Offer, Wish, contenders};
use super::rank::Rank;
use super::remedy::add_amounts;
use super::standing::Standing;
use crate::batch::{RankBy, Ranking};
use crate::collect::{Listed, joined, sorted};
use crate::country::Country;
use crate::issue::{Code, Issue};
use crate::rulebook::Rulebook;
use crate::value::Path;

/// The method for a payout, with what is said about the choice.
#[derive(Debug)]
pub struct Choice<'r> {
    /// The method to take; or, when none is open, the one the payee can open soonest.
    pub offer: Option<Offer<'r>>,
    /// Whether `offer` can be taken as it stands.
    pub open: bool,
    /// Why this one, or why none.
    pub reasons: Vec<Issue>,
}

/// The method or rail that a payout would take.
#[derive(Debug, Clone, Copy)]
pub struct Preference<'p> {
    /// Its name, if there is one.
    pub name: Option<&'p str>,
    /// Its place in the batch.
    pub path: &'p Path<'p>,
}

/// Takes the preferred method when it is open, else the first by the ranking; what is no money goes
/// last all the same, unless the payee prefers it. Of those that are not open, one whose account needs
/// mending goes before one that needs a new account.
pub fn choose<'r>(
    rulebook: &'r Rulebook,
    wish: &Wish,
    standings: &[Standing<'r>],
    preference: Preference,
    ranking: Ranking,
) -> Choice<'r> {
    let wanted = |offer: &Offer| preference.name.is_some_and(|name| offer.is_named(name));
    let by_preference = ranking == Ranking::By(RankBy::Preference);
    let is_preferred =
        |offer: &Offer| wish.preference(offer.route.method) < wish.payee.prefer.len();
    let rank = Rank { ranking, wish };
    let offers = contenders(rulebook, wish, standings, preference.name);
    let offers = if offers.len() < 2 {
        offers
    } else {
        sorted(offers, |a, b| {
            let class = |offer: &Offer| {
                (
                    (!offer.is_open(), offer.mends().is_none(), offer.lacks_account()),
                    (!wanted(offer), !by_preference && offer.is_no_money() && !is_preferred(offer)),
                )
            };
            class(a).cmp(&class(b)).then_with(|| rank.compare(a, b))
        })
    };
    let preferred = offers.iter().position(wanted);
    let mut reasons = Vec::new();
    if let Some(name) = preference.name {
        let taken = offers.first().filter(|offer| offer.is_open());
        let preferred = preferred.and_then(|index| offers.get(index));
        reasons.extend(preference_issue(rulebook, name, preferred, taken, preference.path));
    }
    if !offers.first().is_some_and(Offer::is_open) {
        reasons.push(no_method(wish));
        offers.iter().for_each(|offer| why_not(offer, rulebook, wish, &mut reasons));
    }
    if let Some(best) = offers.first().filter(|offer| offer.is_open() && !wanted(offer)) {
        reasons.extend(passed_over(wish, best, &offers));
    }
    let best = offers.into_iter().next().filter(|offer| offer.is_open() || offer.mends().is_some());
    let open = best.as_ref().is_some_and(Offer::is_open);
    if open && let Some(best) = &best {
        reasons.extend_from_slice(&best.reasons);
    }
    Choice { offer: best, open, reasons }
}

/// That the payee prefers another method which is open too: the batch's policy ranks otherwise.
fn passed_over(wish: &Wish, best: &Offer, offers: &[Offer]) -> Option<Issue> {
    let place = |offer: &Offer| wish.preference(offer.route.method);
    let mut nearer = offers.iter().filter(|offer| offer.is_open() && place(offer) < place(best));
    let first = nearer.next()?;
    let other = nearer.fold(first, |a, b| if place(b) < place(a) { b } else { a });
    let (taken, preferred) = (best.route.method.id.as_str(), other.route.method.id.as_str());
    let message =
        format!("took {taken} by the batch's policy, though the payee prefers {preferred}");
    let issue = Issue::new(Code::PreferenceNotHonoured, message)
        .at(&wish.path.key("prefer"))
        .param("preferred", preferred);
    Some(with_taken(issue, Some(taken)))
}

fn no_method(wish: &Wish) -> Issue {
    let (amount, country): (_, Country) = (wish.amount, wish.payee.country);
    Issue::new(Code::NoMethod, format!("no method is open for {amount} to {country}"))
        .param("value", amount.value())
        .param("currency", amount.currency().code())
        .param("country", country.as_str())
        .help("each reason that follows names its method")
}

/// The errors of an offer, each saying which method it is about and what would lift it.
fn why_not(offer: &Offer, rulebook: &Rulebook, wish: &Wish, reasons: &mut Vec<Issue>) {
    let errors = offer.reasons.iter().filter(|issue| issue.is_error());
    let mut errors: Vec<Issue> = errors.cloned().listed();
    add_amounts(&mut errors, wish.amount, &|amount| offer.against(amount, rulebook, wish, None));
    let method = offer.route.method.id.as_str();
    reasons.extend(errors.into_iter().map(|issue| issue.param("method", method)));
}

fn preference_issue(
    rulebook: &Rulebook,
    name: &str,
    preferred: Option<&Offer>,
    taken: Option<&Offer>,
    path: &Path,
) -> Option<Issue> {
    let instead = taken.map(|offer| offer.route.method.id.as_str());
    let Some(preferred) = preferred else {
        if rulebook.methods.iter().any(|method| method.is_named(name)) {
            let message = format!("{name} does not serve this payee");
            let issue = Issue::new(Code::PreferenceNotHonoured, message).at(path);
            return Some(with_taken(issue.param("preferred", name), instead));
        }
        return Some(with_taken(Issue::preference_unknown(name).at(path), instead));
    };
    if preferred.is_open() {
        return None;
    }
    let errors = || preferred.reasons.iter().filter(|issue| issue.is_error());
    let first = errors().next().map_or("", |issue| issue.message.as_str());
    let codes: Vec<&str> = errors().map(|issue| issue.code.as_str()).listed();
    let message = match instead {
        Some(instead) => format!("took {instead} instead of {name}: {first}"),
        None => format!("{name} is not open: {first}"),
    };
    let issue = Issue::new(Code::PreferenceNotHonoured, message)
        .at(path)
        .param("preferred", name)
        .param("because", joined(&codes, ", "));
    Some(with_taken(issue, instead))
}

fn with_taken(issue: Issue, taken: Option<&str>) -> Issue {
    match taken {
        Some(taken) => issue.param("taken", taken),
        None => issue,
    }
}
