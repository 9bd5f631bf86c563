//! Standards, holidays and local practice that claims are worked out with, from `data/`.

use domain::claims::worth::ground::HolidayFault;
use domain::claims::worth::parameter::ParameterFault;
use domain::claims::worth::{Ground, Holidays, Parameters, Practice};
use domain::periods::Calendar;

/// What stays the same for every calculation; the calendar comes from the house.
#[derive(Clone, Debug, Default)]
pub struct Basis {
    /// Days paid threefold.
    pub holidays: Holidays,
    /// Standards by region and day.
    pub parameters: Parameters,
    /// What the law leaves open.
    pub practice: Practice,
}

/// A file that comes with the program can't be read.
#[derive(Debug, thiserror::Error)]
pub enum BasisFault {
    /// `cn-statutory-holidays.csv`
    #[error("cn-statutory-holidays.csv: {0}")]
    Holidays(#[from] HolidayFault),
    /// `claim-parameters.csv`
    #[error("claim-parameters.csv: {0}")]
    Parameters(#[from] ParameterFault),
}

impl Basis {
    /// What comes with the program.
    ///
    /// # Errors
    /// A file that can't be read; a test proves that those shipped can.
    pub fn shipped() -> Result<Self, BasisFault> {
        Self::with_parameters(include_str!("../../../../data/claim-parameters.csv"))
    }

    /// The same with an office's own table of standards.
    ///
    /// # Errors
    /// Which line of the table can't be read.
    pub fn with_parameters(csv_text: &str) -> Result<Self, BasisFault> {
        Ok(Self {
            holidays: Holidays::parse(include_str!("../../../../data/cn-statutory-holidays.csv"))?,
            parameters: Parameters::parse(csv_text)?,
            practice: Practice::default(),
        })
    }

    /// What a calculation stands on.
    pub fn ground<'g>(&'g self, calendar: &'g Calendar) -> Ground<'g> {
        Ground { calendar, holidays: &self.holidays, parameters: &self.parameters, practice: self.practice }
    }
}

#[cfg(test)]
mod tests {
    use super::Basis;

    #[test]
    fn the_files_that_come_with_the_program_read() {
        let basis = Basis::shipped().unwrap();
        assert!((2020..=2027).all(|year| basis.holidays.knows(year)));
    }
}
