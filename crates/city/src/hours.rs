//! Office hours: on workdays 8:30–12:00 and 14:30–17:30.

use domain::kernel::{Day, Moment};
use domain::periods::Calendar;

use crate::dice::Choice;

/// The halves of a day in minutes of the day.
const HALVES: [(i64, i64); 2] = [(8 * 60 + 30, 12 * 60), (14 * 60 + 30, 17 * 60 + 30)];

/// The moment so many minutes after midnight.
fn at(day: Day, minutes: i64) -> Moment {
    Moment::at(day, 0, 0).plus_minutes(minutes)
}

fn of_day(moment: Moment) -> i64 {
    let (hour, minute) = moment.clock();
    i64::from(hour) * 60 + i64::from(minute)
}

/// The next workday after `day`.
pub(crate) fn next_workday(calendar: &Calendar, day: Day) -> Day {
    let mut next = day.plus(1);
    while !calendar.is_workday(next) {
        next = next.plus(1);
    }
    next
}

/// The day itself when it is worked, else the next that is.
pub(crate) fn workday_from(calendar: &Calendar, day: Day) -> Day {
    if calendar.is_workday(day) { day } else { next_workday(calendar, day) }
}

/// The workday so many workdays after `day`; 0 is the day itself when it is worked.
pub(crate) fn workdays_after(calendar: &Calendar, day: Day, count: i64) -> Day {
    (0..count).fold(workday_from(calendar, day), |day, _| next_workday(calendar, day))
}

/// The first moment of office hours that is not before `moment`.
pub(crate) fn open_from(calendar: &Calendar, moment: Moment) -> Moment {
    let day = moment.day();
    if calendar.is_workday(day) {
        let now = of_day(moment);
        for (begin, end) in HALVES {
            if now < begin {
                return at(day, begin);
            }
            if now <= end {
                return moment;
            }
        }
    }
    at(next_workday(calendar, day), HALVES.iter().map(|(begin, _)| *begin).min().unwrap_or(0))
}

/// So many minutes later, in office hours.
pub(crate) fn later(calendar: &Calendar, moment: Moment, minutes: i64) -> Moment {
    open_from(calendar, moment.plus_minutes(minutes))
}

/// Some moment in the office hours of a workday.
pub(crate) fn some_time(day: Day, choice: &mut Choice) -> Moment {
    let whole: i64 = HALVES.iter().map(|(begin, end)| end - begin).sum();
    let mut minutes = choice.between(0, whole - 1);
    for (begin, end) in HALVES {
        if minutes < end - begin {
            return at(day, begin + minutes);
        }
        minutes -= end - begin;
    }
    at(day, 17 * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        Calendar::parse(include_str!("../../../data/cn-workdays.csv"), "test").unwrap()
    }

    #[test]
    fn work_waits_for_the_office_to_open() {
        let open = |text: &str| open_from(&calendar(), text.parse().unwrap()).to_string();
        assert_eq!(open("2026-11-20T07:00"), "2026-11-20T08:30");
        assert_eq!(open("2026-11-20T12:30"), "2026-11-20T14:30");
        assert_eq!(open("2026-11-20T15:07"), "2026-11-20T15:07");
        assert_eq!(open("2026-11-20T18:00"), "2026-11-23T08:30");
        assert_eq!(open("2026-10-03T10:00"), "2026-10-08T08:30");
        assert_eq!(workdays_after(&calendar(), "2026-09-30".parse().unwrap(), 1).to_string(), "2026-10-08");
    }

    #[test]
    fn every_drawn_time_lies_in_office_hours() {
        let mut choice = Choice::new(1, 1);
        for _ in 0..500 {
            let moment = some_time("2026-11-20".parse().unwrap(), &mut choice);
            assert_eq!(open_from(&calendar(), moment), moment, "{moment}");
        }
    }
}
