//! The engine's answer beside the oracle's, and what was met on the way.

use crate::book::{Book, Currency, KINDS};
use crate::draw::Request;
use crate::exact::{Exact, Mode, Place};
use crate::model::{Bearer, FEE_EXCEEDS, Line, Quote, TOO_LARGE, Work, mid};
use serde_json::Value;
use std::collections::BTreeMap;

/// What is different, with all that is needed to ask again.
pub fn compare(request: &Request, answer: &str, currencies: &[Currency]) -> Result<(), String> {
    let outcome = &request.outcome;
    let codes: Vec<&str> =
        answer.split("\"code\":\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let codes = codes.join(" ");
    // Where it is in doubt whether a number has a place, it may be refused.
    let doubt = outcome.place == Place::Doubtful && codes == TOO_LARGE;
    if doubt && answer.starts_with(REFUSED) && !answer.contains(QUOTED) {
        return Ok(());
    }
    let (expected, issues) = match &outcome.quote {
        Ok(quote) => {
            quote.assert_adds_up(&request.terms, request.receive);
            (told(quote, request, currencies), if quote.capped { "fee_capped" } else { "" })
        }
        Err(code) => (REFUSED.to_owned(), *code),
    };
    if codes == issues && answer.starts_with(&expected) {
        return Ok(());
    }
    let read: Value = serde_json::from_str(answer).unwrap();
    let oracle: Value = serde_json::from_str(&format!("{expected}}}")).unwrap();
    let members = ["ok", "debit", "convertible", "fee", "fx", "receive", "residue"];
    let differ: Vec<&str> =
        members.into_iter().filter(|name| read.get(name) != oracle.get(name)).collect();
    let Request { text, method, terms, edge, .. } = request;
    let prices: Vec<String> =
        terms.prices.iter().map(|price| crate::book::shown(price, currencies)).collect();
    Err(format!(
        "{differ:?} differ; rounding {:?}, rates of {} digits, a markup of {} bps, drawn as {edge}, {}\n \
         request {text}\n prices [{}]\n engine {answer}\n oracle {expected}}} issues: {issues}\n",
        terms.mode,
        terms.rate_digits,
        terms.markup_bps,
        method.kind,
        prices.join(", "),
    ))
}

/// How an answer begins that is refused, and what it then has not.
const REFUSED: &str = "{\"ok\":false";
const QUOTED: &str = "\"debit\":";

/// The answer up to its time to live.
fn told(quote: &Quote, request: &Request, currencies: &[Currency]) -> String {
    let terms = &request.terms;
    let value = |value: String, currency: usize| {
        format!(r#"{{"value":"{value}","currency":"{}"}}"#, currencies[currency].code)
    };
    let money = |amount: &Exact, currency: usize| {
        let whole = amount.rounded(i64::from(currencies[currency].decimals), Mode::Down);
        assert_eq!(whole, *amount, "the oracle tells parts of a unit");
        value(whole.text(), currency)
    };
    let plain = |number: &Exact| number.normalized().text();
    let (own, other) = (terms.source, terms.payout);
    let line = |line: &Line| {
        let by = if line.by_sender { "sender" } else { "recipient" };
        let (price, amount) = (terms.prices[line.price], money(&line.amount, own));
        let priced_in = mid(terms.rates.as_ref(), price.currency, own)
            .filter(|_| price.currency != own)
            .map(|mid| {
                let code = &currencies[price.currency].code;
                format!(r#","priced_in":{{"currency":"{code}","mid":"{}"}}"#, plain(&mid))
            });
        let priced_in = priced_in.unwrap_or_default();
        format!(r#"{{"id":"{}","borne_by":"{by}","amount":{amount}{priced_in}}}"#, price.id)
    };
    let lines: Vec<String> = quote.lines.iter().map(line).collect();
    let fx = quote.fx.as_ref().map(|fx| {
        let (rate, mid, bps) = (plain(&fx.rate), plain(&fx.mid), terms.markup_bps);
        let (margin, day) = (money(&fx.margin, other), &request.day);
        let times = format!(r#""at":"{day}T12:00:00Z","expires_at":"{day}T12:15:00Z""#);
        format!(
            r#","fx":{{"rate":"{rate}","mid":"{mid}","markup_bps":{bps},"margin":{margin},{times}}}"#
        )
    });
    format!(
        r#"{{"ok":true,"debit":{},"convertible":{},"fee":{{"total":{},"lines":[{}]}}{},"receive":{},"residue":{}"#,
        money(&quote.debit, own),
        money(&quote.convertible, own),
        money(&quote.fee, own),
        lines.join(","),
        fx.unwrap_or_default(),
        money(&quote.receive, other),
        value(plain(&quote.residue), other),
    )
}

/// How many quotes of each kind there were.
#[derive(Debug, Default)]
pub struct Counts(BTreeMap<(&'static str, &'static str), usize>);

impl Counts {
    fn count(&mut self, group: &'static str, name: &'static str) {
        *self.0.entry((group, name)).or_default() += 1;
    }

    pub fn add(&mut self, request: &Request, answer: &str, book: &Book) {
        let (terms, outcome) = (&request.terms, &request.outcome);
        let quote = match &outcome.quote {
            Ok(quote) => quote,
            Err(code) if *code == FEE_EXCEEDS && request.receive => {
                let left_open = outcome.place == Place::Doubtful && !answer.contains(FEE_EXCEEDS);
                let name = if left_open { "too large to search" } else { "no amount leaves it" };
                return self.count("refused", name);
            }
            Err(code) => return self.count("refused", code),
        };
        if outcome.place == Place::Doubtful {
            let quoted = answer.contains(QUOTED);
            self.count("in doubt", if quoted { "quoted" } else { "refused" });
        }
        if !answer.contains(QUOTED) {
            return self.count("refused", "amount_too_large, in doubt");
        }
        self.count("all", "quoted");
        self.count("target", if request.receive { "receive" } else { "send" });
        self.count(
            "bearer",
            match terms.bearer {
                Bearer::Sender => "sender",
                Bearer::Recipient => "recipient",
                Bearer::Shared => "shared",
            },
        );
        self.count(
            "rounding",
            match book.mode {
                Mode::HalfEven => "half even",
                Mode::HalfUp => "half up",
                _ => "down",
            },
        );
        self.count("rate found", request.found);
        self.count("tiers", request.method.kind);
        self.count("amount drawn as", request.edge);
        let charges = ["none", "one", "two", "three"];
        self.count("charges", charges[terms.prices.len() - 1]);
        self.happened(request, quote);
    }

    /// What the prices and the roundings came to.
    fn happened(&mut self, request: &Request, quote: &Quote) {
        let terms = &request.terms;
        let Some(work) = Work::new(terms) else { return };
        for priced in &work.priced {
            let (raw, fee) = (work.raw(priced, &quote.gross), work.bounded(priced, &quote.gross));
            let price = priced.price;
            let own = |amount: &Exact| amount * &priced.mid;
            if raw != fee {
                self.count("line", if raw < fee { "raised to the minimum" } else { "capped" });
            }
            if [&price.min, &price.max].into_iter().flatten().any(|bound| own(bound) == raw) {
                self.count("line", "meets minimum or cap exactly");
            }
            if price.tiers.iter().any(|tier| own(&tier.over) == quote.gross) {
                self.count("line", "of an amount where a tier ends exactly");
            }
            if price.tiers.iter().any(|tier| own(&tier.over) < quote.gross) {
                self.count("line", "reaches a tier");
            }
            if price.currency != terms.source {
                self.count("line", "in another currency");
            }
            if fee.is_half(terms.source_decimals) {
                self.count("exact halves", "fee");
            }
        }
        if quote.capped {
            self.count("line", "cut by percent_max");
        }
        let Some(fx) = &quote.fx else { return };
        if !request.receive && (&quote.convertible * &fx.rate).is_half(terms.payout_decimals) {
            self.count("exact halves", "receive");
        }
        if (&quote.convertible * &(&fx.mid - &fx.rate)).is_half(terms.payout_decimals) {
            self.count("exact halves", "margin");
        }
    }

    pub fn print(&self) {
        let mut last = "";
        for ((group, name), count) in &self.0 {
            if *group != last {
                println!("{group}");
            }
            println!("  {count:>8}  {name}");
            last = group;
        }
    }

    /// Counts what another has counted.
    pub fn merge(&mut self, other: Counts) {
        for (kind, count) in other.0 {
            *self.0.entry(kind).or_default() += count;
        }
    }

    fn of(&self, group: &str) -> usize {
        self.0.iter().filter(|((of, _), _)| *of == group).map(|(_, count)| count).sum()
    }

    fn at_least(&self, group: &'static str, name: &'static str, least: usize) {
        let count = self.0.get(&(group, name)).copied().unwrap_or_default();
        assert!(count >= least, "{group}, {name}: {count} of {least}");
    }

    /// That no kind was left out.
    pub fn assert_met(&self, total: usize) {
        self.at_least("all", "quoted", total / 10 * 9);
        assert!(self.of("refused") + self.of("all") == total);
        for (group, names, share) in [
            ("target", &["send", "receive"][..], 3),
            ("bearer", &["sender", "recipient", "shared"], 5),
            ("rounding", &["half even", "half up", "down"], 5),
            ("rate found", &["direct", "inverse", "cross"], 5),
            ("tiers", &KINDS, 6),
            ("charges", &["none", "one", "two", "three"], 20),
            ("amount drawn as", &["any"], 5),
            ("amount drawn as", &["tier", "minimum", "cap"], 100),
            (
                "amount drawn as",
                &["percent_max", "half a unit of fee", "half a unit received"],
                200,
            ),
            ("amount drawn as", &["one unit", "the greatest"], 2_000),
            ("line", &["raised to the minimum", "capped", "reaches a tier"], 20),
            ("line", &["in another currency"], 5),
            ("line", &["cut by percent_max"], 50),
            ("line", &["meets minimum or cap exactly"], 1_000),
            ("line", &["of an amount where a tier ends exactly"], 500),
            ("exact halves", &["fee", "receive"], 500),
            ("exact halves", &["margin"], 2_000),
        ] {
            for name in names {
                self.at_least(group, name, total / share);
            }
        }
        let codes = [FEE_EXCEEDS, "no amount leaves it", "receive_nothing"];
        for code in codes.into_iter().chain([TOO_LARGE, "fx_missing"]) {
            self.at_least("refused", code, total / 5_000);
        }
        let doubted = self.0.get(&("in doubt", "refused")).copied().unwrap_or_default();
        assert!(doubted <= total / 500, "{doubted} refused for numbers that may have a place");
    }
}
