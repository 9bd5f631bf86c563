//! Sets a paper: title, number, head, body, notes. Its end is set in [`super::end`].

use app::document::model::{Block, Paper, PressError};

use super::breaking::{Line, Setting, lines, one_line};
use super::end;
use super::face::{Faces, Weight};
use super::page::{BODY, LEFT, MEASURE, Mark, Pages};
use super::table;

const LEADING: f32 = 1.7 * BODY;
const TITLE: f32 = 22.0;
const SMALL: f32 = 12.0;
const SMALL_LEADING: f32 = 1.6 * SMALL;
/// The width that labels of the head may take before their values begin right behind them.
const LABELS: f32 = 8.0 * BODY;

/// The pages of the paper.
pub(crate) fn set(paper: &Paper, faces: &Faces) -> Result<Vec<Vec<Mark>>, PressError> {
    let mut pages = Pages::new();
    title(&mut pages, faces, paper)?;
    head(&mut pages, faces, &paper.head)?;
    let followers = paper.body.iter().skip(1).map(Some).chain([None]);
    for (block, next) in paper.body.iter().zip(followers) {
        part(&mut pages, faces, block, next)?;
    }
    end::set(&mut pages, faces, paper)?;
    Ok(pages.finish())
}

fn title(pages: &mut Pages, faces: &Faces, paper: &Paper) -> Result<(), PressError> {
    let setting = Setting { weight: Weight::Bold, ..Setting::plain(TITLE, MEASURE) };
    centred(pages, balanced(faces, &paper.title, setting)?, 1.5 * TITLE);
    if let Some(number) = paper.number.as_deref().filter(|number| !number.trim().is_empty()) {
        pages.space(4.0);
        centred(pages, lines(faces, number, Setting::plain(SMALL, MEASURE))?, SMALL_LEADING);
    }
    pages.space(16.0);
    Ok(())
}

/// A heading of several lines is cut into lines of about the same length.
fn balanced(faces: &Faces, text: &str, setting: Setting) -> Result<Vec<Line>, PressError> {
    let wide = lines(faces, text, setting)?;
    let count: f32 = wide.iter().map(|_| 1.0).sum();
    if wide.len() < 2 || text.contains('\n') {
        return Ok(wide);
    }
    let whole: f32 = wide.iter().map(|line| line.width).sum();
    let measure = (whole / count + setting.size).min(setting.measure);
    let even = lines(faces, text, Setting { measure, ..setting })?;
    Ok(if even.len() == wide.len() { even } else { wide })
}

fn centred(pages: &mut Pages, lines: Vec<Line>, leading: f32) {
    for mut line in lines {
        line.indent = (MEASURE - line.width) / 2.0;
        pages.flow(vec![line], LEFT, leading, |_| ());
    }
}

/// Labels with their values; values stand below each other where the labels are short.
fn head(pages: &mut Pages, faces: &Faces, pairs: &[(String, String)]) -> Result<(), PressError> {
    let label = |text: &str| one_line(faces, &with_colon(text), BODY, Weight::Bold);
    let labels: Vec<Line> = pairs.iter().map(|(text, _)| label(text)).collect::<Result<_, _>>()?;
    let widest = labels.iter().map(|line| line.width).filter(|width| *width <= LABELS).fold(0.0, f32::max);
    for (line, (label, value)) in labels.into_iter().zip(pairs) {
        if line.width > MEASURE / 2.0 {
            let setting = Setting { weight: Weight::Bold, ..Setting::plain(BODY, MEASURE) };
            pages.flow(lines(faces, &with_colon(label), setting)?, LEFT, LEADING, |_| ());
            value_at(pages, faces, value, 2.0 * BODY, None)?;
        } else {
            value_at(pages, faces, value, line.width.max(widest), Some(line))?;
        }
    }
    if !pairs.is_empty() {
        pages.space(8.0);
    }
    Ok(())
}

/// A value `at` so far from the left edge, with its label before the first line.
fn value_at(pages: &mut Pages, faces: &Faces, value: &str, at: f32, mut label: Option<Line>) -> Result<(), PressError> {
    let setting = Setting { stretch: true, ..Setting::plain(BODY, MEASURE - at) };
    pages.flow(lines(faces, value, setting)?, LEFT + at, LEADING, |pages| {
        if let Some(label) = label.take() {
            pages.type_at(label, LEFT, pages.y, LEADING);
        }
    });
    Ok(())
}

/// A label ends with a colon.
pub(crate) fn with_colon(label: &str) -> String {
    let bare = label.trim().trim_end_matches(['：', ':']);
    format!("{bare}：")
}

fn part(pages: &mut Pages, faces: &Faces, block: &Block, next: Option<&Block>) -> Result<(), PressError> {
    match block {
        Block::Paragraph(text) => paragraph(pages, faces, text),
        Block::Heading(text) => {
            let setting = Setting { weight: Weight::Bold, indent: 2.0 * BODY, ..Setting::plain(BODY, MEASURE) };
            let lines = lines(faces, text, setting)?;
            let company = if matches!(next, Some(Block::Table { .. })) { 5.0 } else { 2.0 };
            pages.space(4.0);
            pages.need(lines.iter().map(|_| LEADING).sum::<f32>() + company * LEADING);
            pages.flow(lines, LEFT, LEADING, |_| ());
            Ok(())
        }
        Block::Numbered(items) => (1..).zip(items).try_for_each(|(number, item)| paragraph(pages, faces, &format!("{number}. {item}"))),
        Block::Table { columns, rows } => table::set(pages, faces, columns, rows),
        Block::Notice(text) => notice(pages, faces, text),
    }
}

/// Running text with the first line of each paragraph two characters in.
fn paragraph(pages: &mut Pages, faces: &Faces, text: &str) -> Result<(), PressError> {
    let setting = Setting { indent: 2.0 * BODY, stretch: true, ..Setting::plain(BODY, MEASURE) };
    for one in text.lines().filter(|one| !one.trim().is_empty()) {
        pages.flow(lines(faces, one, setting)?, LEFT, LEADING, |_| ());
    }
    Ok(())
}

/// Smaller type beside a thick rule.
fn notice(pages: &mut Pages, faces: &Faces, text: &str) -> Result<(), PressError> {
    let inset = 14.0;
    let lines = lines(faces, text, Setting { stretch: true, ..Setting::plain(SMALL, MEASURE - inset) })?;
    pages.space(8.0);
    pages.flow(lines, LEFT + inset, SMALL_LEADING, |pages| {
        let x = LEFT + 3.0;
        pages.mark(Mark::Rule { from: (x, pages.y), to: (x, pages.y + SMALL_LEADING), thick: 2.0 });
    });
    pages.space(8.0);
    Ok(())
}
