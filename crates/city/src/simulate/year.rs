//! Calendars as the house knows them over time: each year's notice comes at its own moment, sometimes after the year has begun.

use domain::kernel::Day;
use domain::periods::{Calendar, CalendarFault};

/// The first year whose notice every house has.
pub(super) const FIRST: i32 = 2020;
/// The last year of the simulation: its notice is invented, because none is published.
pub(super) const LAST: i32 = 2028;

/// The calendars with the notices up to a year.
#[derive(Debug)]
pub struct Years {
    known: Vec<(i32, Calendar)>,
}

/// Days off and worked instead of years that nobody has published: like those of other years, with long holidays and make-up days.
const INVENTED: &str = "2027-01-01 2027-01-02 2027-01-03 2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-02-09 2027-02-10 2027-02-11 2027-02-12 \
2027-04-03 2027-04-04 2027-04-05 2027-05-01 2027-05-02 2027-05-03 2027-05-04 2027-05-05 2027-06-09 2027-06-10 2027-06-11 2027-09-15 2027-09-16 \
2027-09-17 2027-10-01 2027-10-02 2027-10-03 2027-10-04 2027-10-05 2027-10-06 2027-10-07 2028-01-01 2028-01-02 2028-01-03 2028-01-25 2028-01-26 \
2028-01-27 2028-01-28 2028-01-29 2028-01-30 2028-01-31 2028-02-01 2028-04-03 2028-04-04 2028-04-05 2028-05-01 2028-05-02 2028-05-03 2028-05-28 \
2028-05-29 2028-10-01 2028-10-02 2028-10-03 2028-10-04 2028-10-05 2028-10-06 2028-10-07 2028-10-08 \
+2027-01-10 +2027-02-14 +2027-02-20 +2027-05-08 +2027-06-12 +2027-09-18 +2027-09-26 +2027-10-09 +2028-01-22 +2028-02-05 +2028-05-06 +2028-10-14";

impl Years {
    /// The shipped notices one by one, and two years that are invented.
    ///
    /// # Errors
    /// Lines that can't be read; a test proves that these can.
    pub fn shipped() -> Result<Self, CalendarFault> {
        let published = app::periods::calendar()?.lines();
        let invented = INVENTED.split_whitespace().map(|word| match word.strip_prefix('+') {
            Some(day) => format!("{day},makeup_workday,invented"),
            None => format!("{word},holiday,invented"),
        });
        let all: Vec<String> = published.lines().skip(1).map(str::to_owned).chain(invented).collect();
        let of = |last: i32| -> Result<(i32, Calendar), CalendarFault> {
            let known = all.iter().filter(|line| line.get(..4).and_then(|year| year.parse::<i32>().ok()).is_some_and(|year| year <= last));
            let text = std::iter::once("date,kind,name").chain(known.map(String::as_str)).collect::<Vec<_>>().join("\n");
            Ok((last, Calendar::parse(&text, &format!("to {last}"))?))
        };
        Ok(Self { known: (FIRST..=LAST).map(of).collect::<Result<_, _>>()? })
    }

    /// The calendar with the notices up to this year.
    pub fn up_to(&self, year: i32) -> Option<&Calendar> {
        let year = year.clamp(FIRST, LAST);
        self.known.iter().find(|(last, _)| *last == year).map(|(_, calendar)| calendar)
    }
}

/// When the notices come to a house: so many days before (or after) the year begins, the same for every year of this life.
#[derive(Clone, Copy, Debug)]
pub(super) struct Delay(pub(super) i64);

impl Delay {
    /// The last year whose notice is there on this day.
    pub(super) fn known_on(self, day: Day) -> i32 {
        let next = day.year() + 1;
        let comes = |year: i32| Day::of(year, 1, 1).map(|first| first.plus(self.0)).ok();
        [next, next - 1].into_iter().find(|year| comes(*year).is_some_and(|comes| comes <= day)).unwrap_or(next - 2)
    }
}
