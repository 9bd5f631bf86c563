//! What a calculation stands on besides what was typed: the calendar, the statutory holidays, the office's table of standards, and settings
//! for what the law leaves open.

use std::collections::BTreeMap;

use super::answer::{Worth, said};
use super::exact::{Exact, TooLarge};
use super::input::Standard;
use super::parameter::{ParameterKind, Parameters};
use super::said::{Assumption, Said};
use crate::kernel::form::{Fault, Faults, Path};
use crate::kernel::{Day, Line};
use crate::periods::{Calendar, DayKind};

/// What the law leaves open or only practice says (flag U in the legal reference); an office may set it otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Practice {
    /// The month in lieu is capped at three times the area's average wage; the text has no cap, local practice varies.
    pub cap_month_in_lieu: bool,
    /// Work on a make-up workday counts as work on an ordinary workday; no national text was found.
    pub make_up_day_is_workday: bool,
}

impl Default for Practice {
    fn default() -> Self {
        Self { cap_month_in_lieu: false, make_up_day_is_workday: true }
    }
}

/// The days on which work is paid threefold.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Holidays {
    days: BTreeMap<Day, String>,
}

/// The table of statutory holidays can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HolidayFault {
    /// The first line must be `date,name,basis,status`.
    #[error("the first line is not date,name,basis,status")]
    Header,
    /// The line is no day with a name.
    #[error("line {0}: not a day with a name")]
    Line(usize),
}

impl Holidays {
    /// Reads the lines of `data/cn-statutory-holidays.csv`; only the first two columns count.
    pub fn parse(csv_text: &str) -> Result<Self, HolidayFault> {
        let mut lines = (1usize..).zip(csv_text.trim_start_matches('\u{FEFF}').lines().map(str::trim));
        if lines.next().is_none_or(|(_, header)| header != "date,name,basis,status") {
            return Err(HolidayFault::Header);
        }
        let mut days = BTreeMap::new();
        for (at, line) in lines.filter(|(_, line)| !line.is_empty()) {
            let mut columns = line.splitn(3, ',');
            let day = columns.next().and_then(|day| day.parse::<Day>().ok()).ok_or(HolidayFault::Line(at))?;
            days.insert(day, columns.next().ok_or(HolidayFault::Line(at))?.to_owned());
        }
        Ok(Self { days })
    }

    /// The name of the statutory holiday on a day.
    pub fn name(&self, day: Day) -> Option<&str> {
        self.days.get(&day).map(String::as_str)
    }

    /// The year's holidays are in the table.
    pub fn knows(&self, year: i32) -> bool {
        self.days.keys().any(|day| day.year() == year)
    }
}

/// How work on a day is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaidAs {
    /// A workday: 150 %.
    Workday,
    /// A rest day: 200 %.
    RestDay,
    /// A statutory holiday: 300 %.
    Holiday,
}

/// Everything that a calculation stands on.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'g> {
    /// Which days are worked.
    pub calendar: &'g Calendar,
    /// Which days are paid threefold.
    pub holidays: &'g Holidays,
    /// Standards by region.
    pub parameters: &'g Parameters,
    /// What the law leaves open.
    pub practice: Practice,
}

/// A calculation can't be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// What was typed at a field can't be.
    At(&'static str, Fault),
    /// The figures grow beyond what can be paid.
    TooLarge,
}

impl From<TooLarge> for Wrong {
    fn from(_: TooLarge) -> Self {
        Self::TooLarge
    }
}

impl From<Wrong> for Faults {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::At(field, fault) => Self::at(field, fault),
            Wrong::TooLarge => Self(vec![(Path::root(), Fault::Wrong("amount_overflow"))]),
        }
    }
}

/// What a formula gives.
pub type Found<T = Worth> = Result<T, Wrong>;

/// A fault with a sentence of its own at a field.
pub const fn wrong(field: &'static str, code: &'static str) -> Wrong {
    Wrong::At(field, Fault::Wrong(code))
}

/// The last day may not lie before the first.
pub fn in_order(field: &'static str, first: Day, last: Day) -> Found<()> {
    if last < first { Err(wrong(field, "end_before_start")) } else { Ok(()) }
}

impl Ground<'_> {
    /// How work on a day is paid.
    pub fn paid_as(&self, day: Day) -> PaidAs {
        if self.holidays.name(day).is_some() {
            return PaidAs::Holiday;
        }
        match self.calendar.kind_of(day) {
            DayKind::Workday => PaidAs::Workday,
            DayKind::MakeUp(_) if self.practice.make_up_day_is_workday => PaidAs::Workday,
            DayKind::MakeUp(_) | DayKind::Weekend | DayKind::Holiday(_) => PaidAs::RestDay,
        }
    }

    /// A standard as it was typed, or else from the table; the answer says where it comes from.
    pub fn standard(&self, asked: &Asked<'_>, worth: &mut Worth) -> Found<Option<Exact>> {
        if let Some(given) = asked.given {
            return Ok(Some(given.exact()));
        }
        let row = asked.region.and_then(|region| self.parameters.find(region, asked.what, asked.day));
        let Some(row) = row else { return Ok(None) };
        let value = row.standard().exact();
        let figures = vec![("what", asked.what.code().to_owned()), ("value", said(value)?), ("source", row.source.clone())];
        worth.assumptions.push(Said { code: Assumption::FromTable, figures });
        Ok(Some(value))
    }

    /// The same, where nothing can be said without it: the fault names the field.
    pub fn needed(&self, field: &'static str, asked: &Asked<'_>, worth: &mut Worth) -> Found<Exact> {
        self.standard(asked, worth)?.ok_or(wrong(field, "parameter_missing"))
    }
}

/// Which standard is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What.
    pub what: ParameterKind,
    /// As it was typed.
    pub given: Option<Standard>,
    /// The division it holds for.
    pub region: Option<&'a str>,
    /// The day it holds on.
    pub day: Day,
}

/// The division as a plain text.
pub fn region_text(region: Option<&Line<12>>) -> Option<&str> {
    region.map(|region| &**region)
}
