//! A period of the law running in a case: its deadline, whether it was extended, stands still, or stopped.

use serde::{Deserialize, Serialize};

use super::book::{NoDay, Rulebook};
use super::calendar::Calendar;
use super::count::after_pause;
use super::deadline::Deadline;
use super::id::RuleId;
use super::rule::{Role, Rule};
use crate::kernel::Day;

/// How many days before the due day a clock counts as near, unless a setting says otherwise.
pub const NEAR: i64 = 7;

/// A rule running in a case. It carries what proves its day, so that it can be read when the book has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Which rule.
    pub rule: RuleId,
    /// What must be done by then.
    pub title: String,
    /// Statute and article.
    pub statute: String,
    /// The same in a few characters.
    pub brief: String,
    /// What follows at its end.
    pub effect: String,
    /// What the program does with it.
    pub role: Role,
    /// Stands still while mediation is suspended on a ground that pauses.
    pub pauses: bool,
    /// When it is due and why.
    pub deadline: Deadline,
    /// The day that was agreed on or approved instead. Such a day does not roll over.
    pub extended_to: Option<Day>,
    /// Since when it stands still.
    pub paused: Option<Day>,
    /// The day on which what the rule asks for was done, or fell away.
    pub stopped: Option<Day>,
    /// The reason for missing it was told.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub explained: bool,
    /// So many days before the due day somebody is reminded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remind: Vec<i64>,
    /// Reminders that went out: so many days before the due day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reminded: Vec<i64>,
}

/// How a clock stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", content = "days", rename_all = "snake_case")]
pub enum ClockState {
    /// No longer running.
    Stopped,
    /// Stands still.
    Paused,
    /// Past its due day by so many days.
    Overdue(i64),
    /// A right of the parties that ended so many days ago; nobody is late with it.
    Lapsed(i64),
    /// Due today.
    Today,
    /// Due in so many days, within the threshold.
    Near(i64),
    /// Due in so many days, beyond the threshold.
    Later(i64),
}

impl ClockState {
    /// Every code, for the language file.
    pub const CODES: &'static [&'static str] = &["stopped", "paused", "overdue", "lapsed", "today", "near", "later"];

    /// How a due day stands on `today`.
    pub fn of(due: Day, today: Day, near: i64) -> Self {
        match today.days_until(due) {
            left if left < 0 => Self::Overdue(-left),
            0 => Self::Today,
            left if left <= near => Self::Near(left),
            left => Self::Later(left),
        }
    }

    /// The stable code, which names a sentence in the language file (list `clock_state`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::Paused => "paused",
            Self::Overdue(_) => "overdue",
            Self::Lapsed(_) => "lapsed",
            Self::Today => "today",
            Self::Near(_) => "near",
            Self::Later(_) => "later",
        }
    }

    /// The days over, or left; none for a clock that does not run.
    pub const fn days(self) -> Option<i64> {
        match self {
            Self::Stopped | Self::Paused => None,
            Self::Today => Some(0),
            Self::Overdue(days) | Self::Lapsed(days) | Self::Near(days) | Self::Later(days) => Some(days),
        }
    }
}

impl Clock {
    /// The rule that applies to an event of this day in this division begins to run.
    ///
    /// # Errors
    /// What [`NoDay`] names.
    pub fn start(book: &Rulebook, calendar: &Calendar, rule: RuleId, from: Day, division: &str) -> Result<Self, NoDay> {
        let division = Some(division);
        let deadline = book.due(calendar, rule, from, division, None, 0)?;
        let rule = book.applying(rule, from, division).ok_or(NoDay::Unknown)?;
        Ok(Self::of(rule, deadline))
    }

    fn of(rule: &Rule, deadline: Deadline) -> Self {
        Self {
            rule: rule.id,
            title: rule.title.clone(),
            statute: rule.statute.clone(),
            brief: rule.brief.clone(),
            effect: rule.effect.clone(),
            role: rule.role,
            pauses: rule.pauses,
            deadline,
            extended_to: None,
            paused: None,
            stopped: None,
            explained: false,
            remind: rule.remind.clone(),
            reminded: Vec::new(),
        }
    }

    /// The day on which it is due, extension included.
    pub fn due(&self) -> Day {
        self.extended_to.unwrap_or(self.deadline.due)
    }

    /// Neither stopped nor standing still.
    pub const fn is_running(&self) -> bool {
        self.stopped.is_none() && self.paused.is_none()
    }

    /// How it stands on `today`; up to `near` days before the due day it is near ([`NEAR`] by default).
    pub fn state(&self, today: Day, near: i64) -> ClockState {
        match (self.stopped, self.paused) {
            (Some(_), _) => ClockState::Stopped,
            (None, Some(_)) => ClockState::Paused,
            (None, None) => match ClockState::of(self.due(), today, near) {
                ClockState::Overdue(days) if self.role.is_right() => ClockState::Lapsed(days),
                other => other,
            },
        }
    }

    /// Whether it was kept: stopped by its due day. Not known while it runs and is not past.
    pub fn kept(&self, today: Day) -> Option<bool> {
        match self.stopped {
            Some(stopped) => Some(stopped <= self.due()),
            None if self.paused.is_some() => None,
            None => (today > self.due()).then_some(false),
        }
    }

    /// The day from which the next reminder is to be given; none when all were given or it does not run.
    pub fn remind_from(&self) -> Option<Day> {
        let given = self.reminded.iter().min().copied().unwrap_or(i64::MAX);
        let next = self.remind.iter().copied().filter(|before| *before < given).max()?;
        self.is_running().then(|| self.due().plus(-next))
    }

    /// The reminder that is to be given on this workday: the nearest that falls before the next one, so that a day off never swallows it.
    pub fn reminder(&self, calendar: &Calendar, today: Day) -> Option<i64> {
        let from = self.remind_from()?;
        let mut horizon = today;
        while !calendar.is_workday(horizon.plus(1)) && horizon < self.due() {
            horizon = horizon.plus(1);
        }
        let left = horizon.days_until(self.due());
        (calendar.is_workday(today) && from <= horizon && today <= self.due())
            .then(|| self.remind.iter().copied().filter(|before| left <= *before).min())
            .flatten()
    }

    /// Its deadline, and the day agreed on, after it stood still until `resumed`; none when it runs.
    pub fn resumed(&self, calendar: &Calendar, resumed: Day, rolls: bool) -> Option<(Deadline, Option<Day>)> {
        let paused = self.paused.filter(|_| self.stopped.is_none())?;
        let agreed = self.extended_to.map(|day| day.plus(paused.days_until(resumed).max(0)));
        Some((after_pause(calendar, &self.deadline, paused, resumed, rolls), agreed))
    }
}
