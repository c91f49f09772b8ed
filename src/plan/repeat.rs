//! Payouts that come twice: the same reference, or the same payee, amount and currency with no
//! references to tell them apart.

use crate::batch::{Payout, Seen};
use crate::hash::{Hash, Hasher};
use crate::issue::{Code, Issue, Remedy};
use crate::money::Money;
use crate::value::Path;
use std::collections::{BTreeMap, BTreeSet};

/// What was decided before, in this batch and earlier ones.
#[derive(Debug, Default)]
pub struct Repeats<'v> {
    by_reference: BTreeMap<&'v str, Earlier>,
    fingerprints: BTreeSet<Hash>,
    likenesses: BTreeMap<(&'v str, String), usize>,
}

#[derive(Debug, Clone, Copy)]
struct Earlier {
    fingerprint: Hash,
    /// Its place in this batch; `None` when it was in an earlier one.
    index: Option<usize>,
}

/// What a payout repeats.
#[derive(Debug)]
pub enum Repeat {
    /// A payout that was decided before.
    Same(Issue),
    /// Another payout's reference.
    Reused(Issue),
    /// Perhaps another payout.
    Likely(Issue),
}

impl<'v> Repeats<'v> {
    /// Begins with what the context has seen.
    pub fn of(seen: &[Seen<'v>]) -> Self {
        let mut repeats = Repeats::default();
        for Seen { key, fingerprint } in seen {
            match key {
                Some(key) => {
                    let earlier = Earlier { fingerprint: *fingerprint, index: None };
                    repeats.by_reference.insert(key, earlier);
                }
                None => {
                    repeats.fingerprints.insert(*fingerprint);
                }
            }
        }
        repeats
    }

    /// Whether the payout repeats an earlier one. `path` is its place in the batch.
    pub fn find(&self, payout: &Payout, fingerprint: Hash, path: &Path) -> Option<Repeat> {
        match payout.reference {
            Some(reference) => self.by_reference(reference, fingerprint, path),
            None => self.by_likeness(payout, fingerprint, path),
        }
    }

    fn by_reference(&self, reference: &str, fingerprint: Hash, path: &Path) -> Option<Repeat> {
        let earlier = self.by_reference.get(reference)?;
        let (place, index) = match earlier.index {
            Some(index) => (format!("payout {index} of this batch"), Some(index)),
            None => ("an earlier batch".to_owned(), None),
        };
        let same = earlier.fingerprint == fingerprint;
        let (code, message) = if same {
            (Code::Duplicate, format!("\"{reference}\" was decided in {place}"))
        } else {
            (Code::ReferenceReused, format!("\"{reference}\" names another payout, in {place}"))
        };
        let issue =
            Issue::new(code, message).at(&path.key("reference")).param("reference", reference);
        let issue = match index {
            Some(index) => issue.param("first_index", index),
            None => issue,
        };
        Some(if same {
            Repeat::Same(issue)
        } else {
            Repeat::Reused(
                issue.help("a reference stands for one payout for ever; give this one its own"),
            )
        })
    }

    fn by_likeness(&self, payout: &Payout, fingerprint: Hash, path: &Path) -> Option<Repeat> {
        let first = self.likenesses.get(&likeness(payout.payee_id, payout.amount));
        let place = match first {
            Some(index) => format!("payout {index} of this batch"),
            None if self.fingerprints.contains(&fingerprint) => "an earlier batch".to_owned(),
            None => return None,
        };
        let message = format!("the same payee, amount and currency as {place}, and no reference");
        let issue = Issue::new(Code::LikelyDuplicate, message)
            .at(path)
            .help("give both payouts a reference of their own if both are meant")
            .remedy(Remedy::GiveReference);
        Some(Repeat::Likely(match first {
            Some(index) => issue.param("first_index", *index),
            None => issue,
        }))
    }

    /// Remembers a payout that was decided to go or to wait.
    pub fn remember(&mut self, payout: &Payout<'v>, fingerprint: Hash, index: usize) {
        if let Some(reference) = payout.reference {
            let earlier = Earlier { fingerprint, index: Some(index) };
            self.by_reference.entry(reference).or_insert(earlier);
        }
        self.likenesses.entry(likeness(payout.payee_id, payout.amount)).or_insert(index);
    }
}

fn likeness(payee_id: &str, amount: Money) -> (&str, String) {
    (payee_id, amount.to_string())
}

/// Over what is asked, the same however it was written.
pub fn fingerprint(payout: &Payout) -> Hash {
    let other_currency = payout.other_currency;
    Hasher::default()
        .text("payout")
        .json(&(
            payout.payee_id,
            payout.amount,
            payout.target.as_str(),
            other_currency,
            payout.bearer.as_str(),
            payout.rail_preference,
            payout.description,
        ))
        .finish()
}
