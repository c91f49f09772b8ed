//! Decides payouts: for every payout of a batch whether it goes, waits or is refused, by which
//! method, what it costs, at what rate, what arrives and when, and why.
//!
//! [`Engine`] has the verbs; [`wire`] asks them with JSON text. `DESIGN.md` has the floors, from
//! the ground up, and says why.
//!
//! ```
//! use payout_rules::{Engine, wire};
//!
//! let engine = Engine::new(None).unwrap();
//! let batch = br#"{ "batch_id": "may", "transactions": [
//!     { "payee_id": "ana", "amount": 80.50, "currency": "usd" } ] }"#;
//! let context = br#"{ "at": "2026-05-22T14:00:00Z", "payees": [] }"#;
//!
//! let plan = wire::plan_bytes(&engine, batch, context);
//! assert!(plan.contains(r#""code":"currency_invalid""#));
//! assert!(plan.contains(r#""path":"/transactions/0/currency""#));
//! ```

pub mod account;
pub mod batch;
pub mod collect;
pub mod country;
pub mod coverage;
pub mod date;
mod engine;
pub mod failure;
pub mod gate;
pub mod hash;
pub mod identifier;
pub mod issue;
mod json;
pub mod money;
pub mod plan;
pub mod quote;
pub mod report;
pub mod requirement;
mod route;
mod rule;
pub mod rulebook;
#[cfg(feature = "screening")]
pub mod screening;
#[cfg(feature = "tools")]
pub mod tools;
pub mod value;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
pub mod wire;
mod words;

pub use engine::{Engine, RulebookDiff, RulebookInfo, Validation};
