//! What happens to the clocks of a case: they start, move, are reminded of and explained. The acts that stop them are elsewhere.

use serde::{Deserialize, Serialize};

use super::command::Deed;
use super::event::Happening;
use super::refusal::{Reason, Refusal, ensure};
use super::{Actor, Case, Decision, Outcome, WordsKind};
use crate::kernel::id::WordsId;
use crate::kernel::{Day, Moment, Prose};
use crate::periods::{Calendar, Clock, ClockState, Deadline, Rulebook};
use crate::{codes, form};

codes! {
    /// Why a clock moved.
    pub enum MoveCause as "move_cause" {
        /// Mediation went on after a suspension.
        Resumed = "resumed",
        /// A year's days off were published.
        Calendar = "calendar",
    }
}

form! {
    /// Why a period has been missed.
    pub struct Explain {
        /// In plain words; both parties are told that it takes longer.
        pub reason: Prose<500>,
    }
}

/// `clock.started`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockStarted {
    /// The clock with its derivation.
    pub clock: Clock,
}

impl Happening for ClockStarted {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.clocks.push(self.clock.clone());
    }
}

/// `clock.moved`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockMoved {
    /// Which clock, by its place among the clocks of the case.
    pub clock: usize,
    /// Its new deadline with its derivation.
    pub deadline: Deadline,
    /// The new day agreed on, when there was one.
    pub extended_to: Option<Day>,
    /// Why.
    pub cause: MoveCause,
}

impl Happening for ClockMoved {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(clock) = case.clocks.get_mut(self.clock) {
            clock.deadline = self.deadline.clone();
            clock.extended_to = self.extended_to;
        }
    }
}

/// `clock.reminded`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockReminded {
    /// Which clock, by its place among the clocks of the case.
    pub clock: usize,
    /// The reminder that is given so many days before the due day.
    pub before: i64,
    /// The due day that was told.
    pub due: Day,
}

impl Happening for ClockReminded {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(clock) = case.clocks.get_mut(self.clock) {
            clock.reminded.push(self.before);
        }
    }
}

/// `clock.explained`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockExplained {
    /// Which clock, by its place among the clocks of the case.
    pub clock: usize,
    /// The due day that was missed.
    pub due: Day,
    /// Why.
    pub reason: WordsId,
}

impl Happening for ClockExplained {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(clock) = case.clocks.get_mut(self.clock) {
            clock.explained = true;
        }
    }
}

impl Deed for Explain {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let none = || Refusal::because(Reason::NotOverdue);
        let watched = case.watched_clock().ok_or_else(none)?;
        ensure(matches!(watched.state(cx.today(), 0), ClockState::Overdue(_)) && !watched.explained, none)?;
        let clock = case.place_of(watched).ok_or_else(none)?;
        let due = watched.due();
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(outcome.and(ClockExplained { clock, due, reason }))
    }
}

/// What follows for the running clocks of a case when the calendar changes: every one whose due day, or its proof, is another.
pub fn moved_by(case: &Case, rules: &Rulebook, calendar: &Calendar) -> Vec<ClockMoved> {
    let moved = |(place, clock): (usize, &Clock)| {
        let rule = rules.exact(clock.rule, clock.deadline.version).filter(|_| clock.is_running())?;
        let again = rule.count(calendar, clock.deadline.from, clock.deadline.length);
        // A clock that stood still was counted from what was left; only its last day is looked at again.
        let stood_still = clock.deadline.steps.iter().any(|step| step.why.code() == "stood_still");
        let deadline = if stood_still { crate::periods::rolled(calendar, &clock.deadline, rule.rolls) } else { again };
        (deadline.due != clock.deadline.due).then_some(ClockMoved {
            clock: place,
            deadline,
            extended_to: clock.extended_to,
            cause: MoveCause::Calendar,
        })
    };
    case.clocks.iter().enumerate().filter_map(moved).collect()
}
