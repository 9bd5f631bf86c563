//! Counting days as 民法典 200–204 says, with every step kept.
//!
//! - Art. 201: the day of the event does not count; the next day is day 1.
//! - Art. 203: a natural period whose last day is off ends on the next workday. Weekends count as off, a make-up
//!   workday does not; days off in the middle of a natural period do not make it longer.
//! - A working period counts workdays only, make-up days among them.
//! - Art. 202: months and years end on the corresponding day, or on the last day of a month that has none.
//!
//! A negative length counts back from a fixed day ("five working days before the hearing"); its last day, when off,
//! moves further back, so that nobody is told too late. Days stay between 1900 and 2199 and lengths within a hundred
//! thousand: beyond, the count ends at the edge and says so.

use time::Date;

use super::calendar::{Calendar, DayKind};
use super::deadline::{Deadline, Step, StepKind, Warning, WarningKind};
use super::rule::{Rule, Unit};
use crate::kernel::Day;

/// Longer counts end here.
const LONGEST: i64 = 100_000;
/// A working period with more units than this does not list each day.
const LISTED: i64 = 60;
/// So many unpublished years are named, no more.
const MOST_YEARS: usize = 3;

/// `days` natural days after `from` (before, when negative).
pub fn natural(calendar: &Calendar, from: Day, days: i64) -> Deadline {
    count(calendar, from, Unit::NaturalDay, days)
}

/// `days` working days after `from` (before, when negative).
pub fn working(calendar: &Calendar, from: Day, days: i64) -> Deadline {
    count(calendar, from, Unit::WorkingDay, days)
}

/// `months` months after `from` (before, when negative), on the corresponding day (民法典 202).
pub fn months(calendar: &Calendar, from: Day, months: i64) -> Deadline {
    count(calendar, from, Unit::Month, months)
}

/// So many workdays lie after `from`, up to and with `to`; negative when `to` is earlier.
pub fn workdays_between(calendar: &Calendar, from: Day, to: Day) -> i64 {
    if to < from {
        return -workdays_between(calendar, to, from);
    }
    let (from, to) = (Walk::within(from), Walk::within(to));
    let worked = (1..=from.days_until(to)).filter(|n| calendar.is_workday(from.plus(*n))).count();
    i64::try_from(worked).unwrap_or(i64::MAX)
}

/// Counts `length` units from `from`, and rolls over.
pub(super) fn count(calendar: &Calendar, from: Day, unit: Unit, length: i64) -> Deadline {
    let mut walk = Walk::begin(calendar, from, length);
    walk.units(unit, length.clamp(-LONGEST, LONGEST));
    walk.end(unit, length, true)
}

/// Counts a rule with this length.
pub(super) fn by_rule(calendar: &Calendar, from: Day, rule: &Rule, length: i64) -> Deadline {
    let mut walk = Walk::begin(calendar, from, length);
    match rule.unit {
        Unit::MonthEnd => walk.settle(walk.at.month_end()),
        Unit::HoursAYear => walk.settle(walk.at.this_year((12, 31))),
        Unit::YearDay => walk.year_day(rule.on.as_deref().and_then(month_day).unwrap_or((12, 31))),
        unit => walk.units(unit, length.clamp(-LONGEST, LONGEST)),
    }
    let deadline = walk.end(rule.unit, length, rule.rolls);
    Deadline { rule: Some(rule.id), version: rule.version, ..deadline }
}

/// The same period after its clock stood still from `paused` to `resumed`: what was left then is left now.
pub fn after_pause(calendar: &Calendar, deadline: &Deadline, paused: Day, resumed: Day, rolls: bool) -> Deadline {
    let mut walk = Walk::begin(calendar, deadline.from, deadline.length);
    walk.steps.clone_from(&deadline.steps);
    walk.steps.retain(|step| {
        let at_end = matches!(step.why, StepKind::Due | StepKind::RolledOverHoliday { .. } | StepKind::RolledOverWeekend);
        !at_end && step.day <= deadline.raw_end
    });
    walk.at = deadline.raw_end;
    let still = paused.days_until(resumed).max(0);
    if deadline.unit == Unit::WorkingDay {
        walk.at = resumed;
        walk.note(StepKind::StoodStill { days: still });
        walk.working(workdays_between(calendar, paused, deadline.raw_end).max(0));
    } else {
        walk.go(still);
        walk.note(StepKind::StoodStill { days: still });
    }
    let moved = walk.end(deadline.unit, deadline.length, rolls);
    Deadline { rule: deadline.rule, version: deadline.version, ..moved }
}

/// The same last day, rolled over by another calendar.
pub fn rolled(calendar: &Calendar, deadline: &Deadline, rolls: bool) -> Deadline {
    let still = deadline.steps.iter().find_map(|step| (step.why.code() == "stood_still").then(|| step.why.number())).flatten();
    let mut walk = Walk::begin(calendar, deadline.from, deadline.length);
    walk.settle_on(deadline.raw_end);
    walk.note(StepKind::StoodStill { days: still.unwrap_or_default() });
    let moved = walk.end(deadline.unit, deadline.length, rolls);
    Deadline { rule: deadline.rule, version: deadline.version, ..moved }
}

/// `11-20` as month and day.
pub(super) fn month_day(text: &str) -> Option<(u8, u8)> {
    let (month, day) = text.split_once('-')?;
    let found = (month.parse().ok()?, day.parse().ok()?);
    Day::of(2024, found.0, found.1).ok().map(|_| found)
}

/// A walk over the calendar, one day at a time, forward or back.
struct Walk<'c> {
    calendar: &'c Calendar,
    from: Day,
    at: Day,
    step: i64,
    hit_edge: bool,
    steps: Vec<Step>,
}

impl<'c> Walk<'c> {
    fn begin(calendar: &'c Calendar, from: Day, length: i64) -> Self {
        let at = Self::within(from);
        let step = if length < 0 { -1 } else { 1 };
        let steps = vec![Step { day: at, why: StepKind::Start }];
        Self { calendar, from: at, at, step, hit_edge: at != from, steps }
    }

    /// The nearest day that the house knows.
    fn within(day: Day) -> Day {
        let edge = |year, month, day, fallback| Day::of(year, month, day).unwrap_or(Day(fallback));
        day.clamp(edge(1900, 1, 1, Date::MIN), edge(2199, 12, 31, Date::MAX))
    }

    fn units(&mut self, unit: Unit, length: i64) {
        match unit {
            Unit::WorkingDay => self.working(length.abs()),
            Unit::Month => self.months(length),
            Unit::Year => self.months(length * 12),
            _ => self.natural(length.abs()),
        }
    }

    /// 民法典 202: the corresponding day, or the last day of a month that has none.
    fn months(&mut self, months: i64) {
        let (wanted, exact) = self.from.plus_months(months);
        self.settle_on(wanted);
        self.note(if exact { StepKind::Corresponding { months } } else { StepKind::MonthEnds { months } });
    }

    fn year_day(&mut self, month_day: (u8, u8)) {
        let this_year = self.at.this_year(month_day);
        let next = if this_year < self.at { self.at.plus_months(12).0.this_year(month_day) } else { this_year };
        self.settle(next);
    }

    fn settle(&mut self, day: Day) {
        self.settle_on(day);
        self.note(StepKind::FixedDay);
    }

    fn settle_on(&mut self, wanted: Day) {
        self.at = Self::within(wanted);
        self.hit_edge |= self.at != wanted;
    }

    fn end(mut self, unit: Unit, length: i64, rolls: bool) -> Deadline {
        let raw_end = self.at;
        if rolls {
            self.roll_over();
        }
        self.note(StepKind::Due);
        Deadline {
            rule: None,
            version: 0,
            length,
            unit,
            from: self.from,
            raw_end,
            due: self.at,
            warnings: self.warnings(raw_end, unit, rolls),
            calendar: self.calendar.version().to_owned(),
            steps: self.steps,
        }
    }

    fn note(&mut self, why: StepKind) {
        self.steps.push(Step { day: self.at, why });
    }

    /// Goes `days` on; false when the edge of the known days stops it.
    fn go(&mut self, days: i64) -> bool {
        let wanted = self.at.plus(days * self.step);
        self.at = Self::within(wanted);
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
                DayKind::Weekend if !self.calendar.weekends_roll() => return,
                DayKind::Weekend => StepKind::RolledOverWeekend,
            };
            self.note(why);
            if !self.go(1) {
                return;
            }
        }
    }

    /// A natural period leans on the calendar from its raw end only, a working period from its first day.
    fn warnings(&self, raw_end: Day, unit: Unit, rolls: bool) -> Vec<Warning> {
        let begin = match unit {
            Unit::WorkingDay => self.from.plus(self.step).clamp(self.from.min(self.at), self.from.max(self.at)),
            _ => raw_end,
        };
        let years = begin.min(self.at).year()..=begin.max(self.at).year();
        let unpublished =
            years.filter(|year| !self.calendar.is_published(*year)).filter(|_| rolls || unit == Unit::WorkingDay).take(MOST_YEARS);
        let mut warnings: Vec<Warning> = unpublished.map(|year| Warning { kind: WarningKind::UnpublishedYear, year }).collect();
        if self.hit_edge {
            warnings.push(Warning { kind: WarningKind::CalendarEdge, year: self.at.year() });
        }
        warnings
    }
}
