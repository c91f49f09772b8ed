//! Calendars and time zones against independent implementations: the facts as they were looked
//! up, the rules of PyPI `holidays` and Python's zoneinfo. `tests/oracle/times.py`
//! wrote the vectors.
//!
//! Where a calendar and the library disagree, and why ours stands:
//!
//! - FED: the library has federal holidays; the Fed keeps a Saturday holiday on no Friday, and
//!   Juneteenth from 2022 on, so the script takes those by themselves.
//! - CA: a processor reports days without processing that are no public holiday of the library
//!   (Family Day, Victoria Day, 30 September, Thanksgiving, 11 November, Boxing Day). With Boxing
//!   Day kept, a Christmas on a Sunday is made good on Tuesday, not on Monday.
//! - AU: substitutes are of the states, and unknown here; the library has none at all.
//! - Days that a calendar does not know are compared with nothing.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use payout_rules::Engine;
use payout_rules::date::{
    Bound, Calendar, Closed, Date, Time, Timing, Zone, parse_date, parse_moment, parse_time,
};
use std::sync::{Arc, LazyLock};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(None).unwrap());

fn calendar(id: &str) -> &'static Calendar {
    let mut calendars = ENGINE.rulebook().calendars.iter().map(|row| &row.calendar);
    calendars.find(|calendar| calendar.id == id).unwrap_or_else(|| panic!("no calendar {id}"))
}

fn zone(id: &str) -> &'static Arc<Zone> {
    let mut zones = ENGINE.rulebook().zones.iter().map(|row| &row.zone);
    zones.find(|zone| zone.id == id).unwrap_or_else(|| panic!("no zone {id}"))
}

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn days_of(year: i32) -> impl Iterator<Item = Date> {
    let first = parse_date(&format!("{year}-01-01")).unwrap();
    (0..366).map(move |days| first.plus_days(days)).filter(move |day| day.year() == year)
}

/// Names as libraries decorate them.
fn plain(name: &str) -> String {
    let mut name = name.to_owned();
    for extra in [" (observed)", " (substitute)", " (in lieu)", "Alternative holiday for "] {
        name = name.replace(extra, "");
    }
    name
}

const FACTS: &str = include_str!("vectors/holidays.tsv");

#[test]
fn every_looked_up_day_is_as_it_was_looked_up() {
    let mut wrong = Vec::new();
    for row in rows(FACTS) {
        let [id, date, state, name] = row[..] else { panic!("{row:?}") };
        let (calendar, day) = (calendar(id), parse_date(date).unwrap());
        let found = calendar.closed(day);
        let listed: Vec<String> = calendar
            .holidays(day.year())
            .iter()
            .filter(|holiday| holiday.date == day)
            .map(|holiday| plain(&holiday.name))
            .collect();
        let weekend = matches!(found, Ok(Some(Closed::Weekend(_))));
        let fits = match state {
            "open" => found == Ok(None),
            "estimated" => {
                listed.is_empty() && (found == Err(day) || weekend) || day_is_both(name, &listed)
            }
            // Substitutes and days that are made good have other names in every country.
            _ => {
                !listed.is_empty()
                    && found != Ok(None)
                    && (name.contains("ubstitut") || names_meet(name, &listed))
            }
        };
        if !fits {
            wrong.push(format!("{id} {date} {name}: {state}, not {found:?} {listed:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} days: {wrong:#?}", wrong.len());
}

/// `A; B` names two holidays on one day.
fn names_meet(name: &str, listed: &[String]) -> bool {
    let names: Vec<String> = name.split("; ").map(plain).collect();
    listed.iter().any(|listed| {
        names.iter().any(|name| name.contains(listed.as_str()) || listed.contains(name.as_str()))
    })
}

/// A certain holiday on the day of an estimated one.
fn day_is_both(name: &str, listed: &[String]) -> bool {
    name.contains("; ") && names_meet(name, listed)
}

/// Closed for another reason than the facts and the library have; the rows say where from.
fn is_sourced_elsewhere(id: &str, name: &str) -> bool {
    let names: &[&str] = match id {
        "CA" => &[
            "Family Day",
            "Victoria Day",
            "National Day for Truth and Reconciliation",
            "Thanksgiving Day",
            "Remembrance Day",
            "Boxing Day",
            "Christmas Day",
        ],
        "JP" => &["Bank holiday"],
        "HK" => &["Good Friday", "The day following Good Friday"],
        "SE" => &["Midsummer Eve", "Christmas Eve", "New Year's Eve"],
        "CL" => &["Bank Holiday"],
        "AR" => &["Bankers' Day"],
        _ => &[],
    };
    names.contains(&plain(name).as_str())
}

/// Of the years the facts have, no other weekday is closed.
#[test]
fn no_day_is_closed_that_was_not_looked_up() {
    let facts: Vec<Vec<&str>> = rows(FACTS).filter(|row| row[2] == "closed").collect();
    let mut wrong = Vec::new();
    let calendars = ENGINE.rulebook().calendars.iter().map(|row| &row.calendar);
    for calendar in calendars {
        let years = if ["FED", "TARGET", "UK"].contains(&calendar.id.as_str()) {
            2026..2029
        } else {
            2026..2028
        };
        for day in years.flat_map(days_of) {
            let date = day.to_string();
            if let Ok(Some(Closed::Holiday(name))) = calendar.closed(day)
                && !facts.iter().any(|row| row[0] == calendar.id && row[1] == date)
                && !is_sourced_elsewhere(&calendar.id, name)
            {
                wrong.push(format!("{} {date} {name}", calendar.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn rules_agree_with_the_library_year_by_year() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("vectors/closings.tsv")) {
        let [id, year, closed] = row[..] else { panic!("{row:?}") };
        let calendar = calendar(id);
        for day in days_of(year.parse().unwrap()) {
            let found = calendar.closed(day);
            let theirs = closed.split(' ').any(|closed| day.to_string().ends_with(closed));
            let fits = match found {
                Ok(Some(Closed::Weekend(_))) => true,
                Ok(Some(Closed::Holiday(name))) => theirs || is_sourced_elsewhere(id, name),
                Err(_) => calendar.unknown.in_year(day.year()).any(|unknown| unknown == day),
                Ok(None) => !theirs,
            };
            if !fits {
                wrong.push(format!("{id} {day}: the library says {theirs}, we {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} days: {wrong:#?}", wrong.len());
}

/// Without a last year are only calendars of rules that the library was asked about.
#[test]
fn calendars_reach_as_far_as_they_are_known() {
    let compared: Vec<&str> =
        rows(include_str!("vectors/closings.tsv")).map(|row| row[0]).collect();
    let calendars = ENGINE.rulebook().calendars.iter().map(|row| &row.calendar);
    for calendar in calendars.filter(|c| c.covers.until.is_none()) {
        assert!(compared.contains(&calendar.id.as_str()));
    }
    let day = |text| parse_date(text).unwrap();
    assert_eq!(calendar("FED").closed(day("1999-12-31")), Err(day("1999-12-31")));
    assert_eq!(
        calendar("FED").closed(day("2093-07-04")),
        Ok(Some(Closed::Weekend(day("2093-07-04").weekday())))
    );
    assert_eq!(
        calendar("FED").closed(day("2094-07-05")),
        Ok(Some(Closed::Holiday("Independence Day (observed)")))
    );
    assert_eq!(calendar("SG").closed(day("2028-01-03")), Err(day("2028-01-03")));
    assert_eq!(calendar("NG").closed(day("2027-03-10")), Err(day("2027-03-10")));
    assert_eq!(calendar("NG").closed(day("2027-03-15")), Ok(None));
    assert_eq!(
        calendar("UK").closed(day("2022-09-19")),
        Ok(Some(Closed::Holiday("State Funeral of Queen Elizabeth II")))
    );
    assert_eq!(calendar("TARGET").closed(day("2200-01-02")), Err(day("2200-01-02")));
    assert!(calendar("TARGET").holidays(2200).is_empty());
}

#[test]
fn local_times_agree_with_zoneinfo() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("vectors/clocks.tsv")) {
        let [id, local, utc] = row[..] else { panic!("{row:?}") };
        let (day, time) = local.split_once('T').unwrap();
        let moment = zone(id).moment(parse_date(day).unwrap(), parse_time(time).unwrap()).unwrap();
        if moment.to_string() != format!("{utc}:00Z") {
            wrong.push(format!("{id} {local} is {utc}, not {moment}"));
        }
    }
    assert!(wrong.is_empty(), "{} times: {wrong:#?}", wrong.len());
}

/// The way back: of every moment in the vectors the local day.
#[test]
fn local_days_agree_with_zoneinfo() {
    for row in rows(include_str!("vectors/clocks.tsv")) {
        let [id, local, utc] = row[..] else { panic!("{row:?}") };
        let at = parse_moment(&format!("{utc}:00Z")).unwrap();
        let day = zone(id).date(at).to_string();
        // A time that the clocks skip is told as a later one of the same night.
        assert_eq!(Some(day.as_str()), local.get(..10), "{id} {local} {utc}");
    }
}

/// On the days on which clocks change, in both directions and both hemispheres.
#[test]
fn cut_offs_agree_with_zoneinfo() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("vectors/cutoffs.tsv")) {
        let [id, cutoff, at, taken, last] = row[..] else { panic!("{row:?}") };
        let timing = Timing {
            zone: zone(id).clone(),
            calendar: None,
            both_ends: false,
            opens: None,
            cutoff: parse_time(cutoff),
            earliest: Bound::BusinessDays(0, None),
            latest: Bound::BusinessDays(0, None),
        };
        let at = parse_moment(at).unwrap();
        let arrival = timing.arrival(at, &[]).unwrap();
        let opening = zone(id).moment(parse_date(taken).unwrap(), Time::FIRST).unwrap();
        let found = (arrival.earliest, arrival.latest.to_string());
        if found != (opening.max(at), last.to_owned()) {
            wrong.push(format!("{row:?}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} cut-offs: {wrong:#?}", wrong.len());
}

#[test]
fn a_zone_for_every_rail_and_gate() {
    let rulebook = ENGINE.rulebook();
    assert_eq!(rulebook.zones.len(), 48);
    assert!(
        rulebook.rails.iter().all(|rail| rail
            .timing
            .zone
            .covers
            .on(parse_date("2026-11-21").unwrap()))
    );
}
