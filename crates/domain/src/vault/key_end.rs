//! The end of the key: after closing and the retention period nothing that was said can ever be read again.

use super::event::KeyDestroyed;
use crate::case::{Case, Outcome, Stage};
use crate::kernel::Day;

/// From which day the key of a case may be destroyed: so many years after it was closed, and never before all is done.
///
/// No national period is known for mediation files (law.md §1.4: 5 years, a setting); the purpose limit is 个人信息保护法 art. 47.
pub fn key_ends(case: &Case, years: i64) -> Option<Day> {
    if !matches!(case.stage, Stage::Closed | Stage::Archived) || case.vault.over {
        return None;
    }
    let closed = case.closing.as_ref()?.day;
    Some(years_later(closed, years))
}

/// The corresponding day; for 29 February the day after 28 February, so that no key ends early.
fn years_later(day: Day, years: i64) -> Day {
    let year = i32::try_from(years).unwrap_or(i32::MAX).saturating_add(day.year());
    Day::of(year, day.month(), day.day()).or_else(|_| Day::of(year, 3, 1)).unwrap_or(Day(time::Date::MAX))
}

/// The event for a case whose time has come. It comes to every case, whether anything was ever in its vault or not: so it tells nothing.
pub fn end_key(case: &Case, years: i64, today: Day) -> Option<Outcome> {
    let due = key_ends(case, years)?;
    (due <= today).then(|| Outcome::default().and(KeyDestroyed { day: today, years }))
}
