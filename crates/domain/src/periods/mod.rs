//! Periods: when something must be done, and why on that day.
//!
//! [`calendar`] knows which days are worked (from the State Council's yearly notices, handed in as text), [`rule`] is one
//! period of the law and [`book`] all of them, with the regional variants and versions (`data/periods.toml`), [`count`] does
//! the counting of 民法典 200–204, [`deadline`] keeps each step of it so that a page can print "why this date", and [`clock`] is a rule
//! running in a case. Nothing here reads a clock or a file, and no figure depends on who asks.

pub mod book;
pub mod calendar;
pub mod clock;
pub mod count;
pub mod deadline;
pub mod id;
pub mod rule;

pub use book::{BookFault, NoDay, Rulebook};
pub use calendar::{Calendar, CalendarFault, DayKind};
pub use clock::{Clock, ClockState, NEAR};
pub use count::{after_pause, months, natural, rolled, workdays_between, working};
pub use deadline::{Deadline, Step, StepKind, Warning, WarningKind};
pub use id::{NotARuleId, RuleId};
pub use rule::{Extension, Flag, Role, Rule, Unit};

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;
