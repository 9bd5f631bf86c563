//! The calendar of worked days: the Monday-to-Friday week with the holidays and make-up workdays of each year's notice.
//!
//! The notice for a year comes in the November before it. Until then the year is unpublished: the week rule
//! applies and every count that leans on it carries a warning (see [`super::count`]).

use std::collections::BTreeMap;

use crate::kernel::Day;

/// What a published day is instead of what its weekday says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Exception {
    /// Off, for this holiday.
    Holiday(String),
    /// Worked, to make up for this holiday.
    MakeUp(String),
}

/// What a day is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// Monday to Friday, worked.
    Workday,
    /// Saturday or Sunday, off.
    Weekend,
    /// Off, for the holiday of this name.
    Holiday(String),
    /// A weekend day that is worked to make up for the holiday of this name.
    MakeUp(String),
}

/// Which days are worked, under a name that deadlines remember.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Calendar {
    version: String,
    exceptions: BTreeMap<Day, Exception>,
    weekends_stay: bool,
}

/// What is wrong with the text of a calendar, and in which line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// The first line must be `date,kind,name`.
    #[error("the first line is not date,kind,name")]
    Header,
    /// Not three columns with a name in the last.
    #[error("line {0}: not three columns")]
    Columns(usize),
    /// The first column is not a day.
    #[error("line {0}: not a day")]
    Date(usize),
    /// The second column is neither `holiday` nor `makeup_workday`.
    #[error("line {0}: neither holiday nor makeup_workday")]
    Kind(usize),
    /// A make-up workday can only be a Saturday or Sunday.
    #[error("line {0}: a make-up workday that is no weekend")]
    MakeUpInTheWeek(usize),
    /// The day has been given before.
    #[error("line {0}: the day is given twice")]
    Twice(usize),
}

impl Calendar {
    /// Reads the lines `date,kind,name` (kind `holiday` or `makeup_workday`); empty lines and `#` lines do not count.
    pub fn parse(csv_text: &str, version: &str) -> Result<Self, CalendarFault> {
        let text = csv_text.trim_start_matches('\u{FEFF}');
        let mut lines = (1usize..).zip(text.lines()).map(|(at, line)| (at, line.trim()));
        let mut lines = lines.by_ref().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        if lines.next().is_none_or(|(_, header)| header != "date,kind,name") {
            return Err(CalendarFault::Header);
        }
        let mut exceptions = BTreeMap::new();
        for (at, line) in lines {
            let (day, exception) = row(line, at)?;
            if exceptions.insert(day, exception).is_some() {
                return Err(CalendarFault::Twice(at));
            }
        }
        Ok(Self { version: version.to_owned(), exceptions, weekends_stay: false })
    }

    /// This calendar with the notices of another: a year that `newer` publishes is taken from it whole, with the days that its notice
    /// gives in the years beside it.
    #[must_use]
    pub fn with(&self, newer: &Self) -> Self {
        let years = newer.published_years();
        let mut exceptions = self.exceptions.clone();
        exceptions.retain(|day, _| !years.contains(&day.year()));
        exceptions.extend(newer.exceptions.iter().map(|(day, exception)| (*day, exception.clone())));
        Self { version: newer.version.clone(), exceptions, weekends_stay: self.weekends_stay }
    }

    /// The same calendar under which a last day on an ordinary weekend does not roll over.
    ///
    /// Whether weekends are 法定休假日 in the sense of 民法典 203 is settled by practice only: they are, unless an office says otherwise.
    #[must_use]
    pub fn without_weekend_roll(mut self) -> Self {
        self.weekends_stay = true;
        self
    }

    /// A last day on an ordinary weekend rolls over.
    pub const fn weekends_roll(&self) -> bool {
        !self.weekends_stay
    }

    /// The lines that [`Self::parse`] reads.
    pub fn lines(&self) -> String {
        let line = |(day, exception): (&Day, &Exception)| match exception {
            Exception::Holiday(name) => format!("{day},holiday,{name}\n"),
            Exception::MakeUp(name) => format!("{day},makeup_workday,{name}\n"),
        };
        std::iter::once("date,kind,name\n".to_owned()).chain(self.exceptions.iter().map(line)).collect()
    }

    /// The name under which this calendar was handed in.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What the day is.
    pub fn kind_of(&self, day: Day) -> DayKind {
        match self.exceptions.get(&day) {
            Some(Exception::Holiday(name)) => DayKind::Holiday(name.clone()),
            Some(Exception::MakeUp(name)) => DayKind::MakeUp(name.clone()),
            None if day.is_weekend() => DayKind::Weekend,
            None => DayKind::Workday,
        }
    }

    /// Worked: Monday to Friday without the holidays, and the make-up days.
    pub fn is_workday(&self, day: Day) -> bool {
        match self.exceptions.get(&day) {
            Some(exception) => matches!(exception, Exception::MakeUp(_)),
            None => !day.is_weekend(),
        }
    }

    /// The year's notice is in: its National Day is among the holidays.
    ///
    /// One day decides, because a neighbour's notice may reach over New Year into a year that has none of its own yet.
    pub fn is_published(&self, year: i32) -> bool {
        Day::of(year, 10, 1).is_ok_and(|day| matches!(self.exceptions.get(&day), Some(Exception::Holiday(_))))
    }

    /// Every published year in order.
    pub fn published_years(&self) -> Vec<i32> {
        let mut years: Vec<i32> = self.exceptions.keys().map(|day| day.year()).collect();
        years.dedup();
        years.retain(|year| self.is_published(*year));
        years
    }
}

fn row(line: &str, at: usize) -> Result<(Day, Exception), CalendarFault> {
    let mut columns = line.split(',').map(str::trim);
    let (Some(date), Some(kind), Some(name), None) = (columns.next(), columns.next(), columns.next(), columns.next()) else {
        return Err(CalendarFault::Columns(at));
    };
    if name.is_empty() {
        return Err(CalendarFault::Columns(at));
    }
    let day: Day = date.parse().map_err(|_| CalendarFault::Date(at))?;
    match kind {
        "holiday" => Ok((day, Exception::Holiday(name.to_owned()))),
        "makeup_workday" if day.is_weekend() => Ok((day, Exception::MakeUp(name.to_owned()))),
        "makeup_workday" => Err(CalendarFault::MakeUpInTheWeek(at)),
        _ => Err(CalendarFault::Kind(at)),
    }
}
