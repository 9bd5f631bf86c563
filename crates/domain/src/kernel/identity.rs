//! Numbers that name a person or an employer: the resident id (GB 11643), the unified social credit code (GB 32100)
//! and telephone numbers.
//!
//! Each is read once at the edge, kept in one plain spelling, and never shown by `Debug`. Whether a division code
//! existed in the year of birth is deliberately not checked: people get their number under a later code.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::form::{Fault, Faults, Field, Kind, Path};
use super::masked::mask;
use super::width::half;

mod phone;
mod resident_id;
mod uscc;

pub use phone::Phone;
pub use resident_id::{IdWarning, ResidentId};
pub use uscc::{RegisteredAs, Uscc, UsccWarning};

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

number!(ResidentId, 32);
number!(Uscc, 32);
number!(Phone, 40);

#[cfg(test)]
#[path = "identity_tests.rs"]
mod tests;
