//! What the gates say of one payout by itself.

use super::{closed, inactive};
use crate::batch::{GateRequest, Rates, Running};
use crate::gate::{GateAnswer, GateOutcome, Gates, Subject, check};
use crate::issue::Code;
use crate::requirement::Requirement;
use crate::rule::{self, Who, due, judge};
use crate::rulebook::{PayeeStatus, RuleEffect, Rulebook};
use crate::value::Path;

/// What the gates say of one payout by itself; a payee that is paid nothing at all is blocked.
pub fn gate(rulebook: &Rulebook, request: &GateRequest) -> GateAnswer {
    let (root, payee) = (Path::root(), &request.payee);
    let path = root.key("payee");
    if let Some(issue) = closed(rulebook, payee, request.at, &path) {
        let reasons = vec![issue];
        return GateAnswer { outcome: GateOutcome::Block, reasons, ..GateAnswer::default() };
    }
    let rates = Rates::new(request.fx.as_ref(), request.at, rulebook.settings.quote_ttl_s);
    let (amount, running) = (request.amount, Running::NONE);
    let (kind, progress) = (request.method.map(|method| method.kind), true);
    let subject = Subject { payee, gross: amount, running, rates, path: &path, kind, progress };
    let mut answer = check(&Gates::at(rulebook, request.at), &subject);
    let subject = rule::Subject {
        who: Who::Payee(payee),
        amount,
        currency: amount.currency(),
        running,
        rates,
        way: None,
        batched: None,
        path: Some(&path),
    };
    add_rules(rulebook, &subject, &mut answer);
    if payee.status == PayeeStatus::Paused {
        answer.outcome = answer.outcome.max(GateOutcome::Hold);
        answer.requires.push(Requirement::ActivePayee);
        answer.reasons.push(inactive(payee, &path));
    }
    answer
}

/// What the platform's own rules say whatever the method: what excludes every one blocks.
fn add_rules(rulebook: &Rulebook, subject: &rule::Subject, answer: &mut GateAnswer) {
    let about_payouts =
        |effect: &RuleEffect| !matches!(effect, RuleEffect::Charge(_) | RuleEffect::Prefer);
    let judged = judge(&due(rulebook, subject, about_payouts), subject);
    if judged.reasons.iter().any(|issue| issue.code == Code::RuleExcludes) {
        answer.outcome = GateOutcome::Block;
    }
    answer.add(judged.holds, judged.hold_wants);
    answer.add(judged.reasons, judged.wants);
}
