//! How large the type of a paper is: 三号 for a short notice, smaller the longer it gets. PDF and DOCX agree on it.

use app::document::model::{Block, Paper};

/// Sizes and the distance of lines, in half points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    pub(crate) half_points: u8,
    pub(crate) pitch_half_points: u8,
    pub(crate) table_half_points: u8,
}

impl Scale {
    /// The size of the body, in points.
    pub(crate) fn size(self) -> f32 {
        f32::from(self.half_points) / 2.0
    }

    /// From one line to the next, in points.
    pub(crate) fn pitch(self) -> f32 {
        f32::from(self.pitch_half_points) / 2.0
    }

    /// The size in tables, in points.
    pub(crate) fn table(self) -> f32 {
        f32::from(self.table_half_points) / 2.0
    }
}

/// 三号 (16 pt), 四号 (14 pt), 小四 (12 pt).
const LARGE: Scale = Scale { half_points: 32, pitch_half_points: 56, table_half_points: 24 };
const MIDDLE: Scale = Scale { half_points: 28, pitch_half_points: 48, table_half_points: 22 };
const SMALL: Scale = Scale { half_points: 24, pitch_half_points: 41, table_half_points: 21 };
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
        Block::Numbered(items) => items.iter().map(|item| item.chars().count()).sum(),
        Block::Table { rows, .. } => rows.iter().flatten().map(|cell| cell.chars().count() + CELL).sum(),
    };
    match head + paper.body.iter().map(count).sum::<usize>() {
        0..=SHORT => LARGE,
        ..=LONG => MIDDLE,
        _ => SMALL,
    }
}
