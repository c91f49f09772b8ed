//! What holds of every screener and every name.

use super::{screen, screener};
use payout_rules::screening::Screener;
use payout_rules::value::read;
use payout_rules::wire;
use proptest::prelude::{ProptestConfig, Strategy, prop, prop_assert, prop_assert_eq, proptest};
use serde_json::{Value, json};

/// Words of which no two written together are a third, and that are of several kinds.
const WORDS: [&str; 16] = [
    "Mohammed",
    "Muhamad",
    "Vladimir",
    "Kuznetsov",
    "Kuznezov",
    "Ali",
    "Smith",
    "Smyth",
    "Volkonsky",
    "Fatima",
    "Rahim",
    "Garcia",
    "Zolkiewski",
    "Haddad",
    "Khalid",
    "Ngozi",
];

fn name() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..WORDS.len(), 1..5)
}

fn written(words: &[usize]) -> String {
    let words: Vec<&str> = words.iter().filter_map(|word| WORDS.get(*word).copied()).collect();
    words.join(" ")
}

fn list(names: &[Vec<usize>]) -> Value {
    let entry = |(id, name): (usize, &Vec<usize>)| json!({ "id": id.to_string(), "name": written(name), "birth_dates": ["1970"] });
    let entries: Vec<Value> = names.iter().enumerate().map(entry).collect();
    json!({ "format": "names", "entries": entries })
}

fn names() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(name(), 1..12)
}

fn asked(name: &[usize]) -> Value {
    json!({ "payee_id": "p", "name": written(name), "birth_date": "1990", "at": "2026-11-21T10:00:00Z" })
}

fn rank(answer: &Value) -> usize {
    let outcomes = ["clear", "hold", "block"];
    outcomes.iter().position(|outcome| answer["outcome"] == *outcome).unwrap()
}

fn score_of(screener: &Screener, name: &[usize]) -> String {
    screen(screener, &asked(name))["score"].as_str().unwrap().to_owned()
}

fn share(thousandths: u32) -> String {
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_words_makes_no_difference(list_of in names(), name in name(), by in 0_usize..4) {
        let screener = screener(&list(&list_of), &json!({ "hold": "0.700" }));
        let mut turned = name.clone();
        turned.rotate_left(by % name.len());
        prop_assert_eq!(score_of(&screener, &name), score_of(&screener, &turned));
        turned.reverse();
        prop_assert_eq!(score_of(&screener, &name), score_of(&screener, &turned));
    }

    #[test]
    fn a_score_is_the_same_from_both_sides(a in name(), b in name()) {
        let of = |list_of: &Vec<usize>, name: &Vec<usize>| {
            let options = json!({ "hold": "0.700" });
            score_of(&screener(&list(std::slice::from_ref(list_of)), &options), name)
        };
        prop_assert_eq!(of(&a, &b), of(&b, &a));
    }

    #[test]
    fn a_name_is_like_itself(list_of in names()) {
        let screener = screener(&list(&list_of), &Value::Null);
        for name in &list_of {
            prop_assert_eq!(score_of(&screener, name), "1.000");
        }
    }

    #[test]
    fn what_is_allowed_never_makes_it_stricter(list_of in names(), name in name(), entry in 0_usize..12, day in 1..30_u32) {
        let without = screen(&screener(&list(&list_of), &Value::Null), &asked(&name));
        let allow = json!([{ "payee_id": "p", "entry": entry.to_string(), "until": format!("2026-11-{day:02}") }]);
        let with = screen(&screener(&list(&list_of), &json!({ "allow": allow })), &asked(&name));
        prop_assert!(rank(&with) <= rank(&without));
        if day < 21 {
            prop_assert_eq!(&with["outcome"], &without["outcome"]);
            prop_assert_eq!(&with["matches"], &without["matches"]);
        }
        prop_assert_eq!(&with["score"], &without["score"]);
    }

    #[test]
    fn a_higher_threshold_is_never_stricter(list_of in names(), name in name(), hold in 700..1001_u32, block in 700..1001_u32, more in 0..301_u32) {
        let ask = |hold: u32, block: u32| {
            let options = json!({ "hold": share(hold.min(block)), "block": share(block) });
            rank(&screen(&screener(&list(&list_of), &options), &asked(&name)))
        };
        let block = block.max(hold);
        let higher = (hold + more).min(block);
        prop_assert!(ask(higher, block) <= ask(hold, block));
        prop_assert!(ask(hold, (block + more).min(1000)) <= ask(hold, block));
    }

    #[test]
    fn many_at_once_are_each_by_itself(list_of in names(), asked_for in prop::collection::vec(name(), 1..6)) {
        let screener = screener(&list(&list_of), &Value::Null);
        let requests: Vec<Value> = asked_for.iter().map(|name| asked(name)).collect();
        let text = json!(requests).to_string();
        let together: Value = serde_json::from_str(&wire::screen_all(&screener, &read(&text).unwrap())).unwrap();
        let alone: Vec<Value> = requests.iter().map(|request| screen(&screener, request)).collect();
        prop_assert_eq!(together, json!(alone));
    }

    #[test]
    fn any_text_is_an_answer(name in "\\PC{1,40}", listed in "\\PC{1,40}") {
        let screener = screener(&json!({ "format": "names", "entries": [{ "id": "1", "name": listed }] }), &Value::Null);
        let answer = screen(&screener, &json!({ "name": name, "at": "2026-11-21T10:00:00Z" }));
        prop_assert!(answer["score"].as_str().unwrap() <= "1.000");
    }

    // That the index finds whatever the scorer would hold is shown where both are, in
    // src/screening/index/tests.rs.
    #[test]
    fn a_name_is_found_among_others_as_by_itself(list_of in names(), name in name()) {
        let all = screen(&screener(&list(&list_of), &Value::Null), &asked(&name));
        let each = list_of.iter().map(|one| {
            score_of(&screener(&list(std::slice::from_ref(one)), &Value::Null), &name)
        });
        prop_assert_eq!(all["score"].as_str().unwrap(), each.max().unwrap());
    }
}
