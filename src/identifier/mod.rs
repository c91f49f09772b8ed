//! Identifiers: is a value what it should be, what is its normal form, and what else might it be.
//!
//! [`check`] answers for one; [`schemes`] lists what is known of each kind, with sources. Blanks,
//! hyphens, dots and slashes that people write are passed over where they say nothing.

mod check;
mod hint;
mod iban;
mod keccak;
mod own;
mod pattern;
mod request;
mod schemes;
mod text;

pub use hint::{Likeness, looks_like, shows_through};
pub use iban::iban_example;
pub use request::{IdentifierAnswer, IdentifierRequest, answer, decode_identifier_request};
pub use schemes::{Scheme, schemes};

use crate::collect::joined;
use crate::country::Country;
use crate::issue::{Code, Issue};
use crate::rulebook::{IdentifierKind, Rulebook};
use check::{Flaw, flaw};
use schemes::Form;
use std::borrow::Cow;

/// A value that should be an identifier.
#[derive(Debug, Clone, Copy)]
pub struct Identifier<'v> {
    /// What it should be.
    pub kind: IdentifierKind,
    /// As it was given.
    pub value: &'v str,
    /// The country it should be of; a tax number of the European Union cannot do without.
    pub country: Option<Country>,
    /// The bank's code, with which a NUBAN is checked.
    pub bank_code: Option<&'v str>,
}

/// An identifier that is what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Without separators, in the case of its scheme: checked again, it stays as it is.
    pub normalized: String,
    /// The country it is of, where that can be said.
    pub country: Option<Country>,
    /// What speaks against it without being proof.
    pub doubt: Option<Fault>,
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The issue it makes.
    pub code: Code,
    /// Continues "the … ".
    pub reason: Cow<'static, str>,
    /// Where the rule comes from.
    pub source: &'static str,
}

impl Fault {
    fn form(reason: impl Into<Cow<'static, str>>) -> Fault {
        Fault { code: Code::IdentifierFormat, reason: reason.into(), source: "" }
    }

    fn digits(code: Code) -> Fault {
        Fault { code, reason: "has check digits that do not fit".into(), source: "" }
    }

    fn of(flaw: Flaw) -> Fault {
        match flaw {
            Flaw::Digits => Fault::digits(Code::IdentifierChecksum),
            Flaw::Date => Fault::form("has a date in it that there is not"),
            Flaw::Part => Fault::form("has a part that is never issued"),
        }
    }

    fn country(found: Country, wanted: Country) -> Fault {
        let reason = format!("is one of {found}, not of {wanted}");
        Fault { code: Code::IdentifierCountry, reason: reason.into(), source: "" }
    }

    /// The issue it makes of what people call `label`.
    pub fn issue(&self, label: &str) -> Issue {
        let issue = Issue::new(self.code, format!("the {label} {}", self.reason));
        if self.source.is_empty() { issue } else { issue.source(self.source) }
    }
}

/// What a value is, or what is wrong with it.
pub fn check(identifier: &Identifier, rulebook: &Rulebook) -> Result<Known, Fault> {
    let known = check_kind(identifier, identifier.kind, rulebook)?;
    match (known.country, identifier.country) {
        (Some(found), Some(wanted)) if found != wanted => Err(Fault::country(found, wanted)),
        _ => Ok(known),
    }
}

fn check_kind(
    identifier: &Identifier,
    kind: IdentifierKind,
    rulebook: &Rulebook,
) -> Result<Known, Fault> {
    let value = identifier.value.trim();
    if kind == IdentifierKind::EuVat {
        return eu_vat(&compact(value, None));
    }
    let country = match kind {
        IdentifierKind::EuTin => Some(identifier.country.ok_or_else(no_country)?),
        _ => None,
    };
    let scheme = scheme(kind, country.as_ref().map_or("", Country::as_str)).ok_or_else(|| {
        let of = country.as_ref().map_or("", Country::as_str);
        let reason = format!("is of {of}, whose tax numbers are not known");
        Fault { code: Code::IdentifierCountry, ..Fault::form(reason) }
    })?;
    let known = match text::reader(kind) {
        Some((read, wanted)) => match read(value) {
            Some(normalized) => Ok(Known { normalized, country: None, doubt: None }),
            None => Err(Fault::form(format!("is not {wanted}"))),
        },
        None => match one_of(identifier, kind, value, rulebook) {
            Some(known) => known,
            None => by_figures(identifier, scheme, value, rulebook),
        },
    };
    let sourced = |fault: Fault| Fault {
        source: if fault.source.is_empty() { scheme.source } else { fault.source },
        ..fault
    };
    let mut known = known.map_err(sourced)?;
    known.doubt = known.doubt.map(sourced);
    known.country = known.country.or_else(|| Country::parse(scheme.country));
    if kind == IdentifierKind::EvmAddress && !text::evm_cases(&known.normalized) {
        let reason = "has letters whose case does not fit".into();
        return Err(sourced(Fault { reason, ..Fault::digits(Code::IdentifierChecksum) }));
    }
    Ok(known)
}

fn no_country() -> Fault {
    Fault { code: Code::IdentifierCountry, ..Fault::form("needs its country") }
}

/// The scheme of a kind; with several, that of the country.
fn scheme(kind: IdentifierKind, country: &str) -> Option<&'static Scheme> {
    schemes()
        .find(|scheme| scheme.kind == kind && (country.is_empty() || scheme.country == country))
}

/// A value that may be of several kinds: the first one it is. Where it is none and the kind has
/// no forms of its own, the fault that says most.
fn one_of(
    identifier: &Identifier,
    kind: IdentifierKind,
    value: &str,
    rulebook: &Rulebook,
) -> Option<Result<Known, Fault>> {
    let kinds = text::kinds(kind);
    if kinds.is_empty() {
        return None;
    }
    let mut worst = None;
    for part in kinds {
        let known = check_kind(identifier, *part, rulebook);
        match known {
            Ok(known) if kind == IdentifierKind::BrPixKey && known.normalized.len() > 77 => {
                return Some(Err(Fault::form("has more than 77 characters")));
            }
            Ok(mut known) => {
                if kind == IdentifierKind::BrPixKey
                    && known.normalized.bytes().any(|byte| byte == b'@')
                {
                    known.normalized.make_ascii_lowercase();
                }
                return Some(Ok(known));
            }
            // That digits do not fit says more than that the form does not.
            Err(fault) if fault.code == Code::IdentifierChecksum => worst = Some(fault),
            Err(_) => {}
        }
    }
    if kind == IdentifierKind::BrPixKey
        && let Some(normalized) = text::uuid(value)
    {
        return Some(Ok(Known { normalized, country: None, doubt: None }));
    }
    if kind == IdentifierKind::ThPromptpay {
        return None;
    }
    Some(Err(worst.unwrap_or_else(|| {
        let title = |part: &IdentifierKind| scheme(*part, "").map_or("", |scheme| scheme.title);
        let titles: Vec<&str> = kinds.iter().map(title).collect();
        let random = if kind == IdentifierKind::BrPixKey { " and no random key" } else { "" };
        Fault::form(format!("is no {}{random}", titles.join(", no ")))
    })))
}

/// A value of figures: letters and digits in a form.
fn by_figures(
    identifier: &Identifier,
    scheme: &Scheme,
    value: &str,
    rulebook: &Rulebook,
) -> Result<Known, Fault> {
    // The sign in a Finnish number says the century.
    let keep = (scheme.country == "FI").then_some('-');
    let mut figures = match scheme.kind {
        IdentifierKind::NzAccount => text::nz_account(value),
        IdentifierKind::KeMsisdn => text::ke_msisdn(&compact(value, keep)),
        _ => compact(value, keep),
    };
    let forms = scheme.forms();
    let fits = |figures: &[u8]| {
        forms.iter().any(|form| pattern::fits(form.pattern, &filled(figures, form)))
    };
    if keep.is_some() && !fits(&figures) {
        figures = compact(value, None);
    }
    if scheme.kind == IdentifierKind::Iban {
        let (country, fits) = iban::read(&figures, rulebook)?;
        let known = Known { normalized: latin(&figures), country: Some(country), doubt: None };
        return if fits { Ok(known) } else { Err(Fault::digits(Code::IdentifierChecksum)) };
    }
    // The country's letters may stand before a number that has none.
    let letters = scheme.country.as_bytes();
    let rest = figures.strip_prefix(letters).or_else(|| {
        // Greece's, for taxes.
        figures.strip_prefix(b"EL").filter(|_| letters == b"GR")
    });
    if let Some(rest) = rest.filter(|rest| !letters.is_empty() && !fits(&figures) && fits(rest)) {
        figures = rest.to_vec();
    }
    let mut known = by_forms(figures, &forms)?;
    let bank_code = identifier.bank_code.filter(|code| code.len() == 3);
    if let Some(code) = bank_code.filter(|_| scheme.kind == IdentifierKind::NgNuban)
        && flaw(schemes::NUBAN, &[code.as_bytes(), known.normalized.as_bytes()].concat()).is_some()
    {
        let reason = "has a check digit that does not fit its bank code".into();
        known.doubt = Some(Fault { reason, ..Fault::digits(Code::IdentifierDoubtful) });
    }
    if scheme.kind == IdentifierKind::Bic {
        let country = known.normalized.get(4..6).and_then(Country::parse);
        let exists = |country: &Country| {
            rulebook.country_row(*country).is_some() || rulebook.iban(*country).is_some()
        };
        known.country = country.filter(exists);
        if known.country.is_none() {
            return Err(Fault::form("has no country in its fifth and sixth place"));
        }
    }
    Ok(known)
}

/// A VAT number: its first two letters say whose.
fn eu_vat(figures: &[u8]) -> Result<Known, Fault> {
    let (prefix, rest) = figures.split_at_checked(2).unwrap_or((figures, &[]));
    let prefix = match std::str::from_utf8(prefix).unwrap_or_default() {
        // Greece has letters of its own, though people write the others.
        "GR" => "EL",
        prefix => prefix,
    };
    let country = match prefix {
        "EL" => "GR",
        "XI" => "GB",
        prefix => prefix,
    };
    let scheme = scheme(IdentifierKind::EuVat, prefix).filter(|_| !prefix.is_empty());
    let scheme =
        scheme.ok_or_else(|| Fault::form("does not begin with the prefix of a country"))?;
    let sourced = |fault| Fault { source: scheme.source, ..fault };
    let mut known = by_forms(rest.to_vec(), &scheme.forms()).map_err(sourced)?;
    known.normalized.insert_str(0, prefix);
    known.country = Country::parse(country);
    Ok(known)
}

/// The first form that the figures fit without a flaw; or else what is wrong, by the form that
/// came closest.
fn by_forms(figures: Vec<u8>, forms: &[Form]) -> Result<Known, Fault> {
    let mut least: Option<(Flaw, Known, bool)> = None;
    for form in forms {
        let filled = filled(&figures, form);
        if !pattern::fits(form.pattern, &filled) {
            continue;
        }
        let checks = pattern::cells(form.checks, b' ').filter(|check| !check.is_empty());
        let flaw = checks.filter_map(|check| flaw(check, &filled)).max();
        let known = Known { normalized: latin(&filled), country: None, doubt: None };
        let Some(flaw) = flaw else { return Ok(known) };
        if least.as_ref().is_none_or(|(known, ..)| flaw < *known) {
            least = Some((flaw, known, form.doubtful));
        }
    }
    match least {
        Some((Flaw::Digits, known, true)) => {
            Ok(Known { doubt: Some(Fault::digits(Code::IdentifierDoubtful)), ..known })
        }
        Some((flaw, ..)) => Err(Fault::of(flaw)),
        None => {
            let mut says: Vec<String> = Vec::new();
            for form in forms.iter().map(|form| pattern::describe(form.pattern)) {
                if !says.contains(&form) {
                    says.push(form);
                }
            }
            Err(Fault::form(match says.as_slice() {
                [first, _, _, _, ..] => {
                    format!("is of none of its {} forms, such as {first}", says.len())
                }
                _ => format!("is not {}", joined(&says, "; nor ")),
            }))
        }
    }
}

/// The figures with the zeros that people leave out.
fn filled<'f>(figures: &'f [u8], form: &Form) -> Cow<'f, [u8]> {
    let missing = pattern::least(form.pattern).saturating_sub(figures.len());
    match missing {
        1.. if missing <= form.zeros => {
            let mut filled = vec![b'0'; missing];
            filled.extend(figures);
            Cow::Owned(filled)
        }
        _ => Cow::Borrowed(figures),
    }
}

/// In capitals and without separators, a byte for each character; a byte of 0 stands for what no
/// identifier has.
fn compact(value: &str, keep: Option<char>) -> Vec<u8> {
    let separates = |letter: char| {
        matches!(
            letter,
            ' ' | '\t' | '-' | '.' | '/' | ',' | ':' | '_' | '\u{a0}' | '\u{202f}' | '\u{2010}'
                ..='\u{2015}' | '\u{2212}'
        )
    };
    let figure = |letter: char| match letter {
        'ñ' => 0xd1,
        letter => u8::try_from(letter).unwrap_or_default().to_ascii_uppercase(),
    };
    let mut figures = Vec::with_capacity(value.len());
    for letter in value.chars() {
        if keep == Some(letter) || !separates(letter) {
            figures.push(figure(letter));
        }
    }
    figures
}

/// The figures as text.
fn latin(figures: &[u8]) -> String {
    figures.iter().map(|byte| char::from(*byte)).collect()
}
