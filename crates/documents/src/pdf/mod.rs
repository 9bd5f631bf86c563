//! Papers as A4 PDF, set the way Chinese offices set theirs.
//!
//! [`face`] knows the fonts, [`breaking`] cuts text into lines, [`page`] fills pages with marks,
//! [`paper`], [`table`] and [`end`] put the parts in order, [`draw`] hands the marks to krilla.

mod breaking;
mod draw;
mod end;
mod face;
mod page;
mod paper;
mod table;

use app::document::model::{Paper, PressError};

use face::Faces;

/// Sets and draws the paper.
pub(crate) fn press(paper: &Paper) -> Result<Vec<u8>, PressError> {
    let faces = Faces::get()?;
    let pages = paper::set(paper, faces)?;
    draw::draw(paper, faces, pages)
}
