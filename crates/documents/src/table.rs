//! Reading tables that people bring: the first sheet of an XLSX, or a CSV. Implements `app::port::Tables`.
//!
//! Cells become texts and nothing is decided here. A file is read cell by cell and only as far as it was asked for.

use std::io::Cursor;

use app::port::{TableFault, Tables};
use calamine::{DataRef, Reader as _, Xlsx, XlsxError};

/// Most columns of a table.
const MOST_COLUMNS: usize = 100;
/// Most characters of a cell.
const MOST_CHARS: usize = 2000;
/// Most bytes that a file may unpack to.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Reads XLSX and CSV.
#[derive(Debug, Clone, Copy, Default)]
pub struct OfficeTables;

impl Tables for OfficeTables {
    fn read(&self, file: &[u8], most_rows: usize) -> Result<Vec<Vec<String>>, TableFault> {
        if file.starts_with(b"PK\x03\x04") {
            if unpacked(file) > MOST_BYTES {
                return Err(TableFault::TooLarge);
            }
            return sheet(file, most_rows);
        }
        if file.contains(&0) {
            return Err(TableFault::NotATable);
        }
        let text = std::str::from_utf8(file).map_err(|_| TableFault::NotUtf8)?;
        csv(text.trim_start_matches('\u{feff}'), most_rows)
    }
}

/// What the parts of a ZIP say they unpack to, by its catalogue.
fn unpacked(file: &[u8]) -> u64 {
    const ENTRY: &[u8] = b"PK\x01\x02";
    let entries = file.windows(28).filter(|window| window.starts_with(ENTRY));
    let size = |entry: &[u8]| entry.get(24..28).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes);
    entries.map(|entry| u64::from(size(entry))).sum()
}

fn sheet(file: &[u8], most_rows: usize) -> Result<Vec<Vec<String>>, TableFault> {
    let broken = |_: XlsxError| TableFault::NotATable;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).map_err(broken)?;
    let first = book.sheet_names().first().cloned().ok_or(TableFault::NotATable)?;
    let mut cells = book.worksheet_cells_reader(&first).map_err(broken)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let text = told(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let (row, column) = (usize::try_from(row).unwrap_or(usize::MAX), usize::try_from(column).unwrap_or(usize::MAX));
        if row >= most_rows || column >= MOST_COLUMNS {
            return Err(TableFault::TooLarge);
        }
        put(&mut rows, row, column, text);
    }
    Ok(rows)
}

fn put(rows: &mut Vec<Vec<String>>, row: usize, column: usize, text: String) {
    if rows.len() <= row {
        rows.resize(row + 1, Vec::new());
    }
    let Some(cells) = rows.get_mut(row) else { return };
    if cells.len() <= column {
        cells.resize(column + 1, String::new());
    }
    if let Some(cell) = cells.get_mut(column) {
        *cell = text;
    }
}

/// A cell as people read it.
fn told(cell: &DataRef<'_>) -> String {
    let text = match cell {
        DataRef::Int(number) => number.to_string(),
        // What a spreadsheet reckoned ends in a long tail: six places are more than any fact here has.
        DataRef::Float(number) => {
            let text = format!("{number:.6}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) => text.chars().take(10).collect(),
        DataRef::DurationIso(_) | DataRef::Error(_) | DataRef::Empty => String::new(),
    };
    text.trim().chars().take(MOST_CHARS).collect()
}

/// A CSV by RFC 4180: fields in quotes may hold commas, line ends and doubled quotes. Excel's semicolons and tabs are known too.
fn csv(text: &str, most_rows: usize) -> Result<Vec<Vec<String>>, TableFault> {
    let first = text.lines().next().unwrap_or_default();
    let between = [',', '\t', ';'].into_iter().find(|sign| first.contains(*sign)).unwrap_or(',');
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let Some(row) = rows.last_mut() else { break };
        let Some(cell) = row.last_mut() else { break };
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            '\r' if !quoted => {}
            '\n' if !quoted => rows.push(vec![String::new()]),
            sign if sign == between && !quoted => row.push(String::new()),
            sign => cell.push(sign),
        }
        if rows.len() > most_rows.saturating_add(1) || rows.last().is_some_and(|row| row.len() > MOST_COLUMNS) {
            return Err(TableFault::TooLarge);
        }
    }
    if rows.last().is_some_and(|row| row.iter().all(String::is_empty)) {
        rows.pop();
    }
    for cell in rows.iter_mut().flatten() {
        *cell = cell.trim().chars().take(MOST_CHARS).collect();
    }
    if rows.len() > most_rows { Err(TableFault::TooLarge) } else { Ok(rows) }
}
