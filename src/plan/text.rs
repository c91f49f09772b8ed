//! The text of a plan and the hashes in it. The bytes are those that serde writes of the same data; most of a
//! decision's text hangs on no amount, so it is written once and copied.

use super::decision::{Counts, Decision, Plan, PlanOutcome};
use super::funding::Tally;
use super::plan_outcome;
use super::repeat::END;
use crate::hash::{Hash, Hasher};
use crate::json;
use crate::money::{Arithmetic, Money, MoneyError};
use serde::Serialize;
use std::fmt;
use std::mem::take;
use std::ops::Deref;

/// What the decisions by one way have in common, as text.
#[derive(Debug, PartialEq, Eq)]
pub struct WayText {
    /// Method and rail.
    method: String,
    /// The conversion, up to its margin and from there on.
    fx: Option<[String; 2]>,
    arrives: String,
    /// Over all of it.
    hash: Hash,
}

impl WayText {
    /// Of a decision that has a method.
    pub fn of(decision: &Decision) -> Self {
        let mut method = String::new();
        member(&mut method, "method", &decision.method);
        if decision.rail.is_some() {
            member(&mut method, "rail", &decision.rail);
        }
        let fx = decision.fx.as_ref().map(|fx| {
            let (rate, mid, bps) = (fx.rate.plain(), fx.mid.plain(), fx.markup_bps);
            [
                format!(",\"fx\":{{\"rate\":\"{rate}\",\"mid\":\"{mid}\",\"markup_bps\":{bps},\"margin\":"),
                format!(",\"at\":\"{}\",\"expires_at\":\"{}\"}}", fx.at, fx.expires_at),
            ]
        });
        let mut arrives = String::new();
        if decision.arrives.is_some() {
            member(&mut arrives, "arrives", &decision.arrives);
        }
        let hash = Hasher::default().text(&method).json(&fx).text(&arrives).finish();
        WayText { method, fx, arrives, hash }
    }
}

fn member(out: &mut String, key: &str, value: &impl Serialize) {
    if !out.ends_with('{') {
        out.push(',');
    }
    json::push_quoted(key, out);
    out.push(':');
    *out = json::append(take(out), value);
}

/// What every hash of a plan begins with: by which rules and when.
#[derive(Debug, Default)]
pub struct Seal {
    begins: Hash,
    /// Over the decisions so far.
    chain: Hash,
    /// Room that is used again.
    parts: Vec<u8>,
}

impl Seal {
    pub fn of(plan: &Plan) -> Self {
        let hasher = Hasher::default().text("decisions").json(&plan.rulebook).json(&plan.at);
        let begins = hasher.finish();
        Seal { begins, chain: begins, parts: Vec::with_capacity(512) }
    }

    /// Hashes a decision, and the decisions before it with it.
    pub fn decision(&mut self, decision: &mut Decision) {
        let parts = &mut self.parts;
        parts.clear();
        parts.extend_from_slice(self.begins.bytes());
        parts.extend_from_slice(&(decision.index as u64).to_le_bytes());
        for text in [decision.payee_id, decision.reference] {
            parts.push(u8::from(text.is_some()));
            parts.extend_from_slice(text.unwrap_or_default().as_bytes());
            parts.push(END);
        }
        parts.push(decision.outcome as u8);
        if let Some(fingerprint) = &decision.fingerprint {
            parts.extend_from_slice(fingerprint.hash().bytes());
        }
        parts.push(END);
        if let Some(way) = &decision.way {
            parts.extend_from_slice(way.hash.bytes());
        }
        parts.push(END);
        let margin = decision.fx.as_ref().map(|fx| fx.margin);
        let Decision { debit, fee, receive, withheld, .. } = *decision;
        for money in [debit, fee, margin, receive, withheld] {
            if let Some(money) = money {
                let (units, unit) = (money.signed_units(), money.currency());
                parts.extend_from_slice(&units.to_le_bytes());
                parts.extend_from_slice(unit.code().as_bytes());
            }
            parts.push(END);
        }
        if !decision.reasons.is_empty() || !decision.requires.is_empty() {
            let said = json::text(&(&decision.reasons, &decision.requires));
            parts.extend_from_slice(said.as_bytes());
        }
        let hash = Hash::over(parts);
        decision.hash = Some(hash);
        parts.clear();
        parts.extend_from_slice(self.chain.bytes());
        parts.extend_from_slice(hash.bytes());
        self.chain = Hash::over(parts);
    }

    /// Hashes what stands around the decisions, and them with it.
    pub fn plan(&self, plan: &mut Plan) {
        let around =
            (plan.batch_id, plan.outcome, plan.counts, &plan.totals, &plan.funding, &plan.issues);
        let hasher = Hasher::default().text("plan").json(&self.chain).json(&around);
        plan.hash = Some(hasher.finish());
    }
}

/// Bytes of a decision, as a guess.
const DECISION_BYTES: usize = 700;

/// The text of a plan while its decisions come.
#[derive(Debug, Default)]
pub struct Page {
    text: String,
    /// Bytes kept free for what stands before the decisions and is known after them.
    room: usize,
    seal: Seal,
    counts: Counts,
    pub tally: Tally,
}

impl Page {
    /// For so many decisions of a plan.
    pub fn of(plan: &Plan, count: usize) -> Self {
        // No other outcome is longer.
        let room = head(plan, PlanOutcome::Partial).len();
        let mut text = String::with_capacity(room + count * DECISION_BYTES);
        text.push_str(&" ".repeat(room));
        Page { text, room, seal: Seal::of(plan), ..Page::default() }
    }

    /// Seals a decision and writes it, if the totals can hold it.
    pub fn add(&mut self, decision: &mut Decision) -> Result<(), MoneyError> {
        self.tally.add(decision)?;
        self.counts.add(decision.outcome);
        self.seal.decision(decision);
        push_decision(decision, &mut self.text);
        Ok(())
    }

    /// For decisions that stand in lines of their own.
    pub fn lines(plan: &Plan) -> Self {
        Page { seal: Seal::of(plan), ..Page::default() }
    }

    /// The same as [`Page::add`], and ends the line.
    pub fn add_line(&mut self, decision: &mut Decision) -> Result<(), MoneyError> {
        self.add(decision)?;
        self.text.push('\n');
        Ok(())
    }

    /// What was written since the last time.
    pub fn take(&mut self) -> String {
        take(&mut self.text)
    }

    /// Closes the lines with what else there is to say of the plan.
    pub fn summary(mut self, plan: Plan, is_refused: bool) -> String {
        let plan = self.finish(plan, is_refused);
        self.text.push_str("{\"summary\":{");
        push_front(&plan, plan.outcome, &mut self.text);
        push_back(&plan, &mut self.text);
        self.text.push_str("}\n");
        self.text
    }

    fn finish<'p>(&mut self, mut plan: Plan<'p>, is_refused: bool) -> Plan<'p> {
        plan.counts = self.counts;
        plan.totals = take(&mut self.tally.totals);
        plan.outcome = plan_outcome(plan.counts, is_refused);
        self.seal.plan(&mut plan);
        plan
    }

    /// Writes what stands around the decisions.
    pub fn close(mut self, plan: Plan, is_refused: bool) -> PlanText {
        let plan = self.finish(plan, is_refused);
        let head = head(&plan, plan.outcome);
        let begins = self.room - self.room.min(head.len());
        self.text.replace_range(begins..self.room, &head);
        self.text.push(']');
        push_back(&plan, &mut self.text);
        PlanText { text: self.text, begins }
    }
}

/// The text of a plan.
#[derive(Debug)]
pub struct PlanText {
    text: String,
    /// Where it begins: what stands first is known last.
    begins: usize,
}

impl PlanText {
    /// Without what it borrows its place from.
    pub fn into_string(mut self) -> String {
        self.text.drain(..self.begins);
        self.text
    }
}

impl fmt::Display for PlanText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self)
    }
}

impl Deref for PlanText {
    type Target = str;

    fn deref(&self) -> &str {
        self.text.get(self.begins..).unwrap_or_default()
    }
}

/// Appends a decision.
fn push_decision(decision: &Decision, out: &mut String) {
    out.push_str(if out.ends_with('}') { ",{\"index\":" } else { "{\"index\":" });
    push_number(decision.index, out);
    out.push_str(",\"payee_id\":");
    match decision.payee_id {
        Some(payee_id) => json::push_quoted(payee_id, out),
        None => out.push_str("null"),
    }
    if let Some(reference) = decision.reference {
        out.push_str(",\"reference\":");
        json::push_quoted(reference, out);
    }
    out.push_str(",\"outcome\":\"");
    out.push_str(decision.outcome.as_str());
    out.push('"');
    if let Some(way) = &decision.way {
        push_way(decision, way, out);
    }
    if decision.reasons.is_empty() {
        out.push_str(",\"reasons\":[]");
    } else {
        member(out, "reasons", &decision.reasons);
    }
    if decision.requires.is_empty() {
        out.push_str(",\"requires\":[]");
    } else {
        member(out, "requires", &decision.requires);
    }
    match &decision.fingerprint {
        Some(fingerprint) => {
            out.push_str(",\"fingerprint\":\"");
            fingerprint.hash().push_hex(out);
            out.push('"');
        }
        None => out.push_str(",\"fingerprint\":null"),
    }
    if let Some(hash) = decision.hash {
        out.push_str(",\"hash\":\"");
        hash.push_hex(out);
        out.push('"');
    }
    out.push('}');
}

fn push_way(decision: &Decision, way: &WayText, out: &mut String) {
    out.push_str(&way.method);
    push_money(",\"debit\":", decision.debit, out);
    push_money(",\"fee\":", decision.fee, out);
    if let (Some([begin, end]), Some(fx)) = (&way.fx, &decision.fx) {
        push_money(begin, Some(fx.margin), out);
        out.push_str(end);
    }
    push_money(",\"receive\":", decision.receive, out);
    push_money(",\"withheld\":", decision.withheld, out);
    out.push_str(&way.arrives);
}

fn push_money(key: &str, money: Option<Money>, out: &mut String) {
    if let Some(money) = money {
        out.push_str(key);
        out.push_str("{\"value\":\"");
        money.amount().push_plain(out);
        out.push_str("\",\"currency\":\"");
        out.push_str(money.currency().code());
        out.push_str("\"}");
    }
}

fn push_number(number: usize, out: &mut String) {
    rust_decimal::Decimal::from(number as u64).push_plain(out);
}

/// The text of a plan before its decisions. What stands here is known only after them, so it is
/// written last.
fn head(plan: &Plan, outcome: PlanOutcome) -> String {
    let mut out = String::from("{");
    push_front(plan, outcome, &mut out);
    out.push_str(",\"decisions\":[");
    out
}

fn push_front(plan: &Plan, outcome: PlanOutcome, out: &mut String) {
    member(out, "batch_id", &plan.batch_id);
    member(out, "outcome", &outcome);
    member(out, "at", &plan.at);
    member(out, "rulebook", &plan.rulebook);
}

/// And after them, with the bracket that closes the plan.
fn push_back(plan: &Plan, out: &mut String) {
    member(out, "counts", &plan.counts);
    member(out, "totals", &plan.totals);
    member(out, "funding", &plan.funding);
    member(out, "issues", &plan.issues);
    if plan.hash.is_some() {
        member(out, "hash", &plan.hash);
    }
    out.push('}');
}
