//! Payouts that come twice: the same reference, or the same payee, amount and currency with no
//! references to tell them apart.

use crate::batch::{Payout, Seen};
use crate::collect::Keyed;
use crate::date::Moment;
use crate::hash::{Fingerprint, Hasher};
use crate::issue::{Code, Issue, Remedy};
use crate::value::Path;

/// What was decided before, in this batch and earlier ones.
#[derive(Debug, Default)]
pub struct Repeats<'v> {
    by_reference: Keyed<'v, Earlier>,
    by_likeness: Keyed<'v, Alike>,
}

#[derive(Debug, Clone, Copy)]
struct Earlier {
    fingerprint: Fingerprint,
    /// Its place in this batch; `None` when it was in an earlier one.
    index: Option<usize>,
}

/// The first payouts that are alike: of all, and of those without a reference.
#[derive(Debug, Clone, Copy)]
struct Alike {
    first: Option<usize>,
    first_unnamed: Option<Option<usize>>,
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
        seen.iter().for_each(|seen| repeats.remember(*seen, None));
        repeats
    }

    /// Whether the payout repeats an earlier one. `path` is its place in the batch.
    pub fn find(&self, payout: &Payout, fingerprint: Fingerprint, path: &Path) -> Option<Repeat> {
        match payout.reference {
            Some(reference) => self
                .by_reference(reference, fingerprint, path)
                .or_else(|| self.by_likeness(fingerprint, true, path)),
            None => self.by_likeness(fingerprint, false, path),
        }
    }

    fn by_reference(
        &self,
        reference: &str,
        fingerprint: Fingerprint,
        path: &Path,
    ) -> Option<Repeat> {
        let earlier = self.by_reference.get(reference)?;
        let place = place_of(earlier.index);
        let same = earlier.fingerprint.content() == fingerprint.content();
        let (code, message) = if same {
            (Code::Duplicate, format!("\"{reference}\" was decided in {place}"))
        } else {
            (Code::ReferenceReused, format!("\"{reference}\" names another payout, in {place}"))
        };
        let issue = Issue::new(code, message).at(&path.key("reference"));
        let issue = with_first(issue.param("reference", reference), earlier.index);
        Some(if same {
            Repeat::Same(issue)
        } else {
            let help = "a reference stands for one payout for ever; give this one its own";
            Repeat::Reused(issue.help(help))
        })
    }

    /// Two payouts that are alike are told apart only when both have a reference.
    fn by_likeness(&self, fingerprint: Fingerprint, named: bool, path: &Path) -> Option<Repeat> {
        let alike = self.by_likeness.get(fingerprint.likeness())?;
        let first = if named { alike.first_unnamed? } else { alike.first };
        let place = place_of(first);
        let message =
            format!("the same payee, amount, currency and day as {place}, and no two references");
        let issue = Issue::new(Code::LikelyDuplicate, message)
            .at(path)
            .help("give both payouts a reference of their own if both are meant")
            .remedy(Remedy::GiveReference);
        Some(Repeat::Likely(with_first(issue, first)))
    }

    /// Remembers a payout that was decided to go or to wait; of several alike the first.
    pub fn remember(&mut self, seen: Seen<'v>, index: Option<usize>) {
        let earlier = Earlier { fingerprint: seen.fingerprint, index };
        if let Some(reference) = seen.key {
            self.by_reference.add(reference.as_bytes(), earlier);
        }
        let first = Alike { first: index, first_unnamed: None };
        let likeness = seen.fingerprint.likeness().to_vec();
        let alike = self.by_likeness.get_or_add(likeness, first);
        if let Some(alike) = alike.filter(|_| seen.key.is_none()) {
            alike.first_unnamed.get_or_insert(index);
        }
    }
}

/// Where the earlier payout stands; `None` when it was in an earlier batch.
fn place_of(index: Option<usize>) -> String {
    index.map_or_else(
        || "an earlier batch".to_owned(),
        |index| format!("payout {index} of this batch"),
    )
}

fn with_first(issue: Issue, index: Option<usize>) -> Issue {
    match index {
        Some(index) => issue.param("first_index", index),
        None => issue,
    }
}

/// Over what is asked, the same however it was written.
pub fn fingerprint(payout: &Payout, at: Moment) -> Fingerprint {
    let day = at.date_utc().to_string();
    let likeness = Hasher::default().text("likeness").json(&(payout.payee_id, payout.amount, day));
    let content = Hasher::default().text("payout").json(&(
        payout.payee_id,
        payout.amount,
        payout.terms,
        payout.rail_preference,
        payout.description,
    ));
    Fingerprint::new(likeness.finish(), content.finish())
}
