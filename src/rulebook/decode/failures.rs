//! Return codes: the systems they belong to, their classes, and the codes.

use super::row::{RowReader, unknown_row};
use crate::issue::Issue;
use crate::rulebook::{
    AccountUse, Advice, Failure, FailureClass, FailureSystem, Landing, Notify, RailKind, Retry,
    Window, WindowStart, WindowUnit,
};
use crate::value::{Fields, Need, Path, Value, each, integer, one_of, text};

pub fn system(row: &mut RowReader) -> Option<FailureSystem> {
    let meta = row.meta();
    let name = row.text("name");
    let lookup = row.lookup;
    let rails = row.scope("rails", Need::Optional, |value, path| {
        let id = text(1, 60)(value, path)?;
        let known = lookup.rails.iter().any(|rail| rail.id == id);
        if known { Ok(id.to_owned()) } else { Err(unknown_row("rails", id, path)) }
    });
    let kinds = row.scope("kinds", Need::Optional, one_of(RailKind::WORDS));
    let codes = row.each("codes", |value, path| text(1, 40)(value, path).map(str::to_owned));
    let window = window(row, "window");
    let (id, meta) = meta?;
    Some(FailureSystem {
        id,
        name: name?,
        rails: rails?,
        kinds: kinds?,
        codes: codes?,
        window,
        meta,
    })
}

pub fn class(row: &mut RowReader) -> Option<FailureClass> {
    let meta = row.meta();
    let advice = advice(row, Need::Required);
    let (id, meta) = meta?;
    Some(FailureClass { id, advice, meta })
}

pub fn failure(row: &mut RowReader) -> Option<Failure> {
    let meta = row.meta();
    let title = row.text("title");
    let lookup = row.lookup;
    let class = row.required("class", |value, path| {
        let id = text(1, 60)(value, path)?;
        let known = lookup.failure_classes.iter().find(|class| class.id == id).cloned();
        known.ok_or_else(|| unknown_row("failure_classes", id, path))
    });
    let advice = advice(row, Need::Optional);
    let (window, deadline) = (window(row, "window"), window(row, "deadline"));
    let (id, meta) = meta?;
    let list = id.split_once('.').filter(|(_, code)| !code.is_empty()).map(|(list, _)| list);
    if !list.is_some_and(|list| lookup.failure_lists.iter().any(|known| known == list)) {
        let issue =
            unknown_row("failure_systems", list.unwrap_or(&id), &row.fields.path().key("id"));
        row.issues.push(
            issue.help(
                "an id is a list that a system names in \"codes\", a point and a code: ach.R03",
            ),
        );
        return None;
    }
    Some(Failure { id, title: title?, class: class?, advice, window, deadline, meta })
}

fn advice(row: &mut RowReader, need: Need) -> Advice {
    Advice {
        payout: row.fields.take("payout", need, row.issues, one_of(Landing::WORDS)),
        retry: row.fields.take("retry", need, row.issues, one_of(Retry::WORDS)),
        account: row.fields.take("account", need, row.issues, one_of(AccountUse::WORDS)),
        notify: row.fields.take("notify", need, row.issues, one_of(Notify::WORDS)),
        fields: row.fields.take_all("fields", need, row.issues, |value, path, issues| {
            each(value, path, issues, |value, path| text(1, 60)(value, path).map(str::to_owned))
        }),
        meaning: row.fields.take("meaning", need, row.issues, text(1, 300)).map(str::to_owned),
    }
}

fn window(row: &mut RowReader, name: &'static str) -> Option<Window> {
    row.fields.take_all(name, Need::Optional, row.issues, read_window)
}

fn read_window(value: &Value, path: &Path, issues: &mut Vec<Issue>) -> Option<Window> {
    let mut fields = Fields::open(value, *path, issues)?;
    let unit = fields.take("unit", Need::Required, issues, one_of(WindowUnit::WORDS));
    let after = fields.take("after", Need::Required, issues, one_of(WindowStart::WORDS));
    let within = match unit.is_none_or(WindowUnit::is_counted) {
        true => fields.take("within", Need::Required, issues, integer(1, 1000)),
        false => None,
    };
    fields.finish(issues);
    let within = within.and_then(|within| u16::try_from(within).ok());
    Some(Window { within, unit: unit?, after: after? })
}
