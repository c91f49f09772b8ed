//! A strict JSON reader (RFC 8259) that keeps what other readers throw away: the exact text of
//! numbers, duplicate keys, and the siblings of a broken value. `NaN`, `Infinity`, a lone
//! surrogate and nesting that is too deep are faults of one place, not of the document.

use super::{DEPTH_MAX, Fault, KEYS_MAX, LIST_MAX, VALUES_MAX, Value};
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
    let mut reader = Reader { text, at: 0, values: 0 };
    let value = reader.document().map_err(|what| reader.locate(what))?;
    Ok(value)
}

type Read<T> = Result<T, &'static str>;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// How many values were read.
    values: usize,
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Read<Value<'a>> {
        let value = self.value(0)?;
        self.blank();
        match self.peek() {
            None => Ok(value),
            Some(_) => Err("unexpected text after the document"),
        }
    }

    fn locate(&self, what: &'static str) -> SyntaxError {
        let before = self.text.as_bytes().get(..self.at).unwrap_or_default();
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |i| i + 1);
        SyntaxError { what, line, column: self.at - line_start + 1 }
    }

    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Whether this byte comes next; then it is passed.
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn slice(&self, from: usize) -> &'a str {
        self.text.get(from..self.at).unwrap_or_default()
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        if found {
            self.at += word.len();
        }
        found
    }

    fn value(&mut self, depth: usize) -> Read<Value<'a>> {
        self.blank();
        self.values += 1;
        match self.peek() {
            None => Err("expected a value, found the end"),
            Some(b'{' | b'[') if depth >= DEPTH_MAX => self.skip(Fault::TooDeep),
            Some(b'{' | b'[') if self.values > VALUES_MAX => self.skip(Fault::TooMany),
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => self.list(depth + 1),
            Some(b'"') => self.string(),
            Some(b'-') if self.eat("-Infinity") => Ok(Value::Broken(Fault::Infinite)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') if self.eat("true") => Ok(Value::Bool(true)),
            Some(b'f') if self.eat("false") => Ok(Value::Bool(false)),
            Some(b'n') if self.eat("null") => Ok(Value::Null),
            Some(b'N') if self.eat("NaN") => Ok(Value::Broken(Fault::NotANumber)),
            Some(b'I') if self.eat("Infinity") => Ok(Value::Broken(Fault::Infinite)),
            Some(_) => Err("expected a value"),
        }
    }

    fn object(&mut self, depth: usize) -> Read<Value<'a>> {
        self.at += 1;
        let mut entries = Vec::new();
        self.blank();
        if self.take(b'}') {
            return Ok(Value::Object(entries));
        }
        loop {
            self.blank();
            if self.peek() != Some(b'"') {
                return Err("expected a key in double quotes");
            }
            let key = match self.string()? {
                Value::Text(key) => key,
                // A key that is no text cannot be known: its replacement mark is reported.
                _ => Cow::Borrowed("\u{fffd}"),
            };
            self.blank();
            if !self.take(b':') {
                return Err("expected ':' after a key");
            }
            let value = self.value(depth)?;
            // Read to the end all the same: what comes after it is not lost.
            let too_many = entries.len() >= KEYS_MAX;
            if !too_many {
                entries.push((key, value));
            }
            if !self.more(b'}')? {
                let whole = Value::Object(entries);
                return Ok(if too_many { Value::Broken(Fault::TooMany) } else { whole });
            }
        }
    }

    fn list(&mut self, depth: usize) -> Read<Value<'a>> {
        self.at += 1;
        let mut items = Vec::new();
        self.blank();
        if self.take(b']') {
            return Ok(Value::List(items));
        }
        loop {
            let item = self.value(depth)?;
            let too_many = items.len() >= LIST_MAX;
            if !too_many {
                items.push(item);
            }
            if !self.more(b']')? {
                let whole = Value::List(items);
                return Ok(if too_many { Value::Broken(Fault::TooMany) } else { whole });
            }
        }
    }

    /// After an element: `true` at a comma, `false` at the closing bracket.
    fn more(&mut self, close: u8) -> Read<bool> {
        self.blank();
        let found = self.peek();
        match found {
            Some(b',') => {}
            Some(byte) if byte == close => {}
            None => return Err("expected ',' or a closing bracket, found the end"),
            Some(_) => return Err("expected ',' or a closing bracket"),
        }
        self.at += 1;
        Ok(found == Some(b','))
    }

    /// Passes over a list or an object, without recursion, so that no depth of brackets can
    /// exhaust the stack.
    fn skip(&mut self, fault: Fault) -> Read<Value<'a>> {
        let mut closers = Vec::new();
        loop {
            match self.peek() {
                None => return Err("expected a closing bracket, found the end"),
                Some(b'"') => {
                    self.string()?;
                    continue;
                }
                Some(b'{') => closers.push(b'}'),
                Some(b'[') => closers.push(b']'),
                Some(byte @ (b'}' | b']')) if closers.pop() != Some(byte) => {
                    return Err("a closing bracket that closes nothing");
                }
                Some(_) => {}
            }
            self.at += 1;
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
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            if !self.digits() {
                return Err("expected a digit in the exponent");
            }
        }
        Ok(Value::Number(Cow::Borrowed(self.slice(from))))
    }

    fn digits(&mut self) -> bool {
        let from = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        self.at > from
    }

    fn string(&mut self) -> Read<Value<'a>> {
        self.at += 1;
        let from = self.at;
        self.plain();
        if self.peek() == Some(b'"') {
            let text = self.slice(from);
            self.at += 1;
            return Ok(Value::Text(Cow::Borrowed(text)));
        }
        let mut owned = self.slice(from).to_owned();
        let mut whole = true;
        loop {
            match self.peek() {
                None => return Err("a string without its closing quote"),
                Some(b'"') => break,
                Some(b'\\') => whole &= self.escape(&mut owned)?,
                Some(_) => return Err("a control character inside a string"),
            }
            let from = self.at;
            self.plain();
            owned.push_str(self.slice(from));
        }
        self.at += 1;
        Ok(if whole { Value::Text(Cow::Owned(owned)) } else { Value::Broken(Fault::LoneSurrogate) })
    }

    /// Moves over characters that stand for themselves.
    fn plain(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'"' || byte == b'\\' || byte < 0x20 {
                break;
            }
            self.at += 1;
        }
    }

    /// Reads one escape; `false` when it is half of a surrogate pair.
    fn escape(&mut self, out: &mut String) -> Read<bool> {
        self.at += 1;
        let letter = self.peek().ok_or("a string without its closing quote")?;
        self.at += 1;
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
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| "expected four hexadecimal digits after \\u")
    }
}
