//! The question about one payee.

use super::text::Bearer;
use crate::country::Country;
use crate::date::{Moment, parse_date};
use crate::issue::{Code, Issue};
use crate::value::{Fields, Need, Path, Value, country, list, moment, text};

/// Longest name that is asked for.
const NAME_MAX: usize = 500;

/// Most names of one payee, the aliases among them.
const NAMES_MAX: usize = 50;

/// A name of who is to be screened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedName<'v> {
    /// As it was given.
    pub written: &'v str,
    /// Where, as a JSON Pointer.
    pub path: String,
}

/// Who is to be screened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenRequest<'v> {
    /// Answered, and looked for in what is allowed.
    pub payee_id: Option<&'v str>,
    /// The first is the name, the others aliases.
    pub names: Vec<AskedName<'v>>,
    /// What the names are of.
    pub bearer: Bearer,
    /// Where the payee is at home.
    pub country: Option<Country>,
    /// When the payee was born.
    pub birth_year: Option<i32>,
    /// For when; nothing is allowed without it.
    pub at: Option<Moment>,
    /// Everything that is wrong with the question; an error holds.
    pub issues: Vec<Issue>,
}

/// Reads a question. What cannot be read is in its issues.
pub fn decode_screen_request<'v>(value: &'v Value, path: &Path) -> ScreenRequest<'v> {
    let mut issues = Vec::new();
    let mut request = ScreenRequest {
        payee_id: None,
        names: Vec::new(),
        bearer: Bearer::Unknown,
        country: None,
        birth_year: None,
        at: None,
        issues: Vec::new(),
    };
    if let Some(mut fields) = Fields::open(value, *path, &mut issues) {
        request.payee_id = fields.take("payee_id", Need::Optional, &mut issues, text(1, 200));
        let name = fields.take("name", Need::Required, &mut issues, asked_name);
        request.names.extend(name);
        let aliases = |value: &'v Value<'_>, path: &Path, issues: &mut Vec<Issue>| {
            list(value, path, issues, |_, item, path, issues| {
                asked_name(item, path).map_err(|issue| issues.push(issue)).ok()
            })
        };
        let aliases = fields.take_all("aliases", Need::Optional, &mut issues, aliases);
        request.names.extend(aliases.unwrap_or_default());
        if request.names.len() > NAMES_MAX {
            let message = format!("more than {NAMES_MAX} names");
            issues.push(Issue::new(Code::TooMany, message).at(&path.key("aliases")));
        }
        request.names.truncate(NAMES_MAX);
        let kind = fields.place("type", Need::Optional, &mut issues, &["individual", "business"]);
        request.bearer = match kind {
            Some(0) => Bearer::Person,
            Some(_) => Bearer::Thing,
            None => Bearer::Unknown,
        };
        request.country = fields.take("country", Need::Optional, &mut issues, country);
        request.birth_year = fields.take("birth_date", Need::Optional, &mut issues, birth_year);
        request.at = fields.take("at", Need::Required, &mut issues, moment);
        fields.finish(&mut issues);
    }
    request.issues = issues;
    request
}

fn asked_name<'v>(value: &'v Value, path: &Path) -> Result<AskedName<'v>, Issue> {
    let written = text(1, NAME_MAX)(value, path)?;
    Ok(AskedName { written, path: path.to_string() })
}

/// `1970-05-22`, or no more of it than is known: `1970-05`, `1970`.
fn birth_year(value: &Value, path: &Path) -> Result<i32, Issue> {
    let written = text(0, 40)(value, path)?;
    let whole = match written.len() {
        4 => format!("{written}-01-01"),
        7 => format!("{written}-01"),
        _ => written.to_owned(),
    };
    parse_date(&whole).map(|day| day.year()).ok_or_else(|| {
        Issue::new(Code::DateInvalid, "not a date of birth")
            .at(path)
            .help("write 1970-05-22, 1970-05 or 1970")
    })
}
