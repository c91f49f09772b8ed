//! What is known besides the batch: the moment, the payees, funding, rates, what was seen.

use super::amount::{balance, currency_field};
use super::fx::{FxTable, decode_fx};
use super::moment;
use super::payee::{Payee, decode_payee};
use super::ranking::{Ranking, decode_ranking};
use crate::collect::Keyed;
use crate::date::Moment;
use crate::hash::Fingerprint;
use crate::issue::{Code, Issue};
use crate::money::Money;
use crate::rulebook::Rulebook;
use crate::value::{Fields, Need, Path, Value, list, name, shown, text};
use crate::words::words;

/// A context as it was read. A bad part is closed; the others hold.
#[derive(Debug)]
pub struct Context<'v> {
    /// The moment of the decision; without it nothing can be decided.
    pub at: Option<Moment>,
    /// Payees by id.
    pub payees: Directory<'v>,
    /// Funding accounts; `None` when the caller gave none.
    pub funding: Option<Vec<FundingAccount<'v>>>,
    /// Exchange rates.
    pub fx: Option<FxTable>,
    /// Payouts that were decided before.
    pub seen: Vec<Seen<'v>>,
    /// What to do when funding falls short.
    pub shortfall: ShortfallPolicy,
    /// How to choose among the methods that are open.
    pub ranking: Ranking,
    /// Everything found wrong.
    pub issues: Vec<Issue>,
    /// Whether any of it is more than one payee or the rates, so that nothing can be decided.
    pub refused: bool,
}

/// A balance to pay from.
#[derive(Debug, Clone)]
pub struct FundingAccount<'v> {
    /// The account's name.
    pub account: &'v str,
    /// What it holds.
    pub available: Money,
    /// The level below which to warn.
    pub low_balance: Option<Money>,
}

/// A payout that was made before, or still waits. One that waits and is asked for again is left
/// out, or it would be a duplicate of itself.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'v> {
    /// Its reference; `None` for one that had none.
    pub key: Option<&'v str>,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
}

words! {
    /// What to do when funding falls short.
    ShortfallPolicy {
        /// Pay nothing from that account.
        Refuse = "refuse",
        /// Pay in order as far as it reaches.
        InOrder = "in_order",
    }
}

/// Reads a context.
pub fn decode_context<'v>(value: &'v Value<'_>, rulebook: &Rulebook) -> Context<'v> {
    let mut context = Context::empty();
    let mut issues = Vec::new();
    // A bad payee or bad rates close what needs them; anything else that is wrong, such as a
    // list of what was paid before, could make a payout go that must not.
    let mut closed = Vec::new();
    let root = Path::root();
    if let Some(mut fields) = Fields::open(value, root, &mut issues) {
        context.at = fields.take("at", Need::Required, &mut issues, moment);
        let payees =
            fields.take_all("payees", Need::Optional, &mut issues, |value, path, issues| {
                decode_directory(value, path, Need::Required, rulebook, issues, &mut closed)
            });
        context.payees = payees.unwrap_or_default();
        context.funding =
            fields.take_all("funding", Need::Optional, &mut issues, |value, path, issues| {
                decode_funding(value, path, rulebook, issues)
            });
        context.fx = fields.take_all("fx", Need::Optional, &mut closed, |value, path, issues| {
            decode_fx(value, path, rulebook, issues)
        });
        let seen = fields.take_all("seen", Need::Optional, &mut issues, |value, path, issues| {
            decode_seen(value, path, issues)
        });
        context.seen = seen.unwrap_or_default();
        if let Some(policy) = fields.raw("policy") {
            context.decode_policy(policy, &root.key("policy"), &mut issues);
        }
        fields.finish(&mut issues);
    }
    context.refused = issues.iter().any(Issue::is_error);
    issues.extend(closed);
    context.issues = issues;
    context
}

impl Context<'_> {
    fn empty() -> Self {
        Context {
            at: None,
            payees: Keyed::default(),
            funding: None,
            fx: None,
            seen: Vec::new(),
            shortfall: ShortfallPolicy::Refuse,
            ranking: Ranking::default(),
            issues: Vec::new(),
            refused: false,
        }
    }

    fn decode_policy(&mut self, value: &Value, path: &Path, issues: &mut Vec<Issue>) {
        let Some(mut fields) = Fields::open(value, *path, issues) else { return };
        let shortfall = fields.word("shortfall", Need::Optional, issues);
        let ranking = fields.take_all("rank_by", Need::Optional, issues, decode_ranking);
        fields.finish(issues);
        self.shortfall = shortfall.unwrap_or(self.shortfall);
        self.ranking = ranking.unwrap_or(self.ranking);
    }

    /// A context that could not even be read.
    pub fn unreadable(issue: Issue) -> Self {
        Context { issues: vec![issue], refused: true, ..Context::empty() }
    }
}

/// Payees by id: one sound entry, or why there is none.
pub type Directory<'v> = Keyed<'v, Result<Payee<'v>, Vec<Issue>>>;

/// Reads a list of payees; what is wrong with one of them goes to `closed`.
pub fn decode_directory<'v>(
    value: &'v Value<'_>,
    path: &Path,
    kyc_need: Need,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
    closed: &mut Vec<Issue>,
) -> Option<Directory<'v>> {
    let Value::List(items) = value else {
        issues.push(value.wrong("a list of payees", path));
        return None;
    };
    let mut directory = Directory::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let path = path.index(index);
        let mut own = Vec::new();
        let payee = decode_payee(item, &path, index, kyc_need, rulebook, &mut own);
        let id = payee.as_ref().map(|payee| payee.payee_id).or_else(|| id_of(item));
        closed.extend(own.iter().cloned());
        let Some(id) = id else { continue };
        if directory.add(id.as_bytes(), payee.ok_or(own)) {
            continue;
        }
        let issue = duplicate_payee(id, &path);
        closed.push(issue.clone());
        if let Some(earlier) = directory.get_mut(id) {
            // Which of the two is meant cannot be known, so neither is paid.
            let mut found = earlier.as_mut().err().map(std::mem::take).unwrap_or_default();
            found.push(issue);
            *earlier = Err(found);
        }
    }
    Some(directory)
}

fn id_of<'v>(item: &'v Value<'_>) -> Option<&'v str> {
    let Value::Object(entries) = item else { return None };
    match entries.iter().find(|(key, _)| key == "payee_id") {
        Some((_, Value::Text(id))) => Some(id),
        _ => None,
    }
}

fn duplicate_payee(id: &str, path: &Path) -> Issue {
    Issue::new(Code::PayeeDuplicate, format!("the payee \"{id}\" stands twice in the directory"))
        .at(&path.key("payee_id"))
        .param("payee_id", id)
        .help("give each payee one entry with all accounts")
}

fn decode_funding<'v>(
    value: &'v Value<'_>,
    path: &Path,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Vec<FundingAccount<'v>>> {
    let mut known: Keyed<()> = Keyed::default();
    list(value, path, issues, |_, value, path, issues| {
        let account = funding_account(value, path, rulebook, issues)?;
        let (name, unit) = (account.account, account.available.currency());
        if !known.add(format!("{unit} {name}").into_bytes(), ()) {
            let message = format!("the account \"{name}\" stands twice in {unit}");
            issues.push(Issue::new(Code::FundingDuplicate, message).at(path));
            return None;
        }
        Some(account)
    })
}

fn funding_account<'v>(
    value: &'v Value<'_>,
    path: &Path,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<FundingAccount<'v>> {
    let mut fields = Fields::open(value, *path, issues)?;
    let account = fields.take("account", Need::Required, issues, text(1, 128));
    let unit = currency_field(&mut fields, "currency", Need::Required, rulebook, issues);
    let mut level = |name, need, issues: &mut Vec<Issue>| {
        fields.take(name, need, issues, |value, path| balance(value, path, unit))
    };
    let available = level("available", Need::Required, issues).flatten();
    let low_balance = level("low_balance", Need::Optional, issues).flatten();
    fields.finish(issues);
    Some(FundingAccount { account: account?, available: available?, low_balance })
}

fn decode_seen<'v>(
    value: &'v Value<'_>,
    path: &Path,
    issues: &mut Vec<Issue>,
) -> Option<Vec<Seen<'v>>> {
    let mut by_key: Keyed<Fingerprint> = Keyed::default();
    list(value, path, issues, |_, value, path, issues| {
        let mut fields = Fields::open(value, *path, issues)?;
        let key = fields.take("key", Need::Optional, issues, name(1, 128));
        let print = fields.take("fingerprint", Need::Required, issues, fingerprint);
        fields.finish(issues);
        let seen = Seen { key, fingerprint: print? };
        let first = key.and_then(|key| by_key.get_or_add(key.as_bytes(), seen.fingerprint));
        if first.is_some_and(|first| first.content() != seen.fingerprint.content()) {
            let message = "the key stands for two payouts with other content";
            issues.push(Issue::new(Code::ReferenceReused, message).at(&path.key("key")));
        }
        Some(seen)
    })
}

fn fingerprint(value: &Value, path: &Path) -> Result<Fingerprint, Issue> {
    let written = text(0, 200)(value, path)?;
    Fingerprint::parse(written).ok_or_else(|| {
        Issue::new(Code::FingerprintInvalid, "a fingerprint has 64 hexadecimal digits")
            .at(path)
            .param("value", shown(written))
    })
}
