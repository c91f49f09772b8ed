//! The screener: lists with an index over their names, and the verbs that ask it.

use super::answer::{
    Agreement, AllowedShown, EntryShown, Limit, Match, ScreenOutcome, ScreenerInfo, Screening,
    Share,
};
use super::index::{Asked, Index, Search};
use super::list::{Entry, EntryName, EntryType, ListInfo, of_entry};
use super::options::{Allowed, Options, load, options};
use super::request::{AskedName, ScreenRequest};
use super::score::{Score, score};
use super::tables::Tables;
use super::text::{Bearer, words};
use crate::collect::sorted;
use crate::hash::{Hash, Hasher};
use crate::issue::{Code, Issue, Path, beginning};
use crate::value::Value;

/// Matches that an answer shows.
const MATCHES_SHOWN: usize = 20;

/// Screens names against the lists it was made with. It holds nothing else: every answer depends
/// on the arguments alone.
#[derive(Debug)]
pub struct Screener {
    lists: Vec<ListInfo>,
    /// Each with the place of its list.
    entries: Vec<(usize, Entry)>,
    /// Of each name of the index: its entry, and which of the entry's names it is.
    names: Vec<(usize, usize)>,
    index: Index,
    tables: Tables,
    options: Options,
    /// Whom each allowance by name is about, as words in order.
    allowed_words: Vec<Option<Vec<String>>>,
    issues: Vec<Issue>,
    hash: Hash,
}

impl Screener {
    /// Reads the lists (one object, or several in a list) and the options (`null` for the
    /// defaults); what is wrong with them is answered, all of it.
    pub fn new(lists: &Value, options_value: &Value) -> Result<Screener, Vec<Issue>> {
        let tables = Tables::new();
        let mut issues = Vec::new();
        let loaded = load(lists, &tables, &mut issues);
        let options = options(options_value, &mut issues);
        if issues.iter().any(Issue::is_error) {
            return Err(issues);
        }
        let mut screener = Screener {
            lists: Vec::new(),
            entries: Vec::new(),
            names: Vec::new(),
            index: Index::default(),
            allowed_words: Vec::new(),
            tables,
            options,
            issues: Vec::new(),
            hash: Hash::of(Vec::new()),
        };
        for list in loaded {
            screener.lists.push(list.info);
            list.entries.into_iter().for_each(|entry| screener.add(entry));
        }
        screener.settle();
        Ok(screener)
    }

    fn add(&mut self, entry: Entry) {
        let place = self.entries.len();
        let list = self.lists.len().saturating_sub(1);
        let bearer = bearer(entry.kind);
        for (number, name) in entry.names.iter().enumerate() {
            if self.index.add(&name.written, bearer, &self.tables) {
                self.names.push((place, number));
            } else if let Some(list) = self.lists.get_mut(list) {
                let message = format!("a name of the entry {} has nothing to compare", entry.id);
                list.issues.push(of_entry(Code::ListPartUnused, &entry, &message));
            }
        }
        self.entries.push((list, entry));
    }

    /// What is known once all lists are there.
    fn settle(&mut self) {
        let mut hasher = Hasher::default().text("screener");
        for list in &self.lists {
            hasher = hasher.text(&list.id).json(&list.hash);
        }
        hasher = hasher.json(&Share(self.options.hold)).json(&Share(self.options.block));
        for (place, allowed) in self.options.allow.iter().enumerate() {
            let whom = [&allowed.payee_id, &allowed.name, &allowed.list];
            hasher = hasher.json(&whom).text(&allowed.entry).text(&allowed.until.to_string());
            let name = allowed.name.as_deref();
            self.allowed_words.push(name.map(|name| in_order(name, &self.tables)));
            let known = |(list, entry): &(usize, Entry)| {
                entry.id == allowed.entry
                    && allowed.list.as_deref().is_none_or(|id| id == self.id_of(*list))
            };
            if !self.entries.iter().any(known) {
                let message = format!("no list has the entry {} that is allowed", allowed.entry);
                let issue =
                    Issue::new(Code::AllowIdle, message).param("entry", allowed.entry.as_str());
                let root = Path::root();
                self.issues.push(issue.at(&root.key("allow").index(place).key("entry")));
            }
        }
        self.hash = hasher.finish();
    }

    fn id_of(&self, list: usize) -> &str {
        self.lists.get(list).map_or("", |list| list.id.as_str())
    }

    /// What is loaded.
    pub fn info(&self) -> ScreenerInfo<'_> {
        ScreenerInfo {
            lists: &self.lists,
            entries: self.entries.len(),
            names: self.names.len(),
            hold: Share(self.options.hold),
            block: Share(self.options.block),
            allowed: self.options.allow.len(),
            hash: self.hash,
            issues: &self.issues,
        }
    }

    /// Screens one payee.
    pub fn screen(&self, request: &ScreenRequest) -> Screening<'_> {
        self.search(request, &mut Search::default())
    }

    /// Screens payees, each as [`screen`](Screener::screen) does.
    pub fn screen_all(&self, requests: &[ScreenRequest]) -> Vec<Screening<'_>> {
        let mut search = Search::default();
        requests.iter().map(|request| self.search(request, &mut search)).collect()
    }

    fn search(&self, request: &ScreenRequest, search: &mut Search) -> Screening<'_> {
        let mut issues = request.issues.clone();
        let mut found: Vec<(usize, Found)> = Vec::new();
        for name in &request.names {
            let Some(asked) = Asked::new(name.written, request.bearer, &self.tables) else {
                issues.push(unreadable(name));
                continue;
            };
            for listed in self.index.candidates(&asked, self.options.hold, search) {
                self.compare(name.written, &asked, listed, request, &mut found);
            }
        }
        let found = sorted(found, |(_, a), (_, b)| {
            (b.outcome.cmp(&a.outcome)).then(b.score.total.cmp(&a.score.total))
        });
        let mut show = |(entry, found)| self.shown(entry, found, request, &mut issues);
        let matches: Vec<Match> = found.into_iter().filter_map(&mut show).collect();
        let counts = matches.iter().filter(|one| one.allowed.is_none());
        let mut outcome = counts.map(|one| one.outcome).max().unwrap_or(ScreenOutcome::Clear);
        if issues.iter().any(Issue::is_error) {
            outcome = outcome.max(ScreenOutcome::Hold);
        }
        let more = matches.len().saturating_sub(MATCHES_SHOWN);
        let score = matches.iter().map(|one| one.score).max().unwrap_or_default();
        // Those that do not count stand last, so none of the others is left out for them.
        let mut matches = sorted(matches, |a, b| a.allowed.is_some().cmp(&b.allowed.is_some()));
        matches.truncate(MATCHES_SHOWN);
        Screening {
            payee_id: request.payee_id.map(str::to_owned),
            outcome,
            score,
            matches,
            more,
            screened_at: request.at,
            screener: self.hash,
            issues,
        }
    }

    /// Compares with a listed name; of the names of an entry the best one stays.
    fn compare(
        &self,
        written: &str,
        asked: &Asked,
        name: u32,
        request: &ScreenRequest,
        found: &mut Vec<(usize, Found)>,
    ) {
        let place = self.names.get(name as usize);
        let Some((&(entry, number), listed)) = place.zip(self.index.side(name)) else { return };
        let score = score(&asked.side(), &listed);
        if score.total < self.options.hold {
            return;
        }
        let Some((_, of)) = self.entries.get(entry) else { return };
        let Some(of_name) = of.names.get(number) else { return };
        if request.bearer == Bearer::Person
            && matches!(of.kind, EntryType::Vessel | EntryType::Aircraft)
        {
            return;
        }
        let limits = limits(request, of, of_name, &score);
        let blocks = score.total >= self.options.block;
        let limited = if blocks { limits } else { Vec::new() };
        let outcome =
            if blocks && limited.is_empty() { ScreenOutcome::Block } else { ScreenOutcome::Hold };
        let new = Found { number, asked: written.to_owned(), score, outcome, limited };
        match found.iter_mut().find(|(known, _)| *known == entry) {
            Some((_, known)) if known.rank() < new.rank() => *known = new,
            Some(_) => {}
            None => found.push((entry, new)),
        }
    }

    fn shown(
        &self,
        place: usize,
        found: Found,
        request: &ScreenRequest,
        issues: &mut Vec<Issue>,
    ) -> Option<Match<'_>> {
        let (list, entry) = self.entries.get(place)?;
        let list = self.id_of(*list);
        let first = entry.names.first().map_or("", |name| name.written.as_str());
        let name = entry.names.get(found.number);
        let allowed = self.allowed(list, entry, request, issues);
        Some(Match {
            entry: EntryShown {
                list,
                id: &entry.id,
                name: first,
                kind: entry.kind,
                programs: &entry.programs,
            },
            asked_name: found.asked,
            matched_name: name.map_or("", |name| name.written.as_str()),
            weak: name.is_some_and(|name| name.weak),
            score: Share(found.score.total),
            outcome: found.outcome,
            limited_by: found.limited,
            reordered: found.score.reordered,
            parts: found.score.parts.into_iter().map(Into::into).collect(),
            birth_date: born(request, entry),
            country: match request.country {
                Some(_) if entry.countries.is_empty() => Agreement::Unknown,
                Some(country) if entry.countries.contains(&country) => Agreement::Agrees,
                Some(_) => Agreement::Differs,
                None => Agreement::Unknown,
            },
            allowed,
        })
    }

    /// What lets the payee be like the entry on that day.
    fn allowed(
        &self,
        list: &str,
        entry: &Entry,
        request: &ScreenRequest,
        issues: &mut Vec<Issue>,
    ) -> Option<AllowedShown<'_>> {
        let day = request.at?.date_utc();
        let name = request.names.first().map(|name| in_order(name.written, &self.tables));
        let is_about = |allowed: &Allowed, words: &Option<Vec<String>>| {
            let by_id = allowed.payee_id.as_deref().is_some_and(|id| request.payee_id == Some(id));
            let by_name = words.is_some() && *words == name;
            (by_id || allowed.payee_id.is_none())
                && (by_name || words.is_none())
                && allowed.entry == entry.id
                && allowed.list.as_deref().is_none_or(|id| id == list)
        };
        let all = self.options.allow.iter().zip(&self.allowed_words);
        let about: Vec<&Allowed> = all
            .filter(|(allowed, words)| is_about(allowed, words))
            .map(|(allowed, _)| allowed)
            .collect();
        let live = about.iter().find(|allowed| day <= allowed.until);
        if let (None, Some(last)) = (live, about.iter().map(|allowed| allowed.until).max()) {
            let message = format!("the entry {} was allowed until {last}", entry.id);
            let issue = Issue::new(Code::AllowExpired, message);
            issues.push(issue.param("entry", entry.id.as_str()).param("until", last.to_string()));
        }
        let live = live?;
        Some(AllowedShown { until: live.until.to_string(), reason: live.reason.as_deref() })
    }
}

fn unreadable(name: &AskedName) -> Issue {
    let shown = beginning(name.written);
    let message = format!("nothing in the name \"{shown}\" can be compared");
    let mut issue = Issue::new(Code::NameUnreadable, message).param("name", shown);
    issue.path = Some(name.path.clone());
    issue.help("screen the name by hand, or give it in letters")
}

/// The best a name of an entry has come to.
#[derive(Debug)]
struct Found {
    number: usize,
    asked: String,
    score: Score,
    outcome: ScreenOutcome,
    limited: Vec<Limit>,
}

impl Found {
    fn rank(&self) -> (ScreenOutcome, u32) {
        (self.outcome, self.score.total)
    }
}

fn bearer(kind: EntryType) -> Bearer {
    match kind {
        EntryType::Individual => Bearer::Person,
        EntryType::Unknown => Bearer::Unknown,
        EntryType::Entity | EntryType::Vessel | EntryType::Aircraft => Bearer::Thing,
    }
}

/// Why a match cannot be more than a hold.
fn limits(request: &ScreenRequest, entry: &Entry, name: &EntryName, score: &Score) -> Vec<Limit> {
    let of = bearer(entry.kind);
    let person = of == Bearer::Person || request.bearer == Bearer::Person;
    let words = score.parts.iter().filter(|part| part.listed.is_some()).count();
    let differ = of != Bearer::Unknown && request.bearer != Bearer::Unknown && of != request.bearer;
    let ship = matches!(entry.kind, EntryType::Vessel | EntryType::Aircraft);
    [
        (born(request, entry) == Agreement::Differs, Limit::BirthYear),
        (name.weak, Limit::WeakName),
        (score.is_part, Limit::PartOfName),
        (person && words < 2, Limit::OneWord),
        (differ || ship, Limit::OtherType),
    ]
    .into_iter()
    .filter_map(|(holds, limit)| holds.then_some(limit))
    .collect()
}

fn born(request: &ScreenRequest, entry: &Entry) -> Agreement {
    match request.birth_year {
        Some(_) if entry.births.is_empty() => Agreement::Unknown,
        Some(year) if entry.births.iter().any(|birth| birth.may_be(year)) => Agreement::Agrees,
        Some(_) => Agreement::Differs,
        None => Agreement::Unknown,
    }
}

/// The words of a name, in an order that does not depend on how it is written.
fn in_order(name: &str, tables: &Tables) -> Vec<String> {
    let mut texts: Vec<String> =
        words(name, Bearer::Unknown, tables).into_iter().map(|word| word.text).collect();
    texts.sort();
    texts
}
