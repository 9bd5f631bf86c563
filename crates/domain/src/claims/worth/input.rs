//! What may be typed into a calculation: amounts, numbers and days within bounds that make sense, each fault with a code that helps.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::Date;

use super::exact::Exact;
use crate::kernel::form::{Fault, Faults, Field, Kind, Path};
use crate::kernel::{Day, Money};

/// Every code of a fault that only these fields note; the language file has a sentence for each.
pub const FAULTS: &[&str] = &[
    "amount_negative",
    "amount_too_large",
    "amount_decimals",
    "amount_zero",
    "amount_overflow",
    "number_negative",
    "number_too_large",
    "number_decimals",
    "not_a_decimal",
    "day_out_of_range",
    "day_with_time",
    "day_not_in_month",
    "parameter_missing",
    "more_than_whole",
    "one_of_them",
];

/// What a JSON value says as text; numbers as they stand.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Digits with at most one point, and a sign or not: what is between is worth a sentence of its own.
enum Digits {
    /// Hundredths.
    Fine(i64),
    Negative,
    TooLarge,
    Decimals,
    Not,
}

/// Reads a decimal with at most two places, at most `most` hundredths.
fn digits(text: &str, most: i64) -> Digits {
    let bare: String = text.trim_end_matches('元').chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    if let Some(rest) = bare.strip_prefix(['-', '−', '－']) {
        return if rest.starts_with(|c: char| c.is_ascii_digit()) { Digits::Negative } else { Digits::Not };
    }
    let (whole, places) = bare.split_once('.').unwrap_or((&bare, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(places) {
        // 1e30 is how JSON writes what is far beyond.
        let far = bare.split_once(['e', 'E']).is_some_and(|(digits, power)| {
            digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && power.parse::<u32>().is_ok()
        });
        return if far { Digits::TooLarge } else { Digits::Not };
    }
    let places = places.trim_end_matches('0');
    if places.len() > 2 {
        return Digits::Decimals;
    }
    match format!("{whole}{places:0<2}").parse::<i64>() {
        Ok(number) if number <= most => Digits::Fine(number),
        _ => Digits::TooLarge,
    }
}

/// An amount in yuan: not negative, at most 1,000,000,000.00, at most two decimal places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Yuan(Money);

impl Yuan {
    /// The largest, in fen.
    const MOST: i64 = 100_000_000_000;

    /// The amount for calculating.
    pub fn exact(self) -> Exact {
        Exact::yuan(self.0)
    }

    /// The amount as money.
    pub const fn money(self) -> Money {
        self.0
    }
}

impl Field for Yuan {
    fn kind() -> Kind {
        Kind::Money
    }
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
        let wrong = match digits(&written(value), Self::MOST) {
            Digits::Fine(fen) => return Some(Self(Money(fen))),
            Digits::Negative => Fault::Wrong("amount_negative"),
            Digits::TooLarge => Fault::Wrong("amount_too_large"),
            Digits::Decimals => Fault::Wrong("amount_decimals"),
            Digits::Not => Fault::NotMoney,
        };
        faults.note(path, wrong)
    }
}

/// An amount that is never nothing: a standard that a notice sets, or a sum that is fought over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Standard(Yuan);

impl Standard {
    /// The amount for calculating.
    pub fn exact(self) -> Exact {
        self.0.exact()
    }
}

impl From<Money> for Standard {
    fn from(money: Money) -> Self {
        Self(Yuan(money))
    }
}

impl Field for Standard {
    fn kind() -> Kind {
        Kind::Money
    }
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
        let yuan = Yuan::read(value, path, faults)?;
        if yuan.0 == Money::ZERO { faults.note(path, Fault::Wrong("amount_zero")) } else { Some(Self(yuan)) }
    }
}

/// A number of months, years, days or hours: not negative, at most `MOST`, at most two decimal places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Count<const MOST: i64>(i64);

impl<const MOST: i64> Count<MOST> {
    /// The number for calculating.
    pub fn exact(self) -> Exact {
        Exact::hundredths(self.0)
    }
}

impl<const MOST: i64> Field for Count<MOST> {
    fn kind() -> Kind {
        Kind::Line { max: 12 }
    }
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
        let wrong = match digits(&written(value), MOST.saturating_mul(100)) {
            Digits::Fine(hundredths) => return Some(Self(hundredths)),
            Digits::Negative => "number_negative",
            Digits::TooLarge => "number_too_large",
            Digits::Decimals => "number_decimals",
            Digits::Not => "not_a_decimal",
        };
        faults.note(path, Fault::Wrong(wrong))
    }
}

/// A day of a claim: a [`Day`], also from a cell that holds no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LegalDay(pub Day);

impl Field for LegalDay {
    fn kind() -> Kind {
        Kind::Day
    }
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
        Day::read(&Value::String(written(value)), path, faults).map(Self)
    }
}

/// The day `months` after `day`: the corresponding day, or the last of a month that has none (民法典 202); stays within the calendar.
pub fn months_after(day: Day, months: i64) -> Day {
    let counted = i64::from(day.year()).saturating_mul(12).saturating_add(i64::from(day.month()) - 1).saturating_add(months);
    let (year, month) = (i32::try_from(counted.div_euclid(12)).unwrap_or(i32::MAX), u8::try_from(counted.rem_euclid(12) + 1).unwrap_or(1));
    let fits = (1..=day.day()).rev().find_map(|last| Day::of(year, month, last).ok());
    fits.unwrap_or(Day(if months < 0 { Date::MIN } else { Date::MAX }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fault<T: Field + std::fmt::Debug>(value: Value) -> String {
        let mut faults = Faults::default();
        assert!(T::read(&value, &Path::root(), &mut faults).is_none(), "{value}");
        faults.0[0].1.code().to_owned()
    }

    #[test]
    fn each_kind_of_nonsense_has_a_sentence_of_its_own() {
        assert_eq!(fault::<Yuan>(json!("-1")), "amount_negative");
        assert_eq!(fault::<Yuan>(json!(-8000.5)), "amount_negative");
        assert_eq!(fault::<Yuan>(json!("99999999999999999999999")), "amount_too_large");
        assert_eq!(fault::<Yuan>(json!(1e30)), "amount_too_large");
        assert_eq!(fault::<Yuan>(json!("1.005")), "amount_decimals");
        assert_eq!(fault::<Yuan>(json!("八千")), "not_money");
        assert_eq!(fault::<Yuan>(json!(["8000"])), "not_money");
        assert_eq!(fault::<Standard>(json!(0)), "amount_zero");
        assert_eq!(fault::<Count<744>>(json!(745)), "number_too_large");
        assert_eq!(fault::<Count<744>>(json!("x")), "not_a_decimal");
        assert_eq!(fault::<LegalDay>(json!("1948-12-31")), "day_out_of_range");
        assert_eq!(fault::<LegalDay>(json!("2101-01-01")), "day_out_of_range");
        assert_eq!(fault::<LegalDay>(json!("9999-01-01")), "day_out_of_range");
        assert_eq!(fault::<LegalDay>(json!("2023-02-29")), "day_not_in_month");
        assert_eq!(fault::<LegalDay>(json!("2024-01-01T00:00:00+08:00")), "day_with_time");
        assert_eq!(fault::<LegalDay>(json!(20240101)), "not_a_day");
    }

    #[test]
    fn a_month_without_the_corresponding_day_ends_on_its_last() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(months_after(day("2024-02-29"), 12), day("2025-02-28"));
        assert_eq!(months_after(day("2023-08-31"), 6), day("2024-02-29"));
        assert_eq!(months_after(day("2024-01-31"), -1), day("2023-12-31"));
        assert_eq!(months_after(day("2199-12-01"), 1).0, Date::MAX);
    }
}
