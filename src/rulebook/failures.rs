//! What a return code means: which lists of codes a rail answers with, the codes themselves, and
//! the classes that say what to do.

use super::rows::{Meta, Rail, Scope};
use super::words::RailKind;
use crate::words::words;
use serde::Serialize;
use std::sync::Arc;

words! {
    /// What became of the payout.
    Landing {
        /// The money did not arrive, or came back.
        Failed = "failed",
        /// It arrived and stays.
        Paid = "paid",
        /// Neither yet: to send it again now could pay twice.
        Pending = "pending",
        /// The code does not tell.
        Unknown = "unknown",
    }
}

words! {
    /// Whether the same payout may be sent again.
    Retry {
        /// No.
        Never = "never",
        /// As it is, later.
        AfterDelay = "after_delay",
        /// When what was wrong is mended: `fields` by the payee, all else by the platform.
        AfterFix = "after_fix",
        /// By another method, or to another account.
        OtherMethod = "other_method",
    }
}

words! {
    /// Whether the account on file may be paid again.
    AccountUse {
        /// Yes.
        Usable = "usable",
        /// Yes, when `fields` are changed to what the bank's notice says.
        Update = "update",
        /// Not before somebody has looked at it.
        Check = "check",
        /// No.
        Unusable = "unusable",
    }
}

words! {
    /// Whom to tell.
    Notify {
        /// The payee, who has something to mend or to choose.
        Payee = "payee",
        /// Those who run the payouts.
        Platform = "platform",
        /// Those who answer for sanctions and fraud, and before them nobody.
        Compliance = "compliance",
        /// Nobody has to act.
        Nobody = "nobody",
    }
}

words! {
    /// In what a window is counted.
    WindowUnit {
        /// Seconds.
        Seconds = "seconds",
        /// Days on which the rail's banks are open.
        BankingDays = "banking_days",
        /// Days.
        CalendarDays = "calendar_days",
        /// Months.
        Months = "months",
        /// No count: in the next file of the network.
        NextFile = "next_file",
        /// No count: whenever the banks agree.
        Agreement = "agreement",
    }
}

words! {
    /// From when a window is counted.
    WindowStart {
        /// The payout was sent.
        Sent = "sent",
        /// It was processed.
        Processing = "processing",
        /// It was carried out.
        Execution = "execution",
        /// It was settled.
        Settlement = "settlement",
        /// The payee refused it.
        Refusal = "refusal",
        /// The sender asked for it back.
        Recall = "recall",
        /// The return was settled.
        Return = "return",
        /// The dishonored return was settled.
        DishonoredReturn = "dishonored_return",
        /// The bank's notice came.
        Notice = "notice",
    }
}

impl WindowUnit {
    /// Whether so many of it make a window.
    pub fn is_counted(self) -> bool {
        !matches!(self, WindowUnit::NextFile | WindowUnit::Agreement)
    }
}

/// A time that something may take: within 2 banking days after settlement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Window {
    /// How many, where the unit is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<u16>,
    /// Of what.
    pub unit: WindowUnit,
    /// From when.
    pub after: WindowStart,
}

/// What to do about a code; a code says only where it differs from its class.
#[derive(Debug, Clone, Default)]
pub struct Advice {
    /// What became of the payout.
    pub payout: Option<Landing>,
    /// Whether it may be sent again.
    pub retry: Option<Retry>,
    /// Whether the account may be paid again.
    pub account: Option<AccountUse>,
    /// Whom to tell.
    pub notify: Option<Notify>,
    /// Fields to ask again or to change, of whatever account form has them.
    pub fields: Option<Vec<String>>,
    /// What it means, in a few words.
    pub meaning: Option<String>,
}

/// What codes of many lists have in common.
#[derive(Debug, Clone)]
pub struct FailureClass {
    /// Its id, `account_invalid`.
    pub id: String,
    /// What to do, nothing left open.
    pub advice: Advice,
    /// Of the row.
    pub meta: Meta,
}

/// Everything about return codes.
#[derive(Debug, Clone)]
pub struct FailureTables {
    /// Which rails answer with which codes.
    pub systems: Vec<FailureSystem>,
    /// What codes have in common.
    pub classes: Vec<Arc<FailureClass>>,
    /// The codes.
    pub codes: Vec<Failure>,
}

/// A list of codes in use on some rails.
#[derive(Debug, Clone)]
pub struct FailureSystem {
    /// Its id.
    pub id: String,
    /// English name.
    pub name: String,
    /// On these rails,
    pub rails: Scope<String>,
    /// as far as they are of these kinds.
    pub kinds: Scope<RailKind>,
    /// The lists that its codes are of: what stands before the point in the id of a code.
    pub codes: Vec<String>,
    /// Until when a payout may come back, unless the code says otherwise.
    pub window: Option<Window>,
    /// Of the row.
    pub meta: Meta,
}

/// A return code.
#[derive(Debug, Clone)]
pub struct Failure {
    /// Its list and the code as the rail writes it: `ach.R03`.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it has in common with others.
    pub class: Arc<FailureClass>,
    /// Where it differs from them.
    pub advice: Advice,
    /// Until when a payout may come back with it.
    pub window: Option<Window>,
    /// By when the platform has to act on it.
    pub deadline: Option<Window>,
    /// Of the row.
    pub meta: Meta,
}

impl Failure {
    /// Its list and its code.
    pub fn parts(&self) -> (&str, &str) {
        self.id.split_once('.').unwrap_or(("", &self.id))
    }
}

impl FailureSystem {
    /// Whether the rail answers with its codes.
    pub fn serves(&self, rail: &Rail) -> bool {
        self.rails.includes(&rail.id) && self.kinds.includes(&rail.kind)
    }
}
