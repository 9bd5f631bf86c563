//! What should have happened, told day by day without the engine: which workdays could carry a reminder, and which one was due by then.

use domain::kernel::Day;
use domain::periods::Calendar;

/// Hours in which somebody may be reminded; the house's own are checked against these.
const DAY_TIME: std::ops::Range<u8> = 9..18;

/// A reminder may go out at this hour of this day.
pub(super) fn may_remind(calendar: &Calendar, day: Day, hour: u8) -> bool {
    DAY_TIME.contains(&hour) && calendar.is_workday(day)
}

/// The smallest of the steps (days before the last day) that falls on this workday or on the days off right after it; none = too early or over.
pub(super) fn step_due(calendar: &Calendar, day: Day, last: Day, steps: &[i64]) -> Option<i64> {
    let mut covered = vec![day];
    let mut next = day.plus(1);
    while !calendar.is_workday(next) && next <= last {
        covered.push(next);
        next = next.plus(1);
    }
    let near = covered.iter().filter(|one| **one <= last).map(|one| one.days_until(last)).min()?;
    steps.iter().copied().filter(|step| near <= *step).min()
}
