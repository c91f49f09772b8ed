//! How every row is read, and every object inside one: key by key, where its value is used. What
//! cannot be read is reported and something stands in for it, so that a reader need not stop;
//! a row with a stand-in is not kept.

use super::single::{
    Lookup, Read, currency, date, decimal, empty_list, flag, lock, money, time_zone,
};
use crate::date::{InForce, Zone};
use crate::issue::{Code, Issue};
use crate::money::{Currency, Money};
use crate::rulebook::{Confidence, Dated, Meta, Period};
use crate::value::{Fields, Need, Path, Value, integer, text};
use crate::words::Word;
use rust_decimal::Decimal;
use std::sync::Arc;

/// A row being read, or an object inside one.
#[derive(Debug)]
pub struct RowReader<'r> {
    pub(super) fields: Fields<'r, 'r, 'r>,
    pub lookup: &'r Lookup,
    pub issues: &'r mut Vec<Issue>,
    pub(super) overlaid: bool,
    /// The row's own, for the entries in it that give none.
    pub(super) source: &'r str,
    pub(super) confidence: Confidence,
    pub(super) period: Period,
    pub(super) whole: bool,
    given_up: bool,
}

impl<'r> RowReader<'r> {
    pub fn new(
        fields: Fields<'r, 'r, 'r>,
        lookup: &'r Lookup,
        overlaid: bool,
        issues: &'r mut Vec<Issue>,
    ) -> Self {
        let confidence = Confidence::Confirmed;
        RowReader {
            fields,
            lookup,
            issues,
            overlaid,
            source: "",
            confidence,
            period: Period::Payout,
            whole: true,
            given_up: false,
        }
    }

    /// Whether nothing stands in for anything so far.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Reports the keys that nobody asked for.
    #[inline(never)]
    pub fn finish(self) {
        if !self.given_up {
            self.fields.finish(self.issues);
        }
    }

    pub fn path(&self) -> &Path<'r> {
        self.fields.path()
    }

    /// Whether the key stands there, even with `null`.
    pub fn has(&self, name: &str) -> bool {
        self.fields.has(name)
    }

    /// The value as it stands there, unless it is absent or `null`.
    pub fn raw(&mut self, name: &'static str) -> Option<&'r Value<'r>> {
        self.fields.raw(name)
    }

    /// Reports what is wrong with the value of a key.
    #[inline(never)]
    pub fn wrong(&mut self, name: &str, code: Code, message: &str) {
        self.issues.push(Issue::new(code, message.to_owned()).at(&self.fields.path().key(name)));
    }

    /// Reports what is wrong with the object.
    #[inline(never)]
    pub fn wrong_here(&mut self, code: Code, message: &str) {
        self.issues.push(Issue::new(code, message.to_owned()).at(self.fields.path()));
    }

    /// Reports a list of which nothing was read: a row about nothing would never count.
    pub fn wrong_if_empty<T>(&mut self, name: &'static str, read: &[T]) {
        if read.is_empty() && self.is_list(name) {
            self.issues.push(empty_list(&self.fields.path().key(name)));
        }
    }

    #[inline(never)]
    pub fn is_list(&mut self, name: &'static str) -> bool {
        matches!(self.raw(name), Some(Value::List(_)))
    }

    /// The value, or `None` when there is none or it is reported.
    #[inline(never)]
    pub fn take<T>(&mut self, name: &'static str, need: Need, read: Read<T>) -> Option<T> {
        let value = self.wanted(name, need)?;
        let read = read(value, &self.fields.path().key(name), self.lookup);
        read.map_err(|issue| self.issues.push(issue)).ok()
    }

    pub(super) fn wanted(&mut self, name: &'static str, need: Need) -> Option<&'r Value<'r>> {
        self.fields.wanted(name, need, self.issues)
    }

    /// Notes that something stands in for a value which must be there.
    fn or<T>(&mut self, found: Option<T>, stand_in: T) -> T {
        self.whole &= found.is_some();
        found.unwrap_or(stand_in)
    }

    pub fn optional<T>(&mut self, name: &'static str, read: Read<T>) -> Option<T> {
        self.take(name, Need::Optional, read)
    }

    pub fn required<T>(&mut self, name: &'static str, read: Read<T>) -> Option<T> {
        let found = self.take(name, Need::Required, read);
        self.whole &= found.is_some();
        found
    }

    /// A text of at most `max` characters.
    #[inline(never)]
    pub fn text_of(&mut self, name: &'static str, need: Need, max: usize) -> Option<&'r str> {
        let value = self.wanted(name, need)?;
        let read = text(1, max)(value, &self.fields.path().key(name));
        read.map_err(|issue| self.issues.push(issue)).ok()
    }

    #[inline(never)]
    pub fn text(&mut self, name: &'static str, max: usize) -> String {
        let found = self.text_of(name, Need::Required, max);
        self.or(found, "").to_owned()
    }

    #[inline(never)]
    pub fn integer(&mut self, name: &'static str, need: Need, min: i64, max: i64) -> Option<i64> {
        let value = self.wanted(name, need)?;
        let read = integer(min, max)(value, &self.fields.path().key(name));
        read.map_err(|issue| self.issues.push(issue)).ok()
    }

    /// A whole number; the range must fit into the type.
    pub fn whole<N: TryFrom<i64> + Default>(
        &mut self,
        name: &'static str,
        min: i64,
        max: i64,
    ) -> N {
        let found = self.integer(name, Need::Required, min, max);
        N::try_from(self.or(found, min)).unwrap_or_default()
    }

    pub fn word<T: Word>(&mut self, name: &'static str) -> T {
        let found = self.word_of(name, Need::Required);
        self.or(found, T::FIRST)
    }

    /// A word, or `None` when there is none or it is reported.
    pub fn word_of<T: Word>(&mut self, name: &'static str, need: Need) -> Option<T> {
        self.place(name, need, T::WRITTEN).map(T::nth)
    }

    /// The word on which the other keys hang: without it nothing is said of them.
    pub fn kind<T: Word>(&mut self, name: &'static str) -> Option<T> {
        let found = self.word_of(name, Need::Required);
        if found.is_none() { self.give_up() } else { found }
    }

    /// Stops reading, so that nothing is said of keys that nobody asked for.
    pub fn give_up<T>(&mut self) -> Option<T> {
        self.given_up = true;
        None
    }

    /// The place of a word in a list.
    pub fn place(
        &mut self,
        name: &'static str,
        need: Need,
        words: &'static [&'static str],
    ) -> Option<usize> {
        self.fields.place(name, need, self.issues, words)
    }

    pub fn flag(&mut self, name: &'static str) -> bool {
        let found = self.take(name, Need::Required, flag);
        self.or(found, false)
    }

    pub fn decimal(&mut self, name: &'static str) -> Decimal {
        let found = self.take(name, Need::Required, decimal);
        self.or(found, Decimal::ZERO)
    }

    pub fn currency(&mut self, name: &'static str, need: Need) -> Option<Currency> {
        self.take(name, need, currency)
    }

    /// An amount; of one whose currency is wrong nothing more is said.
    #[inline(never)]
    pub fn money(
        &mut self,
        name: &'static str,
        need: Need,
        unit: Option<Currency>,
    ) -> Option<Money> {
        let (value, unit) = (self.wanted(name, need)?, unit?);
        let read = money(value, &self.fields.path().key(name), unit, self.lookup);
        read.map_err(|issue| self.issues.push(issue)).ok()
    }

    pub fn zone(&mut self, name: &'static str) -> Option<Arc<Zone>> {
        self.required(name, time_zone)
    }

    /// `id`, dates, source, confidence, switch and note, which every row has.
    #[inline(never)]
    pub fn meta(&mut self) -> (String, Meta) {
        let id = self.text("id", 2000);
        let in_force = self.dates();
        let source = self.text_of("source", Need::Required, 2000);
        self.source = self.or(source, "");
        self.confidence = self.word("confidence");
        let switch = self.optional("enabled", flag);
        let locked = self.optional("locked", lock).unwrap_or(false);
        self.optional("note", |value, path, _| text(0, 2000)(value, path).map(|_| ()));
        let meta = Meta {
            in_force,
            source: self.source.to_owned(),
            confidence: self.confidence,
            enabled: switch.unwrap_or(self.confidence != Confidence::Unconfirmed),
            overlaid: self.overlaid,
            locked,
        };
        (id, meta)
    }

    /// What the id of the row means; of one that is no text nothing more is said.
    pub fn id_as<T>(&mut self, id: &str, read: Read<T>) -> Option<T> {
        if id.is_empty() { None } else { self.required("id", read) }
    }

    /// The keys `from` and `until`; both must stand there, `null` for no known bound.
    #[inline(never)]
    pub fn dates(&mut self) -> InForce {
        for name in ["from", "until"] {
            if !self.has(name) {
                let issue = Issue::field_missing(name, self.path());
                self.issues.push(issue.help("give a day, or null for no known bound"));
            }
        }
        self.bounds()
    }

    /// The keys `from` and `until` of an entry whose row is dated itself; absent is no bound.
    #[inline(never)]
    pub fn bounds(&mut self) -> InForce {
        let bounds =
            InForce { from: self.optional("from", date), until: self.optional("until", date) };
        if let InForce { from: Some(from), until: Some(until) } = bounds
            && until < from
        {
            let message = format!("\"until\" ({until}) lies before \"from\" ({from})");
            self.wrong("until", Code::DatesInvalid, &message);
            self.whole = false;
        }
        bounds
    }

    /// `source` and `confidence` of an entry inside a row; those of the row when it gives none.
    #[inline(never)]
    pub fn provenance(&mut self) -> (String, Confidence) {
        let source = self.text_of("source", Need::Optional, 2000).unwrap_or(self.source);
        let confidence = self.word_of("confidence", Need::Optional).unwrap_or(self.confidence);
        (source.to_owned(), confidence)
    }

    /// Of limits about the same thing at most one is in force on any day.
    pub fn check_dates<L: Dated>(&mut self, name: &'static str, limits: &[L]) {
        for (index, limit) in limits.iter().enumerate() {
            let clash = |earlier: &L| {
                earlier.rivals(limit) && earlier.in_force().overlaps(&limit.in_force())
            };
            if limits.iter().take(index).any(clash) {
                let message = "two limits of one kind are in force on the same day";
                let issue = Issue::new(Code::DatesInvalid, message);
                self.issues.push(issue.at(&self.fields.path().key(name).index(index)));
            }
        }
    }
}
