//! F5 pay for longer hours.

use super::answer::{Named, Worth, said};
use super::exact::Exact;
use super::ground::{Found, Ground, PaidAs};
use super::input::{Count, LegalDay, Yuan};
use super::said::{Assumption, Change, NotDue, StepCode, WarningCode};
use super::unwritten::MONTH_DAYS;
use crate::form;

/// Hours of a workday (劳动法 36).
const DAY_HOURS: i64 = 8;
/// 劳动法 44: longer hours on a workday, work on a rest day, work on a statutory holiday, in percent.
const SHARES: (i64, i64, i64) = (150, 200, 300);
/// 劳动法 41: at most so many longer hours in a month.
const MOST_HOURS: i64 = 36;

crate::codes! {
    /// How the hours of work are fixed.
    pub enum HourSystem as "hour_system" {
        /// Eight hours a day.
        Standard = "standard",
        /// Summed up over a period, with approval: what exceeds it is 150 %, holidays are 300 %.
        Comprehensive = "comprehensive",
        /// Not fixed, with approval: no pay for longer hours by the national rule.
        Unfixed = "unfixed",
    }
}

form! {
    /// Hours worked on one day.
    pub struct WorkedDay {
        /// Which day.
        pub day: LegalDay,
        /// How many hours beyond the usual ones.
        pub hours: Count<24>,
    }
}

form! {
    /// Pay for longer hours.
    pub struct Overtime {
        /// Monthly wage from which an hour's is counted.
        pub wage: Yuan,
        /// Hours beyond the usual ones on workdays.
        pub weekday_h: Option<Count<100_000>>,
        /// Hours on rest days.
        pub restday_h: Option<Count<100_000>>,
        /// Hours on rest days for which rest was given.
        pub rest_given_h: Option<Count<100_000>>,
        /// Hours on statutory holidays.
        pub holiday_h: Option<Count<100_000>>,
        /// How the hours are fixed.
        pub hour_system: Option<HourSystem>,
        /// Days with their hours, sorted by the calendar.
        pub worked: Vec<WorkedDay>,
    }
}

/// Hours of each kind.
#[derive(Clone, Copy)]
struct Kinds {
    weekday: Exact,
    restday: Exact,
    holiday: Exact,
}

impl Overtime {
    /// F5.
    pub fn work_out(&self, ground: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let wage = self.wage.exact();
        let hour = wage.divided_by(Exact::hundredths(MONTH_DAYS).times(Exact::whole(DAY_HOURS))?)?;
        worth.step(StepCode::HourlyWage, &[("wage", said(wage)?), ("hour", said(hour)?)]);
        let mut kinds = self.kinds(ground, &mut worth)?;
        match self.hour_system {
            Some(HourSystem::Unfixed) => return Ok(worth.nothing(NotDue::UnfixedHours, &[])),
            Some(HourSystem::Comprehensive) => {
                kinds = Kinds { weekday: kinds.weekday.plus(kinds.restday)?, restday: Exact::ZERO, ..kinds };
            }
            Some(HourSystem::Standard) => {}
            None => {
                worth.assume(Assumption::StandardHours);
                worth.change(Change::OtherHours, &[]);
            }
        }
        let all = kinds.weekday.plus(kinds.restday)?.plus(kinds.holiday)?;
        worth.name("hours", Named::Count(all));
        if all.is_nothing() {
            return Ok(worth.nothing(NotDue::NoHours, &[]));
        }
        let (weekday, restday, holiday) = SHARES;
        let rows = [
            (StepCode::WeekdayHours, kinds.weekday, weekday),
            (StepCode::RestdayHours, kinds.restday, restday),
            (StepCode::HolidayHours, kinds.holiday, holiday),
        ];
        let mut sum = Exact::ZERO;
        for (code, hours, share) in rows {
            if hours.is_nothing() {
                continue;
            }
            let pay = hour.times(hours)?.percent(share)?;
            let figures = [("hours", hours.text()), ("hour", said(hour)?), ("share", share.to_string()), ("pay", said(pay)?)];
            worth.step(code, &figures);
            sum = sum.plus(pay)?;
        }
        worth.step(StepCode::OvertimeSum, &[("amount", said(sum)?)]);
        worth.change(Change::RestLater, &[]);
        worth.change(Change::WageByMonth, &[]);
        Ok(worth.due(sum)?)
    }

    /// Hours as typed and as sorted from days; rest that was given takes rest days away.
    fn kinds(&self, ground: &Ground<'_>, worth: &mut Worth) -> Found<Kinds> {
        let hours = |count: Option<Count<100_000>>| count.map_or(Exact::ZERO, |count| count.exact());
        let mut kinds = Kinds { weekday: hours(self.weekday_h), restday: hours(self.restday_h), holiday: hours(self.holiday_h) };
        let mut unknown = Vec::new();
        let mut by_month = std::collections::BTreeMap::new();
        for worked in &self.worked {
            let (day, hours) = (worked.day.0, worked.hours.exact());
            let kind = ground.paid_as(day);
            let place = match kind {
                PaidAs::Workday => &mut kinds.weekday,
                PaidAs::RestDay => &mut kinds.restday,
                PaidAs::Holiday => &mut kinds.holiday,
            };
            *place = place.plus(hours)?;
            let code = match kind {
                PaidAs::Workday => "workday",
                PaidAs::RestDay => "rest_day",
                PaidAs::Holiday => "holiday",
            };
            worth.step(StepCode::DaySorted, &[("day", day.to_string()), ("kind", code.to_owned()), ("hours", hours.text())]);
            if !ground.holidays.knows(day.year()) && !unknown.contains(&day.year()) {
                unknown.push(day.year());
                worth.warn(WarningCode::HolidaysUnknown, &[("year", day.year().to_string())]);
            }
            let month: &mut Exact = by_month.entry((day.year(), day.month())).or_insert(Exact::ZERO);
            *month = month.plus(hours)?;
        }
        for ((year, month), hours) in by_month {
            if hours.exceeds(Exact::whole(MOST_HOURS))? {
                let figures = [("year", year.to_string()), ("month", month.to_string()), ("hours", hours.text())];
                worth.warn(WarningCode::TooManyHours, &figures);
            }
        }
        let given = hours(self.rest_given_h);
        if !given.is_nothing() {
            worth.step(StepCode::RestGiven, &[("hours", given.at_most(kinds.restday)?.text())]);
            kinds.restday = kinds.restday.minus(given)?.at_least(Exact::ZERO)?;
        }
        Ok(kinds)
    }
}
