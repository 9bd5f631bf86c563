//! How large the type of a paper is: 三号 for a short notice, smaller the longer it gets. PDF and DOCX agree on it.

use app::document::model::{Block, Paper};

/// The width between the margins of 28 and 26 mm, in twentieths of a point: of a sheet that stands, and of one that lies on its side.
const STANDING: u16 = 8_845;
const LYING: u16 = 13_777;

/// The width between the margins of this paper, in twentieths of a point.
pub(crate) fn measure(paper: &Paper) -> u16 {
    if paper.wide { LYING } else { STANDING }
}

/// Sizes and the distance of lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    /// Of the body.
    pub(crate) body: HalfPoints,
    /// From one line of the body to the next.
    pub(crate) pitch: HalfPoints,
    /// In tables.
    pub(crate) table: HalfPoints,
}

/// A length in half points, as word processors give sizes of type.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HalfPoints(pub(crate) u8);

impl HalfPoints {
    /// The same in points.
    pub(crate) fn points(self) -> f32 {
        f32::from(self.0) / 2.0
    }
}

/// 三号 (16 pt), 四号 (14 pt), 小四 (12 pt).
const LARGE: Scale = Scale { body: HalfPoints(32), pitch: HalfPoints(56), table: HalfPoints(24) };
const MIDDLE: Scale = Scale { body: HalfPoints(28), pitch: HalfPoints(48), table: HalfPoints(22) };
const SMALL: Scale = Scale { body: HalfPoints(24), pitch: HalfPoints(41), table: HalfPoints(21) };
/// Up to so many characters a paper is short, or of middle length.
const SHORT: usize = 450;
const LONG: usize = 1_400;
/// A cell needs so much more room than its words, in characters.
const CELL: usize = 10;

/// The scale that suits the length of the paper.
pub(crate) fn of(paper: &Paper) -> Scale {
    let head: usize = paper.head.iter().map(|(label, value)| label.chars().count() + value.chars().count()).sum();
    let count = |block: &Block| match block {
        Block::Paragraph(text) | Block::Heading(text) | Block::Notice(text) => text.chars().count(),
        Block::Hand { label, lines, .. } => label.chars().count() + lines.iter().map(|one| one.chars().count()).sum::<usize>(),
        Block::Numbered(items) => items.iter().map(|item| item.chars().count()).sum(),
        Block::Table { rows, .. } => rows.iter().flatten().map(|cell| cell.chars().count() + CELL).sum(),
    };
    let all = head + paper.body.iter().map(count).sum::<usize>();
    if all <= SHORT {
        LARGE
    } else if all <= LONG {
        MIDDLE
    } else {
        SMALL
    }
}
