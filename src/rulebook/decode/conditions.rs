//! Conditions of a platform's own rules: read, checked against the facts they name, and
//! compiled, with every `not` pushed into the tests.

use super::gates::period;
use super::row::{
    Lookup, currency, empty_list, known_country, method_place, money, rail_place, time_zone,
};
use crate::country::Country;
use crate::issue::{Code, Issue};
use crate::money::Currency;
use crate::rulebook::{
    Bits, Condition, Fact, FormStatus, KycLevel, Leaf, Limit, MethodKind, PayeeStatus, PayeeType,
    Period, RailKind, Range, Test, day_number,
};
use crate::value::{Fields, Need, Path, Value, flag, integer, list, one_of, place_among, text};
use rust_decimal::Decimal;

/// That a fact is one of a list of words.
pub fn among(
    fact: Fact,
    value: &Value,
    path: &Path,
    lookup: &Lookup,
    issues: &mut Vec<Issue>,
) -> Option<Condition> {
    let test = words(value, path, true, kind_of(fact), lookup, issues)?;
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

const WEEKDAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn kind_of(fact: Fact) -> Kind {
    match fact {
        Fact::Country | Fact::TaxResidence => Kind::Country,
        Fact::PayeeType => Kind::Word(PayeeType::NAMES),
        Fact::Status => Kind::Word(PayeeStatus::NAMES),
        Fact::Kyc => Kind::Rank(KycLevel::NAMES),
        Fact::FormStatus | Fact::TinStatus => Kind::Word(FormStatus::NAMES),
        Fact::Kind => Kind::Word(MethodKind::NAMES),
        Fact::RailKind => Kind::Word(RailKind::NAMES),
        Fact::Weekday => Kind::Word(WEEKDAYS),
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

const OPERATORS: [&str; 8] =
    ["is", "in", "known", "contains", "at_least", "more_than", "at_most", "less_than"];

impl Kind {
    /// The operators it takes, of [`OPERATORS`].
    fn takes(self, operator: &str) -> bool {
        match self {
            Kind::Prose => matches!(operator, "contains" | "known"),
            Kind::Rank(_) | Kind::Hour => operator != "contains",
            Kind::Amount | Kind::Whole | Kind::Day => !matches!(operator, "contains" | "in"),
            _ => matches!(operator, "is" | "in" | "known"),
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

/// Reads a condition; with `negated` it is read as its opposite.
pub fn condition(
    value: &Value,
    path: &Path,
    negated: bool,
    lookup: &Lookup,
    issues: &mut Vec<Issue>,
) -> Option<Condition> {
    let mut fields = Fields::open(value, *path, issues)?;
    if fields.has("fact") {
        return leaf(fields, negated, lookup, issues);
    }
    let forms = ["all", "any", "not"].map(|name| fields.raw(name).map(|value| (name, value)));
    let mut given = forms.into_iter().flatten();
    let (Some((name, inner)), None) = (given.next(), given.next()) else {
        let message = "a condition is one of \"all\", \"any\", \"not\" and \"fact\"";
        issues.push(Issue::new(Code::FieldMissing, message).at(path));
        return None;
    };
    fields.finish(issues);
    let path = path.key(name);
    if name == "not" {
        return condition(inner, &path, !negated, lookup, issues);
    }
    let parts = list(inner, &path, issues, |_, value, path, issues| {
        Some(condition(value, path, negated, lookup, issues))
    })?;
    if parts.is_empty() {
        issues.push(empty_list(&path));
        return None;
    }
    let parts: Option<Vec<Condition>> = parts.into_iter().collect();
    parts.map(|parts| joined(parts, (name == "all") != negated))
}

/// All of them, or any; what is joined in the same way inside becomes one with it.
pub fn joined(parts: Vec<Condition>, all: bool) -> Condition {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Condition::All(inner) if all => flat.extend(inner),
            Condition::Any(inner) if !all => flat.extend(inner),
            part => flat.push(part),
        }
    }
    if all { Condition::All(flat) } else { Condition::Any(flat) }
}

fn leaf(
    mut fields: Fields,
    negated: bool,
    lookup: &Lookup,
    issues: &mut Vec<Issue>,
) -> Option<Condition> {
    let fact = fields.take("fact", Need::Required, issues, one_of(Fact::WORDS))?;
    let kind = kind_of(fact);
    let need = |needed| if needed { Need::Required } else { Need::Optional };
    let (mut unit, mut window, mut zone) = (None, None, None);
    if matches!(kind, Kind::Amount) {
        unit =
            Some(fields.take("currency", Need::Required, issues, |value, path| {
                currency(value, path, lookup)
            }));
    }
    let is_sum = matches!(fact, Fact::Total | Fact::Count);
    if is_sum {
        window = fields.take("period", Need::Required, issues, |value, path| {
            period(value, path).and_then(|period| match period {
                Period::Payout => {
                    let message = "a total has a period, and \"payout\" is none";
                    Err(Issue::new(Code::ValueUnknown, message).at(path))
                }
                _ => Ok(period),
            })
        });
    }
    let is_time = matches!(fact, Fact::Weekday | Fact::Hour | Fact::Date);
    if is_sum || is_time {
        zone = fields
            .take("time_zone", need(is_time), issues, |value, path| time_zone(value, path, lookup));
    }
    let test = test(&mut fields, fact, kind, unit.flatten(), lookup, issues);
    fields.finish(issues);
    if unit == Some(None) || (is_sum && window.is_none()) || (is_time && zone.is_none()) {
        return None;
    }
    let tests = if negated { test?.negated() } else { vec![test?] };
    let unit = unit.flatten();
    let leaves = tests
        .into_iter()
        .map(|test| Condition::Is(Leaf { fact, unit, period: window, zone: zone.clone(), test }));
    let mut leaves: Vec<Condition> = leaves.collect();
    if leaves.len() == 1 { leaves.pop() } else { Some(Condition::Any(leaves)) }
}

/// What the operators of a leaf say together: one of them, or one limit on each side.
fn test(
    fields: &mut Fields,
    fact: Fact,
    kind: Kind,
    unit: Option<Currency>,
    lookup: &Lookup,
    issues: &mut Vec<Issue>,
) -> Option<Test> {
    let before = issues.len();
    let path = *fields.path();
    let mut given: Vec<(&'static str, &Value)> = Vec::with_capacity(2);
    for operator in OPERATORS {
        let Some(value) = fields.raw(operator) else { continue };
        if kind.takes(operator) {
            given.push((operator, value));
        } else {
            issues.push(unfit(fact, kind, operator).at(&path.key(operator)));
        }
    }
    let side = |operator: &str| usize::from(matches!(operator, "at_most" | "less_than"));
    let read = match given.as_slice() {
        _ if issues.len() > before => None,
        [("known", value)] => {
            let known = flag(value, &path.key("known"));
            known.map_err(|issue| issues.push(issue)).ok().map(Test::Known)
        }
        [(operator @ ("is" | "in" | "contains"), value)] if !is_number(kind, operator) => {
            words(value, &path.key(operator), *operator != "is", kind, lookup, issues)
        }
        [(operator, value)] => {
            let limit = limit(value, &path, operator, kind, unit, issues)?;
            let range = match (*operator, side(operator)) {
                ("is", _) => Range { low: Some(limit), high: Some(limit) },
                (_, 0) => Range { low: Some(limit), high: None },
                _ => Range { low: None, high: Some(limit) },
            };
            Some(Test::Within(range))
        }
        [(low, least), (high, most)] if side(low) == 0 && side(high) == 1 && *low != "is" => {
            let low = limit(least, &path, low, kind, unit, issues);
            let high = limit(most, &path, high, kind, unit, issues);
            Some(Test::Within(Range { low: Some(low?), high: Some(high?) }))
        }
        _ => {
            let message = "a fact is tested by one operator, or by one limit on each side";
            issues.push(Issue::new(Code::OperatorUnfit, message).at(&path));
            None
        }
    };
    Some(match (read?, kind.size(lookup)) {
        (Test::Within(range), Some(size)) => Test::In(places_in(range, size)),
        (test, _) => test,
    })
}

fn is_number(kind: Kind, operator: &str) -> bool {
    operator == "is" && matches!(kind, Kind::Amount | Kind::Whole | Kind::Day)
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

fn unfit(fact: Fact, kind: Kind, operator: &str) -> Issue {
    let takes = OPERATORS.into_iter().filter(|operator| kind.takes(operator));
    let takes: Vec<&str> = takes.collect();
    let takes = takes.join(", ");
    let fact = fact.as_str();
    Issue::new(Code::OperatorUnfit, format!("{fact} has no operator \"{operator}\""))
        .param("fact", fact)
        .param("operator", operator)
        .help(format!("{fact} takes: {takes}"))
}

/// The words of `is`, `in` and `contains`.
fn words(
    value: &Value,
    path: &Path,
    is_list: bool,
    kind: Kind,
    lookup: &Lookup,
    issues: &mut Vec<Issue>,
) -> Option<Test> {
    let before = issues.len();
    let size = kind.size(lookup);
    let mut places = Bits::none(size.unwrap_or(0));
    let mut words = Vec::new();
    let mut add = |value: &Value, path: &Path| -> Result<(), Issue> {
        match size {
            Some(_) => places.insert(place(value, path, kind, lookup)?),
            None => words.push(word(value, path, kind, lookup)?),
        }
        Ok(())
    };
    if is_list {
        let read = list(value, path, issues, |_, value, path, issues| {
            add(value, path).map_err(|issue| issues.push(issue)).ok()
        });
        if matches!(value, Value::List(items) if items.is_empty()) {
            issues.push(empty_list(path));
        }
        read?;
    } else {
        add(value, path).map_err(|issue| issues.push(issue)).ok()?;
    }
    if issues.len() > before {
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
    value: &Value,
    path: &Path,
    operator: &str,
    kind: Kind,
    unit: Option<Currency>,
    issues: &mut Vec<Issue>,
) -> Option<Limit> {
    let path = path.key(operator);
    let whole = |min, max| integer(min, max)(value, &path).map(Decimal::from);
    let number = match kind {
        Kind::Amount => money(value, &path, unit?).map(|money| money.amount()),
        Kind::Whole => whole(0, 1_000_000_000),
        Kind::Hour => whole(0, 24),
        Kind::Rank(words) => place_among(value, &path, words).map(Decimal::from),
        _ => super::date(value, &path).map(day_number),
    };
    let at = number.map_err(|issue| issues.push(issue)).ok()?;
    Some(Limit { at, open: matches!(operator, "more_than" | "less_than") })
}
