//! What a screener answers, and what it refuses.

use super::{one, screen, screener, try_screener};
use payout_rules::value::read;
use payout_rules::wire;
use serde_json::{Value, json};

const AT: &str = "2026-11-21T10:00:00Z";

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// `code path message` of each issue.
fn lines(issues: &Value) -> Vec<String> {
    let issues = issues.as_array().cloned().unwrap_or_default();
    let shown = |i: &Value| [&i["code"], &i["path"], &i["message"]].map(text).join(" ");
    issues.iter().map(shown).collect()
}

fn refused(lists: &Value, options: &Value) -> Vec<String> {
    lines(&try_screener(lists, options).err().unwrap_or_default())
}

#[test]
fn a_match_says_word_by_word_why() {
    let screener = screener(&one("Abd al-Rahman Kuznetsov Garcia", "individual"), &Value::Null);
    let answer = screen(
        &screener,
        &json!({ "payee_id": "ana", "name": "Dr. Garsia, Abdurrahman K.", "type": "individual", "at": AT }),
    );
    let found = &answer["matches"][0];
    let part = |p: &Value| [&p["asked"], &p["listed"], &p["score"], &p["how"]].map(text).join(" ");
    let parts: Vec<String> = found["parts"].as_array().unwrap().iter().map(part).collect();
    assert_eq!(
        parts,
        [
            "dr  0.000 missing",
            "garsia garcia 0.985 variant",
            "abd abd 1.000 exact",
            "rahman rahman 1.000 exact",
            "k kuznetsov 0.850 initial",
            " al 0.000 missing",
        ]
    );
    assert_eq!((&found["reordered"], &found["outcome"]), (&json!(true), &json!("hold")));
    assert_eq!((&answer["payee_id"], &answer["screened_at"]), (&json!("ana"), &json!(AT)));
}

#[test]
fn a_birth_year_lowers_a_block_and_nothing_more() {
    let lists = json!({ "format": "names", "entries": [{
        "id": "1", "name": "Ivan Petrov", "type": "individual", "birth_dates": ["circa 1970"] }] });
    let screener = screener(&lists, &Value::Null);
    for (name, born, outcome, agrees) in [
        ("Ivan Petrov", "1972", "block", "agrees"),
        ("Ivan Petrov", "1973-01-01", "hold", "differs"),
        ("I. Petrov", "1990-05", "hold", "differs"),
        ("Ivan Sidorov", "1970", "clear", ""),
    ] {
        let answer = screen(&screener, &json!({ "name": name, "birth_date": born, "at": AT }));
        assert_eq!(
            (text(&answer["outcome"]).as_str(), text(&answer["matches"][0]["birth_date"]).as_str()),
            (outcome, agrees),
            "{name} {born}"
        );
    }
}

#[test]
fn a_name_with_initials_is_found() {
    for (name, listed, score) in [
        ("J. Andrew Smith", "John A. Smith", "0.918"),
        ("John A. Smith", "J. Andrew Smith", "0.918"),
    ] {
        let screener = screener(&one(listed, "individual"), &Value::Null);
        let answer = screen(&screener, &json!({ "name": name, "type": "individual", "at": AT }));
        assert_eq!((&answer["outcome"], &answer["score"]), (&json!("hold"), &json!(score)));
    }
}

#[test]
fn a_name_is_found_whatever_it_is_said_to_be_of() {
    let name = "Zarya Bank Oil Trading";
    let screener = screener(&one(name, "individual"), &Value::Null);
    let answer = screen(&screener, &json!({ "name": name, "type": "business", "at": AT }));
    assert_eq!((&answer["outcome"], &answer["score"]), (&json!("hold"), &json!("1.000")));
    assert_eq!(answer["matches"][0]["limited_by"], json!(["other_type"]));
}

#[test]
fn an_alias_is_a_name_too() {
    let screener = screener(&one("Vladimir Kuznetsov", "individual"), &Value::Null);
    let answer = screen(
        &screener,
        &json!({ "name": "V Smith", "aliases": ["Anna Berg", "Владимир Кузнецов"], "at": AT }),
    );
    assert_eq!(answer["outcome"], "block");
    assert_eq!(answer["matches"][0]["asked_name"], "Владимир Кузнецов");
}

#[test]
fn what_cannot_be_read_holds() {
    let screener = screener(&one("Vladimir Kuznetsov", "individual"), &Value::Null);
    for (request, expected) in [
        (
            json!({ "name": "☠ ...", "at": AT }),
            "name_unreadable /name nothing in the name \"☠ ...\" can be compared",
        ),
        (
            json!({ "name": "Anna Berg", "aliases": ["--"], "at": AT }),
            "name_unreadable /aliases/0 nothing in the name \"--\" can be compared",
        ),
        (json!({ "at": AT }), "field_missing /name the field \"name\" is missing"),
        (json!({ "name": "Anna Berg" }), "field_missing /at the field \"at\" is missing"),
        (
            json!({ "name": "Anna Berg", "at": "today" }),
            "date_invalid /at \"today\" is not a moment with an offset",
        ),
        (
            json!({ "name": "Anna Berg", "birth_date": "1.2.1970", "at": AT }),
            "date_invalid /birth_date not a date of birth",
        ),
        (
            json!({ "name": "Anna Berg", "nmae": "x", "at": AT }),
            "key_unknown /nmae unknown key \"nmae\"",
        ),
        (
            json!({ "name": "Anna Berg", "type": "person", "at": AT }),
            "value_unknown /type \"person\" is not one of the known values",
        ),
        (
            json!({ "name": "Anna Berg", "aliases": vec!["x"; 50], "at": AT }),
            "too_many /aliases more than 50 names",
        ),
        (json!("Anna Berg"), "type_wrong  expected an object, found a string"),
    ] {
        let answer = screen(&screener, &request);
        assert_eq!(answer["outcome"], "hold", "{request}");
        assert_eq!(lines(&answer["issues"]), [expected]);
    }
    let many = wire::screen_all(&screener, &read("[{}, 7]").unwrap());
    let many: Value = serde_json::from_str(&many).unwrap();
    assert_eq!(lines(&many[1]["issues"]), ["type_wrong /1 expected an object, found a number"]);
    let none = wire::screen_all(&screener, &read("null").unwrap());
    assert!(none.starts_with("[{\"outcome\":\"hold\""), "{none}");
}

#[test]
fn what_is_allowed_is_shown_and_does_not_count() {
    let lists = json!([
        { "format": "names", "id": "a", "text": "Ivan Petrov" },
        { "format": "names", "id": "b", "text": "Ivan Petroff" },
    ]);
    let allow = |rows: Value| screener(&lists, &json!({ "allow": rows }));
    let ask = |screener, id: &str, name: &str, at: &str| {
        screen(screener, &json!({ "payee_id": id, "name": name, "at": at }))
    };
    let by_id = allow(
        json!([{ "payee_id": "p", "entry": "1", "until": "2026-11-21", "reason": "passport seen" }]),
    );
    let answer = ask(&by_id, "p", "Ivan Petrov", "2026-11-21T23:59:59Z");
    assert_eq!((&answer["outcome"], &answer["score"]), (&json!("clear"), &json!("1.000")));
    let expected = json!({ "until": "2026-11-21", "reason": "passport seen" });
    assert_eq!(answer["matches"][0]["allowed"], expected);
    assert_eq!(answer["matches"][0]["outcome"], "block");
    let late = ask(&by_id, "p", "Ivan Petrov", "2026-11-22T00:00:00Z");
    assert_eq!(late["outcome"], "block");
    assert_eq!(
        lines(&late["issues"])[0],
        "allow_expired  the entry 1 was allowed until 2026-11-21"
    );
    assert_eq!(ask(&by_id, "q", "Ivan Petrov", AT)["outcome"], "block");

    let of_one_list =
        allow(json!([{ "payee_id": "p", "entry": "1", "list": "a", "until": "2027-01-01" }]));
    let answer = ask(&of_one_list, "p", "Ivan Petrov", AT);
    assert_eq!(answer["outcome"], "block");
    assert_eq!(answer["matches"][0]["entry"]["list"], "b");
    assert_eq!(answer["matches"][1]["allowed"]["until"], "2027-01-01");

    let by_name = allow(json!([{ "name": "PETROV, Iván", "entry": "1", "until": "2027-01-01" }]));
    assert_eq!(ask(&by_name, "p", "Ivan Petrov", AT)["outcome"], "clear");
    assert_eq!(ask(&by_name, "p", "Ivan Petroff", AT)["outcome"], "block");
    let both = allow(
        json!([{ "payee_id": "q", "name": "Ivan Petrov", "entry": "1", "until": "2027-01-01" }]),
    );
    assert_eq!(ask(&both, "p", "Ivan Petrov", AT)["outcome"], "block");

    let idle = allow(json!([{ "payee_id": "p", "entry": "77", "until": "2027-01-01" }]));
    let info: Value = serde_json::from_str(&wire::screener(&idle)).unwrap();
    assert_eq!(
        lines(&info["issues"]),
        ["allow_idle /allow/0/entry no list has the entry 77 that is allowed"]
    );
}

#[test]
fn wrong_lists_are_refused_with_all_that_is_wrong() {
    let good = one("Ivan Petrov", "individual");
    for (lists, expected) in [
        (json!([]), vec!["list_empty  no list to screen against"]),
        (Value::Null, vec!["type_wrong  expected an object, found null"]),
        (json!({ "format": "names" }), vec!["field_missing /text the field \"text\" is missing"]),
        (
            json!({ "format": "sdn", "text": "" }),
            vec!["value_unknown /format \"sdn\" is not one of the known values"],
        ),
        (json!([good, good]), vec!["row_duplicate /1 two lists have the id names"]),
        (
            json!({ "format": "eu_xml", "text": "", "entries": [] }),
            vec![
                "type_wrong /entries expected nothing, but for the format \"names\", found a list",
                "list_incomplete /text line 1: the list ends before it begins",
            ],
        ),
        (
            json!({ "format": "names", "text": "x", "entries": [{ "id": "1", "name": "x" }] }),
            vec!["list_invalid  a list has \"text\" or \"entries\", not both"],
        ),
        (
            json!({ "format": "names", "entries": [{ "id": "1", "name": "x" }, { "id": "1", "name": "y" }, { "name": "z" }] }),
            vec![
                "field_missing /entries/2/id the field \"id\" is missing",
                "row_duplicate /entries two entries have the id 1",
            ],
        ),
        (
            json!({ "format": "un_xml", "text": "<CONSOLIDATED_LIST>", "aliases": "" }),
            vec![
                "type_wrong /aliases expected nothing, but for the format \"ofac_sdn_csv\", found a string",
                "list_incomplete /text line 1: the list ends inside the element CONSOLIDATED_LIST",
            ],
        ),
    ] {
        assert_eq!(refused(&lists, &Value::Null), expected, "{lists}");
    }
}

#[test]
fn wrong_options_are_refused_with_all_that_is_wrong() {
    let good = one("Ivan Petrov", "individual");
    for (options, expected) in [
        (
            json!({ "hold": "0.97" }),
            vec![
                "number_out_of_range /hold names would block before they hold: \"hold\" is more than \"block\"",
            ],
        ),
        (
            json!({ "hold": "0.5", "block": "1.1" }),
            vec![
                "number_out_of_range /hold expected a share from 0.700 to 1.000, found \"0.5\"",
                "number_out_of_range /block expected a share from 0.700 to 1.000, found \"1.1\"",
            ],
        ),
        (json!({ "hold": 0.9 }), vec!["type_wrong /hold expected a string, found a number"]),
        (
            json!({ "allow": [{ "entry": "1", "until": "soon" }] }),
            vec![
                "field_missing /allow/0/name the field \"name\" is missing",
                "date_invalid /allow/0/until not a day",
            ],
        ),
        (json!({ "hod": "0.9" }), vec!["key_unknown /hod unknown key \"hod\""]),
    ] {
        assert_eq!(refused(&good, &options), expected, "{options}");
    }
    for share in ["0.7", "0.700", "1", "1.000"] {
        let options = json!({ "hold": "0.700", "block": share });
        assert!(try_screener(&good, &options).is_ok(), "{share}");
    }
}

#[test]
fn the_hash_says_what_was_screened_against() {
    let hash = |lists: &Value, options: &Value| {
        let info: Value = serde_json::from_str(&wire::screener(&screener(lists, options))).unwrap();
        text(&info["hash"])
    };
    let (a, b) = (one("Ivan Petrov", "individual"), one("Ivan Petroff", "individual"));
    assert_eq!(hash(&a, &Value::Null), hash(&a, &json!({ "hold": "0.88" })));
    let others = [
        hash(&b, &Value::Null),
        hash(&a, &json!({ "hold": "0.89" })),
        hash(&a, &json!({ "allow": [{ "payee_id": "p", "entry": "1", "until": "2027-01-01" }] })),
        hash(&json!([a, { "format": "names", "id": "x", "text": "y" }]), &Value::Null),
    ];
    assert!(!others.contains(&hash(&a, &Value::Null)));
    let file = json!({ "format": "names", "text": "abc" });
    let info: Value =
        serde_json::from_str(&wire::screener(&screener(&file, &Value::Null))).unwrap();
    // As `sha256sum` has it.
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(info["lists"][0]["hash"], expected);
}

#[test]
fn the_hash_of_a_list_is_of_both_its_files() {
    let sdn = format!("7,\"PETROV, Ivan\",\"individual\"{}\n", ",-0-".repeat(9));
    let info = |list: &Value| -> Value {
        serde_json::from_str(&wire::screener(&screener(list, &Value::Null))).unwrap()
    };
    let with =
        |alias: &str| info(&json!({ "format": "ofac_sdn_csv", "text": sdn, "aliases": alias }));
    let (none, alias) = (with(""), "7,1,\"aka\",\"PETROFF, Vanya\",-0-\n");
    let (one, other) = (with(alias), with(&alias.replace("Vanya", "Wanja")));
    for (a, b) in [(&none, &one), (&one, &other)] {
        assert_ne!(a["lists"][0]["hash"], b["lists"][0]["hash"]);
        assert_ne!(a["hash"], b["hash"]);
    }
    assert_eq!(none["lists"], info(&json!({ "format": "ofac_sdn_csv", "text": sdn }))["lists"]);
    // As `cat SDN.CSV ALT.CSV | sha256sum` has it.
    let both = info(&json!({ "format": "names", "text": format!("{sdn}{alias}") }));
    assert_eq!(one["lists"][0]["hash"], both["lists"][0]["hash"]);
}

#[test]
fn twenty_matches_are_shown_and_the_rest_counted() {
    let lines = "Ivan Petrov\n".repeat(30);
    let screener = screener(&json!({ "format": "names", "text": lines }), &Value::Null);
    let answer = screen(&screener, &json!({ "name": "Ivan Petrov", "at": AT }));
    assert_eq!((answer["matches"].as_array().unwrap().len(), &answer["more"]), (20, &json!(10)));
}
