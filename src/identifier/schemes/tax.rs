//! Tax, company and national numbers outside the tables of the European Union.

use super::{Form, LUHN_CHECK, Scheme, form, row};
use crate::identifier::check::Check::{
    Day as Date, In, Mixed, NotIn, NotZero, Own, Sum as Weights,
};
use crate::identifier::check::{CROSS, Check, Day, FIRST, RIGHT, Sum};
use crate::identifier::own::{kr_brn, tr_vkn};
use crate::rulebook::IdentifierKind as Kind;

const UTR: Sum = Sum::new(&[6, 7, 8, 9, 10, 5, 4, 3, 2], 11).how(FIRST).table(b"21987654321");
const CPF: [Sum; 2] = [
    Sum::new(&[10, 9, 8, 7, 6, 5, 4, 3, 2], 11).of(0, 10).table(b"00987654321"),
    Sum::new(&[11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 11).table(b"00987654321"),
];
/// Characters count as ASCII less 48.
const CNPJ_VALUES: &[u8] = b"0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const CNPJ: [Sum; 2] = [
    Sum::new(&[5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], 11)
        .of(0, 13)
        .table(b"00987654321")
        .alphabet(CNPJ_VALUES),
    Sum::new(&[6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], 11)
        .table(b"00987654321")
        .alphabet(CNPJ_VALUES),
];
const ABN: Sum = Sum::new(&[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19], 89).start(79);
const ACN: Sum = Sum::new(&[8, 7, 6, 5, 4, 3, 2, 1, 1], 10);
const TFN: Sum = Sum::new(&[1, 4, 3, 7, 5, 8, 6, 9, 10], 11);
const LUHN_36: Sum = Sum::new(&[1, 2], 36).how(RIGHT | CROSS);
/// A company's number, one letter shorter, counts as if it began with a blank, the 38th character.
const RFC_VALUES: &[u8] = b"0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ \xd1";
const RFC_PERSON: Sum = Sum::new(&[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 11)
    .table(b"0A987654321")
    .alphabet(RFC_VALUES);
const RFC_COMPANY: Sum = Sum::new(&[12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 11)
    .start(8)
    .table(b"0A987654321")
    .alphabet(RFC_VALUES);
const RFC_PERSON_DAY: Day = Day::at(4, 6, 8);
const RFC_COMPANY_DAY: Day = Day::at(3, 5, 7);
const CURP: Sum = Sum::new(&[18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 10)
    .alphabet(b"0123456789ABCDEFGHIJKLMN\xd1OPQRSTUVWXYZ");
/// A letter in the 17th place is for those born from 2000 on.
const CURP_DAY: Day =
    Day { centuries: (16, &[19, 19, 19, 19, 19, 19, 19, 19, 19, 19, 20]), ..Day::at(4, 6, 8) };
const CUIT: Sum = Sum::new(&[5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11).table(b"09987654321");
const RUT: Sum = Sum::new(&[9, 8, 7, 6, 5, 4], 11).how(RIGHT).table(b"0123456789K");
const NIT: Sum = Sum::new(&[3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71], 11)
    .how(RIGHT)
    .table(b"01987654321");
const RUC: Sum = Sum::new(&[5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11).table(b"10987654321");
pub(super) const NIP: Sum = Sum::new(&[6, 5, 7, 2, 3, 4, 5, 6, 7, 10], 11);
const NRIC: Sum = Sum::new(&[2, 7, 6, 5, 4, 3, 2], 11).of(1, 9);
const NRIC_S: Sum = NRIC.table(b"JZIHGFEDCBA");
const NRIC_T: Sum = NRIC.table(b"JZIHGFEDCBA").start(4);
const NRIC_F: Sum = NRIC.table(b"XWUTRQPNMLK");
const NRIC_G: Sum = NRIC.table(b"XWUTRQPNMLK").start(4);
const NRIC_M: Sum = NRIC.table(b"XWUTRQPNJLK").start(3);
const UEN_BUSINESS: Sum = Sum::new(&[10, 4, 9, 3, 8, 2, 7, 1], 11).table(b"XMKECAWLJDB");
const UEN_COMPANY: Sum = Sum::new(&[10, 8, 6, 4, 9, 7, 5, 3, 1], 11).table(b"ZKCMDNERGWH");
const UEN_OTHER: Sum = Sum::new(&[4, 3, 5, 3, 10, 2, 2, 5, 7], 11)
    .table(b"GHJKLABCDEF")
    .alphabet(b"ABCDEFGHJKLMNPQRSTUVWX0123456789");
const THAI: Sum = Sum::new(&[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 11).table(b"10987654321");
const TCKN: [Sum; 2] =
    [Sum::new(&[3, 1], 10).of(0, 10), Sum::new(&[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9], 10)];
const CORPORATE: Sum = Sum::new(&[1, 2], 9).how(RIGHT | FIRST).table(b"987654321");
const SOUTH_AFRICAN_DAY: Day = Day::at(0, 2, 4);

const SSN: &[Check] = &[
    NotIn((0, 3), "000 666 900-999"),
    NotIn((3, 5), "00"),
    NotIn((5, 9), "0000"),
    // In advertisements, hence never a person's.
    NotIn((0, 9), "078051120 219099999 457555462"),
];
const EIN: &[Check] = &[In((0, 2), "01-06 10-16 20-27 30-48 50-68 71-77 80-88 90-95 98-99")];
const ITIN: &[Check] = &[In((3, 5), "50-65 70-88 90-92 94-99")];
const STATES: &str = "\
    AS BC BS CC CH CL CM CS DF DG GR GT HG JC MC MN MS NE NL NT OC PL QR QT SL SP SR TC TL TS \
    VZ YN ZS";
/// Beginnings that would be words, which other letters replace.
const RFC_WORDS: &str = "\
    BUEI BUEY CACA CACO CAGA CAGO CAKA CAKO COGE COJA COJE COJI COJO CULO FETO GUEY JOTO KACA \
    KACO KAGA KAGO KAKA KOGE KOJO KULO MAME MAMO MEAR MEAS MEON MION MOCO MULA PEDA PEDO PENE \
    PUTA PUTO QULO RATA RUIN";
const CURP_WORDS: &str = "\
    BACA BAKA BUEI BUEY CACA CACO CAGA CAGO CAKA CAKO COGE COGI COJA COJE COJI COJO COLA CULO \
    FALO FETO GETA GUEI GUEY JETA JOTO KACA KACO KAGA KAGO KAKA KAKO KOGE KOGI KOJA KOJE KOJI \
    KOJO KOLA KULO LILO LOCA LOCO LOKA LOKO MAME MAMO MEAR MEAS MEON MIAR MION MOCO MOKO MULA \
    MULO NACA NACO PEDA PEDO PENE PIPI PITO POPO PUTA PUTO QULO RATA ROBA ROBE ROBO RUIN SENO \
    TETA VACA VAGA VAGO VAKA VUEI VUEY WUEI WUEY";
const UEN_TYPES: &str = "\
    CC-CD CH CL-CM CP CS CX DP FB-FC FM-FN GA-GB GS HS LL LP MB-MD MH MM MQ NB NR PA-PB PF RF \
    RP SM SS TC TU VH XL";
const ANY: &[Form] = &[];

pub(super) static SCHEMES: &[Scheme] = &[
    row(Kind::UsTin, "US", "tax number", ANY, "python-stdnum 2.2 us.tin"),
    row(
        Kind::UsSsn,
        "US",
        "social security number",
        &[form(b"n9", SSN)],
        "python-stdnum 2.2 us.ssn",
    ),
    row(
        Kind::UsEin,
        "US",
        "employer identification number",
        &[form(b"n9", EIN)],
        "https://www.irs.gov/businesses/small-businesses-self-employed/how-eins-are-assigned-and-valid-ein-prefixes, as in python-stdnum 2.2",
    ),
    row(
        Kind::UsItin,
        "US",
        "ITIN",
        &[form(b"'9'n8", ITIN)],
        "IRS ranges of the fourth and fifth digit ; python-stdnum 2.2 us.itin",
    ),
    row(Kind::GbUtr, "GB", "UTR", &[form(b"n10", &[Weights(&UTR)])], "python-stdnum 2.2 gb.utr"),
    row(Kind::BrTaxId, "BR", "CPF or CNPJ", ANY, "python-stdnum 2.2 br"),
    row(
        Kind::BrCpf,
        "BR",
        "CPF",
        &[form(b"n11", &[Mixed, Weights(&CPF[0]), Weights(&CPF[1])])],
        "python-stdnum 2.2 br.cpf",
    ),
    row(
        Kind::BrCnpj,
        "BR",
        "CNPJ",
        &[form(
            b"c12n2",
            &[Mixed, NotIn((0, 12), "000000000000"), Weights(&CNPJ[0]), Weights(&CNPJ[1])],
        )],
        "python-stdnum 2.2 br.cnpj ; https://cnpj.bade.digital/paginas/como-a-validacao-de-cnpj-e-feita.html",
    ),
    row(Kind::CaSin, "CA", "SIN", &[form(b"[1-79]n8", &[LUHN_CHECK])], "python-stdnum 2.2 ca.sin"),
    row(
        Kind::AuAbn,
        "AU",
        "ABN",
        &[form(b"[1-9]n10", &[Weights(&ABN)])],
        "python-stdnum 2.2 au.abn",
    ),
    row(Kind::AuAcn, "AU", "ACN", &[form(b"n9", &[Weights(&ACN)])], "python-stdnum 2.2 au.acn"),
    row(
        Kind::AuTfn,
        "AU",
        "TFN",
        &[form(b"n9", &[Weights(&TFN)]), form(b"n8", &[Weights(&TFN)]).doubtful()],
        "python-stdnum 2.2 au.tfn",
    ),
    row(
        Kind::InPan,
        "IN",
        "PAN",
        &[form(b"a3[ABCFGHJKLPT]an4a", &[NotIn((5, 9), "0000")])],
        "python-stdnum 2.2 in_.pan",
    ),
    row(
        Kind::InGstin,
        "IN",
        "GSTIN",
        &[form(
            b"n2a3[ABCFGHJKLPT]an4a[1-9A-Z]'Z'c",
            &[In((0, 2), "01-37"), NotIn((7, 11), "0000"), Weights(&LUHN_36)],
        )],
        "python-stdnum 2.2 in_.gstin",
    ),
    row(
        Kind::MxRfc,
        "MX",
        "RFC",
        &[
            form(
                b"[A-Z&\xd1]4n6c3",
                &[NotIn((0, 4), RFC_WORDS), Date(&RFC_PERSON_DAY), Weights(&RFC_PERSON)],
            )
            .doubtful(),
            form(b"[A-Z&\xd1]3n6c3", &[Date(&RFC_COMPANY_DAY), Weights(&RFC_COMPANY)]).doubtful(),
        ],
        "python-stdnum 2.2 mx.rfc",
    ),
    row(
        Kind::MxCurp,
        "MX",
        "CURP",
        &[form(
            b"a4n6[HM]a5cn",
            &[NotIn((0, 4), CURP_WORDS), Date(&CURP_DAY), In((11, 13), STATES), Weights(&CURP)],
        )],
        "python-stdnum 2.2 mx.curp",
    ),
    row(
        Kind::ArCuit,
        "AR",
        "CUIT",
        &[form(b"n11", &[In((0, 2), "20 23-24 27 30 33-34 50-51 55"), Weights(&CUIT)])],
        "python-stdnum 2.2 ar.cuit",
    ),
    row(
        Kind::ClRut,
        "CL",
        "RUT",
        &[form(b"n7-8[0-9K]", &[NotZero, Weights(&RUT)])],
        "python-stdnum 2.2 cl.rut",
    ),
    row(Kind::CoNit, "CO", "NIT", &[form(b"n8-16", &[Weights(&NIT)])], "python-stdnum 2.2 co.nit"),
    row(
        Kind::PeRuc,
        "PE",
        "RUC",
        &[form(b"n11", &[In((0, 2), "10 15 17 20"), Weights(&RUC)])],
        "python-stdnum 2.2 pe.ruc",
    ),
    row(
        Kind::PlNip,
        "PL",
        "NIP",
        &[form(b"n10", &[NotZero, Weights(&NIP)])],
        "python-stdnum 2.2 pl.nip",
    ),
    row(
        Kind::SgNric,
        "SG",
        "NRIC or FIN",
        &[
            form(b"'S'n7a", &[Weights(&NRIC_S)]),
            form(b"'T'n7a", &[Weights(&NRIC_T)]),
            form(b"'F'n7a", &[Weights(&NRIC_F)]),
            form(b"'G'n7a", &[Weights(&NRIC_G)]),
            form(b"'M'n7a", &[Weights(&NRIC_M)]),
        ],
        "http://www.ngiam.net/NRIC/NRIC_numbers.pdf ; the M series as in several public validators",
    )
    .likely(),
    row(
        Kind::SgUen,
        "SG",
        "UEN",
        &[
            form(b"n8a", &[Weights(&UEN_BUSINESS)]),
            form(b"n9a", &[Weights(&UEN_COMPANY)]),
            form(b"[RST]n2a2n4a", &[In((3, 5), UEN_TYPES), Weights(&UEN_OTHER)]),
        ],
        "python-stdnum 2.2 sg.uen",
    ),
    row(
        Kind::ThNationalId,
        "TH",
        "national id",
        &[form(b"[1-8]n12", &[Weights(&THAI)])],
        "python-stdnum 2.2 th.pin",
    ),
    row(
        Kind::TrTckn,
        "TR",
        "identity number",
        &[form(b"[1-9]n10", &[Weights(&TCKN[0]), Weights(&TCKN[1])])],
        "python-stdnum 2.2 tr.tckimlik",
    ),
    row(
        Kind::TrVkn,
        "TR",
        "tax number",
        &[form(b"n10", &[NotZero, Own(tr_vkn)])],
        "python-stdnum 2.2 tr.vkn",
    ),
    row(
        Kind::KrBrn,
        "KR",
        "business registration number",
        &[form(
            b"n10",
            &[In((0, 3), "101-999"), NotIn((3, 5), "00"), NotIn((5, 9), "0000"), Own(kr_brn)],
        )],
        "python-stdnum 2.2 kr.brn ; stdnum-js kr.brn for the check digit",
    )
    .likely(),
    row(
        Kind::JpCorporateNumber,
        "JP",
        "corporate number",
        &[form(b"[1-9]n12", &[Weights(&CORPORATE)])],
        "python-stdnum 2.2 jp.cn",
    ),
    row(
        Kind::ZaId,
        "ZA",
        "identity number",
        &[form(b"n10[01]n2", &[Date(&SOUTH_AFRICAN_DAY), LUHN_CHECK])],
        "python-stdnum 2.2 za.idnr",
    ),
];
