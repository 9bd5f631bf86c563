//! A due day as pages show it: how it stands today, how much is left, and how it was counted.

use app::text;
use domain::kernel::Day;
use domain::periods::{Clock, ClockState};

use crate::look::part::{self, Due};

/// A running period with the count that led to its day.
pub(super) struct ClockLine {
    pub(super) name: String,
    pub(super) clock: part::Clock,
    pub(super) steps: Vec<(String, String)>,
    pub(super) statute: String,
    pub(super) effect: String,
    pub(super) calendar: String,
    pub(super) warnings: Vec<String>,
    pub(super) anchor: String,
}

/// A due day as the loud clock of the page.
pub(crate) fn clock(state: ClockState, due: Day, today: Day, why: Option<String>) -> part::Clock {
    part::Clock {
        due: match state {
            ClockState::Stopped | ClockState::Paused => Due::Met,
            ClockState::Overdue(_) => Due::Over,
            ClockState::Lapsed(_) => Due::Lapsed,
            ClockState::Today => Due::Today,
            ClockState::Near(_) => Due::Near,
            ClockState::Later(_) => Due::Later,
        },
        left: text::clock_state(state),
        day: text::day(due, today.year()),
        date: due.to_string(),
        why,
    }
}

/// How a due day stands today.
pub(crate) fn state(due: Day, today: Day, near: i64) -> ClockState {
    ClockState::of(due, today, near)
}

pub(super) fn clock_line(running: &Clock, today: Day, near: i64) -> ClockLine {
    let anchor = format!("why-{}", running.rule);
    let steps = running.deadline.steps.iter().map(|step| (text::day(step.day, today.year()), text::period_step(&step.why)));
    ClockLine {
        name: running.title.clone(),
        clock: clock(running.state(today, near), running.due(), today, Some(format!("#{anchor}"))),
        steps: steps.collect(),
        statute: running.statute.clone(),
        effect: running.effect.clone(),
        calendar: running.deadline.calendar.clone(),
        warnings: running.deadline.warnings.iter().map(text::period_warning).collect(),
        anchor,
    }
}
