//! One identifier by itself: the question and its answer.

use super::{Identifier, check, looks_like, scheme};
use crate::collect::Listed;
use crate::country::Country;
use crate::issue::{Code, Issue};
use crate::rulebook::{IdentifierKind, Rulebook};
use crate::value::{Fields, Need, Path, Value, country, text};
use serde::Serialize;

/// A value and what it should be.
pub type IdentifierRequest<'v> = Identifier<'v>;

/// What a value is, or what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IdentifierAnswer {
    /// Whether it is what it should be.
    pub ok: bool,
    /// What it should be; absent when the request does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<IdentifierKind>,
    /// The country it is of, where that can be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// Without separators, in the case of its scheme; absent when it is not `ok`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub normalized: Option<String>,
    /// What is wrong with the value or the request, and what is doubtful.
    pub issues: Vec<Issue>,
}

/// Most characters of a value; the longest identifier, a UPI address, has 321.
const VALUE_MAX: usize = 400;

/// Reads `{ kind, value, country?, bank_code? }`, or the answer that says why it cannot be read.
pub fn decode_identifier_request<'v>(
    value: &'v Value<'_>,
) -> Result<IdentifierRequest<'v>, IdentifierAnswer> {
    let mut issues = Vec::new();
    let mut kind = None;
    let mut request = None;
    let root = Path::root();
    if let Some(mut fields) = Fields::open(value, root, &mut issues) {
        kind = fields.word::<IdentifierKind>("kind", Need::Required, &mut issues);
        let value = fields.take("value", Need::Required, &mut issues, text(1, VALUE_MAX));
        // These are of many countries, and say of none which.
        let need = match kind {
            Some(IdentifierKind::EuTin) => Need::Required,
            _ => Need::Optional,
        };
        let country = fields.take("country", need, &mut issues, country);
        let bank_code = fields.take("bank_code", Need::Optional, &mut issues, text(1, 20));
        fields.finish(&mut issues);
        request =
            kind.zip(value).map(|(kind, value)| Identifier { kind, value, country, bank_code });
    }
    request.filter(|_| issues.is_empty()).ok_or(IdentifierAnswer {
        ok: false,
        kind,
        country: None,
        normalized: None,
        issues,
    })
}

/// What the value is, or what is wrong with it and what it looks like instead.
pub fn answer(request: &IdentifierRequest, rulebook: &Rulebook) -> IdentifierAnswer {
    let title = match request.kind {
        IdentifierKind::EuTin => "tax number",
        IdentifierKind::EuVat => "VAT number",
        kind => scheme(kind, "").map_or("value", |scheme| scheme.title),
    };
    let root = Path::root();
    let (known, issue) = match check(request, rulebook) {
        Ok(known) => {
            let doubt = known.doubt.as_ref().map(|fault| fault.issue(title));
            (Some(known), doubt)
        }
        Err(fault) => {
            let issue = fault.issue(title);
            let likeness = looks_like(Some(request.kind), request.value, rulebook);
            (None, Some(likeness.map_or(issue.clone(), |likeness| likeness.tell(issue))))
        }
    };
    // Of a tax number the country is given, not read.
    let by_country = |issue: &Issue| {
        request.kind == IdentifierKind::EuTin && issue.code == Code::IdentifierCountry
    };
    let at = |issue: Issue| {
        let field = if by_country(&issue) { "country" } else { "value" };
        issue.at(&root.key(field))
    };
    IdentifierAnswer {
        ok: known.is_some(),
        kind: Some(request.kind),
        country: known.as_ref().and_then(|known| known.country),
        normalized: known.map(|known| known.normalized),
        issues: issue.map(at).into_iter().listed(),
    }
}
