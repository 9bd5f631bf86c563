//! A legal day: a date in the People's Republic, no time, no zone.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use time::{Date, Duration, Month, Weekday};

use super::form::{Fault, Faults, Field, Kind, Path};

/// A day of the calendar, written `2026-11-20`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub Date);

/// The text is not a day between 1900-01-01 and 2199-12-31.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a day")]
pub struct NotADay;

impl Day {
    /// The day with this year, month (1–12) and day of month.
    pub fn of(year: i32, month: u8, day: u8) -> Result<Self, NotADay> {
        let month = Month::try_from(month).map_err(|_| NotADay)?;
        let date = Date::from_calendar_date(year, month, day).map_err(|_| NotADay)?;
        if (1900..=2199).contains(&year) { Ok(Self(date)) } else { Err(NotADay) }
    }

    /// The day `days` later (earlier when negative); stays at the edge of the calendar rather than overflow.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        let edge = if days < 0 { Date::MIN } else { Date::MAX };
        Self(self.0.checked_add(Duration::days(days.clamp(-4_000_000, 4_000_000))).unwrap_or(edge))
    }

    /// The corresponding day `months` months later (earlier when negative), and whether that month has it; otherwise its last day (民法典 202).
    #[must_use]
    pub fn plus_months(self, months: i64) -> (Self, bool) {
        let count = i64::from(self.year()) * 12 + i64::from(self.month()) - 1 + months.clamp(-200_000, 200_000);
        let year = i32::try_from(count.div_euclid(12)).unwrap_or(i32::MAX);
        let month = u8::try_from(count.rem_euclid(12) + 1).ok().and_then(|month| Month::try_from(month).ok()).unwrap_or(Month::January);
        let last = month.length(year);
        match Date::from_calendar_date(year, month, self.day().min(last)) {
            Ok(date) => (Self(date), self.day() <= last),
            Err(_) => (Self(if months < 0 { Date::MIN } else { Date::MAX }), false),
        }
    }

    /// The last day of its month.
    #[must_use]
    pub fn month_end(self) -> Self {
        Self(self.0.replace_day(self.0.month().length(self.year())).unwrap_or(self.0))
    }

    /// This month and day of its year; the last of the month where it has no such day.
    #[must_use]
    pub fn this_year(self, (month, day): (u8, u8)) -> Self {
        (0..4).find_map(|less| Self::of(self.year(), month, day.saturating_sub(less)).ok()).unwrap_or(self)
    }

    /// Days from `self` to `later` (negative when `later` is earlier).
    pub fn days_until(self, later: Self) -> i64 {
        (later.0 - self.0).whole_days()
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1–12.
    pub fn month(self) -> u8 {
        u8::from(self.0.month())
    }

    /// The day of the month, 1–31.
    pub fn day(self) -> u8 {
        self.0.day()
    }

    /// Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// 1 for Monday to 7 for Sunday.
    pub fn weekday(self) -> u8 {
        self.0.weekday().number_from_monday()
    }

    /// `2026年11月20日`.
    pub fn chinese(self) -> String {
        format!("{}年{}月{}日", self.year(), self.month(), self.day())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = NotADay;
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let mut parts = text.trim().splitn(3, ['-', '/', '.']);
        let mut next = || parts.next().filter(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())).ok_or(NotADay);
        let (year, month, day) = (next()?, next()?, next()?);
        Self::of(year.parse().map_err(|_| NotADay)?, month.parse().map_err(|_| NotADay)?, day.parse().map_err(|_| NotADay)?)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Field for Day {
    fn kind() -> Kind {
        Kind::Day
    }
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
        let text = value.as_str().unwrap_or_default();
        match text.parse::<Self>() {
            Ok(day) if YEARS.contains(&day.year()) => Some(day),
            Ok(_) => faults.note(path, Fault::Wrong("day_out_of_range")),
            Err(_) => faults.note(path, unread(text)),
        }
    }
}

/// Years in which a day that somebody types can lie.
pub const YEARS: RangeInclusive<i32> = 1949..=2100;

/// Why a text is no day: a time with it, a month without that day, a year far away, or no day at all.
fn unread(text: &str) -> Fault {
    let numbers: Option<Vec<u32>> = text.split(['-', '/', '.']).map(|part| part.parse().ok()).collect();
    match numbers.as_deref() {
        Some([_, 1..=12, 29..=31]) => Fault::Wrong("day_not_in_month"),
        Some([_, 1..=12, 1..=28]) => Fault::Wrong("day_out_of_range"),
        _ if text.get(..10).is_some_and(|head| head.parse::<Day>().is_ok()) => Fault::Wrong("day_with_time"),
        _ => Fault::NotADay,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_back_and_refuses_nonsense() {
        assert_eq!("2024-02-29".parse::<Day>().unwrap().to_string(), "2024-02-29");
        for wrong in ["2023-02-29", "2024-13-01", "2024-1", "abc", "", "0001-01-01", "2024-01-01T00:00", "+2024-01-01"] {
            assert!(wrong.parse::<Day>().is_err(), "{wrong}");
        }
    }
}
