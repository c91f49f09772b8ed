//! Rulebooks to ask: prices of every kind, by a method each, and a markup for each day.

use crate::exact::{Exact, Mode};
use crate::model::{Price, Tier};
use crate::rng::Rng;
use payout_rules::Engine;
use payout_rules::value::read;
use serde_json::{Map, Value, json};

/// A currency that is in force on all days that are asked about.
#[derive(Debug)]
pub struct Currency {
    pub code: String,
    pub decimals: u32,
}

/// What one method costs.
#[derive(Debug)]
pub struct Method {
    pub id: String,
    /// How its tiers are, if it has any.
    pub kind: &'static str,
    /// One price for each currency that leaves, or one for all of them.
    pub fee: Vec<Price>,
    pub charges: Vec<Price>,
}

impl Method {
    /// Its prices for what leaves in that currency, in the order of the lines.
    pub fn prices(&self, source: usize) -> Vec<&Price> {
        let fee = self.fee.get(source).or(self.fee.first());
        fee.into_iter().chain(&self.charges).collect()
    }
}

#[derive(Debug)]
pub struct Book {
    pub engine: Engine,
    pub mode: Mode,
    pub rate_digits: i64,
    pub methods: Vec<Method>,
    /// The markup of each day from 1 January 2026.
    pub markups: Vec<i64>,
}

impl Book {
    /// One of them, seldom one that takes nearly all.
    pub fn method(&self, rng: &mut Rng) -> &Method {
        let (usual, steep) = self.methods.split_at(METHODS);
        let from = if rng.below(400) == 0 { steep } else { usual };
        rng.pick(from)
    }
}

/// What a method is that takes nearly all.
pub const STEEP: &str = "nearly all";
/// Of the fee, and of a charge.
const STEEP_PERMILLE: [(i64, i64); 3] = [(970, 0), (1_000, 0), (600, 500)];

pub const KINDS: [&str; 4] = ["no tiers", "whole, rising", "whole, falling", "marginal"];

/// What leaves on the first day of the year.
pub fn currencies() -> Vec<Currency> {
    let data = include_str!("../../src/rulebook/data/currencies.json");
    let table: Value = serde_json::from_str(data).unwrap();
    let rows = table["rows"].as_array().unwrap().iter();
    let counts = |row: &&Value| {
        let gone = row["until"].as_str().is_some_and(|until| until < "2026-12-31");
        let to_come = row["from"].as_str().is_some_and(|from| from > "2026-01-01");
        !gone && !to_come
    };
    rows.filter(counts)
        .map(|row| Currency {
            code: row["id"].as_str().unwrap().to_owned(),
            decimals: row["minor_units"].as_u64().unwrap() as u32,
        })
        .collect()
}

/// A percentage below `most`, often a short one.
fn percent(rng: &mut Rng, most: u32) -> Exact {
    match rng.below(7) {
        0 => Exact::zero(),
        1 => Exact::new(*rng.pick(&[1, 2, 4, 5, 8]), 1),
        2 => Exact::new(rng.between(1, 4) * 25, 2),
        3 => Exact::new(rng.between(1, i64::from(most)), 0),
        4 => Exact::new(*rng.pick(&[1, 2, 4, 5, 8, 10]), 0),
        _ => Exact::new(rng.below(most as usize * 10_000), 4),
    }
}

/// Minimum and cap, each there or not.
fn bounds(rng: &mut Rng, decimals: u32) -> (Option<Exact>, Option<Exact>) {
    let min = rng.chance(50).then(|| rng.amount(5, decimals));
    let max = rng.chance(50).then(|| {
        let over = rng.amount(7, decimals);
        min.iter().fold(over, |sum, min| &sum + min)
    });
    (min, max)
}

fn fixed(rng: &mut Rng, decimals: u32) -> Exact {
    if rng.chance(25) { Exact::new(0, decimals) } else { rng.amount(4, decimals) }
}

/// A price of that percentage, which a currency's place and decimals are told of.
fn price(
    rng: &mut Rng,
    id: &str,
    (currency, decimals): (usize, u32),
    kind: &str,
    percent: &Exact,
) -> Price {
    let (min, max) = bounds(rng, decimals);
    let mut price = Price {
        id: id.to_owned(),
        currency,
        fixed: fixed(rng, decimals),
        percent: percent.clone(),
        min,
        max,
        percent_max: None,
        tiers: Vec::new(),
        marginal: kind == "marginal",
    };
    if kind != "no tiers" {
        tiers(rng, &mut price, decimals, kind);
    }
    price
}

/// One to four.
fn tiers(rng: &mut Rng, price: &mut Price, decimals: u32, kind: &str) {
    let digits = rng.between(2, 5) as u32;
    let mut over = Exact::new(rng.digits(digits), decimals);
    let count = 1 + rng.below(4);
    let mut parts: Vec<(Exact, Exact)> =
        (0..count).map(|_| (fixed(rng, decimals), percent(rng, 30))).collect();
    parts.sort();
    for (place, (fixed, percent)) in parts.into_iter().enumerate() {
        let less = Exact::new(80 - 20 * place as i64, 2);
        let (fixed, percent) = match kind {
            "whole, rising" => (&price.fixed + &fixed, &price.percent + &percent),
            "whole, falling" => {
                let fixed = (&price.fixed * &less).rounded(i64::from(decimals), Mode::Down);
                (fixed, &price.percent * &less)
            }
            _ => (fixed, percent),
        };
        price.tiers.push(Tier { over: over.clone(), fixed, percent });
        let times = Exact::new(rng.between(11, 300), 1);
        over = (&over * &times).rounded(i64::from(decimals), Mode::Down);
        over = &over + &Exact::new(1, decimals);
    }
}

fn amounts(price: &Price) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("fixed".into(), price.fixed.text().into());
    for (name, bound) in [("min", &price.min), ("max", &price.max)] {
        map.insert(name.into(), bound.as_ref().map(Exact::text).into());
    }
    let tiers = price.tiers.iter().map(|tier| {
        json!({ "over": tier.over.text(), "fixed": tier.fixed.text(),
                "percent": tier.percent.text() })
    });
    let tiers: Vec<Value> = tiers.collect();
    if !tiers.is_empty() {
        map.insert("tiers".into(), tiers.into());
        let mode = if price.marginal { "marginal" } else { "whole" };
        map.insert("tiers_are".into(), mode.into());
    }
    map
}

fn row(mut map: Map<String, Value>, more: Value) -> Value {
    let meta = json!({ "from": null, "until": null, "source": "drawn", "confidence": "platform" });
    for part in [meta, more] {
        for (key, value) in part.as_object().unwrap() {
            map.entry(key).or_insert_with(|| value.clone());
        }
    }
    map.into()
}

fn fee_row(method: &Method, currencies: &[Currency], all: bool) -> Value {
    let first = &method.fee[0];
    let mut map = Map::new();
    if let Some(percent) = &first.percent_max {
        map.insert("percent_max".into(), percent.text().into());
    }
    let code = |price: &Price| currencies[price.currency].code.clone();
    if all {
        map.extend(amounts(first));
        map.insert("currency".into(), code(first).into());
        map.insert("currencies".into(), json!(["*"]));
    } else {
        let prices = method.fee.iter().map(|price| {
            let mut map = amounts(price);
            map.insert("currency".into(), code(price).into());
            map.into()
        });
        map.insert("prices".into(), prices.collect::<Vec<Value>>().into());
    }
    let id = &method.id;
    row(
        map,
        json!({ "id": id, "methods": [id], "countries": ["*"], "percent": first.percent.text() }),
    )
}

fn rule(method: &Method, charge: &Price, currencies: &[Currency]) -> Value {
    let mut then = amounts(charge);
    then.insert("effect".into(), "charge".into());
    then.insert("percent".into(), charge.percent.text().into());
    then.insert("currency".into(), currencies[charge.currency].code.clone().into());
    let when = json!({ "fact": "payout.method", "is": method.id });
    row(Map::new(), json!({ "id": charge.id, "title": "Charged", "when": when, "then": then }))
}

/// A method, the fee of which is in the currency that leaves or in one for all.
fn method(rng: &mut Rng, number: usize, kind: &'static str, currencies: &[Currency]) -> Method {
    let id = format!("oracle_{number}");
    let any = rng.below(currencies.len());
    let own = number < OWN;
    let (share, most) = (percent(rng, 30), percent(rng, 60));
    let most = (rng.chance(30) && !most.is_zero()).then_some(most);
    let places = if own { 0..currencies.len() } else { any..any + 1 };
    let priced = |place: usize| {
        let unit = (place, currencies[place].decimals);
        Price { percent_max: most.clone(), ..price(rng, &id, unit, kind, &share) }
    };
    let fee = places.map(priced).collect();
    // Every other four have none.
    let charges = if (number / 4).is_multiple_of(2) { rng.below(4) } else { 0 };
    let charges = (0..charges).map(|place| {
        let currency = rng.below(currencies.len());
        let id = format!("{id}.charge_{place}");
        let (unit, share) = ((currency, currencies[currency].decimals), percent(rng, 10));
        let mut price = price(rng, &id, unit, "no tiers", &share);
        // A charge of nothing does not load.
        if share.is_zero() {
            price.fixed = rng.amount(4, unit.1);
        }
        price
    });
    let charges = charges.collect();
    Method { id, kind, fee, charges }
}

/// Methods with a price for each currency; the others have one for all.
const OWN: usize = 4;
const METHODS: usize = 16;
const DAYS: usize = 40;

/// A method that takes nearly all of an amount, all of it, or with its charge more.
fn steep(rng: &mut Rng, place: usize, currencies: &[Currency]) -> Method {
    let id = format!("oracle_steep_{place}");
    let currency = rng.below(currencies.len());
    let unit = (currency, currencies[currency].decimals);
    let mut price = |id: &str, permille: i64| {
        let price = price(rng, id, unit, KINDS[0], &Exact::new(permille, 1));
        Price { max: None, ..price }
    };
    let (fee, charge) = STEEP_PERMILLE[place];
    let fee = vec![price(&id, fee)];
    let charges = match charge {
        0 => Vec::new(),
        charge => vec![price(&format!("{id}.charge_0"), charge)],
    };
    Method { id, kind: STEEP, fee, charges }
}

pub fn book(rng: &mut Rng, mode: Mode, rate_digits: i64, currencies: &[Currency]) -> Book {
    let of = |number: usize| KINDS[number % KINDS.len()];
    let mut methods: Vec<Method> =
        (0..METHODS).map(|number| method(rng, number, of(number), currencies)).collect();
    methods.extend((0..STEEP_PERMILLE.len()).map(|number| steep(rng, number, currencies)));
    let markup = |rng: &mut Rng| match rng.below(4) {
        0 => *rng.pick(&[0, 1, 50, 100, 5_000, 9_999]),
        1 => rng.between(0, 9_999),
        _ => rng.between(0, 300),
    };
    let markups: Vec<i64> = (0..DAYS).map(|_| markup(rng)).collect();
    let fees = methods.iter().enumerate();
    let fees: Vec<Value> =
        fees.map(|(number, method)| fee_row(method, currencies, number >= OWN)).collect();
    let charged = methods.iter().flat_map(|method| {
        method.charges.iter().map(move |charge| rule(method, charge, currencies))
    });
    let fx = markups.iter().enumerate().map(|(day, bps)| {
        let day = crate::draw::day(day);
        json!({ "id": format!("oracle_{day}"), "currencies": ["*"], "markup_bps": bps,
            "from": day, "until": day, "source": "drawn", "confidence": "platform" })
    });
    let codes: Vec<&str> = currencies.iter().map(|currency| currency.code.as_str()).collect();
    let rail = json!({ "id": "oracle_rail", "name": "Every rail", "kind": "instant",
        "countries": ["*"], "currencies": codes, "payee_types": ["individual", "business"],
        "irrevocable": true, "limits": [],
        "timing": { "time_zone": "UTC", "calendar": null, "cutoff": null,
                    "earliest": { "minutes": 0 }, "latest": { "minutes": 1 } } });
    let ways = methods.iter().map(|method| {
        let id = &method.id;
        row(Map::new(), json!({ "id": id, "name": id, "kind": "bank", "rails": ["oracle_rail"] }))
    });
    let rounding = match mode {
        Mode::HalfEven => "half_even",
        Mode::HalfUp => "half_up",
        _ => "down",
    };
    let overlay = json!({ "version": "oracle-1",
        "settings": { "rounding": rounding, "rate_significant_digits": rate_digits },
        "rails": [row(Map::new(), rail)], "methods": ways.collect::<Vec<_>>(), "fees": fees,
        "rules": charged.collect::<Vec<_>>(), "fx": fx.collect::<Vec<_>>() });
    let overlay = overlay.to_string();
    let issues = |issues: Vec<_>| panic!("{:#?}", issues.first());
    let engine = Engine::new(Some(&read(&overlay).unwrap())).unwrap_or_else(issues);
    Book { engine, mode, rate_digits, methods, markups }
}

/// A price as a row says it.
pub fn shown(price: &Price, currencies: &[Currency]) -> String {
    let mut map = amounts(price);
    map.insert("id".into(), price.id.clone().into());
    map.insert("percent".into(), price.percent.text().into());
    map.insert("percent_max".into(), price.percent_max.as_ref().map(Exact::text).into());
    map.insert("currency".into(), currencies[price.currency].code.clone().into());
    Value::from(map).to_string()
}
