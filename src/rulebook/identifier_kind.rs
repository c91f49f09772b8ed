//! The identifiers that the engine knows, each with the word it has in data and in answers.

use crate::words::words;

words! {
    /// Identifiers with rules of their own.
    IdentifierKind {
        /// International bank account number, ISO 13616.
        Iban = "iban",
        /// Business identifier code, ISO 9362.
        Bic = "bic",
        /// ABA routing transit number.
        UsAba = "us_aba",
        /// British sort code.
        GbSortCode = "gb_sort_code",
        /// Bank-State-Branch number.
        AuBsb = "au_bsb",
        /// New Zealand bank account number.
        NzAccount = "nz_account",
        /// Indian Financial System Code.
        InIfsc = "in_ifsc",
        /// UPI virtual payment address.
        InUpiVpa = "in_upi_vpa",
        /// Clave Bancaria Estandarizada.
        MxClabe = "mx_clabe",
        /// Pix key of any of its five types.
        BrPixKey = "br_pix_key",
        /// Nigeria uniform bank account number.
        NgNuban = "ng_nuban",
        /// Clave Bancaria Uniforme, or the virtual one of a wallet.
        ArCbu = "ar_cbu",
        /// M-Pesa phone number.
        KeMsisdn = "ke_msisdn",
        /// PayID: an email address, a phone number, an ABN or an ACN.
        AuPayid = "au_payid",
        /// PromptPay proxy: a mobile number, a national id or a wallet.
        ThPromptpay = "th_promptpay",
        /// Payment card number.
        CardPan = "card_pan",
        /// Address on an Ethereum-like chain, EIP-55.
        EvmAddress = "evm_address",
        /// Address on Solana.
        SolanaAddress = "solana_address",
        /// QR reference of a Swiss QR-bill.
        ChQr = "ch_qr",
        /// Creditor reference, ISO 11649.
        Rf = "rf",
        /// Email address.
        Email = "email",
        /// Phone number, ITU-T E.164.
        E164 = "e164",
        /// Legal entity identifier, ISO 17442.
        Lei = "lei",
        /// SSN, ITIN or EIN.
        UsTin = "us_tin",
        /// Social security number.
        UsSsn = "us_ssn",
        /// Employer identification number.
        UsEin = "us_ein",
        /// Individual taxpayer identification number.
        UsItin = "us_itin",
        /// Unique taxpayer reference.
        GbUtr = "gb_utr",
        /// CPF or CNPJ.
        BrTaxId = "br_tax_id",
        /// Cadastro de Pessoas Físicas.
        BrCpf = "br_cpf",
        /// Cadastro Nacional da Pessoa Jurídica, numeric or alphanumeric.
        BrCnpj = "br_cnpj",
        /// Social insurance number.
        CaSin = "ca_sin",
        /// Australian business number.
        AuAbn = "au_abn",
        /// Australian company number.
        AuAcn = "au_acn",
        /// Australian tax file number.
        AuTfn = "au_tfn",
        /// Permanent account number.
        InPan = "in_pan",
        /// Goods and services tax number.
        InGstin = "in_gstin",
        /// Registro Federal de Contribuyentes.
        MxRfc = "mx_rfc",
        /// Clave Única de Registro de Población.
        MxCurp = "mx_curp",
        /// Clave Única de Identificación Tributaria, or the labour one.
        ArCuit = "ar_cuit",
        /// Rol Único Tributario.
        ClRut = "cl_rut",
        /// Número de Identificación Tributaria.
        CoNit = "co_nit",
        /// Registro Único de Contribuyentes.
        PeRuc = "pe_ruc",
        /// Numer identyfikacji podatkowej.
        PlNip = "pl_nip",
        /// National registration identity card, or FIN of a foreigner.
        SgNric = "sg_nric",
        /// Unique entity number.
        SgUen = "sg_uen",
        /// Thai national identification number.
        ThNationalId = "th_national_id",
        /// T.C. kimlik numarası, of a person.
        TrTckn = "tr_tckn",
        /// Vergi kimlik numarası, of a company.
        TrVkn = "tr_vkn",
        /// Business registration number.
        KrBrn = "kr_brn",
        /// Corporate number.
        JpCorporateNumber = "jp_corporate_number",
        /// South African identity number.
        ZaId = "za_id",
        /// VAT number of an EU state or the United Kingdom, its prefix included.
        EuVat = "eu_vat",
        /// Tax number of a person or a company of an EU state; the country says which.
        EuTin = "eu_tin",
    }
}
