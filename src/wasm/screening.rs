//! The door of `payout-rules/screening`: a wasm of its own, without the engine.

use super::{error, parse, tree};
use crate::issue::{Issue, Path};
use crate::screening::decode_list;
use crate::value::Value;
use crate::wire;
use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use std::borrow::Cow;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// The screener as JavaScript sees it; `pkg-template/types` describes it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Screener {
    inner: crate::screening::Screener,
}

#[wasm_bindgen]
impl Screener {
    /// `new Screener(lists, options?)`; throws an `Error` named `ScreeningError`, with `issues`.
    #[wasm_bindgen(constructor)]
    pub fn new(lists: JsValue, options: JsValue) -> Result<Screener, JsValue> {
        let wrong = |issues: Vec<Issue>| error("ScreeningError", "lists and options", &issues);
        let lists = with_text(&lists).map_err(wrong)?;
        let inner = crate::screening::Screener::new(&lists, &tree(&options)).map_err(wrong)?;
        Ok(Screener { inner })
    }

    /// `screener.list()`.
    pub fn list(&self) -> Result<JsValue, JsValue> {
        parse(&wire::screener(&self.inner))
    }

    /// `screener.screen(payee)`.
    pub fn screen(&self, request: JsValue) -> Result<JsValue, JsValue> {
        parse(&wire::screen(&self.inner, &tree(&request)))
    }

    /// `screener.screenAll(payees)`.
    #[wasm_bindgen(js_name = screenAll)]
    pub fn screen_all(&self, requests: JsValue) -> Result<JsValue, JsValue> {
        parse(&wire::screen_all(&self.inner, &tree(&requests)))
    }
}

/// The lists as data, files that were given as bytes decoded.
fn with_text(lists: &JsValue) -> Result<Value<'static>, Vec<Issue>> {
    let (root, mut issues) = (Path::root(), Vec::new());
    let mut given = tree(lists);
    match &mut given {
        Value::List(items) => {
            for (place, item) in (0_u32..).zip(items.iter_mut()) {
                let from = Reflect::get_u32(lists, place).unwrap_or(JsValue::NULL);
                decode(&from, item, &root.index(place as usize), &mut issues);
            }
        }
        one => decode(lists, one, &root, &mut issues),
    }
    if issues.is_empty() { Ok(given) } else { Err(issues) }
}

/// Puts the text of bytes in the place where they stand.
fn decode(from: &JsValue, list: &mut Value<'static>, path: &Path, issues: &mut Vec<Issue>) {
    let Value::Object(entries) = list else { return };
    for (key, value) in entries.iter_mut().filter(|(key, _)| FILES.contains(&key.as_ref())) {
        let file = Reflect::get(from, &JsValue::from_str(key)).unwrap_or(JsValue::NULL);
        if let Some(bytes) = bytes(&file) {
            match decode_list(&bytes) {
                Ok(text) => *value = Value::Text(Cow::Owned(text)),
                Err(issue) => issues.push(issue.at(&path.key(key))),
            }
        }
    }
}

const FILES: [&str; 2] = ["text", "aliases"];

/// The bytes of a `Uint8Array`, also of another realm.
fn bytes(file: &JsValue) -> Option<Vec<u8>> {
    let width = Reflect::get(file, &"BYTES_PER_ELEMENT".into()).ok()?.as_f64();
    let is_bytes = ArrayBuffer::is_view(file) && width == Some(1.0);
    is_bytes.then(|| Uint8Array::new(file).to_vec())
}
