//! Payees and amounts to put before gates.

use proptest::prelude::*;
use serde_json::{Value, json};

pub const AT: &str = "2026-05-22T15:04:00Z";

/// The keys of the periods that hold that moment, in any zone: it is the same day in all.
pub const PERIODS: [&str; 9] = [
    "2026",
    "2026-05",
    "2026-05-22",
    "2026-04/2026-06",
    "2026-01/2026-06",
    "2026-04/2027-03",
    "P1D",
    "P30D",
    "P7D",
];

fn account(country: &str) -> Value {
    let details = match country {
        "US" => json!({ "routing_number": "021000021", "account_number": "123456789",
            "account_type": "checking", "account_holder_name": "A B" }),
        "GB" => json!({ "sort_code": "200000", "account_number": "55779911",
            "account_holder_name": "A B" }),
        _ => json!({ "iban": "DE89370400440532013000", "account_holder_name": "A B" }),
    };
    let (method, currency) = match country {
        "US" => ("ach", "USD"),
        "GB" => ("fps", "GBP"),
        _ => ("sepa", "EUR"),
    };
    json!({ "method": method, "currency": currency, "details": details })
}

/// A payee in a country with some history, who lacks this and that.
pub fn payee() -> impl Strategy<Value = Value> {
    let place = prop::sample::select(vec![
        ("US", Some("US-MA")),
        ("US", Some("US-IL")),
        ("US", Some("US-TX")),
        ("US", None),
        ("DE", None),
        ("FR", None),
        ("GB", None),
    ]);
    let activities = vec![
        "unspecified",
        "goods",
        "services",
        "property_rental",
        "vehicle_rental",
        "royalties",
        "prizes",
        "other",
    ];
    let person = (
        place,
        any::<bool>(),
        prop::sample::select(activities),
        prop::sample::select(vec!["none", "basic", "verified"]),
    );
    let tax = (
        prop::option::of(prop::sample::select(vec!["w9", "w8ben", "dac7_self_certification"])),
        prop::sample::select(vec!["missing", "submitted", "verified", "expired"]),
        prop::option::of(prop::sample::select(vec![
            "missing",
            "submitted",
            "verified",
            "mismatch",
        ])),
        prop::option::of(prop::sample::select(vec!["US", "DE", "IN"])),
        prop::option::of(prop::sample::select(vec!["US", "DE"])),
        prop::option::of(prop::sample::select(vec!["0", "0.10", "0.5"])),
    );
    let past = prop::option::of((0_u32..2_500_000, 0_u32..220));
    (person, tax, past, any::<bool>()).prop_map(|(person, tax, past, named)| {
        let ((country, region), is_business, activity, level) = person;
        let (form, form_status, tin_status, residence, source, treaty) = tax;
        let mut payee = json!({
            "payee_id": "p", "country": country, "activity": activity,
            "type": if is_business { "business" } else { "individual" },
            "kyc": { "level": level }, "accounts": [account(country)],
            "tax": { "form": form, "form_status": form_status, "tin_status": tin_status,
                "residence": residence, "income_source": source, "treaty_rate": treaty },
        });
        payee["region"] = json!(region);
        if named {
            payee["name"] = json!("A B");
        } else {
            payee["accounts"][0]["details"]["account_holder_name"] = json!("A B");
        }
        if let Some((cents, count)) = past {
            let amount = format!("{}.{:02}", cents / 100, cents % 100);
            let total = json!({ "amount": { "value": amount, "currency": "USD" }, "count": count });
            payee["totals"] =
                PERIODS.iter().map(|key| ((*key).to_owned(), total.clone())).collect();
        }
        payee["history"] = json!({ "since": "2026-01-01T00:00:00Z", "payouts": [] });
        payee
    })
}

/// Amounts in cents, many of them just under a limit.
pub fn amounts() -> impl Strategy<Value = Vec<u32>> {
    let amount = prop_oneof![
        1_u32..500_000,
        Just(95_000_u32),
        Just(280_000_u32),
        Just(59_999_u32),
        Just(60_000_u32),
        Just(100_000_u32),
    ];
    prop::collection::vec(amount, 1..7)
}

pub fn money(cents: u32) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
