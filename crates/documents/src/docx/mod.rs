//! Papers as Word documents: the same model as the PDF, made of real headings, tables and page number fields so that people can
//! go on editing. [`look`] knows fonts, sizes and distances; this file puts the parts of a paper in order.

mod look;

use app::document::model::{Align, Block, Column, Paper, PressError, SignaturePlace};
use docx_rs::{
    AlignmentType, BreakType, Docx, Footer, NumPages, PageMargin, PageNum, PageOrientationType, Paragraph, Run, Shading, Table, TableCell,
    TableLayoutType, TableRow, VAlignType, WidthType,
};

use crate::text::{clean, line};
use crate::words::{with_colon, words};
use look::Look;

/// Writes the paper.
pub(crate) fn press(paper: &Paper) -> Result<Vec<u8>, PressError> {
    let look = look::of(paper)?;
    let mut book = frame(paper, &look)?;
    if !paper.title.trim().is_empty() {
        book = book.add_paragraph(look::title(&clean(&paper.title)));
    }
    if let Some(number) = paper.number.as_deref().map(line).filter(|number| !number.is_empty()) {
        book = book.add_paragraph(look::small(&number).align(AlignmentType::Center));
    }
    for (label, value) in &paper.head {
        let label = with_colon(&line(label))?;
        let mut rows = clean(value).lines().map(str::to_owned).collect::<Vec<_>>().into_iter();
        let first = rows.next().unwrap_or_default();
        book = book.add_paragraph(look.labelled(&label, &first));
        for row in rows {
            book = book.add_paragraph(look.paragraph(&row));
        }
    }
    for block in &paper.body {
        book = part(book, block, &look)?;
    }
    book = ending(book, paper, &look)?;
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut parts = book.build();
    parts.document = heads_repeated(parts.document)?;
    parts.pack(&mut bytes).map_err(|why| PressError::Engine(why.to_string()))?;
    Ok(bytes.into_inner())
}

/// The shade of a table's head.
const HEAD_SHADE: &str = "ECECEC";

/// The head of a table stands on each of its pages. The library has no word for it; a head is the first row of its table, and shaded.
fn heads_repeated(document: Vec<u8>) -> Result<Vec<u8>, PressError> {
    let document = String::from_utf8(document).map_err(|why| PressError::Engine(why.to_string()))?;
    let mut tables = document.split("<w:tbl>");
    let mut told = tables.next().unwrap_or_default().to_owned();
    for table in tables {
        let end = table.find("</w:tr>").unwrap_or(0);
        let (first, rest) = table.split_at_checked(end).unwrap_or((table, ""));
        let head = if first.contains(HEAD_SHADE) { "<w:cantSplit /><w:tblHeader />" } else { "<w:cantSplit />" };
        told.extend(["<w:tbl>", &first.replacen("<w:cantSplit />", head, 1), rest]);
    }
    Ok(told.into_bytes())
}

/// Page, margins, fonts, page foot, properties of the file.
fn frame(paper: &Paper, look: &Look) -> Result<Docx, PressError> {
    let (before, middle, after) = &words()?.page;
    let word = |text: &str| Run::new().add_text(text).size(21);
    let foot = Paragraph::new()
        .align(AlignmentType::Center)
        .add_run(word(before))
        .add_page_num(PageNum::new())
        .add_run(word(middle))
        .add_num_pages(NumPages::new())
        .add_run(word(after));
    let margin = PageMargin::new().left(1587).right(1474).header(851).footer(1247);
    let (margin, (wide, tall)) =
        if paper.wide { (margin.top(1587).bottom(1474), (16_838, 11_906)) } else { (margin.top(2098).bottom(1984), (11_906, 16_838)) };
    let turn = if paper.wide { PageOrientationType::Landscape } else { PageOrientationType::Portrait };
    let day = paper.day.map_or_else(|| "2000-01-01".to_owned(), |day| day.to_string());
    let made = format!("{day}T00:00:00Z");
    Ok(look
        .dress(Docx::new())
        .page_size(wide, tall)
        .page_orient(turn)
        .page_margin(margin)
        .footer(Footer::new().add_paragraph(foot))
        .created_at(&made)
        .updated_at(&made))
}

fn part(book: Docx, block: &Block, look: &Look) -> Result<Docx, PressError> {
    let all = |book: Docx, text: &str| {
        clean(text).lines().filter(|one| !one.trim().is_empty()).fold(book, |book, one| book.add_paragraph(look.paragraph(one.trim())))
    };
    Ok(match block {
        Block::Paragraph(text) => all(book, text),
        Block::Heading(text) => book.add_paragraph(look.heading(&line(text))),
        Block::Numbered(items) => (1..).zip(items).fold(book, |book, (number, item)| all(book, &format!("{number}. {item}"))),
        Block::Table { columns, rows } if !columns.is_empty() => book.add_table(table(columns, rows, look)?).add_paragraph(look::gap()),
        Block::Table { .. } => book,
        // A picture of a hand belongs to the file that is kept, not to one that can be edited.
        Block::Hand { label, lines, .. } => lines.iter().fold(all(book, label), |book, one| all(book, one)),
        Block::Notice(text) => clean(text).lines().fold(book, |book, one| book.add_paragraph(look.notice(one.trim()))),
    })
}

fn table(columns: &[Column], rows: &[Vec<String>], look: &Look) -> Result<Table, PressError> {
    if rows.iter().any(|row| row.len() > columns.len()) {
        return Err(PressError::Engine("a row of a table has more cells than the table has columns".to_owned()));
    }
    let weight = |column: &Column| usize::from(column.weight.max(1));
    let whole: usize = columns.iter().map(weight).sum();
    let widths: Vec<usize> = columns.iter().map(|column| look.measure * weight(column) / whole).collect();
    let cell = |text: &str, align: AlignmentType, width: usize, head: bool| {
        let mut run = Run::new().size(look.table);
        for (at, one) in clean(text).lines().enumerate() {
            run = if at == 0 { run.add_text(one) } else { run.add_break(BreakType::TextWrapping).add_text(one) };
        }
        let run = if head { run.bold() } else { run };
        let cell = TableCell::new().add_paragraph(Paragraph::new().align(align).add_run(run)).width(width, WidthType::Dxa);
        let cell = cell.vertical_align(VAlignType::Center);
        if head { cell.shading(Shading::new().fill(HEAD_SHADE)) } else { cell }
    };
    let titles = columns.iter().zip(&widths).map(|(column, width)| cell(&column.title, AlignmentType::Center, *width, true));
    let mut all = vec![TableRow::new(titles.collect()).cant_split()];
    for row in rows {
        let texts = row.iter().map(String::as_str).chain(std::iter::repeat(""));
        let cells = columns.iter().zip(&widths).zip(texts);
        let cells = cells.map(|((column, width), text)| cell(text, side(column.align), *width, false));
        all.push(TableRow::new(cells.collect()));
    }
    Ok(Table::new(all).set_grid(widths).width(look.measure, WidthType::Dxa).layout(TableLayoutType::Fixed))
}

fn side(align: Align) -> AlignmentType {
    match align {
        Align::Left => AlignmentType::Left,
        Align::Centre => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
    }
}

/// Signatures, seal, day, copies, and where the paper is checked.
fn ending(mut book: Docx, paper: &Paper, look: &Look) -> Result<Docx, PressError> {
    let half = look.measure / 2;
    let mut rows = Vec::new();
    for pair in paper.signatures.chunks(2) {
        let mut cells = Vec::new();
        for at in 0..2 {
            cells.push(signature(pair.get(at), look)?.width(half, WidthType::Dxa));
        }
        rows.push(TableRow::new(cells).cant_split());
    }
    if !rows.is_empty() {
        let table =
            Table::without_borders(rows).set_grid(vec![half, half]).width(look.measure, WidthType::Dxa).layout(TableLayoutType::Fixed);
        book = book.add_paragraph(look::gap()).add_table(table).add_paragraph(look::gap());
    }
    if let Some(seal) = paper.seal.as_deref().map(line).filter(|seal| !seal.is_empty()) {
        book = book.add_paragraph(look::gap()).add_paragraph(look.right(&format!("{seal}{}", words()?.seal)));
    }
    if let Some(date) = paper.date.as_deref().map(line).filter(|date| !date.is_empty()) {
        book = book.add_paragraph(look.right(&date));
    }
    for one in clean(paper.copies.as_deref().unwrap_or_default()).lines() {
        book = book.add_paragraph(look::small(one));
    }
    if let Some(check) = &paper.check {
        let told = &words()?.check;
        book = book.add_paragraph(look::small(&format!("{}{}", told.url, line(&check.url))));
        book = book.add_paragraph(look::small(&format!("{}{}", told.code, line(&check.code))));
    }
    Ok(book)
}

fn signature(place: Option<&SignaturePlace>, look: &Look) -> Result<TableCell, PressError> {
    let Some(place) = place else { return Ok(TableCell::new().add_paragraph(Paragraph::new())) };
    let label = with_colon(&line(&place.label))?;
    let name = line(place.name.as_deref().unwrap_or_default());
    let day = place.day.as_deref().map_or(words()?.blank_day.clone(), line);
    let plain = |text: &str| Paragraph::new().add_run(Run::new().add_text(text).size(look.size));
    Ok(TableCell::new().add_paragraph(plain(&format!("{label}{name}"))).add_paragraph(plain(&day).align(AlignmentType::Right)))
}
