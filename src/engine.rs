//! The engine: a rulebook and the verbs that ask it.

use crate::batch::{
    AccountRequest, Batch, Context, FailureRequest, GateRequest, MethodsRequest, QuoteRequest,
};
use crate::failure::{self, FailureAnswer};
use crate::gate::GateAnswer;
use crate::hash::Hash;
use crate::identifier::{self, IdentifierAnswer, IdentifierRequest};
use crate::issue::Issue;
use crate::plan::{self, AccountAnswer, FieldsAnswer, MethodsAnswer, Plan, QuoteAnswer};
use crate::rulebook::Rulebook;
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
    /// Rows of each table.
    pub counts: RowCounts,
}

/// Rows of each table of the rulebook, those that are off included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names of the tables")]
pub struct RowCounts {
    pub currencies: usize,
    pub countries: usize,
    pub ibans: usize,
    pub zones: usize,
    pub calendars: usize,
    pub rails: usize,
    pub methods: usize,
    pub fields: usize,
    pub accounts: usize,
    pub gates: usize,
    pub fees: usize,
    pub fx: usize,
    pub rules: usize,
    pub failure_systems: usize,
    pub failure_classes: usize,
    pub failures: usize,
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
        let failures = rulebook.failures();
        RulebookInfo {
            version: &rulebook.version,
            hash: rulebook.hash,
            as_of: rulebook.as_of.to_string(),
            counts: RowCounts {
                currencies: rulebook.currencies.len(),
                countries: rulebook.countries.len(),
                ibans: rulebook.ibans.len(),
                zones: rulebook.zones.len(),
                calendars: rulebook.calendars.len(),
                rails: rulebook.rails.len(),
                methods: rulebook.methods.len(),
                fields: rulebook.fields.len(),
                accounts: rulebook.accounts.len(),
                gates: rulebook.gates.len(),
                fees: rulebook.fees.chunk_by(|a, b| a.id == b.id).count(),
                fx: rulebook.fx.len(),
                rules: rulebook.rules.len(),
                failure_systems: failures.systems.len(),
                failure_classes: failures.classes.len(),
                failures: failures.codes.len(),
            },
        }
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
    pub fn quote(&self, request: &QuoteRequest) -> QuoteAnswer {
        plan::price(&self.rulebook, request)
    }

    /// What a return code means and what to do about it.
    pub fn failure<'a>(&'a self, request: &FailureRequest<'a>) -> FailureAnswer<'a> {
        failure::explain(&self.rulebook, request)
    }

    /// Everything that is wrong with a batch by itself.
    pub fn validate(&self, batch: &Batch) -> Validation {
        let lines = batch.lines.iter().filter_map(|line| line.payout.as_ref().err()).flatten();
        let issues: Vec<Issue> = batch.issues.iter().chain(lines).cloned().collect();
        Validation { ok: !issues.iter().any(Issue::is_error), issues }
    }

    /// Decides a batch.
    pub fn plan<'d>(&'d self, batch: &Batch<'d>, context: &Context<'d>) -> Plan<'d> {
        plan::plan(&self.rulebook, batch, context)
    }
}
