//! Answers as JSON text. The bytes are those of `serde_json`; its writer is compiled anew for
//! every type of every field, which is many kilobytes of wasm, and can write floats, which no
//! answer has.

use serde::ser::{self, Serialize, Serializer};
use std::fmt;

/// The answer as JSON text. Answers have text keys only and no binary numbers, so writing cannot
/// fail.
pub fn text(answer: &impl Serialize) -> String {
    append(String::with_capacity(256), answer)
}

/// The text with the answer after it.
pub fn append(text: String, answer: &impl Serialize) -> String {
    let mut writer = Writer(text);
    let Ok(()) = answer.serialize(&mut writer);
    writer.0
}

/// Appends a text in quotes.
pub fn push_quoted(text: &str, out: &mut String) {
    let mut writer = Writer(std::mem::take(out));
    writer.quoted(text);
    *out = writer.0;
}

/// That writing failed. There is no value of it, so nothing is compiled that looks for one.
#[derive(Debug)]
pub enum Unwritable {}

impl fmt::Display for Unwritable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        no_answer()
    }
}

/// For kinds of values that no answer has: the types of the answers never come here.
fn no_answer() -> ! {
    std::process::abort()
}

/// What was written so far.
struct Writer(String);

impl Writer {
    #[inline(never)]
    fn plain(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// In quotes, with the escapes that JSON demands and no others.
    #[inline(never)]
    fn quoted(&mut self, text: &str) {
        let mut is_plain = true;
        for byte in text.as_bytes() {
            is_plain &= *byte >= b' ' && *byte != b'"' && *byte != b'\\';
        }
        self.plain("\"");
        if is_plain {
            self.plain(text)
        } else {
            self.escaped(text)
        }
        self.plain("\"");
    }

    #[inline(never)]
    fn escaped(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\u{8}' => self.0.push_str("\\b"),
                '\t' => self.0.push_str("\\t"),
                '\n' => self.0.push_str("\\n"),
                '\u{c}' => self.0.push_str("\\f"),
                '\r' => self.0.push_str("\\r"),
                '\0'..='\u{1f}' => {
                    self.0.push_str("\\u00");
                    for half in [u32::from(letter) >> 4, u32::from(letter) & 15] {
                        self.0.extend(char::from_digit(half, 16));
                    }
                }
                _ => self.0.push(letter),
            }
        }
    }

    #[inline(never)]
    fn signed(&mut self, number: i64) {
        if number < 0 {
            self.0.push('-');
        }
        self.unsigned(number.unsigned_abs());
    }

    fn unsigned(&mut self, number: u64) {
        if number > 9 {
            self.unsigned(number / 10);
        }
        self.0.extend(char::from_digit((number % 10) as u32, 10));
    }

    /// A comma, unless this is the first of a list or an object.
    #[inline(never)]
    fn next(&mut self) {
        if !matches!(self.0.as_bytes().last(), Some(b'[' | b'{')) {
            self.plain(",");
        }
    }

    #[inline(never)]
    fn key(&mut self, key: &str) {
        self.next();
        self.quoted(key);
        self.plain(":");
    }
}

type Written = Result<(), Unwritable>;

macro_rules! whole {
    ($($name:ident $type:ty => $write:ident,)*) => {
        $(fn $name(self, number: $type) -> Written {
            self.$write(number.into());
            Ok(())
        })*
    };
}

impl Serializer for &mut Writer {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    whole! {
        serialize_i8 i8 => signed,
        serialize_i16 i16 => signed,
        serialize_i32 i32 => signed,
        serialize_i64 i64 => signed,
        serialize_u8 u8 => unsigned,
        serialize_u16 u16 => unsigned,
        serialize_u32 u32 => unsigned,
        serialize_u64 u64 => unsigned,
    }

    fn serialize_bool(self, flag: bool) -> Written {
        self.plain(if flag { "true" } else { "false" });
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Written {
        no_answer()
    }

    fn serialize_f64(self, _: f64) -> Written {
        no_answer()
    }

    fn serialize_char(self, letter: char) -> Written {
        self.quoted(letter.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Written {
        self.quoted(text);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Written {
        no_answer()
    }

    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.plain("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Written {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Written {
        no_answer()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unwritable> {
        self.plain("[");
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Unwritable> {
        self.plain("[");
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Unwritable> {
        self.plain("[");
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Unwritable> {
        no_answer()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Unwritable> {
        self.plain("{");
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unwritable> {
        self.plain("{");
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Unwritable> {
        no_answer()
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Written {
        self.quoted(&value.to_string());
        Ok(())
    }
}

macro_rules! elements {
    ($($compound:ident $write:ident,)*) => {
        $(impl ser::$compound for &mut Writer {
            type Ok = ();
            type Error = Unwritable;

            fn $write<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
                self.next();
                value.serialize(&mut **self)
            }

            fn end(self) -> Written {
                self.plain("]");
                Ok(())
            }
        })*
    };
}

elements! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}

macro_rules! fields {
    ($($compound:ident,)*) => {
        $(impl ser::$compound for &mut Writer {
            type Ok = ();
            type Error = Unwritable;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Written {
                self.key(key);
                value.serialize(&mut **self)
            }

            fn end(self) -> Written {
                self.plain("}");
                Ok(())
            }
        })*
    };
}

fields! {
    SerializeStruct,
    SerializeStructVariant,
}

impl ser::SerializeMap for &mut Writer {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        self.next();
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.plain(":");
        value.serialize(&mut **self)
    }

    fn end(self) -> Written {
        self.plain("}");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::text;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    #[test]
    fn every_kind_of_value_has_the_bytes_of_serde_json() {
        let value = json!({
            "texts": ["", "\"\\/\u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f} é ￿ 😀", 'c'],
            "numbers": [0, 9, 10, i64::MIN, i64::MAX, u64::MAX, -1],
            "others": [null, true, false, [], {}, [[]], { "": {} }],
        });
        assert_eq!(text(&value), value.to_string());
        assert_eq!(text(&(1_u8, -2_i16, Some("x"), None::<()>)), r#"[1,-2,"x",null]"#);
    }

    proptest! {
        #[test]
        fn any_text_has_the_bytes_of_serde_json(any in any::<String>(), number in any::<i64>()) {
            let value: Value = json!({ any.clone(): [any, number] });
            prop_assert_eq!(text(&value), value.to_string());
        }
    }
}
