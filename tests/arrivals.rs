//! Arrivals: a table worked out by hand from public schedules, and what holds for every rail.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

use payout_rules::country::Country;
use payout_rules::date::{
    Arrival, Bound, Calendar, Date, Moment, Opening, StepKind, Time, Timing, Zone, parse_date,
    parse_moment, parse_time,
};
use payout_rules::money::Currency;
use payout_rules::rulebook::{Rail, Rulebook, Scope};
use payout_rules::value::read;
use payout_rules::{Engine, wire};
use serde_json::{Value, json};
use std::sync::{Arc, LazyLock};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(None).unwrap());

/// How the method stands for a payee of the country; `currency` is `USD`, or `USD>INR`.
fn method(engine: &Engine, method: &str, country: &str, currency: &str, at: &str) -> Value {
    let (sent, received) = currency.split_once('>').unwrap_or((currency, currency));
    let request = json!({
        "payee": { "payee_id": "p", "country": country, "type": "individual",
                   "kyc": { "level": "verified" } },
        "amount": { "value": "100", "currency": sent }, "payout_currency": received, "at": at,
    });
    let text = request.to_string();
    let answer: Value =
        serde_json::from_str(&wire::methods(engine, &read(&text).unwrap())).unwrap();
    let Some(methods) = answer["methods"].as_array() else { panic!("{answer:#}") };
    let found = methods.iter().find(|option| option["method"] == method);
    found.unwrap_or_else(|| panic!("no {method} in {country}")).clone()
}

/// Waits as the table writes them: `05-23 Saturday; 05-26 +`, a plus for a business day.
fn waits(arrives: &Value) -> String {
    let wait = |step: &Value| {
        let (date, text) = (step["date"].as_str().unwrap(), step["text"].as_str().unwrap());
        let weekday = parse_date(date).unwrap().weekday().name();
        let text = match step["kind"].as_str().unwrap() {
            "business_day" if text == format!("{weekday} is a business day") => "+",
            _ => text,
        };
        format!("{} {text}", date.get(5..).unwrap())
    };
    let steps: Vec<String> = arrives["steps"].as_array().unwrap().iter().map(wait).collect();
    if steps.is_empty() { "-".to_owned() } else { steps.join("; ") }
}

fn warning(option: &Value) -> Value {
    let mut reasons = option["reasons"].as_array().unwrap().iter();
    reasons.find(|issue| issue["code"] == "arrival_unknown").cloned().unwrap_or_default()
}

#[test]
fn arrivals_are_as_the_schedules_say() {
    let mut wrong = Vec::new();
    let table = include_str!("vectors/arrivals.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<Vec<&str>> = rows.map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() >= 100, "{} rows", rows.len());
    for row in rows {
        let [name, country, currency, at, earliest, latest, steps, source] = row[..] else {
            panic!("{row:?}")
        };
        let option = method(&ENGINE, name, country, currency, at);
        let arrives = &option["arrives"];
        let found = match arrives.is_null() {
            true => ["unknown".to_owned(), warning(&option)["message"].to_string(), "-".to_owned()],
            false => {
                let moment = |key: &str| arrives[key].as_str().unwrap().to_owned();
                [moment("earliest"), moment("latest"), waits(arrives)]
            }
        };
        let [first, last, on_the_way] = found;
        if (first.as_str(), last.trim_matches('"'), on_the_way.as_str())
            != (earliest, latest, steps)
        {
            wrong.push(format!(
                "{name} {country} {at}, by {source}:\n  {earliest} {latest} {steps}\n  {first} {last} {on_the_way}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{} arrivals:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_wait_is_a_step() {
    let option = method(&ENGINE, "same_day_ach", "US", "USD", "2026-05-22T20:45:01Z");
    assert_eq!(
        option["arrives"]["steps"],
        json!([
            { "kind": "after_cutoff", "date": "2026-05-22", "text": "after the 16:45 cut-off, America/New_York" },
            { "kind": "weekend", "date": "2026-05-23", "text": "Saturday" },
            { "kind": "weekend", "date": "2026-05-24", "text": "Sunday" },
            { "kind": "holiday", "date": "2026-05-25", "text": "Memorial Day" },
        ])
    );
    let option = method(&ENGINE, "chaps", "GB", "GBP", "2026-05-20T04:00:00Z");
    assert_eq!(
        option["arrives"]["steps"],
        json!([{ "kind": "before_opening", "date": "2026-05-20",
                 "text": "before the 06:00 opening, Europe/London" }])
    );
}

#[test]
fn past_its_calendar_an_arrival_is_absent_not_guessed() {
    let unknown = |message: &str, params: Value| {
        json!({ "code": "arrival_unknown", "severity": "warning", "message": message,
                "params": params })
    };
    let zengin = method(&ENGINE, "zengin", "JP", "JPY", "2040-01-05T01:00:00Z");
    assert!(zengin["arrives"].is_null());
    let message = "the calendar JP does not cover 2040-01-05";
    let params = json!({ "calendar": "JP", "day": "2040-01-05" });
    assert_eq!(warning(&zengin), unknown(message, params));
    let swift = method(&ENGINE, "swift", "AE", "USD", "2026-05-20T09:00:00Z");
    assert!(swift["arrives"].is_null());
    let message = "the banking days of AE, the payee's end, are not known";
    assert_eq!(warning(&swift), unknown(message, json!({ "end": "payee", "value": "AE" })));
    let sepa = method(&ENGINE, "sepa", "DE", "EUR", "2040-01-02T09:00:00Z");
    assert!(sepa["arrives"].is_object());
}

/// A calendar of an overlay makes an end known, and goes before a default one.
#[test]
fn a_layer_says_whose_its_calendar_is() {
    let calendar = |id: &str, countries: Value, currencies: Value| {
        json!({ "id": id, "weekend": ["sat", "sun"], "covers": { "from": null, "until": null },
                "holidays": { "Acme Day": "05-21" }, "countries": countries,
                "currencies": currencies, "from": null, "until": null, "source": "ours",
                "confidence": "platform" })
    };
    let engine = |calendars: Value| {
        let overlay = json!({ "calendars": calendars }).to_string();
        Engine::new(Some(&read(&overlay).unwrap())).unwrap()
    };
    let at = "2026-05-20T09:00:00Z";
    let gulf = engine(json!([calendar("gulf", json!(["AE"]), json!(["AED"]))]));
    let option = method(&gulf, "swift", "AE", "USD", at);
    assert_eq!(option["arrives"]["latest"], "2026-05-30T11:59:59Z");
    let steps = waits(&option["arrives"]);
    assert!(steps.starts_with("05-21 Acme Day, AE; 05-22 +;"), "{steps}");
    // Of the sender's end no step says where; without a zone of its own the rail's clock counts.
    let option = method(&gulf, "swift", "US", "AED>USD", at);
    let steps = waits(&option["arrives"]);
    assert!(steps.starts_with("05-21 Acme Day; 05-22 +;"), "{steps}");
    let ours = engine(json!([calendar("ours", json!(["IN"]), json!([]))]));
    let steps = waits(&method(&ours, "swift", "IN", "USD", at)["arrives"]);
    assert!(steps.starts_with("05-21 Acme Day, IN;"), "{steps}");
}

/// A rail of both ends may have a calendar of its own, and be quick.
#[test]
fn minutes_count_from_the_first_day_on_which_all_are_open() {
    let timing = json!({ "time_zone": "UTC", "calendar": "UK", "both_ends": true,
        "earliest": { "minutes": 0 }, "latest": { "minutes": 60 } });
    let rail = json!({ "id": "swift_cross_border", "timing": timing, "source": "ours" });
    let overlay = json!({ "rails": [rail] }).to_string();
    let engine = Engine::new(Some(&read(&overlay).unwrap())).unwrap();
    let arrival = |country: &str, at: &str| {
        let arrives = method(&engine, "swift", country, "USD", at)["arrives"].clone();
        let moment = |key: &str| arrives[key].as_str().unwrap().to_owned();
        format!("{} {} {}", moment("earliest"), moment("latest"), waits(&arrives))
    };
    // The rail is closed, so it is taken when Tuesday begins in New York.
    let closed = arrival("US", "2026-08-31T15:00:00Z");
    assert_eq!(closed, "2026-09-01T04:00:00Z 2026-09-01T05:00:00Z 08-31 Summer bank holiday");
    // Taken at once; Tuesday begins last in UTC-12, at noon in UTC.
    let waits = arrival("IN", "2026-01-26T15:00:00Z");
    assert_eq!(waits, "2026-01-26T15:00:00Z 2026-01-27T13:00:00Z 01-26 Republic Day, IN");
}

#[test]
fn a_timing_or_an_end_that_cannot_be_is_refused() {
    let rail = |opens: &str| {
        json!({ "rails": [{ "id": "gb_chaps", "source": "s", "timing": {
            "time_zone": "Europe/London", "calendar": "UK", "opens": opens, "cutoff": "17:40",
            "earliest": { "minutes": 0 }, "latest": { "minutes": 1 } } }] })
    };
    let calendar = |key: &str, value: Value| json!({ "calendars": [{ "id": "FED", "source": "s", key: value }] });
    for (overlay, expected) in [
        (rail("17:39"), ""),
        (rail("17:40 the day before"), ""),
        (
            rail("17:40"),
            "dates_invalid /rails/0/timing/opens: the rail would open after its cut-off",
        ),
        (
            rail("21:00 yesterday"),
            "date_invalid /rails/0/timing/opens: \"21:00 yesterday\" is not a time of day",
        ),
        (
            calendar("countries", json!(["US", "UK"])),
            "country_unknown /calendars/0/countries/1: the rulebook has no UK",
        ),
        (
            calendar("currencies", json!(["QQQ"])),
            "currency_unknown /calendars/0/currencies/0: QQQ is no currency of the rulebook",
        ),
        (
            calendar("time_zone", json!("Mars/Base")),
            "time_zone_unknown /calendars/0/time_zone: there is no time zone \"Mars/Base\" in zones",
        ),
    ] {
        let text = overlay.to_string();
        let issues = Engine::new(Some(&read(&text).unwrap())).err().unwrap_or_default();
        let first = issues.first().map_or_else(String::new, |issue| {
            let path = issue.path.clone().unwrap_or_default();
            format!("{} {path}: {}", issue.code.as_str(), issue.message)
        });
        assert_eq!(first, expected, "{overlay}");
    }
}

fn zone(id: &str) -> Arc<Zone> {
    let mut zones = ENGINE.rulebook().zones.iter().map(|row| &row.zone);
    zones.find(|zone| zone.id == id).unwrap().clone()
}

/// The cut-off and the opening on the days on which clocks change.
#[test]
fn a_time_that_stands_twice_is_the_first_and_one_skipped_is_past() {
    let berlin = |opens: Option<&str>, cutoff: Option<&str>, at: &str| {
        let opens = opens.and_then(parse_time).map(|time| Opening { time, day_before: false });
        let timing = Timing {
            zone: zone("Europe/Berlin"),
            calendar: None,
            both_ends: false,
            opens,
            cutoff: cutoff.and_then(parse_time),
            earliest: Bound::Minutes(0),
            latest: Bound::BusinessDays(0, Some(Time::LAST)),
        };
        let arrival = timing.arrival(parse_moment(at).unwrap(), &[]).unwrap();
        (arrival.earliest.to_string(), arrival.steps.len())
    };
    let day = |at: &str| (at.to_owned(), 0);
    let late = |at: &str| (at.to_owned(), 1);
    let cutoff = Some("02:30");
    // 02:30 on 25 October 2026 is 00:30 and 01:30 in UTC.
    assert_eq!(berlin(None, cutoff, "2026-10-25T00:30:00Z"), day("2026-10-25T00:30:00Z"));
    assert_eq!(berlin(None, cutoff, "2026-10-25T00:30:01Z"), late("2026-10-25T23:00:00Z"));
    assert_eq!(berlin(None, cutoff, "2026-10-25T01:00:00Z"), late("2026-10-25T23:00:00Z"));
    assert_eq!(berlin(None, cutoff, "2026-10-25T01:30:00Z"), late("2026-10-25T23:00:00Z"));
    // On 29 March 2026 the second after 01:59:59 is 03:00:00, at 01:00 in UTC.
    assert_eq!(berlin(None, cutoff, "2026-03-29T00:59:59Z"), day("2026-03-29T00:59:59Z"));
    assert_eq!(berlin(None, cutoff, "2026-03-29T01:00:00Z"), late("2026-03-29T22:00:00Z"));
    let opens = Some("02:30");
    assert_eq!(berlin(opens, None, "2026-10-25T00:29:59Z"), late("2026-10-25T00:30:00Z"));
    assert_eq!(berlin(opens, None, "2026-10-25T01:00:00Z"), day("2026-10-25T01:00:00Z"));
    // As much after the gap as it lies in it.
    assert_eq!(berlin(opens, None, "2026-03-29T01:00:00Z"), late("2026-03-29T01:30:00Z"));
    assert_eq!(berlin(opens, None, "2026-03-29T01:30:00Z"), day("2026-03-29T01:30:00Z"));
}

/// A rail with the ends of a payout by it.
struct Journey<'r> {
    rail: &'r Rail,
    ends: [Currency; 2],
    country: Country,
}

/// One for each rail that keeps time in a way of its own, and several for SWIFT.
fn journeys(rulebook: &Rulebook) -> Vec<Journey<'_>> {
    let mut journeys = Vec::new();
    let mut seen = Vec::new();
    for rail in &rulebook.rails {
        let timing = &rail.timing;
        let calendar = timing.calendar.as_ref().map(|calendar| &calendar.id);
        let hours = (timing.opens, timing.cutoff, timing.earliest, timing.latest);
        let key = (&timing.zone.id, calendar, hours);
        let usd = rulebook.currencies.iter().find(|row| row.currency.code() == "USD").unwrap();
        let country = match &rail.countries {
            Scope::Listed(countries) => countries[0],
            Scope::Every => Country::parse("US").unwrap(),
        };
        if timing.both_ends {
            let of = |code: &str| rail.currencies.iter().find(|c| c.code() == code).copied();
            for (sent, country) in
                [("USD", "US"), ("USD", "NZ"), ("EUR", "GB"), ("AUD", "CO"), ("GBP", "PL")]
            {
                let ends = [of(sent).unwrap(); 2];
                journeys.push(Journey { rail, ends, country: Country::parse(country).unwrap() });
            }
        } else if !seen.contains(&key) {
            journeys.push(Journey { rail, ends: [usd.currency; 2], country });
            seen.push(key);
        }
    }
    journeys
}

/// Over two years in odd steps, whatever rail.
#[test]
fn a_later_payout_never_arrives_earlier_and_no_wait_is_silent() {
    const STEP_S: i64 = 5 * 3600 + 1051;
    let rulebook = ENGINE.rulebook();
    for journey in journeys(rulebook) {
        let mut at = parse_moment("2026-01-01T00:00:00Z").unwrap();
        let end = parse_moment("2027-12-31T00:00:00Z").unwrap();
        let mut before: Option<Arrival> = None;
        let mut known = 0;
        while at < end {
            let found = rulebook.arrival(journey.rail, at, journey.ends, journey.country);
            if let Ok(arrival) = found {
                check(&journey, at, &arrival);
                if let Some(before) = &before {
                    assert!(before.earliest <= arrival.earliest, "{} {at}", journey.rail.id);
                    assert!(before.latest <= arrival.latest, "{} {at}", journey.rail.id);
                }
                before = Some(arrival);
                known += 1;
            }
            at = at.plus_seconds(STEP_S);
        }
        let id = journey.rail.id.as_str();
        let is_unknown =
            journey.rail.timing.calendar.as_ref().is_some_and(|c| {
                c.covers.until < parse_date("2000-01-01") && c.covers.until.is_some()
            });
        assert_eq!(known == 0, is_unknown, "{id}");
    }
}

/// Those of the currency that leaves, of the one that arrives and of the payee's country.
fn calendars<'r>(journey: &Journey<'r>) -> Vec<&'r Calendar> {
    let rows = || ENGINE.rulebook().calendars.iter();
    let of_currency = |currency| rows().find(move |row| row.currencies.contains(currency));
    let country = rows().find(|row| row.countries.contains(&journey.country));
    let ends = journey.ends.iter().map(of_currency).chain([country]);
    ends.map(|row| &*row.unwrap().calendar).collect()
}

fn check(journey: &Journey, at: Moment, arrival: &Arrival) {
    let (rail, timing) = (journey.rail, &journey.rail.timing);
    let name = format!("{} to {} at {at}: {arrival:?}", rail.id, journey.country);
    assert!(at <= arrival.earliest && arrival.earliest <= arrival.latest, "{name}");
    let steps: Vec<(StepKind, Date)> =
        arrival.steps.iter().map(|step| (step.kind, parse_date(&step.date).unwrap())).collect();
    let is_closed = |kind| matches!(kind, StepKind::Weekend | StepKind::Holiday);
    for pair in steps.windows(2) {
        let [(_, earlier), (_, later)] = pair else { panic!("{name}") };
        assert!(earlier < later, "{name}");
    }
    // A day with a step that waits is closed, a day without one is open.
    let ends = if timing.both_ends { calendars(journey) } else { Vec::new() };
    let calendars: Vec<&Calendar> = timing.calendar.as_deref().into_iter().chain(ends).collect();
    let clock = if timing.both_ends { calendars[0].zone.as_ref() } else { None };
    let clock = clock.unwrap_or(&timing.zone);
    let evening = timing.opens.is_some_and(|opens| opens.day_before);
    // Anywhere on earth a day is over half a day after it is in UTC.
    let over = if timing.both_ends { -12 * 3600 } else { 0 };
    let last = if timing.both_ends { &zone("UTC") } else { clock };
    let last = last.date(arrival.latest.plus_seconds(over));
    let mut day = clock.date(at);
    let mut first = true;
    while day <= last {
        let closed = calendars.iter().any(|calendar| calendar.closed(day).unwrap().is_some());
        let told = steps.iter().any(|(kind, date)| is_closed(*kind) && *date == day);
        // The evening before a business day of Fedwire is no wait.
        assert!(closed == told || closed && first && evening, "{name} {day}");
        (day, first) = (day.plus_days(1), false);
    }
}
