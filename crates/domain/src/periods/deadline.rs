//! A due day with every step that led to it and what makes it less than certain; how it is counted is in [`super::count`].

use serde::{Deserialize, Serialize};

use super::id::RuleId;
use super::rule::Unit;
use crate::kernel::Day;

/// A due day and how it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The statutory period, when it is one.
    pub rule: Option<RuleId>,
    /// In which version; 0 when it is none.
    pub version: u32,
    /// How many units.
    pub length: i64,
    /// Of what.
    pub unit: Unit,
    /// The day of the starting event, which does not count.
    pub from: Day,
    /// The last day counted, before any roll-over.
    pub raw_end: Day,
    /// The day on which (24:00) it is due.
    pub due: Day,
    /// How the due day was found, in the order of counting.
    pub steps: Vec<Step>,
    /// The version of the calendar.
    pub calendar: String,
    /// What makes the day less than certain.
    pub warnings: Vec<Warning>,
}

/// One day of the count and what it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The day.
    pub day: Day,
    /// What it did.
    pub why: StepKind,
}

/// What a day did in a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StepKind {
    /// The day of the event: does not count.
    Start,
    /// Counted as this many.
    Counted {
        /// 1 for the day after the start.
        n: i64,
    },
    /// A weekend day that counts because it is worked to make up for a holiday.
    MakeUpWorkday {
        /// The holiday's name.
        name: String,
        /// 1 for the day after the start.
        n: i64,
    },
    /// Not counted: a holiday.
    SkippedHoliday {
        /// The holiday's name.
        name: String,
    },
    /// Not counted: Saturday or Sunday.
    SkippedWeekend,
    /// So many days passed that are not listed one by one; the day is the last of them.
    Passed {
        /// How many.
        days: i64,
    },
    /// So many months after the start, on the corresponding day.
    Corresponding {
        /// How many.
        months: i64,
    },
    /// So many months after the start; the month has no such day, so it is its last.
    MonthEnds {
        /// How many.
        months: i64,
    },
    /// The end of the month or the fixed day of the year by which a duty is due.
    FixedDay,
    /// The clock stood still for so many days.
    StoodStill {
        /// How many.
        days: i64,
    },
    /// The last counted day of a natural period is a holiday: it rolls over.
    RolledOverHoliday {
        /// The holiday's name.
        name: String,
    },
    /// The last counted day of a natural period is a Saturday or Sunday: it rolls over.
    RolledOverWeekend,
    /// The due day.
    Due,
}

impl StepKind {
    /// Every code, for the language file.
    pub const CODES: &'static [&'static str] = &[
        "start",
        "counted",
        "make_up_workday",
        "skipped_holiday",
        "skipped_weekend",
        "passed",
        "corresponding",
        "month_ends",
        "fixed_day",
        "stood_still",
        "rolled_over_holiday",
        "rolled_over_weekend",
        "due",
    ];

    /// The stable code, which names a sentence in the language file (list `period_step`).
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Counted { .. } => "counted",
            Self::MakeUpWorkday { .. } => "make_up_workday",
            Self::SkippedHoliday { .. } => "skipped_holiday",
            Self::SkippedWeekend => "skipped_weekend",
            Self::Passed { .. } => "passed",
            Self::Corresponding { .. } => "corresponding",
            Self::MonthEnds { .. } => "month_ends",
            Self::FixedDay => "fixed_day",
            Self::StoodStill { .. } => "stood_still",
            Self::RolledOverHoliday { .. } => "rolled_over_holiday",
            Self::RolledOverWeekend => "rolled_over_weekend",
            Self::Due => "due",
        }
    }

    /// The holiday's name, where the step is about one.
    pub fn holiday(&self) -> Option<&str> {
        match self {
            Self::MakeUpWorkday { name, .. } | Self::SkippedHoliday { name } | Self::RolledOverHoliday { name } => Some(name),
            _ => None,
        }
    }

    /// The number that the sentence needs: the count reached, or how many days passed.
    pub const fn number(&self) -> Option<i64> {
        match self {
            Self::Counted { n } | Self::MakeUpWorkday { n, .. } => Some(*n),
            Self::Passed { days } | Self::StoodStill { days } => Some(*days),
            Self::Corresponding { months } | Self::MonthEnds { months } => Some(*months),
            _ => None,
        }
    }
}

crate::codes! {
    /// What makes a due day less than certain.
    pub enum WarningKind as "period_warning" {
        /// The year's holidays are not published yet; the day may move.
        UnpublishedYear = "unpublished_year",
        /// The count left the days that the house knows and ends at their edge.
        CalendarEdge = "calendar_edge",
        /// The event lies before the first day, or after the last, on which the rule is in force.
        NotInForce = "not_in_force",
    }
}

/// A warning and the year it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What it is.
    pub kind: WarningKind,
    /// The year.
    pub year: i32,
}
