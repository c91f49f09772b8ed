//! Reports of any records: against sums made again from the JSON in whole cents, and against each
//! other.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[expect(dead_code, reason = "one helper serves many tests")]
#[path = "support/ask.rs"]
mod ask;

use ask::{ask, engine};
use payout_rules::{Engine, wire};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| engine(json!({})));

const FORMS: [&str; 3] = ["1099k", "1099nec", "dac7"];
/// Cents for one cent of the form's currency, at rates that leave nothing to round.
const RATES: [(&str, i128); 3] = [("USD", 1), ("EUR", 1), ("GBP", 2)];

#[derive(Debug, Clone)]
struct Sketch {
    payee: u8,
    day: u16,
    cents: i64,
    fee: i64,
    withheld: i64,
    currency: usize,
    count: Option<u32>,
    returned: bool,
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let fate = (0..3_usize, prop::option::of(1..90_u32), prop::bool::weighted(0.1));
    (0..4_u8, 0..380_u16, 0..3_u8, 2..400_000_i64, fate).prop_map(
        |(payee, day, parts, cents, (currency, count, returned))| {
            let (fee, withheld) = match parts {
                0 => (0, 0),
                1 => (cents / 3, 0),
                _ => (cents / 4, cents / 2),
            };
            let even = |cents: i64| cents / 2 * 2;
            let (cents, fee, withheld) = (even(cents), even(fee), even(withheld));
            Sketch { payee, day, cents, fee, withheld, currency, count, returned }
        },
    )
}

/// A month and a day of it; the last of them are of the next year.
fn date(day: u16) -> (u16, u16, u16) {
    (2026 + day / 360, day % 360 / 30 + 1, day % 28 + 1)
}

fn money(cents: i64, currency: &str) -> Value {
    json!({ "value": format!("{}.{:02}", cents / 100, cents % 100), "currency": currency })
}

fn record(sketch: &Sketch) -> Value {
    let (currency, _) = RATES[sketch.currency];
    let (year, month, day) = date(sketch.day);
    let mut record = json!({
        "payee_id": format!("p{}", sketch.payee),
        "paid_at": format!("{year}-{month:02}-{day:02}T12:00:00Z"),
        "amount": money(sketch.cents, currency),
        "fee": money(sketch.fee, currency),
        "withheld": money(sketch.withheld, currency),
        "status": if sketch.returned { "returned" } else { "paid" },
    });
    if let Some(count) = sketch.count {
        record["count"] = json!(count);
    }
    record
}

fn request(form: &str, payouts: &[Value]) -> Value {
    let country = if form == "dac7" { "DE" } else { "US" };
    let region =
        |place: usize| if form == "dac7" { "DE-BE" } else { ["US-MA", "US-TX"][place % 2] };
    let activity = |place: usize| if place.is_multiple_of(2) { "services" } else { "goods" };
    let payee = |place: usize| {
        json!({ "payee_id": format!("p{place}"), "country": country, "type": "individual",
            "region": region(place), "activity": activity(place) })
    };
    let payees: Vec<Value> = (0..4).map(payee).collect();
    json!({ "form": form, "year": 2026, "payees": payees, "payouts": payouts,
        "fx": { "base": "USD", "rates": { "EUR": "1", "GBP": "2" }, "at": "2026-12-31T00:00:00Z" } })
}

fn report(form: &str, payouts: &[Value]) -> Value {
    ask(wire::report, &ENGINE, request(form, payouts))
}

/// The lines by payee.
fn lines(report: &Value) -> BTreeMap<String, Value> {
    let lines = report["payees"].as_array().unwrap().iter();
    lines.map(|line| (line["payee_id"].as_str().unwrap().to_owned(), line.clone())).collect()
}

fn cents(value: &Value) -> i128 {
    let (whole, part) = value.as_str().unwrap().split_once('.').unwrap();
    assert_eq!(part.len(), 2);
    whole.parse::<i128>().unwrap() * 100 + part.parse::<i128>().unwrap()
}

/// Gross, fees, tax and transactions of a payee, one for each month, made again from the JSON.
fn again(payouts: &[Value], payee: &str) -> [[i128; 4]; 12] {
    let mut months = [[0; 4]; 12];
    for payout in payouts {
        let at = payout["paid_at"].as_str().unwrap();
        if payout["payee_id"] != payee || payout["status"] == "returned" || !at.starts_with("2026")
        {
            continue;
        }
        let month = &mut months[at.get(5..7).unwrap().parse::<usize>().unwrap() - 1];
        for (place, part) in ["amount", "fee", "withheld"].into_iter().enumerate() {
            let unit = payout[part]["currency"].as_str().unwrap();
            let rate = RATES.iter().find(|(known, _)| *known == unit).unwrap().1;
            month[place] += cents(&payout[part]["value"]) / rate;
        }
        month[3] += i128::from(payout["count"].as_u64().unwrap_or(1));
    }
    months
}

fn total(months: &[[i128; 4]]) -> [i128; 4] {
    let mut all = [0; 4];
    months.iter().for_each(|month| all.iter_mut().zip(month).for_each(|(a, b)| *a += b));
    all
}

/// Whether the payee is reportable, by the plain words of the law.
fn is_due(form: &str, place: usize, [gross, fees, withheld, count]: [i128; 4]) -> bool {
    match form {
        "1099k" => {
            let federal = gross > 2_000_000 && count > 200;
            federal || (place.is_multiple_of(2) && gross >= 60_000) || withheld > 0
        }
        // Goods are not paid for work.
        "1099nec" => place.is_multiple_of(2) && (gross >= 200_000 || withheld > 0),
        // Work is reported from the first cent, goods are from 30 sales or more than 2,000 euros.
        _ if place.is_multiple_of(2) => gross - fees - withheld > 0,
        _ => gross - fees - withheld > 200_000 || count >= 30,
    }
}

/// Whether figures are these sums.
fn check_figures(told: &Value, sums @ [gross, fees, withheld, count]: [i128; 4]) {
    let parts = ["gross", "fees", "withheld", "net"].map(|part| cents(&told[part]));
    assert_eq!(parts, [gross, fees, withheld, gross - fees - withheld], "{sums:?}");
    assert_eq!(i128::from(told["count"].as_u64().unwrap()), count);
}

fn check_line(form: &str, line: &Value, place: usize, months: &[[i128; 4]; 12]) {
    let year = total(months);
    check_figures(&line["paid"], year);
    assert_eq!(line["reportable"], is_due(form, place, year), "{form} {line:#}");
    assert_eq!(line["complete"], true);
    let (length, keys): (usize, Vec<String>) = match form {
        "1099k" => (1, (1..=12).map(|month| format!("2026-{month:02}")).collect()),
        "dac7" => (3, [1, 4, 7, 10].map(|m| format!("2026-{m:02}/2026-{:02}", m + 2)).into()),
        _ => (12, Vec::new()),
    };
    let mut told = line["periods"].as_array().unwrap().iter();
    for (key, months) in keys.iter().zip(months.chunks(length)) {
        if total(months) != [0; 4] {
            let told = told.next().unwrap();
            assert_eq!(told["period"], *key);
            check_figures(told, total(months));
        }
    }
    assert_eq!(told.next(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_sums_are_those_of_the_records(
        sketches in prop::collection::vec(sketch(), 0..60), form in 0..3_usize,
    ) {
        let payouts: Vec<Value> = sketches.iter().map(record).collect();
        let report = report(FORMS[form], &payouts);
        let lines = lines(&report);
        let mut all = [0; 4];
        for place in 0..4 {
            let id = format!("p{place}");
            let months = again(&payouts, &id);
            total(&months).iter().zip(&mut all).for_each(|(part, all)| *all += part);
            match lines.get(&id) {
                Some(line) => check_line(FORMS[form], line, place, &months),
                None => prop_assert_eq!(total(&months), [0; 4]),
            }
        }
        let totals = &report["totals"];
        check_figures(&totals["paid"], all);
        let others = sketches.iter().filter(|sketch| date(sketch.day).0 == 2027).count();
        prop_assert_eq!(&totals["other_years"], &json!(others));
        prop_assert_eq!(&report["complete"], &json!(true));
    }

    #[test]
    fn the_order_of_the_records_is_nothing_to_a_payee(
        (sketches, shuffled) in prop::collection::vec(sketch(), 0..40)
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        form in 0..3_usize,
    ) {
        let records = |all: &[Sketch]| all.iter().map(record).collect::<Vec<Value>>();
        let one = report(FORMS[form], &records(&sketches));
        let other = report(FORMS[form], &records(&shuffled));
        prop_assert_eq!(lines(&one), lines(&other));
        prop_assert_eq!(&one["totals"], &other["totals"]);
    }

    #[test]
    fn each_payee_alone_is_as_among_all(
        sketches in prop::collection::vec(sketch(), 0..40), form in 0..3_usize,
    ) {
        let payouts: Vec<Value> = sketches.iter().map(record).collect();
        let mut apart = BTreeMap::new();
        for place in 0..4 {
            let is_own = |payout: &&Value| payout["payee_id"] == format!("p{place}");
            let own: Vec<Value> = payouts.iter().filter(is_own).cloned().collect();
            apart.extend(lines(&report(FORMS[form], &own)));
        }
        prop_assert_eq!(lines(&report(FORMS[form], &payouts)), apart);
    }

    #[test]
    fn one_record_more_takes_nobody_out_of_a_report(
        sketches in prop::collection::vec(sketch(), 1..40), form in 0..3_usize, wrong in any::<bool>(),
    ) {
        let payouts: Vec<Value> = sketches.iter().map(record).collect();
        let before = lines(&report(FORMS[form], &payouts[1..]));
        let mut more = payouts;
        if wrong {
            more[0]["amount"]["value"] = json!("0.001");
        }
        let after = lines(&report(FORMS[form], &more));
        for (id, line) in before {
            prop_assert!(line["reportable"] != true || after[&id]["reportable"] == true);
            // Of a payee with a record that cannot be read, nobody says that they are not in it.
            let line = &after[&id];
            let is_other = line["by"]["reason"] == "not_about";
            prop_assert!(line["complete"] == true || line["reportable"] != false || is_other);
        }
    }
}
