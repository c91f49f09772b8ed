//! What was paid in a time.

use crate::batch::PeriodKey;
use crate::money::Arithmetic;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

/// An amount in the currency of the report, or a number; text in answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure(pub Decimal);

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.plain())
    }
}

/// Sums of a time.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Figures {
    /// `2026`, `2026-05`, or `2026-04/2026-06`.
    #[serde(serialize_with = "as_key")]
    pub period: PeriodKey,
    /// How many transactions.
    pub count: u64,
    /// What was paid, fee and tax included.
    pub gross: Figure,
    /// What the platform kept of it.
    pub fees: Figure,
    /// Tax withheld, that of states left out.
    pub withheld: Figure,
    /// Income tax withheld for US states.
    pub state_withheld: Figure,
    /// What is left of the gross after fees and tax.
    pub net: Figure,
}

fn as_key<S: Serializer>(key: &PeriodKey, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(key.as_str())
}

impl Figures {
    /// Of no record; the zero has the digits of the currency.
    pub fn none(period: PeriodKey, zero: Decimal) -> Self {
        let zero = Figure(zero);
        Figures {
            period,
            count: 0,
            gross: zero,
            fees: zero,
            withheld: zero,
            state_withheld: zero,
            net: zero,
        }
    }

    /// Adds the figures of a record, or of a payee. A record has at most 10^15: more of them than
    /// any memory holds are less than a decimal does.
    #[inline(never)]
    pub fn add(&mut self, more: &Figures) {
        self.count = self.count.saturating_add(more.count);
        for (sum, part) in [
            (&mut self.gross, more.gross),
            (&mut self.fees, more.fees),
            (&mut self.withheld, more.withheld),
            (&mut self.state_withheld, more.state_withheld),
            (&mut self.net, more.net),
        ] {
            sum.0 = sum.0.plus(part.0).unwrap_or(sum.0);
        }
    }
}
