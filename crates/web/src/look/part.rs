//! Parts of pages that carry values: chip, clock, pager, steps, toast. Write `{{ clock }}` in a page, without a filter.
//!
//! Parts that carry only words or a block of HTML are macros in `templates/parts/kit.html`.

use askama::Template;
use askama::filters::HtmlSafe;

use super::frame::{Flash, Tone};

/// A state in an icon and a word.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "parts/chip.html")]
pub struct Chip {
    /// The colour.
    pub tone: Tone,
    /// The icon's name.
    pub icon: &'static str,
    /// The word.
    pub text: String,
}

impl HtmlSafe for Chip {}

impl Chip {
    /// A chip with the icon of its tone.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, icon: tone.icon(), text: text.into() }
    }
}

/// How urgent a due date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// The day has passed.
    Over,
    /// Today.
    Today,
    /// Within the reminder.
    Near,
    /// Later.
    Later,
    /// A right that ended unused.
    Lapsed,
    /// Done in time.
    Met,
}

impl Due {
    /// The colour.
    pub const fn tone(self) -> Tone {
        match self {
            Self::Over => Tone::Over,
            Self::Today | Self::Near => Tone::Near,
            Self::Later | Self::Lapsed => Tone::Plain,
            Self::Met => Tone::Ok,
        }
    }

    /// The icon.
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Today => "today",
            Self::Near | Self::Later | Self::Lapsed => "clock",
            Self::Met => "ok",
        }
    }

    /// Solid amber, the second loudest.
    pub const fn is_today(self) -> bool {
        matches!(self, Self::Today)
    }
}

/// A clock of the law: how long, which day, and why.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "parts/clock.html")]
pub struct Clock {
    /// How urgent.
    pub due: Due,
    /// How long, in words.
    pub left: String,
    /// The day, as people say it.
    pub day: String,
    /// The day, as machines read it: `2026-11-23`.
    pub date: String,
    /// Where the derivation of the day is shown.
    pub why: Option<String>,
}

impl HtmlSafe for Clock {}

/// Keyset paging.
#[derive(Clone, Debug, PartialEq, Eq, Default, Template)]
#[template(path = "parts/pager.html")]
pub struct Pager {
    /// What is shown, in words.
    pub text: String,
    /// Where the page before is.
    pub prev: Option<String>,
    /// Where the next page is.
    pub next: Option<String>,
}

impl HtmlSafe for Pager {}

/// How far a step has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Behind us.
    Done,
    /// Here.
    Now,
    /// Still to come.
    Ahead,
}

/// One step of a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The word.
    pub label: String,
    /// The day or another small word.
    pub note: String,
    /// How far it has come.
    pub stage: Stage,
}

impl Step {
    /// Behind us.
    pub const fn is_done(&self) -> bool {
        matches!(self.stage, Stage::Done)
    }

    /// Here.
    pub const fn is_now(&self) -> bool {
        matches!(self.stage, Stage::Now)
    }
}

/// The course of a case.
#[derive(Clone, Debug, PartialEq, Eq, Default, Template)]
#[template(path = "parts/steps.html")]
pub struct Steps {
    /// The steps in order.
    pub steps: Vec<Step>,
}

impl HtmlSafe for Steps {}

/// The message of the act just done, as the frame shows it.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "parts/toast.html")]
pub struct Toast<'a> {
    /// The message.
    pub flash: &'a Flash,
}

impl HtmlSafe for Toast<'_> {}

/// One of the four amounts as a bar, drawn to the scale of the largest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// The class: ``, `agree` or `paid`.
    pub class: &'static str,
    /// The word.
    pub label: String,
    /// The amount, as written.
    pub amount: String,
    /// Length in thousandths of the longest bar.
    pub length: u32,
    /// What it is a share of.
    pub note: String,
}

impl Rung {
    /// `length` of `amount` fen beside the `largest`, 0 to 1000.
    pub fn scaled(amount: i64, largest: i64) -> u32 {
        let largest = largest.max(1);
        let share = i128::from(amount.clamp(0, largest)) * 1000 / i128::from(largest);
        u32::try_from(share).unwrap_or(1000)
    }
}

/// Claimed, verified, agreed, paid: one scale, never merged.
#[derive(Clone, Debug, PartialEq, Eq, Default, Template)]
#[template(path = "parts/ladder.html")]
pub struct Ladder {
    /// The four bars in order.
    pub rungs: Vec<Rung>,
}

impl HtmlSafe for Ladder {}
