//! Accounts, banks, cards, wallets and references.

use super::{Form, LUHN_CHECK, MOD_97, Scheme, form, row};
use crate::identifier::check::Check::{In, Mod97, NotZero, Own, Sum as Weights};
use crate::identifier::check::Sum;
use crate::identifier::own::{mod_10_recursive, nz_account};
use crate::rulebook::IdentifierKind as Kind;

/// Weights 3, 7, 1 over all digits: routing numbers, CLABE, Estonian VAT.
pub(super) const SEVENS: Sum = Sum::new(&[3, 7, 1], 10);
/// Bank code and account number together.
pub(in crate::identifier) const NUBAN: Sum = Sum::new(&[3, 7, 3, 3, 7, 3, 3, 7, 3, 3, 7, 3, 1], 10);
const CBU_BANK: Sum = Sum::new(&[7, 1, 3, 9, 7, 1, 3, 1], 10).of(0, 8);
const CBU_ACCOUNT: Sum = Sum::new(&[3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3, 1], 10).of(8, 22);

const TEXT: &[Form] = &[];

pub(super) static SCHEMES: &[Scheme] = &[
    row(Kind::Iban, "", "IBAN", TEXT, "SWIFT IBAN Registry release 101 ; ISO 13616")
        .shape("^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$"),
    row(
        Kind::Bic,
        "",
        "BIC",
        &[form(b"c4a2c2", &[]), form(b"c4a2c5", &[])],
        "ISO 9362 ; ISO 20022 BICFIDec2014Identifier",
    ),
    row(
        Kind::UsAba,
        "US",
        "routing number",
        &[form(b"n9", &[NotZero, In((0, 2), "00-12 21-32 61-72 80"), Weights(&SEVENS)])],
        "python-stdnum 2.2 us.rtn",
    ),
    row(
        Kind::GbSortCode,
        "GB",
        "sort code",
        &[form(b"n6", &[])],
        "Pay.UK modulus checking specification",
    )
    .likely(),
    row(Kind::AuBsb, "AU", "BSB", &[form(b"n6", &[])], "AusPayNet BSB").likely(),
    row(
        Kind::NzAccount,
        "NZ",
        "bank account number",
        &[form(b"n16", &[In((0, 2), "01-04 06 08-31 33 35 38"), Own(nz_account)])],
        "python-stdnum 2.2 nz.bankaccount",
    ),
    row(Kind::InIfsc, "IN", "IFSC", &[form(b"a4'0'c6", &[])], "RBI format"),
    row(Kind::InUpiVpa, "IN", "UPI address", TEXT, "common PSP pattern")
        .shape("^[0-9A-Za-z._-]{2,256}@[A-Za-z]{2,64}$")
        .likely(),
    row(
        Kind::MxClabe,
        "MX",
        "CLABE",
        &[form(b"n18", &[Weights(&SEVENS)])],
        "https://docs.tonder.io/direct-integration/regional-reference/mexico",
    ),
    row(
        Kind::BrPixKey,
        "BR",
        "Pix key",
        TEXT,
        "BCB DICT API patterns ; https://recargapay.com.br/pix/consultar-pix",
    )
    .likely(),
    row(
        Kind::NgNuban,
        "NG",
        "account number",
        &[form(b"n10", &[])],
        "CBN NUBAN proposals v0.4 ; https://digitaleta.com/2011/06/01/how-to-calculate-the-check-digit-of-your-nigerian-uniform-bank-account-code-nuban/",
    ),
    row(
        Kind::ArCbu,
        "AR",
        "CBU",
        &[form(b"n22", &[Weights(&CBU_BANK), Weights(&CBU_ACCOUNT)])],
        "python-stdnum 2.2 ar.cbu",
    ),
    row(
        Kind::KeMsisdn,
        "KE",
        "M-Pesa number",
        &[form(b"'254'[17]n8", &[])],
        "Safaricom Daraja convention",
    )
    .likely(),
    row(Kind::AuPayid, "AU", "PayID", TEXT, "https://bankofus.com.au/new-payments-platform"),
    row(
        Kind::ThPromptpay,
        "TH",
        "PromptPay id",
        &[form(b"'0'n9", &[]), form(b"n15", &[])],
        "PromptPay proxies, from public lists",
    )
    .likely(),
    row(
        Kind::CardPan,
        "",
        "card number",
        &[form(b"n12-19", &[LUHN_CHECK])],
        "ISO/IEC 7812 ; python-stdnum 2.2 luhn",
    ),
    row(Kind::EvmAddress, "", "address", TEXT, "EIP-55").shape("^0x[0-9A-Fa-f]{40}$"),
    row(Kind::SolanaAddress, "", "address", TEXT, "Solana documentation")
        .shape("^[1-9A-HJ-NP-Za-km-z]{32,44}$")
        .likely(),
    row(
        Kind::ChQr,
        "CH",
        "QR reference",
        &[form(b"n27", &[NotZero, Own(mod_10_recursive)])],
        "python-stdnum 2.2 ch.esr",
    ),
    row(
        Kind::Rf,
        "",
        "creditor reference",
        &[form(b"'RF'n2c1-21", &[Mod97("", 4)])],
        "ISO 11649 ; python-stdnum 2.2 iso11649",
    ),
    row(Kind::Lei, "", "LEI", &[form(b"c18n2", &[MOD_97])], "ISO 17442 ; python-stdnum 2.2 lei"),
    row(Kind::Email, "", "email address", TEXT, "RFC 5321 limits")
        .shape("^[^@\\s]{1,64}@[^@\\s]+[.][^@\\s]+$")
        .likely(),
    row(Kind::E164, "", "phone number", TEXT, "ITU-T E.164").shape("^[+][1-9][0-9]{6,14}$"),
];
