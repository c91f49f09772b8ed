//! Lists and objects inside a row.

use super::row::RowReader;
use super::single::{Lookup, Read, is_every};
use crate::issue::Issue;
use crate::rulebook::{Confidence, Scope};
use crate::value::{Fields, Need, Path, Value};
use std::borrow::Cow;

impl<'r> RowReader<'r> {
    /// The elements of a list that can be read.
    #[inline(never)]
    pub fn list<T>(&mut self, name: &'static str, need: Need, read: Read<T>) -> Vec<T> {
        let mut listed = Vec::new();
        for (index, item) in self.items(name, need).iter().enumerate() {
            match read(item, &self.fields.path().key(name).index(index), self.lookup) {
                Ok(value) => listed.push(value),
                Err(issue) => self.issues.push(issue),
            }
        }
        listed
    }

    /// The elements of a list, as they stand there.
    #[inline(never)]
    pub fn items(&mut self, name: &'static str, need: Need) -> &'r [Value<'r>] {
        match self.wanted(name, need) {
            Some(Value::List(items)) => return items,
            Some(value) => self.issues.push(value.wrong("a list", &self.fields.path().key(name))),
            None => {}
        }
        self.whole &= need == Need::Optional;
        &[]
    }

    /// A list of words, or `["*"]` for every one.
    #[inline(never)]
    pub fn scope<T>(&mut self, name: &'static str, need: Need, read: Read<T>) -> Scope<T> {
        if is_every(self.raw(name)) {
            return Scope::Every;
        }
        let listed = self.list(name, need, read);
        self.wrong_if_empty(name, &listed);
        if self.is_list(name) { Scope::Listed(listed) } else { Scope::Every }
    }

    /// The members of an object whose keys are free.
    #[inline(never)]
    pub fn members(&mut self, name: &'static str, need: Need) -> &'r [(Cow<'r, str>, Value<'r>)] {
        let value = self.wanted(name, need);
        let path = self.fields.path().key(name);
        match value {
            Some(Value::Object(members)) => {
                for (place, (key, _)) in members.iter().enumerate() {
                    if members.iter().take(place).any(|(earlier, _)| earlier == key) {
                        self.issues.push(Issue::key_twice(key, &path));
                    }
                }
                return members;
            }
            Some(value) => self.issues.push(value.wrong("an object", &path)),
            None => {}
        }
        self.whole &= need == Need::Optional;
        &[]
    }

    fn said(&self) -> Said<'r> {
        let proven = self.fields.is_proven();
        Said { source: self.source, confidence: self.confidence, proven }
    }

    /// An object inside the row.
    #[inline(never)]
    pub fn object<T>(
        &mut self,
        name: &'static str,
        need: Need,
        read: fn(&mut RowReader) -> Option<T>,
    ) -> Option<T> {
        let value = self.wanted(name, need);
        let found = value.and_then(|value| {
            let path = self.fields.path().key(name);
            inside(value, path, self.lookup, self.said(), self.issues, read)
        });
        self.whole &= found.is_some() || need == Need::Optional;
        found
    }

    /// A list of objects; those with a stand-in are left out.
    #[inline(never)]
    pub fn rows<T>(
        &mut self,
        name: &'static str,
        need: Need,
        read: fn(&mut RowReader) -> Option<T>,
    ) -> Vec<T> {
        let mut rows = Vec::new();
        for (index, item) in self.items(name, need).iter().enumerate() {
            rows.extend(self.element(name, index, item, read));
        }
        rows
    }

    /// An element of a list that is an object.
    pub fn element<T>(
        &mut self,
        name: &'static str,
        index: usize,
        item: &Value,
        read: fn(&mut RowReader) -> Option<T>,
    ) -> Option<T> {
        let (list, said) = (self.fields.path().key(name), self.said());
        inside(item, list.index(index), self.lookup, said, self.issues, read)
    }

    #[inline(never)]
    fn enter(
        value: &'r Value<'r>,
        path: Path<'r>,
        lookup: &'r Lookup,
        said: Said<'r>,
        issues: &'r mut Vec<Issue>,
    ) -> Option<Self> {
        let mut fields = Fields::open(value, path, issues)?;
        if said.proven {
            fields.prove();
        }
        let mut row = RowReader::new(fields, lookup, false, issues);
        (row.source, row.confidence) = (said.source, said.confidence);
        Some(row)
    }
}

/// What a row says for the objects inside it.
#[derive(Clone, Copy)]
struct Said<'r> {
    source: &'r str,
    confidence: Confidence,
    proven: bool,
}

/// Reads a value as an object inside a row that says this of its source; `None` unless it is whole.
#[inline(never)]
fn inside<T>(
    value: &Value,
    path: Path,
    lookup: &Lookup,
    said: Said,
    issues: &mut Vec<Issue>,
    read: fn(&mut RowReader) -> Option<T>,
) -> Option<T> {
    let mut row = RowReader::enter(value, path, lookup, said, issues)?;
    let found = read(&mut row);
    let whole = row.whole;
    row.finish();
    found.filter(|_| whole)
}
