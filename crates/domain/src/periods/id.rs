//! The name of a period: its number in the legal reference, with a part where one row has several figures.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// `TL-10`, `TL-27.2`: two capital letters, a number, and the part of a row with several figures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId {
    letters: [u8; 2],
    number: u16,
    part: u8,
}

/// The text is not the name of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a period, such as TL-10 or TL-27.2")]
pub struct NotARuleId;

impl RuleId {
    /// The decision on an application (令17号 art. 22).
    pub const ACCEPT: Self = Self::tl(3);
    /// The statutory mediation period from receipt (调解仲裁法 art. 14).
    pub const MEDIATE: Self = Self::tl(4);
    /// The period from acceptance of an enterprise committee (令17号 art. 29).
    pub const COMMITTEE: Self = Self::tl(5);
    /// One-stop mediation of new forms of employment (人社厅发〔2024〕4号).
    pub const NEW_FORM: Self = Self::tl(6);
    /// Both sides ask the arbitration commission to review the agreement (令33号 art. 74).
    pub const REVIEW: Self = Self::tl(10);
    /// Both sides ask the court to confirm the agreement (民诉法 art. 205).
    pub const CONFIRM: Self = Self::tl(12);
    /// Mediation entrusted by the arbitration side before the hearing (令33号 art. 70).
    pub const ENTRUSTED: Self = Self::tl(20);
    /// Limitation of an ordinary claim (调解仲裁法 art. 27).
    pub const LIMITATION: Self = Self::tl(22);
    /// Limitation of remuneration after the relation has ended (调解仲裁法 art. 27(4)).
    pub const LIMITATION_WAGES: Self = Self::tl(23);
    /// The decision on a recusal request (令33号 art. 12).
    pub const RECUSAL: Self = Self::tl(32);
    /// Left or posted papers count as served (令33号 art. 20).
    pub const LEFT: Self = Self::tl(33);
    /// Assigned by a court before filing (特邀调解规定 art. 27).
    pub const COURT_BEFORE: Self = Self::tl(35);
    /// Entrusted by a court after filing, ordinary procedure (特邀调解规定 art. 27).
    pub const COURT_ORDINARY: Self = Self { letters: *b"TL", number: 36, part: 1 };
    /// Entrusted by a court after filing, summary procedure (特邀调解规定 art. 27).
    pub const COURT_SUMMARY: Self = Self { letters: *b"TL", number: 36, part: 2 };
    /// Enforcement (民诉法 art. 250).
    pub const ENFORCE: Self = Self::tl(43);
    /// Files of cases that end by mediation or otherwise (令33号 art. 24).
    pub const FILES: Self = Self { letters: *b"TL", number: 45, part: 2 };
    /// Served by public notice (民诉法 art. 95).
    pub const PUBLIC_NOTICE: Self = Self::tl(50);

    /// A row of the legal reference.
    pub const fn tl(number: u16) -> Self {
        Self { letters: *b"TL", number, part: 0 }
    }

    /// The row that a part belongs to.
    #[must_use]
    pub const fn row(self) -> Self {
        Self { part: 0, ..self }
    }

    /// Names a whole row rather than one of its figures.
    pub const fn is_row(self) -> bool {
        self.part == 0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.letters.map(char::from);
        write!(f, "{first}{second}-{:02}", self.number)?;
        if self.part > 0 { write!(f, ".{}", self.part) } else { Ok(()) }
    }
}

impl fmt::Debug for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for RuleId {
    type Err = NotARuleId;
    fn from_str(text: &str) -> Result<Self, NotARuleId> {
        let (letters, rest) = text.trim().split_once('-').ok_or(NotARuleId)?;
        let (number, part) = rest.split_once('.').unwrap_or((rest, ""));
        let letters: [u8; 2] = letters.as_bytes().try_into().map_err(|_| NotARuleId)?;
        let digits = |text: &str, most: usize| !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
        if !letters.iter().all(u8::is_ascii_uppercase) || !digits(number, 4) || (rest.contains('.') && !digits(part, 2)) {
            return Err(NotARuleId);
        }
        let part = if part.is_empty() { 0 } else { part.parse().map_err(|_| NotARuleId)? };
        Ok(Self { letters, number: number.parse().map_err(|_| NotARuleId)?, part })
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_period_reads_back_and_nonsense_is_refused() {
        for name in ["TL-01", "TL-10", "TL-27.2", "GX-105"] {
            assert_eq!(name.parse::<RuleId>().unwrap().to_string(), name);
        }
        for wrong in ["", "TL", "TL-", "tl-10", "TL-1a", "TL-10.", "TL-10.x", "TLX-10", "TL-99999", "中-10", "TL-10.300"] {
            assert!(wrong.parse::<RuleId>().is_err(), "{wrong}");
        }
        assert_eq!("TL-27.2".parse::<RuleId>().unwrap().row(), RuleId::tl(27));
    }
}
