//! The record of destruction (档案销毁清册) as a sheet, one line for each dossier. Decides nothing.

use std::collections::BTreeMap;

use domain::closing::DestructionMeans;
use domain::kernel::id::AccountId;
use store::case::disposal::Dossier;

use super::model::{Cell, ColumnKind, Sheet, SheetColumn};
use crate::text::code;

/// The columns: code in the language file (group `disposal_column`), width, kind.
const COLUMNS: &[(&str, u16, ColumnKind)] = &[
    ("volume", 22, ColumnKind::Text),
    ("number", 26, ColumnKind::Text),
    ("worker", 22, ColumnKind::Text),
    ("employer", 30, ColumnKind::Text),
    ("kind", 14, ColumnKind::Text),
    ("archived", 12, ColumnKind::Day),
    ("keep_until", 12, ColumnKind::Day),
    ("state", 14, ColumnKind::Text),
    ("reason", 36, ColumnKind::Text),
    ("proposed_by", 12, ColumnKind::Text),
    ("decided_by", 12, ColumnKind::Text),
    ("destroyed", 12, ColumnKind::Day),
    ("means", 18, ColumnKind::Text),
    ("place", 28, ColumnKind::Text),
    ("witnesses", 20, ColumnKind::Text),
    ("recorded_by", 12, ColumnKind::Text),
];

/// A dossier with what the log tells of its disposal.
#[derive(Clone, Debug)]
pub struct Line {
    /// The dossier.
    pub dossier: Dossier,
    /// Why it was proposed.
    pub reason: String,
    /// Who proposed it.
    pub proposed_by: Option<AccountId>,
    /// Who decided.
    pub decided_by: Option<AccountId>,
    /// Who recorded the destruction.
    pub recorded_by: Option<AccountId>,
    /// How.
    pub means: Option<DestructionMeans>,
    /// Where.
    pub place: String,
    /// Who watched.
    pub witnesses: Vec<String>,
}

impl Line {
    /// A dossier of which nothing was told yet.
    pub fn of(dossier: Dossier) -> Self {
        Self {
            dossier,
            reason: String::new(),
            proposed_by: None,
            decided_by: None,
            recorded_by: None,
            means: None,
            place: String::new(),
            witnesses: Vec::new(),
        }
    }

    /// It is kept longer: an earlier proposal counts no more.
    pub fn forget(&mut self) {
        *self = Self::of(self.dossier.clone());
    }
}

/// The sheet.
pub fn sheet(lines: &[Line], names: &BTreeMap<AccountId, String>) -> Sheet {
    let column = |(name, width, kind): &(&str, u16, ColumnKind)| SheetColumn {
        title: code("disposal_column", name).to_owned(),
        width: *width,
        kind: *kind,
    };
    Sheet {
        name: code("disposal_column", "sheet").to_owned(),
        title: code("disposal_column", "title").to_owned(),
        columns: COLUMNS.iter().map(column).collect(),
        rows: lines.iter().map(|line| cells(line, names)).collect(),
    }
}

fn cells(line: &Line, names: &BTreeMap<AccountId, String>) -> Vec<Cell> {
    let text = |words: &str| if words.is_empty() { Cell::Empty } else { Cell::Text(words.to_owned()) };
    let person = |id: Option<AccountId>| text(id.and_then(|id| names.get(&id)).map_or("", String::as_str));
    let row = &line.dossier;
    vec![
        text(&row.volume),
        text(&row.number),
        text(&row.worker_name),
        text(&row.employer_name),
        text(code("dossier_kind", row.dossier_kind.code())),
        Cell::Day(row.archived),
        Cell::Day(row.keep_until),
        text(code("disposal", row.disposal.code())),
        text(&line.reason),
        person(line.proposed_by),
        person(line.decided_by),
        row.destroyed.map_or(Cell::Empty, Cell::Day),
        text(line.means.map_or("", |means| code("destruction", means.code()))),
        text(&line.place),
        text(&line.witnesses.join(code("format", "list"))),
        person(line.recorded_by),
    ]
}
