//! Numbers that name a person or an employer: the resident id (GB 11643), the unified social credit code (GB 32100)
//! and telephone numbers.
//!
//! Each is read once at the edge, kept in one plain spelling, and never shown by `Debug`. Whether a division code
//! existed in the year of birth is deliberately not checked: people get their number under a later code.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use time::{Date, Month};

use super::day::Day;
use super::form::{Fault, Faults, Field, Kind, Path};
use super::masked::mask;
use super::width::half;

crate::codes! {
    /// Why a number is refused; the code is also that of the fault beside the field.
    pub enum IdentityFault as "identity_fault" {
        /// Neither 18 nor 15 characters.
        IdLength = "id_length",
        /// A character that is not a digit (only the last may be X).
        IdLetter = "id_letter",
        /// The eight characters of the birth date are no day between 1850 and 2199.
        IdDate = "id_date",
        /// The last character does not fit the others.
        IdCheckDigit = "id_check_digit",
        /// Not 18 characters.
        UsccLength = "uscc_length",
        /// A character the code never uses (I, O, S, V, Z or a sign).
        UsccLetter = "uscc_letter",
        /// The last character does not fit the others.
        UsccCheckDigit = "uscc_check_digit",
        /// Neither a mobile, a landline with its area code, a 400/800 number nor a hotline.
        PhoneFormat = "phone_format",
    }
}

impl std::error::Error for IdentityFault {}

/// Full-width letters and digits become plain ones, every kind of dash becomes `-`, spaces go, letters rise.
fn plain(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => half(c).to_ascii_uppercase(),
    };
    let invisible = |c: char| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}');
    text.chars().filter(|c| !invisible(*c)).map(plain).collect()
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Text of a JSON string or whole number, as it was typed.
fn typed(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}

/// What the three numbers have in common: text inside, `***` in logs, a line in a form.
macro_rules! number {
    ($name:ident, $max:literal) => {
        impl $name {
            /// The number in its one plain spelling.
            pub fn number(&self) -> &str {
                &self.number
            }

            /// The first three and the last four characters with stars between.
            pub fn masked(&self) -> String {
                mask(&self.number)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(***)"))
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdentityFault;
            fn from_str(text: &str) -> Result<Self, IdentityFault> {
                Self::parse(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(&self.number)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                Self::parse(&String::deserialize(d)?).map_err(serde::de::Error::custom)
            }
        }

        impl Field for $name {
            fn kind() -> Kind {
                Kind::Line { max: $max }
            }
            fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
                match typed(value).map(|text| Self::parse(&text)) {
                    Some(Ok(found)) => Some(found),
                    Some(Err(fault)) => faults.note(path, Fault::Wrong(fault.code())),
                    None => faults.note(path, Fault::NotText),
                }
            }
        }
    };
}

/// A resident identity number of 18 characters (GB 11643-1999).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResidentId {
    number: String,
    birth: Day,
    male: bool,
}

number!(ResidentId, 32);

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

crate::codes! {
    /// What looks odd in a credit code that is accepted all the same.
    pub enum UsccWarning as "uscc_warning" {
        /// The organisation code inside (GB 11714) has a check character that does not fit; not every issued code has.
        OrganisationCode = "uscc_organisation_code",
        /// The first two characters are of no known registration authority.
        Authority = "uscc_authority",
    }
}

crate::codes! {
    /// What the first two characters of a credit code tell of the employer.
    pub enum RegisteredAs as "registered_as" {
        /// 机关 (11)
        StateOrgan = "state_organ",
        /// 事业单位 (12)
        PublicInstitution = "public_institution",
        /// 群团 (13)
        MassOrganisation = "mass_organisation",
        /// 律师事务所 (31)
        LawFirm = "law_firm",
        /// 社会团体 (51)
        SocialOrganisation = "social_organisation",
        /// 民办非企业单位 (52)
        PrivateNonEnterpriseUnit = "private_non_enterprise_unit",
        /// 基金会 (53)
        Foundation = "foundation",
        /// 工会 (81)
        TradeUnion = "trade_union",
        /// 企业 (91)
        Enterprise = "enterprise",
        /// 个体工商户 (92)
        IndividualBusiness = "individual_business",
        /// 农民专业合作社 (93)
        FarmersCooperative = "farmers_cooperative",
        /// 其他 (Y1)
        Other = "other",
    }
}

/// A unified social credit code of 18 characters (GB 32100-2015).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uscc {
    number: String,
}

number!(Uscc, 32);

const USCC_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

fn uscc_value(c: char) -> Option<u32> {
    USCC_ALPHABET.chars().zip(0u32..).find(|(letter, _)| *letter == c).map(|(_, value)| value)
}

/// The check character over the 17 before it: weights 3^i mod 31.
fn uscc_check(body: &str) -> Option<char> {
    let mut weight = 1;
    let mut sum = 0;
    for c in body.chars().take(17) {
        sum += uscc_value(c)? * weight;
        weight = weight * 3 % 31;
    }
    USCC_ALPHABET.chars().zip(0u32..).find(|(_, value)| *value == (31 - sum % 31) % 31).map(|(letter, _)| letter)
}

/// Whether the nine characters of an organisation code (GB 11714) fit each other.
fn organisation_code_fits(code: &str) -> bool {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = code.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(36).unwrap_or(0) * weight).sum();
    let check = match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        n => char::from_digit(n, 10),
    };
    code.chars().nth(8) == check
}

impl Uscc {
    /// Reads 18 characters of the code's own alphabet whose last fits the others.
    pub fn parse(text: &str) -> Result<Self, IdentityFault> {
        let number = plain(text);
        if number.chars().count() != 18 {
            return Err(IdentityFault::UsccLength);
        }
        if number.chars().any(|c| uscc_value(c).is_none()) {
            return Err(IdentityFault::UsccLetter);
        }
        if number.chars().next_back() != uscc_check(&number) {
            return Err(IdentityFault::UsccCheckDigit);
        }
        Ok(Self { number })
    }

    /// What looks odd; none of it is a reason to refuse.
    pub fn warnings(&self) -> Vec<UsccWarning> {
        let inner = self.number.get(8..17).is_some_and(organisation_code_fits);
        let inner = (!inner).then_some(UsccWarning::OrganisationCode);
        let authority = self.registered_as().is_none().then_some(UsccWarning::Authority);
        inner.into_iter().chain(authority).collect()
    }

    /// The kind of employer that the first two characters suggest.
    pub fn registered_as(&self) -> Option<RegisteredAs> {
        Some(match self.number.get(..2)? {
            "11" => RegisteredAs::StateOrgan,
            "12" => RegisteredAs::PublicInstitution,
            "13" => RegisteredAs::MassOrganisation,
            "31" => RegisteredAs::LawFirm,
            "51" => RegisteredAs::SocialOrganisation,
            "52" => RegisteredAs::PrivateNonEnterpriseUnit,
            "53" => RegisteredAs::Foundation,
            "81" => RegisteredAs::TradeUnion,
            "91" => RegisteredAs::Enterprise,
            "92" => RegisteredAs::IndividualBusiness,
            "93" => RegisteredAs::FarmersCooperative,
            "Y1" => RegisteredAs::Other,
            _ => return None,
        })
    }

    /// The six digits of the division of registration.
    pub fn division(&self) -> &str {
        self.number.get(2..8).unwrap_or_default()
    }
}

/// A telephone number of mainland China: `13800004417`, `0772-3211234-801`, `400-820-8820`, `12333`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone {
    number: String,
}

number!(Phone, 40);

/// 11 digits, 1 and then 3–9.
fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && digits.chars().nth(1).is_some_and(|c| matches!(c, '3'..='9'))
}

/// Area code and number written without a dash: 010 and 02x have three digits, all others four.
fn split_area(digits: &str) -> Option<(&str, &str)> {
    let short = digits.starts_with("01") || digits.starts_with("02");
    let fits = |at: usize| digits.split_at_checked(at).filter(|(_, rest)| matches!(rest.len(), 7 | 8));
    if short { fits(3).or_else(|| fits(4)) } else { fits(4).or_else(|| fits(3)) }
}

/// `0772-3211234` or `07723211234`, either with `-801` behind.
fn landline(parts: &[&str]) -> Option<String> {
    let (area, local, extension) = match *parts {
        [whole] => (split_area(whole)?.0, split_area(whole)?.1, None),
        [whole, extension] if whole.len() > 4 => (split_area(whole)?.0, split_area(whole)?.1, Some(extension)),
        [area, local] => (area, local, None),
        [area, local, extension] => (area, local, Some(extension)),
        _ => return None,
    };
    if !area.starts_with('0') || !matches!(area.len(), 3 | 4) || !matches!(local.len(), 7 | 8) {
        return None;
    }
    match extension {
        Some(extension) if extension.len() > 6 => None,
        Some(extension) => Some(format!("{area}-{local}-{extension}")),
        None => Some(format!("{area}-{local}")),
    }
}

impl Phone {
    /// Reads a mobile (with or without +86), a landline with its area code, a 400/800 number or a hotline.
    pub fn parse(text: &str) -> Result<Self, IdentityFault> {
        let typed = plain(text).replace(['(', ')'], "-").replace('转', "-");
        let typed = typed.trim_matches('-');
        let abroad = ["+86", "0086", "86"].into_iter().find_map(|code| typed.strip_prefix(code));
        let local = abroad.map(|rest| rest.trim_start_matches('-'));
        let found = Self::domestic(typed).or_else(|| local.filter(|rest| !rest.starts_with("12")).and_then(Self::domestic));
        found.map(|number| Self { number }).ok_or(IdentityFault::PhoneFormat)
    }

    fn domestic(text: &str) -> Option<String> {
        const HOTLINES: [&str; 5] = ["12333", "12345", "12348", "12351", "12368"];
        let parts: Vec<&str> = text.split('-').collect();
        if !parts.iter().all(|part| all_digits(part)) {
            return None;
        }
        let digits = parts.concat();
        if is_mobile(&digits) || HOTLINES.contains(&text) {
            return Some(digits);
        }
        if digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800")) {
            let (service, rest) = digits.split_at_checked(3)?;
            let (first, last) = rest.split_at_checked(3)?;
            return Some(format!("{service}-{first}-{last}"));
        }
        landline(&parts)
    }

    /// A mobile, which can get short messages.
    pub fn is_mobile(&self) -> bool {
        is_mobile(&self.number)
    }
}

#[cfg(test)]
#[path = "identity_tests.rs"]
mod tests;
