//! What a return code means and what to do: by its rail, its list of codes and its class. A code
//! that is not known is closed: nothing is sent again before somebody has looked.

use crate::batch::FailureRequest;
use crate::collect::{Listed, joined};
use crate::country::Country;
use crate::date::Date;
use crate::issue::{Code, Issue, Path};
use crate::rulebook::{
    AccountForm, AccountUse, Confidence, Failure, FailureSystem, FailureTables, Landing, Notify,
    Rail, Retry, Rulebook, Window,
};
use crate::value::shown;
use serde::Serialize;

/// What a return code means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailureAnswer<'a> {
    /// The rail that was asked about; `None` when that could not be read.
    pub rail: Option<&'a str>,
    /// The code, as the rail writes it where it is known.
    pub code: Option<&'a str>,
    /// The list that the code is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<&'a str>,
    /// What it has in common with codes of other lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<&'a str>,
    /// Its name.
    pub title: &'a str,
    /// What it means, in a few words.
    pub meaning: &'a str,
    /// What became of the payout.
    pub payout: Landing,
    /// Until when a payout may come back with it, if that is known.
    pub window: Option<Window>,
    /// By when the platform has to act on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Window>,
    /// Whether the payout may be sent again.
    pub retry: Retry,
    /// Whether the account on file may be paid again.
    pub account: AccountUse,
    /// Whom to tell.
    pub notify: Notify,
    /// The fields of the account to ask again, or with [`AccountUse::Update`] to change.
    pub fields: Vec<&'a str>,
    /// Whether the rulebook knows the code on that rail; all else is a default when not.
    pub known: bool,
    /// Where code, title and window come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
    /// How sure they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// What is wrong with the request, or to be known about the answer.
    pub issues: Vec<Issue>,
}

impl Default for FailureAnswer<'_> {
    /// The answer to a code that nobody knows.
    fn default() -> Self {
        FailureAnswer {
            rail: None,
            code: None,
            system: None,
            class: None,
            title: "Unknown code",
            meaning: "not known; find out what became of the payout before sending anything again",
            payout: Landing::Unknown,
            window: None,
            deadline: None,
            retry: Retry::Never,
            account: AccountUse::Check,
            notify: Notify::Platform,
            fields: Vec::new(),
            known: false,
            source: None,
            confidence: None,
            issues: Vec::new(),
        }
    }
}

/// Looks the code up among those that its rail answers with.
pub fn explain<'a>(rulebook: &'a Rulebook, request: &FailureRequest<'a>) -> FailureAnswer<'a> {
    let (rail, code) = (Some(request.rail), Some(request.code));
    let mut answer = FailureAnswer { rail, code, ..FailureAnswer::default() };
    let Some(rail) = rulebook.rails.iter().find(|rail| rail.id == request.rail) else {
        answer.issues.push(unknown_rail(rulebook, request.rail));
        return answer;
    };
    let day = request.day(rulebook.as_of);
    let search = Search { rulebook, tables: rulebook.failures(), rail, day };
    let mut found = search.find(&|code| code == request.code);
    if found.is_none() {
        let typed = plain(request.code);
        found = search.find(&|code| plain(code) == typed);
        answer.issues.push(match found {
            Some((failure, _)) => read_as(request.code, failure.parts().1),
            None => search.unknown_code(request.code),
        });
    }
    match found {
        Some((failure, window)) => search.fill(&mut answer, failure, window, request.country),
        None => answer.window = search.systems().iter().find_map(|system| system.window),
    }
    answer
}

/// Where a code is looked for.
struct Search<'r> {
    rulebook: &'r Rulebook,
    tables: &'r FailureTables,
    rail: &'r Rail,
    day: Date,
}

impl<'r> Search<'r> {
    /// The systems that the rail answers with, an overlay's before the default ones.
    fn systems(&self) -> Vec<&'r FailureSystem> {
        let of = |overlaid: bool| {
            self.tables.systems.iter().filter(move |system| {
                let meta = &system.meta;
                meta.overlaid == overlaid && meta.holds(self.day) && system.serves(self.rail)
            })
        };
        of(true).chain(of(false)).listed()
    }

    /// The first code that fits, and its window.
    fn find(&self, fits: &dyn Fn(&str) -> bool) -> Option<(&'r Failure, Option<Window>)> {
        self.systems().iter().find_map(|system| {
            let failure = self.tables.codes.iter().find(|failure| {
                let (list, code) = failure.parts();
                fits(code)
                    && failure.meta.holds(self.day)
                    && failure.class.meta.holds(self.day)
                    && system.codes.iter().any(|known| known == list)
            })?;
            Some((failure, failure.window.or(system.window)))
        })
    }

    fn fill(
        &self,
        answer: &mut FailureAnswer<'r>,
        failure: &'r Failure,
        window: Option<Window>,
        country: Option<Country>,
    ) {
        let (list, code) = failure.parts();
        let (own, class) = (&failure.advice, &failure.class.advice);
        let fields = own.fields.as_ref().or(class.fields.as_ref());
        let asked = fields.into_iter().flatten().filter(|name| self.has_field(name, country));
        answer.code = Some(code);
        answer.system = Some(list);
        answer.class = Some(&failure.class.id);
        answer.title = &failure.title;
        if let Some(meaning) = own.meaning.as_ref().or(class.meaning.as_ref()) {
            answer.meaning = meaning;
        }
        answer.payout = own.payout.or(class.payout).unwrap_or(answer.payout);
        answer.window = window;
        answer.deadline = failure.deadline;
        // What may have been paid is not sent again.
        if answer.payout == Landing::Failed {
            answer.retry = own.retry.or(class.retry).unwrap_or(answer.retry);
        }
        answer.account = own.account.or(class.account).unwrap_or(answer.account);
        answer.notify = own.notify.or(class.notify).unwrap_or(answer.notify);
        answer.fields = asked.map(String::as_str).listed();
        answer.known = true;
        answer.source = Some(&failure.meta.source);
        answer.confidence = Some(failure.meta.confidence);
    }

    /// Whether a form of an account that the rail can pay asks for the field.
    fn has_field(&self, name: &str, country: Option<Country>) -> bool {
        let has = |form: &AccountForm| form.fields.iter().any(|field| field.name == name);
        self.rulebook.methods.iter().any(|method| {
            let carries = method.rails.iter().any(|rail| rail.id == self.rail.id);
            carries
                && match country {
                    Some(country) => {
                        self.rulebook.account_form(method, country, self.day).is_some_and(has)
                    }
                    None => self.rulebook.accounts.iter().any(|form| {
                        let serves = form.methods.contains(&method.id);
                        serves && form.meta.holds(self.day) && has(form)
                    }),
                }
        })
    }

    fn unknown_code(&self, code: &str) -> Issue {
        let rail = &self.rail.id;
        let typed = plain(code);
        let elsewhere = self.tables.codes.iter().find(|row| plain(row.parts().1) == typed);
        let code = shown(code);
        let message = format!("the rail {rail} is not known to answer with \"{code}\"");
        let issue = Issue::new(Code::FailureCodeUnknown, message)
            .at(&Path::root().key("code"))
            .param("rail", rail.as_str())
            .param("code", code);
        let Some(row) = elsewhere else { return issue };
        let its_own =
            self.systems().iter().any(|s| s.codes.iter().any(|list| list == row.parts().0));
        issue.help(match its_own {
            true => format!("the row {} is off, or not in force on {}", row.id, self.day),
            false => format!("there is {}, but not on this rail", row.id),
        })
    }
}

fn read_as(code: &str, known: &str) -> Issue {
    let code = shown(code);
    Issue::new(Code::FailureCodeReadAs, format!("\"{code}\" was read as {known}"))
        .at(&Path::root().key("code"))
        .param("value", code)
        .param("code", known)
}

fn unknown_rail(rulebook: &Rulebook, id: &str) -> Issue {
    let rail = shown(id);
    let issue = Issue::new(Code::RailUnknown, format!("\"{rail}\" is no rail of the rulebook"))
        .at(&Path::root().key("rail"))
        .param("rail", rail);
    let Some(method) = rulebook.method(id) else { return issue };
    let rails: Vec<&str> = method.rails.iter().map(|rail| rail.id.as_str()).listed();
    issue.help(format!("it is a method, with the rails {}", joined(&rails, ", ")))
}

/// The code without what people leave out or put in: in capitals, no blanks, hyphens and
/// underscores, no zeros before a number. `r3` and `R 03` are the same.
fn plain(code: &str) -> String {
    let mut plain = String::with_capacity(code.len());
    let mut leading_zero = false;
    for c in code.chars().filter(|c| !c.is_ascii_whitespace() && !matches!(c, '-' | '_')) {
        if leading_zero && c.is_ascii_digit() {
            plain.pop();
        }
        let in_number = !leading_zero && plain.ends_with(|last: char| last.is_ascii_digit());
        leading_zero = c == '0' && !in_number;
        plain.push(c.to_ascii_uppercase());
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::Keyed;

    #[test]
    fn no_two_codes_of_a_rail_are_near_each_other() {
        let rulebook = Rulebook::build(None).unwrap();
        let tables = rulebook.failures();
        for rail in &rulebook.rails {
            let mut seen = Keyed::default();
            for system in tables.systems.iter().filter(|system| system.serves(rail)) {
                let codes = tables.codes.iter().map(Failure::parts);
                for (list, code) in
                    codes.filter(|(list, _)| system.codes.iter().any(|own| own == list))
                {
                    assert!(seen.add(plain(code).into_bytes(), list), "{} {code}", rail.id);
                }
            }
        }
    }

    #[test]
    fn a_code_is_near_however_it_is_typed() {
        for (typed, code) in [
            ("r3", "R03"),
            (" R 03 ", "R03"),
            ("R-003", "R03"),
            ("ac1", "AC01"),
            ("AC010", "AC10"),
            ("5", "05"),
            ("0", "00"),
            ("000", "00"),
            ("Receiver Unregistered", "RECEIVER_UNREGISTERED"),
            ("Ac Co-unt_closed", "account_closed"),
        ] {
            assert_eq!(plain(typed), plain(code), "{typed} {code}");
        }
        for (typed, code) in [
            ("", "00"),
            ("R", "R0"),
            ("1", "10"),
            ("10", "1"),
            ("R30", "R3"),
            ("R03.", "R03"),
            ("\u{ff32}03", "R03"),
            ("1A", "1"),
        ] {
            assert_ne!(plain(typed), plain(code), "{typed} {code}");
        }
    }
}
