//! Tax numbers of persons and companies in the European Union, Austria to Luxembourg.

use super::tin_south::{BE_LEGAL, CY_FORMS, GREEK};
use super::vat::BALTIC;
use super::{Form, LUHN_CHECK, MOD_11, Scheme, form, row};
use crate::identifier::check::Check::{
    Day as Date, In, NotIn, NotZero, Own, Rest as Remainder, Sum as Weights,
};
use crate::identifier::check::{CROSS, Check, Day, Rest, Sum};
use crate::identifier::own::{de_repeats, ie_letter, it_day, lu_verhoeff, odd_even_letter};
use crate::rulebook::IdentifierKind::EuTin;

/// What is left of a number of digits, and where it is said.
const fn left(of: (u8, u8), modulus: u16, check: (u8, u8)) -> Rest {
    Rest { of, before: 0, modulus, less: false, check, table: &[] }
}

// Belgium: born before 2000, or after, when the check is over the number with a 2 before it.
const BE_BEFORE: Rest = Rest { less: true, ..left((0, 9), 97, (9, 11)) };
const BE_AFTER: Rest = Rest { before: 2, ..BE_BEFORE };
/// The month may be unknown, or 20 or 40 more for those who are not residents.
const BE_MONTH: Check = In((2, 4), "00-12 20-32 40-52");

const BG_SECOND: Sum = Sum::new(&[3, 4, 5, 6, 7, 8, 9, 10], 11).table(b"01234567890");
pub(super) const BG_LEGAL: Sum =
    Sum::new(&[1, 2, 3, 4, 5, 6, 7, 8], 11).table(b"0123456789>").next(&BG_SECOND);
const BG_EGN: Sum = Sum::new(&[2, 4, 8, 5, 10, 9, 7, 3, 6], 11).table(b"01234567890");
const BG_DAY: Day = Day { months: &[(0, 19), (20, 18), (40, 20)], ..Day::at(0, 2, 4) };
pub(super) const BG_PERSON: Form = form(b"n10", &[Date(&BG_DAY), Weights(&BG_EGN)]);
pub(super) const BG_PNF: Sum = Sum::new(&[21, 19, 17, 13, 11, 9, 7, 3, 1], 10).table(b"0123456789");
pub(super) const BG_OTHER: Sum = Sum::new(&[4, 3, 2, 7, 6, 5, 4, 3, 2], 11).table(b"0?987654321");

const CZ_SUM: Sum = Sum::new(&[8, 7, 6, 5, 4, 3, 2], 11).table(b"10987654321");
pub(super) const CZ_LEGAL: Form = form(b"[0-8]n7", &[Weights(&CZ_SUM)]);
const CZ_SIX: Sum = Sum::new(&[8, 7, 6, 5, 4, 3, 2], 11).of(1, 9).table(b"89012345678");
/// Persons without a birth number.
pub(super) const CZ_SPECIAL: Form = form(b"'6'n8", &[Weights(&CZ_SIX)]);
/// Women's months are 50 more, and 20 more where the serial numbers ran out.
const CZ_DAY: Day = Day { months: &[(0, 0), (20, 0), (50, 0), (70, 0)], ..Day::at(0, 2, 4) };
/// Until 1953 without a check digit.
pub(super) const CZ_BIRTH_OLD: Form = form(b"n9", &[In((0, 2), "00-53 80-99"), Date(&CZ_DAY)]);
const CZ_CHECK: Sum = Sum::new(&[1, 10], 11).table(b"01234567890");
pub(super) const CZ_BIRTH: Form = form(b"n10", &[Date(&CZ_DAY), Weights(&CZ_CHECK)]);
/// The whole number is a multiple of eleven.
pub(super) const ELEVEN: Sum = Sum::new(&[10, 1], 11);

const DK_SUM: Sum = Sum::new(&[2, 7, 6, 5, 4, 3, 2, 1], 11);
pub(super) const DK_LEGAL: Form = form(b"[1-9]n7", &[Weights(&DK_SUM)]);
/// The seventh digit says the century; only the years 00 depend on it.
const DK_DAY: Day = Day { centuries: (6, &[19, 19, 19, 19, 20]), ..Day::at(4, 2, 0) };

/// The first digit says century and sex.
pub(super) const BALTIC_DAY: Day =
    Day { centuries: (0, &[0, 18, 18, 19, 19, 20, 20, 21, 21]), ..Day::at(1, 3, 5) };

const LETTERS_23: &[u8] = b"TRWAGMYFPDXBNJZSQVHLCKE";
const ES_PERSON: Rest = Rest { table: LETTERS_23, ..left((0, 8), 23, (8, 9)) };
const ES_FOREIGN: [Rest; 3] = [
    Rest { of: (1, 8), ..ES_PERSON },
    Rest { of: (1, 8), before: 1, ..ES_PERSON },
    Rest { of: (1, 8), before: 2, ..ES_PERSON },
];
const ES_SUM: Sum = Sum::new(&[2, 1], 10).of(1, 9).how(CROSS);
const ES_DIGIT: Sum = ES_SUM.table(b"0987654321");
const ES_LETTER: Sum = ES_SUM.table(b"JIHGFEDCBA");
pub(super) const ES_FORMS: &[Form] = &[
    form(b"n8a", &[Remainder(&ES_PERSON)]),
    form(b"[XKLM]n7a", &[Remainder(&ES_FOREIGN[0])]),
    form(b"'Y'n7a", &[Remainder(&ES_FOREIGN[1])]),
    form(b"'Z'n7a", &[Remainder(&ES_FOREIGN[2])]),
    form(b"[A-HJNP-SUVW]n8", &[Weights(&ES_DIGIT)]),
    form(b"[A-HJNP-SUVW]n7[A-J]", &[Weights(&ES_LETTER)]),
];

const FI_SUM: Sum = Sum::new(&[7, 9, 10, 5, 8, 4, 2, 1], 11);
pub(super) const FI_LEGAL: Form = form(b"n8", &[Weights(&FI_SUM)]);
const FI_LETTER: Rest =
    Rest { table: b"0123456789ABCDEFHJKLMNPRSTUVWXY", ..left((0, 10), 31, (10, 11)) };
/// The sign after the date says the century: A to F from 2000 on.
const FI_DAY: Day = Day {
    centuries: (6, &[19, 19, 19, 19, 19, 19, 19, 19, 19, 19, 20, 20, 20, 20, 20, 20, 19]),
    ..Day::at(4, 2, 0)
};

const FR_SPI: Rest = left((0, 10), 511, (10, 13));
pub(super) const LU_VAT: Rest = left((0, 6), 89, (6, 8));

const HU_SUM: Sum = Sum::new(&[9, 7, 3, 1], 10).of(0, 8);
pub(super) const HU_LEGAL: Form = form(b"n8", &[Weights(&HU_SUM)]);
const HU_PERSON: Sum = Sum::new(&[1, 2, 3, 4, 5, 6, 7, 8, 9], 11).table(b"0123456789?");

/// The province of the tax office.
pub(super) const IT_LEGAL: Form =
    form(b"n11", &[NotIn((0, 7), "0000000"), In((7, 10), "001-100 120-121 888 999"), LUHN_CHECK]);

const LU_DAY: Day = Day::at(2, 4, 6);
const LU_FIRST: Sum = Sum::new(&[1, 2], 10).of(0, 12).how(CROSS | crate::identifier::check::RIGHT);
const LU_LEGAL: Sum = Sum::new(&[5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11).table(b"0?987654321");

pub(super) static SCHEMES: &[Scheme] = &[
    row(
        EuTin,
        "AT",
        "Abgabenkontonummer",
        &[form(b"n9", &[NotZero, LUHN_CHECK])],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 at.tin",
    ),
    row(
        EuTin,
        "BE",
        "national number or enterprise number",
        &[
            form(b"n11", &[NotZero, BE_MONTH, Remainder(&BE_BEFORE)]),
            form(b"n11", &[NotZero, BE_MONTH, Remainder(&BE_AFTER)]),
            BE_LEGAL,
        ],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 be.ssn, be.vat",
    ),
    row(
        EuTin,
        "BG",
        "EGN, LNCh, service number or UIC",
        &[
            BG_PERSON,
            form(b"n10", &[NotZero, Weights(&BG_PNF)]),
            form(b"n10", &[NotZero, Weights(&BG_OTHER)]),
            form(b"n9", &[NotZero, Weights(&BG_LEGAL)]),
        ],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 bg.egn, bg.pnf, bg.vat",
    ),
    row(
        EuTin,
        "CY",
        "TIC",
        CY_FORMS,
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 cy.vat",
    ),
    row(
        EuTin,
        "CZ",
        "DIČ",
        &[CZ_LEGAL, CZ_SPECIAL, CZ_BIRTH_OLD, CZ_BIRTH],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 cz.rc, cz.dic",
    ),
    row(
        EuTin,
        "DE",
        "IdNr or Steuernummer",
        &[
            // Eleven digits that are no IdNr may be a Steuernummer, whose check digit is its state's own.
            form(b"n11", &[Own(de_repeats), MOD_11]).doubtful(),
            form(b"n10", &[NotZero]),
            form(b"n4'0'n8", &[In((0, 2), "10-11 21-24 26-28 30-32 40-41 50-59 90-99")]),
        ],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 de.idnr, de.stnr",
    ),
    row(
        EuTin,
        "DK",
        "CPR or CVR",
        &[form(b"n10", &[Date(&DK_DAY)]), DK_LEGAL],
        "python-stdnum 2.2 dk.cpr, dk.cvr",
    ),
    row(
        EuTin,
        "EE",
        "isikukood or registrikood",
        &[
            form(b"[1-8]n10", &[Date(&BALTIC_DAY), Weights(&BALTIC)]),
            form(b"[1789]n7", &[Weights(&BALTIC)]),
        ],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 ee.ik, ee.registrikood",
    ),
    row(
        EuTin,
        "ES",
        "NIF",
        ES_FORMS,
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 es.nif",
    ),
    row(
        EuTin,
        "FI",
        "HETU or Y-tunnus",
        &[
            form(
                b"n6[-+A-FU-Y]n3[0-9A-FHJ-NPR-Y]",
                &[Date(&FI_DAY), NotIn((7, 10), "000-001"), Remainder(&FI_LETTER)],
            ),
            FI_LEGAL,
        ],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 fi.hetu, fi.ytunnus",
    ),
    row(
        EuTin,
        "FR",
        "numéro SPI or SIREN",
        &[form(b"[0-3]n12", &[NotZero, Remainder(&FR_SPI)]), form(b"n9", &[NotZero, LUHN_CHECK])],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 fr.nif, fr.siren",
    ),
    row(EuTin, "GR", "AFM", &[GREEK], "python-stdnum 2.2 gr.vat"),
    row(
        EuTin,
        "HR",
        "OIB",
        &[form(b"n11", &[MOD_11])],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 hr.oib",
    ),
    row(
        EuTin,
        "HU",
        "adóazonosító jel or adószám",
        &[form(b"'8'n9", &[Weights(&HU_PERSON)]), HU_LEGAL, form(b"n11", &[Weights(&HU_SUM)])],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 hu.anum ; adoszam-ellenorzo",
    ),
    row(
        EuTin,
        "IE",
        "PPS number or TRN",
        &[
            form(b"n7[A-W][A-IWTX]0-1", &[Own(ie_letter)]),
            form(b"n[A-Z+*]n5[A-W]", &[Own(ie_letter)]),
        ],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 ie.pps, ie.vat",
    ),
    row(
        EuTin,
        "IT",
        "codice fiscale",
        &[
            form(
                b"a6[0-9LMNP-V]2[A-EHLMPRST][0-9LMNP-V]2a[0-9LMNP-V]3a",
                &[Own(odd_even_letter), Own(it_day)],
            ),
            IT_LEGAL,
        ],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 it.codicefiscale, it.iva",
    ),
    row(
        EuTin,
        "LU",
        "matricule",
        &[
            form(b"[12]n12", &[Date(&LU_DAY), Weights(&LU_FIRST), Own(lu_verhoeff)]),
            form(b"n11", &[NotZero, Weights(&LU_LEGAL)]),
        ],
        "https://lookuptax.com/docs/tax-identification-number/luxembourg-tax-id-guide, after the OECD TIN description",
    ),
];
