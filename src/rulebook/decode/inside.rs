//! Lists and objects inside a row.

use super::row::RowReader;
use super::single::{Lookup, Read, is_every};
use super::{ReadRow, Rows};
use crate::collect::Listed;
use crate::issue::Issue;
use crate::rulebook::Scope;
use crate::value::{Fields, Need, Path, Value, place_among};
use crate::words::Word;
use std::borrow::Cow;

impl<'r> RowReader<'r> {
    /// The elements of a list that can be read.
    #[inline(never)]
    pub fn list<T>(&mut self, name: &'static str, need: Need, read: Read<T>) -> Vec<T> {
        let mut listed = Items { read, found: Vec::new() };
        self.each_item(name, need, &mut listed);
        listed.found
    }

    /// The words in a list that can be read.
    pub fn words<T: Word>(&mut self, name: &'static str, need: Need) -> Vec<T> {
        let mut words = Places { words: T::WRITTEN, found: Vec::new() };
        self.each_item(name, need, &mut words);
        words.found.into_iter().map(T::nth).listed()
    }

    #[inline(never)]
    fn each_item(&mut self, name: &'static str, need: Need, reader: &mut dyn ReadItem) {
        for (index, item) in self.items(name, need).iter().enumerate() {
            let path = self.fields.path().key(name);
            self.issues.extend(reader.read(item, &path.index(index), self.lookup).err());
        }
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
        self.scope_of(name, listed)
    }

    /// Like [`scope`](RowReader::scope), of a vocabulary.
    #[inline(never)]
    pub fn scope_of_words<T: Word>(&mut self, name: &'static str, need: Need) -> Scope<T> {
        if is_every(self.raw(name)) {
            return Scope::Every;
        }
        let listed = self.words(name, need);
        self.scope_of(name, listed)
    }

    fn scope_of<T>(&mut self, name: &'static str, listed: Vec<T>) -> Scope<T> {
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

    /// An object inside the row.
    #[inline(never)]
    pub fn object<T>(
        &mut self,
        name: &'static str,
        need: Need,
        read: fn(&mut RowReader) -> Option<T>,
    ) -> Option<T> {
        let mut reader = Rows { read, found: Vec::new() };
        if let Some(value) = self.wanted(name, need) {
            let row = *self.fields.path();
            self.inside(value, row.key(name), &mut reader);
        }
        let found = reader.found.pop();
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
        let mut reader = Rows { read, found: Vec::new() };
        for (index, item) in self.items(name, need).iter().enumerate() {
            self.element(name, index, item, &mut reader);
        }
        reader.found
    }

    /// An element of a list that is an object.
    #[inline(never)]
    pub fn element(
        &mut self,
        name: &'static str,
        index: usize,
        item: &Value,
        reader: &mut dyn ReadRow,
    ) {
        let row = *self.fields.path();
        self.inside(item, row.key(name).index(index), reader);
    }

    /// Reads a value as an object inside the row.
    #[inline(never)]
    fn inside(&mut self, value: &Value, path: Path, reader: &mut dyn ReadRow) {
        let Some(mut fields) = Fields::open(value, path, self.issues) else { return };
        if self.fields.is_proven() {
            fields.prove();
        }
        let mut row = RowReader::new(fields, self.lookup, false, self.issues);
        (row.source, row.confidence, row.period) = (self.source, self.confidence, self.period);
        reader.read(&mut row);
        row.finish();
    }
}

/// What is made of each element of a list. Not a closure, of which the wasm would have two copies.
trait ReadItem {
    fn read(&mut self, item: &Value, path: &Path, lookup: &Lookup) -> Result<(), Issue>;
}

struct Items<T> {
    read: Read<T>,
    found: Vec<T>,
}

impl<T> ReadItem for Items<T> {
    fn read(&mut self, item: &Value, path: &Path, lookup: &Lookup) -> Result<(), Issue> {
        self.found.push((self.read)(item, path, lookup)?);
        Ok(())
    }
}

/// Words by their places, whatever the vocabulary.
struct Places {
    words: &'static [&'static str],
    found: Vec<usize>,
}

impl ReadItem for Places {
    fn read(&mut self, item: &Value, path: &Path, _: &Lookup) -> Result<(), Issue> {
        self.found.push(place_among(item, path, self.words)?);
        Ok(())
    }
}
