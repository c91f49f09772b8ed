//! What was paid, and to whom. A bad record or a bad payee is one bad line; the others hold.

use super::forms::ReportForm;
use crate::batch::{Directory, FxTable, decode_directory, decode_fx, money};
use crate::date::AsOf;
use crate::issue::{Code, Issue};
use crate::money::Money;
use crate::rulebook::Rulebook;
use crate::value::{Fields, Need, Path, Value, as_of, integer, list, name};
use crate::words::words;

/// A report that is asked for.
#[derive(Debug)]
pub struct ReportRequest<'v> {
    /// Which.
    pub form: ReportForm,
    /// Of which year.
    pub year: i32,
    /// Payees by id; how well they are known nobody asks.
    pub payees: Directory<'v>,
    /// What was paid, in order, good or bad.
    pub payouts: Vec<PaidRecord<'v>>,
    /// Rates for payouts in other currencies; whatever their age.
    pub fx: Option<FxTable>,
    /// What is wrong with payees, payouts and rates.
    pub issues: Vec<Issue>,
}

words! {
    /// What became of a payout.
    PaidStatus {
        /// The payee has it.
        Paid = "paid",
        /// It came back.
        Returned = "returned",
    }
}

/// A payout that was made, as far as it could be read.
#[derive(Debug)]
pub struct PaidRecord<'v> {
    /// To whom.
    pub payee_id: Option<&'v str>,
    /// The platform's name for it.
    pub reference: Option<&'v str>,
    /// The payout, unless something is wrong with it.
    pub paid: Option<Paid>,
}

/// A payout that was made.
#[derive(Debug, Clone, Copy)]
pub struct Paid {
    /// When; a day is that day where the gate keeps its time.
    pub at: AsOf,
    /// The gross, of which the next three are parts.
    pub amount: Money,
    /// What the platform kept.
    pub fee: Money,
    /// Tax withheld; of a US payee federal income tax.
    pub withheld: Money,
    /// Income tax withheld for the payee's state.
    pub state_withheld: Money,
    /// How many transactions, or sales, it settled.
    pub count: u64,
    /// What became of it.
    pub status: PaidStatus,
}

/// Reads `{ form, year, payees, payouts, fx? }`, or why there can be no report at all.
pub fn decode_report_request<'v>(
    value: &'v Value<'_>,
    rulebook: &Rulebook,
) -> Result<ReportRequest<'v>, Vec<Issue>> {
    let (mut issues, mut found) = (Vec::new(), Vec::new());
    let request = Fields::open(value, Path::root(), &mut issues).and_then(|mut fields| {
        let form = fields.word::<ReportForm>("form", Need::Required, &mut issues);
        let year = fields.take("year", Need::Required, &mut issues, integer(2000, 2199));
        let payees =
            fields.take_all("payees", Need::Required, &mut issues, |value, path, issues| {
                decode_directory(value, path, Need::Optional, rulebook, issues, &mut found)
            });
        let payouts =
            fields.take_all("payouts", Need::Required, &mut issues, |value, path, issues| {
                list(value, path, issues, |_, value, path, _| {
                    Some(record(value, path, rulebook, &mut found))
                })
            });
        let fx = fields.take_all("fx", Need::Optional, &mut found, |value, path, issues| {
            decode_fx(value, path, rulebook, issues)
        });
        fields.finish(&mut issues);
        let year = i32::try_from(year?).ok()?;
        let (form, payees, payouts) = (form?, payees?, payouts?);
        Some(ReportRequest { form, year, payees, payouts, fx, issues: Vec::new() })
    });
    match request {
        Some(request) if issues.is_empty() => Ok(ReportRequest { issues: found, ..request }),
        _ => {
            issues.extend(found);
            Err(issues)
        }
    }
}

fn record<'v>(
    value: &'v Value<'_>,
    path: &Path,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> PaidRecord<'v> {
    let before = issues.len();
    let mut record = PaidRecord { payee_id: None, reference: None, paid: None };
    let Some(mut fields) = Fields::open(value, *path, issues) else { return record };
    record.payee_id = fields.take("payee_id", Need::Required, issues, name(1, 128));
    record.reference = fields.take("reference", Need::Optional, issues, name(1, 128));
    let at = fields.take("paid_at", Need::Required, issues, as_of);
    let amount = fields.take_all("amount", Need::Required, issues, |value, path, issues| {
        money(value, path, false, rulebook, issues)
    });
    let status = fields.word::<PaidStatus>("status", Need::Optional, issues);
    let count = fields.take("count", Need::Optional, issues, integer(1, 1_000_000_000));
    let parts = amount.and_then(|amount| parts(&mut fields, amount, rulebook, issues));
    fields.finish(issues);
    if issues.len() == before {
        record.paid = at.zip(amount).zip(parts).map(|((at, amount), parts)| {
            let [fee, withheld, state_withheld] = parts;
            let count = u64::try_from(count.unwrap_or(1)).unwrap_or(1);
            let status = status.unwrap_or(PaidStatus::Paid);
            Paid { at, amount, fee, withheld, state_withheld, count, status }
        });
    }
    record
}

/// Fee, tax and state tax: what was taken from the amount, and is no more than that.
fn parts(
    fields: &mut Fields,
    amount: Money,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<[Money; 3]> {
    let mut parts = [Money::zero(amount.currency()); 3];
    let mut left = amount;
    for (part, key) in parts.iter_mut().zip(["fee", "withheld", "state_withheld"]) {
        let given = fields.take_all(key, Need::Optional, issues, |value, path, issues| {
            money(value, path, true, rulebook, issues)
        });
        let Some(given) = given else { continue };
        let (code, message) = match left.checked_sub(given) {
            Ok(rest) if !rest.amount().is_sign_negative() => {
                (left, *part) = (rest, given);
                continue;
            }
            Ok(_) => {
                let message = format!("fee and tax are more than the amount, {amount}");
                (Code::PartExceedsAmount, message)
            }
            Err(_) => {
                let (unit, given) = (amount.currency(), given.currency());
                let message = format!("the amount is in {unit}, so \"{key}\" cannot be {given}");
                (Code::CurrencyMismatch, message)
            }
        };
        let help = "the amount is the gross, and fee and tax are parts of it in its currency";
        issues.push(Issue::new(code, message).at(&fields.path().key(key)).help(help));
    }
    Some(parts)
}
