//! What a hand drew on a screen: strokes of points with their times, and the picture that they make.

use std::fmt::Write as _;

/// A point of a stroke on a sheet of 1000 × 400, and the milliseconds since the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct StrokePoint {
    /// From the left, 0 to 1000.
    pub x: u16,
    /// From the top, 0 to 400.
    pub y: u16,
    /// Milliseconds since the first point.
    pub t: u32,
}

/// A handwritten signature: strokes of points, as the pen went.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Strokes(pub Vec<Vec<StrokePoint>>);

/// The sheet that a page gives to sign on.
const SHEET: (u16, u16) = (1000, 400);
/// Most strokes and most points: a long name in a slow hand stays far below.
const MOST: (usize, usize) = (300, 20_000);
/// Fewer points, or a narrower picture, is a slip of the finger.
const LEAST: (usize, u16) = (8, 40);

impl Strokes {
    /// Reads `[[[x, y, t], …], …]`; nothing when it is no readable signature.
    pub fn read(text: &str) -> Option<Self> {
        let raw: Vec<Vec<(u16, u16, u32)>> = serde_json::from_str(text).ok()?;
        let stroke = |stroke: Vec<(u16, u16, u32)>| stroke.into_iter().map(|(x, y, t)| StrokePoint { x, y, t }).collect();
        let strokes = Self(raw.into_iter().filter(|stroke| !stroke.is_empty()).map(stroke).collect());
        let points = || strokes.0.iter().flatten();
        let inside = points().all(|point| point.x <= SHEET.0 && point.y <= SHEET.1);
        let count = points().count();
        let wide = points().map(|point| point.x).max()?.saturating_sub(points().map(|point| point.x).min()?);
        let fits = strokes.0.len() <= MOST.0 && (LEAST.0..=MOST.1).contains(&count) && wide >= LEAST.1;
        (inside && fits).then_some(strokes)
    }

    /// The picture: dark ink on nothing, one path, nothing guessed between the points.
    pub fn svg(&self) -> String {
        let mut path = String::new();
        for stroke in &self.0 {
            for (at, point) in stroke.iter().enumerate() {
                // Writing to a string never fails. A dot is a line to itself, which a round pen shows.
                let _ = write!(path, "{}{} {}", if at == 0 { 'M' } else { 'L' }, point.x, point.y);
                if stroke.len() == 1 {
                    let _ = write!(path, "L{} {}", point.x, point.y);
                }
            }
        }
        let (width, height) = SHEET;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\"><path fill=\"none\" stroke=\"#10131a\" stroke-width=\"7\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\" d=\"{path}\"/></svg>"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Strokes;

    fn line(points: u16, step: u16) -> String {
        let all: Vec<(u16, u16, u32)> = (0..points).map(|n| (n * step, 100 + n, u32::from(n) * 12)).collect();
        serde_json::to_string(&vec![all]).unwrap_or_default()
    }

    #[test]
    fn what_a_hand_drew_is_read_and_drawn() {
        let strokes = Strokes::read(&line(20, 10)).expect("a signature");
        assert!(strokes.svg().contains("M0 100L10 101"), "{}", strokes.svg());
    }

    #[test]
    fn a_slip_of_the_finger_or_nonsense_is_no_signature() {
        for text in ["", "[]", "[[]]", "{}", "[[[1,2]]]", "[[[1,2,-3]]]", "[[[1001,2,3]]]", &line(4, 30), &line(20, 1), &line(20_001, 0)] {
            assert_eq!(Strokes::read(text), None, "{text:.60}");
        }
    }
}
