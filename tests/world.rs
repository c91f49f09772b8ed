//! The rulebook against the world: every country, currency and rail is there, each open one can
//! be paid, each closed one says why. `tests/vectors` is copied from the sources, not from the data.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

#[expect(dead_code, reason = "no plans are made here")]
#[path = "support/ask.rs"]
mod ask;
#[expect(dead_code, reason = "the build wants to know where a sheet is")]
#[path = "../build/sheets.rs"]
mod sheets;

use ask::{engine, payee};
use payout_rules::Engine;
use payout_rules::country::Country;
use payout_rules::date::{Date, parse_date};
use payout_rules::money::{Currency, CurrencyCode, Money};
use payout_rules::rulebook::{
    AccountForm, IbanChar, IbanPart, IdentifierKind, Method, PayeeType, Rail, RailLimit, Rulebook,
};
use payout_rules::wire;
use serde_json::{Value, json};
use sheets::{DATA, content, sheets, sorted_entries};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const AT: &str = "2026-11-21T12:00:00Z";

fn vectors(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn words(list: &Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

fn today() -> Date {
    parse_date("2026-11-21").unwrap()
}

/// The rows of every table as their files have them, with the file's defaults, by table.
fn raw_rows() -> Vec<(String, Value)> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join(DATA);
    let mut rows = Vec::new();
    for path in sorted_entries(&data).unwrap() {
        let table = path.file_stem().unwrap().to_str().unwrap();
        let files = if table == "rulebook" { Vec::new() } else { sheets(&path).unwrap() };
        for mut sheet in files {
            let defaults = sheet.content.remove("defaults").unwrap_or(json!({}));
            let listed = sheet.content["rows"].as_array().unwrap();
            rows.extend(listed.iter().map(|row| {
                let mut whole = defaults.clone();
                let own = row.as_object().unwrap().clone();
                whole.as_object_mut().unwrap().extend(own);
                (table.to_owned(), whole)
            }));
        }
    }
    rows
}

#[test]
fn a_file_is_rows_and_defaults_and_nothing_else() {
    let row = json!({ "id": "x" });
    for (file, is_right) in [
        (json!([row]), true),
        (json!({ "rows": [row] }), true),
        (json!({ "defaults": {}, "rows": [row] }), true),
        (json!({ "row": [row] }), false),
        (json!({ "default": {}, "rows": [row] }), false),
        (json!({ "defaults": [], "rows": [row] }), false),
        (json!({ "defaults": {} }), false),
        (json!({ "rows": row }), false),
        (json!([[row]]), false),
        (json!(7), false),
    ] {
        assert_eq!(content(file.clone()).is_some(), is_right, "{file}");
    }
}

#[test]
fn every_row_has_source_dates_and_confidence() {
    let rows = raw_rows();
    assert!(rows.len() > 800, "the data were not found");
    for (table, row) in rows {
        let said = |key: &str| row[key].as_str().is_some_and(|text| !text.trim().is_empty());
        let dated = |key: &str| row.get(key).is_some_and(|day| day.is_null() || day.is_string());
        let whole = said("id") && said("source") && said("confidence");
        assert!(whole && dated("from") && dated("until"), "{table}: {row:#}");
    }
}

#[test]
fn no_two_dated_entries_of_one_key_overlap() {
    let mut ids = BTreeSet::new();
    for (table, row) in raw_rows() {
        assert!(ids.insert((table.clone(), row["id"].to_string())), "{table}: {} twice", row["id"]);
        for entries in ["limits", "closed"] {
            let list = row.get(entries).and_then(Value::as_array).cloned().unwrap_or_default();
            for (place, later) in list.iter().enumerate() {
                let rivals = list.iter().take(place).filter(|earlier| {
                    ["currency", "payer_types", "payee_types", "regions"]
                        .iter()
                        .all(|key| earlier[key] == later[key])
                        && (earlier["status"].is_null()
                            || (earlier["status"] == "in_force" && later["status"] == "in_force"))
                });
                for earlier in rivals {
                    let day = |entry: &Value, key: &str, open: &str| {
                        entry[key].as_str().unwrap_or(open).to_owned()
                    };
                    let apart = day(earlier, "until", "9") < day(later, "from", "0")
                        || day(later, "until", "9") < day(earlier, "from", "0");
                    assert!(apart, "{table}: {} has {earlier} and {later}", row["id"]);
                }
            }
        }
    }
}

#[test]
fn every_currency_has_the_minor_units_of_the_standard() {
    let places = vectors("places.json");
    let engine = engine(json!({}));
    let rulebook = engine.rulebook();
    let mut known = 0;
    for (units, codes) in places["minor_units"].as_object().unwrap() {
        for code in words(codes) {
            let currency = rulebook.currency(CurrencyCode::parse(&code).unwrap());
            let digits = currency.map(|currency| currency.minor_units().to_string());
            assert_eq!(digits.as_ref(), Some(units), "{code}");
            known += 1;
        }
    }
    let usdc = rulebook.currency(CurrencyCode::parse("USDC").unwrap()).unwrap();
    assert_eq!((usdc.code(), usdc.minor_units()), ("USDC", 6));
    assert_eq!(rulebook.currencies.len(), known + 1);
    for (code, last) in places["withdrawn"].as_object().unwrap() {
        let currency = rulebook.currency(CurrencyCode::parse(code).unwrap()).unwrap();
        let last = parse_date(last.as_str().unwrap()).unwrap();
        assert!(rulebook.is_in_force(currency, last), "{code} on {last}");
        assert!(!rulebook.is_in_force(currency, last.tomorrow().unwrap()), "{code} after {last}");
    }
}

#[test]
fn every_rail_of_the_sources_is_there_and_on_when_it_is_known() {
    let engine = engine(json!({}));
    let listed = vectors("rails.json");
    let rails = &engine.rulebook().rails;
    assert_eq!(rails.len(), listed.as_array().unwrap().len());
    for vector in listed.as_array().unwrap() {
        let id = vector["id"].as_str().unwrap();
        let rail = rails.iter().find(|rail| rail.id == id).unwrap_or_else(|| panic!("no {id}"));
        assert_eq!(rail.meta.enabled, vector["confidence"] != "unconfirmed", "{id}");
        // Which countries PayPal reaches is read from a transcription.
        let confidence =
            if id == "paypal_payouts" { "likely".into() } else { vector["confidence"].clone() };
        assert_eq!(rail.meta.confidence.as_str(), confidence, "{id}");
        assert_eq!(json!(rail.irrevocable), vector["irrevocable"], "{id}");
        let carried = words(&vector["currencies"]);
        assert!(rail.currencies.iter().all(|unit| carried.contains(unit.code())), "{id}");
        // A million zlotys goes another way; a platform without an indemnity has the lower limit.
        let max = match id {
            "pl_elixir" => json!("999999.99"),
            "ng_nip" => json!("10000000.00"),
            _ => vector["max"].clone(),
        };
        let amount = |text: &str| text.strip_suffix(".00").unwrap_or(text).to_owned();
        let own = limit_of(rail).and_then(|limit| limit.max).map(|max| amount(&max.value()));
        assert_eq!(own, max.as_str().map(amount), "{id}");
        let calendar = rail.timing.calendar.as_ref().map_or("NONE", |calendar| &calendar.id);
        let own = if rail.timing.both_ends { "CURRENCY" } else { calendar };
        assert_eq!(json!(own), vector["calendar"], "{id}");
    }
}

/// The limit of the rail's first currency for a platform, today.
fn limit_of(rail: &Rail) -> Option<&RailLimit> {
    let payer = PayeeType::Business;
    rail.limits.iter().find(|limit| {
        limit.currency == rail.currencies[0] && limit.binds(payer) && limit.in_force.on(today())
    })
}

/// An IBAN that fits the country's structure and has good check digits.
fn iban_of(rulebook: &Rulebook, country: Country) -> Option<String> {
    let row = rulebook.iban(country)?;
    let part = |part: &IbanPart| match part.kind {
        IbanChar::Letter => "A".repeat(part.length),
        IbanChar::Digit | IbanChar::Either => "1".repeat(part.length),
    };
    let account: String = row.parts.iter().map(part).collect();
    let number = format!("{account}{country}00");
    let rest = number.chars().fold(0, |rest, letter| match letter.to_digit(36).unwrap() {
        digit @ 0..=9 => (rest * 10 + digit) % 97,
        letter => (rest * 100 + letter) % 97,
    });
    Some(format!("{country}{:02}{account}", 98 - rest))
}

/// A payee with one account, made of the examples of the form's fields.
fn payee_with(rulebook: &Rulebook, method: &Method, country: Country, currency: &str) -> Value {
    let form = rulebook.account_form(method, country, today());
    let form = form.unwrap_or_else(|| panic!("no form for {} in {country}", method.id));
    let details = form.fields.iter().map(|field| {
        let own =
            iban_of(rulebook, country).filter(|_| field.identifier == Some(IdentifierKind::Iban));
        (field.name.clone(), json!(own.unwrap_or_else(|| field.example.clone())))
    });
    let details: serde_json::Map<String, Value> = details.collect();
    payee(
        country.as_str(),
        json!([{ "method": method.id, "currency": currency, "details": details }]),
    )
}

/// An amount that the rail carries.
fn amount_of(rail: &Rail, currency: Currency) -> Value {
    let limit = limit_of(rail).filter(|limit| limit.currency == currency);
    let fits = |money: Option<Money>| money.map(|money| money.value());
    let (min, max) = limit.map_or((None, None), |limit| (fits(limit.min), fits(limit.max)));
    let more = |value: &str| value.parse::<f64>().unwrap() > 500.0;
    let value = match (min.filter(|min| more(min)), max.filter(|max| !more(max))) {
        (Some(min), _) => min,
        (None, Some(max)) => max,
        (None, None) => "500".to_owned(),
    };
    json!({ "value": value, "currency": currency.code() })
}

/// Every method that a rail which is on carries to the country, asked with a whole account:
/// `method currency` of those that are available, and the reasons of those that are not.
fn asked(engine: &Engine, country: Country) -> (Vec<String>, Vec<String>) {
    let rulebook = engine.rulebook();
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for method in &rulebook.methods {
        let serves = |rail: &Rail| rail.meta.holds(today()) && rail.serves(country, today());
        for rail in method.rails.iter().filter(|rail| serves(rail)) {
            let own = rulebook.country(country, today()).and_then(|row| row.currency);
            let local = rail.currencies.iter().find(|unit| own == Some(**unit));
            let currency = *local.unwrap_or(&rail.currencies[0]);
            let request = json!({
                "payee": payee_with(rulebook, method, country, currency.code()), "at": AT,
                "amount": amount_of(rail, currency), "payout_currency": currency.code(),
                "fx": { "base": "USD", "at": AT, "rates": { "CAD": "1.4", "GBP": "0.8", "EUR": "0.9", "AUD": "1.5", "MXN": "18", "JPY": "150", "SGD": "1.3", "HKD": "7.8" } },
            });
            let answer = ask::ask(wire::methods, engine, request);
            let answers = answer["methods"].as_array().unwrap();
            let Some(found) = answers.iter().find(|found| found["method"] == method.id.as_str())
            else {
                closed.push(format!("{country} {}: {}", method.id, answer["issues"]));
                continue;
            };
            match found["status"].as_str() {
                Some("available") => open.push(format!("{} {currency}", method.id)),
                _ => closed.push(format!("{country} {}: {}", method.id, found["reasons"])),
            }
        }
    }
    (open, closed)
}

#[test]
fn every_country_is_open_or_says_why_it_is_closed() {
    let engine = engine(json!({}));
    let countries = words(&vectors("places.json")["countries"]);
    let own: BTreeSet<String> =
        engine.rulebook().countries.iter().map(|row| row.country.to_string()).collect();
    assert_eq!((countries.len(), &own), (250, &countries));
    let (mut open, mut why) = (0, Vec::new());
    for code in &countries {
        let country = Country::parse(code).unwrap();
        let (methods, reasons) = asked(&engine, country);
        if engine.rulebook().country(country, today()).unwrap().closed_on(today()).is_none() {
            // Whatever serves the country can be paid by it, with a fee and an account.
            assert!(!methods.is_empty() && reasons.is_empty(), "{reasons:#?}");
            open += 1;
            continue;
        }
        let amount = json!({ "value": "50.00", "currency": "USD" });
        let request = json!({ "payee": payee(code, json!([])), "amount": amount, "at": AT });
        let answer = ask::ask(wire::methods, &engine, request);
        assert_eq!((&answer["methods"], methods.len()), (&json!([]), 0), "{code}");
        let issue = &answer["issues"][0];
        assert!(issue["source"].is_string(), "{code}");
        why.push(format!("{code} {}", issue["code"].as_str().unwrap()));
    }
    assert_eq!(open, 231);
    let of = |code: &str| -> Vec<&str> {
        why.iter().filter_map(|line| line.strip_suffix(code)).map(str::trim_end).collect()
    };
    assert_eq!(of("country_embargoed"), ["CU", "IR", "KP"]);
    assert_eq!(of("country_restricted"), ["AF", "BY", "MM", "RU", "SY", "VE"]);
    assert_eq!(
        of("country_no_route"),
        ["AQ", "BV", "EH", "GS", "HM", "IO", "PN", "TF", "TK", "UM"]
    );
}

#[test]
fn an_iban_is_asked_for_exactly_where_there_is_one() {
    let engine = engine(json!({}));
    let rulebook = engine.rulebook();
    let places = vectors("places.json");
    let with: BTreeSet<String> =
        words(&places["iban"]).union(&words(&places["iban_of_another_country"])).cloned().collect();
    let registry: BTreeSet<String> =
        rulebook.ibans.iter().map(|row| row.country.to_string()).collect();
    assert_eq!(registry, words(&places["iban"]));
    let rails = vectors("rails.json");
    for row in &rulebook.countries {
        let country = row.country;
        for method in &rulebook.methods {
            let Some(form) = rulebook.account_form(method, country, today()) else { continue };
            let serves = |rail: &&std::sync::Arc<Rail>| rail.countries.includes(&country);
            let Some(rail) = method.rails.iter().find(serves) else { continue };
            let asked = asks(form, "iban");
            let has = with.contains(country.as_str());
            assert!(!asked || has, "{} asks {country} for an IBAN", method.id);
            let rail = rails.as_array().unwrap().iter().find(|v| v["id"] == rail.id.as_str());
            let wanted = words(&rail.unwrap()["fields"]);
            let must = wanted.contains("iban") || (has && wanted.contains("account_number|iban"));
            assert_eq!(asked, must, "{} in {country}", method.id);
        }
    }
}

/// Whether a form has a field of any of these names, `a|b`.
fn asks(form: &AccountForm, names: &str) -> bool {
    names.split('|').any(|name| form.fields.iter().any(|field| field.name == name))
}

#[test]
fn every_rail_asks_for_what_its_source_demands() {
    let engine = engine(json!({}));
    let rulebook = engine.rulebook();
    for vector in vectors("rails.json").as_array().unwrap() {
        let id = vector["id"].as_str().unwrap();
        let carries = |method: &&Method| method.rails.iter().any(|rail| rail.id == id);
        let method = rulebook.methods.iter().find(carries).unwrap();
        let rail = rulebook.rails.iter().find(|rail| rail.id == id).unwrap();
        for row in rulebook.countries.iter().filter(|row| rail.countries.includes(&row.country)) {
            // A form that is off with its rail is a form all the same.
            let form = rulebook.accounts.iter().find(|form| {
                form.methods.contains(&method.id) && form.countries.includes(&row.country)
            });
            let form = form.unwrap_or_else(|| panic!("{id} has no form in {}", row.country));
            for wanted in words(&vector["fields"]) {
                // A CLABE is the account number of Mexico, as an IBAN is elsewhere.
                let wanted = wanted.replace("account_number|iban", "account_number|iban|clabe");
                assert!(asks(form, &wanted), "{id} does not ask {} for {wanted}", row.country);
            }
        }
    }
}
