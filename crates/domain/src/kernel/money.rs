//! Money in fen. Exact, never negative in a form, shown with thousands separators and in Chinese capitals.

use std::fmt;
use std::iter::Sum;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::form::{Fault, Faults, Field, Kind, Path};

/// An amount in fen (1/100 yuan).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(pub i64);

/// The text is not an amount between 0.00 and 999,999,999,999.99 yuan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an amount")]
pub struct NotMoney;

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount a form accepts: 999,999,999,999.99 yuan.
    pub const MAX: Self = Self(99_999_999_999_999);

    /// The sum, staying at the edge rather than overflow.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left after taking `other` away; never below zero.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).max(0))
    }

    /// `12345.67`: for machines.
    pub fn plain(self) -> String {
        format!("{}.{:02}", self.0 / 100, self.0 % 100)
    }

    /// The amount in Chinese capitals, as agreements and receipts write it: `壹万贰仟叁佰肆拾伍元陆角柒分`.
    pub fn capitals(self) -> String {
        super::text::capitals(self.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Self::plus)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = (self.0 / 100).to_string();
        let mut grouped = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        write!(f, "{grouped}.{:02}", self.0 % 100)
    }
}

impl FromStr for Money {
    type Err = NotMoney;
    fn from_str(text: &str) -> Result<Self, NotMoney> {
        let bare: String = text.trim().trim_end_matches('元').chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
        let (yuan, fen) = bare.split_once('.').unwrap_or((&bare, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if yuan.is_empty() || yuan.len() > 12 || fen.len() > 2 || !digits(yuan) || !digits(fen) {
            return Err(NotMoney);
        }
        let yuan: i64 = yuan.parse().map_err(|_| NotMoney)?;
        let fen: i64 = format!("{fen:0<2}").parse().map_err(|_| NotMoney)?;
        Ok(Self(yuan * 100 + fen))
    }
}

impl Field for Money {
    fn kind() -> Kind {
        Kind::Money
    }
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        match text.parse() {
            Ok(money) => Some(money),
            Err(NotMoney) => faults.note(path, Fault::NotMoney),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_and_show_like_people_write_them() {
        assert_eq!("27,600".parse::<Money>().unwrap(), Money(2_760_000));
        assert_eq!("0.5元".parse::<Money>().unwrap(), Money(50));
        assert_eq!(Money(4_695_172).to_string(), "46,951.72");
        for wrong in ["-1", "1.234", "", ".", "1e5", "1234567890123", "一百"] {
            assert!(wrong.parse::<Money>().is_err(), "{wrong}");
        }
    }
}
