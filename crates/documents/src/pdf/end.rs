//! The end of a paper: signatures, seal and date, copies.

use app::document::model::{Paper, PressError, SignaturePlace};

use super::breaking::{Line, Setting, lines, one_line};
use super::face::{Faces, Weight};
use super::page::{BODY, LEFT, MEASURE, Mark, Pages, base};
use super::paper::with_colon;

const LEADING: f32 = 2.0 * BODY;
const GUTTER: f32 = 2.0 * BODY;
const PLACE: f32 = (MEASURE - GUTTER) / 2.0;
/// The shortest line somebody can sign on.
const PEN: f32 = 6.0 * BODY;
/// How far a name stands from the ends of its line.
const NIB: f32 = 4.0;
const SMALL: f32 = 12.0;
/// A seal has a diameter of 42 mm at most.
const SEAL: f32 = 120.0;
const BLANK_DAY: &str = "　　　　年　　月　　日";

/// Sets everything that follows the body.
pub(crate) fn set(pages: &mut Pages, faces: &Faces, paper: &Paper) -> Result<(), PressError> {
    if !paper.signatures.is_empty() {
        pages.space(1.2 * BODY);
    }
    for pair in paper.signatures.chunks(2) {
        let mut places: Vec<Place> = pair.iter().map(|place| Place::of(faces, place)).collect::<Result<_, _>>()?;
        // Two places beside each other are signed at the same height.
        let below = places.iter().any(|place| place.below);
        for place in &mut places {
            place.below = below;
        }
        let tall = places.iter().map(Place::height).fold(0.0, f32::max);
        if tall > Pages::whole() {
            return Err(PressError::Engine("a place for a signature is taller than a page".to_owned()));
        }
        pages.need(tall);
        let top = pages.y;
        let mut x = LEFT;
        for place in places {
            let lower = tall - place.height();
            place.put(pages, x, top + lower);
            x += PLACE + GUTTER;
        }
        pages.y = top + tall;
        pages.space(10.0);
    }
    seal(pages, faces, paper.seal.as_deref(), paper.date.as_deref())?;
    copies(pages, faces, paper.copies.as_deref())
}

/// One place for a signature, ready to be put.
struct Place {
    label: Vec<Line>,
    /// Whether the name goes on a line of its own below the label.
    below: bool,
    name: Vec<Line>,
    day: Vec<Line>,
}

impl Place {
    fn of(faces: &Faces, place: &SignaturePlace) -> Result<Self, PressError> {
        let label = smaller_if_long(faces, &with_colon(&place.label))?;
        let name = place.name.as_deref().map(|name| smaller_if_long(faces, name)).transpose()?.unwrap_or_default();
        let wanted = name.iter().map(|line| line.width + 2.0 * NIB).fold(PEN, f32::max);
        let below = name.len() > 1 || label.last().is_some_and(|last| last.width + wanted > PLACE);
        let day = smaller_if_long(faces, place.day.as_deref().unwrap_or(BLANK_DAY))?;
        Ok(Self { label, below, name, day })
    }

    fn height(&self) -> f32 {
        let name = if self.below { tall(&self.name).max(LEADING) } else { 0.0 };
        tall(&self.label) + name + tall(&self.day)
    }

    fn put(self, pages: &mut Pages, x: f32, top: f32) {
        let mut y = top;
        let mut pen = x;
        for line in self.label {
            pen = x + line.width;
            pages.type_at(line, x, y, LEADING);
            y += LEADING;
        }
        if self.below {
            pen = x;
            y += LEADING;
        }
        let mut row = y - LEADING;
        y = row + tall(&self.name).max(LEADING);
        for name in self.name {
            pages.type_at(name, pen + NIB, row, LEADING);
            row += LEADING;
        }
        let foot = base(y - LEADING, LEADING, BODY) + 4.0;
        pages.mark(Mark::Rule { from: (pen, foot), to: (x + PLACE, foot), thick: 0.6 });
        for day in self.day {
            let right = x + PLACE - day.width;
            pages.type_at(day, right, y, LEADING);
            y += LEADING;
        }
    }
}

/// The lines of a text in a place; in smaller type when there would be more than one.
fn smaller_if_long(faces: &Faces, text: &str) -> Result<Vec<Line>, PressError> {
    let measure = PLACE - 2.0 * NIB;
    let usual = one_line(faces, text, BODY, Weight::Regular)?;
    if usual.width <= measure { Ok(vec![usual]) } else { lines(faces, text, Setting::plain(SMALL, measure)) }
}

fn tall(lines: &[Line]) -> f32 {
    lines.iter().map(|_| LEADING).sum()
}

/// The organisation above the date, both in the middle of a block at the right, with room for the seal.
fn seal(pages: &mut Pages, faces: &Faces, seal: Option<&str>, date: Option<&str>) -> Result<(), PressError> {
    let mut block = Vec::new();
    if let Some(seal) = seal {
        block.extend(lines(faces, &format!("{seal}（印章）"), Setting::plain(BODY, MEASURE - 4.0 * BODY))?);
    }
    if let Some(date) = date {
        block.extend(lines(faces, date, Setting::plain(BODY, MEASURE - 4.0 * BODY))?);
    }
    if block.is_empty() {
        return Ok(());
    }
    let tall = tall(&block);
    // The seal is stamped over the middle of the block; half of what it needs more goes above and below.
    let spare = if seal.is_some() { ((SEAL - tall) / 2.0).max(0.0) } else { BODY };
    pages.need(tall + 2.0 * spare);
    pages.space(spare);
    let wide = block.iter().map(|line| line.width).fold(0.0, f32::max);
    let left = LEFT + MEASURE - 2.0 * BODY - wide;
    for line in block {
        let x = left + (wide - line.width) / 2.0;
        pages.need(LEADING);
        pages.type_at(line, x, pages.y, LEADING);
        pages.y += LEADING;
    }
    pages.space(spare);
    Ok(())
}

/// Small type under a thin rule.
fn copies(pages: &mut Pages, faces: &Faces, copies: Option<&str>) -> Result<(), PressError> {
    let Some(copies) = copies else { return Ok(()) };
    let lines = lines(faces, copies, Setting { stretch: true, ..Setting::plain(SMALL, MEASURE) })?;
    let leading = 1.6 * SMALL;
    pages.space(8.0);
    pages.need(lines.iter().map(|_| leading).sum::<f32>().min(Pages::whole()) + 6.0);
    pages.mark(Mark::Rule { from: (LEFT, pages.y), to: (LEFT + MEASURE, pages.y), thick: 0.6 });
    pages.y += 6.0;
    pages.flow(lines, LEFT, leading, |_| ());
    Ok(())
}
