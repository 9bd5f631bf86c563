//! Standards that change by notice and by region: minimum wages, average wages. Read from `data/claim-parameters.csv`, never known by heart.

use super::input::Standard;
use crate::kernel::{Day, Money};

crate::codes! {
    /// What a row of the table sets.
    pub enum ParameterKind as "claim_parameter" {
        /// The monthly minimum wage.
        MinWage = "min_wage",
        /// The average monthly wage of the year before, as the municipality published it.
        AreaAvg = "area_avg",
        /// The average monthly wage of the work-injury insurance's pooling area.
        PoolingAvg = "pooling_avg",
        /// Last year's national disposable income of town residents per head, for a year.
        NationalIncome = "national_income",
    }
}

/// One standard of one region for some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The division (12 digits) it holds for, with everything below; `000000000000` for the country.
    pub region: String,
    /// What it sets.
    pub what: ParameterKind,
    /// The first day on which it is used.
    pub from: Day,
    /// The last day, when a later row has not ended it already.
    pub to: Option<Day>,
    /// How much.
    pub value: Money,
    /// The notice that set it.
    pub source: String,
}

/// What is wrong with the table, and in which line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParameterFault {
    /// The first line must be `region,what,from,to,value,source`.
    #[error("the first line is not region,what,from,to,value,source")]
    Header,
    /// Not six columns, or one of them can't be read.
    #[error("line {0}: the {1} can't be read")]
    Column(usize, &'static str),
}

/// Every standard known to the office.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Parameters {
    rows: Vec<Parameter>,
}

const HEADER: &str = "region,what,from,to,value,source";

impl Parameters {
    /// Reads the lines of the table; empty lines and `#` lines do not count. The source, the last column, may hold commas.
    pub fn parse(csv_text: &str) -> Result<Self, ParameterFault> {
        let lines = (1usize..).zip(csv_text.trim_start_matches('\u{FEFF}').lines()).map(|(at, line)| (at, line.trim()));
        let mut lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        if lines.next().is_none_or(|(_, header)| header != HEADER) {
            return Err(ParameterFault::Header);
        }
        let rows = lines.map(|(at, line)| row(line).map_err(|column| ParameterFault::Column(at, column))).collect::<Result<_, _>>()?;
        Ok(Self { rows })
    }

    /// The standard of the nearest region on a day; of several rows the one that began last.
    pub fn find(&self, region: &str, what: ParameterKind, day: Day) -> Option<&Parameter> {
        let holds = |row: &&Parameter| {
            row.what == what && row.from <= day && row.to.is_none_or(|to| day <= to) && crate::access::within(&whole(region), &row.region)
        };
        let near = |row: &&Parameter| row.region.trim_end_matches('0').len();
        let country =
            |row: &&Parameter| row.what == what && row.from <= day && row.to.is_none_or(|to| day <= to) && is_country(&row.region);
        let found = self.rows.iter().filter(|row| !is_country(&row.region)).filter(holds).max_by_key(|row| (near(row), row.from));
        found.or_else(|| self.rows.iter().filter(country).max_by_key(|row| row.from))
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl Parameter {
    /// The value for calculating.
    pub fn standard(&self) -> Standard {
        Standard::from(self.value)
    }
}

/// A division with all its twelve digits.
fn whole(region: &str) -> String {
    format!("{region:0<12}")
}

fn is_country(region: &str) -> bool {
    region.bytes().all(|byte| byte == b'0')
}

fn row(line: &str) -> Result<Parameter, &'static str> {
    let mut columns = line.splitn(6, ',').map(str::trim);
    let mut next = |name| columns.next().ok_or(name);
    let (region, what, from) = (next("region")?, next("what")?, next("from")?);
    let (to, value, source) = (next("to")?, next("value")?, next("source")?);
    if !(2..=12).contains(&region.len()) || !region.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("region");
    }
    let from: Day = from.parse().map_err(|_| "from")?;
    let to = if to.is_empty() { None } else { Some(to.parse::<Day>().map_err(|_| "to")?) };
    if to.is_some_and(|to| to < from) {
        return Err("to");
    }
    let value: Money = value.parse().map_err(|_| "value")?;
    if value == Money::ZERO {
        return Err("value");
    }
    let source = source.trim_matches('"').to_owned();
    if source.is_empty() {
        return Err("source");
    }
    Ok(Parameter { region: whole(region), what: what.parse().map_err(|_| "what")?, from, to, value, source })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "region,what,from,to,value,source\n\
        # invented rows\n\
        45,min_wage,2020-03-01,,1810,notice A\n\
        450206,min_wage,2020-03-01,2021-12-31,1700,notice B\n\
        4502,min_wage,2022-01-01,,1900,\"notice C, annex\"\n\
        000000000000,national_income,2024-01-01,2024-12-31,50000,yearbook\n";

    #[test]
    fn the_nearest_region_and_the_latest_row_decide() {
        let table = Parameters::parse(TABLE).unwrap();
        let find = |region: &str, what, day: &str| table.find(region, what, day.parse().unwrap()).map(|row| row.value.0 / 100);
        assert_eq!(find("450206", ParameterKind::MinWage, "2021-06-01"), Some(1700));
        assert_eq!(find("450206001000", ParameterKind::MinWage, "2023-06-01"), Some(1900));
        assert_eq!(find("450300", ParameterKind::MinWage, "2023-06-01"), Some(1810));
        assert_eq!(find("440000", ParameterKind::MinWage, "2023-06-01"), None);
        assert_eq!(find("450206", ParameterKind::MinWage, "2019-06-01"), None);
        assert_eq!(find("110000", ParameterKind::NationalIncome, "2024-06-01"), Some(50000));
    }

    #[test]
    fn a_row_that_cannot_be_right_is_told_by_its_line_and_column() {
        let fault = |row: &str| Parameters::parse(&format!("{HEADER}\n{row}")).unwrap_err();
        assert_eq!(Parameters::parse("a,b"), Err(ParameterFault::Header));
        assert_eq!(fault("45,rent,2020-01-01,,1,x"), ParameterFault::Column(2, "what"));
        assert_eq!(fault("45,min_wage,2020-01-01,2019-01-01,1,x"), ParameterFault::Column(2, "to"));
        assert_eq!(fault("45,min_wage,2020-01-01,,-1,x"), ParameterFault::Column(2, "value"));
        assert_eq!(fault("45,min_wage,2020-01-01,,1,"), ParameterFault::Column(2, "source"));
        assert_eq!(fault("45,min_wage"), ParameterFault::Column(2, "from"));
    }
}
