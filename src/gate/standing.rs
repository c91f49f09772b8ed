//! What closes a payee whatever the amount: the part of the country they live in, and what
//! screening against the sanctions lists came to.

use super::{GateAnswer, GateOutcome, Subject};
use crate::batch::Screening;
use crate::issue::{Code, Issue, Remedy};
use crate::requirement::Requirement;
use crate::rulebook::{PayeeDatum, Rulebook, Screened};

/// Adds what the payee's region says.
pub fn place(rulebook: &Rulebook, subject: &Subject, answer: &mut GateAnswer) {
    let (payee, day) = (subject.payee, subject.rates.at().date_utc());
    let Some(row) = rulebook.country(payee.country, day) else { return };
    let mut closures = row.closed_regions(day);
    let Some(region) = payee.region else {
        let Some(closure) = closures.next() else { return };
        let name = &row.name;
        let message =
            format!("parts of {name} are under embargo, and the payee's region is not known");
        let fact = PayeeDatum::Region.as_str().to_owned();
        answer.outcome = answer.outcome.max(GateOutcome::Hold);
        answer.requires.push(Requirement::Fact { gate: EMBARGO.to_owned(), fact: fact.clone() });
        answer.reasons.push(
            Issue::new(Code::RegionMissing, message)
                .at(&subject.path.key("region"))
                .param("country", payee.country.as_str())
                .source(&closure.source)
                .remedy(Remedy::GiveFact { fact }),
        );
        return;
    };
    let closed = closures.find(|closure| closure.regions.includes(&region.to_owned()));
    if let Some(closure) = closed {
        answer.outcome = GateOutcome::Block;
        answer.reasons.push(
            Issue::new(
                Code::RegionEmbargoed,
                format!("{region} is under embargo, so it is closed"),
            )
            .at(&subject.path.key("region"))
            .param("region", region)
            .source(&closure.source),
        );
    }
}

/// What stands for a gate where the law closes a part of a country.
const EMBARGO: &str = "embargo";

/// Adds what screening came to, if the payee was screened.
pub fn screening(subject: &Subject, answer: &mut GateAnswer) {
    let payee = subject.payee;
    let Some(screening) = payee.screening else { return };
    let path = subject.path.key("screening");
    match screening.outcome {
        _ if payee.is_cleared(screening, subject.rates.at()) => {}
        Screened::Clear => {}
        Screened::Hold => {
            let message = "the payee may stand on a sanctions list, so a person must look";
            answer.outcome = answer.outcome.max(GateOutcome::Hold);
            answer.requires.push(Requirement::Review { gate: Screening::REVIEW.to_owned() });
            let lift = Remedy::Meet { gate: Screening::REVIEW.to_owned() };
            answer.reasons.push(Issue::new(Code::ScreeningHold, message).at(&path).remedy(lift));
        }
        Screened::Block => {
            let message = "the payee stands on a sanctions list";
            answer.outcome = GateOutcome::Block;
            answer.reasons.push(Issue::new(Code::ScreeningBlock, message).at(&path));
        }
    }
}
