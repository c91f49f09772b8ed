//! JavaScript door (stand-in while the engine is written).
use wasm_bindgen::prelude::*;

/// The engine.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine;

#[wasm_bindgen]
impl Engine {
    /// A new engine.
    #[wasm_bindgen(constructor)]
    pub fn new(_overlay: Option<js_sys::Object>) -> Engine { Engine }
    /// Which rulebook.
    pub fn rulebook(&self) -> JsValue { JsValue::from_str("stub") }
    /// Plans bytes.
    #[wasm_bindgen(js_name = planJson)]
    pub fn plan_json(&self, batch: &[u8], _context: &[u8]) -> Vec<u8> { batch.to_vec() }
}
