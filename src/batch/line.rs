//! The batch. A bad payout is one bad line; the others are read all the same.

use super::amount::{currency_field, read_amount};
use super::context::{Context, ShortfallPolicy};
use crate::issue::{Code, Issue};
use crate::money::{Currency, Money};
use crate::rulebook::Rulebook;
use crate::value::{Fields, Need, Path, Value, name, text};
use crate::words::words;
use serde::Serialize;

/// Most payouts in one batch; more go through the stream.
pub const PAYOUTS_MAX: usize = 100_000;

/// A batch as it was read.
#[derive(Debug)]
pub struct Batch<'v> {
    /// The caller's name for it.
    pub batch_id: Option<&'v str>,
    /// The account that pays.
    pub funding_source: Option<&'v str>,
    /// Every payout, in order, good or bad.
    pub lines: Vec<Line<'v>>,
    /// Issues of the batch itself; an error among them refuses it whole.
    pub issues: Vec<Issue>,
}

/// One payout of a batch.
#[derive(Debug)]
pub struct Line<'v> {
    /// Whom to pay, as far as it could be read.
    pub payee_id: Option<&'v str>,
    /// The caller's name for the payout, as far as it could be read.
    pub reference: Option<&'v str>,
    /// The payout, or what is wrong with it.
    pub payout: Result<Payout<'v>, Vec<Issue>>,
}

/// A sound request to pay.
#[derive(Debug, Clone)]
pub struct Payout<'v> {
    /// Whom.
    pub payee_id: &'v str,
    /// How much: what leaves, or with [`Target::Receive`] what arrives.
    pub amount: Money,
    /// Which of the two `amount` is, the other currency, and who bears the fee.
    pub terms: Terms,
    /// A method or rail to take if it is open.
    pub rail_preference: Option<&'v str>,
    /// For the statement.
    pub description: Option<&'v str>,
    /// Unique per payout: the same reference with the same content is a duplicate.
    pub reference: Option<&'v str>,
}

words! {
    /// What the amount fixes.
    Target {
        /// What is sent.
        Send = "send",
        /// What is received.
        Receive = "receive",
    }
}

words! {
    /// Who bears the fee.
    Bearer {
        /// The platform: the fee comes on top.
        Sender = "sender",
        /// The payee: the fee comes off.
        Recipient = "recipient",
        /// Half each; an odd minor unit is the sender's.
        Shared = "shared",
    }
}

/// Reads a batch. What cannot be read at all is an issue of the batch with no lines.
pub fn decode_batch<'v>(value: &'v Value<'_>, rulebook: &Rulebook) -> Batch<'v> {
    let mut issues = Vec::new();
    let mut batch =
        Batch { batch_id: None, funding_source: None, lines: Vec::new(), issues: Vec::new() };
    if let Some(mut fields) = Fields::open(value, Path::root(), &mut issues) {
        batch.batch_id = fields.take("batch_id", Need::Required, &mut issues, text(1, 128));
        batch.funding_source =
            fields.take("funding_source", Need::Optional, &mut issues, text(1, 128));
        let lines =
            fields.take_all("transactions", Need::Required, &mut issues, |value, path, issues| {
                decode_lines(value, path, rulebook, issues)
            });
        batch.lines = lines.unwrap_or_default();
        fields.finish(&mut issues);
    }
    batch.issues = issues;
    batch
}

/// Reads what stands around the payouts of a stream. Where the context has money to take, it must
/// let a stream take it in order: what comes later cannot hold back what has gone.
pub fn decode_head<'v>(value: &'v Value<'_>, context: &Context) -> Batch<'v> {
    let mut issues = Vec::new();
    let mut head =
        Batch { batch_id: None, funding_source: None, lines: Vec::new(), issues: Vec::new() };
    if !matches!(value, Value::Null)
        && let Some(mut fields) = Fields::open(value, Path::root(), &mut issues)
    {
        head.batch_id = fields.take("batch_id", Need::Optional, &mut issues, text(1, 128));
        head.funding_source =
            fields.take("funding_source", Need::Optional, &mut issues, text(1, 128));
        fields.finish(&mut issues);
    }
    let takes_money = head.funding_source.is_some() && context.funding.is_some();
    if takes_money && context.shortfall != ShortfallPolicy::InOrder {
        let root = Path::root();
        let policy = root.key("policy");
        let message = "a stream pays in order, so the context must say so";
        issues.push(
            Issue::new(Code::StreamOrder, message)
                .at(&policy.key("shortfall"))
                .help("set \"policy\": { \"shortfall\": \"in_order\" } in the context"),
        );
    }
    head.issues = issues;
    head
}

impl Batch<'_> {
    /// A batch that could not even be read.
    pub fn unreadable(issue: Issue) -> Self {
        Batch { batch_id: None, funding_source: None, lines: Vec::new(), issues: vec![issue] }
    }
}

fn decode_lines<'v>(
    value: &'v Value<'_>,
    path: &Path,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Vec<Line<'v>>> {
    let Value::List(items) = value else {
        issues.push(value.wrong("a list of payouts", path));
        return None;
    };
    if items.is_empty() {
        issues.push(Issue::new(Code::BatchEmpty, "the batch has no payouts").at(path));
    }
    if items.len() > PAYOUTS_MAX {
        let message = format!("the batch has {} payouts, more than {PAYOUTS_MAX}", items.len());
        issues.push(
            Issue::new(Code::BatchTooLarge, message)
                .at(path)
                .param("count", items.len())
                .param("max", PAYOUTS_MAX)
                .help(format!("split it into batches of at most {PAYOUTS_MAX}")),
        );
        return None;
    }
    let decode = |(index, item)| decode_line(item, &path.index(index), rulebook);
    Some(items.iter().enumerate().map(decode).collect())
}

/// What a payout may say, in the order in which it is asked.
const KEYS: [&str; 11] = keys(["source_currency", "payout_currency"]);

/// The same of one whose amount says what to receive.
const KEYS_TO_RECEIVE: [&str; 11] = keys(["payout_currency", "source_currency"]);

const fn keys([fixed, other]: [&'static str; 2]) -> [&'static str; 11] {
    [
        "payee_id",
        "currency",
        "amount",
        "amount_minor",
        "rail_preference",
        "description",
        "reference",
        "target",
        "bearer",
        fixed,
        other,
    ]
}

/// Reads one payout; `path` is its place.
pub fn decode_line<'v>(value: &'v Value<'_>, path: &Path, rulebook: &Rulebook) -> Line<'v> {
    let mut issues = Vec::new();
    let Some(mut fields) = Fields::of(&KEYS, value, *path, &mut issues) else {
        return Line { payee_id: None, reference: None, payout: Err(issues) };
    };
    let payee_id = fields.take("payee_id", Need::Required, &mut issues, name(1, 128));
    let amount = read_amount(&mut fields, rulebook, &mut issues);
    let rail_preference = fields.take("rail_preference", Need::Optional, &mut issues, text(1, 60));
    let description = fields.take("description", Need::Optional, &mut issues, text(0, 500));
    let reference = fields.take("reference", Need::Optional, &mut issues, name(1, 128));
    let terms = Terms::decode(&mut fields, amount, rulebook, &mut issues);
    if terms.target == Target::Receive {
        fields.expect(&KEYS_TO_RECEIVE);
    }
    fields.finish(&mut issues);
    let payout = match (payee_id, amount) {
        (Some(payee_id), Some(amount)) if issues.is_empty() => {
            Ok(Payout { payee_id, amount, terms, rail_preference, description, reference })
        }
        _ => Err(issues),
    };
    Line { payee_id, reference, payout }
}

/// What a payout and a request about one amount say in the same words.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Terms {
    /// What the amount fixes.
    pub target: Target,
    /// The currency on the side that the amount does not fix.
    pub other_currency: Option<Currency>,
    /// Who bears the fee.
    pub bearer: Bearer,
}

impl Terms {
    /// The currency that leaves, and the one that arrives if the request says so.
    pub fn currencies(&self, amount: Money) -> (Currency, Option<Currency>) {
        let named = amount.currency();
        match self.target {
            Target::Send => (named, self.other_currency),
            Target::Receive => (self.other_currency.unwrap_or(named), Some(named)),
        }
    }

    /// Reads `target`, `bearer` and the currencies of both sides, beside an amount that was
    /// read before.
    pub fn decode(
        fields: &mut Fields,
        amount: Option<Money>,
        rulebook: &Rulebook,
        issues: &mut Vec<Issue>,
    ) -> Terms {
        let target = fields.word::<Target>("target", Need::Optional, issues);
        let bearer = fields.word::<Bearer>("bearer", Need::Optional, issues);
        let target = target.unwrap_or(Target::Send);
        let (fixed, other) = match target {
            Target::Send => ("source_currency", "payout_currency"),
            Target::Receive => ("payout_currency", "source_currency"),
        };
        let mut side = |name, issues: &mut Vec<Issue>| {
            currency_field(fields, name, Need::Optional, rulebook, issues)
        };
        let (fixed_currency, other_currency) = (side(fixed, issues), side(other, issues));
        if let Some((given, amount)) = fixed_currency.zip(amount)
            && given != amount.currency()
        {
            issues.push(other_than_amount(fixed, given, amount, target, fields.path()));
        }
        Terms { target, other_currency, bearer: bearer.unwrap_or(Bearer::Sender) }
    }
}

fn other_than_amount(
    field: &'static str,
    given: Currency,
    amount: Money,
    target: Target,
    path: &Path,
) -> Issue {
    let unit = amount.currency();
    let message = format!("the amount is in {unit} and says what to {}", target.as_str());
    Issue::new(Code::CurrencyMismatch, format!("{message}, so \"{field}\" cannot be {given}"))
        .at(&path.key(field))
        .param("value", given.code())
        .param("currency", unit.code())
        .help(format!("leave \"{field}\" out, or give the amount in {given}"))
}
