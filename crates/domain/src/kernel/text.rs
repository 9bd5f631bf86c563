//! Bounded text: [`Line`] (one line) and [`Prose`] (several), each with its bound in characters in the type.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::form::{Fault, Faults, Field, Kind, Path};

/// One line of text of at most `MAX` characters, trimmed, not empty, without control characters.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Line<const MAX: usize>(String);

/// Several lines of text of at most `MAX` characters, trimmed, not empty.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Prose<const MAX: usize>(String);

fn clean(value: &Value, max: usize, lines: bool) -> Result<String, Fault> {
    let text = match value {
        Value::String(text) => text.trim().replace("\r\n", "\n"),
        Value::Number(number) => number.to_string(),
        _ => return Err(Fault::NotText),
    };
    if text.is_empty() {
        return Err(Fault::Missing);
    }
    if text.chars().count() > max {
        return Err(Fault::TooLong { max });
    }
    let odd = |c: char| c.is_control() && !(lines && matches!(c, '\n' | '\t'));
    if text.chars().any(odd) { Err(Fault::NotText) } else { Ok(text) }
}

macro_rules! text {
    ($name:ident, $lines:literal, $kind:ident) => {
        impl<const MAX: usize> $name<MAX> {
            /// The text itself.
            pub fn into_string(self) -> String {
                self.0
            }

            /// Cleans and bounds `text`.
            pub fn new(text: &str) -> Result<Self, Fault> {
                clean(&Value::String(text.to_owned()), MAX, $lines).map(Self)
            }
        }

        impl<const MAX: usize> Deref for $name<MAX> {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl<const MAX: usize> fmt::Display for $name<MAX> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<const MAX: usize> Field for $name<MAX> {
            fn kind() -> Kind {
                Kind::$kind { max: MAX }
            }
            fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
                match clean(value, MAX, $lines) {
                    Ok(text) => Some(Self(text)),
                    Err(fault) => faults.note(path, fault),
                }
            }
        }
    };
}

text!(Line, false, Line);
text!(Prose, true, Prose);

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

fn digit(n: i64) -> char {
    usize::try_from(n).ok().and_then(|n| DIGITS.get(n).copied()).unwrap_or('零')
}

/// Four digits (0–9999) in capitals; `led` says that something stands before them.
fn group(n: i64, led: bool) -> String {
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
        match n / unit % 10 {
            0 => gap = true,
            d => {
                if gap && (led || !out.is_empty()) {
                    out.push('零');
                }
                gap = false;
                out.push(digit(d));
                out.push_str(name);
            }
        }
    }
    out
}

/// An amount in fen in Chinese capitals (正确填写票据和结算凭证的基本规定): `壹万零伍元叁角整`.
pub(super) fn capitals(fen: i64) -> String {
    let (yuan, jiao, cent) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1_0000_0000_0000, "万亿"), (1_0000_0000, "亿"), (1_0000, "万"), (1, "")] {
        match yuan / unit % 1_0000 {
            0 => gap = true,
            n => {
                if gap && !out.is_empty() && n >= 1000 {
                    out.push('零');
                }
                out.push_str(&group(n, !out.is_empty()));
                out.push_str(name);
                gap = false;
            }
        }
    }
    if !out.is_empty() {
        out.push('元');
    }
    match (jiao, cent) {
        (0, 0) if out.is_empty() => out.push_str("零元整"),
        (0, 0) => out.push('整'),
        (0, c) => {
            if !out.is_empty() {
                out.push('零');
            }
            out.push(digit(c));
            out.push('分');
        }
        (j, c) => {
            out.push(digit(j));
            out.push('角');
            if c == 0 {
                out.push('整');
            } else {
                out.push(digit(c));
                out.push('分');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_written_as_on_a_receipt() {
        for (fen, want) in [
            (0, "零元整"),
            (5, "伍分"),
            (50, "伍角整"),
            (1005, "壹拾元零伍分"),
            (1_0000_0000, "壹佰万元整"),
            (1_2345_67, "壹万贰仟叁佰肆拾伍元陆角柒分"),
            (1_0005_30, "壹万零伍元叁角整"),
            (10_0500_00, "壹拾万零伍佰元整"),
            (1_0000_5000_00, "壹亿零伍仟元整"),
            (4_695_172, "肆万陆仟玖佰伍拾壹元柒角贰分"),
        ] {
            assert_eq!(capitals(fen), want);
        }
    }

    #[test]
    fn a_line_is_bounded_in_characters_not_bytes() {
        assert!(Line::<3>::new("吾买尔").is_ok());
        assert_eq!(Line::<3>::new("吾买尔·"), Err(Fault::TooLong { max: 3 }));
        assert_eq!(Line::<9>::new("a\nb"), Err(Fault::NotText));
        assert_eq!(Line::<9>::new("  "), Err(Fault::Missing));
    }
}
