//! A statutory period running in a case: its deadline, whether both sides made it longer, and when it stopped.

use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::count::Deadline;
use super::rule::RuleId;
use crate::kernel::Day;

/// How many days before the due day a clock counts as near, unless a setting says otherwise.
pub const NEAR: i64 = 7;

/// A rule running in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Which rule.
    pub rule: RuleId,
    /// When it is due and why.
    pub deadline: Deadline,
    /// The day both sides agreed on instead. An agreed day does not roll over.
    pub extended_to: Option<Day>,
    /// The day on which what the rule asks for was done, or fell away.
    pub stopped: Option<Day>,
}

/// How a clock stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", content = "days", rename_all = "snake_case")]
pub enum ClockState {
    /// No longer running.
    Stopped,
    /// Past its due day by so many days.
    Overdue(i64),
    /// Due today.
    Today,
    /// Due in so many days, within the threshold.
    Near(i64),
    /// Due in so many days, beyond the threshold.
    Later(i64),
}

impl ClockState {
    /// Every code, for the language file.
    pub const CODES: &'static [&'static str] = &["stopped", "overdue", "today", "near", "later"];

    /// The stable code, which names a sentence in the language file (list `clock_state`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::Overdue(_) => "overdue",
            Self::Today => "today",
            Self::Near(_) => "near",
            Self::Later(_) => "later",
        }
    }

    /// The days over, or left; none for a stopped clock.
    pub const fn days(self) -> Option<i64> {
        match self {
            Self::Stopped => None,
            Self::Today => Some(0),
            Self::Overdue(days) | Self::Near(days) | Self::Later(days) => Some(days),
        }
    }
}

impl Clock {
    /// The rule begins to run with the event of this day.
    pub fn start(rule: RuleId, calendar: &Calendar, from: Day) -> Self {
        Self { rule, deadline: rule.count(calendar, from), extended_to: None, stopped: None }
    }

    /// The day on which it is due, extension included.
    pub fn due(&self) -> Day {
        self.extended_to.unwrap_or(self.deadline.due)
    }

    /// Still running.
    pub const fn is_running(&self) -> bool {
        self.stopped.is_none()
    }

    /// How it stands on `today`; up to `near` days before the due day it is near ([`NEAR`] by default).
    pub fn state(&self, today: Day, near: i64) -> ClockState {
        if self.stopped.is_some() {
            return ClockState::Stopped;
        }
        match today.days_until(self.due()) {
            left if left < 0 => ClockState::Overdue(-left),
            0 => ClockState::Today,
            left if left <= near => ClockState::Near(left),
            left => ClockState::Later(left),
        }
    }

    /// Whether it was kept: stopped by its due day. Not known while it runs and is not past.
    pub fn kept(&self, today: Day) -> Option<bool> {
        match self.stopped {
            Some(stopped) => Some(stopped <= self.due()),
            None => (today > self.due()).then_some(false),
        }
    }
}
