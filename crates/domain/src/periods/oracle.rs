//! Every rule on every day: the engine against a walk day by day that shares nothing with it but the lists of days off.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::tests::{BOOK, WORKDAYS, calendar};
use super::*;
use crate::kernel::Day;

/// Days off and make-up days, read from the file in another way.
struct Walker {
    off: BTreeSet<String>,
    made_up: BTreeSet<String>,
}

impl Walker {
    fn new() -> Self {
        let of = |kind: &str| WORKDAYS.lines().filter(|line| line.contains(kind)).map(|line| line[..10].to_owned()).collect();
        Self { off: of(",holiday,"), made_up: of(",makeup_workday,") }
    }

    fn worked(&self, day: (i32, u8, u8)) -> bool {
        let text = format!("{:04}-{:02}-{:02}", day.0, day.1, day.2);
        self.made_up.contains(&text) || (weekday(day) < 5 && !self.off.contains(&text))
    }

    fn due(&self, rule: &Rule, from: (i32, u8, u8)) -> (i32, u8, u8) {
        let length = rule.length.unwrap_or_default();
        let back = length < 0;
        let go = |day| if back { before(day) } else { after(day) };
        let mut at = from;
        match rule.unit {
            Unit::NaturalDay => (0..length.abs()).for_each(|_| at = go(at)),
            Unit::WorkingDay => {
                let mut left = length.abs();
                while left > 0 {
                    at = go(at);
                    left -= i64::from(self.worked(at));
                }
            }
            Unit::Month | Unit::Year => {
                let months = if rule.unit == Unit::Year { length * 12 } else { length };
                for _ in 0..months {
                    at = if at.1 == 12 { (at.0 + 1, 1, at.2) } else { (at.0, at.1 + 1, at.2) };
                }
                at.2 = at.2.min(month_length(at.0, at.1));
            }
            _ => unreachable!("not counted from a length"),
        }
        while rule.rolls && !self.worked(at) {
            at = go(at);
        }
        at
    }
}

fn leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_length(year: i32, month: u8) -> u8 {
    match month {
        2 => 28 + u8::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn after(day: (i32, u8, u8)) -> (i32, u8, u8) {
    match day {
        (year, 12, 31) => (year + 1, 1, 1),
        (year, month, d) if d == month_length(year, month) => (year, month + 1, 1),
        (year, month, d) => (year, month, d + 1),
    }
}

fn before(day: (i32, u8, u8)) -> (i32, u8, u8) {
    match day {
        (year, 1, 1) => (year - 1, 12, 31),
        (year, month, 1) => (year, month - 1, month_length(year, month - 1)),
        (year, month, d) => (year, month, d - 1),
    }
}

/// 0 for Monday, by counting from Monday, 1 January 1900.
fn weekday(day: (i32, u8, u8)) -> i64 {
    let years: i64 = (1900..day.0).map(|year| 365 + i64::from(leap(year))).sum();
    let months: i64 = (1..day.1).map(|month| i64::from(month_length(day.0, month))).sum();
    (years + months + i64::from(day.2) - 1) % 7
}

fn counted() -> impl Iterator<Item = &'static Rule> {
    BOOK.rules().iter().filter(|rule| matches!(rule.unit, Unit::NaturalDay | Unit::WorkingDay | Unit::Month | Unit::Year))
}

#[test]
fn every_rule_agrees_with_the_walk_on_every_start_day_from_2020_to_2026() {
    let (walker, calendar) = (Walker::new(), calendar());
    let mut compared = 0;
    let mut from = (2020, 1, 1);
    while from <= (2026, 12, 31) {
        let day = Day::of(from.0, from.1, from.2).unwrap();
        for rule in counted() {
            let (year, month, day_of_month) = walker.due(rule, from);
            let found = rule.count(&calendar, day, rule.length.unwrap());
            assert_eq!(found.due, Day::of(year, month, day_of_month).unwrap(), "{} from {day}", rule.id);
            compared += 1;
        }
        from = after(from);
    }
    assert_eq!(compared, 2557 * counted().count());
    assert!(counted().count() > 70);
}

fn known_day() -> impl Strategy<Value = Day> {
    (0i64..365 * 8).prop_map(|n| Day::of(2019, 6, 1).unwrap().plus(n))
}

proptest! {
    #[test]
    fn a_rule_that_rolls_never_ends_on_a_day_off(from in known_day()) {
        let c = calendar();
        for rule in counted().filter(|rule| rule.rolls) {
            prop_assert!(c.is_workday(rule.count(&c, from, rule.length.unwrap()).due), "{}", rule.id);
        }
    }

    #[test]
    fn every_rule_is_monotone_in_its_start_and_an_extension_never_shortens(from in known_day(), later in 0i64..40, more in 0i64..30) {
        let c = calendar();
        for rule in counted() {
            let length = rule.length.unwrap();
            let due = rule.count(&c, from, length).due;
            prop_assert!(due <= rule.count(&c, from.plus(later), length).due, "{}", rule.id);
            if length > 0 {
                prop_assert!(due <= rule.count(&c, from, length + more).due, "{}", rule.id);
                prop_assert!(rule.extended(&c, from, more) >= due, "{}", rule.id);
            }
        }
    }

    #[test]
    fn a_pause_never_shortens_what_was_left(from in known_day(), paused in 0i64..15, still in 0i64..60) {
        let c = calendar();
        for rule in counted().filter(|rule| rule.length.unwrap() > 0 && rule.rolls) {
            let deadline = rule.count(&c, from, rule.length.unwrap());
            let paused = from.plus(paused).min(deadline.raw_end);
            let moved = after_pause(&c, &deadline, paused, paused.plus(still), rule.rolls);
            prop_assert!(moved.due >= deadline.due, "{}", rule.id);
            prop_assert_eq!((moved.rule, moved.version), (deadline.rule, deadline.version));
        }
    }
}
