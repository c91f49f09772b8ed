//! Tax numbers of persons and companies in the European Union, Lithuania to Sweden, and what
//! tax and VAT numbers share.

use super::tax::NIP;
use super::tin::{BALTIC_DAY, CZ_BIRTH_OLD, ELEVEN};
use super::vat::BALTIC;
use super::{Form, Scheme, form, row};
use crate::identifier::check::Check::{
    Day as Date, In, NotIn, NotZero, Own, Rest as Remainder, Sum as Weights,
};
use crate::identifier::check::{CROSS, Day, RIGHT, Rest, Sum};
use crate::identifier::own::odd_even_letter;
use crate::rulebook::IdentifierKind::EuTin;

const BE_SUM: Rest =
    Rest { of: (0, 8), before: 0, modulus: 97, less: true, check: (8, 10), table: &[] };
pub(super) const BE_LEGAL: Form = form(b"[01]n9", &[NotZero, Remainder(&BE_SUM)]).full(10, 1);
pub(super) const CY_FORMS: &[Form] = &[form(b"n8a", &[NotIn((0, 2), "12"), Own(odd_even_letter)])];
const GREEK_SUM: Sum = Sum::new(&[3, 7, 9, 10, 5, 8, 4, 2], 11).table(b"01234567890");
pub(super) const GREEK: Form = form(b"n9", &[NotZero, Weights(&GREEK_SUM)]).full(9, 1);
const LV_LEGAL: Sum = Sum::new(&[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1], 11).start(8);
const LV_PERSON: Sum =
    Sum::new(&[10, 5, 8, 4, 2, 1, 6, 3, 7, 9], 11).start(1).table(b"01234567890");
const LV_DAY: Day = Day { centuries: (6, &[18, 19, 20, 21]), ..Day::at(4, 2, 0) };
/// Companies, persons since 2017, and before that with their date of birth.
pub(super) const LV_FORMS: &[Form] = &[
    form(b"[4-9]n10", &[Weights(&LV_LEGAL)]),
    form(b"'32'n9", &[Weights(&LV_PERSON)]),
    form(b"[0-3]n10", &[Date(&LV_DAY), Weights(&LV_PERSON)]),
];
pub(super) const NL_PERSON: Sum = Sum::new(&[9, 8, 7, 6, 5, 4, 3, 2, 10], 11).of(0, 9);
const PL_PESEL: Sum = Sum::new(&[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1], 10);
const PL_DAY: Day =
    Day { months: &[(0, 19), (20, 20), (40, 21), (60, 22), (80, 18)], ..Day::at(0, 2, 4) };
const PT_SUM: Sum = Sum::new(&[9, 8, 7, 6, 5, 4, 3, 2], 11).table(b"00987654321");
pub(super) const PT_NIF: Form = form(b"[1-9]n8", &[Weights(&PT_SUM)]);
const RO_CNP: Sum = Sum::new(&[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], 11).table(b"01234567891");
const RO_DAY: Day = Day { centuries: (0, &[0, 19, 19, 18, 18, 20, 20, 0]), ..Day::at(1, 3, 5) };
const RO_SUM: Sum = Sum::new(&[9, 8, 6, 4, 10, 9, 8, 6, 4], 11).how(RIGHT).table(b"01234567890");
pub(super) const RO_LEGAL: Form = form(b"[1-9]n1-9", &[Weights(&RO_SUM)]);
const RO_COUNTIES: &str = "01-48 51-52 70 80-83";
const SWEDISH_SUM: Sum = Sum::new(&[2, 1], 10).how(CROSS);
pub(super) const SWEDISH: Sum = SWEDISH_SUM.of(0, 10);
const SE_LONG: Sum = SWEDISH_SUM.of(2, 12);
const SE_HUNDRED: Sum = Sum::new(&[2, 1, 2, 1, 2, 1, 0, 2, 1, 2, 1], 10).how(CROSS);
/// Coordination numbers have 60 more in the day.
const SE_DAY: Day = Day { days: 60, ..Day::at(0, 2, 4) };
const SE_DAY_LONG: Day = Day { days: 60, ..Day::at(2, 4, 6) };
const SI_SUM: Sum = Sum::new(&[8, 7, 6, 5, 4, 3, 2], 11).table(b"?0987654321");
pub(super) const SI_TAX: Form = form(b"[1-9]n7", &[Weights(&SI_SUM)]);

pub(super) static SCHEMES: &[Scheme] = &[
    row(
        EuTin,
        "LT",
        "asmens kodas or company code",
        &[
            form(b"[1-8]n10", &[Date(&BALTIC_DAY), Weights(&BALTIC)]),
            form(b"'9'n10", &[Weights(&BALTIC)]),
            form(b"n9", &[NotZero]),
        ],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 lt.asmens",
    )
    // That a company has nine digits is common knowledge; how they are checked is not.
    .likely(),
    row(
        EuTin,
        "LV",
        "personas kods or registration number",
        LV_FORMS,
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 lv.pvn",
    ),
    row(
        EuTin,
        "MT",
        "identity card number or TIN",
        &[
            form(b"n3-7[ABGHLMPZ]", &[NotZero]),
            form(b"n9", &[In((0, 2), "11 22 33 44 55 66 77 88")]),
        ],
        "DG TAXUD TIN algorithms as in validator.js",
    )
    .likely(),
    row(
        EuTin,
        "NL",
        "BSN or RSIN",
        &[form(b"n9", &[NotZero, Weights(&NL_PERSON)]).full(9, 1)],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 nl.bsn",
    ),
    row(
        EuTin,
        "PL",
        "NIP or PESEL",
        &[
            form(b"n10", &[NotZero, Weights(&NIP)]),
            form(b"n11", &[Date(&PL_DAY), Weights(&PL_PESEL)]),
        ],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 pl.nip, pl.pesel",
    ),
    row(
        EuTin,
        "PT",
        "NIF",
        &[PT_NIF],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 pt.nif",
    ),
    row(
        EuTin,
        "RO",
        "CNP or CUI",
        &[
            form(b"[1-9]n12", &[Date(&RO_DAY), In((7, 9), RO_COUNTIES), Weights(&RO_CNP)]),
            form(b"'9000'n9", &[]),
            RO_LEGAL,
        ],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 ro.cnp, ro.cui",
    ),
    row(
        EuTin,
        "SE",
        "personnummer or organisationsnummer",
        &[
            form(b"n10", &[Date(&SE_DAY), Weights(&SWEDISH)]),
            form(b"n2[2-9]n7", &[Weights(&SWEDISH)]),
            form(b"n12", &[In((0, 2), "18-20"), Date(&SE_DAY_LONG), Weights(&SE_LONG)]),
            form(b"n6'+'n4", &[Date(&SE_DAY), Weights(&SE_HUNDRED)]),
        ],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 se.personnummer, se.orgnr",
    ),
    row(
        EuTin,
        "SI",
        "davčna številka",
        &[SI_TAX],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 si.ddv",
    ),
    // Birth numbers of nine digits have no check digit, and those that replace them need not
    // have one.
    row(
        EuTin,
        "SK",
        "DIČ or birth number",
        &[CZ_BIRTH_OLD, form(b"n10", &[NotZero, Weights(&ELEVEN)]).doubtful()],
        "DG TAXUD TIN algorithms as in validator.js ; python-stdnum 2.2 sk.rc, sk.dph",
    ),
];
