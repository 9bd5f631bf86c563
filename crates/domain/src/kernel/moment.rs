//! An instant: milliseconds since 1970 in UTC, shown on the wall clock of Asia/Shanghai (UTC+8, no summer time since 1992).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::{Date, OffsetDateTime, UtcOffset};

use super::day::Day;
use super::form::{Fault, Faults, Field, Kind, Path};

/// An instant in milliseconds since 1970-01-01T00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

/// The text is not a wall-clock time such as `2026-11-20T15:00`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a time")]
pub struct NotATime;

const HOUR: i64 = 3_600_000;
const SHANGHAI: i64 = 8 * HOUR;
const DAY: i64 = 24 * HOUR;

impl Moment {
    /// The instant at which `hour`:`minute` strikes on `day` in Shanghai.
    pub fn at(day: Day, hour: u8, minute: u8) -> Self {
        let midnight = OffsetDateTime::new_utc(day.0, time::Time::MIDNIGHT).unix_timestamp() * 1000;
        Self(midnight - SHANGHAI + i64::from(hour) * HOUR + i64::from(minute) * 60_000)
    }

    /// The last instant of a day in Shanghai.
    pub fn end_of(day: Day) -> Self {
        Self(Self::at(day.plus(1), 0, 0).0 - 1)
    }

    /// The day on the wall in Shanghai.
    pub fn day(self) -> Day {
        let offset = UtcOffset::from_hms(8, 0, 0).unwrap_or(UtcOffset::UTC);
        OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000)).map_or(Day(Date::MAX), |at| Day(at.to_offset(offset).date()))
    }

    /// Hour and minute on the wall in Shanghai.
    pub fn clock(self) -> (u8, u8) {
        let of_day = (self.0 + SHANGHAI).rem_euclid(DAY);
        let narrow = |n: i64| u8::try_from(n).unwrap_or(0);
        (narrow(of_day / HOUR), narrow(of_day % HOUR / 60_000))
    }

    /// `09:42`.
    pub fn clock_text(self) -> String {
        let (hour, minute) = self.clock();
        format!("{hour:02}:{minute:02}")
    }

    /// The instant this many minutes later.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// `2026年11月20日 09:42`.
    pub fn chinese(self) -> String {
        format!("{} {}", self.day().chinese(), self.clock_text())
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.day(), self.clock_text())
    }
}

impl FromStr for Moment {
    type Err = NotATime;
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let (day, clock) = text.trim().split_once(['T', ' ']).ok_or(NotATime)?;
        let day: Day = day.parse().map_err(|_| NotATime)?;
        let mut parts = clock.split(':');
        let mut number = |limit: u8| {
            let part = parts.next().filter(|p| p.len() <= 2 && p.bytes().all(|b| b.is_ascii_digit())).ok_or(NotATime)?;
            part.parse::<u8>().ok().filter(|n| *n < limit).ok_or(NotATime)
        };
        let (hour, minute) = (number(24)?, number(60)?);
        Ok(Self::at(day, hour, minute))
    }
}

impl Field for Moment {
    fn kind() -> Kind {
        Kind::Moment
    }
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
        match value.as_str().map(str::parse) {
            Some(Ok(moment)) => Some(moment),
            _ => faults.note(path, Fault::NotATime),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_evening_in_utc_is_the_next_morning_in_shanghai() {
        let late: Moment = "2026-11-20T00:30".parse().unwrap();
        assert_eq!(late.day().to_string(), "2026-11-20");
        assert_eq!(late.to_string(), "2026-11-20T00:30");
        assert_eq!(Moment(0).to_string(), "1970-01-01T08:00");
        assert_eq!((Moment::end_of(late.day()).day(), Moment(Moment::end_of(late.day()).0 + 1).day()), (late.day(), late.day().plus(1)));
    }
}
