//! Days, moments and the rules for days: by hand, and against jiff.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use payout_rules::Engine;
use payout_rules::date::{parse_date, parse_days, parse_moment, parse_time};
use payout_rules::value::read;
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn easter_agrees_with_tables() {
    // 1981 and 2049 are the exceptions of the Gregorian reckoning; 2024 to 2027 from almanacs.
    for (rule, days) in [
        (
            "easter",
            [
                "1954-04-18",
                "1981-04-19",
                "2000-04-23",
                "2024-03-31",
                "2038-04-25",
                "2049-04-18",
                "2076-04-19",
                "2285-03-22",
            ],
        ),
        (
            "orthodox",
            [
                "1954-04-25",
                "1983-05-08",
                "2000-04-30",
                "2024-05-05",
                "2025-04-20",
                "2026-04-12",
                "2027-05-02",
                "2099-04-12",
            ],
        ),
    ] {
        for day in days {
            let year = day[..4].parse().unwrap();
            let found: Vec<String> =
                parse_days(rule).unwrap().in_year(year).map(|day| day.to_string()).collect();
            assert_eq!(found, [day]);
        }
    }
}

#[test]
fn rules_for_days_say_what_they_mean() {
    let days = |rule: &str, year| -> Vec<String> {
        parse_days(rule).unwrap().in_year(year).map(|day| day.to_string()).collect()
    };
    assert_eq!(days("02-29", 2024), ["2024-02-29"]);
    assert!(days("02-29", 2025).is_empty());
    assert_eq!(days("sun<=02-29", 2025), ["2025-02-23"]);
    assert_eq!(days("sun<=02-29", 2032), ["2032-02-29"]);
    assert_eq!(days("mon>=05-01, not 2020-05-04, 2020-05-08", 2020), ["2020-05-08"]);
    assert_eq!(days("mon>=05-01, not 2020-05-04, 2020-05-08", 2021), ["2021-05-03"]);
    assert_eq!(days("06-29 tue-1 wed-2 thu-3 fri+3", 2027), ["2027-06-28"]);
    assert_eq!(days("06-29 tue-1 wed-2 thu-3 fri+3", 2029), ["2029-07-02"]);
    assert_eq!(days("06-19 2022..", 2021).len() + days("06-19 ..2021", 2022).len(), 0);
    assert_eq!(days("06-19 2021..2022, easter+1 2022..", 2022), ["2022-06-19", "2022-04-18"]);
    for wrong in [
        "",
        "13-01",
        "02-30",
        "2026-02-29",
        "thu=11-22",
        "thu>11-22",
        "thu>=11-31",
        "easter+",
        "easter+100",
        "easter 2",
        "Easter",
        "easter39",
        "06-29 tue1",
        "06-29 2023..2021",
        "orthodox+x",
        "06-29 tue",
        "06-29 tue-9",
        "06-29 2022",
        "06-29 22..",
        "06-29 asis",
        "not",
        "01-01,02-02",
        "01-01, ",
        " 01-01",
        "01-01  as_is",
        "tuesday>=01-01",
        "1-1",
        "01-01 tue-300",
    ] {
        assert!(parse_days(wrong).is_none(), "{wrong:?} was read");
    }
}

/// The message of each issue an overlay of one calendar or one zone has.
fn messages(table: &str, changes: Value) -> Vec<String> {
    let mut row = match table {
        "zones" => json!({ "offset": "+12:45" }),
        _ => json!({ "weekend": [], "covers": { "from": null, "until": null }, "holidays": {} }),
    };
    for (key, value) in [("id", "own"), ("source", "policy"), ("confidence", "platform")] {
        row[key] = json!(value);
    }
    row["from"] = Value::Null;
    row["until"] = Value::Null;
    for (key, value) in changes.as_object().unwrap() {
        row[key] = value.clone();
    }
    let text = json!({ table: [row] }).to_string();
    let answer = Engine::new(Some(&read(&text).unwrap()));
    let issues = answer.err().unwrap_or_default();
    issues
        .iter()
        .map(|issue| {
            format!(
                "{} {} {}",
                issue.code.as_str(),
                issue.path.clone().unwrap_or_default(),
                issue.message
            )
        })
        .collect()
}

#[test]
fn a_rule_that_cannot_be_read_does_not_load() {
    for (table, changes, expected) in [
        (
            "calendars",
            json!({ "holidays": { "Day": "13-01" } }),
            "date_invalid /calendars/0/holidays/Day \"13-01\" is not a rule for days",
        ),
        (
            "calendars",
            json!({ "holidays": { "Day": 5 } }),
            "type_wrong /calendars/0/holidays/Day expected a string, found a number",
        ),
        (
            "calendars",
            json!({ "holidays": [] }),
            "type_wrong /calendars/0/holidays expected an object, found a list",
        ),
        (
            "calendars",
            json!({ "unknown": "someday" }),
            "date_invalid /calendars/0/unknown \"someday\" is not a rule for days",
        ),
        (
            "calendars",
            json!({ "substitute": ["day"] }),
            "value_unknown /calendars/0/substitute/0 \"day\" is not one of the known values",
        ),
        (
            "zones",
            json!({ "offset": "12:45" }),
            "date_invalid /zones/0/offset \"12:45\" is not a distance from UTC",
        ),
        (
            "zones",
            json!({ "offset": "+24:00" }),
            "date_invalid /zones/0/offset \"+24:00\" is not a distance from UTC",
        ),
        (
            "zones",
            json!({ "summer": { "begins": "sun>=09-24", "ends": "sun>=04-01 at 02:45" } }),
            "date_invalid /zones/0/summer/begins \"sun>=09-24\" is not a day and a time",
        ),
        (
            "zones",
            json!({ "summer": { "begins": "sun>=09-24 at 02:45" } }),
            "field_missing /zones/0/summer/ends the field \"ends\" is missing",
        ),
    ] {
        assert_eq!(messages(table, changes), [expected]);
    }
    assert!(messages("zones", json!({ "summer": null })).is_empty());
    let twice = r#"{ "calendars": [{ "id": "UK", "source": "s", "holidays": { "A": "01-01", "A": "01-02" } }] }"#;
    let issues = Engine::new(Some(&read(twice).unwrap())).err().unwrap_or_default();
    assert_eq!(issues.first().map(|issue| issue.code.as_str()), Some("key_duplicate"));
}

proptest! {
    /// Days, their parts and their weekdays, against jiff.
    #[test]
    fn days_agree_with_jiff(days in 0..3_652_424_i32) {
        let first = jiff::civil::date(0, 1, 1);
        let theirs = first.checked_add(jiff::Span::new().days(days)).unwrap();
        let ours = parse_date("0000-01-01").unwrap().plus_days(days);
        prop_assert_eq!(ours.to_string(), theirs.to_string());
        prop_assert_eq!(parse_date(&theirs.to_string()), Some(ours));
        prop_assert_eq!(
            (ours.year(), ours.month(), ours.day()),
            (theirs.year().into(), theirs.month().into(), theirs.day().into())
        );
        prop_assert_eq!(ours.weekday().name(), format!("{:?}", theirs.weekday()));
        prop_assert_eq!(ours.tomorrow().map(|day| day.to_string()), theirs.tomorrow().ok().map(|day| day.to_string()));
    }

    /// Moments as jiff reads and shows them.
    #[test]
    fn moments_agree_with_jiff(
        seconds in -62_167_219_200..253_402_207_200_i64, nanos in prop_oneof![Just(0), 1..999_999_999_i32],
        hours in -23..24_i8, digits in 1..10_usize,
    ) {
        let theirs = jiff::Timestamp::new(seconds, nanos).unwrap();
        let text = theirs.to_string();
        let ours = parse_moment(&text).unwrap();
        prop_assert_eq!(ours.to_string(), text);
        let offset = jiff::tz::offset(hours);
        let local = theirs.display_with_offset(offset).to_string();
        prop_assert_eq!(parse_moment(&local), local.parse::<jiff::Timestamp>().ok().and(Some(ours)));
        let cut = jiff::fmt::temporal::DateTimePrinter::new().precision(Some(digits as u8)).timestamp_to_string(&theirs);
        let cut_theirs = cut.parse::<jiff::Timestamp>().unwrap().to_string();
        prop_assert_eq!(parse_moment(&cut).unwrap().to_string(), cut_theirs);
    }

    /// What is nearly a moment: whatever we read, jiff reads alike.
    #[test]
    fn what_is_read_as_a_moment_is_one(text in "[0-9]{4}-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,10})?(Z|z|[+-][0-2][0-9]:?[0-6][0-9])?") {
        if let Some(ours) = parse_moment(&text) {
            prop_assert_eq!(ours.to_string(), text.parse::<jiff::Timestamp>().unwrap().to_string());
        } else {
            // RFC 3339 has no offset of a day or more.
            let theirs = text.parse::<jiff::Timestamp>();
            let strict = !text.contains('z') && text.len() >= 20 && theirs.as_ref().is_ok_and(|at| at.as_second() >= -62_167_219_200);
            let far = text.get(text.len() - 6..).is_some_and(|offset| ["+24", "+25", "-24", "-25"].iter().any(|far| offset.starts_with(far)));
            let coloned = text.ends_with('Z') || text.get(text.len() - 3..).is_some_and(|end| end.starts_with(':'));
            prop_assert!(!(strict && coloned && !far), "{} was refused", text);
        }
    }

    /// No text stops the readers.
    #[test]
    fn readers_take_any_text(text in any::<String>()) {
        let _ = (parse_days(&text), parse_moment(&text), parse_date(&text), parse_time(&text));
    }
}
