//! Periods for whoever asks: the book that comes with the program, and answers to single questions.

mod answer;

pub use answer::{Question, answer, check_number};

use domain::periods::{BookFault, Calendar, CalendarFault, Rulebook};

/// The book of periods is not as it should be.
#[derive(Debug, thiserror::Error)]
pub enum RulebookFault {
    /// It can't be read.
    #[error("the book of periods can't be read")]
    Read(#[from] toml::de::Error),
    /// Its rules contradict each other.
    #[error("the book of periods contradicts itself")]
    Book(#[from] BookFault),
}

/// The calendar that comes with the program: the State Council's notices up to the one of 2025-11-04.
///
/// # Errors
/// A file that can't be read; a test proves that the shipped one can.
pub fn calendar() -> Result<Calendar, CalendarFault> {
    Calendar::parse(include_str!("../../../../data/cn-workdays.csv"), "cn-workdays 2025-11-04")
}

/// The book that comes with the program.
///
/// # Errors
/// A file that can't be read; a test proves that the shipped one can.
pub fn shipped() -> Result<Rulebook, RulebookFault> {
    read(include_str!("../../../../data/periods.toml"))
}

/// Reads a book in the form of `data/periods.toml`.
///
/// # Errors
/// What [`RulebookFault`] names.
pub fn read(text: &str) -> Result<Rulebook, RulebookFault> {
    Ok(toml::from_str::<Rulebook>(text)?.check()?)
}

/// Reads an office's own rules, which may replace those of the book that they are put behind.
///
/// # Errors
/// A text that can't be read.
pub fn read_part(text: &str) -> Result<Rulebook, RulebookFault> {
    Ok(toml::from_str(text)?)
}

#[cfg(test)]
mod tests {
    use domain::periods::{Flag, RuleId};

    #[test]
    fn the_shipped_book_has_all_rows_of_the_legal_reference() {
        let book = super::shipped().unwrap();
        for row in 1..=52 {
            assert!(book.parts(RuleId::tl(row)).next().is_some(), "TL-{row:02}");
        }
        assert!(book.rules().iter().all(|rule| rule.flag != Flag::Unverified && !rule.statute.is_empty()));
    }

    #[test]
    fn a_book_that_contradicts_itself_is_refused() {
        let rule = "[[rule]]\nid = \"TL-60\"\ntitle = \"t\"\nstarts = \"s\"\nunit = \"natural_day\"\neffect = \"e\"\nstatute = \"s\"\nbrief = \"b\"\nflag = \"V\"\n";
        let book = |rules: &str| super::read(&format!("version = \"t\"\n{rules}"));
        assert!(book(rule).is_err(), "no length");
        let whole = rule.replace("unit", "length = 3\nunit");
        assert!(book(&whole).is_ok());
        assert!(book(&format!("{whole}{whole}")).is_err(), "twice");
        assert!(book(&format!("{whole}replaces = \"TL-99\"\n")).is_err(), "replaces nothing");
        assert!(book(&format!("{whole}since = \"2026-02-01\"\nuntil = \"2026-01-01\"\n")).is_err(), "ends before it begins");
        assert!(book(&format!("{whole}typo = 1\n")).is_err(), "unknown field");
    }
}
