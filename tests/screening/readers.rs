//! What the readers make of lists, whole and broken.

use super::{screen, screener, try_screener};
use payout_rules::screening::{Screener, decode_list};
use payout_rules::value::read;
use payout_rules::wire;
use serde_json::{Value, json};

const SDN_XML: &str = include_str!("lists/sdn.xml");
const SDN_CSV: &str = include_str!("lists/sdn.csv");
const ALT_CSV: &str = include_str!("lists/alt.csv");
const EU_XML: &str = include_str!("lists/eu.xml");
const EU_CSV: &str = include_str!("lists/eu.csv");
const UN_XML: &str = include_str!("lists/un.xml");

fn list(format: &str, text: &str) -> Value {
    json!({ "format": format, "text": text })
}

fn info(screener: &Screener) -> Value {
    serde_json::from_str(&wire::screener(screener)).unwrap()
}

/// `outcome score id name birth_date country limits` of the best match.
fn best(screener: &Screener, request: Value) -> String {
    let answer = screen(screener, &request);
    let found = &answer["matches"][0];
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let limits: Vec<String> =
        found["limited_by"].as_array().into_iter().flatten().map(text).collect();
    [
        &answer["outcome"],
        &found["entry"]["id"],
        &found["matched_name"],
        &found["birth_date"],
        &found["country"],
    ]
    .map(text)
    .join(" | ")
        + " | "
        + &limits.join(" ")
}

fn asked(name: &str, kind: &str, country: &str, birth_date: &str) -> Value {
    json!({ "name": name, "type": kind, "country": country, "birth_date": birth_date, "at": "2026-11-21T10:00:00Z" })
}

#[test]
fn ofac_is_read_from_xml() {
    let screener = screener(&list("ofac_sdn_xml", SDN_XML), &Value::Null);
    let info = info(&screener);
    assert_eq!(info["lists"][0]["published"], "2026-11-20");
    assert_eq!((&info["entries"], &info["names"]), (&json!(3), &json!(5)));
    for (name, kind, country, birth, expected) in [
        (
            "Alexander Ivanovich Morozov",
            "individual",
            "RU",
            "1961-10-07",
            "block | 90001 | Aleksandr Ivanovich MOROZOV | agrees | agrees | ",
        ),
        (
            "Sasha Morozov",
            "individual",
            "KP",
            "1972",
            "block | 90001 | Sasha MOROZOFF | agrees | agrees | ",
        ),
        (
            "Frost Grandfather",
            "individual",
            "FR",
            "1985-01",
            "hold | 90001 | FROST GRANDFATHER | differs | differs | birth_year weak_name",
        ),
        (
            "Zarya Oil and Gas Co.",
            "business",
            "RU",
            "1990",
            "block | 90002 | ZARYA OIL & GAS COMPANY | unknown | unknown | ",
        ),
        (
            "Orient Pearl Ltd",
            "business",
            "RU",
            "1990",
            "hold | 90003 | ORIENT PEARL | unknown | unknown | other_type",
        ),
        ("Orient Pearl", "individual", "RU", "1990", "clear | - | - | - | - | "),
    ] {
        assert_eq!(best(&screener, asked(name, kind, country, birth)), expected, "{name}");
    }
}

#[test]
fn ofac_is_read_from_csv() {
    let lists = json!({ "format": "ofac_sdn_csv", "text": SDN_CSV, "aliases": ALT_CSV });
    let screener = screener(&lists, &Value::Null);
    assert_eq!(info(&screener)["names"], 6);
    let morozov = asked("Aleksandr Ivanovich Morozov", "individual", "RU", "1971");
    assert_eq!(
        best(&screener, morozov),
        "block | 90001 | MOROZOV, Aleksandr Ivanovich | agrees | agrees | "
    );
    let found = screen(&screener, &asked("Zarya Petroleum", "business", "RU", "1971"));
    assert_eq!(found["matches"][0]["entry"]["name"], "ZARYA OIL & GAS COMPANY");
    let found = screen(&screener, &asked("Grandfather Frost", "individual", "RU", "1961"));
    assert_eq!(found["matches"][0]["weak"], true);
    assert_eq!(found["matches"][0]["entry"]["programs"], json!(["EXAMPLE-EO1", "EXAMPLE2"]));
}

#[test]
fn the_european_union_is_read_from_xml_and_csv() {
    for (format, text, names) in [("eu_xml", EU_XML, 4), ("eu_csv", EU_CSV, 2)] {
        let screener = screener(&list(format, text), &Value::Null);
        let info = info(&screener);
        assert_eq!(info["lists"][0]["published"], "2026-11-19", "{format}");
        assert_eq!((&info["entries"], &info["names"]), (&json!(2), &json!(names)), "{format}");
        let person = asked("Juergen Muellerheim", "individual", "DE", "1957");
        let expected = "block | EU.9001.1 | Jürgen Müllerheim | agrees | agrees | ";
        assert_eq!(best(&screener, person), expected, "{format}");
        let company = asked("Torgovy Dom Almaz", "business", "BY", "1957");
        let expected = "block | 90002 | Торговый Дом \"Алмаз\" | unknown | agrees | ";
        assert_eq!(best(&screener, company), expected, "{format}");
    }
    let xml = screener(&list("eu_xml", EU_XML), &Value::Null);
    let second = asked("Yuri von Müllerheim", "individual", "DE", "1954");
    assert_eq!(best(&xml, second), "block | EU.9001.1 | Juri von Müllerheim | agrees | agrees | ");
}

#[test]
fn the_united_nations_are_read() {
    let screener = screener(&list("un_xml", UN_XML), &Value::Null);
    let info = info(&screener);
    assert_eq!(info["lists"][0]["published"], "2026-11-18");
    assert_eq!((&info["entries"], &info["names"]), (&json!(2), &json!(6)));
    for (name, kind, country, birth, expected) in [
        (
            "محمود عزت التونسي",
            "individual",
            "KP",
            "1974",
            "block | EXi.001 | محمود عزت التونسي | agrees | agrees | ",
        ),
        (
            "Mahmoud Ezzat Tunsi",
            "individual",
            "TN",
            "1982",
            "block | EXi.001 | MAHMOUD EZZAT AL TUNSI | agrees | agrees | ",
        ),
        (
            "Abu Bakr",
            "individual",
            "CN",
            "1950",
            "hold | EXi.001 | Abu Bakr | differs | differs | birth_year weak_name",
        ),
        (
            "Ryongaksan Pearl Trading Co Ltd",
            "business",
            "CN",
            "1950",
            "block | EXe.001 | RYONGAKSAN PEARL TRADING | unknown | agrees | ",
        ),
    ] {
        assert_eq!(best(&screener, asked(name, kind, country, birth)), expected, "{name}");
    }
}

#[test]
fn a_list_of_ones_own_is_lines_or_entries() {
    let lines =
        screener(&list("names", "# shop\n\nIvan Petrov\n  Kestrel Point  \n"), &Value::Null);
    let found = screen(&lines, &json!({ "name": "Kestrel Point", "at": "2026-11-21T10:00:00Z" }));
    assert_eq!(found["matches"][0]["entry"]["id"], "4");
    assert_eq!(found["matches"][0]["entry"]["name"], "Kestrel Point");
    let entries = json!({ "format": "names", "id": "fraud", "entries": [{
        "id": "f-1", "name": "Ivan Petrov", "aliases": ["Vanya Petrov"], "type": "individual",
        "programs": ["chargebacks"], "birth_dates": ["1980-02-03"], "countries": ["Bulgaria", "RO"] }] });
    let own = screener(&entries, &Value::Null);
    let expected = "block | f-1 | Ivan Petrov | agrees | agrees | ";
    assert_eq!(best(&own, asked("Ivan Petrov", "individual", "BG", "1980")), expected);
}

/// `code path message` of every issue of a list that is refused.
fn refused(lists: &Value) -> Vec<String> {
    let issues = try_screener(lists, &Value::Null).err().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let issues = issues.as_array().cloned().unwrap_or_default();
    let shown = |i: &Value| [&i["code"], &i["path"], &i["message"]].map(text).join(" ");
    issues.iter().map(shown).collect()
}

fn one_issue(format: &str, text: &str, expected: &str) {
    assert_eq!(refused(&list(format, text)), [expected], "{}", text.len());
}

#[test]
fn a_broken_file_is_refused_with_its_line() {
    let cut = SDN_XML.find("<uid>90003").unwrap();
    one_issue(
        "ofac_sdn_xml",
        &SDN_XML[..cut],
        "list_incomplete /text line 70: the list ends inside the element sdnEntry",
    );
    one_issue(
        "ofac_sdn_xml",
        &SDN_XML.replace("<Record_Count>3", "<Record_Count>4"),
        "list_incomplete /text the list says 4 entries and has 3",
    );
    one_issue(
        "ofac_sdn_xml",
        &SDN_XML.replace("</akaList>", "</aka>"),
        "list_invalid /text line 32: XML that is not well-formed",
    );
    one_issue(
        "ofac_sdn_xml",
        &SDN_XML.replace("<uid>90002</uid>", ""),
        "list_invalid /text line 60: an entry without an id",
    );
    one_issue(
        "ofac_sdn_xml",
        &SDN_XML.replace("90002", "90001"),
        "row_duplicate /text line 60: two entries have the id 90001",
    );
    one_issue(
        "ofac_sdn_xml",
        UN_XML,
        "list_invalid /text line 2: expected the one element sdnList, found CONSOLIDATED_LIST",
    );
    one_issue(
        "eu_xml",
        "<html><body>404",
        "list_invalid /text line 1: expected the one element export, found html",
    );
    one_issue("un_xml", "", "list_incomplete /text line 1: the list ends before it begins");
    one_issue("un_xml", "<CONSOLIDATED_LIST/>", "list_empty /text the list has no entry");
    one_issue(
        "un_xml",
        "<CONSOLIDATED_LIST/><CONSOLIDATED_LIST/>",
        "list_invalid /text line 1: expected the one element CONSOLIDATED_LIST, found CONSOLIDATED_LIST",
    );
    one_issue(
        "un_xml",
        "<CONSOLIDATED_LIST a='",
        "list_incomplete /text line 1: the list ends before it begins",
    );
    one_issue(
        "ofac_sdn_csv",
        "90001,\"x\"\n",
        "list_invalid /text line 1: expected 12 cells, the first a number",
    );
    one_issue(
        "eu_csv",
        SDN_CSV,
        "list_invalid /text line 1: expected the names of the columns, NameAlias_WholeName among them",
    );
    one_issue("names", "a\0b", "list_invalid /text line 1: a character NUL, which no text has");
    let aliases =
        json!({ "format": "ofac_sdn_csv", "text": SDN_CSV, "aliases": "7,1,\"aka\",\"X\",-0- \n" });
    assert_eq!(
        refused(&aliases),
        ["list_incomplete /text line 1: a name of the entry 7, which is not there"]
    );
}

#[test]
fn bombs_do_nothing() {
    let bomb = format!("<!DOCTYPE x [<!ENTITY a \"{}\">]>{EU_XML}", "&b;".repeat(1000));
    one_issue("eu_xml", &bomb, "list_invalid /text line 1: a document type, which no list has");
    let entity = EU_XML.replace("made up", "&lol;");
    one_issue(
        "eu_xml",
        &entity,
        "list_invalid /text line 4: an entity of its own, which no list has",
    );
    let deep = format!("<export>{}", "<a>".repeat(100_000));
    one_issue("eu_xml", &deep, "too_deep /text line 1: elements nested deeper than 32 levels");
    let wide =
        format!("<export><sanctionEntity>{}</sanctionEntity></export>", "<a/>".repeat(20_001));
    one_issue("eu_xml", &wide, "too_many /text line 1: an entry of more than 20000 elements");
    one_issue(
        "eu_xml",
        "<export>&#x110000;</export>",
        "list_invalid /text line 1: XML that is not well-formed",
    );
}

#[test]
fn what_cannot_be_compared_is_said_and_stops_nothing() {
    let screener = screener(&list("names", "Ivan Petrov\n???\n"), &Value::Null);
    let issue = &info(&screener)["lists"][0]["issues"][0];
    assert_eq!(issue["code"], "list_part_unused");
    assert_eq!(issue["message"], "line 2: a name of the entry 2 has nothing to compare");
    assert_eq!(
        screen(&screener, &json!({ "name": "Anna Berg", "at": "2026-11-21T10:00:00Z" }))["outcome"],
        "clear"
    );
}

#[test]
fn bytes_are_decoded_by_what_they_say() {
    let utf16 = |order: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = if mark { "\u{feff}" } else { "" };
        format!("{mark}{UN_XML}").encode_utf16().flat_map(order).collect()
    };
    let files = [
        UN_XML.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", UN_XML.as_bytes()].concat(),
        utf16(u16::to_le_bytes, true),
        utf16(u16::to_be_bytes, true),
        utf16(u16::to_le_bytes, false),
        utf16(u16::to_be_bytes, false),
    ];
    for file in files {
        let text = decode_list(&file).unwrap();
        assert_eq!(text.trim_start_matches('\u{feff}'), UN_XML);
        assert!(try_screener(&list("un_xml", &text), &Value::Null).is_ok());
    }
    for (file, code) in [
        (&b"<export>M\xfcller"[..], "utf8_invalid"),
        (b"\xff\xfe<\0a", "text_invalid"),
        (b"\xff\xfe\x00\xd8", "text_invalid"),
    ] {
        assert_eq!(decode_list(file).unwrap_err().code.as_str(), code);
    }
}

/// Nothing that may stand in a file is a panic.
#[test]
fn any_prefix_and_any_changed_byte_is_an_answer() {
    for (format, text) in [
        ("ofac_sdn_xml", SDN_XML),
        ("eu_xml", EU_XML),
        ("un_xml", UN_XML),
        ("ofac_sdn_csv", SDN_CSV),
        ("eu_csv", EU_CSV),
    ] {
        for at in (0..text.len()).step_by(211).filter(|at| text.is_char_boundary(*at)) {
            for change in ["", "<", "&", "\"", ";", "\u{0}", "\u{feff}", "]]>", "\n"] {
                let (before, after) = text.split_at(at);
                let rest: String = after.chars().skip(1).collect();
                let changed =
                    json!({ "format": format, "text": format!("{before}{change}{rest}") })
                        .to_string();
                let _ = Screener::new(&read(&changed).unwrap(), &payout_rules::value::Value::Null);
            }
        }
    }
}
