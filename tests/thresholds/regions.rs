//! Parts of a country that are under embargo.

use super::table::DEFAULT;
use payout_rules::value::read;
use payout_rules::wire;
use serde_json::{Value, json};

fn gate(region: Option<&str>, at: &str) -> Value {
    let request = json!({
        "payee": { "payee_id": "p", "country": "UA", "region": region, "type": "individual",
            "kyc": { "level": "none" } },
        "amount": { "value": "1.00", "currency": "UAH" }, "at": at,
    });
    let text = request.to_string();
    serde_json::from_str(&wire::gate(&DEFAULT, &read(&text).unwrap())).unwrap()
}

fn outcome(region: &str, at: &str) -> String {
    gate(Some(region), at)["outcome"].as_str().unwrap().to_owned()
}

#[test]
fn a_region_is_closed_from_the_first_second_of_its_order() {
    for (regions, before, first) in [
        (["UA-43", "UA-40"], "2014-12-18T23:59:59Z", "2014-12-19T00:00:00Z"),
        (["UA-14", "UA-09"], "2022-02-20T23:59:59Z", "2022-02-21T00:00:00Z"),
    ] {
        for region in regions {
            assert_eq!(outcome(region, before), "clear", "{region}");
            for at in [first, "2026-11-21T12:00:00Z"] {
                let answer = gate(Some(region), at);
                assert_eq!(answer["outcome"], "block", "{region} {at}");
                let issue = &answer["reasons"][0];
                assert_eq!(issue["code"], "region_embargoed");
                assert_eq!(issue["message"], format!("{region} is under embargo, so it is closed"));
                assert!(issue["source"].as_str().unwrap().starts_with("EO 1"), "{issue}");
            }
        }
    }
}

#[test]
fn the_rest_of_the_country_is_paid_and_an_unknown_region_waits() {
    for region in ["UA-30", "UA-05", "UA-46", "UA-77"] {
        assert_eq!(outcome(region, "2026-11-21T12:00:00Z"), "clear", "{region}");
    }
    assert_eq!(gate(None, "2014-12-18T23:59:59Z")["outcome"], "clear");
    let answer = gate(None, "2014-12-19T00:00:00Z");
    assert_eq!(answer["outcome"], "hold");
    assert_eq!(
        answer["requires"],
        json!([{ "kind": "fact", "gate": "embargo", "fact": "payee.region" }])
    );
    assert_eq!(answer["reasons"][0]["code"], "region_missing");
}
