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
    pub doubt: Option<Box<Fault>>,
}

impl Known {
    fn new(normalized: String) -> Known {
        Known { normalized, country: None, doubt: None }
    }
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The issue it makes.
    pub code: Code,
    /// Continues "the … ".
    pub reason: String,
    /// Where the rule comes from.
    pub source: &'static str,
}

impl Fault {
    #[inline(never)]
    fn new(code: Code, reason: &str) -> Box<Fault> {
        Box::new(Fault { code, reason: reason.to_owned(), source: "" })
    }

    fn form(reason: &str) -> Box<Fault> {
        Fault::new(Code::IdentifierFormat, reason)
    }

    fn digits(code: Code) -> Box<Fault> {
        Fault::new(code, "has check digits that do not fit")
    }

    fn of(flaw: Flaw) -> Box<Fault> {
        match flaw {
            Flaw::Digits => Fault::digits(Code::IdentifierChecksum),
            Flaw::Date => Fault::form("has a date in it that there is not"),
            Flaw::Part => Fault::form("has a part that is never issued"),
        }
    }

    /// The issue it makes of what people call `label`.
    pub fn issue(&self, label: &str) -> Issue {
        let issue = Issue::new(self.code, format!("the {label} {}", self.reason));
        if self.source.is_empty() { issue } else { issue.source(self.source) }
    }
}

/// What a value is, or what is wrong with it.
pub fn check(identifier: &Identifier, rulebook: &Rulebook) -> Result<Known, Box<Fault>> {
    let known = check_kind(identifier, identifier.kind, rulebook)?;
    match (known.country, identifier.country) {
        (Some(found), Some(wanted)) if found != wanted => {
            let reason = format!("is one of {found}, not of {wanted}");
            Err(Fault::new(Code::IdentifierCountry, &reason))
        }
        _ => Ok(known),
    }
}

/// The same of one kind that it may be; what speaks against it tells its source.
fn check_kind(
    identifier: &Identifier,
    kind: IdentifierKind,
    rulebook: &Rulebook,
) -> Result<Known, Box<Fault>> {
    let mut source = "";
    let value = identifier.value.trim();
    let mut known = match kind {
        IdentifierKind::EuVat => eu_vat(value, &mut source),
        _ => by_scheme(&Identifier { kind, value, ..*identifier }, rulebook, &mut source),
    };
    let fault = match &mut known {
        Ok(known) => known.doubt.as_mut(),
        Err(fault) => Some(fault),
    };
    if let Some(fault) = fault.filter(|fault| fault.source.is_empty()) {
        fault.source = source;
    }
    known
}

fn by_scheme(
    identifier: &Identifier,
    rulebook: &Rulebook,
    source: &mut &'static str,
) -> Result<Known, Box<Fault>> {
    let &Identifier { kind, value, .. } = identifier;
    let country = match (kind, &identifier.country) {
        (IdentifierKind::EuTin, None) => {
            return Err(Fault::new(Code::IdentifierCountry, "needs its country"));
        }
        (IdentifierKind::EuTin, Some(country)) => country.as_str(),
        _ => "",
    };
    let Some(scheme) = scheme(kind, country) else {
        let reason = format!("is of {country}, whose tax numbers are not known");
        return Err(Fault::new(Code::IdentifierCountry, &reason));
    };
    *source = scheme.source;
    let mut known = if let Some((read, wanted)) = text::reader(kind) {
        let normalized = read(value).ok_or_else(|| Fault::form(&format!("is not {wanted}")))?;
        if kind == IdentifierKind::EvmAddress && !text::evm_cases(&normalized) {
            let reason = "has letters whose case does not fit";
            return Err(Fault::new(Code::IdentifierChecksum, reason));
        }
        Known::new(normalized)
    } else {
        match one_of(identifier, rulebook) {
            Some(known) => known?,
            None => by_figures(identifier, scheme, rulebook)?,
        }
    };
    known.country = known.country.or_else(|| Country::parse(scheme.country));
    Ok(known)
}

/// The scheme of a kind; with several, that of the country.
fn scheme(kind: IdentifierKind, country: &str) -> Option<&'static Scheme> {
    schemes()
        .find(|scheme| scheme.kind == kind && (country.is_empty() || scheme.country == country))
}

/// A value that may be of several kinds: the first one it is. Where it is none and the kind has
/// no forms of its own, the fault that says most.
fn one_of(identifier: &Identifier, rulebook: &Rulebook) -> Option<Result<Known, Box<Fault>>> {
    let &Identifier { kind, value, .. } = identifier;
    let kinds = text::kinds(kind);
    if kinds.is_empty() {
        return None;
    }
    let is_key = kind == IdentifierKind::BrPixKey;
    let mut worst = None;
    for part in kinds {
        match check_kind(identifier, *part, rulebook) {
            Ok(known) if is_key && known.normalized.len() > 77 => {
                return Some(Err(Fault::form("has more than 77 characters")));
            }
            Ok(mut known) => {
                if is_key && known.normalized.as_bytes().contains(&b'@') {
                    known.normalized.make_ascii_lowercase();
                }
                return Some(Ok(known));
            }
            // That digits do not fit says more than that the form does not.
            Err(fault) if fault.code == Code::IdentifierChecksum => worst = Some(fault),
            Err(_) => {}
        }
    }
    if is_key && let Some(normalized) = text::uuid(value) {
        return Some(Ok(Known::new(normalized)));
    }
    if kind == IdentifierKind::ThPromptpay {
        return None;
    }
    Some(Err(worst.unwrap_or_else(|| {
        let mut reason = String::from("is");
        for (place, part) in kinds.iter().enumerate() {
            reason.push_str(if place == 0 { " no " } else { ", no " });
            reason.push_str(scheme(*part, "").map_or("", |scheme| scheme.title));
        }
        reason.push_str(if is_key { " and no random key" } else { "" });
        Fault::form(&reason)
    })))
}

/// A value of figures: letters and digits in a form.
fn by_figures(
    identifier: &Identifier,
    scheme: &Scheme,
    rulebook: &Rulebook,
) -> Result<Known, Box<Fault>> {
    let value = identifier.value;
    // The sign in a Finnish number says the century.
    let keep = (scheme.country == "FI").then_some('-');
    let mut figures = match scheme.kind {
        IdentifierKind::NzAccount => text::nz_account(value),
        IdentifierKind::KeMsisdn => text::ke_msisdn(&compact(value, keep)),
        _ => compact(value, keep),
    };
    let forms = scheme.forms();
    if keep.is_some() && !fits_any(&figures, &forms) {
        figures = compact(value, None);
    }
    if scheme.kind == IdentifierKind::Iban {
        let (country, fits) = iban::read(&figures, rulebook)?;
        if !fits {
            return Err(Fault::digits(Code::IdentifierChecksum));
        }
        return Ok(Known { country: Some(country), ..Known::new(latin(&figures)) });
    }
    // The country's letters may stand before a number that has none.
    let letters = scheme.country.as_bytes();
    let rest = figures.strip_prefix(letters).or_else(|| {
        // Greece's, for taxes.
        figures.strip_prefix(b"EL").filter(|_| letters == b"GR")
    });
    if let Some(rest) = rest
        && !letters.is_empty()
        && !fits_any(&figures, &forms)
        && fits_any(rest, &forms)
    {
        figures = rest.to_vec();
    }
    let mut known = by_forms(&figures, &forms)?;
    let bank_code = identifier.bank_code.filter(|code| code.len() == 3);
    if let Some(code) = bank_code.filter(|_| scheme.kind == IdentifierKind::NgNuban)
        && flaw(schemes::NUBAN, &[code.as_bytes(), known.normalized.as_bytes()].concat()).is_some()
    {
        let reason = "has a check digit that does not fit its bank code";
        known.doubt = Some(Fault::new(Code::IdentifierDoubtful, reason));
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
fn eu_vat(value: &str, source: &mut &'static str) -> Result<Known, Box<Fault>> {
    let figures = compact(value, None);
    let (prefix, rest) = figures.split_at_checked(2).unwrap_or((&figures, &[]));
    // Greece has letters of its own, though people write the others.
    let (prefix, country) = match std::str::from_utf8(prefix).unwrap_or_default() {
        "GR" | "EL" => ("EL", "GR"),
        "XI" => ("XI", "GB"),
        prefix => (prefix, prefix),
    };
    let scheme = scheme(IdentifierKind::EuVat, prefix).filter(|_| !prefix.is_empty());
    let scheme =
        scheme.ok_or_else(|| Fault::form("does not begin with the prefix of a country"))?;
    *source = scheme.source;
    let mut known = by_forms(rest, &scheme.forms())?;
    known.normalized.insert_str(0, prefix);
    known.country = Country::parse(country);
    Ok(known)
}

/// The first form that the figures fit without a flaw; or else what is wrong, by the form that
/// came closest.
fn by_forms(figures: &[u8], forms: &[Form]) -> Result<Known, Box<Fault>> {
    let mut closest: Option<(Flaw, Vec<u8>, bool)> = None;
    for form in forms {
        let Some(filled) = filled(figures, form) else { continue };
        let mut worst = None;
        for check in pattern::cells(form.checks, b' ') {
            worst = worst.max(flaw(check, &filled));
        }
        let Some(worst) = worst else { return Ok(Known::new(latin(&filled))) };
        if closest.as_ref().is_none_or(|(flaw, ..)| worst < *flaw) {
            closest = Some((worst, filled, form.doubtful));
        }
    }
    match closest {
        Some((Flaw::Digits, filled, true)) => {
            let doubt = Some(Fault::digits(Code::IdentifierDoubtful));
            Ok(Known { doubt, ..Known::new(latin(&filled)) })
        }
        Some((flaw, ..)) => Err(Fault::of(flaw)),
        None => Err(fits_none(forms)),
    }
}

/// That a value is of none of the forms.
fn fits_none(forms: &[Form]) -> Box<Fault> {
    let mut says: Vec<String> = Vec::new();
    for form in forms {
        let form = pattern::describe(form.pattern);
        if !says.contains(&form) {
            says.push(form);
        }
    }
    Fault::form(&match says.as_slice() {
        [first, _, _, _, ..] => format!("is of none of its {} forms, such as {first}", says.len()),
        _ => format!("is not {}", joined(&says, "; nor ")),
    })
}

/// The figures with the zeros that people leave out; `None` when they do not fit the form.
fn filled(figures: &[u8], form: &Form) -> Option<Vec<u8>> {
    let mut filled = Vec::new();
    let missing = pattern::least(form.pattern).saturating_sub(figures.len());
    if missing <= form.zeros {
        filled.resize(missing, b'0');
    }
    filled.extend_from_slice(figures);
    pattern::fits(form.pattern, &filled).then_some(filled)
}

#[inline(never)]
fn fits_any(figures: &[u8], forms: &[Form]) -> bool {
    forms.iter().any(|form| filled(figures, form).is_some())
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
    let mut text = String::new();
    for byte in figures {
        text.push(char::from(*byte));
    }
    text
}
