//! The door of the command line to what is asked of the rules themselves: a wasm of its own.

use super::{error, parse, tree};
use crate::json;
use crate::tools;
use crate::value::Value;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// A rulebook, with overlays over it, to be looked at.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Tools {
    engine: crate::Engine,
    overlay: Option<Value<'static>>,
}

#[wasm_bindgen]
impl Tools {
    /// `new Tools(overlay?)`; throws an `Error` named `RulebookError`, with `issues`.
    #[wasm_bindgen(constructor)]
    pub fn new(overlay: JsValue) -> Result<Tools, JsValue> {
        let overlay = Some(tree(&overlay)).filter(|overlay| !matches!(overlay, Value::Null));
        let engine = crate::Engine::new(overlay.as_ref())
            .map_err(|issues| error("RulebookError", "overlay", &issues))?;
        Ok(Tools { engine, overlay })
    }

    /// `tools.lint()`: `[{ table, row, field, issue }]`.
    pub fn lint(&self) -> Result<JsValue, JsValue> {
        parse(&tools::lint(&self.engine))
    }

    /// `tools.docs(madeBy)`: `{ file: markdown }`.
    pub fn docs(&self, made_by: &str) -> Result<JsValue, JsValue> {
        let pages = tools::docs(&self.engine, self.overlay.as_ref(), made_by);
        let pages: BTreeMap<&str, String> = pages.into_iter().collect();
        parse(&json::text(&pages))
    }

    /// `tools.rows()`: `{ table: [row] }`.
    pub fn rows(&self) -> Result<JsValue, JsValue> {
        parse(&tools::rows(self.overlay.as_ref()))
    }
}
