//! Which method reaches which country in which currency, or the row that keeps it closed.

use crate::collect::{Listed, joined};
use crate::country::Country;
use crate::date::{AsOf, Date};
use crate::issue::{Code, Issue, Severity};
use crate::plan::RulebookName;
use crate::route::{Shut, carrier, carries, limit_on, open_country, reaches, shut_code};
use crate::rulebook::{CountryRow, Finding, Method, PayeeType, Rail, Rulebook};
use crate::value::{Fields, Need, Path, Value, as_of, country};
use crate::words::words;
use serde::{Serialize, Serializer};
use std::fmt;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct CoverageRequest {
    /// When.
    pub at: AsOf,
    /// To payees of this type; without it, of any type.
    pub kind: Option<PayeeType>,
    /// To this country; without it, to every one.
    pub country: Option<Country>,
}

words! {
    /// How a method stands for payees in a country.
    CellStatus {
        /// It pays a payee whose data is complete, up to the rail's limits.
        Open = "open",
        /// A row says that it does not.
        Closed = "closed",
        /// A rail goes there, but what else it needs is not known, so it is closed.
        Unknown = "unknown",
    }
}

/// A cell of the matrix. `"*"` is every currency or every method that no earlier cell of the
/// country is about: the first cell that fits counts.
#[derive(Debug, Clone, Serialize)]
pub struct Cell<'r> {
    /// Where payees are paid.
    pub country: Country,
    /// What they receive.
    pub currency: &'r str,
    /// How.
    pub method: &'r str,
    /// Whether that goes.
    pub status: CellStatus,
    /// The row that opens or closes it.
    pub by: RowName<'r>,
    /// Why it is not open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Code>,
}

/// A row by its table and id; shown as `rails/us_rtp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowName<'r> {
    /// The table.
    pub table: &'static str,
    /// The row.
    pub id: &'r str,
}

impl fmt::Display for RowName<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.table)?;
        out.write_str("/")?;
        out.write_str(self.id)
    }
}

impl Serialize for RowName<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How large the matrix is, and how many of its cells are what, with `"*"` counted out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names of the tables and of the states")]
pub struct CoverageCounts {
    pub countries: usize,
    /// Countries with an open cell or more.
    pub countries_open: usize,
    /// Currencies that some rail carries.
    pub currencies: usize,
    pub methods: usize,
    pub open: usize,
    pub closed: usize,
    pub unknown: usize,
}

/// The matrix of countries, currencies and methods.
#[derive(Debug, Clone, Serialize)]
pub struct Coverage<'r> {
    /// When; `null` when the request could not be read.
    pub at: Option<AsOf>,
    /// By country, in the order of their codes; of each the methods in the rulebook's order.
    pub cells: Vec<Cell<'r>>,
    /// All of them counted.
    pub counts: CoverageCounts,
    /// By which rulebook.
    pub rulebook: RulebookName<'r>,
    /// What is wrong with the request.
    pub issues: Vec<Issue>,
}

/// Reads `{ at?, type?, country? }`, or every issue it has. Without `at` the day on which the
/// rulebook's facts were looked up is meant.
pub fn decode_coverage_request(
    value: &Value,
    rulebook: &Rulebook,
) -> Result<CoverageRequest, Vec<Issue>> {
    let mut request = CoverageRequest { at: AsOf::Day(rulebook.as_of), kind: None, country: None };
    if matches!(value, Value::Null) {
        return Ok(request);
    }
    let mut issues = Vec::new();
    if let Some(mut fields) = Fields::open(value, Path::root(), &mut issues) {
        let at = fields.take("at", Need::Optional, &mut issues, as_of);
        request.at = at.unwrap_or(request.at);
        request.kind = fields.word::<PayeeType>("type", Need::Optional, &mut issues);
        request.country = fields.take("country", Need::Optional, &mut issues, country);
        fields.finish(&mut issues);
    }
    if issues.is_empty() { Ok(request) } else { Err(issues) }
}

/// The answer to a request that could not be read.
pub fn no_coverage(rulebook: &Rulebook, issues: Vec<Issue>) -> Coverage<'_> {
    let counts = CoverageCounts::default();
    Coverage { at: None, cells: Vec::new(), counts, rulebook: RulebookName::of(rulebook), issues }
}

/// The matrix as it is then.
pub fn coverage<'r>(rulebook: &'r Rulebook, request: &CoverageRequest) -> Coverage<'r> {
    let day = request.at.day(None);
    let mut matrix = Matrix { rulebook, day, kind: request.kind, cells: Vec::new() };
    let mut counts = CoverageCounts {
        currencies: rulebook.currencies.iter().filter(|row| is_carried(rulebook, row)).count(),
        methods: rulebook.methods.len(),
        ..CoverageCounts::default()
    };
    for row in &rulebook.countries {
        if request.country.is_some_and(|country| country != row.country) {
            continue;
        }
        let first = matrix.cells.len();
        matrix.country(row);
        let own = || matrix.cells.iter().skip(first);
        let count = |status| own().filter(|cell| cell.status == status).count();
        let open = count(CellStatus::Open);
        counts.countries += 1;
        counts.countries_open += usize::from(open > 0);
        counts.open += open;
        counts.unknown += count(CellStatus::Unknown);
    }
    let all = counts.countries * counts.currencies * counts.methods;
    counts.closed = all.saturating_sub(counts.open + counts.unknown);
    let rulebook = RulebookName::of(rulebook);
    Coverage { at: Some(request.at), cells: matrix.cells, counts, rulebook, issues: Vec::new() }
}

fn is_carried(rulebook: &Rulebook, row: &crate::rulebook::CurrencyRow) -> bool {
    rulebook.rails.iter().any(|rail| rail.currencies.contains(&row.currency))
}

/// The cells as they are found.
struct Matrix<'r> {
    rulebook: &'r Rulebook,
    day: Date,
    kind: Option<PayeeType>,
    cells: Vec<Cell<'r>>,
}

/// The row that decides a cell, and why it is not open.
type Verdict<'r> = (CellStatus, RowName<'r>, Option<Code>);

const EVERY: &str = "*";

impl<'r> Matrix<'r> {
    fn add(&mut self, country: Country, currency: &'r str, method: &'r str, verdict: Verdict<'r>) {
        let (status, by, reason) = verdict;
        self.cells.push(Cell { country, currency, method, status, by, reason });
    }

    fn country(&mut self, row: &'r CountryRow) {
        let country = row.country;
        if let Err(issue) = open_country(self.rulebook, country, self.day) {
            let by = RowName { table: "countries", id: row.country.as_str() };
            return self.add(country, EVERY, EVERY, closed(by, issue.code));
        }
        for method in self.rulebook.methods.iter().filter(|method| reaches(method, country)) {
            self.method(row, method);
        }
        let by = RowName { table: "methods", id: EVERY };
        self.add(country, EVERY, EVERY, closed(by, Code::MethodNotInCountry));
    }

    fn method(&mut self, row: &'r CountryRow, method: &'r Method) {
        let (country, day, rulebook) = (row.country, self.day, self.rulebook);
        let rails = || method.rails.iter().map(AsRef::as_ref);
        let usual = || rails().find_map(|rail: &Rail| rail.currencies.first().copied());
        let Some(own) = row.currency.or_else(usual) else { return };
        let rest = match carrier(rulebook, method, Some(country), own, day) {
            Ok(rail) => closed(rail_name(rail), Code::CurrencyNotServed),
            Err(Shut::Rail(rail)) => closed(rail_name(rail), shut_code(&rail.meta)),
            Err(Shut::NotYet(rail)) => closed(rail_name(rail), Code::RailNotInForce),
            Err(Shut::Method) => {
                let by = RowName { table: "methods", id: &method.id };
                closed(by, shut_code(&method.meta))
            }
            Err(Shut::NotThere) => return,
        };
        let unknown = self.what_is_unknown(method, country);
        for rail in rails() {
            for currency in &rail.currencies {
                // Of rails that carry the same, the route takes one.
                let taken = carrier(rulebook, method, Some(country), *currency, day);
                let is_taken = taken.is_ok_and(|taken| std::ptr::eq(taken, rail));
                if is_taken && carries(rulebook, rail, Some(country), *currency) {
                    let verdict = self.verdict(rail, *currency, unknown);
                    self.add(country, currency.code(), &method.id, verdict);
                }
            }
        }
        self.add(country, EVERY, &method.id, rest);
    }

    /// What the rulebook lacks for any payout by the method to the country.
    fn what_is_unknown(&self, method: &Method, country: Country) -> Option<Code> {
        let (rulebook, day) = (self.rulebook, self.day);
        let is_priced = || {
            rulebook.fees.iter().any(|fee| {
                fee.meta.holds(day)
                    && fee.methods.includes(&method.id)
                    && fee.countries.includes(&country)
            })
        };
        if rulebook.account_form(method, country, day).is_none() {
            Some(Code::AccountFormUnknown)
        } else {
            (!is_priced()).then_some(Code::FeeUnknown)
        }
    }

    fn verdict(
        &self,
        rail: &'r Rail,
        currency: crate::money::Currency,
        unknown: Option<Code>,
    ) -> Verdict<'r> {
        let by = rail_name(rail);
        let pays = |kind: &PayeeType| rail.payee_types.includes(kind);
        if !self.rulebook.is_in_force(currency, self.day)
            && let Some(row) = self.rulebook.currency_row(currency.code)
        {
            let by = RowName { table: "currencies", id: row.currency.code() };
            return closed(by, Code::CurrencyNotInForce);
        }
        if self.kind.is_some_and(|kind| !pays(&kind)) {
            return closed(by, Code::PayeeTypeNotServed);
        }
        let payer = self.rulebook.settings.payer_type;
        if !rail.payer_types.includes(&payer) {
            return closed(by, Code::PayerTypeNotServed);
        }
        let lapsed = limit_on(rail, payer, currency, self.day).is_err();
        let lapsed = lapsed.then_some(Code::LimitUnknown);
        match unknown.or(lapsed) {
            Some(code) => (CellStatus::Unknown, by, Some(code)),
            None => (CellStatus::Open, by, None),
        }
    }
}

/// What the rulebook lacks for rails that are open: closed cells of the matrix that no row closes.
pub fn lint(rulebook: &Rulebook) -> Vec<Finding<'_>> {
    let mut lacks: Vec<Lack> = Vec::new();
    let request = CoverageRequest { at: AsOf::Day(rulebook.as_of), kind: None, country: None };
    for cell in coverage(rulebook, &request).cells {
        let Some(code) = cell.reason.filter(|_| cell.status == CellStatus::Unknown) else {
            continue;
        };
        let (row, method, country) = (cell.by.id, cell.method, cell.country);
        let is_same = |lack: &&mut Lack| (lack.row, lack.code, lack.method) == (row, code, method);
        match lacks.iter_mut().find(is_same) {
            // A country's cells stand together.
            Some(lack) if lack.countries.last() == Some(&country) => {}
            Some(lack) => lack.countries.push(country),
            None => lacks.push(Lack { row, code, method, countries: vec![country] }),
        }
    }
    lacks.into_iter().map(Lack::finding).listed()
}

/// What a rail lacks for a method, and in which countries.
struct Lack<'r> {
    row: &'r str,
    code: Code,
    method: &'r str,
    countries: Vec<Country>,
}

impl<'r> Lack<'r> {
    fn finding(self) -> Finding<'r> {
        let Lack { row, code, method, .. } = self;
        let countries: Vec<&str> = self.countries.iter().map(Country::as_str).listed();
        let countries = joined(&countries, ", ");
        let message = format!("{} for {method} to {countries}", lacking(code));
        let issue = Issue::new(code, message).param("table", "rails").param("row", row);
        let mut issue = issue.param("method", method).param("countries", countries);
        issue.severity = Severity::Warning;
        Finding { table: "rails", row, field: String::new(), issue }
    }
}

fn lacking(code: Code) -> &'static str {
    match code {
        Code::AccountFormUnknown => "no account form",
        Code::FeeUnknown => "no fee",
        _ => "no limit in force",
    }
}

fn closed(by: RowName, code: Code) -> Verdict {
    (CellStatus::Closed, by, Some(code))
}

fn rail_name(rail: &Rail) -> RowName<'_> {
    RowName { table: "rails", id: &rail.id }
}
