//! A text in which equal values are equal: keys sorted, nothing else changed.

use crate::collect::{Listed, sorted};
use crate::value::Value;

/// Writes the value after what `out` has.
pub fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Null | Value::Broken(_) => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(text) => out.push_str(text),
        Value::Text(text) => write_text(text, out),
        Value::List(items) => {
            out.push('[');
            for item in items {
                write_canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        Value::Object(entries) => {
            let entries = sorted(entries.iter().listed(), |a, b| a.0.cmp(&b.0));
            out.push('{');
            for (key, item) in entries {
                write_text(key, out);
                out.push(':');
                write_canonical(item, out);
                out.push(',');
            }
            out.push('}');
        }
    }
}

/// In quotes, so that no text reads like the structure around it.
fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        if matches!(character, '"' | '\\' | '\n') {
            out.push('\\');
        }
        out.push(if character == '\n' { 'n' } else { character });
    }
    out.push('"');
}
