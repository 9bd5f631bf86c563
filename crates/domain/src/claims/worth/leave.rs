//! F6 pay for annual leave that was not taken.

use super::answer::{Named, Worth, said};
use super::exact::Exact;
use super::ground::{Found, Ground, in_order, wrong};
use super::input::{Count, LegalDay, Yuan};
use super::said::{Assumption, Change, NotDue, StepCode};
use super::unwritten::MONTH_DAYS;
use crate::form;
use crate::kernel::Day;

/// 实施办法 5, 12: a year as it is divided there.
const YEAR_DAYS: i64 = 365;
/// 条例 5(3): 300 %, of which the usual wage, 100 %, was paid already.
const SHARE_BEYOND: i64 = 200;

crate::codes! {
    /// Who gets no leave in a year (条例 4).
    pub enum NoLeave as "no_leave" {
        /// School holidays longer than the leave.
        SchoolHolidays = "school_holidays",
        /// Twenty days and more of paid leave for private affairs.
        PrivateAffairs = "private_affairs",
        /// Sick leave of two, three or four months, by years of work.
        LongSickLeave = "long_sick_leave",
    }
}

form! {
    /// Pay for annual leave that was not taken.
    pub struct AnnualLeave {
        /// Average monthly wage of the twelve months before, without overtime pay.
        pub wage: Yuan,
        /// Days not taken, where they are known.
        pub days: Option<Count<60>>,
        /// Days of leave for a whole year.
        pub entitled: Option<Count<60>>,
        /// Years of work altogether, from which the days of a year follow.
        pub cum_service_years: Option<Count<80>>,
        /// Days taken.
        pub taken: Option<Count<366>>,
        /// Days taken, by its other name.
        pub used: Option<Count<366>>,
        /// First day of work with this employer, when it lies in the year that is looked at.
        pub hired: Option<LegalDay>,
        /// Last day of work.
        pub leave_date: Option<LegalDay>,
        /// Why there is no leave this year.
        pub no_leave: Option<NoLeave>,
        /// The worker gave the leave up in writing, for reasons of his own.
        pub waived: bool,
    }
}

/// 条例 3: one to under ten years five days, ten to under twenty ten, twenty and more fifteen.
fn by_years(years: Exact) -> Found<i64> {
    let below = |limit| Exact::whole(limit).exceeds(years);
    Ok(if below(1)? {
        0
    } else if below(10)? {
        5
    } else if below(20)? {
        10
    } else {
        15
    })
}

impl AnnualLeave {
    /// F6.
    pub fn work_out(&self, _: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let days = match self.entitlement(&mut worth)? {
            Some(entitled) if entitled.is_nothing() => {
                worth.name("days", Named::Count(Exact::ZERO));
                return Ok(worth.nothing(NotDue::LessThanAYear, &[]));
            }
            Some(entitled) => self.left(entitled, &mut worth)?,
            None => {
                let days = self.days.ok_or(wrong("days", "one_of_them"))?.exact();
                worth.step(StepCode::LeaveDays, &[("days", days.text())]);
                days
            }
        };
        worth.name("days", Named::Count(days));
        let wage = self.wage.exact();
        let daily = wage.divided_by(Exact::hundredths(MONTH_DAYS))?;
        worth.step(StepCode::DailyWage, &[("wage", said(wage)?), ("daily", said(daily)?)]);
        worth.assume(Assumption::WageWithoutOvertime);
        let extra = daily.times(days)?.percent(SHARE_BEYOND)?;
        if self.no_leave.is_some() {
            return Ok(worth.nothing(NotDue::LeaveExcluded, &[]));
        }
        if days.is_nothing() {
            return Ok(worth.nothing(NotDue::NoLeaveLeft, &[]));
        }
        if self.waived {
            return Ok(worth.nothing(NotDue::LeaveWaived, &[]));
        }
        worth.assume(Assumption::UsualWagePaid);
        worth.change(Change::GivenUp, &[]);
        worth.step(StepCode::LeaveSum, &[("days", days.text()), ("daily", said(daily)?), ("amount", said(extra)?)]);
        Ok(worth.due(extra)?)
    }

    /// The days of a whole year, as typed or by years of work.
    fn entitlement(&self, worth: &mut Worth) -> Found<Option<Exact>> {
        if let Some(entitled) = self.entitled {
            return Ok(Some(entitled.exact()));
        }
        let Some(years) = self.cum_service_years else { return Ok(None) };
        let entitled = by_years(years.exact())?;
        worth.step(StepCode::LeaveEntitled, &[("years", years.exact().text()), ("entitled", entitled.to_string())]);
        Ok(Some(Exact::whole(entitled)))
    }

    /// What is left of the year's days: the share of the year, less what was taken; parts of a day do not count.
    fn left(&self, entitled: Exact, worth: &mut Worth) -> Found<Exact> {
        let taken = self.taken.or(self.used).map_or(Exact::ZERO, |taken| taken.exact());
        let (begin, end) = self.stretch()?;
        let share = match (begin, end) {
            (None, None) => {
                let left = entitled.minus(taken)?;
                worth.step(StepCode::LeaveLeft, &[("entitled", entitled.text()), ("taken", taken.text()), ("days", left.text())]);
                return not_below_zero(left, worth);
            }
            (Some(first), None) => {
                let last = Day::of(first.year(), 12, 31).map_err(|_| wrong("hired", "day_out_of_range"))?;
                let days = first.days_until(last) + 1;
                worth.assume(Assumption::JoinedThisYear);
                let whole = Exact::fraction(days, YEAR_DAYS).times(entitled)?;
                let figures = [("elapsed", days.to_string()), ("entitled", entitled.text()), ("share", whole.text())];
                worth.step(StepCode::LeaveAfterJoining, &figures);
                return whole_days(Exact::whole(whole.floor()?).minus(taken)?, worth);
            }
            (first, Some(last)) => {
                let new_year = Day::of(last.year(), 1, 1).map_err(|_| wrong("leave_date", "day_out_of_range"))?;
                let first = first.unwrap_or(new_year).max(new_year);
                let days = first.days_until(last) + 1;
                let whole = Exact::fraction(days, YEAR_DAYS).times(entitled)?;
                let figures = [
                    ("elapsed", days.to_string()),
                    ("entitled", entitled.text()),
                    ("share", whole.text()),
                    ("taken", taken.text()),
                    ("days", whole.minus(taken)?.text()),
                ];
                worth.step(StepCode::LeaveUntilLeaving, &figures);
                whole
            }
        };
        whole_days(share.minus(taken)?, worth)
    }

    /// First and last day of work in the year, where they cut it short.
    fn stretch(&self) -> Found<(Option<Day>, Option<Day>)> {
        if let (Some(hired), Some(left)) = (self.hired, self.leave_date) {
            in_order("leave_date", hired.0, left.0)?;
        }
        Ok((self.hired.map(|day| day.0), self.leave_date.map(|day| day.0)))
    }
}

/// Whole days only (实施办法 5, 12).
fn whole_days(days: Exact, worth: &mut Worth) -> Found<Exact> {
    Ok(Exact::whole(not_below_zero(days, worth)?.floor()?))
}

/// Too many taken are never asked back (实施办法 12).
fn not_below_zero(days: Exact, worth: &mut Worth) -> Found<Exact> {
    if Exact::ZERO.exceeds(days)? {
        worth.step(StepCode::LeaveOverdrawn, &[("days", Exact::ZERO.minus(days)?.text())]);
        return Ok(Exact::ZERO);
    }
    Ok(days)
}
