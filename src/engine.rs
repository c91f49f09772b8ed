//! The engine: a rulebook and the verbs that ask it.

use crate::batch::{
    AccountRequest, Batch, Context, FailureRequest, GateRequest, MethodsRequest, QuoteRequest,
};
use crate::coverage::{self, Coverage, CoverageRequest};
use crate::date::{AsOf, Moment};
use crate::failure::{self, FailureAnswer};
use crate::gate::GateAnswer;
use crate::hash::Hash;
use crate::identifier::{self, IdentifierAnswer, IdentifierRequest};
use crate::issue::Issue;
use crate::plan::{
    self, AccountAnswer, FieldsAnswer, MethodsAnswer, Plan, PlanText, QuoteAnswer, QuoteCheck,
    RulebookName, Stream,
};
use crate::report::{self, Report, ReportRequest};
use crate::rulebook::{Change, Finding, RowCounts, Rulebook};
use crate::value::Value;
use serde::Serialize;

/// Decides by one rulebook. It holds nothing else: every answer depends on the arguments alone.
///
/// ```
/// use payout_rules::{Engine, batch::{decode_batch, decode_context}, value::read};
///
/// let engine = Engine::new(None).unwrap();
/// let batch = read(r#"{ "batch_id": "may", "transactions": [
///     { "payee_id": "ana", "amount": "80.50", "currency": "USD" }] }"#).unwrap();
/// let context = read(r#"{ "at": "2026-05-22T14:00:00Z", "payees": [] }"#).unwrap();
///
/// let batch = decode_batch(&batch, engine.rulebook());
/// let context = decode_context(&context, engine.rulebook());
/// let plan = engine.plan(&batch, &context);
/// assert_eq!(plan.counts.reject, 1);
/// assert_eq!(plan.decisions[0].reasons[0].code.as_str(), "payee_unknown");
/// ```
#[derive(Debug)]
pub struct Engine {
    rulebook: Rulebook,
}

/// Which rulebook, and how large.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RulebookInfo<'r> {
    /// Its name.
    pub version: &'r str,
    /// Over everything in it.
    pub hash: Hash,
    /// The day its facts were looked up.
    pub as_of: String,
    /// Rows of each table, those that are off included.
    pub counts: RowCounts,
    /// The time it was asked for, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<AsOf>,
    /// Rows of each table that count then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_force: Option<RowCounts>,
    /// What is wrong with the question.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<Issue>,
}

/// What changes in a rulebook from one time to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RulebookDiff<'r> {
    /// The first time; `null` when it could not be read.
    pub from: Option<AsOf>,
    /// The second time; `null` when it could not be read.
    pub to: Option<AsOf>,
    /// In the order of the tables and their rows.
    pub changes: Vec<Change<'r>>,
    /// By which rulebook.
    pub rulebook: RulebookName<'r>,
    /// What is wrong with the question.
    pub issues: Vec<Issue>,
}

/// Whether a batch can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Validation {
    /// Whether nothing stands against it.
    pub ok: bool,
    /// Every issue, those of the batch itself first.
    pub issues: Vec<Issue>,
}

impl Engine {
    /// An engine with the default rulebook, or with the overlay over it; an overlay that does
    /// not fit answers everything that is wrong with it.
    pub fn new(overlay: Option<&Value>) -> Result<Engine, Vec<Issue>> {
        Rulebook::build(overlay).map(|rulebook| Engine { rulebook })
    }

    /// The rules it decides by.
    pub fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    /// Which rulebook it is, and how large.
    pub fn info(&self) -> RulebookInfo<'_> {
        let rulebook = &self.rulebook;
        RulebookInfo {
            version: &rulebook.version,
            hash: rulebook.hash,
            as_of: rulebook.as_of.to_string(),
            counts: rulebook.counts(None),
            at: None,
            in_force: None,
            issues: Vec::new(),
        }
    }

    /// The same, and how much of it counts then.
    pub fn info_at(&self, at: AsOf) -> RulebookInfo<'_> {
        let in_force = Some(self.rulebook.counts(Some(at)));
        RulebookInfo { at: Some(at), in_force, ..self.info() }
    }

    /// What is another rule at another time: rows that begin or end to count, and limits in rows.
    pub fn diff_rulebook(&self, from: AsOf, to: AsOf) -> RulebookDiff<'_> {
        RulebookDiff {
            from: Some(from),
            to: Some(to),
            changes: self.rulebook.changes(from, to),
            rulebook: RulebookName::of(&self.rulebook),
            issues: Vec::new(),
        }
    }

    /// Everything that looks wrong in the rulebook; empty for the default one.
    pub fn lint(&self) -> Vec<Finding<'_>> {
        let mut found = self.rulebook.lint();
        found.extend(coverage::lint(&self.rulebook));
        found
    }

    /// Which method reaches which country in which currency.
    pub fn coverage(&self, request: &CoverageRequest) -> Coverage<'_> {
        coverage::coverage(&self.rulebook, request)
    }

    /// Every method that reaches the payee's country, ranked, with every reason against it.
    pub fn methods(&self, request: &MethodsRequest) -> MethodsAnswer<'_> {
        plan::methods(&self.rulebook, request)
    }

    /// Whether an account would do for a method, and its details in their normal form.
    pub fn check_account<'v>(&self, request: &AccountRequest<'v, '_>) -> AccountAnswer<'v> {
        plan::account(&self.rulebook, request)
    }

    /// What a method asks of a payee's account, ready for a form.
    pub fn fields<'r>(&'r self, request: &AccountRequest<'_, 'r>) -> FieldsAnswer<'r> {
        plan::fields(&self.rulebook, request)
    }

    /// Whether a value is the identifier it should be, and its normal form.
    ///
    /// ```
    /// use payout_rules::{Engine, identifier::Identifier, rulebook::IdentifierKind};
    ///
    /// let engine = Engine::new(None).unwrap();
    /// let (kind, value) = (IdentifierKind::Iban, "DE89 3704 0044 0532 0130 00");
    /// let iban = Identifier { kind, value, country: None, bank_code: None };
    /// let answer = engine.check_identifier(&iban);
    /// assert_eq!(answer.normalized.as_deref(), Some("DE89370400440532013000"));
    /// ```
    pub fn check_identifier(&self, request: &IdentifierRequest) -> IdentifierAnswer {
        identifier::answer(request, &self.rulebook)
    }

    /// What the gates say of one payout by itself.
    pub fn gate(&self, request: &GateRequest) -> GateAnswer {
        plan::gate(&self.rulebook, request)
    }

    /// What an amount costs and comes to.
    pub fn quote(&self, request: &QuoteRequest) -> QuoteAnswer<'_> {
        plan::price(&self.rulebook, request)
    }

    /// Whether a quote is what the engine says to the same request, and still lives at that moment.
    pub fn verify_quote(&self, quote: &Value, request: &QuoteRequest, at: Moment) -> QuoteCheck {
        plan::verify(&self.rulebook, quote, request, at)
    }

    /// What a return code means and what to do about it.
    pub fn failure<'a>(&'a self, request: &FailureRequest<'a>) -> FailureAnswer<'a> {
        failure::explain(&self.rulebook, request)
    }

    /// What a tax form says of a year's payouts: who is reportable, why, and what is missing.
    pub fn report<'a>(&'a self, request: &'a ReportRequest<'a>) -> Report<'a> {
        report::report(&self.rulebook, request)
    }

    /// Everything that is wrong with a batch by itself.
    pub fn validate(&self, batch: &Batch) -> Validation {
        let mut issues = batch.issues.clone();
        for line in &batch.lines {
            issues.extend_from_slice(line.payout.as_ref().err().map_or(&[], Vec::as_slice));
        }
        Validation { ok: !issues.iter().any(Issue::is_error), issues }
    }

    /// Decides payouts line by line; `head` is a batch without them.
    pub fn stream<'d, 'c>(
        &'d self,
        head: &'c Batch<'d>,
        context: &'c Context<'d>,
    ) -> Stream<'d, 'c> {
        Stream::open(&self.rulebook, head, context)
    }

    /// Decides a batch; the answer of [`Engine::plan`] as JSON text, sooner.
    pub fn plan_text(&self, batch: &Batch, context: &Context) -> PlanText {
        plan::plan_text(&self.rulebook, batch, context)
    }

    /// Decides a batch.
    pub fn plan<'d>(&'d self, batch: &Batch<'d>, context: &Context<'d>) -> Plan<'d> {
        plan::plan(&self.rulebook, batch, context)
    }
}
