//! Hands the marks of the pages to krilla: fonts as subsets, the same bytes for the same paper.

use app::document::model::{Paper, PressError};
use krilla::Document;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::KrillaGlyph;

use super::breaking::{Line, Placed, one_line};
use super::face::{Faces, Weight};
use super::page::{FOOT, HEIGHT, Mark, WIDTH};

/// The file.
pub(crate) fn draw(paper: &Paper, faces: &Faces, pages: Vec<Vec<Mark>>) -> Result<Vec<u8>, PressError> {
    let mut document = Document::new();
    let count = pages.len();
    for (number, marks) in (1..).zip(pages) {
        let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| engine("no page of this size"))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        for mark in marks {
            put(&mut surface, faces, mark);
        }
        let foot: u32 = number;
        let foot = one_line(faces, &format!("第 {foot} 页 共 {count} 页"), 10.5, Weight::Regular)?;
        put(&mut surface, faces, Mark::Type { x: (WIDTH - foot.width) / 2.0, y: FOOT, line: foot });
        surface.finish();
        page.finish();
    }
    let title = paper.title.replace(['\r', '\n'], "");
    let mut metadata = Metadata::new().title(title).language("zh-CN".to_owned());
    if let Some(number) = &paper.number {
        metadata = metadata.description(number.clone());
    }
    document.set_metadata(metadata);
    document.finish().map_err(|why| engine(&why.to_string()))
}

fn engine(why: &str) -> PressError {
    PressError::Engine(why.to_owned())
}

fn put(surface: &mut Surface<'_>, faces: &Faces, mark: Mark) {
    match mark {
        Mark::Type { x, y, line } => type_line(surface, faces, x, y, &line),
        Mark::Rule { from, to, thick } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            if let Some(path) = path.finish() {
                surface.set_fill(None);
                surface.set_stroke(Some(Stroke { width: thick, ..Stroke::default() }));
                surface.draw_path(&path);
                surface.set_stroke(None);
            }
        }
        Mark::Tint { x, y, width, height, grey } => {
            let mut path = PathBuilder::new();
            if let Some(area) = Rect::from_xywh(x, y, width, height) {
                path.push_rect(area);
            }
            if let Some(path) = path.finish() {
                surface.set_fill(Some(Fill { paint: luma::Color::new(grey).into(), ..Fill::default() }));
                surface.draw_path(&path);
                surface.set_fill(None);
            }
        }
    }
}

/// Draws a line; signs that came from another font are drawn with it.
fn type_line(surface: &mut Surface<'_>, faces: &Faces, mut x: f32, y: f32, line: &Line) {
    surface.set_fill(Some(Fill::default()));
    for run in line.placed.chunk_by(|a, b| a.sign.weight == b.sign.weight) {
        let Some(first) = run.first() else { continue };
        let text: String = run.iter().map(|one| one.sign.character).collect();
        let glyphs: Vec<KrillaGlyph> = text.char_indices().zip(run).map(|(at, one)| glyph(at, one, line.size)).collect();
        surface.draw_glyphs(Point::from_xy(x, y), &glyphs, faces.font(first.sign.weight), &text, line.size, false);
        x += run.iter().map(|one| one.advance).sum::<f32>();
    }
}

fn glyph((at, character): (usize, char), placed: &Placed, size: f32) -> KrillaGlyph {
    let range = at..at + character.len_utf8();
    KrillaGlyph::new(placed.sign.glyph, placed.advance / size, 0.0, 0.0, 0.0, range, None)
}
