//! What is asked and what is known: the batch, and the context it is decided in.

mod amount;
mod context;
mod filing;
mod fx;
mod history;
mod line;
mod payee;
mod ranking;
mod rates;
mod request;
mod standing;
mod totals;

pub use context::{Context, Directory, FundingAccount, Seen, ShortfallPolicy, decode_context};
pub use filing::Filing;
pub use fx::{FxTable, decode_fx};
pub use history::{History, Total};
pub use line::{
    Batch, Bearer, Line, PAYOUTS_MAX, Payout, Target, Terms, decode_batch, decode_head, decode_line,
};
pub use payee::{Account, Payee};
pub use ranking::{RankBy, Ranking, Weights};
pub use rates::Rates;
pub use request::{
    AccountRequest, FailureRequest, GateRequest, MethodsRequest, QuoteRequest,
    decode_account_request, decode_failure_request, decode_fields_request, decode_gate_request,
    decode_methods_request, decode_quote_request,
};
pub use standing::{Asking, Review, Screening, Tax};
pub use totals::{PeriodKey, Running, Window};

pub(crate) use crate::value::moment;
pub(crate) use amount::money;
pub(crate) use context::decode_directory;
