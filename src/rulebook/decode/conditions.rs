//! Conditions of a platform's own rules: read, checked against the facts they name, and
//! compiled, with every `not` pushed into the tests.

use super::gates::period;
use super::row::RowReader;
use super::single::{
    Lookup, currency, date, flag, known_country, method_place, rail_place, time_zone,
};
use crate::collect::{self, Listed};
use crate::country::Country;
use crate::date::Weekday;
use crate::issue::{Code, Issue};
use crate::money::Currency;
use crate::rulebook::{
    Bits, Condition, Fact, FormStatus, KycLevel, Leaf, Limit, MethodKind, PayeeStatus, PayeeType,
    Period, RailKind, Range, Test, day_number,
};
use crate::value::{Need, Path, Value, integer, place_among, text};
use crate::words::words as vocabulary;
use rust_decimal::Decimal;

/// That a fact is one of the words listed under the key.
pub fn among(row: &mut RowReader, key: &'static str, fact: Fact) -> Option<Condition> {
    let test = words(row, key, true, kind_of(fact))?;
    Some(Condition::Is(Leaf { fact, unit: None, period: None, zone: None, test }))
}

/// How a fact is written and what it is compared with.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Country,
    /// One of a list, without an order.
    Word(&'static [&'static str]),
    /// One of a list, the least first.
    Rank(&'static [&'static str]),
    Method,
    Rail,
    Hour,
    /// A text that is compared as a whole.
    Name,
    Domain,
    Region,
    Currency,
    /// A text that is searched.
    Prose,
    Amount,
    Whole,
    Day,
}

fn kind_of(fact: Fact) -> Kind {
    match fact {
        Fact::Country | Fact::TaxResidence => Kind::Country,
        Fact::PayeeType => Kind::Word(PayeeType::NAMES),
        Fact::Status => Kind::Word(PayeeStatus::NAMES),
        Fact::Kyc => Kind::Rank(KycLevel::NAMES),
        Fact::FormStatus | Fact::TinStatus => Kind::Word(FormStatus::NAMES),
        Fact::Kind => Kind::Word(MethodKind::NAMES),
        Fact::RailKind => Kind::Word(RailKind::NAMES),
        Fact::Weekday => Kind::Word(Weekday::NAMES),
        Fact::Method => Kind::Method,
        Fact::Rail => Kind::Rail,
        Fact::Hour => Kind::Hour,
        Fact::PayeeId | Fact::TaxForm | Fact::BatchId | Fact::FundingSource => Kind::Name,
        Fact::EmailDomain => Kind::Domain,
        Fact::Region => Kind::Region,
        Fact::Currency | Fact::PayoutCurrency => Kind::Currency,
        Fact::Description => Kind::Prose,
        Fact::Amount | Fact::Total => Kind::Amount,
        Fact::Count | Fact::BatchCount => Kind::Whole,
        Fact::Date => Kind::Day,
    }
}

vocabulary! {
    /// How a fact is compared.
    Operator {
        /// With one value.
        Is = "is",
        /// With each of a list.
        In = "in",
        /// With nothing: whether it is known.
        Known = "known",
        /// With texts that may stand in it.
        Contains = "contains",
        /// The least that it may be.
        AtLeast = "at_least",
        /// What it must be more than.
        MoreThan = "more_than",
        /// The greatest that it may be.
        AtMost = "at_most",
        /// What it must be less than.
        LessThan = "less_than",
    }
}

use Operator::{AtMost, Contains, In, Is, Known, LessThan, MoreThan};

impl Kind {
    /// Whether it is compared so.
    fn takes(self, operator: Operator) -> bool {
        match self {
            Kind::Prose => matches!(operator, Contains | Known),
            Kind::Rank(_) | Kind::Hour => operator != Contains,
            Kind::Amount | Kind::Whole | Kind::Day => !matches!(operator, Contains | In),
            _ => matches!(operator, Is | In | Known),
        }
    }

    /// How many places a vocabulary has that is numbered.
    fn size(self, lookup: &Lookup) -> Option<usize> {
        match self {
            Kind::Country => Some(Country::PLACES),
            Kind::Word(words) | Kind::Rank(words) => Some(words.len()),
            Kind::Method => Some(lookup.methods.len()),
            Kind::Rail => Some(lookup.rails.len()),
            Kind::Hour => Some(24),
            _ => None,
        }
    }
}

pub fn condition(row: &mut RowReader) -> Option<Condition> {
    either(row, false)
}

/// Reads a condition as its opposite.
fn opposite(row: &mut RowReader) -> Option<Condition> {
    either(row, true)
}

fn either(row: &mut RowReader, negated: bool) -> Option<Condition> {
    if row.has("fact") {
        return leaf(row, negated);
    }
    let (mut given, mut count) = (None, 0);
    for name in ["all", "any", "not"] {
        if let Some(value) = row.raw(name) {
            (given, count) = (Some((name, value)), count + 1);
        }
    }
    let Some((name, inner)) = given.filter(|_| count == 1) else {
        let message = "a condition is one of \"all\", \"any\", \"not\" and \"fact\"";
        row.wrong_here(Code::FieldMissing, message);
        return row.give_up();
    };
    let read = |negated| if negated { opposite } else { condition };
    if name == "not" {
        return row.object(name, Need::Required, read(!negated));
    }
    let parts = row.rows(name, Need::Required, read(negated));
    row.wrong_if_empty(name, &parts);
    let Value::List(items) = inner else { return None };
    let is_whole = !items.is_empty() && parts.len() == items.len();
    is_whole.then(|| joined(parts, (name == "all") != negated))
}

/// All of them, or any; what is joined in the same way inside becomes one with it.
pub fn joined(parts: Vec<Condition>, all: bool) -> Condition {
    let mut flat = Vec::new();
    for part in parts {
        match part {
            Condition::All(inner) if all => flat.extend(inner),
            Condition::Any(inner) if !all => flat.extend(inner),
            part => flat.push(part),
        }
    }
    if all { Condition::All(flat) } else { Condition::Any(flat) }
}

fn leaf(row: &mut RowReader, negated: bool) -> Option<Condition> {
    let fact: Fact = row.kind("fact")?;
    let kind = kind_of(fact);
    let (mut unit, mut window, mut zone) = (None, None, None);
    if matches!(kind, Kind::Amount) {
        unit = row.required("currency", currency);
    }
    let is_sum = matches!(fact, Fact::Total | Fact::Count);
    if is_sum {
        window = row.required("period", window_of_total);
    }
    if matches!(fact, Fact::Weekday | Fact::Hour | Fact::Date) {
        zone = row.required("time_zone", time_zone);
    } else if is_sum {
        zone = row.optional("time_zone", time_zone);
    }
    let test = test(row, fact, kind, unit)?;
    let tests = if negated { test.negated() } else { vec![test] };
    let mut leaves = Vec::new();
    for test in tests {
        leaves.push(Condition::Is(Leaf { fact, unit, period: window, zone: zone.clone(), test }));
    }
    if leaves.len() == 1 { leaves.pop() } else { Some(Condition::Any(leaves)) }
}

fn window_of_total(value: &Value, path: &Path, lookup: &Lookup) -> Result<Period, Issue> {
    match period(value, path, lookup)? {
        Period::Payout => {
            let message = "a total has a period, and \"payout\" is none";
            Err(Issue::new(Code::ValueUnknown, message).at(path))
        }
        period => Ok(period),
    }
}

/// What the operators of a leaf say together: one of them, or one limit on each side.
fn test(row: &mut RowReader, fact: Fact, kind: Kind, unit: Option<Currency>) -> Option<Test> {
    let before = row.issues.len();
    let mut given: Vec<Operator> = Vec::new();
    for (word, operator) in Operator::WORDS {
        if row.raw(word).is_none() {
            continue;
        }
        given.push(*operator);
        if !kind.takes(*operator) {
            let issue = unfit(fact, kind, *operator).at(&row.path().key(word));
            row.issues.push(issue);
        }
    }
    if row.issues.len() > before {
        return None;
    }
    let is_high = |operator| matches!(operator, AtMost | LessThan);
    let range = match *given.as_slice() {
        [Known] => return row.optional("known", flag).map(Test::Known),
        [operator @ (Is | In | Contains)] if !is_number(kind, operator) => {
            return words(row, operator.as_str(), operator != Is, kind);
        }
        [operator] => {
            let limit = Some(limit(row, operator, kind, unit)?);
            Range {
                low: limit.filter(|_| !is_high(operator)),
                high: limit.filter(|_| is_high(operator) || operator == Is),
            }
        }
        [low, high] if !is_high(low) && is_high(high) && low != Is => {
            let (low, high) = (limit(row, low, kind, unit), limit(row, high, kind, unit));
            Range { low: Some(low?), high: Some(high?) }
        }
        _ => {
            let message = "a fact is tested by one operator, or by one limit on each side";
            row.wrong_here(Code::OperatorUnfit, message);
            return None;
        }
    };
    Some(match kind.size(row.lookup) {
        Some(size) => Test::In(places_in(range, size)),
        None => Test::Within(range),
    })
}

fn is_number(kind: Kind, operator: Operator) -> bool {
    operator == Is && matches!(kind, Kind::Amount | Kind::Whole | Kind::Day)
}

/// The places of a ranked vocabulary that lie in the range.
fn places_in(range: Range, size: usize) -> Bits {
    let mut bits = Bits::none(size);
    let inside = |place: &usize| {
        let number = Decimal::from(*place);
        range.reached_by(number) && range.holds_down(number)
    };
    (0..size).filter(inside).for_each(|place| bits.insert(place));
    bits
}

fn unfit(fact: Fact, kind: Kind, operator: Operator) -> Issue {
    let takes = Operator::WORDS.iter().filter(|(_, operator)| kind.takes(*operator));
    let takes: Vec<&str> = takes.map(|(word, _)| *word).listed();
    let takes = collect::joined(&takes, ", ");
    let (fact, operator) = (fact.as_str(), operator.as_str());
    Issue::new(Code::OperatorUnfit, format!("{fact} has no operator \"{operator}\""))
        .param("fact", fact)
        .param("operator", operator)
        .help(format!("{fact} takes: {takes}"))
}

/// The words of `is`, `in` and `contains`.
fn words(row: &mut RowReader, key: &'static str, is_list: bool, kind: Kind) -> Option<Test> {
    let before = row.issues.len();
    let lookup = row.lookup;
    let size = kind.size(lookup);
    let mut places = Bits::none(size.unwrap_or(0));
    let mut words = Vec::new();
    let values = match row.raw(key) {
        Some(_) if is_list => row.items(key, Need::Required),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    for (index, value) in values.iter().enumerate() {
        let whole = row.path().key(key);
        let path = if is_list { whole.index(index) } else { whole };
        let read = match size {
            Some(_) => place(value, &path, kind, lookup).map(|place| places.insert(place)),
            None => word(value, &path, kind, lookup).map(|word| words.push(word)),
        };
        row.issues.extend(read.err());
    }
    row.wrong_if_empty(key, values);
    if row.issues.len() > before {
        return None;
    }
    Some(match (size, kind) {
        (Some(_), _) => Test::In(places),
        (None, Kind::Prose) => Test::Contains { words, outside: false },
        (None, _) => Test::Among { words, outside: false },
    })
}

/// A word's place in a vocabulary that is numbered.
fn place(value: &Value, path: &Path, kind: Kind, lookup: &Lookup) -> Result<usize, Issue> {
    match kind {
        Kind::Country => known_country(value, path, lookup).map(Country::place),
        Kind::Word(words) | Kind::Rank(words) => place_among(value, path, words),
        Kind::Method => method_place(value, path, lookup),
        Kind::Rail => rail_place(value, path, lookup),
        _ => integer(0, 23)(value, path).map(|hour| usize::try_from(hour).unwrap_or(0)),
    }
}

fn word(value: &Value, path: &Path, kind: Kind, lookup: &Lookup) -> Result<String, Issue> {
    if let Kind::Currency = kind {
        return currency(value, path, lookup).map(|currency| currency.to_string());
    }
    let written = text(1, 128)(value, path)?;
    let fits = match kind {
        Kind::Region => Country::of_region(written).is_some(),
        Kind::Domain => written.contains('.') && !written.contains('@'),
        _ => true,
    };
    if !fits {
        let issue = Issue::new(Code::ValueUnknown, format!("\"{written}\" cannot be this fact"));
        let help = "write a region as US-MA, and the domain of an address as acme.com";
        return Err(issue.at(path).param("value", written).help(help));
    }
    Ok(match kind {
        Kind::Domain | Kind::Prose => written.to_ascii_lowercase(),
        _ => written.to_owned(),
    })
}

fn limit(
    row: &mut RowReader,
    operator: Operator,
    kind: Kind,
    unit: Option<Currency>,
) -> Option<Limit> {
    let (key, need) = (operator.as_str(), Need::Optional);
    let mut whole = |max| row.integer(key, need, 0, max).map(Decimal::from);
    let at = match kind {
        Kind::Whole => whole(1_000_000_000),
        Kind::Hour => whole(24),
        Kind::Amount => row.money(key, need, unit).map(|money| money.amount()),
        Kind::Rank(words) => row.place(key, need, words).map(Decimal::from),
        _ => row.optional(key, date).map(day_number),
    };
    Some(Limit { at: at?, open: matches!(operator, MoreThan | LessThan) })
}
