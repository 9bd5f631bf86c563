//! A collective case from a spreadsheet: a line for each worker, an answer or a fault for each line.
//!
//! Columns are found by their headings: the labels of the facts, or their names. A heading that a line's head does not know is not used there.

use domain::claims::worth::{Ground, Head};
use domain::kernel::{Fault, Kind, Money, Spec, masked};
use serde_json::{Map, Value};

use super::answer::{Answer, answer};
use super::line::{form, told_all};
use crate::document::model::{Cell, ColumnKind, Sheet, SheetColumn};
use crate::table::{self, Grid};
use crate::{Ctx, Error, Result, text};

/// Most lines of a spreadsheet.
pub const MOST_ROWS: usize = 5000;
/// The group of headings and phrases in the language file.
const GROUP: &str = "worth_sheet";
/// Before this line the headings must stand.
const HEADINGS_BEFORE: usize = 5;

/// One worker's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number in the spreadsheet, from 1.
    pub line: usize,
    /// Who.
    pub name: String,
    /// The identity number, masked.
    pub number: String,
    /// What is worked out, as its label or as it was written.
    pub head: String,
    /// The answer, or what is wrong in words.
    pub outcome: std::result::Result<Box<Answer>, Vec<String>>,
}

/// A worked spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worked {
    /// Its lines.
    pub rows: Vec<Row>,
    /// The sum of what is due.
    pub total: Money,
    /// Lines with something wrong.
    pub wrong: usize,
}

/// Reads a file that somebody brought; identity numbers are masked at once.
///
/// # Errors
/// [`Error::Faults`] at `file` when it is no table.
pub fn grid(cx: &Ctx, file: &[u8]) -> Result<Grid> {
    let mut grid = table::read(&cx.app, file, MOST_ROWS + HEADINGS_BEFORE, "file")?;
    if let Some((heads, columns)) = headings(&grid)
        && let Some(at) = columns.number
    {
        for cell in grid.iter_mut().skip(heads + 1).filter_map(|row| row.get_mut(at)) {
            *cell = masked::mask(cell);
        }
    }
    Ok(grid)
}

/// Where the columns stand that every line has.
struct Columns {
    name: Option<usize>,
    number: Option<usize>,
    head: Option<usize>,
}

fn heading(code: &str) -> &str {
    text::code(GROUP, code)
}

/// The row of headings and the columns of it.
fn headings(grid: &Grid) -> Option<(usize, Columns)> {
    let at = |row: &Vec<String>, code: &str| row.iter().position(|cell| cell == heading(code) || cell == code);
    let (line, row) = grid.iter().enumerate().take(HEADINGS_BEFORE).find(|(_, row)| at(row, "name").is_some())?;
    Some((line, Columns { name: at(row, "name"), number: at(row, "id_number"), head: at(row, "head") }))
}

/// Works out every line. `usual` is the head of lines that name none.
///
/// # Errors
/// [`Error::Faults`] at `file` when there are no headings, or no line below them.
pub fn work(grid: &Grid, usual: Option<Head>, ground: &Ground<'_>) -> Result<Worked> {
    let (at, columns) = headings(grid).ok_or_else(|| Error::at("file", Fault::Wrong("table_without_heading")))?;
    let titles = grid.get(at).cloned().unwrap_or_default();
    let filled = |(_, row): &(usize, &Vec<String>)| row.iter().any(|cell| !cell.is_empty());
    let lines = grid.iter().enumerate().skip(at + 1).filter(filled);
    let rows: Vec<Row> = lines.map(|(line, cells)| one(line + 1, cells, &titles, &columns, usual, ground)).collect();
    if rows.is_empty() {
        return Err(Error::at("file", Fault::Wrong("table_without_rows")));
    }
    let due = |row: &Row| row.outcome.as_ref().ok().filter(|answer| answer.due && answer.head.is_amount()).map(|answer| answer.amount);
    Ok(Worked { total: rows.iter().filter_map(due).sum(), wrong: rows.iter().filter(|row| row.outcome.is_err()).count(), rows })
}

fn one(line: usize, cells: &[String], titles: &[String], columns: &Columns, usual: Option<Head>, ground: &Ground<'_>) -> Row {
    let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).cloned().unwrap_or_default();
    let written = cell(columns.head);
    let named = Head::ALL.iter().copied().find(|head| head.code() == written || label(*head) == written);
    let head = named.or(usual.filter(|_| written.is_empty()));
    let outcome = match head {
        None => Err(vec![text::phrase(GROUP, "head_unknown", &[("head", written.clone())])]),
        Some(head) => answer(head, &facts(head, cells, titles), ground).map(Box::new).map_err(|faults| told_all(head, &faults)),
    };
    let name = cell(columns.name);
    Row { line, name, number: cell(columns.number), head: head.map_or(written, |head| label(head).to_owned()), outcome }
}

fn label(head: Head) -> &'static str {
    text::code(Head::GROUP, head.code())
}

/// The facts of a line under the headings that its head knows.
fn facts(head: Head, cells: &[String], titles: &[String]) -> Value {
    let form = form(head);
    let specs = head.specs();
    let mut facts = Map::new();
    for (title, cell) in titles.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        let own = specs.iter().find(|spec| spec.name == title || text::field(&form, spec.name) == title);
        let spec = own.or_else(|| specs.iter().find(|spec| is_called(spec.name, title)));
        if let Some(spec) = spec.filter(|spec| in_a_cell(spec)) {
            facts.insert(spec.name.to_owned(), Value::String(as_code(&spec.kind, cell)));
        }
    }
    Value::Object(facts)
}

/// Some head calls this fact so: in a table of several heads one column holds it for all of them.
fn is_called(fact: &str, title: &str) -> bool {
    Head::ALL.iter().any(|head| head.specs().iter().any(|spec| spec.name == fact) && text::field(&form(*head), fact) == title)
}

/// A fact that fits one cell of a table, or one field beside a claim: rows of their own do not.
pub fn in_a_cell(spec: &Spec) -> bool {
    !matches!(spec.kind, Kind::Rows(_) | Kind::Many(_) | Kind::Part(_))
}

/// Words become codes: yes and no, and the labels of choices.
fn as_code(kind: &Kind, cell: &str) -> String {
    match kind {
        Kind::Flag if cell == text::code("format", "yes") => "yes".to_owned(),
        Kind::Flag if cell == text::code("format", "no") => "no".to_owned(),
        Kind::Choice { group, codes } => {
            codes.iter().find(|code| text::code(group, code) == cell).map_or_else(|| cell.to_owned(), |code| (*code).to_owned())
        }
        _ => cell.to_owned(),
    }
}

fn column(title: &str, width: u16, kind: ColumnKind) -> SheetColumn {
    SheetColumn { title: title.to_owned(), width, kind }
}

/// The answers as a spreadsheet.
///
/// # Errors
/// [`Error::Press`] when it can't be written.
pub fn xlsx(cx: &Ctx, worked: &Worked) -> Result<Vec<u8>> {
    let columns = vec![
        column(heading("line"), 6, ColumnKind::Number),
        column(heading("name"), 14, ColumnKind::Text),
        column(heading("id_number"), 22, ColumnKind::Text),
        column(heading("head"), 26, ColumnKind::Text),
        column(heading("amount"), 16, ColumnKind::Money),
        column(heading("result"), 26, ColumnKind::Text),
        column(heading("basis"), 90, ColumnKind::Text),
        column(heading("fault"), 50, ColumnKind::Text),
    ];
    let text = |text: &str| Cell::Text(text.to_owned());
    let line = |row: &Row| {
        let number = i64::try_from(row.line).map_or(Cell::Empty, Cell::Number);
        let mut cells = vec![number, text(&row.name), text(&row.number), text(&row.head)];
        match &row.outcome {
            Ok(answer) => {
                let amount = if answer.head.is_amount() { Cell::Money(answer.amount) } else { Cell::Empty };
                cells.extend([amount, text(&answer.result), text(&answer.paragraph()), Cell::Empty]);
            }
            Err(faults) => cells.extend([Cell::Empty, Cell::Empty, Cell::Empty, text(&faults.concat())]),
        }
        cells
    };
    let total = vec![Cell::Empty, text(heading("total")), Cell::Empty, Cell::Empty, Cell::Money(worked.total)];
    let rows = worked.rows.iter().map(line).chain([total]).collect();
    let sheet = Sheet { name: heading("tab").to_owned(), title: heading("title").to_owned(), columns, rows };
    Ok(cx.app.press.xlsx(&sheet)?)
}

/// An empty spreadsheet with the headings of a head.
///
/// # Errors
/// [`Error::Press`] when it can't be written.
pub fn template(cx: &Ctx, head: Head) -> Result<Vec<u8>> {
    let form = form(head);
    let mut columns = vec![
        column(heading("name"), 14, ColumnKind::Text),
        column(heading("id_number"), 22, ColumnKind::Text),
        column(heading("head"), 26, ColumnKind::Text),
    ];
    columns
        .extend(head.specs().iter().filter(|spec| in_a_cell(spec)).map(|spec| column(text::field(&form, spec.name), 20, ColumnKind::Text)));
    let row = vec![Cell::Empty, Cell::Empty, Cell::Text(label(head).to_owned())];
    let sheet = Sheet { name: heading("tab").to_owned(), title: String::new(), columns, rows: vec![row] };
    Ok(cx.app.press.xlsx(&sheet)?)
}
