//! Tables with borders: cells wrap, the head is repeated on each page, a row breaks only when it must.

use app::document::model::{Align, Column, PressError};

use super::breaking::{Line, Setting, lines};
use super::face::{Faces, Weight};
use super::page::{LEFT, MEASURE, Mark, Pages};

const SIZE: f32 = 11.0;
const LEADING: f32 = 16.5;
const PAD_X: f32 = 5.0;
const PAD_Y: f32 = 3.5;
const RULE: f32 = 0.6;

struct Slot {
    x: f32,
    width: f32,
    align: Align,
}

/// Cells as lines of type, side by side.
type Row = Vec<Vec<Line>>;

/// Sets a table at the current place.
pub(crate) fn set(pages: &mut Pages, faces: &Faces, columns: &[Column], rows: &[Vec<String>]) -> Result<(), PressError> {
    if rows.iter().any(|row| row.len() > columns.len()) {
        return Err(PressError::Engine("a row of a table has more cells than the table has columns".to_owned()));
    }
    if columns.is_empty() {
        return Ok(());
    }
    let slots = slots(columns);
    let head = columns.iter().map(|column| column.title.as_str());
    let head = row(faces, head, &slots, Weight::Bold)?;
    if height(&head) > Pages::whole() / 2.0 {
        return Err(PressError::Engine("the head of a table is taller than half a page".to_owned()));
    }
    let body: Vec<Row> =
        rows.iter().map(|cells| row(faces, cells.iter().map(String::as_str), &slots, Weight::Regular)).collect::<Result<_, _>>()?;

    pages.space(6.0);
    let first = body.first().map_or(0.0, height).min(Pages::whole() / 3.0);
    pages.need(height(&head) + first);
    draw(pages, head.clone(), &slots, true);
    for row in body {
        put(pages, row, &head, &slots);
    }
    pages.space(8.0);
    Ok(())
}

fn slots(columns: &[Column]) -> Vec<Slot> {
    let whole: f32 = columns.iter().map(|column| f32::from(column.weight.max(1))).sum();
    let mut x = LEFT;
    let slot = |column: &Column| {
        let width = MEASURE * f32::from(column.weight.max(1)) / whole;
        x += width;
        Slot { x: x - width, width, align: column.align }
    };
    columns.iter().map(slot).collect()
}

fn row<'a>(faces: &Faces, cells: impl Iterator<Item = &'a str>, slots: &[Slot], weight: Weight) -> Result<Row, PressError> {
    let set = |(slot, text): (&Slot, &str)| lines(faces, text, Setting { weight, ..Setting::plain(SIZE, slot.width - 2.0 * PAD_X) });
    slots.iter().zip(cells.chain(std::iter::repeat(""))).map(set).collect()
}

fn height(row: &Row) -> f32 {
    row.iter().map(|cell| tall(cell)).fold(LEADING, f32::max) + 2.0 * PAD_Y
}

fn tall(cell: &[Line]) -> f32 {
    cell.iter().map(|_| LEADING).sum()
}

/// Puts a row on this page, or on the next with the head again; a row taller than a page is broken.
fn put(pages: &mut Pages, mut row: Row, head: &Row, slots: &[Slot]) {
    loop {
        let needed = height(&row);
        if needed <= pages.room() + 0.01 {
            draw(pages, row, slots, false);
            return;
        }
        let on_new = Pages::whole() - height(head);
        let fits = (pages.room() - 2.0 * PAD_Y).max(0.0);
        // A row that a new page would hold is not broken; any other fills what is left here.
        if needed > on_new && fits > 3.0 * LEADING {
            let later = row.iter_mut().map(|cell| cell.split_off(whole_lines(cell, fits))).collect();
            draw(pages, std::mem::replace(&mut row, later), slots, false);
        }
        pages.turn();
        draw(pages, head.clone(), slots, true);
    }
}

/// How many lines of a cell stand in this height.
fn whole_lines(cell: &[Line], height: f32) -> usize {
    let mut used = 0.0;
    cell.iter()
        .take_while(|_| {
            used += LEADING;
            used <= height
        })
        .count()
}

fn draw(pages: &mut Pages, row: Row, slots: &[Slot], is_head: bool) {
    let height = height(&row);
    let (top, bottom) = (pages.y, pages.y + height);
    if is_head {
        pages.mark(Mark::Tint { x: LEFT, y: top, width: MEASURE, height, grey: 236 });
        pages.mark(Mark::Rule { from: (LEFT, top), to: (LEFT + MEASURE, top), thick: RULE });
    }
    let single = row.iter().all(|cell| cell.len() <= 1);
    for (slot, cell) in slots.iter().zip(row) {
        // Short cells stand in the middle of the row, long ones begin at its top.
        let spare = (height - 2.0 * PAD_Y - tall(&cell)).max(0.0);
        let centred = is_head || single || cell.len() <= 2;
        let mut y = top + PAD_Y + if centred { spare / 2.0 } else { 0.0 };
        let inner = slot.width - 2.0 * PAD_X;
        for line in cell {
            let align = if is_head { Align::Centre } else { slot.align };
            let shift = match align {
                Align::Left => 0.0,
                Align::Centre => (inner - line.width) / 2.0,
                Align::Right => inner - line.width,
            };
            pages.type_at(line, slot.x + PAD_X + shift, y, LEADING);
            y += LEADING;
        }
    }
    for x in slots.iter().map(|slot| slot.x).chain([LEFT + MEASURE]) {
        pages.mark(Mark::Rule { from: (x, top), to: (x, bottom), thick: RULE });
    }
    pages.mark(Mark::Rule { from: (LEFT, bottom), to: (LEFT + MEASURE, bottom), thick: RULE });
    pages.y = bottom;
}
