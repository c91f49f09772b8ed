//! Payouts that come line by line, more of them than memory holds: each is decided as it comes.

use super::funding::Purses;
use super::planner::Planner;
use super::text::Page;
use super::{frame, is_refused, planner, refusal, refuse_for_total, refused};
use crate::batch::{Batch, Context, Line, decode_line};
use crate::issue::{Code, Issue};
use crate::rulebook::Rulebook;
use crate::value::{Path, read};
use std::mem::take;

/// Payouts after which one that comes again is no longer known.
pub const REMEMBERED: usize = 50_000;

/// Bytes that a line may have at most.
const LINE_BYTES_MAX: usize = 1 << 20;

/// Decides payouts as NDJSON, in pieces cut anywhere. It answers a decision for each line that is
/// not blank, and at the end a summary: the plan without its decisions.
///
/// Money is taken in order from what the context gives. A payout that comes again is known among the
/// last 50,000 at least, and wherever the context has seen it.
#[derive(Debug)]
pub struct Stream<'d, 'c> {
    rulebook: &'d Rulebook,
    head: &'c Batch<'d>,
    context: &'c Context<'d>,
    planner: Option<Planner<'d, 'c>>,
    /// What each payout says when there is no planner.
    refusal: Issue,
    purses: Purses<'d, 'c>,
    page: Page,
    /// The beginning of a line that has not come to its end.
    rest: Vec<u8>,
    /// Whether that line is too long, so that it is passed over.
    is_too_long: bool,
    index: usize,
    /// Lines so far, blank ones too.
    line: usize,
}

impl<'d, 'c> Stream<'d, 'c> {
    /// Begins. `head` is a batch without its payouts.
    pub fn open(rulebook: &'d Rulebook, head: &'c Batch<'d>, context: &'c Context<'d>) -> Self {
        Stream {
            rulebook,
            head,
            context,
            planner: planner(rulebook, (head, None), context, REMEMBERED),
            refusal: refusal(head),
            purses: Purses::in_order(head.funding_source, context),
            page: Page::lines(&frame(rulebook, head, context)),
            rest: Vec::new(),
            is_too_long: false,
            index: 0,
            line: 0,
        }
    }

    /// Decides what is whole of the lines so far, and answers a line for each.
    pub fn push(&mut self, piece: &[u8]) -> String {
        let mut piece = piece;
        while let Some(end) = piece.iter().position(|byte| *byte == b'\n') {
            let (line, after) = piece.split_at_checked(end).unwrap_or((piece, &[]));
            piece = after.strip_prefix(b"\n").unwrap_or(after);
            if self.rest.is_empty() && !self.is_too_long {
                self.decide(line);
                continue;
            }
            self.keep(line);
            self.decide_rest();
        }
        self.keep(piece);
        self.page.take()
    }

    /// Decides what is left, and answers the last lines, the summary among them.
    pub fn close(mut self) -> String {
        self.decide_rest();
        let mut plan = frame(self.rulebook, self.head, self.context);
        if let Ok((lines, issues)) = self.purses.lines() {
            plan.funding = lines;
            plan.issues.extend(issues);
        }
        self.page.summary(plan, is_refused(self.head, self.context))
    }

    fn keep(&mut self, part: &[u8]) {
        if self.rest.len() + part.len() > LINE_BYTES_MAX {
            self.is_too_long = true;
            self.rest.clear();
        } else if !self.is_too_long {
            self.rest.extend_from_slice(part);
        }
    }

    fn decide_rest(&mut self) {
        let rest = take(&mut self.rest);
        if take(&mut self.is_too_long) {
            self.line += 1;
            let message = format!("a line of more than {LINE_BYTES_MAX} bytes");
            let issue = Issue::new(Code::LineTooLong, message);
            return self.decide_line(&self.unreadable(issue.param("max", LINE_BYTES_MAX)));
        }
        self.decide(&rest);
        // Its room is used again.
        self.rest = rest;
        self.rest.clear();
    }

    fn decide(&mut self, line: &[u8]) {
        self.line += 1;
        if line.trim_ascii().is_empty() {
            return;
        }
        let text = match std::str::from_utf8(line) {
            Ok(text) => text,
            Err(error) => {
                let valid = error.valid_up_to();
                let message = format!("the line is not UTF-8 after {valid} bytes");
                let issue = Issue::new(Code::Utf8Invalid, message).param("valid_bytes", valid);
                return self.decide_line(&self.unreadable(issue));
            }
        };
        match read(text) {
            Ok(value) => {
                let (root, index) = (Path::root(), self.index);
                let lines = root.key("transactions");
                let line = decode_line(&value, &lines.index(index), self.rulebook);
                self.decide_line(&line);
            }
            Err(error) => {
                let (what, column) = (error.what, error.column);
                let message = format!("the line is not JSON: {what} at column {column}");
                let issue = Issue::new(Code::JsonInvalid, message).param("column", column);
                self.decide_line(&self.unreadable(issue));
            }
        }
    }

    fn unreadable(&self, issue: Issue) -> Line<'static> {
        let (root, index) = (Path::root(), self.index);
        let lines = root.key("transactions");
        let issue = issue.at(&lines.index(index)).param("line", self.line);
        Line { payee_id: None, reference: None, payout: Err(vec![issue]) }
    }

    fn decide_line(&mut self, line: &Line) {
        let index = self.index;
        self.index += 1;
        let mut decision = match &mut self.planner {
            Some(planner) => planner.decide(index, line),
            None => refused((index, line), &self.refusal, self.context.at),
        };
        let settled = self.purses.settle_next(&mut decision);
        if settled.and_then(|()| self.page.add_line(&mut decision)).is_err() {
            refuse_for_total(&mut decision);
            let added = self.page.add_line(&mut decision);
            debug_assert!(added.is_ok(), "what does not go is in no total");
        }
    }
}
