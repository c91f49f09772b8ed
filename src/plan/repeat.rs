//! Payouts that come twice: the same reference, or the same payee, amount and currency with no
//! references to tell them apart.

use crate::batch::{Payout, Seen, Terms};
use crate::hash::{Fingerprint, Hash, Print, Prints};
use crate::issue::{Code, Issue, Remedy};
use crate::value::Path;
use std::mem::take;

/// What was decided before, in this batch and earlier ones.
#[derive(Debug)]
pub struct Repeats {
    /// Of earlier batches.
    seen: Memory,
    /// Of this one: what is remembered now, and what was before that.
    now: Memory,
    before: Memory,
    /// Payouts after which what was remembered first is forgotten.
    most: usize,
}

#[derive(Debug, Default)]
struct Memory {
    by_reference: Prints<Earlier>,
    by_likeness: Prints<Alike>,
    count: usize,
}

#[derive(Debug, Clone, Copy)]
struct Earlier {
    content: Print,
    /// Its place in this batch; `None` when it was in an earlier one.
    index: Option<u32>,
}

/// The first payouts that are alike: of all, and of those without a reference.
#[derive(Debug, Clone, Copy)]
struct Alike {
    first: Option<u32>,
    first_unnamed: Option<Option<u32>>,
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

impl Repeats {
    /// Begins with what the context has seen; remembers at least so many payouts.
    pub fn of(seen: &[Seen], most: usize) -> Self {
        let mut earlier = Memory::default();
        seen.iter().for_each(|seen| earlier.remember(*seen, None));
        let (now, before) = (Memory::default(), Memory::default());
        Repeats { seen: earlier, now, before, most }
    }

    fn memories(&self) -> [&Memory; 3] {
        [&self.seen, &self.before, &self.now]
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
        let print = print_of(reference);
        let mut known = self.memories().into_iter();
        let earlier = known.find_map(|memory| memory.by_reference.get(print))?;
        let place = place_of(earlier.index);
        let same = earlier.content == fingerprint.content();
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
        let known = |memory: &Memory| {
            let alike = memory.by_likeness.get(fingerprint.likeness())?;
            if named { alike.first_unnamed } else { Some(alike.first) }
        };
        let first = self.memories().into_iter().find_map(known)?;
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
    pub fn remember(&mut self, seen: Seen, index: usize) {
        if self.now.count >= self.most {
            self.before = take(&mut self.now);
        }
        self.now.remember(seen, u32::try_from(index).ok());
    }
}

impl Memory {
    fn remember(&mut self, seen: Seen, index: Option<u32>) {
        self.count += 1;
        if let Some(reference) = seen.key {
            let earlier = Earlier { content: seen.fingerprint.content(), index };
            self.by_reference.get_or_add(print_of(reference), earlier);
        }
        let alike = Alike { first: index, first_unnamed: None };
        let alike = self.by_likeness.get_or_add(seen.fingerprint.likeness(), alike);
        if let Some(alike) = alike.filter(|_| seen.key.is_none()) {
            alike.first_unnamed.get_or_insert(index);
        }
    }
}

/// What stands for a reference: no two have the same.
fn print_of(reference: &str) -> Print {
    Hash::over(reference.as_bytes()).half()
}

/// Where the earlier payout stands; `None` when it was in an earlier batch.
fn place_of(index: Option<u32>) -> String {
    index.map_or_else(
        || "an earlier batch".to_owned(),
        |index| format!("payout {index} of this batch"),
    )
}

fn with_first(issue: Issue, index: Option<u32>) -> Issue {
    match index {
        Some(index) => issue.param("first_index", index as usize),
        None => issue,
    }
}

/// Over what is asked, the same however it was written. Parts are closed with a byte that no text
/// has; `day` is that of the decision.
pub fn fingerprint(payout: &Payout, day: &str) -> Fingerprint {
    let mut asked = Vec::with_capacity(192);
    let mut part = |text: &str| {
        asked.extend_from_slice(text.as_bytes());
        asked.push(END);
    };
    let amount = payout.amount.value();
    let (amount, currency) = (amount.as_str(), payout.amount.currency());
    [payout.payee_id, amount, currency.code(), day].into_iter().for_each(&mut part);
    let likeness = Hash::over(&asked);
    asked.clear();
    let mut part = |text: &str| {
        asked.extend_from_slice(text.as_bytes());
        asked.push(END);
    };
    let Terms { target, other_currency, bearer } = payout.terms;
    let other = other_currency.as_ref().map_or("", |currency| currency.code());
    let words = [target.as_str(), other, bearer.as_str()];
    [payout.payee_id, amount, currency.code()].into_iter().chain(words).for_each(&mut part);
    for text in [payout.rail_preference, payout.description] {
        // What is not said is not the same as nothing.
        part(if text.is_some() { "+" } else { "-" });
        part(text.unwrap_or_default());
    }
    Fingerprint::new(likeness, Hash::over(&asked))
}

/// Closes a part of what is hashed.
pub const END: u8 = 0xff;
