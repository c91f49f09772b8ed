//! What a value plainly is when it is not what was asked for.

use super::check::{luhn, span};
use super::{Identifier, check_kind, compact, iban, text};
use crate::issue::{Code, Issue};
use crate::rulebook::{IdentifierKind, Rulebook};

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness {
    /// The kind, or `account_number`.
    pub kind: &'static str,
    /// As people say it, `an IBAN`.
    pub says: &'static str,
}

const fn likeness(kind: &'static str, says: &'static str) -> Likeness {
    Likeness { kind, says }
}

const IBAN: Likeness = likeness("iban", "an IBAN");
const CARD: Likeness = likeness("card_pan", "a card number");
const EMAIL: Likeness = likeness("email", "an email address");
const PHONE: Likeness = likeness("e164", "a phone number");
const ACCOUNT: Likeness = likeness("account_number", "an account number");
const VPA: Likeness = likeness("in_upi_vpa", "a UPI address");
const IFSC: Likeness = likeness("in_ifsc", "an IFSC");
const BIC: Likeness = likeness("bic", "a BIC");

impl Likeness {
    /// Adds to an issue what the value looks like, before what it should be.
    pub fn tell(self, issue: Issue) -> Issue {
        let help = match issue.help.as_deref() {
            Some(wanted) => format!("this looks like {}; wanted: {wanted}", self.says),
            None => format!("this looks like {}", self.says),
        };
        issue.param("looks_like", self.kind).help(help)
    }
}

/// What a value that is not of the kind plainly is instead. `None` as the kind is a field that
/// is no identifier.
pub fn looks_like(
    kind: Option<IdentifierKind>,
    value: &str,
    rulebook: &Rulebook,
) -> Option<Likeness> {
    let value = value.trim();
    let is = |kind: IdentifierKind| {
        let identifier = Identifier { kind, value, country: None, bank_code: None };
        check_kind(&identifier, kind, rulebook).is_ok()
    };
    let figures = compact(value, None);
    let likeness = if value.contains('@') {
        let email =
            text::reader(IdentifierKind::Email).is_some_and(|(read, _)| read(value).is_some());
        if email { EMAIL } else { VPA }
    } else if value.starts_with('+') {
        PHONE
    } else if iban::read(&figures, rulebook).is_ok() {
        IBAN
    } else if is_card(&figures) {
        CARD
    } else if is(IdentifierKind::InIfsc) {
        IFSC
    } else if value.bytes().take(6).all(|byte| byte.is_ascii_uppercase()) && is(IdentifierKind::Bic)
    {
        BIC
    } else if (4..=20).contains(&figures.len()) && figures.iter().all(u8::is_ascii_digit) {
        ACCOUNT
    } else {
        return None;
    };
    let wanted = kind.map_or("account_number", IdentifierKind::as_str);
    let plain = match likeness {
        // Only where letters are wanted is a number plainly another one.
        ACCOUNT => matches!(kind, Some(IdentifierKind::Iban | IdentifierKind::Bic)),
        VPA => is(IdentifierKind::InUpiVpa),
        PHONE => is(IdentifierKind::E164),
        _ => true,
    };
    (plain && wanted != likeness.kind).then_some(likeness)
}

/// What a value that a field of account numbers takes plainly is all the same: an IBAN, or a card
/// number that must not be stored.
pub fn shows_through(value: &str, label: &str, rulebook: &Rulebook) -> Option<Issue> {
    let figures = compact(value, None);
    let likeness = if iban::read(&figures, rulebook).is_ok_and(|(_, fits)| fits) {
        IBAN
    } else if is_card(&figures) {
        CARD
    } else {
        return None;
    };
    let message = format!("the {label} looks like {}", likeness.says);
    Some(Issue::new(Code::IdentifierOtherKind, message).param("looks_like", likeness.kind))
}

/// Whether the figures are a number of one of the large card schemes.
fn is_card(figures: &[u8]) -> bool {
    let begins = |low: &[u8], high: &[u8]| (low..=high).contains(&span(figures, (0, low.len())));
    let scheme = match figures.len() {
        15 => begins(b"34", b"34") || begins(b"37", b"37"),
        16 => {
            begins(b"4", b"4")
                || begins(b"51", b"55")
                || begins(b"2221", b"2720")
                || begins(b"60", b"65")
        }
        _ => false,
    };
    scheme && figures.iter().all(u8::is_ascii_digit) && luhn(figures)
}
