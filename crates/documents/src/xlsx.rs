//! Sheets as XLSX: frozen head, filter, money and days as real values, words never as formulas.

use app::document::model::{Cell, ColumnKind, PressError, Sheet};
use rust_xlsxwriter::{ColNum, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, RowNum, Workbook, Worksheet, XlsxError};

const FONT: &str = "宋体";
/// What a cell can hold, in UTF-16 units.
const CELL: usize = 32_767;
/// What a tab can hold, in UTF-16 units.
const TAB: usize = 31;
/// Whole numbers beyond this lose digits in a spreadsheet and are written as text.
const EXACT: u64 = 1 << 53;

/// Writes the sheet.
pub(crate) fn press(sheet: &Sheet) -> Result<Vec<u8>, PressError> {
    write(sheet).map_err(|why| PressError::Engine(why.to_string()))
}

fn write(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed day, so that the same sheet gives the same file; the real day stands in the sheet.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&sheet.title).set_creation_datetime(&made));
    let page = book.add_worksheet_with_constant_memory()?;
    page.set_name(tab(&sheet.name))?;
    let looks = Looks::new();

    for (at, column) in (0..).zip(&sheet.columns) {
        page.set_column_width(at, f64::from(column.width.clamp(4, 255)))?;
    }
    let mut row: RowNum = 0;
    if !sheet.title.is_empty() {
        page.set_row_height(row, 30)?;
        page.write_string_with_format(row, 0, cut(&sheet.title), &looks.title)?;
        row += 1;
    }
    let head = row;
    page.set_row_height(row, 22)?;
    for (at, column) in (0..).zip(&sheet.columns) {
        page.write_string_with_format(row, at, cut(&column.title), &looks.head)?;
    }
    for cells in &sheet.rows {
        row += 1;
        for (at, cell) in (0..).zip(cells) {
            let kind = sheet.columns.get(usize::from(at)).map(|column| column.kind).unwrap_or_default();
            put(page, row, at, cell, kind, &looks)?;
        }
    }
    set_up(page, sheet, head, row)?;
    book.save_to_buffer()
}

/// Frozen head, filter, and how the sheet prints.
fn set_up(page: &mut Worksheet, sheet: &Sheet, head: RowNum, last: RowNum) -> Result<(), XlsxError> {
    page.set_freeze_panes(head + 1, 0)?;
    if let Some(edge) = ColNum::try_from(sheet.columns.len()).ok().and_then(|count| count.checked_sub(1)) {
        page.autofilter(head, 0, last, edge)?;
    }
    page.set_repeat_rows(head, head)?;
    page.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_footer("&C第 &P 页 共 &N 页");
    Ok(())
}

fn put(page: &mut Worksheet, row: RowNum, at: ColNum, cell: &Cell, kind: ColumnKind, looks: &Looks) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(words) if words.is_empty() => page.write_blank(row, at, looks.of(kind))?,
        Cell::Text(words) => page.write_string_with_format(row, at, cut(words), looks.words(words))?,
        Cell::Money(money) => number(page, row, at, money.0, 2, &looks.money)?,
        Cell::Number(count) => number(page, row, at, *count, 0, &looks.number)?,
        Cell::Day(day) => {
            let year = u16::try_from(day.year()).unwrap_or_default();
            page.write_datetime_with_format(row, at, &ExcelDateTime::from_ymd(year, day.month(), day.day())?, &looks.day)?
        }
        Cell::Empty => page.write_blank(row, at, looks.of(kind))?,
    };
    Ok(())
}

/// A number with `places` decimal places, given in its smallest unit.
fn number<'a>(
    page: &'a mut Worksheet,
    row: RowNum,
    at: ColNum,
    units: i64,
    places: u32,
    look: &Format,
) -> Result<&'a mut Worksheet, XlsxError> {
    let one = 10_u64.pow(places);
    let (whole, rest) = (units.unsigned_abs() / one, units.unsigned_abs() % one);
    let sign = if units < 0 { "-" } else { "" };
    let text = if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:0>2}") };
    match text.parse::<f64>() {
        Ok(value) if units.unsigned_abs() <= EXACT => page.write_number_with_format(row, at, value, look),
        _ => page.write_string_with_format(row, at, text, look),
    }
}

/// Words that fit into one cell; an ellipsis shows that something was cut.
fn cut(words: &str) -> String {
    shorten(words, CELL, "…")
}

/// A name that a tab may carry.
fn tab(name: &str) -> String {
    let tame: String = name
        .chars()
        .filter(|c| !c.is_control())
        .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { '_' } else { c })
        .collect();
    let short = shorten(tame.trim().trim_matches('\''), TAB, "…");
    if short.is_empty() { "Sheet1".to_owned() } else { short }
}

/// At most `most` UTF-16 units, ending with `mark` when cut.
fn shorten(words: &str, most: usize, mark: &str) -> String {
    if words.encode_utf16().count() <= most {
        return words.to_owned();
    }
    let room = most.saturating_sub(mark.encode_utf16().count());
    let mut used = 0;
    let mut short: String = words
        .chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= room
        })
        .collect();
    short.push_str(mark);
    short
}

/// The few ways a cell looks.
struct Looks {
    title: Format,
    head: Format,
    text: Format,
    /// Words that begin like a formula: the quote prefix keeps them words when somebody edits the cell.
    quoted: Format,
    money: Format,
    day: Format,
    number: Format,
}

impl Looks {
    fn new() -> Self {
        let base = Format::new().set_font_name(FONT).set_font_size(11).set_align(FormatAlign::VerticalCenter);
        let cell = base.clone().set_border(FormatBorder::Thin).set_border_color(0x00BF_BFBF);
        let text = cell.clone().set_text_wrap().set_align(FormatAlign::Left);
        let right = cell.clone().set_align(FormatAlign::Right);
        Self {
            title: base.set_bold().set_font_size(16),
            head: cell.clone().set_bold().set_text_wrap().set_align(FormatAlign::Center).set_background_color(0x00E7_EDF3),
            quoted: text.clone().set_quote_prefix(),
            text,
            money: right.clone().set_num_format("#,##0.00"),
            day: cell.set_align(FormatAlign::Center).set_num_format("yyyy-mm-dd"),
            number: right.set_num_format("0"),
        }
    }

    fn of(&self, kind: ColumnKind) -> &Format {
        match kind {
            ColumnKind::Text => &self.text,
            ColumnKind::Money => &self.money,
            ColumnKind::Day => &self.day,
            ColumnKind::Number => &self.number,
        }
    }

    fn words(&self, words: &str) -> &Format {
        if words.starts_with(['=', '+', '-', '@', '\t', '\r']) { &self.quoted } else { &self.text }
    }
}
