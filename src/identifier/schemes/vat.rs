//! VAT numbers of the European Union and the United Kingdom, without the prefix that is the
//! `country` here: `EL` is Greece and `XI` Northern Ireland.

use super::bank::SEVENS;
use super::tax::NIP;
use super::tin::{
    BG_LEGAL, BG_OTHER, BG_PERSON, BG_PNF, CZ_BIRTH, CZ_BIRTH_OLD, CZ_LEGAL, CZ_SPECIAL, DK_LEGAL,
    ELEVEN, ES_FORMS, FI_LEGAL, HU_LEGAL, IT_LEGAL, LU_VAT,
};
use super::tin_south::{
    BE_LEGAL, CY_FORMS, GREEK, LV_FORMS, NL_PERSON, PT_NIF, RO_LEGAL, SI_TAX, SWEDISH,
};
use super::{MOD_11, Scheme, form, row};
use crate::identifier::check::Check::{
    Mod97, NotIn, NotZero, Own, Rest as Remainder, Sum as Weights,
};
use crate::identifier::check::{CROSS, Rest, Sum};
use crate::identifier::own::{fr_vat, gb_vat, ie_letter};
use crate::rulebook::IdentifierKind::EuVat;

const AUSTRIAN: Sum = Sum::new(&[1, 2, 1, 2, 1, 2, 1, 1], 10).of(1, 9).start(4).how(CROSS);
const BALTIC_SECOND: Sum = Sum::new(&[3, 4, 5, 6, 7, 8, 9, 1, 2], 11).table(b"01234567890");
/// Estonia and Lithuania: where the first weights leave 10, the second ones decide.
pub(super) const BALTIC: Sum =
    Sum::new(&[1, 2, 3, 4, 5, 6, 7, 8, 9], 11).table(b"0123456789>").next(&BALTIC_SECOND);
const MALTESE: Sum = Sum::new(&[3, 4, 6, 7, 8, 9, 10, 1], 37);
const GB_HEALTH: Rest =
    Rest { of: (6, 9), before: 0, modulus: 97, less: false, check: (9, 11), table: &[] };

const BRITISH: &[super::Form] = &[
    form(b"n9", &[Own(gb_vat)]),
    form(b"n12", &[Own(gb_vat)]),
    form(b"'GD'[0-4]n2", &[]),
    form(b"'HA'[5-9]n2", &[]),
    form(b"'GD8888'[0-4]n4", &[Remainder(&GB_HEALTH)]),
    form(b"'HA8888'[5-9]n4", &[Remainder(&GB_HEALTH)]),
];

pub(super) static SCHEMES: &[Scheme] = &[
    row(EuVat, "AT", "UID", &[form(b"'U'n8", &[Weights(&AUSTRIAN)])], "python-stdnum 2.2 at.uid"),
    row(EuVat, "BE", "VAT number", &[BE_LEGAL], "python-stdnum 2.2 be.vat"),
    row(
        EuVat,
        "BG",
        "VAT number",
        &[
            form(b"n9", &[Weights(&BG_LEGAL)]),
            BG_PERSON,
            form(b"n10", &[Weights(&BG_PNF)]),
            form(b"n10", &[Weights(&BG_OTHER)]),
        ],
        "python-stdnum 2.2 bg.vat",
    ),
    row(EuVat, "CY", "VAT number", CY_FORMS, "python-stdnum 2.2 cy.vat"),
    row(
        EuVat,
        "CZ",
        "DIČ",
        &[CZ_LEGAL, CZ_SPECIAL, CZ_BIRTH_OLD, CZ_BIRTH],
        "python-stdnum 2.2 cz.dic",
    ),
    row(EuVat, "DE", "USt-IdNr", &[form(b"[1-9]n8", &[MOD_11])], "python-stdnum 2.2 de.vat"),
    row(EuVat, "DK", "VAT number", &[DK_LEGAL], "python-stdnum 2.2 dk.cvr"),
    row(EuVat, "EE", "KMKR", &[form(b"n9", &[Weights(&SEVENS)])], "python-stdnum 2.2 ee.kmkr"),
    row(EuVat, "EL", "VAT number", &[GREEK], "python-stdnum 2.2 gr.vat"),
    row(EuVat, "ES", "NIF", ES_FORMS, "python-stdnum 2.2 es.nif"),
    row(EuVat, "FI", "ALV number", &[FI_LEGAL], "python-stdnum 2.2 fi.alv"),
    row(
        EuVat,
        "FR",
        "TVA number",
        &[form(b"[0-9A-HJ-NP-Z]2n9", &[Own(fr_vat)])],
        "python-stdnum 2.2 fr.tva",
    ),
    row(EuVat, "HR", "OIB", &[form(b"n11", &[MOD_11])], "python-stdnum 2.2 hr.oib"),
    row(EuVat, "HU", "VAT number", &[HU_LEGAL], "python-stdnum 2.2 hu.anum"),
    row(
        EuVat,
        "IE",
        "VAT number",
        &[
            form(b"n7[A-W][A-IW]0-1", &[Own(ie_letter)]),
            form(b"n[A-Z+*]n5[A-W][A-IW]0-1", &[Own(ie_letter)]),
        ],
        "python-stdnum 2.2 ie.vat",
    ),
    row(EuVat, "IT", "partita IVA", &[IT_LEGAL], "python-stdnum 2.2 it.iva"),
    row(
        EuVat,
        "LT",
        "PVM number",
        &[form(b"n7'1'n", &[Weights(&BALTIC)]), form(b"n10'1'n", &[Weights(&BALTIC)])],
        "python-stdnum 2.2 lt.pvm",
    ),
    row(
        EuVat,
        "LU",
        "VAT number",
        &[form(b"n8", &[Remainder(&LU_VAT)])],
        "python-stdnum 2.2 lu.tva",
    ),
    row(EuVat, "LV", "PVN number", LV_FORMS, "python-stdnum 2.2 lv.pvn"),
    row(
        EuVat,
        "MT",
        "VAT number",
        &[form(b"[1-9]n7", &[Weights(&MALTESE)])],
        "python-stdnum 2.2 mt.vat",
    ),
    row(
        EuVat,
        "NL",
        "btw-id",
        &[
            form(
                b"n9'B'n2",
                &[NotIn((0, 9), "000000000"), NotIn((10, 12), "00"), Weights(&NL_PERSON)],
            )
            .full(12, 2),
            form(b"n9'B'n2", &[NotIn((0, 9), "000000000"), NotIn((10, 12), "00"), Mod97("NL", 0)])
                .full(12, 2),
        ],
        "python-stdnum 2.2 nl.btw",
    ),
    row(EuVat, "PL", "NIP", &[form(b"n10", &[NotZero, Weights(&NIP)])], "python-stdnum 2.2 pl.nip"),
    row(EuVat, "PT", "NIF", &[PT_NIF], "python-stdnum 2.2 pt.nif"),
    row(EuVat, "RO", "CUI", &[RO_LEGAL], "python-stdnum 2.2 ro.cui"),
    row(
        EuVat,
        "SE",
        "VAT number",
        &[form(b"n10'01'", &[Weights(&SWEDISH)])],
        "python-stdnum 2.2 se.vat",
    ),
    row(EuVat, "SI", "DDV number", &[SI_TAX], "python-stdnum 2.2 si.ddv"),
    row(
        EuVat,
        "SK",
        "IČ DPH",
        &[form(b"[1-9]n[2-47-9]n7", &[Weights(&ELEVEN)]), CZ_BIRTH],
        "python-stdnum 2.2 sk.dph",
    ),
    row(EuVat, "XI", "VAT number", BRITISH, "python-stdnum 2.2 gb.vat"),
    row(EuVat, "GB", "VAT number", BRITISH, "python-stdnum 2.2 gb.vat"),
];
