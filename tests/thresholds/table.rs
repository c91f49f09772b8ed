//! The table, and how it is asked.

use payout_rules::date::parse_moment;
use payout_rules::money::CurrencyCode;
use payout_rules::value::read;
use payout_rules::{Engine, wire};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// With what is off by default switched on.
pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let off: BTreeSet<&str> = ROWS.iter().filter(|row| row.off).map(|row| row.gate).collect();
    let on = |id: &&str| json!({ "id": id, "enabled": true, "source": "test" });
    let overlay = json!({ "gates": off.iter().map(on).collect::<Vec<_>>() }).to_string();
    Engine::new(Some(&read(&overlay).unwrap())).unwrap()
});
pub static DEFAULT: LazyLock<Engine> = LazyLock::new(|| Engine::new(None).unwrap());
pub static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = include_str!("../vectors/thresholds.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).map(Row::of).collect()
});

/// A figure, and whether only more than it crosses it.
pub type Bound = (Decimal, bool);

/// A line of the table.
#[derive(Debug)]
pub struct Row {
    pub gate: &'static str,
    pub payee: &'static str,
    pub amount: Bound,
    pub currency: &'static str,
    pub count: Option<Bound>,
    pub either: bool,
    pub days: [Option<&'static str>; 2],
    pub moments: [Option<&'static str>; 2],
    pub does: &'static str,
    pub rate: Option<Decimal>,
    pub off: bool,
    pub opens: &'static str,
}

impl Row {
    fn of(line: &'static str) -> Row {
        let cells: Vec<&str> = line.split('\t').collect();
        let [gate, payee, amount, count, joined, from, until, first, last, does, opens] = cells[..]
        else {
            panic!("{line}")
        };
        let some = |cell: &'static str| (cell != "-").then_some(cell);
        let bound = |cell: &str| {
            let words: Vec<&str> = cell.split(' ').collect();
            assert!(["over", "from"].contains(&words[0]), "{line}");
            (words[1].parse().unwrap(), words[0] == "over")
        };
        let (does, off) = match does.strip_suffix(" off") {
            Some(does) => (does, true),
            None => (does, false),
        };
        let (does, rate) =
            does.split_once(' ').map_or((does, None), |(does, rate)| (does, Some(rate)));
        Row {
            gate,
            payee,
            amount: bound(amount),
            currency: amount.rsplit(' ').next().unwrap(),
            count: some(count).map(bound),
            either: joined == "any",
            days: [some(from), some(until)],
            moments: [some(first), some(last)],
            does,
            rate: rate.map(|rate| rate.parse().unwrap()),
            off,
            opens: some(opens).unwrap_or_default(),
        }
    }

    pub fn says(&self, key: &str) -> Option<&'static str> {
        let mut words = self.payee.split(' ').filter_map(|word| word.split_once('='));
        words.find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    /// Whether a payout is measured by itself.
    pub fn by_payout(&self) -> bool {
        self.payee.ends_with(" payout")
    }

    /// A payee it is about, who has nothing that opens a gate.
    pub fn stranger(&self) -> Value {
        json!({
            "payee_id": "p", "country": self.says("country"), "region": self.says("region"),
            "type": self.says("type").unwrap_or("individual"), "kyc": { "level": "none" },
            "activity": self.says("activity"), "tax": { "income_source": self.says("source") },
        })
    }

    pub fn fires(&self) -> bool {
        self.does == "hold" || self.does == "withhold"
    }

    pub fn is_on(&self, at: &str) -> bool {
        let [first, last] = self.moments.map(|moment| moment.map(|at| parse_moment(at).unwrap()));
        let at = parse_moment(at).unwrap();
        first.is_none_or(|first| first <= at) && last.is_none_or(|last| at <= last)
    }

    pub fn is_crossed(&self, amount: Decimal, count: usize) -> bool {
        let crosses =
            |value: Decimal, (bound, strict): Bound| value > bound || !strict && value == bound;
        let by_amount = crosses(amount, self.amount);
        match self.count {
            None => by_amount,
            Some(bound) if self.either => by_amount || crosses(count.into(), bound),
            Some(bound) => by_amount && crosses(count.into(), bound),
        }
    }

    /// The smallest step of its currency.
    pub fn unit(&self) -> Decimal {
        let currency = ENGINE.rulebook().currency(CurrencyCode::parse(self.currency).unwrap());
        Decimal::new(1, currency.unwrap().minor_units())
    }

    /// A moment at which it counts.
    pub fn moment(&self) -> &'static str {
        let now = "2026-05-22T15:04:00Z";
        let [first, last] = self.moments;
        if self.is_on(now) { now } else { first.or(last).unwrap() }
    }
}

/// The gate's answer to a payout with which so many come to so much, all at that moment.
pub fn ask(
    engine: &Engine,
    row: &Row,
    mut payee: Value,
    sum: Decimal,
    count: usize,
    at: &str,
) -> Value {
    let unit = row.unit();
    let rest = unit * Decimal::from(count - 1);
    let money = |value: Decimal| json!({ "value": value.to_string(), "currency": row.currency });
    // The first of them is the greatest; the last is asked about.
    let mut payouts = vec![money(sum - rest)];
    payouts.extend((1..count).map(|_| money(unit)));
    let amount = payouts.pop().unwrap();
    let payouts: Vec<Value> =
        payouts.into_iter().map(|amount| json!({ "at": at, "amount": amount })).collect();
    payee["history"] = json!({ "since": "1950-01-01T00:00:00Z", "payouts": payouts });
    let request =
        json!({ "payee": payee, "amount": amount, "method": row.says("method"), "at": at });
    let text = request.to_string();
    let answer = wire::gate(engine, &read(&text).unwrap());
    serde_json::from_str(&answer).unwrap()
}

/// What the gate itself says: that it holds or withholds.
pub fn reason<'a>(answer: &'a Value, gate: &str) -> Option<&'a Value> {
    let reasons = answer["reasons"].as_array().unwrap_or_else(|| panic!("{answer}"));
    let mut own = reasons.iter().filter(|reason| reason["params"]["gate"] == gate);
    own.find(|reason| ["gate_hold", "gate_withhold"].iter().any(|code| reason["code"] == *code))
}
