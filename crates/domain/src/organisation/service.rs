//! Serving as a mediator: how long an appointment lasts at least, and what ends it (人民调解法 arts 13, 15; S0-40).

use crate::kernel::Day;

/// States of a person in the roster who takes no cases.
pub const AWAY: [&str; 3] = ["suspended", "dismissed", "resigned"];
/// States of a person who leaves for good and may leave no open case behind.
pub const LEAVING: [&str; 2] = ["dismissed", "resigned"];

/// A term of at least a year: its last day is no earlier than the day before the first one's next anniversary (S0-40).
pub fn is_a_full_term(from: Day, until: Day) -> bool {
    let anniversary = Day::of(from.year() + 1, from.month(), from.day()).unwrap_or_else(|_| from.plus(366));
    until.plus(1) >= anniversary
}

#[cfg(test)]
mod tests {
    use super::is_a_full_term;

    #[test]
    fn a_year_is_a_full_term_and_a_day_less_is_not() {
        let day = |text: &str| text.parse().unwrap();
        assert!(is_a_full_term(day("2026-01-01"), day("2026-12-31")));
        assert!(!is_a_full_term(day("2026-01-01"), day("2026-12-30")));
        assert!(is_a_full_term(day("2024-02-29"), day("2025-02-28")));
    }
}
