//! Days of a year by rule, in the words of the rulebook:
//!
//! | written | means |
//! | --- | --- |
//! | `12-25` | 25 December |
//! | `2026-02-17` | that day only |
//! | `thu>=11-22` | the first Thursday on or after 22 November, so the fourth of the month |
//! | `mon<=05-31` | the last Monday on or before 31 May |
//! | `easter-2`, `easter+39` | so many days before or after Western Easter Sunday |
//! | `orthodox+1` | the same, of Orthodox Easter |
//!
//! Words may follow, each after a blank:
//!
//! | word | means |
//! | --- | --- |
//! | `2022..`, `..2023`, `2019..2021` | in these years only, the first and the last included |
//! | `tue-1`, `sun+1` | kept so many days earlier or later when it falls on that day of the week |
//! | `as_is` | not made good when it falls on a weekend |
//!
//! A comma separates one rule from the next, and one that begins with `not` takes its days away:
//! `mon>=05-01, not 2020-05-04, 2020-05-08`.

use super::civil::{Date, Weekday, numbers, parse_date};

/// Days of a year, by rule.
#[derive(Debug, Clone, Default)]
pub struct Days {
    rules: Vec<Rule>,
}

#[derive(Debug, Clone, Copy)]
struct Rule {
    anchor: Anchor,
    /// Days to move when it falls on a Monday, on a Tuesday and so on.
    moves: [i32; 7],
    /// The first year and the last.
    years: (i32, i32),
    /// Whether its days are taken away.
    not: bool,
    /// Whether its days are never made good.
    as_is: bool,
}

#[derive(Debug, Clone, Copy)]
enum Anchor {
    Date(Date),
    Yearly {
        month: i32,
        day: i32,
    },
    /// The nearest such day of the week, looked for in steps of `step` days.
    Weekday {
        weekday: Weekday,
        step: i32,
        month: i32,
        day: i32,
    },
    Easter {
        orthodox: bool,
        offset: i32,
    },
}

/// Reads rules as this file's head describes them.
pub fn parse_days(text: &str) -> Option<Days> {
    let mut rules = Vec::new();
    for (place, part) in text.split(',').enumerate() {
        rules.push(parse_rule(if place == 0 { part } else { part.strip_prefix(' ')? })?);
    }
    Some(Days { rules })
}

fn parse_rule(text: &str) -> Option<Rule> {
    let (text, not) = text.strip_prefix("not ").map_or((text, false), |rest| (rest, true));
    let mut words = text.split(' ');
    let anchor = parse_anchor(words.next()?)?;
    let mut rule = Rule { anchor, moves: [0; 7], years: (i32::MIN, i32::MAX), not, as_is: false };
    for word in words {
        if let Some((from, until)) = word.split_once('.') {
            rule.years = (year(from, i32::MIN)?, year(until.strip_prefix('.')?, i32::MAX)?);
            if rule.years.0 > rule.years.1 {
                return None;
            }
        } else if let Some((weekday, days)) = parse_weekday(word) {
            *rule.moves.get_mut(weekday as usize)? = distance(days, 6)?;
        } else if word == "as_is" {
            rule.as_is = true;
        } else {
            return None;
        }
    }
    Some(rule)
}

/// A year of four digits, or the one that stands for no bound.
fn year(text: &str, unbound: i32) -> Option<i32> {
    if text.is_empty() { Some(unbound) } else { numbers(text, "0000").map(|[year]| year) }
}

fn parse_anchor(text: &str) -> Option<Anchor> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let yearly = || parse_yearly(text).map(|(month, day)| Anchor::Yearly { month, day });
        return parse_date(text).map(Anchor::Date).or_else(yearly);
    }
    for (word, orthodox) in [("easter", false), ("orthodox", true)] {
        if let Some(offset) = text.strip_prefix(word) {
            let offset = if offset.is_empty() { 0 } else { distance(offset, 99)? };
            return Some(Anchor::Easter { orthodox, offset });
        }
    }
    let (weekday, rest) = parse_weekday(text)?;
    let (sign, day) = rest.split_at_checked(2)?;
    let step = match sign {
        ">=" => 1,
        "<=" => -1,
        _ => return None,
    };
    let (month, day) = parse_yearly(day)?;
    Some(Anchor::Weekday { weekday, step, month, day })
}

/// Days with their sign, up to so many.
fn distance(text: &str, max: i32) -> Option<i32> {
    let days = i32::try_from(text.parse::<i64>().ok()?).ok()?;
    Some(days).filter(|days| (-max..=max).contains(days) && text.starts_with(['+', '-']))
}

/// A month and a day that some year has.
fn parse_yearly(text: &str) -> Option<(i32, i32)> {
    let [month, day] = numbers(text, "00-00")?;
    Date::new(2000, month, day).map(|_| (month, day))
}

fn parse_weekday(text: &str) -> Option<(Weekday, &str)> {
    Weekday::WORDS.iter().find_map(|(word, weekday)| Some((*weekday, text.strip_prefix(word)?)))
}

impl Days {
    /// Those of the year, in the order of the rules; a day may stand there twice.
    pub fn in_year(&self, year: i32) -> impl Iterator<Item = Date> {
        self.marked(year).map(|(day, _)| day)
    }

    /// The same, each with whether it is never made good.
    pub(super) fn marked(&self, year: i32) -> impl Iterator<Item = (Date, bool)> {
        let of = move |not| {
            let rules = self.rules.iter().filter(move |rule| rule.not == not);
            rules.filter_map(move |rule| Some((rule.day(year)?, rule.as_is)))
        };
        of(false).filter(move |(day, _)| of(true).all(|(taken, _)| taken != *day))
    }
}

impl Rule {
    fn day(&self, year: i32) -> Option<Date> {
        if year < self.years.0 || year > self.years.1 {
            return None;
        }
        let day = match self.anchor {
            Anchor::Date(date) if date.year() == year => date,
            Anchor::Date(_) => return None,
            Anchor::Yearly { month, day } => Date::new(year, month, day)?,
            Anchor::Easter { orthodox, offset } => easter(year, orthodox)?.plus_days(offset),
            Anchor::Weekday { weekday, step, month, day } => {
                // 29 February stands for the last day of the month.
                let from = Date::new(year, month, day).or_else(|| Date::new(year, month, 28))?;
                let days = (weekday as i32 - from.weekday() as i32) * step;
                from.plus_days(days.rem_euclid(7) * step)
            }
        };
        let moved = self.moves.get(day.weekday() as usize).copied().unwrap_or_default();
        Some(day.plus_days(moved))
    }
}

/// Easter Sunday: after the full moon of spring as the church reckons it, by the Gregorian or
/// the Julian calendar (J. Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i32, orthodox: bool) -> Option<Date> {
    let golden = year % 19;
    let century = year / 100;
    let (moon, leaps) = if orthodox {
        ((19 * golden + 15) % 30, year + year / 4)
    } else {
        let moon = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
        let early = moon / 28 * (1 - moon / 28 * (29 / (moon + 1)) * ((21 - golden) / 11));
        (moon - early, year + year / 4 + 2 - century + century / 4)
    };
    let after = moon - (leaps + moon) % 7;
    let (month, day) = if after < 4 { (3, 28 + after) } else { (4, after - 3) };
    let shift = if orthodox { century - century / 4 - 2 } else { 0 };
    Date::new(year, month, day).map(|day| day.plus_days(shift))
}
