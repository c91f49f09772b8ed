//! A strict JSON reader (RFC 8259) that keeps what other readers throw away: the exact text of
//! numbers, duplicate keys, and the siblings of a broken value. `NaN`, `Infinity`, a lone
//! surrogate and nesting that is too deep are faults of one place, not of the document.

use super::scan::plain_length;
use super::{DEPTH_MAX, Entries, Fault, KEYS_MAX, LIST_MAX, VALUES_MAX, Value};
use std::borrow::Cow;
use std::fmt;

/// Why a text is not JSON, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What was expected or found.
    pub what: &'static str,
    /// Line, from 1.
    pub line: usize,
    /// Column in bytes, from 1.
    pub column: usize,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} at line {}, column {}", self.what, self.line, self.column)
    }
}

/// Reads one JSON document. A byte order mark before it is ignored.
///
/// ```
/// use payout_rules::value::{Value, read};
/// assert_eq!(read("1450.00"), Ok(Value::Number("1450.00".into())));
/// assert_eq!(read("[1,").map_err(|e| e.to_string()),
///            Err("expected a value, found the end at line 1, column 4".to_string()));
/// ```
pub fn read(text: &str) -> Result<Value<'_>, SyntaxError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text, at: 0, values: 0, entries: Vec::new(), items: Vec::new() };
    let value = reader.document().map_err(|what| reader.locate(what))?;
    Ok(value)
}

type Read<T> = Result<T, &'static str>;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// How many values were read.
    values: usize,
    /// What was read of the objects that are open, the innermost last: each is given room only
    /// when it is known how much it needs.
    entries: Entries<'a>,
    /// The same of the lists.
    items: Vec<Value<'a>>,
}

/// What [`Reader::peek`] answers at the end: no JSON text has this byte, so it is an error
/// anywhere.
const END: u8 = 0;

impl<'a> Reader<'a> {
    fn document(&mut self) -> Read<Value<'a>> {
        let value = self.value(0)?;
        self.next();
        if self.is_at_end() { Ok(value) } else { Err("unexpected text after the document") }
    }

    fn locate(&self, what: &'static str) -> SyntaxError {
        let before = self.text.as_bytes().get(..self.at).unwrap_or_default();
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |i| i + 1);
        SyntaxError { what, line, column: self.at - line_start + 1 }
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    #[inline(always)]
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(END)
    }

    /// Passes bytes of the text, of which there are never so many that this wraps.
    #[inline(always)]
    fn pass(&mut self, count: usize) {
        self.at = self.at.wrapping_add(count);
    }

    /// The next byte that is not blank.
    #[inline(always)]
    fn next(&mut self) -> u8 {
        match self.peek() {
            ..=b' ' => self.after_blanks(),
            next => next,
        }
    }

    #[inline(never)]
    fn after_blanks(&mut self) -> u8 {
        while let b' ' | b'\n' | b'\r' | b'\t' = self.peek() {
            self.pass(1);
        }
        self.peek()
    }

    /// Whether this byte comes next; then it is passed.
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte;
        self.pass(usize::from(found));
        found
    }

    fn slice(&self, from: usize) -> &'a str {
        self.text.get(from..self.at).unwrap_or_default()
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        if found {
            self.pass(word.len());
        }
        found
    }

    fn value(&mut self, depth: usize) -> Read<Value<'a>> {
        self.values = self.values.wrapping_add(1);
        match self.next() {
            b'"' => Ok(self.string()?.map_or(Value::Broken(Fault::LoneSurrogate), Value::Text)),
            b'{' | b'[' if depth >= DEPTH_MAX => self.skip(Fault::TooDeep),
            b'{' | b'[' if self.values > VALUES_MAX => self.skip(Fault::TooMany),
            b'{' => self.object(depth + 1),
            b'[' => self.list(depth + 1),
            b'-' if self.eat("-Infinity") => Ok(Value::Broken(Fault::Infinite)),
            b'-' | b'0'..=b'9' => self.number(),
            b't' if self.eat("true") => Ok(Value::Bool(true)),
            b'f' if self.eat("false") => Ok(Value::Bool(false)),
            b'n' if self.eat("null") => Ok(Value::Null),
            b'N' if self.eat("NaN") => Ok(Value::Broken(Fault::NotANumber)),
            b'I' if self.eat("Infinity") => Ok(Value::Broken(Fault::Infinite)),
            _ if self.is_at_end() => Err("expected a value, found the end"),
            _ => Err("expected a value"),
        }
    }

    fn object(&mut self, depth: usize) -> Read<Value<'a>> {
        let (first, mut too_many) = (self.entries.len(), false);
        let mut more = self.begin(b'}');
        while more {
            if self.next() != b'"' {
                return Err("expected a key in double quotes");
            }
            let key = match self.plain_string() {
                Some(key) => Cow::Borrowed(key),
                // A key that is no text cannot be known: its replacement mark is reported.
                None => self.string()?.unwrap_or(Cow::Borrowed("\u{fffd}")),
            };
            if self.next() != b':' {
                return Err("expected ':' after a key");
            }
            self.pass(1);
            let text = match self.next() {
                // What most values are.
                b'"' => self.plain_string(),
                _ => None,
            };
            let value = match text {
                Some(text) => {
                    self.values = self.values.wrapping_add(1);
                    Value::Text(Cow::Borrowed(text))
                }
                None => self.value(depth)?,
            };
            // Read to the end all the same: what comes after it is not lost.
            too_many = self.entries.len() >= first + KEYS_MAX;
            if !too_many {
                self.entries.push((key, value));
            }
            more = self.next() == b',';
            self.end(more, b'}')?;
        }
        let entries = self.entries.split_off(first);
        Ok(if too_many { Value::Broken(Fault::TooMany) } else { Value::Object(entries) })
    }

    fn list(&mut self, depth: usize) -> Read<Value<'a>> {
        let (first, mut too_many) = (self.items.len(), false);
        let mut more = self.begin(b']');
        while more {
            let item = self.value(depth)?;
            too_many = self.items.len() >= first + LIST_MAX;
            if !too_many {
                self.items.push(item);
            }
            more = self.next() == b',';
            self.end(more, b']')?;
        }
        let items = self.items.split_off(first);
        Ok(if too_many { Value::Broken(Fault::TooMany) } else { Value::List(items) })
    }

    /// Passes an opening bracket; `false` when the closing one follows, which is passed too.
    fn begin(&mut self, close: u8) -> bool {
        self.pass(1);
        self.next();
        !self.take(close)
    }

    /// Passes the comma after an element, or the closing bracket that must stand there.
    #[inline(always)]
    fn end(&mut self, is_comma: bool, close: u8) -> Read<()> {
        if !is_comma && self.peek() != close {
            return Err(match self.is_at_end() {
                true => "expected ',' or a closing bracket, found the end",
                false => "expected ',' or a closing bracket",
            });
        }
        self.pass(1);
        Ok(())
    }

    /// Passes over a list or an object, without recursion, so that no depth of brackets can
    /// exhaust the stack.
    fn skip(&mut self, fault: Fault) -> Read<Value<'a>> {
        let mut closers = Vec::new();
        loop {
            match self.peek() {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' => closers.push(b'}'),
                b'[' => closers.push(b']'),
                byte @ (b'}' | b']') if closers.pop() != Some(byte) => {
                    return Err("a closing bracket that closes nothing");
                }
                _ if self.is_at_end() => return Err("expected a closing bracket, found the end"),
                _ => {}
            }
            self.pass(1);
            if closers.is_empty() {
                return Ok(Value::Broken(fault));
            }
        }
    }

    fn number(&mut self) -> Read<Value<'a>> {
        let from = self.at;
        self.take(b'-');
        if !self.take(b'0') && !self.digits() {
            return Err("expected a digit");
        }
        if self.take(b'.') && !self.digits() {
            return Err("expected a digit after the decimal point");
        }
        if let b'e' | b'E' = self.peek() {
            self.pass(1);
            if let b'+' | b'-' = self.peek() {
                self.pass(1);
            }
            if !self.digits() {
                return Err("expected a digit in the exponent");
            }
        }
        Ok(Value::Number(Cow::Borrowed(self.slice(from))))
    }

    fn digits(&mut self) -> bool {
        let from = self.at;
        while let b'0'..=b'9' = self.peek() {
            self.pass(1);
        }
        self.at > from
    }

    /// Passes a string in which every character stands for itself; any other it leaves.
    #[inline(never)]
    fn plain_string(&mut self) -> Option<&'a str> {
        let from = self.at.wrapping_add(1);
        let rest = self.text.as_bytes().get(from..)?;
        let length = plain_length(rest);
        if rest.get(length) != Some(&b'"') {
            return None;
        }
        let end = from.wrapping_add(length);
        self.at = end.wrapping_add(1);
        self.text.get(from..end)
    }

    /// Reads a string; nothing when it has half of a surrogate pair.
    fn string(&mut self) -> Read<Option<Cow<'a, str>>> {
        if let Some(text) = self.plain_string() {
            return Ok(Some(Cow::Borrowed(text)));
        }
        self.pass(1);
        let (mut owned, mut whole) = (String::new(), true);
        loop {
            let from = self.at;
            let rest = self.text.as_bytes().get(from..).unwrap_or_default();
            self.pass(plain_length(rest));
            owned.push_str(self.slice(from));
            match self.peek() {
                b'"' => break,
                b'\\' => whole &= self.escape(&mut owned)?,
                _ if self.is_at_end() => return Err("a string without its closing quote"),
                _ => return Err("a control character inside a string"),
            }
        }
        self.pass(1);
        Ok(whole.then_some(Cow::Owned(owned)))
    }

    /// Reads one escape; `false` when it is half of a surrogate pair.
    fn escape(&mut self, out: &mut String) -> Read<bool> {
        self.pass(1);
        if self.is_at_end() {
            return Err("a string without its closing quote");
        }
        let letter = self.peek();
        self.pass(1);
        let plain = match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(out),
            _ => return Err("an unknown escape in a string"),
        };
        out.push(plain);
        Ok(true)
    }

    fn unicode(&mut self, out: &mut String) -> Read<bool> {
        let first = self.hex4()?;
        if !(0xD800..0xDC00).contains(&first) {
            let known = char::from_u32(first);
            out.extend(known);
            return Ok(known.is_some());
        }
        let after_first = self.at;
        if self.eat("\\u") {
            let second = self.hex4()?;
            if (0xDC00..0xE000).contains(&second) {
                let point = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                out.extend(char::from_u32(point));
                return Ok(true);
            }
            self.at = after_first;
        }
        Ok(false)
    }

    fn hex4(&mut self) -> Read<u32> {
        let digits = self.text.get(self.at..self.at + 4).unwrap_or_default();
        if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err("expected four hexadecimal digits after \\u");
        }
        self.pass(4);
        u32::from_str_radix(digits, 16).map_err(|_| "expected four hexadecimal digits after \\u")
    }
}
