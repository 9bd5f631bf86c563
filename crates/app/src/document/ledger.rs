//! The mediation ledger as a sheet: the columns of law.md §3.7 no. 26, one line for each case. Decides nothing.

use domain::case::Stage;
use domain::closing::CloseResult;

use super::model::{Cell, ColumnKind, Sheet, SheetColumn};
use crate::case::list::Listed;
use crate::case::names::Directory;
use crate::lists::Lists;
use crate::text::code;

/// The columns: code in the language file (group `ledger`), width, kind.
const COLUMNS: &[(&str, u16, ColumnKind)] = &[
    ("number", 26, ColumnKind::Text),
    ("received", 12, ColumnKind::Day),
    ("accepted", 12, ColumnKind::Day),
    ("worker", 24, ColumnKind::Text),
    ("employer", 30, ColumnKind::Text),
    ("kind", 20, ColumnKind::Text),
    ("workers", 8, ColumnKind::Number),
    ("claimed", 15, ColumnKind::Money),
    ("verified", 15, ColumnKind::Money),
    ("agreed", 15, ColumnKind::Money),
    ("paid", 15, ColumnKind::Money),
    ("channel", 18, ColumnKind::Text),
    ("division", 16, ColumnKind::Text),
    ("mediator", 14, ColumnKind::Text),
    ("handler", 28, ColumnKind::Text),
    ("stage", 16, ColumnKind::Text),
    ("result", 20, ColumnKind::Text),
    ("closed", 12, ColumnKind::Day),
    ("in_time", 12, ColumnKind::Text),
    ("performance", 14, ColumnKind::Text),
    ("onward", 26, ColumnKind::Text),
    ("visit", 14, ColumnKind::Text),
    ("satisfaction", 10, ColumnKind::Number),
    ("archived", 12, ColumnKind::Day),
];

/// How far the agreed money was paid: a code of the group `ledger_performance`.
pub fn performance(row: &Listed) -> &'static str {
    match (row.result, row.agreed) {
        (Some(CloseResult::NotPerformed), _) => "broken",
        (_, None) => "none",
        _ if row.stage == Stage::Performing && row.paid.0 == 0 => "open",
        _ if row.stage == Stage::Performing => "part",
        _ => "full",
    }
}

/// Where a case without (full) agreement goes on: a code of the group `ledger_onward`.
pub fn onward(row: &Listed) -> &'static str {
    match row.result {
        Some(CloseResult::Transferred) => "transferred",
        Some(CloseResult::NotPerformed) => "enforce",
        Some(CloseResult::Failed | CloseResult::Refused | CloseResult::PeriodOver | CloseResult::Partial) => "arbitrate",
        _ if row.stage == Stage::Declined => "told",
        _ => "none",
    }
}

/// How return visits stand: a code of the group `ledger_visit`.
pub fn visit(row: &Listed) -> &'static str {
    match (row.visits_open, row.satisfaction) {
        (open, _) if open > 0 => "open",
        (_, Some(_)) => "made",
        _ => "none",
    }
}

/// Ended in time: a code of the group `ledger_in_time`.
pub fn in_time(row: &Listed) -> &'static str {
    match (row.closed, row.late) {
        (None, _) => "open",
        (Some(_), true) => "late",
        (Some(_), false) => "in_time",
    }
}

/// The sheet.
pub fn sheet(rows: &[Listed], names: &Directory, lists: &Lists) -> Sheet {
    let column =
        |(name, width, kind): &(&str, u16, ColumnKind)| SheetColumn { title: code("ledger", name).to_owned(), width: *width, kind: *kind };
    Sheet {
        name: code("ledger", "sheet").to_owned(),
        title: code("ledger", "title").to_owned(),
        columns: COLUMNS.iter().map(column).collect(),
        rows: rows.iter().map(|row| line(row, names, lists)).collect(),
    }
}

fn line(row: &Listed, names: &Directory, lists: &Lists) -> Vec<Cell> {
    let text = |words: &str| if words.is_empty() { Cell::Empty } else { Cell::Text(words.to_owned()) };
    let day = |day| Option::map_or(day, Cell::Empty, Cell::Day);
    let money = |amount| Option::map_or(amount, Cell::Empty, Cell::Money);
    vec![
        text(&row.number),
        Cell::Day(row.received),
        day(row.accepted),
        text(&row.worker_name),
        text(&row.employer_name),
        text(lists.name("claim_type", &row.claim_kind)),
        Cell::Number(row.workers),
        money(row.claimed),
        money(row.verified),
        money(row.agreed),
        if row.agreed.is_some() { Cell::Money(row.paid) } else { Cell::Empty },
        text(code("channel", row.channel.code())),
        text(names.division(&row.division)),
        text(names.account(row.mediator).unwrap_or_default()),
        text(names.organisation(row.handler.or(Some(row.office))).unwrap_or_default()),
        text(code("stage", row.stage.code())),
        text(row.result.map_or("", |result| code("close_result", result.code()))),
        day(row.closed),
        text(code("ledger_in_time", in_time(row))),
        text(code("ledger_performance", performance(row))),
        text(code("ledger_onward", onward(row))),
        text(code("ledger_visit", visit(row))),
        row.satisfaction.map_or(Cell::Empty, Cell::Number),
        day(row.archived),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_its_title_in_the_language_file() {
        let sheet = sheet(&[], &Directory::default(), &Lists::default());
        assert_eq!(sheet.columns.len(), COLUMNS.len());
        for (column, (name, ..)) in sheet.columns.iter().zip(COLUMNS) {
            assert_ne!(column.title, *name);
        }
    }
}
