//! Screening: whether a payee's name is one of a list that the platform loads.
//!
//! A name is broken into words, which are transliterated and compared by spelling and by sound;
//! `docs/screening.md` has the method and how well it does. Nothing here decides a payout: the
//! answer is made to go into the context as `payee.screening`.
//!
//! ```
//! use payout_rules::screening::{Screener, decode_screen_request};
//! use payout_rules::value::{Path, Value, read};
//!
//! let lists = read(r#"{ "format": "names", "text": "Vladimir Kuznetsov" }"#).unwrap();
//! let screener = Screener::new(&lists, &Value::Null).unwrap();
//! let question = read(r#"{ "name": "Кузнецов Владимир", "at": "2026-11-21T10:00:00Z" }"#).unwrap();
//! let answer = screener.screen(&decode_screen_request(&question, &Path::root()));
//! assert_eq!(answer.outcome.as_str(), "block");
//! assert_eq!(answer.matches[0].matched_name, "Vladimir Kuznetsov");
//! ```

mod answer;
mod index;
mod list;
mod options;
mod read;
mod request;
mod score;
mod screener;
mod similar;
mod sound;
mod tables;
mod text;

pub use answer::{
    Agreement, AllowedShown, EntryShown, Limit, Match, PartShown, ScreenOutcome, ScreenerInfo,
    Screening, Share,
};
pub use list::{EntryType, Format, ListInfo};
pub use read::decode as decode_list;
pub use request::{AskedName, ScreenRequest, decode_screen_request};
pub use screener::Screener;
pub use similar::How;
pub use text::Bearer;
