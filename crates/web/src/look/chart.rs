//! Charts drawn by the server as SVG: bars for rankings, lines for months. Each has its figures in a table beside it.

use askama::Template;
use askama::filters::HtmlSafe;

/// Width of the drawing.
const WIDTH: i64 = 400;
/// Where bars begin: the names stand before.
const LEFT: i64 = 136;
/// Room for the number after the longest bar.
const RIGHT: i64 = 52;
/// Height of a bar with its gap.
const ROW: i64 = 28;
/// Most characters of a name in a drawing; the table has it in full.
const NAME: usize = 10;

/// Most bars of a drawing; the table has them all.
const DRAWN: usize = 10;

/// One figure with the list behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What is counted.
    pub name: String,
    /// How many.
    pub value: i64,
    /// Where the things counted are listed.
    pub href: String,
}

/// A drawn bar.
struct Bar {
    name: String,
    base: i64,
    top: i64,
    width: i64,
    value_x: i64,
    value: i64,
    strong: bool,
}

/// Horizontal bars, longest first, as they come.
#[derive(Template)]
#[template(path = "parts/bars.html")]
pub struct Bars {
    told: String,
    caption: String,
    unit: String,
    width: i64,
    left: i64,
    height: i64,
    drawn: Vec<Bar>,
    figures: Vec<Figure>,
}

impl HtmlSafe for Bars {}

impl Bars {
    /// Draws the figures. `told` says in one sentence what the drawing shows, `caption` names the table, `unit` the numbers.
    pub fn new(told: impl Into<String>, caption: impl Into<String>, unit: impl Into<String>, figures: Vec<Figure>) -> Self {
        let most = figures.iter().map(|figure| figure.value).max().unwrap_or(0).max(1);
        let bars = figures.iter().take(DRAWN).zip(0_i64..).map(|(figure, place)| {
            let width = figure.value.max(0).saturating_mul(WIDTH - LEFT - RIGHT) / most;
            Bar {
                name: short(&figure.name),
                base: place * ROW + 18,
                top: place * ROW + 5,
                width,
                value_x: LEFT + width + 8,
                value: figure.value,
                strong: place == 0,
            }
        });
        Self {
            told: told.into(),
            caption: caption.into(),
            unit: unit.into(),
            width: WIDTH,
            left: LEFT,
            height: i64::try_from(figures.len().min(DRAWN)).unwrap_or(0) * ROW + 4,
            drawn: bars.collect(),
            figures,
        }
    }
}

fn short(name: &str) -> String {
    if name.chars().count() <= NAME { name.to_owned() } else { name.chars().take(NAME - 1).chain(['…']).collect() }
}

/// A month with two figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// The name on the axis.
    pub name: String,
    /// The solid line.
    pub first: Figure,
    /// The dotted line.
    pub second: Figure,
}

/// A mark on an axis.
struct Tick {
    at: i64,
    text: String,
}

/// A point of a line.
struct Dot {
    x: i64,
    y: i64,
}

/// Two lines over months.
#[derive(Template)]
#[template(path = "parts/lines.html")]
pub struct Lines {
    told: String,
    caption: String,
    width: i64,
    height: i64,
    left: i64,
    right: i64,
    foot: i64,
    across: Vec<Tick>,
    along: Vec<Tick>,
    first: String,
    second: String,
    first_dots: Vec<Dot>,
    second_dots: Vec<Dot>,
    names: (String, String),
    months: Vec<Month>,
}

impl HtmlSafe for Lines {}

const PLOT_WIDTH: i64 = 520;
const PLOT_HEIGHT: i64 = 220;
const PLOT_LEFT: i64 = 40;
const PLOT_RIGHT: i64 = 16;
const PLOT_TOP: i64 = 12;
const PLOT_FOOT: i64 = 30;
/// Lines across a plot.
const STEPS: i64 = 4;

impl Lines {
    /// Draws the months in order; `names` are those of the two lines.
    pub fn new(told: impl Into<String>, caption: impl Into<String>, names: (String, String), months: Vec<Month>) -> Self {
        let most = months.iter().flat_map(|month| [month.first.value, month.second.value]).max().unwrap_or(0);
        let top = ceiling(most);
        let gaps = i64::try_from(months.len()).unwrap_or(1).saturating_sub(1).max(1);
        let x = |place: i64| PLOT_LEFT + place * (PLOT_WIDTH - PLOT_LEFT - PLOT_RIGHT) / gaps;
        let y = |value: i64| PLOT_HEIGHT - PLOT_FOOT - value * (PLOT_HEIGHT - PLOT_FOOT - PLOT_TOP) / top;
        let dots = |pick: fn(&Month) -> i64| -> Vec<Dot> {
            months.iter().zip(0_i64..).map(|(month, place)| Dot { x: x(place), y: y(pick(month)) }).collect()
        };
        let line = |dots: &[Dot]| dots.iter().map(|dot| format!("{},{}", dot.x, dot.y)).collect::<Vec<_>>().join(" ");
        let (first_dots, second_dots) = (dots(|month| month.first.value), dots(|month| month.second.value));
        // On a long axis not every name has room.
        let skip = months.len() / 13 + 1;
        Self {
            told: told.into(),
            caption: caption.into(),
            width: PLOT_WIDTH,
            height: PLOT_HEIGHT,
            left: PLOT_LEFT,
            right: PLOT_WIDTH - PLOT_RIGHT,
            foot: PLOT_HEIGHT - 8,
            across: (0..=STEPS).map(|step| Tick { at: y(top * step / STEPS), text: (top * step / STEPS).to_string() }).collect(),
            along: months.iter().zip(0_i64..).step_by(skip).map(|(month, place)| Tick { at: x(place), text: month.name.clone() }).collect(),
            first: line(&first_dots),
            second: line(&second_dots),
            first_dots,
            second_dots,
            names,
            months,
        }
    }
}

/// The smallest round number above: the top of an axis with four equal steps.
fn ceiling(most: i64) -> i64 {
    let mut unit = 1_i64;
    loop {
        for factor in [4, 8, 20] {
            let top = unit.saturating_mul(factor);
            if top >= most || top == i64::MAX {
                return top;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(name: &str, value: i64) -> Figure {
        Figure { name: name.to_owned(), value, href: format!("/cases?main={value}") }
    }

    #[test]
    fn an_axis_ends_on_a_round_number_that_four_steps_divide() {
        for (most, top) in [(0, 4), (4, 4), (5, 8), (9, 20), (21, 40), (41, 80), (201, 400)] {
            assert_eq!(ceiling(most), top, "{most}");
        }
        assert!(ceiling(i64::MAX) > 0);
    }

    #[test]
    fn a_drawing_says_what_it_shows_and_has_its_table() {
        let bars = Bars::new("told", "caption", "件", vec![figure("拖欠工资", 12), figure("很长很长很长很长的名字", 3)]).render().unwrap();
        assert!(bars.contains("role=\"img\"") && bars.contains("aria-label=\"told\""), "{bars}");
        assert!(bars.contains("href=\"/cases?main=12\"") && bars.contains("很长很长很长很长的名字"), "{bars}");
        let month = Month { name: "11月".to_owned(), first: figure("a", 0), second: figure("b", 7) };
        let lines = Lines::new("told", "caption", ("收到".to_owned(), "办结".to_owned()), vec![month]).render().unwrap();
        assert!(lines.contains("<caption") && lines.contains("href=\"/cases?main=7\""), "{lines}");
        assert!(!lines.contains("style="), "{lines}");
    }
}
