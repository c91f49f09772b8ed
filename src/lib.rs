#![doc = "Decides payouts."]

pub mod account;
pub mod batch;
pub mod country;
pub mod date;
mod engine;
pub mod gate;
pub mod hash;
pub mod issue;
pub mod money;
pub mod plan;
pub mod quote;
pub mod route;
pub mod rulebook;
pub mod value;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
pub mod wire;

pub use engine::{Engine, RowCounts, RulebookInfo, Validation};
