//! What a caller sets: the lists, the thresholds, what is allowed.

use super::list::{Entry, Format, ListInfo, check};
use super::read::{self, Read};
use super::tables::Tables;
use crate::collect::Keyed;
use crate::date::{Date, parse_date};
use crate::hash::{Hash, Hasher};
use crate::issue::{Code, Issue};
use crate::value::{Fields, Need, Path, Value, list, text};

/// The longest file that is read.
const TEXT_MAX: usize = 1 << 30;

/// A list as it was read.
#[derive(Debug)]
pub struct Loaded {
    /// Where it was given, as a JSON Pointer.
    path: String,
    pub info: ListInfo,
    pub entries: Vec<Entry>,
}

/// Reads one list or several; each error means that there is no screener.
pub fn load(lists: &Value, tables: &Tables, issues: &mut Vec<Issue>) -> Vec<Loaded> {
    let root = Path::root();
    let loaded = match lists {
        Value::List(_) => {
            let one = |_, item: &Value, path: &Path, issues: &mut Vec<Issue>| {
                load_one(item, path, tables, issues)
            };
            list(lists, &root, issues, one).unwrap_or_default()
        }
        one => load_one(one, &root, tables, issues).into_iter().collect(),
    };
    let mut ids = Keyed::default();
    for list in &loaded {
        if !ids.add(list.info.id.as_bytes(), ()) {
            let id = list.info.id.as_str();
            let message = format!("two lists have the id {id}");
            let help = "give each list an \"id\" of its own";
            let mut issue = Issue::new(Code::RowDuplicate, message).param("list", id).help(help);
            issue.path = Some(list.path.clone());
            issues.push(issue);
        }
    }
    if loaded.is_empty() && issues.is_empty() {
        issues.push(Issue::new(Code::ListEmpty, "no list to screen against").at(&root));
    }
    loaded
}

fn load_one(
    value: &Value,
    path: &Path,
    tables: &Tables,
    issues: &mut Vec<Issue>,
) -> Option<Loaded> {
    let mut fields = Fields::open(value, *path, issues)?;
    let format = fields.word::<Format>("format", Need::Required, issues);
    let id = fields.take("id", Need::Optional, issues, text(1, 100));
    let aliases = fields.take("aliases", Need::Optional, issues, text(0, TEXT_MAX));
    let entries = fields.raw("entries");
    let own = entries.is_some() && format == Some(Format::Names);
    let need = if own { Need::Optional } else { Need::Required };
    let written = fields.take("text", need, issues, text(0, TEXT_MAX));
    if let Some(entries) = entries.filter(|_| !own) {
        issues.push(entries.wrong("nothing, but for the format \"names\"", &path.key("entries")));
    }
    if let Some(aliases) = fields.raw("aliases").filter(|_| format != Some(Format::OfacSdnCsv)) {
        let wanted = "nothing, but for the format \"ofac_sdn_csv\"";
        issues.push(aliases.wrong(wanted, &path.key("aliases")));
    }
    fields.finish(issues);
    let format = format?;
    let read = match (entries.filter(|_| own), written) {
        (Some(entries), None) => {
            let entries = read::entries_of(entries, &path.key("entries"), tables, issues);
            Read { entries, ..Read::default() }
        }
        (None, Some(text)) => read::read(format, text, aliases, tables),
        (Some(_), Some(_)) => {
            let message = "a list has \"text\" or \"entries\", not both";
            issues.push(Issue::new(Code::ListInvalid, message).at(path));
            return None;
        }
        (None, None) => return None,
    };
    let place = path.key(if own { "entries" } else { "text" });
    let mut found = read.issues;
    if found.is_empty() && read.entries.is_empty() {
        found.push(Issue::new(Code::ListEmpty, "the list has no entry"));
    }
    if found.is_empty() {
        found = check(&read.entries);
    }
    found = found.into_iter().map(|issue| issue.at(&place)).collect();
    issues.extend(found.iter().filter(|issue| issue.is_error()).cloned());
    found.retain(|issue| !issue.is_error());
    let hashed = match written {
        // Both files as they are read, one after the other.
        Some(text) => Hash::of([text, aliases.unwrap_or_default()].concat().into_bytes()),
        None => read.entries.iter().fold(Hasher::default().text("entries"), Entry::hashed).finish(),
    };
    let info = ListInfo {
        id: id.unwrap_or(format.as_str()).to_owned(),
        format,
        published: read.published,
        entries: read.entries.len(),
        names: read.entries.iter().map(|entry| entry.names.len()).sum(),
        hash: hashed,
        issues: found,
    };
    Some(Loaded { path: path.to_string(), info, entries: read.entries })
}

/// An entry that a payee may be like until a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// Whom it is about: an id, or a name.
    pub payee_id: Option<String>,
    /// A name, compared by its words.
    pub name: Option<String>,
    /// The entry's id.
    pub entry: String,
    /// Its list; every one when not said.
    pub list: Option<String>,
    /// The last day.
    pub until: Date,
    /// Why.
    pub reason: Option<String>,
}

/// The thresholds, in thousandths, and what is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    pub hold: u32,
    pub block: u32,
    pub allow: Vec<Allowed>,
}

/// Below, names are not looked for.
const HOLD_LEAST: u32 = 700;

/// The thresholds the figures in the documents are for.
const HOLD: u32 = 880;
const BLOCK: u32 = 960;

/// Reads the options; `null` is all of them by default.
pub fn options(value: &Value, issues: &mut Vec<Issue>) -> Options {
    let mut options = Options { hold: HOLD, block: BLOCK, allow: Vec::new() };
    if matches!(value, Value::Null) {
        return options;
    }
    let Some(mut fields) = Fields::open(value, Path::root(), issues) else { return options };
    let before = issues.len();
    if let Some(hold) = fields.take("hold", Need::Optional, issues, share) {
        options.hold = hold;
    }
    if let Some(block) = fields.take("block", Need::Optional, issues, share) {
        options.block = block;
    }
    if options.hold > options.block && issues.len() == before {
        let message = "names would block before they hold: \"hold\" is more than \"block\"";
        let issue = Issue::new(Code::NumberOutOfRange, message);
        issues.push(issue.at(&Path::root().key("hold")));
    }
    let allow = |value: &Value, path: &Path, issues: &mut Vec<Issue>| {
        list(value, path, issues, |_, item, path, issues| allowed(item, path, issues))
    };
    options.allow = fields.take_all("allow", Need::Optional, issues, allow).unwrap_or_default();
    fields.finish(issues);
    options
}

/// A decimal string from 0.7 to 1 with three decimals at most.
fn share(value: &Value, path: &Path) -> Result<u32, Issue> {
    let written = text(0, 40)(value, path)?;
    let (whole, part) = written.split_once('.').unwrap_or((written, "0"));
    let digits = (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let thousandths = format!("{part:0<3}").parse().ok().filter(|_| digits);
    let share = match (whole, thousandths) {
        ("0", Some(share)) => share,
        ("1", Some(0)) => 1000,
        _ => 0,
    };
    if (HOLD_LEAST..=1000).contains(&share) {
        return Ok(share);
    }
    let message = format!("expected a share from 0.700 to 1.000, found \"{written}\"");
    Err(Issue::new(Code::NumberOutOfRange, message)
        .at(path)
        .param("min", "0.700")
        .param("max", "1.000")
        .param("value", written))
}

fn allowed(value: &Value, path: &Path, issues: &mut Vec<Issue>) -> Option<Allowed> {
    let mut fields = Fields::open(value, *path, issues)?;
    let mut take = |name: &'static str, need: Need, issues: &mut Vec<Issue>| {
        fields.take(name, need, issues, text(1, 500)).map(str::to_owned)
    };
    let payee_id = take("payee_id", Need::Optional, issues);
    // Whom it is about must be said in one way or the other.
    let need = if payee_id.is_some() { Need::Optional } else { Need::Required };
    let name = take("name", need, issues);
    let entry = take("entry", Need::Required, issues);
    let list = take("list", Need::Optional, issues);
    let reason = take("reason", Need::Optional, issues);
    let until = fields.take("until", Need::Required, issues, |value, path| {
        let written = text(0, 40)(value, path)?;
        parse_date(written).ok_or_else(|| {
            Issue::new(Code::DateInvalid, "not a day")
                .at(path)
                .help("write the last day on which it is allowed, 2026-05-22")
        })
    });
    fields.finish(issues);
    let known = payee_id.is_some() || name.is_some();
    Some(Allowed { payee_id, name, entry: entry?, list, until: until?, reason }).filter(|_| known)
}
