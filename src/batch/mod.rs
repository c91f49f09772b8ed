//! What is asked and what is known: the batch, and the context it is decided in.

mod amount;
mod context;
mod fx;
mod line;
mod payee;
mod rates;
mod request;
mod totals;

pub use context::{Context, FundingAccount, Seen, ShortfallPolicy, decode_context};
pub use fx::{FxTable, decode_fx};
pub use line::{Batch, Bearer, Line, PAYOUTS_MAX, Payout, Target, Terms, decode_batch};
pub use payee::{Account, Payee, Tax, Total, decode_payee};
pub use rates::Rates;
pub use request::{
    AccountRequest, FailureRequest, GateRequest, MethodsRequest, QuoteRequest, RankBy,
    decode_account_request, decode_failure_request, decode_fields_request, decode_gate_request,
    decode_methods_request, decode_quote_request,
};
pub use totals::{PeriodKey, Running, Window};

pub(crate) use crate::value::moment;
