//! The plain model as the plain data that `templates/paper.typ` sets: sizes chosen, long words made breakable.

use app::document::model::{Align, Block, Check, Column, Paper, PressError, SignaturePlace};
use serde_json::{Value, json};

use super::qr;
use super::scale::{self, Scale};
use crate::text::{clean, line, paragraphs, width};
use crate::words::with_colon;

/// The size of titles, in points.
const TITLE: f32 = 22.0;
/// The size of the words beside a signature, in points.
const HAND: f32 = 10.5;
/// What a cell keeps free at both sides together, in points.
const CELL: f32 = 10.0;
/// A row with more lines than this may break over two pages.
const WHOLE_ROW: f32 = 16.0;
/// A head of a table with more lines than this can't be repeated on each page.
const WHOLE_HEAD: f32 = 12.0;
/// A number wider than this, in type sizes, is not repeated along the edge.
const WHOLE_SEAM: f32 = 40.0;

/// The data of a paper.
pub(crate) fn paper(paper: &Paper) -> Result<Value, PressError> {
    let look = scale::of(paper);
    let whole = f32::from(scale::measure(paper)) / 20.0;
    let measure = whole / look.body.points();
    let mut body = Vec::new();
    for block in &paper.body {
        part(block, look, whole, &mut body)?;
    }
    let head = pairs(&paper.head, measure - 8.0)?;
    let number = line(paper.number.as_deref().unwrap_or_default());
    Ok(json!({
        "wide": paper.wide,
        "size": look.body.points(),
        "pitch": look.pitch.points(),
        "title": paragraphs(&paper.title, whole / TITLE),
        "number": number,
        "seam": if width(&number) <= WHOLE_SEAM { number.as_str() } else { "" },
        "head": head,
        "body": body,
        "signatures": paper.signatures.iter().map(|place| signature(place, look, whole)).collect::<Result<Vec<_>, _>>()?,
        "seal": line(paper.seal.as_deref().unwrap_or_default()),
        "date": line(paper.date.as_deref().unwrap_or_default()),
        "copies": paragraphs(paper.copies.as_deref().unwrap_or_default(), whole / 12.0),
        "check": paper.check.as_ref().map(|one| check(one, whole)).transpose()?,
    }))
}

/// Labels with the lines of their values.
pub(crate) fn pairs(pairs: &[(String, String)], measure: f32) -> Result<Vec<Value>, PressError> {
    pairs.iter().map(|(label, value)| Ok(json!([with_colon(&line(label))?, paragraphs(value, measure)]))).collect()
}

fn part(block: &Block, look: Scale, whole: f32, body: &mut Vec<Value>) -> Result<(), PressError> {
    let measure = whole / look.body.points() - 2.0;
    match block {
        Block::Paragraph(text) => body.push(json!({ "kind": "paragraph", "lines": paragraphs(text, measure) })),
        Block::Heading(text) => body.push(json!({ "kind": "heading", "lines": paragraphs(text, measure) })),
        Block::Numbered(items) => {
            let numbered = (1..).zip(items).map(|(number, item)| format!("{number}. {}", clean(item)));
            body.extend(numbered.map(|item| json!({ "kind": "paragraph", "lines": paragraphs(&item, measure) })));
        }
        Block::Notice(text) => body.push(json!({ "kind": "notice", "lines": paragraphs(text, measure - 2.0) })),
        Block::Hand { label, lines, svg } => {
            let room = (measure / 2.0 - 1.0).max(4.0) * look.body.points() / HAND;
            let lines: Vec<String> = lines.iter().flat_map(|one| paragraphs(one, room)).collect();
            let label = paragraphs(label, room);
            let tall = lines.iter().chain(&label).map(|one| (width(one) / room).ceil().max(1.0)).sum::<f32>();
            body.push(json!({ "kind": "hand", "label": label, "lines": lines, "svg": svg, "breaks": tall > WHOLE_ROW }));
        }
        Block::Table { columns, rows } => body.extend(table(columns, rows, look.table.points(), whole)?),
    }
    Ok(())
}

/// A table; nothing for one without columns.
fn table(columns: &[Column], rows: &[Vec<String>], size: f32, room: f32) -> Result<Option<Value>, PressError> {
    if rows.iter().any(|row| row.len() > columns.len()) {
        return Err(PressError::Engine("a row of a table has more cells than the table has columns".to_owned()));
    }
    if columns.is_empty() {
        return Ok(None);
    }
    let size = if columns.len() > 6 { size.min(10.0) } else { size };
    let whole: f32 = columns.iter().map(weight).sum();
    let measures: Vec<f32> = columns.iter().map(|column| ((room * weight(column) / whole - CELL) / size).max(1.0)).collect();
    let tall = |texts: &[String], measure: f32| texts.iter().map(|text| (width(text) / measure).ceil().max(1.0)).sum::<f32>();
    let mut titles = Vec::new();
    for (column, measure) in columns.iter().zip(&measures) {
        let title = paragraphs(&column.title, *measure);
        if tall(&title, *measure) > WHOLE_HEAD {
            return Err(PressError::Engine("the head of a table is taller than half a page".to_owned()));
        }
        titles.push(title);
    }
    let row = |row: &Vec<String>| {
        let cells = row.iter().map(String::as_str).chain(std::iter::repeat(""));
        let cells: Vec<Vec<String>> = measures.iter().zip(cells).map(|(measure, cell)| paragraphs(cell, *measure)).collect();
        let breaks = measures.iter().zip(&cells).any(|(measure, cell)| tall(cell, *measure) > WHOLE_ROW);
        json!({ "cells": cells, "breaks": breaks })
    };
    let align = |column: &Column| match column.align {
        Align::Left => "left",
        Align::Centre => "centre",
        Align::Right => "right",
    };
    Ok(Some(json!({
        "kind": "table",
        "size": size,
        "weights": columns.iter().map(weight).collect::<Vec<_>>(),
        "aligns": columns.iter().map(align).collect::<Vec<_>>(),
        "titles": titles,
        "rows": rows.iter().map(row).collect::<Vec<_>>(),
    })))
}

fn weight(column: &Column) -> f32 {
    f32::from(column.weight.max(1))
}

fn signature(place: &SignaturePlace, look: Scale, whole: f32) -> Result<Value, PressError> {
    let room = whole / 2.0 / look.body.points() - 1.0;
    let label = paragraphs(&with_colon(&line(&place.label))?, room);
    let name = line(place.name.as_deref().unwrap_or_default());
    let needs = label.last().map_or(0.0, |last| width(last)) + width(&name).max(6.0) + 1.0;
    Ok(json!({
        "label": label,
        "below": needs > room,
        "name": paragraphs(&name, room),
        "day": place.day.as_deref().map(line).unwrap_or_default(),
    }))
}

fn check(check: &Check, whole: f32) -> Result<Value, PressError> {
    let measure = (whole - 90.0) / 9.0 - 4.0;
    let part = |text: &str| paragraphs(text, measure).concat();
    Ok(json!({ "svg": qr::svg(check.url.trim())?, "url": part(&check.url), "code": part(&check.code) }))
}
