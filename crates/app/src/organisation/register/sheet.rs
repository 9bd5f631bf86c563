//! Tables of a register: out as XLSX; in from what people bring ([`super::super::brought`]), each row read against its book, without doubles.
//!
//! Days come as numbers or as texts, codes as words, organisations and people by their names. The good rows go in; the same table a second
//! time changes nothing.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::kernel::form::Path;
use domain::kernel::id::RecordId;
use domain::kernel::width::folded;
use domain::kernel::{Fault, Faults};
use domain::organisation::register::{Field, FieldKind, Filled, State};
use serde_json::{Map, Value};
use store::Tx;

use super::super::brought::{self, Column, Mapped, Problem, Report};
use super::cell::Cells;
use super::keep::{Moved, change_in, enter_in, read_filled, step_in, timely};
use super::like::{Like, Present};
use super::list::all;
use super::{Book, Names, Narrow, RecordRow, book, facts, filled, sees};
use crate::audit::{Deed, Note, note};
use crate::document::model::{Cell, ColumnKind, Sheet, SheetColumn};
use crate::text::{code, fault, phrase};
use crate::{Ctx, Error};

/// Most rows of a table that goes in or out.
pub const MOST_ROWS: usize = 20_000;
/// Rows written in one transaction.
const BATCH: usize = 100;
/// The group of the words of this file.
const WORDS: &str = "register_sheet";

/// The column of the state: no field of a book begins so.
const STATE: &str = "_state";

/// What a register's table may hold.
pub fn columns(book: &Book) -> Vec<Column> {
    let one = |field: &Field| Column {
        name: field.name.clone(),
        label: field.label.clone(),
        also: field.also.clone(),
        required: field.required,
        masked: field.masked,
        choices: field.items.iter().map(|item| item.name.clone()).collect(),
    };
    let states = &book.register.states;
    let state = Column {
        name: STATE.to_owned(),
        label: code(WORDS, "state").to_owned(),
        also: Vec::new(),
        required: false,
        masked: false,
        choices: states.iter().map(|state| state.name.clone()).collect(),
    };
    book.register.fields.iter().map(one).chain(Some(state).filter(|_| !states.is_empty())).collect()
}

/// A register as a spreadsheet, as it is now or as it stood; masked fields stay masked.
///
/// # Errors
/// As [`super::page`]; [`Error::Press`] when the file can't be made.
pub async fn export(cx: &Ctx, code: &str, narrow: &Narrow) -> crate::Result<Vec<u8>> {
    let book = book(cx, code)?;
    let rows = all(cx, code, narrow, MOST_ROWS).await?;
    let names = Names::of(cx, &book.register, &rows).await?;
    let sheet = sheet(cx, book, &rows, &names);
    let actor = cx.may_somewhere(Action::Deal(book.register.audience.deal()))?;
    let entry = Note::by(cx, &actor, Deed::RecordsExported).on("register", code).with("rows", rows.len());
    cx.app.store.write::<_, Error, _>(move |tx| Box::pin(async move { note(tx, entry).await })).await?;
    Ok(cx.app.press.xlsx(&sheet)?)
}

fn sheet(cx: &Ctx, book: &Book, rows: &[RecordRow], names: &Names) -> Sheet {
    let fields = &book.register.fields;
    let kind = |field: &Field| match field.kind {
        FieldKind::Day => ColumnKind::Day,
        FieldKind::Number(..) => ColumnKind::Number,
        FieldKind::Money => ColumnKind::Money,
        _ => ColumnKind::Text,
    };
    let mut columns: Vec<SheetColumn> =
        fields.iter().map(|field| SheetColumn { title: field.label.clone(), width: 18, kind: kind(field) }).collect();
    let stated = !book.register.states.is_empty();
    if stated {
        columns.push(SheetColumn { title: code(WORDS, "state").to_owned(), width: 12, kind: ColumnKind::Text });
    }
    let cell = |field: &Field, values: &Filled| match field.kind {
        FieldKind::Day => values.day(&field.name).map_or(Cell::Empty, Cell::Day),
        FieldKind::Number(..) => values.number(&field.name).map_or(Cell::Empty, Cell::Number),
        FieldKind::Money => values.text(&field.name).parse().map_or(Cell::Empty, Cell::Money),
        _ => match names.told_masked(&cx.app.lists, field, values) {
            told if told.is_empty() => Cell::Empty,
            told => Cell::Text(told),
        },
    };
    let line = |row: &RecordRow| {
        let values = filled(row);
        let sees = sees(cx, &facts(row.organisation, &row.division, Vec::new()));
        let shown = |field: &&Field| sees || field.audience.is_none();
        let mut cells: Vec<Cell> =
            fields.iter().map(|field| Some(field).filter(shown).map_or(Cell::Empty, |field| cell(field, &values))).collect();
        if stated {
            let state = book.register.state(&row.state).map(|state| state.name.clone()).unwrap_or_default();
            cells.push(Cell::Text(state));
        }
        cells
    };
    Sheet { name: book.register.name.clone(), title: book.register.name.clone(), columns, rows: rows.iter().map(line).collect() }
}

/// An empty table with the heads that an import understands, and a row that says what each column takes.
///
/// # Errors
/// [`Error::NotFound`] for an unknown register.
pub fn blank(cx: &Ctx, code: &str) -> crate::Result<Vec<u8>> {
    let book = book(cx, code)?;
    Ok(cx.app.press.xlsx(&sheet(cx, book, &[], &Names::default()))?)
}

/// Reads a table that somebody brought and keeps it until it is imported.
///
/// # Errors
/// A fault at `upload` when it is no table; [`Error::NotFound`] for who enters nothing.
pub async fn bring(cx: &Ctx, code: &str, file: &[u8]) -> crate::Result<RecordId> {
    cx.may_somewhere(Action::Deal(book(cx, code)?.register.entry.deal()))?;
    brought::bring(cx, code, file, MOST_ROWS).await
}

/// The table that was brought, its columns taken for `chosen` where something is chosen, otherwise for what their heads say.
///
/// # Errors
/// [`Error::NotFound`] when it is not there any more, or somebody else's.
pub async fn mapped(cx: &Ctx, code: &str, id: RecordId, chosen: &BTreeMap<usize, String>) -> crate::Result<Mapped> {
    Ok(Mapped::new(columns(book(cx, code)?), brought::grid(cx, code, id).await?, chosen))
}

/// A row that is good.
struct Good {
    filled: Filled,
    known: Option<(RecordId, i64)>,
    /// The steps that a new record takes.
    steps: Vec<String>,
    row: usize,
}

/// Checks every row, and says what an import would do.
///
/// # Errors
/// When the store can't be read.
pub async fn check(cx: &Ctx, code: &str, mapped: &Mapped) -> crate::Result<Report> {
    Ok(checked(cx, code, mapped).await?.0)
}

async fn checked(cx: &Ctx, register: &str, mapped: &Mapped) -> crate::Result<(Report, Vec<Good>)> {
    let book = book(cx, register)?;
    let rows: Vec<(RecordRow, Filled)> =
        all(cx, register, &Narrow::default(), usize::MAX).await?.into_iter().map(|row| (row.clone(), filled(&row))).collect();
    let cells = Cells::of(cx, book, rows.iter().map(|(_, filled)| filled)).await?;
    let mut present = Present::default();
    for (row, filled) in rows {
        present.add(book, filled, Some(row), 0);
    }
    let (mut report, mut good, mut seen) = (Report::default(), Vec::new(), Present::default());
    let namesake = |number: usize| [Problem::of_row(number, fault(&Fault::Wrong("record_namesake")))];
    for (number, line) in mapped.rows() {
        if mapped.filled(line).next().is_none() {
            report.blank += 1;
            continue;
        }
        let mut read = match cells.readings(mapped.filled(line)).and_then(|readings| likely(cx, book, &present, readings)) {
            Ok(read) => read,
            Err(faults) => {
                report.refused(mapped.problems(number, line, &faults));
                continue;
            }
        };
        match seen.like(book, &read) {
            Like::Same(first) => {
                report.refused([Problem::double(number, first.line)]);
                continue;
            }
            Like::Unclear => {
                report.refused(namesake(number));
                continue;
            }
            Like::None => seen.add(book, read.clone(), None, number),
        }
        let row = match present.like(book, &read) {
            Like::Unclear => {
                report.refused(namesake(number));
                continue;
            }
            Like::Same(one) => one.row.as_ref(),
            Like::None => None,
        };
        let said = mapped.filled(line).find(|(name, _)| *name == STATE).map(|(_, text)| text);
        let steps = match steps(book, said, row, &read) {
            Ok(steps) => steps,
            Err(faults) => {
                report.refused(mapped.problems(number, line, &faults));
                continue;
            }
        };
        // What no form asks for is filled by the house, whatever a table says.
        read.0.retain(|name, _| book.register.field(name).is_some_and(|field| !field.given));
        // What is written at a step is no table's business, unless the row takes that step.
        let before = row.map(filled).unwrap_or_default();
        let mut after = before.clone();
        after.0.extend(read.0.clone());
        if let Err(faults) = timely(&book.register, &before, &after, &steps) {
            report.refused(mapped.problems(number, line, &faults));
            continue;
        }
        match row {
            None if book.register.fields.iter().any(|field| field.given && field.required) => {
                report.refused([Problem::of_row(number, fault(&Fault::Wrong("made_by_the_house")))]);
            }
            None => {
                report.new += 1;
                good.push(Good { filled: read, known: None, steps, row: number });
            }
            Some(row) => {
                // What the table does not say stays as it is.
                if before == after {
                    report.same += 1;
                } else if book.register.is_open(&row.state) {
                    report.changed += 1;
                    good.push(Good { filled: after, known: Some((row.record, row.version)), steps, row: number });
                } else {
                    report.refused([Problem::of_row(number, fault(&Fault::Wrong("record_over")))]);
                }
            }
        }
    }
    Ok((report, good))
}

/// The steps by which a new record comes to the state that its row says; a record that is known moves on its own page.
fn steps(book: &Book, said: Option<&str>, known: Option<&RecordRow>, filled: &Filled) -> Result<Vec<String>, Faults> {
    let register = &book.register;
    let Some(said) = said else { return Ok(Vec::new()) };
    let at = |name: &str, wrong: Fault| Faults(vec![(Path::root().child(name), wrong)]);
    let fits = |state: &&State| folded(&state.name) == folded(said) || state.code == said;
    let state = register.states.iter().find(fits).ok_or_else(|| at(STATE, Fault::UnknownChoice))?;
    if let Some(known) = known {
        return if known.state == state.code { Ok(Vec::new()) } else { Err(at(STATE, Fault::Wrong("state_moves_on_its_page"))) };
    }
    let way = register.way_to(&state.code).ok_or_else(|| at(STATE, Fault::UnknownChoice))?;
    if way.iter().any(|step| step.four_eyes || step.own) {
        return Err(at(STATE, Fault::Wrong("state_needs_another")));
    }
    let before = std::iter::once(register.first_state()).chain(way.iter().map(|step| step.code.as_str()));
    let lacking = way.iter().zip(before).flat_map(|(step, from)| register.lacking(step, from, filled));
    let lacking: Vec<_> = lacking.map(|name| (Path::root().child(name), Fault::Missing)).collect();
    if lacking.is_empty() { Ok(way.into_iter().map(|step| step.code.clone()).collect()) } else { Err(Faults(lacking)) }
}

/// The reading of a row that meets a record; the only one where none does.
fn likely(cx: &Ctx, book: &Book, present: &Present, readings: Vec<Map<String, Value>>) -> Result<Filled, Faults> {
    let several = readings.len() > 1;
    let mut first = None;
    for reading in readings {
        let read = read_filled(cx, book, &Value::Object(reading));
        match &read {
            Ok(filled) if matches!(present.like(book, filled), Like::Same(_)) => return read,
            _ => first = first.or(Some(read)),
        }
    }
    match first {
        Some(Ok(_)) if several => Err(Faults(vec![(Path::root(), Fault::Wrong("several_bear_the_name"))])),
        Some(read) => read,
        None => Ok(Filled::default()),
    }
}

/// What became of a row: why it was refused, or why the record that was entered did not come to its state.
enum Written {
    Done,
    Refused(String),
    Stopped(String),
}

/// What a row says of a record before its steps, which write the rest.
fn before_steps(book: &Book, mut filled: Filled) -> Filled {
    filled.0.retain(|name, _| book.register.field(name).is_none_or(|field| !book.register.is_of_step(field)));
    filled
}

/// Writes a good row; a new record moves on to where its row says that it is.
async fn write(cx: &Ctx, tx: &Tx, code: &str, one: Good, reason: &str) -> crate::Result<Written> {
    let typed = Value::Object(one.filled.0.clone());
    let id = match one.known {
        None => enter_in(cx, tx, code, before_steps(book(cx, code)?, one.filled)).await,
        Some((id, version)) => change_in(cx, tx, id, version, one.filled, reason).await.map(|()| id),
    };
    let id = match told(id)? {
        Ok(id) => id,
        Err(told) => return Ok(Written::Refused(told)),
    };
    for (version, to) in (1..).zip(one.steps) {
        let moved = Moved { to, typed: typed.clone(), reason: reason.to_owned() };
        if let Err(told) = told(step_in(cx, tx, id, version, &moved).await)? {
            return Ok(Written::Stopped(told));
        }
    }
    Ok(Written::Done)
}

/// What the rules or another record refused, in words; other errors end the import.
fn told<T>(done: crate::Result<T>) -> crate::Result<Result<T, String>> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(Error::Faults(faults)) => Ok(Err(faults.0.first().map(|(_, wrong)| fault(wrong)).unwrap_or_default())),
        Err(Error::NotFound) => Ok(Err(fault(&Fault::Wrong("out_of_reach")))),
        Err(other) => Err(other),
    }
}

/// Imports the good rows; gives what was done, with the rows that the rules of access or another record refused.
///
/// # Errors
/// When the store can't be written.
pub async fn import(cx: &Ctx, code: &str, mapped: &Mapped) -> crate::Result<Report> {
    let (mut report, good) = checked(cx, code, mapped).await?;
    let mut good = good.into_iter().peekable();
    let reason = crate::text::code(WORDS, "reason").to_owned();
    while good.peek().is_some() {
        let batch: Vec<Good> = good.by_ref().take(BATCH).collect();
        let (cx, code, reason) = (cx.clone(), code.to_owned(), reason.clone());
        let store = cx.app.store.clone();
        let work = async move |tx: &Tx| -> crate::Result<Vec<(usize, bool, Written)>> {
            let mut written = Vec::new();
            for one in batch {
                let (row, new) = (one.row, one.known.is_none());
                written.push((row, new, write(&cx, tx, &code, one, &reason).await?));
            }
            Ok(written)
        };
        for (row, new, written) in store.write(move |tx| Box::pin(async move { work(tx).await })).await? {
            match written {
                Written::Done => {}
                Written::Refused(told) => report.taken_back(new, Problem::of_row(row, told)),
                Written::Stopped(told) => {
                    report.problems.push(Problem::of_row(row, phrase(WORDS, "stopped", &[("told", told)])));
                }
            }
        }
    }
    let actor = cx.may_somewhere(Action::Deal(book(cx, code)?.register.entry.deal()))?;
    let entry = Note::by(cx, &actor, Deed::RecordsImported).on("register", code).with("new", report.new).with("changed", report.changed);
    cx.app.store.write::<_, Error, _>(move |tx| Box::pin(async move { note(tx, entry).await })).await?;
    Ok(report)
}
