//! Counting days as 民法典 200–204 says, with every step kept.
//!
//! - Art. 201: the day of the event does not count; the next day is day 1.
//! - Art. 203: a natural period whose last day is off ends on the next workday. Weekends count as off, a make-up
//!   workday does not; days off in the middle of a natural period do not make it longer.
//! - A working period counts workdays only, make-up days among them.
//!
//! A negative length counts back from a fixed day ("five working days before the hearing"); its last day, when off,
//! moves further back, so that nobody is told too late. Days stay between 1900 and 2199 and lengths within a hundred
//! thousand: beyond, the count ends at the edge and says so.

use serde::{Deserialize, Serialize};
use time::Date;

use super::calendar::{Calendar, DayKind};
use super::rule::{RuleId, Unit};
use crate::kernel::Day;

/// A due day and how it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The statutory period, when it is one.
    pub rule: Option<RuleId>,
    /// How many units.
    pub length: i64,
    /// Of which days.
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
            Self::Passed { days } => Some(*days),
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

/// `days` natural days after `from` (before, when negative).
pub fn natural(calendar: &Calendar, from: Day, days: i64) -> Deadline {
    count(calendar, from, Unit::NaturalDay, days)
}

/// `days` working days after `from` (before, when negative).
pub fn working(calendar: &Calendar, from: Day, days: i64) -> Deadline {
    count(calendar, from, Unit::WorkingDay, days)
}

const LONGEST: i64 = 100_000;
/// A working period with more units than this does not list each day.
const LISTED: i64 = 60;
/// So many unpublished years are named, no more.
const MOST_YEARS: usize = 3;

/// Counts `length` units from `from`.
pub(super) fn count(calendar: &Calendar, from: Day, unit: Unit, length: i64) -> Deadline {
    let length = length.clamp(-LONGEST, LONGEST);
    let mut walk = Walk::begin(calendar, from, length);
    match unit {
        Unit::NaturalDay => walk.natural(length.abs()),
        Unit::WorkingDay => walk.working(length.abs()),
    }
    let raw_end = walk.at;
    walk.roll_over();
    let due = walk.at;
    walk.note(StepKind::Due);
    Deadline {
        rule: None,
        length,
        unit,
        from: walk.from,
        raw_end,
        due,
        warnings: walk.warnings(raw_end, unit),
        steps: walk.steps,
        calendar: calendar.version().to_owned(),
    }
}

/// A walk over the calendar, one day at a time, forward or back.
struct Walk<'c> {
    calendar: &'c Calendar,
    from: Day,
    at: Day,
    step: i64,
    first: Day,
    last: Day,
    hit_edge: bool,
    steps: Vec<Step>,
}

impl<'c> Walk<'c> {
    fn begin(calendar: &'c Calendar, from: Day, length: i64) -> Self {
        let edge = |year, month, day, fallback| Day::of(year, month, day).unwrap_or(Day(fallback));
        let (first, last) = (edge(1900, 1, 1, Date::MIN), edge(2199, 12, 31, Date::MAX));
        let at = from.clamp(first, last);
        let step = if length < 0 { -1 } else { 1 };
        let steps = vec![Step { day: at, why: StepKind::Start }];
        Self { calendar, from: at, at, step, first, last, hit_edge: at != from, steps }
    }

    fn note(&mut self, why: StepKind) {
        self.steps.push(Step { day: self.at, why });
    }

    /// Goes `days` on; false when the edge of the known days stops it.
    fn go(&mut self, days: i64) -> bool {
        let wanted = self.at.plus(days * self.step);
        self.at = wanted.clamp(self.first, self.last);
        self.hit_edge |= self.at != wanted;
        self.at == wanted
    }

    fn natural(&mut self, length: i64) {
        if length == 0 {
            return;
        }
        self.go(1);
        self.note(StepKind::Counted { n: 1 });
        if length > 2 {
            self.go(length - 2);
            self.note(StepKind::Passed { days: length - 2 });
        }
        if length > 1 {
            self.go(1);
            self.note(StepKind::Counted { n: length });
        }
    }

    fn working(&mut self, length: i64) {
        let listed = length <= LISTED;
        let (mut n, mut passed) = (0, 0);
        while n < length && self.go(1) {
            let worked = self.calendar.is_workday(self.at);
            n += i64::from(worked);
            passed += 1;
            if listed {
                self.note_working_day(n);
            }
        }
        if !listed {
            self.note(StepKind::Passed { days: passed });
        }
    }

    fn note_working_day(&mut self, n: i64) {
        let why = match self.calendar.kind_of(self.at) {
            DayKind::Workday => StepKind::Counted { n },
            DayKind::MakeUp(name) => StepKind::MakeUpWorkday { name, n },
            DayKind::Holiday(name) => StepKind::SkippedHoliday { name },
            DayKind::Weekend => StepKind::SkippedWeekend,
        };
        self.note(why);
    }

    /// 民法典 203: a last day off moves on to the next workday.
    fn roll_over(&mut self) {
        loop {
            let why = match self.calendar.kind_of(self.at) {
                DayKind::Workday | DayKind::MakeUp(_) => return,
                DayKind::Holiday(name) => StepKind::RolledOverHoliday { name },
                DayKind::Weekend => StepKind::RolledOverWeekend,
            };
            self.note(why);
            if !self.go(1) {
                return;
            }
        }
    }

    /// A natural period leans on the calendar from its raw end only, a working period from its first day.
    fn warnings(&self, raw_end: Day, unit: Unit) -> Vec<Warning> {
        let begin = match unit {
            Unit::NaturalDay => raw_end,
            Unit::WorkingDay => self.from.plus(self.step).clamp(self.from.min(self.at), self.from.max(self.at)),
        };
        let years = begin.min(self.at).year()..=begin.max(self.at).year();
        let unpublished = years.filter(|year| !self.calendar.is_published(*year)).take(MOST_YEARS);
        let mut warnings: Vec<Warning> = unpublished.map(|year| Warning { kind: WarningKind::UnpublishedYear, year }).collect();
        if self.hit_edge {
            warnings.push(Warning { kind: WarningKind::CalendarEdge, year: self.at.year() });
        }
        warnings
    }
}
