//! Pages being filled from top to bottom with marks: lines of type, rules, tints.

use super::breaking::Line;

/// A4, in points.
pub(crate) const WIDTH: f32 = 595.28;
pub(crate) const HEIGHT: f32 = 841.89;
/// The type size of the body (四号 is 14 pt).
pub(crate) const BODY: f32 = 14.0;
/// The measure: 31 characters of the body.
pub(crate) const MEASURE: f32 = 31.0 * BODY;
pub(crate) const LEFT: f32 = (WIDTH - MEASURE) / 2.0;
const TOP: f32 = 88.0;
const BOTTOM: f32 = HEIGHT - 82.0;
/// Where the page foot stands.
pub(crate) const FOOT: f32 = HEIGHT - 50.0;

/// One thing that is drawn.
#[derive(Debug)]
pub(crate) enum Mark {
    /// Type; `x` is the left end, `y` the base line.
    Type { x: f32, y: f32, line: Line },
    /// A straight line.
    Rule { from: (f32, f32), to: (f32, f32), thick: f32 },
    /// A grey ground.
    Tint { x: f32, y: f32, width: f32, height: f32, grey: u8 },
}

/// The pages, the last of which is being filled.
#[derive(Debug)]
pub(crate) struct Pages {
    done: Vec<Vec<Mark>>,
    now: Vec<Mark>,
    /// Where the next thing goes.
    pub(crate) y: f32,
}

impl Pages {
    /// One empty page.
    pub(crate) fn new() -> Self {
        Self { done: Vec::new(), now: Vec::new(), y: TOP }
    }

    /// What is left of the page.
    pub(crate) fn room(&self) -> f32 {
        BOTTOM - self.y
    }

    /// What an empty page holds.
    pub(crate) fn whole() -> f32 {
        BOTTOM - TOP
    }

    /// Begins a new page.
    pub(crate) fn turn(&mut self) {
        self.done.push(std::mem::take(&mut self.now));
        self.y = TOP;
    }

    /// Begins a new page unless so much room is left (or the page is empty anyway).
    pub(crate) fn need(&mut self, height: f32) {
        if self.room() + 0.01 < height && !self.now.is_empty() {
            self.turn();
        }
    }

    /// Leaves a space, except at the head of a page.
    pub(crate) fn space(&mut self, height: f32) {
        if !self.now.is_empty() {
            self.y += height;
        }
    }

    /// Draws on the page.
    pub(crate) fn mark(&mut self, mark: Mark) {
        self.now.push(mark);
    }

    /// Puts a line of type into a box of height `leading` whose top is `top`; its measure begins at `x`.
    pub(crate) fn type_at(&mut self, line: Line, x: f32, top: f32, leading: f32) {
        let y = base(top, leading, line.size);
        self.mark(Mark::Type { x: x + line.indent, y, line });
    }

    /// Puts lines below each other, turning pages; never leaves one line of several alone.
    pub(crate) fn flow(&mut self, lines: Vec<Line>, x: f32, leading: f32, mut beside: impl FnMut(&mut Self)) {
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let left = count - at;
            let together = if (at == 0 && count > 1) || (left == 2 && count > 2) { 2.0 } else { 1.0 };
            self.need(together * leading);
            beside(self);
            self.type_at(line, x, self.y, leading);
            self.y += leading;
        }
    }

    /// All pages.
    pub(crate) fn finish(mut self) -> Vec<Vec<Mark>> {
        if !self.now.is_empty() || self.done.is_empty() {
            self.turn();
        }
        self.done
    }
}

/// The base line of type in a box of height `leading`: a Chinese square stands 0.88 above it.
pub(crate) fn base(top: f32, leading: f32, size: f32) -> f32 {
    top + (leading - size) / 2.0 + 0.88 * size
}
