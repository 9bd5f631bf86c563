//! Serving as a mediator: how long an appointment lasts at least, what ends it (人民调解法 arts 13, 15; S0-40), and what somebody has in hand.

use crate::intake::Complexity;
use crate::kernel::Day;
use crate::kernel::identity::ResidentId;

/// States of a person in the roster who takes no cases.
pub const AWAY: [&str; 3] = ["suspended", "dismissed", "resigned"];
/// States of a person who leaves for good and may leave no open case behind.
pub const LEAVING: [&str; 2] = ["dismissed", "resigned"];

/// From this age somebody may be chosen as a mediator: a citizen of age (调解仲裁法 art. 11; 民法典 art. 17).
pub const OF_AGE: i32 = 18;

/// Somebody with this number is of age on this day.
pub fn is_of_age(number: &ResidentId, on: Day) -> bool {
    number.age_on(on) >= OF_AGE
}

/// A term of at least a year: its last day is no earlier than the day before the first one's next anniversary (S0-40).
pub fn is_a_full_term(from: Day, until: Day) -> bool {
    let anniversary = Day::of(from.year() + 1, from.month(), from.day()).unwrap_or_else(|_| from.plus(366));
    until.plus(1) >= anniversary
}

/// The term after this one: it begins on the next day and lasts as many whole years, or as many days when the term was no number of years.
pub fn next_term(from: Day, until: Day) -> (Day, Day) {
    let first = until.plus(1);
    let years = first.year() - from.year();
    let whole = years > 0 && (first.month(), first.day()) == (from.month(), from.day());
    let last = if whole { first.plus_months(12 * i64::from(years)).0.plus(-1) } else { first.plus(from.days_until(until)) };
    (first, last)
}

/// What a case weighs beside others when somebody is chosen for the next one: a complex one twice, a mass one four times an ordinary one.
/// A measure of our own; no rule sets one.
pub const fn weight(complexity: Option<Complexity>) -> i64 {
    match complexity {
        Some(Complexity::Complex) => 2,
        Some(Complexity::Mass) => 4,
        Some(Complexity::Simple | Complexity::Ordinary) | None => 1,
    }
}

/// The open cases of a mediator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InHand {
    /// How many.
    pub cases: i64,
    /// What they weigh together: see [`weight`].
    pub weight: i64,
}

impl InHand {
    /// Adds cases that are this hard.
    pub const fn add(&mut self, complexity: Option<Complexity>, cases: i64) {
        self.cases += cases;
        self.weight += cases * weight(complexity);
    }
}

#[cfg(test)]
mod tests {
    use super::{InHand, is_a_full_term, next_term};
    use crate::intake::Complexity;

    #[test]
    fn a_mass_case_weighs_as_much_as_four_ordinary_ones() {
        let mut hand = InHand::default();
        hand.add(None, 1);
        hand.add(Some(Complexity::Ordinary), 2);
        hand.add(Some(Complexity::Complex), 1);
        hand.add(Some(Complexity::Mass), 1);
        assert_eq!(hand, InHand { cases: 5, weight: 9 });
    }

    #[test]
    fn a_year_is_a_full_term_and_a_day_less_is_not() {
        let day = |text: &str| text.parse().unwrap();
        assert!(is_a_full_term(day("2026-01-01"), day("2026-12-31")));
        assert!(!is_a_full_term(day("2026-01-01"), day("2026-12-30")));
        assert!(is_a_full_term(day("2024-02-29"), day("2025-02-28")));
    }

    #[test]
    fn the_next_term_begins_the_day_after_and_lasts_as_many_years() {
        let day = |text: &str| text.parse().unwrap();
        let next = |from, until| next_term(day(from), day(until));
        assert_eq!(next("2023-01-01", "2025-12-31"), (day("2026-01-01"), day("2028-12-31")), "leap days make no difference");
        assert_eq!(next("2025-03-16", "2026-03-15"), (day("2026-03-16"), day("2027-03-15")));
        assert_eq!(next("2026-01-01", "2026-01-10"), (day("2026-01-11"), day("2026-01-20")), "no number of years: as many days");
    }
}
