//! Tables of a register: out as XLSX; in from what people bring ([`super::super::brought`]), each row read against its book, without doubles.
//!
//! Days come as numbers or as texts, codes as words, organisations and people by their names. The good rows go in; the same table a second
//! time changes nothing.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::kernel::id::{OrganisationId, RecordId};
use domain::kernel::width::narrow;
use domain::kernel::{Day, Fault};
use domain::organisation::register::{Field, FieldKind, Filled};
use serde_json::{Map, Value};
use store::Tx;

use super::super::brought::{self, Column, Mapped, Problem, Report, bare};
use super::keep::{change_in, enter_in, read_form};
use super::like::{Like, Present};
use super::list::all;
use super::{Book, Names, Narrow, RecordRow, book, filled};
use crate::audit::{Deed, Note, note};
use crate::document::model::{Cell, ColumnKind, Sheet, SheetColumn};
use crate::text::{code, fault};
use crate::{Ctx, Error, Result};

/// Most rows of a table that goes in or out.
pub const MOST_ROWS: usize = 20_000;
/// Rows written in one transaction.
const BATCH: usize = 100;
/// The number that spreadsheets give to 1 January 2000.
const EXCEL_2000: i64 = 36_526;
/// The group of the words of this file.
const WORDS: &str = "register_sheet";

/// What a register's table may hold.
pub fn columns(book: &Book) -> Vec<Column> {
    let one = |field: &Field| Column {
        name: field.name.clone(),
        label: field.label.clone(),
        also: field.also.clone(),
        required: field.required,
        masked: field.masked,
    };
    book.register.fields.iter().map(one).collect()
}

/// A register as a spreadsheet, as it is now or as it stood; masked fields stay masked.
///
/// # Errors
/// As [`super::page`]; [`Error::Press`] when the file can't be made.
pub async fn export(cx: &Ctx, code: &str, narrow: &Narrow) -> Result<Vec<u8>> {
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
        let mut cells: Vec<Cell> = fields.iter().map(|field| cell(field, &values)).collect();
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
pub fn blank(cx: &Ctx, code: &str) -> Result<Vec<u8>> {
    let book = book(cx, code)?;
    let mut sheet = sheet(cx, book, &[], &Names::default());
    sheet.columns.truncate(book.register.fields.len());
    Ok(cx.app.press.xlsx(&sheet)?)
}

/// Reads a table that somebody brought and keeps it until it is imported.
///
/// # Errors
/// A fault at `upload` when it is no table; [`Error::NotFound`] for who enters nothing.
pub async fn bring(cx: &Ctx, code: &str, file: &[u8]) -> Result<RecordId> {
    cx.may_somewhere(Action::Deal(book(cx, code)?.register.entry.deal()))?;
    brought::bring(cx, code, file, MOST_ROWS).await
}

/// The table that was brought, its columns taken for `chosen` where something is chosen, otherwise for what their heads say.
///
/// # Errors
/// [`Error::NotFound`] when it is not there any more, or somebody else's.
pub async fn mapped(cx: &Ctx, code: &str, id: RecordId, chosen: &BTreeMap<usize, String>) -> Result<Mapped> {
    Ok(Mapped::new(columns(book(cx, code)?), brought::grid(cx, code, id).await?, chosen))
}

/// What the rows of a table may name: organisations and linked records by their names.
struct Known {
    organisations: BTreeMap<String, OrganisationId>,
    records: BTreeMap<(String, String), RecordId>,
}

async fn known(cx: &Ctx, book: &Book) -> Result<Known> {
    let mut known = Known { organisations: BTreeMap::new(), records: BTreeMap::new() };
    if book.register.fields.iter().any(|field| field.kind == FieldKind::Organisation) {
        let rows = store::organisation::list(&cx.app.store.read(), &store::organisation::Filter::default(), None, 10_000).await?;
        for row in rows {
            known.organisations.extend(row.short_name.map(|name| (bare(&name), row.id)));
            known.organisations.insert(bare(&row.name), row.id);
        }
    }
    for field in &book.register.fields {
        if let FieldKind::Record(code) = &field.kind {
            let rows = all(cx, code, &Narrow::default(), MOST_ROWS).await?;
            known.records.extend(rows.into_iter().map(|row| ((code.clone(), bare(&row.title)), row.record)));
        }
    }
    Ok(known)
}

/// A cell as the form would have it.
fn typed(cx: &Ctx, field: &Field, text: &str, known: &Known) -> Value {
    let text = narrow(text);
    let code_of = |word: &str| {
        let word = word.trim();
        let own = field.items.iter().find(|item| item.code == word || bare(&item.name) == bare(word)).map(|item| item.code.clone());
        let listed = || {
            let entries = cx.app.lists.entries(field.list.as_deref().unwrap_or(""));
            entries.iter().find(|entry| entry.code == word || bare(&entry.name) == bare(word)).map(|entry| entry.code.clone())
        };
        own.or_else(listed).unwrap_or_else(|| word.to_owned())
    };
    match &field.kind {
        FieldKind::Day => day(&text).map_or_else(|| Value::String(text.clone()), |day| Value::String(day.to_string())),
        FieldKind::One => Value::String(code_of(&text)),
        FieldKind::Several => {
            let words = text.split(['、', ',', '，', ';', '；', '/', '\n']).map(str::trim).filter(|word| !word.is_empty());
            Value::Array(words.map(|word| Value::String(code_of(word))).collect())
        }
        FieldKind::Flag => match text.as_str() {
            "√" | "Y" | "y" => Value::Bool(true),
            word if word == code("yes_no", "yes") => Value::Bool(true),
            word if word == code("yes_no", "no") => Value::Bool(false),
            "×" | "N" | "n" => Value::Bool(false),
            _ => Value::String(text),
        },
        FieldKind::Phone | FieldKind::ResidentId | FieldKind::Uscc => {
            Value::String(text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\'')).collect::<String>().to_uppercase())
        }
        FieldKind::Number(..) | FieldKind::Money => Value::String(text.trim_end_matches(".0").replace(',', "")),
        FieldKind::Organisation => Value::String(known.organisations.get(&bare(&text)).map_or(text.clone(), ToString::to_string)),
        FieldKind::Record(code) => {
            let id = known.records.get(&(code.clone(), bare(&text)));
            Value::String(id.map_or_else(|| text.clone(), ToString::to_string))
        }
        _ => Value::String(text),
    }
}

/// A day as people write it: 2026-3-5, 2026/3/5, 2026.3.5, 20260305, 2026年3月5日, or a spreadsheet's number of days.
fn day(text: &str) -> Option<Day> {
    let text = text.split(' ').next().unwrap_or(text);
    let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match digits.as_slice() {
        [year, month, day] => Day::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok(),
        [whole] if whole.len() == 8 => {
            Day::of(whole.get(..4)?.parse().ok()?, whole.get(4..6)?.parse().ok()?, whole.get(6..)?.parse().ok()?).ok()
        }
        [serial] | [serial, "0"] if serial.len() == 5 => {
            Day::of(2000, 1, 1).ok().map(|day| day.plus(serial.parse().unwrap_or(EXCEL_2000) - EXCEL_2000))
        }
        _ => None,
    }
}

/// A row that is good.
struct Good {
    filled: Filled,
    known: Option<(RecordId, i64)>,
    row: usize,
}

/// Checks every row, and says what an import would do.
///
/// # Errors
/// When the store can't be read.
pub async fn check(cx: &Ctx, code: &str, mapped: &Mapped) -> Result<Report> {
    Ok(checked(cx, code, mapped).await?.0)
}

async fn checked(cx: &Ctx, register: &str, mapped: &Mapped) -> Result<(Report, Vec<Good>)> {
    let book = book(cx, register)?;
    let known = known(cx, book).await?;
    let mut present = Present::default();
    for row in all(cx, register, &Narrow::default(), usize::MAX).await? {
        present.add(book, filled(&row), Some(row), 0);
    }
    let (mut report, mut good, mut seen) = (Report::default(), Vec::new(), Present::default());
    let namesake = |number: usize| [Problem::of_row(number, fault(&Fault::Wrong("record_namesake")))];
    for (number, cells) in mapped.rows() {
        let mut tree = Map::new();
        for (name, text) in mapped.filled(cells) {
            if let Some(field) = book.register.field(name) {
                tree.insert(field.name.clone(), typed(cx, field, text, &known));
            }
        }
        if tree.is_empty() {
            report.blank += 1;
            continue;
        }
        let read = match read_form(cx, book, &Value::Object(tree)) {
            Ok(read) => read,
            Err(Error::Faults(faults)) => {
                report.refused(mapped.problems(number, cells, &faults));
                continue;
            }
            Err(other) => return Err(other),
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
        match row {
            None => {
                report.new += 1;
                good.push(Good { filled: read, known: None, row: number });
            }
            Some(row) => {
                // What the table does not say stays as it is.
                let (before, mut after) = (filled(row), filled(row));
                after.0.extend(read.0);
                if before == after {
                    report.same += 1;
                } else if book.register.is_open(&row.state) {
                    report.changed += 1;
                    good.push(Good { filled: after, known: Some((row.record, row.version)), row: number });
                } else {
                    report.refused([Problem::of_row(number, fault(&Fault::Wrong("record_over")))]);
                }
            }
        }
    }
    Ok((report, good))
}

/// Imports the good rows; gives what was done, with the rows that the rules of access or another record refused.
///
/// # Errors
/// When the store can't be written.
pub async fn import(cx: &Ctx, code: &str, mapped: &Mapped) -> Result<Report> {
    let (mut report, good) = checked(cx, code, mapped).await?;
    let mut good = good.into_iter().peekable();
    let reason = crate::text::code(WORDS, "reason").to_owned();
    while good.peek().is_some() {
        let batch: Vec<Good> = good.by_ref().take(BATCH).collect();
        let (cx, code, reason) = (cx.clone(), code.to_owned(), reason.clone());
        let store = cx.app.store.clone();
        let work = async move |tx: &Tx| -> Result<Vec<(usize, bool, String)>> {
            let mut refused = Vec::new();
            for one in batch {
                let done = match one.known {
                    None => enter_in(&cx, tx, &code, one.filled).await.map(|_| ()),
                    Some((id, version)) => change_in(&cx, tx, id, version, one.filled, &reason).await,
                };
                match done {
                    Ok(()) => {}
                    Err(Error::Faults(faults)) => {
                        let told = faults.0.first().map(|(_, wrong)| fault(wrong)).unwrap_or_default();
                        refused.push((one.row, one.known.is_none(), told));
                    }
                    Err(Error::NotFound) => refused.push((one.row, one.known.is_none(), fault(&Fault::Wrong("out_of_reach")))),
                    Err(other) => return Err(other),
                }
            }
            Ok(refused)
        };
        for (row, new, told) in store.write(move |tx| Box::pin(async move { work(tx).await })).await? {
            report.taken_back(new, Problem::of_row(row, told));
        }
    }
    let actor = cx.may_somewhere(Action::Deal(book(cx, code)?.register.entry.deal()))?;
    let entry = Note::by(cx, &actor, Deed::RecordsImported).on("register", code).with("new", report.new).with("changed", report.changed);
    cx.app.store.write::<_, Error, _>(move |tx| Box::pin(async move { note(tx, entry).await })).await?;
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in ["2026-3-5", "2026/03/05", "2026.3.5", "20260305", "2026年3月5日", "2026-03-05 00:00:00", "46086"] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2026-03-05"), "{text}");
        }
        for text in ["", "三月", "2026-13-05", "12345678901"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
