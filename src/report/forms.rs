//! The forms that a report can be for: data, with sources. What makes a payee reportable is not
//! here: that is the gates of the rulebook.

use crate::rulebook::{IdentifierKind, Period};
use crate::words::words;

words! {
    /// What is reported, and to whom.
    ReportForm {
        /// US Form 1099-K: what a third-party network settled.
        Form1099K = "1099k",
        /// US Form 1099-NEC: what was paid for work.
        Form1099Nec = "1099nec",
        /// The EU's report of platform sellers, Directive (EU) 2021/514.
        Dac7 = "dac7",
    }
}

words! {
    /// What is needed to file, by its field of a payee.
    Wanted {
        /// Of everyone.
        Name = "name",
        /// Of everyone.
        Address = "address",
        /// The state.
        Region = "region",
        /// Of everyone.
        Tin = "tin",
        /// Who issued it.
        TinCountry = "tin_country",
        /// What they are paid for.
        Activity = "activity",
        /// Of a natural person.
        BirthDate = "birth_date",
        /// Of a company or another body.
        RegistrationNumber = "registration_number",
        /// Of one who rents out property, with its country.
        Property = "property",
    }
}

/// What a form asks.
#[derive(Debug)]
pub struct Form {
    /// Which.
    pub form: ReportForm,
    /// The id of its gate, with which the ids of others begin: `eu.dac7`, `eu.dac7.services`.
    pub gate: &'static str,
    /// The parts of the year it asks.
    pub split: Option<Period>,
    /// Whether its gates measure what is left after fees and tax, or the gross.
    pub net: bool,
    /// Of a form with lines of US states, with what the ids of their gates end: `us.ma.1099k`.
    pub states: Option<&'static str>,
    /// Whether property that is let is reported where it is, wherever its owner is taxed.
    pub where_let: bool,
    /// Whose tax number it wants.
    pub tin: IdentifierKind,
    /// The law by which tax withheld makes a payee reportable whatever the amount, if one does.
    pub withheld: Option<&'static str>,
    /// What is needed to file.
    pub wants: &'static [Wanted],
}

/// Every form.
pub static FORMS: &[Form] = &[
    Form {
        form: ReportForm::Form1099K,
        gate: "us.1099k",
        split: Some(Period::Month),
        net: false,
        states: Some(".1099k"),
        where_let: false,
        tin: IdentifierKind::UsTin,
        // docs/reports.md has the pages on which that was read.
        withheld: Some("IRC 3406"),
        wants: &[Wanted::Name, Wanted::Address, Wanted::Region, Wanted::Tin],
    },
    Form {
        form: ReportForm::Form1099Nec,
        gate: "us.1099nec",
        split: None,
        net: false,
        states: Some(".1099nec"),
        where_let: false,
        tin: IdentifierKind::UsTin,
        withheld: Some("IRC 3406"),
        wants: &[Wanted::Name, Wanted::Address, Wanted::Region, Wanted::Tin],
    },
    // https://numismatica.delcampe.es/es/help-center/article/12686173731730-mas-detalles-sobre-la-dac7 ;
    // https://bdo.nl/en-gb/insights/what-is-dac7
    Form {
        form: ReportForm::Dac7,
        gate: "eu.dac7",
        split: Some(Period::Quarter),
        net: true,
        states: None,
        where_let: true,
        tin: IdentifierKind::EuTin,
        withheld: None,
        wants: &[
            Wanted::Name,
            Wanted::Address,
            Wanted::Tin,
            Wanted::TinCountry,
            Wanted::Activity,
            Wanted::BirthDate,
            Wanted::RegistrationNumber,
            Wanted::Property,
        ],
    },
];

impl Form {
    /// What is known of a form.
    pub fn of(form: ReportForm) -> Option<&'static Form> {
        FORMS.iter().find(|known| known.form == form)
    }
}
