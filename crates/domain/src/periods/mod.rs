//! Periods: when something must be done, and why on that day.
//!
//! [`calendar`] knows which days are worked (from the State Council's yearly notices, handed in as text), [`rule`] is
//! the one table of statutory figures with their article, [`count`] does the counting of 民法典 200–204 and keeps each
//! step so that a page can print "why this date", and [`clock`] is a rule running in a case. Nothing here reads a
//! clock or a file, and no figure depends on who asks.

pub mod calendar;
pub mod clock;
pub mod count;
pub mod rule;

pub use calendar::{Calendar, CalendarFault, DayKind};
pub use clock::{Clock, ClockState, NEAR};
pub use count::{Deadline, Step, StepKind, Warning, WarningKind, natural, working};
pub use rule::{Effect, Extension, Rule, RuleId, Starts, Unit};

#[cfg(test)]
mod tests;
