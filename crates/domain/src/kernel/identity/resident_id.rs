//! The resident identity number (GB 11643): its day of birth, its check character, and what looks odd in it.

use time::{Date, Month};

use super::{IdentityFault, all_digits, plain};
use crate::kernel::Day;

/// A resident identity number of 18 characters (GB 11643-1999).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResidentId {
    pub(super) number: String,
    birth: Day,
    male: bool,
}

/// The check character over the 17 before it: weights 2^(17−i) mod 11.
fn id_check(body: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight).sum();
    match sum % 11 {
        0 => '1',
        2 => 'X',
        // 3 → 9, 4 → 8 … 10 → 2; and 1 → 0
        1 => '0',
        rest => char::from_digit(12 - rest, 10).unwrap_or('0'),
    }
}

/// The day of `yyyymmdd`, from 1850 (a [`Day`] of a form starts in 1900 only) to 2199.
fn birth(text: &str) -> Option<Day> {
    let year: i32 = text.get(..4)?.parse().ok()?;
    let month = Month::try_from(text.get(4..6)?.parse::<u8>().ok()?).ok()?;
    let date = Date::from_calendar_date(year, month, text.get(6..8)?.parse().ok()?).ok()?;
    (1850..=2199).contains(&year).then_some(Day(date))
}

impl ResidentId {
    /// Reads 18 characters, or the 15 of the old form, which are brought to 18.
    pub fn parse(text: &str) -> Result<Self, IdentityFault> {
        let typed = plain(text);
        let (body, given) = match typed.chars().count() {
            18 => {
                let mut chars = typed.chars();
                let given = chars.next_back();
                (chars.as_str().to_owned(), given)
            }
            15 if all_digits(&typed) => {
                let (division, rest) = typed.split_at_checked(6).ok_or(IdentityFault::IdLength)?;
                (format!("{division}19{rest}"), None)
            }
            15 => return Err(IdentityFault::IdLetter),
            _ => return Err(IdentityFault::IdLength),
        };
        if !all_digits(&body) || given.is_some_and(|c| !c.is_ascii_digit() && c != 'X') {
            return Err(IdentityFault::IdLetter);
        }
        let birth = body.get(6..14).and_then(birth).ok_or(IdentityFault::IdDate)?;
        let check = id_check(&body);
        if given.is_some_and(|given| given != check) {
            return Err(IdentityFault::IdCheckDigit);
        }
        let male = body.chars().next_back().and_then(|c| c.to_digit(10)).is_some_and(|n| n % 2 == 1);
        Ok(Self { number: format!("{body}{check}"), birth, male })
    }

    /// The day of birth. It may lie before 1900, where [`Day`]'s own text does not read back.
    pub const fn birth(&self) -> Day {
        self.birth
    }

    /// A man's number (the 17th digit is odd).
    pub const fn is_male(&self) -> bool {
        self.male
    }

    /// What looks odd; none of it is a reason to refuse: codes of divisions change.
    pub fn warnings(&self) -> Vec<IdWarning> {
        const PROVINCES: &str = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83";
        let known = self.number.get(..2).is_some_and(|code| PROVINCES.split(' ').any(|province| province == code));
        if known { Vec::new() } else { vec![IdWarning::Province] }
    }

    /// The six digits of the division that gave the number.
    pub fn division(&self) -> &str {
        self.number.get(..6).unwrap_or_default()
    }

    /// Full years of age on `day`; the birthday itself counts.
    pub fn age_on(&self, day: Day) -> i32 {
        let had_it = (day.month(), day.day()) >= (self.birth.month(), self.birth.day());
        day.year() - self.birth.year() - i32::from(!had_it)
    }
}

crate::codes! {
    /// What looks odd in a resident identity number that is accepted all the same.
    pub enum IdWarning as "id_warning" {
        /// The first two digits are of no province.
        Province = "id_province",
    }
}
