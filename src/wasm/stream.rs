//! JavaScript's door to a stream. A stream has a started wasm of its own, so it is the one thing in
//! that memory, and what it borrows is given back with the memory.

use super::{error, tree};
use crate::batch::{Context, decode_context, decode_head};
use crate::plan::Stream;
use crate::value::Value;
use crate::wire;
use js_sys::Uint8Array;
use std::cell::RefCell;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

thread_local! {
    static STREAM: RefCell<Option<Stream<'static, 'static>>> = const { RefCell::new(None) };
}

/// Begins the stream of this memory. The context is data, or its JSON text as bytes.
#[wasm_bindgen(js_name = streamOpen)]
pub fn stream_open(overlay: &JsValue, context: &JsValue, head: &JsValue) -> Result<(), JsValue> {
    let overlay = tree(overlay);
    let overlay = Some(&overlay).filter(|overlay| !matches!(overlay, Value::Null));
    let engine =
        crate::Engine::new(overlay).map_err(|issues| error("RulebookError", "overlay", &issues))?;
    let engine: &'static crate::Engine = Box::leak(Box::new(engine));
    let document = match context.dyn_ref::<Uint8Array>() {
        Some(bytes) => wire::document(Vec::leak(bytes.to_vec()), "context"),
        None => Ok(tree(context)),
    };
    let document: &'static _ = Box::leak(Box::new(document));
    let context: &'static _ = Box::leak(Box::new(match document {
        Ok(value) => decode_context(value, engine.rulebook()),
        Err(issue) => Context::unreadable(issue.clone()),
    }));
    let head: &'static _ = Box::leak(Box::new(tree(head)));
    let head: &'static _ = Box::leak(Box::new(decode_head(head, context)));
    STREAM.set(Some(engine.stream(head, context)));
    Ok(())
}

/// Decides what is whole of the lines so far.
#[wasm_bindgen(js_name = streamPush)]
pub fn stream_push(piece: &[u8]) -> Uint8Array {
    STREAM.with_borrow_mut(|stream| {
        let lines = stream.as_mut().map(|stream| stream.push(piece));
        lines.unwrap_or_default().as_bytes().into()
    })
}

/// Decides what is left; the last line is the summary.
#[wasm_bindgen(js_name = streamClose)]
pub fn stream_close() -> Uint8Array {
    let stream = STREAM.take();
    stream.map(Stream::close).unwrap_or_default().as_bytes().into()
}
