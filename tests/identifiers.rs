//! What holds for every identifier. What is said of wrong ones: `identifier_answers.rs`.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use payout_rules::Engine;
use payout_rules::country::Country;
use payout_rules::identifier::{Identifier, IdentifierAnswer, schemes};
use payout_rules::rulebook::IdentifierKind;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(None).unwrap());

/// A good number: its kind, the country where the kind has several, its normal form.
type Good = (IdentifierKind, &'static str, String);

static POOL: LazyLock<Vec<Good>> = LazyLock::new(pool);
static CHECKED: LazyLock<Vec<Good>> = LazyLock::new(|| {
    POOL.iter().filter(|(kind, country, _)| is_checked(*kind, country)).cloned().collect()
});

/// Kinds, and states with their tax or VAT numbers, of which any other digit in any one place is
/// refused: the weights have no common factor with the modulus, and no two rests share a check
/// character.
const REFUSES_ANY_OTHER_DIGIT: &[&str] = &[
    "iban",
    "us_aba",
    "mx_clabe",
    "ar_cbu",
    "card_pan",
    "ch_qr",
    "rf",
    "lei",
    "ca_sin",
    "au_abn",
    "in_gstin",
    "cl_rut",
    "pl_nip",
    "sg_nric",
    "sg_uen",
    "tr_tckn",
    "tr_vkn",
    "kr_brn",
    "za_id",
    "eu_vat AT",
    "eu_vat BE",
    "eu_vat CY",
    "eu_vat DE",
    "eu_vat DK",
    "eu_vat EE",
    "eu_vat ES",
    "eu_vat FI",
    "eu_vat HR",
    "eu_vat HU",
    "eu_vat IE",
    "eu_vat IT",
    "eu_vat LU",
    "eu_vat MT",
    "eu_vat PL",
    "eu_vat SE",
    "eu_vat SI",
    "eu_tin AT",
    "eu_tin CY",
    "eu_tin ES",
    "eu_tin FI",
    "eu_tin FR",
    "eu_tin HR",
    "eu_tin IE",
    "eu_tin IT",
    "eu_tin LU",
    "eu_tin NL",
    "eu_tin PL",
    "eu_tin SI",
];

/// The others, and why another digit may pass.
const MAY_TAKE_ANOTHER_DIGIT: &[(&str, &[&str])] = &[
    (
        "no check digit",
        &[
            "bic",
            "gb_sort_code",
            "au_bsb",
            "in_ifsc",
            "in_upi_vpa",
            "ke_msisdn",
            "email",
            "e164",
            "solana_address",
            "us_tin",
            "us_ssn",
            "us_ein",
            "us_itin",
            "in_pan",
            "eu_tin MT",
        ],
    ),
    ("letters in both cases only say the case of each other", &["evm_address"]),
    ("with its bank code, and then a doubt only", &["ng_nuban"]),
    (
        "one of several kinds, some without check digits",
        &["br_pix_key", "au_payid", "th_promptpay"],
    ),
    (
        "two rests share a check digit",
        &[
            "gb_utr",
            "br_tax_id",
            "br_cpf",
            "br_cnpj",
            "ar_cuit",
            "co_nit",
            "pe_ruc",
            "th_national_id",
            "eu_vat EL",
            "eu_vat PT",
            "eu_vat RO",
            "eu_tin GR",
            "eu_tin PT",
            "eu_tin RO",
        ],
    ),
    ("a modulus of 9 takes 0 for 9", &["jp_corporate_number"]),
    ("weights that share a factor with the modulus", &["au_acn", "mx_curp"]),
    ("the bank says the check, some have none", &["nz_account"]),
    ("a check that does not fit is a doubt", &["mx_rfc", "au_tfn", "eu_tin DE", "eu_tin SK"]),
    (
        "one of several forms, of which another may fit",
        &[
            "eu_vat BG",
            "eu_vat CZ",
            "eu_vat FR",
            "eu_vat LV",
            "eu_vat NL",
            "eu_vat SK",
            "eu_vat XI",
            "eu_vat GB",
            "eu_tin BE",
            "eu_tin BG",
            "eu_tin CZ",
            "eu_tin DK",
            "eu_tin LV",
        ],
    ),
    ("where the first weights leave 10, others decide", &["eu_vat LT", "eu_tin EE", "eu_tin LT"]),
    ("part of it is outside the check", &["eu_tin HU", "eu_tin SE"]),
];

/// Kinds and countries of which no library has examples. Those of Luxembourg are published with
/// the algorithm, those of wallets with their standards; the others are made by the rules.
const EXAMPLES: &[(IdentifierKind, &str, &str)] = &[
    (IdentifierKind::GbSortCode, "", "20-00-00"),
    (IdentifierKind::AuBsb, "", "062-000"),
    (IdentifierKind::InIfsc, "", "SBIN0000300"),
    (IdentifierKind::InUpiVpa, "", "name@okhdfcbank"),
    (IdentifierKind::MxClabe, "", "032180000118359719"),
    (IdentifierKind::MxClabe, "", "646180157000000004"),
    (IdentifierKind::BrPixKey, "", "123E4567-e12b-12d1-a456-426655440000"),
    (IdentifierKind::BrPixKey, "", "Fulano@Example.com"),
    (IdentifierKind::BrPixKey, "", "+55 61 98888-0000"),
    (IdentifierKind::BrPixKey, "", "12.ABC.345/01DE-35"),
    (IdentifierKind::NgNuban, "", "0000014579"),
    (IdentifierKind::KeMsisdn, "", "0712 345 678"),
    (IdentifierKind::AuPayid, "", "83 914 571 673"),
    (IdentifierKind::ThPromptpay, "", "0812345678"),
    (IdentifierKind::ThPromptpay, "", "1-2345-45678-78-1"),
    (IdentifierKind::EvmAddress, "", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
    (IdentifierKind::EvmAddress, "", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"),
    (IdentifierKind::SolanaAddress, "", "11111111111111111111111111111111"),
    (IdentifierKind::SolanaAddress, "", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"),
    (IdentifierKind::Email, "", "Ana@Example.COM"),
    (IdentifierKind::E164, "", "+1 (555) 123-4567"),
    (IdentifierKind::SgNric, "", "S1234567D"),
    (IdentifierKind::EuTin, "LU", "1893120105732"),
    (IdentifierKind::EuTin, "LU", "1983081246785"),
    (IdentifierKind::EuTin, "MT", "12345M"),
    (IdentifierKind::EuTin, "HU", "8071592153"),
];

fn ask(kind: IdentifierKind, country: &str, value: &str) -> IdentifierAnswer {
    let country = Country::parse(country).filter(|_| kind == IdentifierKind::EuTin);
    ENGINE.check_identifier(&Identifier { kind, value, country, bank_code: None })
}

/// Every good number of the libraries' examples and of those above.
fn pool() -> Vec<Good> {
    let oracle: Value =
        serde_json::from_str(include_str!("vectors/identifiers_oracle.json")).unwrap();
    let rows = oracle["rows"].as_array().unwrap();
    let given = rows.iter().map(|row| {
        let (_, kind) =
            IdentifierKind::WORDS.iter().find(|(word, _)| row["kind"] == *word).unwrap();
        (*kind, row["country"].as_str().unwrap_or_default(), row["value"].as_str().unwrap())
    });
    let mut pool = Vec::new();
    for (kind, country, value) in given.chain(EXAMPLES.iter().copied()) {
        let Some(normalized) = ask(kind, country, value).normalized else { continue };
        let scheme = schemes().find(|scheme| {
            let several = matches!(kind, IdentifierKind::EuVat | IdentifierKind::EuTin);
            let of = match kind {
                IdentifierKind::EuVat => normalized.starts_with(scheme.country),
                _ => scheme.country == country,
            };
            scheme.kind == kind && (of || !several)
        });
        pool.push((kind, scheme.unwrap().country, normalized));
    }
    pool
}

fn name(kind: IdentifierKind, country: &str) -> String {
    match kind {
        IdentifierKind::EuVat | IdentifierKind::EuTin => format!("{} {country}", kind.as_str()),
        _ => kind.as_str().to_owned(),
    }
}

fn is_checked(kind: IdentifierKind, country: &str) -> bool {
    REFUSES_ANY_OTHER_DIGIT.contains(&name(kind, country).as_str())
}

#[test]
fn it_is_said_of_every_kind_whether_its_check_digit_finds_a_wrong_digit() {
    let all: BTreeSet<String> = schemes().map(|scheme| name(scheme.kind, scheme.country)).collect();
    let others = MAY_TAKE_ANOTHER_DIGIT.iter().flat_map(|(_, kinds)| kinds.iter());
    let said: Vec<String> =
        REFUSES_ANY_OTHER_DIGIT.iter().chain(others).map(|kind| (*kind).to_owned()).collect();
    assert_eq!(said.iter().cloned().collect::<BTreeSet<_>>(), all);
    assert_eq!(said.len(), all.len(), "said twice");
    for (word, kind) in IdentifierKind::WORDS {
        assert!(schemes().any(|scheme| scheme.kind == *kind), "{word} has no scheme");
    }
}

#[test]
fn every_scheme_has_an_example() {
    let shown: BTreeSet<String> = POOL.iter().map(|(kind, of, _)| name(*kind, of)).collect();
    let all: BTreeSet<String> = schemes().map(|scheme| name(scheme.kind, scheme.country)).collect();
    assert_eq!(shown, all);
    for (kind, country, value) in EXAMPLES {
        assert!(ask(*kind, country, value).ok, "{} {value}", kind.as_str());
    }
}

#[test]
fn a_normal_form_stays_as_it_is() {
    for (kind, country, value) in POOL.iter() {
        let again = ask(*kind, country, value);
        assert_eq!(again.normalized.as_ref(), Some(value), "{} {country}", kind.as_str());
    }
}

/// The value with another character in one place.
fn changed(value: &str, place: usize, letter: char) -> String {
    value.char_indices().map(|(at, old)| if at == place { letter } else { old }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn one_other_digit_is_refused_wherever_the_check_digit_guarantees_it(
        good in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        step in 1..10_u32,
    ) {
        let (kind, country, value) = good.get(&CHECKED);
        let digits: Vec<(usize, char)> =
            value.char_indices().filter(|(_, letter)| letter.is_ascii_digit()).collect();
        let (at, digit) = *place.get(&digits);
        let other = char::from_digit((digit.to_digit(10).unwrap() + step) % 10, 10).unwrap();
        let wrong = changed(value, at, other);
        let answer = ask(*kind, country, &wrong);
        prop_assert!(!answer.ok, "{} {country}: {value} and {wrong}", kind.as_str());
    }

    #[test]
    fn any_text_is_answered_and_what_is_good_stays_as_it_is(
        kind in prop::sample::select(IdentifierKind::WORDS),
        text in prop_oneof![
            any::<String>(),
            "[0-9]{1,30}", "[A-Z0-9]{1,34}", "[A-Z]{2}[0-9A-Z ./-]{1,32}",
            "[A-Za-z0-9@+._ -]{1,40}", "\\PC{1,20}",
        ],
        country in prop::sample::select(&["DE", "IE", "SE", "MT", "FI", "US"][..]),
        bank_code in "\\PC{0,4}",
    ) {
        let country = Country::parse(country);
        let ask = |value| ENGINE.check_identifier(&Identifier {
            kind: kind.1, value, country, bank_code: Some(&bank_code),
        });
        let answer = ask(&text);
        prop_assert_eq!(answer.ok, answer.normalized.is_some());
        if let Some(normalized) = answer.normalized {
            prop_assert_eq!(ask(&normalized).normalized, Some(normalized));
        }
    }

    #[test]
    fn a_good_number_with_any_character_changed_is_answered(
        good in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        letter in any::<char>(),
    ) {
        let (kind, country, value) = good.get(&POOL);
        let wrong = changed(value, place.index(value.len()), letter);
        let answer = ask(*kind, country, &wrong);
        if let Some(normalized) = answer.normalized {
            prop_assert_eq!(ask(*kind, country, &normalized).normalized, Some(normalized));
        }
    }
}
