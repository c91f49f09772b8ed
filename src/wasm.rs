//! JavaScript's door: the only file that knows JavaScript. It reads objects into the neutral
//! tree and parses the JSON text of answers; it decides nothing.

#[cfg(feature = "screening")]
mod screening;
#[cfg(feature = "engine")]
mod stream;
#[cfg(feature = "tools")]
mod tools;

use crate::issue::Issue;
use crate::json;
use crate::value::{DEPTH_MAX, Fault, KEYS_MAX, LIST_MAX, VALUES_MAX, Value};
#[cfg(feature = "engine")]
use crate::wire;
use js_sys::{Array, BigInt, JSON, JsString, Number, Reflect};
use std::borrow::Cow;
use wasm_bindgen::prelude::{JsCast, JsError, JsValue, wasm_bindgen};

/// The standard library's allocator for wasm is four times as large, and no faster.
#[cfg(feature = "engine")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[wasm_bindgen]
extern "C" {
    /// `Object.keys`, which a proxy can make throw.
    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    fn own_keys(object: &JsValue) -> Result<Array, JsValue>;

    /// `Array.isArray`, which a revoked proxy makes throw.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    /// `String.prototype.isWellFormed`, where the host has it.
    #[wasm_bindgen(catch, js_namespace = ["String", "prototype", "isWellFormed"], js_name = call)]
    fn is_well_formed(text: &JsString) -> Result<bool, JsValue>;

    /// `Object.prototype.toString`, the one way to tell data from a date across realms.
    #[wasm_bindgen(catch, js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn tag_of(object: &JsValue) -> Result<JsString, JsValue>;
}

#[cfg(feature = "screening")]
pub use screening::Screener;
#[cfg(feature = "engine")]
pub use stream::{stream_close, stream_open, stream_push};
#[cfg(feature = "tools")]
pub use tools::Tools;

/// The engine as JavaScript sees it; `pkg-template/types` describes it.
#[cfg(feature = "engine")]
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    inner: crate::Engine,
}

#[cfg(feature = "engine")]
#[wasm_bindgen]
impl Engine {
    /// `new Engine(overlay?)`; throws an `Error` named `RulebookError`, with `issues`.
    #[wasm_bindgen(constructor)]
    pub fn new(overlay: JsValue) -> Result<Engine, JsValue> {
        let overlay = tree(&overlay);
        let overlay = Some(&overlay).filter(|overlay| !matches!(overlay, Value::Null));
        let inner = crate::Engine::new(overlay)
            .map_err(|issues| error("RulebookError", "overlay", &issues))?;
        Ok(Engine { inner })
    }

    /// Every call but `planJson`: one door, for each is glue in the page and bytes in the wasm.
    pub fn call(&self, name: &str, args: &Array) -> Result<JsValue, JsValue> {
        let args: Vec<Value> = args.iter().map(|arg| tree(&arg)).collect();
        let Some(answer) = wire::ask(&self.inner, name, &args) else {
            return Err(JsError::new("no such call").into());
        };
        parse(&answer)
    }

    /// `engine.planJson(batch, context)`: UTF-8 JSON in and out, no JavaScript object between.
    #[wasm_bindgen(js_name = planJson)]
    pub fn plan_json(&self, batch: &[u8], context: &[u8]) -> js_sys::Uint8Array {
        wire::plan_bytes(&self.inner, batch, context).as_bytes().into()
    }
}

fn parse(answer: &str) -> Result<JsValue, JsValue> {
    JSON::parse(answer)
}

/// An `Error` of that name with the issues of what was given.
fn error(name: &str, given: &str, issues: &[Issue]) -> JsValue {
    let first = issues.first().map_or("", |issue| issue.message.as_str());
    let place = issues.first().and_then(|issue| issue.path.as_deref());
    let place = place.filter(|place| !place.is_empty()).unwrap_or("its root");
    let message = format!("{} issues in the {given}, the first at {place}: {first}", issues.len());
    let error: JsValue = JsError::new(&message).into();
    let issues = json::text(&issues);
    for (key, value) in [("name", Ok(name.into())), ("issues", parse(&issues))] {
        // The error is a fresh object, so neither can fail.
        let set = value.and_then(|value| Reflect::set(&error, &key.into(), &value));
        debug_assert!(set.is_ok(), "an error that cannot be described");
    }
    error
}

fn tree(value: &JsValue) -> Value<'static> {
    walk(value, &mut Walk { above: Vec::new(), values: 0 })
}

/// Where a walk is.
struct Walk {
    /// The objects around the value.
    above: Vec<JsValue>,
    /// How many values were read: one object may stand in a million places.
    values: usize,
}

/// Reads a JavaScript value as `JSON.stringify` would write it, but loses nothing on the way:
/// `NaN`, `-0`, half surrogates and functions stay what they are, and are reported in place.
fn walk(value: &JsValue, walk: &mut Walk) -> Value<'static> {
    walk.values += 1;
    if value.is_null() || value.is_undefined() {
        return Value::Null;
    }
    if let Some(flag) = value.as_bool() {
        return Value::Bool(flag);
    }
    if let Some(number) = value.as_f64() {
        return self::number(number);
    }
    if let Some(text) = value.dyn_ref::<JsString>() {
        return self::text(text).map_or(Value::Broken(Fault::LoneSurrogate), Value::Text);
    }
    if let Some(whole) = value.dyn_ref::<BigInt>() {
        return written(whole.to_string(10).ok());
    }
    let Ok(is_list) = is_array(value) else { return Value::Broken(Fault::NotData) };
    if !is_list && !is_plain_object(value) {
        return Value::Broken(Fault::NotData);
    }
    // A cycle has no end, so it is nested too deep.
    if walk.above.len() >= DEPTH_MAX || walk.above.contains(value) {
        return Value::Broken(Fault::TooDeep);
    }
    if walk.values > VALUES_MAX {
        return Value::Broken(Fault::TooMany);
    }
    walk.above.push(value.clone());
    let read = if is_list { list(value, walk) } else { object(value, walk) };
    walk.above.pop();
    read
}

fn number(number: f64) -> Value<'static> {
    if number.is_nan() {
        return Value::Broken(Fault::NotANumber);
    }
    if number.is_infinite() {
        return Value::Broken(Fault::Infinite);
    }
    if number == 0.0 && number.is_sign_negative() {
        return Value::Number(Cow::Borrowed("-0"));
    }
    // The shortest decimal form, as JSON.stringify writes it.
    written(Number::from(number).to_string_with_radix(10).ok())
}

/// Writing in base ten cannot fail.
fn written(digits: Option<JsString>) -> Value<'static> {
    digits.map_or(Value::Broken(Fault::NotANumber), |digits| {
        Value::Number(Cow::Owned(String::from(digits)))
    })
}

fn text(text: &JsString) -> Option<Cow<'static, str>> {
    // Older hosts cannot tell, and then each character is looked at from here.
    let is_sound = is_well_formed(text).unwrap_or_else(|_| text.is_valid_utf16());
    is_sound.then(|| Cow::Owned(String::from(text)))
}

fn is_plain_object(value: &JsValue) -> bool {
    value.is_object() && tag_of(value).is_ok_and(|tag| tag == "[object Object]")
}

fn list(value: &JsValue, around: &mut Walk) -> Value<'static> {
    let length = Reflect::get(value, &"length".into()).ok().and_then(|length| length.as_f64());
    let Some(length) = length.filter(|length| (0.0..=LIST_MAX as f64).contains(length)) else {
        return Value::Broken(Fault::TooMany);
    };
    let item = |index| match Reflect::get_u32(value, index) {
        Ok(item) => walk(&item, around),
        Err(_) => Value::Broken(Fault::NotData),
    };
    Value::List((0..length as u32).map(item).collect())
}

fn object(value: &JsValue, around: &mut Walk) -> Value<'static> {
    let Ok(keys) = own_keys(value) else { return Value::Broken(Fault::NotData) };
    if keys.length() as usize > KEYS_MAX {
        return Value::Broken(Fault::TooMany);
    }
    let mut entries = Vec::new();
    for key in keys.iter() {
        let item = match Reflect::get(value, &key) {
            Ok(item) if item.is_undefined() => continue,
            Ok(item) => walk(&item, around),
            Err(_) => Value::Broken(Fault::NotData),
        };
        // As the JSON reader does for a key that is no text.
        let name = key.dyn_ref::<JsString>().and_then(text);
        entries.push((name.unwrap_or(Cow::Borrowed("\u{fffd}")), item));
    }
    Value::Object(entries)
}
